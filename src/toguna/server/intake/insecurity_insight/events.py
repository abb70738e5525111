"""Insecurity Insight rows as events: the workbooks on the Humanitarian Data Exchange (one for each data set, a row of
HXL tags under the header), and files in which several data sets were brought together (`dataset`, `event_id`).

An event stands in as many data sets as it touches: a row is `data set:number`, and the number is what is counted. Rows
that speak of sexual violence or of a child are not taken. Perpetrators, organisations, places of work and descriptions
are not taken either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.server.intake.tables.cells import Wrong, day, name, needed, number, position
from toguna.server.intake.tables.columns import Cells, Format, Parse, load
from toguna.server.intake.tables.opening import Progress
from toguna.server.layers.rows import Event, Item, LeftOut

NEEDED: Final = frozenset("event_id date country latitude longitude geo_precision".split())
NAMES: Final = {
    "sind_event_id": "event_id",
    "sind_id": "event_id",
    "admin1_as_published": "admin_1",
    "admin2_as_published": "admin_2",
    "admin1": "admin_1",
    "admin2": "admin_2",
}
KINDS: Final = {"kidnapped": "ABD", "vehicle_stolen": "VEH-TAKE"}
"""Marks with a sure counterpart, where they stand alone. Looting may be of premises or on a road: unmapped."""
_SPOTS: Final = {"1": "spot", "2": "near", "3": "adm2", "4": "adm1", "5": "line", "6": "country"}
_DIGIT: Final = re.compile(r"\(?\s*([1-6])\b")
_DATASETS: Final = (
    ("type_of_sv", "crsv"),
    ("explosive_weapon_type", "explosive_weapons"),
    ("camp_name", "protection"),
    ("type_of_education_facility", "education"),
    ("health_workers_killed", "health_care"),
    ("aid_workers_killed", "aid_worker_kika"),
)
_SUMS: Final = ("killed", "injured", "kidnapped", "arrested")
_FLAGS: Final = {
    "vehicle_stolen": re.compile(r"vehicle_stolen|.*stolen/hijacked.*"),
    "looting": re.compile(r"looting.*"),
    "threatened": re.compile(r".*threatened"),
    "assaulted": re.compile(r"(?!.*sexual).*assaulted"),
}
_SEXUAL: Final = re.compile(r".*(sexual|sgbv|crsv|_sv\b|\bsv_).*")
_MINOR: Final = re.compile(r".*(minor|child).*")
_NO: Final = frozenset({"", "0", "no", "adult", "adults", "no information", "none", "unknown", "not applicable", "n/a"})
_NOT_A_CODE = Text(
    fr="« {value} » n’est pas une précision de lieu de l’éditeur (1 à 6). La corriger, ou laisser vide.",
    en="“{value}” is not one of the publisher’s place precisions (1 to 6). Correct it, or leave it empty.",
)


def events(path: Path, progress: Progress | None = None) -> Iterator[tuple[int, Item]]:
    """The rows of a file."""
    return load(FORMAT, path, progress)


class _Reader:
    """Knows which columns of this edition say how many were killed, what was taken, and what is not to be recorded."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.sums = {
            what: [c for c in columns if (c == what or c.endswith(f"_{what}")) and not _SEXUAL.fullmatch(c)]
            for what in _SUMS
        }
        self.flags = {mark: [c for c in columns if form.fullmatch(c)] for mark, form in _FLAGS.items()}
        self.never = [c for c in columns if _SEXUAL.fullmatch(c) or _MINOR.fullmatch(c)]
        self.dataset = next((name for sign, name in _DATASETS if sign in columns), "unknown")
        # Brought together, a 0 also stands where a data set has no such column: then it is not known.
        self.merged = "dataset" in columns
        self.admin_1 = [c for c in ("region_normalised", "admin_1") if c in columns]

    def __call__(self, row: Cells) -> Event | LeftOut:
        """One row."""
        dataset = row["dataset"].strip() or self.dataset
        if dataset == "crsv" or any(row[column].strip().lower() not in _NO for column in self.never):
            return LeftOut(0)
        event = needed(row["event_id"], "event_id").removesuffix(".0")
        when = When.on(day(row["date"], "date"))
        place_code, spot = _spot(row)
        lat, lon = position(row["latitude"], row["longitude"], ("latitude", "longitude"))
        sums = {what: self._sum(row, what) for what in _SUMS}
        marks = [what for what, total in sums.items() if total] + self._marks(row)
        return Event(
            id=f"{dataset}:{event}",
            event=event,
            kind=_kind(marks),
            original=f"{dataset}: {', '.join(marks) or '–'}",
            first=when.first.isoformat(),
            last=when.last.isoformat(),
            precision=int(when.precision),
            date_code=None,
            country=name(row["country"]),
            adm1=self._region(row),
            adm2=name(row["admin_2"]),
            place=None,
            lat=lat,
            lon=lon,
            place_code=place_code,
            spot=spot,
            killed_low=None,
            killed=sums["killed"],
            killed_high=None,
            source="Insecurity Insight",
            stamp=None,
        )

    def _sum(self, row: Cells, what: str) -> int | None:
        held = [number(row[column], column) for column in self.sums[what]]
        total = sum(n for n in held if n is not None) if any(n is not None for n in held) else None
        return None if self.merged and total == 0 else total

    def _marks(self, row: Cells) -> list[str]:
        return [m for m, columns in self.flags.items() if any(row[c].strip().lower() not in _NO for c in columns)]

    def _region(self, row: Cells) -> str | None:
        return next((held for column in self.admin_1 if (held := name(row[column]))), None)


def _spot(row: Cells) -> tuple[str | None, str]:
    held = row["geo_precision_code"].strip() or row["geo_precision"].strip()
    if not held or held.lower() in _NO:
        return None, "unknown"
    found = _DIGIT.match(held)
    if found is None:
        raise Wrong("geo_precision", _NOT_A_CODE, value=held)
    return found[1], _SPOTS[found[1]]


def _kind(marks: list[str]) -> str | None:
    return KINDS.get(marks[0]) if len(marks) == 1 else None


def _parser(columns: Mapping[str, int]) -> Parse:
    return _Reader(columns)


FORMAT: Final = Format("insecurity-insight", NEEDED, _parser, NAMES)
