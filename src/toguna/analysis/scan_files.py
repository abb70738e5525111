"""Read the field's own scan files: cases, coordinates, population, controls, and the settings file that names them.

The formats are those that SaTScan's user guide documents; nothing here opens a file. Lines hold fields between blanks,
tabs or commas, with or without quotes:

    .cas, .ctl   place  count  [date]  [covariates …]     one line or several a place: they add up
    .geo         place  latitude  longitude               or planar x  y; the same line twice is one place
    .pop         place  date  people  [covariates …]
    .prm         [Section] and Name=value

Dates are 2001/11/22, 2001-11, 2001 or 73: two digits mean the year of that ending nearest the study. A case dated by a
year or month lies on its first day, a population on 1 July or the month's 15th. Places without cases count as places.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text

Row = tuple[int, list[str]]


class FileError(InputError):
    """A line of a scan file that cannot be read as what it should be."""

    code = "scan-file"
    text = Text(fr="{file}, ligne {line} : {why}", en="{file}, line {line}: {why}")

    def __init__(self, file: str, line: int, why: Text, **data: object) -> None:
        self.why = why
        super().__init__(file=file, line=line, why=why, **data)

    def say(self, lang: str) -> str:
        """The sentence, its reason in the same language."""
        data = {name: value for name, value in self.data.items() if name not in ("why", "file", "line")}
        return self.text.say(lang, file=self.data["file"], line=self.data["line"], why=self.why.say(lang, **data))


NOT_UTF8: Final = Text(
    fr="le fichier n’est pas en UTF-8 ; l’enregistrer de nouveau avec ce codage.",
    en="the file is not UTF-8; save it again in that encoding.",
)
EMPTY: Final = Text(
    fr="le fichier est vide ; vérifier que c’est le bon.", en="the file is empty; check that it is the right one."
)
COLUMNS: Final = Text(
    fr="{found} colonne(s) lues, {wanted} attendues : {names}.", en="{found} column(s) found, {wanted} wanted: {names}."
)
NOT_A_NUMBER: Final = Text(
    fr="« {value} » devrait être {wanted} ; corriger la ligne.", en="“{value}” should be {wanted}; correct the line."
)
BAD_DATE: Final = Text(
    fr="« {value} » n’est pas une date ; écrire 2001/11/22, 2001/11 ou 2001.",
    en="“{value}” is not a date; write 2001/11/22, 2001/11 or 2001.",
)
OUTSIDE: Final = Text(
    fr="la date {value} est hors de l’étude, du {first} au {last} ; corriger la ligne ou la période.",
    en="date {value} is outside the study, {first} to {last}; correct the line or the period.",
)
UNKNOWN_PLACE: Final = Text(
    fr="le lieu « {value} » n’a pas de coordonnées ; l’ajouter au fichier des coordonnées.",
    en="place “{value}” has no coordinates; add it to the coordinates file.",
)
TWO_PLACES: Final = Text(
    fr="le lieu « {value} » a déjà d’autres coordonnées à la ligne {other} ; n’en garder qu’une.",
    en="place “{value}” already has other coordinates on line {other}; keep one of them.",
)
SETTING: Final = Text(
    fr="le réglage {name} vaut « {value} » ; il faut {wanted}.", en="setting {name} is “{value}”; it must be {wanted}."
)

_DATE: Final = re.compile(r"(\d{4}|\d{2})(?:[/.-](\d{1,2})(?:[/.-](\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Places in alphabetical order – the order in which equal clusters are told – and where they are."""

    names: tuple[str, ...]
    xy: tuple[tuple[float, float], ...]

    def number(self, name: str, file: str, line: int) -> int:
        """The index of a place.

        Raises
        ------
        FileError
            The place has no coordinates.
        """
        found = self.index.get(name)
        if found is None:
            raise FileError(file, line, UNKNOWN_PLACE, value=name)
        return found

    @property
    def index(self) -> dict[str, int]:
        """Names to numbers."""
        return {name: number for number, name in enumerate(self.names)}


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines of cases, controls or people: place name, how many, first day meant (none if undated), covariates, line."""

    place: tuple[str, ...]
    count: tuple[float, ...]
    when: tuple[date | None, ...]
    covariates: tuple[tuple[str, ...], ...]
    line: tuple[int, ...]


def text_of(data: bytes, file: str) -> str:
    """Bytes as text.

    Raises
    ------
    FileError
        Not UTF-8: names the line of the first bad byte.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileError(file, data[: fault.start].count(b"\n") + 1, NOT_UTF8) from None


def rows(text: str, file: str) -> Iterator[Row]:
    """Line numbers and fields of every line that holds any."""
    empty = True
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        empty = False
        if "," in line:
            fields = [field.strip() for field in next(csv.reader([line]))]
        elif '"' in line:
            fields = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', line)]
        else:
            fields = line.split()
        yield number, fields
    if empty:
        raise FileError(file, 1, EMPTY)


def _need(fields: Sequence[str], wanted: int, names: str, file: str, line: int) -> None:
    if len(fields) < wanted:
        raise FileError(file, line, COLUMNS, found=len(fields), wanted=wanted, names=names)


def _number(value: str, file: str, line: int, *, whole: bool) -> float:
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found < 1e15 or (whole and found != int(found)):
        raise FileError(file, line, NOT_A_NUMBER, value=value, wanted="0, 1, 2…" if whole else "≥ 0")
    return found


def parse_date(value: str, file: str, line: int, *, near: int, middle: bool = False) -> date:
    """The first day that a date means; with `middle`, 1 July of a year and the 15th of a month."""
    found = _DATE.fullmatch(value)
    if found is None:
        raise FileError(file, line, BAD_DATE, value=value)
    year = int(found[1])
    if len(found[1]) == 2:
        year = min((century + year for century in range(1800, 2200, 100)), key=lambda y: abs(y - near))
    month, day = found[2], found[3]
    try:
        if month is None:
            return date(year, 7 if middle else 1, 1)
        return date(year, int(month), int(day) if day else 15 if middle else 1)
    except ValueError:
        raise FileError(file, line, BAD_DATE, value=value) from None


def parse_geo(text: str, file: str) -> Coordinates:
    """Read coordinates: place, latitude (or x), longitude (or y)."""
    found: dict[str, tuple[float, float]] = {}
    lines: dict[str, int] = {}
    for line, fields in rows(text, file):
        _need(fields, 3, "place, latitude, longitude", file, line)
        try:
            where = float(fields[1]), float(fields[2])
        except ValueError:
            bad = " ".join(fields[1:3])
            raise FileError(file, line, NOT_A_NUMBER, value=bad, wanted="latitude longitude") from None
        if found.setdefault(fields[0], where) != where:
            raise FileError(file, line, TWO_PLACES, value=fields[0], other=lines[fields[0]])
        lines.setdefault(fields[0], line)
    names = tuple(sorted(found))
    return Coordinates(names, tuple(found[name] for name in names))


def parse_cases(text: str, file: str, *, dated: bool, near: int) -> Counts:
    """Read cases or controls: place, count, date if `dated`, covariates."""
    out: list[tuple[str, float, date | None, tuple[str, ...], int]] = []
    names = "place, count, date" if dated else "place, count"
    for line, fields in rows(text, file):
        _need(fields, 3 if dated else 2, names, file, line)
        when = parse_date(fields[2], file, line, near=near) if dated else None
        covariates = tuple(fields[3 if dated else 2 :])
        out.append((fields[0], _number(fields[1], file, line, whole=True), when, covariates, line))
    return _columns(out)


def parse_population(text: str, file: str, *, near: int) -> Counts:
    """Read a population: place, date, people, covariates."""
    out: list[tuple[str, float, date | None, tuple[str, ...], int]] = []
    for line, fields in rows(text, file):
        _need(fields, 3, "place, date, population", file, line)
        when = parse_date(fields[1], file, line, near=near, middle=True)
        out.append((fields[0], _number(fields[2], file, line, whole=False), when, tuple(fields[3:]), line))
    return _columns(out)


def _columns(out: Sequence[tuple[str, float, date | None, tuple[str, ...], int]]) -> Counts:
    return Counts(
        tuple(row[0] for row in out),
        tuple(row[1] for row in out),
        tuple(row[2] for row in out),
        tuple(row[3] for row in out),
        tuple(row[4] for row in out),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """What to scan for, in the words of the scan's own options. Paths are as written in the settings file."""

    case_file: str
    coordinates_file: str
    population_file: str | None
    control_file: str | None
    model: str
    retrospective: bool
    study_start: date
    study_end: date
    dated: bool
    coordinates: str
    interval_unit: str
    interval_length: int
    max_window: int | None
    max_window_share: float | None
    max_share: float
    max_radius_m: float | None
    replicates: int
    overlap: bool
    least: int


def parse_prm(text: str, file: str) -> Settings:
    """Read a settings file; settings it does not name have that program's defaults."""
    found: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        name, sign, value = line.strip().partition("=")
        if sign and not name.startswith(";"):
            found[name.strip()] = value.strip(), number
    if not found:
        raise FileError(file, 1, EMPTY)
    return _Reader(found, file).settings()


class _Reader:
    """Named settings, each read as what it should be."""

    def __init__(self, found: dict[str, tuple[str, int]], file: str) -> None:
        self.found, self.file = found, file

    def word(self, name: str, default: str = "") -> str:
        return self.found.get(name, (default, 0))[0] or default

    def fail(self, name: str, wanted: str) -> FileError:
        value, line = self.found.get(name, ("", 1))
        return FileError(self.file, line, SETTING, name=name, value=value, wanted=wanted)

    def number(self, name: str, default: float) -> float:
        try:
            value = float(self.word(name, str(default)))
        except ValueError:
            raise self.fail(name, "≥ 0") from None
        if not 0 <= value < 1e15:
            raise self.fail(name, "≥ 0")
        return value

    def yes(self, name: str) -> bool:
        return self.word(name, "n").lower() == "y"

    def choice(self, name: str, choices: dict[str, str], default: str) -> str:
        value = self.word(name, default)
        if value not in choices:
            raise self.fail(name, ", ".join(f"{key} ({meaning})" for key, meaning in choices.items()))
        return choices[value]

    def day(self, name: str) -> date:
        value, line = self.found.get(name, ("", 1))
        return parse_date(value, self.file, line, near=2000)

    def file_of(self, name: str) -> str:
        value = self.word(name)
        if not value:
            raise self.fail(name, "a file name")
        return value

    def settings(self) -> Settings:
        for name in (
            "UseGridFile",
            "UseNeighborsFile",
            "UseMetaLocationsFile",
            "UseLocationsNetworkFile",
            "IsotonicScan",
        ):
            if self.word(name, "n").lower() not in ("n", "0"):
                raise self.fail(name, "n")
        kind = self.choice("AnalysisType", {"1": "spatial", "3": "retrospective", "4": "prospective"}, "1")
        model = self.choice("ModelType", {"0": "poisson", "1": "bernoulli", "2": "permutation"}, "0")
        if (kind == "spatial") != (model == "bernoulli"):
            raise self.fail("ModelType", "1 ⇔ AnalysisType 1")
        self.choice("ScanAreas", {"1": "high"}, "1")
        latlon = self.choice("CoordinatesType", {"0": "planar", "1": "latlon"}, "0")
        limit = None
        if self.yes("UseDistanceFromCenterOption"):
            limit = self.number("MaxSpatialSizeInDistanceFromCenter", 1) * (1000.0 if latlon == "latlon" else 1.0)
        size = self.number("MaxTemporalSize", 50)
        units = self.choice("MaxTemporalSizeInterpretation", {"0": "percent", "1": "intervals"}, "0")
        return Settings(
            case_file=self.file_of("CaseFile"),
            coordinates_file=self.file_of("CoordinatesFile"),
            population_file=self.word("PopulationFile") or None,
            control_file=self.word("ControlFile") or None,
            model=model,
            retrospective=kind != "prospective",
            study_start=self.day("StartDate"),
            study_end=self.day("EndDate"),
            dated=self.choice("PrecisionCaseTimes", {"0": "none", "1": "year", "2": "month", "3": "day"}, "0")
            != "none",
            coordinates=latlon,
            interval_unit=self.choice("TimeAggregationUnits", {"0": "day", "1": "year", "2": "month", "3": "day"}, "3"),
            interval_length=int(self.number("TimeAggregationLength", 1)),
            max_window=int(size) if units == "intervals" else None,
            max_window_share=size / 100 if units == "percent" else None,
            max_share=self.number("MaxSpatialSizeInPopulationAtRisk", 50) / 100,
            max_radius_m=limit,
            replicates=int(self.number("MonteCarloReps", 999)),
            overlap=self.word("CriteriaForReportingSecondaryClusters", "0") != "0",
            least=int(self.number("MinimumCasesInHighRateClusters", 2)),
        )


Read = Callable[[str], bytes]
