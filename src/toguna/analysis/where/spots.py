"""Spots with their uncertainty and their precision codes: around a place, off it, along a course, over an area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import hypot
from typing import Final

from toguna.analysis.where.answers import Candidate
from toguna.analysis.where.courses import ON_ROAD_M, Course, segment_of
from toguna.analysis.where.gazetteer import CERCLE, COMMUNE, PLACE, REGION, Gazetteer, Named, Road
from toguna.analysis.where.geodesy import Line, bearing, distance_m, toward, turned
from toguna.analysis.where.grammar import Distance
from toguna.analysis.where.network import Leg

NEAR_M: Final = 10_000.0
EDGE_M: Final = 2_000.0
SIDE_M: Final = 10_000.0
COMMUNE_M: Final = 25_000.0
ROUNDED: Final = 0.15
"""People round distances: of twenty kilometres, by three."""
LOOSELY: Final = 0.35
QUARTER: Final = 30.0
"""Degrees by which a direction that is said may differ from the true one."""

SIDE_BY_SIDE: Final = 1.6
"""A spot on a second road is told as one with the first where that makes it no more uncertain than this."""


def distinct(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, each once; two roads that join the same places are one answer where they run side by side."""
    kept: list[Candidate] = []
    for one in found:
        for n, before in enumerate(kept):
            if (one.method, one.of, one.area) != (before.method, before.of, before.area):
                continue
            both = distance_m(one.point, before.point) + one.uncertainty_m
            if both <= max(before.uncertainty_m * SIDE_BY_SIDE, before.uncertainty_m + 2_000):
                kept[n] = replace(before, uncertainty_m=max(before.uncertainty_m, round(both)))
                break
        else:
            kept.append(one)
    return kept


def give(far: Distance) -> float:
    return 1_000 + far.metres * (LOOSELY if far.loose else ROUNDED)


def around(one: Named, method: str, metres: float, point: tuple[float, float] | None = None) -> Candidate:
    lon, lat = point or one.point
    area = one.level != PLACE
    fine = metres <= 5_000 and method in ("place", "exit", "level")
    acled, ucdp = (1, 1) if fine and method == "place" else (2, 2) if metres <= 30_000 else (3, 3)
    return Candidate(
        *(lon, lat, round(metres), method, acled, ucdp),
        place=None if area else one.id,
        area=one.id if area else None,
        of=(one.id,),
    )


def of_area(one: Named, level: int) -> Candidate:
    acled, ucdp = {COMMUNE: (2, 2), CERCLE: (2, 3), REGION: (3, 4)}[level]
    return Candidate(one.lon, one.lat, round(one.radius_m), "area", acled, ucdp, area=one.id, of=(one.id,))


def offset(one: Named, heading: float, far: Distance) -> Candidate:
    """Off a place in a direction; the direction is said to an eighth of the circle at best."""
    point = toward(one.point, heading, far.metres)
    off = hypot(far.metres * QUARTER * 0.01745, give(far)) + one.radius_m
    acled, ucdp = (2, 2) if off <= 25_000 else (3, 3)
    return Candidate(*point, round(off), "offset", acled, ucdp, place=one.id, of=(one.id,))


def side(one: Named, heading: float) -> Candidate:
    point = toward(one.point, heading, SIDE_M)
    return Candidate(*point, round(1.5 * SIDE_M + one.radius_m), "side", 2, 2, place=one.id, of=(one.id,))


def stretch(held: Course) -> Candidate:
    """The way from one place to the other: its middle, and half its reach."""
    length = held.length_m
    middle = held.at(length / 2)
    spots = [held.at(length * n / 8) for n in range(9)]
    off = max(distance_m(middle.point, at.point) for at in spots) + max(at.off_m for at in spots)
    road = held.road()
    low, high = sorted((held.legs[0].start_m, held.legs[-1].stop_m)) if road else (0.0, 0.0)
    return Candidate(
        *(middle.point[0], middle.point[1], round(off), "stretch", 2 if off <= 60_000 else 3, 5),
        road=road.id if road else None,
        segment=segment_of(road, low, high) if road else None,
        chainage_m=(round(low), round(high)) if road else None,
        of=(held.one.id, held.two.id),
    )


def whole(gazetteer: Gazetteer, road: Road) -> Course:
    """A road from its first place to its last."""
    stops = sorted(road.chainages.items(), key=lambda stop: stop[1])
    first, last = gazetteer.by_id[stops[0][0]], gazetteer.by_id[stops[-1][0]]
    return Course(first, last, (Leg(road, 0.0, road.length_m),))


def reversed_way(held: Course) -> Course:
    legs = tuple(Leg(leg.road, leg.stop_m, leg.start_m) for leg in reversed(held.legs))
    return Course(held.two, held.one, legs)


def metres_on(held: Course, one: Named) -> float | None:
    """How far along a course a place is; None where it is not on it."""
    if one.id == held.one.id:
        return 0.0
    if one.id == held.two.id:
        return held.length_m
    reached = 0.0
    best: tuple[float, float] | None = None
    for leg in held.legs:
        piece = leg.road.line.cut(leg.start_m / leg.road.scale, leg.stop_m / leg.road.scale)
        at, off = piece.nearest(one.point)
        if best is None or off < best[1]:
            best = (reached + at * leg.road.scale, off)
        reached += leg.length_m
    if best is None:
        line = Line.through((held.one.point, held.two.point))
        best = line.nearest(one.point)
    slack = ON_ROAD_M + one.radius_m + (0.1 * held.length_m if not held.legs or held.legs[0].road.straight else 0)
    return best[0] if best[1] <= slack else None


def same_way(out: Course, back: Course) -> bool:
    """Whether a way out of a place goes back where one came from."""
    if back.legs and out.legs:
        last, first = back.legs[-1], out.legs[0]
        if last.road.id == first.road.id:
            return (last.start_m < last.stop_m) != (first.start_m < first.stop_m)
    return turned(bearing(back.two.point, back.at(0).point), bearing(back.two.point, out.at(out.length_m).point)) < 45


def close(one: Named, others: Iterable[Named]) -> bool:
    return any(distance_m(one.point, other.point) < 60_000 for other in others)
