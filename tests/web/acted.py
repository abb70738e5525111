"""A home in which tests of pages act: served with its device's key, and browsers that have logged in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from homes import PASSPHRASE
from pages import copy_of, phrase

from toguna.server.home import Home

if TYPE_CHECKING:
    from django.test import Client

TODAY = "?le=2031-06-16"
"""The last day of the invented scenario: whatever is done is done on it."""


@pytest.fixture(scope="module")
def acting(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home that a module's tests write in."""
    from django.test import override_settings

    from toguna.server.actions import serving
    from toguna.server.actions.registers import open_key

    with (
        copy_of(loaded, tmp_path_factory.mktemp("acting") / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        serving.hold(open_key(home, PASSPHRASE))
        yield home
        serving.hold(None)


@pytest.fixture
def sitting(acting: Home) -> Callable[[str], Client]:
    """`sitting("army")`: a browser logged in as that seat of `ostrine`."""
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()

    def log_in(seat: str) -> Client:
        browser = Client(raise_request_exception=False)
        browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        return browser

    return log_in


def hidden(answer: Any, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return found.group(1)


def act(browser: Client, name: str, case: str | None = None, **said: Any) -> Any:
    """Fill an act's form and send it, as a browser does; the answer, a redirect where it was recorded."""
    address = f"/fr/ostrine/agir/{name}/{TODAY}" + (f"&cas={case}" if case else "")
    form = browser.get(address)
    assert form.status_code == 200, (name, form.status_code)
    sent = {"jeton": hidden(form, "jeton"), **said}
    if case:
        sent["vu"] = hidden(form, "vu")
    return browser.post(address, sent)


def done(browser: Client, name: str, case: str | None = None, **said: Any) -> str:
    """The same, which must be recorded; the id of the case it opened or was done on."""
    answer = act(browser, name, case, **said)
    assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.content.decode())[:4000]
    from toguna.server.office.models import Receipt

    number = answer["Location"].split("/recus/")[1].split("/")[0]
    found: str = Receipt.objects.get(number=number).case
    return found
