"""How often the scan is wrong, and how often it finds what is there, as JSON lines.

    PYTHONPATH=src python benchmarks/calibrate_scan.py [name …] [--sets N]

Truths are invented (statistics.md §3.5): 300 places, 4,000 incidents over 156 months, the last six months scanned among
the 40 nearest places. `independent`: incidents know nothing of each other; `uneven`: negative binomial by place and
month; `repeats`: self-exciting, each incident triggers others at the same place after ten days on average.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

import numpy as np

from toguna.analysis import scan
from toguna.analysis.scan.zones import Zones

PLACES, EVENTS, MONTHS, NEAREST, REPLICATES = 300, 4_000, 156, 40, 199
DAYS = 30 * MONTHS
Incidents = tuple[Any, Any, Any]


def world(rng: np.random.Generator) -> tuple[Any, Any]:
    """Places (latitude, longitude) in clumps, and their uneven shares of violence."""
    centres = np.column_stack([rng.uniform(12, 20, 15), rng.uniform(-8, 3, 15)])
    xy = centres[rng.integers(0, 15, PLACES)] + rng.normal(0, 0.5, (PLACES, 2))
    share = rng.gamma(1.0, 1.0, PLACES)
    return xy, share / share.sum()


def independent(rng: np.random.Generator) -> Incidents:
    xy, share = world(rng)
    n = rng.poisson(EVENTS)
    return xy, rng.choice(PLACES, n, p=share), rng.integers(0, DAYS, n)


def uneven(rng: np.random.Generator, *, shape: float) -> Incidents:
    xy, share = world(rng)
    mean = EVENTS / MONTHS * share[:, None] * np.ones(MONTHS)
    counts = rng.poisson(mean * rng.gamma(shape, 1 / shape, mean.shape))
    place, month = (np.repeat(axis, counts.ravel()) for axis in np.indices(counts.shape).reshape(2, -1))
    return xy, place, 30 * month + rng.integers(0, 30, len(month))


def repeats(rng: np.random.Generator, *, branching: float) -> Incidents:
    xy, share = world(rng)
    # A year of warming up before the study, so that its first months have their repeats too.
    n = rng.poisson(EVENTS * (1 - branching) * (DAYS + 365) / DAYS)
    place, day = rng.choice(PLACES, n, p=share), rng.uniform(-365, DAYS, n)
    places, days = [place], [day]
    while len(place):
        children = rng.poisson(branching, len(place))
        place = np.repeat(place, children)
        day = np.repeat(day, children) + rng.exponential(10, len(place))
        places.append(place)
        days.append(day)
    where, when = np.concatenate(places), np.concatenate(days)
    inside = (when >= 0) & (when < DAYS)
    return xy, where[inside], when[inside].astype(int)


def outbreak(
    rng: np.random.Generator,
    *,
    ratio: float,
    places: int,
    expected: float | None,
    events: int = EVENTS,
    months: int = 3,
) -> Incidents:
    """Independent incidents, and `ratio` times the rate among some neighbours in the last months.

    `expected`: how many incidents that zone and time would have had (None: whatever it happens to be).
    """
    in_window = events * months / MONTHS
    xy, share = world(rng)
    near = np.argsort(((xy - xy[rng.integers(PLACES)]) ** 2).sum(axis=1), kind="stable")[:places]
    if expected is not None:
        wanted = expected / in_window
        others = np.setdiff1d(np.arange(PLACES), near)
        share[near] *= wanted / share[near].sum()
        share[others] *= (1 - wanted) / share[others].sum()
    n = rng.poisson(events)
    place, day = rng.choice(PLACES, n, p=share), rng.integers(0, DAYS, n)
    extra = rng.poisson((ratio - 1) * in_window * share[near].sum())
    place = np.concatenate([place, rng.choice(near, extra, p=share[near] / share[near].sum())])
    return xy, place, np.concatenate([day, rng.integers(DAYS - 30 * months, DAYS, extra)])


def nearest(xy: Any, place: Any) -> Zones:
    """Circles of at most 40 places."""
    full = scan.circles(xy, np.bincount(place, minlength=len(xy)).astype(float))
    keep = np.concatenate(
        [np.arange(a, min(b, a + NEAREST)) for a, b in zip(full.indptr, full.indptr[1:], strict=False)]
    )
    sizes = np.minimum(np.diff(full.indptr), NEAREST)
    indptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Zones("circles", indptr, full.members[keep], full.reach_m[keep], full.closed[keep])


def one(number: int, truth: Callable[[np.random.Generator], Incidents], null: str) -> float:
    """The p-value of the best cluster of one invented set."""
    xy, place, day = truth(np.random.default_rng([20, number]))
    result = scan.prospective(
        xy, place, day, study_days=DAYS, interval_days=30, max_window=6, null=null, zones=nearest(xy, place),
        replicates=REPLICATES, seed=number, workers=1,
    )  # fmt: skip
    return result.clusters[0].p_value if result.clusters else 1.0


TWICE = partial(outbreak, ratio=2.0, places=12, expected=40.0, events=12_000, months=6)
THRICE = partial(outbreak, ratio=3.0, places=12, expected=40.0, events=12_000, months=6)
TEN = partial(outbreak, ratio=3.0, places=5, expected=10.0, events=12_000)
SPARSE = partial(outbreak, ratio=5.0, places=5, expected=None)
# Name: what is true, in words; the truth; asked, by null; sets.
TRUTHS: dict[str, tuple[str, Any, dict[str, str], int]] = {
    "independent": ("false alarms, independent", independent, {"independent": ".04-.06", "blocks": "≤ .06"}, 2000),
    "uneven": (
        "false alarms, negative binomial k = 2",
        partial(uneven, shape=2.0),
        {"blocks": "≤ .08", "negative-binomial": "≤ .08", "independent": "-"},
        2000,
    ),
    "repeats": (
        "false alarms, self-exciting .3",
        partial(repeats, branching=0.3),
        {"blocks": "≤ .08", "independent": "-", "episodes": "-", "negative-binomial": "-"},
        2000,
    ),
    "repeats_half": ("false alarms, self-exciting .5", partial(repeats, branching=0.5), {"blocks": "≤ .08"}, 2000),
    "twice": ("power, 2 x the rate where 40 are expected", TWICE, {"independent": "≥ .80", "blocks": "≥ .80"}, 1000),
    "thrice": ("power, 3 x the rate where 40 are expected", THRICE, {"independent": "≥ .95", "blocks": "≥ .95"}, 1000),
    "ten": ("power, 3 x the rate where 10 are expected", TEN, {"independent": "-", "blocks": "-"}, 1000),
    "sparse": ("power, 5 x the rate in five ordinary places", SPARSE, {"independent": "-", "blocks": "-"}, 1000),
}
SCENES = {f"{name}/{null}": (name, null) for name, (_, _, asked, _) in TRUTHS.items() for null in asked}


def calibrate(name: str, sets: int | None, workers: int) -> None:
    """One JSON line."""
    scene, null = SCENES[name]
    words, truth, asked, wanted = TRUTHS[scene]
    n = sets or wanted
    begin = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        p = np.array(list(pool.map(partial(one, truth=truth, null=null), range(n), chunksize=10)))
    share = float((p <= 0.05).mean())
    row = {
        "what": f"{words}: share of sets with p at most .05, null {null}",
        "asked": asked[null],
        "measured": round(share, 4),
        "unit": "share of sets",
        "standard_error": round(math.sqrt(max(share * (1 - share), 1e-9) / n), 4),
        "at_1_percent": round(float((p <= 0.01).mean()), 4),
        "sets": n,
        "seconds": round(time.perf_counter() - begin),
        "command": f"python benchmarks/calibrate_scan.py {name}",
    }
    print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Measure false-alarm rates and power of the scan.")
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCENES))
    options.add_argument("--sets", type=int)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args(sys.argv[1:])
    scan.warm()
    for scene in chosen.names or list(SCENES):
        calibrate(scene, chosen.sets, chosen.workers)
