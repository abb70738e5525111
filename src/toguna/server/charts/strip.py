"""A strip: for each road or stretch one box a week (or a day), by the level of cover.

none     a crossed box with a thick edge: it must catch the eye
light    a striped box
regular  a dark box
unknown  a dotted edge and a question mark: unknown is not none
""       a pale empty box: nothing is shown to this reader, whatever the reason
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toguna.server.charts.svg import GREY, INK, PALE, PAPER, drawing, element, width_of, words

LEVELS = ("regular", "light", "none", "unknown", "")
_ROW, _HEAD, _KEY, _EDGE = 15.0, 15.0, 16.0, 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of boxes; `cells` are levels, one a column."""

    label: str
    cells: tuple[str, ...]


def strip(
    rows: Sequence[Row],
    columns: Sequence[str],
    *,
    title: str,
    description: str,
    legend: Mapping[str, str],
    width: float = 520,
    label_width: float = 170,
) -> str:
    """Draw the strip; `columns` are the heads of the boxes, some of them empty; `legend` names the levels used."""
    step = (width - label_width - _EDGE) / max(len(columns), 1)
    apart = 3.0 if step > 15 else 1.2
    parts = [
        words(head, label_width + step * (n + 0.5), 10, size=8, anchor="middle", fill=GREY)
        for n, head in enumerate(columns)
        if head
    ]
    for line, row in enumerate(rows):
        top = _HEAD + line * _ROW
        parts.append(words(row.label, 0, top + 9.5))
        for n, level in enumerate(row.cells):
            parts.append(_box(level, label_width + step * n, top, step - apart, _ROW - 4))
    bottom = _HEAD + len(rows) * _ROW
    parts.append(_legend(legend, bottom + 4))
    return drawing(width, bottom + _KEY, *parts, title=title, description=description)


def _legend(legend: Mapping[str, str], top: float) -> str:
    x, parts = 0.0, []
    for level in (level for level in LEVELS if level in legend):
        parts.append(_box(level, x, top, 16, 10))
        parts.append(words(legend[level], x + 20, top + 8.5, size=8))
        x += 20 + width_of(legend[level], 8) + 14
    return element("g", *parts, class_="legend")


def _box(level: str, x: float, y: float, width: float, height: float) -> str:
    """One box, told apart by form and not by colour alone."""
    frame = {"x": x, "y": y, "width": width, "height": height}
    kind = f"box {level or 'blank'}"
    match level:
        case "regular":
            return element("rect", **frame, fill=INK, class_=kind)
        case "light":
            edge = element("rect", **frame, fill=PAPER, stroke=INK, stroke_width=0.6, class_=kind)
            return edge + stripes(x, y, width, height)
        case "none":
            edge = element("rect", **frame, fill=PAPER, stroke=INK, stroke_width=1.2, class_=kind)
            across: dict[str, float | str] = {"stroke": INK, "stroke_width": 1.0}
            rising = element("line", x1=x, y1=y + height, x2=x + width, y2=y, **across)
            if width < 14:
                return edge + rising
            return edge + rising + element("line", x1=x, y1=y, x2=x + width, y2=y + height, **across)
        case "unknown":
            dotted = {"stroke": GREY, "stroke_dasharray": "1.5 2"}
            edge = element("rect", **frame, fill=PAPER, stroke_width=0.7, class_=kind, **dotted)
            if width < 14:
                return edge
            return edge + words("?", x + width / 2, y + height - 2.2, size=8, anchor="middle", fill=GREY)
        case _:
            return element("rect", **frame, fill=PAPER, stroke=PALE, stroke_width=0.6, class_=kind)


def stripes(x: float, y: float, width: float, height: float) -> str:
    """Slanted lines, cut at the edges of the box by hand: a pattern would need an id that is unique in the page."""
    lines, offset = [], 3.0
    while offset < width + height:
        low, high = max(0.0, offset - height), min(width, offset)
        lines.append(
            element(
                "line",
                x1=x + low,
                y1=y + (offset - low),
                x2=x + high,
                y2=y + (offset - high),
                stroke=INK,
                stroke_width=0.8,
            )
        )
        offset += 4.0
    return "".join(lines)
