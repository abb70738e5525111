"""Advocacy: what the framework asks of those above it, and how long they have been silent (on screen: *plaidoyers*).

The office asked is visible to the sender and the secretariat only; what all see is the level and the days (domain
notes §9.1).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine


class Request(Entity):
    """One ask: by whom, through whom, to which office, about what; and its answer."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "level": codes.DECISION_LEVELS,
        "answer": codes.ANSWERS,
        "channel": codes.CHANNELS,
        "basis": codes.BASIS,
    }

    framework: str
    level: str
    by: tuple[str, ...] = ()
    by_text: Words | None = None
    through: tuple[str, ...] = ()
    through_text: Words | None = None
    to: tuple[str, ...] = ()
    to_text: Words | None = None
    what: Words | None = None
    about: tuple[str, ...] = ()
    channel: str | None = None
    endorsed_by: tuple[str, ...] = ()
    sent: When | None = None
    received: When | None = None
    next_date: When | None = None
    answered: When | None = None
    answer: str | None = None
    answer_text: Words | None = None
    delivered_on: When | None = None
    led_to: tuple[str, ...] = ()
    why: Words | None = None
    basis: str | None = None
    source: str | None = None
    status: str = "drafted"

    def days_silent(self, on: date) -> int | None:
        """Days without an answer, counted from the last day on which it may have been sent; None when answered,
        dead, never sent or sent on an unknown day.
        """
        waiting = self.status in WAITING or (self.status == "answered" and self.answer == "silence")
        if self.sent is None or not self.sent.known or not waiting:
            return None
        return max(0, (on - self.sent.last).days)

    def unendorsed(self) -> tuple[str, ...]:
        """Those who carry a draft and have not endorsed it yet."""
        return tuple(one for one in self.by if one not in self.endorsed_by) if self.status in DRAFTS else ()


DRAFTS = frozenset({"drafted", "endorsed"})
WAITING = frozenset({"sent", "received"})
OFFICE_FIELDS = ("through", "through_text", "to", "to_text")
"""What only the sender and the secretariat may see."""

_ASK = (
    "framework",
    "level",
    "by",
    "by_text",
    "through",
    "through_text",
    "to",
    "to_text",
    "what",
    "about",
    "channel",
    "next_date",
    "led_to",
    "basis",
    "source",
)

REQUEST = Noun(
    "request",
    Request,
    (
        EntryType("request.drafted", 310, _ASK, to="drafted"),
        EntryType("request.endorsed", 311, ("endorsed_by",), to="endorsed"),
        EntryType("request.sent", 312, (*_ASK, "sent"), to="sent"),
        EntryType("request.received", 313, ("received",), to="received"),
        EntryType("request.answered", 314, ("answered", "answer", "answer_text", "led_to"), to="answered"),
        EntryType("request.delivered", 315, ("delivered_on", "led_to"), to="delivered"),
        EntryType("request.dead", 316, ("why",), to="dead"),
        EntryType("request.amended", 317, (*_ASK, "sent")),
    ),
    Machine(
        labels={
            "drafted": Text(fr="en projet", en="drafted"),
            "endorsed": Text(fr="approuvé", en="endorsed"),
            "sent": Text(fr="envoyé, sans réponse", en="sent, no answer"),
            "received": Text(fr="reçu, sans réponse", en="received, no answer"),
            "answered": Text(fr="réponse reçue", en="answered"),
            "delivered": Text(fr="suivi d’effet", en="delivered"),
            "dead": Text(fr="resté sans suite", en="came to nothing"),
        },
        # A documented ask enters as sent: who endorsed it is not public.
        first=frozenset({"drafted", "sent"}),
        moves={
            "drafted": frozenset({"endorsed", "dead"}),
            # Each of those who carry it endorses it.
            "endorsed": frozenset({"endorsed", "sent", "dead"}),
            "sent": frozenset({"received", "answered", "dead"}),
            "received": frozenset({"answered", "dead"}),
            "answered": frozenset({"delivered", "dead", "sent"}),
            "dead": frozenset({"sent"}),
        },
    ),
)

NOUNS = (REQUEST,)
