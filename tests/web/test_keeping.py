"""Pages kept in memory: found again by the same reader only, and by nobody once the register has learnt something."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client, override_settings
from homes import PASSPHRASE
from pages import copy_of, text

from toguna.server.web import keeping

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')


@pytest.fixture(autouse=True)
def nothing_kept():
    keeping.forget()
    yield
    keeping.forget()


def drawn_again(monkeypatch) -> list[object]:
    """Each page put away from now on."""
    put: list[object] = []
    monkeypatch.setattr(keeping, "_keep", lambda key, body, real=keeping._keep: (put.append(key), real(key, body)))
    return put


def test_the_second_look_is_not_drawn_again_and_reads_the_same(client, monkeypatch):
    put = drawn_again(monkeypatch)
    first, second = (client.get("/fr/ostrine/mesures/") for _ in range(2))
    assert len(put) == 1 and first.content == second.content and first.headers == second.headers


def test_another_reader_day_language_or_filter_is_another_page(client, seated, monkeypatch):
    put = drawn_again(monkeypatch)
    for browser in (client, seated("ostrine", "mediation"), seated("ostrine", "mediation-suppleant")):
        for address in ("fr/ostrine/incidents/", "en/ostrine/incidents/", "fr/ostrine/incidents/?le=2031-05-01"):
            browser.get(f"/{address}")
    client.get("/fr/ostrine/incidents/?genre=IED")
    assert len(put) == len(set(put)) == 10


def test_each_browser_gets_its_own_mark_for_forms(seated):
    one, two = seated("ostrine", "mediation"), seated("ostrine", "mediation")
    marks = [TOKEN.search(browser.get("/fr/ostrine/axes/").content.decode()).group(1) for browser in (one, two, one)]
    assert all(marks) and len(set(marks)) == 3
    # The mark is good: whoever logs out by it is out.
    assert one.post("/fr/ostrine/sortir/", {"csrfmiddlewaretoken": marks[2]}).status_code == 302


def test_what_is_hidden_is_not_kept_and_stays_hidden(client, seated, monkeypatch):
    put = drawn_again(monkeypatch)
    assert seated("ostrine", "mediation").get("/fr/ostrine/releves/v02-v03/").status_code == 200
    assert client.get("/fr/ostrine/releves/v02-v03/").status_code == 404
    assert client.get("/fr/ostrine/releves/v02-v03/").status_code == 404
    assert len(put) == 1


@pytest.fixture
def own(loaded, tmp_path):
    """A copy that a test may write to."""
    with copy_of(loaded, tmp_path / "home") as home, override_settings(HOME=home, ALLOWED_HOSTS=["testserver"]):
        yield home


def test_a_new_entry_makes_every_page_unfindable(own):
    from toguna.domain.wire import Payload
    from toguna.server.actions.entering import enter
    from toguna.server.actions.registers import open_key
    from toguna.server.queries.reading import registers

    client, address = Client(), "/fr/ostrine/incidents/?le=2031-06-16"
    before = text(client.get(address))
    register = bytes.fromhex(next(one["id"] for one in registers(own) if one["framework"] == "ostrine"))
    fields = {"date": "2031-05-20", "kind": "IED", "where": ["valombrine-talvane"], "framework": "ostrine"}
    enter(
        register, open_key(own, PASSPHRASE), [(Payload("incident.reported", "x1", fields, date(2031, 5, 20)), "group")]
    )
    after = text(client.get(address))
    counted = [int(re.search(r"Incidents inscrits : (\d+)", page)[1]) for page in (before, after)]
    assert counted[1] == counted[0] + 1


def test_whatever_is_written_makes_every_page_unfindable(own):
    """A second history or a late content leaves the frontier as it is."""
    from django.db import connection

    from toguna.server.queries import day

    before = day.held(own, "ostrine").key
    assert day.held(own, "ostrine").key == before
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written_by_the_test (one INTEGER)")
    assert day.held(own, "ostrine").key != before
