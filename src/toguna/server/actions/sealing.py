"""Sealing what is entered for those who may open it, and giving keys to who should have them (spec/sealing.md §5).

A register seals once a device has announced its reading key in it (`begin`); others are written as before.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.visibility import Role, may_open, role_of
from toguna.register.constitution import Constitution, Mode
from toguna.register.entry import SALT_SIZE, Entry, Kind, Part, minutes
from toguna.register.epochs import NUMBER_SIZE, READER_SIZE, Given, KeyBody, KeyBook, ReadingKey, Use
from toguna.register.seal_faults import SealFault
from toguna.register.sealing import (
    EPOCH_DAYS,
    Place,
    is_reader,
    make_epoch,
    new_key,
    public_of,
    seal_part,
    unwrap,
)
from toguna.register.signing import DeviceKey
from toguna.server import keyring
from toguna.server.home import Home
from toguna.server.ledger import store
from toguna.server.ledger.keybook import has_keys, key_book, readers_now, sealed_places, wrapped_book
from toguna.server.ledger.standing import counting
from toguna.server.records import projector
from toguna.server.records.parties import left

DAY = 24 * 60
ALL, GROUP, PARTY, OFFICE = 0, 1, 2, 3
CHANCE = SALT_SIZE - NUMBER_SIZE


class OfficeOnlyOff(RuleError):
    """The founding act does not allow contents that only the collecting office may open."""

    code = "office-only-off"
    text = Text(
        fr="L’acte constitutif n’autorise pas les contenus réservés au seul bureau qui les recueille. Ne rien inscrire "
        "qui désigne une source : garder son nom sur papier.",
        en="The founding act does not allow contents for the collecting office alone. Do not enter anything that tells "
        "of a source: keep its name on paper.",
    )


class NotAdmittedYet(RuleError):
    """Nobody opens for a device that may not speak, and what it writes in the clear would stay so."""

    code = "sealing-not-admitted"
    text = Text(
        fr="Cet appareil n’est pas admis, ou il a été révoqué : il ne peut rien inscrire de réservé à un groupe. Faire "
        "admettre sa carte (« toguna device »), faire un échange, puis recommencer ; rien n’a été inscrit.",
        en="This device is not admitted, or it was revoked: it can enter nothing that is for a group. Have its card "
        "(“toguna device”) admitted, exchange, then try again; nothing was recorded.",
    )


@dataclass
class Sealer:
    """What one batch of entries is sealed with: epochs in force, and those it has to open itself."""

    register: bytes
    device: bytes
    act: Constitution
    book: KeyBook
    active: dict[bytes, str]
    keys: dict[bytes, bytes]
    since: dict[bytes, int]
    time: int
    gone: frozenset[str] = frozenset()
    """Parties that have left: nothing is sealed for them any more."""
    entries: list[Entry] = field(default_factory=list)
    """`key` entries to be appended before what they seal."""
    fresh: dict[bytes, bytes] = field(default_factory=dict)
    _chosen: dict[tuple[int, frozenset[str]], tuple[bytes, bytes]] = field(default_factory=dict)
    _asked: dict[tuple[str, str | None, bool], tuple[int, bytes, bytes]] = field(default_factory=dict)

    @property
    def own(self) -> str:
        """The party whose device writes."""
        return self.active.get(self.device, "")

    def seal(self, level: str, seat: str | None, payload: bytes, *, office: bool = False) -> Part:
        """The part that holds a payload for those who may open this level.

        Raises
        ------
        OfficeOnlyOff, NotAdmittedYet
        """
        said = level, seat, office
        if said not in self._asked:
            self._asked[said] = self._for(*said)
        audience, name, key = self._asked[said]
        return seal_part(Place(self.register, self.device, audience), name, key, payload, secrets.token_bytes(CHANCE))

    def _for(self, level: str, seat: str | None, office: bool) -> tuple[int, bytes, bytes]:
        if self.device not in self.active:
            raise NotAdmittedYet()
        if office and not self.act.sealed:
            raise OfficeOnlyOff()
        own = {self.own} | {one.party for one in self.act.seats if one.code == seat and not office}
        staying = {party.code: party.constituency for party in self.act.parties if party.code not in self.gone}
        parties = may_open(level, own, staying)
        # Said by a host for the seat of a party that is not its own: that party's homes must be able to hold it.
        shared = level == "group" or bool(parties - {self.own})
        audience = OFFICE if office else GROUP if shared else PARTY
        return audience, *self._epoch(audience, parties)

    def _epoch(self, audience: int, parties: frozenset[str]) -> tuple[bytes, bytes]:
        chosen = self._chosen.get((audience, parties))
        if chosen is None:
            chosen = self._chosen[audience, parties] = self._current(audience, parties) or self._new(audience, parties)
        return chosen

    def readers(self, audience: int, parties: Iterable[str]) -> list[bytes]:
        """The reading keys for which an epoch of these parties is wrapped now."""
        if audience == OFFICE:
            # The office is this device: no other machine of the party opens it, only the party's sheet.
            sheet = self.book.sheets.get(self.own)
            found = [self.book.devices[self.device], *([sheet] if sheet else [])]
        else:
            found = list(self.book.readers(frozenset(parties), self.active))
        return [one for one in found if is_reader(one)]

    def _current(self, audience: int, parties: frozenset[str]) -> tuple[bytes, bytes] | None:
        wanted = {one[:READER_SIZE] for one in self.readers(audience, parties)}
        held = [
            (given.until, given.name)
            for given in self.book.epochs.values()
            if (given.audience, frozenset(given.parties)) == (audience, parties)
            # Nobody keeps an epoch going by handing it on with a later end: here it lasts 30 days at most.
            and min(given.until, self.since.get(given.name, self.time) + EPOCH_DAYS * DAY) > self.time
            and set(given.wraps) == wanted
            and given.name in self.keys
            and not self.book.destroyed.get(given.name)
        ]
        return (max(held)[1], self.keys[max(held)[1]]) if held else None

    def _new(self, audience: int, parties: frozenset[str]) -> tuple[bytes, bytes]:
        key = new_key()
        until = self.time + EPOCH_DAYS * DAY
        body, wraps = make_epoch(self.register, audience, parties, key, until, self.readers(audience, parties))
        self.entries.append(key_entry(body, self.time, wraps, audience))
        self.fresh[body.name] = self.keys[body.name] = key
        return body.name, key


def key_entry(body: KeyBody, time: int, wraps: bytes | None = None, audience: int = 0) -> Entry:
    """A `key` entry; with wraps, an epoch's."""
    parts = [Part.make(body.encode(), ALL, secrets.token_bytes(SALT_SIZE))]
    if wraps is not None:
        parts.append(Part.make(wraps, audience, secrets.token_bytes(SALT_SIZE)))
    return Entry(Kind.KEY, time, (), tuple(parts))


def sealer(register: bytes, key: DeviceKey, time: int) -> Sealer | None:
    """What to seal a batch with; None in a register in which nobody has announced a reading key.

    A device that has none yet announces one with the batch: where one seals, all do.
    """
    if not has_keys(register):
        return None
    home: Home = settings.HOME
    counts = counting(register)
    book = key_book(register, counts)
    active = dict(readers_now(counts))
    keys, since = keyring.opened(home, register), keyring.since(home, register)
    found = Sealer(register, key.public, store.constitution(register), book, active, keys, since, time, left(register))
    if key.public in active and key.public not in book.devices:
        public = public_of(_reading_key(home, key))
        book.devices[key.public] = public
        found.entries.append(key_entry(ReadingKey(public), time))
    return found


def _reading_key(home: Home, key: DeviceKey) -> bytes:
    """This device's newest reading key, made where there is none."""
    held = keyring.secrets(home, key)
    if not held:
        held = [new_key()]
        keyring.save_secrets(home, key, held)
    return held[-1]


def begin(register: bytes, key: DeviceKey, *, at: datetime | None = None) -> bool:
    """Announce this device's reading key in a register, which seals from then on; whether it had not yet.

    A replay of what is public anyway is never sealed.
    """
    if store.constitution(register).mode is Mode.REPLAY:
        return False
    public = public_of(_reading_key(settings.HOME, key))
    if key_book(register).devices.get(key.public) == public:
        return False
    store.append(register, key, [key_entry(ReadingKey(public), minutes(at or datetime.now(UTC)))])
    return True


def open_new(register: bytes, key: DeviceKey, *, at: datetime | None = None) -> int:
    """Open the epochs that were wrapped for this device since, and read what they seal; how many are new."""
    home: Home = settings.HOME
    if not keyring.has_secrets(home, key.public):
        return 0
    return open_with(register, keyring.secrets(home, key), key.public, at=at)


def open_with(register: bytes, held: Sequence[bytes], device: bytes, *, at: datetime | None = None) -> int:
    """Open what these reading keys open: a device's, or those of a recovery sheet."""
    home: Home = settings.HOME
    book, opened = wrapped_book(register), keyring.opened(home, register)
    found: dict[bytes, bytes] = {}
    for given in book.epochs.values():
        if given.name not in opened and device not in book.destroyed.get(given.name, ()):
            opens = _open(register, given, held)
            if opens is not None:
                found[given.name] = opens
    keyring.add(home, register, found, minutes(at or datetime.now(UTC)))
    numbers = frozenset(name[:NUMBER_SIZE] for name in found)
    if numbers:
        projector.project(register, sealed_places(register, numbers))
    return len(found)


def _open(register: bytes, given: Given, held: Sequence[bytes]) -> bytes | None:
    for secret in reversed(held):
        try:
            return unwrap(register, given, secret)
        except SealFault:
            continue
    return None


def hand_on(register: bytes, key: DeviceKey, *, at: datetime | None = None) -> int:
    """Give the keys of epochs to devices of their parties that came later: a new laptop of this device's own party,
    and, where this is the mediator's, of any; how many were given.
    """
    now = sealer(register, key, minutes(at or datetime.now(UTC)))
    if now is None or key.public not in now.active or now.entries:
        return 0
    constituencies = {party.code: party.constituency for party in now.act.parties}
    mediates = role_of(constituencies.get(now.own, "")) is Role.MEDIATOR
    entries = []
    given_to = 0
    for given in now.book.epochs.values():
        if given.audience == OFFICE or given.name not in now.keys or now.book.destroyed.get(given.name):
            continue
        theirs = given.parties if mediates else tuple(one for one in given.parties if one == now.own)
        parties = tuple(one for one in theirs if one not in now.gone)
        late = [one for one in now.readers(given.audience, parties) if one[:READER_SIZE] not in given.wraps]
        if late and now.own in given.parties:
            body, wraps = make_epoch(register, given.audience, given.parties, now.keys[given.name], given.until, late)
            entries.append(key_entry(body, now.time, wraps, given.audience))
            given_to += len(late)
    if entries:
        store.append(register, key, entries)
    return given_to


def announce_sheet(register: bytes, key: DeviceKey, public: bytes, *, at: datetime | None = None) -> bytes:
    """Announce the recovery key of this device's party, and hand it every key that the party holds; the entry."""
    entry = key_entry(ReadingKey(public, Use.SHEET), minutes(at or datetime.now(UTC)))
    with transaction.atomic():
        begin(register, key, at=at)
        store.append(register, key, [entry])
        hand_on(register, key, at=at)
    return entry.hash
