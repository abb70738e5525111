"""A gazetteer: places, areas and roads under all their names, as of one version and one day.

    places = [Named("ber", ("Ber",), -2.533, 16.84, within=frozenset({"tombouctou"}))]
    gazetteer = Gazetteer(places, roads=(), version="veranda 2031-06-16")

Nothing here knows where the names came from: `toguna.server.queries.where` puts it together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from toguna.analysis.where.geodesy import Line, Point, distance_m
from toguna.analysis.where.spelling import compact, fold, one_apart, shortened, sound

PLACE, COMMUNE, CERCLE, REGION = 4, 3, 2, 1
"""Administrative levels, as those of P-codes."""
SAME_PLACE_M: Final = 8_000.0
"""Two entries of one name that are nearer than this are one place, as uncertain as they are apart."""
SHORTEST_FUZZY: Final = 5
"""Names shorter than this are only read as they are written: one letter changed makes another name of them."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place or an area.

    `level` is `PLACE` or that of an area; `radius_m` how far around its point it may reach. `within` are the areas that
    it lies in, as folded names and as codes. `rank` is 1 for the seat of a region, 2 of a cercle, 3 for the rest.
    `inside` are the same as people write them, the narrowest first. `layer` is who names it; `own` says that the
    framework itself does. `minor` are wells, lakes, wadis, camps: where a settlement has the same name, they are meant
    only when the phrase says so.
    """

    id: str
    names: tuple[str, ...]
    lon: float
    lat: float
    level: int = PLACE
    rank: int = 3
    radius_m: float = 1_500.0
    within: frozenset[str] = frozenset()
    inside: tuple[str, ...] = ()
    code: str | None = None
    layer: str = ""
    own: bool = False
    minor: bool = False

    @property
    def point(self) -> Point:
        """Longitude and latitude."""
        return self.lon, self.lat


@dataclass(frozen=True)
class Road:
    """A road with its course.

    `stops` are places on it (id, metres of the course); `via` those that its segments lie between, in order. `said_m`
    is the length that a source gives, where one does: distances along are then counted in it. `straight`: the course is
    straight lines between places, right for what it joins and wrong in between.
    """

    id: str
    names: tuple[str, ...]
    line: Line
    via: tuple[str, ...] = ()
    stops: tuple[tuple[str, float], ...] = ()
    said_m: float | None = None
    straight: bool = False
    layer: str = ""
    own: bool = False

    @cached_property
    def length_m(self) -> float:
        """As people count it."""
        return self.said_m or self.line.length_m

    @cached_property
    def scale(self) -> float:
        """Metres said for one of the course."""
        return self.length_m / self.line.length_m if self.line.length_m else 1.0

    def at(self, chainage_m: float) -> Point:
        """The point at a chainage, counted from the road's first end."""
        return self.line.at(chainage_m / self.scale)

    @cached_property
    def chainages(self) -> Mapping[str, float]:
        """Where its places are, as people count it."""
        scale = self.scale
        return {place: metres * scale for place, metres in self.stops}

    @cached_property
    def ends(self) -> tuple[tuple[float, str], ...]:
        """The places that its segments lie between, in order, each with its chainage."""
        held = self.chainages
        return tuple(sorted((held[place], place) for place in (self.via or held) if place in held))


@dataclass(frozen=True, slots=True)
class Match:
    """What a name may stand for, and how it was read: `name`, `sound` or `letter`."""

    entries: tuple[Named | Road, ...]
    how: str


@dataclass(frozen=True)
class Gazetteer:
    """All that a phrase may name. `version` says which editions it was put together from; `worked` holds what others
    work out from it once.
    """

    places: tuple[Named, ...]
    roads: tuple[Road, ...] = ()
    version: str = ""
    worked: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _cache: dict[str, Match | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def by_id(self) -> Mapping[str, Named]:
        """The places and areas."""
        return {one.id: one for one in self.places}

    @cached_property
    def road_by_id(self) -> Mapping[str, Road]:
        """The roads."""
        return {one.id: one for one in self.roads}

    @cached_property
    def roads_at(self) -> Mapping[str, tuple[Road, ...]]:
        """The roads that pass each place."""
        found: dict[str, list[Road]] = defaultdict(list)
        for road in self.roads:
            for place in dict.fromkeys(place for place, _ in road.stops):
                found[place].append(road)
        return {place: tuple(roads) for place, roads in found.items()}

    @cached_property
    def keys(self) -> Mapping[str, tuple[Named | Road, ...]]:
        """Each compact name."""
        return _by(self._entries())

    @cached_property
    def spaced(self) -> frozenset[str]:
        """Each name of several words, folded."""
        return frozenset(key for one in self._entries() for name in one.names if " " in (key := fold(name)))

    @cached_property
    def sounds(self) -> Mapping[str, tuple[Named | Road, ...]]:
        """Each name by how it is said."""
        found: dict[str, dict[str, Named | Road]] = defaultdict(dict)
        for key, entries in self.keys.items():
            found[sound(key)].update((one.id, one) for one in entries)
        return {key: tuple(held.values()) for key, held in found.items()}

    @cached_property
    def letters(self) -> Mapping[str, tuple[str, ...]]:
        """Sounds by what is left when one letter is left out."""
        return _by_pieces(self.sounds)

    @cached_property
    def written(self) -> Mapping[str, tuple[str, ...]]:
        """Compact names by what is left when one letter is left out: a letter too many may change the sound of three
        (`Barikoo` for `Barikoro`).
        """
        return _by_pieces(self.keys)

    def _entries(self) -> Iterator[Named | Road]:
        yield from self.places
        yield from self.roads

    def same_name(self, one: Named) -> list[Named]:
        """The places that have the name of this one, itself among them."""
        held = self.keys.get(compact(one.names[0]), ())
        return clusters(other for other in held if isinstance(other, Named) and other.level == one.level)

    def spelt(self, key: str) -> Match | None:
        """What has a name that sounds like this compact one, else one that differs from it by one letter."""
        if key not in self._cache:
            if len(self._cache) > 50_000:
                self._cache.clear()
            self._cache[key] = self._spelt(key)
        return self._cache[key]

    def _spelt(self, key: str) -> Match | None:
        heard = sound(key)
        if len(heard) >= 4 and heard in self.sounds:
            return Match(self.sounds[heard], "sound")
        found = _near(heard, self.letters, self.sounds) or _near(key, self.written, self.keys)
        return Match(found, "letter") if found else None


def _by_pieces(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if len(key) >= SHORTEST_FUZZY:
            for piece in dict.fromkeys(shortened(key)):
                found[piece].append(key)
    return {piece: tuple(held) for piece, held in found.items()}


def _near(
    key: str, by_pieces: Mapping[str, tuple[str, ...]], named: Mapping[str, tuple[Named | Road, ...]]
) -> tuple[Named | Road, ...]:
    """What has a name one letter from this one."""
    if len(key) < SHORTEST_FUZZY:
        return ()
    near = {other for piece in shortened(key) for other in by_pieces.get(piece, ()) if one_apart(key, other)}
    return tuple({one.id: one for other in sorted(near) for one in named[other]}.values())


def _by(entries: Iterable[Named | Road]) -> dict[str, tuple[Named | Road, ...]]:
    found: dict[str, dict[str, Named | Road]] = defaultdict(dict)
    for one in entries:
        for name in one.names:
            key = compact(name)
            if key:
                found[key][one.id] = one
    return {key: tuple(held.values()) for key, held in found.items()}


def clusters(entries: Iterable[Named]) -> list[Named]:
    """One entry for each place that several entries name: the framework's own, else the one of the highest rank, as
    uncertain as the others are away.
    """
    kept: list[Named] = []
    for one in sorted(entries, key=lambda e: (not e.own, e.level != PLACE, e.minor, e.rank, e.id)):
        for n, before in enumerate(kept):
            apart = distance_m(before.point, one.point)
            if before.level == one.level and apart <= SAME_PLACE_M:
                if apart + 1_000 > before.radius_m:
                    kept[n] = replace(before, radius_m=apart + 1_000)
                break
        else:
            kept.append(one)
    return kept
