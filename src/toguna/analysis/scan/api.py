"""The two calls: `prospective` and `retrospective`."""

from __future__ import annotations

import numbers
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from toguna.analysis.scan import build, engine, report
from toguna.analysis.scan.errors import BAD_NUMBER, ScanInputError
from toguna.analysis.scan.executors import LocalExecutor
from toguna.analysis.scan.results import ScanResult, digest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from toguna.analysis.scan.engine import Progress
    from toguna.analysis.scan.executors import Executor


def prospective(
    xy: ArrayLike | None,
    place: ArrayLike,
    day: ArrayLike,
    *,
    study_days: int,
    interval_days: int = 1,
    max_window: int,
    max_share: float = 0.5,
    max_radius_m: float | None = None,
    coordinates: str = "latlon",
    model: str = "permutation",
    null: str = "independent",
    replicates: int = 999,
    seed: int = 0,
    workers: int | None = None,
    **more: Any,
) -> ScanResult:
    """Find what stands out now: windows of 1 to `max_window` intervals that end with the study.

    Parameters
    ----------
    xy : ndarray of shape (places, 2)
        Latitude and longitude in degrees, or planar metres; `None` with `zones`.
    place, day : ndarray of shape (incidents,)
        Index of the place; days since the study's first day.
    study_days : int
        Length of the study.
    interval_days : int
        Length of an interval; intervals are aligned to the study's end.
    max_window : int
        Longest window, in intervals.
    max_share : float
        Greatest share of the cases (Poisson: of the expected cases; Bernoulli: of cases and controls) in a zone.
    max_radius_m : float, optional
    coordinates : {"latlon", "planar"}
    model : {"permutation", "poisson"}
    null : {"independent", "episodes", "negative-binomial", "blocks"}
        See `nulls`.
    replicates, seed, workers : int
        The answer depends on seed and replicates, not on workers.
    **more
        `population` (a `Population`) and `stratum` (incidents,) for the Poisson model; `zones` in place of circles;
        `interval_starts` for intervals of unequal length; `executor`; `least` cases in a cluster (2); `overlap` to tell
        overlapping clusters; `max_clusters` (20); `stop_after` exceedances (sequential stop); `run_every_days`;
        `group_m`: places so near replay their history together under the null `blocks` (10 km); `progress(done, of)`.

    Returns
    -------
    ScanResult

    Raises
    ------
    ScanInputError
        The arrays or options do not fit together.
    """
    request = build.Request(
        "prospective",
        xy,
        place,
        day,
        study_days,
        interval_days,
        max_window,
        max_share,
        max_radius_m,
        coordinates,
        model,
        null,
        seed,
        **_own(build.Request, more),
    )
    return _run(request, replicates, workers, _rest(build.Request, more))


def retrospective(
    xy: ArrayLike | None,
    place: ArrayLike,
    day: ArrayLike | None = None,
    *,
    study_days: int = 1,
    interval_days: int = 1,
    max_window: int = 1,
    max_share: float = 0.5,
    max_radius_m: float | None = None,
    coordinates: str = "latlon",
    model: str = "permutation",
    null: str = "independent",
    replicates: int = 999,
    seed: int = 0,
    workers: int | None = None,
    **more: Any,
) -> ScanResult:
    """Find what stood out at any time of the study; see `prospective` for the parameters.

    `model="bernoulli"` is purely spatial: `place` are the cases, `controls` (controls,) the places of those without;
    `day` may be left out.
    """
    request = build.Request(
        "retrospective",
        xy,
        place,
        day,
        study_days,
        interval_days,
        max_window,
        max_share,
        max_radius_m,
        coordinates,
        model,
        null,
        seed,
        **_own(build.Request, more),
    )
    return _run(request, replicates, workers, _rest(build.Request, more))


@dataclass(frozen=True, slots=True)
class _Run:
    """How to run and what to tell."""

    executor: Executor | None = None
    overlap: bool = False
    max_clusters: int = 20
    stop_after: int | None = None
    run_every_days: float | None = None
    progress: Progress | None = None


def _own(kind: type[Any], more: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in more.items() if name in kind.__dataclass_fields__}


def _rest(kind: type[Any], more: dict[str, Any]) -> _Run:
    return _Run(**{name: value for name, value in more.items() if name not in kind.__dataclass_fields__})


def _run(request: build.Request, replicates: int, workers: int | None, run: _Run) -> ScanResult:
    for name, value, least in (
        ("replicates", replicates, 0),
        ("workers", workers, 1),
        ("stop_after", run.stop_after, 1),
    ):
        if value is not None and (not isinstance(value, numbers.Integral) or value < least):
            raise ScanInputError(BAD_NUMBER, option=name, value=value, wanted=f"≥ {least}")
    built = build.build(request)
    executor = run.executor or LocalExecutor(workers)
    maxima, found, tail = np.empty(0), [], None
    if built.problem is not None:
        found = report.apart(built.problem, engine.search(built.problem), overlap=run.overlap, most=run.max_clusters)
        if found and replicates:
            maxima = engine.simulate(
                built.problem,
                found[0].statistic - 1e-9,
                replicates=replicates,
                executor=executor,
                stop_after=run.stop_after,
                progress=run.progress,
            )
            tail = report.gumbel_tail(maxima)
    every = run.run_every_days or float(built.times.days - built.times.starts[-1])
    clusters = (
        ()
        if built.problem is None
        else report.clusters_of(
            built.problem,
            built.times,
            found,
            maxima,
            tail,
            stopped=len(maxima) < replicates and len(maxima) > 0,
            run_every_days=every,
        )
    )
    return ScanResult(
        method=f"{request.when} {request.model} scan",
        null=request.null,
        clusters=clusters,
        incidents=built.incidents,
        places=built.places,
        intervals=built.times.count,
        windows=built.problem.size if built.problem else 0,
        replicates=len(maxima),
        seed=request.seed,
        settings=built.settings,
        data_digest=digest(*built.data),
        maxima=tuple(maxima.tolist()),
        tail=tail,
    )
