"""Sparse places borrow from each other: pooled baselines, a p-value for each place, and few false discoveries among
them.

A place's rate is gamma-distributed around the rate of all (empirical Bayes); its own history moves it from there. The
count of a period is then negative binomial, wider where the place has shown little. Benjamini & Hochberg's rule over
places keeps the share of false alarms among all alarms below `false_share`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from toguna.analysis.monitor_results import BAD_VALUE, MonitorInputError, MonitorResult, checked
from toguna.analysis.scan.results import digest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def pooled(counts: ArrayLike, *, periods: int = 1, left_out: int = 0, false_share: float = 0.1) -> MonitorResult:
    """Judge the last `periods` of every series by a baseline pooled over all series.

    Parameters
    ----------
    counts : ndarray of shape (series, time)
    periods : int
        How many of the latest periods are judged, each by what lies before the first of them.
    left_out : int
        Periods just before them that the baseline leaves out.
    false_share : float
        Greatest expected share of false alarms among the alarms of one period.

    Returns
    -------
    MonitorResult
        `bounds`: the least count that would be an alarm by itself at p < `false_share` / series; `alarms` by Benjamini
        and Hochberg (1995). `extra`: p_values, shape (k of a period), prior (gamma shape and rate).
    """
    table = checked(counts)
    series, length = table.shape
    past = length - periods - left_out
    for name, value, good, wanted in (
        ("periods", periods, periods >= 1 and past >= 2, "≥ 1, with at least two periods before"),
        ("false_share", false_share, 0 < false_share < 1, "0 < share < 1"),
    ):
        if not good:
            raise MonitorInputError(BAD_VALUE, option=name, value=value, wanted=wanted)
    history = table[:, :past]
    a, b = gamma_prior(history)
    shape = period_shape(history)
    own_a, own_b = a + history.sum(axis=1), b + past
    mean = own_a / own_b
    # Two sources of unevenness add up: the place's own rate is not known exactly, and its periods differ.
    inverse = 1 / own_a + (0.0 if math.isinf(shape) else 1 / shape)
    size = np.where(inverse > 0, 1 / np.maximum(inverse, 1e-12), 1e12)
    now = table[:, length - periods :]
    p = upper_p(now, mean[:, None], size[:, None])
    alarms = np.stack([discoveries(p[:, t], false_share) for t in range(periods)], axis=1)
    bounds = np.repeat(_bound(mean, size, false_share / series)[:, None], periods, axis=1)
    return MonitorResult(
        "pooled", np.arange(length - periods, length), now, np.repeat(mean[:, None], periods, axis=1), bounds, alarms,
        {"left_out": left_out, "false_share": false_share}, None, digest(table),
        {"p_values": p, "shape": shape, "prior": (a, b)},
    )  # fmt: skip


def gamma_prior(history: NDArray[np.float64]) -> tuple[float, float]:
    """Shape and rate of the gamma distribution of series' means, by moments; nearly a point if they hardly differ."""
    periods = history.shape[1]
    means = history.mean(axis=1)
    overall = float(means.mean())
    if overall <= 0:
        # Nothing anywhere: as if half an incident had been seen in all that time.
        return 0.5, float(history.size)
    within = float(history.var(axis=1, ddof=1).mean()) / periods
    between = max(float(means.var(ddof=1)) - within if len(means) > 1 else 0.0, overall**2 / 200)
    return overall**2 / between, overall / between


def period_shape(history: NDArray[np.float64]) -> float:
    """The negative-binomial k of a period, one for all series, by moments; inf where no excess shows."""
    periods = history.shape[1]
    means = history.mean(axis=1)
    excess = float((history.var(axis=1, ddof=1) - means).sum())
    # The square of an estimated mean is too great by its variance.
    square = float((means**2 - history.var(axis=1, ddof=1) / periods).sum())
    return square / excess if excess > 0 and square > 0 else math.inf


def upper_p(count: NDArray[np.float64], mean: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(as many or more) of a negative binomial, by the incomplete beta function."""
    from scipy.special import betainc  # type: ignore[import-untyped]

    chance = mean / (mean + size)
    upper: NDArray[np.float64] = np.where(count > 0, betainc(np.maximum(count, 1e-300), size, chance), 1.0)
    return upper


def _bound(mean: NDArray[np.float64], size: NDArray[np.float64], level: float) -> NDArray[np.float64]:
    bound = np.zeros(len(mean))
    open_ = np.ones(len(mean), dtype=bool)
    while open_.any() and bound.max() < 1_000_000:
        bound[open_] += np.maximum(1.0, np.floor(0.02 * bound[open_]))
        open_ &= upper_p(bound, mean, size) > level
    return bound


def discoveries(p: NDArray[np.float64], false_share: float) -> NDArray[np.bool_]:
    """Which p-values Benjamini and Hochberg's rule takes for real."""
    order = np.argsort(p, kind="stable")
    good = np.flatnonzero(p[order] <= false_share * np.arange(1, len(p) + 1) / len(p))
    found = np.zeros(len(p), dtype=bool)
    if len(good):
        found[order[: good[-1] + 1]] = True
    return found
