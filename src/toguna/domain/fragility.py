"""How fragile the protection is today, and why: a level with its reasons, from plain inputs.

    red       a gap is open; or an active measure relies on something withdrawn, or ends within 7 days without a
              confirmed successor
    orange    it ends within 30 days without one; or its authorisation or means are known to run out by then; or it is
              observed and nobody is known to have authorised it
    yellow    authorisation, means or end of an active measure are not known
    unknown   no measure is recorded, or none is active: that is never calm
    green     none of these

Pages show the reasons, not the colour. Most reasons speak of the future: those are `reserved`, and are shown only to
readers whom `toguna.domain.visibility` lets see forward cover (domain notes §8.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from toguna.base.dates import say_day
from toguna.base.text import Text
from toguna.domain.parts import listed

RED_DAYS: Final = 7
ORANGE_DAYS: Final = 30


class Level(StrEnum):
    """From the gravest to the calmest."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    UNKNOWN = "unknown"
    GREEN = "green"


_ORDER: Final = tuple(Level)

LABELS: Final = {
    Level.RED: Text(fr="rouge : agir maintenant", en="red: act now"),
    Level.ORANGE: Text(fr="orange : préparer", en="orange: prepare"),
    Level.YELLOW: Text(fr="jaune : des points ne sont pas connus", en="yellow: some points are not known"),
    Level.UNKNOWN: Text(fr="non connue : aucune mesure en cours", en="unknown: no active measure"),
    Level.GREEN: Text(fr="vert : rien à signaler", en="green: nothing to report"),
}


@dataclass(frozen=True, slots=True)
class ActiveMeasure:
    """An active measure as far as fragility looks at it.

    `ends` is the first day on which it may end. `withdrawn` names what it relied on and has lost. `missing` holds the
    words of `Measure.missing()`; `observed` that it was seen to exist, and is no seat's act.
    """

    id: str
    ends: date | None = None
    successor_confirmed: bool = False
    authorised_until: date | None = None
    means_until: date | None = None
    withdrawn: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    observed: bool = False


@dataclass(frozen=True, slots=True)
class OpenGap:
    """A road without cover on the day asked about, since the first day on which that may have begun."""

    road: str
    since: date


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable code, its data, and the sentence.

    A `reserved` one tells of the future, of an open gap, or of which measures run.
    """

    code: str
    level: Level
    data: dict[str, Any]
    reserved: bool

    def say(self, lang: str, **named: object) -> str:
        """The sentence, with its dates in words; `named` puts names in place of ids."""
        return REASONS[self.code].say(lang, **{name: _said(value, lang) for name, value in (self.data | named).items()})


def _said(value: object, lang: str) -> object:
    if isinstance(value, date):
        return say_day(value, lang)
    return listed(_WHAT[m] for m in value) if isinstance(value, list) else value


REASONS: Final = {
    "none-recorded": Text(fr="Aucune mesure n’est inscrite.", en="No measure is recorded."),
    "none-active": Text(fr="Aucune mesure n’est en cours.", en="No measure is active."),
    "gap-open": Text(
        fr="{road} : vide sécuritaire depuis le {since} au plus tôt.",
        en="{road}: no cover since {since} at the earliest.",
    ),
    "reliance-withdrawn": Text(
        fr="{measure} s’appuie sur ce qui a été retiré : {withdrawn}.",
        en="{measure} relies on what was withdrawn: {withdrawn}.",
    ),
    "end-near": Text(
        fr="{measure} peut prendre fin dès le {ends} ; la relève n’est pas confirmée.",
        en="{measure} may end as early as {ends}; no successor is confirmed.",
    ),
    "end-passed": Text(
        fr="{measure} devait prendre fin le {ends} au plus tôt ; ni la fin ni la relève ne sont confirmées.",
        en="{measure} was to end on {ends} at the earliest; neither its end nor a successor is confirmed.",
    ),
    "authorisation-near": Text(
        fr="{measure} : l’autorisation expire le {until}.", en="{measure}: the authorisation runs out on {until}."
    ),
    "means-near": Text(
        fr="{measure} : les moyens s’épuisent le {until}.", en="{measure}: the means run out on {until}."
    ),
    "observed-unauthorised": Text(
        fr="{measure} : constatée sans autorisation connue.", en="{measure}: observed, with no known authorisation."
    ),
    "not-known": Text(fr="{measure} : on ne connaît pas {missing}.", en="{measure}: not known, {missing}."),
}
_WHAT: Final = {
    "authorisation": Text(fr="l’autorisation", en="authorisation"),
    "means": Text(fr="les moyens", en="means"),
    "end": Text(fr="la date de fin", en="end date"),
}


@dataclass(frozen=True, slots=True)
class Fragility:
    """The level and every reason, the gravest first."""

    level: Level
    reasons: tuple[Reason, ...]

    def shared(self) -> tuple[Reason, ...]:
        """The reasons that every member may read.

        The level itself is not among what may be shared: red tells of a gap.
        """
        return tuple(r for r in self.reasons if not r.reserved)


def assess(on: date, *, recorded: int, active: Sequence[ActiveMeasure] = (), gaps: Sequence[OpenGap] = ()) -> Fragility:
    """How fragile protection is on a day.

    Parameters
    ----------
    recorded : int
        Measures that the register knows of by that day, running or not.
    active : sequence of ActiveMeasure
        Those that run on that day.
    gaps : sequence of OpenGap
        Gaps open on that day.
    """
    reasons = [Reason("gap-open", Level.RED, {"road": g.road, "since": g.since}, True) for g in gaps]
    for measure in active:
        reasons.extend(_of(measure, on))
    if not active:
        # That no measure runs tells of a gap; that none was ever recorded does not.
        reasons.append(Reason("none-active" if recorded else "none-recorded", Level.UNKNOWN, {}, bool(recorded)))
    reasons.sort(key=lambda r: _ORDER.index(r.level))
    return Fragility(reasons[0].level if reasons else Level.GREEN, tuple(reasons))


def _of(measure: ActiveMeasure, on: date) -> Iterator[Reason]:
    if measure.withdrawn:
        data = {"measure": measure.id, "withdrawn": ", ".join(measure.withdrawn)}
        yield Reason("reliance-withdrawn", Level.RED, data, True)
    yield from _end(measure, on)
    for code, until in (("authorisation-near", measure.authorised_until), ("means-near", measure.means_until)):
        if until is not None and (until - on).days <= ORANGE_DAYS:
            yield Reason(code, Level.ORANGE, {"measure": measure.id, "until": until}, True)
    if measure.observed and "authorisation" in measure.missing:
        yield Reason("observed-unauthorised", Level.ORANGE, {"measure": measure.id}, True)
    if measure.missing:
        yield Reason("not-known", Level.YELLOW, {"measure": measure.id, "missing": list(measure.missing)}, True)


def _end(measure: ActiveMeasure, on: date) -> Iterator[Reason]:
    if measure.ends is None or measure.successor_confirmed:
        return
    days = (measure.ends - on).days
    if days <= ORANGE_DAYS:
        level = Level.RED if days <= RED_DAYS else Level.ORANGE
        code = "end-near" if days >= 0 else "end-passed"
        yield Reason(code, level, {"measure": measure.id, "ends": measure.ends, "days": days}, True)
