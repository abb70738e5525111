"""What the register's own entries say, as in spec/register.md §4.3: endorse, attest, admit, revoke, erase, officers.

The payload of part 0, in the clear (audience 0), is one canonical CBOR map with the keys given in each class; none may
be missing or more.

    >>> Endorse.decode(Endorse(bytes(32)).encode()) == Endorse(bytes(32))
    True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Any, ClassVar, Final, Protocol, Self

from toguna.register import faults
from toguna.register.cbor_faults import CborFault
from toguna.register.checkpoint import MAX_TREE
from toguna.register.encoding import decode, encode
from toguna.register.entry import HASH_SIZE, MAX_BYTE, MAX_CONTENT, Kind
from toguna.register.shapes import is_bytes, is_code, is_int

MAX_SEEN: Final = 512
MAX_ERASED: Final = 512
MAX_OFFICERS: Final = 64


class RevokeReason(IntEnum):
    """Why a device is out. Lost and seized are told apart: what was on it may be in other hands."""

    LOST = 1
    SEIZED = 2
    REPLACED = 3
    HOLDER_LEFT = 4
    RESTORED = 5


class EraseReason(IntEnum):
    """On what ground a part is erased."""

    RETENTION = 1
    REQUEST_OF_PERSON = 2
    COURT = 3
    DANGER = 4
    ENTERED_IN_ERROR = 5


class Body(Protocol):
    """A payload that the register itself understands."""

    kind: ClassVar[Kind]

    def encode(self) -> bytes:
        """The payload."""

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Read a payload, or raise `BadBody`."""


def _read(kind: Kind, payload: bytes, keys: int) -> Any:
    """The map in `payload`, with exactly the keys 1 … `keys`."""
    try:
        value = decode(payload, MAX_CONTENT)
    except CborFault:
        raise faults.BadBody(kind=kind.name.lower(), field=0) from None
    if not isinstance(value, dict) or list(value) != list(range(1, keys + 1)):
        raise faults.BadBody(kind=kind.name.lower(), field=0)
    return value


def _need(kind: Kind, *tests: bool) -> None:
    """Each test belongs to the field of its number, from 1."""
    for field, passed in enumerate(tests, 1):
        if not passed:
            raise faults.BadBody(kind=kind.name.lower(), field=field)


def _rising(values: Sequence[Any]) -> bool:
    return all(a < b for a, b in pairwise(values))


@dataclass(frozen=True, slots=True)
class Endorse:
    """`{1: leaf hash, 2: seat code or null}`: I stand by that entry; for the seat, where the device serves several."""

    kind: ClassVar[Kind] = Kind.ENDORSE
    target: bytes
    seat: str | None = None

    def __post_init__(self) -> None:
        _need(self.kind, is_bytes(self.target, HASH_SIZE), self.seat is None or is_code(self.seat))

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: self.target, 2: self.seat})

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Read a payload, or raise `BadBody`."""
        value = _read(cls.kind, payload, 2)
        return cls(value[1], value[2])


@dataclass(frozen=True, slots=True)
class Seen:
    """A log as its reader found it: so many entries, with that root."""

    device: bytes
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Attest:
    """`{1: [[device, size, root] …]}`, devices rising: I hold these logs up to these sizes."""

    kind: ClassVar[Kind] = Kind.ATTEST
    seen: tuple[Seen, ...]

    def __post_init__(self) -> None:
        _need(
            self.kind,
            1 <= len(self.seen) <= MAX_SEEN
            and all(
                is_bytes(one.device, 32) and is_int(one.size, 1, MAX_TREE) and is_bytes(one.root, 32)
                for one in self.seen
            )
            and _rising([one.device for one in self.seen]),
        )

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: [[one.device, one.size, one.root] for one in self.seen]})

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Read a payload, or raise `BadBody`."""
        rows = _read(cls.kind, payload, 1)[1]
        _need(cls.kind, isinstance(rows, list) and all(isinstance(row, list) and len(row) == 3 for row in rows))
        return cls(tuple(Seen(*row) for row in rows))


@dataclass(frozen=True, slots=True)
class Admit:
    """`{1: public key, 2: party code, 3: role code, 4: [audience …]}`: this device writes for that party, in that
    role.
    """

    kind: ClassVar[Kind] = Kind.ADMIT
    device: bytes
    party: str
    role: str
    audiences: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        _need(
            self.kind,
            is_bytes(self.device, 32),
            is_code(self.party),
            is_code(self.role),
            len(self.audiences) <= MAX_BYTE + 1
            and all(is_int(audience, 0, MAX_BYTE) for audience in self.audiences)
            and _rising(self.audiences),
        )

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: self.device, 2: self.party, 3: self.role, 4: list(self.audiences)})

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Read a payload, or raise `BadBody`."""
        value = _read(cls.kind, payload, 4)
        _need(cls.kind, True, True, True, isinstance(value[4], list))
        return cls(value[1], value[2], value[3], tuple(value[4]))


@dataclass(frozen=True, slots=True)
class Revoke:
    """`{1: device, 2: size, 3: root, 4: reason}`: nothing of this device counts from entry number `size` on."""

    kind: ClassVar[Kind] = Kind.REVOKE
    device: bytes
    size: int
    root: bytes
    reason: RevokeReason

    def __post_init__(self) -> None:
        _need(
            self.kind,
            is_bytes(self.device, 32),
            is_int(self.size, 0, MAX_TREE),
            is_bytes(self.root, 32),
            is_int(self.reason, 1, max(RevokeReason)),
        )

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: self.device, 2: self.size, 3: self.root, 4: int(self.reason)})

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Read a payload, or raise `BadBody`."""
        value = _read(cls.kind, payload, 4)
        _need(cls.kind, True, True, True, is_int(value[4], 1, max(RevokeReason)))
        return cls(value[1], value[2], value[3], RevokeReason(value[4]))


@dataclass(frozen=True, slots=True)
class Erase:
    """`{1: [part hash …], 2: reason}`, hashes rising: destroy these parts' contents wherever they are held; their
    hashes stay.
    """

    kind: ClassVar[Kind] = Kind.ERASE
    parts: tuple[bytes, ...]
    reason: EraseReason

    def __post_init__(self) -> None:
        _need(
            self.kind,
            1 <= len(self.parts) <= MAX_ERASED
            and all(is_bytes(part, HASH_SIZE) for part in self.parts)
            and _rising(self.parts),
            is_int(self.reason, 1, max(EraseReason)),
        )

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: list(self.parts), 2: int(self.reason)})

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Read a payload, or raise `BadBody`."""
        value = _read(cls.kind, payload, 2)
        _need(cls.kind, isinstance(value[1], list), is_int(value[2], 1, max(EraseReason)))
        return cls(tuple(value[1]), EraseReason(value[2]))


@dataclass(frozen=True, slots=True)
class Officers:
    """`{1: party code, 2: threshold, 3: [public key …]}`: who speaks for the party from now on, and how many of them
    together.
    """

    kind: ClassVar[Kind] = Kind.OFFICERS
    party: str
    threshold: int
    keys: tuple[bytes, ...]

    def __post_init__(self) -> None:
        _need(
            self.kind,
            is_code(self.party),
            is_int(self.threshold, 1, len(self.keys)),
            len(self.keys) <= MAX_OFFICERS and all(is_bytes(key, 32) for key in self.keys) and _rising(self.keys),
        )

    def encode(self) -> bytes:
        """The payload."""
        return encode({1: self.party, 2: self.threshold, 3: list(self.keys)})

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Read a payload, or raise `BadBody`."""
        value = _read(cls.kind, payload, 3)
        _need(cls.kind, True, True, isinstance(value[3], list))
        return cls(value[1], value[2], tuple(value[3]))
