"""Incidents by month: dark for those dated within the month, striped for those whose date spans several.

A month without a recorded incident gets a dash and not a zero: nothing recorded is not the same as calm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toguna.server.charts.strip import stripes
from toguna.server.charts.svg import GREY, INK, PAPER, drawing, element, words

_FOOT, _HEAD = 26.0, 14.0


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its short name, its year where that is written, incidents dated in it, and those dated roughly."""

    label: str
    year: str
    dated: int
    rough: int = 0

    @property
    def total(self) -> int:
        """All that is recorded for the month."""
        return self.dated + self.rough


def months(held: Sequence[Month], *, title: str, description: str, width: float = 250, height: float = 150) -> str:
    """Draw one bar a month, with its number on top."""
    floor, step = height - _FOOT, width / max(len(held), 1)
    scale = (floor - _HEAD) / max((month.total for month in held), default=1) if any(m.total for m in held) else 0.0
    parts = [element("line", x1=0, y1=floor, x2=width, y2=floor, stroke=INK, stroke_width=0.8)]
    for n, month in enumerate(held):
        parts.append(_bar(month, step * n, step, floor, scale))
    return drawing(width, height, *parts, title=title, description=description)


def _bar(month: Month, x: float, step: float, floor: float, scale: float) -> str:
    middle, wide = x + step / 2, step * 0.62
    dated, rough = month.dated * scale, month.rough * scale
    parts = [words(month.label, middle, floor + 11, size=7.4, anchor="middle", fill=GREY)]
    if month.year:
        parts.append(words(month.year, middle, floor + 22, size=8, anchor="middle"))
    if month.total == 0:
        return "".join([*parts, words("–", middle, floor - 4, size=9, anchor="middle", fill=GREY)])
    left = middle - wide / 2
    if dated:
        parts.append(element("rect", x=left, y=floor - dated, width=wide, height=dated, fill=INK, class_="bar"))
    if rough:
        top = floor - dated - rough
        edge: dict[str, float | str] = {"stroke": INK, "stroke_width": 0.6, "class_": "bar rough"}
        parts.append(element("rect", x=left, y=top, width=wide, height=rough, fill=PAPER, **edge))
        parts.append(stripes(left, top, wide, rough))
    parts.append(words(str(month.total), middle, floor - dated - rough - 3, size=9, anchor="middle", bold=True))
    return "".join(parts)
