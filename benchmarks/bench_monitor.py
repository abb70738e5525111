"""How fast the monitoring is, and how true its stated run lengths, as JSON lines: what, asked, measured, unit, command.

    PYTHONPATH=src python benchmarks/bench_monitor.py

Counts are invented. Times are whole calls, warm, the best of three; they are measured and printed, never asserted.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from toguna.analysis import monitor


def best(work: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """The shortest of several runs, its processor time, and the last answer."""
    runs, answer = [], None
    for _ in range(times):
        begin, busy = time.perf_counter(), time.process_time()
        answer = work()
        runs.append((time.perf_counter() - begin, time.process_time() - busy))
    return *min(runs), answer


def tell(what: str, asked: str, measured: Any, unit: str, **more: Any) -> None:
    """One JSON line."""
    row = {"what": what, "asked": asked, "measured": measured, "unit": unit, **more}
    print(json.dumps({**row, "command": "python benchmarks/bench_monitor.py"}), flush=True)


def monitoring() -> None:
    """700 places x 12 months, thirteen years of history."""
    rng = np.random.default_rng(1)
    rate = rng.gamma(0.5, 1.0, 700)
    counts = rng.negative_binomial(2, 2 / (2 + rate[:, None] * np.ones(156)))
    monitor.warm()
    at = np.arange(144, 156)
    for method, left_out in (("original", 0), ("improved", 6)):
        for threshold in ("delta", "nbplugin", "muan"):
            work = partial(
                monitor.farrington,
                counts,
                method=method,
                per_year=12,
                half_window=1,
                left_out=left_out,
                at=at,
                threshold=threshold,
                alpha=0.01,
            )
            seconds, busy, result = best(work, 3)
            tell(
                f"monitor, 700 places x 12 months, {method}, {threshold}",
                "< 0.2",
                round(seconds, 3),
                "s",
                cpu_s=round(busy, 3),
                load=round(os.getloadavg()[0], 1),
                alarm_rate_at_1_percent=round(float(result.alarms.mean()), 4),
            )
    seconds, busy, result = best(lambda: monitor.pooled(counts, periods=12), 3)
    tell("monitor, 700 places x 12 months, pooled", "< 0.2", round(seconds, 3), "s", cpu_s=round(busy, 3))
    for method, mean, shape in (
        (monitor.cusum, 0.1, 2.0),
        (monitor.cusum, 1.5, 2.0),
        (monitor.cusum, 8.0, 10.0),
        (monitor.glr, 0.1, 2.0),
        (monitor.glr, 1.5, 2.0),
        (monitor.glr, 8.0, 10.0),
    ):
        size = (500, 6000)
        drawn = rng.poisson(rng.gamma(shape, mean / shape, size))
        found = method(drawn, baseline=mean, shape=shape, run_length=120.0)
        stated, realised = float(found.extra["run_lengths"][0]), drawn.size / int(found.alarms.sum())
        tell(
            f"realised over stated in-control run length, {method.__name__}, mean {mean}, k {shape:g}",
            "0.9-1.1",
            round(realised / stated, 3),
            "ratio",
            stated=round(stated, 1),
            asked_for=120,
        )


if __name__ == "__main__":
    monitoring()
