"""The scan against the reference program's printed answers (../shared/reference/scan, statistics.md §3.1)."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from toguna.analysis.scan import ScanResult
from toguna.analysis.scan_files import Settings, parse_prm
from toguna.analysis.scan_study import Study, study

ROOT = Path(os.environ.get("TOGUNA_REFERENCE", Path(__file__).parents[3] / "shared" / "reference")) / "scan"
pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason=f"reference data not found: {ROOT} (set TOGUNA_REFERENCE)")


@dataclass(frozen=True)
class Known:
    """One printed cluster. `draws`: replicates behind its p-value (sequential runs stopped early)."""

    statistic: float
    members: tuple[str, ...]
    start: str | None
    end: str | None
    observed: int
    expected: float
    radius_km: float | None
    p: float
    draws: int


TORRANCE = (
    "Torrance Bernalillo Valencia SantaFe Guadelupe Socorro Sandoval SanMiguel LosAlamos".split(),
    "11418 11415 11419 11435 11416 11421 11451 11375 11417".split(),
)
CLASSIC = {
    "NYCSpaceTimePermutation": [
        Known(3.845418, tuple(TORRANCE[1]), "2001-11-22", "2001-11-24", 4, 0.67, 2.90, 0.242, 207),
        Known(3.164201, ("11372",), "2001-11-24", "2001-11-24", 2, 0.16, None, 0.575, 207),
        Known(2.137259, ("10472",), "2001-11-23", "2001-11-24", 2, 0.29, None, 0.966, 207),
    ],
    "NewMexicoSpaceTimePoisson": [
        Known(10.979758, tuple(TORRANCE[0]), "1985-01-01", "1989-12-31", 236, 176.22, 125.60, 0.014, 999),
        Known(5.684828, ("Chaves",), "1988-01-01", "1989-12-31", 16, 6.03, None, 0.692, 999),
        Known(3.884186, ("Curry", "Roosevelt"), "1982-01-01", "1983-12-31", 13, 5.37, None, 0.996, 999),
    ],
}


def classic(name: str) -> Study:
    return study(
        parse_prm((ROOT / f"{name}.prm").read_text("utf-8"), f"{name}.prm"), lambda file: (ROOT / file).read_bytes()
    )


def synthetic(name: str) -> tuple[Study, list[Known]]:
    told = json.loads((ROOT / f"{name}.json").read_text("utf-8"))
    radius = told["max_radius_km"]
    settings = Settings(
        f"{name}.cas",
        f"{name}.geo",
        None,
        None,
        "permutation",
        False,
        dt.date.fromisoformat(told["study"][0]),
        dt.date.fromisoformat(told["study"][1]),
        True,
        "latlon",
        "day",
        told["interval_days"],
        told["max_window_intervals"],
        None,
        told["max_share_of_cases"],
        None if radius is None else 1000.0 * radius,
        told["replicates"],
        False,
        2,
    )
    known = []
    for row in told["clusters"]:
        start, end = (dt.date(*map(int, day.split("/"))).isoformat() for day in row["frame"].split(" to "))
        known.append(
            Known(
                row["statistic"],
                tuple(row["members"]),
                start,
                end,
                row["cases"],
                row["expected"],
                row["radius_km"],
                float(row["p"]),
                999,
            )
        )
    return study(settings, lambda file: (ROOT / file).read_bytes()), known


def same(ready: Study, result: ScanResult, known: list[Known]) -> None:
    table = ready.table(result)
    assert len(table) >= len(known)
    for row, answer in zip(table, known, strict=False):
        assert row["statistic"] == pytest.approx(answer.statistic, abs=6e-7)
        assert tuple(row["members"]) == answer.members
        assert (row["start"], row["end"], row["observed"]) == (answer.start, answer.end, answer.observed)
        # Expectations are printed to two or three figures, cut or rounded.
        assert row["expected"] == pytest.approx(answer.expected, abs=0.006)
        if answer.radius_km is not None:
            assert row["radius_km"] == pytest.approx(answer.radius_km, abs=0.0051)
        p = (row["p_value"] + answer.p) / 2
        deviation = math.sqrt(p * (1 - p) * (1 / answer.draws + 1 / result.replicates))
        assert abs(row["p_value"] - answer.p) <= 3 * deviation + 1 / answer.draws


@pytest.mark.parametrize("name", sorted(CLASSIC))
def test_classic_sets(name: str) -> None:
    ready = classic(name)
    same(ready, ready.run(replicates=4999, seed=1), CLASSIC[name])


@pytest.mark.parametrize("name", ["synthetic-monthly", "synthetic-daily"])
def test_synthetic_sets(name: str) -> None:
    ready, known = synthetic(name)
    same(ready, ready.run(seed=1), known)


def test_north_humberside() -> None:
    """A quarter of the replicates tie with the data (4 of 4); the reference does not count them as reaching it."""
    ready = classic("NHumbersideSpatialBernoulli")
    result = ready.run(replicates=4999, seed=1)
    first = ready.table(result)[0]
    assert first["statistic"] == pytest.approx(4.836516, abs=6e-7)
    assert first["members"] == ["170", "173", "172", "169"]
    assert first["observed"] == 4
    assert first["expected"] == pytest.approx(1.22, abs=0.005)
    # .360 is 50 exceedances in 139 replicates.
    assert abs(first["p_value"] - 0.360) <= 3 * math.sqrt(0.36 * 0.64 * (1 / 139 + 1 / 4999))
    cluster = result.clusters[0]
    assert first["p_value_with_ties"] == cluster.p_value == (cluster.reached_by + 1) / 5000
    assert cluster.reached_by - cluster.outdone_by > 900


def test_any_number_of_workers_gives_the_same_answer() -> None:
    ready = classic("NYCSpaceTimePermutation")
    one = ready.run(seed=5, workers=1)
    for workers in (2, 3, 7):
        assert ready.run(seed=5, workers=workers) == one
