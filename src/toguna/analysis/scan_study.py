"""From scan files to a scan, and from its result to rows of names and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from toguna.analysis import scan
from toguna.analysis.scan_files import (
    OUTSIDE,
    SETTING,
    Coordinates,
    Counts,
    FileError,
    Read,
    Settings,
    parse_cases,
    parse_geo,
    parse_population,
    text_of,
)

if TYPE_CHECKING:
    from toguna.analysis.scan.results import ScanResult


@dataclass(frozen=True, slots=True)
class Study:
    """A scan that is ready to run: `call` are the arguments of `scan.prospective` or `scan.retrospective`."""

    settings: Settings
    places: Coordinates
    call: Mapping[str, Any]

    def run(self, **options: Any) -> ScanResult:
        """Run it; `options` (replicates, seed, workers, null, executor …) win over the settings."""
        function = scan.retrospective if self.settings.retrospective else scan.prospective
        return function(**{**self.call, **options})

    def table(self, result: ScanResult) -> list[dict[str, Any]]:
        """Clusters as rows: names, kilometres, ISO dates.

        `p_value` is as the files' own program prints it. In the Bernoulli model that does not count replicates that
        merely tie with the data (North Humberside: .360 is 50 of 139, and a quarter of all replicates tie); elsewhere
        it does. `p_value_with_ties` always counts them: the careful one, on which the verdict rests.
        """
        start = self.settings.study_start
        untied = self.settings.model == "bernoulli"
        return [
            {
                "rank": cluster.rank,
                "members": [self.places.names[place] for place in cluster.members],
                "radius_km": cluster.radius_m / 1000,
                "start": (start + timedelta(cluster.first_day)).isoformat() if self.settings.dated else None,
                "end": (start + timedelta(cluster.last_day)).isoformat() if self.settings.dated else None,
                "observed": cluster.observed,
                "expected": cluster.expected,
                "statistic": cluster.statistic,
                "p_value": cluster.p_without_ties(result.replicates) if untied else cluster.p_value,
                "p_value_with_ties": cluster.p_value,
                "p_approximate": cluster.p_approximate,
                "recurrence_days": cluster.recurrence_days if self.settings.dated else None,
            }
            for cluster in result.clusters
        ]


def study(settings: Settings, read: Read) -> Study:
    """Read the files that `settings` name (`read`: name to bytes) and fit them together.

    Raises
    ------
    FileError
        A line cannot be read, a date lies outside the study, a place has no coordinates.
    """
    near = settings.study_start.year
    places = parse_geo(text_of(read(settings.coordinates_file), settings.coordinates_file), settings.coordinates_file)
    cases = parse_cases(
        text_of(read(settings.case_file), settings.case_file), settings.case_file, dated=settings.dated, near=near
    )
    days = (settings.study_end - settings.study_start).days + 1
    if days < 1:
        raise FileError(settings.case_file, 1, SETTING, name="EndDate", value=settings.study_end, wanted="≥ StartDate")
    call: dict[str, Any] = {
        "xy": np.array(places.xy),
        "coordinates": settings.coordinates,
        "model": settings.model,
        "max_share": settings.max_share,
        "max_radius_m": settings.max_radius_m,
        "replicates": settings.replicates,
        "overlap": settings.overlap,
        "least": settings.least,
    }
    repeat, place, day = _cases(cases, places, settings, days)
    call["place"] = place
    if settings.model == "bernoulli":
        call["controls"] = _controls(settings, places, read, near)
        return Study(settings, places, call)
    starts = interval_starts(settings)
    longest = settings.max_window
    if longest is None:
        longest = max(1, int((settings.max_window_share or 0.5) * len(starts) + 1e-9))
    call |= {"day": day, "study_days": days, "interval_starts": starts, "max_window": longest}
    if settings.model == "poisson":
        call |= _population(settings, places, cases, repeat, read, near)
    return Study(settings, places, call)


def _cases(cases: Counts, places: Coordinates, settings: Settings, days: int) -> tuple[Any, Any, Any]:
    index = places.index
    day = np.zeros(len(cases.place), np.int64)
    for row, (name, when, line) in enumerate(zip(cases.place, cases.when, cases.line, strict=True)):
        if name not in index:
            places.number(name, settings.case_file, line)
        if when is not None:
            day[row] = _day_of(when, settings, days, line)
    repeat = np.array(cases.count).astype(np.int64)
    place = np.array([index[name] for name in cases.place], dtype=np.int64)
    return repeat, np.repeat(place, repeat), np.repeat(day, repeat)


def _day_of(when: date, settings: Settings, days: int, line: int) -> int:
    number = (when - settings.study_start).days
    if number < 0 and when.year == settings.study_start.year and settings.interval_unit == "year":
        return 0
    if not 0 <= number < days:
        raise FileError(
            settings.case_file,
            line,
            OUTSIDE,
            value=when.isoformat(),
            first=settings.study_start.isoformat(),
            last=settings.study_end.isoformat(),
        )
    return number


def _controls(settings: Settings, places: Coordinates, read: Read, near: int) -> Any:
    file = settings.control_file
    if file is None:
        raise FileError(settings.case_file, 1, SETTING, name="ControlFile", value="", wanted="a file name")
    rows = parse_cases(text_of(read(file), file), file, dated=False, near=near)
    index = places.index
    for name, line in zip(rows.place, rows.line, strict=True):
        if name not in index:
            places.number(name, file, line)
    return np.repeat([index[name] for name in rows.place], np.array(rows.count).astype(np.int64))


def _population(
    settings: Settings, places: Coordinates, cases: Counts, repeat: Any, read: Read, near: int
) -> dict[str, Any]:
    file = settings.population_file
    if file is None:
        raise FileError(settings.case_file, 1, SETTING, name="PopulationFile", value="", wanted="a file name")
    people = parse_population(text_of(read(file), file), file, near=near)
    index = places.index
    for name, line in zip(people.place, people.line, strict=True):
        if name not in index:
            places.number(name, file, line)
    strata = {key: number for number, key in enumerate(sorted(set(people.covariates) | set(cases.covariates)))}
    population = scan.Population.of(
        [index[name] for name in people.place],
        people.count,
        day=[(when - settings.study_start).days if when else 0 for when in people.when],
        stratum=[strata[key] for key in people.covariates],
    )
    return {"population": population, "stratum": np.repeat([strata[key] for key in cases.covariates], repeat)}


def interval_starts(settings: Settings) -> list[int]:
    """First days of the intervals, counted back from the study's end in days, months or years."""
    first, after = settings.study_start, settings.study_end + timedelta(1)
    length, starts, begin = max(settings.interval_length, 1), list[date](), after
    while begin > first:
        if settings.interval_unit == "day":
            begin = begin - timedelta(length)
        else:
            months = length * (12 if settings.interval_unit == "year" else 1) * (len(starts) + 1)
            begin = _months_before(after, months)
        starts.append(max(begin, first))
    return [(start - first).days for start in reversed(starts)]


def _months_before(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 - months
    for last in (day.day, 30, 29, 28):
        try:
            return date(total // 12, total % 12 + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
