"""When to look: intervals aligned to the study's end, and the windows made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toguna.analysis.scan.errors import BAD_NUMBER, ScanInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Times:
    """The study cut into intervals: `starts` (intervals,) first days, `days` the length of the study."""

    starts: NDArray[np.int64]
    days: int

    @property
    def count(self) -> int:
        """How many intervals."""
        return len(self.starts)

    def interval_of(self, day: NDArray[np.int64]) -> NDArray[np.int64]:
        """The interval in which each day lies."""
        return np.searchsorted(self.starts, day, side="right") - 1

    def last_day(self, interval: int) -> int:
        """The last day of an interval."""
        return int(self.starts[interval + 1]) - 1 if interval + 1 < self.count else self.days - 1


def cut(study_days: int, interval_days: int, interval_starts: ArrayLike | None) -> Times:
    """Intervals of `interval_days` counted back from the study's end (the first may be shorter), or starts as given."""
    if study_days < 1:
        raise ScanInputError(BAD_NUMBER, option="study_days", value=study_days, wanted="≥ 1")
    if interval_starts is not None:
        starts = np.asarray(interval_starts, dtype=np.int64)
        if not len(starts) or starts[0] != 0 or (np.diff(starts) <= 0).any() or starts[-1] >= study_days:
            raise ScanInputError(
                BAD_NUMBER, option="interval_starts", value=str(starts[:3]), wanted="0 < … < study_days"
            )
        return Times(starts, study_days)
    if interval_days < 1:
        raise ScanInputError(BAD_NUMBER, option="interval_days", value=interval_days, wanted="≥ 1")
    count = -(-study_days // interval_days)
    return Times(np.maximum(study_days - interval_days * np.arange(count, 0, -1), 0).astype(np.int64), study_days)


@dataclass(frozen=True, slots=True)
class Windows:
    """The time windows and the order in which the scan builds them.

    `first`, `last` (columns,) intervals, both included; `slots` (slots,) the interval that each slot holds; `steps`:
    slot to add, 1 to begin a new chain, column to scan (`kernels.replicates`).
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    slots: NDArray[np.int64]
    steps: NDArray[np.int64]


def windows_until_now(times: Times, longest: int) -> Windows:
    """Windows that end with the study: the last interval, the last two, … up to `longest`."""
    longest = _longest(times, longest)
    back = np.arange(longest, dtype=np.int64)
    slots = times.count - 1 - back
    steps = np.column_stack([back, back == 0, back]).astype(np.int64)
    return Windows(slots, np.full(longest, times.count - 1, dtype=np.int64), slots, steps)


def windows_anywhere(times: Times, longest: int) -> Windows:
    """Windows that may begin and end at any interval, `longest` intervals at most."""
    longest = _longest(times, longest)
    rows = [(s, e) for s in range(times.count) for e in range(s, min(times.count, s + longest))]
    first, last = np.array(rows, dtype=np.int64).T
    steps = np.column_stack([last, first == last, np.arange(len(rows))]).astype(np.int64)
    return Windows(first, last, np.arange(times.count, dtype=np.int64), steps)


def _longest(times: Times, longest: int) -> int:
    if longest < 1:
        raise ScanInputError(BAD_NUMBER, option="max_window", value=longest, wanted="≥ 1")
    return min(longest, times.count)
