"""The silence under which conclusions lie before they are adopted: how long, until when, whether it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from toguna.domain.frameworks import Framework
from toguna.register.constitution import Mode
from toguna.register.entry import moment
from toguna.server.ledger import store
from toguna.server.queries.reading import Reading
from toguna.server.records.models import Statement

SILENCE_HOURS: Final = 72
"""What practitioners call *silence procedure*, where the framework has set no other delay."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Since when conclusions lie open, the first day on which they may be adopted, and whether they may be now."""

    hours: int
    begun: date
    until: date
    over: bool


def silence_hours(reading: Reading) -> int:
    """How long the framework lets conclusions lie open."""
    held = reading.by_id(Framework).get(reading.framework)
    return SILENCE_HOURS if held is None or held.silence_hours is None else held.silence_hours


def silence(reading: Reading, meeting: str) -> Silence | None:
    """The last silence that a meeting's conclusions were put under, as of the day; None where there was none.

    In life it is over to the minute; a register that plays its days counts whole days.
    """
    rows = Statement.objects.filter(
        register=reading.register.hex(), noun="meeting", case=meeting, type="meeting.silence_begun"
    )
    if reading.as_of is not None:
        rows = rows.filter(known__lte=reading.as_of)
    last = rows.order_by("-known", "-idx").values_list("known", "device", "idx").first()
    if last is None:
        return None
    known, device, idx = last
    hours = silence_hours(reading)
    if reading.mode is Mode.LIVE and reading.as_of is None:
        (stored,) = store.entries_at(reading.register, [(bytes.fromhex(device), idx)])
        end = moment(stored.entry.time) + timedelta(hours=hours)
        return Silence(hours, known, end.date(), datetime.now(UTC) >= end)
    until = known + timedelta(days=-(-hours // 24))
    return Silence(hours, known, until, reading.today >= until)


def silence_over(reading: Reading, meeting: Any) -> bool:
    """Whether conclusions may be adopted: their silence is over, or they were only drafted and are adopted in the
    meeting itself.
    """
    if meeting.status != "silence":
        return True
    found = silence(reading, meeting.id)
    return found is not None and found.over
