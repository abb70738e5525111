"""One scan as plain arrays: what the kernels need, nothing else. It can be sent to another machine as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from toguna.analysis.scan.times import Windows
    from toguna.analysis.scan.zones import Zones


class Draws(Protocol):
    """A null: how the incidents of a replicate are drawn."""

    @property
    def room(self) -> int:
        """At most how many incidents one replicate draws."""
        ...

    def draw(self, seed: int, replicates: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Incidents of these replicates by slot."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Zones × windows, what is expected in each, and the null.

    `counts` (columns, places): the data. expected(zone, column) = scales[column] × Σ weights[column or 0, members]; `n`
    cases in all; `m` cases and controls in all, 0 for the Poisson and permutation models. Places and centres are
    numbered so that neighbours are near in memory; `names` are the caller's numbers.
    """

    zones: Zones
    windows: Windows
    weights: NDArray[np.float64]
    scales: NDArray[np.float64]
    counts: NDArray[np.int64]
    n: float
    m: float
    least: int
    draws: Draws
    seed: int
    names: NDArray[np.int64]

    @property
    def greatest_expected(self) -> float:
        """What the zone of greatest expectation expects (of Poisson models: at most), in any window."""
        heaviest = self.weights.max(axis=0) * (1.0 if len(self.weights) > 1 else self.scales.max())
        total = np.concatenate([[0.0], np.cumsum(heaviest[self.zones.members])])
        return (
            float((total[self.zones.indptr[1:]] - total[self.zones.indptr[:-1]]).max(initial=0.0)) * (1 + 1e-9) + 1e-9
        )

    @property
    def size(self) -> int:
        """How many windows (zone × time) one replicate has."""
        return int(self.zones.closed.sum()) * len(self.scales)

    def row(self, column: int) -> NDArray[np.float64]:
        """The weights of a column."""
        weights: NDArray[np.float64] = self.weights[column if len(self.weights) > 1 else 0]
        return weights
