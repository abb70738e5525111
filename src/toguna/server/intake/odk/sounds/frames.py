"""Sounds that are frames one after the other: MP3 and AMR. Only whole frames are kept, whatever lies around them."""

from __future__ import annotations

from typing import Final

_AMR: Final = (
    (b"#!AMR-WB\n", (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0)),
    (b"#!AMR\n", (12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0)),
)
"""Bytes of a frame after its first, by its type; -1 where there is no such type (RFC 4867)."""
_RATES: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_FULL: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_HALF: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_TAGS: Final = ((b"APETAGEX", 0), (b"LYRICSBEGIN", 0), (b"TAG", 128))
_LEAST: Final = 4
"""Frames below which a file is something else that happens to begin alike: a tenth of a second."""


def amr(data: bytes) -> bytes | None:
    """The frames of an AMR file."""
    for head, sizes in _AMR:
        if data.startswith(head):
            at, count = len(head), 0
            while at < len(data):
                size = sizes[(data[at] >> 3) & 15]
                # The bits that a frame's first byte leaves unused are nought.
                if size < 0 or data[at] & 0x83 or at + 1 + size > len(data):
                    return None
                at, count = at + 1 + size, count + 1
            return data if count >= _LEAST else None
    return None


def mp3(data: bytes) -> bytes | None:
    """The frames of an MP3 file, without its tags (ID3, APE, Lyrics3) and without the frame that names the encoder."""
    out: list[bytes] = []
    at = 0
    while data[at : at + 3] == b"ID3":
        at += 10 + sum((data[at + 6 + n] & 0x7F) << (21 - 7 * n) for n in range(4)) + (data[at + 5] & 0x10 and 10)
    # Some recorders leave room after the tag.
    while at < len(data) and data[at] == 0:
        at += 1
    while at < len(data) and not _tag(data, at):
        size = _frame(data[at : at + 4])
        if not size or at + size > len(data):
            # A recorder that was stopped leaves a frame half written; anything else is not a frame.
            if size and len(out) >= _LEAST:
                break
            return None
        out.append(data[at : at + size])
        at += size
    if out and any(mark in out[0][:64] for mark in (b"Xing", b"Info", b"VBRI")):
        del out[0]
    return b"".join(out) if len(out) >= _LEAST else None


def _tag(data: bytes, at: int) -> bool:
    """Whether what hangs behind the frames begins here."""
    return any(data.startswith(name, at) and (not size or at + size == len(data)) for name, size in _TAGS)


def _frame(head: bytes) -> int:
    """The bytes of an MPEG audio frame of layer III, its header included; 0 where this is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or (head[1] >> 1) & 3 != 1:
        return 0
    version, rate, hertz = (head[1] >> 3) & 3, head[2] >> 4, (head[2] >> 2) & 3
    if version == 1 or rate in (0, 15) or hertz == 3:
        return 0
    bits, samples = (_FULL[rate], 144) if version == 3 else (_HALF[rate], 72)
    return samples * bits * 1000 // _RATES[version][hertz] + ((head[2] >> 1) & 1)
