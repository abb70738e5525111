"""Farrington-type bounds: is this week's count beyond what the same weeks of earlier years lead to expect?

- original: the same weeks ± `half_window` of each of `years` (Farrington et al. 1996);
- improved: every week of those years, with ten periods a year (Noufaily et al. 2013).

Past outbreaks are weighed down, a trend is kept where it is significant and does not lead beyond every count seen, and
the bound is the 1-alpha quantile of the prediction by one of

- delta: normal after a 2/3 power;
- nbplugin: negative binomial around the fitted mean;
- muan: negative binomial around the upper 1-alpha limit of the fitted mean.

The numbers agree with R's `surveillance` to rounding. That includes one peculiarity, found by comparing its bounds with
the formulae and kept for that agreement: the error of the fitted mean is scaled by the mean square of the *relative*
residuals (y-μ)/μ, not by Pearson's dispersion.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import numpy as np

from toguna.analysis.monitor_results import (
    BAD_CHOICE,
    BAD_VALUE,
    TOO_SHORT,
    MonitorInputError,
    MonitorResult,
    checked,
)
from toguna.analysis.scan.executors import available_cores
from toguna.analysis.scan.results import digest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

THRESHOLDS: Final = ("delta", "nbplugin", "muan")
FITS_AT_A_TIME: Final = 400
# Beyond this the recursion for a quantile could underflow.
LARGE: Final = 300.0
# An upper limit twenty times the mean.
UNINFORMATIVE: Final = 3.0
METHODS: Final = {
    "original": {"periods": 1, "weights_above": 1.0, "left_out": 3, "trend_below": 0.05},
    "improved": {"periods": 10, "weights_above": 2.58, "left_out": 26, "trend_below": 1.0},
}


def farrington(
    counts: ArrayLike,
    *,
    method: str = "improved",
    at: ArrayLike | None = None,
    threshold: str = "delta",
    alpha: float = 0.1,
    per_year: int = 52,
    years: int = 4,
    half_window: int = 3,
    periods: int | None = None,
    weights_above: float | None = None,
    left_out: int | None = None,
    trend_below: float | None = None,
    least: tuple[int, int] = (5, 4),
) -> MonitorResult:
    """Bounds and alarms for the moments `at` (default: all that have a baseline).

    Parameters
    ----------
    counts : ndarray of shape (time,) or (series, time)
    method : {"original", "improved"}
        Sets the four options that are None.
    at : ndarray of int, optional
        Positions in time, from 0.
    threshold : {"delta", "nbplugin", "muan"}
    alpha : float
        One-sided level.
    per_year, years, half_window : int
        Periods a year; years back; periods on each side of the same week.
    periods, weights_above, left_out, trend_below : optional
        Periods the year is cut into; residual above which a past week counts less; latest weeks not used (one period a
        year never reaches them); p-value below which a trend is kept.
    least : (int, int)
        No alarm with fewer than so many cases in so many latest periods.

    Returns
    -------
    MonitorResult
        `extra`: trend (kept or not), dispersion.

    Raises
    ------
    MonitorInputError
        Not counts, an unknown option, or a moment without enough past.

    References
    ----------
    Farrington, Andrews, Beale & Catchpole (1996), JRSS A 159:547. Noufaily et al. (2013), Statistics in Medicine
    32:1206. Salmon, Schumacher & Höhle (2016), Journal of Statistical Software 70(10).
    """
    table = checked(counts)
    preset = METHODS.get(method)
    if preset is None:
        raise MonitorInputError(BAD_CHOICE, option="method", value=method, choices=", ".join(METHODS))
    if threshold not in THRESHOLDS:
        raise MonitorInputError(BAD_CHOICE, option="threshold", value=threshold, choices=", ".join(THRESHOLDS))
    if not 0 < alpha < 1:
        raise MonitorInputError(BAD_VALUE, option="alpha", value=alpha, wanted="0 < alpha < 1")
    cuts = int(preset["periods"] if periods is None else periods)
    above = float(preset["weights_above"] if weights_above is None else weights_above)
    below = float(preset["trend_below"] if trend_below is None else trend_below)
    recent = int(preset["left_out"] if left_out is None else left_out)
    back, level = baseline(per_year, years, half_window, cuts, recent)
    moments = _moments(at, table.shape[1], int(back.max()))
    with_trend = below > 0 and years >= 3
    answers = _fit_all(table, moments, back, level, cuts, above, with_trend, below >= 1)
    highest = np.stack([table[:, t - back].max(axis=1) for t in moments], axis=1) if len(moments) else np.empty((0, 0))
    kept = (
        _trend_kept(answers, highest, len(back) - cuts - 1, below) if with_trend else np.zeros(answers.shape[:2], bool)
    )
    chosen = np.where(kept[..., None], answers[:, :, 1], answers[:, :, 0])
    mean = np.where(chosen[..., 2] > 0, chosen[..., 1], 0.0)
    dispersion = np.where(chosen[..., 2] > 0, chosen[..., 2], 1.0)
    observed = table[:, moments]
    bounds = upper_bounds(mean, dispersion, chosen[..., 3], chosen[..., 4], threshold, alpha, int((level == 0).sum()))
    enough = np.stack([table[:, max(t - least[1] + 1, 0) : t + 1].sum(axis=1) for t in moments], axis=1) >= least[0]
    settings = {
        "threshold": threshold, "alpha": alpha, "per_year": per_year, "years": years, "half_window": half_window,
        "periods": cuts, "weights_above": above, "left_out": recent, "trend_below": below, "least": least,
    }  # fmt: skip
    return MonitorResult(
        f"farrington-{method}", moments, observed, mean, bounds, (observed > bounds) & enough, settings, None,
        digest(table), {"trend": kept, "dispersion": dispersion},
    )  # fmt: skip


def baseline(
    per_year: int, years: int, half_window: int, periods: int, left_out: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How far back each baseline row lies, oldest first, and its period: 0 at this season, then 1, 2 …."""
    window = 2 * half_window + 1
    for name, value, good in (
        ("years", years, years >= 1),
        ("half_window", half_window, half_window >= 0 and window <= per_year),
        ("periods", periods, 1 <= periods <= per_year - window + 1),
    ):
        if not good:
            raise MonitorInputError(BAD_VALUE, option=name, value=value, wanted=f"1 … {per_year}")
    if periods == 1:
        same = per_year * np.arange(years, 0, -1)[:, None] + np.arange(half_window, -half_window - 1, -1)[None, :]
        return same.ravel().astype(np.int64), np.zeros(same.size, np.int64)
    back = np.arange(years * per_year + half_window, left_out, -1)
    after = (-back) % per_year
    level = np.zeros(len(back), np.int64)
    rest = np.array_split(np.arange(half_window + 1, per_year - half_window), periods - 1)
    for number, weeks in enumerate(rest, 1):
        level[np.isin(after, weeks)] = number
    return back.astype(np.int64), level


def _moments(at: ArrayLike | None, length: int, furthest: int) -> NDArray[np.int64]:
    moments = np.arange(furthest, length) if at is None else np.atleast_1d(np.asarray(at, dtype=np.int64))
    bad = moments[(moments < furthest) | (moments >= length)]
    if len(bad):
        raise MonitorInputError(TOO_SHORT, time=int(bad[0]), wanted=furthest)
    return moments.astype(np.int64)


def _fit_all(
    table: NDArray[np.float64], moments: NDArray[np.int64], back: NDArray[np.int64], level: NDArray[np.int64],
    cuts: int, above: float, trend: bool, always: bool,
) -> NDArray[np.float64]:  # fmt: skip
    from toguna.analysis.kernels.farrington import ANSWERS, fits

    series = np.repeat(np.arange(len(table)), len(moments))
    times = np.tile(moments, len(table))
    out = np.zeros((len(series), 2, ANSWERS))

    def some(a: int) -> None:
        b = a + FITS_AT_A_TIME
        fits(table, series[a:b], times[a:b], back, level, cuts, above, trend, always, out[a:b])

    with ThreadPoolExecutor(available_cores()) as pool:
        list(pool.map(some, range(0, len(series), FITS_AT_A_TIME)))
    return out.reshape(len(table), len(moments), 2, ANSWERS)


def _trend_kept(
    answers: NDArray[np.float64], highest: NDArray[np.float64], degrees: int, below: float
) -> NDArray[np.bool_]:
    """A trend stays where it is significant and leads to no more than was ever seen."""
    from scipy.special import stdtr  # type: ignore[import-untyped]

    fit = answers[:, :, 1]
    p = 2 * stdtr(degrees, -np.abs(fit[..., 5]))
    kept: NDArray[np.bool_] = (fit[..., 2] > 0) & ((p < below) | (below >= 1)) & (fit[..., 1] <= highest)
    return kept


def upper_bounds(
    mean: NDArray[np.float64], dispersion: NDArray[np.float64], error: NDArray[np.float64],
    log_error: NDArray[np.float64], threshold: str, alpha: float, rows: int,
) -> NDArray[np.float64]:  # fmt: skip
    """The 1-alpha quantile of the prediction. On an empty baseline muan takes a Poisson limit."""
    from scipy.special import gammaincinv, ndtri

    z = float(ndtri(1 - alpha))
    some = mean > 1e-6
    safe = np.where(some, mean, 1.0)
    if threshold == "delta":
        power = safe ** (2 / 3) + z * (2 / 3) * safe ** (-1 / 3) * np.sqrt(dispersion * safe + error)
        return np.where(some, np.maximum(power, 0.0) ** 1.5, 0.0)
    centre = np.where(some, mean, 0.0)
    if threshold == "muan":
        spread = z * np.sqrt(np.where(some, log_error, 0.0))
        # A season with next to no cases says nothing on the log scale: the exact limit of a Poisson mean instead.
        exact = gammaincinv(centre * rows + 1, 1 - alpha) / rows
        centre = np.where(some & (spread < UNINFORMATIVE), safe * np.exp(np.minimum(spread, UNINFORMATIVE)), exact)
    return quantile(centre, dispersion, 1 - alpha)


def quantile(mean: NDArray[np.float64], dispersion: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Quantiles of negative binomials by mean and dispersion (variance over mean)."""
    from toguna.analysis.kernels.farrington import quantiles

    flat, over = np.ascontiguousarray(mean).ravel(), np.ascontiguousarray(dispersion).ravel()
    out = quantiles(np.where(flat < LARGE, flat, 0.0), over, share)
    for i in np.flatnonzero(flat >= LARGE):
        from scipy.stats import nbinom, poisson  # type: ignore[import-untyped]

        many = over[i] > 1
        out[i] = nbinom.ppf(share, flat[i] / (over[i] - 1), 1 / over[i]) if many else poisson.ppf(share, flat[i])
    return out.reshape(mean.shape)
