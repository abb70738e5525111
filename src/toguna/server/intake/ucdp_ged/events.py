"""UCDP GED rows as events (codebook 23.1 and later; candidate events share the columns).

Lethal events only. A row is dated from `date_start` to `date_end`; `date_prec` says what these days are worth. None of
the three kinds of violence has a sure counterpart among ours, so every row stays unmapped. Sides and dyads are not
taken.

A file without `where_prec` and `date_prec` is not the event file: samples made for a map lack them, and must not be
counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.server.intake.tables.cells import Wrong, code, day, name, needed, number, position
from toguna.server.intake.tables.columns import Cells, Format, Parse, load
from toguna.server.intake.tables.opening import Progress
from toguna.server.layers.rows import Event, Item

NEEDED: Final = frozenset(
    "id type_of_violence where_prec date_prec date_start date_end latitude longitude country best low high".split()
)
_TYPES: Final = {"1": "state-based", "2": "non-state", "3": "one-sided"}
_SPOTS: Final = {"1": "spot", "2": "near", "3": "adm2", "4": "adm1", "5": "line", "6": "country", "7": "country"}
_TIMES: Final = {"1": "day", "2": "days", "3": "week", "4": "month", "5": "longer"}
_BACKWARDS = Text(
    fr="la fin ({value}) précède le début ({start}). Corriger une des deux dates.",
    en="the end ({value}) is before the start ({start}). Correct one of the two dates.",
)


def events(path: Path, progress: Progress | None = None) -> Iterator[tuple[int, Item]]:
    """The rows of a GED file."""
    return load(FORMAT, path, progress)


def _parser(columns: Mapping[str, int]) -> Parse:
    return _event


def _event(row: Cells) -> Event:
    id_ = needed(row["id"], "id")
    _, violence = code(row["type_of_violence"], "type_of_violence", _TYPES)
    date_code, _ = code(row["date_prec"], "date_prec", _TIMES)
    when = window(day(row["date_start"], "date_start"), day(row["date_end"], "date_end"), date_code)
    place_code, spot = code(row["where_prec"], "where_prec", _SPOTS)
    lat, lon = position(row["latitude"], row["longitude"], ("latitude", "longitude"))
    return Event(
        id=id_,
        event=id_,
        kind=None,
        original=violence,
        first=when.first.isoformat(),
        last=when.last.isoformat(),
        precision=int(when.precision),
        date_code=date_code,
        country=name(row["country"]),
        adm1=name(row["adm_1"]),
        adm2=name(row["adm_2"]),
        place=name(row["where_coordinates"]),
        lat=lat,
        lon=lon,
        place_code=place_code,
        spot=spot,
        # As published: in some rows of the data set the low estimate is above the high one.
        killed_low=number(row["low"], "low"),
        killed=number(row["best"], "best"),
        killed_high=number(row["high"], "high"),
        source=name(row["source_office"]),
        stamp=None,
    )


def window(first: date, last: date, date_code: str) -> When:
    """The days on which it may have happened. One day with a coarser code is widened to what the code says."""
    if last < first:
        raise Wrong("date_end", _BACKWARDS, value=last, start=first)
    if first != last or date_code == "1":
        return When.between(first, last)
    year, week, _ = first.isocalendar()
    return When.parse({"4": f"{first:%Y-%m}", "5": f"{first:%Y}"}.get(date_code, f"{year}-W{week:02d}"))


FORMAT: Final = Format("ucdp-ged", NEEDED, _parser)
