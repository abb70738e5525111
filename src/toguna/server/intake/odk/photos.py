"""Photos without what they tell beside the picture: where, when and with which phone it was taken.

Only the pieces without which no picture can be drawn are kept, byte for byte; position, camera, thumbnails, comments,
colour profiles and whatever hangs behind the end go. Nothing is decoded: a picture that would unfold to gigabytes
unfolds nowhere here.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Final

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_DRAWN: Final = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, _SOS}) - {0xC8}
_JFIF, _ADOBE = 0xE0, 0xEE
_NEXT: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_CHUNKS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
WIDEST: Final = 30_000
MOST_PIECES: Final = 20_000
"""Pieces of one photo; a phone's has a hundred, or one for every few kilobytes of a PNG."""
_FILL: Final = re.compile(rb"\xff*")


def cleaned(data: bytes) -> bytes | None:
    """The photo with nothing but the picture; None where it is neither a whole JPEG nor a whole PNG."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
    except (struct.error, IndexError):
        pass
    return None


def _jpeg(data: bytes) -> bytes | None:
    out: list[bytes | memoryview] = [data[:2]]
    at, drawn = 2, False
    for _ in range(MOST_PIECES):
        begun = _FILL.match(data, at)
        if begun is None or begun.end() == at:
            return None
        at = begun.end() - 1
        marker = data[at + 1]
        if marker == _EOI:
            out.append(data[at : at + 2])
            return b"".join(out) if drawn else None
        if marker in _ALONE or marker == _SOI or marker == 0:
            return None
        end = at + 2 + _length(data, at + 2)
        if end > len(data):
            return None
        kept = _segment(marker, data[at:end])
        if kept is None:
            return None
        out.append(kept)
        at = end
        if marker == _SOS:
            following = _NEXT.search(data, at)
            if following is None or not drawn:
                return None
            out.append(memoryview(data)[at : following.start()])
            at = following.start()
        drawn = drawn or (0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xCC))
    return None


def _length(data: bytes, at: int) -> int:
    (length,) = struct.unpack_from(">H", data, at)
    if length < 2:
        raise IndexError
    return int(length)


def _segment(marker: int, whole: bytes) -> bytes | None:
    """What stays of a segment: empty for what is dropped, None where it makes no picture."""
    if marker in _DRAWN:
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xCC):
            height, width = struct.unpack_from(">HH", whole, 5)
            if not 0 < width <= WIDEST or height > WIDEST:
                return None
        return whole
    if marker == _JFIF and whole[4:9] == b"JFIF\0" and len(whole) >= 18:
        # With a thumbnail it is longer: the two bytes that give its size are set to nothing.
        return whole if len(whole) == 18 and whole[16:18] == b"\0\0" else b"\xff\xe0\0\x10" + whole[4:16] + b"\0\0"
    if marker == _ADOBE and whole[4:9] == b"Adobe" and len(whole) == 16:
        return whole  # says how colours are mixed: without it some pictures turn green
    return b""


def _png(data: bytes) -> bytes | None:
    out, at = [_PNG], 8
    names: list[bytes] = []
    while at < len(data) and len(names) < MOST_PIECES:
        (length,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data) or (not names and name != b"IHDR"):
            return None
        if name in _CHUNKS:
            (check,) = struct.unpack_from(">I", data, end - 4)
            if check != zlib.crc32(data[at + 4 : end - 4]) or (name == b"IHDR" and not _fits(data[at:end])):
                return None
            out.append(data[at:end])
        names.append(name)
        at = end
        if name == b"IEND":
            return b"".join(out) if b"IDAT" in names else None
    return None


def _fits(header: bytes) -> bool:
    width, height = struct.unpack_from(">II", header, 8)
    return len(header) == 25 and 0 < width <= WIDEST and 0 < height <= WIDEST
