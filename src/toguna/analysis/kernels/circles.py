"""Each place's neighbours in order of distance, up to a radius and a share of the weight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toguna.analysis.kernels.jit import inline, jit


@inline
def _sort(
    keys: NDArray[np.float64],
    values: NDArray[np.int64],
    spare_k: NDArray[np.float64],
    spare_v: NDArray[np.int64],
    n: int,
) -> None:
    """Sort pairs by key, equal keys in the order given (merge sort; numpy's own costs ten seconds to compile)."""
    for begin in range(0, n, 16):
        end = min(begin + 16, n)
        for i in range(begin + 1, end):
            key, value = keys[i], values[i]
            j = i - 1
            while j >= begin and keys[j] > key:
                keys[j + 1], values[j + 1] = keys[j], values[j]
                j -= 1
            keys[j + 1], values[j + 1] = key, value
    width = 16
    while width < n:
        for begin in range(0, n, 2 * width):
            middle, end = min(begin + width, n), min(begin + 2 * width, n)
            a, b = begin, middle
            for out in range(begin, end):
                if a < middle and (b >= end or keys[a] <= keys[b]):
                    spare_k[out], spare_v[out] = keys[a], values[a]
                    a += 1
                else:
                    spare_k[out], spare_v[out] = keys[b], values[b]
                    b += 1
        for i in range(n):
            keys[i], values[i] = spare_k[i], spare_v[i]
        width *= 2


@jit
def nearest(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    limit2: float,
    most: float,
    first: int,
    last: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64], NDArray[np.bool_]]:
    """Zones around the centres `first` to `last` - 1: sizes, members, squared distances, closed.

    Squared straight-line distances order the places (on the sphere: chords). A zone ends before its weight exceeds
    `most`. Places at exactly the same distance come in together: a zone that would part them is not closed.
    """
    n, dimensions = points.shape
    sizes = np.zeros(last - first, np.int64)
    members = np.empty(64 * (last - first) + n, np.int32)
    squared = np.empty(64 * (last - first) + n)
    closed = np.empty(64 * (last - first) + n, np.bool_)
    near, spare_v = np.empty(n, np.int64), np.empty(n, np.int64)
    near2, spare_k = np.empty(n), np.empty(n)
    total = 0
    for centre in range(first, last):
        found = 0
        for j in range(n):
            d2 = 0.0
            for a in range(dimensions):
                step = points[j, a] - points[centre, a]
                d2 += step * step
            if d2 <= limit2:
                near[found] = j
                near2[found] = d2
                found += 1
        _sort(near2, near, spare_k, spare_v, found)
        if total + found > members.size:
            old_members, old_squared, old_closed = members, squared, closed
            members = np.empty(2 * members.size + found, np.int32)
            squared = np.empty(members.size)
            closed = np.empty(members.size, np.bool_)
            for k in range(total):
                members[k], squared[k], closed[k] = old_members[k], old_squared[k], old_closed[k]
        weight = 0.0
        begin = total
        for r in range(found):
            weight += weights[near[r]]
            if weight > most:
                break
            members[total] = np.int32(near[r])
            squared[total] = near2[r]
            closed[total] = r + 1 == found or near2[r + 1] > near2[r]
            total += 1
        sizes[centre - first] = total - begin
    return sizes, members[:total], squared[:total], closed[:total]
