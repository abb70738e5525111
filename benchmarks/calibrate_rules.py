"""False alarms and power of the rules that count signs, over what a framework may decide; writes
`src/toguna/domain/alert_figures.py` (then `make fix`).

    PYTHONPATH=src python benchmarks/calibrate_rules.py [--years N] [--write DAY]

*Quiet years.* On three roads nothing new happens: people report 26, or 52, signs of tension a year that mean nothing,
each of one of eight constituencies; ten grave incidents a year come as they always did; the watch is wrong `GROWTHS`
times a year, as often as in its worst world (`calibrate_watch.py`). Each rule is looked at alone.

*Build-ups.* On one road, `signs` signs that mean something are expected within ten days, beside 26 a year that do not;
with even odds the watch sees a rise too. Power is the share of build-ups for which the whole table raises an alarm
within those days; seen, the share for which it raises one or tells of a line to verify.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path

from toguna.domain.alert_rules import DEFAULT_RULES, REGISTER, RESTS_DAYS, Fact, Raised, Rule, holding, proposed

DAY = date(2031, 6, 1)
GROWTHS, VIOLENCE, ROADS = 0.6, 10.0, 3
SIGNS = (26, 52)
LEAST, DAYS, SOURCES = (2, 3, 4, 5, 6), (3, 7, 14, 28), (2, 3, 4)
COUNTING = ("signs", "after-violence", "growth-and-signs")
BUILD_UP = 10
FILE = Path(__file__).resolve().parents[1] / "src" / "toguna" / "domain" / "alert_figures.py"
CONSTITUENCIES = (
    "state_administration interim_authority armed_forces signatory_movement traditional_authority youth women business"
).split()


def arrivals(rng: random.Random, a_year: float, days: float) -> Iterator[float]:
    """Days on which something comes that comes so often a year."""
    at = rng.expovariate(a_year / 365)
    while at < days:
        yield at
        at += rng.expovariate(a_year / 365)


def sign(rng: random.Random, day: float, road: str, case: str) -> Fact:
    """A sign of tension by a constituency at random."""
    return Fact("tension", DAY + timedelta(int(day)), frozenset({road}), frozenset({rng.choice(CONSTITUENCIES)}), case)


def shown(kind: str, day: float, road: str, case: str) -> Fact:
    """Something that the register itself shows."""
    return Fact(kind, DAY + timedelta(int(day)), frozenset({road}), frozenset({REGISTER}), case)


def quiet(rng: random.Random, signs: float) -> list[Fact]:
    """A year, and the month before it, in which nothing new happens."""
    span, roads = 395, [f"road {n}" for n in range(ROADS)]
    found = [sign(rng, at - 30, rng.choice(roads), f"t{n}") for n, at in enumerate(arrivals(rng, signs, span))]
    for kind, rate in (("growth", GROWTHS), ("violence", VIOLENCE)):
        found += [
            shown(kind, at - 30, rng.choice(roads), f"{kind}{n}") for n, at in enumerate(arrivals(rng, rate, span))
        ]
    return found


def alarms(facts: Sequence[Fact], rules: Sequence[Rule]) -> list[str]:
    """The levels that are raised over the year. A rule can begin to hold on a day with a fact only, or once it has
    rested.
    """
    waiting = {fact.day for fact in facts if fact.day >= DAY}
    raised: list[Raised] = []
    levels = []
    while waiting:
        on = min(waiting)
        waiting.discard(on)
        if on >= DAY + timedelta(365):
            break
        known = [fact for fact in facts if on - timedelta(30) <= fact.day <= on]
        for held in proposed(holding(known, on, rules), raised, on):
            raised.append(Raised(held.rule.code, on, held.spots))
            levels.append(held.rule.level)
            waiting.add(on + timedelta(RESTS_DAYS))
    return levels


def setting(code: str, least: int, days: int, sources: int) -> Rule:
    """A rule as a framework may decide it, as an alarm."""
    default = next(rule for rule in DEFAULT_RULES if rule.code == code)
    return default.with_(level="yellow", least=least, days=days, sources=sources)


def a_year(cell: tuple[str, int, int, int], years: int) -> tuple[float, ...]:
    """False alarms a year of one setting, for each number of signs."""
    rules = (setting(*cell),)
    out = []
    for signs in SIGNS:
        rng = random.Random(20)  # noqa: S311 - a simulation
        wrong = sum(len(alarms(quiet(rng, signs), rules)) for _ in range(years))
        # None seen is not none: the figure is then under one in all these years.
        out.append(max(wrong, 0.5) / years)
    return tuple(out)


def build_up(rng: random.Random, signs: float) -> list[Fact]:
    """Ten days in which tension rises on one road, and the month before them."""
    road = "road 0"
    noise = [sign(rng, at - 30, road, f"n{n}") for n, at in enumerate(arrivals(rng, 26 / ROADS, 30 + BUILD_UP))]
    told = [sign(rng, at, road, f"b{n}") for n, at in enumerate(arrivals(rng, signs * 365 / BUILD_UP, BUILD_UP))]
    rise = [shown("growth", rng.randrange(BUILD_UP), road, "g")] if rng.random() < 0.5 else []
    return noise + told + rise


def power(signs: float, rules: Sequence[Rule] = DEFAULT_RULES, times: int = 400) -> tuple[float, float]:
    """The shares of build-ups that raise an alarm, and that are seen at all."""
    rng = random.Random(20)  # noqa: S311 - a simulation
    raised = seen = 0
    for _ in range(times):
        facts, levels = build_up(rng, signs), set[str]()
        for n in range(BUILD_UP):
            on = DAY + timedelta(n)
            known = [fact for fact in facts if fact.day <= on]
            levels |= {held.rule.level for held in holding(known, on, rules)}
        raised += bool(levels - {"green"})
        seen += bool(levels)
    return raised / times, seen / times


def written(day: str, found: dict[tuple[str, int, int, int], tuple[float, ...]]) -> str:
    """The module that holds what was measured."""
    lines = [
        f'    "{code}": (\n'
        + "".join(
            "        ("
            + ", ".join(
                "(" + ", ".join(f"({a:.4g}, {b:.4g})" for a, b in (found[code, n, d, s] for s in SOURCES)) + ")"
                for d in DAYS
            )
            + "),\n"
            for n in LEAST
        )
        + "    ),\n"
        for code in COUNTING
    ]
    year = ", ".join(str(int(one)) for one in day.split("-"))
    return f"""{HEAD.format(growths=GROWTHS, least=LEAST, days=DAYS, sources=SOURCES, year=year)}
_MEASURED: Final = {{
{"".join(lines)}}}
{TAIL}"""


HEAD = '''"""How often rules of alerts are wrong where nothing happens: written by `benchmarks/calibrate_rules.py`."""

# ruff: noqa: E501 - a table of numbers

from __future__ import annotations

from datetime import date
from typing import Final

from toguna.domain.alert_rules import Rule

MEASURED_ON: Final = date({year})
SIGNS: Final = (26, 52)
"""Unfounded signs of tension a year, for which the figures stand."""
_GROWTH: Final = {growths}
"""Wrong signals of the watch a year, in its worst world."""
_LEAST: Final = {least}
_DAYS: Final = {days}
_SOURCES: Final = {sources}
# By rule, then how many signs, over how many days, from how many constituencies: with 26 signs a year, and with 52.'''

TAIL = '''

def false_alarms(rule: Rule | None) -> tuple[float, float] | None:
    """At most so many false alarms a year by this rule alone, with each number of `SIGNS`; None where it tells of a
    fact of the calendar, which is no estimate. A setting between two that were measured is given the greater figure;
    one that was not measured and is looser than all gives infinity.
    """
    if rule is None or not rule.alarm:
        return 0.0, 0.0
    if rule.code == "growth":
        return _GROWTH, _GROWTH
    measured = _MEASURED.get("signs" if rule.code == "signs-agree" else rule.code)
    if measured is None:
        return None
    least = max((n for n, one in enumerate(_LEAST) if one <= rule.least), default=None)
    days = min((n for n, one in enumerate(_DAYS) if one >= (rule.days or 0)), default=None)
    sources = max((n for n, one in enumerate(_SOURCES) if one <= rule.sources), default=None)
    if least is None or days is None or sources is None:
        return float("inf"), float("inf")
    return measured[least][days][sources]
'''


def main() -> None:
    options = argparse.ArgumentParser(description="Measure what a framework may decide of the rules.")
    options.add_argument("--years", type=int, default=60)
    options.add_argument("--write", metavar="DAY", help="write the module, as measured on this day (2026-11-28)")
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args(sys.argv[1:])
    for signs in (3, 5, 8):
        alarm, seen = power(signs)
        told = f"alarm within ten days of a build-up of {signs} signs, even odds that the watch sees it"
        command = "python benchmarks/calibrate_rules.py"
        print(
            json.dumps({"what": told, "measured": alarm, "seen": seen, "unit": "share", "command": command}), flush=True
        )
    if chosen.write:
        cells = list(product(COUNTING, LEAST, DAYS, SOURCES))
        with ProcessPoolExecutor(chosen.workers) as pool:
            found = dict(zip(cells, pool.map(partial(a_year, years=chosen.years), cells), strict=True))
        FILE.write_text(written(chosen.write, found), encoding="utf-8")


if __name__ == "__main__":
    main()
