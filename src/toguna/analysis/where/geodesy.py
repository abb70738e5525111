"""Distances and lines on the sphere, in degrees (longitude first) and metres; good to half a percent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Final

RADIUS_M: Final = 6_371_008.8
Point = tuple[float, float]


def distance_m(one: Point, two: Point) -> float:
    """Metres between two points."""
    a, b = radians(one[1]), radians(two[1])
    across = sin(radians(two[0] - one[0]) / 2)
    up = sin((b - a) / 2)
    return 2 * RADIUS_M * asin(sqrt(min(1.0, up * up + cos(a) * cos(b) * across * across)))


def bearing(one: Point, two: Point) -> float:
    """Degrees from north, clockwise, under which one sees two."""
    a, b, across = radians(one[1]), radians(two[1]), radians(two[0] - one[0])
    return degrees(atan2(sin(across) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(across))) % 360


def toward(start: Point, heading: float, metres: float) -> Point:
    """The point that far away in that direction."""
    far, head = metres / RADIUS_M, radians(heading)
    lat = radians(start[1])
    up = asin(sin(lat) * cos(far) + cos(lat) * sin(far) * cos(head))
    across = atan2(sin(head) * sin(far) * cos(lat), cos(far) - sin(lat) * sin(up))
    return start[0] + degrees(across), degrees(up)


def turned(one: float, two: float) -> float:
    """Degrees between two headings, at most 180."""
    return abs((one - two + 180) % 360 - 180)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through at least two points, with the metres from its first to each of them."""

    points: tuple[Point, ...]
    reached: tuple[float, ...]

    @classmethod
    def through(cls, points: Sequence[Point]) -> Line:
        """The line with its lengths."""
        reached = [0.0]
        for one, two in pairwise(points):
            reached.append(reached[-1] + distance_m(one, two))
        return cls(tuple(points), tuple(reached))

    @property
    def length_m(self) -> float:
        """From end to end."""
        return self.reached[-1]

    def at(self, metres: float) -> Point:
        """The point that far along; an end where it is further."""
        if metres <= 0:
            return self.points[0]
        n = bisect_right(self.reached, metres) - 1
        if n >= len(self.points) - 1:
            return self.points[-1]
        whole = self.reached[n + 1] - self.reached[n]
        share = (metres - self.reached[n]) / whole if whole else 0.0
        (x, y), (to_x, to_y) = self.points[n], self.points[n + 1]
        return x + (to_x - x) * share, y + (to_y - y) * share

    def nearest(self, point: Point) -> tuple[float, float]:
        """How far along the line comes nearest to a point, and how near, in metres."""
        best = (0.0, distance_m(self.points[0], point))
        narrow = cos(radians(point[1]))
        for n, (one, two) in enumerate(pairwise(self.points)):
            ax, ay = (one[0] - point[0]) * narrow, one[1] - point[1]
            bx, by = (two[0] - point[0]) * narrow, two[1] - point[1]
            dx, dy = bx - ax, by - ay
            long = dx * dx + dy * dy
            share = min(1.0, max(0.0, -(ax * dx + ay * dy) / long)) if long else 0.0
            off = hypot(ax + dx * share, ay + dy * share) * radians(1) * RADIUS_M
            if off < best[1]:
                best = (self.reached[n] + share * (self.reached[n + 1] - self.reached[n]), off)
        return best

    def cut(self, start: float, stop: float) -> Line:
        """The piece between two distances along; backwards where the second is the smaller."""
        low, high = sorted((start, stop))
        inner = [p for p, m in zip(self.points, self.reached, strict=True) if low < m < high]
        points = [self.at(low), *inner, self.at(high)]
        return Line.through(points if start <= stop else points[::-1])
