"""The entries of the register for reading: what was said, when, by whose device, and for whom.

An entry about a record that this reader may not know of is not listed, and answers like one that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.nouns import NOUNS
from toguna.domain.visibility import Row, Rule, rule
from toguna.domain.wire import from_wire
from toguna.server.ledger import store
from toguna.server.ledger.standing import Counting, counting
from toguna.server.queries.changes import KINDS, told, when_told
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading
from toguna.server.queries.seats import founding_act
from toguna.server.records.models import Statement
from toguna.server.records.opening import read_parts

PAGE = 40
_AFTER = re.compile(r"(\d{4}-\d\d-\d\d)\.([0-9a-f]{64})", re.ASCII)
_ADDED = Text(fr="complété", en="added to")
_SAID = Text(fr="inscrit", en="recorded")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `known` is a day as its device wrote it; `party` is its device's, `seat_party` that of the seat for
    which it speaks; `host` says that a host's device wrote it for a seat of another party.
    """

    hash: str
    known: date
    noun: str
    case: str
    kind: Text
    name: Text
    act: Text
    party: Text | None
    seat_party: Text | None
    host: bool


@dataclass(frozen=True, slots=True)
class EntryStory:
    """One entry in full: its place in its device's log, and the entries it had read."""

    row: EntryRow
    device: str
    number: int
    of: int
    contested: bool
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries, the latest first, and where the next page begins."""

    rows: tuple[EntryRow, ...]
    after: str


@dataclass(frozen=True)
class _Frame:
    """What is needed to tell entries of one register."""

    reading: Reading
    counting: Counting
    parties: dict[str, Text]
    seats: dict[str, str]

    @classmethod
    def of(cls, reading: Reading) -> _Frame:
        act = founding_act(reading.register)
        names = {party.code: both(party.name) for party in act.parties}
        return cls(reading, counting(reading.register), names, {seat.code: seat.party for seat in act.seats})


def page(reading: Reading, after: str = "", size: int = PAGE) -> EntryPage:
    """A page of the entries that this reader may know of, from the latest to the oldest.

    `after` is the place where the page before ended, as it gave it; anything else begins with the latest.
    """
    frame, rows = _Frame.of(reading), list[EntryRow]()
    nouns = set(KINDS) if rule(reading.reader, Row.INCIDENT) is Rule.FULL else set(KINDS) - {"incident"}
    held = Statement.objects.filter(register=reading.register.hex(), noun__in=nouns, known__lte=reading.today)
    if place := _place(after):
        held = held.filter(known__lt=place[0]) | held.filter(known=place[0], entry__gt=place[1])
    for statement in held.order_by("-known", "entry").iterator(chunk_size=200):
        row = _row(frame, statement)
        if row is not None:
            rows.append(row)
        if len(rows) == size + 1:
            return EntryPage(tuple(rows[:size]), f"{rows[size - 1].known.isoformat()}.{rows[size - 1].hash}")
    return EntryPage(tuple(rows), "")


def _place(after: str) -> tuple[date, str] | None:
    found = _AFTER.fullmatch(after)
    try:
        return (date.fromisoformat(found[1]), found[2]) if found else None
    except ValueError:
        return None


def entry(reading: Reading, hash_: str) -> EntryStory | None:
    """One entry by its hash; None where there is none, or none that this reader may know of."""
    held = Statement.objects.filter(register=reading.register.hex(), entry=hash_, known__lte=reading.today).first()
    frame = _Frame.of(reading)
    row = _row(frame, held) if held is not None and held.noun in KINDS else None
    if held is None or row is None:
        return None
    device = bytes.fromhex(held.device)
    (stored,) = store.entries_at(reading.register, [(device, held.idx)])
    sizes = {key: size for key, size, _ in store.frontier(reading.register)}
    return EntryStory(
        row,
        held.device[:16],
        held.idx,
        sizes.get(device, held.idx + 1),
        not frame.counting.counts(device, held.idx),
        tuple(_known_parents(frame, (parent.hex() for parent in stored.entry.parents))),
    )


def _known_parents(frame: _Frame, parents: Iterable[str]) -> Iterable[str]:
    """Of the entries it had read, those of which this reader may know."""
    for held in Statement.objects.filter(register=frame.reading.register.hex(), entry__in=list(parents)):
        if _row(frame, held) is not None:
            yield held.entry


def _row(frame: _Frame, held: Statement) -> EntryRow | None:
    found = told(frame.reading, held.noun, held.case)
    # The day of an entry is often the day of its incident: it is for those who may date that to the day.
    if found is None or not when_told(frame.reading, held.noun, held.case, held.known).exact:
        return None
    device = bytes.fromhex(held.device)
    party = frame.counting.party_of.get(device)
    seat_party = frame.seats.get(_seat(frame, device, held.idx) or "")
    return EntryRow(
        held.entry,
        held.known,
        held.noun,
        held.case,
        KINDS[held.noun],
        found[0],
        _act(held.type),
        frame.parties.get(party or ""),
        frame.parties.get(seat_party or ""),
        seat_party is not None and party != seat_party,
    )


def _seat(frame: _Frame, device: bytes, idx: int) -> str | None:
    """The seat for which an entry speaks, where its first part can be read here."""
    (stored,) = store.entries_at(frame.reading.register, [(device, idx)])
    try:
        return from_wire(read_parts(frame.reading.register, device, stored.entry, {})).seat
    except InputError:
        return None


def _act(type_: str) -> Text:
    """What the entry did: the state it led to, or that it added or amended."""
    noun, kind = NOUNS[type_]
    if kind.to is not None and noun.machine is not None:
        return noun.machine.labels[kind.to]
    return _ADDED if kind.appends is not None or type_.endswith(".amended") else _SAID
