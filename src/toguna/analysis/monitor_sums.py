"""Negative-binomial CUSUM and GLR: sums that grow while counts stay above their baseline, alarms at a stated false
rate.

CUSUM watches for one ratio to the baseline; GLR for any of a range of ratios at once (the greatest of their sums, which
is the generalised likelihood ratio over that range). The threshold is set by simulation: in control, the mean number of
periods until a false alarm is `run_length`. Counts are whole numbers, so that run lengths come in steps; the threshold
is the lowest whose simulated run length is not shorter.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import numpy as np

from toguna.analysis.monitor_results import BAD_VALUE, MonitorInputError, MonitorResult, checked
from toguna.analysis.scan.executors import available_cores
from toguna.analysis.scan.results import digest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

GLR_RATIOS: Final = tuple(float(r) for r in np.geomspace(1.25, 8.0, 12))
PATHS: Final = 5_000
# In control, a path of so many run lengths nearly always alarms once.
LENGTHS: Final = 5
# With more distinct baselines than this, thresholds are simulated on a grid of means, so many to a doubling.
CROWD: Final = 64
PER_DOUBLING: Final = 12


def cusum(
    counts: ArrayLike,
    *,
    baseline: ArrayLike,
    shape: ArrayLike = math.inf,
    ratio: float = 2.0,
    run_length: float = 120.0,
    thresholds: ArrayLike | None = None,
    seed: int = 0,
) -> MonitorResult:
    """Watch series for their mean growing `ratio` times.

    Parameters
    ----------
    counts : ndarray of shape (time,) or (series, time)
    baseline : float, or ndarray of shape (series,) or (series, time)
        In-control means. A baseline that varies in time is taken as a cycle when the threshold is set.
    shape : float or ndarray of shape (series,)
        The negative-binomial k of a period; inf is Poisson.
    ratio : float
        Above 1.
    run_length : float
        Mean number of periods until a false alarm.
    thresholds : ndarray of shape (series,), optional
        In place of simulated ones.
    seed : int

    Returns
    -------
    MonitorResult
        `observed` holds the sums, `bounds` the thresholds; `extra`: run_lengths, as simulated.

    References
    ----------
    Page (1954), Biometrika 41:100. Höhle & Paul (2008), Computational Statistics & Data Analysis 52:4357.
    """
    return _sums("cusum", counts, baseline, shape, (ratio,), run_length, thresholds, seed)


def glr(
    counts: ArrayLike,
    *,
    baseline: ArrayLike,
    shape: ArrayLike = math.inf,
    ratios: tuple[float, ...] = GLR_RATIOS,
    run_length: float = 120.0,
    thresholds: ArrayLike | None = None,
    seed: int = 0,
) -> MonitorResult:
    """Watch series for their mean growing by any of `ratios`; see `cusum`."""
    return _sums("glr", counts, baseline, shape, ratios, run_length, thresholds, seed)


def _sums(
    method: str, counts: ArrayLike, baseline: ArrayLike, shape: ArrayLike, ratios: tuple[float, ...],
    run_length: float, thresholds: ArrayLike | None, seed: int,
) -> MonitorResult:  # fmt: skip
    from toguna.analysis.kernels.cusum import run

    table = checked(counts)
    for name, value, good, wanted in (
        ("ratio", min(ratios), min(ratios) > 1, "> 1"),
        ("run_length", run_length, run_length >= 2, "≥ 2"),
    ):
        if not good:
            raise MonitorInputError(BAD_VALUE, option=name, value=value, wanted=wanted)
    given = np.asarray(baseline, dtype=np.float64)
    means = np.ascontiguousarray(np.broadcast_to(given[:, None] if given.ndim == 1 else given, table.shape))
    shapes = np.ascontiguousarray(np.broadcast_to(np.asarray(shape, dtype=np.float64), (len(table),)))
    if not (np.isfinite(means) & (means >= 0)).all() or not (shapes > 0).all():
        raise MonitorInputError(BAD_VALUE, option="baseline, shape", value="…", wanted="≥ 0, > 0")
    lengths = np.full(len(table), np.nan)
    if thresholds is None:
        limits, lengths = _thresholds(means, shapes, np.array(ratios), run_length, seed)
    else:
        limits = np.ascontiguousarray(np.broadcast_to(np.asarray(thresholds, dtype=np.float64), (len(table),)))
    sums, alarms = np.zeros(table.shape), np.zeros(table.shape, dtype=bool)
    run(table, means, shapes, np.array(ratios), limits, sums, alarms)
    return MonitorResult(
        method, np.arange(table.shape[1]), sums, means, np.repeat(limits[:, None], table.shape[1], axis=1), alarms,
        {"ratios": ratios, "run_length": run_length}, seed, digest(table, means, shapes), {"run_lengths": lengths},
    )  # fmt: skip


def _thresholds(
    means: NDArray[np.float64], shapes: NDArray[np.float64], ratios: NDArray[np.float64], run_length: float, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One simulation for each distinct baseline.

    Many constant baselines share simulations: each takes the safer (greater) threshold of the two grid means around it.
    """
    constant = (means == means[:, :1]).all(axis=1)
    crowded = len(set(zip(means[constant, 0], shapes[constant], strict=True))) > CROWD
    wanted: list[list[tuple[tuple[float, ...], float]]] = []
    for s, (row, k) in enumerate(zip(means, shapes, strict=True)):
        cycles = [tuple(row[:1] if constant[s] else row)]
        if constant[s] and row[0] > 0 and crowded:
            place = PER_DOUBLING * math.log2(row[0])
            cycles = [(2.0 ** (n / PER_DOUBLING),) for n in sorted({math.floor(place), math.ceil(place)})]
        wanted.append([(cycle, float(k)) for cycle in cycles])
    keys = sorted({key for some in wanted for key in some})

    def simulated(key: tuple[tuple[float, ...], float]) -> tuple[float, float]:
        return threshold(np.array(key[0]), key[1], ratios, run_length, seed=seed)

    with ThreadPoolExecutor(available_cores()) as pool:
        known = dict(zip(keys, pool.map(simulated, keys), strict=True))
    best = [max(known[key] for key in some) for some in wanted]
    return np.array([limit for limit, _ in best]), np.array([length for _, length in best])


def threshold(
    cycle: NDArray[np.float64], shape: float, ratios: NDArray[np.float64], run_length: float, *, seed: int = 0,
    paths: int = PATHS,
) -> tuple[float, float]:  # fmt: skip
    """The lowest threshold whose in-control run length is at least `run_length`, and that run length.

    Paths end after a few run lengths; those that have not alarmed count with all their periods (the estimator of an
    exponential mean under censoring; run lengths are very nearly so).
    """
    from toguna.analysis.kernels.cusum import records

    if cycle.max() <= 0:
        # Nothing is ever expected: any incident at all is an alarm, and none is ever false.
        return 0.0, math.inf
    length = math.ceil(LENGTHS * run_length)
    begin, times, heights = records(seed, 1, cycle, float(shape), ratios, paths, length)
    low, high = 0.0, float(heights.max(initial=0.0)) + 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _run_length(begin, times, heights, middle, length) >= run_length:
            high = middle
        else:
            low = middle
    return high, _run_length(begin, times, heights, high, length)


def _run_length(
    begin: NDArray[np.int64], times: NDArray[np.int64], heights: NDArray[np.float64], limit: float, length: int
) -> float:
    paths = len(begin) - 1
    path = np.repeat(np.arange(paths), np.diff(begin))
    above = heights > limit
    first = np.full(paths, length + 1, dtype=np.int64)
    # Records of a path come in time order: the first above the limit is its earliest.
    np.minimum.at(first, path[above], times[above])
    alarmed = int((first <= length).sum())
    return float(np.minimum(first, length).sum()) / alarmed if alarmed else math.inf
