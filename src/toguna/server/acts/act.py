"""What an act is: its name, what must be said to do it, who may, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, unique
from typing import Any

from toguna.base.text import Text
from toguna.domain.codelist import CodeList
from toguna.domain.visibility import Role
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.queries.reading import Reading

Said = Mapping[str, Any]
"""What was said, in plain data (`domain.entity`), already held to the act's fields."""


@unique
class Kind(Enum):
    """What a field takes."""

    WORDS = "words"
    TEXT = "text"
    WHEN = "when"
    DAY = "day"
    COUNT = "count"
    CODE = "code"
    FLAG = "flag"
    PARTY = "party"
    SEAT = "seat"
    SPOT = "spot"
    STRETCH = "stretch"
    CASE = "case"
    PARTS = "parts"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be said.

    `codes` is the list of a CODE, `noun` the noun of a CASE, `parts` the fields of a PARTS group. `unknown` lets a WHEN
    be given as not known: somebody must say that it is not. A PARTY or SEAT of the `past` may be of one that has left.
    A SAID is a place in words with the spot that was chosen for them; `instead` names the SAID field that will do in
    place of this one.
    """

    name: str
    kind: Kind
    label: Text
    help: Text | None = None
    required: bool = False
    many: bool = False
    codes: CodeList | None = None
    noun: str | None = None
    parts: tuple[Field, ...] = ()
    unknown: bool = False
    past: bool = False
    instead: str | None = None


@dataclass(frozen=True)
class Asking:
    """Who acts, in which register, with which device, and on which case."""

    reading: Reading
    key: DeviceKey
    token: str
    case: str = ""

    @property
    def register(self) -> bytes:
        """The register that the act is entered in."""
        return self.reading.register

    @property
    def seat(self) -> str:
        """The seat that acts."""
        return self.reading.reader.seat or ""

    @property
    def known(self) -> date | None:
        """The day from which an exercise counts the act as known: the day it plays."""
        return self.reading.today if self.reading.mode is Mode.EXERCISE else None


Do = Callable[[Asking, str, Said], Sequence[bytes]]
Offered = Callable[[Reading, Any], bool]
"""Whether the act makes sense now: for this reader, on this entity (None for an act that opens a case)."""


def always(reading: Reading, entity: object) -> bool:
    """It makes sense whenever the role may do it."""
    return True


@dataclass(frozen=True)
class Act:
    """One act.

    `do(asking, case, said)` enters it and gives the entries' hashes. `opens` is the prefix of the ids of the cases that
    it opens; an act without it is done on a case that stands. `filled` gives what the form begins with. `strong` acts
    ask for the passphrase again. `kept` says what stays on record of an act for which the sentence of all acts would be
    odd. Of what a `sealed` act was told no digest is kept: a short note could be tried against
    it.
    """

    name: str
    noun: str
    label: Text
    fields: tuple[Field, ...]
    do: Do
    roles: frozenset[Role]
    note: Text | None = None
    opens: str | None = None
    offered: Offered = always
    filled: Callable[[Reading, Any], Said] | None = None
    strong: bool = False
    sealed: bool = False
    kept: Text | None = None
    by_name: dict[str, Field] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.fields})

    def may(self, reading: Reading, entity: object) -> bool:
        """Whether it is offered to this reader on this entity; what is done is checked again where it is done."""
        return reading.reader.seat is not None and reading.reader.role in self.roles and self.offered(reading, entity)
