"""What may leave in a file: events by week and road (or town), never one by one, never fewer than three.

Only whole cells are chosen, by period and road: choosing by kind or state would let two files be set against each other
(domain notes §6.3). Weeks that some readers may not see yet are in nobody's file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from toguna.base.text import Text
from toguna.domain.places import Place, Road
from toguna.domain.visibility import Row, Rule, rule
from toguna.server.queries.incident_cuts import cuts, period, settled, table
from toguna.server.queries.incident_pages import Asked, by_month, counts_only
from toguna.server.queries.incidents import IN_AREA, all_wheres, spots_shown
from toguna.server.queries.naming import spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import FEWEST, month_end

THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Cell:
    """The events of one week on one road or in one town; of one month in the framework's area where no place may be
    named. `line` holds the road's places, longitude first; one point for a town.
    """

    first: date
    last: date
    spots: tuple[str, ...]
    where: Text
    events: int
    line: tuple[tuple[float, float], ...]


def exports(reading: Reading) -> str:
    """What this reader may take along: `file`, `print` (the page on paper), or `nothing`."""
    return {Rule.COUNTS: "file", Rule.PRINTED: "print"}.get(rule(reading.reader, Row.EXPORT), "nothing")


def cells(reading: Reading, asked: Asked) -> list[Cell]:
    """The cells of the file; those with fewer events than may be told are not in it."""
    if exports(reading) != "file":
        return []
    if counts_only(reading):
        return _released(reading, asked)
    found: Counter[tuple[date, date, tuple[str, ...]]] = Counter()
    places = all_wheres(reading)
    for cut in cuts(reading):
        # In a file nobody's point is finer than the week and the road.
        shown = "segment" if cut.shown == "point" else cut.shown
        rows = table(reading).filter(cut.where, last_day__lte=settled(reading))
        held = rows.values_list("first_day", "last_day", "wheres").annotate(n=Sum("events"))
        for first, last, wheres, number in held:
            spots = spots_shown(reading, places.get(wheres, ()), shown)
            span = shown if spots else "cercle"
            start, end = period(span, first)[0], period(span, last)[1]
            if end <= settled(reading) and _asked_for(asked, start, end, spots):
                found[start, end, spots] += number
    out = [_cell(reading, *key, number) for key, number in found.items() if number >= FEWEST]
    return sorted(out, key=lambda cell: (cell.first, cell.spots), reverse=True)


def _released(reading: Reading, asked: Asked) -> list[Cell]:
    """The months that the page tells, with the same numbers: page and file set against each other tell nothing."""
    rows = [(row.month, month_end(row.month), row.dated) for row in by_month(reading)]
    return [
        _cell(reading, first, last, (), number)
        for first, last, number in reversed(rows)
        if number is not None and _asked_for(Asked(first=asked.first, last=asked.last), first, last, ())
    ]


def _asked_for(asked: Asked, start: date, end: date, spots: tuple[str, ...]) -> bool:
    within = (asked.first is None or end >= asked.first) and (asked.last is None or start <= asked.last)
    return within and (not asked.road or asked.road in spots)


def _cell(reading: Reading, first: date, last: date, spots: tuple[str, ...], number: int) -> Cell:
    where = spot_names(reading, spots) if spots else IN_AREA
    return Cell(first, last, spots, where, number, _line(reading, spots[0]) if spots else ())


def _line(reading: Reading, spot: str) -> tuple[tuple[float, float], ...]:
    road, places = reading.by_id(Road).get(spot), reading.by_id(Place)
    held: list[Any] = [places.get(one) for one in (road.via if road else (spot,))]
    return tuple(
        (place.lon / THOUSANDTHS, place.lat / THOUSANDTHS)
        for place in held
        if place is not None and place.lat is not None and place.lon is not None
    )
