"""« Même événement ? » over HTTP: side by side for the secretariat, a door that is not there for the others."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings
from homes import PASSPHRASE, loaded
from pages import copy_of, main_of, phrase, text

from toguna.server.actions import serving

__all__ = ["loaded"]
PAGE = "/fr/ostrine/incidents/meme-evenement/"
TOLD = {"fr": "Deux véhicules arrêtés près du bac par quatre hommes à moto ; le riz est pris."}
RETOLD = {"fr": "2 véhicules arretes vers le bac, 4 hommes à moto ont pris le riz."}
WHEN = {"kind": "ROB-ROAD", "date": "2031-06-14", "where": ["valombrine-talvane"], "injured": 1}
RECEIVED = {"framework": "ostrine", "channel": "sms", "received": "2031-06-15", **WHEN}


@pytest.fixture
def own(loaded, tmp_path):
    """A copy that a test may write to, served with the device's key."""
    from toguna.server.actions.registers import open_key

    with copy_of(loaded, tmp_path / "home") as home, override_settings(HOME=home, ALLOWED_HOSTS=["testserver"]):
        serving.hold(open_key(home, PASSPHRASE))
        try:
            yield home
        finally:
            serving.hold(None)


def say(home, *said) -> None:
    """Enter statements: (type, case, fields, known)."""
    from toguna.domain.visibility import default_level
    from toguna.domain.wire import Payload
    from toguna.server.actions.entering import enter
    from toguna.server.queries.reading import registers

    register = next(bytes.fromhex(one["id"]) for one in registers(home) if one["framework"] == "ostrine")
    rows = [(Payload(*one), default_level(one[0].partition(".")[0])) for one in said]
    enter(register, serving.held(), rows)


def logged_in(seat: str) -> Client:
    from toguna.server.web import seats

    seats.throttle.forget()
    browser = Client(raise_request_exception=False)
    assert browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)}).status_code == 302
    return browser


def test_two_are_shown_side_by_side_joined_through_a_form_and_undone(own):
    from datetime import date

    known = date(2031, 6, 15)
    say(own, ("report.received", "q1", {**RECEIVED, "told": TOLD}, known))
    say(own, ("incident.reported", "j1", {"framework": "ostrine", **WHEN, "note": RETOLD}, known))
    browser = logged_in("mediation")
    shown = main_of(browser.get(PAGE))
    assert "même jour" in shown and "Même événement" in shown
    assert TOLD["fr"] in text(browser.get(PAGE)) and RETOLD["fr"] in text(browser.get(PAGE))
    (link,) = re.findall(r'href="([^"]*agir/report\.merge/[^"]*)"', shown)
    form = browser.get(link.replace("&amp;", "&"))
    assert (
        re.search(r'<option value="j1" selected', form.content.decode())
        or 'value="j1" checked' in form.content.decode()
    )
    hidden = dict(re.findall(r'<input type="hidden" name="(jeton|vu)" value="([^"]*)"', form.content.decode()))
    sent = browser.post(link.replace("&amp;", "&"), {**hidden, "incident": "j1"})
    assert sent.status_code == 302
    after = main_of(browser.get(PAGE))
    assert "agir/report.merge" not in after
    (undo,) = re.findall(r'href="([^"]*agir/report\.split/[^"]*)"', after)
    form = browser.get(undo.replace("&amp;", "&"))
    hidden = dict(re.findall(r'<input type="hidden" name="(jeton|vu)" value="([^"]*)"', form.content.decode()))
    assert browser.post(undo.replace("&amp;", "&"), hidden).status_code == 302
    assert "agir/report.merge" in main_of(browser.get(PAGE))


def test_for_others_there_is_no_such_page_and_no_link_to_it(client, seated):
    assert client.get(PAGE).status_code == 404
    for seat in ("army", "kite", "chiefs", "observer"):
        browser = seated("ostrine", seat)
        assert browser.get(PAGE).status_code == 404
        assert "meme-evenement" not in browser.get("/fr/ostrine/incidents/").content.decode()
    mediation = seated("ostrine", "mediation")
    assert "meme-evenement" in mediation.get("/fr/ostrine/incidents/").content.decode()
    assert "Rien ne se ressemble assez" in text(mediation.get(PAGE))
    assert len(mediation.get(PAGE).content) < 60_000
