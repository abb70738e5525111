"""One rate ratio: treated units beside comparisons, one time against another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from toguna.analysis.effect.inversion import Comparison, invert
from toguna.analysis.effect.randomisation import Mask, contrast, month_contrasts, shift_reference
from toguna.analysis.effect.results import Change
from toguna.analysis.effect.score import (
    Array,
    against_rest,
    autocorrelation,
    common_factor,
    dispersion,
    relative_exposure,
)

INVERSION_REPLICATES = 999


@dataclass(frozen=True, slots=True)
class Contest:
    """Series to compare.

    Attributes
    ----------
    y : ndarray of shape (..., n_units, n_periods)
    comparisons : ndarray of shape (..., n_comparisons, n_periods)
    y_exposure, comparison_exposure : ndarray of the same shapes, or None
    before, window : ndarray of bool, shape (n_units, n_periods)
    """

    y: Array
    comparisons: Array
    y_exposure: Array | None
    comparison_exposure: Array | None
    before: Mask
    window: Mask


def prepare(contest: Contest, replicates: int, analysis: str) -> tuple[Comparison, Array]:
    """Build the tests; also return the scores of the comparisons against each other.

    Works on leading axes too, where every panel of the stack has at least two comparisons with incidents.
    """
    used = contest.before | contest.window
    window = contest.window
    any_used = used.any(0)
    total = contest.comparisons.sum(-2)
    # Units of the stack share one size: that of the treated units' time and of the comparisons together.
    size = dispersion(np.concatenate([contest.y, contest.comparisons], -2)[..., any_used])
    alive = contest.comparisons
    alive_exposure = contest.comparison_exposure
    if alive.ndim == 2:
        kept = alive[:, any_used].sum(1) > 0
        alive = alive[kept]
        alive_exposure = None if alive_exposure is None else alive_exposure[kept]
    rest = against_rest(alive * any_used, size[..., None, None], alive_exposure)
    relative = None
    if contest.y_exposure is not None and alive_exposure is not None and alive.shape[-2]:
        relative = np.stack(
            [relative_exposure(alive, alive_exposure, own) for own in np.moveaxis(contest.y_exposure, -2, 0)], -2
        )
    n_alive = max(alive.shape[-2], 1)
    factor = common_factor(total, size[..., None] * n_alive)[..., None, :]
    if contest.y_exposure is not None:
        factor = factor * contest.y_exposure
    reference = shift_reference(rest, used, window, analysis, replicates) if alive.shape[-2] > 1 else None
    return (
        Comparison(
            y=contest.y,
            m=np.broadcast_to(total[..., None, :], contest.y.shape),
            dispersion=size[..., None, None],
            relative_exposure=relative,
            factor=factor,
            used=used,
            window=window,
            observed=contrast(used, window),
            drawn=month_contrasts(used, window, replicates, analysis),
            reference=reference,
            analysis=analysis,
        ),
        rest,
    )


def persistence(comparison: Comparison, rest: Array, before: Mask) -> Array:
    """Return the pooled lag-1 autocorrelation of the residual shares of treated units and comparisons."""
    scores = comparison.scores(1.0)[0]
    left = np.zeros_like(scores)
    for phase in (before, comparison.window):
        count = np.maximum(phase.sum(-1, keepdims=True), 1)
        mean = (scores * phase).sum(-1, keepdims=True) / count
        left += np.where(phase, scores - mean, 0.0)
    series = [left]
    phases = [2.0] * scores.shape[-2]
    if comparison.reference is not None:
        series.append(rest - rest.mean(-1, keepdims=True))
        phases += [1.0] * rest.shape[-2]
    return autocorrelation(np.concatenate(series, -2), np.array(phases))


def change(contest: Contest, replicates: int, analysis: str) -> Change:
    """Estimate one rate ratio with its tests and its interval.

    Parameters
    ----------
    contest : Contest
        One panel: no leading axes.
    replicates : int
    analysis : str
        Key of the random numbers.
    """
    used, window = contest.before | contest.window, contest.window
    counts = {
        "incidents_before": int(contest.y[contest.before].sum()),
        "incidents": int(contest.y[window].sum()),
        "periods_before": int(contest.before.sum()),
        "periods": int(window.sum()),
    }
    months = used.sum(1)
    both = contest.before.any(1).all() and window.any(1).all()
    if not both or contest.y[used].sum() == 0 or contest.comparisons[:, used.any(0)].sum() == 0:
        return Change(None, (0.0, np.inf), 1.0, 1.0, 1.0, (1.0, 1.0), (1.0, 1.0), 1.0, 1.0, 0.0, **counts)
    comparison, rest = prepare(contest, replicates, analysis)
    month, shift = comparison.month(), comparison.shift()
    p_month, p_shift = float(month.two_sided[0]), float(shift.two_sided[0])
    lasting = float(persistence(comparison, rest, contest.before))
    with_shift = lasting > 0
    p_value = max(p_month, p_shift) if with_shift else p_month
    fewer = replace(comparison, drawn=comparison.drawn[:, :INVERSION_REPLICATES])
    ratio, interval = invert(fewer, with_shift)
    return Change(
        rate_ratio=ratio,
        interval=_agreeing(interval, p_value, ratio),
        p_value=p_value,
        p_month=p_month,
        p_shift=p_shift,
        tails_month=(float(month.low[0]), float(month.high[0])),
        tails_shift=(float(shift.low[0]), float(shift.high[0])),
        floor_month=max(month.floor, 2 / _arrangements(int(months.min()), int(window.sum(1).min()))),
        floor_shift=shift.floor,
        autocorrelation=lasting,
        **counts,
    )


def _arrangements(n: int, chosen: int) -> float:
    from math import comb

    return float(min(comb(n, chosen), 10**15))


def _agreeing(interval: tuple[float, float], p_value: float, ratio: float | None) -> tuple[float, float]:
    """Let the interval hold 1 exactly when the p-value, from more replicates than the inversion, does not refuse it."""
    low, high = interval
    if p_value > 0.05:
        return min(low, 1.0), max(high, 1.0)
    if ratio is not None and ratio < 1:
        return low, min(high, float(np.nextafter(1.0, 0.0)))
    return max(low, float(np.nextafter(1.0, 2.0))), high
