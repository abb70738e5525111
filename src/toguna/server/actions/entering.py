"""The one way into the register: statements become entries, signed once, and the records follow in the same
transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import transaction

from toguna.domain.wire import Payload, to_wire
from toguna.register.encoding import encode
from toguna.register.entry import SALT_SIZE, Entry, Kind, Part, minutes
from toguna.register.signing import DeviceKey
from toguna.server.ledger import store
from toguna.server.records import projector
from toguna.server.records.models import Statement

AUDIENCE = {"open": 0, "framework": 0, "group": 1, "sealed": 2}
"""The register audience of each level (DESIGN §7)."""

Said = tuple[Payload, str]


def enter(register: bytes, key: DeviceKey, statements: Sequence[Said], *, at: datetime | None = None) -> list[bytes]:
    """Append statements (payload and level) to the device's log under one checkpoint; the new entries' hashes.

    Each entry names as parents the heads of its case: what its author had read of it.
    """
    time = minutes(at or datetime.now(UTC))
    with transaction.atomic():
        heads = _heads(register, {payload.case for payload, _ in statements})
        entries = []
        for payload, level in statements:
            entry = _entry(payload, level, time, sorted(heads.get(payload.case, ())))
            heads[payload.case] = {entry.hash}
            entries.append(entry)
        start = store.append(register, key, entries)
        projector.project(register, [(key.public, start + n) for n in range(len(entries))])
    return [entry.hash for entry in entries]


def _entry(payload: Payload, level: str, time: int, parents: Iterable[bytes]) -> Entry:
    content = encode(to_wire(payload))
    part = Part.make(content, AUDIENCE[level], secrets.token_bytes(SALT_SIZE))
    return Entry(Kind.STATEMENT, time, tuple(parents), (part,))


def _heads(register: bytes, cases: set[str]) -> dict[str, set[bytes]]:
    """The entries of each case that no other entry of it names as a parent."""
    places = {
        (bytes.fromhex(device), idx): case
        for device, idx, case in Statement.objects.filter(register=register.hex(), case__in=cases).values_list(
            "device", "idx", "case"
        )
    }
    heads: dict[str, set[bytes]] = {}
    answered: set[bytes] = set()
    for stored in store.entries_at(register, list(places)):
        heads.setdefault(places[stored.device, stored.idx], set()).add(stored.entry.hash)
        answered.update(stored.entry.parents)
    return {case: held - answered for case, held in heads.items()}
