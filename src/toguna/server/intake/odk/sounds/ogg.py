"""Ogg files that hold one Opus or Vorbis stream, with their comments empty (RFC 3533, RFC 7845, Vorbis I §5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_OPUS: Final = b"OpusTags" + struct.pack("<II", 0, 0)
_VORBIS: Final = b"\x03vorbis" + struct.pack("<II", 0, 0) + b"\x01"
_CONTINUED, _FIRST = 1, 2


@dataclass(frozen=True, slots=True)
class _Page:
    flags: int
    granule: int
    serial: int
    lacing: bytes
    body: bytes


def cleaned(data: bytes) -> bytes | None:
    """The file with its comments emptied and its stream's own number set to nought; None for anything else in it."""
    pages = list(_pages(data))
    if len(pages) < 3 or len({one.serial for one in pages}) != 1 or not pages[0].flags & _FIRST:
        return None
    first = pages[0].body
    headers = 2 if first.startswith(b"OpusHead") else 3 if first.startswith(b"\x01vorbis") else 0
    if not headers or pages[0].lacing != bytes([len(first)]):
        return None
    packets, used = _packets(pages[1:], headers - 1)
    if not packets[0].startswith(_OPUS[:8] if headers == 2 else _VORBIS[:7]):
        return None
    heads = [_OPUS] if headers == 2 else [_VORBIS, packets[1]]
    if headers == 3 and not packets[1].startswith(b"\x05vorbis"):
        return None
    sound = pages[1 + used :]
    if not sound or sound[0].flags & _CONTINUED:
        return None
    made = [pages[0], *_paged(heads), *sound]
    return b"".join(_written(one, number) for number, one in enumerate(made))


def _pages(data: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        magic, version, flags, granule, serial, _, _, count = struct.unpack_from("<4sBBqIIIB", data, at)
        lacing = data[at + 27 : at + 27 + count]
        end = at + 27 + count + sum(lacing)
        if magic != b"OggS" or version or len(lacing) != count or end > len(data):
            raise ValueError
        yield _Page(flags, granule, serial, lacing, data[at + 27 + count : end])
        at = end


def _packets(pages: list[_Page], wanted: int) -> tuple[list[bytes], int]:
    """The first packets, and how many pages they fill: the sound begins on a page of its own."""
    out: list[bytes] = []
    held = b""
    for used, page in enumerate(pages, 1):
        at = 0
        for size in page.lacing:
            if len(out) == wanted:
                raise ValueError
            held += page.body[at : at + size]
            at += size
            if size < 255:
                out.append(held)
                held = b""
        if len(out) == wanted:
            return out, used
    raise ValueError


def _paged(packets: list[bytes]) -> Iterator[_Page]:
    """Pages that hold these packets and nothing else."""
    lacing = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    body = b"".join(packets)
    for at in range(0, len(lacing), 255):
        part = lacing[at : at + 255]
        begun = sum(lacing[:at])
        flags = _CONTINUED if at and lacing[at - 1] == 255 else 0
        granule = 0 if any(size < 255 for size in part) else -1
        yield _Page(flags, granule, 0, part, body[begun : begun + sum(part)])


def _written(page: _Page, number: int) -> bytes:
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, page.flags, page.granule, 0, number, 0, len(page.lacing))
    whole = head + page.lacing + page.body
    return whole[:22] + struct.pack("<I", _check(whole)) + whole[26:]


def _table() -> tuple[int, ...]:
    out = []
    for one in range(256):
        value = one << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        out.append(value & 0xFFFFFFFF)
    return tuple(out)


_TABLE: Final = _table()


def _check(data: bytes) -> int:
    value = 0
    for byte in data:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value
