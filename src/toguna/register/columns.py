"""Payloads side by side, as they travel: the first item of each, then the second item of each, and so on, with texts
and bytes apart (spec/sync.md §3).

What says the same thing in many entries, a kind, a place, a number, thus stands together, and a compressor sees it.
A payload comes back byte for byte; that it is what was signed is decided by its hash, not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toguna.register import sync_faults as faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import read_head
from toguna.register.entry import MAX_CONTENT

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


def write(payloads: Sequence[bytes], body: list[bytes], raw: list[bytes]) -> bytes:
    """Add the heads of all payloads to `body` and their bytes to `raw`; the texts."""
    texts: list[bytes] = []
    waiting = [(payload, 0, 1) for payload in payloads]
    while waiting:
        again = []
        for payload, at, open_ in waiting:
            major, value, end = read_head(payload, at)
            body.append(payload[at:end])
            if major in (_BYTES, _TEXT):
                (texts if major == _TEXT else raw).append(payload[end : end + value])
                end += value
            open_ += _opens(major, value)
            if open_:
                again.append((payload, end, open_))
        waiting = again
    return b"".join(texts)


def read(count: int, body: bytes, raw: bytes, texts: bytes) -> list[bytes]:
    """The payloads that `write` was given; nothing may be left over.

    Raises
    ------
    CborFault, BundleFault
    """
    found = [bytearray() for _ in range(count)]
    waiting = [(payload, 1) for payload in found]
    at = raw_at = text_at = tokens = 0
    while waiting:
        again = []
        tokens += len(waiting)
        if tokens > MAX_TOKENS:
            raise faults.BundleTooLarge(limit=MAX_TOKENS)
        for payload, open_ in waiting:
            major, value, end = read_head(body, at)
            payload += body[at:end]
            at = end
            if major == _TEXT:
                payload += texts[text_at : text_at + value]
                text_at += value
            elif major == _BYTES:
                payload += raw[raw_at : raw_at + value]
                raw_at += value
            open_ += _opens(major, value)
            if len(payload) > MAX_CONTENT or text_at > len(texts) or raw_at > len(raw):
                raise faults.BundleShape()
            if open_:
                again.append((payload, open_))
        waiting = again
    if (at, raw_at, text_at) != (len(body), len(raw), len(texts)):
        raise faults.BundleShape()
    return [bytes(payload) for payload in found]
