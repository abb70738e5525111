"""A reader of vector tiles for the tests, written from the specification and not from the encoder."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any


def fields(data: bytes) -> Iterator[tuple[int, int, Any]]:
    """`(field, wire type, value)` of a protobuf message."""
    at = 0

    def varint() -> int:
        nonlocal at
        shift = value = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = varint()
        number, wire = key >> 3, key & 7
        if wire == 0:
            yield number, wire, varint()
        elif wire == 1:
            yield number, wire, struct.unpack_from("<d", data, at)[0]
            at += 8
        elif wire == 2:
            length = varint()
            assert at + length <= len(data)
            yield number, wire, data[at : at + length]
            at += length
        else:
            raise AssertionError(f"wire type {wire}")


def packed(data: bytes) -> list[int]:
    """A packed list of varints."""
    out, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            out.append(value)
            value = shift = 0
    assert shift == 0
    return out


def zigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def value_of(data: bytes) -> Any:
    ((number, _, value),) = fields(data)
    match number:
        case 1:
            return value.decode()
        case 3 | 5:
            return value
        case 6:
            return zigzag(value)
        case 7:
            return bool(value)
    raise AssertionError(f"value field {number}")


def shape_of(commands: list[int]) -> list[list[tuple[int, int]]]:
    """Parts of a geometry: each begins with a move; a closed ring repeats its first point."""
    parts: list[list[tuple[int, int]]] = []
    at = x = y = 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        assert count > 0
        if command == 7:
            assert count == 1
            parts[-1].append(parts[-1][0])
            continue
        assert command in (1, 2)
        for _ in range(count):
            x, y = x + zigzag(commands[at]), y + zigzag(commands[at + 1])
            at += 2
            if command == 1:
                parts.append([])
            parts[-1].append((x, y))
    return parts


def decode(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """Layers by name; each feature with `type` (1 point, 2 line, 3 area), `parts` and `properties`."""
    out: dict[str, list[dict[str, Any]]] = {}
    for number, _, body in fields(tile):
        assert number == 3
        held = list(fields(body))
        keys = [value.decode() for n, _, value in held if n == 3]
        values = [value_of(value) for n, _, value in held if n == 4]
        assert [value for n, _, value in held if n == 15] == [2]
        assert [value for n, _, value in held if n == 5] == [4096]
        (name,) = [value.decode() for n, _, value in held if n == 1]
        assert name not in out
        assert len(set(keys)) == len(keys)
        out[name] = [feature(value, keys, values) for n, _, value in held if n == 2]
    return out


def feature(data: bytes, keys: list[str], values: list[Any]) -> dict[str, Any]:
    held = {number: value for number, _, value in fields(data)}
    tags = packed(held.get(2, b""))
    properties = {keys[tags[i]]: values[tags[i + 1]] for i in range(0, len(tags), 2)}
    return {"type": held[3], "parts": shape_of(packed(held[4])), "properties": properties, "id": held.get(1)}
