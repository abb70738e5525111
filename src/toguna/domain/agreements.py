"""Agreements, their clauses, and what is dated and rated about each. Undertakings: `toguna.domain.undertakings`.

A clause's status is a history with places, not a colour: a decree is not a body, and one region's body is not the
next region's.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.parts import Paper


class Signature(Part):
    """Who signed on which day; parties of the register by id, others in words."""

    date: When
    by: tuple[str, ...] = ()
    by_text: Words | None = None


class Ending(Part):
    """When and how an agreement ended."""

    date: When
    how: Words | None = None
    basis: str | None = None
    source: str | None = None

    CODES: ClassVar[dict[str, CodeList]] = {"basis": codes.BASIS}


class Agreement(Entity):
    """An agreement at any level, from a national accord to a charter between young people."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "level": codes.AGREEMENT_LEVELS,
        "basis": codes.BASIS,
        "missing_in_text": codes.UNDERTAKING_POINTS,
    }

    name: Words
    level: str
    framework: str | None = None
    parties: tuple[str, ...] = ()
    parent: str | None = None
    agreed: When | None = None
    signed: tuple[Signature, ...] = ()
    authentic: Words | None = None
    basis: str | None = None
    source: str | None = None
    missing_in_text: tuple[str, ...] = ()
    paper: Paper | None = None
    ended: Ending | None = None
    why: Words | None = None
    status: str = "negotiated"


_TEXT = (
    "name",
    "level",
    "framework",
    "parties",
    "parent",
    "authentic",
    "basis",
    "source",
    "missing_in_text",
    "paper",
)

AGREEMENT = Noun(
    "agreement",
    Agreement,
    (
        EntryType("agreement.negotiated", 150, _TEXT, to="negotiated"),
        EntryType("agreement.signed", 151, ("date", "by", "by_text"), to="signed", appends="signed"),
        EntryType("agreement.agreed", 152, (*_TEXT, "agreed"), to="in_force"),
        EntryType("agreement.suspended", 153, ("why",), to="suspended"),
        EntryType("agreement.resumed", 154, (), to="in_force"),
        EntryType("agreement.ended", 155, ("ended",), to="ended"),
        EntryType("agreement.replaced", 156, ("ended",), to="replaced"),
        EntryType("agreement.amended", 157, (*_TEXT, "agreed")),
    ),
    Machine(
        labels={
            "negotiated": Text(fr="en négociation", en="in negotiation"),
            "signed": Text(fr="signé", en="signed"),
            "in_force": Text(fr="en vigueur", en="in force"),
            "suspended": Text(fr="suspendu", en="suspended"),
            "ended": Text(fr="a pris fin", en="ended"),
            "replaced": Text(fr="remplacé", en="replaced"),
        },
        first=frozenset({"negotiated", "in_force"}),
        moves={
            "negotiated": frozenset({"signed", "in_force", "ended"}),
            "signed": frozenset({"signed", "in_force", "suspended", "ended", "replaced"}),
            "in_force": frozenset({"signed", "suspended", "ended", "replaced"}),
            "suspended": frozenset({"in_force", "ended", "replaced"}),
        },
    ),
)


class ClauseStatus(Part):
    """What was known of a clause at a place from a day on.

    One shown `beside` stands next to the record, never over it.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"status": codes.CLAUSE_STATUSES, "basis": codes.BASIS}

    date: When
    status: str
    place: Words | None = None
    what: Words | None = None
    why: Words | None = None
    basis: str | None = None
    source: str | None = None
    beside: bool = False


class Clause(Entity):
    """A clause of an agreement, with the history of its statuses."""

    agreement: str
    ref: Words
    theme: Words | None = None
    statuses: tuple[ClauseStatus, ...] = ()


CLAUSE = Noun(
    "clause",
    Clause,
    (
        EntryType("clause.recorded", 160, ("agreement", "ref", "theme")),
        EntryType(
            "clause.status_recorded",
            161,
            ("date", "status", "place", "what", "why", "basis", "source", "beside"),
            appends="statuses",
        ),
    ),
)


def everywhere(status: ClauseStatus) -> bool:
    """Whether a status speaks of all places."""
    if status.place is None:
        return True
    return (status.place.en or status.place.fr or "").strip().lower() in {"all", "tous", "toutes", "partout"}


def standing(clause: Clause, on: date) -> tuple[ClauseStatus, ...]:
    """The last status of each place that had begun by `on`, oldest first; statuses shown beside are left out.

    A status for all places closes the older ones of single places.
    """
    begun = sorted(
        (s for s in clause.statuses if not s.beside and s.date.first <= on), key=lambda s: (s.date.first, s.date.last)
    )
    last: dict[Words | None, ClauseStatus] = {}
    for status in begun:
        if everywhere(status):
            last.clear()
        place = None if everywhere(status) else status.place
        last.pop(place, None)
        last[place] = status
    return tuple(last.values())


def standing_at(clause: Clause, names: Words, on: date) -> ClauseStatus | None:
    """The last status that speaks of the place with these names; None where nothing is recorded."""
    wanted = [name for name in (names.fr, names.en) if name]
    found = [s for s in standing(clause, on) if everywhere(s) or _speaks_of(s, wanted)]
    return found[-1] if found else None


def _speaks_of(status: ClauseStatus, names: list[str]) -> bool:
    text = f"{status.place.fr or ''} {status.place.en or ''}" if status.place else ""
    return any(name in text for name in names)


def beside(clause: Clause, on: date) -> tuple[ClauseStatus, ...]:
    """What other sources say, shown beside the record."""
    return tuple(s for s in clause.statuses if s.beside and s.date.first <= on)


NOUNS = (AGREEMENT, CLAUSE)
