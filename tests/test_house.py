"""Rules of the house that a machine can check: layers, light start, size, wheels, nothing of one machine in the tree.

The patterns of what must not be in the tree are written with a [letter] in brackets, so that this file does not match.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
HEAVY = ("numpy", "scipy", "numba", "polars", "pandas", "dask", "distributed", "django", "typst", "playwright")
LONGEST_MODULE = 400
REGISTRY = re.compile(r"https?://[\w.-]*(?:py[p]i|npm[j]s|python[h]osted|dev[p]i|nexus|art[i]factory)[\w.-]*", re.I)
# "root" followed by "item" is the path of an answer in a phone form.
MACHINE = re.compile(r"(?<![\w.:~/-])/(?:home|Users|work|root(?!/item)|opt)/[\w.-]+")
MARKS = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b")


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository that fit; those of the working tree where this is no git clone."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 0:
        return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file() and ".venv" not in path.parts]


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """`file:line: what was found`, for text files."""
    found = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found += [f"{path.relative_to(ROOT)}:{number}: {hit.group()}" for hit in pattern.finditer(line)]
    return found


def test_imports_point_downwards_only():
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [BIN / "lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_loads_nothing_heavy(lang):
    code = (
        "import contextlib, sys\n"
        "from toguna.cli.main import main\n"
        "with contextlib.suppress(SystemExit): main(sys.argv[1:])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", code, "--help", "--lang", lang]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert "demo" in done.stdout
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize("module", ["toguna.base.errors", "toguna.register", "toguna.domain"])
def test_a_core_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in done.stdout.split()} & set(HEAVY) == set()


def test_no_registry_address_is_committed():
    assert lines_with(REGISTRY, tracked("*")) == []


def test_no_path_of_one_machine_is_committed():
    assert lines_with(MACHINE, tracked("*")) == []


def test_nothing_is_left_to_do_in_the_code():
    assert lines_with(MARKS, tracked("src", "tests", "scripts", "benchmarks", "spec")) == []


def test_no_module_has_outgrown_one_concept():
    modules = tracked("src/*.py", "scripts/*.py", "benchmarks/*.py", ":!*/migrations/*")
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {str(path.relative_to(ROOT)): size for path, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_blanket_ignore():
    blanket = re.compile(r"#\s*type: ignore(?!\[)|#\s*noqa(?!:)")
    assert lines_with(blanket, tracked("src/*.py", "tests/*.py", "scripts/*.py")) == []


def pins(lock: str) -> set[str]:
    """`name==version` of each package of a lock, without the systems it is for."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {re.split(r"[ ;\\]", line)[0] for line in lines if "==" in line and line[0] != " "}


def test_the_two_locks_agree():
    assert len(pins("requirements.lock")) > 10
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_pin_has_a_hash():
    for lock in ROOT.glob("requirements*.lock"):
        blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.slow
@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("python_version", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("platform", ["linux", "windows", "macos", "aarch64-unknown-linux-gnu"])
def test_what_runs_needs_no_compiler(tmp_path, platform, python_version):
    command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--quiet", "--only-binary", ":all:"]
    where = ["--target", str(tmp_path), "--python-platform", platform, "--python-version", python_version]
    env = {"UV_SYSTEM_CERTS": "1", "UV_CACHE_DIR": str(ROOT / ".cache" / "uv"), **os.environ}
    lock = ROOT / "requirements.lock"
    done = subprocess.run([*command, *where, "--require-hashes", "-r", lock], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
