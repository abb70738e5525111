"""A register in which nothing has happened yet, and the seats that will act in it day by day."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from homes import PASSPHRASE, Home, load_into, using
from theatre import FOUNDED, Theatre

from toguna.server.actions.registers import open_key


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home as it is founded: parties, places, roads."""
    place = tmp_path_factory.mktemp("replays")
    scenario = place / "theatre.yaml"
    scenario.write_text(FOUNDED, encoding="utf-8")
    home = Home(place / "home")
    with using(home, create=True):
        load_into(home, scenario)
    return home.path


@pytest.fixture
def theatre(founded: Path, tmp_path: Path) -> Iterator[Theatre]:
    """A copy of it for each replay."""
    import shutil

    shutil.copytree(founded, tmp_path / "home")
    with using(Home(tmp_path / "home")) as home:
        yield Theatre(home, open_key(home, PASSPHRASE))


@pytest.fixture
def play(theatre: Theatre) -> Callable[[str], Theatre]:
    """`play("2019-03-02")`: the theatre on that day; all that is done then is known from then on."""
    return theatre.on
