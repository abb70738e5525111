"""How long it takes to find accounts of the same event: 10,000 new ones among 100,000 stored, and how well it is done.

python benchmarks/bench_twins.py [--new N] [--stored N]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import twin_reports
from toguna.analysis.pairs.matching import find
from toguna.analysis.pairs.sightings import Sighting, Table
from toguna.analysis.pairs.weights import SHIPPED


def say(what: str, asked: str, measured: float, unit: str, **more: object) -> None:
    """One figure."""
    command = "python benchmarks/bench_twins.py"
    figure = {"what": what, "asked": asked, "measured": round(measured, 3), "unit": unit, "command": command}
    print(json.dumps(figure | more), flush=True)


def accounts(number: int) -> list[twin_reports.Account]:
    """So many accounts of as many regions as that takes, side by side, over the same thirty months."""
    out: list[twin_reports.Account] = []
    region = 100
    while len(out) < number:
        region += 1
        out += [_moved(one, region) for one in twin_reports.accounts(region)]
    return out[:number]


def _moved(one: twin_reports.Account, region: int) -> twin_reports.Account:
    said = one.said
    east = (said.lon or 0.0) + 20.0 * (region % 7)
    reaches = tuple((road + 100 * region, low, high) for road, low, high in said.reaches)
    moved: Sighting = replace(
        said, id=f"{region}-{said.id}", lat=(said.lat or 0.0) - 3.0 * (region % 11), lon=east, reaches=reaches
    )
    return twin_reports.Account(one.event + 1_000_000 * region, moved)


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--new", type=int, default=10_000)
    parser.add_argument("--stored", type=int, default=100_000)
    options = parser.parse_args(argv)
    held = accounts(options.new + options.stored)
    random.Random(1).shuffle(held)  # noqa: S311 - invented accounts, the same in every run
    new, stored = held[: options.new], held[options.new :]
    wall, processor = time.perf_counter(), time.process_time()
    found = find(Table([one.said for one in new]), Table([one.said for one in stored]), SHIPPED)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    right = sum(new[pair.new].event == stored[pair.stored].event for pair in found)
    events: dict[int, int] = {}
    for one in stored:
        events[one.event] = events.get(one.event, 0) + 1
    there = sum(events.get(one.event, 0) for one in new)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = f"{options.new:,} new accounts among {options.stored:,} stored"
    more = {"wall": f"{wall:.1f} s", "memory": f"{megabytes:.0f} MB", "suggested": len(found)}
    say(what, "< 60 s", processor, "s of one processor", **more)
    say("of what is suggested there, the share that is right", "≥ 0.95", right / max(1, len(found)), "", pairs=there)
    say("of the pairs there, the share that is suggested", "≥ 0.80", right / max(1, there), "")
    for seed in twin_reports.HELD_OUT:
        m = twin_reports.measured(twin_reports.accounts(seed), SHIPPED)
        more = {"accounts": m.accounts, "pairs": m.there}
        say(f"exercise {seed}, never fitted on: the share that is right", "≥ 0.95", m.precision, "", **more)
        say(f"exercise {seed}, never fitted on: the share that is found", "≥ 0.80", m.recall, "", **more)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
