"""Accounts whose events are known: the incidents of an exercise, each told once or more, rewritten by rule.

Every account after the first is told by somebody else: another day or only the week, the next village or only the axis,
a neighbouring kind, some counts left out or one too many, other words, no accents, a letter typed wrong, English. Real
neighbours are there too: the exercise strikes the same axis twice in a week. Nothing here happened.

    python scripts/twin_reports.py [--fit]      # how well the shipped weights do, or new ones
"""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from toguna.analysis.pairs.levels import FEATURES  # noqa: E402 - the package may not be installed
from toguna.analysis.pairs.matching import compared, find  # noqa: E402
from toguna.analysis.pairs.sightings import Sighting, Table  # noqa: E402
from toguna.analysis.pairs.weights import SHIPPED, Weights, fit  # noqa: E402
from toguna.analysis.simulate import Exercise, SimulatedIncident, exercise  # noqa: E402

LEARN: Final = (1, 2, 3)
HELD_OUT: Final = (11, 12)
"""Exercises that the weights were never shown."""
SPACING_KM: Final = 18.0
"""Between two places of a road."""
_ROADS_APART: Final = 1.2
_CLOSE: Final = {
    "ROB-ROAD": ("ROB-MKT", "VEH-TAKE", "CHK-ILL"),
    "ROB-MKT": ("ROB-ROAD", "ROB-ROAD", "VEH-TAKE"),
    "VEH-TAKE": ("ROB-ROAD", "ABD"),
    "KIL-ROB": ("ROB-ROAD", "KIL-TGT"),
    "INJ": ("FIR", "ATT-MEAS"),
}
_GOODS: Final = (
    ("de l’argent", "money"),
    ("des téléphones", "telephones"),
    ("du carburant", "fuel"),
    ("des vivres", "food"),
    ("des sacs de riz", "bags of rice"),
    ("du sucre et du thé", "sugar and tea"),
    ("des rouleaux de tissu", "rolls of cloth"),
    ("la recette de la foire", "the takings of the fair"),
    ("des moutons", "sheep"),
    ("des bagages", "luggage"),
    ("des médicaments", "medicines"),
    ("des pièces de rechange", "spare parts"),
    ("des panneaux solaires", "solar panels"),
    ("des bijoux", "jewellery"),
    ("des batteries", "batteries"),
    ("des sandales et des couvertures", "sandals and blankets"),
    ("du poisson séché", "dried fish"),
    ("des barres de sel", "slabs of salt"),
    ("des cartons de cigarettes", "cartons of cigarettes"),
    ("des papiers de voiture", "car papers"),
)
_CARS: Final = (
    ("un camion", "a lorry"),
    ("un minibus", "a minibus"),
    ("un pick-up", "a pick-up"),
    ("un taxi-brousse", "a bush taxi"),
    ("des tricycles", "three-wheelers"),
    ("un car de ligne", "a coach"),
    ("une citerne", "a tanker"),
    ("des charrettes", "carts"),
    ("une ambulance", "an ambulance"),
    ("des motocyclistes", "motorcyclists"),
    ("un convoi de forains", "a convoy of traders"),
    ("une pirogue motorisée", "a motor canoe"),
)
_HIT: Final = ("traders", "passengers", "health", "carriers", "herders")
_HOURS: Final = (
    ("au petit matin", "at dawn"),
    ("en fin de matinée", "late in the morning"),
    ("vers midi", "around noon"),
    ("dans l’après-midi", "in the afternoon"),
    ("à la tombée de la nuit", "at nightfall"),
    ("après la dernière prière", "after the last prayer"),
    ("en pleine nuit", "in the middle of the night"),
    ("au retour du marché", "on the way back from market"),
)
_AFTER: Final = (
    ("puis ont pris la direction du nord", "then left northwards"),
    ("avant de s’enfoncer dans la brousse", "then vanished into the bush"),
    ("et ont tiré en l’air en partant", "and fired into the air as they left"),
    ("et ont crevé les pneus", "and slashed the tyres"),
    ("et ont relâché tout le monde deux heures après", "and let everybody go two hours later"),
    ("sans toucher aux femmes ni aux vieillards", "without touching women or old people"),
    ("en menaçant de revenir le dimanche", "threatening to come back on Sunday"),
    ("et ont mis le feu à la cabine", "and set fire to the cabin"),
    ("en emmenant le chauffeur jusqu’au puits", "taking the driver as far as the well"),
    ("le visage caché par un turban jaune", "their faces hidden by a yellow turban"),
    ("en demandant qui transportait du matériel", "asking who was carrying equipment"),
    ("malgré l’arrivée d’un troupeau sur la piste", "although a herd was coming along the track"),
)
_TOLD: Final = (
    "{hour}, {men} hommes armés ont arrêté {car} près de {place} et ont pris {goods}, {after}.",
    "Braquage vers {place} {hour} : {car} intercepté, {goods} emportés par {men} hommes en armes.",
    "Des passagers racontent que {men} individus ont bloqué {car} à hauteur de {place} ; partis avec {goods} {after}.",
    "{car} attaqué à {place}. {men} assaillants. Perdu : {goods}.",
    "On nous signale une attaque {hour} aux environs de {place}, {men} hommes sur des motos, {goods} volés, {after}.",
)
_TOLD_EN: Final = (
    "{hour}, {men} armed men stopped {car} near {place} and took {goods}, {after}.",
    "Robbery close to {place}: {car} held up by {men} gunmen, {goods} stolen.",
    "Attack reported around {place} {hour}; {men} men on motorcycles, {goods} lost, {after}.",
)


@dataclass(frozen=True, slots=True)
class Account:
    """One account, and the event that it is of."""

    event: int
    said: Sighting


@dataclass(frozen=True, slots=True)
class _Event:
    """What happened, whole."""

    number: int
    held: SimulatedIncident
    at: int
    harm: tuple[int, int, int, int]
    men: int
    goods: tuple[int, int]
    car: int
    hour: int
    after: int


def accounts(seed: int, *, share_told_twice: float = 0.4) -> list[Account]:
    """The accounts of an exercise, in the order in which they were given."""
    dice = random.Random(seed)  # noqa: S311 - invented accounts, the same for the same seed
    drawn = exercise(seed)
    out: list[Account] = []
    for number, held in enumerate(drawn.incidents):
        event = _event(dice, drawn, number, held)
        out.append(Account(number, _first(dice, drawn, event)))
        told = (dice.random() < share_told_twice) + (dice.random() < share_told_twice / 4)
        out += [Account(number, _retold(dice, drawn, event, n + 1)) for n in range(told)]
    return out


def _event(dice: random.Random, drawn: Exercise, number: int, held: SimulatedIncident) -> _Event:
    on = [place for place, road in enumerate(drawn.place_road) if road == held.road]
    killed = dice.choice((1, 1, 2)) if held.kind == "KIL-ROB" else 0
    injured = dice.choice((1, 2, 3)) if held.kind == "INJ" else dice.choice((0, 0, 0, 1, 2))
    vehicles = dice.choice((1, 1, 1, 2, 2, 3, 4, 6))
    harm = (killed, injured, dice.choice((0, 0, 0, 0, 1)), vehicles)
    goods = (dice.randrange(len(_GOODS)), dice.randrange(len(_GOODS)))
    picks = (dice.randrange(len(_CARS)), dice.randrange(len(_HOURS)), dice.randrange(len(_AFTER)))
    at = on.index(held.place) if held.place in on else 0
    return _Event(number, held, at, harm, dice.randint(2, 12), goods, *picks)


def _place(road: int, at: float, radius_km: float) -> dict[str, Any]:
    km = at * SPACING_KM
    reach = ((road, max(0.0, km - radius_km), km + radius_km),)
    return {"lat": 15.0 + km / 111.2, "lon": road * _ROADS_APART, "radius_km": radius_km, "reaches": reach}


def _point(dice: random.Random, event: _Event) -> dict[str, Any]:
    """As published tables place things: a point, mostly the same for the same village, right within 25 km; no road."""
    off = 0.0 if dice.random() < 0.75 else dice.uniform(-0.6, 0.6)
    return {**_place(event.held.road, event.at + off, 25.0), "reaches": ()}


def _whole_road(drawn: Exercise, road: int) -> dict[str, Any]:
    length = sum(one == road for one in drawn.place_road) * SPACING_KM
    half = length / 2
    at = half / SPACING_KM
    return {**_place(road, at, half), "reaches": ((road, 0.0, length),)}


def _first(dice: random.Random, drawn: Exercise, event: _Event) -> Sighting:
    """As somebody entered it who was near."""
    day = event.held.day
    where = _place(event.held.road, event.at, 3.0) if dice.random() < 0.8 else _whole_road(drawn, event.held.road)
    if dice.random() < 0.15:
        where = _point(dice, event)
    harm = tuple(count if dice.random() < 0.75 else -1 for count in event.harm)
    text = _told(dice, drawn, event, event.held.place) if dice.random() < 0.9 else ""
    against = _hit(dice, event)
    return Sighting(f"e{event.number}", day, day, event.held.kind, harm=harm, against=against, text=text, **where)


def _retold(dice: random.Random, drawn: Exercise, event: _Event, number: int) -> Sighting:
    """The same event as somebody else tells it."""
    said = _first(dice, drawn, event)
    draw = dice.random()
    if draw < 0.12:
        shift = dice.choice((-1, 1))
        said = replace(said, first=said.first + shift, last=said.last + shift)
    elif draw < 0.2:
        monday = said.first - said.first % 7
        said = replace(said, first=monday, last=monday + 6)
    elif draw < 0.22:
        month = said.first - said.first % 30
        said = replace(said, first=month, last=month + 29)
    place, at = event.held.place, float(event.at)
    draw = dice.random()
    if draw < 0.2:
        where = _whole_road(drawn, event.held.road)
    elif draw < 0.4:
        at, place = at + dice.choice((-1, 1)) * 0.6, place
        where = _place(event.held.road, max(0.0, at), 8.0)
    else:
        where = _place(event.held.road, at, 3.0)
    if dice.random() < 0.15:
        where = _point(dice, event)
    draw = dice.random()
    kind = dice.choice(_CLOSE[said.kind]) if draw < 0.2 else "OTH" if draw < 0.25 else said.kind
    harm = tuple(_recounted(dice, count) for count in event.harm)
    draw = dice.random()
    text = "" if draw < 0.1 else _told(dice, drawn, event, place, _TOLD_EN if draw < 0.2 else _TOLD)
    if draw < 0.6:
        text = _mistyped(dice, text)
    return replace(said, id=f"e{event.number}-{number}", kind=kind, harm=harm, text=text, **where)


def _hit(dice: random.Random, event: _Event) -> frozenset[str]:
    """Who was hit: said every other time, and now and then as somebody else."""
    hit = _HIT[event.car % len(_HIT)] if dice.random() < 0.92 else dice.choice(_HIT)
    return frozenset({hit}) if dice.random() < 0.5 else frozenset()


def _recounted(dice: random.Random, count: int) -> int:
    draw = dice.random()
    return count if draw < 0.6 else count + 1 if draw < 0.68 else -1


def _told(dice: random.Random, drawn: Exercise, event: _Event, place: int, patterns: tuple[str, ...] = _TOLD) -> str:
    lang = 1 if patterns is _TOLD_EN else 0
    men = event.men if dice.random() < 0.8 else event.men + dice.choice((-1, 1, 2))
    return dice.choice(patterns).format(
        hour=_HOURS[event.hour][lang],
        men=men,
        car=_CARS[event.car][lang],
        place=f"Val-{_name(place)}",
        goods=_two(_GOODS[event.goods[0]], _GOODS[event.goods[1]])[lang],
        after=_AFTER[event.after][lang],
    )


def _two(one: tuple[str, str], two: tuple[str, str]) -> tuple[str, str]:
    return f"{one[0]}, {two[0]}", f"{one[1]}, {two[1]}"


def _name(place: int) -> str:
    """A name for an invented place."""
    begin, end = divmod(place, 8)
    return ("Bar", "Dour", "Kel", "Mira", "Sab", "Tann")[begin % 6] + (
        "asso",
        "enne",
        "idou",
        "olle",
        "umbé",
        "aga",
        "éré",
        "iwal",
    )[end]


def _mistyped(dice: random.Random, text: str) -> str:
    """Without accents, sometimes with a letter missing or doubled."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    letters = []
    for letter in plain:
        draw = dice.random()
        if draw < 0.015:
            continue
        letters.append(letter * 2 if draw < 0.025 else letter)
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class Measured:
    """How many accounts there are; how many pairs were suggested, how many of them are right, how many there are."""

    accounts: int
    suggested: int
    right: int
    there: int

    @property
    def precision(self) -> float:
        """Of what is suggested, the share that is right."""
        return self.right / self.suggested if self.suggested else 1.0

    @property
    def recall(self) -> float:
        """Of what there is, the share that is suggested."""
        return self.right / self.there if self.there else 1.0


def fitted(regions: Sequence[list[Account]]) -> Weights:
    """Weights from the labelled accounts of several exercises."""
    import numpy as np

    held: list[tuple[npt.NDArray[np.int64], ...]] = []
    before = 0
    for region in regions:
        table, events = Table([one.said for one in region]), np.array([one.event for one in region])
        one, two, levels = compared(table, table)
        below = one < two
        held.append((one[below] + before, two[below] + before, levels[below], (events[one] == events[two])[below]))
        before += len(region)
    one, two, levels, same = (np.concatenate(parts) for parts in zip(*held, strict=True))
    return fit(one, two, levels, same)


def measured(held: list[Account], weights: Weights) -> Measured:
    """How well weights find the pairs of labelled accounts."""
    table = Table([one.said for one in held])
    found = find(table, table, weights)
    right = sum(held[pair.new].event == held[pair.stored].event for pair in found)
    return Measured(len(held), len(found), right, sum(1 for _ in _pairs(held)))


def _pairs(held: list[Account]) -> Iterator[tuple[int, int]]:
    of: dict[int, list[int]] = {}
    for n, one in enumerate(held):
        of.setdefault(one.event, []).append(n)
    for rows in of.values():
        for at, a in enumerate(rows):
            yield from ((a, b) for b in rows[at + 1 :])


def main(arguments: list[str]) -> int:
    """Print the weights and how well they do on the half that they were not fitted on."""
    weights = fitted([accounts(seed) for seed in LEARN]) if "--fit" in arguments else SHIPPED
    for name in FEATURES:
        print(f'        "{name}": {weights.by_feature[name]},')
    print(f"    prior {weights.prior}, threshold {weights.threshold}")
    for name, held in (("fitted on", LEARN), ("held out", HELD_OUT)):
        for seed in held:
            m = measured(accounts(seed), weights)
            print(
                f"{name}, exercise {seed}: {m.accounts} accounts, {m.there} pairs, {m.suggested} suggested, "
                f"precision {m.precision:.3f}, recall {m.recall:.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
