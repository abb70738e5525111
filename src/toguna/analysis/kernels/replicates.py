"""The greatest log-likelihood ratio of each replicate: batches of 64 side by side, limits as whole numbers.

The sweep only finds which replicates exceed a limit somewhere around a centre; for those alone the ratio is computed,
by the same function and in the same order of additions as for the data, so that ties are ties.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from toguna.analysis.kernels.jit import inline, jit
from toguna.analysis.kernels.likelihood import limits_of_column, ratio
from toguna.analysis.kernels.sweep import LANES, sweep16, sweep32


@inline
def _raise(
    counts: NDArray[Any],
    lane: int,
    begin: int,
    end: int,
    members: NDArray[np.int32],
    weights: NDArray[np.float64],
    scale: float,
    limits: NDArray[np.int32],
    n: float,
    m: float,
    least: int,
    best: float,
) -> float:
    """The best ratio of one replicate around one centre, or `best` if that is greater."""
    c = 0
    cumulated = 0.0
    for k in range(begin, end):
        c += counts[members[k], lane]
        cumulated += weights[members[k]]
        if c > limits[k] and c >= least:
            value = ratio(float(c), cumulated * scale, n, m)
            best = max(best, value)
    return best


@inline
def _add(
    counts: NDArray[Any],
    drawn: NDArray[np.int32],
    offsets: NDArray[np.int64],
    first: int,
    last: int,
    slot: int,
    wipe: bool,
) -> None:
    if wipe:
        counts[:, :] = 0
    for lane in range(last - first):
        for j in range(offsets[first + lane, slot], offsets[first + lane, slot + 1]):
            counts[drawn[first + lane, j], lane] += 1


@inline
def _scan16(
    counts: NDArray[np.int16],
    narrow: NDArray[np.int16],
    limits: NDArray[np.int32],
    indptr: NDArray[np.int64],
    members: NDArray[np.int32],
    stride: int,
    lanes: int,
    weights: NDArray[np.float64],
    scale: float,
    n: float,
    m: float,
    least: int,
    hits: NDArray[np.int16],
    best: NDArray[np.float64],
) -> None:
    base, members_at, limits_at, hits_at = (
        counts.ctypes.data,
        members.ctypes.data,
        narrow.ctypes.data,
        hits.ctypes.data,
    )
    for i in range(0, indptr.size - 1, stride):
        begin, end = indptr[i], indptr[i + 1]
        if begin == end or sweep16(base, members_at + 4 * begin, limits_at + 2 * begin, end - begin, hits_at) == 0:
            continue
        for lane in range(lanes):
            if hits[lane] != 0:
                best[lane] = _raise(counts, lane, begin, end, members, weights, scale, limits, n, m, least, best[lane])


@inline
def _scan32(
    counts: NDArray[np.int32],
    narrow: NDArray[np.int32],
    limits: NDArray[np.int32],
    indptr: NDArray[np.int64],
    members: NDArray[np.int32],
    stride: int,
    lanes: int,
    weights: NDArray[np.float64],
    scale: float,
    n: float,
    m: float,
    least: int,
    hits: NDArray[np.int32],
    best: NDArray[np.float64],
) -> None:
    base, members_at, limits_at, hits_at = (
        counts.ctypes.data,
        members.ctypes.data,
        narrow.ctypes.data,
        hits.ctypes.data,
    )
    for i in range(0, indptr.size - 1, stride):
        begin, end = indptr[i], indptr[i + 1]
        if begin == end or sweep32(base, members_at + 4 * begin, limits_at + 4 * begin, end - begin, hits_at) == 0:
            continue
        for lane in range(lanes):
            if hits[lane] != 0:
                best[lane] = _raise(counts, lane, begin, end, members, weights, scale, limits, n, m, least, best[lane])


@jit
def maxima(
    drawn: NDArray[np.int32],
    offsets: NDArray[np.int64],
    replicates: int,
    places: int,
    steps: NDArray[np.int64],
    indptr: NDArray[np.int64],
    members: NDArray[np.int32],
    closed: NDArray[np.bool_],
    weights: NDArray[np.float64],
    scales: NDArray[np.float64],
    levels: NDArray[np.int32],
    per_case: float,
    n: float,
    m: float,
    least: int,
    stride: int,
    wide: bool,
) -> NDArray[np.float64]:
    """The greatest ratio of each replicate, less than the level behind `levels` where none reaches it.

    Parameters
    ----------
    drawn, offsets : the incidents of each replicate by slot (see `draws`).
    steps : (slot to add, 1 to begin a new chain of windows, column to scan or -1), in order.
    weights : (1 or columns, places); `scales`: (columns,); expected = scale x sum of weights.
    levels, per_case : see `likelihood.limits_of_column`.
    stride : scan every stride-th centre only (1: all).
    wide : 32-bit counts.
    """
    batches = (replicates + LANES - 1) // LANES
    best = np.zeros(batches * LANES)
    limits = np.empty(members.size, np.int32)
    if wide:
        counts32 = np.zeros((batches, places, LANES), np.int32)
        hits32 = np.zeros(LANES, np.int32)
        for step in range(steps.shape[0]):
            slot, wipe, column = steps[step]
            if column >= 0:
                row = column if weights.shape[0] > 1 else 0
                limits_of_column(
                    indptr, members, closed, weights[row], scales[column], levels, per_case, stride, limits
                )
            for b in range(batches):
                first, last = b * LANES, min((b + 1) * LANES, replicates)
                _add(counts32[b], drawn, offsets, first, last, slot, wipe == 1)
                if column >= 0:
                    _scan32(
                        counts32[b],
                        limits,
                        limits,
                        indptr,
                        members,
                        stride,
                        last - first,
                        weights[row],
                        scales[column],
                        n,
                        m,
                        least,
                        hits32,
                        best[first : first + LANES],
                    )
        return best[:replicates]
    counts16 = np.zeros((batches, places, LANES), np.int16)
    hits16 = np.zeros(LANES, np.int16)
    narrow = np.empty(members.size, np.int16)
    for step in range(steps.shape[0]):
        slot, wipe, column = steps[step]
        if column >= 0:
            row = column if weights.shape[0] > 1 else 0
            limits_of_column(indptr, members, closed, weights[row], scales[column], levels, per_case, stride, limits)
            for k in range(members.size):
                narrow[k] = np.int16(min(limits[k], 32767))
        for b in range(batches):
            first, last = b * LANES, min((b + 1) * LANES, replicates)
            _add(counts16[b], drawn, offsets, first, last, slot, wipe == 1)
            if column >= 0:
                _scan16(
                    counts16[b],
                    narrow,
                    limits,
                    indptr,
                    members,
                    stride,
                    last - first,
                    weights[row],
                    scales[column],
                    n,
                    m,
                    least,
                    hits16,
                    best[first : first + LANES],
                )
    return best[:replicates]
