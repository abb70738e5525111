"""Web Mercator as tiles use it: the world is a square of side 1, x to the east, y to the south, cut in 2^z × 2^z tiles.

>>> world(0.0, 0.0)
(0.5, 0.5)
>>> Tile(1, 0, 0).box()
(0.0, 0.0, 0.5, 0.5)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, cos, degrees, log, pi, radians, sinh, tan
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text

MAX_LATITUDE: Final = 85.0511287798066
MAX_ZOOM: Final = 14
EXTENT: Final = 4096
"""Steps along a tile's side."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class NoSuchTile(InputError):
    """The address names no tile."""

    code = "no-such-tile"
    text = Text(
        fr="La carte n’a pas de tuile {z}/{x}/{y}. Les niveaux vont de 0 à {deepest}. Recharger la carte.",
        en="The map has no tile {z}/{x}/{y}. Levels go from 0 to {deepest}. Load the map again.",
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """The address of a tile: zoom, column from the west, row from the north.

    Raises
    ------
    NoSuchTile
    """

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not (0 <= self.z <= MAX_ZOOM and 0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z):
            raise NoSuchTile(z=self.z, x=self.x, y=self.y, deepest=MAX_ZOOM)

    def box(self) -> Box:
        """West, north, east, south in the unit square."""
        side = 1 / (1 << self.z)
        return self.x * side, self.y * side, (self.x + 1) * side, (self.y + 1) * side

    def steps(self, point: Point) -> Point:
        """A point of the unit square in steps from the tile's north-west corner; outside, below 0 or above EXTENT."""
        scale = EXTENT * (1 << self.z)
        return point[0] * scale - self.x * EXTENT, point[1] * scale - self.y * EXTENT


def world(lon: float, lat: float) -> Point:
    """Degrees as a point of the unit square; latitudes beyond the map's edge are drawn on it."""
    held = radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, lat)))
    return lon / 360 + 0.5, 0.5 - log(tan(held) + 1 / cos(held)) / (2 * pi)


def degrees_of(point: Point) -> tuple[float, float]:
    """A point of the unit square as longitude and latitude."""
    return (point[0] - 0.5) * 360, degrees(atan(sinh((0.5 - point[1]) * 2 * pi)))


def tile_at(z: int, lon: float, lat: float) -> Tile:
    """The tile that holds a place."""
    side = 1 << z
    x, y = world(lon, lat)
    return Tile(z, min(max(int(x * side), 0), side - 1), min(max(int(y * side), 0), side - 1))
