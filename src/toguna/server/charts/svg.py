"""Writing SVG: elements with escaped text, numbers without noise."""

from __future__ import annotations

from html import escape

INK, GREY, PALE, PAPER = "#1a1a1a", "#6b6b6b", "#b9b9b9", "#ffffff"
FAMILY = "Noto Sans, sans-serif"
LETTER, BOLD = 0.57, 0.64
"""Width of a letter of Noto Sans in parts of its size, on average: enough to keep labels apart."""


def number(value: float) -> str:
    """At most one decimal: a tenth of a unit is finer than print."""
    return f"{value + 0:.1f}".removesuffix(".0") if abs(value) >= 0.05 else "0"


def element(tag: str, *inside: str, **attributes: float | str) -> str:
    """`<tag …>inside</tag>`; names are written with `_` for `-`, and `class_` for class. `inside` is SVG already."""
    pairs = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{pairs}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{pairs}/>"


def words(
    text: str, x: float, y: float, *, size: float = 9, anchor: str = "start", bold: bool = False, fill: str = INK
) -> str:
    """A line of text."""
    weight = "700" if bold else "400"
    look = {"text_anchor": anchor, "font_weight": weight, "fill": fill, "class_": "words"}
    return element("text", escape(text), x=x, y=y, font_size=size, **look)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a line of text is."""
    return len(text) * size * (BOLD if bold else LETTER)


def drawing(width: float, height: float, *inside: str, title: str, description: str) -> str:
    """The whole document: its title and description are what a screen reader says."""
    return element(
        "svg",
        element("title", escape(title)),
        element("desc", escape(description)),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_label=title,
        font_family=FAMILY,
        class_="chart",
    )
