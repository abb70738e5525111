"""What is encoded is decoded equal, by a reader that knows the specification only."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toguna.server.tiles.mvt import BUFFER, EXTENT, area, encode, lines, points, signed_area

from .decoder import decode

STEP = st.integers(-BUFFER, EXTENT + BUFFER)
INSIDE = st.tuples(STEP, STEP)
ANYWHERE = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
VALUES = st.text(max_size=20) | st.integers(-(2**62), 2**62) | st.booleans() | st.floats(allow_nan=False)
PROPERTIES = st.dictionaries(st.text(max_size=8), VALUES, max_size=4)


def test_the_example_of_the_specification():
    # §4.3.5.1: MoveTo(25, 17) is [9, 50, 34].
    tile = encode({"a": [points([(25, 17)])]})
    assert bytes([9, 50, 34]) in tile
    # §4.3.5.4: a line (2,2) (2,10) (10,10) is [9 4 4 18 0 16 16 0].
    assert bytes([9, 4, 4, 18, 0, 16, 16, 0]) in encode({"a": [lines([[(2, 2), (2, 10), (10, 10)]])]})
    # §4.3.5.6: an area (3,6) (8,12) (20,34) is [9 6 12 18 10 12 24 44 15].
    assert bytes([9, 6, 12, 18, 10, 12, 24, 44, 15]) in encode({"a": [area([[(3, 6), (8, 12), (20, 34), (3, 6)]])]})


def test_nothing_is_no_bytes():
    assert encode({}) == b""
    assert encode({"a": [], "b": [points([(9999, 9999)])], "c": [lines([[(0, 0), (0.2, 0.3)]])]}) == b""


@given(st.lists(st.tuples(st.lists(INSIDE, min_size=1, max_size=5), PROPERTIES), max_size=6))
def test_points_come_back_equal(held):
    found = decode(encode({"spots": [points(shape, properties) for shape, properties in held]})).get("spots", [])
    assert [[part[0] for part in one["parts"]] for one in found] == [shape for shape, _ in held]
    assert [one["properties"] for one in found] == [properties for _, properties in held]


def test_true_one_and_one_point_nought_stay_apart():
    held = {"a": True, "b": 1, "c": 1.0, "d": "1"}
    (found,) = decode(encode({"x": [points([(1, 1)], held)]}))["x"]
    assert {name: (type(value), value) for name, value in found["properties"].items()} == {
        name: (type(value), value) for name, value in held.items()
    }


@given(st.lists(INSIDE, min_size=2, max_size=12))
def test_a_line_inside_comes_back_without_its_standstills(line):
    kept = [line[0], *(two for one, two in pairwise(line) if one != two)]
    found = decode(encode({"roads": [lines([line])]})).get("roads", [])
    assert [one["parts"] for one in found] == ([[kept]] if len(kept) > 1 else [])


@given(st.lists(st.lists(ANYWHERE, min_size=0, max_size=8), max_size=4))
def test_lines_from_anywhere_stay_within_the_margin(held):
    for one in decode(encode({"roads": [lines(held)]})).get("roads", []):
        assert all(len(part) > 1 for part in one["parts"])
        assert all(-BUFFER <= c <= EXTENT + BUFFER for part in one["parts"] for point in part for c in point)


@given(st.lists(st.lists(ANYWHERE, min_size=0, max_size=9), min_size=1, max_size=3))
def test_areas_from_anywhere_are_closed_turn_right_and_stay_within_the_margin(rings):
    for one in decode(encode({"areas": [area(rings)]})).get("areas", []):
        turns = [signed_area(part[:-1]) for part in one["parts"]]
        assert turns[0] > 0 and all(turn < 0 for turn in turns[1:])
        assert all(part[0] == part[-1] and len(part) > 3 for part in one["parts"])
        assert all(-BUFFER <= c <= EXTENT + BUFFER for part in one["parts"] for point in part for c in point)


def test_an_area_larger_than_the_tile_fills_it():
    (one,) = decode(encode({"land": [area([[(-9e4, -9e4), (9e4, -9e4), (9e4, 9e4), (-9e4, 9e4)]])]}))["land"]
    assert signed_area(one["parts"][0][:-1]) == 2 * (EXTENT + 2 * BUFFER) ** 2


def test_a_hole_is_kept_and_turns_the_other_way():
    outer = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
    hole = [(200, 200), (400, 200), (400, 400), (200, 400)]
    for one in (hole, hole[::-1]):
        (found,) = decode(encode({"lake": [area([outer, one])]}))["lake"]
        assert [signed_area(part[:-1]) for part in found["parts"]] == [2_000_000, -80_000]


def test_a_line_that_leaves_and_returns_is_two_pieces():
    (one,) = decode(encode({"road": [lines([[(100, 100), (100, -900), (300, -900), (300, 100)]])]}))["road"]
    assert one["parts"] == [[(100, 100), (100, -BUFFER)], [(300, -BUFFER), (300, 100)]]


def test_large_moves_and_ids_take_several_bytes():
    from toguna.server.tiles.mvt import Feature

    (one,) = decode(encode({"x": [Feature("point", [[(4096, 4096), (0, 0)]], {}, 2**53)]}))["x"]
    assert one["id"] == 2**53 and one["parts"] == [[(4096, 4096)], [(0, 0)]]
