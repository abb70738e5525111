"""Acts about measures and their hand-overs, held to the domain's invariants (domain notes §8.3).

No measure becomes active without authorisation, means and end; no hand-over closes before the relief is active and
both sides have confirmed. A documented past fact is no act: it enters as *observed* (intake), and what it lacks is
shown.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeVar

import msgspec
from django.db import transaction

from toguna.base.dates import When
from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.entity import Entity, typed
from toguna.domain.machine import IllegalMove
from toguna.domain.measures import HAND_OVER, MEASURE, HandOver, Measure, PlannedEnd, may_close, may_start
from toguna.domain.nouns import ALL_NOUNS
from toguna.domain.parts import listed
from toguna.domain.visibility import Reader, Role, default_level
from toguna.domain.wire import Payload
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.actions.entering import enter
from toguna.server.actions.incidents import ReadOnly
from toguna.server.ledger import store
from toguna.server.records.models import MODELS

E = TypeVar("E", bound=Entity)


class NotYourMeasure(RuleError):
    """Only those who carry a measure, and the secretariat that records for them, may act on it."""

    code = "not-your-measure"
    text = Text(
        fr="Le titulaire « {seat} » ne peut pas agir sur « {id} » : cela revient aux parties concernées ou au "
        "secrétariat. Le leur demander.",
        en="The seat “{seat}” may not act on “{id}”: that is for the parties concerned or the secretariat. Ask them.",
    )


class UnknownCase(InputError):
    """The register holds nothing of that id."""

    code = "unknown-case"
    text = Text(
        fr="Ce registre ne contient pas « {id} ». Vérifier l’identifiant.",
        en="This register holds no “{id}”. Check the id.",
    )


def activate_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    start: When,
    planned_end: When | None = None,
    known: date | None = None,
) -> bytes:
    """Record that a measure begins; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    CannotStart
        Authorisation, means or end are missing: the sentence names them.
    IllegalMove
        The measure is not in a state from which it can begin.
    """
    with transaction.atomic():
        mode = _writable(register)
        held = _held(register, Measure, case)
        _concerned(reader, case, held.by)
        ends = PlannedEnd(date=planned_end) if planned_end is not None else held.planned_end
        may_start(msgspec.structs.replace(held, start=start, planned_end=ends))
        _may_move("measure", case, held.status, "active")
        fields: dict[str, object] = {"start": start.iso()}
        if planned_end is not None:
            fields["planned_end"] = {"date": planned_end.iso()}
        said = Payload("measure.activated", case, fields, known if mode is Mode.EXERCISE else None, reader.seat)
        return enter(register, key, [(said, default_level("measure"))])[0]


def close_hand_over(register: bytes, reader: Reader, key: DeviceKey, case: str, *, known: date | None = None) -> bytes:
    """Record that a hand-over is done; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    CannotClose
        The relief is not active, or a side has not confirmed: the sentence says which.
    IllegalMove
        The hand-over is closed or cancelled already.
    """
    with transaction.atomic():
        mode = _writable(register)
        held = _held(register, HandOver, case)
        leaving = _held(register, Measure, held.from_measure)
        taking = _find(register, Measure, held.to_measure) if held.to_measure else None
        _concerned(reader, case, (*leaving.by, *(taking.by if taking else ())))
        may_close(held, leaving, taking)
        _may_move("hand_over", case, held.status, "closed")
        said = Payload("hand_over.closed", case, {}, known if mode is Mode.EXERCISE else None, reader.seat)
        return enter(register, key, [(said, default_level("hand_over"))])[0]


def _writable(register: bytes) -> Mode:
    act = store.constitution(register)
    if act.mode is Mode.REPLAY:
        raise ReadOnly(framework=act.frameworks[0])
    return act.mode


_NOUN_OF = {noun.entity: name for name, noun in ALL_NOUNS.items()}


def _find(register: bytes, kind: type[E], case: str) -> E | None:
    data = MODELS[_NOUN_OF[kind]].objects.at(register, None).filter(case=case).values_list("data", flat=True).first()
    return typed(data, kind) if data is not None else None


def _held(register: bytes, kind: type[E], case: str) -> E:
    found = _find(register, kind, case)
    if found is None:
        raise UnknownCase(id=case)
    return found


def _concerned(reader: Reader, case: str, parties: Collection[str]) -> None:
    if reader.role is not Role.MEDIATOR and reader.party not in parties:
        raise NotYourMeasure(seat=reader.seat, id=case)


_MACHINES = {noun.name: noun.machine for noun in (MEASURE, HAND_OVER)}


def _may_move(noun: str, case: str, state: str, to: str) -> None:
    machine = _MACHINES[noun]
    assert machine is not None
    if not machine.allows(state, to):
        allowed = (
            listed(machine.labels[s] for s in sorted(machine.moves.get(state, ())))
            if machine.moves.get(state)
            else _NONE
        )
        raise IllegalMove(id=case, state=machine.labels[state], act=machine.labels[to], allowed=allowed)


_NONE = Text(fr="aucun", en="none")
