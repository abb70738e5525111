"""The layers, the features of a base map, and published events: as their publishers have them, or cut to a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import msgspec
from django.conf import settings

from toguna.base.dates import Precision, When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.visibility import incident_place
from toguna.server.layers import store
from toguna.server.layers.rows import Event, Feature, Load
from toguna.server.queries.incidents import coarse
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as of the day asked about. `holds` is `event` or `feature`; `first` and `last` are the days that its
    files reach over. A licence or credit of None was not stated, and is to be shown as such.
    """

    name: str
    holds: str
    provider: str
    edition: str | None
    licence: str | None
    credit: str | None
    file: str
    sha256: str
    loaded: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class MapFeature:
    """One feature of a base map: GeoJSON geometry (WGS 84, longitude first) and the box around it: west, south, east,
    north.
    """

    id: str
    type: str
    name: str | None
    properties: Mapping[str, Any]
    coordinates: Any
    box: tuple[float, float, float, float]


def layers(reading: Reading) -> tuple[Layer, ...]:
    """Every layer held on the day asked about, by name."""
    with store.to_read(settings.HOME) as held:
        if held is None:
            return ()
        out = []
        for number, name, holds, provider in store.layers(held, reading.as_of):
            loads = store.loads(held, number, reading.as_of)
            load = loads[0]
            file = load.file
            out.append(
                Layer(
                    *(name, holds, provider, file.edition, file.licence, file.credit, file.name, file.sha256, load.day),
                    min((one.account.first for one in loads if one.account.first), default=None),
                    max((one.account.last for one in loads if one.account.last), default=None),
                )
            )
        return tuple(out)


def features(
    reading: Reading, layer: str, box: tuple[float, float, float, float] | None = None
) -> Iterator[MapFeature]:
    """The features of a base map, in the order of its file; with a box (west, south, east, north) those that touch it.

    Raises
    ------
    UnknownLayer
    """
    where, values = ("", ()) if box is None else ("AND east >= ? AND north >= ? AND west <= ? AND south <= ?", box)
    with store.to_read(settings.HOME) as held:
        if held is None:
            raise store.UnknownLayer(layer=layer, known="–")
        number = store.layer_number(held, layer, Feature, reading.as_of)
        for row in store.held_rows(held, Feature, number, reading.as_of, where, values):
            yield MapFeature(
                *(row.id, row.type, row.name, msgspec.json.decode(row.properties)),
                *(msgspec.json.decode(row.geometry)["coordinates"], (row.west, row.south, row.east, row.north)),
            )


UNMAPPED = Text(fr="sans équivalent dans nos listes", en="no counterpart in our lists")


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as its publisher has it.

    `kind` is a code of ours, or None where the publisher's own (`original`) has no sure counterpart. `date` is the days
    between which it happened, `date_code` and `place_code` the publisher's own codes, `spot` what the latter stands for
    (`toguna.server.layers.rows.SPOTS`). `shown_as` is `published`, or how finely `shown` has cut it. An empty number is
    not known.
    """

    id: str
    event: str
    kind: str | None
    original: str
    date: When
    date_code: str | None
    country: str | None
    adm1: str | None
    adm2: str | None
    place: str | None
    lat: float | None
    lon: float | None
    place_code: str | None
    spot: str
    killed_low: int | None
    killed: int | None
    killed_high: int | None
    source: str | None
    layer: str
    licence: str | None
    credit: str | None
    shown_as: str = "published"

    @property
    def label(self) -> Text:
        """What our lists call its kind."""
        return codes.INCIDENT_KINDS.labels[self.kind] if self.kind else UNMAPPED


def held_events(reading: Reading, layer: str, since: date | None, until: date | None) -> tuple[Load, Iterator[Event]]:
    """The rows of a layer as they are stored, and the load whose terms hold for them; for the queries of this
    package.
    """
    where, values = "", list[str]()
    if since is not None:
        where += " AND last >= ?"
        values.append(since.isoformat())
    if until is not None:
        where += " AND first <= ?"
        values.append(until.isoformat())

    def rows() -> Iterator[Event]:
        with store.to_read(settings.HOME) as held:
            if held is not None:
                yield from store.held_rows(held, Event, number, reading.as_of, where, values)

    with store.to_read(settings.HOME) as held:
        if held is None:
            raise store.UnknownLayer(layer=layer, known="–")
        number = store.layer_number(held, layer, Event, reading.as_of)
        return store.loads(held, number, reading.as_of)[0], rows()


def published(
    reading: Reading, layer: str, *, since: date | None = None, until: date | None = None
) -> Iterator[EventRow]:
    """The rows of a layer that happened, or may have happened, in a span of days, by date.

    For computing, and for a table of the publisher's own words. What a page or a printed sheet shows on a map or beside
    the framework's incidents goes through `shown`.

    Raises
    ------
    UnknownLayer
    """
    load, rows = held_events(reading, layer, since, until)
    return (_event(row, layer, load.file.licence, load.file.credit) for row in rows)


def _event(row: Event, layer: str, licence: str | None, credit: str | None) -> EventRow:
    when = When(date.fromisoformat(row.first), date.fromisoformat(row.last), Precision(row.precision))
    return EventRow(
        *(row.id, row.event, row.kind, row.original, when, row.date_code, row.country, row.adm1, row.adm2, row.place),
        row.lat / 1000 if row.lat is not None else None,
        row.lon / 1000 if row.lon is not None else None,
        *(row.place_code, row.spot, row.killed_low, row.killed, row.killed_high, row.source, layer, licence, credit),
    )


def shown_as(reading: Reading, kind: str | None, last: date) -> str | None:
    """How finely this reader may be shown an event: the rule for the framework's own incidents, of which nobody here
    handles it. `point`, `segment` (with the week), `cercle` (with the month), or None.
    """
    week_end = last + timedelta(days=6 - last.weekday())
    return incident_place(reading.reader, (), kind or "OTH", (reading.today - week_end).days * 24)


def shown(reading: Reading, layer: str, *, since: date | None = None, until: date | None = None) -> Iterator[EventRow]:
    """The same cut to the reader: no point for those who handle no incidents, and for nobody one of a reprisal or a
    clash between communities.

    Raises
    ------
    UnknownLayer
    """
    for row in published(reading, layer, since=since, until=until):
        fine = shown_as(reading, row.kind, row.date.last)
        if fine == "point":
            yield replace(row, shown_as=fine)
        elif fine is not None:
            told = replace(
                row, date=coarse(row.date, fine), date_code=None, place=None, lat=None, lon=None, shown_as=fine
            )
            yield replace(told, killed_low=None, killed=None, killed_high=None) if fine == "cercle" else told
