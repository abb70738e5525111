"""What two people do together: a party leaves, a content is erased, a sealed one is opened (domain notes §8.4, §6.3).

One seat asks, another confirms. Whose matter it is decides who may; nobody confirms what he has asked himself. The
words of what is to be erased or opened stand nowhere in it.
"""

from __future__ import annotations

from typing import ClassVar, Final

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.matrix import Reader, Role


class Countersigning(Entity):
    """An act of two: which, about what, whose matter it is (`party`), who asked (`seat`) and who answered (`second`).

    `date` is the day it was asked, `decided` the day it was answered, `since` the day from which a party has left.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"kind": codes.COUNTERSIGNED, "reason": codes.ERASE_REASONS}

    framework: str
    kind: str
    about: tuple[str, ...]
    party: str
    seat: str
    date: When
    since: When | None = None
    reason: str | None = None
    why: Words | None = None
    second: str | None = None
    decided: When | None = None
    status: str = "asked"


COUNTERSIGNING = Noun(
    "countersigning",
    Countersigning,
    (
        EntryType(
            "countersigning.asked",
            410,
            ("framework", "kind", "about", "party", "seat", "date", "since", "reason", "why"),
            to="asked",
        ),
        EntryType("countersigning.confirmed", 411, ("second", "decided"), to="confirmed"),
        EntryType("countersigning.declined", 412, ("second", "decided"), to="declined"),
        EntryType("countersigning.withdrawn", 413, ("decided",), to="withdrawn"),
    ),
    Machine(
        labels={
            "asked": Text(fr="attend une seconde personne", en="awaits a second person"),
            "confirmed": Text(fr="confirmé à deux", en="confirmed by two"),
            "declined": Text(fr="refusé", en="declined"),
            "withdrawn": Text(fr="retiré", en="withdrawn"),
        },
        first=frozenset({"asked"}),
        moves={"asked": frozenset({"confirmed", "declined", "withdrawn"})},
    ),
)

NOUNS = (COUNTERSIGNING,)

OPEN_DAYS: Final = 1
"""How long a sealed content that two people opened can be read by them: that day and so many more."""


def right_party(reader: Reader, kind: str, whose: str, data_officer: str | None = None) -> bool:
    """Whether it is for this reader's party to ask or confirm: that a party leaves, for itself or the secretariat that
    writes down its letter; that a content is erased, for whose words they are and for whom the founding act puts in
    charge of the data; that a sealed one is opened, for those who hold it.
    """
    if reader.party is None or reader.seat is None:
        return False
    if reader.party == whose:
        return True
    match kind:
        case "leave":
            return reader.role is Role.MEDIATOR
        case "erase":
            return reader.party == data_officer
        case _:
            return False


def may_confirm(reader: Reader, held: Countersigning, data_officer: str | None = None) -> bool:
    """Whether this reader may be the second person."""
    return reader.seat != held.seat and right_party(reader, held.kind, held.party, data_officer)


def opened(reader: Reader, held: Countersigning, on: When) -> bool:
    """Whether a sealed content stands open before this reader on a day: for the two who opened it, then no more."""
    if held.kind != "unseal" or held.status != "confirmed" or held.decided is None:
        return False
    days = (on.first - held.decided.first).days
    return reader.seat is not None and reader.seat in (held.seat, held.second) and 0 <= days <= OPEN_DAYS
