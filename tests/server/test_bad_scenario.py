"""Every way a scenario file can be wrong gets one plain sentence with file, line and what to do; nothing is loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from homes import Home, call, shipped

from toguna.server.intake.scenario.load import load
from toguna.server.intake.scenario.reading import DEEPEST, LARGEST_FILE, FileProblem, NoFile

GOOD = shipped("veranda").read_text("utf-8")
HEAD = "scenario: {id: veranda, mode: exercise, entered_by: mediation, show_at: 2031-06-16, first_framework: ostrine}"
V09 = "observed: true, start: 2031-Q2, end: unknown, ended_because: unknown}"
I12 = "- {id: i12, framework: hautebrise, date: 2031-06-08, kind: CHK-ILL, where: rivemoire-hautebrise"


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


# What is replaced, by what, and words that the English sentence must hold.
CASES: dict[str, tuple[str, str, list[str]]] = {
    "unknown section": ("heard_from:\n", "heared_from:\n", ["heared_from", "heard_from", "not known"]),
    "unknown field": (V09, V09.replace("observed", "obsrved"), ["obsrved", "observed", "Did you mean"]),
    "unknown field of a part": ("{reason: text_disputed,", "{raeson: text_disputed,", ["raeson", "reason"]),
    "unknown party": (
        "by: [lantern], where: [sorbane]",
        "by: [lanterne], where: [sorbane]",
        ["lanterne", "a party", "lantern"],
    ),
    "unknown place": (
        I12,
        I12.replace("where: rivemoire-", "where: rivemoir-"),
        ["rivemoir-", "place or road", "Did you"],
    ),
    "unknown place of a road": ("via: [valombrine, lumerane,", "via: [valombrine, lumeran,", ["lumeran", "lumerane"]),
    "unknown seat": (
        "seat: observer-suppleant, step: 4}",
        "seat: observateur-suppleant, step: 4}",
        ["observateur", "a party"],
    ),
    "a scale of another kind": (
        "{scale: carter, date: 2031-06-15,",
        "{scale: kappa, date: 2031-06-15,",
        ["kappa", "carter"],
    ),
    "unknown code": ("kind: static_guard", "kind: static_gard", ["static_gard", "static_guard", "Allowed codes"]),
    "unknown clause": ("serves: accord-2030-art15", "serves: accord-2030-art51", ["accord-2030-art51", "a clause"]),
    "unknown measure": ("successor: {measure: v03,", "successor: {measure: v33,", ["v33", "a measure"]),
    "unknown source": (
        "source: radio, status: screened",
        "source: radios, status: screened",
        ["radios", "a source", "radio"],
    ),
    "unknown framework": (
        I12,
        I12.replace("framework: hautebrise", "framework: hautbrise"),
        ["hautbrise", "hautebrise"],
    ),
    "unknown mode": (HEAD, HEAD.replace("exercise", "excercise"), ["excercise", "exercise"]),
    "unknown first framework": (HEAD, HEAD.replace("first_framework: ostrine", "first_framework: x"), ["“x”"]),
    "unknown author": (HEAD, HEAD.replace("entered_by: mediation", "entered_by: mediaton"), ["mediaton", "mediation"]),
    "impossible day": (I12, I12.replace("2031-06-08", "2031-06-31"), ["2031-06-31", "not a date", "2019-04-09"]),
    "impossible month": (I12, I12.replace("2031-06-08", "2031-13"), ["2031-13", "not a date"]),
    "a date in words": (I12, I12.replace("2031-06-08", "8 juin 2031"), ["8 juin 2031", "not a date"]),
    "a proof without a date": ("proofs: [2031-05-30]", "proofs: [2031-05-32]", ["2031-05-32", "proofs"]),
    "reversed window": (
        "window: [2031-04, 2031-05], for:",
        "window: [2031-06, 2031-05], for:",
        ["window", "before it begins"],
    ),
    "reversed press window": ("between: [2031-01-20, 2031-01-27]", "between: [2031-01-28, 2031-01-27]", ["between"]),
    "reversed calendar": ("from: 2031-01-26, to: 2031-02-24", "from: 2031-01-26, to: 2030-02-24", ["“to”", "before"]),
    "end before start": (
        "start: 2031-05-05, planned_end: {date: 2031-05-25,",
        "start: 2031-05-05, planned_end: {date: 2030-05-25,",
        ["planned_end", "before the start"],
    ),
    "a number in words": ("count: 2, over_days: 2", "count: two, over_days: 2", ["count", "whole number"]),
    "a negative number": ("count: 2, over_days: 2", "count: -2, over_days: 2", ["count", "whole number"]),
    "yes for true": (V09, V09.replace("observed: true", "observed: yes"), ["observed", "true or false"]),
    "a list for a text": ('hours: "16–18"', "hours: [16, 18]", ["hours", "a text"]),
    "a text for fields": (
        "blocked: {reason: text_disputed, since: 2030-12-01, over: accord-2030-art15}",
        "blocked: yes",
        ["blocked", "braces"],
    ),
    "a text for a list": ("proofs: [2031-05-30]", "proofs: 2031-05-30", ["proofs", "a list"]),
    "a map for an id": ("- {id: v09,", "- {id: {a: b},", ["“id”", "a text"]),
    "an id with spaces": ("- {id: v09,", "- {id: le poste de garde,", ["le poste de garde", "not allowed"]),
    "a party with capitals": ("- {id: observer, ", "- {id: Observer, ", ["Observer", "not allowed"]),
    "a road on a place": (
        "stretches: [{road: valombrine-talvane,",
        "stretches: [{road: talvane,",
        ["talvane", "a road"],
    ),
    "no id": ("- {id: v09, framework: ostrine, ", "- {framework: ostrine, ", ["measures", "lacks", "“id”"]),
    "no kind": ("kind: static_guard, ", "", ["kind"]),
    "nobody's measure": ("by: [lantern], where: [sorbane]", "where: [sorbane]", ["“by”"]),
    "no date at all": (I12, I12.replace("date: 2031-06-08, ", ""), ["date"]),
    "no start of an observed measure": (V09, "observed: true, end: unknown}", ["start", "at least one date"]),
    "an id twice": ("- {id: v09,", "- {id: v08,", ["v08", "stands twice"]),
    "a key twice": ("  youth", "  youth", []),
    "an anchor": (
        "by: [lantern], where: [sorbane]",
        "by: &one [lantern], where: [sorbane]",
        ["anchors", "Write the value out"],
    ),
    "an alias": ("by: [lantern], where: [sorbane]", "by: *one, where: [sorbane]", ["YAML"]),
    "a tab": ("heard_from:\n  -", "heard_from:\n\t-", ["not readable YAML", "tab"]),
    "an open bracket": ("by: [lantern], where: [sorbane]", "by: [lantern, where: [sorbane]", ["not readable YAML"]),
    "an open quote": ("ref: Article 15", 'ref: "Article 15', ["not readable YAML"]),
    "a colon too many": ("    ref: Article 15", "    ref: Article: 15", ["not readable YAML", "colon"]),
    "a section that is no list": ("committees:\n  - {id: n01,", "committees:\n  {id: n01,", ["committees", "a list"]),
    "a tag": ("ref: Article 15", "ref: !!python/name:os.system Article 15", ["tags"]),
    "a key that is a list": ("committees:\n", "? [a, b]\n: c\ncommittees:\n", ["name of a field"]),
    "a control character": ("ref: Article 15", "ref: Article\x00 15", ["invisible"]),
    "two documents": ("heard_from:\n", "---\nheard_from:\n", ["several documents"]),
    "a place at the antipodes": ("lat: -30.00,", "lat: 300,", ["lat", "whole number"]),
    "a clause's source": (
        "status: communal_bodies, where: [talvane]",
        "status: communal_body, where: [talvane]",
        ["communal_body", "communal_bodies"],
    ),
    "an evidence of nothing": ("against: [i03, i06, i07]", "against: [i03, i66, i07]", ["i66", "against"]),
    "evidence that is a text": ("against: [i03, i06, i07]", "against: i03", ["against", "a list"]),
}
del CASES["a key twice"]


def sentences(error: FileProblem) -> tuple[str, str]:
    """The French and the English sentence, both plain."""
    fr, en = error.say("fr"), error.say("en")
    for said in (fr, en):
        assert "\n" not in said and said.endswith(".") and not re.search(r"[{}]|None|Traceback", said), said
    assert fr != en
    return fr, en


def refused(path: Path) -> FileProblem:
    with pytest.raises(FileProblem) as raised:
        load(path)
    return raised.value


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_with_file_line_and_what_to_do(name: str, tmp_path: Path) -> None:
    old, new, words = CASES[name]
    assert GOOD.count(old) == 1, GOOD.count(old)
    text = GOOD.replace(old, new)
    path = tmp_path / "notre-cadre.yaml"
    path.write_text(text, encoding="utf-8")
    error = refused(path)
    fr, en = sentences(error)
    assert en.startswith("notre-cadre.yaml, line ") and fr.startswith("notre-cadre.yaml, ligne ")
    for word in words:
        assert word in en, en
    if "not readable YAML" not in en:
        # The line is that of the fault, or of the item that holds it.
        assert abs(error.data["line"] - line_of(GOOD, old)) <= 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["must begin with sections"]),
        ("# nothing\n", ["must begin with sections"]),
        ("- one\n- two\n", ["must begin with sections"]),
        ("just words", ["must begin with sections"]),
        ("places:\n  - {id: a, en: A, kind: town}\n", ["“scenario”", "missing"]),
        ("scenario: {id: a}\n", ["mode"]),
        ("scenario: {id: a, mode: live}\n", ["entered_by"]),
        ("scenario: {id: a, mode: live, mode: live}\n", ["“mode”", "stands twice", "line 1"]),
        ("scenario: words\n", ["scenario", "braces"]),
        ("places: words\nscenario: {id: a, mode: live}\n", ["places", "a list"]),
        ("scenario: " + "{a: " * (DEEPEST + 2) + "1" + "}" * (DEEPEST + 2), ["nested too deeply"]),
        ("scenario: " + "[" * 20_000, ["notre-cadre.yaml"]),
        ("scenario: !!python/object/apply:os.system [ls]\n", ["tags"]),
    ],
)
def test_what_is_no_scenario_at_all(text: str, words: list[str], tmp_path: Path) -> None:
    path = tmp_path / "notre-cadre.yaml"
    path.write_text(text, encoding="utf-8")
    _, en = sentences(refused(path))
    for word in words:
        assert word in en, en


def test_a_key_that_stands_twice_names_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD + "\nheard_from: []\n", encoding="utf-8")
    error = refused(path)
    assert error.data["line"] == GOOD.count("\n") + 2
    assert f"line {line_of(GOOD, 'heard_from:')}" in sentences(error)[1]


def test_latin_1_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"# une ligne\n# d\xe9cision\n")
    error = refused(path)
    assert error.data["line"] == 2
    assert "UTF-8" in sentences(error)[1]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load(path).id == "veranda"


def test_a_folder_a_missing_file_and_six_megabytes(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"# " + b"x" * (LARGEST_FILE + 1_000_000))
    for path, word in ((tmp_path, "folder"), (tmp_path / "absent.yaml", "does not exist"), (large, "5 MB")):
        error = refused(path)
        assert isinstance(error, NoFile) and word in sentences(error)[1]


def test_hints_are_said_in_french_too(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD.replace("kind: static_guard", "kind: static_gard"), encoding="utf-8")
    assert "Vouliez-vous dire" in sentences(refused(path))[0]


@pytest.mark.parametrize("name", ["unknown party", "nobody's measure"])
def test_the_command_says_it_and_leaves_the_home_as_it_was(name: str, tmp_path: Path, empty: Home) -> None:
    old, new, words = CASES[name]
    path = tmp_path / "x.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    before = empty.settings_file.read_bytes()
    for command in (["import", "scenario", path], ["import", "scenario", path, "--dry-run"], ["new", path]):
        for lang in ("fr", "en"):
            answer = call(*command, "--home", empty.path, "--lang", lang, "--json")
            assert answer.code == 2
            assert answer.json["error"]["code"] == "bad-file"
            assert answer.err.count("\n") == 1 and answer.err.strip() == answer.json["error"]["sentence"]
        assert all(word in answer.err for word in words)
    assert empty.settings_file.read_bytes() == before
    assert call("situation", "--home", empty.path, "--json").json["error"]["code"] == "no-register"


def test_a_wrong_file_makes_no_home(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("nothing", encoding="utf-8")
    assert call("import", "scenario", tmp_path / "x.yaml", "--home", tmp_path / "home").code == 2
    assert call("new", tmp_path / "x.yaml", "--home", tmp_path / "home").code == 2
    assert not (tmp_path / "home").exists()


def test_a_framework_that_is_here_is_not_loaded_again(own: Home) -> None:
    answer = call("import", "scenario", shipped("veranda"), "--home", own.path, "--json")
    assert (answer.code, answer.json["error"]["code"]) == (1, "framework-already-here")
    assert len(own.settings()["registers"]) == 4
