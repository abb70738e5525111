"""The invented region as the register knows it: names, places in the open ocean, a calendar.

Nothing here exists. Road and place numbers are those of the simulation; the register's ids are `axe-1` to `axe-12`
and the places' names.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from toguna.analysis.simulate import PARTIES, ROADS, Exercise
from toguna.domain.visibility import default_level
from toguna.domain.wire import Payload

FRAMEWORK: Final = "cirandelle"
SECRETARIAT: Final = "mediation"
AUTHORITY: Final = "prefecture"
FIRST_DAY: Final = date(2029, 1, 1)
"""A Monday, so that the simulation's weekdays are the calendar's."""

_PLACES: Final = (
    "Ambrisane Belcoure Cirandelle Dorvaine Elmaure Farandole Galvière Hesparine Isoldane Jaspérine Kerlumine "
    "Lavorane Mirabale Nordelune Ombrevive Perlusane Quelmire Rosambre Silvarène Tarmeline Ursolane Valdorine "
    "Wistérane Xandrine Ysoline Zéphirane Arvelune Brisolande Carmésine Dulcimore Estivane Florimande Grisolune "
    "Havrelune Irisande Jolivane Lumerose Marvoline Novalune Orphirane "
).split()
_PARTIES: Final = (
    (SECRETARIAT, "Bureau de médiation de la Cirandelle", "Cirandelle mediation office", "mediator"),
    (AUTHORITY, "Préfecture de la Cirandelle", "Prefecture of Cirandelle", "state_administration"),
)
_CARRIERS: Final = (
    ("army", "Forces armées", "Armed forces", "armed_forces"),
    ("gendarmerie", "Gendarmerie", "Gendarmerie", "internal_security"),
    ("heron", "Mouvement du Héron", "Heron Movement", "signatory_movement"),
    ("saule", "Mouvement du Saule", "Willow Movement", "signatory_movement"),
    ("comete", "Mouvement de la Comète", "Comet Movement", "signatory_movement"),
)
CARRIER: Final = {letter: held[0] for letter, held in zip(PARTIES, _CARRIERS, strict=True)}
"""The simulation's letters as parties of the register."""

_MIDDLE: Final = (-45.0, -120.0)
_RADIUS: Final = 1.1


@dataclass(frozen=True)
class Region:
    """A drawn exercise with the register's names."""

    drawn: Exercise

    def road(self, number: int) -> str:
        """The id of a road."""
        return f"axe-{number + 1}"

    def place(self, number: int) -> str:
        """The id of a place."""
        return _PLACES[number].lower().replace("é", "e").replace("è", "e")

    def day(self, number: int) -> date:
        """The day that many days after the first."""
        return FIRST_DAY + timedelta(days=number)

    def via(self, number: int) -> tuple[int, ...]:
        """The places of a road in order; its last one begins the next road of the circle."""
        return (*self._on(number), self._on((number + 1) % ROADS)[0])

    def _on(self, number: int) -> list[int]:
        return [place for place, at in enumerate(self.drawn.place_road) if at == number]

    def parties(self) -> list[tuple[str, dict[str, str], str]]:
        """Code, name and constituency of those who sit in the framework."""
        return [(code, {"fr": fr, "en": en}, kind) for code, fr, en, kind in (*_PARTIES, *_CARRIERS)]

    def standing(self) -> list[tuple[Payload, str]]:
        """What stands before anything happens."""
        said = [self._framework(), *self._parties()]
        said += [self._place(number) for number in range(len(_PLACES))]
        said += [self._road(number) for number in range(ROADS)]
        return [(payload, default_level(payload.type.partition(".")[0])) for payload in said]

    def _framework(self) -> Payload:
        name = {
            "fr": "Cadre de concertation sur la sécurité de la Cirandelle",
            "en": "Joint security framework of Cirandelle",
        }
        members = [code for code, _, _ in self.parties()]
        fields = {"name": name, "founded": "2028-11", "mediated_by": SECRETARIAT, "members": members}
        return Payload("framework.founded", FRAMEWORK, fields, FIRST_DAY)

    def _parties(self) -> list[Payload]:
        return [
            Payload("party.recorded", code, {"name": name, "constituency": kind}, FIRST_DAY)
            for code, name, kind in self.parties()
        ]

    def _place(self, number: int) -> Payload:
        lat, lon = self._at(number)
        fields: dict[str, Any] = {
            "name": {"fr": _PLACES[number], "en": _PLACES[number]},
            "kind": "town" if number in {self._on(road)[0] for road in range(ROADS)} else "village",
            "lat": round(lat * 1000),
            "lon": round(lon * 1000),
            "rough": True,
            "market_days": [self.drawn.place_market[number] + 1],
        }
        return Payload("place.recorded", self.place(number), fields, FIRST_DAY)

    def _at(self, number: int) -> tuple[float, float]:
        """Along a circle, in the order of the roads, a little to either side."""
        road = self.drawn.place_road[number]
        on = self._on(road)
        along = 2 * math.pi * (road + on.index(number) / len(on)) / ROADS
        radius = _RADIUS * (1 + 0.08 * (-1) ** on.index(number) * (on.index(number) > 0))
        return _MIDDLE[0] + radius * math.cos(along), _MIDDLE[1] + radius * math.sin(along) / math.cos(
            math.radians(_MIDDLE[0])
        )

    def _road(self, number: int) -> Payload:
        via = self.via(number)
        one, two = _PLACES[via[0]], _PLACES[via[-1]]
        fields = {
            "name": {"fr": f"axe {one}–{two}", "en": f"{one}–{two} road"},
            "via": [self.place(place) for place in via],
            "framework": FRAMEWORK,
        }
        return Payload("road.recorded", self.road(number), fields, FIRST_DAY)
