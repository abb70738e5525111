"""Incidents as far as a reader may place them: the point for those who handle one, segment and week for others,
later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.dates import Precision, When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.incidents import HeardFrom, Incident
from toguna.domain.places import Source
from toguna.domain.visibility import incident_place
from toguna.server.queries.naming import both, joined, spot_name, spot_names
from toguna.server.queries.reading import Reading

IN_AREA = Text(fr="zone du cadre", en="area of the framework")
_HIDDEN = frozenset({"retracted"})


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident, as finely placed and dated as this reader may see it."""

    id: str
    kind: str
    label: Text
    date: When
    where: Text
    near: Text | None
    shown_as: str
    count: int | None
    killed: int | None
    vehicles: int | None
    basis: str | None
    source: Text | None
    status: str


def incidents(reading: Reading, since: date | None = None) -> list[IncidentRow]:
    """The incidents that happened, or may have happened, since a day, the latest first."""
    rows = []
    for held in reading.all(Incident):
        if since is not None and held.date.last < since:
            continue
        row = as_shown(reading, held)
        if row is not None:
            rows.append(row)
    return sorted(rows, key=lambda row: (row.date.last, row.id), reverse=True)


def as_shown(reading: Reading, held: Incident) -> IncidentRow | None:
    """One incident as this reader may see it, wherever it is named; None: not (yet) for this reader, or retracted."""
    if held.status in _HIDDEN:
        return None
    shown = shown_as(reading, held)
    return _row(reading, held, shown) if shown is not None else None


def shown_as(reading: Reading, held: Incident) -> str | None:
    """How finely this reader may place an incident today.

    The hours count from the end of the week in which it last may have happened: counted from its own day, the first
    day on which a page shows it would tell that day to a reader who may know the week only.
    """
    week_end = held.date.last + timedelta(days=6 - held.date.last.weekday())
    return incident_place(reading.reader, held.handling, held.kind, (reading.today - week_end).days * 24)


def _row(reading: Reading, held: Incident, shown: str) -> IncidentRow:
    exact = shown == "point"
    source = reading.by_id(Source).get(held.source or "")
    return IncidentRow(
        held.id,
        held.kind,
        codes.INCIDENT_KINDS.labels[held.kind],
        held.date if exact else coarse(held.date, shown),
        IN_AREA if shown == "cercle" else spot_names(reading, held.where),
        spot_name(reading, held.near) if exact and held.near else None,
        shown,
        held.count,
        held.killed if shown != "cercle" else None,
        held.vehicles if shown != "cercle" else None,
        held.basis,
        both(source.name) if source else None,
        held.status,
    )


def coarse(when: When, shown: str) -> When:
    """No finer than the week for a segment, than the month for a cercle; a window grows to whole weeks or months."""
    year, week, _ = when.first.isocalendar()
    period = When.parse(f"{year}-W{week:02d}" if shown == "segment" else f"{when.first:%Y-%m}")
    if when.last <= period.last:
        return period
    if when.precision is not Precision.WINDOW:
        return when
    return When.between(period.first, coarse(When.on(when.last), shown).last)


def heard_from(reading: Reading, since: date) -> Text | None:
    """The localities that news came from since a day; None where the register does not say: silence is not calm."""
    places: dict[str, None] = {}
    for held in reading.all(HeardFrom):
        if held.week.last >= since:
            places.update(dict.fromkeys(held.where))
    return joined([spot_name(reading, place) for place in places]) if places else None


LOOK_BACK = timedelta(days=60)
