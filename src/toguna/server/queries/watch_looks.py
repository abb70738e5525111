"""The register scanned or counted as somebody asks: `toguna scan` and `toguna monitor` without files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from toguna.analysis.watch_terms import LEAST_COUNT, LEAST_INCIDENTS, LEAST_WEEKS, PERIOD_WEEKS, RARE_DAYS
from toguna.base.text import Text
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.watch import where_name
from toguna.server.queries.watch_ground import Ground, Unit, prepared

if TYPE_CHECKING:
    from toguna.analysis.scan import ScanResult, Zones

ZONES: Final = ("network", "stretches", "circles")


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How to scan: shapes, windows in weeks, the null."""

    zones: str = "network"
    null: str = "blocks"
    max_weeks: int = 8
    max_radius_km: float = 100.0
    max_share: float = 0.5
    retrospective: bool = False
    replicates: int = 999
    seed: int = 1


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """One cluster with names and dates: `members` are `road:place:place` for a stretch, the place for a town."""

    rank: int
    members: tuple[str, ...]
    where: Text
    radius_km: float
    start: date
    end: date
    observed: int
    expected: float
    statistic: float
    p_value: float
    p_approximate: float | None
    recurrence_days: float


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer of one scan of the register."""

    ground: Ground
    result: ScanResult | None
    clusters: tuple[ClusterRow, ...]
    retrospective: bool = False


@dataclass(frozen=True, slots=True)
class RoadRow:
    """One road or town: its last four weeks against its past; `chance` of as many or more by itself."""

    id: str
    name: Text
    observed: int
    expected: float
    chance: float
    recurrence_days: float
    alarm: bool


def scan_register(reading: Reading, options: ScanOptions, **run: Any) -> Scanned | None:
    """Scan the incidents that this reader may place on a stretch or in a town; None where it may place none."""
    held = prepared(reading)
    if held is None or not len(held.place):
        return None if held is None else Scanned(held, None, ())
    from toguna.analysis import scan
    from toguna.analysis.watch_terms import GROUP_M

    function = scan.retrospective if options.retrospective else scan.prospective
    zones = _zones(held, options)
    result = function(
        held.network.xy, held.place, 7 * held.week, study_days=7 * held.weeks, interval_days=7,
        max_window=options.max_weeks, max_share=options.max_share, null=options.null, zones=zones,
        max_radius_m=1000 * options.max_radius_km if zones is None else None, group_m=GROUP_M,
        replicates=options.replicates, seed=options.seed, run_every_days=7.0, **run,
    )  # fmt: skip
    rows = tuple(_cluster(reading, held, one) for one in result.clusters)
    return Scanned(held, result, rows, options.retrospective)


def _zones(held: Ground, options: ScanOptions) -> Zones | None:
    """Shapes along the roads; None leaves it to circles, which need the place of every stretch."""
    from toguna.analysis import scan

    weights = np.bincount(held.place, minlength=len(held.units)).astype(np.float64)
    reach_m = 1000 * options.max_radius_km
    net = held.network
    if options.zones == "stretches":
        position: dict[str, float] = {}
        along = []
        for n, unit in enumerate(held.units):
            length = 0.0 if unit.road is None else 2 * float(net.lengths_m[2 * n])
            begin = position.get(unit.road or "", 0.0)
            along.append(begin + length / 2)
            position[unit.road or ""] = begin + length
        names = [unit.road or f"town {unit.one}" for unit in held.units]
        return scan.stretches(names, along, weights, max_share=options.max_share, max_length_m=reach_m)
    if options.zones == "circles" and net.xy is not None:
        return None
    return scan.network_balls(
        net.edges, net.lengths_m, net.node, weights, nodes=net.nodes, max_share=options.max_share, max_radius_m=reach_m
    )


def _cluster(reading: Reading, held: Ground, one: Any) -> ClusterRow:
    units = [held.units[n] for n in sorted(one.members)]
    stretches = tuple((unit.road, unit.one, unit.two) for unit in units if unit.road is not None)
    towns = tuple(unit.one for unit in units if unit.road is None)
    return ClusterRow(
        one.rank, tuple(member(held.units[n]) for n in one.members), where_name(reading, (), stretches, towns),
        one.radius_m / 1000, held.first + timedelta(days=one.first_day), held.first + timedelta(days=one.last_day),
        one.observed, one.expected, one.statistic, one.p_value, one.p_approximate, one.recurrence_days,
    )  # fmt: skip


def member(unit: Unit) -> str:
    """A stretch or town as one text."""
    return unit.one if unit.road is None else f"{unit.road}:{unit.one}:{unit.two}"


def roads_now(reading: Reading) -> tuple[Ground, tuple[RoadRow, ...]] | None:
    """Each road's and town's last four weeks; no rows where the past is too short or too thin."""
    from toguna.analysis.watch import road_chances

    held = prepared(reading)
    if held is None:
        return None
    before = held.by_series[:, : -2 * PERIOD_WEEKS].sum()
    if held.weeks < LEAST_WEEKS or before < LEAST_INCIDENTS:
        return held, ()
    now, expected, chance = road_chances(held.by_series)
    rows = []
    for n, name in enumerate(held.series):
        recurrence = 7 / min(1.0, 2 * max(len(held.series), held.nameable) * float(chance[n]))
        rows.append(
            RoadRow(
                name, spot_name(reading, name), int(now[n]), float(expected[n]), float(chance[n]), recurrence,
                recurrence > RARE_DAYS and now[n] >= LEAST_COUNT,
            )
        )  # fmt: skip
    return held, tuple(rows)


def weekly(reading: Reading) -> tuple[Ground, Sequence[list[int]]] | None:
    """Weekly counts of every road and town, for a method of one's own choice."""
    held = prepared(reading)
    return None if held is None else (held, [[int(n) for n in row] for row in held.by_series])
