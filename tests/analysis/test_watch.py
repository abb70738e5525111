"""The watch over one framework: what it finds, what it leaves unsaid, and how rarely it is wrong."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from toguna.analysis import watch as analysis

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import calibrate_watch as worlds

WEEKS = 200


def quiet(seed: int, rate: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n = rng.poisson(rate * WEEKS)
    return rng.integers(0, worlds.PLACES, n), rng.integers(0, WEEKS, n)


def roads(place: np.ndarray, week: np.ndarray, weeks: int = WEEKS) -> np.ndarray:
    out = np.zeros((worlds.ROADS, weeks), np.int64)
    np.add.at(out, (place // worlds.STRETCHES, week), 1)
    return out


def watched(place: np.ndarray, week: np.ndarray, **options: int) -> analysis.Watched:
    return analysis.watch(place, week, roads(place, week), worlds.NETWORK, **{"replicates": 499, **options})


def test_a_rise_on_two_stretches_is_a_signal_and_says_where_and_how_rare() -> None:
    place, week = quiet(1)
    rng = np.random.default_rng(2)
    place = np.append(place, rng.integers(8, 10, 12))
    week = np.append(week, rng.integers(WEEKS - 4, WEEKS, 12))
    found = watched(place, week)
    assert found.verdict == "signal"
    best = found.signals[0]
    assert best.recurrence_days > analysis.RARE_DAYS
    scanned = next(one for one in found.signals if one.look == "scan")
    assert {8, 9} & set(scanned.places)
    assert scanned.last_day == 7 * WEEKS - 1 and scanned.first_day >= 7 * (WEEKS - analysis.LONGEST_WEEKS)
    assert scanned.observed > 3 * scanned.expected
    road = next(one for one in found.findings if one.look == "road" and one.road == 1)
    assert road.observed == roads(place, week)[1, -4:].sum()


def test_the_same_answer_from_any_number_of_workers() -> None:
    place, week = quiet(3)
    assert watched(place, week, workers=1) == watched(place, week, workers=2)


def test_too_short_or_too_thin_a_past_says_so_and_finds_nothing() -> None:
    place, week = quiet(4, rate=0.05)
    assert watched(place, week).verdict == "cannot-tell"
    assert watched(place, week).findings == ()
    none = np.empty(0, np.int64)
    assert watched(none, none).verdict == "cannot-tell"
    short = analysis.watch(place[:0], week[:0], np.zeros((3, 4), np.int64), worlds.NETWORK)
    assert (short.verdict, short.weeks) == ("cannot-tell", 4)


def test_what_is_known_by_road_only_is_still_counted() -> None:
    """No incident is placed on a stretch: the scan is silent, the road's own count speaks."""
    none = np.empty(0, np.int64)
    counts = np.tile([1, 0, 0, 1, 0, 0, 0, 0], (3, 25))
    counts[2, -4:] = 3
    found = analysis.watch(none, none, counts, worlds.NETWORK)
    assert [one.road for one in found.signals] == [2]
    assert found.signals[0].observed == 12
    assert found.signals[0].expected == pytest.approx((sum(counts[2, :-8]) + 0.5) / 48)


def test_towns_that_none_has_named_share_the_chance_and_two_incidents_are_no_signal() -> None:
    none = np.empty(0, np.int64)
    counts = np.tile([1, 0, 0, 1, 0, 0, 0, 0], (3, 25))
    counts[2] = 0
    counts[2, -1] = 2
    assert analysis.watch(none, none, counts, worlds.NETWORK).findings == ()
    counts[2, -1] = 3
    few = analysis.watch(none, none, counts, worlds.NETWORK).findings[0]
    many = analysis.watch(none, none, counts, worlds.NETWORK, nameable=30).findings[0]
    assert (few.road, few.observed) == (2, 3)
    assert many.recurrence_days == pytest.approx(few.recurrence_days / 10)


def test_a_road_s_chance_is_negative_binomial_by_hand() -> None:
    """12 four-week periods with 2 each, then 6: mean 20.5/10 of the ten before, k = 4 at most."""
    counts = np.zeros((1, 48), np.int64)
    counts[0, ::2] = 1
    counts[0, -4:] = [1, 2, 1, 2]
    now, mean, chance = analysis.road_chances(counts)
    assert (now[0], mean[0]) == (6, pytest.approx(2.05))
    size = 1 / (1 / 20.5 + 1 / 4)
    p = size / (size + 2.05)
    below = sum(
        math.exp(math.lgamma(size + n) - math.lgamma(size) - math.lgamma(n + 1)) * p**size * (1 - p) ** n
        for n in range(6)
    )
    assert chance[0] == pytest.approx(1 - below, rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["independent-one", "repeats-one"])
def test_at_most_one_false_alarm_a_framework_year(name: str) -> None:
    """Eight invented framework-years, looked at every week. At the rates that docs/calibration.md measures, a third and
    a half a year, more than eight new signals have a chance below .01.
    """
    truth = worlds.TRUTHS[name][1]
    years = [worlds.one(500 + number, truth) for number in range(8)]
    assert all(year.told == worlds.YEAR for year in years)
    assert sum(year.new for year in years) <= 8


def test_a_lasting_rise_is_seen_within_weeks() -> None:
    truth = worlds.OUTBREAKS["outbreak-4"][1]
    years = [worlds.one(number, lambda rng: worlds.outbreak(rng, rate=1.0, extra=truth)) for number in range(3)]
    seen = [year for year in years if year.weeks]
    assert len(seen) == 3
    assert all(year.weeks >= 4 for year in seen)


def test_warming_compiles_into_the_cache_that_is_named(tmp_path: Path) -> None:
    """What set-up runs leaves kernels in the cache. One small kernel stands for all here: all take a minute."""
    code = (
        "import numpy as np, toguna.analysis.warm as warm\n"
        "from toguna.analysis.kernels.cusum import run\n"
        "one = np.ones(1)\n"
        "run(np.ones((1, 3)), np.ones((1, 3)), one, one * 2, one, np.zeros((1, 3)), np.zeros((1, 3), bool))\n"
        "assert callable(warm.warm)\n"
    )
    env = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    assert list(tmp_path.rglob("cusum.run*.nbi"))
