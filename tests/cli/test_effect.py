"""`toguna effect --table` and `toguna power`: valid JSON, one sentence a fault, both languages."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toguna.analysis.simulate_panels import PanelDesign, panels
from toguna.cli.main import main
from toguna.domain.codes import VERDICTS

MONTHS = [f"{2029 + n // 12}-{n % 12 + 1:02d}" for n in range(36)]


def write(path: Path, counts: Any, labels: list[str] = MONTHS, sep: str = ",") -> Path:
    lines = [sep.join(("unit", "period", "count"))]
    lines += [sep.join((f"r{u}", labels[t], str(int(n)))) for t, row in enumerate(counts) for u, n in enumerate(row)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    design = PanelDesign(mean=3, size=10, ring=1, before=24, during=12, ratio=0.25)
    return write(tmp_path / "comptes.csv", panels(design, 1, 2)[0].T)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """The JSON of a command; a number that JSON does not know would be refused."""

    def run(*arguments: object) -> Any:
        assert main([str(a) for a in (*arguments, "--json")]) == 0
        return json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))

    return run


def test_a_table_gets_the_whole_answer(file: Path, told: Callable[..., Any]) -> None:
    answer = told("effect", "--table", file, "--treated", "r0", "--start", "2031-01", "--ring", "r1")
    assert answer["verdict"] in VERDICTS and answer["sentence"] and answer["doubts"]
    low, high = answer["interval"]
    assert low < answer["rate_ratio"] < high < 1
    assert [one["period"] for one in answer["counterfactual"]] == MONTHS
    assert answer["settings"]["ring"] == [1] and answer["settings"]["comparisons"] == [2, 3, 4, 5, 6, 7]
    again = told("effect", "--table", file, "--treated", "r0", "--start", "2031-01", "--ring", "r1")
    assert again == answer


def test_an_end_and_periods_in_any_order(tmp_path: Path, told: Callable[..., Any]) -> None:
    counts = panels(PanelDesign(mean=3, size=10, during=12), 1, 3)[0].T
    numbers = [str(n) for n in range(1, 37)]
    forward = write(tmp_path / "a.csv", counts, numbers)
    rows = forward.read_text().splitlines()
    backward = tmp_path / "b.csv"
    backward.write_text("\ufeff" + "\n".join([rows[0], *reversed(rows[1:])]).replace(",", ";"), encoding="utf-8")
    ask = ("--treated", "r0", "--start", "25", "--stop", "31")
    one, two = told("effect", "--table", forward, *ask), told("effect", "--table", backward, *ask)
    assert one["after"]["periods"] == 6 and one["periods"] == 6
    assert two["incidents"] == one["incidents"]


@pytest.mark.parametrize("counts", [[[1, 0]] * 30, [[0, 0, 0]] * 30, [[2, 1, 3]], [[1, 2]] * 24 + [[0, 2]] * 6])
def test_little_data_is_an_honest_answer_in_valid_json(
    tmp_path: Path, told: Callable[..., Any], counts: list[list[int]]
) -> None:
    start = MONTHS[min(24, len(counts) - 1)]
    answer = told("effect", "--table", write(tmp_path / "t.csv", counts), "--treated", "r0", "--start", start)
    assert answer["verdict"] in {"no_data", "cannot_tell_yet", "supported", "strongly_supported", "consistent_with"}
    low, high = answer["interval"]
    assert low >= 0 and (high is None or math.isfinite(high))


def test_no_percentage_under_ten_incidents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = [[1 if t in (3, 9, 15) else 0, 3, 2, 4] for t in range(36)]
    path = write(tmp_path / "t.csv", counts)
    for lang in ("fr", "en"):
        assert main(["effect", "--table", str(path), "--treated", "r0", "--start", "2031-01", "--lang", lang]) == 0
        sentence = capsys.readouterr().out.split("\n\n")[1].splitlines()[0]
        assert "3 incidents" in sentence and "%" not in sentence


def test_none_seen_is_never_said_to_be_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = [[2 + t % 3 if t < 24 else 0, 3, 2, 4] for t in range(36)]
    path = write(tmp_path / "t.csv", counts)
    assert main(["effect", "--table", str(path), "--treated", "r0", "--start", "2031-01", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "no incident was counted, at least" in out and "does not say that it is over" in out
    assert "100%" not in out and "ended" not in out


@pytest.mark.parametrize(
    ("content", "options", "part"),
    [
        ("periode,axe,nombre\n1,a,2\n", {}, "ligne 1 : la première ligne doit nommer"),
        ("period,unit,count\n1,a,-2\n1,b,1\n", {}, "ligne 2 : le nombre d’incidents est négatif (-2)"),
        ("period,unit,count\n1,a,1.5\n1,b,1\n", {}, "« 1.5 » n’est pas un nombre d’incidents"),
        ("period,unit,count\n1,a,nan\n1,b,1\n", {}, "« nan » n’est pas un nombre d’incidents"),
        ("period,unit,count\n1,a,\n1,b,1\n", {}, "n’est pas un nombre d’incidents"),
        ("period,unit,count\n1,a,1\n1,b,1\n2,a,3\n", {}, "« b » n’a pas de ligne pour la période 2"),
        ("period,unit,count\n1,a,1\n1,a,1\n", {}, "figure deux fois"),
        ("period,unit,count\n1,a\n", {}, "autant de cases"),
        ("period,unit,count\n", {}, "aucune ligne"),
        ("", {}, "la première ligne doit nommer"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--treated": "{c}"}, "--treated « (c) » ne figure pas"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--start": "7"}, "--start « 7 » ne figure pas"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--ring": "a"}, "figure aussi parmi ses voisines"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--ring": "b"}, "aucune unité de comparaison"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--stop": "1"}, "pas après son début"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--ratio": "2"}, "un nombre entre 0 et 1"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--blackout": "-1"}, "zéro ou plus"),
        ("period,unit,count\n1,a,1\n1,b,1\n", {"--replicates": "3"}, "de 99 à"),
    ],
)
def test_wrong_input_gets_one_plain_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, options: dict[str, str], part: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    given = {"--treated": "a", "--start": "1", "--lang": "fr"} | options
    asked = ["effect", "--table", str(path), *(one for pair in given.items() for one in pair)]
    assert main(asked) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if line != "Calcul en cours…"]
    assert len(said) == 1 and part in said[0].replace("\u202f", " ").replace("\u00a0", " ")
    assert main([*asked, "--lang", "en", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["sentence"]


@pytest.mark.parametrize(
    "arguments", [[], ["--table", "nowhere.csv"], ["--table", ".", "--treated", "a", "--start", "1"]]
)
def test_without_a_question_it_says_what_to_give(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["effect", *arguments, "--lang", "fr"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_power_of_a_design_and_of_a_table(file: Path, told: Callable[..., Any]) -> None:
    known = told("power", "--mean", "3", "--size", "10", "--comparisons", "20", "--before", "36", "--periods", "12")
    assert 0.6 < known["power"] < 0.8
    assert 0 < known["minimum_detectable_ratio"] < 0.5 and known["periods_needed"] > 12
    read = told("power", "--table", file, "--treated", "r0", "--start", "2031-01", "--periods", "12")
    assert read["design"]["before"] == 24 and 0 < read["power"] <= 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--mean", "0"],
        ["--mean", "nan"],
        ["--mean", "1", "--ratio", "1"],
        ["--mean", "1", "--before", "0"],
        ["--mean", "1", "--size", "-1"],
        ["--table", "x.csv"],
    ],
)
def test_power_says_what_is_wrong(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["power", *arguments, "--lang", "fr"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_before_forecasts_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "t.csv", [[0, 1]] * 12)
    assert main(["power", "--table", str(path), "--treated", "r0", "--start", "2029-07", "--lang", "en"]) == 2
    assert "nothing can be forecast" in capsys.readouterr().err
