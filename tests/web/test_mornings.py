"""The point du matin and the outing: three answers an axis, sent twice, sent wrong, sent late, and who may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from homes import PASSPHRASE
from pages import copy_of, phrase, text

from toguna.server.home import Home
from toguna.server.queries.reading import Reading, read

if TYPE_CHECKING:
    from django.test import Client

DAY = "?le=2031-06-16"
MORNING, OUTING = f"/fr/ostrine/matin/{DAY}", f"/fr/ostrine/sortie/{DAY}"
TALVANE, SORBANE = "valombrine-talvane", "valombrine-sorbane"


@pytest.fixture
def acting(loaded: Path, tmp_path: Path) -> Iterator[Home]:
    """A home of each test's own, served with its device's key."""
    from django.test import override_settings

    from toguna.server.actions import serving
    from toguna.server.actions.registers import open_key

    with (
        copy_of(loaded, tmp_path / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        serving.hold(open_key(home, PASSPHRASE))
        yield home
        serving.hold(None)


@pytest.fixture
def sitting(acting: Home) -> Callable[[str], Client]:
    """`sitting("mediation")`: a browser logged in as that seat, which must show its forms' tokens."""
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()

    def log_in(seat: str) -> Client:
        browser = Client(raise_request_exception=False)
        browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        return browser

    return log_in


def reading(home: Home) -> Reading:
    return read(home, framework="ostrine", seat="mediation", as_of=date(2031, 6, 16))


def noted(home: Home) -> list[tuple[str, str, str, str | None]]:
    """What stands of this day's calls: road, half-day, state, function, once for every stretch."""
    from toguna.domain.measures import Outing

    held = [one for one in reading(home).all(Outing) if one.date.iso() == "2031-06-16" and one.state != "logged"]
    return sorted((one.road, one.half, one.state, one.asked) for one in held)


def field(answer: object, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())  # type: ignore[attr-defined]
    assert found, name
    return found.group(1)


def ticked(answer: object) -> set[tuple[str, str]]:
    """Name and value of each box that is ticked, and of each entry chosen from a list."""
    body = answer.content.decode()  # type: ignore[attr-defined]
    boxes = set(re.findall(r'type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)" checked', body))
    return boxes | {("fonction", value) for value in re.findall(r'<option value="([^"]+)" selected', body)}


def test_one_tap_an_axis_fills_the_calendar_and_asks_a_function_never_a_name(acting, sitting) -> None:
    from toguna.analysis.cover import Basis
    from toguna.server.queries import cover

    page = sitting("mediation").get(MORNING)
    body = page.content.decode()
    assert re.findall(r'type="radio" name="(axe-[^"]+)"', body) == [
        f"axe-{road}" for road in (SORBANE, TALVANE) for _ in range(3)
    ]
    assert not re.findall(
        r'<(?:textarea|input)(?![^>]*type="(?:hidden|radio|checkbox)")[^>]*>', body.split('<form class="act"')[1]
    )
    sent = {"demi": "am", f"axe-{TALVANE}": "seen", f"axe-{SORBANE}": "no_answer", "fonction": "carrier"}
    before = cover.calendar(reading(acting), date(2031, 6, 16), date(2031, 6, 16))
    answer = sitting("mediation").post(MORNING, {**sent, "jeton": field(page, "jeton")})
    assert answer.status_code == 302
    assert noted(acting) == [*[(SORBANE, "am", "no_answer", "carrier")] * 2, *[(TALVANE, "am", "seen", "carrier")] * 3]
    after = cover.calendar(reading(acting), date(2031, 6, 16), date(2031, 6, 16))
    places = {segment.index: segment.road for segment in cover.segments(reading(acting))}
    for index, road in places.items():
        was, now = before.cell(index, date(2031, 6, 16), 0), after.cell(index, date(2031, 6, 16), 0)
        if road == TALVANE:
            assert (was.basis, now.basis) != (Basis.SEEN, Basis.SEEN) and now.basis is Basis.SEEN
        else:
            assert now == was, "no answer says nothing of the road"
    assert "constaté" in text(sitting("mediation").get(MORNING))


def test_the_same_form_sent_twice_is_noted_once_and_another_answer_is_not_slipped_in(acting, sitting) -> None:
    browser = sitting("mediation")
    sent = {"demi": "am", f"axe-{TALVANE}": "seen", "jeton": field(browser.get(MORNING), "jeton")}
    first, second = browser.post(MORNING, sent), browser.post(MORNING, sent)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    # The back button, one answer changed, the same form: refused, nothing lost, and a form that may be sent.
    back = browser.post(MORNING, {**sent, f"axe-{TALVANE}": "not_seen"})
    assert back.status_code == 400 and "déjà été envoyé" in text(back)
    assert (f"axe-{TALVANE}", "not_seen") in ticked(back)
    assert len(noted(acting)) == 3
    again = browser.post(MORNING, {**sent, f"axe-{TALVANE}": "not_seen", "jeton": field(back, "jeton")})
    assert again.status_code == 302 and len(noted(acting)) == 6
    # Gone back to, the form comes anew: the same answers once more are not noted a second time.
    fresh = browser.post(MORNING, {**sent, "jeton": field(browser.get(MORNING), "jeton")})
    assert fresh.status_code == 400 and "une seconde fois" in text(fresh) and len(noted(acting)) == 6


def test_what_is_missing_is_said_and_what_was_ticked_stays(acting, sitting) -> None:
    browser = sitting("mediation")
    empty = browser.post(MORNING, {"demi": "am", "jeton": "un-jeton-a-moi"})
    assert empty.status_code == 400 and "Axe par axe (à remplir)" in text(empty)
    assert field(empty, "jeton") == "un-jeton-a-moi"
    wrong = {"demi": "soir", f"axe-{TALVANE}": "seen", f"axe-{SORBANE}": "not_seen", "fonction": "chief"}
    refused = browser.post(MORNING, {**wrong, "jeton": "un-jeton-a-moi"})
    assert refused.status_code == 400 and "à choisir dans la liste" in text(refused)
    assert {(f"axe-{TALVANE}", "seen"), (f"axe-{SORBANE}", "not_seen"), ("fonction", "chief")} <= ticked(refused)
    planned = browser.post(MORNING, {"demi": "am", f"axe-{TALVANE}": "planned", "jeton": "un-jeton-a-moi"})
    assert planned.status_code == 400, "a plan is never noted here"
    assert noted(acting) == []


@pytest.mark.parametrize("csrf", [True, False])
def test_a_session_that_ends_in_between_loses_nothing_and_doubles_nothing(acting, sitting, csrf: bool) -> None:
    from django.test import Client

    gone = Client(raise_request_exception=False, enforce_csrf_checks=csrf)
    sent = {"demi": "pm", f"axe-{TALVANE}": "seen", f"axe-{SORBANE}": "not_seen", "fonction": "market"}
    answer = gone.post(MORNING, {**sent, "jeton": "jeton-qui-reste"})
    assert answer.status_code == 403 and "rien n’est perdu" in text(answer)
    kept = dict(re.findall(r'type="hidden" name="(garde:[^"]+|vers)" value="([^"]*)"', answer.content.decode()))
    browser = sitting("police")
    back = browser.post("/fr/ostrine/entrer/", {"titulaire": "mediation", "phrase": phrase("mediation"), **kept})
    assert back.status_code == 200 and noted(acting) == [], "given back, not sent"
    assert {*sent.items()} <= ticked(back)
    assert f'action="{MORNING}"' in back.content.decode() and field(back, "jeton") == "jeton-qui-reste"
    for _ in range(2):
        assert browser.post(MORNING, {**sent, "jeton": field(back, "jeton")}).status_code == 302
    assert len(noted(acting)) == 5


def test_only_the_secretariat_calls_and_only_on_the_register_s_last_day(acting, sitting) -> None:
    from django.test import Client

    for seat in ("army", "kite", "governorate", "chiefs", "donor"):
        assert sitting(seat).get(MORNING).status_code == 404, seat
        assert sitting(seat).post(MORNING, {"demi": "am", f"axe-{TALVANE}": "seen"}).status_code == 404, seat
    assert Client().get(MORNING)["Location"].startswith("/fr/ostrine/entrer/")
    early = sitting("mediation").get("/fr/ostrine/matin/?le=2031-05-01")
    assert early.status_code == 302 and "le=" not in early["Location"].replace("le=2031-06-16", "")
    assert noted(acting) == []


def logged(home: Home) -> list[tuple[str, str, str]]:
    from toguna.domain.measures import Outing

    held = [one for one in reading(home).all(Outing) if one.state == "logged" and one.id.startswith("s-")]
    return sorted((one.measure or "", one.date.iso(), one.half) for one in held)


def test_an_outing_is_logged_with_all_its_stretches_ticked_before(acting, sitting) -> None:
    kite = sitting("kite")
    page = kite.get(OUTING)
    (measure,) = set(re.findall(r'action="[^"]*mesure=([^"]+)"', page.content.decode()))
    boxes = {value for name, value in ticked(page) if name == "troncon"}
    assert len(boxes) == 3
    sent = {"jour": "2031-06-16", "demi": "am", "troncon": sorted(boxes)[:2], "jeton": field(page, "jeton")}
    lacking = kite.post(OUTING, {**sent, "demi": ""})
    assert lacking.status_code == 400 and {v for n, v in ticked(lacking) if n == "troncon"} == set(sent["troncon"])
    for _ in range(2):
        assert kite.post(OUTING, sent).status_code == 302
    assert logged(acting) == [(measure, "2031-06-16", "am")] * 2
    again = kite.post(OUTING, {**sent, "jeton": "un-jeton-de-plus"})
    assert again.status_code == 400 and "une seconde fois" in text(again)
    coming = kite.post(OUTING, {**sent, "jour": "2031-06-17", "jeton": "un-autre-jeton"})
    assert coming.status_code == 400 and "à venir" in text(coming)
    assert sitting("chiefs").get(OUTING).status_code == 404
    assert len(logged(acting)) == 2
