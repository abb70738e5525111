"""What is told as numbers only is told once: each month as it was known a month later, and never anew.

Two releases set against each other must not tell of one incident (domain notes §6.3): a late report, a correction or a
filter would move a number by one. So a month has one number for such a reader, whatever the day he asks on and whatever
he looks for, and none before its release.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from toguna.server.queries.reading import Reading

FEWEST: Final = 3
"""The least count that is told where only counts are."""
FEWEST_SENDERS: Final = 2
"""From so many different ones, at the least, what people answered has to come before it is told (domain notes §6.3)."""


def month_end(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def released(reading: Reading, month: date) -> Reading | None:
    """The register as it was on the day on which a month's numbers are told: the last of the month after; None before
    that day is over.
    """
    day = month_end(month_end(month) + timedelta(days=1))
    if day >= reading.today:
        return None
    return Reading(reading.register, reading.framework, reading.mode, reading.reader, day, day)


def released_week(reading: Reading, monday: date) -> Reading | None:
    """The same for a week: as it was known at the end of the week after; None before that day is over."""
    day = monday + timedelta(days=13)
    if day >= reading.today:
        return None
    return reading.once(
        ("released week", monday),
        lambda: Reading(reading.register, reading.framework, reading.mode, reading.reader, day, day),
    )


def last_release(reading: Reading) -> Reading:
    """The register as it was at the end of last month."""
    day = reading.today.replace(day=1) - timedelta(days=1)
    return Reading(reading.register, reading.framework, reading.mode, reading.reader, day, day)


def told(number: int) -> int | None:
    """A number that grows, as it is told: in whole steps, so that one more is not seen; None where it is too small."""
    steps = number // FEWEST * FEWEST
    return steps or None
