"""Incidents on a map, no finer than a reader may place them (domain notes §9.1).

Who handles an incident sees it at its named place, never at a measured point. Others see numbers on whole roads and
towns, of whole weeks, after 72 hours. Clashes and reprisals are on no map at all: they are counted beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians
from typing import Final

from django.db.models import Sum

from toguna.base.text import Text
from toguna.domain.places import Place, Road
from toguna.server.queries.incident_cuts import cuts, recent
from toguna.server.queries.incident_pages import Asked, counts_only, narrowed
from toguna.server.queries.incidents import all_wheres, spots_shown
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading

THOUSANDTHS: Final = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events a road (drawn at its middle) or a place holds, in degrees."""

    spot: str
    name: Text
    road: bool
    lon: float
    lat: float
    events: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """What a map shows; beside it, what is placed in the area only, and on places without coordinates."""

    held: tuple[Tally, ...]
    area: int
    unplaced: int


def tallies(reading: Reading, asked: Asked) -> Tallies:
    """The events asked for, by road and place as this reader is told them."""
    return recent(reading, ("tallies", asked), lambda: _tallies(reading, asked))


def _tallies(reading: Reading, asked: Asked) -> Tallies:
    if counts_only(reading):
        return Tallies((), 0, 0)
    spots, area = _counted(reading, asked)
    held = [tally for spot, number in spots.items() if (tally := _tally(reading, spot, number)) is not None]
    drawn = {tally.spot for tally in held}
    return Tallies(
        tuple(sorted(held, key=lambda one: (-one.events, one.spot))),
        area,
        sum(number for spot, number in spots.items() if spot not in drawn),
    )


def _counted(reading: Reading, asked: Asked) -> tuple[Counter[str], int]:
    places, spots, area = all_wheres(reading), Counter[str](), 0
    for cut in cuts(reading):
        rows = narrowed(reading, cut, asked).values_list("wheres", "near").annotate(n=Sum("events"))
        for wheres, near, number in rows:
            told = spots_shown(reading, places.get(wheres, ()), cut.shown)
            if cut.shown == "point" and near in reading.by_id(Place):
                told = (near,)
            if not told:
                area += number
            for spot in told:
                spots[spot] += number
    return spots, area


def _tally(reading: Reading, spot: str, number: int) -> Tally | None:
    road = reading.by_id(Road).get(spot)
    line = list(_placed(reading, road.via if road else (spot,)))
    if not line:
        return None
    lon, lat = middle(line)
    return Tally(spot, spot_name(reading, spot), road is not None, lon, lat, number)


def _placed(reading: Reading, places: tuple[str, ...]) -> Iterator[tuple[float, float]]:
    for name in places:
        held = reading.by_id(Place).get(name)
        if held is not None and held.lat is not None and held.lon is not None:
            yield held.lon / THOUSANDTHS, held.lat / THOUSANDTHS


def middle(line: list[tuple[float, float]]) -> tuple[float, float]:
    """The point half-way along a line of degrees, longitude first; the point itself for a line of one."""
    if len(line) == 1:
        return line[0]
    narrow = cos(radians(line[0][1]))
    lengths = [hypot((b[0] - a[0]) * narrow, b[1] - a[1]) for a, b in pairwise(line)]
    left = sum(lengths) / 2
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length > 0:
            share = left / length
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        left -= length
    return line[-1]
