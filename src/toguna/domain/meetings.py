"""Meetings and the decisions taken in them.

A decision is adopted, with the reservations that parties ask to record, and nothing else: no vote, no speaker
(domain notes §9.1). A signed page is kept as a fingerprint and the place of the paper, never as a picture: it is a
roster.
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
from toguna.domain.parts import Paper


class Reservation(Part):
    """A reservation that a party asks to have recorded."""

    party: str
    what: Words


class Meeting(Entity):
    """A meeting that was called, held or missed; `present` holds seats."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "kind": codes.MEETING_KINDS,
        "constituencies": codes.CONSTITUENCIES,
        "basis": codes.BASIS,
    }

    framework: str
    kind: str = "ordinary"
    body: str | None = None
    what: Words | None = None
    start: When | None = None
    called_for: When | None = None
    where: tuple[str, ...] = ()
    agenda: tuple[Words, ...] = ()
    because: tuple[str, ...] = ()
    led_to: tuple[str, ...] = ()
    held: bool | None = None
    present: tuple[str, ...] = ()
    constituencies: tuple[str, ...] = ()
    conclusions: Words | None = None
    paper: Paper | None = None
    why: Words | None = None
    basis: str | None = None
    source: str | None = None
    reservations: tuple[Reservation, ...] = ()
    status: str = "called"


_CALL = (
    "framework",
    "kind",
    "body",
    "what",
    "called_for",
    "start",
    "where",
    "agenda",
    "because",
    "led_to",
    "basis",
    "source",
)

MEETING = Noun(
    "meeting",
    Meeting,
    (
        EntryType("meeting.called", 190, _CALL, to="called"),
        EntryType("meeting.observed", 191, (*_CALL, "held", "constituencies", "conclusions", "present"), to="held"),
        EntryType("meeting.quorate", 192, ("start", "held", "present", "constituencies"), to="quorate"),
        EntryType("meeting.not_quorate", 193, ("start", "held", "present", "constituencies"), to="not_quorate"),
        EntryType("meeting.missed", 194, ("held", "why"), to="missed"),
        EntryType("meeting.conclusions_drafted", 195, ("conclusions",), to="drafted"),
        EntryType("meeting.silence_begun", 196, ("conclusions",), to="silence"),
        EntryType("meeting.conclusions_adopted", 197, ("conclusions", "paper"), to="adopted"),
        EntryType("meeting.amended", 198, (*_CALL, "held", "present", "constituencies", "conclusions", "paper")),
        EntryType("meeting.reserved", 199, ("party", "what"), appends="reservations"),
    ),
    Machine(
        labels={
            "called": Text(fr="convoquée", en="called"),
            "held": Text(fr="tenue", en="held"),
            "quorate": Text(fr="tenue, quorum atteint", en="held, quorate"),
            "not_quorate": Text(fr="tenue sans quorum", en="held, not quorate"),
            "missed": Text(fr="non tenue", en="not held"),
            "drafted": Text(fr="relevé de conclusions en projet", en="conclusions drafted"),
            "silence": Text(fr="relevé soumis, délai de silence en cours", en="conclusions under silent procedure"),
            "adopted": Text(fr="relevé adopté", en="conclusions adopted"),
        },
        first=frozenset({"called", "held", "missed"}),
        moves={
            "called": frozenset({"held", "quorate", "not_quorate", "missed"}),
            "held": frozenset({"quorate", "not_quorate", "drafted"}),
            "quorate": frozenset({"drafted"}),
            "not_quorate": frozenset({"drafted", "called"}),
            "missed": frozenset({"called"}),
            "drafted": frozenset({"silence", "adopted"}),
            "silence": frozenset({"drafted", "adopted"}),
        },
    ),
)


def is_quorate(quorum: int | None, parties: int) -> bool | None:
    """Whether so many parties present are enough by the framework's rule; None where it has set no quorum."""
    return None if quorum is None else parties >= quorum


def may_decide(meeting: Meeting) -> bool:
    """Whether the framework can have decided something in it: it was held, and not without a quorum."""
    return meeting.status in {"held", "quorate", "drafted", "silence", "adopted"}


class Decision(Entity):
    """Something a meeting decides or awaits: its object, from whom, before when, and what happens otherwise."""

    CODES: ClassVar[dict[str, CodeList]] = {"basis": codes.BASIS}

    framework: str
    what: Words
    meeting: str | None = None
    date: When | None = None
    awaited_from: tuple[str, ...] = ()
    due: When | None = None
    otherwise: Words | None = None
    about: tuple[str, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    led_to: tuple[str, ...] = ()
    why: Words | None = None
    basis: str | None = None
    source: str | None = None
    status: str = "awaited"


_OBJECT = (
    "framework",
    "what",
    "meeting",
    "date",
    "awaited_from",
    "due",
    "otherwise",
    "about",
    "led_to",
    "basis",
    "source",
)

DECISION = Noun(
    "decision",
    Decision,
    (
        EntryType("decision.awaited", 200, _OBJECT, to="awaited"),
        EntryType("decision.adopted", 201, _OBJECT, to="adopted"),
        EntryType("decision.deferred", 202, ("date", "due", "why"), to="deferred"),
        EntryType("decision.refused", 203, ("date", "why"), to="refused"),
        EntryType("decision.carried_out", 204, ("date", "led_to"), to="carried_out"),
        EntryType("decision.reserved", 205, ("party", "what"), appends="reservations"),
        EntryType("decision.amended", 206, _OBJECT),
    ),
    Machine(
        labels={
            "awaited": Text(fr="attendue", en="awaited"),
            "adopted": Text(fr="adoptée", en="adopted"),
            "deferred": Text(fr="reportée", en="deferred"),
            "refused": Text(fr="non retenue", en="not adopted"),
            "carried_out": Text(fr="exécutée", en="carried out"),
        },
        first=frozenset({"awaited", "adopted"}),
        moves={
            "awaited": frozenset({"adopted", "deferred", "refused"}),
            "deferred": frozenset({"awaited", "adopted", "refused"}),
            "adopted": frozenset({"carried_out", "deferred"}),
        },
    ),
)

NOUNS = (MEETING, DECISION)
