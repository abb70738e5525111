"""How fast the scan is, as JSON lines: what, asked, measured, unit, command.

    PYTHONPATH=src python benchmarks/bench_scan.py [name …]

The incidents are invented: places in clumps as towns lie along a river, uneven rates, no real place. Times are whole
calls, warm, the best of three (one for the two large sets); they are measured and printed, never asserted.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from toguna.analysis import scan

STUDY_DAYS = 4749
Row = dict[str, Any]


def incidents(events: int, places: int, seed: int = 1) -> tuple[Any, Any, Any]:
    """Invented places (latitude, longitude) and incidents (place, day) over thirteen years."""
    rng = np.random.default_rng(seed)
    centres = np.column_stack([rng.uniform(11, 21, 40), rng.uniform(-9, 4, 40)])
    xy = centres[rng.integers(0, 40, places)] + rng.normal(0, 0.6, (places, 2))
    rate = rng.gamma(0.5, 1.0, places)
    place = rng.choice(places, events, p=rate / rate.sum())
    return xy, place, rng.integers(0, STUDY_DAYS, events)


def best(work: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """The shortest of several runs, its processor time, and the last answer."""
    runs, answer = [], None
    for _ in range(times):
        begin, busy = time.perf_counter(), time.process_time()
        answer = work()
        runs.append((time.perf_counter() - begin, time.process_time() - busy))
    return *min(runs), answer


def tell(what: str, asked: str, measured: Any, unit: str, name: str, **more: Any) -> None:
    """One JSON line."""
    row: Row = {"what": what, "asked": asked, "measured": measured, "unit": unit, **more}
    print(json.dumps({**row, "command": f"python benchmarks/bench_scan.py {name}"}), flush=True)


def report(name: str, what: str, asked: str, work: Callable[[], Any], times: int) -> None:
    """Time a scan and tell it."""
    seconds, busy, result = best(work, times)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    updates = result.windows * result.replicates / seconds / 1e9
    tell(
        what,
        asked,
        round(seconds, 3),
        "s",
        name,
        cpu_s=round(busy, 3),
        load=round(os.getloadavg()[0], 1),
        windows=result.windows,
        updates_1e9_per_s_of_the_whole_call=round(updates, 1),
        peak_memory_mb=round(memory),
        p_value=result.clusters[0].p_value,
    )


def timed(
    name: str, what: str, asked: str, events: int, places: int, times: int, *, closer: float = 1.0, **options: Any
) -> None:
    """Time one prospective scan; `closer` draws the places together: as many within 100 km as in statistics.md §3.2."""
    xy, place, day = incidents(events, places)
    xy = xy.mean(axis=0) + (xy - xy.mean(axis=0)) * closer
    report(name, what, asked, lambda: scan.prospective(xy, place, day, study_days=STUDY_DAYS, seed=1, **options), times)


def monthly() -> None:
    timed(
        "monthly",
        "12,000 events, 700 places, 30 days x 12, 999 replicates",
        "< 0.40",
        12_000,
        700,
        3,
        interval_days=30,
        max_window=12,
    )


def daily() -> None:
    timed(
        "daily",
        "12,000 events, 700 places, daily x 60, 100 km, 999 replicates",
        "< 0.20",
        12_000,
        700,
        3,
        interval_days=1,
        max_window=60,
        closer=0.6,
        max_radius_m=100_000,
    )


def large() -> None:
    timed(
        "large",
        "100,000 events, 2,000 places, 30 days x 12, 999 replicates",
        "< 2.4",
        100_000,
        2_000,
        1,
        interval_days=30,
        max_window=12,
    )


def large_daily() -> None:
    timed(
        "large_daily",
        "100,000 events, 2,000 places, daily x 60, 100 km, 999 replicates",
        "< 2.4",
        100_000,
        2_000,
        1,
        interval_days=1,
        max_window=60,
        closer=0.6,
        max_radius_m=100_000,
    )


def million() -> None:
    timed(
        "million",
        "1,000,000 events, 10,000 places, 30 days x 12, 100 km, 999 replicates",
        "< 6; < 500 MB",
        1_000_000,
        10_000,
        1,
        interval_days=30,
        max_window=12,
        max_radius_m=100_000,
    )


def road() -> None:
    """5,000 segments of 2 km on 50 roads: stretches of at most 100 km."""
    rng = np.random.default_rng(1)
    name, position = np.repeat(np.arange(50), 100), np.tile(np.arange(100) * 2000.0, 50)
    rate = rng.gamma(0.5, 1.0, 5000)
    place, day = rng.choice(5000, 12_000, p=rate / rate.sum()), rng.integers(0, STUDY_DAYS, 12_000)

    def work() -> Any:
        zones = scan.stretches(name, position, np.bincount(place, minlength=5000), max_length_m=100_000)
        return scan.prospective(
            None, place, day, study_days=STUDY_DAYS, interval_days=30, max_window=12, zones=zones, seed=1
        )

    report("road", "road scan, stretches, 5,000 segments, 12,000 events, 999 replicates", "< 2", work, 3)


def network() -> None:
    """The same segments on a grid of roads: balls of at most 40 km of driving."""
    rng = np.random.default_rng(1)
    side, at = 71, np.arange(71 * 71).reshape(71, 71)
    edges = np.concatenate(
        [np.stack([at[:, :-1], at[:, 1:]], -1).reshape(-1, 2), np.stack([at[:-1], at[1:]], -1).reshape(-1, 2)]
    )
    lengths = rng.uniform(3_000, 9_000, len(edges))
    places = rng.permutation(side * side)[:5000]
    rate = rng.gamma(0.5, 1.0, 5000)
    place, day = rng.choice(5000, 12_000, p=rate / rate.sum()), rng.integers(0, STUDY_DAYS, 12_000)

    def work() -> Any:
        zones = scan.network_balls(
            edges, lengths, places, np.bincount(place, minlength=5000), nodes=side * side, max_radius_m=40_000
        )
        return scan.prospective(
            None, place, day, study_days=STUDY_DAYS, interval_days=30, max_window=12, zones=zones, seed=1
        )

    report("network", "road scan, network balls, 5,000 segments, 12,000 events, 999 replicates", "< 2", work, 3)


def sweep() -> None:
    """The inner loop alone, two threads, on working sets that fit the first, second and third cache, and none."""
    from toguna.analysis.kernels.jit import jit
    from toguna.analysis.kernels.sweep import LANES, sweep16

    @jit
    def many(counts: Any, limits: Any, indptr: Any, members: Any, hits: Any, rounds: int) -> int:
        found = 0
        for _ in range(rounds):
            for i in range(indptr.size - 1):
                a, b = indptr[i], indptr[i + 1]
                found += sweep16(
                    counts.ctypes.data, members.ctypes.data + 4 * a, limits.ctypes.data + 2 * a, b - a, hits.ctypes.data
                )
        return found

    for places, held in ((150, "first cache"), (2_000, "second cache"), (40_000, "third cache"), (600_000, "memory")):
        near = min(places, 300)
        rng = np.random.default_rng(1)
        members = rng.integers(0, places, (2_000, near)).astype(np.int32).ravel()
        indptr, limits = np.arange(2_001) * near, np.full(members.size, 1000, np.int16)
        counts = np.zeros((places, LANES), np.int16)
        rounds = 20 if places < 10_000 else 4

        def work(
            i: int,
            counts: Any = counts,
            limits: Any = limits,
            indptr: Any = indptr,
            members: Any = members,
            rounds: int = rounds,
        ) -> int:
            return many(counts, limits, indptr, members, np.zeros(LANES, np.int16), rounds)

        work(0)
        with ThreadPoolExecutor(2) as pool:
            seconds, busy, _ = best(lambda: list(pool.map(work, range(2))), 3)
        rate = 2 * rounds * members.size * LANES / seconds / 1e9
        tell(
            f"window updates, two threads, random places, counts in the {held}",
            "≥ 15",
            round(rate, 1),
            "1e9/s",
            "sweep",
            working_set_kb=counts.nbytes // 1024,
            per_processor_second=round(2 * rounds * members.size * LANES / busy / 1e9, 1),
        )


def profile() -> None:
    """Where the time of a monthly and of the largest scan goes: processor seconds of one task by part."""
    from toguna.analysis.scan import build, engine

    for name, events, places, radius in (("12,000", 12_000, 700, None), ("1,000,000", 1_000_000, 10_000, 100_000.0)):
        xy, place, day = incidents(events, places)
        request = build.Request(
            "prospective", xy, place, day, STUDY_DAYS, 30, 12, 0.5, radius, "latlon", "permutation", "independent", 1
        )
        parts: Row = {}

        def timed_part(part: str, work: Callable[[], Any], parts: Row = parts) -> Any:
            begin = time.process_time()
            answer = work()
            parts[part] = round(time.process_time() - begin, 4)
            return answer

        problem = timed_part("build", lambda: build.build(request)).problem  # noqa: B023
        timed_part("search", lambda: engine.search(problem))  # noqa: B023
        level = timed_part("level", lambda: engine.guess_level(problem))  # noqa: B023
        ids = np.arange(256)
        timed_part("draw 256", lambda: problem.draws.draw(1, ids))  # noqa: B023
        timed_part("draw, count and sweep 256", lambda: engine._maxima(problem, engine._Task(ids, level, 1)))  # noqa: B023
        timed_part("the same, level out of reach", lambda: engine._maxima(problem, engine._Task(ids, 1e3, 1)))  # noqa: B023
        updates = problem.size * 256 / 1e9
        tell(f"processor time by part, {name} events", "-", parts, "s", "profile", window_updates_1e9=round(updates, 2))


def same_bits() -> None:
    """One worker, two workers, a Dask cluster of two processes."""
    from distributed import Client, LocalCluster

    xy, place, day = incidents(12_000, 700)
    call: Row = {"study_days": STUDY_DAYS, "interval_days": 30, "max_window": 12, "seed": 1}
    one = scan.prospective(xy, place, day, workers=1, **call)
    two = scan.prospective(xy, place, day, workers=2, **call)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster,
        Client(cluster) as client,
    ):
        begin = time.perf_counter()
        far = scan.prospective(xy, place, day, executor=scan.DaskExecutor(client=client), **call)
        seconds = time.perf_counter() - begin
    tell(
        "one worker, two workers, Dask with two workers",
        "bit-identical",
        one == two == far,
        "equal",
        "same_bits",
        dask_first_call_s=round(seconds, 2),
    )


SCENES: dict[str, Callable[[], None]] = {
    "monthly": monthly,
    "daily": daily,
    "large": large,
    "large_daily": large_daily,
    "million": million,
    "road": road,
    "network": network,
    "sweep": sweep,
    "profile": profile,
    "same_bits": same_bits,
}


if __name__ == "__main__":
    scan.warm()
    for chosen in sys.argv[1:] or list(SCENES):
        SCENES[chosen]()
