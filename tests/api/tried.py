"""Acts tried as a seat would try them: with answers that fit, in every state that acts can bring a case to, and undone.

Nothing here knows who may do what; it only fills in forms.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from django.db import transaction
from test_matrix import READERS

from toguna.base.errors import TogunaError
from toguna.domain.codes import UNDERTAKING_POINTS
from toguna.domain.matrix import Role
from toguna.domain.measures import Measure
from toguna.domain.nouns import ALL_NOUNS
from toguna.domain.places import Road
from toguna.domain.rules import case_of
from toguna.register.signing import DeviceKey
from toguna.server.acts.act import Act, Field, Kind
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.choices import choices
from toguna.server.acts.performing import perform
from toguna.server.home import Home
from toguna.server.queries import day as days
from toguna.server.queries.reading import Reading, read, reader_of

FRAMEWORK: Final = "ostrine"
SEATS: Final = [seat for seat in READERS if seat]
_TOKENS: Final = itertools.count()


class Undo(Exception):
    """What was tried is taken back."""


class NothingToChoose(Exception):
    """A list that the form needs is empty for this seat."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written in the block is taken back at its end."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


def token() -> str:
    """A new form's."""
    return f"tried-{next(_TOKENS):06}"


def looks(home: Home) -> dict[str, Reading]:
    """What a seat of every role holds now, on the day that the exercise has come to; the records are read once."""
    register = days.held(home, FRAMEWORK)
    first = replace(read(home, framework=FRAMEWORK, seat="mediation", as_of=None), today=days.days(register).last)
    return {seat: first.as_reader(reader_of(register.act, seat)) for seat in SEATS}


def fit(reading: Reading, act: Act, entity: Any = None) -> dict[str, Any]:
    """Answers that fit the act: what must be said, chosen from what the form offers.

    Raises
    ------
    NothingToChoose
    """
    told = {field.name: _answer(reading, field) for field in act.fields if field.required}
    return told | (BESIDES[act.name](reading, entity) if act.name in BESIDES else {})


def _answer(reading: Reading, field: Field) -> Any:
    match field.kind:
        case Kind.WORDS | Kind.TEXT:
            # The one word that has a form of its own: the fingerprint of a paper.
            one: Any = "0" * 64 if field.name == "sha256" else "quelques mots"
        case Kind.WHEN | Kind.DAY:
            one = reading.today.isoformat()
        case Kind.COUNT:
            one = 1
        case Kind.FLAG:
            one = True
        case Kind.PARTS:
            one = {part.name: _answer(reading, part) for part in field.parts if part.required}
        case Kind.PARTY if reading.reader.party and not field.many:
            one = reading.reader.party
        case Kind.PARTY:
            # A team, a crew, those who sign: the seat's own party first.
            named = [one.value for one in choices(reading, field)]
            return sorted(named, key=lambda code: code != reading.reader.party)[:2]
        case _:
            offered = choices(reading, field)
            if not offered:
                raise NothingToChoose(field.name)
            one = offered[0].value
    return [one] if field.many else one


def _carried(reading: Reading, *states: str) -> Any:
    """A measure that has begun (and is in one of these states): one of the seat's party, else the first."""
    held = [one for one in reading.all(Measure) if one.where and one.start and (not states or one.status in states)]
    mine = [one for one in held if reading.reader.role is Role.MEDIATOR or reading.reader.party in one.by]
    return (mine or held)[0]


def _outing(reading: Reading, entity: Any) -> dict[str, Any]:
    measure = _carried(reading)
    road = next(road for road in reading.all(Road) if road.id in measure.where)
    return {
        "measure": measure.id,
        "stretches": [{"road": road.id, "segment_from": a, "segment_to": b} for a, b in road.segments()[:1]],
    }


def _side(reading: Reading, held: Any) -> dict[str, Any]:
    """The secretariat says for whom it records a confirmation; a party confirms for itself."""
    if held is None or reading.reader.role is not Role.MEDIATOR:
        return {}
    return {"party": reading.by_id(Measure)[held.from_measure].by[0]}


def _other(reading: Reading, held: Any) -> str:
    """For the secretariat, a party that has not raised or confirmed the alert."""
    spoken = {*held.confirmed_by, *(one.party for one in held.confirmations)} if held is not None else set()
    others = [code for code in ("chiefs", "faith", "army", "women", "kite", "interim") if code not in spoken]
    return others[0] if reading.reader.role is Role.MEDIATOR and others else reading.reader.party or ""


BESIDES: Final[dict[str, Callable[[Reading, Any], dict[str, Any]]]] = {
    "outing.log": _outing,
    "hand_over.plan": lambda reading, _: {"leaving": _carried(reading).id},
    "hand_over.confirm": _side,
    "meeting.keep_paper": lambda reading, _: {"sha256": "0a" * 32},
    "agreement.keep_paper": lambda reading, _: {"sha256": "0a" * 32},
    "request.seek_relief": lambda reading, _: {"measure": _carried(reading, "active").id},
    "verification.name": lambda reading, _: {"team": ["army", "chiefs"]},
    "alert.confirm": lambda reading, held: {"party": _other(reading, held)},
    "rule.decide_alert": lambda reading, _: {"enabled": False},
    "rule.decide_timers": lambda reading, _: {"act_hours": 72},
    "rule.decide_verification": lambda reading, _: {"settle_hours": 1000},
    "erasure.propose": lambda reading, _: {"what": "v02"},
    "undertaking.agree": lambda reading, _: {"not_agreed": list(UNDERTAKING_POINTS)},
}
"""What the form cannot know: whose measure it is, what was never said, what a paper's fingerprint is."""


def tried(key: DeviceKey, reading: Reading, act: Act, case: str | None, entity: Any = None) -> TogunaError | str:
    """Do an act with answers that fit: the id of its case, or the refusal.

    Raises
    ------
    NothingToChoose
    """
    told = fit(reading, act, entity) if reading.reader.role in act.roles else {}
    try:
        done = perform(reading, key, act.name, told, token=token(), lang="fr", case=case, proof=True)
    except TogunaError as refused:
        return refused
    return done.case


def standing(reading: Reading) -> dict[tuple[str, str], str]:
    """A case of every noun in every state that the register holds, where something can be done on it."""
    # A rule of each kind stands as its default before anything was said of it.
    held = {("rule", subject): case_of(subject) for subject in ("signs", "timers", "verify-3")}
    for noun, about in ALL_NOUNS.items():
        if any(act.noun == noun and act.opens is None for act in ACTS.values()):
            for entity in reading.all(about.entity):
                if getattr(entity, "framework", FRAMEWORK) == FRAMEWORK:
                    held.setdefault((noun, getattr(entity, "status", "")), entity.id)
    return held
