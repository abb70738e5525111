"""The card of a framework: what goes by which number in messages and on paper.

It lists what a phone may list (`phone_lists.py`): roads, places, and the measures under way of the reader's own party.
Nothing to come is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.places import Place
from toguna.server.office.models import CardNumber, PrintedForms
from toguna.server.queries.naming import both
from toguna.server.queries.phone_lists import OTHER, measures
from toguna.server.queries.reading import Reading
from toguna.server.queries.spots import own_places, own_roads


@dataclass(frozen=True, slots=True)
class CardRow:
    """A road, a place or a measure: its number (None: it has none yet), its id and name; the places of a road."""

    number: int | None
    noun: str
    case: str
    name: Text
    via: tuple[str, ...] = ()


def card(reading: Reading) -> tuple[CardRow, ...]:
    """Roads and places by number, then measures."""
    held = {
        (noun, case): number
        for number, noun, case in CardNumber.objects.filter(register=reading.register.hex()).values_list(
            "number", "noun", "case"
        )
    }
    rows = [
        *(
            CardRow(held.get(("road", road.id)), "road", road.id, both(road.name), tuple(road.via))
            for road in own_roads(reading)
        ),
        *(CardRow(held.get(("place", one.id)), "place", one.id, both(one.name)) for one in _places(reading, held)),
        *(
            CardRow(held.get(("measure", one.name)), "measure", one.name, one.label)
            for one in measures(reading)
            if one.name != OTHER
        ),
    ]
    return tuple(sorted(rows, key=lambda row: (row.number is None, row.number or 0, row.case)))


def _places(reading: Reading, numbers: Mapping[tuple[str, str], int]) -> list[Place]:
    """The framework's, and any other that bears a number: cards with it have gone round."""
    own = {place.id for place in own_places(reading)}
    return [one for one in reading.all(Place) if one.id in own or ("place", one.id) in numbers]


def printed(reading: Reading) -> int:
    """The last number that a paper form of this office was printed with; 0 before the first."""
    held = PrintedForms.objects.filter(register=reading.register.hex()).values_list("last", flat=True).first()
    return held or 0


def unnumbered(rows: tuple[CardRow, ...]) -> Mapping[str, list[str]]:
    """What has no number yet, by noun."""
    found: dict[str, list[str]] = {"road": [], "place": [], "measure": []}
    for row in rows:
        if row.number is None:
            found[row.noun].append(row.case)
    return {noun: cases for noun, cases in found.items() if cases}
