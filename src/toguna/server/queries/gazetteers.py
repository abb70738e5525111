"""The gazetteer of a framework as of a day: its own places and roads, with those of the layers that it has loaded.

The framework's own come first: where a layer names the same place, its spellings and its areas are added to them. What
was put together is kept for the next question; an edition that is loaded makes another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from toguna.analysis.where import Gazetteer, Line, Named, Road
from toguna.analysis.where.spelling import fold
from toguna.domain import places
from toguna.server.queries.reading import Reading

THOUSANDTHS: Final = 1000
ROUGH_M: Final = 8_000.0
_REACH: Final = {"city": 3_000.0, "town": 2_000.0}
_KEPT: Final = 4
_GAZETTEERS: dict[object, Gazetteer] = {}


def gazetteer(reading: Reading, on: date | None = None) -> Gazetteer:
    """What a phrase may name, on a day (the reading's, where none is given)."""
    own, roads = reading.all(places.Place), _roads(reading)
    key = (own, roads, on or reading.today)
    if key not in _GAZETTEERS:
        while len(_GAZETTEERS) >= _KEPT:
            _GAZETTEERS.pop(next(iter(_GAZETTEERS)))
        _GAZETTEERS[key] = _made(reading, own, roads)
    return _GAZETTEERS[key]


def _roads(reading: Reading) -> tuple[places.Road, ...]:
    return tuple(road for road in reading.all(places.Road) if road.framework in (None, reading.framework))


def _made(reading: Reading, own: Iterable[places.Place], roads: Iterable[places.Road]) -> Gazetteer:
    named = {one.id: one for place in own if (one := _named(place)) is not None}
    lines = tuple(line for road in roads if (line := _line(road, named)) is not None)
    return Gazetteer(tuple(named.values()), lines, reading.framework)


def _named(place: places.Place) -> Named | None:
    """A place of the register; None where it has no position."""
    if place.lat is None or place.lon is None:
        return None
    names = (place.name.fr or place.name.en or "", place.name.en or place.name.fr or "")
    areas = [name for name in (place.cercle.fr, place.cercle.en) if name] if place.cercle else []
    return Named(
        *(place.id, names, place.lon / THOUSANDTHS, place.lat / THOUSANDTHS),
        rank={"city": 1, "town": 2}.get(place.kind, 3),
        radius_m=ROUGH_M if place.rough else _REACH.get(place.kind, 1_500.0),
        within=frozenset([*map(fold, areas), *([place.adm1] if place.adm1 else [])]),
        inside=tuple(areas[:1]),
        own=True,
    )


def _line(road: places.Road, named: Mapping[str, Named]) -> Road | None:
    """A road of the register: straight from place to place, of the length that its sources report."""
    via = [place for place in road.via if place in named]
    if len(via) < 2:
        return None
    line = Line.through([named[place].point for place in via])
    whole = via[0] == road.via[0] and via[-1] == road.via[-1]
    said = 1000.0 * sum(road.length_km) / len(road.length_km) if road.length_km and whole else None
    return Road(
        road.id, (), line, tuple(via), tuple(zip(via, line.reached, strict=True)), said, straight=True, own=True
    )
