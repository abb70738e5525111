"""docs/…/reference/scenario.md lists each key that the loader reads, and none that it does not."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from homes import ROOT, shipped

from toguna.domain import codes
from toguna.server.intake.csv.incidents import COLUMNS
from toguna.server.intake.scenario import load as loader
from toguna.server.intake.scenario.rows import Row

INTAKE = ROOT / "src" / "toguna" / "server" / "intake"
# Parts of the same form are described once.
SAME_AS = {
    "measures.planned_start": "measures.start",
    "meetings.start": "measures.start",
    "claims.against": "claims.for",
    "claims.context": "claims.for",
}
READERS = {
    *("raw", "need", "text", "words", "words_list", "when", "whens", "between", "day", "ref", "refs", "code", "choice"),
    *("integer", "integers", "thousandths", "flag", "sub", "subs", "items", "has", "seat"),
}


def page(lang: str) -> str:
    return (ROOT / "docs" / lang / "reference" / "scenario.md").read_text("utf-8")


def documented(lang: str) -> dict[str, set[str]]:
    """The keys of each section's table."""
    out: dict[str, set[str]] = {}
    for block in page(lang).split("\n### ")[1:]:
        head, _, rest = block.partition("\n")
        body = rest.split("\n## ")[0]
        out[head.strip("`")] = set(re.findall(r"^\| `([^`]+)` \|", body, re.MULTILINE))
    return out


RECOMMENDED = """recommendations:
  - {id: rc1, framework: ostrine, what: {fr: tenir une rencontre par mois}, level: regional, by: observer,
     to: [governorate], meeting: k01, about: [u03], since: 2031-02, uptake: [
       {state: partly, date: 2031-04, why_text: {fr: une sur deux}},
       {state: not_taken_up, date: 2031-06-10, evidence_text: {fr: deux rencontres non tenues}}]}
"""
"""One with two findings, before those of the invented file; the documented one holds none: none is public one by one.
"""


@pytest.fixture(scope="module")
def recommended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenario") / "veranda.yaml"
    words = shipped("veranda").read_text(encoding="utf-8")
    assert words.count("\nrecommendations:\n") == 1
    path.write_text(words.replace("\nrecommendations:\n", f"\n{RECOMMENDED}"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def read(recommended: Path) -> dict[str, set[str]]:
    """The keys that the loader asked for, section by section, while it read both files and the recommendations."""
    found: dict[str, set[str]] = defaultdict(set)
    held = Row.raw

    def noting(row: Row, key: str) -> object:
        section = row.section.lstrip(".")
        found[SAME_AS.get(section, section)].add(key)
        return held(row, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Row, "raw", noting)
        for name in ("timbuktu-taoudeni", "veranda"):
            loader.load(shipped(name))
        loader.load(recommended)
    return found


def test_a_recommendation_is_read_with_each_finding_on_its_day(recommended: Path) -> None:
    (ostrine,) = [one for one in loader.load(recommended).frameworks if one.id == "ostrine"]
    said = [payload for payload, _ in ostrine.statements if payload.case == "rc1"]
    assert [(one.type, str(one.known)) for one in said] == [
        ("recommendation.made", "2031-02-01"),
        ("recommendation.partly_taken_up", "2031-04-30"),
        ("recommendation.not_taken_up", "2031-06-10"),
    ]
    assert said[0].fields["by"] == ["observer"] and said[2].fields["evidence"] == {"fr": "deux rencontres non tenues"}


def test_a_finding_without_its_state_is_refused_with_its_line(recommended: Path, tmp_path: Path) -> None:
    from toguna.server.intake.scenario.reading import FileProblem

    path = tmp_path / "veranda.yaml"
    path.write_text(
        recommended.read_text(encoding="utf-8").replace("state: partly, ", ""),
        encoding="utf-8",
    )
    with pytest.raises(FileProblem) as wrong:
        loader.load(path)
    assert "state" in wrong.value.say("fr")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_key_is_documented_and_each_documented_key_is_read(lang: str, read: dict[str, set[str]]) -> None:
    told = documented(lang)
    assert set(told) == read[""] | {section for section in read if "." in section}
    for section, keys in told.items():
        if section == "sources":
            assert keys == {"*"}
        elif section == "measures.planned_end":
            assert read[section] <= keys == read[section] | {"between"}
        else:
            assert keys == read[section], section


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_key_in_the_code_is_left_out(lang: str) -> None:
    """Also those that neither file happens to use."""
    told = {key for keys in documented(lang).values() for key in keys} | set(documented(lang))
    for path in sorted(INTAKE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.isidentifier():
                    assert first.value in told, f"{path.name}: {first.value}"


def test_both_pages_say_the_same() -> None:
    assert documented("en") == documented("fr")
    lists = [set(re.findall(r"code[s]? `([A-Z_]+)`", page(lang))) for lang in ("en", "fr")]
    assert lists[0] == lists[1]
    for name in lists[0]:
        assert isinstance(getattr(codes, name), codes.CodeList), name


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_column_of_the_csv_is_documented(lang: str) -> None:
    tail = page(lang).rsplit("\n## ", 1)[1]
    assert tuple(re.findall(r"^\| `([^`]+)` \|", tail, re.MULTILINE)) == COLUMNS


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_gives_the_limits_of_the_code(lang: str) -> None:
    from toguna.server.intake.scenario.reading import DEEPEST, LARGEST_FILE
    from toguna.server.intake.scenario.rows import MOST_ID

    numbers = {"en": ("5 MB", "twelve", "fifty"), "fr": ("5 Mo", "douze", "cinquante")}[lang]
    assert (LARGEST_FILE, DEEPEST, MOST_ID) == (5_000_000, 12, 50)
    assert all(number in page(lang) for number in numbers)
    assert Path(INTAKE / "scenario" / "__init__.py").read_text("utf-8").count("reference/scenario.md") == 1
