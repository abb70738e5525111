"""Where to look: circles, balls of road distance, and stretches along a road – one list of places per centre.

A zone is a beginning of a centre's list. All three shapes are the same structure, so the scan knows only this one.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from toguna.analysis.scan.errors import BAD_NUMBER, LENGTHS, NOT_FINITE, OFF_THE_GLOBE, UNKNOWN_OPTION, ScanInputError
from toguna.analysis.scan.executors import available_cores

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

# A sphere of this radius gives the radii that the reference program prints, to their last digit.
EARTH_M: Final = 6_367_000.0
CENTRES_AT_A_TIME: Final = 256


@dataclass(frozen=True, slots=True)
class Zones:
    """Lists of places per centre.

    `indptr` (centres + 1), `members` and `reach_m` (entries): centre i's list is `members[indptr[i]:indptr[i + 1]]`,
    each with its distance. `closed`: whether a zone may end at that entry (not between two places at the same
    distance).
    """

    kind: str
    indptr: NDArray[np.int64]
    members: NDArray[np.int32]
    reach_m: NDArray[np.float64]
    closed: NDArray[np.bool_]


def coordinates_of(xy: ArrayLike, coordinates: str) -> NDArray[np.float64]:
    """Points whose straight-line distances order the places: planar as given, on the sphere as unit vectors."""
    points = np.ascontiguousarray(xy, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ScanInputError(BAD_NUMBER, option="xy", value=str(points.shape), wanted="(places, 2)")
    bad = np.flatnonzero(~np.isfinite(points).all(axis=1))
    if bad.size:
        raise ScanInputError(NOT_FINITE, what="xy", row=int(bad[0]))
    if coordinates == "planar":
        return points
    if coordinates != "latlon":
        raise ScanInputError(UNKNOWN_OPTION, option="coordinates", value=coordinates, choices="latlon, planar")
    off = np.flatnonzero((np.abs(points[:, 0]) > 90) | (np.abs(points[:, 1]) > 360))
    if off.size:
        raise ScanInputError(OFF_THE_GLOBE, row=int(off[0]), value=f"{points[off[0], 0]}, {points[off[0], 1]}")
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def circles(
    xy: ArrayLike,
    weights: ArrayLike,
    *,
    coordinates: str = "latlon",
    max_share: float = 0.5,
    max_radius_m: float | None = None,
) -> Zones:
    """Circles around every place, up to `max_share` of the weight (cases, or population) and `max_radius_m`."""
    from toguna.analysis.kernels.circles import nearest

    points = coordinates_of(xy, coordinates)
    weight = np.ascontiguousarray(weights, dtype=np.float64)
    limit2 = math.inf
    if max_radius_m is not None:
        radius = max_radius_m if coordinates == "planar" else 2 * math.sin(min(max_radius_m / EARTH_M, math.pi) / 2)
        limit2 = radius * radius * (1 + 1e-12)
    limit = most(weight, max_share)
    ends = [*range(0, len(points), CENTRES_AT_A_TIME), len(points)]
    with ThreadPoolExecutor(available_cores()) as pool:
        parts = list(pool.map(lambda a, b: nearest(points, weight, limit2, limit, a, b), ends[:-1], ends[1:]))
    sizes, members, squared, closed = (np.concatenate([part[i] for part in parts]) for i in range(4))
    indptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    straight = np.sqrt(squared)
    reach = straight if coordinates == "planar" else 2 * EARTH_M * np.arcsin(np.clip(straight / 2, 0, 1))
    return Zones("circles", indptr, members, reach, closed)


def most(weight: NDArray[np.float64], max_share: float) -> float:
    """The greatest weight a zone may hold."""
    if not 0 < max_share <= 1:
        raise ScanInputError(BAD_NUMBER, option="max_share", value=str(max_share), wanted="0 < share ≤ 1")
    return max_share * float(weight.sum()) * (1 + 1e-12)


def network_balls(
    edges: ArrayLike,
    lengths_m: ArrayLike,
    places: ArrayLike,
    weights: ArrayLike,
    *,
    nodes: int,
    max_share: float = 0.5,
    max_radius_m: float,
) -> Zones:
    """Balls of road distance: all places that can be reached from a centre within a driving distance.

    Parameters
    ----------
    edges : (edges, 2) nodes joined by a road, both ways.
    lengths_m : (edges,) metres.
    places : (places,) the node where each place lies.
    weights : (places,) cases or population.
    nodes : how many nodes there are.
    """
    from scipy.sparse import coo_matrix  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import dijkstra  # type: ignore[import-untyped]

    pairs = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    length = np.asarray(lengths_m, dtype=np.float64)
    if len(pairs) != len(length):
        raise ScanInputError(LENGTHS, one="edges", n_one=len(pairs), two="lengths_m", n_two=len(length))
    node = np.asarray(places, dtype=np.int64)
    weight = np.asarray(weights, dtype=np.float64)
    # Several edges may join two nodes: the shortest counts (a plain sparse matrix would add them).
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    order = np.lexsort((length, high, low))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)
    keep = order[first]
    # A zero would read as "no edge".
    graph = coo_matrix((np.maximum(length[keep], 1e-6), (low[keep], high[keep])), shape=(nodes, nodes)).tocsr()
    limit = most(weight, max_share)
    rows: list[tuple[NDArray[Any], NDArray[Any]]] = []
    for begin in range(0, len(node), 256):
        distance = dijkstra(graph, directed=False, indices=node[begin : begin + 256], limit=max_radius_m)[:, node]
        rows += [_ball(row, weight, limit, max_radius_m) for row in distance]
    return _zones("network", rows)


def _ball(
    distance: NDArray[np.float64], weight: NDArray[np.float64], limit: float, radius: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    near = np.flatnonzero(distance <= radius)
    near = near[np.argsort(distance[near], kind="stable")]
    near = near[: np.searchsorted(np.cumsum(weight[near]), limit, side="right")]
    return near, distance[near]


def stretches(
    road: ArrayLike, position_m: ArrayLike, weights: ArrayLike, *, max_share: float = 0.5, max_length_m: float
) -> Zones:
    """Stretches of road: from each place onwards along its own road, up to `max_length_m`.

    `road` (places,) says on which road a place lies, `position_m` (places,) how far along it.
    """
    roads, position = np.asarray(road), np.asarray(position_m, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    if len(roads) != len(position):
        raise ScanInputError(LENGTHS, one="road", n_one=len(roads), two="position_m", n_two=len(position))
    limit = most(weight, max_share)
    order = np.lexsort((position, roads))
    rank_of = np.empty(len(order), dtype=np.int64)
    rank_of[order] = np.arange(len(order))
    rows: list[tuple[NDArray[Any], NDArray[Any]]] = []
    for place in range(len(roads)):
        rank = rank_of[place]
        last = rank
        while last < len(order) and roads[order[last]] == roads[place]:
            if position[order[last]] - position[place] > max_length_m:
                break
            last += 1
        along = order[rank:last]
        along = along[: np.searchsorted(np.cumsum(weight[along]), limit, side="right")]
        rows.append((along, position[along] - position[place]))
    return _zones("stretches", rows)


def _zones(kind: str, rows: list[tuple[NDArray[Any], NDArray[Any]]]) -> Zones:
    sizes = np.array([len(near) for near, _ in rows], dtype=np.int64)
    indptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    members = np.concatenate([near for near, _ in rows] or [np.empty(0)]).astype(np.int32)
    reach = np.concatenate([distance for _, distance in rows] or [np.empty(0)]).astype(np.float64)
    closed = np.ones(len(members), dtype=bool)
    same = np.flatnonzero(reach[1:] == reach[:-1]) if len(reach) else np.empty(0, dtype=np.int64)
    closed[same] = False
    ends = indptr[1:] - 1
    closed[ends[sizes > 0]] = True
    return Zones(kind, indptr, members, reach, closed)
