"""The framework and who takes part in it: parties, seats, and the bodies around it.

Seats, never people: who holds a seat is kept by the secretariat, off this register (domain notes §6.3).
"""

from __future__ import annotations

from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.parts import Blockage


class Framework(Entity):
    """A local security framework: a standing forum without power of command.

    `quorum` is how many parties must be present; `silence_hours` how long conclusions lie open to objection before they
    are adopted; `alarm_days` how many days before an end without relief an alarm is raised.
    """

    name: Words
    founded: When | None = None
    area: Words | None = None
    mandate: Words | None = None
    rules: Words | None = None
    asked_by: tuple[str, ...] = ()
    mediated_by: str | None = None
    members: tuple[str, ...] = ()
    quorum: int | None = None
    silence_hours: int | None = None
    alarm_days: tuple[int, ...] = ()
    note: Words | None = None


FRAMEWORK = Noun(
    "framework",
    Framework,
    (
        EntryType(
            "framework.founded",
            10,
            (
                "name",
                "founded",
                "area",
                "mandate",
                "rules",
                "asked_by",
                "mediated_by",
                "members",
                "note",
                "quorum",
                "silence_hours",
                "alarm_days",
            ),
        ),
    ),
)


class Party(Entity):
    """One of those who sit together. A party is an institution or a group, never a person."""

    CODES: ClassVar[dict[str, CodeList]] = {"constituency": codes.CONSTITUENCIES}

    name: Words
    constituency: str
    note: Words | None = None
    since: When | None = None
    why: Words | None = None
    status: str | None = None


PARTY = Noun(
    "party",
    Party,
    (
        EntryType("party.recorded", 20, ("name", "constituency", "note")),
        EntryType("party.invited", 21, ("since",), to="invited"),
        EntryType("party.seated", 22, ("since",), to="seated"),
        EntryType("party.observing", 23, ("since",), to="observing"),
        EntryType("party.suspended_itself", 24, ("since", "why"), to="suspended"),
        EntryType("party.returned", 25, ("since",), to="returned"),
        EntryType("party.left", 26, ("since", "why"), to="left"),
    ),
    Machine(
        labels={
            "invited": Text(fr="invitée", en="invited"),
            "seated": Text(fr="membre", en="seated"),
            "observing": Text(fr="observatrice", en="observing"),
            "suspended": Text(fr="a suspendu sa participation", en="has suspended its participation"),
            "returned": Text(fr="revenue", en="returned"),
            "left": Text(fr="a quitté le cadre", en="has left"),
        },
        first=frozenset({"invited", "seated", "observing"}),
        moves={
            "invited": frozenset({"seated", "observing", "left"}),
            "seated": frozenset({"observing", "suspended", "left"}),
            "observing": frozenset({"seated", "suspended", "left"}),
            "suspended": frozenset({"returned", "left"}),
            "returned": frozenset({"observing", "suspended", "left"}),
            "left": frozenset({"invited"}),
        },
    ),
)


def left(party: Party | None) -> bool:
    """Whether a party has left; one that came back has not."""
    return party is not None and party.status == "left"


def sat_on(party: Party | None, day: When | None) -> bool:
    """Whether a party may have sat there on a day: not from the day on which it left; on one nobody knows, it may."""
    if party is None or not left(party) or day is None or not day.known:
        return True
    return party.since is not None and party.since.known and day.first < party.since.last


class Seat(Entity):
    """A place at the table: a party's holder or alternate. Nobody's name stands here."""

    CODES: ClassVar[dict[str, CodeList]] = {"role": codes.SEAT_ROLES}

    framework: str
    party: str
    name: Words
    role: str = "holder"
    until: When | None = None
    status: str = "open"


SEAT = Noun(
    "seat",
    Seat,
    (
        EntryType("seat.opened", 30, ("framework", "party", "name", "role", "until"), to="open"),
        EntryType("seat.amended", 31, ("name", "role", "until")),
        EntryType("seat.closed", 32, (), to="closed"),
    ),
    Machine(
        labels={"open": Text(fr="ouvert", en="open"), "closed": Text(fr="fermé", en="closed")},
        first=frozenset({"open"}),
        moves={"open": frozenset({"closed"}), "closed": frozenset({"open"})},
    ),
)


class Missed(Part):
    """Meetings that a body did not hold, over a period. The count is empty where the source gives none."""

    period: When
    count: int | None = None
    source: str | None = None


class Body(Entity):
    """A body around the framework: a monitoring committee, a joint force. It can itself be what blocks."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "kind": codes.BODY_KINDS,
        "level": codes.DECISION_LEVELS,
        "basis": codes.BASIS,
    }

    kind: str
    name: Words
    framework: str | None = None
    level: str | None = None
    blocked: Blockage | None = None
    missed: tuple[Missed, ...] = ()
    reported: Words | None = None
    basis: str | None = None
    source: str | None = None


BODY = Noun(
    "body",
    Body,
    (
        EntryType("body.recorded", 40, ("kind", "name", "framework", "level", "reported", "basis", "source")),
        EntryType("body.blocked", 41, ("blocked",)),
        EntryType("body.missed", 42, ("period", "count", "source"), appends="missed"),
    ),
)

NOUNS = (FRAMEWORK, PARTY, SEAT, BODY)
