"""`toguna where "20 km après Tonka, vers Goundam"`: the spot, or what there is to choose from."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from toguna.base.errors import InputError
from toguna.base.text import Text, sentence
from toguna.cli.cover import UnknownRoad
from toguna.cli.opening import opened, reading_of
from toguna.cli.output import print_json, table

if TYPE_CHECKING:
    from toguna.server.queries.reading import Reading
    from toguna.server.queries.where import Suggestion, Told

_FOUND = Text(fr="Situé : {label}.", en="Placed: {label}.")
_CHOOSE = Text(fr="À choisir :", en="To choose from:")
_NOT_FOUND = Text(fr="Non situé.", en="Not placed.")
_HELD_AS = Text(fr="     dans un signalement : {what}", en="     in a report: {what}")
_OUTSIDE = Text(fr="aucun axe ni lieu du cadre", en="no road or place of the framework")
_ROWS = Text(
    fr="Couche « {layer} », lignes sans position qui nomment un lieu : {number}. Rien n’est rempli : c’est proposé.",
    en="Layer “{layer}”, rows without a position that name a place: {number}. Nothing is filled in: it is offered.",
)
_SEVERAL = Text(fr="à choisir, {number} possibilités", en="to choose from, {number} candidates")
_UNREAD = Text(fr="Non lu : {words}.", en="Not read: {words}.")


class NoWords(InputError):
    """Neither words nor a layer."""

    code = "no-words"
    text = Text(
        fr='Dire où, entre guillemets : toguna where "20 km au sud de …" ; ou nommer une couche avec --layer.',
        en='Say where, in quotes: toguna where "20 km south of …"; or name a layer with --layer.',
    )


def where(options: argparse.Namespace) -> int:
    """Place the words; 0 where one spot is found, else 1."""
    with opened(options) as home:
        from toguna.base.dates import When
        from toguna.domain.places import Road
        from toguna.server.queries.where import where_said

        reading = reading_of(options, home)
        roads = reading.by_id(Road)
        if options.road is not None and options.road not in roads:
            raise UnknownRoad(value=options.road, known=", ".join(sorted(roads)))
        if options.layer is not None:
            return _rows(reading, options)
        if options.words is None:
            raise NoWords()
        on = When.parse(options.on).first if options.on else None
        told = where_said(reading, options.words, on=on, road=options.road, near=options.near)
        if options.json:
            print_json(as_json(told))
        else:
            _print(told, options.lang)
    return 0 if told.found is not None else 1


def _rows(reading: Reading, options: argparse.Namespace) -> int:
    """The rows of a layer that have no position; 0 where all of them are found."""
    from toguna.server.queries.where import unplaced

    held = list(unplaced(reading, options.layer))
    if options.json:
        print_json({"layer": options.layer, "rows": [{"id": one.row.id, **as_json(one.told)} for one in held]})
    else:
        print(_ROWS.say(options.lang, layer=options.layer, number=len(held)))
        table([(one.row.id, one.told.said, _spot(one.told, options.lang)) for one in held])
    return 0 if all(one.told.found is not None for one in held) else 1


def _spot(told: Told, lang: str) -> str:
    if told.found is not None:
        return told.found.label.say(lang)
    return _SEVERAL.say(lang, number=len(told.suggestions)) if told.suggestions else _NOT_FOUND.say(lang)


def as_json(told: Told) -> dict[str, Any]:
    """The answer with English codes; degrees, metres, and the precision codes of ACLED and UCDP."""
    return {
        "said": told.said,
        "verdict": told.verdict,
        "doubts": list(told.doubts),
        "unread": list(told.unread),
        "gazetteer": told.gazetteer,
        "candidates": [_suggestion(one) for one in told.suggestions],
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    spot = one.candidate
    return {
        "key": one.key,
        "label": {"fr": one.label.fr, "en": one.label.en},
        "method": spot.method,
        "lon": round(spot.lon, 3),
        "lat": round(spot.lat, 3),
        "uncertainty_m": spot.uncertainty_m,
        "geo_precision": spot.acled,
        "where_prec": spot.ucdp,
        "place": spot.place,
        "area": spot.area,
        "road": spot.road,
        "segment": list(spot.segment) if spot.segment else None,
        "chainage_m": list(spot.chainage_m) if spot.chainage_m else None,
        "report": {
            "where": list(one.where),
            "near": one.near,
            "place_precision": one.place_precision,
            "along_m": one.along_m,
            "within_m": one.within_m,
        },
    }


def _print(told: Told, lang: str) -> None:
    if told.found is not None:
        print(_FOUND.say(lang, label=told.found.label))
        _held_as(told.found, lang)
    elif told.suggestions:
        print(_CHOOSE.say(lang))
        for n, one in enumerate(told.suggestions, 1):
            print(f"  {n}. {sentence(one.label.say(lang))}")
            _held_as(one, lang)
    else:
        print(_NOT_FOUND.say(lang))
    for why in told.why:
        print(why.say(lang))
    if told.unread and "name-unknown" not in told.doubts:
        print(_UNREAD.say(lang, words=", ".join(told.unread)))


def _held_as(one: Suggestion, lang: str) -> None:
    print(_HELD_AS.say(lang, what=", ".join(filter(None, (*one.where, one.near))) or _OUTSIDE))
