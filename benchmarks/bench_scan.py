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


def timed(name: str, what: str, asked: str, events: int, places: int, times: int, **options: Any) -> None:
    """Time one prospective scan."""
    xy, place, day = incidents(events, places)
    seconds, busy, result = best(
        lambda: scan.prospective(xy, place, day, study_days=STUDY_DAYS, seed=1, **options), times
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    updates = result.windows * result.replicates / seconds / 1e9
    tell(
        what,
        asked,
        round(seconds, 3),
        "s",
        name,
        windows=result.windows,
        effective_updates_1e9_per_s=round(updates, 1),
        peak_memory_mb=round(memory),
        cpu_s=round(busy, 3),
        load=round(os.getloadavg()[0], 1),
        p_value=result.clusters[0].p_value,
    )


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


SCENES: dict[str, Callable[[], None]] = {
    "monthly": monthly,
    "daily": daily,
    "large": large,
    "large_daily": large_daily,
    "million": million,
}


if __name__ == "__main__":
    scan.warm()
    for chosen in sys.argv[1:] or list(SCENES):
        SCENES[chosen]()
