"""One number a period for one unit: how far its count lies from its usual share of all incidents.

Everything here works on the last axis (periods) and broadcasts over the leading ones, so that the calibration
(benchmarks/calibrate_effect.py) runs thousands of simulated panels through the same lines as one real panel.

The score of a count `y` beside a comparison total `m` (`n = y + m`, `q` the usual share):

    s = (y - n q) / (1 + n q / (c k)),   c = 0.15

Common shocks and nationwide changes of reporting move `y` and `m` together and cancel in `y - n q`; the denominator
keeps a single bloody month from deciding alone. With c = 1 it is the negative binomial score if the common shock were
known; as it is read from a few comparisons, busy months deserve less still. On 4,000 panels (1.5 a month, k = 2, six
roads, 24 months before and 6 with a ratio of .25) the month test finds .413 with c = 0.15, .375 with c = 1, .353 with
the +0.5 log odds of the share; the false alarms of the three are .050, .047 and .052.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

SIZE_IN_WEIGHTS = 0.15
LEAST_DISPERSION = 0.3
LARGEST_DISPERSION = 1000.0


def usual_share(y: Array, m: Array, relative_exposure: Array | None = None) -> Array:
    """Return the share of all incidents that a unit has in a usual period.

    Parameters
    ----------
    y, m : ndarray of shape (..., n_periods)
        Incidents of the unit, and of its comparisons together.
    relative_exposure : ndarray of shape (..., n_periods), optional
        Exposure of the unit over that of the comparisons; any unit of measure.

    Returns
    -------
    ndarray of shape (..., n_periods)
        Shares in [0, 1]; constant in time where the exposure is. 1 where no comparison ever had an incident.
    """
    weight = np.ones_like(m) if relative_exposure is None else relative_exposure
    base = (m * weight).sum(-1, keepdims=True)
    odds = np.where(base > 0, y.sum(-1, keepdims=True) / np.where(base > 0, base, 1.0), np.inf) * weight
    return np.where(np.isfinite(odds), odds / (1 + np.where(np.isfinite(odds), odds, 0.0)), 1.0)


def score(y: Array, m: Array, dispersion: Array | float, relative_exposure: Array | None = None) -> Array:
    """Return the negative binomial score of each period's count given the period's total.

    Parameters
    ----------
    y, m : ndarray of shape (..., n_periods)
        Incidents of the unit, and of its comparisons together.
    dispersion : float or ndarray that broadcasts
        Size `k` of the negative binomial: variance = mean + mean² / k.
    relative_exposure : ndarray, optional
        As in `usual_share`.

    Returns
    -------
    ndarray of shape (..., n_periods)
        In incidents; 0 everywhere when the comparisons are all zero, because a share of 1 says nothing.
    """
    expected = (y + m) * usual_share(y, m, relative_exposure)
    return np.asarray((y - expected) / (1 + expected / (SIZE_IN_WEIGHTS * dispersion)), dtype=np.float64)


def against_rest(counts: Array, dispersion: Array | float, exposure: Array | None = None) -> Array:
    """Return the score of each comparison unit against the other comparison units.

    Parameters
    ----------
    counts : ndarray of shape (..., n_comparisons, n_periods)
    dispersion : float or ndarray that broadcasts to the scores
    exposure : ndarray of the shape of `counts`, optional

    Returns
    -------
    ndarray of the shape of `counts`
    """
    rest = counts.sum(-2, keepdims=True) - counts
    relative = None
    if exposure is not None:
        weighted = exposure * _rates(counts, exposure)
        others = weighted.sum(-2, keepdims=True) - weighted
        relative = exposure / np.where(others > 0, others, 1.0)
    return score(counts, rest, dispersion, relative)


def relative_exposure(counts: Array, exposure: Array, own: Array) -> Array:
    """Return a unit's exposure over that of its comparisons, each of these weighted by its incident rate.

    Parameters
    ----------
    counts, exposure : ndarray of shape (..., n_comparisons, n_periods)
    own : ndarray of shape (..., n_periods)
        Exposure of the unit.
    """
    together = (exposure * _rates(counts, exposure)).sum(-2)
    scale = together.mean(-1, keepdims=True)
    together = np.where(scale > 0, together / np.where(scale > 0, scale, 1.0), 1.0)
    return np.asarray(own / together, dtype=np.float64)


def _rates(counts: Array, exposure: Array) -> Array:
    return np.asarray(counts.sum(-1, keepdims=True) / exposure.sum(-1, keepdims=True), dtype=np.float64)


def dispersion(counts: Array) -> Array:
    """Estimate the common size `k` of the negative binomial by moments, given each period's total.

    Parameters
    ----------
    counts : ndarray of shape (..., n_units, n_periods)
        All units that are compared. Not told which periods are the measure's: the test stays exact.

    Returns
    -------
    ndarray of shape (...)
        Between 0.3 (bursts) and 1000 (Poisson in all but name).
    """
    total = counts.sum(-2, keepdims=True)
    overall = total.sum(-1, keepdims=True)
    share = counts.sum(-1, keepdims=True) / np.where(overall > 0, overall, 1.0)
    expected = share * total
    n_periods = counts.shape[-1]
    spread = (counts - expected) ** 2 * n_periods / max(n_periods - 1, 1)
    excess = (spread - expected * (1 - share)).sum((-2, -1))
    signal = (expected**2 * (1 - share) ** 2).sum((-2, -1))
    size = np.where(excess > 0, signal / np.where(excess > 0, excess, 1.0), LARGEST_DISPERSION)
    return np.clip(size, LEAST_DISPERSION, LARGEST_DISPERSION)


def cautious_dispersion(counts: Array, errors: float) -> Array:
    """Return a size smaller than the estimate: its inverse is raised by some of its standard errors.

    An estimate that is too large by chance makes signals of bursts and promises too much power.

    Parameters
    ----------
    counts : ndarray of shape (..., n_units, n_periods)
    errors : float
        Standard errors of 1 / k to add: √(2 / ((n_units - 1) (n_periods - 1))) (1 / mean + 1 / k), that of a moment
        estimate.
    """
    n_units, n_periods = counts.shape[-2:]
    inverse = 1 / dispersion(counts)
    mean = np.maximum(counts.mean((-2, -1)), 1e-9)
    freedom = max((n_units - 1) * (n_periods - 1), 1)
    raised = inverse + errors * np.sqrt(2 / freedom) * (1 / mean + inverse)
    return np.asarray(np.clip(1 / raised, 0.05, LARGEST_DISPERSION), dtype=np.float64)


def autocorrelation(scores: Array, n_phases: npt.NDArray[np.int64] | None = None) -> Array:
    """Estimate the lag-1 autocorrelation, pooled over units and corrected for the removal of means.

    Parameters
    ----------
    scores : ndarray of shape (..., n_units, n_periods)
        Series with their phase means removed.
    n_phases : ndarray of shape (n_units,), optional
        How many means were removed from each unit's series; 1 where not given.

    Returns
    -------
    ndarray of shape (...)
        0 where no series varies.
    """
    n_periods = scores.shape[-1]
    if n_periods < 3:
        return np.zeros(scores.shape[:-2])
    variance = (scores**2).sum(-1) / n_periods
    product = (scores[..., 1:] * scores[..., :-1]).sum(-1) / (n_periods - 1)
    varies = variance > 1e-12
    phases = np.ones(scores.shape[-2]) if n_phases is None else n_phases
    each = np.where(varies, product / np.where(varies, variance, 1.0) + phases / n_periods, 0.0)
    count = varies.sum(-1)
    return np.where(count > 0, each.sum(-1) / np.maximum(count, 1), 0.0)


def common_factor(comparison: Array, size: Array | float) -> Array:
    """Estimate the common factor of each period, shrunk to 1 by the part of the spread that is noise.

    Parameters
    ----------
    comparison : ndarray of shape (..., n_periods)
        Incidents on the comparisons together.
    size : float or ndarray of shape (..., 1)
        Size of that sum's negative binomial.
    """
    mean = comparison.mean(-1, keepdims=True)
    safe = np.maximum(mean, 1e-9)
    spread = comparison.var(-1, keepdims=True) * comparison.shape[-1] / max(comparison.shape[-1] - 1, 1)
    noise = mean + mean**2 / size
    true = np.clip((spread - noise) / np.maximum(spread, 1e-9), 0.0, 1.0)
    return np.asarray(np.maximum(1 + true * (comparison / safe - 1), 0.05), dtype=np.float64)
