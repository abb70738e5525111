"""Fewer points for the same course: Douglas and Peucker (1973), without recursion: no input is too long for it."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.server.tiles.mercator import Point


def simplify(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with no point left out that lies farther than `tolerance` from what is drawn; both ends stay."""
    if len(line) < 3:
        return list(line)
    kept = bytearray(len(line))
    kept[0] = kept[-1] = 1
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = tolerance * tolerance, 0
        for index in range(first + 1, last):
            distance = _squared_distance(line[index], line[first], line[last])
            if distance > far:
                far, at = distance, index
        if at:
            kept[at] = 1
            waiting += [(first, at), (at, last)]
    return [point for point, keep in zip(line, kept, strict=True) if keep]


def _squared_distance(point: Point, one: Point, two: Point) -> float:
    """From a point to a stretch, squared."""
    dx, dy = two[0] - one[0], two[1] - one[1]
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length
    share = max(0.0, min(1.0, share))
    x, y = point[0] - one[0] - share * dx, point[1] - one[1] - share * dy
    return x * x + y * y
