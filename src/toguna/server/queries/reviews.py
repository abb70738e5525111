"""Reviews of a framework: when each kind was last made, what it came to, and whether it is in date.

Anybody who reads what support carries, and every member, reads the dates and the finding; who made it, what is to be
corrected and where the paper is kept stay with the members.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.codes import REVIEW_KINDS
from toguna.domain.reviews import Review
from toguna.domain.visibility import level_visible, support_visible
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories_case import who


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review. `in_date`: whether it holds on the day looked at, None where it is not known until when."""

    id: str
    kind: str
    date: When
    finding: str
    until: When | None
    in_date: bool | None
    by: Text | None
    kept_at: Text | None
    note: Text | None


@dataclass(frozen=True, slots=True)
class Latest:
    """A kind of review and the last one that was made; None: none is recorded."""

    kind: str
    review: ReviewRow | None


def listed(reading: Reading) -> list[ReviewRow]:
    """Every review this reader may know of, the latest first."""
    if not (level_visible(reading.reader, "framework") or support_visible(reading.reader)):
        return []
    held = [one for one in reading.all(Review) if one.framework == reading.framework]
    held.sort(key=lambda one: (one.date.last if one.date.known else date.min, one.id), reverse=True)
    return [_row(reading, one) for one in held]


def latest(reading: Reading) -> list[Latest]:
    """For each kind the last one made; none at all for who may not know of any."""
    if not (level_visible(reading.reader, "framework") or support_visible(reading.reader)):
        return []
    rows = listed(reading)
    return [Latest(kind, next((row for row in rows if row.kind == kind), None)) for kind in REVIEW_KINDS]


def _row(reading: Reading, one: Review) -> ReviewRow:
    member = level_visible(reading.reader, "framework")
    return ReviewRow(
        one.id,
        one.kind,
        one.date,
        one.finding,
        one.until,
        one.in_date(reading.today),
        who(reading, one.by, one.by_text) if member else None,
        both(one.kept_at) if member and one.kept_at else None,
        both(one.note) if member and one.note else None,
    )
