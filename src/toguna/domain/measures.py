"""Measures, their means, hand-overs and outings; and the withdrawals on which a measure may depend.

A *measure* is joint protection on the ground: a patrol, an escort, a checkpoint. Acts by seats pass through the
whole machine; a documented past fact enters as *observed* and may lack authorisation, means and end: that is shown
as a weakness, never filled in.
"""

from __future__ import annotations

from typing import ClassVar

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.parts import listed


class Authorisation(Part):
    """Who authorised it (a party), by which text, until when."""

    by: str
    ref: Words | None = None
    until: When | None = None


class MeansLine(Part):
    """One resource, from whom, until when. Never cash to an armed group."""

    CODES: ClassVar[dict[str, CodeList]] = {"kind": codes.MEANS_KINDS}

    kind: str
    source: Words | None = None
    until: When | None = None


class PlannedEnd(Part):
    """The end that was agreed, and how we know it."""

    CODES: ClassVar[dict[str, CodeList]] = {"basis": codes.BASIS}

    date: When
    basis: str | None = None
    why: Words | None = None


class Reliance(Part):
    """What a measure stands on: a garrison at a place."""

    garrison: str


class PressWindow(Part):
    """The days between which the press puts an end."""

    date: When
    source: str


class Stretch(Part):
    """A part of a road, between two of its places."""

    road: str
    segment_from: str
    segment_to: str


class Outputs(Part):
    """What a measure is reported to have produced, in words; those handed to justice count only as far as they are
    known.
    """

    arrests: Words | None = None
    handed_to_justice: int | None = None
    other: Words | None = None


class Measure(Entity):
    """Joint protection on the ground, as known on one day."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "kind": codes.MEASURE_KINDS,
        "level": codes.COVER_LEVELS,
        "ended_because": codes.END_REASONS,
        "basis": codes.BASIS,
    }

    framework: str
    kind: str
    by: tuple[str, ...]
    where: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    level: str | None = None
    name: Words | None = None
    frequency: Words | None = None
    planned_start: When | None = None
    start: When | None = None
    planned_end: PlannedEnd | None = None
    authorised: Authorisation | None = None
    means: tuple[MeansLine, ...] = ()
    relies_on: tuple[Reliance, ...] = ()
    may_fill: tuple[str, ...] = ()
    end: When | None = None
    end_press: PressWindow | None = None
    ended_because: str | None = None
    ended_why: Words | None = None
    outputs: Outputs | None = None
    observed: bool = False
    basis: str | None = None
    source: str | None = None
    status: str = "proposed"

    def ends(self) -> When | None:
        """When it ends or ended, as far as is known: the reported end narrowed by the press, else the planned one,
        else None.
        """
        if self.end is not None:
            return self.end.within(self.end_press.date) if self.end_press else self.end
        return self.planned_end.date if self.planned_end else None

    def missing(self) -> tuple[str, ...]:
        """What is not known of authorisation, means and end: the weaknesses of domain notes §8.3."""
        ends = self.ends()
        held = {
            "authorisation": self.authorised is not None,
            "means": bool(self.means),
            "end": ends is not None and ends.known,
        }
        return tuple(name for name, known in held.items() if not known)


class CannotStart(RuleError):
    """A seat may not make a measure active without authorisation, end and means."""

    code = "measure-cannot-start"
    text = Text(
        fr="La mesure « {id} » ne peut pas être lancée : il manque {missing}. Compléter ces points, ou l’inscrire "
        "comme « constatée ».",
        en="The measure “{id}” cannot start: {missing} not given. Complete these points, or record it as “observed”.",
    )


MISSING_LABELS = {
    "authorisation": Text(fr="l’autorisation", en="the authorisation is"),
    "means": Text(fr="les moyens", en="the means are"),
    "end": Text(fr="la date de fin", en="the end date is"),
}
RUNNING = frozenset({"active", "degraded", "handing_over", "expiring"})

MACHINE = Machine(
    labels={
        "proposed": Text(fr="proposée", en="proposed"),
        "authorised": Text(fr="autorisée", en="authorised"),
        "resourced": Text(fr="dotée en moyens", en="resourced"),
        "active": Text(fr="en cours", en="active"),
        "degraded": Text(fr="affaiblie", en="degraded"),
        "handing_over": Text(fr="relève en cours", en="handing over"),
        "handed_over": Text(fr="relevée", en="handed over"),
        "expiring": Text(fr="arrive à échéance", en="expiring"),
        "suspended": Text(fr="suspendue", en="suspended"),
        "stopped": Text(fr="arrêtée brusquement", en="stopped abruptly"),
        "ended": Text(fr="terminée", en="ended"),
    },
    first=frozenset({"proposed", "active"}),
    moves={
        "proposed": frozenset({"authorised", "ended"}),
        "authorised": frozenset({"resourced", "ended"}),
        "resourced": frozenset({"active", "ended"}),
        "active": frozenset({"degraded", "handing_over", "expiring", "suspended", "stopped", "ended"}),
        "degraded": frozenset({"active", "handing_over", "expiring", "suspended", "stopped", "ended"}),
        "handing_over": frozenset({"handed_over", "active", "stopped", "ended"}),
        "handed_over": frozenset({"ended"}),
        "expiring": frozenset({"active", "handing_over", "suspended", "stopped", "ended"}),
        "suspended": frozenset({"active", "stopped", "ended"}),
        "stopped": frozenset({"active", "ended"}),
    },
)


def may_start(measure: Measure) -> None:
    """The invariant for seats: no active measure without authorisation, end and means.

    Raises
    ------
    CannotStart
        Naming what is missing.
    """
    missing = measure.missing()
    if missing:
        raise CannotStart(id=measure.id, missing=listed(MISSING_LABELS[m] for m in missing))


_START = (
    "framework",
    "kind",
    "by",
    "where",
    "stretches",
    "level",
    "name",
    "frequency",
    "planned_start",
    "start",
    "planned_end",
    "relies_on",
    "may_fill",
    "basis",
    "source",
)

MEASURE = Noun(
    "measure",
    Measure,
    (
        EntryType("measure.proposed", 100, _START, to="proposed"),
        EntryType("measure.authorised", 101, ("authorised",), to="authorised"),
        EntryType("measure.resourced", 102, ("means",), to="resourced"),
        EntryType("measure.activated", 103, ("start", "planned_end"), to="active"),
        EntryType("measure.observed", 104, (*_START, "authorised", "means", "observed"), to="active"),
        EntryType("measure.degraded", 105, ("ended_why",), to="degraded"),
        EntryType("measure.handing_over", 106, (), to="handing_over"),
        EntryType("measure.handed_over", 107, ("end",), to="handed_over"),
        EntryType("measure.expiring", 108, (), to="expiring"),
        EntryType("measure.suspended", 109, ("ended_because", "ended_why"), to="suspended"),
        EntryType("measure.resumed", 110, ("start",), to="active"),
        EntryType("measure.stopped", 111, ("end", "ended_because", "ended_why"), to="stopped"),
        EntryType("measure.ended", 112, ("end", "end_press", "ended_because", "ended_why", "outputs"), to="ended"),
        EntryType("measure.amended", 113, (*_START, "authorised", "means", "outputs")),
    ),
    MACHINE,
)


class HandOver(Entity):
    """The relief of one measure by another: it closes only when the successor is active and both sides have
    confirmed.
    """

    framework: str
    from_measure: str
    to_measure: str | None = None
    overlap: When | None = None
    joint_briefing: When | None = None
    confirmed_by: tuple[Confirmation, ...] = ()
    status: str = "planned"

    def confirmed(self, leaving: tuple[str, ...], taking_over: tuple[str, ...]) -> bool:
        """Whether at least one party of each side has confirmed.

        One party that stands on both sides does not confirm for both, unless nobody else stands on either.
        """
        parties = {c.party for c in self.confirmed_by}
        left, took = parties & set(leaving), parties & set(taking_over)
        return bool(left) and bool(took) and (len(left | took) > 1 or set(leaving) == set(taking_over) == left)


class Confirmation(Part):
    """One side confirms a hand-over, on a day."""

    party: str
    date: When | None = None


class CannotClose(RuleError):
    """A hand-over may not be closed yet."""

    code = "hand-over-cannot-close"
    text = Text(
        fr="La relève « {id} » ne peut pas être close : {missing}. Obtenir ces points d’abord.",
        en="The hand-over “{id}” cannot be closed: {missing}. Settle these points first.",
    )


def may_close(hand_over: HandOver, leaving: Measure, successor: Measure | None) -> None:
    """The invariant: the successor is active, and both sides have confirmed.

    Raises
    ------
    CannotClose
        Naming what is missing.
    """
    active = successor is not None and successor.status in RUNNING
    both = successor is not None and hand_over.confirmed(leaving.by, successor.by)
    if active and both:
        return
    reasons = [(not active, _NOT_ACTIVE), (not both, _NOT_BOTH)]
    missing = [text for lacking, text in reasons if lacking]
    raise CannotClose(id=hand_over.id, missing=listed(missing))


_NOT_ACTIVE = Text(fr="la mesure qui prend la relève n’est pas en cours", en="the relieving measure is not active")
_NOT_BOTH = Text(fr="les deux parties n’ont pas confirmé", en="both sides have not confirmed")

HAND_OVER = Noun(
    "hand_over",
    HandOver,
    (
        EntryType(
            "hand_over.planned",
            120,
            ("framework", "from_measure", "to_measure", "overlap", "joint_briefing"),
            to="planned",
        ),
        EntryType("hand_over.confirmed", 121, ("party", "date"), appends="confirmed_by"),
        EntryType("hand_over.closed", 122, (), to="closed"),
        EntryType("hand_over.cancelled", 123, (), to="cancelled"),
    ),
    Machine(
        labels={
            "planned": Text(fr="à confirmer", en="to be confirmed"),
            "closed": Text(fr="faite", en="done"),
            "cancelled": Text(fr="annulée", en="cancelled"),
        },
        first=frozenset({"planned"}),
        moves={"planned": frozenset({"closed", "cancelled"}), "cancelled": frozenset({"planned"})},
    ),
)


class Outing(Entity):
    """A patrol or escort on a half-day.

    Planned ones are never shared (§6.3); what was done is shared late and coarse. What a call of the morning brought
    may tell of no measure: then it is not known whose passage was seen, or missed. `asked` is the function that was
    called, never a name or a number.
    """

    CODES: ClassVar[dict[str, CodeList]] = {
        "state": codes.OUTING_STATES,
        "half": codes.HALVES,
        "asked": codes.FUNCTIONS,
    }

    framework: str
    road: str
    segment_from: str
    segment_to: str
    date: When
    half: str
    state: str
    measure: str | None = None
    asked: str | None = None


OUTING = Noun(
    "outing",
    Outing,
    (
        EntryType(
            "outing.logged",
            130,
            ("framework", "measure", "road", "segment_from", "segment_to", "date", "half", "state", "asked"),
        ),
    ),
)


class Withdrawal(Entity):
    """A force left places, or came to them; measures that rely on one that left are degraded from that day."""

    CODES: ClassVar[dict[str, CodeList]] = {"kind": codes.EVENT_KINDS, "basis": codes.BASIS}

    framework: str
    kind: str
    by: tuple[str, ...]
    where: tuple[str, ...]
    date: When
    basis: str | None = None
    source: str | None = None


WITHDRAWAL = Noun(
    "withdrawal",
    Withdrawal,
    (EntryType("withdrawal.recorded", 140, ("framework", "kind", "by", "where", "date", "basis", "source")),),
)

NOUNS = (MEASURE, HAND_OVER, OUTING, WITHDRAWAL)
