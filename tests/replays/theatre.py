"""The stage of the replays: an invented valley in which seats act day by day, through the same acts as in life.

The days are those of the documented scenario (domain notes §13), the places and parties are not: a register in which
seats act is no record of what anybody did.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pytest
from homes import Home

from toguna.base.errors import TogunaError
from toguna.domain.entity import Entity
from toguna.register.signing import DeviceKey
from toguna.server.actions.receipts import Receipt
from toguna.server.acts.performing import perform
from toguna.server.ledger import store
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.situation import Situation, situation

E = TypeVar("E", bound=Entity)
VALLEY, RIVER = "aubane-corvelle", "corvelle-dormine"
FOUNDED = """
scenario: {id: theatre, mode: exercise, entered_by: bureau, show_at: 2018-12-01, first_framework: vallee}
places:
  - {id: aubane,   en: Aubane,   fr: Aubane,   kind: city,    adm1: x-vallee, lat: -31.00, lon: -21.00}
  - {id: brisole,  en: Brisole,  fr: Brisole,  kind: village, adm1: x-vallee, lat: -31.20, lon: -21.20}
  - {id: corvelle, en: Corvelle, fr: Corvelle, kind: town,    adm1: x-vallee, lat: -31.40, lon: -21.40}
  - {id: tonelle,  en: Tonelle,  fr: Tonelle,  kind: town,    adm1: x-vallee, lat: -31.60, lon: -21.60}
  - {id: dormine,  en: Dormine,  fr: Dormine,  kind: town,    adm1: x-vallee, lat: -31.80, lon: -21.80}
roads:
  - {id: aubane-corvelle,  framework: vallee, en: Aubane–Corvelle road,  fr: axe Aubane–Corvelle,
     via: [aubane, brisole, corvelle]}
  - {id: corvelle-dormine, framework: vallee, en: Corvelle–Dormine road, fr: axe Corvelle–Dormine,
     via: [corvelle, tonelle, dormine]}
parties:
  - {id: bureau,   en: Mediation office,   fr: Bureau de médiation, constituency: mediator}
  - {id: province, en: Province,           fr: Gouvernorat, constituency: state_administration}
  - {id: troupe,   en: Armed forces,       fr: Forces armées, constituency: armed_forces}
  - {id: brigade,  en: Gendarmerie,        fr: Gendarmerie, constituency: internal_security}
  - {id: heron,    en: Heron Movement,     fr: Mouvement du Héron, constituency: signatory_movement}
  - {id: saule,    en: Willow Movement,    fr: Mouvement du Saule, constituency: signatory_movement}
  - {id: notables, en: Chiefs,             fr: Chefs et notables, constituency: traditional_authority}
  - {id: jeunes,   en: Youth council,      fr: Conseil de la jeunesse, constituency: youth}
  - {id: bailleur, en: Fund,               fr: Fonds, constituency: donor}
  - {id: temoin,   en: Observer,           fr: Observateur, constituency: observer}
frameworks:
  - {id: vallee, en: Valley framework, fr: Cadre de la vallée,
     members: [bureau, province, troupe, brigade, heron, saule, notables, jeunes, bailleur, temoin]}
"""
SEATS = ("bureau", "province", "troupe", "brigade", "heron", "saule", "notables", "jeunes", "bailleur", "temoin")
STRETCHES = [
    {"road": VALLEY, "segment_from": "aubane", "segment_to": "brisole"},
    {"road": VALLEY, "segment_from": "brisole", "segment_to": "corvelle"},
]


class Theatre:
    """The register on one day of its play."""

    def __init__(self, home: Home, key: DeviceKey) -> None:
        self.home, self.key, self.day, self.sent = home, key, date(2018, 12, 1), 0

    def on(self, day: str) -> Theatre:
        """Go on to a day: time does not run backwards."""
        assert date.fromisoformat(day) >= self.day
        self.day = date.fromisoformat(day)
        return self

    def reads(self, seat: str, day: str | None = None) -> Reading:
        """What a seat reads, on this day or as an earlier one showed it."""
        if day is not None:
            return read(self.home, framework="vallee", seat=seat, as_of=date.fromisoformat(day))
        # A register that learnt nothing today would show the last day on which it did.
        return replace(read(self.home, framework="vallee", seat=seat, as_of=None), today=self.day)

    def sees(self, seat: str, day: str | None = None) -> Situation:
        """The situation that a seat reads."""
        return situation(self.reads(seat, day))

    def does(self, seat: str, act: str, case: str | None = None, **said: Any) -> Receipt:
        """One act of a seat."""
        self.sent += 1
        return perform(self.reads(seat), self.key, act, said, token=f"replay-{self.sent:05}", lang="fr", case=case)

    def refuses(self, error: type[TogunaError], seat: str, act: str, case: str | None = None, /, **said: Any) -> str:
        """An act that is refused and writes nothing; the French sentence."""
        before = store.frontier(self.reads(seat).register)
        with pytest.raises(error) as raised:
            self.does(seat, act, case, **said)
        assert store.frontier(self.reads(seat).register) == before
        return raised.value.say("fr")

    def held(self, kind: type[E], case: str) -> E:
        """A case as the secretariat holds it today."""
        return self.reads("bureau").by_id(kind)[case]

    def begin(self, seat: str, until: str, *, start: str | None = None, permit: str = "2020-12-31", **more: Any) -> str:
        """A measure of the seat's party from its proposal to its first day; its id."""
        said = {"kind": "road_patrol", "by": [seat], "stretches": STRETCHES, "until": until, "level": "regular", **more}
        case = self.does(seat, "measure.propose", **said).case
        self.does("province", "measure.authorise", case, by="province", until=permit)
        self.does(seat, "measure.resource", case, means=[{"kind": "fuel", "until": until}])
        self.does(seat, "measure.activate", case, start=start or self.day.isoformat())
        return case

    def incident(self, kind: str, day: str, where: str, **more: Any) -> str:
        """An incident reported and screened by the secretariat; its id."""
        case = self.does("bureau", "incident.report", kind=kind, date=day, where=[where], **more).case
        self.does("bureau", "incident.screen", case, reliability="C", credibility="3")
        return case
