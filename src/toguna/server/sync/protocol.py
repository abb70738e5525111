"""What two copies say to each other at `POST /sync` (spec/sync.md §9).

    greet   [1, 1, register, 12 bytes of the frontier's hash, 16 random bytes]
    same    [1, 2]                                  nothing to do: most exchanges end here
    ask     [1, 3, challenge, device, signature]    prove who you are; and who I am, where I hold my key
    step    [1, 4, register, device, challenge, signature, frontier, piece]
    given   [1, 5, frontier, piece, more, received, contents, [[code, log, index] …]]
    no      [1, 6, code]

Each step is signed by the asking device's key over everything in it, with the challenge and the name by which it called
the other copy: so nobody can pass it on to a third one, nor change it. The answer to a greeting is signed over its
random bytes, where the other copy holds its key, so that what is not for all parties goes to nobody in between.
Frontier and piece may be empty.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Any, Final

from toguna.register import sync_faults as faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import decode, encode
from toguna.register.frontier import HASH_SIZE
from toguna.register.shapes import is_bytes, is_int
from toguna.register.signing import PUBLIC_SIZE, SIGNATURE_SIZE, DeviceKey, verify

FORMAT: Final = 1
MAX_MESSAGE: Final = 262_144
LIFETIME: Final = 900
"""Seconds for which a challenge may be answered; only the clock of the one who made it counts."""
_PURPOSE: Final = b"toguna-sync/1\n"
_HOST_PURPOSE: Final = b"toguna-sync-host/1\n"
NONCE_SIZE: Final = 16
_MAC_SIZE: Final = 16
_TIME_SIZE: Final = 8


class Word(IntEnum):
    """Which message it is."""

    GREET = 1
    SAME = 2
    ASK = 3
    STEP = 4
    GIVEN = 5
    NO = 6


_LENGTHS: Final = {Word.GREET: 5, Word.SAME: 2, Word.ASK: 5, Word.STEP: 8, Word.GIVEN: 8, Word.NO: 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of an exchange: what I hold, and a piece of what you lack."""

    register: bytes
    device: bytes
    challenge: bytes
    signature: bytes
    frontier: bytes
    piece: bytes

    @classmethod
    def sign(
        cls, key: DeviceKey, register: bytes, challenge: bytes, host: str, frontier: bytes, piece: bytes = b""
    ) -> Step:
        """A step by the holder of a key, to the copy that is called `host`."""
        unsigned = cls(register, key.public, challenge, b"", frontier, piece)
        return cls(register, key.public, challenge, key.sign(unsigned._text(host)), frontier, piece)

    def is_signed(self, host: str) -> bool:
        """Whether the device signed this step for the copy that is called `host`."""
        return verify(self.device, self._text(host), self.signature)

    def _text(self, host: str) -> bytes:
        # Never the text of a checkpoint, which begins with 64 hex digits: a device signs these two things only.
        said = [
            self.register,
            self.challenge,
            host.lower(),
            sha256(self.frontier).digest(),
            sha256(self.piece).digest(),
        ]
        return _PURPOSE + encode(said)

    def encode(self) -> bytes:
        """The message."""
        return write(Word.STEP, self.register, self.device, self.challenge, self.signature, self.frontier, self.piece)


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to a step: what is held there, a piece, whether there are more, and what became of the piece sent."""

    frontier: bytes
    piece: bytes
    more: bool
    received: int
    contents: int
    refused: tuple[tuple[str, str, int | None], ...]

    @classmethod
    def of(cls, rest: Sequence[Any]) -> Given:
        """The answer that `read` gave."""
        frontier, piece, more, received, contents, refused = rest
        rows = tuple((code, log, index) for code, log, index in refused)
        return cls(frontier, piece, bool(more), received, contents, rows)

    def encode(self) -> bytes:
        """The message."""
        refused = [list(one) for one in self.refused]
        return write(Word.GIVEN, self.frontier, self.piece, self.more, self.received, self.contents, refused)


def write(word: Word, *rest: Any) -> bytes:
    """A message."""
    return encode([FORMAT, int(word), *rest])


def read(data: bytes) -> tuple[Word, list[Any]]:
    """Which message, and what it says; its shape is checked.

    Raises
    ------
    FrontierShape
    """
    try:
        value = decode(data, MAX_MESSAGE)
        word = Word(value[1])
        if len(value) != _LENGTHS[word] or value[0] != FORMAT or not _fits(word, value[2:]):
            raise faults.FrontierShape()
    except (CborFault, ValueError, TypeError, IndexError, KeyError):
        raise faults.FrontierShape() from None
    return word, value[2:]


def _fits(word: Word, rest: list[Any]) -> bool:
    if word is Word.GREET:
        return is_bytes(rest[0], 32) and is_bytes(rest[1], HASH_SIZE) and is_bytes(rest[2], NONCE_SIZE)
    if word is Word.ASK:
        return all(isinstance(one, bytes) for one in rest)
    if word is Word.STEP:
        sizes = (32, PUBLIC_SIZE, _MAC_SIZE + _TIME_SIZE, SIGNATURE_SIZE)
        fixed = all(is_bytes(one, size) for one, size in zip(rest[:4], sizes, strict=True))
        return fixed and isinstance(rest[4], bytes) and isinstance(rest[5], bytes)
    if word is Word.GIVEN:
        counts = is_int(rest[3], 0, 2**63) and is_int(rest[4], 0, 2**63)
        return isinstance(rest[0], bytes) and isinstance(rest[1], bytes) and counts and _are_refusals(rest[5])
    return word is Word.SAME or isinstance(rest[0], str)


def _are_refusals(rows: Any) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, list)
        and len(row) == 3
        and isinstance(row[0], str)
        and isinstance(row[1], str)
        and (row[2] is None or is_int(row[2], 0, 2**63))
        for row in rows
    )


def host_text(register: bytes, nonce: bytes, challenge: bytes, host: str) -> bytes:
    """What the copy that is called `host` signs to say that it is a device's."""
    return _HOST_PURPOSE + encode([register, nonce, challenge, host.lower()])


def challenge(secret: bytes, register: bytes, now: float) -> bytes:
    """What a caller must sign: made again at will by whoever has the secret, so nothing is kept of who asked."""
    until = int(now + LIFETIME).to_bytes(_TIME_SIZE, "big")
    return _mac(secret, register, until) + until


def is_fresh(found: bytes, secret: bytes, register: bytes, now: float) -> bool:
    """Whether this is a challenge of ours for that register that may still be answered."""
    mac, until = found[:_MAC_SIZE], found[_MAC_SIZE:]
    ours = hmac.compare_digest(mac, _mac(secret, register, until))
    return ours and now <= int.from_bytes(until, "big") <= now + LIFETIME + 1


def _mac(secret: bytes, register: bytes, until: bytes) -> bytes:
    return hmac.new(secret, _PURPOSE + register + until, sha256).digest()[:_MAC_SIZE]
