"""Cover as a page draws it: a letter and a pattern for each level, so that black and white is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from types import MappingProxyType

from toguna.base.text import Text
from toguna.server.queries.cover import Cell
from toguna.server.queries.roads import RoadCover, Stretch

LETTERS = {"regular": "R", "light": "L", "planned": "P", "unknown": "?", "none": "–", "hidden": "·"}
HALF_DAY_WIDTH = 10
_NONE: Mapping[date, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: its letter, its level (also its CSS class and text key), its basis, and whether it lies in a gap."""

    start: date
    letter: str
    level: str
    basis: str
    uncertain: bool
    in_gap: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A run of half-days in a strip 10 units a half-day wide."""

    x: int
    width: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Spoken:
    """A run in words: `key` is the text that fits it."""

    key: str
    first: date
    last: date
    mark: Mark


@dataclass(frozen=True, slots=True)
class DayMarks:
    """A day of the calendar: morning and afternoon, and the incidents that this reader may date to that day."""

    day: date
    halves: tuple[Mark, ...]
    shown: bool
    incidents: int


@dataclass(frozen=True, slots=True)
class StretchStrip:
    """A stretch of a road as drawn."""

    name: Text
    whole: bool
    weeks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    width: int
    spoken: tuple[Spoken, ...]
    calendar: tuple[tuple[date, tuple[DayMarks | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class RoadStrips:
    """A road as drawn; `weeks` are the Mondays that head its columns."""

    road: str
    name: Text
    weeks: tuple[date, ...]
    stretches: tuple[StretchStrip, ...]


def road_strips(road: RoadCover, today: date, incidents: Mapping[date, int] = _NONE) -> RoadStrips:
    """The road with letters, bars and words; `incidents` by day, for its calendar."""
    weeks = tuple(cell.start for cell in road.stretches[0].weeks) if road.stretches else ()
    return RoadStrips(road.road, road.name, weeks, tuple(_stretch(s, today, incidents) for s in road.stretches))


def _stretch(stretch: Stretch, today: date, incidents: Mapping[date, int]) -> StretchStrip:
    runs = list(_runs(cell for cell in stretch.half_days if cell.start >= today))
    return StretchStrip(
        stretch.name,
        stretch.whole,
        tuple(_mark(cell) for cell in stretch.weeks),
        tuple(_bars(runs)),
        HALF_DAY_WIDTH * sum(len(run) for run in runs),
        tuple(_spoken(runs)),
        tuple(_calendar(stretch.half_days, today, incidents)),
    )


def _mark(cell: Cell) -> Mark:
    level = cell.level or "hidden"
    if level == "unknown" and cell.basis == "planned":
        level = "planned"
    return Mark(cell.start, LETTERS[level], level, cell.basis, cell.uncertain, cell.in_gap)


def _runs(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Half-days in a row that read alike."""
    for _, group in groupby(cells, key=lambda c: (c.level, c.basis, c.uncertain, c.in_gap)):
        yield list(group)


def _bars(runs: list[list[Cell]]) -> Iterator[Bar]:
    x = 0
    for run in runs:
        yield Bar(x, len(run) * HALF_DAY_WIDTH, _mark(run[0]))
        x += len(run) * HALF_DAY_WIDTH


def _spoken(runs: list[list[Cell]]) -> Iterator[Spoken]:
    for n, run in enumerate(runs):
        first, last = run[0].start, run[-1].start
        key = "roads.run-from" if n == len(runs) - 1 else "roads.run-one" if first == last else "roads.run"
        yield Spoken(key, first, last, _mark(run[0]))


def _calendar(
    cells: tuple[Cell, ...], today: date, incidents: Mapping[date, int]
) -> Iterator[tuple[date, tuple[DayMarks | None, ...]]]:
    """Weeks from Monday to Sunday, each day with its halves."""
    if not cells:
        return
    by_day: dict[date, list[Cell]] = {}
    for cell in cells:
        by_day.setdefault(cell.start, []).append(cell)
    monday = cells[0].start - timedelta(days=cells[0].start.weekday())
    while monday <= cells[-1].start:
        week = [monday + timedelta(days=n) for n in range(7)]
        yield monday, tuple(_day(d, by_day.get(d), d == today, incidents.get(d, 0)) for d in week)
        monday += timedelta(days=7)


def _day(day: date, cells: list[Cell] | None, shown: bool, incidents: int) -> DayMarks | None:
    return DayMarks(day, tuple(_mark(c) for c in cells), shown, incidents) if cells else None


@dataclass(frozen=True, slots=True)
class Weeks:
    """Past weeks in a row that read alike: the Mondays of the first and of the last."""

    first: date
    last: date
    mark: Mark


def week_runs(stretch: StretchStrip) -> list[Weeks]:
    """The past of a stretch, the latest first, weeks that read alike told together."""
    out = []
    for _, group in groupby(stretch.weeks, key=lambda m: (m.level, m.basis, m.uncertain, m.in_gap)):
        run = list(group)
        out.append(Weeks(run[0].start, run[-1].start, run[0]))
    return out[::-1]
