"""The way between two places as one line on which distances are counted, whatever roads it is made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from toguna.analysis.where.gazetteer import Gazetteer, Named, Road
from toguna.analysis.where.geodesy import Line, Point, distance_m
from toguna.analysis.where.network import Leg, Links, links, way

ON_ROAD_M: Final = 5_000.0
"""A settlement this near to a road is on it: maps for offices draw roads coarsely."""
_WRONG_BETWEEN: Final = 0.2
"""How far a straight line may be from the road, as a share of the distance to the nearest place on it."""


_SLACK_M: Final = 1.0


@dataclass(frozen=True, slots=True)
class At:
    """A point of a course: with its road and chainage, where it is on a road, and how far it may be from the truth."""

    point: Point
    road: Road | None
    chainage_m: float
    off_m: float


@dataclass(frozen=True, slots=True)
class Course:
    """The way from one place to another; without legs it is a straight line."""

    one: Named
    two: Named
    legs: tuple[Leg, ...]

    @property
    def length_m(self) -> float:
        """As people count it."""
        return sum(leg.length_m for leg in self.legs) if self.legs else distance_m(self.one.point, self.two.point)

    def at(self, metres: float) -> At:
        """The spot that far from the first place."""
        left = max(0.0, metres)
        for n, leg in enumerate(self.legs):
            if left <= leg.length_m or n == len(self.legs) - 1:
                left = min(left, leg.length_m)
                chainage = leg.start_m + left if leg.stop_m >= leg.start_m else leg.start_m - left
                return At(leg.road.at(chainage), leg.road, chainage, _off(leg.road, chainage))
            left -= leg.length_m
        line = Line.through((self.one.point, self.two.point))
        near = min(left, abs(line.length_m - left))
        return At(line.at(left), None, left, 2_000 + 2 * _WRONG_BETWEEN * near)

    def road(self) -> Road | None:
        """The one road that it is all on."""
        roads = {leg.road.id: leg.road for leg in self.legs}
        return next(iter(roads.values())) if len(roads) == 1 else None


def _off(road: Road, chainage: float) -> float:
    """How far the course may be wrong there."""
    if not road.straight:
        return 500.0
    near = min((abs(chainage - at) for at in road.chainages.values()), default=chainage)
    return 1_000 + _WRONG_BETWEEN * near


def courses(gazetteer: Gazetteer, one: Named, two: Named) -> list[Course]:
    """The ways from one place to the other: each road that passes both, else one way over several, else straight.

    The framework's own road is the one that is meant. Of others that join the same places more than one may be.
    """
    direct = [road for road in gazetteer.roads_at.get(one.id, ()) if two.id in road.chainages]
    own = [road for road in direct if road.own]
    if direct:
        ordered = sorted(own or direct, key=lambda road: (road.straight, abs(_between(road, one, two)), road.id))
        longest = 2 * abs(_between(ordered[0], one, two))
        fit = [road for road in ordered if abs(_between(road, one, two)) <= longest]
        return [Course(one, two, (Leg(road, road.chainages[one.id], road.chainages[two.id]),)) for road in fit]
    return [Course(one, two, way(links_of(gazetteer), one.id, two.id))]


def _between(road: Road, one: Named, two: Named) -> float:
    return road.chainages[two.id] - road.chainages[one.id]


def links_of(gazetteer: Gazetteer) -> Links:
    """The gazetteer's roads as links between places, worked out once."""
    if "links" not in gazetteer.worked:
        gazetteer.worked["links"] = links(gazetteer.roads)
    held: Links = gazetteer.worked["links"]
    return held


def segment_of(road: Road, low: float, high: float) -> tuple[str, str] | None:
    """The two places of the road between which a stretch lies: the nearest ones around it."""
    ends = road.ends
    if len(ends) < 2:
        return None
    after = bisect_left(ends, (high - _SLACK_M, ""))
    before = bisect_right(ends, (low + _SLACK_M, "\uffff")) - 1
    before = min(max(before, 0), len(ends) - 2)
    return ends[before][1], ends[min(max(after, before + 1), len(ends) - 1)][1]


def outward(gazetteer: Gazetteer, place: Named, metres: float) -> list[Course]:
    """The ways out of a place that are as long as that, along one road each."""
    found = []
    for road in gazetteer.roads_at.get(place.id, ()):
        start = road.chainages[place.id]
        for stop, end in ((start - metres, 0.0), (start + metres, road.length_m)):
            if (end == 0.0 and stop >= -1.0) or (end > 0.0 and stop <= road.length_m + 1.0):
                found.append(Course(place, place, (Leg(road, start, stop),)))
    return found
