"""What stands out in one framework's incidents, week by week, with few false alarms: a scan along the roads for
places and weeks that belong together, and a look at each road's last four weeks.

Everything is by stretch of road and week: nothing finer goes in, so nothing finer can come out.

*How often chance alone would show as much* is told for both looks together. Each has half of the chance; that of a road
is shared among all roads and towns; a look is taken once a week. So p = 2 × the scan's p-value, or 2 × roads and
towns × the road's, and the recurrence interval is 7 days / p. What chance alone would show less than once in
`RARE_DAYS` is a signal: the expected number of false ones is then at most one a year, whatever the looks have in
common, as far as their p-values hold. How far that is, `benchmarks/calibrate_watch.py` measures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from toguna.analysis import scan
from toguna.analysis.scan.results import digest
from toguna.analysis.watch_terms import (
    GROUP_M,
    LEAST_COUNT,
    LEAST_INCIDENTS,
    LEAST_WEEKS,
    LONGEST_WEEKS,
    MOST_EVEN,
    PERIOD_WEEKS,
    RARE_DAYS,
    REACH_M,
    REPLICATES,
    WEEK,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from toguna.analysis.scan import ScanResult

Look = Literal["scan", "road"]


@dataclass(frozen=True, slots=True)
class Network:
    """Stretches and towns as places on roads: `edges` (edges, 2) join `nodes`; `node` (places,) is where each lies.

    `xy` (places, 2) are latitudes and longitudes, where all are known.
    """

    nodes: int
    edges: NDArray[np.int64]
    lengths_m: NDArray[np.float64]
    node: NDArray[np.int64]
    xy: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out. Days count from the study's first; `places` are the scan's, `road` the road's number.

    `recurrence_days`: how often chance alone would show as much in all that is looked at.
    """

    look: Look
    places: tuple[int, ...]
    road: int | None
    first_day: int
    last_day: int
    observed: int
    expected: float
    recurrence_days: float

    @property
    def signal(self) -> bool:
        """Whether it is rare enough to call people together."""
        return self.recurrence_days > RARE_DAYS


@dataclass(frozen=True, slots=True)
class Watched:
    """The answer of one week's watch. `verdict`: cannot-tell, nothing, or signal."""

    findings: tuple[Finding, ...]
    scanned: int
    counted: int
    weeks: int
    roads: int
    replicates: int
    seed: int
    data_digest: str
    enough: bool

    @property
    def signals(self) -> tuple[Finding, ...]:
        """What is rare enough, the rarest first."""
        return tuple(one for one in self.findings if one.signal)

    @property
    def verdict(self) -> str:
        """In one word."""
        return "cannot-tell" if not self.enough else "signal" if self.signals else "nothing"


def watch(
    place: NDArray[np.int64],
    week: NDArray[np.int64],
    by_road: NDArray[np.int64],
    network: Network,
    *,
    nameable: int = 0,
    replicates: int = REPLICATES,
    seed: int = 1,
    workers: int | None = None,
) -> Watched:
    """Watch one framework.

    Parameters
    ----------
    place, week : (incidents,) those placed on a stretch or in a town: which, and in which week of the study.
    by_road : (roads, weeks) incidents of each road, placed more finely or not.
    network : where the stretches lie.
    nameable : how many roads and towns an incident could have named; those that none has named are looked at too.
    replicates, seed, workers
        The answer depends on the first two only.

    Returns
    -------
    Watched
        Without findings where the history is too short or too thin to tell.
    """
    weeks = by_road.shape[1]
    findings: list[Finding] = []
    placed_before = int((week < weeks - LONGEST_WEEKS).sum())
    counted_before = int(by_road[:, : weeks - 2 * PERIOD_WEEKS].sum()) if weeks > 2 * PERIOD_WEEKS else 0
    enough = False
    if weeks >= LEAST_WEEKS and placed_before >= LEAST_INCIDENTS:
        enough = True
        findings += _scanned(along_the_roads(place, week, weeks, network, replicates, seed, workers))
    if weeks >= LEAST_WEEKS and counted_before >= LEAST_INCIDENTS:
        enough = True
        findings += _roads(by_road, max(len(by_road), nameable))
    return Watched(
        tuple(sorted(findings, key=lambda one: (-one.recurrence_days, one.look, one.places, one.road or 0))),
        len(place), int(by_road.sum()), weeks, len(by_road), replicates, seed, digest(place, week, by_road), enough,
    )  # fmt: skip


def along_the_roads(
    place: NDArray[np.int64],
    week: NDArray[np.int64],
    weeks: int,
    network: Network,
    replicates: int,
    seed: int,
    workers: int | None,
) -> ScanResult:
    """The scan: balls of road distance, one to eight weeks that end now, judged by the contagion-aware null."""
    weights = np.bincount(place, minlength=len(network.node)).astype(np.float64)
    zones = scan.network_balls(
        network.edges, network.lengths_m, network.node, weights, nodes=network.nodes, max_radius_m=REACH_M
    )
    return scan.prospective(
        network.xy, place, WEEK * week, study_days=WEEK * weeks, interval_days=WEEK, max_window=LONGEST_WEEKS,
        null="blocks", zones=zones, group_m=GROUP_M, replicates=replicates, seed=seed, workers=workers,
        run_every_days=float(WEEK), least=LEAST_COUNT,
    )  # fmt: skip


def _scanned(result: ScanResult) -> list[Finding]:
    return [
        Finding(
            "scan", cluster.members, None, cluster.first_day, cluster.last_day, cluster.observed, cluster.expected,
            WEEK / min(1.0, 2 * cluster.p_value),
        )
        for cluster in result.clusters
    ]  # fmt: skip


def _roads(by_road: NDArray[np.int64], looked: int) -> list[Finding]:
    """Each road's last four weeks against the four-week periods before them; the four just before are left out."""
    counts, expected, chance = road_chances(by_road)
    weeks = by_road.shape[1]
    return [
        Finding(
            "road", (), road, WEEK * (weeks - PERIOD_WEEKS), WEEK * weeks - 1, int(counts[road]), float(expected[road]),
            WEEK / min(1.0, 2 * looked * float(chance[road])),
        )
        for road in range(len(by_road))
        if counts[road] > expected[road] and counts[road] >= LEAST_COUNT
    ]  # fmt: skip


def road_chances(
    by_road: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Counts of the last four weeks, what the past leads to expect, and the chance of as many or more.

    The chance is negative binomial: a road's months differ (one k for all roads), and its mean is known only as well as
    its past tells it.
    """
    from toguna.analysis.monitor_pooled import period_shape, upper_p

    periods = by_road.shape[1] // PERIOD_WEEKS
    table = by_road[:, by_road.shape[1] - periods * PERIOD_WEEKS :].reshape(len(by_road), periods, PERIOD_WEEKS)
    counts = table.sum(axis=2).astype(np.float64)
    history, now = counts[:, : periods - 2], counts[:, -1]
    past = history.shape[1]
    shape = min(period_shape(history), MOST_EVEN)
    seen = history.sum(axis=1) + 0.5
    mean = seen / past
    size = 1 / (1 / seen + 1 / shape)
    return now, mean, upper_p(now, mean, size)


def yearly_false_alarms(recurrence_days: float) -> float:
    """How many such findings a year chance alone would show."""
    return 365.0 / recurrence_days if recurrence_days else math.inf
