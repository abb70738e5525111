"""Reports for reading: the secretariat's all, anybody else's own only; and whether posts behave better since.

Who reported is kept nowhere but in the receipt that this office gave to a seat: a report is one's own where the seat
holds its receipt.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.incidents import REPORT, Report, came_by
from toguna.domain.places import Road
from toguna.domain.visibility import Role
from toguna.server.office.models import Receipt
from toguna.server.queries.incidents import incidents
from toguna.server.queries.naming import both, party_name, spot_name, spot_names
from toguna.server.queries.phones import by_phone
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link
from toguna.server.queries.stories_case import linked
from toguna.server.queries.where import spot_along, where_said

MONTHS: Final = 6
COMPLAINT: Final = "CHK-ILL"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report: when and how it came, what it says, and what came of it. `number` is its receipt's; `said_by` the
    party for which somebody else typed it in; `where_said` is where, in the reporter's words, `along` the spot on the
    road that was chosen for them; where none was, the secretariat reads what they `may_be`. An empty count is not
    known, never zero.
    """

    id: str
    number: str | None
    received: When
    kind: str | None
    where: Text | None
    told: Text | None
    date: When | None
    near: Text | None
    killed: int | None
    injured: int | None
    abducted: int | None
    basis: str | None
    status: Text
    answer: Text | None
    incident: Link | None
    where_said: Text | None = None
    along: Text | None = None
    came: Text | None = None
    said_by: Text | None = None
    may_be: tuple[Text, ...] = ()
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Complaints:
    """Illegal posts and taxes on one road, month by month, oldest first, as far as this reader may know of each."""

    where: Text
    months: tuple[tuple[When, int], ...]


def numbers(reading: Reading) -> dict[str, str]:
    """The reports for which this reader's seat holds a receipt, with its number."""
    if reading.reader.seat is None:
        return {}
    rows = Receipt.objects.filter(register=reading.register.hex(), seat=reading.reader.seat, act="report.give")
    return {**by_phone(reading), **dict(rows.values_list("case", "number"))}


def _told(reading: Reading) -> dict[str, str]:
    """The number that each report's own seat was given: whoever calls the secretariat tells that, and no name."""
    rows = Receipt.objects.filter(register=reading.register.hex(), act="report.give")
    return dict(rows.values_list("case", "number"))


def listed(reading: Reading) -> list[ReportRow]:
    """Every report for the secretariat, one's own for others; latest day first, in a day the unanswered first."""
    every = reading.reader.role is Role.MEDIATOR
    own = {**_told(reading), **numbers(reading)} if every else numbers(reading)
    rows = [_row(reading, held, own) for held in reading.all(Report) if every or held.id in own]
    return sorted(rows, key=lambda row: (row.received.last, row.answer is None, row.id), reverse=True)


def story(reading: Reading, id_: str) -> ReportRow | None:
    """One report; None where there is none, or none of this reader's own."""
    row = next((row for row in listed(reading) if row.id == id_), None)
    return replace(row, may_be=_may_be(reading, reading.by_id(Report)[id_])) if row is not None else None


def _row(reading: Reading, held: Report, own: dict[str, str]) -> ReportRow:
    assert REPORT.machine is not None
    words = held.told or held.what
    return ReportRow(
        held.id,
        own.get(held.id) or (held.receipt if reading.reader.role is Role.MEDIATOR else None),
        held.received,
        held.kind,
        spot_names(reading, held.where) if held.where else None,
        both(words) if words else None,
        held.date,
        spot_name(reading, held.near) if held.near else None,
        held.killed,
        held.injured,
        held.abducted,
        held.basis,
        REPORT.machine.labels[held.status],
        both(held.answer_text) if held.answer_text else None,
        linked(reading, held.incident) if held.incident else None,
        both(held.where_said) if held.where_said else None,
        spot_along(reading, held.where, held.along_m, held.within_m),
        came_by(held.channel),
        party_name(reading, held.said_by) if held.said_by else None,
        precision=held.place_precision,
    )


def _may_be(reading: Reading, held: Report) -> tuple[Text, ...]:
    """What words for a place may stand for, where nobody has chosen yet; for whoever goes through reports."""
    if held.where_said is None or held.along_m is not None or reading.reader.role is not Role.MEDIATOR:
        return ()
    roads = [one for one in held.where if one in reading.by_id(Road)]
    on, road = (held.date or held.received).first, roads[0] if len(roads) == 1 else None
    told = where_said(reading, held.where_said.say("fr"), on=on, road=road, near=held.where)
    return tuple(one.label for one in told.suggestions)


def complaints(reading: Reading) -> list[Complaints]:
    """Per road or town, the last months: fewer complaints may mean better conduct, or that people no longer dare."""
    firsts = _months(reading.today)
    counted: Counter[tuple[str, date]] = Counter()
    names: dict[str, Text] = {}
    for row in incidents(reading, since=firsts[0]):
        if row.kind == COMPLAINT and row.date.known and row.date.first >= firsts[0]:
            spot = "|".join(row.spots) or row.where.fr
            names[spot] = row.where
            counted[spot, row.date.first.replace(day=1)] += row.count or 1
    return [
        Complaints(names[spot], tuple((When.parse(f"{month:%Y-%m}"), counted[spot, month]) for month in firsts))
        for spot in sorted(names)
    ]


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    out = [first]
    while len(out) < MONTHS:
        first = (first - timedelta(days=1)).replace(day=1)
        out.insert(0, first)
    return out
