"""How long the command line takes as a whole process: the help, and the situation of both scenarios.

python benchmarks/bench_situation.py [--runs N]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from toguna.register.keyfile import Cost, seal
from toguna.register.signing import DeviceKey
from toguna.server import boot
from toguna.server.home import Home, write_atomically

SCENARIOS = Path(boot.__file__).resolve().parents[1] / "scenarios"
PHRASE = "mesure"


def say(what: str, asked: str, measured: float, command: str, **more: object) -> None:
    """One figure."""
    figure = {"what": what, "asked": asked, "measured": round(measured, 3), "unit": "s", "command": command}
    print(json.dumps(figure | more), flush=True)


def loaded(folder: Path) -> Home:
    """A home with both scenarios; its key opens at the least cost, since founding is not what is measured."""
    home = Home(folder)
    boot.setup(home, create=True)
    key = DeviceKey.generate()
    write_atomically(home.key_file(key.public), seal(key.seed, PHRASE, Cost.MINIMUM))
    home.save_settings({"device": key.public.hex()})
    from toguna.cli.registers import found_scenario

    for name in ("timbuktu-taoudeni", "veranda"):
        found_scenario(home, SCENARIOS / f"{name}.yaml", PHRASE)
    return home


def seconds(arguments: list[str], runs: int) -> list[float]:
    """The times of some runs of the command as its own process, after one that warms the disk's memory."""
    spent = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        command = [sys.executable, "-m", "toguna.cli.main", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
        spent.append(time.perf_counter() - start)
    return sorted(spent[1:])


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(argv).runs
    spent = seconds(["--help"], runs)
    say(
        f"the help, median of {runs}", "< 0.5 s", statistics.median(spent), "toguna --help", slowest=round(spent[-1], 3)
    )
    with tempfile.TemporaryDirectory() as folder:
        home = loaded(Path(folder))
        asked = (("timbuktu-taoudeni", "2019-03-26"), ("ostrine", "2031-06-16"))
        for framework, day in asked:
            arguments = ["situation", "--as-of", day, "--framework", framework]
            spent = seconds([*arguments, "--home", str(home.path)], runs)
            what = f"the situation of {framework}, median of {runs}"
            command = f"toguna {' '.join(arguments)}"
            say(what, "< 1 s", statistics.median(spent), command, slowest=round(spent[-1], 3))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
