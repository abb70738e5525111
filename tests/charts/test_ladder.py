"""The status ladder: what went up, what came down again, what is known only roughly."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from toguna.server.charts import Line, Point, ladder

SVG = "{http://www.w3.org/2000/svg}"
RUNGS = ("convenu", "commencé", "tenu")


def on(day: str, rung: int) -> Point:
    return Point(date.fromisoformat(day), date.fromisoformat(day), rung)


def drawn(*lines: Line, rungs: tuple[str, ...] = RUNGS) -> ElementTree.Element:
    made = ladder(
        rungs,
        lines,
        first=date(2019, 1, 1),
        last=date(2020, 1, 1),
        ticks=[(date(2019, 1, 1), "janv. 2019"), (date(2020, 1, 1), "janv. 2020")],
        title="État <1>",
        description="dit & décrit",
    )
    return ElementTree.fromstring(made)


def path_of(root: ElementTree.Element) -> list[tuple[str, float]]:
    """The moves of the first line."""
    d = root.find(f".//{SVG}g[@class='line']/{SVG}path").get("d")
    return [(move, float(number)) for move, number in re.findall(r"([HV])(-?[\d.]+)", d)]


def test_a_status_that_falls_goes_down():
    root = drawn(Line("", (on("2019-02-01", 0), on("2019-05-01", 2), on("2019-09-01", 1))))
    heights = [number for move, number in path_of(root) if move == "V"]
    assert len(heights) == 2
    assert heights[0] < heights[1], "up is a smaller y, and the fall back is drawn"


def test_time_runs_to_the_right_and_on_to_the_last_day():
    root = drawn(Line("", (on("2019-02-01", 0), on("2019-05-01", 2))))
    along = [number for move, number in path_of(root) if move == "H"]
    assert along == sorted(along)
    assert along[-1] == 288


def test_a_rough_date_is_a_bar_over_the_days_it_may_be():
    root = drawn(Line("", (Point(date(2019, 4, 1), date(2019, 6, 30), 1),)))
    bar = root.find(f".//{SVG}g[@class='line']/{SVG}line")
    wide = float(bar.get("x2")) - float(bar.get("x1"))
    assert abs(wide - 276 * 90 / 365) < 0.2
    assert drawn(Line("", (on("2019-04-01", 1),))).find(f".//{SVG}g[@class='line']/{SVG}line") is None


def test_several_lines_have_forms_numbers_and_a_key():
    root = drawn(Line("partout", (on("2019-02-01", 0),)), Line("Gao", (on("2019-03-01", 1),)))
    said = [element.text for element in root.iter(f"{SVG}text")]
    assert {"partout", "Gao", "1", "2"} <= set(said)
    assert root.findall(f".//{SVG}g[@class='line']/{SVG}circle") and root.findall(f".//{SVG}g[@class='line']/{SVG}rect")
    one = drawn(Line("partout", (on("2019-02-01", 0),)))
    assert "partout" not in [element.text for element in one.iter(f"{SVG}text")]


def test_every_rung_is_named_and_a_screen_reader_hears_title_and_description():
    root = drawn(Line("", ()))
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert set(RUNGS) <= {element.text for element in root.iter(f"{SVG}text")}
    assert root.get("role") == "img" and root.get("aria-label") == "État <1>"


def test_a_long_label_is_cut_and_stays_inside():
    root = drawn(Line("x" * 200, (on("2019-02-01", 0),)), Line("b", (on("2019-02-01", 1),)))
    label = next(e for e in root.iter(f"{SVG}text") if (e.text or "").startswith("xx"))
    assert label.text.endswith("…") and len(label.text) < 70
