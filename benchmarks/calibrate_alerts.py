"""How often the named rules of alerts are wrong as a whole, where nothing new happens, as JSON lines.

    PYTHONPATH=src python benchmarks/calibrate_alerts.py [world …] [--years N] [--signs N]

The worlds are those of `calibrate_watch.py`: three roads and thirty towns, three years of past, then one year. In that
year the watch is run every week and its signals enter as the register would hold them, once for each place in eight
weeks; one incident in five is grave and corroborated; and people report `signs` signs of tension a year that mean
nothing, each of a constituency and a road at random. The rules are looked at every day, and what they propose is
raised; a line to verify is taken up too, and rests as long, but counts apart: nobody confirms it here. Power stands
beside it in `calibrate_rules.py`. There are no gaps in these worlds: a gap that a rule tells of is a fact of the
calendar, not an estimate.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from typing import Any

import calibrate_watch as worlds
import numpy as np

from toguna.analysis import watch as analysis
from toguna.domain.alert_rules import REGISTER, Fact, Raised, holding, proposed

FIRST = date(2031, 1, 6)
STANDS_WEEKS = 8
GRAVE = 0.2
CONSTITUENCIES = (
    "state_administration",
    "interim_authority",
    "armed_forces",
    "signatory_movement",
    "traditional_authority",
    "youth",
    "women",
    "business",
)


def line_of(place: Any) -> Any:
    """The road of a stretch, or the town, as one number."""
    return np.where(place < worlds.PLACES, place // worlds.STRETCHES, worlds.ROADS + place - worlds.PLACES)


def growths(place: Any, day: Any, number: int) -> list[tuple[int, frozenset[str]]]:
    """The week and place of each signal of the watch, as the register would hold them."""
    week, told = day // 7, list[tuple[int, frozenset[str]]]()
    for now in range(worlds.PAST, worlds.WEEKS):
        held = week <= now
        line = line_of(place)[held]
        named = np.append(np.arange(worlds.ROADS), np.unique(line[line >= worlds.ROADS]))
        series = np.zeros((len(named), now + 1), np.int64)
        np.add.at(series, (np.searchsorted(named, line), week[held]), 1)
        found = analysis.watch(
            place[held], week[held], series, worlds.NETWORK,
            nameable=worlds.ROADS + worlds.TOWNS, replicates=worlds.REPLICATES, seed=number, workers=1,
        )  # fmt: skip
        for signal in found.signals:
            lines = line_of(np.array(signal.places)) if signal.look == "scan" else np.array([named[signal.road]])
            spots = frozenset(str(one) for one in lines)
            if not any(spots & before and now - at < STANDS_WEEKS for at, before in told):
                told.append((now, spots))
    return told


def one(number: int, truth: Any, signs: float) -> tuple[int, int, int]:
    """One framework-year: how many alarms the rules proposed, how many of them orange or red, and how many lines to
    verify, which are no alarms.
    """
    rng = np.random.default_rng([20, number])
    place, day = truth(np.random.default_rng([8, number]))
    begin = 7 * worlds.PAST
    facts = [
        Fact("growth", FIRST + timedelta(days=7 * (at - worlds.PAST) + 6), spots, frozenset({REGISTER}), f"g{n}")
        for n, (at, spots) in enumerate(growths(place, day, number))
    ]
    for n, (where, when) in enumerate(zip(line_of(place), day, strict=True)):
        if when >= begin and rng.random() < GRAVE:
            on = FIRST + timedelta(days=int(when) - begin)
            facts.append(Fact("violence", on, frozenset({str(where)}), frozenset({REGISTER}), f"v{n}"))
    for n in range(rng.poisson(signs)):
        on, road = FIRST + timedelta(days=int(rng.integers(364))), str(rng.integers(worlds.ROADS))
        by = CONSTITUENCIES[rng.integers(len(CONSTITUENCIES))]
        facts.append(Fact("tension", on, frozenset({road}), frozenset({by}), f"t{n}"))
    raised: list[Raised] = []
    grave = lines = 0
    for n in range(364):
        today = FIRST + timedelta(days=n)
        known = [fact for fact in facts if today - timedelta(days=30) <= fact.day <= today]
        for held in proposed(holding(known, today), raised, today):
            raised.append(Raised(held.rule.code, today, held.spots))
            grave += held.rule.level in ("orange", "red")
            lines += not held.rule.alarm
    return len(raised) - lines, grave, lines


def spent() -> float:
    """Seconds of processor of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    options = argparse.ArgumentParser(description="Measure the false alarms of the rules as a whole.")
    options.add_argument("worlds", nargs="*", metavar="WORLD", help=", ".join(worlds.TRUTHS))
    options.add_argument("--years", type=int, default=60)
    options.add_argument("--signs", type=float, default=26.0, help="signs of tension a year that mean nothing")
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args(sys.argv[1:])
    for name in chosen.worlds or worlds.TRUTHS:
        words, truth = worlds.TRUTHS[name]
        begin = spent()
        with ProcessPoolExecutor(chosen.workers) as pool:
            found = np.array(list(pool.map(partial(one, truth=truth, signs=chosen.signs), range(chosen.years))))
        row = {
            "what": f"rules of alerts, false alarms a framework-year: {words}, {chosen.signs:g} unfounded signs a year",
            "asked": "≤ 1",
            "measured": round(float(found[:, 0].mean()), 3),
            "unit": "a year",
            "orange_or_red": round(float(found[:, 1].mean()), 3),
            "lines_to_verify": round(float(found[:, 2].mean()), 3),
            "standard_error": round(float(found[:, 0].std() / np.sqrt(chosen.years)), 3),
            "years": chosen.years,
            "seconds": round(spent() - begin),
            "command": f"python benchmarks/calibrate_alerts.py {name} --signs {chosen.signs:g}",
        }
        print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
