"""What the rules of alerts find in the register on a day: the facts, the rules that hold, the level an alert stands at.

For the secretariat alone: what a rule stands on tells of gaps to come. Nothing here raises an alert.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.alert_rules import (
    NO_SOURCE,
    REGISTER,
    RESTS_DAYS,
    VOICES,
    Fact,
    Holding,
    Raised,
    holding,
    proposed,
    standing,
)
from toguna.domain.alerts import Alert, Signal
from toguna.domain.indicators import Indicator
from toguna.domain.measures import Measure
from toguna.domain.places import Road
from toguna.domain.visibility import Role
from toguna.server.queries import cover
from toguna.server.queries.incidents import held_cases
from toguna.server.queries.naming import spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.rules import rules_of_alerts
from toguna.server.queries.seats import founding_act
from toguna.server.queries.stories import Link
from toguna.server.queries.stories_case import links
from toguna.server.records.models import MODELS

GRAVE = frozenset({"KIL-TGT", "KIL-ROB", "ABD", "IED"})
"""Acts that others answer with acts; clashes and reprisals are placed by their cercle and feed no rule."""
SURE = frozenset({"corroborated", "verified"})
_RECENT_DAYS = 60


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that holds and has not been raised: the level it proposes, where, and on which records. Without `alarm` it
    is a line to verify: it is raised with the word of a party that sees it for itself.
    """

    id: str
    rule: str
    level: str
    spots: tuple[str, ...]
    where: Text
    because: tuple[Link, ...]
    cases: tuple[str, ...]
    sources: int
    alarm: bool


def holds(reading: Reading) -> list[RuleRow]:
    """The rules that hold on the day and were not raised yet, the gravest first; for the secretariat."""
    if reading.reader.role is not Role.MEDIATOR:
        return []
    facts = reading.once("alert facts", lambda: tuple(_facts(reading)))
    found = holding(facts, reading.today, rules_of_alerts(reading))
    raised = [
        Raised(one.named_rule, one.date.first, on_roads(reading, one.where), one.status != "closed")
        for one in reading.all(Alert)
    ]
    return [_row(reading, one) for one in proposed(found, raised, reading.today)]


@dataclass(frozen=True, slots=True)
class SignRow:
    """A sign that somebody reported: what, where, when, and of which constituency he is who said it."""

    kind: str
    where: Text
    date: When
    constituency: str | None


def signs(reading: Reading) -> list[SignRow]:
    """The signs of peace and tension that people reported in the last weeks, the latest first; for the secretariat."""
    if reading.reader.role is not Role.MEDIATOR:
        return []
    since = reading.today - timedelta(days=RESTS_DAYS)
    held = [one for one in reading.all(Signal) if one.method is None and one.date.known and one.date.last >= since]
    held.sort(key=lambda one: (one.date.last, one.id), reverse=True)
    return [
        SignRow(
            one.kind, spot_names(reading, one.where), one.date, next(iter(constituency(reading, one.said_by)), None)
        )
        for one in held
    ]


def _row(reading: Reading, one: Holding) -> RuleRow:
    spots = _named(reading, one.spots)
    return RuleRow(
        one.id,
        one.rule.code,
        one.rule.level,
        spots,
        spot_names(reading, spots),
        links(reading, one.because),
        one.because,
        len(one.sources),
        one.rule.alarm,
    )


def _named(reading: Reading, spots: frozenset[str]) -> tuple[str, ...]:
    """The roads among these spots; a place only where no road of them passes it."""
    roads = [road for road in reading.all(Road) if road.id in spots]
    on_them = {place for road in roads for place in road.via}
    return (*(road.id for road in roads), *sorted(spots - {road.id for road in roads} - on_them))


def on_roads(reading: Reading, spots: tuple[str, ...]) -> frozenset[str]:
    """These roads and places, with the roads that pass the places: what happens in a town is felt on its roads."""
    passing = {road.id for road in reading.all(Road) if set(road.via) & set(spots)}
    return frozenset(spots) | passing


def constituency(reading: Reading, party: str | None) -> frozenset[str]:
    """The constituency that a party's word counts for; none where nobody is named."""
    found = {one.constituency for one in founding_act(reading.register).parties if one.code == party}
    return frozenset(found)


def _facts(reading: Reading) -> Iterator[Fact]:
    yield from _of_cover(reading)
    yield from _of_signals(reading)
    yield from _of_incidents(reading)


def _of_cover(reading: Reading) -> Iterator[Fact]:
    """Gaps open or to come without a confirmed relief, what happened within an open one, and abrupt stops."""
    measures = reading.by_id(Measure)
    bare = set()
    for gap in cover.gaps(reading):
        owners = _owners(reading, measures[gap.after])
        if gap.is_open:
            bare.add(gap.road)
        if gap.is_open or (gap.start > reading.today and not gap.successor_confirmed):
            yield Fact("gap", gap.start, frozenset({gap.road}), owners | {REGISTER}, gap.after)
        if gap.is_open:
            for case, held in held_cases(reading, gap.incidents).items():
                if held.status in SURE and held.kind not in codes.COARSE_KINDS:
                    yield Fact("incident-in-gap", held.date.last, frozenset({gap.road}), frozenset({REGISTER}), case)
    for measure in measures.values():
        day = _stopped(reading, measure)
        if day is not None:
            roads = frozenset({*measure.where, *(s.road for s in measure.stretches)})
            # The calendar says the same as its owner where nothing else covers the road.
            also = frozenset({REGISTER}) if roads & bare else frozenset[str]()
            yield Fact("stop", day, roads, _owners(reading, measure) | also, measure.id)


def _owners(reading: Reading, measure: Measure) -> frozenset[str]:
    return frozenset().union(*(constituency(reading, party) for party in measure.by))


def _stopped(reading: Reading, measure: Measure) -> date | None:
    if measure.status not in ("stopped", "suspended"):
        return None
    if measure.end is not None and measure.end.known:
        return measure.end.last
    versions = MODELS["measure"].objects.at(reading.register, reading.as_of).filter(case=measure.id)
    found: date | None = versions.values_list("known_from", flat=True).first()
    return found


def _of_signals(reading: Reading) -> Iterator[Fact]:
    for signal in reading.all(Signal):
        spots = on_roads(reading, signal.where)
        if signal.method is not None:
            day = signal.cut_off.last if signal.cut_off else signal.date.last
            yield Fact("growth", day, spots, frozenset({REGISTER}), signal.id)
        elif signal.polarity() < 0 and signal.date.known:
            yield Fact(
                "tension", _by_today(reading, signal.date), spots, constituency(reading, signal.said_by), signal.id
            )
    for one in reading.all(Indicator):
        if one.tense:
            yield Fact("tension", _by_today(reading, one.week), on_roads(reading, (one.spot,)), _voice(one), one.id)


def _by_today(reading: Reading, when: When) -> date:
    """The last day of a date, or today where its week or month has begun and is not over."""
    return min(when.last, max(when.first, reading.today))


def _voice(answer: Indicator) -> frozenset[str]:
    """The constituency of the function that was called; none where nobody says which."""
    found = VOICES.get(answer.asked or "")
    return frozenset({found}) if found else frozenset()


def _of_incidents(reading: Reading) -> Iterator[Fact]:
    """Grave incidents of the last weeks that others have corroborated."""
    rows = MODELS["incident"].objects.at(reading.register, reading.as_of).filter(kind__in=GRAVE, status__in=SURE)
    since = reading.today - timedelta(days=_RECENT_DAYS)
    cases = rows.filter(last_day__gte=since).values_list("case", flat=True)
    for case, held in held_cases(reading, cases).items():
        yield Fact("violence", held.date.last, on_roads(reading, held.where), frozenset({REGISTER}), case)


def level(reading: Reading, alert: Alert) -> str:
    """The level at which an alert stands, by how many constituencies bear it."""
    parties = {*alert.confirmed_by, *(one.party for one in alert.confirmations)}
    sources = frozenset().union(*(constituency(reading, party) for party in parties))
    signals, measures = reading.by_id(Signal), reading.by_id(Measure)
    indicators = reading.by_id(Indicator)
    register = False
    for case in alert.because:
        if case in signals and signals[case].method is None:
            sources |= constituency(reading, signals[case].said_by)
        elif case in indicators:
            sources |= _voice(indicators[case])
        else:
            register = True
        if case in measures:
            sources |= _owners(reading, measures[case])
    return standing(alert.level, sources, register=register and alert.named_rule is not None)


def lacking(reading: Reading, alert: Alert) -> bool:
    """Whether an alert stands lower than it was raised, for want of a second constituency."""
    return level(reading, alert) != alert.level


def counts_as_source(reading: Reading, party: str | None) -> bool:
    """Whether a party's word can be the second source of an alert."""
    return bool(constituency(reading, party) - NO_SOURCE)
