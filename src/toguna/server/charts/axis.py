"""One road drawn straight: its places in order, and the stretches that stand out, with their numbers above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toguna.server.charts.svg import GREY, INK, PAPER, drawing, element, width_of, words

_SIZE, _LINE, _EDGE = 9.0, 34.0, 8.0
_ROWS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch from one place to another, by their numbers along the road, and what stands above it."""

    first: int
    last: int
    label: str


def axis(places: Sequence[str], marks: Sequence[Mark], *, title: str, description: str, width: float = 420) -> str:
    """Draw the road; places are spaced evenly: the map beside it has the distances."""
    if len(places) < 2:
        return drawing(width, 20, title=title, description=description)
    begin, end = _EDGE + 22, width - _EDGE - 22
    at = [begin + (end - begin) * n / (len(places) - 1) for n in range(len(places))]
    line = element("line", x1=at[0], y1=_LINE, x2=at[-1], y2=_LINE, stroke=GREY, stroke_width=2.2, class_="road")
    parts = [line]
    for mark in marks:
        left, right = at[mark.first], at[mark.last]
        stroke = element("line", x1=left, y1=_LINE, x2=right, y2=_LINE, stroke=INK, stroke_width=6.0, class_="marked")
        parts.append(stroke)
        middle = min(max((left + right) / 2, width_of(mark.label, _SIZE, bold=True) / 2), width - _EDGE)
        parts.append(words(mark.label, middle, _LINE - 12, size=_SIZE, anchor="middle", bold=True))
    for n, (x, name) in enumerate(zip(at, places, strict=True)):
        parts.append(element("circle", cx=x, cy=_LINE, r=3.4, fill=PAPER, stroke=INK, stroke_width=1.2, class_="place"))
        row = n % _ROWS if len(places) > _ROWS + 1 else 0
        anchor = "start" if n == 0 else "end" if n == len(places) - 1 else "middle"
        edge = 2.0 if n == 0 else width - 2.0 if n == len(places) - 1 else x
        parts.append(words(name, edge, _LINE + 16 + 12 * row, size=_SIZE, anchor=anchor))
    return drawing(width, _LINE + 36, *parts, title=title, description=description)
