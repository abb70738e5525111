"""ACLED, UCDP GED and Insecurity Insight: what is taken of a row, what is not, and every way in which one can be wrong.

The rows are invented; the columns are those of the publishers.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from books import DATE, workbook

from toguna.domain.codes import INCIDENT_KINDS
from toguna.server.intake.acled import events as acled
from toguna.server.intake.insecurity_insight import events as insecurity_insight
from toguna.server.intake.scenario.reading import FileProblem
from toguna.server.intake.ucdp_ged import events as ged
from toguna.server.layers.rows import SPOTS, Event, Gone, Item, LeftOut, Refusal

ACLED = {
    "event_id_cnty": "OST1",
    "event_date": "2031-06-14",
    "year": "2031",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Groupe des Collines",
    "assoc_actor_1": "",
    "inter1": "2",
    "actor2": "Milice du Fleuve",
    "inter2": "3",
    "interaction": "23",
    "iso": "999",
    "region": "Ailleurs",
    "country": "Ostrie",
    "admin1": "Nord",
    "admin2": "Ostrine",
    "location": "Talvane",
    "latitude": "16.7736",
    "longitude": "-3.0114",
    "geo_precision": "1",
    "source": "Radio Ostrine",
    "notes": "Le chauffeur de la camionnette blanche",
    "fatalities": "2",
    "tags": "",
    "timestamp": "1700000000",
}
GED = {
    "id": "900001",
    "year": "2031",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "2",
    "dyad_name": "Collines - Fleuve",
    "side_a": "Collines",
    "side_b": "Fleuve",
    "source_article": "…",
    "source_office": "Radio Ostrine",
    "source_headline": "…",
    "where_prec": "1",
    "where_coordinates": "Talvane town",
    "where_description": "la maison près du puits",
    "adm_1": "Nord region",
    "adm_2": "Ostrine cercle",
    "latitude": "16.7736",
    "longitude": "-3.0114",
    "country": "Ostrie",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2031-06-14 00:00:00.000",
    "date_end": "2031-06-14 00:00:00.000",
    "deaths_civilians": "1",
    "best": "3",
    "high": "5",
    "low": "2",
}
INSECURITY = {
    "Date": "2031-06-14",
    "Event Description": "Le médecin du dispensaire",
    "Country": "Ostrie",
    "Country ISO": "OST",
    "Admin 1": "Nord",
    "Latitude": "16.77",
    "Longitude": "-3.01",
    "Geo Precision": "(2) 25 km precision",
    "Reported Perpetrator": "NSA",
    "Reported Perpetrator Name": "Collines",
    "Location of Incident": "Home",
    "Organisation Affected": "INGO",
    "Aid Workers Killed": "0",
    "Aid Workers Injured": "0",
    "Aid Workers Kidnapped": "2",
    "Aid Workers Arrested": "0",
    "SiND Event ID": "77001",
}
READERS = {"acled": acled.events, "ged": ged.events, "insecurity": insecurity_insight.events}
ROWS: dict[str, Mapping[str, str]] = {"acled": ACLED, "ged": GED, "insecurity": INSECURITY}


def items(tmp_path: Path, which: str, *rows: Mapping[str, str]) -> list[tuple[int, Item]]:
    path = tmp_path / "f.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return list(READERS[which](path))


def one(tmp_path: Path, which: str, **changes: str) -> Item:
    named = {name.replace("_", " ") if which == "insecurity" else name: value for name, value in changes.items()}
    ((line, item),) = items(tmp_path, which, {**ROWS[which], **named})
    assert line == 2
    return item


def event(tmp_path: Path, which: str, **changes: str) -> Event:
    item = one(tmp_path, which, **changes)
    assert isinstance(item, Event), item
    return item


def test_what_is_taken_of_an_acled_row(tmp_path: Path) -> None:
    assert event(tmp_path, "acled") == Event(
        *(
            "OST1",
            "OST1",
            None,
            "Battles: Armed clash",
            "2031-06-14",
            "2031-06-14",
            1,
            "1",
            "Ostrie",
            "Nord",
            "Ostrine",
        ),
        *("Talvane", 16774, -3011, "1", "spot", None, 2, None, "Radio Ostrine", 1700000000),
    )


def test_what_is_taken_of_a_ged_row(tmp_path: Path) -> None:
    assert event(tmp_path, "ged") == Event(
        *("900001", "900001", None, "non-state", "2031-06-14", "2031-06-14", 1, "1", "Ostrie", "Nord region"),
        *("Ostrine cercle", "Talvane town", 16774, -3011, "1", "spot", 2, 3, 5, "Radio Ostrine", None),
    )


def test_what_is_taken_of_an_insecurity_insight_row(tmp_path: Path) -> None:
    assert event(tmp_path, "insecurity") == Event(
        *("aid_worker_kika:77001", "77001", "ABD", "aid_worker_kika: kidnapped", "2031-06-14", "2031-06-14", 1, None),
        *("Ostrie", "Nord", None, None, 16770, -3010, "2", "near", None, 0, None, "Insecurity Insight", None),
    )


@pytest.mark.parametrize("which", ROWS)
def test_nothing_is_taken_that_helps_to_find_a_person_or_names_a_side(tmp_path: Path, which: str) -> None:
    said = " ".join(map(str, event(tmp_path, which)))
    for word in ("Collines", "Fleuve", "camionnette", "puits", "médecin", "Home", "INGO", "NSA"):
        assert word not in said


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [("1", "2031-06-14", "2031-06-14"), ("2", "2031-06-09", "2031-06-15"), ("3", "2031-06-01", "2031-06-30")],
)
def test_acled_says_how_well_it_knows_the_day(tmp_path: Path, precision: str, first: str, last: str) -> None:
    held = event(tmp_path, "acled", time_precision=precision)
    assert (held.first, held.last, held.date_code) == (first, last, precision)


@pytest.mark.parametrize(
    ("precision", "end", "first", "last"),
    [
        ("1", "2031-06-14", "2031-06-14", "2031-06-14"),
        ("2", "2031-06-17", "2031-06-14", "2031-06-17"),
        ("2", "2031-06-14", "2031-06-09", "2031-06-15"),
        ("4", "2031-06-14", "2031-06-01", "2031-06-30"),
        ("5", "2031-06-14", "2031-01-01", "2031-12-31"),
        ("5", "2031-09-30", "2031-06-14", "2031-09-30"),
    ],
)
def test_ged_says_how_well_it_knows_the_day(tmp_path: Path, precision: str, end: str, first: str, last: str) -> None:
    held = event(tmp_path, "ged", date_prec=precision, date_end=end)
    assert (held.first, held.last) == (first, last)


def test_places_are_as_fine_as_their_publisher_says(tmp_path: Path) -> None:
    assert [event(tmp_path, "acled", geo_precision=c).spot for c in "123"] == ["spot", "near", "adm1"]
    assert [event(tmp_path, "ged", where_prec=c).spot for c in "1234567"] == [
        *("spot", "near", "adm2", "adm1", "line", "country", "country"),
    ]
    said = ["(1) Exact", "2", "(3) District", "(4)", "(5) Along a road", "(6) Country", "", "No Information"]
    held = [event(tmp_path, "insecurity", Geo_Precision=c).spot for c in said]
    assert held == ["spot", "near", "adm2", "adm1", "line", "country", "unknown", "unknown"]
    assert set(held) <= SPOTS.keys()


def test_only_a_sure_counterpart_gets_a_code_of_ours(tmp_path: Path) -> None:
    sure = {
        "Abduction/forced disappearance": "ABD",
        "Remote explosive/landmine/IED": "IED",
        "Peaceful protest": "DEM",
        "Attack": None,
        "Looting/property destruction": None,
        "Mob violence": None,
        "Something new": None,
    }
    for said, kind in sure.items():
        held = event(tmp_path, "acled", sub_event_type=said)
        assert (held.kind, held.original) == (kind, f"Battles: {said}")
    for inter in (("4", "4"), ("Identity militia", "identity militia")):
        assert event(tmp_path, "acled", inter1=inter[0], inter2=inter[1]).kind == "CLA-COM"
    assert event(tmp_path, "acled", inter1="4", inter2="2").kind is None
    assert event(tmp_path, "ged").kind is None
    assert event(tmp_path, "insecurity", Aid_Workers_Killed="1").kind is None, "killed and kidnapped: which of the two?"
    assert {*acled.KINDS.values(), *insecurity_insight.KINDS.values(), "CLA-COM"} <= set(INCIDENT_KINDS)


def test_cases_of_sexual_violence_and_of_children_are_not_taken(tmp_path: Path) -> None:
    assert isinstance(one(tmp_path, "acled", sub_event_type="Sexual violence"), LeftOut)
    for column in (
        "Health Workers Sexually Assaulted",
        "Survivor or Victim Minor",
        "Camp Residents Targeted with CRSV",
    ):
        row = {**INSECURITY, column: "1"}
        assert isinstance(items(tmp_path, "insecurity", row)[0][1], LeftOut)
        assert isinstance(items(tmp_path, "insecurity", {**row, column: "0"})[0][1], Event)
    assert isinstance(items(tmp_path, "insecurity", {**INSECURITY, "Type of SV": "x"})[0][1], LeftOut)


def test_an_event_of_several_data_sets_is_one_event(tmp_path: Path) -> None:
    both = [{**INSECURITY, "dataset": name, "event_id": "7"} for name in ("health_care", "aid_worker_kika")]
    for row in both:
        del row["SiND Event ID"]
    held = [item for _, item in items(tmp_path, "insecurity", *both)]
    assert [(e.id, e.event) for e in held if isinstance(e, Event)] == [
        ("health_care:7", "7"),
        ("aid_worker_kika:7", "7"),
    ]
    assert all(isinstance(e, Event) and e.killed is None for e in held), "brought together, 0 may be a column not there"


def test_a_workbook_as_it_is_published(tmp_path: Path) -> None:
    header = list(INSECURITY)
    tags = ["#date+occurred" if name == "Date" else f"#{name[:3]}" for name in header]
    row = [(DATE, 48013) if name == "Date" else value for name, value in INSECURITY.items()]
    path = workbook(tmp_path / "f.xlsx", {"About": [["Contact"], ["…"]], "Dataset": [header, tags, row]})
    ((line, held),) = insecurity_insight.events(path)
    assert line == 3 and isinstance(held, Event) and held.first == "2031-06-14"


def test_acled_lists_what_it_withdrew(tmp_path: Path) -> None:
    rows = [
        {"event_id_cnty": "OST1", "deleted_timestamp": "1700000001"},
        {"event_id_cnty": "", "deleted_timestamp": "1"},
    ]
    (_, gone), (_, refused) = items(tmp_path, "acled", *rows)
    assert gone == Gone("OST1", 1700000001)
    assert isinstance(refused, Refusal) and refused.column == "event_id_cnty"


WRONG = [
    *(("acled", "event_date", "05/06/2031"), ("acled", "event_date", ""), ("acled", "time_precision", "4")),
    *(("acled", "geo_precision", ""), ("acled", "latitude", "167736"), ("acled", "longitude", "abc")),
    *(("acled", "fatalities", "-1"), ("acled", "timestamp", "soon"), ("acled", "event_id_cnty", " ")),
    *(("acled", "sub_event_type", ""), ("acled", "event_type", "")),
    *(("ged", "date_end", "2031-06-01"), ("ged", "date_prec", "6"), ("ged", "where_prec", "0")),
    *(("ged", "type_of_violence", "4"), ("ged", "best", "many"), ("ged", "id", "")),
    *(("insecurity", "Date", "June 2031"), ("insecurity", "Geo_Precision", "nearby")),
    *(("insecurity", "Aid_Workers_Killed", "some"), ("insecurity", "SiND_Event_ID", "")),
]


@pytest.mark.parametrize(("which", "column", "value"), WRONG)
def test_a_row_that_does_not_fit_is_told_by_its_column(tmp_path: Path, which: str, column: str, value: str) -> None:
    item = one(tmp_path, which, **{column: value})
    assert isinstance(item, Refusal)
    names = {"SiND_Event_ID": "event_id"}
    assert (item.line, item.column) == (2, names.get(column, column.lower() if which == "insecurity" else column))
    for lang in ("fr", "en"):
        said = item.problem.say(lang)
        assert said.endswith(".") and "{" not in said


def test_a_line_with_a_cell_too_many_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(",".join(GED) + "\n" + ",".join(GED.values()) + ",more\n", encoding="utf-8")
    ((line, item),) = ged.events(path)
    assert line == 2 and isinstance(item, Refusal) and "cells instead of" in item.problem.en


@pytest.mark.parametrize(("which", "given"), [(a, b) for a in ROWS for b in ROWS if a != b])
def test_the_file_of_another_publisher_is_recognised(tmp_path: Path, which: str, given: str) -> None:
    names = {"acled": "acled", "ged": "ucdp-ged", "insecurity": "insecurity-insight"}
    with pytest.raises(FileProblem, match=f"toguna import {names[given]}"):
        items(tmp_path, which, ROWS[given])


@pytest.mark.parametrize("which", ROWS)
def test_a_file_that_lacks_columns_is_told_which(tmp_path: Path, which: str) -> None:
    with pytest.raises(FileProblem, match=r"line 1: .*columns missing: .*latitude"):
        items(tmp_path, which, {"colour": "red"})


def test_a_sample_of_ged_is_not_the_event_file(tmp_path: Path) -> None:
    sample = {"id": "1", "conflict_id": "2", "latitude": "1", "longitude": "1", "date": "2031-01-01", "best": "1"}
    with pytest.raises(FileProblem, match="date_prec"):
        items(tmp_path, "ged", sample)
