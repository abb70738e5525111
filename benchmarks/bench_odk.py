"""Filled forms over a line that drops, repeats and mixes up: how many stand once and whole; and what hostile files cost
the office, in processor time and memory.

The tests that hold the promise do it, at its full size; here they are only measured.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "python benchmarks/bench_odk.py"
MANY = int(os.environ.get("TOGUNA_ODK_FORMS", "1000"))
_TRIES = re.compile(r"(\d+) forms, (\d+) tries")
_COST = re.compile(r"([\w ,.-]+): ([\d.]+) s, (-?[\d.]+) MB")


def say(what: str, asked: str, measured: float, unit: str, **more: object) -> None:
    """One figure for benchmarks/run.py."""
    line = {"what": what, "asked": asked, "measured": measured, "unit": unit, "command": COMMAND, **more}
    print(json.dumps(line), flush=True)


def said_by(file: str, chosen: str) -> tuple[str, float]:
    """What the tests of a file print, and the processor time that they and their office took.

    Raises
    ------
    SystemExit
        One of them failed: there is nothing to measure.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-n", "0", "-p", "no:cacheprovider", "-k", chosen, file],
        cwd=ROOT,
        env={**os.environ, "TOGUNA_ODK_FORMS": str(MANY)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout[-2000:], file=sys.stderr)
        raise SystemExit(1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print every figure."""
    told, seconds = said_by("tests/server/odk/test_delivery.py", "once_and_whole")
    found = _TRIES.search(told)
    assert found is not None, told
    forms, tries = int(found[1]), int(found[2])
    say(f"{MANY} forms with photos over a bad line: each once, bytes equal", str(MANY), forms, "forms", tries=tries)
    say("The same, phone and office together, processor time", "–", round(1000 * seconds / forms, 1), "ms each")
    costs = _COST.findall(said_by("tests/server/odk/test_hostile.py", "in_a_second")[0])
    slowest, largest = (max(costs, key=lambda one: float(one[number])) for number in (1, 2))
    say(f"The slowest of {len(costs)} hostile sendings", "< 1 s", float(slowest[1]), "s", case=slowest[0].strip(" ."))
    say("The one that takes the most memory", "≤ 64 MB", float(largest[2]), "MB", case=largest[0].strip(" ."))
    # The first request of a process also pays for what it loads.
    first = _COST.findall(said_by("tests/server/odk/test_hostile.py", "very_first")[0])[0]
    say("A photo of ten megabytes as the first request of all", "≤ 64 MB", float(first[2]), "MB")


if __name__ == "__main__":
    main()
