"""Incidents from a CSV: good files in several forms, and every way in which one can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import DATE, workbook
from homes import PASSPHRASE, Home, call, command, environment

from toguna.server.ledger import store
from toguna.server.queries.incidents import incidents
from toguna.server.queries.reading import read
from toguna.server.records.models import Incident

HEADER = "id,date,kind,where,near,place_precision,count,killed,injured,vehicles,hours,basis,source,note,status,known"
GOOD = "x1,2031-06-14,ROB-ROAD,valombrine-talvane,ostrine,1,2,0,,1,16–18,victim,radio,un forain,screened,2031-06-15"
SMALL = "id,date,kind,where"
LINE = "x1,2031-06-14,ROB-ROAD,valombrine-talvane"


def bring(home: Home, path: Path, *more: str, seat: str = "mediation") -> object:
    return call("import", "csv", path, "--home", home.path, "--framework", "ostrine", "--seat", seat, "--json", *more)


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "incidents.csv"
    path.write_text(text, encoding=encoding, newline="")
    return path


def held(home: Home) -> list[str]:
    return sorted(Incident.objects.filter(case__startswith="x").values_list("case", flat=True).distinct())


def test_a_whole_row_is_recorded_with_every_field(own: Home, tmp_path: Path) -> None:
    answer = bring(own, write(tmp_path, f"{HEADER}\n{GOOD}\n"))
    assert (answer.code, answer.json) == (0, {"framework": "ostrine", "incidents": 1})
    (row,) = [r for r in incidents(read(own, framework="ostrine", seat=None, as_of=None)) if r.id == "x1"]
    assert (row.kind, row.count, row.killed, row.vehicles, row.status) == ("ROB-ROAD", 2, 0, 1, "screened")
    assert row.near is not None and row.near.fr == "Ostrine"
    assert store.verify_all().ok


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"{SMALL}\n{LINE}\n", "utf-8"),
        (f"{SMALL}\n{LINE}", "utf-8"),
        (f"{SMALL}\r\n{LINE}\r\n", "utf-8"),
        (f"{SMALL}\n{LINE}\n", "utf-8-sig"),
        (f"{SMALL}\n{LINE}\n".replace(",", ";"), "utf-8"),
        (f"{SMALL}\n\n{LINE}\n\n", "utf-8"),
        ("Date, ID ,KIND,Where\n2031-06-14, x1 ,ROB-ROAD,valombrine-talvane\n", "utf-8"),
        (f'{SMALL},note\n{LINE},"une note; avec, tout"\n', "utf-8"),
        (f'{SMALL},note\n{LINE},"deux\nlignes"\n', "utf-8"),
    ],
)
def test_forms_that_are_good(own: Home, tmp_path: Path, text: str, encoding: str) -> None:
    assert bring(own, write(tmp_path, text, encoding)).code == 0
    assert held(own) == ["x1"]


WRONG = {
    "no header": (f"{LINE}\n", "bad-file", ["line 1", "first line must name the columns"]),
    "a column missing": ("id,date,kind\nx1,2031,THR\n", "bad-file", ["line 1", "where"]),
    "a column unknown": (f"{SMALL},colour\n{LINE},red\n", "bad-file", ["line 1", "colour"]),
    "a column twice": (f"{SMALL},date\n{LINE},2031\n", "bad-file", ["“date”", "twice"]),
    "a cell too many": (f"{SMALL}\n{LINE},extra\n", "bad-rows", ["line 2", "5 cells instead of 4"]),
    "a cell too few": (f"{SMALL}\nx1,2031-06-14,THR\n", "bad-rows", ["line 2", "3 cells instead of 4"]),
    "nothing in it": ("", "bad-file", ["line 1"]),
    "a header alone": (f"{SMALL}\n", "bad-file", ["holds no incident"]),
    "ids twice": (f"{SMALL}\n{LINE}\n{LINE}\n", "bad-rows", ["line 3", "x1", "line 2 already"]),
    "a quote never closed": (f'{SMALL},note\n{LINE},"une note\n', "bad-file", ["cannot be read", "never closed"]),
    "an invisible character": (f"{SMALL},note\n{LINE},a\x07b\n", "bad-rows", ["line 2", "“note”", "invisible"]),
    "a PDF": ("%PDF-1.7", "file-not-readable", ["a PDF"]),
    "a NUL": (f"{SMALL},note\n{LINE},a\0b\n", "bad-file", ["line 2", "invisible"]),
    "an unknown kind": (
        f"{SMALL}\nx1,2031-06-14,ROBBERY,ostrine\n",
        "bad-rows",
        ["line 2", "ROBBERY", "Allowed codes"],
    ),
    "an unknown place": (
        f"{SMALL}\nx1,2031-06-14,THR,ostrin\n",
        "bad-rows",
        ["line 2", "ostrin", "Did you mean “ostrine”"],
    ),
    "a place of elsewhere": (f"{SMALL}\nx1,2031-06-14,THR,tombouctou\n", "bad-rows", ["line 2", "tombouctou"]),
    "an impossible date": (f"{SMALL}\nx1,2031-02-30,THR,ostrine\n", "bad-rows", ["line 2", "2031-02-30", "not a date"]),
    "a date in words": (f"{SMALL}\nx1,14/06/2031,THR,ostrine\n", "bad-rows", ["14/06/2031", "Write 2019-04-09"]),
    "no id": (f"{SMALL}\n,2031-06-14,THR,ostrine\n", "bad-rows", ["line 2", "“id”"]),
    "an id with a space": (f"{SMALL}\nx 1,2031-06-14,THR,ostrine\n", "bad-rows", ["line 2", "not allowed"]),
    "no date": (f"{SMALL}\nx1,,THR,ostrine\n", "bad-rows", ["line 2", "date"]),
    "a count in words": (f"{SMALL},count\n{LINE},many\n", "bad-rows", ["count", "whole number"]),
    "an unknown status": (f"{SMALL},status\n{LINE},sure\n", "bad-rows", ["sure", "screened"]),
    "an unknown source": (f"{SMALL},source\n{LINE},facebook\n", "bad-rows", ["facebook", "a source"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_recorded(own: Home, tmp_path: Path, name: str) -> None:
    text, code, words = WRONG[name]
    path = write(tmp_path, text)
    for lang in ("fr", "en"):
        answer = bring(own, path, "--lang", lang)
        assert (answer.code, answer.json["error"]["code"]) == (2, code)
        assert "incidents.csv" in answer.err and "{" not in answer.err
    for word in words:
        assert word in answer.err, answer.err
    assert held(own) == []


def test_every_wrong_line_is_told_at_once(own: Home, tmp_path: Path) -> None:
    lines = [SMALL, LINE, "x2,2031-06-31,THR,ostrine", "x3,2031-06-14,THR,ostrine", "x4,2031-06-14,NO,ostrine"]
    answer = bring(own, write(tmp_path, "\n".join(lines)), "--lang", "en")
    assert answer.code == 2 and held(own) == []
    assert "Lines to correct: 2" in answer.err and "line 3" in answer.err and "line 5" in answer.err


def test_of_many_wrong_lines_the_first_are_told(own: Home, tmp_path: Path) -> None:
    lines = [SMALL, *(f"y{n},2031-06-31,THR,ostrine" for n in range(50))]
    answer = bring(own, write(tmp_path, "\n".join(lines)), "--lang", "en")
    assert "Lines to correct: 50" in answer.err and "line 21" in answer.err and "line 22" not in answer.err
    assert "… and 30 more." in answer.err


def test_a_workbook_is_read_as_well(own: Home, tmp_path: Path) -> None:
    header = ["id", "date", "kind", "where", "count", "note"]
    # 2031-06-14 is day 48013 of a spreadsheet; the last cell of the row was never filled in.
    path = workbook(tmp_path / "incidents.xlsx", {"Incidents": [header, ["x1", (DATE, 48013), "THR", "ostrine", 2]]})
    assert bring(own, path).code == 0
    (row,) = [r for r in incidents(read(own, framework="ostrine", seat=None, as_of=None)) if r.id == "x1"]
    assert (row.date.iso(), row.count) == ("2031-06-14", 2)


def test_latin_1_names_the_line(own: Home, tmp_path: Path) -> None:
    answer = bring(own, write(tmp_path, f"{SMALL},note\n{LINE},brûlé\n", "latin-1"), "--lang", "en")
    assert answer.code == 2 and "line 2" in answer.err and "UTF-8" in answer.err


def test_incidents_that_are_here_are_not_recorded_again(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, f"{SMALL}\n{LINE}\n")
    assert bring(own, path).code == 0
    answer = bring(own, path)
    assert (answer.code, answer.json["error"]["code"]) == (1, "incident-already-recorded")
    number = sum(1 for _ in Incident.objects.filter(case="x1"))
    assert number == 1


def test_a_dry_run_writes_nothing(own: Home, tmp_path: Path) -> None:
    before = own.database.read_bytes()
    answer = bring(own, write(tmp_path, f"{SMALL}\n{LINE}\n"), "--dry-run")
    assert (answer.code, answer.json) == (0, {"dry_run": True, "number": 1})
    assert held(own) == [] and own.database.read_bytes() == before


@pytest.mark.parametrize(("seat", "code"), [("observer", 1), ("donor", 1), ("youth", 0), ("army-suppleant", 0)])
def test_only_members_record_incidents(own: Home, tmp_path: Path, seat: str, code: int) -> None:
    answer = bring(own, write(tmp_path, f"{SMALL}\n{LINE}\n"), seat=seat)
    assert answer.code == code
    if code:
        assert answer.json["error"]["code"] == "not-your-act" and held(own) == []


def test_documented_facts_take_no_new_ones(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, f"{SMALL}\nx1,2019-06-14,THR,tombouctou\n")
    answer = call("import", "csv", path, "--home", own.path, "--framework", "timbuktu-taoudeni", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (1, "register-read-only")


def test_by_the_command_with_a_wrong_passphrase_or_none(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, f"{SMALL}\n{LINE}\n")
    rest = ("import", "csv", path, "--home", own.path, "--framework", "ostrine", "--json")
    none = {name: value for name, value in environment().items() if name != "TOGUNA_PASSPHRASE"}
    for env, code in (
        (environment(TOGUNA_PASSPHRASE="faux"), "wrong-passphrase"),
        (none, "passphrase-needed"),
        ({**none, "TOGUNA_PASSPHRASE_FILE": str(tmp_path / "absent")}, "passphrase-needed"),
    ):
        answer = command(*rest, env=env)
        assert (answer.code, answer.json["error"]["code"]) == (1, code)
    assert held(own) == []
    (tmp_path / "phrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    assert command(*rest, env={**none, "TOGUNA_PASSPHRASE_FILE": str(tmp_path / "phrase")}).code == 0
    assert held(own) == ["x1"]


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("20 km après Ostrine vers Talvane", ["valombrine-talvane", "PK 56"]),
        ("20 km après Ostrine", ["valombrine-talvane", "PK 56", "PK 16", " ; ou "]),
        ("pres de talvanne", ["valombrine-talvane, near talvane"]),
    ],
)
def test_words_for_a_place_are_offered_and_never_filled_in(own: Home, tmp_path: Path, said, offered) -> None:
    path = write(tmp_path, f"{SMALL}\n{LINE.replace('valombrine-talvane', said)}\n")
    answer = bring(own, path, "--lang", "fr")
    assert answer.code == 2
    told = answer.err.replace("\u202f", " ")
    assert "colonne where" in told and all(one in told for one in offered), told
    assert held(own) == []


def test_words_that_cannot_be_read_are_refused_as_before(own: Home, tmp_path: Path) -> None:
    answer = bring(
        own, write(tmp_path, f"{SMALL}\n{LINE.replace('valombrine-talvane', 'nulle part')}\n"), "--lang", "fr"
    )
    assert answer.code == 2 and "nulle part" in answer.err and "colonne where" not in answer.err
