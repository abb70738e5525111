"""Cover as a page draws it: a letter and a pattern for each level, so that black and white is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.text import Text
from toguna.server.queries.cover import Cell
from toguna.server.queries.roads import RoadCover, Run, Stretch

LETTERS = {"regular": "R", "light": "L", "unknown": "?", "none": "–", "hidden": "·"}
HALF_DAY_WIDTH, HEIGHT = 10, 20


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
    middle: int
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
    """A day of the calendar: morning and afternoon; None outside the period."""

    day: date
    halves: tuple[Mark, ...]
    shown: bool


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


def road_strips(road: RoadCover, today: date) -> RoadStrips:
    """The road with letters, bars and words."""
    weeks = tuple(cell.start for cell in road.stretches[0].weeks) if road.stretches else ()
    return RoadStrips(road.road, road.name, weeks, tuple(_stretch(s, today) for s in road.stretches))


def _stretch(stretch: Stretch, today: date) -> StretchStrip:
    ahead = [run for run in stretch.runs() if run.last >= today]
    bars = tuple(_bars(ahead))
    return StretchStrip(
        stretch.name,
        stretch.whole,
        tuple(_mark(cell) for cell in stretch.weeks),
        bars,
        sum(bar.width for bar in bars),
        tuple(_spoken(ahead)),
        tuple(_calendar(stretch.half_days, today)),
    )


def _mark(cell: Cell) -> Mark:
    level = cell.level or "hidden"
    return Mark(cell.start, LETTERS[level], level, cell.basis, cell.uncertain, cell.in_gap)


def _run_mark(run: Run) -> Mark:
    return Mark(run.first, LETTERS[run.level], run.level, run.basis, run.uncertain, run.in_gap)


def _bars(runs: Iterable[Run]) -> Iterable[Bar]:
    x = 0
    for run in runs:
        width = run.half_days * HALF_DAY_WIDTH
        yield Bar(x, width, x + width // 2, _run_mark(run))
        x += width


def _spoken(runs: list[Run]) -> Iterable[Spoken]:
    for n, run in enumerate(runs):
        last = n == len(runs) - 1
        key = "roads.run-from" if last else "roads.run-one" if run.first == run.last else "roads.run"
        yield Spoken(key, run.first, run.last, _run_mark(run))


def _calendar(cells: tuple[Cell, ...], today: date) -> Iterable[tuple[date, tuple[DayMarks | None, ...]]]:
    """Weeks from Monday to Sunday, each day with its halves."""
    if not cells:
        return
    by_day: dict[date, list[Cell]] = {}
    for cell in cells:
        by_day.setdefault(cell.start, []).append(cell)
    monday = cells[0].start - timedelta(days=cells[0].start.weekday())
    while monday <= cells[-1].start:
        week = [monday + timedelta(days=n) for n in range(7)]
        yield (
            monday,
            tuple(DayMarks(d, tuple(_mark(c) for c in by_day[d]), d == today) if d in by_day else None for d in week),
        )
        monday += timedelta(days=7)
