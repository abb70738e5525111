"""What is asked of `analysis.effect` about a measure: the counts by month and road, and who may be compared with whom.

Nothing here is finer than what any member may see. An incident counts in the month in which most days of its week lie,
on the road or place where it is recorded; one that is dated or placed more roughly, and those that are never placed
below the cercle, are left out and counted as left out. A month is counted when every member may see its last week. So
the counts, and what follows from them, are the same for every reader and every day between two months.

A measure and those that relieve it by a confirmed hand-over are one protection, and are judged as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.dates import Precision, When
from toguna.domain.hand_overs import HandOver
from toguna.domain.incidents import OUT_OF_FIGURES, HeardFrom
from toguna.domain.measures import Measure
from toguna.domain.places import Road
from toguna.domain.studies import Study
from toguna.server.queries.cover import EMBARGO_DAYS
from toguna.server.queries.incidents import tallies
from toguna.server.queries.reading import Reading

HOURS_KEPT_BACK = 72
LATE_IN_MONTH = 7
"""A measure that begins after this day of a month counts from the next one."""
HALF_MONTH = 15
HEARD_OFTEN = 0.9
"""Part of the months for which the register must say where news came from, for reporting to be reckoned with."""
_NOT_COUNTED = OUT_OF_FIGURES | {"not_confirmed"}
_OVER = frozenset({"stopped", "ended", "handed_over"})


@dataclass(frozen=True)
class Panel:
    """The question: months in rows, roads in columns.

    `start` and `stop` are rows; `stop` is None while the measure is on. `before_left_out` are rows before the start
    that are not compared: the month in which it began, if that was late, and the one before, because measures start
    after peaks. `exposure` is the part of each road's places that news came from, None where the register does not say.
    """

    measures: tuple[str, ...]
    months: tuple[date, ...]
    units: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    exposure: tuple[tuple[float, ...], ...] | None
    treated: tuple[int, ...]
    ring: tuple[int, ...]
    start: int
    stop: int | None
    before_left_out: int
    others: tuple[tuple[str, int, int | None], ...]
    left_out: int

    def phase(self, row: int) -> str:
        """Before the measure, left out, during, or after."""
        if row >= self.start:
            return "during" if self.stop is None or row < self.stop else "after"
        return "left_out" if row >= self.start - self.before_left_out else "before"

    @property
    def comparisons(self) -> tuple[int, ...]:
        """The columns compared with."""
        return tuple(n for n in range(len(self.units)) if n not in self.treated and n not in self.ring)


@dataclass(frozen=True)
class NoPanel:
    """Why nothing can be counted or compared; what stands against the window anyway."""

    measures: tuple[str, ...]
    dated: bool
    compared: bool
    others: tuple[str, ...]


_COUNTED = ("incident", "heard_from", "road")
"""The nouns that counts by month are made of."""


def begun(reading: Reading) -> dict[str, Measure]:
    """Measures that began so long ago that every member may know of them: the same for every reader."""
    latest = reading.today - timedelta(days=EMBARGO_DAYS)
    return {m.id: m for m in reading.all(Measure) if m.start is not None and m.start.known and m.start.last <= latest}


def relay(reading: Reading, measure: str) -> tuple[Measure, ...]:
    """A measure with those before and after it that are joined to it by confirmed hand-overs, in order."""
    held = begun(reading)
    after: dict[str, str] = {}
    for one in reading.all(HandOver):
        leaving, taking = held.get(one.from_measure), held.get(one.to_measure or "")
        if leaving and taking and one.status != "cancelled" and one.confirmed(leaving.by, taking.by):
            after[leaving.id] = taking.id
    before = {taking: leaving for leaving, taking in after.items()}
    chain = [measure]
    while chain[0] in before and before[chain[0]] not in chain:
        chain.insert(0, before[chain[0]])
    while chain[-1] in after and after[chain[-1]] not in chain:
        chain.append(after[chain[-1]])
    return tuple(held[one] for one in chain)


def panel(reading: Reading, measure: str, plan: Study | None = None) -> Panel | NoPanel:
    """The question about a measure that has begun; its plan, if there is one, says what is compared."""
    chain = relay(reading, measure)
    ids = tuple(m.id for m in chain)
    last = last_month(reading.today)
    counted = reading.recall(("counts by month", last, _COUNTED), lambda: _counts(reading, last))
    spots = _spots(reading, chain)
    others = [m for m in begun(reading).values() if m.id not in ids and _meets(reading, m, spots)]
    starts, ends = chain[0].start, _end(chain[-1])
    dated = _by_month(starts) and (ends is None or _by_month(ends))
    if starts is None or not dated or not counted.months:
        return NoPanel(ids, dated, True, tuple(m.id for m in others if _overlaps(m, chain)))
    units, ring = _units(reading, chain, spots, plan)
    months = counted.months
    start, late = _first_row(starts, months)
    stop = None if ends is None else _row(ends.last, months) + (ends.last.day > HALF_MONTH)
    compared = [unit for unit in units if unit not in spots and unit not in ring]
    if not compared or not 0 < start < len(months) or (stop is not None and stop <= start):
        return NoPanel(ids, dated, bool(compared), tuple(m.id for m in others if _overlaps(m, chain)))
    return Panel(
        ids,
        months,
        units,
        tuple(tuple(counted.at[month, unit] for unit in units) for month in months),
        _exposure(reading, months, units),
        tuple(units.index(spot) for spot in units if spot in spots),
        tuple(units.index(unit) for unit in units if unit in ring),
        start,
        stop,
        min(1 + late, start - 1),
        tuple(_other(m, months) for m in others),
        counted.left_out,
    )


def last_month(today: date) -> date:
    """The last month whose every week is far enough back for all members to see."""
    month = today.replace(day=1)
    while _closes(month) > today:
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def _closes(month: date) -> date:
    """The day from which every member may see the whole month."""
    last = _next(month) - timedelta(days=1)
    return last + timedelta(days=6 - last.weekday() + HOURS_KEPT_BACK // 24)


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True)
class _Counted:
    months: tuple[date, ...]
    at: defaultdict[tuple[date, str], int]
    left_out: int


def _counts(reading: Reading, last: date) -> _Counted:
    """Incidents by month and road or place, over the time in which no two months in a row are silent."""
    at: defaultdict[tuple[date, str], int] = defaultdict(int)
    heard = {month_of(week.week.first) for week in reading.all(HeardFrom) if week.week.known}
    left_out = 0
    for one in tallies(reading, without=_NOT_COUNTED):
        month, unit = _month(one.first, one.last), _unit(reading, one.where)
        if month is not None:
            heard.add(month)
        if month is None or unit is None or one.coarse:
            left_out += one.cases
        else:
            at[month, unit] += one.events
    return _Counted(_unbroken(heard, last), at, left_out)


def month_of(day: date) -> date:
    """The month in which most days of a day's week lie."""
    return (day + timedelta(days=3 - day.weekday())).replace(day=1)


def _month(first: date, last: date) -> date | None:
    """The month that something is sure to have happened in, a week counting for the month of most of its days."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return first if (first.year, first.month) == (last.year, last.month) else None
    month = month_of(first)
    return month if month == month_of(last) else None


def _unit(reading: Reading, where: tuple[str, ...]) -> str | None:
    """The road or place where it counts; a place on one road only counts on that road. None: on none, or on several."""
    found = {_home(reading, spot) for spot in where}
    return found.pop() if len(found) == 1 else None


def _home(reading: Reading, spot: str) -> str:
    """The road that a place lies on, if it is on one only."""
    on = reading.once("roads of a place", lambda: _roads_of_places(reading))
    return on[spot][0] if len(on[spot]) == 1 else spot


def _roads_of_places(reading: Reading) -> defaultdict[str, list[str]]:
    on: defaultdict[str, list[str]] = defaultdict(list)
    for road in reading.all(Road):
        for place in road.via:
            on[place].append(road.id)
    return on


def _unbroken(heard: set[date], last: date) -> tuple[date, ...]:
    """The months up to the last, back to where two in a row are silent: before that, silence is not zero."""
    months = [last]
    while True:
        before = (months[0] - timedelta(days=1)).replace(day=1)
        if before in heard:
            months.insert(0, before)
            continue
        further = (before - timedelta(days=1)).replace(day=1)
        if further not in heard:
            break
        months[:0] = [further, before]
    return tuple(months) if last in heard or len(months) > 1 else ()


def _spots(reading: Reading, chain: tuple[Measure, ...]) -> frozenset[str]:
    """The roads and places that measures work on."""
    named = {spot for m in chain for spot in (*m.where, *(stretch.road for stretch in m.stretches))}
    return frozenset(_home(reading, spot) for spot in named)


def _places(reading: Reading, spots: frozenset[str]) -> set[str]:
    roads = reading.by_id(Road)
    return {place for spot in spots for place in (roads[spot].via if spot in roads else (spot,))}


def _meets(reading: Reading, other: Measure, spots: frozenset[str]) -> bool:
    """Whether another measure works where this one does: on one of its roads, or at a place of one."""
    theirs = _spots(reading, (other,))
    roads = reading.by_id(Road)
    if theirs & spots:
        return True
    points = {spot for spot in theirs if spot not in roads}, {spot for spot in spots if spot not in roads}
    return bool(points[0] & _places(reading, spots) or points[1] & _places(reading, theirs))


def _end(measure: Measure) -> When | None:
    """When it ended, if it did; an end whose day nobody knows is an unknown date, not none."""
    if measure.status not in _OVER:
        return None
    return (
        measure.end.within(measure.end_press.date)
        if measure.end and measure.end_press
        else (measure.end or When.parse("unknown"))
    )


def _by_month(when: When | None) -> bool:
    """Whether a date names its month."""
    if when is None or not when.known:
        return False
    return when.first.replace(day=1) == when.last.replace(day=1)


def _row(day: date, months: tuple[date, ...]) -> int:
    first = months[0]
    return (day.year - first.year) * 12 + day.month - first.month


def _first_row(start: When, months: tuple[date, ...]) -> tuple[int, int]:
    """The first month that counts as with the measure, and whether the one in which it began is left out."""
    late = start.precision is not Precision.MONTH and start.first.day > LATE_IN_MONTH
    return _row(start.first, months) + late, int(late)


def _overlaps(other: Measure, chain: tuple[Measure, ...]) -> bool:
    """Whether another measure was on during the window, as far as anybody knows."""
    first, last = chain[0].start, _end(chain[-1])
    began, over = other.start, _end(other)
    if first is None or began is None:
        return False
    starts_later = last is not None and last.known and began.first > last.last
    ended_before = over is not None and over.known and over.last < first.first
    return not (starts_later or ended_before)


def _other(measure: Measure, months: tuple[date, ...]) -> tuple[str, int, int | None]:
    assert measure.start is not None
    over = _end(measure)
    stop = _row(over.last, months) + 1 if over is not None and over.known else None
    return measure.id, _row(measure.start.first, months), stop


def _units(
    reading: Reading, chain: tuple[Measure, ...], spots: frozenset[str], plan: Study | None
) -> tuple[tuple[str, ...], frozenset[str]]:
    """The columns, and those of them that are the neighbourhood."""
    roads = {road.id: road for road in reading.all(Road) if road.framework in (None, reading.framework)}
    treated = sorted(spots)
    if plan is not None and plan.comparisons:
        ring = frozenset(plan.ring) & set(roads)
        compared = [road for road in plan.comparisons if road in roads and road not in spots and road not in ring]
        return (*treated, *sorted(ring), *sorted(compared)), ring
    own = _places(reading, spots)
    busy = {m.id: _spots(reading, (m,)) for m in begun(reading).values() if m not in chain}
    taken = frozenset(spot for theirs in busy.values() for spot in theirs)
    near = frozenset(id_ for id_, road in roads.items() if id_ not in spots and own & set(road.via))
    ring = frozenset(road for road in near if not _touched(roads[road], road, taken))
    theirs = _places(reading, taken)
    far = [id_ for id_ in roads if id_ not in spots | near and not _touched(roads[id_], id_, taken)]
    quiet = [id_ for id_ in far if not theirs & set(roads[id_].via)]
    # Next to another measure's road, incidents may have moved in; where no road is further off, it is compared all the
    # same.
    return (*treated, *sorted(ring), *sorted(quiet or far)), ring


def _touched(road: Road, id_: str, taken: frozenset[str]) -> bool:
    """Whether another measure works on the road, or at one of its places."""
    return id_ in taken or bool(taken & set(road.via))


def _exposure(
    reading: Reading, months: tuple[date, ...], units: tuple[str, ...]
) -> tuple[tuple[float, ...], ...] | None:
    """The part of each road's places that news came from, month by month, smoothed over three months."""
    heard: defaultdict[date, list[frozenset[str]]] = defaultdict(list)
    for week in reading.all(HeardFrom):
        if week.week.known:
            heard[month_of(week.week.first)].append(frozenset(week.where))
    if sum(month in heard for month in months) < HEARD_OFTEN * len(months):
        return None
    columns = [list(_share(heard, months, _places(reading, frozenset({unit})))) for unit in units]
    return tuple(zip(*(_smooth(column) for column in columns), strict=True))


def _share(
    heard: defaultdict[date, list[frozenset[str]]], months: tuple[date, ...], places: set[str]
) -> Iterator[float]:
    for month in months:
        weeks = heard.get(month, [])
        told = sum(len(week & places) for week in weeks)
        yield (told + 0.5) / (len(weeks) * len(places) + 1)


def _smooth(values: list[float]) -> list[float]:
    near = (values[max(n - 1, 0) : n + 2] for n in range(len(values)))
    return [sum(some) / len(some) for some in near]
