"""Acts that say one thing of one case: who may is in `domain.doing`, which moves are allowed in the noun's machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.domain.doing import DOING, Doing, concerned_in
from toguna.domain.entity import Entity, plain
from toguna.domain.entries import EntryType, Noun
from toguna.domain.nouns import NOUNS
from toguna.domain.shapes import required
from toguna.domain.visibility import Reader, Role
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, UnknownCase, find, may_move, new, state, writable


def do(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    said: tuple[str, str, Mapping[str, Any]],
    *,
    opens: bool = False,
    known: date | None = None,
) -> bytes:
    """Say one thing (entry type, case, fields) of a case for the reader's seat; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, AlreadyHeld, NotYourMeasure, IllegalMove
        And what the domain asks of the act itself.
    """
    type_, case, fields = said
    noun, kind = NOUNS[type_]
    rule = DOING[type_]
    with transaction.atomic():
        writable(register)
        if opens:
            new(register, noun.entity, case)
            found = None
        else:
            found = find(register, noun.entity, case)
            if found is None:
                raise UnknownCase(id=case)
        if not concerned_in(rule, found, reader.party, reader.role):
            raise NotYourMeasure(seat=reader.seat, id=case)
        told = _whole(noun, kind, found, _with_voice(rule, reader, fields))
        if rule.check is not None:
            rule.check(found, told)
        if found is not None and kind.to is not None and noun.machine is not None:
            may_move(noun.name, case, getattr(found, "status", ""), kind.to)
        return state(register, reader, key, (type_, case, told), known=known)


def _whole(noun: Noun, kind: EntryType, case: Entity | None, fields: dict[str, Any]) -> dict[str, Any]:
    """A type that may open a case must say what a case cannot lack: said again, on a case that stands, as it is."""
    if case is None or not noun.opens(kind):
        return fields
    lacking = [name for name in required(noun.entity) if name != "id" and name not in fields]
    return {**{name: plain(getattr(case, name)) for name in lacking}, **fields}


def _with_voice(rule: Doing, reader: Reader, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Whose words these are: the reader's own party's; the secretariat may write down what another has said."""
    told = dict(fields)
    if rule.speaks is not None and (reader.role is not Role.MEDIATOR or not told.get(rule.speaks)):
        told[rule.speaks] = reader.party
    return told
