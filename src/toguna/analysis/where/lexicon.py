"""The words that are not names: French and English, each a sign for the grammar (`grammar`).

One table for both languages: people mix them, and each phrase then needs one pass.
"""

from __future__ import annotations

from typing import Final

BETWEEN, AND, AFTER, BEFORE, PK, KM, METRE = "E", "&", "A", "B", "P", "k", "m"
DIRECTION, EXIT, HEIGHT, NEAR, TOWARD, COMING, ROAD = "D", "X", "H", "x", "v", "w", "r"
COMMUNE, CERCLE, REGION, SORT, HALF, OF, TO, SKIP, ABOUT = "c", "C", "R", "V", "M", "f", "t", "_", "~"
NUMBER, NAME, UNKNOWN, COMMA, DASH = "#", "N", "u", ",", "-"

_WORDS: Final[dict[str, str]] = {
    BETWEEN: "entre between reliant relie liant linking links connecting connects joining joignant",
    AND: "et and &",
    AFTER: "apres after past beyond depasse passe",
    BEFORE: "avant before",
    PK: "pk borne",
    KM: "km kms kilometre kilometres kilometer kilometers kilom klm",
    METRE: "m metre metres meter meters",
    EXIT: "sortie sorties exit exits entree entrees entrance entry lisiere outskirts portes",
    HEIGHT: "hauteur niveau",
    NEAR: "pres proche proches environs alentours autour parages near nearby around vicinity close outside",
    TOWARD: "vers direction towards toward heading cote",
    COMING: "venant provenance coming quittant leaving",
    ROAD: "route routes axe axes piste pistes troncon troncons road roads axis highway track section goudron nationale",
    COMMUNE: "commune communes arrondissement municipality",
    CERCLE: "cercle cercles circle district prefecture",
    REGION: "region regions province gouvernorat",
    SORT: "village villages ville localite localites hameau campement campements site quartier town city locality "
    "hamlet camp camps secteur zone foire marche market fraction area check-point checkpoint poste gue puits pont lac "
    "foret mare oued wadi well lake bridge ford airport aeroport aerodrome",
    HALF: "mi halfway midway mi-chemin moitie milieu",
    OF: "de du des d from of depuis",
    TO: "a au aux to jusqu jusque until",
    ABOUT: "environ about approximately roughly approx quelque",
    SKIP: "la le les l the un une en in at on sur dans within par by il y this cette cet ce ces an qui that is se s "
    "n trouve part quelquepart somewhere lies lying situe situee located along long chemin way side rive bord "
    "bords droite gauche left right rural rurale urbaine centre center central north-south est-ce pas ne "
    "route-ci ou where distance level height going travelling allant partance pour for partant self even meme "
    "tout toute juste just localement dit dite",
}
_SAID: Final[dict[str, str]] = {
    SKIP: "attaque attaques braquage braquages vehicule vehicules hommes homme armes arme bandits bandit robbery "
    "attack attacked armed men gunmen unidentified enlevement enlevements vol vols voiture camion camions "
    "moto motos bus car truck trucks motorcycle individus individu non identifies embuscade ambush ambushed "
    "tue tues mort morts blesse blesses killed injured wounded dead forains convoi convoy mine engin explosif "
    "ied explosion heure heures hier aujourd hui matin soir nuit morning night yesterday today jour ont ete "
    "a-t was were been has have on contre with avec sans des lors when during pendant their leur leurs tirs "
    "shots incident incidents",
}
_MARKS: Final[dict[str, str]] = {
    "point kilometrique": PK,
    "points kilometriques": PK,
    "borne kilometrique": PK,
    "kilometre numero": PK,
    "mi chemin": HALF,
    "mi parcours": HALF,
    "mi route": HALF,
    "half way": HALF,
    "mid way": HALF,
    "non loin": NEAR,
    "pas loin": NEAR,
    "not far": NEAR,
    "close to": NEAR,
    "next to": NEAR,
    "a proximite": NEAR,
    "proximite": NEAR,
    "a cote": NEAR,
    "au dela": AFTER,
    "en venant": COMING,
    "when coming": COMING,
    "en allant": TOWARD,
    "en partance": TOWARD,
    "on the way": TOWARD,
    "en direction": TOWARD,
    "in the direction": TOWARD,
    "route nationale": "rn",
    "level with": HEIGHT,
    "the level": HEIGHT,
    "a peu pres": ABOUT,
}
_HEADINGS: Final = {
    **dict.fromkeys("nord north northern northward".split(), 0.0),
    **dict.fromkeys("est east eastern".split(), 90.0),
    **dict.fromkeys("sud south southern".split(), 180.0),
    **dict.fromkeys("ouest west western".split(), 270.0),
    **dict.fromkeys("nordest northeast northeastern".split(), 45.0),
    **dict.fromkeys("sudest southeast southeastern".split(), 135.0),
    **dict.fromkeys("sudouest southwest southwestern".split(), 225.0),
    **dict.fromkeys("nordouest northwest northwestern".split(), 315.0),
}
_NUMBERS: Final = {
    **{w: n + 2 for n, w in enumerate("deux trois quatre cinq six sept huit neuf dix onze douze treize".split())},
    **{w: n + 2 for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split())},
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "dozen": 12,
    "hundred": 100,
}
LOOSE: Final = frozenset("dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine dozen".split())
"""Numbers that say `about` by themselves."""
FEW: Final = {"quelques": 4.0, "few": 4.0, "several": 5.0, "plusieurs": 5.0}
"""Numbers that are not said; what they are taken for is as uncertain as itself."""

SIGNS: Final[dict[str, str]] = {
    **{word: sign for sign, listed in _SAID.items() for word in listed.split()},
    **{word: sign for sign, listed in _WORDS.items() for word in listed.split()},
    **dict.fromkeys(_HEADINGS, DIRECTION),
    **dict.fromkeys(_NUMBERS, NUMBER),
    **dict.fromkeys(FEW, NUMBER),
}
PAIRS: Final = _MARKS
HEADINGS, NUMBERS = _HEADINGS, _NUMBERS
BEFORE_EAST: Final = frozenset("l - nord sud sortie entree lisiere cote zone quartier partie".split())
"""What stands before *est* where it is the east and not the verb."""
FEATURES: Final = frozenset(
    "campement campements camp puits lac foret mare oued wadi well lake airport aeroport aerodrome".split()
)
"""Words of `SORT` for what is no settlement."""
