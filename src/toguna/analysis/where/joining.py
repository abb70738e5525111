"""Several lists as one gazetteer: one entry for a place that several lists name, and the places that roads pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from toguna.analysis.where.courses import ON_ROAD_M
from toguna.analysis.where.gazetteer import PLACE, SAME_PLACE_M, Named, Road
from toguna.analysis.where.geodesy import Line, Point, distance_m
from toguna.analysis.where.spelling import compact

VIA_M: Final = 15_000.0
_CELL: Final = 0.25
MOST_NAMES: Final = 80


def joined(entries: Sequence[Named]) -> tuple[list[Named], Mapping[str, str]]:
    """The entries without doubles, and for each id the one that it became.

    Two are one where they have the same id, or the same first name and lie near each other; the framework's own stays,
    else the one of the highest rank, with the spellings and the areas of both.
    """
    groups: dict[tuple[int, str], list[list[Named]]] = defaultdict(list)
    first = {one.id: one for one in sorted(entries, key=_weight, reverse=True)}
    same: dict[str, str] = {}
    for one in sorted(first.values(), key=_weight):
        keys = {(one.level, compact(name)) for name in one.names[: 2 if one.own else 1]}
        found = next((g for key in keys for g in groups[key] if _near(g[0], one)), None)
        if found is not None:
            found.append(one)
        else:
            found = [one]
            for key in keys:
                groups[key].append(found)
        same[one.id] = found[0].id
    held = {id(group): group for listed in groups.values() for group in listed}
    return [_one(group) for group in held.values()], same


def _weight(one: Named) -> tuple[bool, bool, int, str]:
    return not one.own, one.minor, one.rank, one.id


def _near(one: Named, two: Named) -> bool:
    reach = SAME_PLACE_M + (max(one.radius_m, two.radius_m) if one.level == PLACE else 50_000)
    return distance_m(one.point, two.point) <= reach


def _one(group: Sequence[Named]) -> Named:
    """A place of all its entries; as uncertain as they are apart, where none of them is the framework's."""
    best = group[0]
    if len(group) == 1:
        return best
    names = dict.fromkeys(best.names)
    for other in group[1:]:
        names.update(dict.fromkeys(other.names))
    keep = (*best.names, *(name for name in names if name not in best.names))[:MOST_NAMES]
    apart = max(distance_m(best.point, other.point) for other in group)
    inside = next((one.inside for one in group if one.inside), ())
    return replace(
        best,
        names=keep,
        within=frozenset().union(*(one.within for one in group)),
        inside=inside,
        rank=min(one.rank for one in group),
        code=next((one.code for one in group if one.code), None),
        radius_m=max(best.radius_m, apart + 500.0) if best.level == PLACE else best.radius_m,
    )


class _Grid:
    """Places by the quarter of a degree that they lie in."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.cells: dict[tuple[int, int], list[Named]] = defaultdict(list)
        for one in named:
            if one.level == PLACE and one.names:
                self.cells[self._cell(one.point)].append(one)

    @staticmethod
    def _cell(point: Point) -> tuple[int, int]:
        return int(point[0] // _CELL), int(point[1] // _CELL)

    def around(self, line: Line) -> Iterator[Named]:
        """The places that may be near a line."""
        steps = int(line.length_m // 10_000) + 1
        cells = {self._cell(line.at(line.length_m * n / steps)) for n in range(steps + 1)}
        wider = {(x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        for cell in sorted(wider):
            yield from self.cells.get(cell, ())


def on_roads(mapped: Sequence[Road], named: Sequence[Named]) -> tuple[list[Road], list[Named]]:
    """The roads with the places that they pass, and a nameless place for each crossing of two roads.

    The stops of a road drawn with straight lines are its `via` alone: of villages beside it nothing is known.
    """
    grid = _Grid(named)
    held = [_stopped(road, grid) for road in mapped]
    return _crossed(held)


def _stopped(road: Road, grid: _Grid) -> Road:
    stops: dict[str, float] = {}
    near = list(grid.around(road.line))
    for name in road.via:
        key = compact(name)
        fits = [(road.line.nearest(one.point), one) for one in near if key in map(compact, one.names)]
        within = [(off, at, one.id) for (at, off), one in fits if off <= VIA_M]
        if within:
            _, at, code = min(within)
            stops[code] = at
    via = tuple(stops)
    if not road.straight:
        for one in near:
            at, off = road.line.nearest(one.point)
            if off <= ON_ROAD_M and not one.minor:
                stops.setdefault(one.id, at)
    ordered = tuple(sorted(stops.items(), key=lambda stop: stop[1]))
    return replace(road, via=via, stops=ordered)


def _crossed(roads: Sequence[Road]) -> tuple[list[Road], list[Named]]:
    """The same with a stop where two roads have a point in common and no place is."""
    met: dict[tuple[float, float], set[int]] = defaultdict(set)
    for n, road in enumerate(roads):
        for x, y in road.line.points:
            met[(round(x, 3), round(y, 3))].add(n)
    crossings: list[Named] = []
    more: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for (x, y), here in sorted(met.items()):
        if len(here) < 2:
            continue
        code = f"crossing:{x},{y}"
        crossings.append(Named(code, (), x, y, radius_m=500.0))
        for n in sorted(here):
            more[n].append((code, roads[n].line.nearest((x, y))[0]))
    held = [
        replace(road, stops=tuple(sorted((*road.stops, *more[n]), key=lambda stop: stop[1]))) if n in more else road
        for n, road in enumerate(roads)
    ]
    return held, crossings
