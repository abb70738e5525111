"""From a request to a `Problem`: check what was given, then model, windows, zones and null as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from toguna.analysis.scan import nulls
from toguna.analysis.scan.errors import (
    BAD_NUMBER,
    LENGTHS,
    NEEDS,
    NOT_TOGETHER,
    OUT_OF_RANGE,
    UNKNOWN_OPTION,
    ScanInputError,
)
from toguna.analysis.scan.problem import Problem
from toguna.analysis.scan.times import Times, Windows, cut, windows_anywhere, windows_until_now
from toguna.analysis.scan.zones import EARTH_M, Zones, circles, coordinates_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from toguna.analysis.scan.baselines import Population

MODELS: Final = {"prospective": ("permutation", "poisson"), "retrospective": ("permutation", "poisson", "bernoulli")}


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the scan, as given."""

    when: str
    xy: ArrayLike | None
    place: ArrayLike
    day: ArrayLike | None
    study_days: int
    interval_days: int
    max_window: int
    max_share: float
    max_radius_m: float | None
    coordinates: str
    model: str
    null: str
    seed: int
    population: Population | None = None
    stratum: ArrayLike | None = None
    controls: ArrayLike | None = None
    zones: Zones | None = None
    interval_starts: ArrayLike | None = None
    least: int = 2
    group_m: float = nulls.EPISODE_M


@dataclass(frozen=True, slots=True)
class Built:
    """A problem (none without incidents) and what the result repeats."""

    problem: Problem | None
    times: Times
    incidents: int
    places: int
    settings: dict[str, object]
    data: tuple[NDArray[Any], ...]


def build(request: Request) -> Built:
    """Check a request and turn it into arrays."""
    _check_options(request)
    spatial = request.model == "bernoulli"
    times = cut(
        1 if spatial else request.study_days, request.interval_days, None if spatial else request.interval_starts
    )
    places = _count_places(request)
    place = _whole("place", request.place, places - 1)
    day = np.zeros(len(place), np.int64) if spatial else _whole("day", request.day, times.days - 1)
    if len(day) != len(place):
        raise ScanInputError(LENGTHS, one="place", n_one=len(place), two="day", n_two=len(day))
    if request.null == "episodes" and len(place):
        kept = nulls.episodes(_metres(request), place, day)
        place, day = place[kept], day[kept]
    settings: dict[str, object] = {
        name: getattr(request, name)
        for name in ("study_days", "interval_days", "max_window", "max_share", "max_radius_m", "coordinates", "least")
    }
    settings["zones"] = request.zones.kind if request.zones else "circles"
    problem = _problem(request, times, places, place, day) if len(place) else None
    xy = np.empty(0) if request.xy is None else np.asarray(request.xy, dtype=np.float64)
    return Built(problem, times, len(place), places, settings, (xy, place, day))


def _problem(request: Request, times: Times, places: int, place: NDArray[np.int64], day: NDArray[np.int64]) -> Problem:
    if request.xy is not None and request.zones is None:
        coordinates_of(request.xy, request.coordinates)  # says which row is wrong before any of them is sorted
        names = near_in_memory(request.xy)
    else:
        names = np.arange(places)
    number = np.empty(places, np.int64)
    number[names] = np.arange(places)
    caller, place = place, number[place]
    windows = (windows_until_now if request.when == "prospective" else windows_anywhere)(times, request.max_window)
    cases = len(place)
    interval = times.interval_of(day)
    by_interval = np.bincount(interval, minlength=times.count)
    counts = _counts(place, interval, places, windows)
    pool = np.sort(place).astype(np.int32)
    m = 0.0
    draws: Any
    if request.model == "permutation":
        shares = np.bincount(place, minlength=places).astype(np.float64)
        weights, scales = shares[None, :], counts.sum(axis=1) / cases
        draws = nulls.Permuted(pool, by_interval[windows.slots].astype(np.int64))
    elif request.model == "bernoulli":
        controls = _whole("controls", request.controls, places - 1)
        everyone = np.sort(np.concatenate([pool, number[controls].astype(np.int32)]))
        shares = np.bincount(everyone, minlength=places).astype(np.float64)
        weights, m = shares[None, :], float(len(everyone))
        scales = np.array([cases / m])
        draws = nulls.Permuted(everyone, np.array([cases], dtype=np.int64))
    else:
        assert request.population is not None  # _check_options refused the request without
        stratum = None if request.stratum is None else np.asarray(request.stratum, dtype=np.int64)
        expected = request.population.expected(caller, stratum, places, times)[names]
        cumulated = np.concatenate([np.zeros((places, 1)), expected.cumsum(axis=1)], axis=1)
        weights = np.ascontiguousarray((cumulated[:, windows.last + 1] - cumulated[:, windows.first]).T)
        scales, shares = np.ones(len(weights)), expected.sum(axis=1)
        draws = nulls.Thrown.over(np.ascontiguousarray(expected[:, windows.slots].T), cases, float(expected.sum()))
    zones = request.zones or circles(
        np.asarray(_required(request.xy), dtype=np.float64)[names],
        shares,
        coordinates=request.coordinates,
        max_share=request.max_share,
        max_radius_m=request.max_radius_m,
    )
    if request.null in ("negative-binomial", "blocks"):
        draws = _aware(request, times, windows, caller, day, places, number, draws)
    return Problem(
        zones,
        windows,
        weights,
        scales.astype(np.float64),
        counts,
        float(cases),
        m,
        request.least,
        draws,
        request.seed,
        names,
    )


def _counts(place: NDArray[np.int64], interval: NDArray[np.int64], places: int, windows: Windows) -> NDArray[np.int64]:
    """Incidents by (column, place)."""
    first = int(windows.slots.min())
    held = interval >= first
    span = int(windows.slots.max()) - first + 1
    flat = np.bincount(place[held] * span + interval[held] - first, minlength=places * span).reshape(places, span)
    cumulated = np.concatenate([np.zeros((places, 1), np.int64), flat.cumsum(axis=1)], axis=1)
    return np.ascontiguousarray((cumulated[:, windows.last + 1 - first] - cumulated[:, windows.first - first]).T)


def _aware(
    request: Request,
    times: Times,
    windows: Windows,
    place: NDArray[np.int64],
    day: NDArray[np.int64],
    places: int,
    number: NDArray[np.int64],
    independent: Any,
) -> Any:
    """The null that knows of bad months or contagion."""
    slots = windows.slots
    whole = len(slots) == times.count
    if request.null == "blocks":
        group = nulls.groups_of(_metres(request), places, request.group_m)
        return nulls.history_shifts(number[place], day, group[place], times, slots)
    begin = times.days if whole else int(times.starts[slots.min()])
    shape = nulls.history_dispersion(place, day, places, begin)
    if not np.isfinite(shape):
        return independent
    sizes = np.bincount(times.interval_of(day), minlength=times.count)[slots]
    if request.model == "poisson" and request.population is not None:
        stratum = None if request.stratum is None else np.asarray(request.stratum, dtype=np.int64)
        weights = np.ascontiguousarray(request.population.expected(place, stratum, places, times)[:, slots].T)
    else:
        weights = np.tile(np.bincount(place, minlength=places).astype(np.float64), (len(slots), 1))
    weights[:, number] = weights.copy()
    period_of = (times.days - 1 - times.starts[slots]) // nulls.PERIOD_DAYS
    return nulls.Overdispersed(sizes.astype(np.int64), period_of.astype(np.int64), weights, float(shape))


def near_in_memory(xy: ArrayLike) -> NDArray[np.int64]:
    """Places in Morton's order, in which neighbours follow each other: the kernels then read what is in the cache."""
    points = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    low, high = points.min(axis=0, initial=np.inf), points.max(axis=0, initial=-np.inf)
    grid = ((points - low) / np.maximum(high - low, 1e-300) * 65_535).astype(np.uint64)
    code = np.zeros(len(points), np.uint64)
    for bit in range(16):
        for axis in range(2):
            code |= ((grid[:, axis] >> np.uint64(bit)) & np.uint64(1)) << np.uint64(2 * bit + axis)
    return np.argsort(code, kind="stable").astype(np.int64)


def _check_options(request: Request) -> None:
    models = MODELS[request.when]
    if request.model not in models:
        raise ScanInputError(UNKNOWN_OPTION, option="model", value=request.model, choices=", ".join(models))
    if request.null not in nulls.NULLS:
        raise ScanInputError(UNKNOWN_OPTION, option="null", value=request.null, choices=", ".join(nulls.NULLS))
    if request.model == "poisson" and request.population is None:
        raise ScanInputError(NEEDS, model="poisson", what="population")
    if request.model == "bernoulli":
        if request.controls is None:
            raise ScanInputError(NEEDS, model="bernoulli", what="controls")
        if request.null != "independent":
            raise ScanInputError(NOT_TOGETHER, one="null=" + request.null, two="model=bernoulli")
    elif request.day is None:
        raise ScanInputError(NEEDS, model=request.model, what="day")
    if request.least < 1:
        raise ScanInputError(BAD_NUMBER, option="least", value=request.least, wanted="≥ 1")


def _count_places(request: Request) -> int:
    if request.xy is not None:
        return len(np.asarray(request.xy))
    if request.zones is None:
        raise ScanInputError(NEEDS, model=request.model, what="xy")
    return max(int(request.zones.members.max(initial=-1)) + 1, len(request.zones.indptr) - 1)


def _required(xy: ArrayLike | None) -> ArrayLike:
    if xy is None:
        raise ScanInputError(NEEDS, model="circles", what="xy")
    return xy


def _whole(name: str, values: ArrayLike | None, last: int) -> NDArray[np.int64]:
    given = np.asarray(values)
    if given.ndim != 1 or (given.size and given.dtype.kind not in "iuf"):
        raise ScanInputError(BAD_NUMBER, option=name, value=str(given.dtype), wanted="0, 1, 2, …")
    bad = np.flatnonzero(~np.isfinite(given) | (given < 0) | (given > last)) if given.size else np.empty(0, np.int64)
    if bad.size:
        raise ScanInputError(OUT_OF_RANGE, what=name, row=int(bad[0]), value=given[bad[0]].item(), last=last)
    whole: NDArray[np.int64] = np.floor(given).astype(np.int64)
    return whole


def _metres(request: Request) -> NDArray[np.float64] | None:
    """Coordinates whose straight-line distances are metres, near enough for 10 km."""
    if request.xy is None:
        return None
    points = coordinates_of(request.xy, request.coordinates)
    return points * EARTH_M if request.coordinates == "latlon" else points
