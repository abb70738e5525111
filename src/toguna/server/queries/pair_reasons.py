"""Why two accounts may be of one event, in words: what agrees, then what does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from toguna.analysis.pairs import levels as by
from toguna.analysis.pairs.levels import along, shared_harm
from toguna.analysis.pairs.matching import Pair
from toguna.analysis.pairs.sightings import Sighting
from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.queries.gazetteers import gazetteer
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading

_TIME: Final = {
    by.Time.SAME_DAY: Text(fr="même jour", en="same day"),
    by.Time.NEXT_DAY: Text(fr="à un jour près", en="one day apart"),
    by.Time.DAYS_APART: Text(fr="à deux ou trois jours près", en="two or three days apart"),
    by.Time.WEEK_APART: Text(fr="dates éloignées de quatre à sept jours", en="four to seven days apart"),
    by.Time.IN_WEEK: Text(fr="même semaine, jour non précisé", en="same week, day not given"),
    by.Time.IN_MONTH: Text(fr="même mois, jour non précisé", en="same month, day not given"),
    by.Time.IN_MORE: Text(fr="dates compatibles, peu précises", en="dates that fit, loosely known"),
}
_PLACE: Final = {
    by.Place.SPOT: Text(fr="même lieu", en="same place"),
    by.Place.SAME_POINT: Text(fr="même point, peu précis", en="same point, loosely known"),
    by.Place.NEAR: Text(fr="même secteur", en="same surroundings"),
    by.Place.SAME_ROAD: Text(fr="même axe, endroit non précisé", en="same road, spot not given"),
    by.Place.POSSIBLE: Text(fr="lieux compatibles, peu précis", en="places that fit, loosely known"),
    by.Place.BESIDE: Text(fr="lieux voisins", en="neighbouring places"),
    by.Place.AWAY: Text(fr="lieux éloignés de 10 à 40 km", en="places 10 to 40 km apart"),
    by.Place.FAR: Text(fr="lieux éloignés de plus de 40 km", en="places more than 40 km apart"),
}
_ON_ROAD: Final = Text(fr="{place}, {road}", en="{place}, {road}")
_APART_ON_ROAD: Final = Text(fr="à {km} km près sur le même axe, {road}", en="{km} km apart on the same road, {road}")
_SAME_KIND: Final = Text(fr="{kind}", en="{kind}")
_CLOSE_KIND: Final = Text(fr="actes proches : {one}, {two}", en="acts close to each other: {one}, {two}")
_OTHER_KIND: Final = Text(fr="actes différents : {one}, {two}", en="different acts: {one}, {two}")
_HARM: Final = {
    "killed": (Text(fr="{n} tué", en="{n} killed"), Text(fr="{n} tués", en="{n} killed")),
    "injured": (Text(fr="{n} blessé", en="{n} wounded"), Text(fr="{n} blessés", en="{n} wounded")),
    "abducted": (
        Text(fr="{n} personne enlevée", en="{n} abducted"),
        Text(fr="{n} personnes enlevées", en="{n} abducted"),
    ),
    "vehicles": (Text(fr="{n} véhicule", en="{n} vehicle"), Text(fr="{n} véhicules", en="{n} vehicles")),
}
_BY_HARM: Final = {
    by.Harm.NONE: Text(fr="aucune victime des deux côtés", en="no victim on either side"),
    by.Harm.NEAR: Text(fr="bilans voisins", en="tolls that are close"),
    by.Harm.DIFFERENT: Text(fr="bilans différents", en="different tolls"),
}
_BY_AGAINST: Final = {
    by.Against.SHARED: Text(fr="même mesure visée", en="same measure hit"),
    by.Against.OTHER: Text(fr="mesures visées différentes", en="different measures hit"),
}
_BY_WORDS: Final = {
    by.Wording.COPIED: Text(fr="presque les mêmes mots", en="almost the same words"),
    by.Wording.CLOSER: Text(fr="récits très proches", en="accounts very close to each other"),
    by.Wording.CLOSE: Text(fr="récits proches", en="accounts close to each other"),
    by.Wording.ALIKE: Text(fr="récits proches", en="accounts close to each other"),
    by.Wording.UNLIKE: Text(fr="récits sans mot commun", en="accounts without a word in common"),
}


def reasons(reading: Reading, pair: Pair, one: Sighting, two: Sighting) -> tuple[Text, ...]:
    """The reasons of a pair, each a few words."""
    return tuple(_reasons(reading, pair, one, two))


def _reasons(reading: Reading, pair: Pair, one: Sighting, two: Sighting) -> Iterator[Text]:
    time, place, kind, harm, against, words = pair.levels
    if time:
        yield _TIME[by.Time(time)]
    if place:
        yield _where(reading, by.Place(place), one, two)
    if kind:
        yield _kind(by.Kind(kind), one, two)
    yield from _harm(by.Harm(harm), one, two)
    if against:
        yield _BY_AGAINST[by.Against(against)]
    if words in _BY_WORDS:
        yield _BY_WORDS[by.Wording(words)]


def _where(reading: Reading, level: by.Place, one: Sighting, two: Sighting) -> Text:
    held = along(one, two)
    shared = {road for road, _, _ in one.reaches} & {road for road, _, _ in two.reaches}
    if held is None or not shared:
        return _PLACE[level]
    ids = list(gazetteer(reading).road_by_id)
    road = spot_name(reading, ids[min(shared)])
    if held[0] >= 1:
        return _filled(_APART_ON_ROAD, km=round(held[0]), road=road)
    return _filled(_ON_ROAD, place=_PLACE[level], road=road)


def _kind(level: by.Kind, one: Sighting, two: Sighting) -> Text:
    labels = codes.INCIDENT_KINDS.labels
    if level is by.Kind.SAME:
        return _filled(_SAME_KIND, kind=labels[one.kind])
    return _filled(_CLOSE_KIND if level is by.Kind.CLOSE else _OTHER_KIND, one=labels[one.kind], two=labels[two.kind])


def _harm(level: by.Harm, one: Sighting, two: Sighting) -> Iterator[Text]:
    if level in _BY_HARM:
        yield _BY_HARM[level]
    for name, count in shared_harm(one, two):
        yield _filled(_HARM[name][count > 1], n=count)


def _filled(text: Text, **data: Text | int) -> Text:
    def said(lang: str) -> dict[str, str]:
        return {n: v.say(lang) if isinstance(v, Text) else str(v) for n, v in data.items()}

    fr, en = (template.format(**said(lang)) for template, lang in ((text.fr, "fr"), (text.en, "en")))
    return Text(fr=fr.replace("{", "(").replace("}", ")"), en=en.replace("{", "(").replace("}", ")"))
