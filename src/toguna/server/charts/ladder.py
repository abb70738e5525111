"""A status ladder: rungs from the lowest to the highest state, and how something stood on them over time.

A rung that is left again is drawn as it was: the line goes down. A date known only roughly is a bar over the days it
may be. Several lines (places) have marks of different form and a number, never a colour of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toguna.server.charts.svg import GREY, INK, PALE, PAPER, drawing, element, width_of, words

_RUNG, _HEAD, _FOOT, _LEGEND, _EDGE = 30.0, 6.0, 18.0, 15.0, 12.0
_APART = 3.5
_DASHES = ("", "5 2", "2 2", "7 2 2 2", "1 3", "9 3")


@dataclass(frozen=True, slots=True)
class Point:
    """From some day between `first` and `last` on: the rung reached, counted from 0 at the bottom."""

    first: date
    last: date
    rung: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the ladder, oldest point first."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """Where days and rungs lie on the drawing."""

    first: date
    last: date
    rungs: int
    width: float

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        return _EDGE + (self.width - 2 * _EDGE) * min(max((day - self.first).days / days, 0.0), 1.0)

    def y(self, rung: int, line: int = 0) -> float:
        return _HEAD + _RUNG * (self.rungs - rung) - _APART * line

    @property
    def bottom(self) -> float:
        return _HEAD + _RUNG * self.rungs


def ladder(
    rungs: Sequence[str],
    lines: Sequence[Line],
    *,
    first: date,
    last: date,
    ticks: Sequence[tuple[date, str]],
    title: str,
    description: str,
    width: float = 300,
) -> str:
    """Draw the ladder; `rungs` are named from the bottom up, `ticks` are the days written below it."""
    field = _Field(first, last, len(rungs), width)
    several = len(lines) > 1
    parts = [_rung(field, n) for n in range(len(rungs))]
    parts += [_tick(field, day, label) for day, label in ticks]
    parts += [_line(field, n, line, several) for n, line in enumerate(lines)]
    parts += [_name(field, n, name) for n, name in enumerate(rungs)]
    below = field.bottom + _FOOT
    if several:
        parts += [_key(n, _cut(line.label, width - 30), below + _LEGEND * n) for n, line in enumerate(lines)]
        below += _LEGEND * len(lines) + 4
    return drawing(width, below, *parts, title=title, description=description)


def _rung(field: _Field, n: int) -> str:
    y = field.y(n)
    return element("line", x1=0, y1=y, x2=field.width, y2=y, stroke=PALE, stroke_width=0.8, class_="rung")


def _name(field: _Field, n: int, name: str) -> str:
    """Above the rung, on paper of its own: a line that passes behind stays readable on both sides."""
    top = field.y(n) - _RUNG + 5
    back = element("rect", x=0, y=top, width=width_of(name, 9.5) + 4, height=12, fill=PAPER)
    return back + words(name, 1, top + 9.5, size=9.5, fill=GREY)


def _tick(field: _Field, day: date, label: str) -> str:
    x, y = field.x(day), field.bottom
    anchor = "end" if x > field.width - 30 else "start" if x < 30 else "middle"
    mark = element("line", x1=x, y1=y, x2=x, y2=y + 4, stroke=INK, stroke_width=0.8)
    return mark + words(label, x, y + 14, size=9, anchor=anchor, fill=GREY)


def _line(field: _Field, n: int, line: Line, several: bool) -> str:
    if not line.points:
        return ""
    parts = [_path(field, n, line)]
    for point in line.points:
        x, y = field.x(point.last), field.y(point.rung, n)
        if point.first != point.last:
            parts.append(_rough(field.x(point.first), x, y))
        parts.append(_mark(n, x, y))
        if several:
            parts.append(words(str(n + 1), x + 6, y - 4, size=9, bold=True))
    return element("g", *parts, class_="line")


def _path(field: _Field, n: int, line: Line) -> str:
    """Along each rung until the next is reached, and on to the last day shown."""
    first = line.points[0]
    path = [f"M{field.x(first.last):.1f} {field.y(first.rung, n):.1f}"]
    path += [f"H{field.x(point.last):.1f} V{field.y(point.rung, n):.1f}" for point in line.points[1:]]
    path.append(f"H{field.x(field.last):.1f}")
    look: dict[str, float | str] = {"fill": "none", "stroke": INK, "stroke_width": 1.6}
    dash = _DASHES[n % len(_DASHES)]
    return element("path", d=" ".join(path), **look, **({"stroke_dasharray": dash} if dash else {}))


def _rough(left: float, right: float, y: float) -> str:
    """The days on which it may have been."""
    return element("line", x1=left, y1=y, x2=right, y2=y, stroke=GREY, stroke_width=5, stroke_opacity=0.35)


def _mark(n: int, x: float, y: float) -> str:
    """A circle, a square, a triangle, a diamond; then the same, hollow."""
    look: dict[str, float | str] = {"fill": PAPER if n // 4 % 2 else INK, "stroke": INK, "stroke_width": 1.2}
    match n % 4:
        case 0:
            return element("circle", cx=x, cy=y, r=4, **look)
        case 1:
            return element("rect", x=x - 3.5, y=y - 3.5, width=7, height=7, **look)
        case 2:
            return element("path", d=f"M{x:.1f} {y - 4.5:.1f} l4.5 8 h-9 z", **look)
        case _:
            return element("path", d=f"M{x:.1f} {y - 5:.1f} l5 5 l-5 5 l-5 -5 z", **look)


def _cut(label: str, room: float) -> str:
    """As much of a label as there is room for; the page says it in full beside the drawing."""
    fits = next((n for n in range(len(label), 0, -1) if width_of(label[:n], 9) <= room), 1)
    return label if fits >= len(label) else label[: fits - 1].rstrip() + "…"


def _key(n: int, label: str, y: float) -> str:
    return _mark(n, 7, y + 6) + words(f"{n + 1}", 16, y + 9.5, size=9, bold=True) + words(label, 26, y + 9.5, size=9)
