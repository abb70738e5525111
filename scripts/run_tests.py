"""Every test, and beside the first of them what `make lint` looks at; `make test` runs it once all is set up.

python scripts/run_tests.py ARGS    ARGS go to pytest
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = (sys.executable, "-m", "pytest")
# More than the two cores: a worker often waits for a page or for another process. Long files are first.
WORKERS = ("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder")


def main(arguments: list[str]) -> int:
    """Run both; the exit code of the tests, or else that of the linters."""
    lint = (sys.executable, ROOT / "scripts" / "bootstrap.py", "lint")
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as found,
        subprocess.Popen(lint, cwd=ROOT, stdout=found, stderr=subprocess.STDOUT) as linters,
    ):
        # Else each of the workers, which begin at the same time, compiles every test.
        subprocess.run((*PYTEST, "--collect-only", "--quiet", *arguments), cwd=ROOT, capture_output=True, check=False)
        failed = subprocess.run((*PYTEST, *WORKERS, *arguments), cwd=ROOT, check=False).returncode
        unclean = linters.wait()
        found.seek(0)
        print(found.read(), end="", flush=True)
    if unclean:
        print("toguna: style, layers or types are not clean: see above, or make lint", file=sys.stderr)
    return failed or unclean


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
