"""The rows that `verify` reads and the report that it gives, as in spec/register.md §10.

The row types are exactly the columns of the ledger's tables. Their types are what the columns should hold; `verify`
takes nothing on trust and accepts any value in any place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toguna.base.errors import RegisterFault


class RegisterRow(NamedTuple):
    """One register: its 32-byte id and its founding act."""

    register: bytes
    constitution: bytes


class EntryRow(NamedTuple):
    """One entry; `leaf_hash`, `kind` and `time` are derived from `leaf`."""

    register: bytes
    device: bytes
    idx: int
    leaf: bytes
    leaf_hash: bytes
    kind: int
    time: int


class PartRow(NamedTuple):
    """One part of an entry; `audience` and `hash` are derived from the entry's leaf."""

    register: bytes
    device: bytes
    idx: int
    position: int
    audience: int
    hash: bytes
    content: bytes | None


class CheckpointRow(NamedTuple):
    """One signed note; `size` and `root` are derived from it."""

    register: bytes
    device: bytes
    size: int
    root: bytes
    note: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found: its code, the log (first 8 bytes of the device, or of the register, in hex), and the entry,
    numbered from 0.
    """

    code: str
    log: str
    index: int | None
    error: RegisterFault

    def sentence(self, lang: str) -> str:
        """What happened and what to do, for a person."""
        return self.error.say(lang)


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found. Notices are no faults: what they name may still arrive, or was left out by right."""

    ok: bool
    logs: int
    entries: int
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...] = ()
    withheld: int = 0
    erased: int = 0
