"""The set-up script: it needs only the standard library, knows when nothing is to be done, mends what was interrupted.

It runs for real, in a clone whose locks name one small package; where no package registry can be reached those tests
are skipped.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "bootstrap.py"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture
def clone(tmp_path):
    """A clone holding what the set-up reads, with locks of one package."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "src" / "toguna").mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / "scripts")
    shutil.copy(SCRIPT.with_name("debian_pip.py"), tmp_path / "scripts")
    shutil.copy(ROOT / "requirements-uv.lock", tmp_path)
    shutil.copy(ROOT / "src" / "toguna" / "__init__.py", tmp_path / "src" / "toguna")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(_pin("segno"), encoding="utf-8")
    return tmp_path


def _pin(package: str) -> str:
    """The lines of one package in the real lock."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{package}=="))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
    return "\n".join(lines[start:end]) + "\n"


def bootstrap(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, clone / "scripts" / "bootstrap.py", *arguments]
    # The caches of this repository, so that nothing already fetched is fetched again.
    env = {**os.environ, "UV_CACHE_DIR": str(ROOT / ".cache" / "uv"), "PIP_CACHE_DIR": str(ROOT / ".cache" / "pip")}
    return subprocess.run(command, capture_output=True, text=True, timeout=240, env=env)


def test_only_the_standard_library_is_imported():
    for script in (SCRIPT, SCRIPT.with_name("debian_pip.py")):
        tree = ast.parse(script.read_text(encoding="utf-8"), feature_version=(3, 7))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {name.partition(".")[0] for name in imported} - sys.stdlib_module_names <= {"debian_pip"}


def test_an_old_python_gets_one_sentence_in_each_language(clone):
    # The real interpreter says it is old; PATH is empty, so that no newer one is found.
    (clone / "scripts" / "old.py").write_text(
        "import sys; sys.version_info = (3, 9, 2)\nimport bootstrap\nsys.exit(bootstrap.main(['run', 'true']))\n"
    )
    command = [sys.executable, clone / "scripts" / "old.py"]
    done = subprocess.run(command, capture_output=True, text=True, env={"PATH": ""})
    assert done.returncode == 2
    french, english = done.stderr.splitlines()
    assert "Python 3.11 ou plus récent" in french
    assert "Python 3.11 or newer" in english
    assert not (clone / ".venv").exists()


def test_make_alone_names_each_target_in_one_line():
    shown = subprocess.run(["make", "-s", "-C", ROOT], capture_output=True, text=True, check=True).stdout
    targets = [line.split(":")[0] for line in MAKEFILE.splitlines() if line[:1].isalpha() and "##" in line]
    assert [line.split()[1] for line in shown.splitlines()] == targets
    assert {"demo", "test", "setup", "lint", "fix", "bench", "calibrate", "vectors", "lock", "clean"} <= set(targets)


def test_each_make_target_is_a_verb():
    verbs = {line.split()[0] for line in bootstrap(ROOT).stdout.splitlines()}
    recipes = [line for line in MAKEFILE.splitlines() if line.startswith("\t") and "bootstrap.py" in line]
    called = {line.split("bootstrap.py ")[1].split()[0] for line in recipes}
    assert len(called) == len(recipes)
    assert called <= verbs


def test_an_unknown_verb_is_wrong_use(clone):
    done = bootstrap(clone, "instal")
    assert done.returncode == 2
    assert "setup" in done.stdout
    assert not (clone / ".venv").exists()


def test_what_is_compiled_is_kept_whatever_the_user_set(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    kept = subprocess.run(
        [sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"],
        env=importlib.import_module("bootstrap").environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert kept.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("lint", "found", "code"), [(0, True, 0), (1, True, 1), (0, False, 1)], ids=["sound", "unclean", "wrong"]
)
def test_the_tests_run_beside_the_linters_and_both_must_be_clean(tmp_path, lint, found, code):
    """The script itself, in a project of one test and one linter."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "run_tests.py", tmp_path / "scripts")
    (tmp_path / "scripts" / "bootstrap.py").write_text(f"import sys\nprint('looked')\nsys.exit({lint})\n")
    (tmp_path / "test_one.py").write_text(f"def test_one():\n    assert {found}\n")
    quick = "-n 0 -p no:schemathesis -p no:hypothesispytest -p no:anyio".split()
    command = [sys.executable, tmp_path / "scripts" / "run_tests.py", *quick]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    said = done.stdout.splitlines()
    assert done.returncode == code, done.stderr
    assert said[-1] == "looked" and f"1 {'passed' if found else 'failed'}" in said[-2], done.stdout
    assert ("not clean" in done.stderr) == bool(lint)


@pytest.mark.slow
@pytest.mark.usefixtures("registry")
def test_from_nothing_then_again_then_moved(clone):
    first = bootstrap(clone, "run", "python", "-c", "import segno, toguna; print(toguna.__file__)")
    assert first.returncode == 0, first.stderr
    assert first.stdout.strip() == str(clone / "src" / "toguna" / "__init__.py")
    assert sorted(path.name for path in clone.iterdir()) == [
        ".cache", ".venv", "requirements-dev.lock", "requirements-uv.lock", "requirements.lock", "scripts", "src",
    ]  # fmt: skip

    stamp = clone / ".venv" / "toguna-setup.json"
    written = stamp.stat().st_mtime_ns
    again = bootstrap(clone, "run", "python", "-c", "")
    assert (again.returncode, again.stderr, stamp.stat().st_mtime_ns) == (0, "", written)

    moved = clone.rename(clone.with_name(clone.name + " moved"))
    done = bootstrap(moved, "run", "python", "-c", "import toguna; print(toguna.__file__)")
    assert "making it anew" in done.stderr
    assert done.stdout.strip() == str(moved / "src" / "toguna" / "__init__.py")


@pytest.mark.slow
@pytest.mark.usefixtures("registry")
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_set_up_is_mended_by_the_next(clone):
    venv = clone / ".venv"
    running = subprocess.Popen(
        [sys.executable, clone / "scripts" / "bootstrap.py", "run", "python", "-c", ""], stderr=subprocess.DEVNULL
    )
    while running.poll() is None and not (venv / "pyvenv.cfg").exists():
        time.sleep(0.01)
    running.kill()
    running.wait()
    assert not (venv / "toguna-setup.json").exists()

    done = bootstrap(clone, "run", "python", "-c", "import segno")
    assert done.returncode == 0, done.stderr
    assert "making it anew" in done.stderr
    assert json.loads((venv / "toguna-setup.json").read_text())["level"] == "runtime"


@pytest.mark.slow
@pytest.mark.usefixtures("registry")
def test_a_tampered_package_is_refused(clone):
    lock = clone / "requirements.lock"
    name, *_ = lock.read_text().splitlines()
    lock.write_text(f"{name}\n    --hash=sha256:{'0' * 64}\n")
    done = bootstrap(clone, "run", "python", "-c", "")
    assert done.returncode == 2
    assert "0" * 64 in done.stderr
    assert not (clone / ".venv" / "toguna-setup.json").exists()
