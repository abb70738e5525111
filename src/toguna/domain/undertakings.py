"""Undertakings: who does what, where, by when, with which means, and how one will know (domain notes §3.5).

An undertaking names every point of §3.5 or says that it was not agreed. `fulfilled` is never for ever: a duty that
comes back needs a new proof in each period, and reads `lapsing` until it has one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.parts import Blockage
from toguna.domain.ratings import Adjudication, Coding, Rating


class Proof(Part):
    """Something that shows it was done, on a day."""

    CODES: ClassVar[dict[str, CodeList]] = {"kind": codes.EVIDENCE_KINDS}

    date: When
    kind: str | None = None
    what: Words | None = None
    party: str | None = None
    source: str | None = None
    verified_by: tuple[str, ...] = ()


class Deadline(Part):
    """So many days after an event: “within 30 days of signature”.

    `event` is the record of it, an agreement or a meeting; `happened` its day, where no record tells it.
    """

    days: int
    after: Words
    event: str | None = None
    happened: When | None = None

    def falls(self, event: When | None) -> date | None:
        """The last day on which it may fall, counted from the day of its event; None as long as that is not known."""
        day = event or self.happened
        return day.last + timedelta(days=self.days) if day is not None and day.known else None


class Undertaking(Entity):
    """A commitment that can be tracked, as known on one day."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "every": codes.PERIODS,
        "nature": codes.UNDERTAKING_NATURES,
        "binding": codes.BINDING,
        "waiting_for": codes.WAITING_FOR,
        "not_agreed": codes.UNDERTAKING_POINTS,
        "basis": codes.BASIS,
    }

    what: Words
    framework: str | None = None
    agreement: str | None = None
    meeting: str | None = None
    who: tuple[str, ...] = ()
    who_text: Words | None = None
    where: tuple[str, ...] = ()
    agreed: When | None = None
    start: When | None = None
    due: When | None = None
    due_after: Deadline | None = None
    every: str | None = None
    means_text: Words | None = None
    authority: Words | None = None
    proof: Words | None = None
    verifier: Words | None = None
    ends_when: Words | None = None
    handed_to: Words | None = None
    fallback: Words | None = None
    clauses: tuple[str, ...] = ()
    not_agreed: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    nature: str | None = None
    binding: str | None = None
    committee_size: int | None = None
    waiting_for: str | None = None
    delivered: bool | None = None
    blocked: Blockage | None = None
    proofs: tuple[Proof, ...] = ()
    ratings: tuple[Rating, ...] = ()
    codings: tuple[Coding, ...] = ()
    adjudications: tuple[Adjudication, ...] = ()
    why: Words | None = None
    verified_by: tuple[str, ...] = ()
    basis: str | None = None
    source: str | None = None
    status: str = "draft"

    def missing(self) -> tuple[str, ...]:
        """The points of §3.5 that the text leaves open, in their order; those said not to be agreed count as open
        too.
        """
        held = {
            "who": self.who or self.who_text,
            "what": self.what,
            "where": self.where,
            "deadline": self.due or self.due_after or self.every,
            "frequency": self.every,
            "means": self.means_text,
            "authority": self.authority,
            "proof": self.proof,
            "verifier": self.verifier,
            "end": self.ends_when,
            "handed_to": self.handed_to,
            "fallback": self.fallback,
            "clause": self.clauses,
        }
        return tuple(point for point in codes.UNDERTAKING_POINTS if not held[point])


_TEXT = (
    "what",
    "framework",
    "agreement",
    "meeting",
    "who",
    "who_text",
    "where",
    "agreed",
    "start",
    "due",
    "due_after",
    "every",
    "means_text",
    "authority",
    "proof",
    "verifier",
    "ends_when",
    "handed_to",
    "fallback",
    "clauses",
    "not_agreed",
    "same_as",
    "nature",
    "binding",
    "committee_size",
    "delivered",
    "basis",
    "source",
)
_LIVE = frozenset({"agreed", "waiting", "started", "partly", "fulfilled", "maintained", "stalled", "breached"})
_DONE = frozenset({"fulfilled", "maintained"})
_ALWAYS = frozenset({"stalled", "breached", "lapsed", "superseded", "withdrawn"})

UNDERTAKING = Noun(
    "undertaking",
    Undertaking,
    (
        EntryType("undertaking.drafted", 170, _TEXT, to="draft"),
        EntryType("undertaking.agreed", 171, _TEXT, to="agreed"),
        EntryType("undertaking.waiting", 172, ("waiting_for", "why"), to="waiting"),
        EntryType("undertaking.started", 173, ("start",), to="started"),
        EntryType("undertaking.partly_fulfilled", 174, ("why",), to="partly"),
        EntryType("undertaking.fulfilled", 175, ("delivered",), to="fulfilled"),
        EntryType("undertaking.maintained", 176, (), to="maintained"),
        EntryType("undertaking.blocked", 177, ("blocked", "delivered"), to="stalled"),
        EntryType("undertaking.resumed", 178, ("start",), to="started"),
        EntryType("undertaking.breached", 179, ("why", "verified_by"), to="breached"),
        EntryType("undertaking.lapsed", 180, ("why",), to="lapsed"),
        EntryType("undertaking.superseded", 181, ("why",), to="superseded"),
        EntryType("undertaking.withdrawn", 182, ("why",), to="withdrawn"),
        EntryType(
            "undertaking.proved", 183, ("date", "kind", "what", "party", "source", "verified_by"), appends="proofs"
        ),
        EntryType(
            "undertaking.rated", 184, ("scale", "step", "date", "party", "evidence", "done_percent"), appends="ratings"
        ),
        EntryType("undertaking.amended", 185, _TEXT),
        EntryType(
            "undertaking.coded", 186, ("scale", "step", "date", "seat", "evidence", "done_percent"), appends="codings"
        ),
        EntryType("undertaking.adjudicated", 187, ("scale", "step", "date", "seat", "why"), appends="adjudications"),
    ),
    Machine(
        labels={
            "draft": Text(fr="projet", en="draft"),
            "agreed": Text(fr="convenu", en="agreed"),
            "waiting": Text(fr="en attente", en="waiting"),
            "started": Text(fr="commencé", en="started"),
            "partly": Text(fr="tenu en partie", en="partly fulfilled"),
            "fulfilled": Text(fr="tenu", en="fulfilled"),
            "maintained": Text(fr="tenu dans la durée", en="maintained"),
            "lapsing": Text(fr="preuve à renouveler", en="lapsing: a new proof is due"),
            "frozen": Text(fr="gelé : l’accord a pris fin", en="frozen: the agreement has ended"),
            "stalled": Text(fr="bloqué", en="blocked"),
            "breached": Text(fr="non tenu", en="breached"),
            "lapsed": Text(fr="caduc", en="lapsed"),
            "superseded": Text(fr="remplacé", en="superseded"),
            "withdrawn": Text(fr="retiré", en="withdrawn"),
        },
        first=frozenset({"draft", "agreed"}),
        moves={
            "draft": frozenset({"agreed"}) | _ALWAYS,
            "agreed": frozenset({"waiting", "started", "partly", "fulfilled"}) | _ALWAYS,
            "waiting": frozenset({"started", "partly", "fulfilled"}) | _ALWAYS,
            "started": frozenset({"waiting", "partly", "fulfilled"}) | _ALWAYS,
            "partly": frozenset({"waiting", "fulfilled"}) | _ALWAYS,
            "fulfilled": frozenset({"maintained", "partly"}) | _ALWAYS,
            "maintained": frozenset({"partly"}) | _ALWAYS,
            "stalled": frozenset({"started", "partly", "fulfilled"}) | _ALWAYS,
            "breached": frozenset({"started", "partly", "fulfilled"}) | _ALWAYS,
        },
    ),
)


TEXT_TYPES = frozenset({"undertaking.drafted", "undertaking.agreed", "undertaking.amended"})
"""What sets the text that parties endorse: what is said of its progress afterwards asks nobody to endorse it again."""


def current_period(every: str, on: date) -> When:
    """The day, week, month, quarter or year that `on` falls in."""
    match every:
        case "day":
            return When.on(on)
        case "week":
            year, week, _ = on.isocalendar()
            return When.parse(f"{year}-W{week:02d}")
        case "month":
            return When.parse(f"{on:%Y-%m}")
        case "quarter":
            return When.parse(f"{on.year:04d}-Q{(on.month + 2) // 3}")
        case _:
            return When.parse(f"{on.year:04d}")


def proved(undertaking: Undertaking, on: date) -> bool:
    """Whether a duty that comes back has a proof that surely lies in the current period and is not of a later day."""
    if undertaking.every is None:
        return bool(undertaking.proofs)
    period = current_period(undertaking.every, on)
    return any(
        period.first <= p.date.first and p.date.last <= period.last and p.date.first <= on for p in undertaking.proofs
    )


def reading(undertaking: Undertaking, on: date, *, agreement_ended: bool = False) -> str:
    """The state as it reads on a day: `frozen` when its agreement has ended, `lapsing` when a fulfilled duty lacks
    its new proof.
    """
    if agreement_ended and undertaking.status in _LIVE:
        return "frozen"
    if undertaking.status in _DONE and undertaking.every is not None and not proved(undertaking, on):
        return "lapsing"
    return undertaking.status


def deadline(undertaking: Undertaking, event: When | None = None) -> date | None:
    """The last day on which it may be done: its own day, else so many days after its event (`event`, the day of that
    record, where it has one). None as long as neither is known.
    """
    if undertaking.due is not None:
        return undertaking.due.last if undertaking.due.known else None
    return undertaking.due_after.falls(event) if undertaking.due_after is not None else None


def overdue(undertaking: Undertaking, on: date, event: When | None = None) -> bool:
    """Whether its day has surely passed and it is not fulfilled."""
    day = deadline(undertaking, event)
    return day is not None and day < on and undertaking.status in _LIVE - _DONE


NOUNS = (UNDERTAKING,)
