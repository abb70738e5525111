"""What `key` entries say, and which keys a register has (spec/sealing.md §2, §5).

A `key` entry announces a device's reading key, hands an epoch's key to its readers, or says that keys were destroyed
where it was written. Its public half is read here; opening what is sealed is `sealing`.

    >>> read_key(ReadingKey(bytes(32)).encode())
    ReadingKey(public=b'...', use=<Use.DEVICE: 1>)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from typing import Any, ClassVar, Final, Self, TypeAlias

from toguna.register import faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import decode, encode
from toguna.register.entry import HASH_SIZE, MAX_BYTE, MAX_CONTENT, MAX_TIME, MIN_TIME, Entry, Kind
from toguna.register.shapes import is_bytes, is_code, is_int

KEY_SIZE: Final = 32
READER_SIZE: Final = 8
NUMBER_SIZE: Final = 4
WRAP_SIZE: Final = 80
MAX_READERS: Final = 512
MAX_PARTIES: Final = 500
MAX_DESTROYED: Final = 512
WRAPS: Final = 1
"""Where the wraps stand among the parts of an epoch's entry."""


class Use(IntEnum):
    """What a reading key is for: one device, or the party's recovery sheet on paper."""

    DEVICE = 1
    SHEET = 2


class DestroyReason(IntEnum):
    """Why keys were destroyed."""

    EPOCH_OVER = 1
    PARTY_LEFT = 2
    DEVICE_REVOKED = 3
    DANGER = 4


def _need(field_: int, passed: bool) -> None:
    if not passed:
        raise faults.BadBody(kind="key", field=field_)


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """`{1: 1, 2: public key, 3: use}`: the X25519 key for which to wrap what I, or my party's sheet, may read."""

    form: ClassVar[int] = 1
    public: bytes
    use: Use = Use.DEVICE

    def __post_init__(self) -> None:
        _need(2, is_bytes(self.public, KEY_SIZE))
        _need(3, is_int(self.use, 1, max(Use)))

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: self.form, 2: self.public, 3: int(self.use)})

    @classmethod
    def of(cls, value: dict[int, Any]) -> Self:
        """From the map that was read."""
        _need(0, list(value) == [1, 2, 3])
        _need(3, is_int(value[3], 1, max(Use)))
        return cls(value[2], Use(value[3]))


@dataclass(frozen=True, slots=True)
class Epoch:
    """`{1: 2, 2: audience, 3: [party …], 4: name, 5: until, 6: [reader …]}`: a key for those parties until that time;
    part 1 wraps it for each reader, named by the first 8 bytes of its reading key.
    """

    form: ClassVar[int] = 2
    audience: int
    parties: tuple[str, ...]
    name: bytes
    until: int
    readers: tuple[bytes, ...]

    def __post_init__(self) -> None:
        _need(2, is_int(self.audience, 1, MAX_BYTE))
        _need(3, 1 <= len(self.parties) <= MAX_PARTIES and all(map(is_code, self.parties)) and _rising(self.parties))
        _need(4, is_bytes(self.name, HASH_SIZE))
        _need(5, is_int(self.until, MIN_TIME, MAX_TIME))
        _need(6, 1 <= len(self.readers) <= MAX_READERS and all(is_bytes(one, READER_SIZE) for one in self.readers))
        _need(6, _rising(self.readers))

    @property
    def number(self) -> bytes:
        """The first 4 bytes of the name, with which every content begins that the key seals."""
        return self.name[:NUMBER_SIZE]

    def encode(self) -> bytes:
        """The payload."""
        return encode(
            {1: self.form, 2: self.audience, 3: list(self.parties), 4: self.name, 5: self.until, 6: list(self.readers)}
        )

    @classmethod
    def of(cls, value: dict[int, Any]) -> Self:
        """From the map that was read."""
        _need(0, list(value) == [1, 2, 3, 4, 5, 6])
        _need(3, isinstance(value[3], list))
        _need(6, isinstance(value[6], list))
        return cls(value[2], tuple(value[3]), value[4], value[5], tuple(value[6]))


@dataclass(frozen=True, slots=True)
class Destroyed:
    """`{1: 3, 2: [name …], 3: reason}`, names rising: these keys are no more where this was written."""

    form: ClassVar[int] = 3
    names: tuple[bytes, ...]
    reason: DestroyReason

    def __post_init__(self) -> None:
        _need(2, 1 <= len(self.names) <= MAX_DESTROYED and all(is_bytes(one, HASH_SIZE) for one in self.names))
        _need(2, _rising(self.names))
        _need(3, is_int(self.reason, 1, max(DestroyReason)))

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: self.form, 2: list(self.names), 3: int(self.reason)})

    @classmethod
    def of(cls, value: dict[int, Any]) -> Self:
        """From the map that was read."""
        _need(0, list(value) == [1, 2, 3])
        _need(2, isinstance(value[2], list))
        _need(3, is_int(value[3], 1, max(DestroyReason)))
        return cls(tuple(value[2]), DestroyReason(value[3]))


KeyBody: TypeAlias = ReadingKey | Epoch | Destroyed
_FORMS: Final[dict[int, type[ReadingKey] | type[Epoch] | type[Destroyed]]] = {1: ReadingKey, 2: Epoch, 3: Destroyed}


def _rising(values: Collection[Any]) -> bool:
    return all(a < b for a, b in pairwise(values))


def read_key(payload: bytes) -> KeyBody:
    """What a `key` entry says.

    Raises
    ------
    BadBody
    """
    try:
        value = decode(payload, MAX_CONTENT)
    except CborFault:
        raise faults.BadBody(kind="key", field=0) from None
    _need(0, isinstance(value, dict) and bool(value))
    form = value.get(1)
    _need(1, is_int(form, 1, max(_FORMS)))
    return _FORMS[form].of(value)


@dataclass(slots=True)
class Given:
    """One epoch as all its entries together give it: several may hand the same key to more readers."""

    audience: int
    parties: tuple[str, ...]
    name: bytes
    until: int
    wraps: dict[bytes, set[bytes]] = field(default_factory=dict)
    """By reader. Of several, one opens: nobody can take a reader's key away by writing a false one first."""

    @property
    def number(self) -> bytes:
        """With what every content begins that the key seals."""
        return self.name[:NUMBER_SIZE]


EpochId: TypeAlias = tuple[int, tuple[str, ...], bytes]


@dataclass(slots=True)
class KeyBook:
    """The reading keys and epochs that a register's `key` entries speak of."""

    devices: dict[bytes, bytes] = field(default_factory=dict)
    """The newest reading key of each device."""
    sheets: dict[str, bytes] = field(default_factory=dict)
    """The newest recovery key of each party."""
    epochs: dict[EpochId, Given] = field(default_factory=dict)
    """Every epoch by audience, parties and name; who lies about one of them opens another, which opens nothing."""
    destroyed: dict[bytes, set[bytes]] = field(default_factory=dict)
    """Which devices said that they destroyed an epoch's key."""

    def readers(self, parties: Collection[str], party_of: Mapping[bytes, str]) -> tuple[bytes, ...]:
        """The reading keys of all devices of these parties that may still read, and of their sheets."""
        own = {key for device, key in self.devices.items() if party_of.get(device) in parties}
        return tuple(sorted(own | {key for party, key in self.sheets.items() if party in parties}))


def make_book(entries: Iterable[tuple[bytes, Entry]], party_of: Mapping[bytes, str]) -> KeyBook:
    """Gather `key` entries, each log's in its order; logs in any order give the same book.

    Only known devices count; only a device of an epoch's parties may open or hand on that epoch. An entry that cannot
    be read, or whose wraps are not here, gives what it can.
    """
    book = KeyBook()
    sheets: dict[str, tuple[int, bytes]] = {}
    for device, entry in entries:
        party = party_of.get(device)
        payload = entry.payload
        if party is None or entry.kind != Kind.KEY or payload is None or entry.parts[0].audience:
            continue
        try:
            body = read_key(payload)
        except faults.BadBody:
            continue
        match body:
            case ReadingKey(public, Use.DEVICE):
                book.devices[device] = public
            case ReadingKey(public, Use.SHEET):
                # Two sheets of one party at once: every copy takes the later, then the larger.
                sheets[party] = max(sheets.get(party, (entry.time, public)), (entry.time, public))
            case Epoch() if party in body.parties:
                _give(book, body, entry)
            case Destroyed(names):
                for name in names:
                    book.destroyed.setdefault(name, set()).add(device)
    book.sheets = {party: public for party, (_, public) in sheets.items()}
    return book


def _give(book: KeyBook, body: Epoch, entry: Entry) -> None:
    first = Given(body.audience, body.parties, body.name, body.until)
    given = book.epochs.setdefault((body.audience, body.parties, body.name), first)
    given.until = max(given.until, body.until)
    wraps = entry.parts[WRAPS].payload if len(entry.parts) > WRAPS else None
    whole = wraps is not None and len(wraps) == WRAP_SIZE * len(body.readers)
    for place, reader in enumerate(body.readers):
        held = given.wraps.setdefault(reader, set())
        if whole and wraps is not None:
            held.add(wraps[WRAP_SIZE * place : WRAP_SIZE * (place + 1)])
