"""The register's own entries with their places: who said what, where (spec/register.md §4.2).

What follows from them, who may speak, what is erased, what is in force, is computed from these alone, by whoever keeps
the logs; the order in which they are given never matters.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from toguna.base.errors import RegisterFault
from toguna.register.bodies import Admit, Attest, Body, Endorse, Erase, Officers, Revoke
from toguna.register.entry import SALT_SIZE

BODIES: Final[dict[int, type[Body]]] = {
    int(body.kind): body for body in (Endorse, Attest, Admit, Revoke, Erase, Officers)
}


class Said(NamedTuple):
    """One of the register's own entries. `contested`: it stands where its log has two histories."""

    device: bytes
    idx: int
    hash: bytes
    time: int
    body: Body
    parents: tuple[bytes, ...] = ()
    contested: bool = False


def read_body(kind: int, content: bytes) -> Body | None:
    """What the content of part 0 of an entry of this kind says; None where it says nothing that can be understood."""
    try:
        return BODIES[kind].decode(content[SALT_SIZE:])
    except (KeyError, RegisterFault):
        return None
