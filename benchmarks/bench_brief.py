"""How long a brief takes: the first one of a process, and those after it."""

from __future__ import annotations

import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
DAY = date(2019, 4, 10)
REPEATS = 9


def say(what: str, asked: str, measured: float) -> None:
    """One figure for benchmarks/run.py."""
    command = "toguna brief --as-of 2019-04-10 --seat hd"
    line = {"what": what, "asked": asked, "measured": round(measured, 3), "unit": "s", "command": command}
    print(json.dumps(line), flush=True)


def main() -> None:
    """Load the documented scenario into a home of its own and print its brief."""
    from toguna.server import boot
    from toguna.server.home import Home

    with tempfile.TemporaryDirectory() as folder:
        passphrase = os.environ["TOGUNA_PASSPHRASE"] = secrets.token_hex()
        home = Home(Path(folder) / "home")
        boot.setup(home, create=True)
        from toguna.cli.registers import found_scenario

        found_scenario(home, ROOT / "src/toguna/scenarios/timbuktu-taoudeni.yaml", passphrase)
        times = [timed(home, lang) for lang in ("fr", "en") * ((REPEATS + 1) // 2)]
    say("brief, the first of a process", "–", times[0])
    say("brief, after the first (median of 9)", "< 2 s", statistics.median(times[1:]))
    say("brief, after the first (slowest of 9)", "< 2 s", max(times[1:]))


def timed(home: object, lang: str) -> float:
    """Seconds from the question to the bytes, records read anew each time."""
    begin = time.perf_counter()
    from toguna.server import reports
    from toguna.server.queries.reading import read

    reading = read(home, framework=None, seat="hd", as_of=DAY)  # type: ignore[arg-type]
    assert reports.pdf(reading, lang).startswith(b"%PDF")
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
