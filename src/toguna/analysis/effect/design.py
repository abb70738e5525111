"""Before any p-value: what could be found with these data, and how much longer must one wait?

Power is not taken from a formula: panels with the mean, the size, the comparisons and the common shocks of the months
before the measure are drawn and put through the month test itself. The effect to look for is stated beforehand, it is
never the estimate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.analysis.effect.randomisation import contrast, month_contrasts, month_test
from toguna.analysis.effect.score import LARGEST_DISPERSION, Array, cautious_dispersion, score
from toguna.analysis.effect.special import normal_score
from toguna.analysis.random import generator
from toguna.analysis.simulate_panels import lasting_shocks

POWER = 0.8
PANELS = 1000
DRAWN_WINDOWS = 399
LONGEST = 240
SMALLEST_RATIO = 0.02
LEVEL = 0.05
CAUTION = 0.5
"""Standard errors by which the size is taken smaller than estimated: a forecast is not to promise too much."""
PERSISTENCE = 0.6
"""Of the common shocks, whose own persistence a few months cannot tell."""


@dataclass(frozen=True, slots=True)
class Design:
    """What a study has to work with.

    Attributes
    ----------
    mean : float
        Incidents a period on the treated units together, without the measure.
    comparison_mean : float
        Incidents a period on the comparisons together.
    size, comparison_size : float
        Sizes of the negative binomials of the two sums: variance = mean + mean² / size.
    shock : float
        Standard deviation of the log of the common factor.
    before : int
        Periods before the measure.
    """

    mean: float
    comparison_mean: float
    size: float
    comparison_size: float
    shock: float
    before: int


def alike(mean: float, size: float, comparisons: int, before: int, shock: float = 0.5) -> Design:
    """Return the design of one treated unit beside `comparisons` units like it."""
    return Design(mean, mean * comparisons, size, size * comparisons, shock, before)


def design_of(treated: Array, comparisons: Array, before: int) -> Design | None:
    """Read the design off the months before.

    Parameters
    ----------
    treated, comparisons : ndarray of shape (n_units, n_periods)
        Counts before the measure only.
    before : int

    Returns
    -------
    Design or None
        None where either side has no incident.
    """
    if before == 0 or treated.sum() == 0 or comparisons.sum() == 0:
        return None
    k = float(cautious_dispersion(np.concatenate([treated, comparisons]), CAUTION))
    total = comparisons.sum(0)
    size = size_of_sum(comparisons.mean(1), k)
    mean = float(total.mean())
    variance = float(total.var(ddof=1)) if before > 1 else mean
    shock = np.sqrt(np.log1p(max(0.0, (variance - mean) / mean**2 - 1 / size) / (1 + 1 / size)))
    own = size_of_sum(treated.mean(1), k)
    return Design(float(treated.sum(0).mean()), mean, own, size, min(float(shock), 2.0), before)


def size_of_sum(means: Array, k: float) -> float:
    """Match mean and variance of a sum of negative binomials of one size."""
    return min(float(k * means.sum() ** 2 / max(float((means**2).sum()), 1e-12)), LARGEST_DISPERSION)


@dataclass(frozen=True, slots=True)
class _Panels:
    """Drawn panels without the measure; the rates behind the treated counts stay, for any ratio to be laid on them."""

    m: Array
    rate: Array
    y: Array
    size: float
    before: int
    drawn: Array

    def power(self, ratio: float, seed: int) -> float:
        n = self.m.shape[-1]
        used = np.ones((1, n), dtype=bool)
        window = np.arange(n)[None] >= self.before
        y = self.y.copy()
        y[:, self.before :] = generator(f"power/{seed}/window", n).poisson(self.rate[:, self.before :] * ratio)
        found = month_test(score(y, self.m, self.size)[:, None], contrast(used, window), self.drawn)
        return float(np.mean((found.low if ratio < 1 else found.high) <= LEVEL / 2))


def _draw(design: Design, periods: int, seed: int, panels: int) -> _Panels:
    n = design.before + periods
    rng = generator(f"power/{seed}", periods)
    factor = np.exp(lasting_shocks(rng, (panels, n), design.shock, PERSISTENCE))
    m = rng.poisson(rng.gamma(design.comparison_size, design.comparison_mean * factor / design.comparison_size))
    rate = rng.gamma(design.size, design.mean * factor / design.size)
    window = np.arange(n)[None] >= design.before
    drawn = month_contrasts(np.ones((1, n), dtype=bool), window, DRAWN_WINDOWS, f"power/{seed}")
    y = rng.poisson(rate).astype(np.float64)
    return _Panels(m.astype(np.float64), rate, y, design.size, design.before, drawn)


def forecast_power(design: Design, ratio: float, periods: int, seed: int = 0, panels: int = PANELS) -> float:
    """Forecast how often the month test at 5 %, tails equal, finds a ratio after so many periods.

    Parameters
    ----------
    design : Design
    ratio : float
        True rate ratio.
    periods : int
        Periods with the measure.
    seed, panels : int, optional

    Returns
    -------
    float
        Share of drawn panels in which the change is found, in its true direction; standard error √(p (1 − p) / panels).
    """
    return _draw(design, periods, seed, panels).power(ratio, seed)


def minimum_detectable_ratio(design: Design, periods: int, seed: int = 0, panels: int = PANELS) -> float | None:
    """Return the mildest reduction found with 80 % power after so many periods; None if not even the end of all is."""
    if periods < 1:
        return None
    drawn = _draw(design, periods, seed, panels)
    if drawn.power(SMALLEST_RATIO, seed) < POWER:
        return None
    found, missed = SMALLEST_RATIO, 1.0
    for _ in range(6):
        middle = (found + missed) / 2
        if drawn.power(middle, seed) >= POWER:
            found = middle
        else:
            missed = middle
    return found


def periods_needed(design: Design, ratio: float, seed: int = 0, panels: int = PANELS) -> int | None:
    """Return after how many periods with the measure a ratio is found with 80 % power; None beyond 240.

    Power is forecast at doubling lengths; between the last too short and the first long enough its normal score is
    taken to be straight in the root of the harmonic mean of both lengths, as it is for a difference of means.
    """
    few, enough = 0, 3
    low, high = 0.025, forecast_power(design, ratio, enough, seed, panels)
    while high < POWER:
        if enough >= LONGEST:
            return None
        few, enough = enough, min(enough * 2, LONGEST)
        low, high = high, forecast_power(design, ratio, enough, seed, panels)
    bounds = [float(normal_score(np.clip(p, 0.002, 0.998))) for p in (low, POWER, high)]
    lengths = np.arange(few, enough + 1)
    reach = np.sqrt(lengths * design.before / np.maximum(lengths + design.before, 1))
    wanted = reach[0] + (reach[-1] - reach[0]) * (bounds[1] - bounds[0]) / max(bounds[2] - bounds[0], 1e-9)
    return int(lengths[min(int(np.searchsorted(reach, wanted)), len(lengths) - 1)])
