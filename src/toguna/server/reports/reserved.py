"""The reserved sheet: the forward calendar, on a numbered page of its own that is collected back (domain notes §9.1).

It exists only where the queries give this reader a gap, an end or a hand-over. Nothing here decides who may see what.
"""

from __future__ import annotations

from typing import Any

from toguna.domain import codes
from toguna.domain.cover import GAP_REASONS
from toguna.server.queries.axes import AxisRow
from toguna.server.queries.cover import GapRow
from toguna.server.queries.cover import segments as segments_of
from toguna.server.queries.measures import EndRow, HandOverRow
from toguna.server.queries.naming import measure_name
from toguna.server.reports import figures, words
from toguna.server.reports.page import Page


def sheet(page: Page, axes: list[AxisRow]) -> dict[str, Any] | None:
    """The sheet's data; None where there is nothing that this reader may see."""
    if all(axis.empty for axis in axes):
        return None
    gaps = [row for axis in axes for row in axis.gaps]
    ending = list({row.measure: row for axis in axes for row in axis.ending}.values())
    hand_overs = list({row.id: row for axis in axes for row in axis.hand_overs}.values())
    meeting = page.found.next_meeting
    return {
        "rule": page.say(words.SHEET_RULE),
        "part": "" if page.found.forward == "all" else page.say(words.SHEET_PART),
        "meeting": page.say(words.NEXT_MEETING, day=page.day(meeting)) if meeting else "",
        "gaps": {"heads": page.heads("gaps"), "rows": [_gap(page, row) for row in gaps]},
        "ending": {"heads": page.heads("ending"), "rows": [_end(page, row) for row in ending]},
        "hand_overs": {"heads": page.heads("hand_overs"), "rows": [_hand_over(page, row) for row in hand_overs]},
        "days": figures.days_ahead(page),
        "reasons": _reasons(page),
        "nothing": page.say(words.NOTHING),
    }


def _reasons(page: Page) -> list[str] | None:
    """Why protection is fragile; None for a reader who is shown only part of it, since part would read as the whole."""
    if page.found.forward != "all":
        return None
    return [page.sentence(page.say(said)) for _, said in page.found.fragility.reasons]


def _gap(page: Page, row: GapRow) -> list[str]:
    if row.to is not None:
        to = page.day(row.to)
    else:
        to = page.say(words.CLOSED_BY, day=page.day(row.closed_by)) if row.closed_by else page.say(words.OPEN_END)
    road = page.say(words.WHOLE_ROAD, road=row.road_name)
    if len(row.segments) < len(segments_of(page.reading, row.road)):
        road = page.say(words.GAP_ROAD, road=row.road_name, segments=page.names(row.segments))
    reasons = codes.END_REASONS.labels | GAP_REASONS.labels
    return [
        page.sentence(road),
        page.day(row.start),
        to,
        page.say(reasons[row.reason]) if row.reason in reasons else page.say(words.NOT_KNOWN),
        _successor(page, row.successor, row.successor_confirmed),
    ]


def _end(page: Page, row: EndRow) -> list[str]:
    days = page.say(words.NOT_KNOWN)
    if row.days_left is not None and row.days_left < 0:
        days = page.say(words.EXPIRED)
    elif row.days_left is not None:
        left = page.days(row.days_left)
        days = page.say(words.ALARM, days=left, alarm=row.alarm) if row.alarm else left
    ends = page.day(row.ends) if row.ends else page.say(words.NOT_KNOWN)
    successor = _successor(page, row.successor, row.successor_confirmed)
    return [page.sentence(page.say(row.name)), page.names(row.by), ends, days, successor]


def _successor(page: Page, successor: str | None, confirmed: bool) -> str:
    if successor is None:
        return page.say(words.NO_SUCCESSOR)
    state = page.say(words.CONFIRMED if confirmed else words.TO_BE_CONFIRMED)
    return f"{page.say(measure_name(page.reading, successor))} — {state}"


def _hand_over(page: Page, row: HandOverRow) -> list[str]:
    to = ", ".join(page.say(name) for name in (row.to_name, *row.taking_over) if name) or page.say(words.NOT_KNOWN)
    confirmed = [page.say(words.BY, party=party, when=_said(page, when)) for party, when in row.confirmed_by]
    return [
        f"{page.sentence(page.say(row.from_name))}, {page.names(row.leaving)}",
        page.sentence(to),
        _said(page, row.ends),
        _said(page, row.starts),
        page.listed(confirmed) if confirmed else page.say(words.NOBODY_YET),
    ]


def _said(page: Page, when: Any) -> str:
    return when.say(page.lang) if when is not None and when.known else page.say(words.NOT_KNOWN)
