"""Mapbox Vector Tiles, version 2.1, written with the standard library alone.

A tile is a protobuf message: layers, each with its features, the names of their properties and the values these take,
every name and value once. Geometry is a list of commands, `id | count << 3`, with moves in zigzag integers from the
point before.

Coordinates come in steps of a tile (`mercator.Tile.steps`); they are rounded here, and what rounds to nothing is left
out.
https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from toguna.server.tiles.clip import Line, apart, bounds, clip_line, clip_ring, inside
from toguna.server.tiles.mercator import EXTENT, Box, Point

Value = str | int | bool | float
BUFFER: Final = 64
"""Steps drawn beyond each side, so that wide lines do not end at the seam."""
_BOX: Final[Box] = (-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
_MOVE, _DRAW, _CLOSE = 1, 2, 7
_POINT, _LINE, _AREA = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of a layer. `shape`: its points, its lines, or its areas as rings, outer ring first.

    `id` is a number of the page's own, never a key of the register.
    """

    kind: str
    shape: Sequence[Line]
    properties: Mapping[str, Value] = field(default_factory=dict)
    id: int | None = None


def points(held: Line, properties: Mapping[str, Value] | None = None) -> Feature:
    """A feature of one or more points."""
    return Feature("point", [held], properties or {})


def lines(held: Sequence[Line], properties: Mapping[str, Value] | None = None) -> Feature:
    """A feature of one or more lines."""
    return Feature("line", held, properties or {})


def area(rings: Sequence[Line], properties: Mapping[str, Value] | None = None) -> Feature:
    """A feature of one area: its outer ring, then its holes; the first point of a ring may stand again at its end."""
    return Feature("area", rings, properties or {})


def encode(layers: Mapping[str, Iterable[Feature]]) -> bytes:
    """The bytes of a tile; a layer without anything to draw is left out, so an empty tile is empty."""
    return b"".join(_bytes(3, body) for name, held in layers.items() if (body := _layer(name, held)))


def _layer(name: str, held: Iterable[Feature]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    features = []
    for one in held:
        kind, commands = _geometry(one)
        if commands:
            features.append(_bytes(2, _feature(one, kind, commands, keys, values)))
    if not features:
        return b""
    names = (_bytes(3, key.encode()) for key in keys)
    said = (_bytes(4, _value(value)) for _, value in values)
    version, extent = _number(15, 2), _number(5, EXTENT)
    return b"".join([version, _bytes(1, name.encode()), *features, *names, *said, extent])


def _feature(
    one: Feature, kind: int, commands: list[int], keys: dict[str, int], values: dict[tuple[type, Value], int]
) -> bytes:
    tags = bytearray()
    for name, value in one.properties.items():
        tags += _varint(keys.setdefault(name, len(keys)))
        # Of one type only: True, 1 and 1.0 are one key of a dict, and three values of a tile.
        tags += _varint(values.setdefault((type(value), value), len(values)))
    body = b"" if one.id is None else _number(1, one.id)
    packed = b"".join(map(_varint, commands))
    return body + (_bytes(2, bytes(tags)) if tags else b"") + _number(3, kind) + _bytes(4, packed)


def _geometry(one: Feature) -> tuple[int, list[int]]:
    if one.kind == "point":
        return _POINT, _point_commands(_rounded(p for p in one.shape[0] if inside(p, _BOX)))
    pen = _Pen()
    if one.kind == "line":
        for line in one.shape:
            for piece in _pieces(line):
                pen.line(piece)
        return _LINE, pen.commands
    for number, ring in enumerate(_rings(one.shape)):
        if ring:
            pen.ring(ring, outer=number == 0)
        elif number == 0:
            break  # Without its outer ring, a hole is nothing.
    return _AREA, pen.commands


def _point_commands(held: list[tuple[int, int]]) -> list[int]:
    pen = _Pen()
    if held:
        pen.commands.append(_MOVE | len(held) << 3)
        for point in held:
            pen.go(point)
    return pen.commands


def _pieces(line: Line) -> Iterator[list[tuple[int, int]]]:
    if len(line) < 2 or apart(bounds(line), _BOX):
        return
    for piece in clip_line(line, _BOX):
        rounded = [point for point, _ in groupby(_rounded(piece))]
        if len(rounded) > 1:
            yield rounded


def _rings(rings: Sequence[Line]) -> Iterator[list[tuple[int, int]]]:
    """Each ring cut and rounded; empty where it has no area left."""
    for ring in rings:
        open_ring = list(ring[:-1]) if len(ring) > 1 and ring[0] == ring[-1] else list(ring)
        cut = [] if len(open_ring) < 3 or apart(bounds(open_ring), _BOX) else clip_ring(open_ring, _BOX)
        rounded = [point for point, _ in groupby(_rounded(cut))]
        while len(rounded) > 1 and rounded[0] == rounded[-1]:
            rounded.pop()
        yield rounded if len(rounded) > 2 and signed_area(rounded) else []


def signed_area(ring: Sequence[tuple[int, int]]) -> int:
    """Twice the area of a ring; positive where it runs clockwise on the screen, as an outer ring must."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True))


def _rounded(held: Iterable[Point]) -> list[tuple[int, int]]:
    return [(round(x), round(y)) for x, y in held]


class _Pen:
    """Writes commands; remembers where it stands."""

    def __init__(self) -> None:
        self.commands: list[int] = []
        self._x = self._y = 0

    def go(self, point: tuple[int, int]) -> None:
        dx, dy = point[0] - self._x, point[1] - self._y
        self.commands += (dx << 1 ^ dx >> 63, dy << 1 ^ dy >> 63)
        self._x, self._y = point

    def line(self, line: Sequence[tuple[int, int]]) -> None:
        self.commands.append(_MOVE | 1 << 3)
        self.go(line[0])
        self.commands.append(_DRAW | len(line) - 1 << 3)
        for point in line[1:]:
            self.go(point)

    def ring(self, ring: list[tuple[int, int]], *, outer: bool) -> None:
        self.line(ring if (signed_area(ring) > 0) == outer else ring[::-1])
        self.commands.append(_CLOSE | 1 << 3)


def _varint(number: int) -> bytes:
    if number < 0x80:
        return _SHORT[number]
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


_SHORT: Final = [bytes([number]) for number in range(0x80)]


def _number(key: int, number: int) -> bytes:
    return _varint(key << 3) + _varint(number)


def _bytes(key: int, body: bytes) -> bytes:
    return _varint(key << 3 | 2) + _varint(len(body)) + body


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return _bytes(1, value.encode())
    if isinstance(value, bool):
        return _number(7, int(value))
    if isinstance(value, int):
        return _number(6, value << 1 ^ value >> 63)
    return _varint(3 << 3 | 1) + struct.pack("<d", value)
