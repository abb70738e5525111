"""The framework's roads and the places along them, for a schematic map: open to all, since nothing that happened is on
it (domain notes §9.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.places import Place
from toguna.server.queries.axes import roads
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading

THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in degrees; `rough`: known to a few kilometres only."""

    id: str
    name: Text
    kind: str
    lat: float
    lon: float
    rough: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A road through its places in order; places without coordinates are left out."""

    road: str
    name: Text
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the map draws, and what it cannot place."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    unplaced: tuple[Text, ...]


def sketch(reading: Reading) -> Sketch:
    """The map of the framework's roads."""
    held = reading.by_id(Place)
    on_roads = list(dict.fromkeys(place for road in roads(reading) for place in road.via))
    spots = {}
    for name in on_roads:
        place = held.get(name)
        if place is not None and place.lat is not None and place.lon is not None:
            lat, lon = place.lat / THOUSANDTHS, place.lon / THOUSANDTHS
            spots[name] = Spot(name, spot_name(reading, name), place.kind, lat, lon, place.rough)
    lines = tuple(
        Line(road.id, spot_name(reading, road.id), tuple(place for place in road.via if place in spots))
        for road in roads(reading)
    )
    unplaced = tuple(spot_name(reading, name) for name in on_roads if name not in spots)
    return Sketch(tuple(spots.values()), lines, unplaced)
