"""The scan's two calls: what they find and refuse, nulls, roads, and the same answer from any number of workers."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from toguna.analysis import scan
from toguna.analysis.scan import nulls, report
from toguna.analysis.scan.executors import ClusterUnreachable
from toguna.analysis.scan.times import cut

DAYS = 1200


def incidents(seed: int = 1, events: int = 900) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    xy = rng.uniform([14, -5], [18, 0], (40, 2))
    return xy, rng.integers(0, 40, events), rng.integers(0, DAYS, events)


def with_outbreak(seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray, set[int]]:
    xy, place, day = incidents(seed)
    near = np.argsort(((xy - xy[7]) ** 2).sum(axis=1))[:4]
    rng = np.random.default_rng(99)
    return (
        xy,
        np.append(place, np.repeat(near, 9)),
        np.append(day, rng.integers(DAYS - 60, DAYS, 36)),
        set(near.tolist()),
    )


def prospective(xy: object, place: object, day: object, **options: object) -> scan.ScanResult:
    call: dict[str, object] = {"study_days": DAYS, "interval_days": 30, "max_window": 6, "replicates": 199, "seed": 4}
    return scan.prospective(xy, place, day, **{**call, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize("null", nulls.NULLS)
def test_an_outbreak_is_found_under_every_null(null: str) -> None:
    xy, place, day, near = with_outbreak()
    if null == "episodes":
        # 36 incidents within 60 days and few kilometres are few episodes: spread them out.
        xy = xy * 40 - np.array([600, -100])
    result = prospective(xy, place, day, null=null, coordinates="latlon" if null != "episodes" else "planar")
    best = result.clusters[0]
    if null != "episodes":
        assert near & set(best.members)
        assert best.p_value <= 0.02
        assert result.verdict in ("supported", "strongly supported")
        assert best.last_day == DAYS - 1
        assert best.observed > 2 * best.expected
        assert best.recurrence_days == pytest.approx(30 / best.p_value)
    assert 0 < best.p_value <= 1


def test_clusters_do_not_share_places_unless_asked() -> None:
    xy, place, day, _ = with_outbreak()
    apart = [set(c.members) for c in prospective(xy, place, day).clusters]
    assert all(not a & b for i, a in enumerate(apart) for b in apart[:i])
    overlapping = prospective(xy, place, day, overlap=True).clusters
    assert len({frozenset(c.members) for c in overlapping}) == len(overlapping)
    assert any(set(a.members) & set(b.members) for i, a in enumerate(overlapping) for b in overlapping[:i])


def test_a_place_and_time_that_are_only_busy_are_no_cluster() -> None:
    """The permutation model allows for busy places and bad months; only their combination stands out."""
    rng = np.random.default_rng(3)
    xy, _, _ = incidents()
    place = rng.choice(40, 1500, p=np.arange(1, 41) / 820)
    day = (DAYS * rng.beta(4, 1, 1500)).astype(int)
    assert prospective(xy, place, day).clusters[0].p_value > 0.05


def test_sequential_stop_is_besag_and_cliffords() -> None:
    xy, place, day = incidents()
    full = prospective(xy, place, day, replicates=999)
    stopped = prospective(xy, place, day, replicates=999, stop_after=10)
    maxima = np.array(full.maxima)
    at = np.flatnonzero(maxima >= full.clusters[0].statistic - 1e-9)[9] + 1
    assert stopped.replicates == at < 999
    assert stopped.maxima == full.maxima[:at]
    assert stopped.clusters[0].p_value == 10 / at
    assert prospective(xy, place, day, replicates=999, stop_after=10, workers=1) == stopped


def test_gumbel_tail_is_that_of_gumbel_numbers() -> None:
    maxima = np.random.default_rng(0).gumbel(5.0, 0.8, 20_000)
    tail = report.gumbel_tail(maxima)
    assert tail is not None
    assert tail.location == pytest.approx(5.0, abs=0.03)
    assert tail.scale == pytest.approx(0.8, rel=0.02)
    assert tail.p_value(9.0) == pytest.approx(-math.expm1(-math.exp(-4 / 0.8)), rel=0.15)
    assert report.gumbel_tail(np.ones(100)) is None


def test_intervals_are_aligned_to_the_end() -> None:
    times = cut(100, 30, None)
    assert times.starts.tolist() == [0, 10, 40, 70]
    assert times.interval_of(np.array([0, 9, 10, 99])).tolist() == [0, 0, 1, 3]
    assert times.last_day(3) == 99


def test_no_incidents_is_an_answer() -> None:
    result = prospective(np.zeros((3, 2)), [], [])
    assert (result.verdict, result.clusters, result.incidents) == ("no data", (), 0)


def test_one_incident_and_one_place_do_not_fail() -> None:
    assert prospective(np.zeros((3, 2)), [1], [5]).clusters == ()
    assert prospective(np.zeros((1, 2)), [0] * 9, list(range(9)), null="blocks").clusters == ()


@pytest.mark.parametrize(
    ("change", "french", "english"),
    [
        ({"place": [50]}, "hors de l’étude", "outside the study"),
        ({"day": [-1]}, "hors de l’étude", "outside the study"),
        ({"day": [1, 2]}, "il en faut autant", "same number"),
        ({"model": "poisson"}, "population", "population"),
        ({"model": "bernoulli"}, "ne connaît pas", "does not know"),
        ({"null": "fair"}, "ne connaît pas", "does not know"),
        ({"coordinates": "utm"}, "ne connaît pas", "does not know"),
        ({"xy": [[16.0, math.nan]]}, "manquante", "missing"),
        ({"xy": [[-3.0, 400.0]]}, "latitude d’abord", "latitude first"),
        ({"max_share": 0.0}, "max_share", "max_share"),
        ({"max_window": 0}, "max_window", "max_window"),
        ({"interval_days": 0}, "interval_days", "interval_days"),
        ({"replicates": -1}, "replicates", "replicates"),
    ],
)
def test_what_does_not_fit_is_said_in_both_languages(change: dict[str, object], french: str, english: str) -> None:
    call: dict[str, object] = {"xy": [[16.0, -3.0]], "place": [0], "day": [3], "max_window": 2, "study_days": 10}
    with pytest.raises(scan.ScanInputError) as caught:
        scan.prospective(**{**call, **change})  # type: ignore[arg-type]
    assert french in caught.value.say("fr")
    assert english in caught.value.say("en")
    assert caught.value.code == "scan-input"


def test_episodes_are_chains_in_place_and_time() -> None:
    xy = np.array([[0.0, 0.0], [8_000.0, 0.0], [16_000.0, 0.0], [90_000.0, 0.0]])
    place = np.array([0, 1, 2, 3, 0, 0])
    day = np.array([10, 12, 15, 11, 14, 30])
    # 0-1-2 is a chain (8 km, 2 and 3 days), joined by the fifth (place 0, 14: two days from 12); place 3 is far; day 30
    # late.
    assert nulls.episodes(xy, place, day).tolist() == [0, 3, 5]
    assert nulls.episodes(None, place, day).tolist() == [0, 1, 2, 3, 4, 5]
    assert nulls.episodes(None, np.array([0, 0]), np.array([3, 6])).tolist() == [0]


def test_history_dispersion_finds_k() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(rng.gamma(2.0, 0.5, (60, 100)) * rng.gamma(1.0, 1.5, 60)[:, None])
    place, month = (np.repeat(a, counts.ravel()) for a in np.indices(counts.shape).reshape(2, -1))
    found = nulls.history_dispersion(place, 30 * month + rng.integers(0, 30, len(month)), 60, 3000)
    assert found == pytest.approx(2.0, rel=0.3)
    assert nulls.history_dispersion(place[:1], month[:1], 60, 3000) == math.inf


def test_blocks_keep_what_repeats_within_a_group() -> None:
    """Places 0 and 1 always act together: so they do in each replicate, but for one cut; place 2 has its own time."""
    rng = np.random.default_rng(2)
    joint, alone = rng.integers(0, 1000, 40), rng.integers(0, 1000, 40)
    place, days = np.repeat([0, 1, 2], 40), np.concatenate([joint, joint, alone])
    times = cut(1000, 50, None)
    shifts = nulls.history_shifts(place, days, np.array([0, 0, 1])[place], times, np.array([19, 18, 17, 16]))
    drawn, offsets = shifts.draw(5, np.arange(300, dtype=np.int64))
    together = []
    for r in range(300):
        counts = np.array(
            [np.bincount(drawn[r, a:b], minlength=3) for a, b in zip(offsets[r], offsets[r][1:], strict=False)]
        )
        together.append(counts.sum(axis=0))
    total = np.array(together)
    assert np.abs(total[:, 0] - total[:, 1]).max() <= 1
    assert np.corrcoef(total[:, 0], total[:, 2])[0, 1] < 0.3
    # Places' shares and the amount of violence are kept on average.
    assert total.mean(axis=0) == pytest.approx(np.full(3, total.mean()), rel=0.2)


def test_road_distance_is_not_the_crow_s() -> None:
    """A river: 0-1-2 on one bank, 3 just across, 60 km by road."""
    edges, lengths = [[0, 1], [1, 2], [2, 3], [0, 1]], [10_000.0, 10_000.0, 60_000.0, 99_000.0]
    zones = scan.network_balls(edges, lengths, [0, 1, 2, 3], np.ones(4), nodes=4, max_share=1.0, max_radius_m=25_000)
    lists = [zones.members[a:b].tolist() for a, b in zip(zones.indptr, zones.indptr[1:], strict=False)]
    assert lists == [[0, 1, 2], [1, 0, 2], [2, 1, 0], [3]]
    assert zones.reach_m[:3].tolist() == [0.0, 10_000.0, 20_000.0]
    # 0 and 2 are equally far from 1: neither ball parts them.
    assert zones.closed[3:6].tolist() == [True, False, True]


def test_stretches_follow_one_road() -> None:
    road, position = ["RN6", "RN6", "RN33", "RN6"], [0.0, 5_000.0, 1_000.0, 30_000.0]
    zones = scan.stretches(road, position, np.ones(4), max_share=1.0, max_length_m=25_500)
    lists = [zones.members[a:b].tolist() for a, b in zip(zones.indptr, zones.indptr[1:], strict=False)]
    assert lists == [[0, 1], [1, 3], [2], [3]]


def test_a_dangerous_stretch_is_found_along_its_road() -> None:
    rng = np.random.default_rng(5)
    road, position = np.repeat([0, 1, 2], 60), np.tile(np.arange(60) * 1000.0, 3)
    place = np.append(rng.integers(0, 180, 1500), np.repeat(np.arange(72, 77), 7))
    day = np.append(rng.integers(0, DAYS, 1500), rng.integers(DAYS - 80, DAYS, 35))
    weights = np.bincount(place, minlength=180)
    zones = scan.stretches(road, position, weights, max_length_m=20_000)
    best = prospective(None, place, day, zones=zones).clusters[0]
    assert best.p_value == 1 / 200
    assert set(best.members) <= set(range(69, 80))
    assert {73, 74, 75} <= set(best.members)
    assert best.radius_m == (len(best.members) - 1) * 1000.0


def test_dask_gives_the_same_bits() -> None:
    distributed = pytest.importorskip("distributed")
    xy, place, day = incidents()
    here = prospective(xy, place, day, workers=1)
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=False,
            dashboard_address=None,
            protocol="tcp://",
            host="127.0.0.1",
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        there = prospective(xy, place, day, executor=scan.DaskExecutor(client=client))
    assert there == here


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    xy, place, day = incidents()
    with_progress = prospective(xy, place, day, replicates=500, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (500, 500)
    assert told == sorted(told)
    assert with_progress == prospective(xy, place, day, replicates=500)


@pytest.mark.parametrize("module", ["toguna.analysis.scan", "toguna.analysis.monitor", "toguna.analysis.scan_files"])
def test_no_heavy_import_at_start(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('numba', 'scipy', 'polars', 'distributed') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_independent_null_is_calibrated() -> None:
    """p-values of data that hold nothing are uniform: 120 sets, each share within four standard errors."""
    p = []
    for number in range(120):
        xy, place, day = incidents(1000 + number, events=300)
        p.append(prospective(xy, place, day, replicates=99, seed=number, workers=1).clusters[0].p_value)
    for level in (0.1, 0.3, 0.6):
        share = float(np.mean(np.array(p) <= level))
        assert abs(share - level) < 4 * math.sqrt(level * (1 - level) / 120)


def contagious(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    place, day = rng.integers(0, 40, 500), rng.uniform(0, DAYS, 500)
    children = rng.poisson(0.5, 500)
    place, day = (
        np.append(place, np.repeat(place, children)),
        np.append(day, np.repeat(day, children) + rng.exponential(8, children.sum())),
    )
    inside = day < DAYS
    return place[inside], day[inside].astype(int)


def test_contagion_does_not_alarm_the_aware_null() -> None:
    xy, _, _ = incidents()
    alarms: dict[str, Callable[[], int] | int] = {"independent": 0, "blocks": 0}
    for number in range(60):
        place, day = contagious(np.random.default_rng([7, number]))
        for null in ("independent", "blocks"):
            p = prospective(xy, place, day, null=null, replicates=99, seed=number, workers=1).clusters[0].p_value
            alarms[null] += p <= 0.05  # type: ignore[operator]
    assert alarms["blocks"] <= 8  # 5 % of 60 is 3; 9 or more has a chance below .005
    assert alarms["independent"] > alarms["blocks"]


def test_a_cluster_that_does_not_answer_is_said() -> None:
    pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "300ms"}),
        pytest.raises(ClusterUnreachable) as caught,
    ):
        scan.DaskExecutor("tcp://127.0.0.1:9")
    assert "127.0.0.1:9" in caught.value.say("fr")
