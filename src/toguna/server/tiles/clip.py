"""Cutting lines and areas to a box. Outside a margin around the tile nothing is sent; what crosses it is cut there.

Lines: Liang and Barsky (1984), ACM TOG 3(1). Rings: Sutherland and Hodgman (1974), CACM 17(1); edges that it lays
along the box lie in the margin and are not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from toguna.server.tiles.mercator import Box, Point

Line = Sequence[Point]


def inside(point: Point, box: Box) -> bool:
    """Whether the box holds the point, its edges included."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def bounds(points: Line) -> Box:
    """The smallest box around some points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def apart(one: Box, two: Box) -> bool:
    """Whether two boxes share no point."""
    return one[2] < two[0] or two[2] < one[0] or one[3] < two[1] or two[3] < one[1]


def clip_line(line: Line, box: Box) -> list[list[Point]]:
    """The pieces of a line inside the box, in order; a piece that only touches it is left out."""
    pieces: list[list[Point]] = []
    for one, two in pairwise(line):
        cut = _piece(one, two, box)
        if cut is None or cut[0] == cut[1]:
            continue
        if pieces and pieces[-1][-1] == cut[0]:
            pieces[-1].append(cut[1])
        else:
            pieces.append([cut[0], cut[1]])
    return pieces


def _piece(one: Point, two: Point, box: Box) -> tuple[Point, Point] | None:
    dx, dy = two[0] - one[0], two[1] - one[1]
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, one[0] - box[0]), (dx, box[2] - one[0]), (-dy, one[1] - box[1]), (dy, box[3] - one[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
        if enter > leave:
            return None
    start = one if enter == 0 else (one[0] + enter * dx, one[1] + enter * dy)
    end = two if leave == 1 else (one[0] + leave * dx, one[1] + leave * dy)
    return start, end


def clip_ring(ring: Line, box: Box) -> list[Point]:
    """A ring (its first point not repeated) cut to the box; empty where nothing of it is left."""
    held = list(ring)
    sides: tuple[tuple[Callable[[Point], float], int, float], ...] = (
        (lambda p: p[0] - box[0], 0, box[0]),
        (lambda p: box[2] - p[0], 0, box[2]),
        (lambda p: p[1] - box[1], 1, box[1]),
        (lambda p: box[3] - p[1], 1, box[3]),
    )
    for depth, axis, edge in sides:
        held = _cut(held, depth, axis, edge)
        if len(held) < 3:
            return []
    return held


def _cut(ring: list[Point], depth: Callable[[Point], float], axis: int, edge: float) -> list[Point]:
    out: list[Point] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, is_ = depth(before), depth(point)
        if (was < 0) != (is_ < 0):
            share = was / (was - is_)
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            # Exactly on the edge, whatever rounding does: what is cut never reaches outside.
            out.append((edge, other) if axis == 0 else (other, edge))
        if is_ >= 0:
            out.append(point)
    return out
