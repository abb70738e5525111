"""Did it go next door? The weighted displacement quotient, with an interval.

The quotient (Bowers & Johnson 2003, Journal of Quantitative Criminology 19:275–301) compares the change in the ring
with the change on the treated units, both beside the comparisons:

    q = (excess in the ring) / (excess on the treated units)     −1: all moved; 0: none; above 0: the ring gained too

where the excess is the count in the window less the comparisons' count times the usual share of the months before. For
a supposed q the combination `ring − q · treated` has no excess: a two-sample t with unequal variances tests it, and
the interval holds every q that is not refused (Fieller 1954, JRSS B 16:175–185). It is the whole line when the treated
units did not clearly change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toguna.analysis.effect.randomisation import Mask
from toguna.analysis.effect.score import Array
from toguna.analysis.effect.special import student_tail

FARTHEST = 200.0


@dataclass(frozen=True, slots=True)
class Excess:
    """Series from which both excesses follow.

    Attributes
    ----------
    treated, ring, comparison : ndarray of shape (..., n_periods)
        Incidents; the comparison may be scaled by exposure.
    before, window : ndarray of bool, shape (n_periods,)
    """

    treated: Array
    ring: Array
    comparison: Array
    before: Mask
    window: Mask

    def p_value(self, quotient: float) -> Array:
        """Test a supposed quotient, two-sided; shape (...)."""
        series = self.ring - quotient * self.treated
        usual = self.comparison[..., self.before].sum(-1)
        known = usual > 0
        safe = np.where(known, usual, 1.0)
        weight = self.comparison[..., self.window].sum(-1) / safe
        residual = series - (series[..., self.before].sum(-1) / safe)[..., None] * self.comparison
        inside, outside = residual[..., self.window], residual[..., self.before]
        n_in, n_out = inside.shape[-1], outside.shape[-1]
        if n_in < 2 or n_out < 2:
            return np.ones(series.shape[:-1])
        variance_in, variance_out = n_in * inside.var(-1, ddof=1), weight**2 * n_out * outside.var(-1, ddof=1)
        variance = variance_in + variance_out
        usable = known & (variance > 1e-12)
        floor = np.where(usable, variance, 1.0)
        freedom = floor**2 / (variance_in**2 / (n_in - 1) + variance_out**2 / (n_out - 1) + 1e-12)
        statistic = np.abs(inside.sum(-1)) / np.sqrt(floor)
        return np.asarray(np.where(usable, 2 * student_tail(statistic, freedom), 1.0), dtype=np.float64)

    def estimate(self) -> float | None:
        """Return the quotient itself; None where the treated units' excess is zero or nothing is known."""
        usual = float(self.comparison[self.before].sum())
        if usual == 0:
            return None
        weight = float(self.comparison[self.window].sum()) / usual
        over = [float(s[self.window].sum() - weight * s[self.before].sum()) for s in (self.ring, self.treated)]
        return None if abs(over[1]) < 1e-9 else over[0] / over[1]


def quotient_interval(excess: Excess, level: float = 0.95) -> tuple[float, float]:
    """Return all quotients that are not refused, as one interval around the estimate; an open side is ±inf."""
    centre = excess.estimate()
    if centre is None or not np.isfinite(centre):
        return -np.inf, np.inf

    def kept(quotient: float) -> bool:
        return float(excess.p_value(quotient)) > 1 - level

    steps: npt.NDArray[np.float64] = np.concatenate([[0.0], np.geomspace(0.02, FARTHEST, 40)])
    ends = []
    for side in (-1.0, 1.0):
        refused = next((i for i, step in enumerate(steps) if not kept(centre + side * float(step))), None)
        # A set that opens again farther out is the complement of an interval: the treated units hardly changed.
        if refused is None or kept(centre + side * FARTHEST):
            ends.append(side * np.inf)
            continue
        inner, outer = float(steps[max(refused - 1, 0)]), float(steps[refused])
        for _ in range(20):
            middle = (inner + outer) / 2
            inner, outer = (middle, outer) if kept(centre + side * middle) else (inner, middle)
        ends.append(centre + side * inner)
    return (-np.inf, np.inf) if np.inf in (-ends[0], ends[1]) else (ends[0], ends[1])
