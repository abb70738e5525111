"""Statements: what an entry of the register says about one case, in the words of the domain.

The signed log holds bytes; a `Statement` is what they mean. Each entry type belongs to one noun, may set certain
fields of it, and may move its case along the noun's state machine. The whole table is `toguna.domain.nouns`; its
form on the wire is spec/entry-types.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from toguna.domain.entity import Entity, Part
from toguna.domain.machine import Machine
from toguna.domain.shapes import field_types, item, required, struct_of


@dataclass(frozen=True, slots=True)
class Statement:
    """One entry about one case.

    `fields` are plain data (ISO dates, codes, ids, `{"fr": …}` words). `known` is the day the register counts it as
    known: the entry's own time, or the payload's `known` in a register whose constitution says `replay` or
    `exercise`. `entry` is the leaf hash; `parents` are the leaf hashes the author had read; `party` is whose device
    signed, `seat` for which seat it was entered.
    """

    type: str
    case: str
    fields: Mapping[str, Any]
    known: date
    entry: bytes
    parents: tuple[bytes, ...] = ()
    party: str = ""
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class EntryType:
    """One thing that may be said about a noun.

    `to` is the state it moves the case to (None: it moves nothing). A type that `appends` adds its fields as one
    item to that list; any other sets its fields. A type that `takes_back` statements of these types names one of them
    in the field `undoes`: both are kept, and the case is what it is without them.
    """

    name: str
    number: int
    fields: tuple[str, ...]
    to: str | None = None
    appends: str | None = None
    takes_back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Noun:
    """A thing the register knows: its entity, what may be said about it, and the states it goes through."""

    name: str
    entity: type[Entity]
    types: tuple[EntryType, ...]
    machine: Machine | None = None
    by_name: dict[str, EntryType] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {t.name: t for t in self.types})

    def carrier(self, kind: EntryType) -> type[Part]:
        """The structure whose fields such a statement carries: the entity, or the item that it appends."""
        if kind.appends is None:
            return self.entity
        carried = struct_of(item(field_types(self.entity)[kind.appends]))
        if carried is None or not issubclass(carried, Part):
            raise TypeError(f"{self.name}.{kind.appends} is not a list of parts")
        return carried

    def opens(self, kind: EntryType) -> bool:
        """Whether such a statement may be the first of its case, and so must give every required field."""
        if kind.appends is not None or not set(required(self.entity)) - {"id"} <= set(kind.fields):
            return False
        if self.machine is None or kind.to is not None:
            return self.machine is None or kind.to in self.machine.first
        # A type that moves nothing opens a case only where no move does: a party may be recorded before it is seated.
        return not any(t.to in self.machine.first and self.opens(t) for t in self.types if t.to is not None)
