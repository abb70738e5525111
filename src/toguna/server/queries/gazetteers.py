"""The gazetteer of a framework as of a day: its own places and roads, with those of the layers that it has loaded.

The framework's own come first: where a layer names the same place, its spellings and its areas are added to them. What
was put together is kept for the next question; an edition that is loaded makes another, and `as_of` finds the old one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

import msgspec
from django.conf import settings

from toguna.analysis.where import Gazetteer, Line, Named, Road
from toguna.analysis.where.joining import joined, on_roads
from toguna.analysis.where.spelling import fold
from toguna.domain import places
from toguna.server.layers import store
from toguna.server.layers.rows import Feature
from toguna.server.queries.layer_shapes import area_of, lines_of
from toguna.server.queries.reading import Reading

THOUSANDTHS: Final = 1000
PROVIDER: Final = "gazetteer"
ROUGH_M: Final = 8_000.0
_REACH: Final = {"city": 3_000.0, "town": 2_000.0}
_KEPT: Final = 4
_ONE_AT_A_TIME: Final = Lock()
_GAZETTEERS: dict[object, Gazetteer] = {}
_EDITIONS: dict[object, Edition] = {}


@dataclass(frozen=True)
class Edition:
    """What the gazetteer layers held on a day: their rows, the days on which a name begins or ends to be valid, and
    how the versions are called.
    """

    rows: tuple[tuple[str, Feature, dict[str, Any]], ...]
    turns: tuple[str, ...]
    version: str


def gazetteer(reading: Reading, on: date | None = None) -> Gazetteer:
    """What a phrase may name, on a day (the reading's, where none is given)."""
    own, roads = reading.all(places.Place), _roads(reading)
    edition = _edition(reading)
    day = (on or reading.today).isoformat()
    key = (reading.framework, own, roads, edition.version, bisect_right(edition.turns, day))
    return _kept(_GAZETTEERS, key, lambda: _made(reading, own, roads, edition, day))


def _kept(held: dict[object, Any], key: object, make: Any) -> Any:
    """The answer kept for a key; the oldest goes when there are too many."""
    with _ONE_AT_A_TIME:
        if key not in held:
            while len(held) >= _KEPT:
                del held[next(iter(held))]
            held[key] = make()
        return held[key]


def _roads(reading: Reading) -> tuple[places.Road, ...]:
    return tuple(road for road in reading.all(places.Road) if road.framework in (None, reading.framework))


def _edition(reading: Reading) -> Edition:
    """The gazetteer layers as they were held on the day asked about."""
    with store.to_read(settings.HOME) as held:
        if held is None:
            return Edition((), (), "")
        layers = [one for one in store.layers(held, reading.as_of) if one[3] == PROVIDER]
        loads = [store.loads(held, number, reading.as_of)[0] for number, *_ in layers]
        names = [
            f"{layer[1]} {load.file.edition or load.day}#{load.file.sha256[:8]}"
            for layer, load in zip(layers, loads, strict=True)
        ]
        key = (str(settings.HOME.layers), tuple((load.id, load.file.sha256) for load in loads))

        def make() -> Edition:
            rows = tuple(
                (name, row, msgspec.json.decode(row.properties))
                for number, name, *_ in layers
                for row in store.held_rows(held, Feature, number, reading.as_of)
            )
            days = {told.get(key) for *_, told in rows for key in ("valid_from", "valid_to")} - {None}
            return Edition(rows, tuple(sorted(days)), "; ".join(names))

        edition: Edition = _kept(_EDITIONS, key, make)
        return edition


def _made(
    reading: Reading,
    own: Iterable[places.Place],
    roads: Iterable[places.Road],
    edition: Edition,
    day: str,
) -> Gazetteer:
    rows = [row for row in edition.rows if row[2].get("valid_from", "") <= day < row[2].get("valid_to", "9999")]
    ours = {one.id: one for place in own if (one := _named(place)) is not None}
    theirs = [_entry(*row) for row in rows if row[2]["level"] < 4 or row[1].type == "Point"]
    named, same = joined([*ours.values(), *theirs])
    held = {one.id: one for one in named}
    lines = [line for road in roads if (line := _line(road, {one: held[same[one]] for one in ours})) is not None]
    mapped = [road for row in rows if "LineString" in row[1].type for road in lines_of(*row)]
    placed, crossings = on_roads(mapped, named)
    version = f"{reading.framework}; {edition.version}" if edition.version else reading.framework
    return Gazetteer((*named, *crossings), (*lines, *placed), version)


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


def _entry(layer: str, row: Feature, told: dict[str, Any]) -> Named:
    """A place or an area of a layer."""
    areas = [told[key] for key in ("commune", "cercle", "region") if key in told]
    codes = [told[key] for key in ("parent", "cercle_pcode", "region_pcode") if key in told]
    lon, lat, reach = area_of(row)
    return Named(
        *(row.id, tuple(told["names"]), lon, lat, told["level"], told["rank"]),
        radius_m=1000.0 * told["reach_km"] if "reach_km" in told else max(reach, 1_500.0),
        within=frozenset([*map(fold, areas), *codes]),
        inside=tuple(areas[:2]),
        code=told.get("code"),
        layer=layer,
        minor=told.get("minor", False),
    )


def _line(road: places.Road, named: Mapping[str, Named]) -> Road | None:
    """A road of the register: straight from place to place, of the length that its sources report."""
    via = [place for place in road.via if place in named]
    if len(via) < 2:
        return None
    line = Line.through([named[place].point for place in via])
    whole = via[0] == road.via[0] and via[-1] == road.via[-1]
    said = 1000.0 * sum(road.length_km) / len(road.length_km) if road.length_km and whole else None
    stops = tuple((named[place].id, at) for place, at in zip(via, line.reached, strict=True))
    return Road(road.id, (), line, tuple(stop for stop, _ in stops), stops, said, straight=True, own=True)
