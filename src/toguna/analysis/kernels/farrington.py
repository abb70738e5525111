"""Quasi-Poisson fits of many short series at once, for the Farrington-type bounds (`monitor_farrington`).

One fit is iteratively reweighted least squares on a log link, with a mean per period of the year and, perhaps, a
straight line in time. It stops where the deviance changes by less than 1e-8 of itself, as R's `glm` does, and keeps the
weights of its last step. The normal equations are a diagonal with one border, so a fit costs a few operations per row.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from toguna.analysis.kernels.jit import inline, jit

# What a fit answers: log mean, mean, dispersion, variance of the mean's error, of the log mean, t of the trend, slope.
ANSWERS = 7
TINY = 1e-10
SMALLEST = -690.0


@inline
def _fit(
    y: NDArray[np.float64],
    log_y: NDArray[np.float64],
    time: NDArray[np.float64],
    level: NDArray[np.int64],
    levels: int,
    trend: bool,
    w: NDArray[np.float64],
    mu: NDArray[np.float64],
    leverage: NDArray[np.float64],
    room: NDArray[np.float64],
    out: NDArray[np.float64],
) -> bool:
    """Fit; `out`: log mean now, its variance, slope, its variance, Pearson's dispersion (at least 1), relative one."""
    n = y.size
    weight, centre, target = room[0], room[1], room[2]
    before = 0.0
    for i in range(n):
        mu[i] = y[i] + 0.1
        before += 2.0 * w[i] * ((y[i] * (log_y[i] - math.log(mu[i])) if y[i] > 0.0 else 0.0) - (y[i] - mu[i]))
    slope, across, step = 0.0, 0.0, leverage
    eta = room[3]
    for i in range(n):
        eta[i] = math.log(mu[i])
    for _ in range(25):
        weight[:levels] = 0.0
        centre[:levels] = 0.0
        target[:levels] = 0.0
        for i in range(n):
            step[i] = w[i] * mu[i]
            eta[i] += (y[i] - mu[i]) / mu[i]
            k = level[i]
            weight[k] += step[i]
            centre[k] += step[i] * time[i]
            target[k] += step[i] * eta[i]
        for k in range(levels):
            if not weight[k] > 1e-280:
                return False
            centre[k] /= weight[k]
            target[k] /= weight[k]
        slope, across = 0.0, 0.0
        if trend:
            for i in range(n):
                offset = time[i] - centre[level[i]]
                across += step[i] * offset * offset
                slope += step[i] * offset * (eta[i] - target[level[i]])
            if not across > 1e-280:
                return False
            slope /= across
        now = 0.0
        for i in range(n):
            k = level[i]
            eta[i] = min(max(target[k] + slope * (time[i] - centre[k]), SMALLEST), 500.0)
            mu[i] = math.exp(eta[i])
            now += 2.0 * w[i] * ((y[i] * (log_y[i] - eta[i]) if y[i] > 0.0 else 0.0) - (y[i] - mu[i]))
        settled = abs(now - before) / (abs(now) + 0.1) < 1e-8
        before = now
        if settled:
            break
    pearson, relative = 0.0, 0.0
    for i in range(n):
        r = (y[i] - mu[i]) / mu[i]
        pearson += step[i] * r * r
        # A count of nothing where nothing is expected differs by nothing.
        relative += w[i] * r * r if mu[i] > TINY else 0.0
        offset = time[i] - centre[level[i]]
        leverage[i] = step[i] * (1.0 / weight[level[i]] + (offset * offset / across if trend else 0.0))
    degrees = n - levels - (1 if trend else 0)
    out[0] = target[0] - slope * centre[0]
    out[1] = 1.0 / weight[0] + (centre[0] * centre[0] / across if trend else 0.0)
    out[2] = slope
    out[3] = 1.0 / across if trend else 0.0
    out[4] = max(1.0, pearson / degrees)
    out[5] = relative / degrees
    return True


@inline
def _reweigh(
    y: NDArray[np.float64],
    mu: NDArray[np.float64],
    leverage: NDArray[np.float64],
    dispersion: float,
    threshold: float,
    w: NDArray[np.float64],
) -> None:
    """Past outbreaks count less: weight 1/s² where the standardised Anscombe residual s exceeds the threshold."""
    total = 0.0
    for i in range(y.size):
        w[i] = 1.0
        if y[i] > mu[i]:
            s = 1.5 * (y[i] ** (2.0 / 3.0) * mu[i] ** (-1.0 / 6.0) - math.sqrt(mu[i]))
            s /= math.sqrt(dispersion * max(1.0 - leverage[i], 1e-12))
            if s > threshold:
                w[i] = 1.0 / (s * s)
        total += w[i]
    for i in range(y.size):
        w[i] *= y.size / total


@jit
def fits(
    counts: NDArray[np.float64],
    series: NDArray[np.int64],
    moments: NDArray[np.int64],
    back: NDArray[np.int64],
    level: NDArray[np.int64],
    levels: int,
    threshold: float,
    trend: bool,
    always: bool,
    out: NDArray[np.float64],
) -> None:
    """Fit each (series, moment) to its own past.

    `back`, `level` (rows,): how far back each baseline row lies, and its period (0 is that of the moment itself). `out`
    (fits, 2, `ANSWERS`): without and with a trend; the dispersion is -1 where a fit was impossible. `always`: a trend
    that leads no higher than any count is kept whatever its significance, so the fit without is not needed.
    """
    n = back.size
    y, log_y, w, mu, leverage = np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n)
    room, fit = np.empty((4, max(n, levels))), np.empty(6)
    time = -back.astype(np.float64)
    for f in range(series.size):
        total, highest = 0.0, 0.0
        for i in range(n):
            y[i] = counts[series[f], moments[f] - back[i]]
            log_y[i] = math.log(max(y[i], 1.0))
            total += y[i]
            highest = max(highest, y[i])
        out[f, :, 2] = -1.0
        for kind in range(1 if trend else 0, -1, -1):
            if total == 0.0 or (kind == 0 and always and out[f, 1, 2] > 0.0 and out[f, 1, 1] <= highest):
                continue
            w[:] = 1.0
            if not _fit(y, log_y, time, level, levels, kind == 1, w, mu, leverage, room, fit):
                continue
            _reweigh(y, mu, leverage, fit[4], threshold, w)
            if not _fit(y, log_y, time, level, levels, kind == 1, w, mu, leverage, room, fit):
                continue
            mean = math.exp(min(fit[0], 500.0))
            out[f, kind, 0] = fit[0]
            out[f, kind, 1] = mean
            out[f, kind, 2] = fit[4]
            out[f, kind, 3] = fit[5] * fit[1] * mean * mean
            out[f, kind, 4] = fit[5] * fit[1]
            out[f, kind, 6] = fit[2]
            spread = math.sqrt(fit[5] * fit[3])
            out[f, kind, 5] = fit[2] / spread if spread > 0.0 else 0.0


@jit
def quantiles(mean: NDArray[np.float64], dispersion: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The least count below which at least `share` of a negative binomial (dispersion 1: Poisson) lies; means < 600."""
    out = np.zeros(mean.size)
    for i in range(mean.size):
        m, d = mean[i], dispersion[i]
        if m <= 0.0:
            continue
        size = m / (d - 1.0) if d > 1.0 else np.inf
        p = math.exp(-size * math.log(d)) if d > 1.0 else math.exp(-m)
        total, c = p, 0
        while total < share and c < 100_000:
            p *= (size + c) / (c + 1.0) * (1.0 - 1.0 / d) if d > 1.0 else m / (c + 1.0)
            c += 1
            total += p
        out[i] = c
    return out
