"""An interval for the rate ratio, by inverting the randomisation tests.

A measure that prevents each incident with the same chance leaves a *thinned* count, and a thinned negative binomial
is a negative binomial with the same size. So under “the ratio is r < 1”, thinning the months without the measure by r
makes all months exchangeable again, common shocks included, and the tests of `randomisation` hold as they stand. For
r > 1 the months without the measure are fattened: the rate behind each count is drawn given the count, and (r - 1)
times it is added. (Thinning the months of the measure by 1 / r would be exact, but throws the few incidents there
away: upper limits were often infinite.) No correction for zeros is needed: an after-period without incidents is an
ordinary case.

Levelling is random. It is done `DRAWS` times for each tested ratio; the normal scores of the p-values are averaged and
divided by the root of one less their variance over the draws, which is the variance that the average would otherwise
lack (as with multiple imputations). At r = 1 nothing is changed and the interval agrees with the p-value exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toguna.analysis.effect.randomisation import Mask, Tails, month_test, own_shift_test, shift_test
from toguna.analysis.effect.score import Array, score
from toguna.analysis.effect.special import normal_score
from toguna.analysis.random import generator

DRAWS = 32
LEVEL = 0.95
LARGEST_LOG_RATIO = 4.6
COARSE = 24
FINE = 7
LEAST_VARIANCE = 0.1


def levelled(
    y: Array, window: Mask, used: Mask, ratio: float, size: Array, factor: Array, draws: int, analysis: str
) -> Array:
    """Make the months comparable under a supposed ratio.

    Parameters
    ----------
    y : ndarray of shape (..., n_units, n_periods)
        Incidents of the treated units.
    window, used : ndarray of bool, shape (n_units, n_periods)
    ratio : float
    size : ndarray that broadcasts to `y`
        Size of the negative binomial; needed for ratios above 1 only.
    factor : ndarray that broadcasts to `y`
        Common factor of the periods, times exposure; needed for ratios above 1 only.
    draws : int
    analysis : str
        Key of the random numbers; every ratio uses the same ones, so that the curve over ratios is smooth.

    Returns
    -------
    ndarray of shape (draws, ..., n_units, n_periods); one draw where the ratio is 1
    """
    if ratio == 1:
        return y[None]
    rng = generator(f"{analysis}/level", 0)
    if ratio < 1:
        keep = np.where(window, 1.0, ratio)
        return rng.binomial(y.astype(np.int64), keep, size=(draws, *y.shape)).astype(np.float64)
    without = (y * np.where(window, 1 / ratio, 1.0) * used).sum(-1, keepdims=True)
    usual = without / np.maximum((factor * used).sum(-1, keepdims=True), 1e-12) * factor
    # What the period's rate was, given its count: the gamma behind the negative binomial.
    rate = rng.standard_gamma(size + y, size=(draws, *y.shape)) / (size / np.maximum(usual, 1e-9) + 1)
    return y + np.where(window, 0.0, rng.poisson((ratio - 1) * rate))


def combined(tail: Array) -> Array:
    """Return one normal score from the p-values of the draws (first axis)."""
    normal = normal_score(tail)
    if len(normal) == 1:
        return np.asarray(normal[0], dtype=np.float64)
    lacking = np.maximum(1 - normal.var(0, ddof=1), LEAST_VARIANCE)
    return np.asarray(normal.mean(0) / np.sqrt(lacking), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The treated units beside their comparisons, ready to be tested under any ratio.

    Attributes
    ----------
    y, m : ndarray of shape (..., n_units, n_periods)
        Incidents of the treated units and of the comparisons together.
    dispersion : ndarray that broadcasts to `y`
    relative_exposure : ndarray that broadcasts to `y`, or None
    factor : ndarray that broadcasts to `y`
        Common factor of the periods, times exposure.
    used, window : ndarray of bool, shape (n_units, n_periods)
    observed : ndarray of shape (n_units, n_periods)
        The measure's contrasts.
    drawn : ndarray of shape (n_units, replicates, n_periods)
        Contrasts of drawn months.
    reference : ndarray of shape (..., n_placements), or None
        Studentised placements over the comparisons; None where fewer than two of them had incidents, so that
        the units' own series are all there is.
    analysis : str
        Key of the random numbers.
    """

    y: Array
    m: Array
    dispersion: Array
    relative_exposure: Array | None
    factor: Array
    used: Mask
    window: Mask
    observed: Array
    drawn: Array
    reference: Array | None
    analysis: str

    def scores(self, ratio: float, draws: int = DRAWS) -> Array:
        """Return the scores under a ratio, shape (draws, ..., n_units, n_periods)."""
        y = levelled(self.y, self.window, self.used, ratio, self.dispersion, self.factor, draws, self.analysis)
        # Months that are left out (blackout, after the end) must not move the usual share.
        hidden = np.where(self.used, 1.0, 0.0)
        return score(y * hidden, self.m * hidden, self.dispersion, self.relative_exposure)

    def month(self, ratio: float = 1.0, draws: int = DRAWS) -> Tails:
        """Test a ratio by permutation of months; tails have the draws as first axis."""
        return month_test(self.scores(ratio, draws), self.observed, self.drawn)

    def shift(self, ratio: float = 1.0, draws: int = DRAWS) -> Tails:
        """Test a ratio by shifts; tails have the draws as first axis."""
        return self.shift_of(self.scores(ratio, draws))

    def shift_of(self, scores: Array) -> Tails:
        """Test given scores by shifts."""
        if self.reference is None:
            return own_shift_test(scores, self.used, self.window)
        return shift_test(scores, self.reference, self.used, self.window)


def invert(comparison: Comparison, with_shift: bool, level: float = LEVEL) -> tuple[float | None, tuple[float, float]]:
    """Find the ratios that the data do not refuse, and the one that they refuse least.

    Parameters
    ----------
    comparison : Comparison
        Of one panel: no leading axes.
    with_shift : bool
        Whether a ratio must also be refused by the shifts.
    level : float, optional

    Returns
    -------
    ratio : float or None
        Where both tails of the month test are equal, a median-unbiased estimate; None when the data say nothing.
    interval : tuple of float
        From 0 and up to inf where a side is open.
    """
    edge = float(normal_score((1 - level) / 2))

    def curves(log_ratio: float) -> tuple[float, float, float]:
        ratio = 1.0 if abs(log_ratio) < 1e-12 else float(np.exp(log_ratio))
        scores = comparison.scores(ratio)
        month = month_test(scores, comparison.observed, comparison.drawn)
        low, high = combined(month.low), combined(month.high)
        balance = float(low - high)
        if with_shift:
            shift = comparison.shift_of(scores)
            low, high = np.maximum(low, combined(shift.low)), np.maximum(high, combined(shift.high))
        return float(low) - edge, edge - float(high), balance

    half = np.linspace(0, LARGEST_LOG_RATIO, COARSE // 2 + 1)
    grid = np.concatenate([-half[:0:-1], half])
    table = np.array([curves(float(at)) for at in grid])
    if np.ptp(table[:, 2]) < 1e-9:
        return None, (0.0, np.inf)
    upper = _last_crossing(grid, table[:, 0], lambda at: curves(at)[0])
    lower = _last_crossing(-grid[::-1], -table[::-1, 1], lambda at: -curves(-at)[1])
    middle = _last_crossing(grid, table[:, 2], lambda at: curves(at)[2])
    interval = (0.0 if lower == np.inf else float(np.exp(-lower)), float(np.exp(upper)))
    return min(max(float(np.exp(middle)), interval[0]), interval[1]), interval


def _last_crossing(grid: npt.NDArray[np.float64], values: Array, curve: Callable[[float], float]) -> float:
    """Return where a falling curve last passes from positive to not: inf if it never does, -inf if it never was."""
    positive = np.flatnonzero(values > 0)
    if len(positive) == 0:
        return -np.inf
    last = int(positive[-1])
    if last == len(grid) - 1:
        return np.inf
    left, right = float(grid[last]), float(grid[last + 1])
    for _ in range(FINE):
        middle = (left + right) / 2
        left, right = (middle, right) if curve(middle) > 0 else (left, middle)
    return (left + right) / 2
