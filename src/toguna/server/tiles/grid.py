"""Counting in squares, for a map seen from far: what is fewer than `FEWEST` in a square is not shown.

Squares are those of the Mercator tiles three levels deeper: 64 in each tile, each in one tile only, so that nothing is
counted twice at a seam.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from toguna.server.tiles.mercator import EXTENT, Point, Tile
from toguna.server.tiles.mvt import Feature, area

FEWEST: Final = 3
"""The least count that is shown (domain notes §6.3)."""
DEEPER: Final = 3
_SIDE: Final = EXTENT >> DEEPER


def squares(tile: Tile, held: Iterable[tuple[Point, int]], fewest: int = FEWEST) -> dict[tuple[int, int], int]:
    """Column and row of each square of a tile with what it counts, of places in the unit square with their counts."""
    found: Counter[tuple[int, int]] = Counter()
    for place, count in held:
        x, y = tile.steps(place)
        if 0 <= x < EXTENT and 0 <= y < EXTENT:
            found[int(x) // _SIDE, int(y) // _SIDE] += count
    return {square: count for square, count in sorted(found.items()) if count >= fewest}


def features(tile: Tile, held: Iterable[tuple[Point, int]], fewest: int = FEWEST) -> list[Feature]:
    """The squares of a tile as areas with `n`, what each counts."""
    return [area([_ring(column, row)], {"n": n}) for (column, row), n in squares(tile, held, fewest).items()]


def _ring(column: int, row: int) -> list[Point]:
    west, north = column * _SIDE, row * _SIDE
    east, south = west + _SIDE, north + _SIDE
    return [(west, north), (east, north), (east, south), (west, south)]
