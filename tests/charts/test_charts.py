"""The drawings: well-formed, accessible, told apart without colour, never more certain than what they were given."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from toguna.server import charts
from toguna.server.charts import svg

SVG = "{http://www.w3.org/2000/svg}"
LEGEND = {"regular": "régulière", "light": "légère", "none": "aucune", "unknown": "non connue", "": "rien de montré"}
ROW = charts.Row("Axe <A> & “B”", ("regular", "light", "none", "unknown", ""))
SPOTS = (
    charts.Spot("t", "Tombouctou", 16.77, -3.01, main=True),
    charts.Spot("a", "Acharane", 16.6, -3.3, rough=True),
    charts.Spot("g", "Goundam", 16.41, -3.67, main=True),
)


def parsed(made: str) -> ElementTree.Element:
    """A drawing of our own as a tree."""
    return ElementTree.fromstring(made)


def strip(*rows: charts.Row, columns: tuple[str, ...] = ("a", "b", "c", "d", "e")) -> str:
    return charts.strip(rows, columns, title="Titre <1>", description="Dit & décrit", legend=LEGEND)


def months(*held: charts.Month) -> str:
    return charts.months(held, title="Incidents", description="par mois")


def sketch(spots: tuple[charts.Spot, ...] = SPOTS, via: tuple[str, ...] = ("t", "a", "g")) -> str:
    return charts.sketch(spots, [charts.Road("axe", via)], title="Axes", description="schéma")


DRAWINGS = {
    "strip": strip(ROW),
    "months": months(charts.Month("janv.", "2019", 4, 1), charts.Month("févr.", "", 0)),
    "sketch": sketch(),
    "empty strip": strip(),
    "empty months": months(),
    "empty sketch": sketch((), ()),
}


@pytest.mark.parametrize("made", DRAWINGS.values(), ids=DRAWINGS)
def test_well_formed_with_title_and_description(made: str) -> None:
    root = parsed(made)
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    assert root.get("role") == "img"


@pytest.mark.parametrize("made", DRAWINGS.values(), ids=DRAWINGS)
def test_fit_for_a_strict_page_and_for_grey_print(made: str) -> None:
    root = parsed(made)
    for element in root.iter():
        assert not {"style", "id", "onload", "href"} & element.attrib.keys()
        for name in ("fill", "stroke"):
            colour = element.get(name, "none")
            assert colour == "none" or len(set(re.findall("..", colour[1:]))) == 1, "a colour that is not grey"
    forbidden = {"script", "image", "use", "style", "foreignObject"}
    assert not [e for e in root.iter() if e.tag.removeprefix(SVG) in forbidden]


@pytest.mark.parametrize("made", DRAWINGS.values(), ids=DRAWINGS)
def test_nothing_is_drawn_outside(made: str) -> None:
    root = parsed(made)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for element in root.iter():
        for name, most in (("x", width), ("x1", width), ("x2", width), ("cx", width), ("y", height), ("cy", height)):
            if name in element.attrib:
                assert -0.1 <= float(element.attrib[name]) <= most + 0.1, ElementTree.tostring(element)


def boxes(made: str) -> list[str]:
    root = parsed(made)
    legend = {id(e) for group in root.iter(f"{SVG}g") for e in group.iter()}
    return [e.get("class", "") for e in root.iter(f"{SVG}rect") if id(e) not in legend]


def test_a_box_for_each_week_by_its_level() -> None:
    made = strip(ROW)
    assert boxes(made) == ["box regular", "box light", "box none", "box unknown", "box blank"]
    assert "Axe &lt;A&gt; &amp; “B”" in made
    assert "Titre &lt;1&gt;" in made


def test_levels_differ_by_form_and_unknown_is_not_none() -> None:
    looks = {level: strip(charts.Row("x", (level,)), columns=("",)) for level in LEGEND}
    forms = {level: re.sub(r"<g.*</g>|class=\"[^\"]*\"", "", made) for level, made in looks.items()}
    assert len(set(forms.values())) == len(LEGEND)
    assert "?" in forms["unknown"]
    assert "?" not in forms["none"]


def test_only_levels_in_the_legend_are_named() -> None:
    made = charts.strip([charts.Row("x", ("",))], ["lundi"], title="t", description="d", legend={"": "rien de montré"})
    assert "rien de montré" in made
    assert "aucune" not in made


def test_many_narrow_boxes_stay_apart() -> None:
    made = strip(charts.Row("x", ("none", "unknown") * 16), columns=("",) * 32)
    rects = [e for e in parsed(made).iter(f"{SVG}rect") if e.get("class", "").startswith("box")][:32]
    edges = [(float(r.get("x", 0)), float(r.get("width", 0))) for r in rects]
    assert all(x + width < following for (x, width), (following, _) in pairwise(edges))


def test_a_month_with_nothing_recorded_gets_a_dash_and_no_zero() -> None:
    made = months(charts.Month("janv.", "2019", 4), charts.Month("févr.", "", 0))
    assert ">–<" in made
    assert ">0<" not in made
    assert made.count('class="bar"') == 1


def test_roughly_dated_incidents_stand_apart_on_the_same_bar() -> None:
    made = months(charts.Month("janv.", "2019", 3, 2))
    assert ">5<" in made
    bars = list(parsed(made).iter(f"{SVG}rect"))
    assert [bar.get("class") for bar in bars] == ["bar", "bar rough"]
    dark, rough = (float(bar.get("height", 0)) for bar in bars)
    assert dark / rough == pytest.approx(1.5, abs=0.01)


def test_places_keep_their_directions_and_rough_ones_are_hollow() -> None:
    root = parsed(sketch())
    timbuktu, acharane, goundam = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in root.iter(f"{SVG}circle")]
    assert timbuktu[0] > acharane[0] > goundam[0]
    assert timbuktu[1] < acharane[1] < goundam[1]
    fills = [c.get("fill") for c in root.iter(f"{SVG}circle")]
    assert fills == [svg.INK, svg.PAPER, svg.INK]
    (line,) = root.iter(f"{SVG}polyline")
    assert len(line.get("points", "").split()) == 3


def test_the_scale_is_true() -> None:
    root = parsed(sketch())
    one, _, three = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in root.iter(f"{SVG}circle")]
    drawn = ((one[0] - three[0]) ** 2 + (one[1] - three[1]) ** 2) ** 0.5
    bar = next(e for e in root.iter(f"{SVG}line") if e.get("y1") == e.get("y2"))
    length = float(bar.get("x2", 0)) - float(bar.get("x1", 0))
    km = int(re.search(r">(\d+) km<", sketch()).group(1))  # type: ignore[union-attr]
    # Tombouctou–Goundam as the crow flies: about 81 km.
    assert drawn / length * km == pytest.approx(81, rel=0.02)


def test_a_place_without_coordinates_is_left_out_of_its_road() -> None:
    assert sketch(via=("t", "nowhere", "g")).count(",") >= 2
    assert "polyline" not in sketch(via=("t", "nowhere"))


def test_labels_keep_apart() -> None:
    crowd = tuple(charts.Spot(f"p{n}", f"Localité {n}", 16 + n * 0.03, -3 + n * 0.03) for n in range(6))
    root = parsed(sketch(crowd, tuple(s.id for s in crowd)))
    lines = sorted(float(t.get("y", 0)) for t in root.iter(f"{SVG}text") if (t.text or "").startswith("Localité"))
    assert len(lines) == 6
    assert len(set(lines)) == 6


def test_numbers_are_short() -> None:
    assert [svg.number(n) for n in (1.0, 2.345, -0.01, 0.04, -3.16)] == ["1", "2.3", "0", "0", "-3.2"]


PERIODS = [
    charts.Period("janv.", "2029", "before", 3, 2.0, 0, 6, 1.5),
    charts.Period("", "", "left_out", 5, 2.0, 0, 6, 1.0),
    charts.Period("", "", "during", 1, 3.5, 1, 8, 2.0),
    charts.Period("", "", "during", 0, 3.0, 0, 30, 2.0),
    charts.Period("mai", "", "after", 2, 2.0, 0, 6, 1.0),
]
NAMED = {"before": "avant", "left_out": "à part", "during": "avec la mesure", "band": "attendu", "elsewhere": "x"}


def drawn_effect(held: list[charts.Period] = PERIODS) -> ElementTree.Element:
    return parsed(charts.effect(held, title="Incidents <1>", description="par mois", legend=NAMED))


def test_an_effect_tells_its_phases_by_form_and_keeps_inside_its_frame() -> None:
    root = drawn_effect()
    assert root.findtext(f"{SVG}title") == "Incidents <1>" and root.get("role") == "img"
    bars = [box for box in root.iter(f"{SVG}rect") if (box.get("class") or "").startswith("bar")]
    assert {(box.get("class") or "").split()[1] for box in bars} == {"before", "left_out", "during", "after"}
    fills = {box.get("class"): box.get("fill") for box in bars}
    assert fills["bar during"] != fills["bar before"]
    points = [p.get("points") or "" for p in root.iter() if p.get("points")]
    heights = [float(pair.split(",")[1]) for held in points for pair in held.split()]
    assert min(heights) >= 22, "a bound far above is cut at the head, not drawn over the words"
    said = [text.text for text in root.iter(f"{SVG}text")]
    assert said.count("–") == 1, "a month with none is a dash on the line"
    assert "avec la mesure" in said and "2029" in said


def test_an_effect_without_an_estimate_shows_what_was_counted_alone() -> None:
    bare = [charts.Period(p.label, p.year, p.phase, p.seen, None, None, None, None) for p in PERIODS]
    root = drawn_effect(bare)
    assert not list(root.iter(f"{SVG}polyline")) and not list(root.iter(f"{SVG}polygon"))
    assert parsed(charts.effect([], title="t", description="d", legend={})) is not None


def test_a_number_on_a_road_stands_at_its_middle_and_one_at_a_place_beside_its_dot():
    spots = [charts.Spot("a", "A", 0.0, 0.0), charts.Spot("b", "B", 0.0, 1.0), charts.Spot("c", "C", 0.4, 0.52)]
    roads = [charts.Road("a–b", ("a", "b"))]
    tallies = [charts.Tally(12, 0.0, 0.5, road=True), charts.Tally(3, 0.0, 1.0, road=False)]
    drawn = charts.sketch(spots, roads, title="t", description="d", tallies=tallies)
    numbers = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(12|3)</text>', drawn)
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="2.4"', drawn)
    (west, _), (east, level) = dots[0], dots[1]
    at = {number: (float(x), float(y)) for x, y, number in numbers}
    assert abs(at["12"][0] - (float(west) + float(east)) / 2) < 1
    assert at["3"][0] == float(east) and abs(at["3"][1] - float(level)) > 6
    assert drawn.count('class="tally"') == 2


def test_of_many_places_only_the_main_ones_are_named():
    spots = [charts.Spot(f"p{n}", f"Lieu{n}", n / 10, n % 7, main=n < 3) for n in range(40)]
    drawn = charts.sketch(spots, [], title="t", description="d")
    assert sorted(re.findall(r">(Lieu\d+)<", drawn)) == ["Lieu0", "Lieu1", "Lieu2"]
