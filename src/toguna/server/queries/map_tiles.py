"""The moving map's vector tiles, cut to the reader before anything is drawn (domain notes §9.1).

Layers: `base_*` (imported maps, open to all who read), `roads`, `places`, and `tallies` (numbers on roads and places)
or, from far, `squares` that count at least three events.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final, TypeVar

from django.conf import settings

from toguna.server.queries.incident_pages import Asked
from toguna.server.queries.layer_rows import Layer, MapFeature, features, layers
from toguna.server.queries.maps import Tallies, tallies
from toguna.server.queries.reading import Reading
from toguna.server.queries.sketch import Sketch, sketch
from toguna.server.tiles import grid, mvt
from toguna.server.tiles.mercator import Tile, degrees_of, world
from toguna.server.tiles.simplify import simplify

SQUARES_BELOW: Final = 6
_MARGIN: Final = 0.02
_ROUGH: Final = 3.0
T = TypeVar("T")


class _Kept:
    """The last answers by everything they depend on; whoever asks for one that is being made waits for it."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, threading.Lock()
        self._held: OrderedDict[Hashable, Any] = OrderedDict()

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        with self._lock:
            if key not in self._held:
                self._held[key] = make()
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
            self._held.move_to_end(key)
            found: T = self._held[key]
            return found


_COUNTED, _BASES, _DRAWN = _Kept(64), _Kept(512), _Kept(1024)


def base_maps(reading: Reading) -> list[Layer]:
    """The imported maps; those of today on whatever day: a background says nothing of what was known."""
    return [layer for layer in layers(_now(reading)) if layer.holds == "feature"]


def _now(reading: Reading) -> Reading:
    return Reading(reading.register, reading.framework, reading.mode, reading.reader, None, reading.today)


def tile(reading: Reading, state: Hashable, asked: Asked, at: Tile, lang: str) -> bytes:
    """One tile for this reader; `state` names all that the records depend on."""
    key = (state, reading.as_of, reading.today, reading.reader, asked)
    held, base = _COUNTED.recall(key, lambda: (tallies(reading, asked), sketch(reading)))
    bases = tuple((layer.name, layer.sha256) for layer in base_maps(reading))
    return _DRAWN.recall((*key, bases, at, lang), lambda: _tile(reading, held, base, at, lang))


def _tile(reading: Reading, held: Tallies, base: Sketch, at: Tile, lang: str) -> bytes:
    drawn = {f"base_{layer.name}": _drawn(reading, layer, at) for layer in base_maps(reading)}
    drawn["roads"] = list(_roads(base, at, lang))
    drawn["places"] = list(_places(base, at, lang))
    if at.z < SQUARES_BELOW:
        drawn["squares"] = grid.features(at, [(world(one.lon, one.lat), one.events) for one in held.held])
    else:
        drawn["tallies"] = list(_tallies(held, at, lang))
    return mvt.encode(drawn)


def _drawn(reading: Reading, layer: Layer, at: Tile) -> list[mvt.Feature]:
    key = (str(settings.HOME.layers), layer.name, layer.sha256, at)
    return _BASES.recall(key, lambda: list(_base(reading, layer, at)))


def _base(reading: Reading, layer: Layer, at: Tile) -> Iterator[mvt.Feature]:
    """The shapes of an imported map that touch the tile, with no more points than can be told apart."""
    west, north, east, south = at.box()
    side = (east - west) * _MARGIN
    (left, top), (right, bottom) = degrees_of((west - side, north - side)), degrees_of((east + side, south + side))
    for one in features(_now(reading), layer.name, (left, bottom, right, top)):
        yield from _shapes(one, at)


def _shapes(one: MapFeature, at: Tile) -> Iterator[mvt.Feature]:
    said: dict[str, mvt.Value] = {"name": one.name} if one.name else {}
    held: Any = one.coordinates
    match one.type:
        case "Point":
            yield mvt.points([at.steps(world(*held[:2]))], said)
        case "MultiPoint":
            yield mvt.points([at.steps(world(*point[:2])) for point in held], said)
        case "LineString":
            yield mvt.lines([_line(held, at)], said)
        case "MultiLineString":
            yield mvt.lines([_line(line, at) for line in held], said)
        case "Polygon":
            yield mvt.area([_line(ring, at) for ring in held], said)
        case "MultiPolygon":
            for rings in held:
                yield mvt.area([_line(ring, at) for ring in rings], said)


def _line(held: Any, at: Tile) -> list[tuple[float, float]]:
    return simplify([at.steps(world(*point[:2])) for point in held], _ROUGH)


def _places(base: Sketch, at: Tile, lang: str) -> Iterator[mvt.Feature]:
    for spot in base.spots:
        said: dict[str, mvt.Value] = {"name": spot.name.say(lang), "main": spot.kind in ("city", "town")}
        yield mvt.points([at.steps(world(spot.lon, spot.lat))], said)


def _tallies(held: Tallies, at: Tile, lang: str) -> Iterator[mvt.Feature]:
    for one in held.held:
        said: dict[str, mvt.Value] = {"n": one.events, "name": one.name.say(lang), "spot": one.spot, "road": one.road}
        yield mvt.points([at.steps(world(one.lon, one.lat))], said)


def _roads(base: Sketch, at: Tile, lang: str) -> Iterator[mvt.Feature]:
    spots = {spot.id: spot for spot in base.spots}
    for line in base.lines:
        points = [at.steps(world(spots[one].lon, spots[one].lat)) for one in line.via]
        if len(points) > 1:
            yield mvt.lines([points], {"name": line.name.say(lang)})
