"""Weekly indicators for reading: weapons and market, by place and week, as steps beside what is usual there; and what
people answered of the week (`heard.py`).

Two indicators that agree say more than one: `agree` is told where, in one week and place, two of the same kind speak
for tension and were asked of different functions. One alone stays one answer (domain notes §11, 22).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.indicators import Indicator, agree
from toguna.domain.visibility import level_visible
from toguna.server.queries.heard import HeardWeek, heard
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading

WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator at one place: for each of the last weeks its steps, oldest first; none where nobody was asked."""

    indicator: str
    of: str
    weeks: tuple[tuple[When, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlaceLines:
    """A place with its indicators, the weeks in which two of one kind agree, and of what; and what people answered of
    each week (nothing: nobody did).
    """

    spot: str
    name: Text
    lines: tuple[Line, ...]
    agree: tuple[tuple[When, str], ...]
    heard: tuple[tuple[When, HeardWeek], ...] = ()


def mondays(reading: Reading) -> tuple[date, ...]:
    """The weeks that are shown, by their Mondays, oldest first."""
    last = reading.today - timedelta(days=reading.today.weekday())
    return tuple(last - timedelta(days=7 * n) for n in reversed(range(WEEKS)))


def lines(reading: Reading, spots: Collection[str] | None = None) -> list[PlaceLines]:
    """Every place that was asked about in the last weeks (of these places and roads), for the members."""
    if not level_visible(reading.reader, "framework"):
        return []
    weeks = mondays(reading)
    held: defaultdict[str, list[Indicator]] = defaultdict(list)
    for one in reading.all(Indicator):
        if one.framework == reading.framework and weeks[0] <= _monday(one) <= weeks[-1]:
            held[one.spot].append(one)
    told = heard(reading, weeks)
    asked = [spot for spot in dict.fromkeys((*held, *told)) if spots is None or spot in spots]
    rows = [_place(reading, spot, held.get(spot, []), weeks, told.get(spot, ())) for spot in asked]
    return sorted(rows, key=lambda row: row.name.fr)


def week_of(monday: date) -> When:
    """The week that begins on a Monday."""
    year, week, _ = monday.isocalendar()
    return When.parse(f"{year}-W{week:02d}")


def _monday(one: Indicator) -> date:
    first = one.week.first
    return first - timedelta(days=first.weekday())


def _place(
    reading: Reading, spot: str, answers: list[Indicator], weeks: tuple[date, ...], told: tuple[HeardWeek, ...]
) -> PlaceLines:
    at: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    tense: defaultdict[tuple[date, str], list[Indicator]] = defaultdict(list)
    for one in answers:
        at[one.indicator, _monday(one)].append(one.step)
        if one.tense:
            tense[_monday(one), codes.PROXIES[one.indicator].of].append(one)
    asked = [code for code in codes.INDICATORS if any((code, week) in at for week in weeks)]
    return PlaceLines(
        spot,
        spot_name(reading, spot),
        tuple(
            Line(code, codes.PROXIES[code].of, tuple((week_of(w), tuple(at.get((code, w), ()))) for w in weeks))
            for code in asked
        ),
        tuple((week_of(week), of) for week, of in sorted(key for key, said in tense.items() if agree(said))),
        tuple(zip(map(week_of, weeks), told, strict=True)) if told else (),
    )
