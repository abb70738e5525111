"""What a phrase stands for: one spot, several to choose from, or what could not be read. Never a silent guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from toguna.analysis.where.geodesy import Point
from toguna.base.text import Text

FOUND, CANDIDATES, NOT_FOUND = "found", "candidates", "not_found"

METHODS: Final[dict[str, Text]] = {
    "place": Text(fr="lieu nommé", en="named place"),
    "near": Text(fr="environs d’un lieu", en="near a place"),
    "offset": Text(fr="distance et direction depuis un lieu", en="distance and direction from a place"),
    "ring": Text(fr="distance depuis un lieu, direction non dite", en="distance from a place, direction not said"),
    "side": Text(fr="d’un côté d’un lieu, distance non dite", en="on one side of a place, distance not said"),
    "exit": Text(fr="sortie ou entrée d’un lieu", en="edge of a place"),
    "along": Text(fr="distance comptée le long de l’axe", en="distance counted along the road"),
    "pk": Text(fr="point kilométrique", en="kilometre mark"),
    "level": Text(fr="sur l’axe, à hauteur d’un lieu", en="on the road, level with a place"),
    "half": Text(fr="à mi-chemin", en="half-way"),
    "stretch": Text(fr="tronçon entre deux lieux", en="stretch between two places"),
    "road": Text(fr="axe entier", en="whole road"),
    "area": Text(fr="circonscription", en="administrative area"),
    "commune": Text(fr="commune, autour de son chef-lieu", en="commune, around its seat"),
}
PROBLEMS: Final[dict[str, Text]] = {
    "nothing-read": Text(
        fr="Aucun lieu connu dans « {words} ». Nommer un lieu, un axe ou un cercle, ou choisir dans la liste.",
        en="No known place in “{words}”. Name a place, a road or a cercle, or choose from the list.",
    ),
    "name-unknown": Text(
        fr="« {name} » n’est pas dans le répertoire des lieux. Vérifier l’orthographe, ou donner un lieu voisin.",
        en="“{name}” is not in the gazetteer. Check the spelling, or give a place nearby.",
    ),
    "name-shared": Text(
        fr="Plusieurs lieux s’appellent « {name} ». Préciser le cercle, l’axe ou un lieu voisin.",
        en="Several places are called “{name}”. Give the cercle, the road or a place nearby.",
    ),
    "name-spelt": Text(
        fr="« {name} » a été lu « {read} ». À confirmer.", en="“{name}” was read as “{read}”. To be confirmed."
    ),
    "way-not-said": Text(
        fr="Le sens n’est pas dit. Ajouter vers quel lieu, ou en venant d’où.",
        en="The direction is not said. Add toward which place, or coming from where.",
    ),
    "road-not-said": Text(
        fr="L’axe n’est pas dit. L’ajouter, par les deux lieux qu’il relie.",
        en="The road is not said. Add it, by the two places that it joins.",
    ),
    "no-road": Text(
        fr="Aucun axe connu ne relie {one} à {two} : une ligne droite en tient lieu.",
        en="No known road joins {one} and {two}: a straight line stands for it.",
    ),
    "beyond-road": Text(
        fr="{said} km, c’est au-delà de la longueur connue de l’axe ({length} km). Vérifier le nombre ou l’axe.",
        en="{said} km is beyond the known length of the road ({length} km). Check the number or the road.",
    ),
    "off-road": Text(
        fr="« {name} » n’est pas sur l’axe nommé. Vérifier l’un ou l’autre.",
        en="“{name}” is not on the road named. Check one or the other.",
    ),
    "not-there": Text(
        fr="« {name} » n’est pas dans la circonscription nommée, selon le répertoire. Vérifier l’une ou l’autre.",
        en="“{name}” is not in the area named, says the gazetteer. Check one or the other.",
    ),
    "area-unknown": Text(
        fr="La circonscription « {name} » n’est pas dans le répertoire : son chef-lieu en tient lieu.",
        en="The area “{name}” is not in the gazetteer: its seat stands for it.",
    ),
    "half-read": Text(
        fr="Tout n’a pas été lu : un lieu manque, ou n’est pas connu. À confirmer, ou à dire autrement.",
        en="Not everything was read: a place is missing, or not known. Confirm, or say it otherwise.",
    ),
    "several-places": Text(
        fr="Plusieurs lieux sont nommés sans lien. Choisir, ou dire « entre … et … ».",
        en="Several places are named without a link. Choose, or say “between … and …”.",
    ),
}
"""Why an answer is not sure, or is none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One spot that a phrase may stand for.

    `lon` and `lat` are its middle, `uncertainty_m` how far from it the truth may lie. On a road, `chainage_m` is from
    where to where, metres from the road's first end, and `segment` the two places that it lies between (the outer ones
    for several). `place` is the place that was named, `area` the area. `acled` is geo_precision (1–3), `ucdp`
    where_prec (1–7). `method` is a code of `METHODS`.
    """

    lon: float
    lat: float
    uncertainty_m: int
    method: str
    acled: int
    ucdp: int
    place: str | None = None
    road: str | None = None
    segment: tuple[str, str] | None = None
    chainage_m: tuple[int, int] | None = None
    area: str | None = None
    of: tuple[str, ...] = ()

    @property
    def point(self) -> Point:
        """Longitude and latitude."""
        return self.lon, self.lat


@dataclass(frozen=True, slots=True)
class Problem:
    """Why it is not sure, with the data of the sentence."""

    code: str
    data: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> Text:
        """The sentence."""
        return PROBLEMS[self.code]

    def say(self, lang: str) -> str:
        """The sentence with its data."""
        return self.text.say(lang, **dict(self.data))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made of a phrase.

    `candidates` holds the one that was found, or those to choose from, the likeliest first. `unread` are the words that
    look like names and were not read, `gazetteer` the version that it was read with.
    """

    said: str
    verdict: str
    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]
    gazetteer: str

    @property
    def found(self) -> Candidate | None:
        """The one spot, where there is no doubt which."""
        return self.candidates[0] if self.verdict == FOUND else None


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows: the road that is spoken of, places nearby, the areas (codes or names)."""

    road: str | None = None
    near: tuple[str, ...] = ()
    areas: frozenset[str] = field(default_factory=frozenset)
