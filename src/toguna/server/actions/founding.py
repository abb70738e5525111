"""Founding a living register from a form: the home sealed first, then the act, then who sits there and which roads
they watch.

“Signed on paper” means that this office's device signs for all until the parties' own devices join and endorse.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from toguna.base.errors import InputError
from toguna.base.text import LANGUAGES, Text
from toguna.domain.nouns import NOUNS
from toguna.domain.visibility import default_level
from toguna.domain.wire import Payload
from toguna.register.keyfile import unseal
from toguna.server import boot, passphrases, vault
from toguna.server.actions import serving
from toguna.server.actions.entering import Said
from toguna.server.actions.registers import Founding, found, open_key
from toguna.server.actions.seats import set_passphrases
from toguna.server.home import Home
from toguna.server.locking import lock

SHORTEST: Final = 12
_LONGEST_ID: Final = 40
MOST_PARTIES: Final = 40
MOST_PLACES: Final = 60


class WeakPassphrase(InputError):
    """A passphrase that is too short, or was not typed the same twice."""

    code = "passphrase-weak"
    text = Text(
        fr="La phrase de passe doit avoir au moins {least} caractères et être recopiée à l’identique. Rien n’est "
        "encore fait : la saisir de nouveau.",
        en="The passphrase must have at least {least} characters and be copied exactly. Nothing is done yet: type it "
        "again.",
    )


class NotAPlan(InputError):
    """A framework cannot begin like this."""

    code = "founding-incomplete"
    text = Text(
        fr="Il manque : {missing}. Rien n’est encore fondé : le compléter, puis envoyer de nouveau.",
        en="Missing: {missing}. Nothing is founded yet: complete it, then send again.",
    )


_NO_NAME = Text(fr="le nom du cadre", en="the framework’s name")
_FEW_PARTIES = Text(fr="deux parties au moins", en="two parties at least")
_NO_SECRETARIAT = Text(
    fr="le secrétariat : une partie parmi les médiateurs", en="the secretariat: a party among the mediators"
)
_SHORT_ROAD = Text(fr="pour l’axe « {name} », deux lieux au moins", en="for the road “{name}”, two places at least")


@dataclass(frozen=True, slots=True)
class PartyPlan:
    """A party that will sit there: what it is called, and of which constituency it is."""

    name: str
    constituency: str


@dataclass(frozen=True, slots=True)
class RoadPlan:
    """A road: what people call it, and the places along it, in order."""

    name: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A framework as its form describes it."""

    name: str
    parties: tuple[PartyPlan, ...]
    roads: tuple[RoadPlan, ...]
    quorum: int | None
    silence_hours: int | None
    alarm_days: tuple[int, ...]
    rules: str | None
    lang: str


@dataclass(frozen=True, slots=True)
class Founded:
    """A register that was founded: its framework's id, the secretariat's seat, and each seat's passphrase."""

    register: bytes
    framework: str
    seat: str
    phrases: dict[str, str]


def prepare(home: Home, passphrase: str, again: str) -> None:
    """Seal the home under the passphrase before anything is written to it; on a home that is sealed already, open it.

    Raises
    ------
    WeakPassphrase
    RegisterFault
        The home was sealed with another passphrase.
    """
    if len(passphrase) < SHORTEST or passphrase != again:
        raise WeakPassphrase(least=SHORTEST)
    if vault.is_sealed(home.path):
        # An interrupted beginning: the same passphrase must go on to seal the device's key.
        unseal((home.path / vault.KEY).read_bytes(), passphrase)
        vault.open_with(home.path, passphrase)
    elif not home.exists():
        home.make()
        lock(home, passphrase)
    boot.setup(home, create=True)


def found_live(home: Home, plan: Plan, passphrase: str) -> Founded:
    """Found the register, give every seat a passphrase, and hold the device's key so that the pages can act.

    Raises
    ------
    NotAPlan, AlreadyHere
    """
    _check(plan)
    codes = _codes([party.name for party in plan.parties])
    framework = _code(plan.name)
    seat = next(code for code, party in zip(codes, plan.parties, strict=True) if party.constituency == "mediator")
    parties = [
        (code, {plan.lang: party.name}, party.constituency) for code, party in zip(codes, plan.parties, strict=True)
    ]
    founding = Founding(framework, "live", parties, list(_statements(plan, framework, codes, seat)))
    (register,) = found(home, [founding], party=seat, passphrase=passphrase)
    phrases = {name: passphrases.generate() for code in codes for name in (code, f"{code}-suppleant")}
    set_passphrases(home, {framework: phrases})
    serving.hold(open_key(home, passphrase))
    return Founded(register, framework, seat, phrases)


def _check(plan: Plan) -> None:
    mediators = [party for party in plan.parties if party.constituency == "mediator"]
    short = [road for road in plan.roads if len(road.places) < 2]
    wanting = [
        (not plan.name.strip(), _NO_NAME),
        (not 2 <= len(plan.parties) <= MOST_PARTIES, _FEW_PARTIES),
        (not mediators, _NO_SECRETARIAT),
        *((True, Text(**{lang: _SHORT_ROAD.say(lang, name=road.name) for lang in LANGUAGES})) for road in short),
    ]
    missing = [text for wants, text in wanting if wants]
    if missing:
        raise NotAPlan(missing=Text(fr=" ; ".join(t.fr for t in missing), en="; ".join(t.en for t in missing)))


def _statements(plan: Plan, framework: str, codes: Sequence[str], seat: str) -> Iterator[Said]:
    def said(type_: str, case: str, fields: dict[str, Any]) -> Said:
        kept = {name: value for name, value in fields.items() if value not in (None, (), [])}
        return Payload(type_, case, kept, None, seat), default_level(NOUNS[type_][0].name)

    rules = {
        "name": {plan.lang: plan.name},
        "mediated_by": seat,
        "members": list(codes),
        "rules": {plan.lang: plan.rules} if plan.rules else None,
        "quorum": plan.quorum,
        "silence_hours": plan.silence_hours,
        "alarm_days": list(plan.alarm_days),
    }
    yield said("framework.founded", framework, rules)
    for code, party in zip(codes, plan.parties, strict=True):
        yield said("party.recorded", code, {"name": {plan.lang: party.name}, "constituency": party.constituency})
    places: dict[str, str] = {}
    for road in plan.roads:
        for name in road.places:
            if name not in places:
                places[name] = _free(_code(name), {*places.values(), framework, *codes})
                yield said("place.recorded", places[name], {"name": {plan.lang: name}, "kind": "village"})
    held = {*places.values(), framework, *codes}
    for road in plan.roads:
        case = _free(_code(road.name), held)
        held.add(case)
        via = [places[name] for name in road.places]
        yield said("road.recorded", case, {"name": {plan.lang: road.name}, "via": via, "framework": framework})


def _codes(names: Sequence[str]) -> list[str]:
    held: list[str] = []
    for name in names:
        held.append(_free(_code(name), set(held)))
    return held


def _code(name: str) -> str:
    """An id that people can read: `Gouvernorat de Tombouctou` is `gouvernorat-de-tombouctou`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-") or "x"


def _free(code: str, held: set[str]) -> str:
    return next(one for one in (code, *(f"{code}-{n}" for n in range(2, 1000))) if one not in held)
