"""SMS as hurried people write them, by rule and by chance, with what each of them means.

Its words are its own: they were written without the parser's tables, and hold words that the parser does not know.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from toguna.server.intake.sms.book import Book, Numbered

TODAY = date(2031, 6, 16)
_NAMES = (
    "Tombouctou Goundam Diré Tonka Niafunké Ber Bourem Douékiré Tindirma Kabara Toya Acharane Bintagoungou Léré "
    "Echell Gargando Zouéra Tin-Aïcha Rharous Gossi Ménaka Ansongo Taoussa Almoustarat Hombori"
).split()
_ROADS = {
    "tombouctou-goundam": ("tombouctou", "douekire", "acharane", "goundam"),
    "goundam-niafunke": ("goundam", "tonka", "tindirma", "niafunke"),
    "tombouctou-bourem": ("tombouctou", "toya", "rharous", "bourem"),
    "tombouctou-ber": ("tombouctou", "ber"),
}
USUAL, HARDER = (0, 0, 1, 1, 2), (2, 3, 4, 5)
"""Typing errors of a message in a hurry, and of one that is worse."""
UNSURE = -1
"""A count that nobody may take for one."""


def bare(text: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def gazetteer() -> Book:
    """A framework's card: four roads and twenty-five places."""
    ids = [bare(name).lower() for name in _NAMES]
    return Book(
        [
            *(Numbered(31 + n, id_, "road", (f"axe {id_}",), via) for n, (id_, via) in enumerate(_ROADS.items())),
            *(
                Numbered(101 + n, id_, "place", (name, *(["Timbuktu"] if name == "Tombouctou" else [])))
                for n, (id_, name) in enumerate(zip(ids, _NAMES, strict=True))
            ),
            Numbered(501, "m1", "measure", ("patrouilles",)),
        ]
    )


@dataclass
class Message:
    """A message and what was meant by it."""

    text: str
    kind: str
    spots: frozenset[str]
    counts: dict[str, int] = field(default_factory=dict)
    day: date | None = None


_KINDS = {
    "ROB-ROAD": ("braquage", "braquage", "braquage de passagers", "coupeurs de route, braquage", "Braquage"),
    "ROB-MKT": ("braquage de forains", "braquage convoi forains"),
    "ROB-PREM": ("cambriolage boutique", "braquage d'une boutique"),
    "VEH-TAKE": ("vol de véhicule", "enlèvement de véhicule", "véhicule enlevé", "vol moto"),
    "VEH-BURN": ("véhicule brûlé", "camion incendié"),
    "LVS-TAKE": ("vol de bétail", "enlèvement de bétail", "vol de boeufs"),
    "ATT-MEAS": ("attaque contre une patrouille", "embuscade patrouille", "attaque du poste"),
    "IED": ("mine", "explosion d'un EEI", "engin explosif"),
    "CLA-COM": ("affrontement", "affrontements intercommunautaires"),
    "CHK-ILL": ("barrage illégal", "racket"),
    "FIR": ("tirs", "coups de feu"),
    "BAR": ("barricade",),
}
_ENGLISH = {
    "ROB-ROAD": ("robbery", "robbery of passengers", "highway robbery"),
    "ROB-MKT": ("robbery of market traders",),
    "VEH-TAKE": ("car stolen", "vehicle stolen"),
    "LVS-TAKE": ("cattle stolen", "livestock theft"),
    "ATT-MEAS": ("attack on a patrol", "ambush on the escort"),
    "IED": ("landmine", "roadside bomb"),
    "FIR": ("gunfire", "shots"),
    "CLA-COM": ("clash",),
}
_NUMBER = {
    "COD": {one: n for n, one in enumerate("ROB-ROAD ROB-MKT ROB-PREM VEH-TAKE VEH-BURN LVS-TAKE".split(), 1)}
    | {"IED": 15, "CLA-COM": 16, "ATT-MEAS": 14, "CHK-ILL": 12, "FIR": 13, "BAR": 18}
}["COD"]
_FIGURES = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
_SAID = {
    "killed": (
        "{n} mort{s}",
        "{n} mort{s}",
        "{n} personne{s} tuée{s}",
        "{n} tué{s}",
        "morts: {d}",
        "{n} civils tués",
        "faisant {n} mort{s}",
        "{n} décès",
        "{n} chauffeur{s} tué{s}",
        "{n} trépassé{s}",
        "tuant {n} personne{s}",
    ),
    "injured": (
        "{n} blessé{s}",
        "{n} blessé{s}",
        "{n} blessés graves",
        "blessés: {d}",
        "{n} passagers blessés",
        "{n} éclopé{s}",
        "blessant {n} personne{s}",
    ),
    "abducted": ("{n} otage{s}", "{n} personne{s} enlevée{s}", "{n} kidnappé{s}", "enlèvement de {n} personnes"),
}
_SAID_ENGLISH = {
    "killed": ("{d} killed", "{d} dead", "{d} people killed", "killed: {d}", "{d} slain"),
    "injured": ("{d} wounded", "{d} injured", "{d} people injured", "{d} hurt"),
    "abducted": ("{d} people abducted", "{d} hostages", "{d} kidnapped"),
}
_UNSURE = ("environ {d} {w}", "{d} ou {e} {w}", "au moins {d} {w}", "plusieurs {w}", "{d} {w} ?", "{d}-{e} {w}")
_ASIDE = (
    "3 véhicules emportés",
    "2 motos prises",
    "vers 14h",
    "à 16h30",
    "à 10 km",
    "20 km au sud",
    "PK 35",
    "250000 FCFA pris",
    "4 hommes armés sur motos",
    "2 assaillants",
    "12 passagers à pied",
    "30 boeufs emportés",
    "le pont était coupé",
    "ils ont fui vers la brousse",
    "tout a été pris",
    "merci d'informer le préfet",
    "ça chauffe ici",
    "à 500 m du campement",
    "la 2e voiture a pu fuir",
    "3 bandits ont pris la fuite",
)
_ASIDE_ENGLISH = ("2 vehicles taken", "around 4pm", "20 km south", "4 armed men", "they fled to the bush")


class Writer:
    """One run of chance; of `slips` one is drawn for each message."""

    def __init__(self, seed: int, slips: Sequence[int] = USUAL) -> None:
        self.chance, self._slips = random.Random(seed), slips
        self.book = gazetteer()
        self._name = {one.id: one.names[0] for one in self.book.entries}
        self._number = {one.id: one.number for one in self.book.entries}

    def message(self) -> Message:
        """A message in one of five manners."""
        manner: Callable[[], Message] = self.chance.choice(
            [self._figures, self._coded, self._coded, self._french, self._french, self._english]
        )
        made = manner()
        made.text = self._hurried(made.text)
        return made

    # --- what happened

    def _counts(self, most: int = 12) -> dict[str, int]:
        roles = self.chance.sample(["killed", "injured", "abducted"], self.chance.choice([0, 1, 1, 2, 2, 3]))
        return {role: self.chance.choice([0, 1, 1, 2, 2, 3, 4, 5, 7, most]) for role in roles}

    def _where(self) -> tuple[str, frozenset[str]]:
        """A place, two places of one road, or a road and a place on it; in numbers or names."""
        names = self._name
        if self.chance.random() < 0.4:
            road, via = self.chance.choice([one for one in _ROADS.items() if len(one[1]) > 2])
            one, two = self.chance.sample(via, 2)
            if {one, two} <= set(_ROADS["tombouctou-goundam"]) & set(_ROADS["tombouctou-bourem"]):
                one, two = "toya", "rharous"
            way = self.chance.choice(["entre {} et {}", "axe {}-{}", "route {} {}"])
            return way.format(names[one], names[two]), frozenset({road})
        place = self.chance.choice([one.id for one in self.book.entries if one.sort == "place"])
        return self.chance.choice(["à {}", "près de {}", "{}", "sortie de {}"]).format(names[place]), frozenset({place})

    def _day(self) -> tuple[str, date | None]:
        back = self.chance.choice([0, 1, 2, 3, 8, 20, 33])
        day = TODAY - timedelta(days=back)
        months = "janvier février mars avril mai juin juillet".split()
        ways = [f"{day:%d/%m}", f"{day.day}/{day.month}", f"{day:%d.%m.%Y}", f"le {day.day} {months[day.month - 1]}"]
        if back < 2:
            ways += [["aujourd'hui", "hier"][back]] * 3
        return ("", None) if self.chance.random() < 0.25 else (self.chance.choice(ways), day)

    # --- how it is written

    def _figures(self) -> Message:
        """`INC 3 31 102 0906 2M 1B`."""
        kind, spots = self.chance.choice(list(_NUMBER)), list(self._spots())
        day, when = (f"{TODAY - timedelta(days=3):%d%m}", TODAY - timedelta(days=3)) if self._often() else ("", None)
        counts = self._counts(40)
        letter = {"killed": "M", "injured": "B", "abducted": "E"}
        front = self.chance.random() < 0.15
        told = [f"{letter[r]}{n}" if front else f"{n}{letter[r]}" for r, n in counts.items()]
        parts = [str(_NUMBER[kind]), *(str(self._number[one]) for one in spots), *([day] if day else []), *told]
        self.chance.shuffle(parts)
        sep = self.chance.choice([" ", " ", "#", "*", ",", ";", " , "])
        return Message(sep.join(["INC", *parts]), kind, frozenset(spots[:1]), counts, when)

    def _spots(self) -> tuple[str, ...]:
        road, via = self.chance.choice(list(_ROADS.items()))
        return self.chance.choice([(road,), (road, self.chance.choice(via)), (self.chance.choice(via),)])

    def _coded(self) -> Message:
        """Keywords and names, `INC braquage Goundam 2M 1B 09/06`, in any order."""
        kind = self.chance.choice(list(_KINDS))
        where, spots = self._where()
        day, when = self._day()
        counts = self._counts()
        told = [
            self.chance.choice([f"{n}M", f"{n} morts", f"{n} M"])
            if role == "killed"
            else self.chance.choice([f"{n}B", f"{n} blessés"])
            if role == "injured"
            else self.chance.choice([f"{n}E", f"{n} personnes enlevées"])
            for role, n in counts.items()
        ]
        parts = [one for one in (self.chance.choice(_KINDS[kind]), where, day, *told) if one]
        self.chance.shuffle(parts)
        sep = self.chance.choice([" ", ", ", " - ", "; ", " / ", "#", "*", ". "])
        return Message(sep.join([*(["INC"] if self._often() else ["Incident"]), *parts]), kind, spots, counts, when)

    def _french(self) -> Message:
        kind = self.chance.choice(list(_KINDS))
        return self._told(kind, self.chance.choice(_KINDS[kind]), _SAID, _ASIDE)

    def _english(self) -> Message:
        kind = self.chance.choice(list(_ENGLISH))
        return self._told(kind, self.chance.choice(_ENGLISH[kind]), _SAID_ENGLISH, _ASIDE_ENGLISH)

    def _told(self, kind: str, what: str, said: dict[str, tuple[str, ...]], aside: tuple[str, ...]) -> Message:
        where, spots = self._where()
        day, when = self._day()
        counts = self._counts()
        english = said is _SAID_ENGLISH
        if english:
            swapped = {"à ": "in ", "près de ": "near ", "sortie de ": "near ", "entre ": "between ", " et ": " and "}
            for fr, en in swapped.items():
                where = where.replace(fr, en)
            day = day.replace("aujourd'hui", "today").replace("hier", "yesterday").replace("le ", "on ")
            day, when = ("", None) if any(c.isalpha() for c in day) and "on " in day else (day, when)
        told = []
        for role, n in list(counts.items()):
            chance = self.chance.random()
            word = {"killed": "morts", "injured": "blessés", "abducted": "otages"}[role]
            if chance < 0.08 and not english:
                told.append(self.chance.choice(_UNSURE).format(d=n + 2, e=n + 3, w=word))
                counts[role] = UNSURE
            elif n == 0:
                told.append(f"no one {said[role][0].split()[-1]}" if english else f"aucun {word.rstrip('s')}")
            else:
                figure = str(n) if chance < 0.6 or n > 12 else _FIGURES[n]
                plural = "s" if n > 1 else ""
                told.append(self.chance.choice(said[role]).format(n=figure, d=n, s=plural))
        more = self.chance.sample(aside, self.chance.choice([0, 0, 1, 1, 2]))
        parts = [*told, *more]
        self.chance.shuffle(parts)
        head = [one for one in (what, where, day) if one]
        if self.chance.random() < 0.3:
            self.chance.shuffle(head)
        joint = self.chance.choice([", ", ", ", " et ", ". ", "; "]) if not english else ", "
        return Message(joint.join([" ".join(head), *parts]), kind, spots, counts, when)

    # --- in a hurry

    def _often(self) -> bool:
        return self.chance.random() < 0.7

    def _hurried(self, text: str) -> str:
        if self.chance.random() < 0.75:
            text = bare(text)
        text = self.chance.choice([str, str, str.upper, str.lower, str.capitalize])(text)
        for _ in range(self.chance.choice(self._slips)):
            text = self._slip(text)
        if self.chance.random() < 0.1:
            text = text.replace(" ", "  ")
        return text

    def _slip(self, text: str) -> str:
        """One typing error in a word; figures are left as they are, since a wrong one cannot be told from a right."""
        words = text.split(" ")
        long = [n for n, word in enumerate(words) if len(word) > 3 and word.isalpha()]
        if not long:
            return text
        n = self.chance.choice(long)
        word, at = words[n], self.chance.randrange(1, len(words[n]) - 1)
        words[n] = self.chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + self.chance.choice("aeiorstnl") + word[at + 1 :],
            ]
        )
        return " ".join(words)
