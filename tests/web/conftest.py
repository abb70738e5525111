"""Pages asked for through Django's own request handling, on a copy of the home of ../server/homes.py."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from homes import loaded, using
from pages import copy_of, phrase

from toguna.server.home import Home

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["loaded"]


@pytest.fixture(scope="session")
def copied(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that these tests read; its seats have passphrases."""
    path = tmp_path_factory.mktemp("web") / "home"
    with copy_of(loaded, path):
        return path


@pytest.fixture
def home(copied: Path) -> Iterator[Home]:
    """That home, opened; Django answers to the test client's host name."""
    from django.test import override_settings

    with (
        using(Home(copied)) as held,
        override_settings(
            HOME=held, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, long enough to sign with"
        ),
    ):
        yield held


@pytest.fixture
def new_client(home: Home) -> Callable[[], Client]:
    """`new_client()`: a browser with its own cookies; faults become pages, as they do in use."""
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()
    return lambda: Client(raise_request_exception=False)


@pytest.fixture
def client(new_client: Callable[[], Client]) -> Client:
    """Somebody who has not logged in."""
    return new_client()


@pytest.fixture
def seated(new_client: Callable[[], Client]) -> Callable[[str, str], Client]:
    """`seated("ostrine", "army")`: a browser logged in as that seat, through the log-in page."""

    def log_in(framework: str, seat: str) -> Client:
        browser = new_client()
        answer = browser.post(f"/fr/{framework}/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return log_in


@pytest.fixture
def seats_of(home: Home) -> Callable[[str], list[str]]:
    """`seats_of("ostrine")`: the codes of a framework's seats."""
    return lambda framework: sorted(home.settings()["seats"][framework])
