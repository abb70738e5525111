"""Simulated count panels with known effects: what the calibration of `analysis.effect` is measured on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toguna.analysis.random import generator


@dataclass(frozen=True, slots=True)
class PanelDesign:
    """One treated road beside comparison roads.

    Attributes
    ----------
    mean : float
        Incidents a period on each road in a period without shocks (the median period, not the mean one).
    size : float
        Size of the negative binomial.
    comparisons, ring : int
        Roads beside the treated one; in the counts the treated road comes first, then the ring, then the comparisons.
    before, during : int
        Periods.
    ratio : float
        True rate ratio of the measure.
    common, own : float
        Standard deviation of the log shocks that all roads share, and of each road's own.
    common_persistence, own_persistence : float
        Lag-1 correlation of these.
    moved : float
        Part of the prevented incidents that happens in the ring instead, spread evenly.
    """

    mean: float = 1.5
    size: float = 2.0
    comparisons: int = 6
    ring: int = 0
    before: int = 24
    during: int = 6
    ratio: float = 1.0
    common: float = 0.5
    own: float = 0.0
    common_persistence: float = 0.6
    own_persistence: float = 0.6
    moved: float = 0.0


def lasting_shocks(
    rng: np.random.Generator, shape: tuple[int, ...], sd: float, persistence: float
) -> npt.NDArray[np.float64]:
    """Draw stationary first-order autoregressive series on the last axis."""
    noise = rng.standard_normal(shape)
    out = np.empty(shape)
    out[..., 0] = noise[..., 0]
    for t in range(1, shape[-1]):
        out[..., t] = persistence * out[..., t - 1] + np.sqrt(1 - persistence**2) * noise[..., t]
    return sd * out


def panels(
    design: PanelDesign, n: int, seed: int, course: npt.NDArray[np.float64] | None = None
) -> npt.NDArray[np.float64]:
    """Draw panels.

    Parameters
    ----------
    design : PanelDesign
    n : int
    seed : int
    course : ndarray of shape (during,), optional
        Rate ratio of each period of the measure, in place of one ratio for all.

    Returns
    -------
    ndarray of shape (n, 1 + ring + comparisons, before + during)
        Whole numbers as floats, ready for the kernels of `analysis.effect`.
    """
    rng = generator(f"panels/{design}", seed)
    units, periods = 1 + design.ring + design.comparisons, design.before + design.during
    log_rate = lasting_shocks(rng, (n, 1, periods), design.common, design.common_persistence)
    if design.own:
        log_rate = log_rate + lasting_shocks(rng, (n, units, periods), design.own, design.own_persistence)
    rate = design.mean * np.exp(log_rate) * np.ones((1, units, 1))
    on = slice(design.before, None)
    prevented = rate[:, 0, on] * (1 - (design.ratio if course is None else course))
    rate[:, 0, on] -= prevented
    if design.ring:
        rate[:, 1 : 1 + design.ring, on] += design.moved * prevented[:, None] / design.ring
    return rng.poisson(rng.gamma(design.size, rate / design.size)).astype(np.float64)
