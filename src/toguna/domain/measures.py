"""Measures, their means and outings; and the withdrawals on which a measure may depend. Hand-overs: `hand_overs`.

A *measure* is joint protection on the ground: a patrol, an escort, a checkpoint. Acts by seats pass through the
whole machine; a documented past fact enters as *observed* and may lack authorisation, means and end: that is shown
as a weakness, never filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar, Final

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
    """Who authorised it (a party), by which text, until when, under which rules of conduct."""

    by: str
    ref: Words | None = None
    until: When | None = None
    conduct: Words | None = None

    def valid(self, on: date) -> bool | None:
        """Whether it holds on a day; None where nobody has said until when."""
        if self.until is None or not self.until.known:
            return None
        return on <= self.until.last


class MeansLine(Part):
    """One resource, from whom, until when.

    What is left is told in days (`lasts_days`, counted on a day), never in litres or pieces: a ledger of fuel or arms
    would serve a war. `pace_percent` is how fast it goes against what was agreed: at 200 ten days last five.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"kind": codes.MEANS_KINDS}

    kind: str
    source: Words | None = None
    until: When | None = None
    lasts_days: int | None = None
    counted: When | None = None
    pace_percent: int | None = None

    def runs_out(self) -> date | None:
        """The first day without it: the day that was given, or the days left at the present pace, whichever comes
        first; None where neither is known.
        """
        given = self.until.first if self.until is not None and self.until.known else None
        if self.lasts_days is None or self.counted is None or not self.counted.known:
            return given
        pace = self.pace_percent or 100
        counted = self.counted.first + timedelta(days=self.lasts_days * 100 // pace)
        return min(given, counted) if given is not None else counted


class CashRefused(RuleError):
    """Cash for a measure that an armed group carries."""

    code = "cash-to-armed-group"
    text = Text(
        fr="La mesure « {id} » est assurée par un mouvement armé : aucune prime ni indemnité ne peut y être inscrite. "
        "Inscrire des moyens en nature (vivres, carburant, transmissions), ou retirer cette ligne.",
        en="The measure “{id}” is carried by an armed movement: no per diem may be recorded for it. Record means in "
        "kind (rations, fuel, communications), or remove this line.",
    )


CASH: Final = frozenset({"per_diem"})


def may_support(case: str, kinds: Iterable[str], *, armed_group: bool) -> None:
    """The invariant for means: never cash to an armed group.

    Raises
    ------
    CashRefused
    """
    if armed_group and CASH & set(kinds):
        raise CashRefused(id=case)


class Notice(Part):
    """Notice of an end: which party gave it, and on which day."""

    party: str
    date: When


class ToJustice(Part):
    """Persons handed to justice by those who carry a measure: when, where, to which authority, how many. No name."""

    CODES: ClassVar[dict[str, CodeList]] = {"authority": codes.JUSTICE_AUTHORITIES}

    date: When
    authority: str
    count: int
    place: str | None = None


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
    notice: Notice | None = None
    to_justice: tuple[ToJustice, ...] = ()
    status: str = "proposed"

    def notice_days(self) -> int | None:
        """Days between the notice and the end that it announced; None where no notice was given."""
        ends = self.ends()
        if self.notice is None or ends is None or not ends.known or not self.notice.date.known:
            return None
        return (ends.first - self.notice.date.first).days

    def runs_out(self) -> date | None:
        """The first day on which one of its means is used up; None where that is not known."""
        return min((day for line in self.means if (day := line.runs_out()) is not None), default=None)

    def handed_over_to_justice(self) -> int | None:
        """How many persons were handed to justice, as far as is known; None where nothing was said of it."""
        if self.to_justice:
            return sum(one.count for one in self.to_justice)
        return self.outputs.handed_to_justice if self.outputs is not None else None

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
        # Whoever was to hand over has left: the relief is begun anew.
        "handing_over": frozenset({"handed_over", "active", "degraded", "stopped", "ended"}),
        "handed_over": frozenset({"ended"}),
        "expiring": frozenset({"active", "degraded", "handing_over", "suspended", "stopped", "ended"}),
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
        EntryType("measure.notice_given", 114, ("planned_end", "notice"), to="expiring"),
        EntryType("measure.handed_to_justice", 115, ("date", "authority", "count", "place"), appends="to_justice"),
    ),
    MACHINE,
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


LEAVES: Final = frozenset({"garrison_withdrawn", "base_handed_over", "force_recalled"})
"""Kinds of withdrawal after which what relied on those places stands without them."""

WITHDRAWAL = Noun(
    "withdrawal",
    Withdrawal,
    (EntryType("withdrawal.recorded", 140, ("framework", "kind", "by", "where", "date", "basis", "source")),),
)

NOUNS = (MEASURE, OUTING, WITHDRAWAL)
