"""Whose words an entry holds: the party of the seat that a host wrote it down for, else that of its device."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from toguna.domain.wire import Payload, from_wire
from toguna.server import keyring
from toguna.server.ledger import own, store
from toguna.server.ledger.store import Stored
from toguna.server.records.models import Statement
from toguna.server.records.opening import read_parts

SEALED_FIELDS: Final = {"incident": "attribution", "claim": "who_text"}
"""By noun, the field that is sealed where the record is not (`domain.visibility.DEFAULT_LEVELS`)."""


def speaker(register: bytes, stored: Stored) -> str:
    """The party whose words an entry holds; empty where this copy does not know its device."""
    return _speaker(register, stored, _said(register, stored))


def holders(register: bytes, case: str) -> frozenset[str]:
    """The parties that said what stands sealed in a case, and so hold it."""
    rows = Statement.objects.filter(register=register.hex(), case=case, noun__in=SEALED_FIELDS)
    nouns = {(bytes.fromhex(row.device), row.idx): row.noun for row in rows}
    found = set()
    for stored in store.entries_at(register, list(nouns)):
        said = _said(register, stored)
        if said is not None and SEALED_FIELDS[nouns[stored.device, stored.idx]] in said.fields:
            found.add(_speaker(register, stored, said))
    return frozenset(found)


def _said(register: bytes, stored: Stored) -> Payload | None:
    held = read_parts(register, stored.device, stored.entry, keyring.opened(settings.HOME, register))
    return from_wire(held) if held is not None else None


def _speaker(register: bytes, stored: Stored, said: Payload | None) -> str:
    seats = {one.code: one.party for one in store.constitution(register).seats}
    seat = said.seat if said is not None else None
    return seats.get(seat or "") or own.standing(register).parties.get(stored.device, "")
