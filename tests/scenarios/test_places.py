"""Each register of a scenario holds the places of its own framework: what its forms, lists and maps offer."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import Home, shipped

from toguna.server.intake.scenario.load import load
from toguna.server.queries import phone_lists
from toguna.server.queries.reading import read
from toguna.server.queries.spots import own_places

OSTRINE = {"valombrine", "ostrine", "ambrelune", "talvane", "lumerane", "sorbane"}
HAUTEBRISE = {"rivemoire", "grisane", "hautebrise"}
ML06 = {"tombouctou", "goundam", "dire", "tonka", "niafunke", "ber", "acharane", "douekire"}
HELD = {
    "ostrine": OSTRINE | {"belmarine"},
    "hautebrise": HAUTEBRISE | {"belmarine"},
    "timbuktu-taoudeni": ML06 | {"taoudenit", "bamako"},
    "gao": {"gao", "bamako"},
}
"""The capitals are everybody's: nothing ties them to one framework."""

V10 = "by: [gendarmerie], where: [talvane], observed: true"


def held(path: Path) -> dict[str, set[str]]:
    """The places that each register of a file records."""
    return {
        one.id: {payload.case for payload, _ in one.statements if payload.type == "place.recorded"}
        for one in load(path).frameworks
    }


def edited(tmp_path: Path, old: str, new: str) -> Path:
    words = shipped("veranda").read_text(encoding="utf-8")
    assert words.count(old) == 1
    path = tmp_path / "veranda.yaml"
    path.write_text(words.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["veranda", "timbuktu-taoudeni"])
def test_a_register_holds_the_places_of_its_framework_alone(name: str) -> None:
    found = held(shipped(name))
    assert found == {framework: HELD[framework] for framework in found}


@pytest.mark.parametrize("framework", HELD)
def test_lists_offer_no_place_of_a_neighbour(home: Home, framework: str) -> None:
    reading = read(home, framework=framework, seat=None, as_of=None)
    assert {place.id for place in own_places(reading)} == HELD[framework]
    assert {one.name for one in phone_lists.places(reading)} == {*HELD[framework], phone_lists.OTHER}


def test_a_neighbours_place_that_a_fact_names_is_held_with_it(tmp_path: Path) -> None:
    found = held(edited(tmp_path, V10, V10.replace("[talvane]", "[talvane, grisane]")))
    assert found["ostrine"] == HELD["ostrine"] | {"grisane"}
    assert found["hautebrise"] == HELD["hautebrise"]


def test_a_place_of_both_roads_is_held_by_both(tmp_path: Path) -> None:
    found = held(edited(tmp_path, "via: [rivemoire, grisane, hautebrise]", "via: [lumerane, rivemoire, hautebrise]"))
    assert found["ostrine"] == HELD["ostrine"], "the neighbour's region is not its own for one town"
    assert "lumerane" in found["hautebrise"]
    assert not found["hautebrise"] & (OSTRINE - {"lumerane"}), "what lies on a neighbour's road is the neighbour's"


def test_a_file_of_one_framework_keeps_all_its_places(tmp_path: Path) -> None:
    path = tmp_path / "atoll.yaml"
    path.write_text(
        "scenario: {id: atoll, mode: live, entered_by: office, first_framework: atoll}\n"
        "places: [{id: north, en: North, kind: town, adm1: x-a}, {id: south, en: South, kind: town, adm1: x-b}]\n"
        "parties: [{id: office, en: Office, constituency: mediator}]\n"
        "frameworks: [{id: atoll, en: Atoll, members: [office]}]\n",
        encoding="utf-8",
    )
    assert held(path) == {"atoll": {"north", "south"}}
