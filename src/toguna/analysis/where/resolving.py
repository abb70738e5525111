"""From relations to spots: what a phrase stands for, as one answer with its uncertainty or several to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import hypot
from typing import Final

from toguna.analysis.where.answers import CANDIDATES, FOUND, NOT_FOUND, Answer, Candidate, Context, Problem
from toguna.analysis.where.courses import Course, courses, outward, segment_of
from toguna.analysis.where.gazetteer import COMMUNE, Gazetteer, Named
from toguna.analysis.where.geodesy import bearing, toward, turned
from toguna.analysis.where.grammar import Distance, Said, read
from toguna.analysis.where.naming import Naming
from toguna.analysis.where.spelling import as_typed
from toguna.analysis.where.spots import (
    COMMUNE_M,
    EDGE_M,
    NEAR_M,
    QUARTER,
    around,
    close,
    distinct,
    give,
    metres_on,
    of_area,
    offset,
    reversed_way,
    same_way,
    side,
    stretch,
    whole,
)

MOST: Final = 8
NOWHERE: Final = Context()


def locate(words: str, gazetteer: Gazetteer, *, context: Context = NOWHERE) -> Answer:
    """What a phrase stands for.

    Parameters
    ----------
    words : str
        A phrase about a place, French or English.
    gazetteer : Gazetteer
        As of the day that is spoken of.
    context : Context
        What the caller knows; it decides between places of one name, and on which road a distance is counted.
    """
    said = read(words, gazetteer)
    resolver = _Resolver(said, gazetteer, context)
    found = distinct(resolver.spots())[:MOST]
    if said.left:
        resolver.naming.doubt("half-read")
    doubts = resolver.naming.doubts
    unread = tuple(dict.fromkeys(name.rest if name.match else name.said for name in said.names if not name.common))
    if not found:
        doubts = {code: data for code, data in doubts.items() if code != "half-read"} or {
            "nothing-read": {"words": words.strip()}
        }
    elif len(found) > 1:
        doubts = doubts or {"several-roads": {}}
    verdict = NOT_FOUND if not found else CANDIDATES if len(found) > 1 or doubts else FOUND
    for data in doubts.values():
        data.update({key: as_typed(words, said) for key, said in data.items() if key == "name"})
    problems = tuple(Problem(code, tuple(data.items())) for code, data in doubts.items())
    typed = tuple(as_typed(words, one) for one in unread if one)
    return Answer(words, verdict, tuple(found), problems, typed, gazetteer.version)


class _Resolver:
    """One phrase; each method gives the spots of one kind of relation."""

    def __init__(self, said: Said, gazetteer: Gazetteer, context: Context) -> None:
        self.said, self.gazetteer = said, gazetteer
        self.naming = Naming(said, gazetteer, context)
        self.context = context

    def spots(self) -> list[Candidate]:
        """The spots of the narrowest relation that was said."""
        said = self.said
        if said.pk is not None:
            return self._pk(said.pk)
        if said.distance is not None:
            return self._far(said.distance)
        if said.half:
            return [self._on(c, c.length_m / 2, "half", c.length_m * 0.1) for c in self._courses()]
        if said.height is not None:
            return self._level()
        if said.edge is not None:
            return self._edge()
        if said.axis is not None:
            return [stretch(c) for c in self._courses()]
        if said.toward is not None and (said.coming is not None or said.plain):
            return [stretch(c) for c in self._between(said.coming if said.coming is not None else said.plain[0])]
        if said.anchor is not None and said.heading is not None:
            return [side(one, said.heading) for one in self.naming.alone(said.anchor)]
        return self._places()

    # roads

    def _courses(self) -> list[Course]:
        """The ways between the two places of the axis."""
        if self.said.axis is None:
            named = self.naming.road(self.said.road)
            return [whole(self.gazetteer, named)] if named else []
        return self._ways(self.naming.pairs(*self.said.axis))

    def _ways(self, pairs: Iterable[tuple[Named, Named]]) -> list[Course]:
        """The ways between the places of each pair."""
        return [way for one, two in pairs for way in courses(self.gazetteer, one, two)]

    def _between(self, start: int) -> list[Course]:
        return self._ways(self.naming.pairs(start, self.said.toward))

    def _spoken(self) -> list[Course]:
        """The axis that a distance is counted on: said in the phrase, else known to the caller."""
        if self.said.axis is not None or self.naming.road(self.said.road) is not None:
            return self._courses()
        road = self.gazetteer.road_by_id.get(self.context.road or "")
        return [whole(self.gazetteer, road)] if road is not None and len(road.stops) > 1 else []

    def _on(self, held: Course, metres: float, method: str, give_m: float) -> Candidate:
        """The spot that far along a course."""
        at = held.at(metres)
        off = int(hypot(at.off_m, give_m) + 500)
        segment = segment_of(at.road, at.chainage_m, at.chainage_m) if at.road else None
        chainage = round(at.chainage_m)
        return Candidate(
            *(at.point[0], at.point[1], off, method, 2 if off > 2_000 else 1, 5 if off > 25_000 else 2),
            road=at.road.id if at.road else None,
            segment=segment,
            chainage_m=(chainage, chainage) if at.road else None,
            of=(held.one.id, held.two.id),
        )

    # distances

    def _pk(self, far: Distance) -> list[Candidate]:
        """A kilometre mark: counted from the place that the axis is named from."""
        courses = self._spoken()
        if not courses:
            anchor = self.said.plain[0] if self.said.plain else self.said.anchor
            if self.said.axis is None:
                self.naming.doubt("road-not-said")
            return self._ways_out(anchor, far) if anchor is not None else []
        if self.said.axis is None and len(courses) == 1:
            # Whoever says `PK 12` of a road that he does not name by its ends may count from either.
            self.naming.doubt("way-not-said")
            courses = [courses[0], reversed_way(courses[0])]
        return self._along(courses, far, "pk")

    def _along(self, ways: Sequence[Course], far: Distance, method: str) -> list[Candidate]:
        """The spot so far along each of the ways that is long enough."""
        long = [held for held in ways if far.metres <= held.length_m * 1.1 + 2_000]
        if ways and not long:
            length = max(held.length_m for held in ways)
            self.naming.doubt("beyond-road", said=f"{far.metres / 1000:.0f}", length=f"{length / 1000:.0f}")
        off = give(far) if method == "along" else far.metres * 0.05
        return [self._on(held, far.metres, method, off) for held in long]

    def _far(self, far: Distance) -> list[Candidate]:
        said = self.said
        anchor = said.anchor if said.anchor is not None else said.edge
        if anchor is None and said.coming is not None and said.toward is not None:
            return self._along(self._between(said.coming), far, "along")
        if anchor is None and said.axis is not None:
            if said.between or said.relation:
                self.naming.doubt("way-not-said")
                courses = self._courses()
                return self._along([*courses, *map(reversed_way, courses)], far, "along")
            return self._along(self._courses(), far, "along")
        if anchor is None:
            anchor = said.coming if said.coming is not None else said.near
        if anchor is None and said.plain:
            anchor = said.plain[0]
        if anchor is None:
            return self._along(self._both_ways(), far, "along")
        if said.toward is not None and said.toward != anchor:
            return self._along(self._ways(self.naming.pairs(anchor, said.toward)), far, "along")
        if said.coming is not None and said.coming != anchor:
            return self._past(anchor, said.coming, far)
        if said.road is not None and (pairs := self._road_to(anchor)):
            return self._along(self._ways(pairs), far, "along")
        if said.axis is not None or self.naming.road(said.road) is not None:
            return self._from_on(anchor, far)
        if said.heading is not None:
            return [offset(one, said.heading, far) for one in self.naming.alone(anchor)]
        return self._ways_out(anchor, far)

    def _road_to(self, anchor: int | None) -> list[tuple[Named, Named]]:
        """`à 25 km de Gao sur la route de Bourem`: the road is named by where it leads."""
        if anchor is None or self.said.road is None or self.naming.road(self.said.road) is not None:
            return []
        return self.naming.pairs(anchor, self.said.road)

    def _both_ways(self) -> list[Course]:
        self.naming.doubt("way-not-said")
        held = self._spoken()
        return [*held, *map(reversed_way, held)]

    def _past(self, anchor: int, coming: int, far: Distance) -> list[Candidate]:
        """`20 km après Tonka en venant de Goundam`, or before it."""
        found = []
        for back in self._ways(self.naming.pairs(coming, anchor)):
            two = back.two
            if self.said.relation == "before":
                found.append(self._on(back, back.length_m - far.metres, "along", give(far)))
                continue
            ways = [out for out in outward(self.gazetteer, two, far.metres) if not same_way(out, back)]
            found += [self._on(out, far.metres, "along", give(far)) for out in ways]
        return found

    def _from_on(self, anchor: int, far: Distance) -> list[Candidate]:
        """So far from a place on a named axis, on the side that is said."""
        found: list[Candidate] = []
        places = self.naming.places(anchor)
        self.naming.check(anchor, places[:1])
        for held in self._courses():
            on = [(one, at) for one in places if (at := metres_on(held, one)) is not None]
            for one, start in on:
                found += self._sides(held, one, start, far)
            if places and not on:
                self.naming.doubt("off-road", name=self.said.names[anchor].said)
        return found

    def _sides(self, held: Course, one: Named, start: float, far: Distance) -> list[Candidate]:
        ends = {"after": (start + far.metres,), "before": (start - far.metres,)}
        spots = ends.get(self.said.relation, (start + far.metres, start - far.metres))
        slack = held.length_m * 0.05 + 1_000
        inside = [m for m in spots if -slack <= m <= held.length_m + slack]
        if self.said.heading is not None and len(inside) > 1:
            heading = self.said.heading
            turn = [turned(heading, bearing(one.point, held.at(m).point)) for m in inside]
            inside = [m for m, by in zip(inside, turn, strict=True) if by <= 2 * QUARTER] or inside
        if not inside and self.said.relation:
            # `20 km après` the last place of the axis: said the other way round, or beyond it.
            self.naming.doubt("way-not-said")
            inside = [m for m in (start - far.metres, start + far.metres) if 0 <= m <= held.length_m]
        if len(inside) > 1:
            self.naming.doubt("way-not-said")
        return [self._on(held, m, "along", give(far)) for m in inside]

    def _ways_out(self, anchor: int, far: Distance) -> list[Candidate]:
        """So far from a place, the way not said: each road out of it, and all around."""
        found: list[Candidate] = []
        for one in self.naming.alone(anchor):
            ring = around(one, "ring", far.metres + give(far) + one.radius_m)
            if far.metres <= NEAR_M / 2 and not self.said.relation:
                found.append(ring)
                continue
            out = outward(self.gazetteer, one, far.metres)
            spots = [self._on(way, far.metres, "along", give(far)) for way in out]
            self.naming.doubt("way-not-said")
            found += [*spots, ring]
        return found

    # places

    def _level(self) -> list[Candidate]:
        places = self.naming.alone(self.said.height)
        found = []
        for held in self._spoken() or (None,):
            for one in places:
                metres = metres_on(held, one) if held is not None else None
                if held is None:
                    spot = self._near_road(one)
                elif metres is None:
                    self.naming.doubt("off-road", name=one.names[0])
                    spot = around(one, "level", one.radius_m + 5_000)
                else:
                    spot = self._on(held, metres, "level", one.radius_m + 2_000)
                found.append(spot)
        return found

    def _near_road(self, one: Named) -> Candidate:
        roads = self.gazetteer.roads_at.get(one.id, ())
        named = self.said.names[self.said.road] if self.said.road is not None else None
        return self._placed(one, around(one, "level", one.radius_m + (3_000 if roads or named is None else 8_000)))

    def _edge(self) -> list[Candidate]:
        said = self.said
        if said.heading is not None:
            return [
                self._placed(one, around(one, "exit", one.radius_m + EDGE_M, toward(one.point, said.heading, EDGE_M)))
                for one in self.naming.alone(said.edge)
            ]
        to = said.toward if said.toward is not None else said.road if self.naming.road(said.road) is None else None
        if to is not None:
            ways = self._ways(self.naming.pairs(said.edge, to))
            return [self._on(way, EDGE_M, "exit", way.one.radius_m + EDGE_M) for way in ways]
        return [
            self._placed(one, around(one, "exit", one.radius_m + 2 * EDGE_M)) for one in self.naming.alone(said.edge)
        ]

    def _places(self) -> list[Candidate]:
        said = self.said
        if said.near is not None:
            return [
                self._placed(one, around(one, "near", NEAR_M + one.radius_m)) for one in self.naming.alone(said.near)
            ]
        if said.plain:
            return self._plain()
        named = self.naming.road(said.road)
        if named is not None:
            return [replace(stretch(whole(self.gazetteer, named)), method="road")]
        if said.road is not None:
            return self._road_of(said.road)
        if said.toward is not None:
            self.naming.doubt("way-not-said")
            return [around(one, "near", 3 * NEAR_M) for one in self.naming.alone(said.toward)]
        return self._area()

    def _plain(self) -> list[Candidate]:
        """A place by its name, with what stands after it to say which: `Bourem, Diré`."""
        said = self.said
        known = [n for n in said.plain if said.names[n].match is not None]
        if not known:
            self.naming.check(said.plain[0], ())
            return self._area() if said.areas else []
        first = known[0]
        if said.plain[0] != first and not said.names[said.plain[0]].common:
            self.naming.check(said.plain[0], ())
        found = self.naming.alone(first)
        roads = [road for n in known if (road := self.naming.road(n)) is not None]
        if roads and not found:
            self.naming.doubts.pop("name-unknown", None)
            return [replace(stretch(whole(self.gazetteer, road)), method="road") for road in roads]
        others = [one for n in known[1:] for one in self.naming.places(n)]
        for n in known[1:]:
            keys = {said.names[n].said}
            tied = any(one.within & keys or close(one, others) for one in found)
            if not tied:
                self.naming.doubt("several-places")
                found += self.naming.places(n)
        return [self._placed(one, around(one, "place", one.radius_m)) for one in found]

    def _road_of(self, n: int) -> list[Candidate]:
        """`la route de Goundam`: which of its roads is not said."""
        found = []
        for one in self.naming.alone(n):
            roads = self.gazetteer.roads_at.get(one.id, ())
            found += [replace(stretch(whole(self.gazetteer, road)), method="road") for road in roads]
            if not roads:
                found.append(around(one, "near", 3 * NEAR_M))
        if found:
            self.naming.doubt("road-not-said")
        return found

    def _placed(self, one: Named, spot: Candidate) -> Candidate:
        """The spot with the road that the place is on, where there is one only or one of the framework's."""
        roads = self.gazetteer.roads_at.get(one.id, ())
        own = [road for road in roads if road.own]
        road = own[0] if len(own) == 1 else roads[0] if len(roads) == 1 else None
        if road is None:
            return spot
        chainage = road.chainages[one.id]
        at = round(chainage)
        return replace(spot, road=road.id, chainage_m=(at, at), segment=segment_of(road, chainage, chainage))

    def _area(self) -> list[Candidate]:
        for n, level in self.naming.area_levels():
            name = self.said.names[n]
            held = [one for one in name.match.entries if isinstance(one, Named)] if name.match else []
            areas = [one for one in held if one.level == level]
            if areas:
                return [of_area(one, level) for one in areas]
            if level == COMMUNE and held:
                return [around(one, "commune", COMMUNE_M) for one in self.naming.alone(n)]
            if held:
                self.naming.doubt("area-unknown", name=name.said)
                return [around(one, "area", 100_000.0) for one in self.naming.places(n)]
            self.naming.check(n, ())
        return []
