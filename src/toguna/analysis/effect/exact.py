"""Exact tests for two shares and for one, by summing whole distributions: no approximation at any size.

They answer the small questions beside the estimate: has the share of incidents that come from one kind of source
changed since the measure (reporting may have), do fatal and other incidents move alike?

    >>> round(fisher(8, 2, 1, 5).two_sided, 6)
    0.034965
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.analysis.effect.score import Array

SAME = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class Exact:
    """Tails of an exact test.

    Attributes
    ----------
    low, high : float
        Chance of a count at most, at least as large as the observed one.
    two_sided : float
        Chance of all counts that are not more likely than the observed one.
    """

    low: float
    high: float
    two_sided: float

    @property
    def equal_tails(self) -> float:
        """Twice the smaller tail, at most 1."""
        return min(1.0, 2 * min(self.low, self.high))


def fisher(a: int, b: int, c: int, d: int) -> Exact:
    """Test a table of two by two, [[a, b], [c, d]], by Fisher's exact test on `a`."""
    row, column, total = a + b, a + c, a + b + c + d
    first, last = max(0, row + column - total), min(row, column)
    k = np.arange(first, last, dtype=np.float64)
    steps = (row - k) * (column - k) / ((k + 1) * (total - row - column + k + 1))
    return _tails(_from_ratios(steps), a - first)


def binomial(successes: int, trials: int, probability: float) -> Exact:
    """Test a count against a binomial."""
    if probability in (0.0, 1.0):
        mass = np.zeros(trials + 1)
        mass[0 if probability == 0 else trials] = 1.0
        return _tails(mass, successes)
    k = np.arange(trials, dtype=np.float64)
    steps = (trials - k) / (k + 1) * (probability / (1 - probability))
    return _tails(_from_ratios(steps), successes)


def _from_ratios(steps: Array) -> Array:
    """Return a distribution from the ratios of neighbours, built outwards from its mode so that nothing overflows."""
    mode = int((steps > 1).sum())
    up = np.cumprod(steps[mode:])
    down = np.cumprod(1 / steps[:mode][::-1])[::-1]
    mass = np.concatenate([down, [1.0], up])
    return np.asarray(mass / mass.sum(), dtype=np.float64)


def _tails(mass: Array, at: int) -> Exact:
    as_unlikely = mass[mass <= mass[at] * SAME].sum()
    return Exact(min(1.0, float(mass[: at + 1].sum())), min(1.0, float(mass[at:].sum())), min(1.0, float(as_unlikely)))
