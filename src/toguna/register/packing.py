"""Shortening the structured half of a bundle: zstd, with or without a shipped dictionary (spec/sync.md §4).

The output is capped before a byte of it is made: a piece of 1 kB may not become 1 GB. Dictionaries are shipped with the
software and never made from live entries, for a dictionary gives away what it was made from; each is named, by
number and hash, in the founding act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from threading import get_ident
from typing import Final

import zstandard

from toguna.register import sync_faults as faults
from toguna.register.constitution import Constitution

STORED: Final = 0
PLAIN: Final = 1
FIRST_DICTIONARY: Final = 2
MAX_OUTPUT: Final = 4 * 1024 * 1024
LEVEL: Final = 19
UNPACKED: Final = 0
"""For vectors and for reading by hand: as it is."""
_MAGICLESS: Final = zstandard.FORMAT_ZSTD1_MAGICLESS


def choose_dictionaries(act: Constitution, shipped: Iterable[bytes]) -> dict[int, bytes]:
    """By number, those of the shipped dictionaries that the founding act names."""
    by_hash = {sha256(data).digest(): data for data in shipped}
    return {one.number: by_hash[one.hash] for one in act.dictionaries if one.hash in by_hash}


def pack(body: bytes, dictionaries: Mapping[int, bytes], level: int = LEVEL) -> tuple[int, bytes]:
    """How it was packed (0 stored, 1 zstd, 2 + number: zstd with that dictionary), and the packed bytes: the shortest
    of what the highest dictionary, no dictionary, and no packing give.
    """
    best = (STORED, body)
    if level == UNPACKED:
        return best
    ways = [(PLAIN, b"")]
    if dictionaries:
        number = max(dictionaries)
        ways.append((FIRST_DICTIONARY + number, dictionaries[number]))
    for packing, dictionary in ways:
        packed = _compressor(get_ident(), dictionary, level, len(body).bit_length()).compress(body)
        if len(packed) < len(best[1]):
            best = (packing, packed)
    return best


def unpack(packing: int, packed: bytes, dictionaries: Mapping[int, bytes], limit: int = MAX_OUTPUT) -> bytes:
    """What `pack` was given; never more than `limit` bytes.

    Raises
    ------
    BundleFault
        `unknown-dictionary`, `bundle-too-large`, `bundle-shape`.
    """
    if packing == STORED:
        if len(packed) > limit:
            raise faults.BundleTooLarge(limit=MAX_OUTPUT)
        return packed
    dictionary = b"" if packing == PLAIN else dictionaries.get(packing - FIRST_DICTIONARY)
    if dictionary is None:
        raise faults.UnknownDictionary(packing=packing - FIRST_DICTIONARY)
    try:
        size = zstandard.get_frame_parameters(packed, format=_MAGICLESS).content_size
        if size == zstandard.CONTENTSIZE_UNKNOWN:
            raise faults.BundleShape()
        if size > limit:
            raise faults.BundleTooLarge(limit=MAX_OUTPUT)
        # The size in the frame is what is set aside for the output, and zstd refuses a frame that gives more.
        return _decompressor(get_ident(), dictionary).decompress(
            packed, max_output_size=MAX_OUTPUT, allow_extra_data=False
        )
    except zstandard.ZstdError:
        raise faults.BundleShape() from None


# By thread: two that use one compressor at the same time bring the process down.
@lru_cache(maxsize=32)
def _compressor(thread: int, dictionary: bytes, level: int, bits: int) -> zstandard.ZstdCompressor:
    parameters = zstandard.ZstdCompressionParameters.from_level(
        level,
        source_size=1 << bits,
        dict_size=len(dictionary),
        format=_MAGICLESS,
        write_content_size=1,
        write_checksum=0,
        write_dict_id=0,
    )
    return zstandard.ZstdCompressor(dict_data=_dictionary(dictionary), compression_params=parameters)


@lru_cache(maxsize=8)
def _decompressor(thread: int, dictionary: bytes) -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(
        dict_data=_dictionary(dictionary), max_window_size=2 * MAX_OUTPUT, format=_MAGICLESS
    )


def _dictionary(data: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(data) if data else None
