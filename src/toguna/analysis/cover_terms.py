"""The words of the cover calendar: level, basis, spell, outing, gap, cell, calendar.

The rules are in `toguna.analysis.cover`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final, Literal

from toguna.base.dates import EPOCH
from toguna.base.errors import InputError
from toguna.base.text import Text

OutingState = Literal["planned", "logged", "seen", "not_seen", "no_answer"]


class Level(IntEnum):
    """How much protection there is on one segment in one half-day."""

    UNKNOWN = -1
    NONE = 0
    LIGHT = 1
    REGULAR = 2


class Basis(StrEnum):
    """What a level rests on."""

    NONE = "none"
    STATED = "stated"
    PLANNED = "planned"
    LOGGED = "logged"
    SEEN = "seen"


#: A calendar stores a basis as its place in this tuple.
BASES: Final = tuple(Basis)


class SpellDatesError(InputError):
    """A start or an end whose earliest day is after its latest."""

    code = "cover-spell-dates"
    text = Text(
        fr="La mesure {measure} a un début ou une fin dont le premier jour possible suit le dernier : les corriger.",
        en="Measure {measure} has a start or an end whose earliest day is after its latest: correct its dates.",
    )


class CoverPeriodError(InputError):
    """A calendar that would end before it begins."""

    code = "cover-period"
    text = Text(
        fr="La période du {first} au {last} se termine avant de commencer : inverser les deux jours.",
        en="The period from {first} to {last} ends before it begins: swap the two days.",
    )


class CoverSegmentError(InputError):
    """A measure, an outing or a question about a segment that the calendar does not have."""

    code = "cover-segment"
    text = Text(
        fr="Le tronçon n° {segment} n’existe pas : les tronçons vont de 0 à {last}.",
        en="There is no segment number {segment}: segments go from 0 to {last}.",
    )


def half_day(day: date, half: int) -> int:
    """The index of a half-day (0 morning, 1 afternoon), counted from the morning of 1 January 2000."""
    return 2 * (day - EPOCH).days + half


@dataclass(frozen=True, slots=True)
class Spell:
    """One measure on one segment, as known on the as-of day.

    Parameters
    ----------
    measure : str
    segment : int
    level : Level
        UNKNOWN where the record states none.
    start_first, start_last : date
        Earliest and latest possible start; the same day where it is known to the day. The measure covers its start day.
    end_first, end_last : date or None
        Earliest and latest possible end. The end is the first day without the measure. Both None: no end is known, the
        measure goes on. One None: nothing bounds that side (it has ended, and nobody has said since when, or by when).
    successor, successor_confirmed, end_reason
        Carried to the gap that the measure leaves.
    stated : bool
        False for a seat's measure, which is only a plan until its outings are logged or seen.

    Raises
    ------
    SpellDatesError
        An earliest day after its latest.
    """

    measure: str
    segment: int
    level: Level
    start_first: date
    start_last: date
    end_first: date | None
    end_last: date | None
    successor: str | None = None
    successor_confirmed: bool = False
    end_reason: str | None = None
    stated: bool = True

    def __post_init__(self) -> None:
        ends_reversed = self.end_first is not None and self.end_last is not None and self.end_first > self.end_last
        if self.start_first > self.start_last or ends_reversed:
            raise SpellDatesError(measure=self.measure)


@dataclass(frozen=True, slots=True)
class Outing:
    """What is known of one measure on one segment in one half-day (index as `half_day`)."""

    measure: str
    segment: int
    half_day: int
    state: OutingState
    level: Level = Level.UNKNOWN


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of days on which no measure is certainly on, after one that has, or may have, ended.

    Parameters
    ----------
    segment : int
    start : date
        The first day that may be without cover.
    to : date or None
        The first day covered again, where it is known to the day.
    closed_by : date or None
        The latest possible day of the next start, equal to `to` where that is known; None where no next start is known.
    after : str
        The measure that left the gap.
    reason : str
        Why that measure ended; "unknown" where nobody has said.
    successor : str or None
        Who was named to follow it; `successor_confirmed` says whether the successor has confirmed.
    """

    segment: int
    start: date
    to: date | None
    closed_by: date | None
    after: str
    reason: str
    successor: str | None
    successor_confirmed: bool

    def is_open(self, day: date) -> bool:
        """Whether the gap is not certainly closed on `day`; one still to come is open."""
        return self.closed_by is None or day < self.closed_by

    def falls_inside(self, first: date, last: date) -> bool:
        """Whether what happened on some day from `first` to `last` did so inside the gap, whichever day it was."""
        return self.start <= first and (self.closed_by is None or last < self.closed_by)

    def half_days(self, until: date) -> int:
        """The half-days of the gap up to and including the day `until`: at most so many where its end is not known."""
        end = until + timedelta(days=1)
        if self.closed_by is not None:
            end = min(end, self.closed_by)
        return max(0, 2 * (end - self.start).days)


@dataclass(frozen=True, slots=True)
class Cell:
    """One segment in one half-day.

    Parameters
    ----------
    level : Level
    basis : Basis
    uncertain : bool
        A measure may have been on, and none is certainly on; or two sources contradict each other.
    in_gap : bool
    planned : Level
        What seats have planned, NONE where nothing is planned. Never counted as cover.
    """

    level: Level
    basis: Basis
    uncertain: bool
    in_gap: bool
    planned: Level

    @property
    def covered(self) -> bool:
        """Whether a measure is certainly on, be its level known or not."""
        return self.basis not in (Basis.NONE, Basis.PLANNED) and self.level is not Level.NONE and not self.uncertain

    @property
    def effective(self) -> bool:
        """Whether a log or a witness confirms it."""
        return self.covered and self.basis in (Basis.LOGGED, Basis.SEEN)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Cover of `segments` segments over `days` days from `first`, two half-days a day.

    `levels` and `planned` hold values of `Level`, `bases` places in `BASES`, `uncertain` and `in_gap` 0 or 1: one
    read-only row a segment, one byte a half-day, morning first.
    """

    first: date
    days: int
    segments: int
    levels: tuple[memoryview, ...]
    bases: tuple[bytes, ...]
    uncertain: tuple[bytes, ...]
    in_gap: tuple[bytes, ...]
    planned: tuple[memoryview, ...]

    @property
    def last(self) -> date:
        """The last day, included."""
        return self.first + timedelta(days=self.days - 1)

    def cell(self, segment: int, day: date, half: int) -> Cell:
        """The cell of `segment` on `day`, `half` being 0 for the morning and 1 for the afternoon.

        Raises
        ------
        CoverSegmentError
            No such segment.
        IndexError
            A day or a half outside the calendar.
        """
        check_segment(segment, self.segments)
        at = 2 * (day - self.first).days + half
        if half not in (0, 1) or not 0 <= at < 2 * self.days:
            raise IndexError(f"{day} {half} is outside {self.first}..{self.last}")
        return Cell(
            Level(self.levels[segment][at]),
            BASES[self.bases[segment][at]],
            bool(self.uncertain[segment][at]),
            bool(self.in_gap[segment][at]),
            Level(self.planned[segment][at]),
        )


def check_segment(segment: int, segments: int) -> None:
    """Raise `CoverSegmentError` unless 0 <= segment < segments."""
    if not 0 <= segment < segments:
        raise CoverSegmentError(segment=segment, last=segments - 1)
