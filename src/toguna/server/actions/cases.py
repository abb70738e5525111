"""What acts on a case share: the register takes entries, the case is there, the seat is concerned, the move legal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.entity import Entity, typed
from toguna.domain.machine import IllegalMove
from toguna.domain.nouns import ALL_NOUNS, NOUNS
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


class AlreadyHeld(RuleError):
    """The register holds a case of that id."""

    code = "case-already-recorded"
    text = Text(
        fr="« {id} » figure déjà dans ce registre. Choisir un autre identifiant, ou modifier ce qui y est.",
        en="“{id}” stands in this register already. Choose another id, or change what is there.",
    )


def writable(register: bytes) -> Mode:
    """The mode of a register that takes entries.

    Raises
    ------
    ReadOnly
    """
    act = store.constitution(register)
    if act.mode is Mode.REPLAY:
        raise ReadOnly(framework=act.frameworks[0])
    return act.mode


_NOUN_OF = {noun.entity: name for name, noun in ALL_NOUNS.items()}


def find(register: bytes, kind: type[E], case: str) -> E | None:
    """The case as it stands, if there is one."""
    data = MODELS[_NOUN_OF[kind]].objects.at(register, None).filter(case=case).values_list("data", flat=True).first()
    return typed(data, kind) if data is not None else None


def held(register: bytes, kind: type[E], case: str) -> E:
    """The case as it stands.

    Raises
    ------
    UnknownCase
    """
    found = find(register, kind, case)
    if found is None:
        raise UnknownCase(id=case)
    return found


def new(register: bytes, kind: type[Entity], case: str) -> None:
    """Whether the id is free.

    Raises
    ------
    AlreadyHeld
    """
    if find(register, kind, case) is not None:
        raise AlreadyHeld(id=case)


def concerned(reader: Reader, case: str, parties: Collection[str]) -> None:
    """Whether the seat may act: one of these parties, or the secretariat that records for them.

    Raises
    ------
    NotYourMeasure
    """
    if reader.role is not Role.MEDIATOR and reader.party not in parties:
        raise NotYourMeasure(seat=reader.seat, id=case)


def may_move(noun: str, case: str, state: str, to: str) -> None:
    """Whether the case may go on to a state.

    Raises
    ------
    IllegalMove
    """
    machine = ALL_NOUNS[noun].machine
    assert machine is not None
    if not machine.allows(state, to):
        onward = sorted(machine.moves.get(state, ()))
        allowed = listed(machine.labels[s] for s in onward) if onward else _NONE
        raise IllegalMove(id=case, state=machine.labels[state], act=machine.labels[to], allowed=allowed)


def state(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    said: tuple[str, str, Mapping[str, Any]],
    *,
    known: date | None = None,
) -> bytes:
    """Enter one statement (entry type, case, fields) for the reader's seat; the new entry's hash.

    `known` counts in an exercise only: in life the entry's own time says when the register knew.
    """
    type_, case, fields = said
    payload = Payload(type_, case, fields, known if writable(register) is Mode.EXERCISE else None, reader.seat)
    return enter(register, key, [(payload, default_level(NOUNS[type_][0].name))])[0]


_NONE = Text(fr="aucun", en="none")
