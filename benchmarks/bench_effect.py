"""How long a full answer about an effect takes; one JSON line a figure.

    python benchmarks/bench_effect.py

Seven roads over 42 months: tests with 9,999 replicates, interval, posterior, course, power and periods needed. The
median of seven warm calls; the first call, which loads scipy, is shown by itself.
"""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING

from toguna.analysis.effect import effect_of, estimate
from toguna.analysis.simulate_panels import PanelDesign, panels

if TYPE_CHECKING:
    import numpy as np

COMMAND = "python benchmarks/bench_effect.py"
REPEATS = 7


def figure(what: str, asked: str, measured: float) -> None:
    record = {"what": what, "asked": asked, "measured": round(measured, 3), "unit": "s", "command": COMMAND}
    print(json.dumps(record, ensure_ascii=False), flush=True)


def seconds(counts: np.ndarray, **settings: object) -> float:
    started = time.perf_counter()
    estimate(counts, 0, 36, replicates=9999, **settings)
    return time.perf_counter() - started


def main() -> None:
    counts = panels(PanelDesign(before=36, during=6, ratio=0.25), 1, 1)[0].T.astype(int)
    figure("effect: full answer, first call", "reported", seconds(counts))
    warm = statistics.median(seconds(counts, seed=seed) for seed in range(REPEATS))
    figure("effect: full answer, 9,999 replicates, 7 units × 42 months, warm", "< 0.5", warm)
    ring = statistics.median(seconds(counts, ring=[1], seed=seed) for seed in range(REPEATS))
    figure("effect: the same with a ring, so three intervals", "reported", ring)
    started = time.perf_counter()
    for seed in range(REPEATS):
        effect_of(counts, 0, 36, seed=seed)
    figure("effect: ratio, interval and tests alone", "reported", (time.perf_counter() - started) / REPEATS)


if __name__ == "__main__":
    main()
