"""How many cases a population would have, by indirect standardisation over its strata (age, sex, any covariates).

Between two dated counts a population grows in a straight line; before the first and after the last it stays. A count
dated by a year stands for 1 July. The expectation of a place and interval is its person-time by stratum times that
stratum's overall rate (Kulldorff et al. 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toguna.analysis.scan.errors import LENGTHS, NO_BASELINE, ScanInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from toguna.analysis.scan.times import Times


@dataclass(frozen=True, slots=True)
class Population:
    """Counts of people: (rows,) place, day (since the study's first day; may lie outside), number, stratum."""

    place: NDArray[np.int64]
    day: NDArray[np.float64]
    number: NDArray[np.float64]
    stratum: NDArray[np.int64]

    @classmethod
    def of(
        cls, place: ArrayLike, number: ArrayLike, *, day: ArrayLike | None = None, stratum: ArrayLike | None = None
    ) -> Population:
        """A population from anything array-like; without `day` it is constant, without `stratum` undivided."""
        places = np.asarray(place, dtype=np.int64)
        numbers = np.asarray(number, dtype=np.float64)
        if len(places) != len(numbers):
            raise ScanInputError(LENGTHS, one="place", n_one=len(places), two="number", n_two=len(numbers))
        days = np.zeros(len(places)) if day is None else np.asarray(day, dtype=np.float64)
        strata = np.zeros(len(places), np.int64) if stratum is None else np.asarray(stratum, dtype=np.int64)
        return cls(places, days, numbers, strata)

    def person_time(self, places: int, strata: int, times: Times) -> NDArray[np.float64]:
        """Person-days by (place, interval, stratum)."""
        known = np.unique(self.day)
        # A place and stratum without a line on some date has nobody there on that date.
        table = np.zeros((places, len(known), strata))
        np.add.at(table, (self.place, np.searchsorted(known, self.day), self.stratum), self.number)
        by_place: NDArray[np.float64] = np.einsum("tk,pks->pts", _integrals(known, times), table)
        return by_place

    def expected(
        self, case_place: NDArray[np.int64], case_stratum: NDArray[np.int64] | None, places: int, times: Times
    ) -> NDArray[np.float64]:
        """Expected cases by (place, interval); they add up to the number of cases."""
        stratum = np.zeros(len(case_place), np.int64) if case_stratum is None else case_stratum
        strata = int(max(self.stratum.max(initial=0), stratum.max(initial=0))) + 1
        time = self.person_time(places, strata, times)
        total = time.sum(axis=(0, 1))
        cases = np.bincount(stratum, minlength=strata)
        empty = (time.sum(axis=1) <= 0)[case_place, stratum] | (total <= 0)[stratum]
        if empty.any():
            raise ScanInputError(NO_BASELINE, cases=int(empty.sum()), place=int(case_place[empty][0]))
        rate = np.divide(cases, total, out=np.zeros(strata), where=total > 0)
        return np.ascontiguousarray((time * rate).sum(axis=2))


def _integrals(known: NDArray[np.float64], times: Times) -> NDArray[np.float64]:
    """∫ over each interval of the weight that straight-line growth gives each dated count: (intervals, dates)."""
    bounds = np.append(times.starts, times.days).astype(np.float64)
    knots = np.unique(np.concatenate([bounds, known[(known > 0) & (known < times.days)]]))
    heights = np.column_stack([np.interp(knots, known, row) for row in np.eye(len(known))])
    pieces = (heights[1:] + heights[:-1]) / 2 * np.diff(knots)[:, None]
    cumulated = np.vstack([np.zeros(len(known)), pieces.cumsum(axis=0)])
    result: NDArray[np.float64] = np.diff(cumulated[np.searchsorted(knots, bounds)], axis=0)
    return result
