"""ACLED rows as events, current and older column sets (acleddata.com, codebook).

Ids are stable; rows are corrected and withdrawn, each time with a newer `timestamp`. A list of withdrawn rows
(`event_id_cnty, deleted_timestamp`) is read as such. Actors and notes are not taken; the kind of two actors is looked
at for one thing only, a clash between communities, and then forgotten. `fatalities` is 0 also where none were reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from toguna.base.dates import When
from toguna.server.intake.tables.cells import code, day, name, needed, number, position, stamp
from toguna.server.intake.tables.columns import Cells, Format, Parse, load
from toguna.server.intake.tables.opening import Progress
from toguna.server.layers.rows import Event, Gone, Item, LeftOut

NEEDED: Final = frozenset(
    "event_id_cnty event_date time_precision event_type sub_event_type country latitude longitude geo_precision".split()
)
WITHDRAWN: Final = frozenset({"event_id_cnty", "deleted_timestamp"})
KINDS: Final = {
    "Abduction/forced disappearance": "ABD",
    "Remote explosive/landmine/IED": "IED",
    "Peaceful protest": "DEM",
    "Protest with intervention": "DEM",
}
"""Sub-event types with a sure counterpart. An attack may be a targeted killing, a robbery or a wounding, and looting
may be of a shop, a house or a convoy: what is not sure stays unmapped.
"""
NOT_TAKEN: Final = frozenset({"Sexual violence"})
"""Referred, not recorded."""
_TIMES: Final = {"1": "day", "2": "week", "3": "month"}
_SPOTS: Final = {"1": "spot", "2": "near", "3": "adm1"}
_COMMUNAL: Final = frozenset({"4", "identity militia"})


def events(path: Path, progress: Progress | None = None) -> Iterator[tuple[int, Item]]:
    """The rows of an ACLED file, or of its list of withdrawn rows."""
    return load(FORMAT, path, progress)


def _parser(columns: Mapping[str, int]) -> Parse:
    return _withdrawn if columns.keys() >= WITHDRAWN and not columns.keys() >= NEEDED else _event


def _withdrawn(row: Cells) -> Gone:
    return Gone(needed(row["event_id_cnty"], "event_id_cnty"), stamp(row["deleted_timestamp"], "deleted_timestamp"))


def _event(row: Cells) -> Event | LeftOut:
    sub_event = needed(row["sub_event_type"], "sub_event_type")
    if sub_event in NOT_TAKEN:
        return LeftOut(0)
    id_ = needed(row["event_id_cnty"], "event_id_cnty")
    date_code, _ = code(row["time_precision"], "time_precision", _TIMES)
    when = window(day(row["event_date"], "event_date", year=row["year"].strip()), date_code)
    place_code, spot = code(row["geo_precision"], "geo_precision", _SPOTS)
    lat, lon = position(row["latitude"], row["longitude"], ("latitude", "longitude"))
    return Event(
        id=id_,
        event=id_,
        kind=_kind(row, sub_event),
        original=f"{needed(row['event_type'], 'event_type')}: {sub_event}",
        first=when.first.isoformat(),
        last=when.last.isoformat(),
        precision=int(when.precision),
        date_code=date_code,
        country=name(row["country"]),
        adm1=name(row["admin1"]),
        adm2=name(row["admin2"]),
        place=name(row["location"]),
        lat=lat,
        lon=lon,
        place_code=place_code,
        spot=spot,
        killed_low=None,
        killed=number(row["fatalities"], "fatalities"),
        killed_high=None,
        source=name(row["source"]),
        stamp=stamp(row["timestamp"], "timestamp"),
    )


def window(on: date, date_code: str) -> When:
    """The days on which it may have happened: that day, its week, or its month."""
    if date_code == "1":
        return When.on(on)
    if date_code == "3":
        return When.parse(f"{on:%Y-%m}")
    year, week, _ = on.isocalendar()
    return When.parse(f"{year}-W{week:02d}")


def _kind(row: Cells, sub_event: str) -> str | None:
    if sub_event == "Armed clash" and _communal(row["inter1"]) and _communal(row["inter2"]):
        return "CLA-COM"
    return KINDS.get(sub_event)


def _communal(actor: str) -> bool:
    return actor.strip().lower() in _COMMUNAL


FORMAT: Final = Format("acled", NEEDED, _parser, or_else=WITHDRAWN)
