"""Run the measurements and write their table: `make bench`, `make calibrate`.

    python benchmarks/run.py bench        every bench_*.py      -> docs/figures.md
    python benchmarks/run.py calibrate    every calibrate_*.py  -> docs/calibration.md

Each script prints one JSON object a line for each figure; other lines are passed on to stderr:

    {"what": "situation", "asked": "< 1 s", "measured": 0.62, "unit": "s", "command": "toguna situation"}

Further fields are shown in the last column, as they are named.

Names given after the verb choose scripts: `make bench ARGS=verify` runs bench_verify.py alone and keeps the other rows.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ("what", "asked", "measured", "unit", "command")
PAGES = {
    "bench": (
        ROOT / "docs" / "figures.md",
        "Figures",
        "What the project promises and what was measured; `make bench` writes this page.",
    ),
    "calibrate": (
        ROOT / "docs" / "calibration.md",
        "Calibration",
        "Error rates of the methods on simulated data with known truth; `make calibrate` writes this page.",
    ),
}


class BadFigure(ValueError):
    """A script printed a figure that lacks a field."""


def figures_in(output: str) -> list[dict[str, object]]:
    """The figures among the lines of a script's output."""
    found = []
    for line in output.splitlines():
        if not line.startswith("{"):
            print(line, file=sys.stderr)
            continue
        figure = json.loads(line)
        if not figure.keys() >= set(FIELDS):
            raise BadFigure(f"a figure needs the fields {', '.join(FIELDS)}: {line}")
        found.append(figure)
    return found


def measure(script: Path) -> tuple[list[dict[str, object]], int]:
    """Run one script with this interpreter; its figures and its exit code."""
    print(f"{script.name} …", file=sys.stderr, flush=True)
    # One thread, as the product itself sets it: a script that loads numpy first would otherwise measure something else.
    env = {"OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, script], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    return figures_in(done.stdout), done.returncode


def table(rows: dict[str, list[dict[str, object]]]) -> list[str]:
    """The figures of each script as one Markdown table."""
    lines = ["| what | asked | measured | command | besides |", "| --- | --- | --- | --- | --- |"]
    for one in (figure for figures in rows.values() for figure in figures):
        measured = f"{plain(one['measured'])} {one['unit']}"
        besides = ", ".join(f"{name} {plain(value)}" for name, value in one.items() if name not in FIELDS)
        lines.append(f"| {one['what']} | {one['asked']} | {measured} | `{one['command']}` | {besides} |")
    return lines


def plain(number: object) -> str:
    """Three significant digits, without an exponent."""
    if not isinstance(number, float):
        return str(number)
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def machine() -> str:
    """What the figures were measured on, without naming the machine."""
    return f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"


def kept_rows(page: Path) -> dict[str, list[dict[str, object]]]:
    """The figures of earlier runs, from the comment at the end of the page."""
    if not page.exists():
        return {}
    last = page.read_text(encoding="utf-8").rstrip().splitlines()[-1]
    return json.loads(last.removeprefix("<!-- ").removesuffix(" -->")) if last.startswith("<!-- {") else {}


def write_page(verb: str, rows: dict[str, list[dict[str, object]]]) -> Path:
    """Write the table, and the figures behind it, so that a later run of one script keeps the others' rows."""
    page, title, opening = PAGES[verb]
    day = datetime.now(UTC).date().isoformat()
    text = [f"# {title}", "", opening, f"Last measured on {day}: {machine()}.", "", *table(rows), ""]
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join([*text, f"<!-- {json.dumps(rows, ensure_ascii=False)} -->"]) + "\n", encoding="utf-8")
    return page


def main(verb: str, chosen: list[str]) -> int:
    """Run the scripts of one verb; 1 if any of them failed or there was none."""
    scripts = sorted(Path(__file__).parent.glob(f"{verb}_*.py"))
    names = {script.stem.removeprefix(f"{verb}_"): script for script in scripts}
    unknown = [name for name in chosen if name not in names]
    if unknown or not names:
        there_are = ", ".join(names) or "none"
        print(f"no such measurement: {', '.join(unknown) or verb}; there are: {there_are}", file=sys.stderr)
        return 2
    kept = kept_rows(PAGES[verb][0])
    rows = {name: kept[name] for name in names if name in kept}
    failed = []
    for name in chosen or names:
        rows[name], code = measure(names[name])
        if code != 0:
            failed.append(name)
    page = write_page(verb, {name: rows[name] for name in names if name in rows})
    print("\n".join(table(rows)))
    print(f"written: {page.relative_to(ROOT)}" + (f"; failed: {', '.join(failed)}" if failed else ""), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in PAGES:
        sys.exit(f"usage: run.py {'|'.join(PAGES)} [NAME …]")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
