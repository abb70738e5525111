"""The ground of the watch, as one reader may see it: stretches of road and towns, weeks, and what is left out.

Everybody's watch is by stretch and week (domain notes §9.1), the secretariat's too. What a reader may not place on a
stretch, or date to a week, does not go in: so it cannot come out. What is left out is counted and said.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from toguna.analysis.watch_terms import MOST_WEEKS
from toguna.domain.incidents import OUT_OF_FIGURES, Incident
from toguna.domain.places import Place
from toguna.domain.visibility import INCIDENT_HOURS, Row, Rule, rule
from toguna.server.queries.axes import roads
from toguna.server.queries.incidents import shown_as
from toguna.server.queries.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from toguna.analysis.watch import Network
    from toguna.domain.places import Road

NOT_VIOLENCE: Final = frozenset({"BAR", "DEM", "HAT", "DIS", "OTH"})
"""Kinds that are signs of tension, not returns of violence."""
UNCOUNTED: Final = OUT_OF_FIGURES | {"not_confirmed"}
CERCLE_OR_WIDER: Final = "3"
UNKNOWN_KM: Final = 30.0
"""A stretch whose ends are not on the map and whose road has no length is taken for this long."""
KM_PER_DEGREE: Final = 111.2
LEFT_OUT: Final = ("cercle", "kind", "month", "road", "nowhere")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a road, or (`one` = `two`, no road) a town."""

    road: str | None
    one: str
    two: str


@dataclass(frozen=True)
class Ground:
    """What the watch is computed from. `first` is a Monday, `last` a Sunday; `series` are roads, then towns, by id.

    `left_out` counts incidents by reason: `cercle` (never placed below it), `kind` (no violence), `month` (no week
    known), `road` (no stretch known: counted for its road), `nowhere` (neither). `nameable`: roads and places that an
    incident could have named.
    """

    units: tuple[Unit, ...]
    series: tuple[str, ...]
    first: date
    last: date
    place: NDArray[np.int64]
    week: NDArray[np.int64]
    by_series: NDArray[np.int64]
    network: Network
    left_out: tuple[tuple[str, int], ...]
    nameable: int

    @property
    def weeks(self) -> int:
        """How many weeks are looked at."""
        return self.by_series.shape[1]


@dataclass(frozen=True, slots=True)
class _Seen:
    monday: date
    unit: Unit | None
    series: tuple[str, ...]


def may_watch(reading: Reading) -> bool:
    """Whether this reader sees incidents by stretch and week at all."""
    return rule(reading.reader, Row.INCIDENT) in (Rule.FULL, Rule.COARSE)


def prepared(reading: Reading) -> Ground | None:
    """The ground; None for a reader who does not see incidents by stretch and week."""
    return ground(reading) if may_watch(reading) else None


def last_week(reading: Reading) -> date:
    """The last Sunday that this reader's watch reaches: for all but the secretariat, a week comes into sight late."""
    full = rule(reading.reader, Row.INCIDENT) is Rule.FULL
    latest = reading.today if full else reading.today - timedelta(hours=INCIDENT_HOURS)
    return latest - timedelta(days=(latest.weekday() + 1) % 7)


def ground(reading: Reading) -> Ground:
    """The ground for this reader."""
    import numpy as np

    last = last_week(reading)
    held_roads = {road.id: road for road in roads(reading)}
    left: Counter[str] = Counter()
    seen = [one for held in reading.all(Incident) if (one := _seen(reading, held, held_roads, last, left)) is not None]
    begin = last - timedelta(days=7 * MOST_WEEKS - 1)
    seen = [one for one in seen if one.monday >= begin]
    first = min((one.monday for one in seen), default=last - timedelta(days=6))
    weeks = ((last - first).days + 1) // 7
    towns = sorted({name for one in seen for name in one.series if name not in held_roads})
    series = (*held_roads, *towns)
    units = (
        *(Unit(road.id, one, two) for road in held_roads.values() for one, two in road.segments()),
        *(Unit(None, town, town) for town in towns),
    )
    number = {unit: n for n, unit in enumerate(units)}
    placed = [(number[one.unit], (one.monday - first).days // 7) for one in seen if one.unit is not None]
    by_series = np.zeros((len(series), weeks), np.int64)
    for one in seen:
        for name in one.series:
            by_series[series.index(name), (one.monday - first).days // 7] += 1
    place, week = np.array(sorted(placed), dtype=np.int64).reshape(-1, 2).T
    return Ground(
        units, series, first, last, np.ascontiguousarray(place), np.ascontiguousarray(week), by_series,
        _network(reading, held_roads, units), tuple((why, left[why]) for why in LEFT_OUT if left[why]),
        len(held_roads) + len(reading.all(Place)),
    )  # fmt: skip


def _seen(
    reading: Reading, held: Incident, held_roads: dict[str, Road], last: date, left: Counter[str]
) -> _Seen | None:
    if held.status in UNCOUNTED or not held.date.known or held.date.first > last:
        return None
    shown = shown_as(reading, held)
    if shown is None:
        return None
    if shown == "cercle" or held.place_precision == CERCLE_OR_WIDER:
        left["cercle"] += 1
        return None
    if held.kind in NOT_VIOLENCE:
        left["kind"] += 1
        return None
    monday = held.date.first - timedelta(days=held.date.first.weekday())
    if held.date.last > monday + timedelta(days=6):
        left["month"] += 1
        return None
    if monday + timedelta(days=6) > last:
        return None
    on = tuple(spot for spot in held.where if spot in held_roads)
    unit = _unit(held, on, held_roads)
    towns = tuple(spot for spot in held.where if spot in reading.by_id(Place)) if not on else ()
    if not on and not towns:
        left["nowhere"] += 1
        return None
    if unit is None:
        left["road"] += 1
    return _Seen(monday, unit, on or towns)


def _unit(held: Incident, on: tuple[str, ...], held_roads: dict[str, Road]) -> Unit | None:
    """The stretch that begins at the place nearest to it, or ends there if it is the road's last; else the town."""
    if not on:
        return Unit(None, held.where[0], held.where[0]) if len(held.where) == 1 else None
    if len(on) > 1:
        return None
    road = held_roads[on[0]]
    spot = next((s for s in (held.near, *held.where) if s in road.via), None)
    if spot is None:
        segments = road.segments()
        return Unit(road.id, *segments[0]) if len(segments) == 1 else None
    at = min(road.via.index(spot), len(road.via) - 2)
    return Unit(road.id, road.via[at], road.via[at + 1])


def _network(reading: Reading, held_roads: dict[str, Road], units: tuple[Unit, ...]) -> Network:
    """Places as knots; each stretch has a knot in its middle, where its incidents are taken to lie."""
    import numpy as np

    from toguna.analysis.watch import Network

    knots: dict[str, int] = {}
    for unit in units:
        for place in (unit.one, unit.two):
            knots.setdefault(place, len(knots))
    edges, lengths, node = [], [], []
    for n, unit in enumerate(units):
        if unit.road is None:
            node.append(knots[unit.one])
            continue
        middle, half = len(knots) + n, 500.0 * _length_km(reading, held_roads[unit.road], unit)
        edges += [(knots[unit.one], middle), (middle, knots[unit.two])]
        lengths += [half, half]
        node.append(middle)
    points = [_point(reading, unit.one, unit.two) for unit in units]
    known = [point for point in points if point is not None]
    return Network(
        len(knots) + len(units),
        np.array(edges, dtype=np.int64).reshape(-1, 2),
        np.array(lengths),
        np.array(node, dtype=np.int64),
        np.array(known) if known and len(known) == len(points) else None,
    )


def _length_km(reading: Reading, road: Road, unit: Unit) -> float:
    """A stretch's share of its road's reported length, by straight lines; these alone where no length is reported."""
    straight = {pair: _straight_km(reading, *pair) for pair in road.segments()}
    own, known = straight[unit.one, unit.two], [km for km in straight.values() if km is not None]
    if road.length_km:
        reported = sum(road.length_km) / len(road.length_km)
        whole = len(known) == len(straight)
        return reported * own / sum(known) if own is not None and whole and sum(known) > 0 else reported / len(straight)
    return own if own is not None else UNKNOWN_KM


def _straight_km(reading: Reading, one: str, two: str) -> float | None:
    a, b = _point(reading, one, one), _point(reading, two, two)
    if a is None or b is None:
        return None
    east = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(a[0] - b[0], east) * KM_PER_DEGREE


def _point(reading: Reading, one: str, two: str) -> tuple[float, float] | None:
    """Halfway between two places, in degrees."""
    ends = [reading.by_id(Place).get(place) for place in (one, two)]
    if any(end is None or end.lat is None or end.lon is None for end in ends):
        return None
    return sum(e.lat for e in ends) / 2000, sum(e.lon for e in ends) / 2000  # type: ignore[union-attr, misc]
