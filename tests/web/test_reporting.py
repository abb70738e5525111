"""*Faire un signalement* as the office answers it: to the page's script, to a form without scripts, to no one else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from homes import PASSPHRASE
from pages import copy_of, phrase, text

from toguna.server.home import Home

if TYPE_CHECKING:
    from django.test import Client

PAGE = "/fr/ostrine/compte-rendu/"
SAID = {"kind": "CHK-ILL", "date": "2031-06-15", "where": "valombrine-talvane", "jeton": "du-telephone-1"}
SCRIPT = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def office(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home that these tests write in, served with its device's key."""
    from django.test import override_settings

    from toguna.server.actions import serving
    from toguna.server.actions.registers import open_key

    with (
        copy_of(loaded, tmp_path_factory.mktemp("office") / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        serving.hold(open_key(home, PASSPHRASE))
        yield home
        serving.hold(None)


@pytest.fixture
def sitting(office: Home) -> Callable[[str | None], Client]:
    """`sitting("army")`: a browser logged in as that seat; None: as nobody."""
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()

    def log_in(seat: str | None) -> Client:
        browser = Client(raise_request_exception=False)
        if seat is not None:
            browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        return browser

    return log_in


def test_a_script_that_sends_again_gets_the_same_number(sitting: Callable[[str | None], Client]) -> None:
    chiefs = sitting("chiefs")
    first, again = (chiefs.post(PAGE, SAID, headers=SCRIPT) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert re.fullmatch(r"[2-9A-Z]{7}", first.json()["number"])
    other = chiefs.post(PAGE, {**SAID, "told": "autre chose"}, headers=SCRIPT)
    assert other.status_code == 409
    assert first.json()["number"] in other.json()["why"]
    wrong = chiefs.post(PAGE, {**SAID, "jeton": "du-telephone-2", "killed": "dix"}, headers=SCRIPT)
    assert (wrong.status_code, wrong.json()["state"]) == (400, "refused")
    assert "un nombre entier" in wrong.json()["why"]


def test_nobodys_page_holds_nothing_of_a_seat_and_takes_nothing(sitting: Callable[[str | None], Client]) -> None:
    nobody = sitting(None)
    page = nobody.get(PAGE + "?le=2031-06-16")
    assert page.status_code == 200
    assert 'data-seat=""' in page.content.decode()
    answer = nobody.post(PAGE, SAID, headers=SCRIPT)
    assert (answer.status_code, answer.json()) == (401, {"state": "waiting"})
    kept = nobody.post(PAGE, {**SAID, "told": "à garder"})
    assert kept.status_code == 403
    assert "rien n’est perdu" in text(kept)
    assert "à garder" in kept.content.decode()


def test_those_who_do_not_report_have_no_such_page(sitting: Callable[[str | None], Client]) -> None:
    for seat in ("donor", "observer"):
        assert sitting(seat).get(PAGE).status_code == 404
        assert sitting(seat).post(PAGE, SAID, headers=SCRIPT).status_code == 404


def test_the_worker_reaches_this_page_only(sitting: Callable[[str | None], Client]) -> None:
    answer = sitting(None).get(PAGE + "travail.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer
    assert "__VERSION__" not in answer.content.decode()


def test_the_incidents_page_leads_to_it(sitting: Callable[[str | None], Client]) -> None:
    page = sitting("youth").get("/fr/ostrine/incidents/?le=2031-06-16").content.decode()
    found = re.search(f'href="({PAGE}[^"]*)"', page)
    assert found
    assert sitting("youth").get(found.group(1)).status_code == 200
