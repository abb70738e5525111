"""How often the watch over one framework is wrong, and how soon it sees what is there, as JSON lines.

    PYTHONPATH=src python benchmarks/calibrate_watch.py [name …] [--years N]

Worlds are invented: three roads of six stretches from one town, uneven rates, three years of past; then one year,
looked at every week as `toguna watch` does. A *false alarm* is a week with a signal for a place or road that no
signal of the week before was about; *weeks with a signal* counts every such week.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from toguna.analysis import watch as analysis

ROADS, STRETCHES, PAST, YEAR = 3, 6, 156, 52
PLACES = ROADS * STRETCHES
TOWNS = 30
WEEKS = PAST + YEAR
REPLICATES = 499
Incidents = tuple[Any, Any]


def network() -> analysis.Network:
    """A star: stretch s of road r lies between knots; 25 km each, bent so that coordinates and roads agree."""
    edges, lengths, node, xy = [], [], [], []
    for road in range(ROADS):
        before, angle = 0, 2 * math.pi * road / ROADS
        for stretch in range(STRETCHES):
            middle = 1 + 2 * (road * STRETCHES + stretch)
            edges += [(before, middle), (middle, middle + 1)]
            lengths += [12_500.0, 12_500.0]
            before = middle + 1
            node.append(middle)
            far = 25 * (stretch + 0.5) / 111.2
            xy.append((16 + far * math.sin(angle), -3 + far * math.cos(angle) / math.cos(math.radians(16))))
    # Towns lie off the roads, each by itself.
    knots = 1 + 2 * PLACES
    for town in range(TOWNS):
        node.append(knots + town)
        xy.append((19 + town // 6, -6 + town % 6))
    return analysis.Network(knots + TOWNS, np.array(edges), np.array(lengths), np.array(node), np.array(xy))


NETWORK = network()


def shares(rng: np.random.Generator) -> Any:
    share = rng.gamma(1.0, 1.0, PLACES)
    return share / share.sum()


def independent(rng: np.random.Generator, *, rate: float) -> Incidents:
    n = rng.poisson(rate * WEEKS)
    return rng.choice(PLACES, n, p=shares(rng)), rng.integers(0, 7 * WEEKS, n)


def uneven(rng: np.random.Generator, *, rate: float, shape: float, by_road: bool = False) -> Incidents:
    """Good and bad months, of each stretch or of whole roads."""
    months = -(-WEEKS // 4)
    luck = rng.gamma(shape, 1 / shape, (ROADS if by_road else PLACES, months))
    if by_road:
        luck = np.repeat(luck, STRETCHES, axis=0)
    counts = rng.poisson(4 * rate * shares(rng)[:, None] * luck)
    place, month = (np.repeat(axis, counts.ravel()) for axis in np.indices(counts.shape).reshape(2, -1))
    day = 28 * month + rng.integers(0, 28, len(month))
    return place[day < 7 * WEEKS], day[day < 7 * WEEKS]


def repeats(rng: np.random.Generator, *, rate: float, branching: float) -> Incidents:
    """Each incident triggers others, ten days later on average; a third of them on a neighbouring stretch."""
    n = rng.poisson(rate * (1 - branching) * (WEEKS + 52))
    place, day = rng.choice(PLACES, n, p=shares(rng)), rng.uniform(-364, 7 * WEEKS, n)
    places, days = [place], [day]
    while len(place):
        children = rng.poisson(branching, len(place))
        place = np.repeat(place, children)
        road, at = np.divmod(place, STRETCHES)
        step = np.where(rng.random(len(place)) < 1 / 3, rng.choice([-1, 1], len(place)), 0)
        place = road * STRETCHES + np.clip(at + step, 0, STRETCHES - 1)
        day = np.repeat(day, children) + rng.exponential(10, len(place))
        places.append(place)
        days.append(day)
    where, when = np.concatenate(places), np.concatenate(days)
    inside = (when >= 0) & (when < 7 * WEEKS)
    return where[inside], when[inside].astype(int)


def towns(rng: np.random.Generator, *, rate: float, branching: float) -> Incidents:
    """Half of the incidents in thirty towns, most of which hardly ever have one; a share set off by others there."""
    on_roads, days_on_roads = repeats(rng, rate=rate / 2, branching=branching)
    share = rng.gamma(0.5, 1.0, TOWNS)
    n = rng.poisson(rate / 2 * (1 - branching) * WEEKS)
    town, day = PLACES + rng.choice(TOWNS, n, p=share / share.sum()), rng.uniform(0, 7 * WEEKS, n)
    children = rng.poisson(branching, n)
    again, later = np.repeat(town, children), np.repeat(day, children) + rng.exponential(10, children.sum())
    where, when = np.concatenate([on_roads, town, again]), np.concatenate([days_on_roads, day, later]).astype(int)
    return where[when < 7 * WEEKS], when[when < 7 * WEEKS]


def outbreak(rng: np.random.Generator, *, rate: float, extra: float) -> Incidents:
    """Independent incidents; from week 26 of the year watched, `extra` more a week on two neighbouring stretches."""
    place, day = independent(rng, rate=rate)
    road, at = rng.integers(ROADS), rng.integers(STRETCHES - 1)
    n = rng.poisson(extra * 26)
    where = road * STRETCHES + at + rng.integers(0, 2, n)
    return np.append(place, where), np.append(day, 7 * (PAST + 26) + rng.integers(0, 7 * 26, n))


@dataclass(frozen=True)
class Year:
    """One framework-year: weeks told, weeks with a signal, new signals by look, week of the first."""

    told: int
    weeks: int
    new: int
    scan: int
    road: int
    first: int | None


def one(number: int, truth: Callable[[np.random.Generator], Incidents]) -> Year:
    """Watch one invented framework for a year, week by week."""
    place, day = truth(np.random.default_rng([8, number]))
    week = day // 7
    told = weeks = new = by_scan = by_road = 0
    first, standing = None, set[object]()
    for now in range(PAST, WEEKS):
        held = week <= now
        # Roads, then towns that an incident has named.
        line = np.where(place < PLACES, place // STRETCHES, ROADS + place - PLACES)[held]
        named = np.append(np.arange(ROADS), np.unique(line[line >= ROADS]))
        series = np.zeros((len(named), now + 1), np.int64)
        np.add.at(series, (np.searchsorted(named, line), week[held]), 1)
        found = analysis.watch(
            place[held], week[held], series, NETWORK,
            nameable=ROADS + TOWNS, replicates=REPLICATES, seed=number, workers=1,
        )  # fmt: skip
        told += found.enough
        here: set[object] = set()
        fresh = False
        for signal in found.signals:
            about = set(signal.places) if signal.look == "scan" else {f"road {signal.road}"}
            by_scan += signal.look == "scan"
            by_road += signal.look == "road"
            fresh |= not about & standing
            here |= about
        standing = here
        weeks += bool(here)
        new += fresh
        if here and first is None:
            first = now - PAST
    return Year(told, weeks, new, by_scan, by_road, first)


RATES = {"half": 0.5, "one": 1.0, "three": 3.0}
TRUTHS: dict[str, tuple[str, Any]] = {
    f"{name}-{size}": (f"{words}, {rate:g} incidents a week", partial(truth, rate=rate))
    for size, rate in RATES.items()
    for name, words, truth in (
        ("independent", "independent", independent),
        ("uneven", "stretches' months uneven, k = 2", partial(uneven, shape=2.0)),
        ("bad-months", "whole roads' months uneven, k = 4", partial(uneven, shape=4.0, by_road=True)),
        ("repeats", "self-exciting .3", partial(repeats, branching=0.3)),
        ("towns", "half in many small towns, self-exciting .3", partial(towns, branching=0.3)),
    )
}
OUTBREAKS = {
    f"outbreak-{extra:g}": (f"{extra:g} more a week on two stretches, 1 a week in all before", extra)
    for extra in (1.0, 2.0, 4.0)
}


def false_alarms(name: str, years: int, workers: int) -> None:
    """One JSON line: signals a year where nothing new happens."""
    words, truth = TRUTHS[name]
    begin = time.perf_counter()
    found = watched(truth, years, workers)
    weeks = np.array([year.weeks for year in found])
    tell(
        f"watch, false alarms a framework-year: {words}",
        "≤ 1",
        round(float(np.mean([year.new for year in found])), 3),
        name,
        unit="a year",
        weeks_with_a_signal=round(float(weeks.mean()), 3),
        standard_error=round(float(weeks.std() / math.sqrt(years)), 3),
        by_scan=round(float(np.mean([year.scan for year in found])), 3),
        by_road=round(float(np.mean([year.road for year in found])), 3),
        told=round(sum(year.told for year in found) / (YEAR * years), 3),
        years=years,
        seconds=round(time.perf_counter() - begin),
    )


def delay(name: str, years: int, workers: int) -> None:
    """One JSON line: how often and how soon a real rise is seen."""
    words, extra = OUTBREAKS[name]
    found = watched(partial(outbreak, rate=1.0, extra=extra), years, workers)
    late = [year.first - 26 for year in found if year.first is not None and year.first >= 26]
    tell(
        f"watch, a rise is seen within half a year: {words}",
        "-",
        round(len(late) / years, 3),
        name,
        unit="share of rises",
        median_weeks=float(np.median(late)) if late else None,
        years=years,
    )


def watched(truth: Callable[[np.random.Generator], Incidents], years: int, workers: int) -> list[Year]:
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(partial(one, truth=truth), range(years)))


def tell(what: str, asked: str, measured: float, name: str, **more: Any) -> None:
    row = {"what": what, "asked": asked, "measured": measured, **more}
    print(
        json.dumps({**row, "command": f"python benchmarks/calibrate_watch.py {name}"}, ensure_ascii=False), flush=True
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Measure the watch's false alarms and delays.")
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join((*TRUTHS, *OUTBREAKS)))
    options.add_argument("--years", type=int, default=100)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args(sys.argv[1:])
    for scene in chosen.names or (*TRUTHS, *OUTBREAKS):
        (false_alarms if scene in TRUTHS else delay)(scene, chosen.years, chosen.workers)
