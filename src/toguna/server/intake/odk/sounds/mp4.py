"""M4A and 3GP files that hold one sound: boxes of which only those without which it cannot be heard keep their content.

Places of samples are counted from the beginning of the file, so nothing is moved: what goes becomes free space, filled
with noughts. A recorder writes where it was and when into boxes, days into those that must stay, and may leave in the
data what belongs to no sample.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_INSIDE: Final = {
    b"": (b"ftyp", b"moov", b"mdat"),
    b"moov": (b"mvhd", b"trak"),
    b"trak": (b"tkhd", b"edts", b"mdia"),
    b"edts": (b"elst",),
    b"mdia": (b"mdhd", b"hdlr", b"minf"),
    b"minf": (b"smhd", b"dinf", b"stbl"),
    b"dinf": (b"dref",),
    b"stbl": (b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp"),
}
_DATED: Final = (b"mvhd", b"tkhd", b"mdhd")
_CODECS: Final = (b"mp4a", b"samr", b"sawb")
_MOST_CHUNKS: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    body: int
    end: int


def cleaned(data: bytes) -> bytes | None:
    """The file with all else set to nought; None where it is not one sound alone, whole, with its data in it."""
    out = bytearray(data)
    held: dict[bytes, _Box] = {}
    for box in _boxes(out, 0, len(out), b""):
        if box.name in held:
            return None
        held[box.name] = box
    needed = (b"ftyp", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"dref", b"stsd", b"stts", b"stsc", b"stsz")
    if any(name not in held for name in needed) or (b"stco" in held) is (b"co64" in held):
        return None
    if not _one_sound(out, held):
        return None
    for name in _DATED:
        body = held[name].body
        out[body + 4 : body + (20 if out[body] else 12)] = bytes(16 if out[body] else 8)
    named = held[b"hdlr"]
    out[named.body + 12 : named.end] = bytes(named.end - named.body - 12)
    return bytes(out) if _only_samples(out, held) else None


def _boxes(out: bytearray, at: int, end: int, inside: bytes) -> Iterator[_Box]:
    """The boxes that stay; the others are emptied on the way."""
    while at < end:
        size, name = struct.unpack_from(">I4s", out, at)
        body = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", out, body)
            body += 8
        elif size == 0 and not inside:
            size = end - at
        if size < body - at or at + size > end:
            raise ValueError
        if name not in _INSIDE[inside]:
            out[at + 4 : at + 8] = b"free"
            out[body : at + size] = bytes(at + size - body)
        else:
            yield _Box(name, body, at + size)
            if name in _INSIDE:
                yield from _boxes(out, body, at + size, name)
        at += size


def _one_sound(out: bytearray, held: dict[bytes, _Box]) -> bool:
    """Whether the one track is a sound of a kind that phones play, and its data lies in this file."""
    kind, own, codec = held[b"hdlr"].body + 8, held[b"dref"].body, held[b"stsd"].body
    (sources,) = struct.unpack_from(">I", out, own + 4)
    (entries,) = struct.unpack_from(">I", out, codec + 4)
    return (
        out[kind : kind + 4] == b"soun"
        and sources == entries == 1
        and held[b"dref"].end == own + 20
        and out[own + 12 : own + 16] == b"url "
        and out[own + 19] == 1
        and bytes(out[codec + 12 : codec + 16]) in _CODECS
    )


def _only_samples(out: bytearray, held: dict[bytes, _Box]) -> bool:
    """Set to nought what of the data belongs to no sample; False where a sample is not in the data."""
    data = held[b"mdat"]
    kept, left = bytearray(data.end - data.body), data.end - data.body
    for start, length in _chunks(out, held):
        left -= length
        if start < data.body or start + length > data.end or left < 0:
            return False
        kept[start - data.body : start - data.body + length] = out[start : start + length]
    if not any(kept):
        return False
    out[data.body : data.end] = kept
    return True


def _chunks(out: bytearray, held: dict[bytes, _Box]) -> Iterator[tuple[int, int]]:
    """Where each chunk of samples lies, and how long it is."""
    sizes, runs = _sizes(out, held[b"stsz"]), _runs(out, held[b"stsc"])
    wide = b"co64" in held
    box = held[b"co64" if wide else b"stco"]
    (count,) = struct.unpack_from(">I", out, box.body + 4)
    if not 0 < count <= _MOST_CHUNKS:
        raise ValueError
    first, run = 0, 0
    for number, start in enumerate(struct.unpack_from(f">{count}{'Q' if wide else 'I'}", out, box.body + 8), 1):
        while run + 1 < len(runs) and number >= runs[run + 1][0]:
            run += 1
        last = first + runs[run][1]
        yield start, sum(sizes[first:last])
        first = last


def _sizes(out: bytearray, box: _Box) -> list[int]:
    every, count = struct.unpack_from(">II", out, box.body + 4)
    if count > len(out):
        raise ValueError
    return [every] * count if every else list(struct.unpack_from(f">{count}I", out, box.body + 12))


def _runs(out: bytearray, box: _Box) -> list[tuple[int, int]]:
    """From which chunk on a chunk holds how many samples."""
    (count,) = struct.unpack_from(">I", out, box.body + 4)
    if not 0 < count <= _MOST_CHUNKS:
        raise ValueError
    return [struct.unpack_from(">II", out, box.body + 8 + 12 * n) for n in range(count)]
