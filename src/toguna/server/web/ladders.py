"""Status ladders in the page's language: of an undertaking, and of a clause place by place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from toguna.base.dates import When, say_month
from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.charts import Line, Point, ladder
from toguna.server.queries.agreement_pages import ClauseNode, StatusRow, rungs
from toguna.server.queries.undertaking_story import Reached, rung_names
from toguna.server.web.texts import TEXTS


def of_undertaking(what: Text, reached: Sequence[Reached], today: date, lang: str) -> SafeString | None:
    """The states of an undertaking over time; None where fewer than two are known: one is said in words."""
    dated = [one for one in reached if one.since.known]
    if len(dated) < 2:
        return None
    names = rung_names(tuple(dated))
    place = {state: n for n, (state, _) in enumerate(names)}
    points = tuple(_point(one.since, place[one.state], today) for one in dated)
    return _drawn([name.say(lang) for _, name in names], [Line("", points)], today, lang, what)


def of_clause(clause: ClauseNode, today: date, lang: str) -> SafeString | None:
    """The statuses of a clause over time, a line for each place."""
    held = rungs(clause)
    by_place: dict[str, list[StatusRow]] = {}
    for row in clause.history:
        if row.since.known:
            by_place.setdefault(row.place.say(lang), []).append(row)
    if sum(map(len, by_place.values())) < 2:
        return None
    lines = [
        Line(place, tuple(_point(row.since, held.index(row.status), today) for row in rows))
        for place, rows in by_place.items()
    ]
    return _drawn([codes.CLAUSE_STATUSES.say(one, lang) for one in held], lines, today, lang, clause.ref)


def _point(when: When, rung: int, today: date) -> Point:
    return Point(min(when.first, today), min(when.last, today), rung)


def _drawn(names: list[str], lines: list[Line], today: date, lang: str, what: Text) -> SafeString:
    first = min(point.first for line in lines for point in line.points)
    title = TEXTS["ladder.title"].say(lang, what=what)
    made = ladder(
        names,
        lines,
        first=first,
        last=max(today, first),
        ticks=_ticks(first, today, lang),
        title=title,
        description=TEXTS["ladder.note"].say(lang),
    )
    return mark_safe(made)  # noqa: S308 - a drawing of our own; every word in it is escaped where it is written


def _ticks(first: date, last: date, lang: str) -> list[tuple[date, str]]:
    """Beginnings of years, or the two ends in months where there are not two of them."""
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if len(years) < 2:
        return [(first, say_month(first, lang)), (last, say_month(last, lang))]
    step = -(-len(years) // 5)
    return [(day, str(day.year)) for day in years[::step]]
