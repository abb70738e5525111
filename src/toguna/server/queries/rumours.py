"""Rumours for reading: what goes round, and the checked message that answers it. Who said it is not kept.

A rumour that nobody has answered is not spread by these pages: those who brought it and the secretariat read its words,
the other members only that one is being checked. What was answered all members read, message first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.dialogues import RUMOUR, Rumour
from toguna.domain.visibility import Role, level_visible
from toguna.server.queries.incidents import coarse
from toguna.server.queries.naming import both, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import in_order, linked, told

ANSWER_DAYS: Final = 2
"""A rumour is to be answered within 48 hours: the register knows days, so by the end of the second."""


@dataclass(frozen=True, slots=True)
class RumourRow:
    """One rumour. `what` is None where its words are not for this reader yet; `days` are the fewest and the most from
    hearing it to the answer, `late` that none came in time.
    """

    id: str
    what: Text | None
    date: When
    where: Text | None
    status: Text
    finding: str | None
    message: Text | None
    days: tuple[int, int] | None
    late: bool
    open: bool


@dataclass(frozen=True)
class RumourStory:
    """A rumour with its channel and what was said about it."""

    row: RumourRow
    channel: str | None
    dialogue: Link | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """How rumours were answered: those that had to be by now, and those that were in time."""

    due: int
    in_time: int


def shown(reading: Reading) -> bool:
    """Whether rumours are for this reader: the members."""
    return level_visible(reading.reader, "framework")


def rumour_view(reading: Reading, held: Rumour) -> str | None:
    """How much of a rumour this reader sees: `whole`, `exists` while it is being checked, or None."""
    if not shown(reading) or held.framework != reading.framework:
        return None
    own = reading.reader.party is not None and held.said_by == reading.reader.party
    if own or reading.reader.role is Role.MEDIATOR or held.counter_message is not None:
        return "whole"
    return None if held.status == "closed" else "exists"


def listed(reading: Reading) -> list[RumourRow]:
    """The rumours this reader may know of: those to answer first, the latest first."""
    rows = [row for held in reading.all(Rumour) if (row := _row(reading, held)) is not None]
    rows.sort(key=lambda row: (row.date.last, row.id), reverse=True)
    return sorted(rows, key=lambda row: not row.open)


def story(reading: Reading, id_: str) -> RumourStory | None:
    """One rumour; None where there is none, or its words are not for this reader."""
    held = reading.by_id(Rumour).get(id_)
    row = _row(reading, held) if held is not None else None
    if held is None or row is None or rumour_view(reading, held) != "whole":
        return None
    case = linked(reading, held.dialogue) if held.dialogue else None
    return RumourStory(row, held.channel, case, in_order(_steps(reading, held)))


def answered(reading: Reading) -> Answered | None:
    """Rumours answered within 48 hours, of those whose time is over or that were answered; closed ones without a
    message were set aside and are not counted.
    """
    if not shown(reading):
        return None
    due = in_time = 0
    for held in reading.all(Rumour):
        if held.framework != reading.framework or (held.status == "closed" and held.answered is None):
            continue
        if held.answered is not None or reading.today > held.date.last + timedelta(days=ANSWER_DAYS):
            due += 1
            in_time += not _late(reading, held)
    return Answered(due, in_time)


def _late(reading: Reading, held: Rumour) -> bool:
    """Late for certain, by days."""
    latest = held.date.last + timedelta(days=ANSWER_DAYS)
    return held.answered.first > latest if held.answered else held.status != "closed" and reading.today > latest


def _row(reading: Reading, held: Rumour) -> RumourRow | None:
    view = rumour_view(reading, held)
    if view is None:
        return None
    assert RUMOUR.machine is not None
    whole, heard, done = view == "whole", held.date, held.answered
    days = None
    if done is not None:
        days = max(0, (done.first - heard.last).days), max(0, (done.last - heard.first).days)
    return RumourRow(
        held.id,
        both(held.what) if whole else None,
        heard if whole else coarse(heard, "segment"),
        spot_names(reading, held.where) if whole and held.where else None,
        RUMOUR.machine.labels[held.status],
        held.finding if whole else None,
        both(held.counter_message) if held.counter_message else None,
        days,
        _late(reading, held),
        held.status in ("heard", "checked"),
    )


def _steps(reading: Reading, held: Rumour) -> Iterator[Step]:
    for said in told(reading, "rumour", held.id):
        known, entry = said.known, said.entry
        match said.kind:
            case "heard":
                yield Step("heard", said.when("date"), known=known, entry=entry)
            case "checked":
                finding = codes.RUMOUR_FINDINGS.labels[str(said.fields.get("finding"))]
                yield Step("checked", None, {"finding": finding}, known=known, entry=entry)
            case "answered":
                yield Step("answered", said.when("answered"), known=known, entry=entry)
            case _:
                yield Step(said.kind, None, known=known, entry=entry)
