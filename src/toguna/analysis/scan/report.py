"""From the best window of every centre to the clusters that are told: order, overlap, p-values, recurrence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from toguna.analysis.scan.results import Cluster, Tail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from toguna.analysis.scan.engine import Found
    from toguna.analysis.scan.problem import Problem
    from toguna.analysis.scan.times import Times

# Beyond the best, a zone that nearly every replicate outdoes is not worth telling.
COMMONPLACE: Final = 0.999


def ordered(problem: Problem, found: list[Found]) -> list[Found]:
    """Greatest ratio first; of equals the one with fewer places, then the earlier centre.

    Ratios are compared to nine decimals: sums taken in another order may differ in the last bits.
    """
    indptr, names = problem.zones.indptr, problem.names
    return sorted(found, key=lambda f: (-round(f.statistic, 9), f.entry - int(indptr[f.centre]), names[f.centre]))


def apart(problem: Problem, found: list[Found], *, overlap: bool, most: int) -> list[Found]:
    """The best `most` clusters, each without a place of a better one – or, with `overlap`, each set of places once."""
    taken = np.zeros(len(problem.names), dtype=bool)
    sets: set[bytes] = set()
    kept: list[Found] = []
    for one in ordered(problem, found):
        if len(kept) == most:
            break
        inside = problem.zones.members[problem.zones.indptr[one.centre] : one.entry + 1]
        if overlap:
            key = np.sort(inside).tobytes()
            if key not in sets:
                sets.add(key)
                kept.append(one)
        elif not taken[inside].any():
            taken[inside] = True
            kept.append(one)
    return kept


def members_of(problem: Problem, found: Found) -> list[int]:
    """Places of a cluster, in the order the zone took them in."""
    members = problem.zones.members[problem.zones.indptr[found.centre] : found.entry + 1]
    return [int(p) for p in problem.names[members]]


def rank_p_value(maxima: NDArray[np.float64], statistic: float, *, stopped: bool) -> tuple[float, int]:
    """The Monte Carlo p-value and how many replicates reached the statistic.

    After a sequential stop for this very cluster, the last replicate counts as the data (Besag & Clifford 1991): h of
    l.
    """
    # As ratios are compared to nine decimals, an equal replicate counts as having reached it.
    reached = int((maxima >= statistic - 1e-9).sum())
    if stopped:
        return reached / len(maxima), reached
    return (reached + 1) / (len(maxima) + 1), reached


def gumbel_tail(maxima: NDArray[np.float64]) -> Tail | None:
    """Fit a Gumbel distribution by maximum likelihood; nothing where replicates are too few or all alike."""
    if len(maxima) < 49 or np.ptp(maxima) <= 1e-9:
        return None
    mean, scale = float(maxima.mean()), float(maxima.std() * math.sqrt(6) / math.pi)
    for _ in range(60):
        weight = np.exp(-(maxima - maxima.min()) / scale)
        first = float((maxima * weight).sum() / weight.sum())
        second = float((maxima**2 * weight).sum() / weight.sum())
        value = mean - first - scale
        step = value / (-(second - first**2) / scale**2 - 1)
        scale = max(scale - step, scale / 2)
        if abs(step) < 1e-12 * scale:
            break
    low = float(maxima.min())
    location = low - scale * math.log(float(np.exp(-(maxima - low) / scale).mean()))
    return Tail(location, scale)


def clusters_of(
    problem: Problem,
    times: Times,
    found: list[Found],
    maxima: NDArray[np.float64],
    tail: Tail | None,
    *,
    stopped: bool,
    run_every_days: float,
) -> tuple[Cluster, ...]:
    """The clusters told: those that not every replicate outdoes, the best always."""
    out: list[Cluster] = []
    for one in found:
        p, reached = rank_p_value(maxima, one.statistic, stopped=stopped and not out) if len(maxima) else (1.0, 0)
        if out and reached == len(maxima) and (tail is None or tail.p_value(one.statistic) > COMMONPLACE):
            break
        first, last = problem.windows.first[one.column], problem.windows.last[one.column]
        out.append(
            Cluster(
                rank=len(out) + 1,
                members=tuple(members_of(problem, one)),
                radius_m=float(problem.zones.reach_m[one.entry]),
                first_day=int(times.starts[first]),
                last_day=times.last_day(int(last)),
                observed=one.observed,
                expected=one.expected,
                statistic=one.statistic,
                p_value=p,
                p_approximate=tail.p_value(one.statistic) if tail else None,
                recurrence_days=run_every_days / p,
                reached_by=reached,
                outdone_by=int((maxima > one.statistic + 1e-9).sum()),
            )
        )
    return tuple(out)
