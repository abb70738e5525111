"""The register's one way of writing CBOR, as in spec/register.md §2.

Whole numbers, bytes, NFC text, arrays, maps keyed by whole numbers, true, false, null; shortest heads, definite
lengths, keys rising and unique. The same value has one encoding only, so a hash of it means something.

    >>> encode({1: "Diré", 2: [True, None, -7]}).hex()
    'a20165446972c3a90283f5f626'
    >>> decode(bytes.fromhex("a2016544 6972c3a9 0283f5f626"))
    {1: 'Diré', 2: [True, None, -7]}
"""

from __future__ import annotations

import unicodedata
from typing import Any, Final

import cbor2

from toguna.register import cbor_faults as faults

MAX_SIZE: Final = 262_144
MAX_DEPTH: Final = 16
_MAX_HEAD: Final = 2**64 - 1

_UINT, _NINT, _BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = range(8)


def encode(obj: object) -> bytes:
    """Write `obj`; text is put in NFC first.

    Raises
    ------
    CborFault
        A float, a set, a map with other keys, a number beyond 64 bits, more than `MAX_DEPTH` levels or `MAX_SIZE`
        bytes.
    """
    try:
        data = cbor2.dumps(_ready(obj, 0))
    except UnicodeEncodeError:
        raise faults.CborTextNotUtf8(at=0) from None
    if len(data) > MAX_SIZE:
        raise faults.CborTooLarge(size=len(data), limit=MAX_SIZE)
    return data


def decode(data: bytes, limit: int = MAX_SIZE) -> Any:
    """Read exactly one value in the canonical form, and nothing else.

    The heads are walked first, so that cbor2 never sees a tag, a bomb or a length that the data does not hold; what
    cbor2 made of them is then written again and compared.

    Raises
    ------
    CborFault
        One class for each way in which the bytes leave the profile.
    """
    if len(data) > limit:
        raise faults.CborTooLarge(size=len(data), limit=limit)
    end = _walk(data, 0, 0)
    if end != len(data):
        raise faults.CborTrailing(extra=len(data) - end)
    obj = cbor2.loads(data)
    if encode(obj) != data:
        raise faults.CborNotShortest(at=0)
    return obj


def write_head(major: int, value: int) -> bytes:
    """The shortest head of a data item."""
    first = major << 5
    if value < 24:
        return bytes((first | value,))
    if value < 0x100:
        return bytes((first | 24, value))
    if value < 0x10000:
        return bytes((first | 25,)) + value.to_bytes(2, "big")
    if value < 0x100000000:
        return bytes((first | 26,)) + value.to_bytes(4, "big")
    return bytes((first | 27,)) + value.to_bytes(8, "big")


def write_int(value: int) -> bytes:
    """A whole number of at most 64 bits and a sign."""
    return write_head(_UINT, value) if value >= 0 else write_head(_NINT, -1 - value)


def read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Major type, value and the position after the head at `at`, which must be in its shortest form."""
    try:
        first = data[at]
    except IndexError:
        raise faults.CborTruncated(at=at) from None
    info = first & 31
    if info < 24:
        return first >> 5, info, at + 1
    major = first >> 5
    if info > 27:
        raise faults.CborIndefinite(at=at) if info == 31 else faults.CborSimple(at=at)
    if major == _SIMPLE:
        raise faults.CborSimple(at=at) if info == 24 else faults.CborFloat(at=at)
    length = 1 << (info - 24)
    end = at + 1 + length
    if end > len(data):
        raise faults.CborTruncated(at=at)
    value = int.from_bytes(data[at + 1 : end], "big")
    if value < (24, 0x100, 0x10000, 0x100000000)[info - 24]:
        raise faults.CborNotShortest(at=at)
    return major, value, end


def _ready(obj: Any, depth: int) -> Any:
    """`obj` as cbor2 is to write it: checked, keys rising, text in NFC. By exact type first: most values are of one."""
    kind = type(obj)
    if kind is str:
        return obj if obj.isascii() else unicodedata.normalize("NFC", obj)
    if obj is None or kind is bool or kind is bytes:
        return obj
    if kind is int or isinstance(obj, int):
        if not -_MAX_HEAD - 1 <= obj <= _MAX_HEAD:
            raise faults.CborIntRange()
        return int(obj)
    if isinstance(obj, dict | list | tuple):
        return _ready_container(obj, depth + 1)
    if isinstance(obj, str):
        return unicodedata.normalize("NFC", obj)
    if isinstance(obj, bytes):
        return bytes(obj)
    raise faults.CborType(type=kind.__name__)


def _ready_container(obj: list[Any] | tuple[Any, ...] | dict[Any, Any], depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise faults.CborTooDeep(limit=MAX_DEPTH)
    if not isinstance(obj, dict):
        return [_ready(item, depth) for item in obj]
    for key in obj:
        if isinstance(key, bool) or not isinstance(key, int) or not 0 <= key <= _MAX_HEAD:
            raise faults.CborKeyType(at=0)
    out = {}
    for key in sorted(obj):
        value = obj[key]
        # Most values: without a call.
        ready = value is None or (type(value) is str and value.isascii())
        out[int(key)] = value if ready else _ready(value, depth)
    return out


def _walk(data: bytes, at: int, depth: int) -> int:
    """Check the item at `at` without building it, and return where it ends."""
    major, value, end = read_head(data, at)
    if major <= _NINT:
        return end
    if major in (_BYTES, _TEXT):
        return _walk_string(data, at, end, end + value, major)
    if major == _TAG:
        raise faults.CborTag(at=at, tag=value)
    if major == _SIMPLE:
        if value not in (20, 21, 22):
            raise faults.CborSimple(at=at)
        return end
    if depth >= MAX_DEPTH:
        raise faults.CborTooDeep(limit=MAX_DEPTH)
    if value > len(data) - end:
        raise faults.CborTruncated(at=at)
    if major == _MAP:
        return _walk_map(data, end, value, depth)
    for _ in range(value):
        end = _walk(data, end, depth + 1)
    return end


def _walk_string(data: bytes, at: int, start: int, end: int, major: int) -> int:
    if end > len(data):
        raise faults.CborTruncated(at=at)
    if major == _TEXT:
        try:
            text = data[start:end].decode()
        except UnicodeDecodeError:
            raise faults.CborTextNotUtf8(at=at) from None
        if not unicodedata.is_normalized("NFC", text):
            raise faults.CborTextNotNfc(at=at)
    return end


def _walk_map(data: bytes, at: int, length: int, depth: int) -> int:
    last = -1
    for _ in range(length):
        major, key, end = read_head(data, at)
        if major != _UINT:
            raise faults.CborKeyType(at=at)
        if key == last:
            raise faults.CborDuplicateKey(at=at, key=key)
        if key < last:
            raise faults.CborKeyOrder(at=at, key=key)
        last = key
        at = _walk(data, end, depth + 1)
    return at
