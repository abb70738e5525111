"""The scan's log-likelihood ratio, and its inverse: the largest expectation at which a count still reaches a level.

`n` cases in all; a zone holds `c` of them where `e` are expected. For the Poisson and permutation models the ratio is
c ln(c/e) + (n-c) ln((n-c)/(n-e)) (Kulldorff 1997; Kulldorff et al. 2005); for the Bernoulli model, with `m` cases and
controls in all, the four-term binomial form, where the zone holds e·m/n persons.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from toguna.analysis.kernels.jit import inline, jit


@inline
def _term(a: float, b: float) -> float:
    return a * math.log(a / b) if a > 0.0 else 0.0


@inline
def ratio(c: float, e: float, n: float, m: float) -> float:
    """The log-likelihood ratio of a high zone, 0 where no more than expected; `m` = 0 means Poisson."""
    if c <= e:
        return 0.0
    if m == 0.0:
        return c * math.log(c / e) + _term(n - c, n - e)
    inside = e * m / n
    return (
        _term(c, inside)
        + _term(inside - c, inside)
        + _term(n - c, m - inside)
        + _term(m - inside - (n - c), m - inside)
        - _term(n, m)
        - _term(m - n, m)
    )


@jit
def largest_expected(level: float, n: float, m: float, least: int, most: int) -> NDArray[np.float64]:
    """For each count up to `most`, the largest expectation with a ratio of at least `level` (0 below `least` cases).

    Rounded up a little: it only selects the windows whose ratio is then computed exactly. The ratio falls and is convex
    in the expectation, so Newton's steps from the left never pass the root; the root of the count before lies left of
    it.
    """
    out = np.zeros(most + 2)
    before = 1e-300
    for c in range(least, most + 1):
        count = float(c)
        if m == 0.0 and count < n:
            e = before
            if e < 1e-200:
                # c ln(c/e) - c + e = level, from below; a high level and few cases would underflow to zero.
                e = max(count * math.exp(-level / count - 1.0), 1e-300)
            for _ in range(60):
                gap = ratio(count, e, n, m) - level
                step = gap / (count / e - (n - count) / (n - e))
                e += step
                if not step > 1e-13 * e:
                    break
            before = min(max(e, before), count)
            out[c] = before * (1.0 + 1e-9)
            continue
        low, high = count * n / m if m > 0.0 else 0.0, count
        if ratio(count, low, n, m) < level:
            continue
        for _ in range(60):
            middle = 0.5 * (low + high)
            if ratio(count, middle, n, m) >= level:
                low = middle
            else:
                high = middle
        out[c] = high * (1.0 + 1e-9)
    out[most + 1] = np.inf
    return out


@jit
def bins_of(largest: NDArray[np.float64], least: int, greatest: float, bins: int) -> NDArray[np.int32]:
    """For each of `bins` equal steps of expectation up to `greatest`, the greatest count that does not reach the level.

    Taken at the step's lower edge: within a step it may let a count through that just misses the level, never the
    reverse.
    """
    out = np.empty(bins + 2, np.int32)
    c = least
    for b in range(bins + 2):
        edge = greatest * b / bins * (1.0 - 1e-9)
        while largest[c] < edge:
            c += 1
        out[b] = c - 1
    return out


@jit
def limits_of_column(
    indptr: NDArray[np.int64],
    members: NDArray[np.int32],
    closed: NDArray[np.bool_],
    weights: NDArray[np.float64],
    scale: float,
    steps: NDArray[np.int32],
    per_case: float,
    stride: int,
    out: NDArray[np.int32],
) -> None:
    """For each zone in one window, the greatest count that does not matter; `per_case`: steps per expected case."""
    top = steps.size - 1
    factor = scale * per_case
    for i in range(0, indptr.size - 1, stride):
        cumulated = 0.0
        for k in range(indptr[i], indptr[i + 1]):
            cumulated += weights[members[k]]
            limit = steps[min(int(cumulated * factor), top)]
            out[k] = limit if closed[k] else 2147483647


@jit
def best_of_centres(
    first: int,
    last: int,
    indptr: NDArray[np.int64],
    members: NDArray[np.int32],
    closed: NDArray[np.bool_],
    weights: NDArray[np.float64],
    scales: NDArray[np.float64],
    counts: NDArray[np.int64],
    n: float,
    m: float,
    least: int,
    best: NDArray[np.float64],
    best_at: NDArray[np.int64],
) -> None:
    """The best zone and window around each of some centres. `counts` (columns, places); `best_at`: entry, column."""
    for i in range(first, last):
        for column in range(scales.size):
            row = column if weights.shape[0] > 1 else 0
            scale = scales[column]
            cumulated = 0.0
            c = 0
            for k in range(indptr[i], indptr[i + 1]):
                cumulated += weights[row, members[k]]
                c += counts[column, members[k]]
                expected = cumulated * scale
                if c <= expected or c < least or not closed[k]:
                    continue
                # (1+x)ln(1+x)-x <= x²/2 and (1-y)ln(1-y)+y <= y²: most windows need no logarithm.
                excess, rest = c - expected, n - expected
                if m == 0.0 and excess * excess * (0.5 * rest + expected) < best[i] * expected * rest:
                    continue
                value = ratio(float(c), expected, n, m)
                if value > best[i]:
                    best[i] = value
                    best_at[i, 0] = k
                    best_at[i, 1] = column
