"""Clipping and simplifying, by hand and by property."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toguna.server.tiles.clip import apart, bounds, clip_line, clip_ring, inside
from toguna.server.tiles.simplify import simplify

BOX = (0.0, 0.0, 10.0, 10.0)
POINT = st.tuples(st.integers(-20, 30).map(float), st.integers(-20, 30).map(float))
LINE = st.lists(POINT, min_size=2, max_size=15)


def test_a_line_through_the_box():
    assert clip_line([(-5, 5), (15, 5)], BOX) == [[(0, 5), (10, 5)]]
    assert clip_line([(-5, 20), (15, 20)], BOX) == []
    assert clip_line([(-5, 5), (5, 5), (5, 15)], BOX) == [[(0, 5), (5, 5), (5, 10)]]


def test_a_line_that_touches_a_corner_only_is_nothing():
    assert clip_line([(-1, 1), (1, -1)], BOX) == []


@given(LINE)
def test_pieces_lie_inside_and_on_the_line(line):
    slack = (BOX[0] - 1e-9, BOX[1] - 1e-9, BOX[2] + 1e-9, BOX[3] + 1e-9)
    for piece in clip_line(line, BOX):
        assert len(piece) > 1 and all(inside(point, slack) for point in piece)
    if all(inside(point, BOX) for point in line) and all(a != b for a, b in pairwise(line)):
        assert clip_line(line, BOX) == [line]


def test_a_ring_around_the_box_becomes_the_box():
    ring = clip_ring([(-5, -5), (20, -5), (20, 20), (-5, 20)], BOX)
    assert set(ring) == {(0, 0), (10, 0), (10, 10), (0, 10)}


@given(LINE)
def test_a_cut_ring_lies_inside(ring):
    assert all(inside(point, BOX) for point in clip_ring(ring, BOX))


def test_boxes_apart():
    assert apart(bounds([(0, 0), (1, 1)]), bounds([(2, 0), (3, 1)]))
    assert not apart(bounds([(0, 0), (2, 2)]), bounds([(2, 2), (3, 3)]))


def test_a_straight_line_keeps_its_ends_only():
    assert simplify([(float(n), 0.0) for n in range(50_000)], 0.1) == [(0.0, 0.0), (49_999.0, 0.0)]


@given(LINE, st.floats(0.01, 5))
def test_nothing_left_out_lies_far_from_what_is_drawn(line, tolerance):
    kept = simplify(line, tolerance)
    assert kept[0] == line[0] and kept[-1] == line[-1]
    for x, y in line:
        nearest = min(distance((x, y), one, two) for one, two in pairwise(kept))
        assert nearest <= tolerance + 1e-9


def distance(point, one, two):
    (px, py), (ax, ay), (bx, by) = point, one, two
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0 if length == 0 else max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return ((px - ax - share * (bx - ax)) ** 2 + (py - ay - share * (by - ay)) ** 2) ** 0.5
