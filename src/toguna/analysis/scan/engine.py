"""Run a scan: the best zone of each centre in the data, then the greatest ratio of each replicate.

The replicates are searched above a level only, as whole-number limits; the level is about the median of what a few
replicates show in an eighth of the centres, so that nearly every replicate exceeds it. The few that do not are searched
again, lower. Every maximum is therefore exact and depends on seed and replicate alone: on no level, batch or worker.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from toguna.analysis.scan.executors import available_cores
from toguna.analysis.scan.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from toguna.analysis.scan.executors import Executor

LANES: Final = 64
# Incidents drawn at a time per worker: 20 million are 80 MB.
DRAWN_AT_A_TIME: Final = 20_000_000
# Window updates of one task, so that an interruption is heard within seconds.
UPDATES_AT_A_TIME: Final = 8_000_000_000
PILOT: Final = 16
NARROW: Final = 32_000
BINS: Final = 1 << 15
CENTRES_AT_A_TIME: Final = 64

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """The best window around one centre of the data: entry of `zones.members`, column, ratio, cases, expectation."""

    centre: int
    entry: int
    column: int
    statistic: float
    observed: int
    expected: float


@dataclass(frozen=True, slots=True)
class _Task:
    replicates: NDArray[np.int64]
    level: float
    stride: int


def search(problem: Problem) -> list[Found]:
    """The best window of each centre that has one above expectation."""
    from toguna.analysis.kernels.likelihood import best_of_centres

    zones = problem.zones
    centres = len(zones.indptr) - 1
    best, best_at = np.zeros(centres), np.full((centres, 2), -1, dtype=np.int64)

    def some(first: int) -> None:
        best_of_centres(
            first,
            min(first + CENTRES_AT_A_TIME, centres),
            zones.indptr,
            zones.members,
            zones.closed,
            problem.weights,
            problem.scales,
            problem.counts,
            problem.n,
            problem.m,
            problem.least,
            best,
            best_at,
        )

    with ThreadPoolExecutor(available_cores()) as pool:
        list(pool.map(some, range(0, centres, CENTRES_AT_A_TIME)))
    return [_found(problem, int(i), float(best[i]), best_at[i]) for i in np.flatnonzero(best > 0)]


def _found(problem: Problem, centre: int, statistic: float, at: NDArray[np.int64]) -> Found:
    entry, column = int(at[0]), int(at[1])
    inside = problem.zones.members[problem.zones.indptr[centre] : entry + 1]
    expected = float(problem.row(column)[inside].sum() * problem.scales[column])
    return Found(centre, entry, column, statistic, int(problem.counts[column, inside].sum()), expected)


def _maxima(problem: Problem, task: _Task) -> NDArray[np.float64]:
    from toguna.analysis.kernels.likelihood import bins_of, largest_expected
    from toguna.analysis.kernels.replicates import maxima

    greatest = problem.greatest_expected
    # Counts beyond this reach the level whatever is expected, so the table of limits may end there.
    most = int(min(greatest + 4 * task.level + 4 * np.sqrt(2 * task.level * greatest) + 64, problem.n))
    largest = largest_expected(task.level, problem.n, problem.m, problem.least, most)
    levels = bins_of(largest, problem.least, greatest, BINS)
    drawn, offsets = problem.draws.draw(problem.seed, task.replicates)
    # 16-bit sums hold what a zone can plausibly hold, whatever the null: twice its expectation and more.
    wide = min(2 * greatest + 2_000, problem.draws.room) > NARROW
    return maxima(
        drawn,
        offsets,
        len(task.replicates),
        len(problem.names),
        problem.windows.steps,
        problem.zones.indptr,
        problem.zones.members,
        problem.zones.closed,
        problem.weights,
        problem.scales,
        levels,
        BINS / greatest,
        problem.n,
        problem.m,
        problem.least,
        task.stride,
        wide,
    )


def replicate_maxima(
    problem: Problem, replicates: NDArray[np.int64], level: float, executor: Executor
) -> NDArray[np.float64]:
    """The exact greatest ratio of each replicate; `level` is only a guess that makes it fast."""
    out = np.zeros(len(replicates))
    open_ = np.arange(len(replicates))
    while len(open_):
        out[open_] = _spread(problem, replicates[open_], level, executor)
        if level == 0.0:
            break
        open_ = open_[out[open_] < level]
        level = 0.6 * level if level > 0.5 else 0.0
    return out


def _spread(problem: Problem, replicates: NDArray[np.int64], level: float, executor: Executor) -> NDArray[np.float64]:
    fair = -(-len(replicates) // executor.workers)
    room = min(DRAWN_AT_A_TIME // max(problem.draws.room, 1), UPDATES_AT_A_TIME // max(problem.size, 1))
    size = max(LANES, min(-(-fair // LANES) * LANES, room // LANES * LANES))
    tasks = [_Task(replicates[at : at + size], level, 1) for at in range(0, len(replicates), size)]
    return np.concatenate(executor.run(_maxima, problem, tasks))


def guess_level(problem: Problem) -> float:
    """Where to begin: about the median of a few replicates' maxima over an eighth of the centres."""
    centres = len(problem.zones.indptr) - 1
    task = _Task(np.arange(PILOT, dtype=np.int64), 2.0, 8 if centres >= 64 else 1)
    return max(0.95 * float(np.median(_maxima(problem, task))), 0.5)


def simulate(
    problem: Problem,
    statistic: float,
    *,
    replicates: int,
    executor: Executor,
    stop_after: int | None = None,
    progress: Progress | None = None,
) -> NDArray[np.float64]:
    """Maxima of replicates 0, 1, … – all of them, or until `stop_after` of them reached `statistic`.

    The sequential stop (Besag & Clifford 1991) ends at the replicate that is the h-th to reach the statistic, whichever
    worker found it.
    """
    level = guess_level(problem)
    chunk = replicates
    if stop_after is not None:
        chunk = max(2 * LANES, LANES * executor.workers)
    elif progress is not None:
        chunk = max(LANES * executor.workers, -(-replicates // 10))
    found: list[NDArray[np.float64]] = []
    for at in range(0, replicates, chunk):
        ids = np.arange(at, min(at + chunk, replicates), dtype=np.int64)
        found.append(replicate_maxima(problem, ids, level, executor))
        if progress is not None:
            progress(int(ids[-1]) + 1, replicates)
        if stop_after is not None:
            reached = np.flatnonzero(np.concatenate(found) >= statistic)
            if len(reached) >= stop_after:
                return np.concatenate(found)[: reached[stop_after - 1] + 1]
    return np.concatenate(found) if found else np.empty(0)
