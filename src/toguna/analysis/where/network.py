"""The roads together: the way from one place to another, and the distance along the roads between two spots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from toguna.analysis.where.gazetteer import Road

Spot = tuple[str, float]
"""A road's id and a chainage on it, metres from its first end."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A piece of one road, from one chainage to another; backwards where the second is the smaller."""

    road: Road
    start_m: float
    stop_m: float

    @property
    def length_m(self) -> float:
        """As people count it."""
        return abs(self.stop_m - self.start_m)


Links = Mapping[str, tuple[tuple[str, Leg], ...]]


def links(roads: Iterable[Road]) -> Links:
    """From each place, the next places along the roads."""
    found: dict[str, list[tuple[str, Leg]]] = defaultdict(list)
    for road in roads:
        stops = sorted(road.chainages.items(), key=lambda stop: stop[1])
        for (one, start), (two, stop) in pairwise(stops):
            found[one].append((two, Leg(road, start, stop)))
            found[two].append((one, Leg(road, stop, start)))
    return {place: tuple(held) for place, held in found.items()}


def way(held: Links, start: str, goal: str, *, longest_m: float = 1_500_000) -> tuple[Leg, ...]:
    """The shortest way between two places along the roads; empty where there is none."""
    seen: dict[str, float] = {start: 0.0}
    back: dict[str, tuple[str, Leg]] = {}
    queue: list[tuple[float, str]] = [(0.0, start)]
    while queue:
        far, place = heappop(queue)
        if place == goal:
            return _legs(back, goal)
        if far > seen[place]:
            continue
        for following, leg in held.get(place, ()):
            total = far + leg.length_m
            if total <= longest_m and total < seen.get(following, float("inf")):
                seen[following] = total
                back[following] = (place, leg)
                heappush(queue, (total, following))
    return ()


def _legs(back: Mapping[str, tuple[str, Leg]], goal: str) -> tuple[Leg, ...]:
    legs: list[Leg] = []
    while goal in back:
        goal, leg = back[goal]
        legs.append(leg)
    return tuple(reversed(legs))


def road_distance_m(roads: Iterable[Road], one: Spot, two: Spot) -> float | None:
    """Metres along the roads between two spots, each a road and a chainage; None where no road joins them.

    >>> road_distance_m(roads, ("tombouctou-goundam", 35_000), ("goundam-dire", 2_000))
    """
    held = {road.id: road for road in roads}
    if one[0] not in held or two[0] not in held:
        return None
    best = abs(one[1] - two[1]) if one[0] == two[0] else float("inf")
    joined = links(held.values())
    for start, from_start in held[one[0]].chainages.items():
        first = abs(one[1] - from_start)
        for goal, to_goal in held[two[0]].chainages.items():
            last = abs(two[1] - to_goal)
            if first + last >= best:
                continue
            legs = way(joined, start, goal)
            if legs or start == goal:
                best = min(best, first + last + sum(leg.length_m for leg in legs))
    return None if best == float("inf") else best
