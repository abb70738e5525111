"""The runner of the measurements: it collects figures, keeps those of other scripts, and says which script failed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RUNNER = Path(__file__).resolve().parent.parent / "benchmarks" / "run.py"
FIGURE = {"what": "a page", "asked": "< 60 ms", "measured": 41.26, "unit": "ms", "command": "toguna serve"}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "benchmarks").mkdir()
    shutil.copy(RUNNER, tmp_path / "benchmarks")
    write(tmp_path, "page", [json.dumps(FIGURE), "a line for people"])
    write(tmp_path, "scan", [json.dumps({**FIGURE, "what": "a scan", "measured": 1234.5, "memory_mb": 80})])
    return tmp_path


def write(project: Path, name: str, lines: list[str], code: int = 0) -> None:
    script = f"import sys\nprint({chr(10).join(lines)!r})\nsys.exit({code})\n"
    (project / "benchmarks" / f"bench_{name}.py").write_text(script, encoding="utf-8")


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, project / "benchmarks" / "run.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def rows(project: Path) -> list[str]:
    text = (project / "docs" / "figures.md").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("| a ")]


def test_each_figure_is_a_row(project):
    done = run(project, "bench")
    assert done.returncode == 0
    assert rows(project) == [
        "| a page | < 60 ms | 41.3 ms | `toguna serve` |  |",
        "| a scan | < 60 ms | 1,234 ms | `toguna serve` | memory_mb 80 |",
    ]
    assert "a line for people" in done.stderr


def test_one_script_alone_keeps_the_other_rows(project):
    run(project, "bench")
    write(project, "page", [json.dumps({**FIGURE, "measured": 39})])
    assert run(project, "bench", "page").returncode == 0
    assert [row.split("|")[3].strip() for row in rows(project)] == ["39 ms", "1,234 ms"]


def test_a_script_that_fails_is_named(project):
    write(project, "page", [], code=3)
    done = run(project, "bench")
    assert done.returncode == 1
    assert "failed: page" in done.stderr


def test_a_figure_without_what_was_asked_is_refused(project):
    write(project, "page", [json.dumps({"what": "a page", "measured": 1})])
    done = run(project, "bench")
    assert done.returncode == 1
    assert "a figure needs the fields what, asked" in done.stderr


def test_an_unknown_name_is_wrong_use(project):
    done = run(project, "bench", "pages")
    assert done.returncode == 2
    assert "there are: page, scan" in done.stderr
