"""How likely is a reduction? A negative binomial with a common factor, without a sampler.

    y[u, t] ~ NB(mean = e[u, t] exp(a[u] + f[t] + δ D[u, t]), size k)
    a[u] ~ N(location, 1.5²)   f[t] ~ N(0, σ²)   δ ~ N(0, 0.7²)   k and σ on the grids below

The unit levels `a` and the common factor `f` are integrated out by Laplace's method for each (δ, k, σ) of a grid, the
rest by summation (nested Laplace: Rue, Martino & Chopin 2009, JRSS B 71:319–392). The Hessian of the common factor is
diagonal, so each Newton step solves a system of the size of the units only. The posterior passes simulation-based
calibration (benchmarks/calibrate_effect.py; Talts et al. 2018, arXiv 1804.06788).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toguna.analysis.effect.randomisation import Mask
from toguna.analysis.effect.score import Array
from toguna.analysis.effect.special import log_gamma, spline
from toguna.analysis.random import generator

EFFECT_SD = 0.7
LEVEL_SD = 1.5
SIZES = np.array([0.5, 1.0, 2.0, 4.0, 10.0, 40.0])
SHOCKS = np.array([0.05, 0.2, 0.4, 0.7, 1.1])
SHOCK_WEIGHTS = np.exp(-0.5 * (SHOCKS / 0.6) ** 2) * np.gradient(SHOCKS)
NODES = 17
REACH = 4.5
STEPS = 12
NEGLIGIBLE = 8.0


@dataclass(frozen=True, slots=True)
class Model:
    """Data of the model.

    Attributes
    ----------
    y, exposure : ndarray of shape (n_units, n_periods)
    seen : ndarray of bool, the same shape
        Counts that enter the likelihood.
    on : ndarray of bool, the same shape
        Where the measure is on.
    location : float
        Prior mean of the unit levels, log incidents a period.
    shown : tuple of int
        Units whose counterfactual is wanted.
    """

    y: Array
    exposure: Array
    seen: Mask
    on: Mask
    location: float
    shown: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Posterior:
    """Posterior of the log rate ratio and of what would have been without the measure.

    Attributes
    ----------
    grid, density : ndarray of shape (n,)
        Log rate ratio and its posterior density.
    counterfactual : ndarray of shape (3, n_periods)
        Expected incidents without the measure on the shown units together, and the band (2.5 and 97.5 %) of their
        count.
    """

    grid: Array
    density: Array
    counterfactual: Array

    def quantile(self, probability: float) -> float:
        """Return a quantile of the rate ratio."""
        return float(np.exp(np.interp(probability, self._cumulated(), self.grid)))

    def probability_below(self, ratio: float) -> float:
        """Return the chance that the rate ratio lies below `ratio`."""
        return float(np.interp(np.log(ratio), self.grid, self._cumulated(), left=0.0, right=1.0))

    def _cumulated(self) -> Array:
        steps = np.diff(self.grid) * (self.density[1:] + self.density[:-1]) / 2
        total = np.concatenate([[0.0], np.cumsum(steps)])
        return np.asarray(total / total[-1], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Mode:
    log_marginal: Array
    level: Array
    factor: Array
    schur: Array
    diagonal: Array
    curvature: Array


def posterior(model: Model, analysis: str, draws: int = 2000) -> Posterior:
    """Compute the posterior.

    Parameters
    ----------
    model : Model
    analysis : str
        Key of the random numbers of the band.
    draws : int, optional
        Draws for the band.
    """
    centre, spread = _locate(model)
    nodes = centre + spread * np.linspace(-REACH, REACH, NODES)
    pairs, prior = _likely_pairs(model, centre)
    effect = np.repeat(nodes, len(pairs))
    size, shock = np.tile(pairs.T, NODES)
    mode = _laplace(model, effect, size, shock)
    log_weight = mode.log_marginal + np.tile(prior, NODES)
    top = log_weight.max()
    marginal = np.log(np.exp(log_weight - top).reshape(NODES, -1).sum(1) + 1e-300)
    grid = np.linspace(nodes[0], nodes[-1], 721)
    density = np.exp(spline(nodes, marginal, grid) - marginal.max())
    density /= np.trapezoid(density, grid)
    band = _counterfactual(model, mode, np.exp(log_weight - top), size, analysis, draws)
    return Posterior(grid, density, band)


def _locate(model: Model) -> tuple[float, float]:
    """Find mode and spread of the log rate ratio at a middling size and shock, from a wide grid."""
    wide = np.linspace(-3.6, 3.6, 25)
    middling = np.full(len(wide), 3.0), np.full(len(wide), 0.4)
    height = _laplace(model, wide, *middling).log_marginal
    best = int(np.clip(height.argmax(), 1, len(wide) - 2))
    step = wide[1] - wide[0]
    left, here, right = height[best - 1 : best + 2]
    bend = max(float(2 * here - left - right) / step**2, 1 / EFFECT_SD**2)
    shift = float(np.clip((right - left) / 2 / step / bend, -step, step))
    # A wider grid than the parabola asks for: sizes below the middling one flatten the tails.
    return float(wide[best]) + shift, min(1.25 / np.sqrt(bend), EFFECT_SD)


def _likely_pairs(model: Model, effect: float) -> tuple[Array, Array]:
    """Return the (size, shock) pairs that carry weight, shape (n, 2), with their log prior weights."""
    pairs = np.array([(size, shock) for size in SIZES for shock in SHOCKS])
    prior = np.log(np.tile(SHOCK_WEIGHTS, len(SIZES)))
    height = _laplace(model, np.full(len(pairs), effect), *pairs.T).log_marginal + prior
    kept = height > height.max() - NEGLIGIBLE
    return pairs[kept], prior[kept]


def _laplace(model: Model, effect: Array, size: Array, shock: Array) -> _Mode:
    """Integrate unit levels and common factor out, for each node (leading axis)."""
    y, seen = model.y[None], model.seen[None].astype(np.float64)
    n_units, n_periods = model.y.shape
    k, precision = size[:, None, None], 1 / shock[:, None] ** 2
    offset = np.log(model.exposure)[None] + effect[:, None, None] * model.on[None]
    rate = (model.y * model.seen).sum(1) / np.maximum((model.exposure * model.seen).sum(1), 1e-12)
    start = np.where(rate > 0, np.log(np.maximum(rate, 1e-12)), model.location - LEVEL_SD)
    level = np.tile(start, (len(effect), 1))
    factor = np.zeros((len(effect), n_periods))
    identity = np.eye(n_units)[None]
    for _ in range(STEPS):
        mean = np.exp(np.clip(level[:, :, None] + factor[:, None, :] + offset, -30, 30))
        slope = seen * k * (y - mean) / (mean + k)
        bend = seen * (y + k) * k * mean / (mean + k) ** 2
        to_level = slope.sum(2) - (level - model.location) / LEVEL_SD**2
        to_factor = slope.sum(1) - factor * precision
        diagonal = bend.sum(1) + precision
        scaled = bend / diagonal[:, None, :]
        schur = identity * (bend.sum(2) + 1 / LEVEL_SD**2)[:, :, None] - scaled @ bend.transpose(0, 2, 1)
        step = np.linalg.solve(schur, (to_level - (scaled @ to_factor[:, :, None])[:, :, 0])[:, :, None])[:, :, 0]
        follow = (to_factor - (bend * step[:, :, None]).sum(1)) / diagonal
        largest = np.maximum(np.abs(step).max(1), np.abs(follow).max(1))
        damp = np.minimum(1.0, 2.0 / np.maximum(largest, 1e-12))[:, None]
        level, factor = level + damp * step, factor + damp * follow
        if float(largest.max()) < 1e-4:
            break
    linear = level[:, :, None] + factor[:, None, :] + offset
    mean = np.exp(np.clip(linear, -30, 30))
    constant = k * np.log(k) - log_gamma(k) + log_gamma(y + k)
    likelihood = (seen * (y * linear - (y + k) * np.log(mean + k) + constant)).sum((1, 2))
    prior = (
        -0.5 * ((level - model.location) ** 2).sum(1) / LEVEL_SD**2
        - 0.5 * (factor**2).sum(1) * precision[:, 0]
        - n_periods * np.log(shock)
        - 0.5 * effect**2 / EFFECT_SD**2
    )
    volume = -0.5 * np.linalg.slogdet(schur)[1] - 0.5 * np.log(diagonal).sum(1)
    return _Mode(likelihood + prior + volume, level, factor, schur, diagonal, bend)


def _counterfactual(
    model: Model, mode: _Mode, weight: Array, size: Array, analysis: str, draws: int
) -> npt.NDArray[np.float64]:
    """Return expectation and predictive band of counts without the measure."""
    best = int(weight.argmax())
    rows = list(model.shown)
    share = weight / weight.sum()
    modes = mode.level[:, rows, None] + mode.factor[:, None, :]
    centre = np.einsum("g,gut->ut", share, modes)
    between = np.einsum("g,gut->ut", share, (modes - centre) ** 2)
    inverse = np.linalg.inv(mode.schur[best])
    pull = mode.curvature[best] / mode.diagonal[best]
    within = (
        np.diag(inverse)[rows, None]
        + (1 / mode.diagonal[best] + np.einsum("ut,uv,vt->t", pull, inverse, pull))[None]
        - 2 * (inverse @ pull)[rows]
    )
    variance = between + np.maximum(within, 0.0)
    exposure = model.exposure[rows]
    rng = generator(f"{analysis}/band", 0)
    linear = centre + np.log(exposure) + np.sqrt(variance) * rng.standard_normal((draws, *centre.shape))
    k = size[rng.choice(len(size), size=draws, p=share)][:, None, None]
    counts = rng.poisson(rng.gamma(k, np.exp(np.clip(linear, -30, 15)) / k)).sum(1)
    low, high = np.quantile(counts, [0.025, 0.975], axis=0)
    return np.stack([(np.exp(centre + variance / 2) * exposure).sum(0), low, high])
