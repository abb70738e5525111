"""The register's `key` entries as the ledger holds them (spec/sealing.md §2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import connection

from toguna.register.entry import Entry, Kind
from toguna.register.epochs import NUMBER_SIZE, KeyBook, make_book
from toguna.register.rows import EntryRow, PartRow
from toguna.server.ledger import store
from toguna.server.ledger.standing import Counting, counting


def has_keys(register: bytes) -> bool:
    """Whether anybody wrote a `key` entry in this register."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM ledger_entry WHERE register = %s AND kind = %s LIMIT 1", [register, int(Kind.KEY)]
        )
        return cursor.fetchone() is not None


def key_entries(register: bytes, counts: Counting | None = None) -> Iterator[tuple[bytes, int, Entry]]:
    """Device, number and entry of each `key` entry that counts; without `counts`, of every one."""
    places = [
        (row.device, row.idx)
        for row in store.rows(EntryRow, "WHERE register = %s AND kind = %s", [register, int(Kind.KEY)])
        if counts is None or counts.counts(row.device, row.idx)
    ]
    for stored in sorted(store.entries_at(register, places), key=lambda one: (one.device, one.idx)):
        yield stored.device, stored.idx, stored.entry


def key_book(register: bytes, counts: Counting | None = None) -> KeyBook:
    """The reading keys and epochs of a register."""
    counts = counts or counting(register)
    return make_book(((device, entry) for device, _, entry in key_entries(register, counts)), counts.party_of)


def wrapped_book(register: bytes, counts: Counting | None = None) -> KeyBook:
    """Every epoch that a device of this register ever opened, those after its log was cut among them: somebody who had
    not heard of the cut may have sealed under one. To open and to destroy by, never to seal by.
    """
    counts = counts or counting(register)
    return make_book(((device, entry) for device, _, entry in key_entries(register)), counts.party_of)


def readers_now(counts: Counting) -> Mapping[bytes, str]:
    """The parties of the devices for which something new may be sealed: known, admitted, neither revoked nor forked."""
    return {device: party for device, party in counts.party_of.items() if device not in counts.limits}


def sealed_places(register: bytes, numbers: frozenset[bytes] | None = None) -> list[tuple[bytes, int]]:
    """Device and number of statements with contents above audience 0 that begin with one of these numbers (of any)."""
    about_keys = {(device, idx) for device, idx, _ in key_entries(register, counting(register))}
    held = store.rows(PartRow, "WHERE register = %s AND audience > 0", [register])
    found = {
        (part.device, part.idx)
        for part in held
        if part.content is not None and (numbers is None or part.content[:NUMBER_SIZE] in numbers)
    }
    return sorted(found - about_keys)
