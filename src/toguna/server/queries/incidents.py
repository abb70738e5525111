"""Incidents as far as a reader may place them: the point for those who handle one, segment and week for others,
later.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Sum
from django.db.models import When as When_

from toguna.base.dates import Precision, When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.entity import typed
from toguna.domain.incidents import OUT_OF_FIGURES, HeardFrom, Incident
from toguna.domain.places import Place, Road, Source
from toguna.domain.visibility import incident_place, incidents_each
from toguna.server.queries.incident_cuts import cuts, own_verified, period, table
from toguna.server.queries.naming import both, joined, spot_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.records.models import MODELS

IN_AREA = Text(fr="zone du cadre", en="area of the framework")
LOOK_BACK = timedelta(days=60)
_CHUNK = 500
_OPEN_KINDS = frozenset({"city", "town"})
"""Places that all may read of; anything smaller is told by the road that passes it (domain notes §9.1)."""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident, as finely placed and dated as this reader may see it. `spots` are the ids behind `where`."""

    id: str
    kind: str
    label: Text
    date: When
    where: Text
    near: Text | None
    shown_as: str
    count: int | None
    killed: int | None
    vehicles: int | None
    basis: str | None
    source: Text | None
    status: str
    spots: tuple[str, ...] = ()


def incidents(
    reading: Reading, since: date | None = None, until: date | None = None, *, on: Iterable[str] = ()
) -> list[IncidentRow]:
    """The incidents that happened, or may have happened, within these days and on these roads or places, the latest
    first.
    """
    if not incidents_each(reading.reader):
        return []
    within = Q()
    if since is not None:
        within &= Q(last_day__gte=since)
    if until is not None:
        within &= Q(first_day__lte=until)
    spots, cases = frozenset(on), list[str]()
    for cut in cuts(reading):
        where = cut.where & within & placed_on(reading, cut.shown, spots) if spots else cut.where & within
        cases += table(reading).filter(where).values_list("case", flat=True)
    return shown_rows(reading, cases)


def placed_on(reading: Reading, shown: str, spots: Collection[str]) -> Q:
    """Incidents that this reader is told are on these roads or places; none that he is not told the place of."""
    held = all_wheres(reading)
    return Q(wheres__in=[one for one, where in held.items() if set(spots_shown(reading, where, shown)) & set(spots)])


def all_wheres(reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """Every list of places that incidents have, as the column holds it."""
    return reading.once(
        "incident places", lambda: reading.recall(("incident places", ("incident",)), lambda: _all_wheres(reading))
    )


def _all_wheres(reading: Reading) -> dict[str, tuple[str, ...]]:
    found = table(reading).values_list("wheres", flat=True).distinct()
    return {one: tuple(dict.fromkeys(json.loads(one or "[]"))) for one in found}


def latest(
    reading: Reading, since: date, most: int, *, status: tuple[str, ...] = ()
) -> tuple[tuple[IncidentRow, ...], int]:
    """The latest incidents since a day, and how many this reader may see in all."""
    if not incidents_each(reading.reader):
        return (), 0
    found: list[tuple[date, str]] = []
    number = 0
    for cut in cuts(reading):
        rows = table(reading).filter(cut.where, last_day__gte=since)
        rows = rows.filter(status__in=status) if status else rows
        number += rows.count()
        found += newest(rows, cut.shown, most)
    cases = [case for _, case in sorted(found, reverse=True)[:most]]
    return tuple(shown_rows(reading, cases)), number


def newest(rows: QuerySet[Any], shown: str, most: int) -> list[tuple[date, str]]:
    """At least the `most` newest of a class by the day as shown, whole weeks or months at a time: within them the
    order of the days is not the reader's to know. Each is the last day as shown, and the case.
    """
    days = rows.order_by("-last_day").values_list("last_day", flat=True)
    oldest = next(iter(days[most - 1 : most]), None)
    if oldest is not None:
        rows = rows.filter(last_day__gte=period(shown, oldest)[0])
    return [(period(shown, day)[1], case) for day, case in rows.values_list("last_day", "case")]


def shown_rows(reading: Reading, cases: Iterable[str]) -> list[IncidentRow]:
    """These incidents as this reader may see them, the latest first."""
    rows = [as_shown(reading, held) for held in held_cases(reading, cases).values()]
    return sorted((row for row in rows if row is not None), key=_latest_first, reverse=True)


def _latest_first(row: IncidentRow) -> tuple[date, str]:
    return row.date.last, row.id


def held_cases(reading: Reading, cases: Iterable[str]) -> Mapping[str, Incident]:
    """Incidents by id, uncut and those retracted too, without reading any other."""
    # What is not there is kept as well: to be asked about it again must cost what it costs for a thing that is hidden.
    known: dict[str, Incident | None] = reading.once("incidents held", dict)
    wanted = list(dict.fromkeys(cases))
    missing = [case for case in wanted if case not in known]
    for begin in range(0, len(missing), _CHUNK):
        page = MODELS["incident"].objects.at(reading.register, reading.as_of)
        rows = page.filter(case__in=missing[begin : begin + _CHUNK]).values_list("case", "data")
        known.update(dict.fromkeys(missing[begin : begin + _CHUNK]))
        known.update({case: typed(data, Incident) for case, data in rows})
    return {case: held for case in wanted if (held := known[case]) is not None}


def held_case(reading: Reading, case: str) -> Incident | None:
    """One incident, uncut; None where the register holds none of that id."""
    return held_cases(reading, [case]).get(case)


def as_shown(reading: Reading, held: Incident) -> IncidentRow | None:
    """One incident as this reader may see it, wherever it is named; None: not (yet) for this reader, or out of the
    figures.
    """
    return None if held.status in OUT_OF_FIGURES else told_of(reading, held)


def told_of(reading: Reading, held: Incident) -> IncidentRow | None:
    """The same for its own page, which stays readable where it was merged into another; None: not for this reader."""
    shown = shown_as(reading, held)
    return _row(reading, held, shown) if shown is not None and held.status != "retracted" else None


def shown_as(reading: Reading, held: Incident) -> str | None:
    """How finely this reader may place an incident today.

    The hours count from the end of the week in which it last may have happened: counted from its own day, the first
    day on which a page shows it would tell that day to a reader who may know the week only.
    """
    week_end = period("segment", held.date.last)[1]
    age = (reading.today - week_end).days * 24
    return incident_place(reading.reader, held.handling, held.kind, age, verifies=held.id in own_verified(reading))


def _row(reading: Reading, held: Incident, shown: str) -> IncidentRow:
    exact = shown == "point"
    source = reading.by_id(Source).get(held.source or "")
    spots = spots_shown(reading, held.where, shown)
    return IncidentRow(
        held.id,
        held.kind,
        codes.INCIDENT_KINDS.labels[held.kind],
        held.date if exact else coarse(held.date, shown),
        spot_names(reading, spots) if spots else IN_AREA,
        spot_name(reading, held.near) if exact and held.near else None,
        shown,
        held.count,
        held.killed if shown != "cercle" else None,
        held.vehicles if shown != "cercle" else None,
        held.basis,
        both(source.name) if source else None,
        held.status,
        spots,
    )


def spots_shown(reading: Reading, where: Iterable[str], shown: str) -> tuple[str, ...]:
    """The places and roads of an incident that this reader may read of; none where only the area may be named."""
    if shown == "cercle":
        return ()
    if shown == "point":
        return tuple(where)
    return tuple(dict.fromkeys(spot for one in where for spot in _opened(reading).get(one, ())))


def _opened(reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """What each place or road is told as to those who may not know the spot."""
    return reading.once("places as told", lambda: _told(reading))


def _told(reading: Reading) -> dict[str, tuple[str, ...]]:
    through: dict[str, list[str]] = defaultdict(list)
    for road in reading.all(Road):
        for place in road.via:
            through[place].append(road.id)
    places = {p.id: (p.id,) if p.kind in _OPEN_KINDS else tuple(through[p.id]) for p in reading.all(Place)}
    return places | {road.id: (road.id,) for road in reading.all(Road)}


def coarse(when: When, shown: str) -> When:
    """No finer than the week for a segment, than the month for a cercle; a window grows to whole weeks or months."""
    year, week, _ = when.first.isocalendar()
    whole = When.parse(f"{year}-W{week:02d}" if shown == "segment" else f"{when.first:%Y-%m}")
    if when.last <= whole.last:
        return whole
    if when.precision is not Precision.WINDOW:
        return when
    return When.between(whole.first, coarse(When.on(when.last), shown).last)


class Tally(NamedTuple):
    """Incidents that are alike for counting: `cases` records, which stand for `events` incidents. Uncut, never shown.

    `coarse`: of the kinds that are placed by their cercle only.
    """

    first: date
    last: date
    where: tuple[str, ...]
    coarse: bool
    cases: int
    events: int


def tallies(reading: Reading, *, without: Collection[str]) -> Iterator[Tally]:
    """All incidents that count, without those in some states, counted by the database."""
    on = all_wheres(reading)
    coarse_ = Case(When_(kind__in=codes.COARSE_KINDS, then=True), default=False, output_field=BooleanField())
    rows = table(reading).exclude(status__in=without).values("first_day", "last_day", "wheres", coarse=coarse_)
    counted = rows.annotate(cases=Count("case"), all=Sum("events"))
    for first, last, wheres, coarse, cases, events in counted.values_list(
        "first_day", "last_day", "wheres", "coarse", "cases", "all"
    ):
        yield Tally(first, last, on[wheres], coarse, cases, events)


class Brief(NamedTuple):
    """An incident, uncut, as far as its columns tell it: for counting, never for showing."""

    case: str
    first: date
    last: date
    where: tuple[str, ...]


def in_brief(reading: Reading, *, kinds: Collection[str], since: date) -> list[Brief]:
    """The incidents of these kinds that may have happened since a day, the earliest first."""
    on = all_wheres(reading)
    rows = table(reading).filter(last_day__gte=since, kind__in=kinds).order_by("first_day", "case")
    held = rows.values_list("case", "first_day", "last_day", "wheres")
    return [Brief(case, first, last, on[wheres]) for case, first, last, wheres in held]


def without_toll(reading: Reading, kinds: Iterable[str]) -> int:
    """How many incidents of these kinds this reader may see whose human toll is not stated."""
    shown = Q()
    for cut in cuts(reading):
        shown |= cut.where
    if not cuts(reading):
        return 0
    return int(table(reading).filter(shown, kind__in=list(kinds), killed=None).count())


def heard_from(reading: Reading, since: date) -> Text | None:
    """The localities that news came from since a day; None where the register does not say: silence is not calm."""
    places: dict[str, None] = {}
    for held in reading.all(HeardFrom):
        if held.week.last >= since:
            places.update(dict.fromkeys(held.where))
    return joined([spot_name(reading, place) for place in places]) if places else None
