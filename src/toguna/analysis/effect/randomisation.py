"""Randomisation inference: which windows could have been the measure's, had the measure done nothing?

Two reference sets, as in statistics.md §2.3:

* **months**: the months of the window are drawn anew among all months, the treated units together, so that whatever
  ties them in a month stays tied. Exact when the months of the shares are exchangeable; too eager under shocks that
  last.
* **shifts**: the window is slid in a circle over each comparison unit's own series (a comparison against the others),
  every placement studentised. The shape of a road's own lasting shocks is kept, whatever it is, because series are
  never cut but at their end. With J comparisons over n months the floor is 2/(J n + 1) and not 2/n, which is what
  gives it power at six months. It supposes that the comparisons' own shocks are like the treated unit's up to their
  size.

All tails are equal and reported.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toguna.analysis.effect.score import Array
from toguna.analysis.random import generator

Mask = npt.NDArray[np.bool_]

TIE = 1e-9
BLOCK = 1024
ENDLESS = 1e6
"""The t of a difference without any spread around it."""


@dataclass(frozen=True, slots=True)
class Tails:
    """Both tails of a randomisation test.

    Attributes
    ----------
    low, high : ndarray
        Chance of a value at least as low, at least as high, the observed one included.
    floor : float
        Smallest two-sided p-value that the reference set can give.
    """

    low: Array
    high: Array
    floor: float

    @property
    def two_sided(self) -> Array:
        """Twice the smaller tail, at most 1."""
        return np.asarray(np.minimum(1.0, 2 * np.minimum(self.low, self.high)), dtype=np.float64)


def contrast(used: Mask, window: Mask) -> Array:
    """Return weights whose product with a series is its sum in the window less what its mean leads one to expect.

    Parameters
    ----------
    used, window : ndarray of bool, shape (..., n_periods)
        Periods that count, and those of the measure among them.
    """
    share = window.sum(-1, keepdims=True) / np.maximum(used.sum(-1, keepdims=True), 1)
    return np.where(used, window - share, 0.0)


def month_contrasts(used: Mask, window: Mask, replicates: int, analysis: str) -> Array:
    """Draw windows of the same sizes among the same months, one draw of months serving all units.

    Parameters
    ----------
    used, window : ndarray of bool, shape (n_units, n_periods)
    replicates : int
    analysis : str
        Key of the random numbers.

    Returns
    -------
    ndarray of shape (n_units, replicates, n_periods)
        Contrasts.
    """
    n_units, n_periods = used.shape
    out = np.empty((n_units, replicates, n_periods))
    for number, first in enumerate(range(0, replicates, BLOCK)):
        keys = generator(f"{analysis}/months", number).random((BLOCK, n_periods))[: replicates - first]
        for unit in range(n_units):
            size = int(window[unit].sum())
            masked = np.where(used[unit], keys, 2.0)
            edge = np.partition(masked, size - 1, axis=1)[:, size - 1 : size] if size else np.full((len(keys), 1), -1.0)
            out[unit, first : first + len(keys)] = contrast(used[unit], used[unit] & (masked <= edge))
    return out


def tails(reference: Array, observed: Array, floor: float) -> Tails:
    """Place observed statistics among reference ones; the observed one counts as one of them.

    Parameters
    ----------
    reference : ndarray of shape (..., replicates)
    observed : ndarray of shape (...)
    floor : float
    """
    seen = observed[..., None]
    margin = TIE * (1 + np.abs(seen))
    n = reference.shape[-1] + 1
    low = (1 + np.count_nonzero(reference <= seen + margin, axis=-1)) / n
    high = (1 + np.count_nonzero(reference >= seen - margin, axis=-1)) / n
    return Tails(low, high, floor)


def month_test(scores: Array, observed: Array, drawn: Array) -> Tails:
    """Test by permutation of months.

    Parameters
    ----------
    scores : ndarray of shape (..., n_units, n_periods)
    observed : ndarray of shape (n_units, n_periods)
        The measure's contrasts.
    drawn : ndarray of shape (n_units, replicates, n_periods)
        From `month_contrasts`.
    """
    statistic = np.einsum("...ut,ut->...", scores, observed)
    reference = sum((scores[..., unit, :] @ drawn[unit].T for unit in range(len(drawn))), start=np.zeros(1))
    return tails(reference, statistic, 2 / (drawn.shape[1] + 1))


def studentised(scores: Array, contrasts: Array, used: Mask) -> Array:
    """Return the two-sample t of each series for each contrast.

    Parameters
    ----------
    scores : ndarray of shape (..., n_periods)
    contrasts : ndarray of shape (n_contrasts, n_periods)
    used : ndarray of bool, shape (n_periods,)

    Returns
    -------
    ndarray of shape (..., n_contrasts)
    """
    n = int(used.sum())
    centred = np.where(used, scores - scores[..., used].mean(-1, keepdims=True), 0.0)
    difference = centred @ contrasts.T
    length = np.maximum((contrasts**2).sum(-1), TIE)
    within = (centred**2).sum(-1, keepdims=True) - difference**2 / length
    spread = np.sqrt(np.maximum(within, 0.0) / max(n - 2, 1) * length)
    flat = spread <= TIE
    sharp = np.where(np.abs(difference) > TIE, np.sign(difference) * ENDLESS, 0.0)
    return np.where(flat, sharp, difference / np.where(flat, 1.0, spread))


def shift_contrasts(used: Mask, window: Mask) -> Array:
    """Return the contrasts of all placements of the window along the circle of used periods, the measure's own first.

    Parameters
    ----------
    used, window : ndarray of bool, shape (n_periods,)

    Returns
    -------
    ndarray of shape (n_used, n_periods)
    """
    inside = contrast(used, window)[used]
    out = np.zeros((len(inside), len(used)))
    out[:, used] = np.stack([np.roll(inside, shift) for shift in range(len(inside))])
    return out


def shift_reference(rest: Array, used: Mask, window: Mask, analysis: str, replicates: int) -> Array:
    """Slide the measure's windows over the comparison units.

    Parameters
    ----------
    rest : ndarray of shape (..., n_comparisons, n_periods)
        Scores of each comparison against the others.
    used, window : ndarray of bool, shape (n_units, n_periods)
    analysis : str
        Key of the random numbers; they are needed only for more than one treated unit.
    replicates : int
        Draws for more than one treated unit; one unit's placements are enumerated.

    Returns
    -------
    ndarray of shape (..., n_placements)
        Studentised; over several units their sum divided by the root of their number.
    """
    tables = [studentised(rest, shift_contrasts(u, w), u) for u, w in zip(used, window, strict=True)]
    if len(tables) == 1:
        return tables[0].reshape(*rest.shape[:-2], -1)
    rng = generator(f"{analysis}/shifts", 0)
    n_comparisons = rest.shape[-2]
    keys = rng.random((replicates, n_comparisons)).argsort(1)
    fraction = rng.random(replicates)
    total = np.zeros((*rest.shape[:-2], replicates))
    for number, table in enumerate(tables):
        unit = keys[:, number % n_comparisons]
        total += table[..., unit, (fraction * table.shape[-1]).astype(int)]
    return np.asarray(total / np.sqrt(len(tables)), dtype=np.float64)


def shift_test(scores: Array, reference: Array, used: Mask, window: Mask) -> Tails:
    """Test by shifts: the treated units' studentised contrast among the placements over the comparisons.

    Parameters
    ----------
    scores : ndarray of shape (..., n_units, n_periods)
    reference : ndarray of shape (..., n_placements)
        From `shift_reference`; leading axes broadcast.
    used, window : ndarray of bool, shape (n_units, n_periods)
    """
    each = [
        studentised(scores[..., number, :], contrast(u, w)[None], u)[..., 0]
        for number, (u, w) in enumerate(zip(used, window, strict=True))
    ]
    statistic = np.sum(each, axis=0) / np.sqrt(len(each))
    return tails(reference, statistic, 2 / (reference.shape[-1] + 1))


def own_shift_test(scores: Array, used: Mask, window: Mask) -> Tails:
    """Test by shifts along the units' own series, for want of two comparisons; the floor is 2 / n.

    Parameters
    ----------
    scores : ndarray of shape (..., n_units, n_periods)
    used, window : ndarray of bool, shape (n_units, n_periods)
    """
    tables = [
        studentised(scores[..., number, :], shift_contrasts(u, w), u)
        for number, (u, w) in enumerate(zip(used, window, strict=True))
    ]
    n = min(table.shape[-1] for table in tables)
    together = np.sum([table[..., :n] for table in tables], axis=0) / np.sqrt(len(tables))
    return tails(together[..., 1:], together[..., 0], min(1.0, 2 / n))
