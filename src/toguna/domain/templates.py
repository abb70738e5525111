"""Two ways in which a framework usually begins: who sits there, and by which rules. Everything can be changed.

Sources: the HD note on the frameworks of Timbuktu and Gao for the first; decree 2019-041 and the published composition
of the regional committees for the second (domain notes §1.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.base.text import Text

ALARM_DAYS: Final = (30, 14, 7, 2)
SILENCE_HOURS: Final = 72


@dataclass(frozen=True, slots=True)
class Member:
    """A party that usually sits there."""

    name: Text
    constituency: str


@dataclass(frozen=True, slots=True)
class Template:
    """A usual beginning. `quorum` is how many parties must be present; None where the text does not say."""

    code: str
    name: Text
    what: Text
    members: tuple[Member, ...]
    rules: Text
    quorum: int | None


def _member(constituency: str, fr: str, en: str) -> Member:
    return Member(Text(fr=fr, en=en), constituency)


_SILENCE = Text(
    fr="Les conclusions sont adoptées si personne n’y objecte dans les 72 heures ; chaque partie peut y faire "
    "inscrire ses réserves. Ni vote ni nom : des titulaires et des suppléants.",
    en="Conclusions are adopted unless somebody objects within 72 hours; each party may have its reservations "
    "recorded. No vote, no names: holders and alternates.",
)

TEMPLATES: Final = (
    Template(
        "concertation",
        Text(fr="Cadre de concertation", en="Framework for concerted management"),
        Text(
            fr="Gestion concertée de la sécurité : État, autorités intérimaires, forces, mouvements et communautés.",
            en="Collaborative security management: State, interim authorities, forces, movements and communities.",
        ),
        (
            _member("mediator", "Secrétariat du cadre", "Framework secretariat"),
            _member("state_administration", "Gouvernorat", "Governorate"),
            _member("state_administration", "Préfecture", "Prefecture"),
            _member("interim_authority", "Autorité intérimaire", "Interim authority"),
            _member("armed_forces", "Forces armées", "Armed forces"),
            _member("internal_security", "Gendarmerie", "Gendarmerie"),
            _member("signatory_movement", "Mouvement signataire", "Signatory movement"),
            _member("faith", "Leaders religieux", "Religious leaders"),
            _member("traditional_authority", "Chefs et notables", "Chiefs and notables"),
            _member("women", "Associations de femmes", "Women’s associations"),
            _member("youth", "Conseil de la jeunesse", "Youth council"),
        ),
        _SILENCE,
        6,
    ),
    Template(
        "consultative",
        Text(fr="Comité consultatif de sécurité", en="Security advisory committee"),
        Text(
            fr="Au sens du décret 2019-041 : le gouverneur ou le maire préside, le comité se réunit au moins une fois "
            "par mois. Il évalue, conseille et échange ; il ne commande pas.",
            en="Under decree 2019-041: the governor or the mayor chairs, the committee meets at least monthly. It "
            "assesses, advises and exchanges; it does not command.",
        ),
        (
            _member("mediator", "Secrétariat du comité", "Committee secretariat"),
            _member("state_administration", "Gouverneur, présidence", "Governor, chair"),
            _member("state_administration", "Préfets", "Prefects"),
            _member("interim_authority", "Présidents de conseils", "Council presidents"),
            _member("armed_forces", "Forces armées", "Armed forces"),
            _member("internal_security", "Gendarmerie", "Gendarmerie"),
            _member("internal_security", "Police", "Police"),
            _member("justice", "Justice", "Justice"),
            _member("faith", "Confessions religieuses", "Faith leaders"),
            _member("traditional_authority", "Coordination des chefs", "Chiefs’ coordination"),
            _member("youth", "Conseil de la jeunesse", "Youth council"),
            _member("women", "Associations de femmes", "Women’s associations"),
        ),
        _SILENCE,
        None,
    ),
)
