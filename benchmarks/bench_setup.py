"""Set-up from a fresh clone, Chromium included; with `--tests`, the whole test run in that clone as well.

python benchmarks/bench_setup.py [--tests]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "python benchmarks/bench_setup.py"


def timed(*command: str, cwd: Path) -> float:
    """Seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def say(what: str, asked: str, seconds: float, command: str) -> None:
    row = {"what": what, "asked": asked, "measured": round(seconds, 1), "unit": "s", "command": command}
    print(json.dumps(row), flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "main"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        script = (sys.executable, "scripts/bootstrap.py")
        say("set-up from a fresh clone", "< 120", timed(*script, "setup", cwd=clone), COMMAND)
        say("set-up, a second time", "< 1", timed(*script, "setup", cwd=clone), COMMAND)
        if "--tests" in sys.argv:
            say("all tests, two cores", "< 600", timed(*script, "test", cwd=clone), f"{COMMAND} --tests")


if __name__ == "__main__":
    main()
