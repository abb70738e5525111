"""Figures read off the cover calendar: share, longest gap, hand-over lag, notice, runway, alarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from toguna.analysis.cover_terms import BASES, Calendar, Cell, CoverPeriodError, Gap, Level, check_segment


@dataclass(frozen=True, slots=True)
class Share:
    """Segment-half-days (or kilometre-half-days) of each kind; covered + none + unknown = total.

    `effective` is the part of `covered` that a log or a witness confirms. A half-day whose cover depends on a date not
    known to the day, and one that is only planned, are unknown.
    """

    covered: float
    effective: float
    none: float
    unknown: float

    @property
    def total(self) -> float:
        return self.covered + self.none + self.unknown

    @property
    def at_least(self) -> float | None:
        """Cover share if nothing was there in the unknown half-days; None for an empty period."""
        return self.covered / self.total if self.total else None

    @property
    def at_most(self) -> float | None:
        """Cover share if every unknown half-day was covered."""
        return (self.covered + self.unknown) / self.total if self.total else None

    @property
    def confirmed(self) -> float | None:
        """Effective cover share: only what a log or a witness confirms."""
        return self.effective / self.total if self.total else None


def cover_share(
    calendar: Calendar,
    *,
    segments: Iterable[int] | None = None,
    km: Sequence[float] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Share:
    """How much of a period was covered.

    Parameters
    ----------
    calendar : Calendar
    segments : iterable of int, optional
        Only these; else all.
    km : sequence of float, optional
        Length of every segment of the calendar: weighs half-days by kilometres.
    first, last : date, optional
        Only these days, both included; what lies outside the calendar is left out.

    Returns
    -------
    Share

    Raises
    ------
    CoverSegmentError
        No such segment.
    CoverPeriodError
        `last` before `first`.

    References
    ----------
    Toguna domain notes, appendix B: cover share, effective cover.
    """
    first, last = first or calendar.first, last or calendar.last
    if last < first:
        raise CoverPeriodError(first=first, last=last)
    begin = max(0, 2 * (first - calendar.first).days)
    end = max(begin, min(2 * calendar.days, 2 * (last - calendar.first).days + 2))
    covered = effective = none = unknown = 0.0
    for segment in range(calendar.segments) if segments is None else segments:
        check_segment(segment, calendar.segments)
        weight = 1.0 if km is None else km[segment]
        rows = (calendar.levels[segment], calendar.bases[segment], calendar.uncertain[segment])
        for (level, basis, uncertain), times in Counter(zip(*(row[begin:end] for row in rows), strict=True)).items():
            cell = Cell(Level(level), BASES[basis], bool(uncertain), False, Level.NONE)
            amount = weight * times
            covered += amount * cell.covered
            effective += amount * cell.effective
            none += amount * (cell.level is Level.NONE and not cell.uncertain)
            unknown += amount * (not cell.covered and (cell.level is not Level.NONE or cell.uncertain))
    return Share(covered, effective, none, unknown)


def longest_gap(gaps: Iterable[Gap], until: date) -> Gap | None:
    """The gap with most half-days up to and including `until`; of equals the earliest, then the lowest segment.

    A gap whose end is not known counts until it is certainly closed. None where no gap has begun.

    References
    ----------
    Toguna domain notes, appendix B: gap.
    """
    begun = [gap for gap in gaps if gap.half_days(until)]
    return min(begun, key=lambda gap: (-gap.half_days(until), gap.start, gap.segment), default=None)


def hand_over_lag(previous_logs: Iterable[int], next_logs: Iterable[int]) -> int | None:
    """Half-days from the predecessor's last log to the successor's first; None where either has none.

    1 means that no half-day was left out, 0 or less that both were out together, which is wanted.

    References
    ----------
    Toguna domain notes, appendix B: hand-over lag.
    """
    last, first = max(previous_logs, default=None), min(next_logs, default=None)
    return None if last is None or first is None else first - last


def notice(end_first: date, declared: date) -> int:
    """Days between the day on which an end was first declared and the end; negative if declared afterwards.

    References
    ----------
    Toguna domain notes, appendix B: notice.
    """
    return (end_first - declared).days


@dataclass(frozen=True, slots=True)
class Runway:
    """Days until the first known means run out.

    `complete` is False where a line's stock or burn is not known: `days` is then an upper bound. `days` is None where
    no known line runs out: for good if `complete`, else not known.
    """

    days: float | None
    complete: bool


def runway(lines: Iterable[tuple[float | None, float | None]]) -> Runway:
    """How long the means last at the present burn: the least over all lines.

    Parameters
    ----------
    lines : iterable of (stock, burn_per_day)
        In the unit of each line; None where not known. A line that nothing is drawn from does not run out. No line at
        all: the means are not known.

    Returns
    -------
    Runway

    References
    ----------
    Toguna domain notes, appendix B: runway.
    """
    days: float | None = None
    complete, any_line = True, False
    for stock, burn in lines:
        any_line = True
        if stock is None or burn is None:
            complete = False
        elif burn > 0:
            left = max(0.0, stock / burn)
            days = left if days is None else min(days, left)
    return Runway(days, complete and any_line)


def alarm(ends: date | None, as_of: date, *, days: Sequence[int] = (30, 14, 7, 2)) -> str | None:
    """The alarm of a measure that ends on `ends`, its earliest possible end.

    Returns
    -------
    str or None
        "T-30" from 30 to 15 days before the end, "T-14", "T-7", "T-2" from 2 days before to the end day itself,
        "expired" from the day after; None while the end is further off, or not known.

    References
    ----------
    Toguna domain notes, §8.3: measure.
    """
    if ends is None:
        return None
    left = (ends - as_of).days
    if left < 0:
        return "expired"
    reached = [limit for limit in days if left <= limit]
    return f"T-{min(reached)}" if reached else None
