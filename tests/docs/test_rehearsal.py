"""The rehearsal in docs/ runs word for word: its commands are taken from the page, and what it shows is what they say.

A real shell runs the page. Its `toguna` hands each command to this process, which runs it as `main` would: fifty starts
of Python would take minutes. Keys are sealed at the least cost: Argon2 is tested elsewhere.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from homes import ROOT

from toguna.register.keyfile import Cost
from toguna.server import vault

PAGES = (ROOT / "docs" / "fr" / "tutorial" / "repetition.md", ROOT / "docs" / "en" / "tutorial" / "rehearsal.md")
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HAND_OVER = """
import json, os, socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect({address!r})
env = {{name: value for name, value in os.environ.items() if name.startswith("TOGUNA_")}}
line.sendall(json.dumps({{"arguments": sys.argv[1:], "cwd": os.getcwd(), "env": env}}).encode() + b"\\n")
said = json.loads(line.makefile().readline())
sys.stdout.write(said["out"])
sys.stderr.write(said["err"])
sys.exit(said["code"])
"""


def blocks(page: Path, kind: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if found == kind]


def plain(text: str) -> str:
    """Words only: columns and narrow spaces are for the eye."""
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process as it was before, whatever homes the page opens."""
    home, folder = settings.HOME, Path.cwd()
    monkeypatch.setattr(Cost.MODERATE, "_value_", Cost.MINIMUM.value)
    yield
    os.chdir(folder)
    connection.close()
    connection.settings_dict["NAME"] = home.database
    settings.HOME = home


def carry_out(asked: dict[str, Any]) -> dict[str, Any]:
    """One command, as the shell's own environment would have it."""
    from toguna.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    os.chdir(asked["cwd"])
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        for name, value in asked["env"].items():
            patch.setenv(name, value)
        code = main(asked["arguments"])
    connection.close()  # the page may move the folder away
    for folder in list(vault._OPENED):
        vault.forget(folder)  # each command asks for the passphrase anew, as a process of its own would
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def run(script: str, place: Path, tools: Path) -> tuple[int, str, str]:
    """Run a script in a shell whose `toguna` is this process; its code, what it said, what it said beside."""
    shell = shutil.which("bash")
    if shell is None or not hasattr(socket, "AF_UNIX"):
        pytest.skip("no bash here: the rehearsal is written for one")
    # A socket's address is short: 107 bytes.
    address = os.path.relpath(tools / "line")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        listening.settimeout(0.2)
        command = tools / "toguna"
        command.write_text(
            f"#!{sys.executable} -SE\n{_HAND_OVER.format(address=str(tools / 'line'))}", encoding="utf-8"
        )
        command.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOGUNA_", "DJANGO_"))}
        with (tools / "out").open("w+") as out, (tools / "err").open("w+") as err:
            running = subprocess.Popen(
                [shell, "-eu", "-c", script],
                cwd=place,
                env={**kept, "PATH": f"{tools}{os.pathsep}{kept['PATH']}"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
            while running.poll() is None:
                try:
                    line, _ = listening.accept()
                except TimeoutError:
                    continue
                with line:
                    asked = json.loads(line.makefile().readline())
                    line.sendall(json.dumps(carry_out(asked)).encode() + b"\n")
        return running.returncode, (tools / "out").read_text("utf-8"), (tools / "err").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("standing")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_rehearsal_runs_word_for_word(page: Path, tmp_path: Path) -> None:
    place, tools = tmp_path / "here", tmp_path / "t"
    place.mkdir()
    tools.mkdir()
    code, said, beside = run("\n".join(blocks(page, "sh")), place, tools)
    assert code == 0, said[-3_000:] + beside[-3_000:]
    said, at = plain(said), 0
    for line in (line for text in blocks(page, "text") for line in text.splitlines() if line.strip()):
        wanted = ".*?".join(re.escape(plain(part).strip()) for part in line.split("…"))
        found = re.compile(wanted).search(said, at)
        assert found, f"not said, or not in its turn: {line}\n{said}"
        at = found.end()


def test_the_two_pages_tell_the_same() -> None:
    verbs = [
        [line.split()[:3] for line in "\n".join(blocks(page, "sh")).splitlines() if re.match(r"(! )?toguna ", line)]
        for page in PAGES
    ]
    names = [[words[2] if words[0] == "!" else words[1] for words in found] for found in verbs]
    assert names[0] == names[1]
    assert len(names[0]) > 40
