"""Reviews that keep a framework careful: impact assessment, consents, parity, due diligence (domain notes §6, §10, 25).

A review is a day, what it came to, until when it holds, and where its paper is kept: nothing of what it read, and
nobody who was read about.
"""

from __future__ import annotations

import datetime as days
from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun


class Review(Entity):
    """One review that was made; `until` is the last day on which it is in date, not known where nobody said."""

    CODES: ClassVar[dict[str, CodeList]] = {"kind": codes.REVIEW_KINDS, "finding": codes.REVIEW_FINDINGS}

    framework: str
    kind: str
    date: When
    finding: str
    until: When | None = None
    by: tuple[str, ...] = ()
    by_text: Words | None = None
    kept_at: Words | None = None
    note: Words | None = None

    def in_date(self, on: days.date) -> bool | None:
        """Whether it still holds on a day; None where it is not known until when."""
        return None if self.until is None or not self.until.known else on <= self.until.last


_SAID = ("framework", "kind", "date", "finding", "until", "by", "by_text", "kept_at", "note")

REVIEW = Noun(
    "review",
    Review,
    (EntryType("review.recorded", 400, _SAID), EntryType("review.amended", 401, _SAID)),
)

NOUNS = (REVIEW,)
