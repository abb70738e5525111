"""Payloads side by side, as they travel: the first item of each, then the second item of each, and so on, with texts
and bytes apart (spec/sync.md §3).

What says the same thing in many entries, a kind, a place, a number, thus stands together, and a compressor sees it.
A hash that occurs again is named by its number.
A payload comes back byte for byte; that it is what was signed is decided by its hash, not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from toguna.register import sync_faults as faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import read_head, write_int
from toguna.register.entry import HASH_SIZE, MAX_CONTENT

MAX_TOKENS: Final = 250_000
_BYTES, _TEXT, _ARRAY, _MAP, _TAG = range(2, 7)


def fits(payload: bytes) -> bool:
    """Whether a payload is exactly one item of plain CBOR. Ciphertext that happens to be comes back all the same."""
    try:
        return _end(payload) == len(payload)
    except (CborFault, faults.BundleShape):
        return False


def _end(data: bytes) -> int:
    at, open_ = 0, 1
    while open_:
        major, value, at = read_head(data, at)
        open_ += _opens(major, value)
        if major in (_BYTES, _TEXT):
            at += value
        if at > len(data) or open_ > len(data):
            raise faults.BundleShape()
    return at


def _opens(major: int, value: int) -> int:
    """How many more items are to come once this head is read."""
    if major == _TAG:
        raise faults.BundleShape()
    return (value if major == _ARRAY else 2 * value if major == _MAP else 0) - 1


def write(payloads: Sequence[bytes], body: list[bytes], raw: list[bytes], known: Iterable[bytes] = ()) -> bytes:
    """Add the heads of all payloads to `body` and their bytes to `raw`; the texts.

    A hash that stood before, among the `known` ones or in a payload, is named by its number: attests and endorsements
    consist of them.
    """
    texts: list[bytes] = []
    numbers: dict[bytes, int] = {}
    for hash_ in known:
        numbers.setdefault(hash_, len(numbers) + 1)
    waiting = [(payload, 0, 1) for payload in payloads]
    while waiting:
        again = []
        for payload, at, open_ in waiting:
            major, value, end = read_head(payload, at)
            body.append(payload[at:end])
            data = payload[end : end + value] if major in (_BYTES, _TEXT) else b""
            end += len(data)
            if major == _BYTES and value == HASH_SIZE:
                body.append(write_int(numbers.get(data, 0)))
                data = b"" if data in numbers else data
                if data:
                    numbers[data] = len(numbers) + 1
            (texts if major == _TEXT else raw).append(data)
            open_ += _opens(major, value)
            if open_:
                again.append((payload, end, open_))
        waiting = again
    return b"".join(texts)


def read(count: int, body: bytes, raw: bytes, texts: bytes, known: Iterable[bytes] = ()) -> list[bytes]:
    """The payloads that `write` was given; nothing may be left over.

    Raises
    ------
    CborFault, BundleFault
    """
    found = [bytearray() for _ in range(count)]
    streams = _Streams(body, raw, texts, list(dict.fromkeys(known)))
    waiting = [(payload, 1) for payload in found]
    tokens = 0
    while waiting:
        again = []
        tokens += len(waiting)
        if tokens > MAX_TOKENS:
            raise faults.BundleTooLarge(limit=MAX_TOKENS)
        for payload, open_ in waiting:
            open_ += streams.next_into(payload)
            if len(payload) > MAX_CONTENT:
                raise faults.BundleShape()
            if open_:
                again.append((payload, open_))
        waiting = again
    streams.check_used()
    return [bytes(payload) for payload in found]


class _Streams:
    """Structure, bytes and texts, each read to its end; and the hashes that have a number."""

    def __init__(self, body: bytes, raw: bytes, texts: bytes, numbered: list[bytes]) -> None:
        self._body, self._raw, self._texts = body, raw, texts
        self._numbered, self._known = numbered, set(numbered)
        self._at = self._raw_at = self._text_at = 0

    def next_into(self, payload: bytearray) -> int:
        """Add the next item to a payload; how many more items it brings."""
        major, value, end = read_head(self._body, self._at)
        payload += self._body[self._at : end]
        self._at = end
        if major == _TEXT:
            payload += self._texts[self._text_at : self._text_at + value]
            self._text_at += value
        elif major == _BYTES:
            payload += self._hash() if value == HASH_SIZE else self._bytes(value)
        if self._text_at > len(self._texts):
            raise faults.BundleShape()
        return _opens(major, value)

    def _bytes(self, length: int) -> bytes:
        data = self._raw[self._raw_at : self._raw_at + length]
        self._raw_at += length
        if len(data) != length:
            raise faults.BundleShape()
        return data

    def _hash(self) -> bytes:
        major, number, self._at = read_head(self._body, self._at)
        if major or number > len(self._numbered):
            raise faults.BundleShape()
        if number:
            return self._numbered[number - 1]
        data = self._bytes(HASH_SIZE)
        if data in self._known:
            # Each hash has one way of being written.
            raise faults.BundleShape()
        self._numbered.append(data)
        self._known.add(data)
        return data

    def check_used(self) -> None:
        """Nothing may be left over."""
        if (self._at, self._raw_at, self._text_at) != (len(self._body), len(self._raw), len(self._texts)):
            raise faults.BundleShape()
