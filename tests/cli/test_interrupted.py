"""An import that is killed at any point leaves the whole or nothing, and can be repeated."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from homes import PASSPHRASE, Home, call, command, environment, shipped, using

# Kills its own process at the n-th passage: each function that writes is passed twice, going in and coming out.
KILLER = """
import os, signal, sys
left = int(sys.argv[1])
def passage():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
def counted(module, name):
    function = getattr(module, name)
    def call(*arguments, **named):
        passage()
        found = function(*arguments, **named)
        passage()
        return found
    setattr(module, name, call)
from toguna.server import boot, home
from toguna.server.home import Home
for module, name in ((boot, "_mark"), (boot, "_migrate"), (home, "write_atomically")):
    counted(module, name)
boot.setup(Home(__import__("pathlib").Path(sys.argv[3])), create=True)
from toguna.server.actions import registers
from toguna.server.ledger import store
from toguna.server.records import projector
registers.write_atomically = home.write_atomically
for module, name in ((store, "insert"), (projector, "_index"), (projector, "_refold")):
    counted(module, name)
from toguna.register.keyfile import Cost, seal
registers.seal = lambda seed, phrase: seal(seed, phrase, Cost.MINIMUM)
from toguna.cli.main import main
code = main(["import", "scenario", sys.argv[2], "--home", sys.argv[3]])
print("passages", int(sys.argv[1]) - left)
sys.exit(code)
"""


def small(folder: Path) -> Path:
    """The invented scenario with its two frameworks and few facts, so that many runs are quick."""
    sections = shipped("veranda").read_text("utf-8").split("\n\n")
    wanted = ("scenario:", "places:", "roads:", "parties:", "frameworks:", "calendar:")
    kept = [section for section in sections if section.startswith(wanted)]
    path = folder / "small.yaml"
    path.write_text("\n\n".join(kept), encoding="utf-8")
    return path


def run(scenario: Path, home: Path, at: int = -1, phrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLER, str(at), scenario, home],
        env=environment(TOGUNA_PASSPHRASE=phrase),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """The scenario; how many passages a whole import has, how many entries it leaves."""
    folder = tmp_path_factory.mktemp("whole")
    scenario = small(folder)
    done = run(scenario, folder / "home")
    assert done.returncode == 0, done.stderr
    passages = int(done.stdout.split()[-1])
    return scenario, passages, command("verify", "--home", folder / "home", "--json").json["entries"]


@pytest.mark.parametrize("share", [0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0])
def test_killed_on_the_way(whole: tuple[Path, int, int], share: float, tmp_path: Path) -> None:
    scenario, passages, entries = whole
    path = tmp_path / "home"
    assert passages > 20
    assert run(scenario, path, max(1, round(share * passages))).returncode == -signal.SIGKILL
    with using(Home(path), create=True):
        before = call("verify", "--home", path, "--json")
        assert (before.code, before.json["ok"]) == (0, True)
        assert before.json["entries"] == 0, "killed before the commit"
        assert call("situation", "--home", path, "--json").json["error"]["code"] == "no-register"
    # A device key that signed nothing is of no use: whoever repeats the import needs no passphrase of it.
    again = run(scenario, path, phrase="une autre")
    assert again.returncode == 0, again.stderr
    with using(Home(path)):
        after = call("verify", "--home", path, "--json").json
        assert (after["ok"], after["entries"]) == (True, entries)
        assert call("doctor", "--home", path, "--json").json["ok"]
        for framework, seat in (("ostrine", "mediation"), ("hautebrise", "prefecture")):
            answer = call("situation", "--home", path, "--framework", framework, "--seat", seat, "--json")
            assert answer.code == 0


def test_killed_after_the_commit_all_is_there(whole: tuple[Path, int, int], tmp_path: Path) -> None:
    scenario, _, entries = whole
    path = tmp_path / "home"
    killer = KILLER.replace('print("passages"', 'os.kill(os.getpid(), signal.SIGKILL)\nprint("passages"')
    done = subprocess.run(
        [sys.executable, "-c", killer, "-1", scenario, path], env=environment(), capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert command("verify", "--home", path, "--json").json["entries"] == entries
    again = command("import", "scenario", scenario, "--home", path, "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "framework-already-here")
