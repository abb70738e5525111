"""The never-list of the domain notes (§12), line by line: what can be a test is one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from acted import acting, sitting
from homes import loaded, using

from toguna.server.home import Home

__all__ = ["acting", "loaded", "sitting"]


@pytest.fixture
def home(loaded: Path) -> Iterator[Home]:
    """Both scenarios, opened for reading."""
    with using(Home(loaded)) as opened:
        yield opened
