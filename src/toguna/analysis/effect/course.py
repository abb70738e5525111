"""The course of a measure: lulls inside its window, and returns.

Four empty months and then a burst is neither “it worked” nor “it did not”. Every stretch of at least two periods inside
the window is compared with the rest of it by the likelihood ratio of two negative binomial rates, the comparisons'
common factor divided out; the largest is referred to windows with the same total and a steady rate
(Dirichlet-multinomial draws, the negative binomial given its total), so that the search over all stretches is paid
for. What remains is searched again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toguna.analysis.effect.score import Array
from toguna.analysis.random import generator

SHORTEST = 2
LEVEL = 0.035
"""At 0.05 up to .059 of steady windows showed a lull: the common factor is an estimate too. At 0.035 under .05 do."""
DRAWS = 999
CHUNK = 500_000
"""Numbers held at once: as many draws at a time as fit."""
CAUTION = 1.5
"""Standard errors by which sizes are taken smaller than estimated: see `score.cautious_dispersion`."""


@dataclass(frozen=True, slots=True)
class Lull:
    """A quiet stretch inside the window.

    Attributes
    ----------
    unit : int or None
        Column; None for the treated units together.
    start : int
        First quiet period.
    back : int or None
        Period in which incidents returned; None while the quiet lasts.
    incidents : int
        In the stretch.
    expected : float
        In the stretch, had the window's rate been steady.
    chance : float
        Chance that a steady rate shows a stretch as unlike the rest somewhere in the window.
    """

    unit: int | None
    start: int
    back: int | None
    incidents: int
    expected: float
    chance: float


def stretches(n_periods: int) -> npt.NDArray[np.int64]:
    """Return first and end of every stretch that is not the whole; shape (n, 2)."""
    pairs = [
        (first, end)
        for first in range(n_periods)
        for end in range(first + SHORTEST, n_periods + 1)
        if end - first < n_periods
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def contrast_of(y: Array, factor: Array, size: Array | float, at: npt.NDArray[np.int64]) -> Array:
    """Return the log likelihood ratio of each stretch as quieter than the rest, 0 where it is not.

    Parameters
    ----------
    y, factor : ndarray of shape (..., n_periods)
    size : float or ndarray of shape (..., 1)
    at : ndarray of shape (n, 2)
    """
    counted = np.concatenate([np.zeros((*y.shape[:-1], 1)), y.cumsum(-1)], -1)
    weighed = np.concatenate([np.zeros((*factor.shape[:-1], 1)), factor.cumsum(-1)], -1)
    inside = counted[..., at[:, 1]] - counted[..., at[:, 0]]
    weight = weighed[..., at[:, 1]] - weighed[..., at[:, 0]]
    outside, other = counted[..., -1:] - inside, weighed[..., -1:] - weight
    rate = counted[..., -1:] / weighed[..., -1:]
    length = (at[:, 1] - at[:, 0]).astype(np.float64)
    each = np.asarray(size, dtype=np.float64)
    size_in, size_out = each * length, each * (y.shape[-1] - length)
    ratio = (
        _likelihood(inside, inside, size_in)
        + _likelihood(outside, outside, size_out)
        - _likelihood(inside, rate * weight, size_in)
        - _likelihood(outside, rate * other, size_out)
    )
    return np.where(inside * other < outside * weight, ratio, 0.0)


def _likelihood(count: Array, mean: Array, size: Array) -> Array:
    safe = np.maximum(mean, 1e-12)
    hit = np.where(count > 0, count * np.log(safe / (size + safe)), 0.0)
    return np.asarray(hit + size * np.log(size / (size + mean)), dtype=np.float64)


def steady_windows(total: npt.NDArray[np.int64], factor: Array, size: Array, draws: int, analysis: str) -> Array:
    """Draw windows of a steady rate with the same totals; shape (draws, ..., n_periods)."""
    rng = generator(f"{analysis}/course", 0)
    weight = rng.gamma(size, size=(draws, *factor.shape)) * factor
    weight = np.maximum(weight, 1e-300)
    return rng.multinomial(total, weight / weight.sum(-1, keepdims=True)).astype(np.float64)


def strongest(
    y: Array, factor: Array, size: Array, draws: int, analysis: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Array]:
    """Return first and end of the quietest stretch and the chance that a steady rate shows one like it."""
    at = stretches(y.shape[-1])
    found = contrast_of(y, factor, size, at)
    best = found.argmax(-1)
    height = found.max(-1)
    drawn = steady_windows(y.sum(-1).astype(np.int64), factor, size, draws, analysis)
    chunk = max(1, CHUNK // max(height.size * len(at), 1))
    as_high = np.zeros(height.shape)
    for first in range(0, draws, chunk):
        some = contrast_of(drawn[first : first + chunk], factor, size, at).max(-1)
        as_high = as_high + (some >= height - 1e-9).sum(0)
    return at[best, 0], at[best, 1], np.asarray((1 + as_high) / (draws + 1), dtype=np.float64)


def course(
    y: Array, factor: Array, size: float, first: int, analysis: str, unit: int | None = None, draws: int = DRAWS
) -> tuple[Lull, ...]:
    """Date the lulls of one window, at most 5 % of steady windows showing any (measured).

    Parameters
    ----------
    y, factor : ndarray of shape (n_periods,)
        Incidents in the window, and the common factor there.
    size : float
        Size of the negative binomial, taken with `CAUTION`.
    first : int
        Number of the window's first period in the data.
    analysis : str
        Key of the random numbers.
    unit : int or None, optional
        Whose window it is.
    draws : int, optional
    """
    n = len(y)
    if n <= SHORTEST or y.sum() == 0:
        return ()
    start, end, chance = (np.asarray(v).item() for v in strongest(y, factor, np.asarray(size), draws, analysis))
    if chance > LEVEL:
        return ()
    rate = float(y.sum() / factor.sum())
    lull = Lull(
        unit=unit,
        start=first + int(start),
        back=None if end == n else first + int(end),
        incidents=int(y[start:end].sum()),
        expected=rate * float(factor[start:end].sum()),
        chance=float(chance),
    )
    left = course(y[:start], factor[:start], size, first, f"{analysis}/left", unit, draws)
    right = course(y[end:], factor[end:], size, first + int(end), f"{analysis}/right", unit, draws)
    return (*left, lull, *right)
