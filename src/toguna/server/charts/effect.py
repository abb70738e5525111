"""Incidents by month on a measure's roads, with what would have been expected without it.

Bars are what was counted: hollow before, dark while the measure was on, striped where a month is left out, hollow
again after it. A pale band holds 95 % of what would have been expected without the measure, a line its middle; a dotted
line is the mean of a comparison road. A bracket above tells the time of the measure. Form tells everything apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from toguna.server.charts.strip import stripes
from toguna.server.charts.svg import GREY, INK, PALE, PAPER, drawing, element, number, width_of, words

PHASES = ("before", "left_out", "during", "after")
KEYS = (*PHASES, "band", "expected", "elsewhere")
_LOOKS: dict[str, dict[str, float | str]] = {
    "expected": {"stroke": INK, "stroke_width": 1.6},
    "elsewhere": {"stroke": GREY, "stroke_width": 1.1, "stroke_dasharray": "1.5 2.5"},
}
_HEAD, _FOOT, _LEFT, _LINE = 22.0, 28.0, 20.0, 15.0


@dataclass(frozen=True, slots=True)
class Period:
    """One month: its short name where that is written, its year where that is; what was counted, what was expected
    and between which bounds (None: not worked out), and the mean of a comparison road.
    """

    label: str
    year: str
    phase: str
    seen: int
    expected: float | None
    low: float | None
    high: float | None
    elsewhere: float | None


@dataclass(frozen=True, slots=True)
class _Frame:
    step: float
    floor: float
    scale: float

    def x(self, n: float) -> float:
        return _LEFT + self.step * n

    def y(self, value: float) -> float:
        return max(self.floor - value * self.scale, _HEAD)


def effect(
    held: Sequence[Period],
    *,
    title: str,
    description: str,
    legend: Mapping[str, str],
    width: float = 520,
    height: float = 210,
) -> str:
    """Draw the picture; `legend` names the parts of it by `KEYS`, and only those that it names are explained."""
    lines = _legend_lines(legend, width)
    floor = height - _FOOT - _LINE * len(lines)
    most = max([1.0, *(float(p.seen) for p in held), *((p.expected or 0.0) * 1.3 for p in held)])
    frame = _Frame((width - _LEFT) / max(len(held), 1), floor, (floor - _HEAD) / most)
    parts = [
        _band(held, frame),
        *_scale(most, frame, width),
        *(_bar(p, n, frame) for n, p in enumerate(held)),
        _line([(n, p.expected) for n, p in enumerate(held)], frame, "expected"),
        _line([(n, p.elsewhere) for n, p in enumerate(held)], frame, "elsewhere"),
        *_brackets(held, frame, legend),
        *_labels(held, frame),
        *_legend(lines, legend, floor + _FOOT - 4),
    ]
    return drawing(width, height, *parts, title=title, description=description)


def _bar(period: Period, n: int, frame: _Frame) -> str:
    if period.seen == 0:
        # Counted and none: a dash on the line, told apart from a month that is not there.
        return words("–", frame.x(n + 0.5), frame.floor - 2, size=8, anchor="middle", fill=GREY)
    wide = frame.step * 0.6
    top, left = frame.y(period.seen), frame.x(n + 0.5) - wide / 2
    box = {"x": left, "y": top, "width": wide, "height": frame.floor - top}
    fill = INK if period.phase == "during" else PAPER
    edge = element("rect", **box, fill=fill, stroke=INK, stroke_width=0.7, class_=f"bar {period.phase}")
    return edge + (stripes(left, top, wide, frame.floor - top) if period.phase == "left_out" else "")


def _band(held: Sequence[Period], frame: _Frame) -> str:
    known = [(n, p.low, p.high) for n, p in enumerate(held) if p.low is not None and p.high is not None]
    if not known:
        return ""
    upper = [(frame.x(n + side), frame.y(high)) for n, _, high in known for side in (0, 1)]
    lower = [(frame.x(n + side), frame.y(low)) for n, low, _ in reversed(known) for side in (1, 0)]
    points = " ".join(f"{number(x)},{number(y)}" for x, y in (*upper, *lower))
    return element("polygon", points=points, fill=PALE, fill_opacity=0.45, class_="band")


def _line(values: Sequence[tuple[int, float | None]], frame: _Frame, kind: str) -> str:
    known = [(frame.x(n + 0.5), frame.y(value)) for n, value in values if value is not None]
    if len(known) < 2:
        return ""
    points = " ".join(f"{number(x)},{number(y)}" for x, y in known)
    joined = {"fill": "none", "stroke_linejoin": "round", "class_": f"line {kind}"}
    return element("polyline", points=points, **joined, **_LOOKS[kind])


def _scale(most: float, frame: _Frame, width: float) -> list[str]:
    """A line at the bottom, and the numbers 0, half and most at the left."""
    top = int(most)
    marks = sorted({0, top // 2, top})
    texts = [words(str(mark), _LEFT - 4, frame.y(mark) + 3, size=7.5, anchor="end", fill=GREY) for mark in marks]
    return [element("line", x1=_LEFT, y1=frame.floor, x2=width, y2=frame.floor, stroke=INK, stroke_width=0.8), *texts]


def _brackets(held: Sequence[Period], frame: _Frame, legend: Mapping[str, str]) -> list[str]:
    """A bracket over each run of months with the measure."""
    out, at = [], 0
    for phase, run in groupby(held, key=lambda period: period.phase):
        end = at + len(list(run))
        if phase == "during":
            left, right = frame.x(at) + 1, frame.x(end) - 1
            path = f"M{number(left)} 18 V13 H{number(right)} V18"
            out.append(element("path", d=path, fill="none", stroke=INK, stroke_width=1.0, class_="bracket"))
            label = legend.get("during", "")
            half = width_of(label, 8.5, bold=True) / 2
            middle = min(max((left + right) / 2, _LEFT + half), frame.x(len(held)) - half)
            out.append(words(label, middle, 9, size=8.5, anchor="middle", bold=True))
        at = end
    return out


def _labels(held: Sequence[Period], frame: _Frame) -> list[str]:
    out = []
    for n, period in enumerate(held):
        if period.label:
            out.append(words(period.label, frame.x(n + 0.5), frame.floor + 10, size=7, anchor="middle", fill=GREY))
        if period.year:
            out.append(words(period.year, frame.x(n), frame.floor + 20, size=8))
    return out


def _legend_lines(legend: Mapping[str, str], width: float) -> list[list[str]]:
    """The keys of the legend, as many on a line as fit."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for key in (key for key in KEYS if key in legend):
        wide = 20 + width_of(legend[key], 8) + 14
        if used + wide > width and lines[-1]:
            lines.append([])
            used = 0.0
        lines[-1].append(key)
        used += wide
    return lines if lines[0] else []


def _legend(lines: list[list[str]], legend: Mapping[str, str], top: float) -> list[str]:
    out = []
    for row, keys in enumerate(lines):
        x, y = 0.0, top + row * _LINE
        for key in keys:
            out += [_sample(key, x, y), words(legend[key], x + 20, y + 8, size=8)]
            x += 20 + width_of(legend[key], 8) + 14
    return [element("g", *out, class_="legend")] if out else []


def _sample(key: str, x: float, y: float) -> str:
    if key == "band":
        return element("rect", x=x, y=y, width=15, height=9, fill=PALE, fill_opacity=0.45, class_="band")
    if key in ("expected", "elsewhere"):
        return element("line", x1=x, y1=y + 4.5, x2=x + 15, y2=y + 4.5, class_=f"line {key}", **_LOOKS[key])
    fill = INK if key == "during" else PAPER
    box = element("rect", x=x + 3, y=y, width=9, height=9, fill=fill, stroke=INK, stroke_width=0.7, class_=f"bar {key}")
    return box + (stripes(x + 3, y, 9, 9) if key == "left_out" else "")
