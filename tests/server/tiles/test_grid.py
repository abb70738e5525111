"""Squares: every place in one only, few in none."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toguna.server.tiles.grid import DEEPER, FEWEST, features, squares
from toguna.server.tiles.mercator import Tile, tile_at, world
from toguna.server.tiles.mvt import encode

from .decoder import decode

PLACES = st.lists(st.tuples(st.tuples(st.floats(0, 0.999), st.floats(0, 0.999)), st.integers(1, 5)), max_size=30)


@given(PLACES, st.integers(0, 4))
def test_every_place_is_counted_once_over_all_tiles(held, z):
    side = 1 << z
    total = sum(sum(squares(Tile(z, x, y), held, fewest=1).values()) for x in range(side) for y in range(side))
    assert total == sum(count for _, count in held)


@given(PLACES, st.integers(0, 4))
def test_a_square_is_the_tile_three_levels_deeper(held, z):
    by_hand = Counter()
    for (x, y), count in held:
        by_hand[int(x * 2 ** (z + DEEPER)), int(y * 2 ** (z + DEEPER))] += count
    found = {}
    for column, row in {(int(x * 2**z), int(y * 2**z)) for (x, y), _ in held}:
        for square, n in squares(Tile(z, column, row), held).items():
            found[column * 8 + square[0], row * 8 + square[1]] = n
    assert found == {square: n for square, n in by_hand.items() if n >= FEWEST}


def test_fewer_than_three_are_not_shown():
    place = world(-3.0, 16.8)
    tile = tile_at(6, -3.0, 16.8)
    assert encode({"grid": features(tile, [(place, 2)])}) == b""
    (one,) = decode(encode({"grid": features(tile, [(place, 2), (place, 1)])}))["grid"]
    assert one["properties"] == {"n": 3} and one["type"] == 3
    ((*corners, _),) = one["parts"]
    assert {abs(a - b) for (a, _), (b, _) in pairwise(corners)} == {0, 512}
