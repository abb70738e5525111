"""The field's scan files: read as their program reads them; one sentence with file and line where they are wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from toguna.analysis.scan_files import FileError, Settings, parse_cases, parse_date, parse_geo, parse_prm, text_of
from toguna.analysis.scan_study import interval_starts, study

GEO = "a 16.0 -3.0\nb 16.1 -3.1\n\nc,16.5,-3.3\na 16.0 -3.0\n"
CAS = "a 2 2020/01/05\na 2 2020/01/05\nb 1 2020/2/9\nb 1 2020/02/10\n"
POP = "a 19 1000\nb 2019 2000\nc 19 500\na 20 1000\n b 20 2000\nc 20 500\n"
PRM = """[Input]
CaseFile=f.cas
CoordinatesFile=f.geo
PopulationFile=f.pop
PrecisionCaseTimes=3
StartDate=2020/1/1
EndDate=2020/3/31
CoordinatesType=1
[Analysis]
AnalysisType=3
ModelType=2
TimeAggregationUnits=2
[Temporal Window]
MaxTemporalSize=50
; a comment=1
MonteCarloReps=19
"""
FILES = {"f.cas": CAS, "f.geo": GEO, "f.pop": POP, "f.ctl": "a 5\nb 7\n c 2\n"}


def ready(prm: str = PRM, **files: str | bytes):
    held = {**FILES, **{name.replace("_", "."): data for name, data in files.items()}}

    def read(name: str) -> bytes:
        data = held[name]
        return data if isinstance(data, bytes) else data.encode()

    return study(parse_prm(prm, "f.prm"), read)


def test_rows_add_up_and_places_without_cases_stay() -> None:
    found = ready()
    assert found.places.names == ("a", "b", "c")
    assert found.call["place"].tolist() == [0, 0, 0, 0, 1, 1]
    assert found.call["day"].tolist() == [4, 4, 4, 4, 39, 40]
    assert found.call["interval_starts"] == [0, 31, 60]
    assert found.call["max_window"] == 1
    result = found.run(seed=3)
    row = found.table(result)[0]
    # a holds four of six cases, more than half.
    assert row["members"] == ["b"]
    assert (row["start"], row["end"], row["observed"]) == ("2020-02-01", "2020-02-29", 2)
    assert row["expected"] == pytest.approx(2 * 2 / 6)


def test_years_of_two_digits_are_those_near_the_study() -> None:
    assert parse_date("73", "f", 1, near=1985, middle=True) == date(1973, 7, 1)
    assert parse_date("19", "f", 1, near=2020) == date(2019, 1, 1)
    assert parse_date("2020-2", "f", 1, near=2020, middle=True) == date(2020, 2, 15)


def test_the_population_makes_the_expectation() -> None:
    found = ready(PRM.replace("ModelType=2", "ModelType=0"))
    result = found.run(replicates=0)
    best = result.clusters[0]
    assert best.members == (0,)
    # a: 1000 of 3500 people, January: 31 of 91 days; at most half the population and one month.
    assert best.expected == pytest.approx(6 * 1000 / 3500 * 31 / 91)


def test_cases_and_controls() -> None:
    prm = PRM.replace("ModelType=2", "ModelType=1").replace("AnalysisType=3", "AnalysisType=1")
    prm = prm.replace("PopulationFile=f.pop", "ControlFile=f.ctl").replace(
        "PrecisionCaseTimes=3", "PrecisionCaseTimes=0"
    )
    found = ready(prm, f_cas="a 4\nb 2\n")
    row = found.table(found.run(replicates=9))[0]
    assert (row["members"], row["observed"], row["start"]) == (["a"], 4, None)
    assert row["expected"] == pytest.approx(9 * 6 / 20)


@pytest.mark.parametrize(
    ("files", "line", "words"),
    [
        ({"f_cas": "a 1 2020/1/5\nz 1 2020/1/5\n"}, 2, ("« z »", "coordonnées", "“z” has no coordinates")),
        ({"f_cas": "a 1 2020/13/5\n"}, 1, ("2020/13/5", "n’est pas une date", "is not a date")),
        ({"f_cas": "a 1 2021/1/5\n"}, 1, ("2021-01-05", "hors de l’étude", "outside the study")),
        ({"f_cas": "a x 2020/1/5\n"}, 1, ("« x »", "devrait être", "should be")),
        ({"f_cas": "a 1.5 2020/1/5\n"}, 1, ("« 1.5 »", "devrait être", "should be")),
        ({"f_cas": "a -1 2020/1/5\n"}, 1, ("« -1 »", "devrait être", "should be")),
        ({"f_cas": "\n \n"}, 1, ("vide", "vide", "empty")),
        ({"f_cas": "a 1\n"}, 1, ("2 colonne(s)", "place, count, date", "column(s) found")),
        ({"f_cas": b"a 1 2020/1/5\nT\xe9nenkou 1 2020/1/5\n"}, 2, ("UTF-8", "codage", "encoding")),
        ({"f_geo": "a 16 -3\nb north west\n"}, 2, ("« north west »", "devrait être", "should be")),
        ({"f_geo": "a 16 -3\nb 16 -3\na 17 -3\n"}, 3, ("« a »", "ligne 1", "line 1")),
    ],
)
def test_bad_files_get_one_sentence(files: dict[str, str | bytes], line: int, words: tuple[str, str, str]) -> None:
    with pytest.raises(FileError) as caught:
        ready(**files)
    french, english = (caught.value.say(lang).replace("\u00a0", " ").replace("\u202f", " ") for lang in ("fr", "en"))
    name = next(iter(files)).replace("_", ".")
    assert french.startswith(f"{name}, ligne {line} : ")
    assert english.startswith(f"{name}, line {line}: ")
    assert words[0] in french
    assert words[1] in french
    assert words[2] in english
    assert french.count("\n") == english.count("\n") == 0


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (("AnalysisType=3", "AnalysisType=2"), "AnalysisType"),
        (("AnalysisType=3", "AnalysisType=1"), "ModelType"),
        (("CaseFile=f.cas", "CaseFile="), "CaseFile"),
        (("[Input]", "[Input]\nUseGridFile=y"), "UseGridFile"),
        (("MonteCarloReps=19", "MonteCarloReps=many"), "MonteCarloReps"),
    ],
)
def test_settings_this_scan_does_not_know_are_refused(change: tuple[str, str], name: str) -> None:
    with pytest.raises(FileError, match=f"f.prm, line [0-9]+: setting {name} is"):
        ready(PRM.replace(*change))


def test_quoted_names_and_byte_order_marks() -> None:
    rows = parse_cases(text_of('\ufeff"Ber Tonka" 1 2020/1/5\n'.encode(), "f"), "f", dated=True, near=2020)
    assert rows.place == ("Ber Tonka",)
    assert parse_geo('"Ber Tonka" 16.5 -3.1\n', "f").names == ("Ber Tonka",)


def settings(**changes: object) -> Settings:
    return replace(parse_prm(PRM, "f.prm"), **changes)  # type: ignore[arg-type]


def test_intervals_end_with_the_study() -> None:
    days = settings(interval_unit="day", interval_length=30)
    assert interval_starts(days) == [0, 1, 31, 61]
    months = settings(interval_unit="month", study_end=date(2020, 3, 15))
    assert interval_starts(months) == [0, 15, 46]
    years = settings(interval_unit="year", study_start=date(2018, 6, 1), study_end=date(2020, 12, 31))
    assert interval_starts(years) == [0, 214, 579]
