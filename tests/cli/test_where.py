"""`toguna where`: for a person, for a program, and with words that say nothing."""

from __future__ import annotations

import pytest
from homes import Answer, Home, call


def asked(home: Home, *words: str, lang: str = "fr") -> Answer:
    return call("where", *words, "--framework", "ostrine", "--home", home.path, "--lang", lang)


def test_a_spot_is_told_with_what_a_report_would_take(home):
    answer = asked(home, "PK 45, axe Valombrine–Talvane")
    assert answer.code == 0, answer.err
    assert "Situé" in answer.out and "PK 45 depuis Valombrine" in answer.out
    assert "valombrine-talvane" in answer.out
    assert "Placed" in asked(home, "PK 45, axe Valombrine–Talvane", lang="en").out


def test_candidates_are_numbered_and_the_doubt_is_said(home):
    answer = asked(home, "20 km après Lumerane")
    assert answer.code == 1
    assert "1. " in answer.out and "2. " in answer.out
    assert "Le sens n’est pas dit" in answer.out


def test_json_has_english_codes_and_both_precisions(home):
    answer = asked(home, "entre Valombrine et Lumerane", "--json")
    (one,) = answer.json["candidates"]
    assert (answer.json["verdict"], answer.json["doubts"]) == ("found", [])
    assert (one["method"], one["geo_precision"], one["where_prec"]) == ("stretch", 2, 5)
    assert one["road"] == "valombrine-sorbane" and one["segment"] == ["valombrine", "lumerane"]
    assert one["report"]["where"] == ["valombrine-sorbane"] and one["report"]["along_m"] is None
    assert answer.json == asked(home, "entre Valombrine et Lumerane", "--json", lang="en").json


def test_a_road_given_beside_is_counted_on(home):
    answer = asked(home, "km 12", "--road", "valombrine-talvane", "--json")
    assert [one["report"]["along_m"] for one in answer.json["candidates"]] == [12_000, 82_500]


@pytest.mark.parametrize("words", ["", "au marché", "entre Zorblax et Trucmuche", "💥" * 50, "x" * 5000])
def test_words_that_say_nothing_are_no_fault_of_the_program(home, words):
    answer = asked(home, words)
    assert (answer.code, answer.err) == (1, "")
    assert "Non situé" in answer.out


def test_an_unknown_road_is_named_with_those_there_are(home):
    answer = asked(home, "km 12", "--road", "nulle-part")
    assert answer.code == 2
    assert "valombrine-talvane" in answer.err


TABLE = """id,date,kind,place,adm2,lat,lon
p1,2031-05-02,ROB-ROAD,Ostrine,,,
p2,2031-05-03,ROB-ROAD,20 km après Ostrine,,,
p3,2031-05-04,ROB-ROAD,Zorblax,,,
p4,2031-05-05,ROB-ROAD,Talvane,,-30.52,-20.71
p5,2031-05-06,CLA-COM,Ostrine,,,
"""


@pytest.fixture
def partner(own, tmp_path):
    """A home with a partner's table, some rows of which have no position."""
    (tmp_path / "p.csv").write_text(TABLE, encoding="utf-8")
    assert call("import", "csv", tmp_path / "p.csv", "--layer", "ong", "--home", own.path).code == 0
    return own


def test_rows_of_a_partner_without_a_position_are_offered_one(partner):
    answer = asked(partner, "--layer", "ong", "--json")
    assert answer.code == 1
    rows = {row["id"]: row for row in answer.json["rows"]}
    assert {id_: row["verdict"] for id_, row in rows.items()} == {
        "p1": "found",
        "p2": "candidates",
        "p3": "not_found",
    }, "a row that has a position is left alone, and a clash is placed for nobody"
    assert rows["p1"]["candidates"][0]["report"]["near"] == "ostrine"
    assert "à choisir" in asked(partner, "--layer", "ong").out


def test_rows_of_a_partner_are_offered_to_nobody_who_may_not_place_them(partner):
    answer = asked(partner, "--layer", "ong", "--json", "--seat", "army")
    assert answer.json["rows"] == []


def test_neither_words_nor_a_layer_is_wrong_use(home):
    answer = asked(home)
    assert answer.code == 2 and "entre guillemets" in answer.err
