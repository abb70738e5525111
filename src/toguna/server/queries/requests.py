"""Requests (plaidoyers) without a recorded answer: level and days for all, the office for the sender and the
secretariat.
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.requests import Request
from toguna.domain.visibility import office_visible
from toguna.server.queries.naming import both, case_name, joined
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class RequestRow:
    """An ask without an answer; `office` is None where the reader may not see it. `days_silent` is the least it can
    be.
    """

    id: str
    level: str
    about: Text
    sent: When
    days_silent: int
    office: Text | None


def open_requests(reading: Reading) -> list[RequestRow]:
    """Requests still without an answer, the longest silence first."""
    rows = []
    for held in reading.all(Request):
        days = held.days_silent(reading.today)
        if days is None or held.sent is None:
            continue
        visible = office_visible(reading.reader, held.by) and held.to_text is not None
        about = joined([case_name(reading, case) for case in held.about])
        rows.append(
            RequestRow(
                held.id, held.level, about, held.sent, days, both(held.to_text) if visible and held.to_text else None
            )
        )
    return sorted(rows, key=lambda row: (-row.days_silent, row.id))
