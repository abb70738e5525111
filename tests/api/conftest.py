"""A home that answers programs, served with its device's key; and a key for each of its seats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from homes import PASSPHRASE, loaded
from pages import copy_of

__all__ = ["loaded"]


@pytest.fixture(scope="module")
def keys(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The key of every seat of `ostrine`; the home is served while the tests of this file run."""
    from django.test import override_settings

    from toguna.server.actions import serving
    from toguna.server.actions.registers import open_key
    from toguna.server.actions.throttle import throttle
    from toguna.server.actions.tokens import new_token
    from toguna.server.queries.reading import chosen
    from toguna.server.queries.seats import seats

    with (
        copy_of(loaded, tmp_path_factory.mktemp("api") / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver", "localhost"], SECRET_KEY="a key of the tests"),
    ):
        serving.hold(open_key(home, PASSPHRASE))
        throttle.forget()
        register = bytes.fromhex(chosen(home, "ostrine")["id"])
        codes = [seat.code for seat in seats(home, "ostrine")]
        yield {code: new_token(register, code, "tests", date(2031, 6, 16))[1] for code in codes}
        serving.hold(None)


@pytest.fixture
def ask(ask_all: Callable[..., Any]) -> Callable[..., Any]:
    """`ask("army", "measures")`: the answer to a program of that seat; None: without a key."""
    return ask_all


@pytest.fixture(scope="module")
def ask_all(keys: dict[str, str]) -> Callable[..., Any]:
    """The same, for what is prepared once."""
    from django.test import Client

    def answer(seat: str | None, path: str, data: Any = None, *, framework: str = "ostrine", **headers: str) -> Any:
        browser = Client(raise_request_exception=False)
        if seat is not None:
            headers["Authorization"] = f"Bearer {keys[seat]}"
        address = f"/api/v1/{framework}/{path}"
        if data is None:
            return browser.get(address, headers=headers)
        return browser.post(address, data, content_type="application/json", headers=headers)

    return answer
