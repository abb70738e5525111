"""A place in words, on a form: what it may stand for, and the spot that was chosen; the software chooses none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain.places import Road
from toguna.server.acts.act import Field, Kind, Said
from toguna.server.queries.reading import Reading
from toguna.server.queries.where import Suggestion, Told, where_said

NONE: Final = "none"
"""None of the spots that were offered: the words stand alone."""
FINE_M: Final = 100
"""A chainage is kept in whole hundreds of metres, as positions in whole thousandths of a degree."""
IN_WORDS: Final = Field(
    "where_said",
    Kind.SAID,
    Text(fr="Où, dans vos mots", en="Where, in your words"),
    Text(
        fr="Comme on le dit : entre deux lieux, à 20 km d’un lieu vers un autre, PK 35 d’un axe, sortie nord, "
        "environs. Puis choisir parmi ce qui est proposé.",
        en="As people say it: between two places, 20 km from one toward another, km 35 of a road, northern exit, near. "
        "Then choose from what is offered.",
    ),
)

LISTED: Final = Field(
    "where",
    Kind.SPOT,
    Text(fr="Où, dans la liste", en="Where, from the list"),
    Text(fr="Si vos mots n’ont rien donné.", en="Where your words led to nothing."),
    required=True,
    many=True,
    instead=IN_WORDS.name,
)


def told_of(reading: Reading, words: str, where: object = ()) -> Told:
    """What the words may stand for; kilometres without a road are counted on the one road among `where`, which is as it
    was sent and may be anything.
    """
    ticked = where if isinstance(where, list | tuple) else [where]
    roads = [one for one in ticked if isinstance(one, str) and one in reading.by_id(Road)]
    return reading.once(
        ("where said", words, tuple(roads)),
        lambda: where_said(reading, words, road=roads[0] if len(roads) == 1 else None),
    )


def chosen(told: Told, spot: str) -> Suggestion | None:
    """The suggestion that was chosen; None where it is none of them any more."""
    return next((one for one in told.suggestions if one.key == spot), None)


def spot_given(said: object) -> bool:
    """Whether one of the spots offered was chosen."""
    return isinstance(said, Mapping) and said.get("spot") not in (None, "", NONE)


def as_report(said: Said) -> dict[str, Any]:
    """What was said with the spot as a report keeps it: the words, the road and place, the chainage and its doubt."""
    told, held = _apart(said)
    if held is None:
        return told
    told["where_said"] = held["words"]
    spot: Suggestion | None = held["spot"]
    if spot is not None:
        told |= _placed(told, spot)
        told["within_m"], told["gazetteer"] = _fine(spot.within_m), held["gazetteer"]
        if spot.along_m is not None:
            told["along_m"] = _fine(spot.along_m)
    return told


def as_incident(said: Said) -> dict[str, Any]:
    """The same as an incident keeps it: a road and a named place, never the words nor a measured point."""
    told, held = _apart(said)
    if held is None or held["spot"] is None:
        return told
    return {**told, **_placed(told, held["spot"]), "place_precision": held["spot"].place_precision}


def _apart(said: Said) -> tuple[dict[str, Any], Mapping[str, Any] | None]:
    told = dict(said)
    return told, told.pop(IN_WORDS.name, None)


def _placed(told: Mapping[str, Any], spot: Suggestion) -> dict[str, Any]:
    where = list(dict.fromkeys((*spot.where, *told.get("where", ()))))
    near = told.get("near") or spot.near
    return {"where": where, **({"near": near} if near else {})}


def _fine(metres: int) -> int:
    return FINE_M * round(metres / FINE_M)
