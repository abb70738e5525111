"""Incidents for reading: the list with its filters, page by page, and how many a month.

A filter never answers finer than the page shows: a period grows to whole weeks or months, and a place is looked for
among the names that this reader is told. Where only counts may be seen there is no list, and small ones are withheld.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum

from toguna.domain.incidents import INCIDENT, OUT_OF_FIGURES
from toguna.domain.places import Place, Road
from toguna.domain.visibility import Row, Rule, incidents_each, rule
from toguna.server.queries.incident_cuts import Cut, cuts, period, recent, table
from toguna.server.queries.incidents import IncidentRow, all_wheres, newest, placed_on, shown_rows, spots_shown
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import FEWEST, released

PAGE_SIZE: Final = 25
MONTHS: Final = 13
_PENDING: Final = frozenset({"in_verification", "access_denied"})
_FOUND: Final = frozenset({"verified", "not_confirmed", "inconclusive"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for; empty: everything. The days are those typed, both included."""

    kind: str = ""
    road: str = ""
    status: str = ""
    place: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ends: the last day of its last row as shown, and that row's id."""

    day: date
    case: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list; `number` counts all that was asked for and that this reader sees."""

    rows: tuple[IncidentRow, ...]
    number: int
    following: Mark | None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month with the events dated in it and those whose date spans several months; None: too few to be told, or not
    released yet.
    """

    month: date
    dated: int | None
    rough: int = 0


def counts_only(reading: Reading) -> bool:
    """Whether this reader gets counts and no list."""
    return not incidents_each(reading.reader)


def status_shown(reading: Reading, status: str) -> str:
    """The state as this reader may know it: who may not know of a joint verification reads that it was screened."""
    held = rule(reading.reader, Row.VERIFICATION)
    hidden = {Rule.FULL: frozenset[str](), Rule.NOTHING: _PENDING | _FOUND}.get(held, _PENDING)
    return "screened" if status in hidden else status


def statuses(reading: Reading) -> tuple[str, ...]:
    """The states that this reader may look for."""
    assert INCIDENT.machine is not None
    named = (status_shown(reading, status) for status in INCIDENT.machine.labels)
    return tuple(dict.fromkeys(status for status in named if status not in OUT_OF_FIGURES))


def listed(reading: Reading, asked: Asked, after: Mark | None = None, size: int = PAGE_SIZE) -> Listed:
    """The incidents asked for, the latest first, behind the mark."""
    return recent(reading, ("listed", asked, after, size), lambda: _listed(reading, asked, after, size))


def _listed(reading: Reading, asked: Asked, after: Mark | None, size: int) -> Listed:
    if counts_only(reading):
        return Listed((), 0, None)
    number, found = 0, list[tuple[date, str]]()
    for cut in cuts(reading):
        rows = narrowed(reading, cut, asked)
        number += rows.count()
        found += _behind(rows, cut.shown, after, size)
    found = sorted(found, reverse=True)[: size + 1]
    shown = shown_rows(reading, [case for _, case in found[:size]])
    rank = {case: n for n, (_, case) in enumerate(found)}
    following = Mark(*found[size - 1]) if len(found) > size else None
    return Listed(tuple(sorted(shown, key=lambda row: rank[row.id])), number, following)


def _behind(rows: QuerySet[Any], shown: str, after: Mark | None, size: int) -> list[tuple[date, str]]:
    """At least `size` + 1 rows behind the mark, where there are so many."""
    more = 0
    if after is not None:
        first, last = period(shown, after.day)
        # A period is shown as its last day: one that ends after the mark stands before it.
        rows = rows.filter(last_day__lte=after.day if last == after.day else first - timedelta(days=1))
        more = rows.filter(last_day__gte=first).count() if last == after.day else 0
    held = newest(rows, shown, size + 1 + more)
    return [one for one in held if after is None or one < (after.day, after.case)]


def narrowed(reading: Reading, cut: Cut, asked: Asked) -> QuerySet[Any]:
    """The incidents of a class that were asked for, no finer than the class is shown."""
    rows = table(reading).filter(cut.where)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.status:
        known = (s for s in _labels() if status_shown(reading, s) == asked.status)
        rows = rows.filter(status__in=list(known))
    if asked.first is not None:
        rows = rows.filter(last_day__gte=period(cut.shown, asked.first)[0])
    if asked.last is not None:
        rows = rows.filter(first_day__lte=period(cut.shown, asked.last)[1])
    if asked.road:
        rows = rows.filter(placed_on(reading, cut.shown, [asked.road]))
    return rows.filter(_named(reading, cut.shown, asked.place)) if asked.place.strip() else rows


def _labels() -> Mapping[str, object]:
    assert INCIDENT.machine is not None
    return INCIDENT.machine.labels


def _named(reading: Reading, shown: str, words: str) -> Q:
    """Incidents at a place or on a road whose name, as told to this reader, holds these words."""
    wanted = plain_letters(words)
    hits = {spot for spot, names in _names(reading).items() if wanted in names}
    held = all_wheres(reading)
    found = Q(wheres__in=[one for one, where in held.items() if hits.intersection(spots_shown(reading, where, shown))])
    return found | Q(near__in=hits) if shown == "point" else found


def _names(reading: Reading) -> Mapping[str, str]:
    def work() -> dict[str, str]:
        spots: list[Place | Road] = [*reading.all(Place), *reading.all(Road)]
        return {one.id: plain_letters(f"{one.name.fr or ''} / {one.name.en or ''}") for one in spots}

    return reading.once("names of spots", work)


def plain_letters(text: str) -> str:
    """Small letters without accents, so that “dire” finds “Diré”."""
    split = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def by_month(reading: Reading, asked: Asked | None = None) -> list[MonthRow]:
    """The events of the past thirteen months, this one included, the oldest first. Who gets numbers only gets the same
    whatever he looks for.
    """
    if counts_only(reading):
        return reading.once("released months", lambda: _by_month(reading, Asked()))
    return recent(reading, ("by month", asked), lambda: _by_month(reading, asked or Asked()))


def _by_month(reading: Reading, asked: Asked) -> list[MonthRow]:
    first, months = reading.today.replace(day=1), list[date]()
    for _ in range(MONTHS):
        months.insert(0, first)
        first = (first - timedelta(days=1)).replace(day=1)
    if counts_only(reading):
        return [MonthRow(month, _released(reading, month)) for month in months]
    held = _in_months(reading, asked, months)
    return [MonthRow(month, *both) for month, both in held.items()]


def _in_months(reading: Reading, asked: Asked, months: list[date]) -> dict[date, list[int]]:
    held = {month: [0, 0] for month in months}
    for cut in cuts(reading):
        rows = narrowed(reading, cut, asked).filter(last_day__gte=months[0])
        for one, two, number in rows.values_list("first_day", "last_day").annotate(n=Sum("events")):
            month, rough = _month(cut.shown, one, two)
            if month in held:
                held[month][rough] += number
    return held


def _released(reading: Reading, month: date) -> int | None:
    """A month's number for who gets numbers only: as it was known when it was released, whatever is looked for."""
    then = released(reading, month)
    if then is None:
        return None
    number = sum(_in_months(then, Asked(), [month])[month])
    return number if number >= FEWEST else None


def _month(shown: str, first: date, last: date) -> tuple[date, bool]:
    """The month in which something is counted, as shown, and whether it may have happened in another."""
    start, end = first, last
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole:
        start, end = period(shown, first)[0], period(shown, last)[1]
    one_week = (end - start).days < 7
    return start.replace(day=1), not one_week and (start.year, start.month) != (end.year, end.month)
