"""The way between two places as one line on which distances are counted, whatever roads it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.analysis.where.gazetteer import Gazetteer, Named, Road
from toguna.analysis.where.geodesy import Line, Point, distance_m
from toguna.analysis.where.network import Leg, Links, links, way

ON_ROAD_M: Final = 5_000.0
"""A place this near to a road is on it."""
_WRONG_BETWEEN: Final = 0.2
"""How far a straight line may be from the road, as a share of the distance to the nearest place on it."""


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
    near = min((abs(chainage - at) for at in road.chainages().values()), default=chainage)
    return 1_000 + _WRONG_BETWEEN * near


def course(gazetteer: Gazetteer, one: Named, two: Named) -> Course:
    """The way from one place to the other: on one road where one passes both, else over several, else straight."""
    direct = [road for road in gazetteer.roads_at.get(one.id, ()) if two.id in road.chainages()]
    if direct:
        best = min(direct, key=lambda road: (not road.own, abs(_between(road, one, two)), road.id))
        stops = best.chainages()
        return Course(one, two, (Leg(best, stops[one.id], stops[two.id]),))
    return Course(one, two, way(links_of(gazetteer), one.id, two.id))


def _between(road: Road, one: Named, two: Named) -> float:
    stops = road.chainages()
    return stops[two.id] - stops[one.id]


def links_of(gazetteer: Gazetteer) -> Links:
    """The gazetteer's roads as links between places, worked out once."""
    if "links" not in gazetteer.worked:
        gazetteer.worked["links"] = links(gazetteer.roads)
    held: Links = gazetteer.worked["links"]
    return held


def segment_of(road: Road, low: float, high: float) -> tuple[str, str] | None:
    """The two places of the road between which a stretch lies: the nearest ones around it."""
    stops = road.chainages()
    ends = sorted((stops[place], place) for place in (road.via or stops) if place in stops)
    if len(ends) < 2:
        return None
    slack = 1.0
    before = [place for at, place in ends if at <= low + slack] or [ends[0][1]]
    after = [place for at, place in ends if at >= high - slack and place != before[-1]] or [ends[-1][1]]
    if before[-1] == after[0]:
        before = [ends[-2][1]]
    return before[-1], after[0]


def hops(gazetteer: Gazetteer, place: Named) -> list[Course]:
    """The ways out of a place: to the next places along each road."""
    held = links_of(gazetteer).get(place.id, ())
    return [Course(place, gazetteer.by_id[to], (leg,)) for to, leg in held if to in gazetteer.by_id]


def outward(gazetteer: Gazetteer, place: Named, metres: float) -> list[Course]:
    """The ways out of a place that are as long as that, along one road each."""
    found = []
    for road in gazetteer.roads_at.get(place.id, ()):
        start = road.chainages()[place.id]
        for stop, end in ((start - metres, 0.0), (start + metres, road.length_m)):
            if (end == 0.0 and stop >= -1.0) or (end > 0.0 and stop <= road.length_m + 1.0):
                found.append(Course(place, place, (Leg(road, start, stop),)))
    return found
