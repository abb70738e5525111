"""Saying what this copy holds of the others' logs, so that nobody can cut or rewrite them unseen (spec/register.md
§4.2).
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from django.db import transaction

from toguna.register.bodies import MAX_SEEN, Attest, Seen
from toguna.register.entry import SALT_SIZE, Entry, Kind, Part, minutes
from toguna.register.signing import DeviceKey
from toguna.server.ledger import histories, own, store


def attest(register: bytes, key: DeviceKey, *, at: datetime | None = None) -> bytes | None:
    """Attest every log of which there is more here than this device attested last; the new entry, or None.

    Attests alone are no reason to attest again: two copies would never stop. Of a log with two histories only what
    comes before they part is attested.
    """
    with transaction.atomic():
        last: dict[bytes, int] = {}
        for one in own.said(register, Kind.ATTEST):
            if one.device == key.public and isinstance(one.body, Attest):
                last.update({seen.device: seen.size for seen in one.body.seen})
        known = own.roster(register)
        grown = [
            one
            for one in _beyond_dispute(register)
            if one.device != key.public and known.knows(one.device) and one.size > last.get(one.device, 0)
        ]
        if not any(store.says_more_than(register, one.device, last.get(one.device, 0), Kind.ATTEST) for one in grown):
            return None
        body = Attest(tuple(sorted(grown, key=lambda one: one.device)[:MAX_SEEN]))
        part = Part.make(body.encode(), 0, secrets.token_bytes(SALT_SIZE))
        entry = Entry(Kind.ATTEST, minutes(at or datetime.now(UTC)), (), (part,))
        store.append(register, key, [entry])
    return entry.hash


def _beyond_dispute(register: bytes) -> list[Seen]:
    frozen = histories.frozen(register)
    found = []
    for device, size, root in store.frontier(register):
        if device not in frozen:
            found.append(Seen(device, size, root))
        elif end := frozen[device]:
            found.append(Seen(device, end, histories.histories(register, device)[0].branch.tree.root(end)))
    return found
