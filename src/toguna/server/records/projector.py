"""The one projector: it refolds each case that an entry touches and replaces its rows.

Arrival order, `rebuild` and `as_of` are thus one mechanism (DESIGN §3). No other code writes records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex
from typing import Any, TypeVar

import msgspec
from django.conf import settings
from django.db import transaction

from toguna.base.errors import InputError
from toguna.domain.entity import typed
from toguna.domain.entries import Statement
from toguna.domain.folding import Version, versions
from toguna.domain.nouns import ALL_NOUNS, NOUNS
from toguna.domain.wire import Payload, from_wire
from toguna.register.constitution import Mode
from toguna.register.entry import Kind, moment
from toguna.server import keyring
from toguna.server.database.counting import count_rows
from toguna.server.ledger import store
from toguna.server.ledger.standing import Counting, counting
from toguna.server.ledger.store import Stored
from toguna.server.records import models
from toguna.server.records.inserting import insert
from toguna.server.records.opening import read_parts

_SPEAKING = frozenset({Kind.STATEMENT, Kind.AMEND})
_DATED_BY_PAYLOAD = frozenset({Mode.REPLAY, Mode.EXERCISE})
_BATCH = 500
_TOLD = 20_000  # statements kept in memory between being indexed and being folded

Case = tuple[str, str]
Place = tuple[bytes, int]
_New = dict[Case, list[Place]]
"""The cases that nothing had been said of before, and where all that is said of them stands."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is needed to read a register's entries as statements."""

    register: bytes
    dated_by_payload: bool
    counting: Counting
    keys: Mapping[bytes, bytes]
    told: dict[tuple[bytes, int], Statement] = field(default_factory=dict)
    """Statements read to be indexed, so that those folded at once need not be read a second time."""

    @classmethod
    def of(cls, register: bytes) -> _Reading:
        act = store.constitution(register)
        opened = keyring.opened(settings.HOME, register)
        return cls(register, act.mode in _DATED_BY_PAYLOAD, counting(register), opened)

    def payload(self, stored: Stored) -> Payload | None:
        """What the entry states; None where it does not count, or states nothing that can be read here."""
        if stored.entry.kind not in _SPEAKING or not self.counting.counts(stored.device, stored.idx):
            return None
        try:
            return from_wire(read_parts(self.register, stored.device, stored.entry, self.keys))
        except InputError:
            return None

    def known(self, stored: Stored, payload: Payload) -> date:
        """The known-date: the entry's own time, or the payload's in a replay or an exercise (DESIGN §4)."""
        if self.dated_by_payload and payload.known is not None:
            return payload.known
        return moment(stored.entry.time).date()

    def statement(self, stored: Stored, payload: Payload) -> Statement:
        entry = stored.entry
        return Statement(
            payload.type,
            payload.case,
            payload.fields,
            self.known(stored, payload),
            entry.hash,
            tuple(entry.parents),
            self.counting.party_of.get(stored.device, ""),
            payload.seat,
        )


def project(register: bytes, places: Iterable[tuple[bytes, int]]) -> None:
    """Bring the records up to date with the entries at these places."""
    reading = _Reading.of(register)
    with transaction.atomic():
        touched = _index(reading, store.entries_at(register, list(places)))
        _refold(reading, touched)


def follow(register: bytes, written: Iterable[tuple[Stored, Payload]], spoken_of: Container[Case]) -> None:
    """Bring the records up to date with what this device has just appended and can open: as it was stated, since to
    read, open and check it all again would take twice as long as to write it.

    `spoken_of` are the cases of which something was held before; of the others there is nothing to be looked for.
    """
    reading = _Reading.of(register)
    told = [(stored, payload) for stored, payload in written if reading.counting.counts(stored.device, stored.idx)]
    new = _New()
    for stored, payload in told:
        reading.told[stored.device, stored.idx] = reading.statement(stored, payload)
        case = NOUNS[payload.type][0].name, payload.case
        if case not in spoken_of:
            new.setdefault(case, []).append((stored.device, stored.idx))
    with transaction.atomic(savepoint=False):
        _refold(reading, _note(reading, told), new)


def settle(register: bytes) -> None:
    """Bring the records up to date with who counts: after a fork, a revocation, an admission or an erasure, entries
    that were read before may speak no more, and others may begin to.
    """
    reading = _Reading.of(register)
    with transaction.atomic():
        touched = _silence(reading)
        for device in store.devices(register):
            last = reading.counting.limits.get(device)
            told = set(
                models.Statement.objects.filter(register=register.hex(), device=device.hex()).values_list(
                    "idx", flat=True
                )
            )
            new = [idx for idx in store.speaking(register, device, _SPEAKING, last) if idx not in told]
            for page in _pages(new):
                touched |= _index(reading, store.entries_at(register, [(device, idx) for idx in page]))
        _refold(reading, touched)


def _silence(reading: _Reading) -> set[Case]:
    """Forget which case an entry speaks of where it counts no more, or where its content is gone; those cases."""
    held = models.Statement.objects.filter(register=reading.register.hex())
    touched = set[Case]()
    gone = [held.filter(device=d.hex(), idx__gte=last) for d, last in reading.counting.limits.items()]
    pages = _pages(store.emptied(reading.register, _SPEAKING))
    gone += [held.filter(entry__in=[hash_.hex() for hash_ in page]) for page in pages]
    for rows in gone:
        touched.update(rows.values_list("noun", "case"))
        # By SQL, not row by row: nothing hangs on these rows.
        rows.delete()
    return touched


def rebuild(register: bytes) -> int:
    """Drop a register's records and compute them again from the ledger; the number of entries read."""
    reading = _Reading.of(register)
    with transaction.atomic():
        models.Statement.objects.filter(register=register.hex()).delete()
        for model in models.MODELS.values():
            model.objects.filter(register=register.hex()).delete()
        _mark(register, models.MODELS)
        count, touched = 0, set[Case]()
        for page in _pages(store.all_entries(register)):
            count += len(page)
            touched |= _index(reading, page)
        _refold(reading, touched)
    count_rows()
    return count


def _index(reading: _Reading, entries: Iterable[Stored]) -> set[Case]:
    """Note which entry speaks of which case, of those that speak; the cases touched."""
    read = ((stored, reading.payload(stored)) for stored in entries)
    told = [(stored, payload) for stored, payload in read if payload is not None]
    for stored, payload in told[: max(0, _TOLD - len(reading.told))]:
        reading.told[stored.device, stored.idx] = reading.statement(stored, payload)
    return _note(reading, told)


def _note(reading: _Reading, told: Iterable[tuple[Stored, Payload]]) -> set[Case]:
    rows, touched = [], set[Case]()
    for stored, payload in told:
        noun = NOUNS[payload.type][0].name
        touched.add((noun, payload.case))
        rows.append(
            {
                "register": reading.register.hex(),
                "entry": stored.entry.hash.hex(),
                "device": stored.device.hex(),
                "idx": stored.idx,
                "noun": noun,
                "case": payload.case,
                "type": payload.type,
                "known": reading.known(stored, payload),
            }
        )
    # The same entry may be projected twice (a repeated import, an interrupted one): the second time changes nothing.
    insert(models.Statement, rows, keep=True)
    return touched


def _refold(reading: _Reading, cases: set[Case], new: _New | None = None) -> None:
    by_noun: dict[str, list[str]] = defaultdict(list)
    for noun, case in sorted(cases):
        by_noun[noun].append(case)
    _mark(reading.register, by_noun)
    for noun, names in by_noun.items():
        for page in _pages(names):
            _replace(reading, noun, page, new or {})


def _mark(register: bytes, nouns: Iterable[str]) -> None:
    """Say that these nouns were written to: what was kept of their records is found no more."""
    rows = [models.Mark(register=register.hex(), noun=noun, mark=token_hex(16)) for noun in nouns]
    models.Mark.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["register", "noun"], update_fields=["mark"]
    )


def _replace(reading: _Reading, noun: str, cases: list[str], new: _New) -> None:
    register = reading.register.hex()
    places: dict[Place, str] = {place: case for case in cases for place in new.get((noun, case), ())}
    before = [case for case in cases if (noun, case) not in new]
    if before:
        told = models.Statement.objects.filter(register=register, noun=noun, case__in=before).order_by()
        for device, idx, case in told.values_list("device", "idx", "case"):
            places[bytes.fromhex(device), idx] = case
    held: dict[str, list[Statement]] = defaultdict(list)
    for place in [place for place in places if place in reading.told]:
        statement = reading.told[place]
        held[statement.case].append(statement)
        del places[place]
    for stored in store.entries_at(reading.register, list(places)):
        payload = reading.payload(stored)
        if payload is not None:
            held[payload.case].append(reading.statement(stored, payload))
    model = models.MODELS[noun]
    if before:
        model.objects.filter(register=register, case__in=before).delete()
    insert(model, [_row(model, register, v) for case in cases for v in versions(ALL_NOUNS[noun], held[case])])


def _row(model: type[models.Version], register: str, version: Version) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    try:
        columns = model.columns(typed(version.data, ALL_NOUNS[model.NOUN].entity))
        valid = True
    except (msgspec.ValidationError, InputError):
        # Kept, not shown: an entry of a newer or a hostile version must not stop the others (toguna doctor counts
        # these).
        valid = False
    return {
        "register": register,
        "case": version.case,
        "known_from": version.known_from,
        "known_to": version.known_to,
        "valid": valid,
        "data": dict(version.data),
        "contests": [{"field": c.field, "values": [list(v) for v in c.values]} for c in version.contests],
        "entries": [e.hex() for e in version.entries],
        **columns,
    }


def statements_of(register: bytes, noun: str, cases: Sequence[str]) -> list[Statement]:
    """What counts of what was said of these cases, in no order: with the party whose device signed it and the seat."""
    reading = _Reading.of(register)
    rows = models.Statement.objects.filter(register=register.hex(), noun=noun, case__in=cases)
    places = [(bytes.fromhex(device), idx) for device, idx in rows.values_list("device", "idx")]
    found = ((stored, reading.payload(stored)) for stored in store.entries_at(register, places))
    return [reading.statement(stored, payload) for stored, payload in found if payload is not None]


def _pages(items: Iterable[T]) -> Iterator[list[T]]:
    page: list[T] = []
    for item in items:
        page.append(item)
        if len(page) == _BATCH:
            yield page
            page = []
    if page:
        yield page
