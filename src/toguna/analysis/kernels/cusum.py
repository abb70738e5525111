"""Negative-binomial cumulative sums, and the records of their in-control paths by which thresholds are set."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from toguna.analysis.kernels.jit import inline, jit
from toguna.analysis.kernels.philox import STATE_WORDS, gamma, poisson, start, uniform

IN_CONTROL = 11


@inline
def gain(count: float, mean: float, ratio: float, shape: float) -> float:
    """The log-likelihood ratio of one count: mean × ratio against mean; `shape` inf: Poisson."""
    if mean <= 0.0:
        return 0.0
    if math.isinf(shape):
        return count * math.log(ratio) - mean * (ratio - 1.0)
    return count * math.log(ratio) - (count + shape) * math.log((shape + mean * ratio) / (shape + mean))


@jit
def run(
    counts: NDArray[np.float64],
    means: NDArray[np.float64],
    shapes: NDArray[np.float64],
    ratios: NDArray[np.float64],
    thresholds: NDArray[np.float64],
    sums: NDArray[np.float64],
    alarms: NDArray[np.bool_],
) -> None:
    """Sums of each series (series, time), the greatest over `ratios`; after an alarm they begin anew."""
    state = np.zeros(ratios.size)
    for s in range(counts.shape[0]):
        state[:] = 0.0
        for t in range(counts.shape[1]):
            best = 0.0
            for r in range(ratios.size):
                state[r] = max(0.0, state[r] + gain(counts[s, t], means[s, t], ratios[r], shapes[s]))
                best = max(best, state[r])
            sums[s, t] = best
            if best > thresholds[s]:
                alarms[s, t] = True
                state[:] = 0.0


@jit
def records(
    seed: int,
    stream: int,
    means: NDArray[np.float64],
    shape: float,
    ratios: NDArray[np.float64],
    paths: int,
    length: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """In-control paths without resets, and when each first rose above what it had been.

    `means` repeat as a cycle that begins at a random place. Returns where each path's records begin, their times (from
    1) and heights: the run length of any threshold can be read off them.
    """
    begin = np.zeros(paths + 1, np.int64)
    times = np.empty(paths * 24, np.int64)
    heights = np.empty(paths * 24)
    state = np.zeros(ratios.size)
    random = np.zeros(STATE_WORDS, np.uint32)
    held = 0
    # Counts come from a table of the distribution wherever the baseline does not vary.
    constant = means.min() == means.max()
    table = _table(means[0], shape) if constant else np.empty(0)
    gains = np.empty((ratios.size, table.size))
    for r in range(ratios.size):
        for c in range(table.size):
            gains[r, c] = gain(float(c), means[0], ratios[r], shape)
    for path in range(paths):
        start(random, seed, stream * 1_000_003 + path, IN_CONTROL)
        state[:] = 0.0
        highest = 0.0
        shift = path % means.size
        for t in range(length):
            best = 0.0
            mean = means[(t + shift) % means.size]
            c = _from_table(random, table) if constant else _draw(random, mean, shape)
            for r in range(ratios.size):
                g = gains[r, c] if constant else gain(float(c), mean, ratios[r], shape)
                state[r] = max(0.0, state[r] + g)
                best = max(best, state[r])
            if best > highest:
                highest = best
                if held == times.size:
                    times, heights = _longer_i(times), _longer_f(heights)
                times[held] = t + 1
                heights[held] = best
                held += 1
        begin[path + 1] = held
    return begin, times[:held], heights[:held]


@inline
def _longer_i(values: NDArray[np.int64]) -> NDArray[np.int64]:
    grown = np.empty(2 * values.size, np.int64)
    grown[: values.size] = values
    return grown


@inline
def _longer_f(values: NDArray[np.float64]) -> NDArray[np.float64]:
    grown = np.empty(2 * values.size)
    grown[: values.size] = values
    return grown


@inline
def _draw(random: NDArray[np.uint32], mean: float, shape: float) -> int:
    if mean <= 0.0:
        return 0
    return poisson(random, mean if math.isinf(shape) else gamma(random, shape) * mean / shape)


@inline
def _table(mean: float, shape: float) -> NDArray[np.float64]:
    """The cumulative distribution up to where less than 1e-12 is left."""
    spread = math.sqrt(mean + (0.0 if math.isinf(shape) else mean * mean / shape))
    size = int(mean + 60.0 * spread + 60.0)
    out = np.empty(size)
    p = math.exp(-mean) if math.isinf(shape) else (shape / (shape + mean)) ** shape
    total = 0.0
    for c in range(size):
        total += p
        out[c] = total
        if math.isinf(shape):
            p *= mean / (c + 1.0)
        else:
            p *= (shape + c) / (c + 1.0) * mean / (shape + mean)
        if 1.0 - total < 1e-12 and c > mean:
            return out[: c + 1]
    return out


@inline
def _from_table(random: NDArray[np.uint32], table: NDArray[np.float64]) -> int:
    u = uniform(random)
    if u < table[0]:
        return 0
    at = np.int64(np.searchsorted(table, u, side="right"))
    return int(at) if at < table.size else table.size - 1
