"""Where somebody says that it was, in his words: the spot, or the candidates to choose from.

    where_said(reading, "20 km après Tonka, vers Goundam")
    where_said(reading, "km 12", road="tombouctou-goundam")

A suggestion is not a record: it names the framework's roads and places that `where` and `near` of a report would take,
and a person chooses. What is recorded goes through `incidents` and is cut to each reader there, like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from toguna.analysis.where import Candidate, Context, Gazetteer, distance_m, locate
from toguna.analysis.where.geodesy import bearing
from toguna.base.text import LANGUAGES, Text
from toguna.domain.places import Place, Road
from toguna.server.queries.gazetteers import gazetteer
from toguna.server.queries.layer_rows import EventRow, shown
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading

LONGEST: Final = 400
"""Characters of a phrase that are read."""
NEAREST_M: Final = 15_000.0
"""A place further than this from a spot on the road is not `near` it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One candidate for people: what it is called, and how a report would hold it.

    `where` are ids of the framework's roads and places (empty: none of them is there), `near` is one of its places,
    `place_precision` a code of `codes.PLACE_PRECISIONS`. `along_m` is the chainage on the road, and `within_m` how far
    the truth may lie from it. `name` is the label without that.
    """

    candidate: Candidate
    label: Text
    where: tuple[str, ...]
    near: str | None
    place_precision: str
    along_m: int | None
    within_m: int
    name: Text

    @property
    def key(self) -> str:
        """What a form sends back for it; the same as long as it is the same spot."""
        spot = self.candidate
        told = f"{spot.method}|{spot.road}|{spot.chainage_m}|{spot.lon:.3f}|{spot.lat:.3f}"
        return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    """What was made of a phrase.

    `verdict` is `found` (one suggestion, no doubt), `candidates` (choose) or `not_found`; `why` are the sentences that
    say what is in doubt or could not be read, and what to add, `doubts` their codes (`analysis.where.answers`).
    `gazetteer` is the version that it was read with.
    """

    said: str
    verdict: str
    suggestions: tuple[Suggestion, ...]
    why: tuple[Text, ...]
    unread: tuple[str, ...]
    gazetteer: str
    doubts: tuple[str, ...] = ()

    @property
    def found(self) -> Suggestion | None:
        """The one suggestion, where there is no doubt which."""
        return self.suggestions[0] if self.verdict == "found" else None


def where_said(
    reading: Reading,
    words: str,
    *,
    on: date | None = None,
    road: str | None = None,
    near: Collection[str] = (),
) -> Told:
    """What a phrase stands for in the framework.

    Parameters
    ----------
    words : str
        French or English, any spelling; at most `LONGEST` characters are read.
    on : date, optional
        The day that is spoken of: names and areas are those of that day.
    road : str, optional
        The road that is spoken of, where the caller knows it; kilometres without a road are counted on it.
    near : collection of str, optional
        Places of the framework that are spoken of besides; they decide between places of one name.
    """
    held = gazetteer(reading, on)
    answer = locate(words[:LONGEST], held, context=Context(road, tuple(near)))
    suggestions = tuple(_suggestion(reading, held, one) for one in answer.candidates)
    why = tuple(Text(fr=_safe(one.say("fr")), en=_safe(one.say("en"))) for one in answer.problems)
    doubts = tuple(one.code for one in answer.problems)
    return Told(answer.said, answer.verdict, suggestions, why, answer.unread, answer.gazetteer, doubts)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A published row without a position: what it says of where, and what that may stand for. Nothing is changed."""

    row: EventRow
    told: Told


def unplaced(reading: Reading, layer: str) -> Iterator[Unplaced]:
    """The rows of a layer without a position that name a place, as far as this reader may know where they were.

    Raises
    ------
    UnknownLayer
    """
    for row in shown(reading, layer):
        if row.lat is None and row.place:
            words = f"{row.place}, cercle {row.adm2}" if row.adm2 else row.place
            yield Unplaced(row, where_said(reading, words, on=row.date.first))


def spot_along(reading: Reading, where: Collection[str], along_m: int | None, within_m: int | None) -> Text | None:
    """What a report keeps of a spot on a road, for those who may read the report; None where it keeps none."""
    road = next((held for one in where if (held := reading.by_id(Road).get(one)) is not None), None)
    if road is None or along_m is None or not road.via:
        return None
    spot = {"km": f"{along_m / 1000:.0f}", "first": spot_name(reading, road.via[0])}
    off = max(1, round((within_m or 0) / 1000))
    label = Text(fr=_PK.say("fr", **spot), en=_PK.say("en", **spot))
    fr, en = (_GIVE.say(lang, label=label, km=off) for lang in LANGUAGES)
    return Text(fr=_safe(fr), en=_safe(en))


def _suggestion(reading: Reading, held: Gazetteer, one: Candidate) -> Suggestion:
    roads, places = reading.by_id(Road), reading.by_id(Place)
    road = one.road if one.road in roads else None
    place = one.place if one.place in places else None
    near = place or (_nearest(held, one, places) if one.method != "area" else None)
    name = _on_road(reading, held, one) or _of_places(reading, held, one)
    where = (road,) if road else (place,) if place else ()
    return Suggestion(
        one,
        _within(name, one.uncertainty_m),
        where,
        near,
        str(min(one.acled, 2) if one.ucdp == 5 else one.acled),
        one.chainage_m[0] if road and one.chainage_m and one.chainage_m[0] == one.chainage_m[1] else None,
        one.uncertainty_m,
        name,
    )


def _nearest(held: Gazetteer, one: Candidate, places: Collection[str]) -> str | None:
    """The framework's place nearest to a spot, where the spot is known better than its neighbourhood."""
    if one.uncertainty_m > NEAREST_M:
        return None
    by_far = sorted((distance_m(place.point, one.point), place.id) for place in held.places if place.id in places)
    return by_far[0][1] if by_far and by_far[0][0] <= NEAREST_M else None


_HEADINGS: Final = (
    Text(fr="au nord", en="north"),
    Text(fr="au nord-est", en="north-east"),
    Text(fr="à l’est", en="east"),
    Text(fr="au sud-est", en="south-east"),
    Text(fr="au sud", en="south"),
    Text(fr="au sud-ouest", en="south-west"),
    Text(fr="à l’ouest", en="west"),
    Text(fr="au nord-ouest", en="north-west"),
)
_LABELS: Final[dict[str, Text]] = {
    "place": Text(fr="{place}", en="{place}"),
    "near": Text(fr="{place} et ses environs", en="near {place}"),
    "exit": Text(fr="{place}, à la sortie ou à l’entrée", en="edge of {place}"),
    "ring": Text(fr="{place} et ses alentours, direction non dite", en="around {place}, direction not said"),
    "offset": Text(fr="{place}, {km} km {heading}", en="{km} km {heading} of {place}"),
    "side": Text(fr="{place}, {heading}", en="{heading} of {place}"),
    "level": Text(fr="{place}, à sa hauteur", en="level with {place}"),
    "commune": Text(fr="{place} et sa commune", en="commune of {place}"),
    "area": Text(fr="{place}, toute la circonscription", en="{place}, the whole area"),
    "stretch": Text(fr="entre {one} et {two}", en="between {one} and {two}"),
    "half": Text(fr="à mi-chemin entre {one} et {two}", en="half-way between {one} and {two}"),
    "road": Text(fr="tout l’axe : {one}–{two}", en="the whole road: {one}–{two}"),
}
_ON = Text(fr="{road}, PK {km} depuis {first} (entre {one} et {two})", en="{road}, km {km} from {first} ({one}–{two})")
_PK = Text(fr="PK {km} depuis {first}", en="km {km} from {first}")
_OFF = Text(fr="entre {one} et {two}", en="between {one} and {two}")
_GIVE = Text(fr="{label}, à {km} km près", en="{label}, give or take {km} km")


def _within(label: Text, metres: int) -> Text:
    """What people call a candidate, with how far off it may be."""
    km = max(1, round(metres / 1000))
    return Text(fr=_GIVE.say("fr", label=label, km=km), en=_GIVE.say("en", label=label, km=km))


def _on_road(reading: Reading, held: Gazetteer, one: Candidate) -> Text | None:
    if one.method not in ("along", "pk", "level", "exit") or one.road is None or one.segment is None:
        return None
    if one.chainage_m is None or one.place is not None:
        return None
    road = held.road_by_id[one.road]
    first = road.via[0] if road.via else road.stops[0][0]
    data = {
        "road": _road(reading, held, one.road),
        "km": f"{one.chainage_m[0] / 1000:.0f}",
        "first": _name(held, first),
        "one": _name(held, one.segment[0]),
        "two": _name(held, one.segment[1]),
    }
    return Text(fr=_ON.say("fr", **data), en=_ON.say("en", **data))


def _of_places(reading: Reading, held: Gazetteer, one: Candidate) -> Text:
    names = [_name(held, place) for place in one.of]
    anchor = held.by_id.get(one.of[0]) if one.of else None
    data: dict[str, object] = {"place": names[0], "one": names[0], "two": names[-1]}
    if anchor is not None and one.method in ("offset", "side"):
        data["km"] = f"{distance_m(anchor.point, one.point) / 1000:.0f}"
        data["heading"] = _HEADINGS[round(bearing(anchor.point, one.point) / 45) % 8]
    shape = _LABELS.get(one.method, _OFF)
    return Text(fr=shape.say("fr", **data), en=shape.say("en", **data))


def _road(reading: Reading, held: Gazetteer, road: str) -> Text:
    if road in reading.by_id(Road):
        return spot_name(reading, road)
    names = held.road_by_id[road].names
    return Text(fr=names[0], en=names[0]) if names else Text(fr="route", en="road")


def _name(held: Gazetteer, place: str) -> Text:
    """A place with the area that it lies in, where others have its name."""
    one = held.by_id.get(place)
    if one is None or not one.names:
        return Text(fr="croisement", en="junction")
    fr, en = one.names[0], one.names[1] if one.own and len(one.names) > 1 else one.names[0]
    area = f" ({', '.join(one.inside)})" if one.inside and len(held.same_name(one)) > 1 else ""
    return Text(fr=_safe(fr + area), en=_safe(en + area))


def _safe(name: str) -> str:
    return name.replace("{", "(").replace("}", ")")
