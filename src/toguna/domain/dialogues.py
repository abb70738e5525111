"""Mediation cases, rumours with their counter-messages, and the committees that carry a charter.

Parties to a case are constituencies or members, never persons; a rumour has no author and no account (domain notes
§12).
"""

from __future__ import annotations

from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine


class Dialogue(Entity):
    """A mediation case: between whom, about what, and what came of it. A relapse is recorded, not hidden."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "basis": codes.BASIS,
        "constituencies": codes.CONSTITUENCIES,
        "issue": codes.DIALOGUE_ISSUES,
        "stage": codes.DIALOGUE_STAGES,
    }

    framework: str
    what: Words | None = None
    support: str | None = None
    mediators: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    start: When | None = None
    end: When | None = None
    because: tuple[str, ...] = ()
    led_to: tuple[str, ...] = ()
    agreement: str | None = None
    why: Words | None = None
    basis: str | None = None
    source: str | None = None
    constituencies: tuple[str, ...] = ()
    issue: str | None = None
    stage: str | None = None
    status: str = "open"


_CASE = (
    "framework",
    "what",
    "support",
    "mediators",
    "parties",
    "where",
    "start",
    "because",
    "led_to",
    "basis",
    "source",
    "constituencies",
    "issue",
    "stage",
)

DIALOGUE = Noun(
    "dialogue",
    Dialogue,
    (
        EntryType("dialogue.opened", 280, _CASE, to="open"),
        EntryType("dialogue.settled", 281, ("agreement", "end", "led_to"), to="settled"),
        EntryType("dialogue.relapsed", 282, ("why",), to="relapsed"),
        EntryType("dialogue.suspended", 283, ("why",), to="suspended"),
        EntryType("dialogue.resumed", 284, (), to="open"),
        EntryType("dialogue.closed", 285, ("end", "why"), to="closed"),
        EntryType("dialogue.amended", 286, (*_CASE, "end", "agreement")),
        EntryType("dialogue.moved", 287, ("stage",)),
    ),
    Machine(
        labels={
            "open": Text(fr="en cours", en="open"),
            "settled": Text(fr="réglé", en="settled"),
            "relapsed": Text(fr="a repris", en="relapsed"),
            "suspended": Text(fr="suspendu", en="suspended"),
            "closed": Text(fr="clos", en="closed"),
        },
        first=frozenset({"open"}),
        moves={
            "open": frozenset({"settled", "suspended", "closed"}),
            "settled": frozenset({"relapsed", "closed"}),
            "relapsed": frozenset({"open", "settled", "suspended", "closed"}),
            "suspended": frozenset({"open", "closed"}),
        },
    ),
)


class Rumour(Entity):
    """Something that goes round, and the checked message that answers it. Who said it is not kept."""

    CODES: ClassVar[dict[str, CodeList]] = {"channel": codes.CHANNELS, "finding": codes.RUMOUR_FINDINGS}

    framework: str
    what: Words
    date: When
    channel: str | None = None
    where: tuple[str, ...] = ()
    finding: str | None = None
    counter_message: Words | None = None
    answered: When | None = None
    dialogue: str | None = None
    said_by: str | None = None
    status: str = "heard"


_HEARD = ("framework", "what", "date", "channel", "where", "dialogue", "said_by")

RUMOUR = Noun(
    "rumour",
    Rumour,
    (
        EntryType("rumour.heard", 290, _HEARD, to="heard"),
        EntryType("rumour.checked", 291, ("finding",), to="checked"),
        EntryType("rumour.answered", 292, ("counter_message", "answered"), to="answered"),
        EntryType("rumour.closed", 293, (), to="closed"),
        EntryType("rumour.amended", 294, _HEARD),
    ),
    Machine(
        labels={
            "heard": Text(fr="entendue", en="heard"),
            "checked": Text(fr="vérifiée", en="checked"),
            "answered": Text(fr="message de réponse diffusé", en="counter-message spread"),
            "closed": Text(fr="close", en="closed"),
        },
        first=frozenset({"heard"}),
        moves={
            "heard": frozenset({"checked", "closed"}),
            "checked": frozenset({"answered", "closed"}),
            "answered": frozenset({"closed"}),
        },
    ),
)


class Committee(Entity):
    """A committee that follows a charter or a dialogue: how many sit in it and from which constituency; nobody by
    name.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"constituency": codes.CONSTITUENCIES, "basis": codes.BASIS}

    framework: str
    what: Words
    members_count: int | None = None
    constituency: str | None = None
    start: When | None = None
    end: When | None = None
    agreement: str | None = None
    dialogue: str | None = None
    basis: str | None = None
    source: str | None = None
    status: str = "active"


_TASK = (
    "framework",
    "what",
    "members_count",
    "constituency",
    "start",
    "agreement",
    "dialogue",
    "basis",
    "source",
)

COMMITTEE = Noun(
    "committee",
    Committee,
    (
        EntryType("committee.formed", 300, _TASK, to="active"),
        EntryType("committee.dissolved", 301, ("end",), to="dissolved"),
        EntryType("committee.amended", 302, _TASK),
    ),
    Machine(
        labels={"active": Text(fr="en activité", en="active"), "dissolved": Text(fr="dissous", en="dissolved")},
        first=frozenset({"active"}),
        moves={"active": frozenset({"dissolved"})},
    ),
)

NOUNS = (DIALOGUE, RUMOUR, COMMITTEE)
