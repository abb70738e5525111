"""The invented scenario has every key of the documented one, no loose reference, and what its opening day needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from toguna.base.dates import When

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "toguna" / "scenarios"


def read(name: str) -> dict[str, Any]:
    # Every worker reads this while it collects; in C it takes a tenth of the time.
    return yaml.load((SHIPPED / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


DOCUMENTED = read("timbuktu-taoudeni.yaml")
VERANDA = read("veranda.yaml")
TODAY: date = VERANDA["scenario"]["show_at"]

# One key of the documented file is words after a comma, read as a key without a value.
NOT_A_KEY = ("incidents", "number not stated here")
DATE_KEYS = {
    "date",
    "start",
    "end",
    "since",
    "sent",
    "answered",
    "agreed",
    "due",
    "known",
    "until",
    "fulfilled",
    "before",
}


def pairs(node: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every mapping key with the keys above it and its value."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, str(key)), value
            yield from pairs(value, (*path, str(key)))
    elif isinstance(node, list):
        for value in node:
            yield from pairs(value, path)


def keys(scenario: dict[str, Any]) -> set[tuple[str, ...]]:
    return {path for path, _ in pairs(scenario) if path[0] != "sources"}


def by_id(section: str) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in VERANDA[section]}


def all_ids() -> list[str]:
    return [str(value) for path, value in pairs(VERANDA) if path[-1] == "id"]


def test_it_has_every_key_of_the_documented_scenario() -> None:
    assert sorted(keys(DOCUMENTED) - keys(VERANDA) - {NOT_A_KEY}) == []


@pytest.mark.parametrize("section", [s for s, items in VERANDA.items() if isinstance(items, list) and "id" in items[0]])
def test_ids_are_unique_within_a_section(section: str) -> None:
    ids = [item["id"] for item in VERANDA[section]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("key", "sections"),
    [
        ("by", ("parties",)),
        ("awaited_from", ("parties",)),
        ("party", ("parties",)),
        ("who", ("parties",)),
        ("members", ("parties",)),
        ("parties", ("parties",)),
        ("present", ("parties",)),
        ("may_fill", ("parties",)),
        ("verifier", ("parties",)),
        ("verified_by", ("parties",)),
        ("support", ("parties",)),
        ("entered_by", ("parties",)),
        ("framework", ("frameworks",)),
        ("road", ("roads",)),
        ("via", ("places",)),
        ("segment", ("places",)),
        ("near", ("places",)),
        ("garrison", ("places",)),
        ("where", ("places", "roads")),
        ("measure", ("measures",)),
        ("meeting", ("meetings",)),
        ("same_as", ("undertakings",)),
        ("confounders", ("measures", "dialogues")),
        ("against", ("incidents",)),
        ("source", ("sources",)),
    ],
)
def test_references_point_at_something(key: str, sections: tuple[str, ...]) -> None:
    known = {i for s in sections for i in (VERANDA[s] if s == "sources" else by_id(s))}
    named: set[str] = set()
    for path, value in pairs(VERANDA):
        if path[-1] == key and path != (key,):
            named |= {str(v) for v in (value if isinstance(value, list) else [value])}
    assert named, f"no {key} in the scenario"
    assert named <= known


def test_what_led_to_what_exists() -> None:
    ids = set(all_ids())
    linked = [
        v
        for path, value in pairs(VERANDA)
        if path[-1] in {"because", "led_to", "over", "serves", "about"}
        for v in (value if isinstance(value, list) else [value])
    ]
    assert linked and set(linked) <= ids


def test_every_date_is_one() -> None:
    dates = [v for path, v in pairs(VERANDA) if path[-1] in DATE_KEYS and not isinstance(v, dict) and v is not None]
    assert len(dates) > 100
    for value in dates:
        When.parse(str(value))


def test_free_words_stand_in_both_languages() -> None:
    for path, value in pairs(VERANDA):
        if isinstance(value, dict) and ("fr" in value or "en" in value) and "id" not in value:
            assert set(value) == {"fr", "en"} and all(value.values()), path


def test_every_seat_of_the_visibility_matrix_is_there() -> None:
    seats = [p["constituency"] for p in VERANDA["parties"]]
    assert set(seats) >= {
        "mediator",
        "state_administration",
        "armed_forces",
        "internal_security",
        "traditional_authority",
        "youth",
        "women",
        "faith",
        "donor",
        "observer",
        "interim_authority",
    }
    assert seats.count("signatory_movement") == 2


def test_the_day_it_opens_on() -> None:
    measures, undertakings = by_id("measures"), by_id("undertakings")
    assert measures["v02"]["planned_end"]["date"] - TODAY == timedelta(days=7)
    assert measures["v02"]["successor"]["confirmed"] is False
    assert measures["v05"]["planned_end"]["date"] - TODAY == timedelta(days=20)
    assert measures["v05"]["successor"]["confirmed"] is True
    assert measures["v07"]["authorised"]["until"] - TODAY == timedelta(days=15)
    assert undertakings["u02"]["due"] - TODAY == timedelta(days=5)
    assert TODAY - by_id("requests")["q02"]["sent"] == timedelta(days=40)
    assert "answered" not in by_id("requests")["q02"]


def test_roads_have_segments_and_outings_lie_on_them() -> None:
    roads = by_id("roads")
    for outing in VERANDA["outings"]:
        via = roads[outing["road"]]["via"]
        assert tuple(outing["segment"]) in set(pairwise(via))


def test_no_coordinate_lies_on_land() -> None:
    for place in VERANDA["places"]:
        assert -34 < place["lat"] < -27 and -24 < place["lon"] < -18, "mid South Atlantic, far from any coast"
