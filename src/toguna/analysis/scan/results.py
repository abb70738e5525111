"""What a scan answers: clusters with their p-values, and everything needed to run it again."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Tail:
    """A Gumbel distribution fitted to the replicates' maxima: an approximation, for p-values that few replicates can
    reach."""

    location: float
    scale: float

    def p_value(self, statistic: float) -> float:
        """The approximate chance of a maximum at least as great."""
        return -math.expm1(-math.exp(-(statistic - self.location) / self.scale))


@dataclass(frozen=True, slots=True)
class Cluster:
    """A zone and time that stands out.

    `members` are places in the order the zone took them in; the first is its centre (or the stretch's beginning). Days
    count from the study's first day; both ends are included. `p_value` is the Monte Carlo rank over the whole search;
    `p_approximate` is read off the Gumbel tail. `recurrence_days`: chance alone shows so much once in that many days,
    if the scan is run once an interval. `reached_by` counts replicates whose maximum is at least as great – the
    p-value's numerator, ties included, else it would promise too much –, `outdone_by` those strictly greater: where
    counts are few, many tie.
    """

    rank: int
    members: tuple[int, ...]
    radius_m: float
    first_day: int
    last_day: int
    observed: int
    expected: float
    statistic: float
    p_value: float
    p_approximate: float | None
    recurrence_days: float
    reached_by: int
    outdone_by: int

    def p_without_ties(self, replicates: int) -> float:
        """The p-value if replicates that merely tie with the data did not count: too small where many tie."""
        return (self.outdone_by + 1) / (replicates + 1) if replicates else 1.0

    @property
    def ratio(self) -> float:
        """Observed over expected."""
        return self.observed / self.expected


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The answer of one scan. `settings` repeat the call; `data_digest` names the data without holding them."""

    method: str
    null: str
    clusters: tuple[Cluster, ...]
    incidents: int
    places: int
    intervals: int
    windows: int
    replicates: int
    seed: int
    settings: Mapping[str, object]
    data_digest: str
    maxima: tuple[float, ...]
    tail: Tail | None

    @property
    def verdict(self) -> str:
        """no data · consistent with (p above .05) · supported · strongly supported (p at most .01)."""
        if not self.incidents:
            return "no data"
        p = self.clusters[0].p_value if self.clusters else 1.0
        return "strongly supported" if p <= 0.01 else "supported" if p <= 0.05 else "consistent with"


def digest(*arrays: NDArray[Any]) -> str:
    """The SHA-256 of arrays: kind, shape and bytes."""
    total = hashlib.sha256()
    for array in arrays:
        total.update(f"{array.dtype.str}{array.shape}".encode())
        total.update(array.tobytes())
    return total.hexdigest()
