"""The demonstration, made and served by the real commands, for the journeys and for screenshots."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 240


@dataclass(frozen=True)
class Served:
    """Where the pages are, the machine's own entry link, and the seats' passphrases."""

    url: str
    entry: str
    phrases: dict[str, dict[str, str]]


def _environment(home: Path | None = None) -> dict[str, str]:
    """Ours, and the device's passphrase of a demonstration: its pages sign what is done in them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOGUNA_", "DJANGO_"))}
    mark = home / "demo.json" if home else None
    device = json.loads(mark.read_text(encoding="utf-8"))["device"] if mark and mark.exists() else None
    return {**kept, "PYTHONPATH": str(ROOT / "src")} | ({"TOGUNA_PASSPHRASE": device} if device else {})


def _toguna(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "toguna.cli.main", *map(str, arguments)]


def make(home: Path, scenario: str = "timbuktu-taoudeni") -> dict[str, dict[str, str]]:
    """A demonstration in `home`; the passphrases of its seats."""
    command = _toguna("demo", "--scenario", scenario, "--no-serve", "--home", home, "--out", home.parent / "notes")
    subprocess.run(command, env=_environment(), check=True, capture_output=True, timeout=PATIENCE_S)
    phrases: dict[str, dict[str, str]] = json.loads((home / "demo.json").read_text(encoding="utf-8"))["seats"]
    return phrases


@contextmanager
def serve(home: Path, phrases: dict[str, dict[str, str]]) -> Iterator[Served]:
    """`toguna serve` on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command, own = _toguna("serve", "--home", home, "--port", str(port)), _environment(home)
    with subprocess.Popen(command, env=own, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            assert server.stderr is not None
            said = ""
            for line in server.stderr:
                said += line
                if found := re.search(rf"http://127\.0\.0\.1:{port}/\S+", line):
                    _until_open(port)
                    # What the server goes on to say must not fill the pipe and stop it.
                    threading.Thread(target=server.stderr.read, daemon=True).start()
                    yield Served(f"http://127.0.0.1:{port}", found.group(), phrases)
                    break
            else:
                raise RuntimeError(f"the server did not start: {said}")
        finally:
            server.terminate()


def _until_open(port: int) -> None:
    """The link is printed just before the port is listened on."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            subprocess.run([sys.executable, "-c", "import time; time.sleep(0.05)"], check=True)
        else:
            return
    raise RuntimeError("nobody listens")
