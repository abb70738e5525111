"""Several clerks and gateways at the same moment (`at_once.py`): run, and what must have come of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from homes import environment


def all_at_once(home: Path, **more: str) -> dict[str, Any]:
    """What each of them got."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "at_once.py", home],
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def once_each(told: dict[str, Any]) -> None:
    """Numbers of the card and of forms, SMS, their outcomes and their end: each once."""
    first = told["card"][0]
    assert all(one == first for one in told["card"]), told["card"]
    assert len(set(first)) == len(first) == told["twice"] > 5
    assert told["printed"] == [1, 11, 21, 31]
    assert told["typed"] == ["paper-form-typed"] * 3 + ["typed"]
    assert told["messages"] == 1
    assert len(set(told["same"])) == 1, told["same"]
    assert told["same"][0].startswith("Recu ")
    assert told["sealed"] == ["replayed"] * 3 + ["report"]
    assert told["answers"] == 1
    assert len(set(told["handed"])) == len(told["handed"]) == 19, "an outcome and eighteen answers, each once"
    assert (told["forgotten"], told["left"]) == ([], [0, 0, 0])
