"""The forms of the acts: sent twice, sent wrong, sent late, and by whom they may not be sent."""

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

FORM = "/fr/ostrine/agir/measure.propose/?le=2031-06-16"
MEASURE = {"kind": "road_patrol", "by": "army", "until": "2032-03-01", "where": ""}


@pytest.fixture(scope="module")
def acting(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home that these tests write in, served with its device's key."""
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
    """`sitting("army")`: a browser logged in as that seat."""
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()

    def log_in(seat: str) -> Client:
        browser = Client(raise_request_exception=False, enforce_csrf_checks=False)
        browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        return browser

    return log_in


def hidden(answer: object, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())  # type: ignore[attr-defined]
    assert found, name
    return found.group(1)


def test_a_form_sent_twice_is_recorded_once(sitting: Callable[[str], Client]) -> None:
    army = sitting("army")
    form = army.get(FORM)
    assert "Proposer une mesure" in text(form)
    sent = {**MEASURE, "jeton": hidden(form, "jeton")}
    first, second = army.post(FORM, sent), army.post(FORM, sent)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    page = army.get(first["Location"])
    assert "C’est inscrit" in text(page)
    case = re.search(r"/mesures/(m-[a-z0-9]+)/", page.content.decode())
    assert case
    assert "Reçu" not in text(sitting("police").get(first["Location"])), "a receipt is its own seat's"
    other = army.post(FORM, {**sent, "by": "police"})
    assert other.status_code == 409
    assert "déjà été envoyé" in text(other)


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(sitting: Callable[[str], Client]) -> None:
    army = sitting("army")
    answer = army.post(FORM, {"frequency": "deux fois par jour", "until~": "inconnu", "jeton": "jeton-a-moi"})
    assert answer.status_code == 400
    assert "Quoi (à remplir)" in text(answer)
    assert 'value="deux fois par jour"' in answer.content.decode()
    assert hidden(answer, "jeton") == "jeton-a-moi"


def test_who_wrote_meanwhile_is_not_overwritten(sitting: Callable[[str], Client]) -> None:
    one, two = sitting("army"), sitting("mediation")
    sent = {**MEASURE, "jeton": hidden(one.get(FORM), "jeton")}
    case = re.search(r"/mesures/(m-[a-z0-9]+)/", one.get(one.post(FORM, sent)["Location"]).content.decode())
    assert case
    form = f"/fr/ostrine/agir/measure.authorise/?le=2031-06-16&cas={case.group(1)}"
    mine, theirs = one.get(form), two.get(form)
    told = {"by": "governorate"}
    ahead = two.post(form, {**told, "jeton": hidden(theirs, "jeton"), "vu": hidden(theirs, "vu")})
    assert ahead.status_code in (302, 400), text(ahead)
    if ahead.status_code == 400:
        party = re.search(r'name="by" value="([^"]+)"|<option value="([^"]+)"', theirs.content.decode())
        assert party
        told = {"by": party.group(1) or party.group(2)}
        ahead = two.post(form, {**told, "jeton": hidden(theirs, "jeton"), "vu": hidden(theirs, "vu")})
        assert ahead.status_code == 302, text(ahead)
    late = one.post(form, {**told, "ref": "note 12", "jeton": hidden(mine, "jeton"), "vu": hidden(mine, "vu")})
    assert late.status_code == 409
    assert "quelqu’un a écrit" in text(late)
    assert 'value="note 12"' in late.content.decode()


def test_a_session_that_ended_loses_nothing(acting: Home, sitting: Callable[[str], Client]) -> None:
    from django.test import Client

    gone = Client(raise_request_exception=False, enforce_csrf_checks=True)
    answer = gone.post(FORM, {**MEASURE, "frequency": "le soir", "jeton": "jeton-qui-reste"})
    assert answer.status_code == 403
    assert "rien n’est perdu" in text(answer)
    kept = dict(re.findall(r'type="hidden" name="(garde:[^"]+|vers)" value="([^"]*)"', answer.content.decode()))
    back = sitting("police").post("/fr/ostrine/entrer/", {"titulaire": "army", "phrase": phrase("army"), **kept})
    assert back.status_code == 200, text(back)
    assert 'value="le soir"' in back.content.decode()
    assert hidden(back, "jeton") == "jeton-qui-reste"
    assert f'action="{FORM}"' in back.content.decode()


def test_nobody_is_shown_an_act_that_is_not_for_his_seat(acting: Home, sitting: Callable[[str], Client]) -> None:
    from django.test import Client

    assert sitting("youth").get(FORM).status_code == 404
    assert sitting("army").get("/fr/ostrine/agir/no.such/?le=2031-06-16").status_code == 404
    assert sitting("army").get("/fr/ostrine/agir/measure.end/?le=2031-06-16&cas=nothing").status_code == 404
    assert Client().get(FORM).status_code == 302
    assert Client().post(FORM, {**MEASURE, "jeton": "jeton-de-personne"}).status_code in (403, 404)
