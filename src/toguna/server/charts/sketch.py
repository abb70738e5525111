"""A schematic map: roads as lines, places as dots, a scale and north; and, where asked, how many events a whole road or
a place holds. A number on a road stands at its middle: never where something happened.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toguna.server.charts.svg import GREY, INK, PAPER, drawing, element, number, width_of, words

KM_PER_DEGREE = 111.2
_MARGIN, _FOOT, _SIZE = 34.0, 22.0, 9.0
_ALL_NAMED = 24


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in degrees: `main` places are drawn larger, `rough` ones hollow."""

    id: str
    label: str
    lat: float
    lon: float
    main: bool = False
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Road:
    """A road through places, by their ids; `marked`: drawn thick, to stand out."""

    label: str
    via: tuple[str, ...]
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """A number at a place in degrees, or in the middle of a road."""

    number: int
    lat: float
    lon: float
    road: bool


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def sketch(
    spots: Sequence[Spot],
    roads: Sequence[Road],
    *,
    title: str,
    description: str,
    tallies: Sequence[Tally] = (),
    km: str = "km",
    north: str = "N",
    width: float = 260,
    height: float = 170,
) -> str:
    """Draw the map; without any placed spot it is an empty frame with its title."""
    if not spots:
        return drawing(width, 20, title=title, description=description)
    paper = _Paper.of(spots, width, height - _FOOT)
    at, scale = {spot.id: paper.at(spot.lat, spot.lon) for spot in spots}, paper.scale
    parts = [_road(road, at) for road in roads]
    parts += [_dot(spot, *at[spot.id]) for spot in spots]
    held, taken = _spread(tallies, paper)
    parts += _labels(spots, at, width, height - _FOOT, _along(roads, at), taken)
    parts += [_tally(tally, x, y) for tally, x, y in held]
    parts += [_scale_bar(scale, km, height), _north(north, width, height)]
    return drawing(width, height, *parts, title=title, description=description)


@dataclass(frozen=True, slots=True)
class _Paper:
    """Where degrees come to lie, and the kilometres of one unit: equirectangular, true enough over 300 km."""

    narrow: float
    west: float
    north: float
    left: float
    top: float
    scale: float

    @classmethod
    def of(cls, spots: Sequence[Spot], width: float, height: float) -> _Paper:
        narrow = math.cos(math.radians(sum(s.lat for s in spots) / len(spots))) * KM_PER_DEGREE
        east, north = [s.lon * narrow for s in spots], [s.lat * KM_PER_DEGREE for s in spots]
        wide, high = max(east) - min(east), max(north) - min(north)
        scale = max(wide / (width - 2 * _MARGIN), high / (height - 2 * _MARGIN * 0.6), 0.02)
        left, top = (width - wide / scale) / 2, (height - high / scale) / 2
        return cls(narrow, min(east), max(north), left, top, scale)

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        across, down = lon * self.narrow - self.west, self.north - lat * KM_PER_DEGREE
        return self.left + across / self.scale, self.top + down / self.scale


def _radius(tally: Tally) -> float:
    return max(7.0, width_of(str(tally.number), _SIZE, bold=True) / 2 + 3.5)


def _spread(tallies: Sequence[Tally], paper: _Paper) -> tuple[list[tuple[Tally, float, float]], list[_Box]]:
    """Where each number is drawn, and the boxes they take: on the road itself, or above or else below a place's dot."""
    held, taken = list[tuple[Tally, float, float]](), list[_Box]()
    for tally in sorted(tallies, key=lambda one: not one.road):
        (x, y), r = paper.at(tally.lat, tally.lon), _radius(tally)
        ways = [y] if tally.road else [y - r - 4.5, y + r + 4.5]
        boxes = [_Box(x - r, way - r, x + r, way + r) for way in ways]
        best = min(range(len(ways)), key=lambda n: sum(boxes[n].meets(other) for other in taken))
        held.append((tally, x, ways[best]))
        taken.append(boxes[best])
    return held, taken


def _tally(tally: Tally, x: float, y: float) -> str:
    """A ring around the number: round for a place, square for a road, so that black and white tells them apart."""
    r = _radius(tally)
    look: dict[str, float | str] = {"fill": PAPER, "stroke": INK, "stroke_width": 1.6, "class_": "tally"}
    ring = (
        element("rect", x=x - r, y=y - 7.0, width=2 * r, height=14.0, rx=1.5, **look)
        if tally.road
        else element("circle", cx=x, cy=y, r=r, **look)
    )
    return ring + words(str(tally.number), x, y + 3.2, size=_SIZE, anchor="middle", bold=True)


def _road(road: Road, at: dict[str, tuple[float, float]]) -> str:
    points = [at[place] for place in road.via if place in at]
    if len(points) < 2:
        return ""
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    ink, width = (INK, 6.0) if road.marked else (GREY, 2.2)
    look = {"stroke": ink, "stroke_linejoin": "round", "class_": "marked" if road.marked else "road"}
    return element("polyline", points=path, fill="none", stroke_width=width, **look)


def _dot(spot: Spot, x: float, y: float) -> str:
    radius = 3.6 if spot.main else 2.4
    fill = PAPER if spot.rough else INK
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=INK, stroke_width=1.1, class_="place")


def _along(roads: Sequence[Road], at: dict[str, tuple[float, float]]) -> list[_Box]:
    """Small boxes along the roads, so that labels keep off them where they can."""
    boxes = []
    for road in roads:
        points = [at[place] for place in road.via if place in at]
        for (x1, y1), (x2, y2) in pairwise(points):
            steps = max(int(math.hypot(x2 - x1, y2 - y1) / 6), 1)
            for n in range(steps + 1):
                x, y = x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps
                boxes.append(_Box(x - 1, y - 1, x + 1, y + 1))
    return boxes


def _labels(
    spots: Sequence[Spot],
    at: dict[str, tuple[float, float]],
    width: float,
    height: float,
    roads: list[_Box],
    tallies: list[_Box],
) -> list[str]:
    """Each label at the first of eight places around its dot where it meets least of what is there already."""
    taken: list[_Box] = [*(_Box(x - 4, y - 4, x + 4, y + 4) for x, y in at.values()), *tallies]
    out = []
    # On a map of many places only the main ones are named: the other names would cover each other.
    named = spots if len(spots) <= _ALL_NAMED else [spot for spot in spots if spot.main]
    for spot in sorted(named, key=lambda s: not s.main):
        x, y = at[spot.id]
        wide = width_of(spot.label, _SIZE, bold=spot.main)
        options = list(_around(x, y, wide))
        reach = _Box(x - wide - 8, y - 24, x + wide + 8, y + 24)
        near, crossed = [t for t in taken if reach.meets(t)], [r for r in roads if reach.meets(r)]
        cost = [
            10 * sum(box.meets(t) for t in near)
            + sum(box.meets(r) for r in crossed)
            + 20 * (box.left < 0 or box.right > width or box.top < 0 or box.bottom > height)
            for box in options
        ]
        box = options[cost.index(min(cost))]
        taken.append(box)
        # Anchored at the side of the dot: letters wider than thought then grow away from it.
        side, edge = ("start", box.left) if box.left > x - 5 else ("end", box.right)
        if box.left < x - 5 and box.right > x + 5:
            side, edge = "middle", x
        out.append(words(spot.label, edge, box.bottom - 2.5, size=_SIZE, anchor=side, bold=spot.main))
    return out


def _around(x: float, y: float, wide: float) -> list[_Box]:
    high, off = _SIZE + 2.5, 6.0
    corners = (
        (x + off, y - high / 2),
        (x - off - wide, y - high / 2),
        (x - wide / 2, y - off - high),
        (x - wide / 2, y + off),
        (x + off - 2, y - off - high + 3),
        (x + off - 2, y + off - 3),
        (x - off + 2 - wide, y - off - high + 3),
        (x - off + 2 - wide, y + off - 3),
    )
    return [_Box(left, top, left + wide, top + high) for left, top in corners]


def _scale_bar(scale: float, km: str, height: float) -> str:
    """A round number of kilometres, about a quarter of a small map wide."""
    length = next((n for n in (200, 100, 50, 20, 10, 5, 2, 1) if n / scale <= 80), 1)
    y = height - 8
    end = 1 + length / scale
    ends = "".join(element("line", x1=x, y1=y - 3, x2=x, y2=y + 3, stroke=INK, stroke_width=0.8) for x in (1.0, end))
    bar = element("line", x1=1, y1=y, x2=end, y2=y, stroke=INK, stroke_width=0.8)
    return bar + ends + words(f"{length} {km}", 5 + end, y + 3, size=8)


def _north(north: str, width: float, height: float) -> str:
    x, y = width - 8, height - 4
    path = f"M{number(x)} {number(y)} v-14 m-3.5 5 l3.5 -5 l3.5 5"
    arrow = element("path", d=path, fill="none", stroke=INK, stroke_width=0.9)
    return arrow + words(north, x - 14, y - 3, size=8)
