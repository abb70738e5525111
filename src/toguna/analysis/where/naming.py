"""Which of the places of one name is meant: by what the phrase says beside it and by what the caller knows, or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from toguna.analysis.where import lexicon as lex
from toguna.analysis.where.answers import Context
from toguna.analysis.where.gazetteer import PLACE, Gazetteer, Named, Road, clusters
from toguna.analysis.where.geodesy import distance_m
from toguna.analysis.where.grammar import Said
from toguna.analysis.where.signs import Name
from toguna.analysis.where.spelling import compact, fold, sound, swapped

BESIDE_M: Final = 60_000.0
"""A place named beside another, to say which one, is not further from it than this."""
FAR_APART_M: Final = 250_000.0
"""Two places that a phrase joins are not further apart than this, where no road joins them."""
SURE_LETTERS: Final = 10
"""From so many letters on, one wrong letter leaves little doubt which name is meant: of the names in the north, left
out of the gazetteer one by one, one in five of six letters is a letter from another, one in twenty of ten.
"""
_LEVELS: Final = {lex.COMMUNE: 3, lex.CERCLE: 2, lex.REGION: 1}


class Naming:
    """The names of one phrase."""

    def __init__(self, said: Said, gazetteer: Gazetteer, context: Context) -> None:
        self.said, self.gazetteer, self.context = said, gazetteer, context
        self.doubts: dict[str, dict[str, str]] = {}
        self.areas = [(n, frozenset(self._area_keys(said.names[n]))) for n, _ in said.areas]

    def doubt(self, code: str, **data: str) -> None:
        """Something that keeps the answer from being sure; each reason once."""
        self.doubts.setdefault(code, data)

    def _area_keys(self, name: Name) -> Iterable[str]:
        yield fold(name.said)
        if name.match is not None:
            for entry in name.match.entries:
                yield from (fold(one) for one in entry.names)
                if isinstance(entry, Named) and entry.code:
                    yield entry.code

    def road(self, n: int | None) -> Road | None:
        """The road of a name (`RN33`), where one road alone has it."""
        match = self.said.names[n].match if n is not None else None
        found = [one for one in match.entries if isinstance(one, Road)] if match else []
        return found[0] if len(found) == 1 else None

    def places(self, n: int | None) -> list[Named]:
        """The places that a name may stand for, narrowed by what is said beside it; none where it is not known."""
        if n is None:
            return []
        name = self.said.names[n]
        held = [one for one in name.match.entries if isinstance(one, Named)] if name.match else []
        points = [one for one in held if one.level == PLACE]
        return self._narrowed(clusters(points or held), n)

    def _narrowed(self, found: list[Named], n: int) -> list[Named]:
        if len(found) > 1:
            found = [one for one in found if one.own] or found
        feature = self.said.names[n].feature
        found = [one for one in found if one.minor == feature] or found
        for area, keys in self.areas:
            if area == n:
                continue
            inside = [one for one in found if one.within & keys]
            if found and not inside and all(one.within for one in found):
                self.doubt("not-there", name=self.said.names[n].said)
            found = inside or found
        if len(found) > 1:
            found = self._beside(found, n)
        if len(found) > 1 and self.context.road is not None:
            stops = {place for place, _ in self._caller_stops()}
            found = [one for one in found if one.id in stops] or found
        if len(found) > 1 and self.context.areas:
            found = [one for one in found if one.within & self.context.areas] or found
        if len(found) > 1 and self.context.near:
            near = [self.gazetteer.by_id[one] for one in self.context.near if one in self.gazetteer.by_id]
            found = [one for one in found if any(distance_m(one.point, p.point) < BESIDE_M for p in near)] or found
        return found

    def _caller_stops(self) -> Sequence[tuple[str, float]]:
        road = self.gazetteer.road_by_id.get(self.context.road or "")
        return road.stops if road else ()

    def _beside(self, found: list[Named], n: int) -> list[Named]:
        """Those in or near a place that stands beside the name: `Bourem, Diré`."""
        for other in self.said.plain:
            match = self.said.names[other].match
            if other == n or match is None:
                continue
            keys = {fold(one) for entry in match.entries for one in entry.names}
            inside = [one for one in found if one.within & keys]
            points = [one.point for one in match.entries if isinstance(one, Named) and one.level == PLACE]
            near = [one for one in found if any(distance_m(one.point, p) < BESIDE_M for p in points)]
            found = inside or near or found
        return found

    def check(self, n: int | None, found: Sequence[Named], *, joined: bool = False) -> None:
        """Note what keeps a name from being sure; one that a road joins to the other that was said is."""
        if n is None:
            return
        name = self.said.names[n]
        if not found:
            self.doubt("name-unknown", name=name.said)
        elif len(found) > 1:
            self.doubt("name-shared", name=name.said)
        elif name.match is not None and name.match.how == "letter" and not joined and not self._likely(name, found[0]):
            self.doubt("name-spelt", name=name.said, read=found[0].names[0])
        if name.rest and found:
            self.doubt("name-spelt", name=f"{name.said} {name.rest}", read=found[0].names[0])

    def _likely(self, name: Name, found: Named) -> bool:
        """Whether a name with a wrong letter is long, stands in the area that was said, or has two letters swapped."""
        said = compact(name.said)
        return (
            len(sound(said)) >= SURE_LETTERS
            or any(found.within & keys for _, keys in self.areas)
            or any(swapped(said, compact(one)) for one in found.names)
        )

    def alone(self, n: int | None) -> list[Named]:
        """The places of a name that stands by itself."""
        found = self.places(n)
        self.check(n, found)
        return found

    def pairs(self, a: int | None, b: int | None) -> list[tuple[Named, Named]]:
        """The pairs that two joined names may stand for: each says which the other is."""
        ones, twos = self.places(a), self.places(b)
        every = [(one, two) for one in ones for two in twos if one.id != two.id]
        on_road = [pair for pair in every if self._one_road(*pair)]
        found = on_road or (_nearest(every) if len(every) > 1 else every)
        self.check(a, list({one.id: one for one, _ in found}.values()) or ones, joined=bool(on_road))
        self.check(b, list({two.id: two for _, two in found}.values()) or twos, joined=bool(on_road))
        return found

    def _one_road(self, one: Named, two: Named) -> bool:
        return any(two.id in road.chainages for road in self.gazetteer.roads_at.get(one.id, ()))

    def area_levels(self) -> list[tuple[int, int]]:
        """The areas named, the narrowest first: index of the name and level."""
        return sorted(((n, _LEVELS[kind]) for n, kind in self.said.areas), key=lambda area: -area[1])


def _nearest(pairs: list[tuple[Named, Named]]) -> list[tuple[Named, Named]]:
    """The nearest pair, with those that are not much further apart."""
    by_far = sorted((distance_m(one.point, two.point), n) for n, (one, two) in enumerate(pairs))
    limit = min(FAR_APART_M, 3 * by_far[0][0])
    return [pairs[n] for far, n in by_far if far <= limit] or [pairs[n] for _, n in by_far]
