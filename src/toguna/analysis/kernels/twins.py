"""Plain NumPy twins of the kernels: slow, obvious, and what the tests hold the compiled code to."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from toguna.analysis.scan.problem import Problem


def philox(seed: int, replicate: int, purpose: int, n: int) -> NDArray[np.uint32]:
    """The first `n` words of a stream, from whole Python numbers."""
    out: list[int] = []
    mask = 0xFFFFFFFF
    for block in range(-(-n // 4)):
        key = [seed & mask, (seed >> 32) & mask]
        c = [block, replicate & mask, (replicate >> 32) & mask, purpose]
        for _ in range(10):
            p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
            c = [(p1 >> 32) ^ c[1] ^ key[0], p1 & mask, (p0 >> 32) ^ c[3] ^ key[1], p0 & mask]
            key = [(key[0] + 0x9E3779B9) & mask, (key[1] + 0xBB67AE85) & mask]
        out += c
    return np.array(out[:n], dtype=np.uint32)


def ratio(c: float, e: float, n: float, m: float) -> float:
    """The log-likelihood ratio, as written in Kulldorff (1997)."""
    if c <= e:
        return 0.0
    inside = (
        c * math.log(c / e) if m == 0 else _binomial(c, e * m / n) - _binomial(n, m) + _binomial(n - c, m - e * m / n)
    )
    if m == 0 and n > c:
        inside += (n - c) * math.log((n - c) / (n - e))
    return inside


def _binomial(c: float, n: float) -> float:
    """c ln(c/n) + (n-c) ln((n-c)/n)."""
    return sum(x * math.log(x / n) for x in (c, n - c) if x > 0)


def best_ratio(problem: Problem, counts: NDArray[np.int64]) -> float:
    """The greatest ratio over every zone and window; `counts` (columns, places)."""
    best = 0.0
    zones = problem.zones
    for column in range(len(problem.scales)):
        weights = problem.row(column)
        for i in range(len(zones.indptr) - 1):
            entries = slice(zones.indptr[i], zones.indptr[i + 1])
            inside = zones.members[entries]
            cases = np.cumsum(counts[column, inside])
            expected = np.cumsum(weights[inside]) * problem.scales[column]
            for c, e, closed in zip(cases, expected, zones.closed[entries], strict=True):
                if closed and c >= problem.least:
                    best = max(best, ratio(float(c), float(e), problem.n, problem.m))
    return best


def counts_of(problem: Problem, drawn: NDArray[Any], offsets: NDArray[Any]) -> NDArray[np.int64]:
    """Incidents of one replicate by (column, place)."""
    slots = [np.bincount(drawn[a:b], minlength=len(problem.names)) for a, b in pairwise(offsets)]
    counts = np.zeros(problem.counts.shape, np.int64)
    running = np.zeros(len(problem.names), np.int64)
    for slot, wipe, column in problem.windows.steps:
        running = slots[slot] + (0 if wipe else running)
        counts[column] = running
    return counts


def nearest(points: NDArray[np.float64], weights: NDArray[np.float64], limit2: float, most: float) -> list[list[int]]:
    """Each centre's places in order of distance."""
    out = []
    for centre in points:
        squared = ((points - centre) ** 2).sum(axis=1)
        order = np.argsort(squared, kind="stable")
        order = order[squared[order] <= limit2]
        out.append([int(p) for p in order[: np.searchsorted(np.cumsum(weights[order]), most, side="right")]])
    return out
