"""Whose word each line of a story is: which of its entries were signed by a host's device for somebody else."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.domain.wire import from_wire
from toguna.register.encoding import decode
from toguna.register.force import Integrity, integrity
from toguna.server.ledger import store
from toguna.server.queries.integrity import evidence
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Step


def hosted(reading: Reading, steps: Iterable[Step]) -> frozenset[str]:
    """The entries among those that steps rest on which no device of the party that speaks has signed or endorsed."""
    held = evidence(reading)
    wanted = {bytes.fromhex(step.entry) for step in steps if step.entry is not None}
    places = [at for one in sorted(wanted) for at in store.places_of(reading.register, one)[:1]]
    out = set()
    for one in store.entries_at(reading.register, places):
        payload = one.entry.payload
        seat = (from_wire(decode(payload)).seat or "") if payload is not None else ""
        party = held.seats.get(seat, held.standing.parties.get(one.device, ""))
        found = integrity(held.standing, one.device, party, held.given.get(one.entry.hash, ()))
        if found is Integrity.HOST:
            out.add(one.entry.hash.hex())
    return frozenset(out)
