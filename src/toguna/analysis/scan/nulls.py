"""What chance alone does: four answers to “how often would one see this if nothing new had happened?”

- `independent`: incidents know nothing of each other. Exact for the permutation; false alarms where violence repeats.
- `episodes`: incidents within 3 days and 10 km of each other count once, then as independent.
- `negative-binomial`: each place has good and bad months; how uneven they are is estimated from the history.
- `blocks`: contagion-aware. Each group of places (10 km) replays a stretch of its own history, cut at a random moment.
  Repeats, bad months and chains of reprisals come along whole; only what several groups do *together, now* is new.

The history is what lies before the scanned windows, so that an outbreak does not excuse itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from toguna.analysis.scan.times import Times

NULLS: Final = ("independent", "episodes", "negative-binomial", "blocks")
EPISODE_DAYS: Final = 3
EPISODE_M: Final = 10_000.0
PERIOD_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Permuted:
    """Dates dealt out again: `pool` a place per incident, `sizes` incidents per slot."""

    pool: NDArray[np.int32]
    sizes: NDArray[np.int64]

    @property
    def room(self) -> int:
        """Incidents per replicate."""
        return int(self.sizes.sum())

    def draw(self, seed: int, replicates: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """See `Draws`."""
        from toguna.analysis.kernels.draws import draw_permuted

        return draw_permuted(seed, replicates, self.pool, self.sizes)


@dataclass(frozen=True, slots=True)
class Thrown:
    """A Poisson model, conditional on the number of cases: `cells` (slots, places) are its expectations."""

    cases: int
    chance: float
    alias: NDArray[np.int64]
    keep: NDArray[np.float64]
    places: int
    slots: int

    @classmethod
    def over(cls, cells: NDArray[np.float64], cases: int, total: float) -> Thrown:
        """The table for these cells; `total` is the expectation of the whole study."""
        from toguna.analysis.kernels.draws import alias_table

        chance = float(cells.sum()) / total
        alias, keep = alias_table(cells.ravel())
        return cls(cases, 1.0 if chance > 1 - 1e-12 else chance, alias, keep, cells.shape[1], cells.shape[0])

    @property
    def room(self) -> int:
        """Incidents per replicate, at most."""
        return self.cases

    def draw(self, seed: int, replicates: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """See `Draws`."""
        from toguna.analysis.kernels.draws import draw_thrown

        return draw_thrown(seed, replicates, self.cases, self.chance, self.alias, self.keep, self.places, self.slots)


@dataclass(frozen=True, slots=True)
class Overdispersed:
    """Each slot keeps its number of incidents; places' rates vary from period to period as gamma(`shape`)."""

    sizes: NDArray[np.int64]
    period_of: NDArray[np.int64]
    weights: NDArray[np.float64]
    shape: float

    @property
    def room(self) -> int:
        """Incidents per replicate."""
        return int(self.sizes.sum())

    def draw(self, seed: int, replicates: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """See `Draws`."""
        from toguna.analysis.kernels.draws import draw_overdispersed

        return draw_overdispersed(seed, replicates, self.sizes, self.period_of, self.weights, self.shape)


@dataclass(frozen=True, slots=True)
class Shifted:
    """Each group of places replays a stretch of its own history (`kernels.draws.shifted`)."""

    group_ptr: NDArray[np.int64]
    when: NDArray[np.float64]
    pool: NDArray[np.int32]
    share: float
    slot_ends: NDArray[np.float64]
    backwards: bool

    @property
    def room(self) -> int:
        """Incidents per replicate, at most."""
        return len(self.pool)

    def draw(self, seed: int, replicates: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """See `Draws`."""
        from toguna.analysis.kernels.draws import draw_shifted

        return draw_shifted(
            seed, replicates, self.group_ptr, self.when, self.pool, self.share, self.slot_ends, self.backwards
        )


def history_shifts(
    place: NDArray[np.int64], day: NDArray[np.int64], group: NDArray[np.int64], times: Times, slots: NDArray[np.int64]
) -> Shifted:
    """The contagion-aware null for windows over `slots` (recent first, or the whole study).

    Operational time: a day's place on the scale is the share of the history's incidents before it, so a country that
    grew more violent is not read as every place standing out.
    """
    whole = len(slots) == times.count
    first_slot = int(slots.min())
    begin = 0 if whole else int(times.starts[first_slot])
    past = np.ones(len(day), dtype=bool) if whole else day < begin
    order = np.argsort(day[past], kind="stable")
    place, group = place[past][order], group[past][order]
    # Incidents of one day share its span of the scale, in the order given.
    when = (np.arange(len(place)) + 0.5) / max(len(place), 1)
    by_group = np.argsort(group, kind="stable")
    sizes = np.bincount(group[by_group], minlength=int(group.max(initial=-1)) + 1)
    held = np.bincount(times.interval_of(day), minlength=times.count)[np.sort(slots)]
    ends = np.cumsum(held) / max(len(place), 1)
    return Shifted(
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.ascontiguousarray(when[by_group]),
        place[by_group].astype(np.int32),
        min(float(ends[-1]), 1.0),
        ends.astype(np.float64),
        bool(len(slots) > 1 and slots[0] > slots[-1]),
    )


def history_dispersion(place: NDArray[np.int64], day: NDArray[np.int64], places: int, begin: int) -> float:
    """How uneven places' months were before day `begin`: the negative-binomial k of place × 30 days."""
    periods = begin // PERIOD_DAYS
    past = (day < begin) & (day >= begin - periods * PERIOD_DAYS)
    if periods < 2 or past.sum() < 2:
        return np.inf
    cell = (begin - 1 - day[past]) // PERIOD_DAYS
    counts = np.zeros((places, periods))
    np.add.at(counts, (place[past], cell), 1.0)
    total = counts.sum()
    rows, columns = counts.sum(axis=1) / total, counts.sum(axis=0) / total
    expected = total * rows[:, None] * columns[None, :]
    # Margins were estimated: a cell's variance is less than its expectation by these factors.
    shrunk = expected * (1 - rows[:, None]) * (1 - columns[None, :])
    excess = float(((counts - expected) ** 2 - shrunk).sum())
    return float((expected**2).sum()) / excess if excess > 0 else np.inf


def episodes(
    xy_m: NDArray[np.float64] | None,
    place: NDArray[np.int64],
    day: NDArray[np.int64],
    *,
    reach_m: float = EPISODE_M,
    days: int = EPISODE_DAYS,
) -> NDArray[np.intp]:
    """The first incident of each episode, as positions in `place`.

    An episode is a chain of incidents, each within `days` and `reach_m` of another. `xy_m` (places, 2 or 3):
    coordinates in metres; `None`: only the same place is near.
    """
    from scipy.sparse import coo_matrix  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]
    from scipy.spatial import cKDTree  # type: ignore[import-untyped]

    if not len(place):
        return np.empty(0, dtype=np.intp)
    where = place[:, None].astype(np.float64) * (2 * reach_m) if xy_m is None else xy_m[place]
    order = np.argsort(day, kind="stable")
    # One tree over place and time: a box of reach and days lies in a ball √2 as wide.
    tree = cKDTree(np.column_stack([where, day.astype(np.float64) * (reach_m / (days + 0.5))]))
    pairs = tree.query_pairs(reach_m * np.sqrt(2.0), output_type="ndarray")
    near = np.linalg.norm(where[pairs[:, 0]] - where[pairs[:, 1]], axis=1) <= reach_m
    soon = np.abs(day[pairs[:, 0]] - day[pairs[:, 1]]) <= days
    pairs = pairs[near & soon]
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(place), len(place)))
    _, label = connected_components(graph, directed=False)
    _, first = np.unique(label[order], return_index=True)
    return np.sort(order[first])


def groups_of(xy_m: NDArray[np.float64] | None, places: int, reach_m: float = EPISODE_M) -> NDArray[np.int64]:
    """A group number per place: places within `reach_m` of a leader move together; `None`: each place by itself."""
    if xy_m is None:
        return np.arange(places, dtype=np.int64)
    from scipy.spatial import cKDTree

    near = cKDTree(xy_m).query_ball_point(xy_m, reach_m)
    group = np.full(places, -1, dtype=np.int64)
    count = 0
    for leader in range(places):
        if group[leader] < 0:
            free = [p for p in near[leader] if group[p] < 0]
            group[free] = count
            count += 1
    return group
