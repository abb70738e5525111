"""The parties that have left a framework, as the records stand."""

from __future__ import annotations

from toguna.server.ledger import store
from toguna.server.records.models import MODELS, Statement


def left(register: bytes) -> frozenset[str]:
    """The parties that have left."""
    rows = MODELS["party"].objects.at(register, None).filter(data__status="left")
    return frozenset(rows.values_list("case", flat=True))


def left_at(register: bytes, party: str | None) -> int | None:
    """The time written on the entry by which a party left (minutes, a claim); None where it has not."""
    if party is None or party not in left(register):
        return None
    said = Statement.objects.filter(register=register.hex(), noun="party", case=party, type="party.left")
    places = [(bytes.fromhex(device), idx) for device, idx in said.values_list("device", "idx")]
    return max(stored.entry.time for stored in store.entries_at(register, places))


def first_left_at(register: bytes) -> int | None:
    """The earliest of these times; None where no party has left."""
    return min((at for one in left(register) if (at := left_at(register, one)) is not None), default=None)
