"""The one way into the register: statements become entries, signed once, and the records follow in the same
transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from toguna.domain.fields import FIELDS
from toguna.domain.nouns import NOUNS
from toguna.domain.shapes import required
from toguna.domain.visibility import sealed_level
from toguna.domain.wire import FIELD_MAP, Payload, state
from toguna.register.encoding import encode
from toguna.register.entry import SALT_SIZE, Entry, Kind, Part, minutes
from toguna.register.signing import DeviceKey
from toguna.server import keyring
from toguna.server.actions.sealing import Sealer, sealer
from toguna.server.ledger import store
from toguna.server.records import projector
from toguna.server.records.models import Statement

AUDIENCE = {"open": 0, "framework": 0, "group": 1, "sealed": 2}
"""The register audience of each level (DESIGN §7)."""

Said = tuple[Payload, str]
Case = tuple[str, str]
"""Noun and id: two nouns may have a case of one name, and what is said of one answers nothing of the other."""


def enter(register: bytes, key: DeviceKey, statements: Sequence[Said], *, at: datetime | None = None) -> list[bytes]:
    """Append statements (payload and level) to the device's log under one checkpoint; the new entries' hashes.

    Each entry names as parents the heads of its case: what its author had read of it.
    """
    time = minutes(at or datetime.now(UTC))
    seals = sealer(register, key, time)
    # Never a savepoint: SQLite goes through all that was changed since one, again for each row that is put in.
    with transaction.atomic(savepoint=False):
        heads = _heads(register, {_case(payload) for payload, _ in statements})
        spoken_of = set(heads)
        entries, stated = [], []
        for said, level in statements:
            payload, wire = state(said)
            parents = tuple(sorted(heads.get(_case(payload), ())))
            entry = Entry(Kind.STATEMENT, time, parents, _parts(payload, wire, level, seals))
            heads[_case(payload)] = {entry.hash}
            entries.append(entry)
            stated.append(payload)
        first = seals.entries if seals else []
        start = store.append(register, key, [*first, *entries])
        if seals and seals.fresh:
            # Before the end of the transaction: a key without what it seals is harmless, the contrary is not.
            keyring.add(settings.HOME, register, seals.fresh, time)
        stored = (store.Stored(key.public, n, entry) for n, entry in enumerate(entries, start + len(first)))
        projector.follow(register, zip(stored, stated, strict=True), spoken_of)
    return [entry.hash for entry in entries]


def _parts(payload: Payload, wire: dict[int, Any], level: str, seals: Sealer | None) -> tuple[Part, ...]:
    """The statement as one part; in a register that seals, fields of a stricter level apart, each level once."""
    if seals is None:
        return (Part.make(encode(wire), AUDIENCE[level], secrets.token_bytes(SALT_SIZE)),)
    noun, kind = NOUNS[payload.type]
    if kind.appends is not None:
        level = sealed_level(noun.name, kind.appends, level)
    needed = required(noun.carrier(kind))
    apart: dict[str, dict[int, Any]] = {}
    for name in payload.fields:
        own = sealed_level(noun.name, name, level) if kind.appends is None else level
        if own != level and AUDIENCE[own] != AUDIENCE[level]:
            if name in needed:
                # A statement cannot stand without it: the whole is as strict as its strictest part.
                return _parts(payload, wire, own, seals)
            apart.setdefault(own, {})[FIELDS[name]] = wire[FIELD_MAP][FIELDS[name]]
    for fields in apart.values():
        for number in fields:
            del wire[FIELD_MAP][number]
    pieces = [(level, wire), *((own, {FIELD_MAP: fields}) for own, fields in sorted(apart.items()))]
    return tuple(_part(own, payload.seat, encode(piece), seals) for own, piece in pieces)


def _part(level: str, seat: str | None, content: bytes, seals: Sealer) -> Part:
    if not AUDIENCE[level]:
        return Part.make(content, 0, secrets.token_bytes(SALT_SIZE))
    return seals.seal(level, seat, content)


def _case(payload: Payload) -> Case:
    return NOUNS[payload.type][0].name, payload.case


def _heads(register: bytes, cases: set[Case]) -> dict[Case, set[bytes]]:
    """The entries of each case that no other entry of it names as a parent."""
    named: dict[str, list[str]] = {}
    for noun, case in cases:
        named.setdefault(noun, []).append(case)
    places: dict[tuple[bytes, int], Case] = {}
    for noun, names in named.items():
        told = Statement.objects.filter(register=register.hex(), noun=noun, case__in=names).order_by()
        for device, idx, case in told.values_list("device", "idx", "case"):
            places[bytes.fromhex(device), idx] = noun, case
    heads: dict[Case, set[bytes]] = {}
    answered: set[bytes] = set()
    for stored in store.entries_at(register, list(places)):
        heads.setdefault(places[stored.device, stored.idx], set()).add(stored.entry.hash)
        answered.update(stored.entry.parents)
    return {case: held - answered for case, held in heads.items()}
