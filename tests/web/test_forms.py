"""Fiches et SMS: typed in by numbers, once each, for a party; messages completed; what is printed; who may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from homes import PASSPHRASE
from pages import copy_of, phrase, text

from toguna.domain.incidents import Report
from toguna.server.acts.numbering import numbered
from toguna.server.home import Home
from toguna.server.queries.reading import Reading, read
from toguna.server.web.typed import read_typed

if TYPE_CHECKING:
    from django.test import Client

DAY = "?le=2031-06-16"
FORMS, TYPE = f"/fr/ostrine/fiches/{DAY}", f"/fr/ostrine/fiches/saisir/{DAY}"


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
    """`sitting("mediation")`: a browser logged in as that seat."""
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()

    def log_in(seat: str) -> Client:
        browser = Client(raise_request_exception=False)
        browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        return browser

    return log_in


def reading(home: Home, seat: str = "mediation") -> Reading:
    return read(home, framework="ostrine", seat=seat, as_of=date(2031, 6, 16))


def numbers(home: Home) -> dict[str, str]:
    return {row.case: str(row.number) for row in numbered(reading(home))}


def send(browser: Client, address: str = TYPE, **boxes: str) -> object:
    page = browser.get(address).content.decode()
    found = re.search(r'name="jeton" value="([^"]+)"', page)
    assert found
    return browser.post(address, {"jeton": found[1], **boxes})


def test_a_form_is_typed_and_the_next_one_waits(acting: Home, sitting: Callable[[str], Client]) -> None:
    browser, card = sitting("mediation"), numbers(acting)
    boxes = {"fiche": "12", "partie": "chiefs", "genre": "1", "jour": "14/06", "source": "2", "tues": "2"}
    done = send(browser, **boxes, axe=card["valombrine-talvane"], lieu=card["ostrine"], ou="20 km après Ostrine")
    assert done.status_code == 302, text(done)
    (report,) = [one for one in reading(acting).all(Report) if one.channel == "paper"]
    assert (report.kind, report.where, report.near) == ("ROB-ROAD", ("valombrine-talvane",), "ostrine")
    assert (report.killed, report.injured, report.basis, report.receipt) == (2, None, "victim", "12")
    assert (report.said_by, report.where_said and report.where_said.fr) == ("chiefs", "20 km après Ostrine")
    assert report.date is not None
    assert report.date.iso() == "2031-06-14"
    following = text(browser.get(done.url))
    assert "Fiche 12 inscrite, reçu" in following
    assert "saisie par Bureau de médiation Véranda pour Conseil des chefs et notables" in following
    told = text(browser.get(f"/fr/ostrine/signalements/{report.id}/{DAY}"))
    assert "fiche papier · saisi pour Conseil des chefs et notables" in told
    page = browser.get(done.url).content.decode()
    assert 'id="fiche" name="fiche" value="13"' in page
    assert '<option value="chiefs" selected>' in page
    assert re.search(r'id="genre"[^>]* autofocus', page), "the number is there: the cursor is in the next box"


def test_no_number_twice_and_no_form_twice(acting: Home, sitting: Callable[[str], Client]) -> None:
    browser = sitting("mediation")
    boxes = {"fiche": "12", "partie": "chiefs", "genre": "1", "jour": "14/06"}
    page = browser.get(TYPE).content.decode()
    token = re.search(r'name="jeton" value="([^"]+)"', page)[1]  # type: ignore[index]
    for _ in range(2):
        assert browser.post(TYPE, {"jeton": token, **boxes}).status_code == 302, "a double click"
    refused = send(browser, **{**boxes, "genre": "13"})
    assert refused.status_code == 400
    assert "La fiche n° 12 est déjà saisie (braquage de passagers sur un axe, 14 juin 2031)." in text(refused)
    assert 'value="13"' in refused.content.decode(), "what was typed is kept"
    assert len([one for one in reading(acting).all(Report) if one.channel == "paper"]) == 1


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"genre": "99"}, "aucun fait n’a le numéro 99 (1 à 23)"),
        ({"genre": ""}, "à remplir"),
        ({"jour": "31/02"}, "n’est pas un jour passé"),
        ({"jour": "17/06/2031"}, "n’est pas un jour passé"),
        ({"axe": "7"}, "aucun axe n’a le numéro 7"),
        ({"axe": "106"}, "aucun axe n’a le numéro 106"),
        ({"lieu": "31"}, "aucune localité n’a le numéro 31"),
        ({"source": "5"}, "écrire un numéro de 1 à 4"),
        ({"precis": "4", "jour": "14/06"}, "écrire un numéro de 1 à 3"),
        ({"tues": "deux"}, "écrire un nombre, ou rien si on ne sait pas"),
        ({"tues": "-1"}, "écrire un nombre, ou rien si on ne sait pas"),
    ],
)
def test_a_wrong_box_says_so(acting: Home, boxes: dict[str, str], said: str) -> None:
    found = read_typed({"genre": "1", **boxes}, numbered(reading(acting)), date(2031, 6, 16), "fr")
    assert said in " ".join(one.say("fr") for one in found.faults.values())


def test_days_as_they_stand_on_paper(acting: Home) -> None:
    rows = numbered(reading(acting))
    ways = {"14/06": "2031-06-14", "1406": "2031-06-14", "14/6/31": "2031-06-14", "14062031": "2031-06-14"}
    for said, day in {**ways, "20/12": "2030-12-20"}.items():
        assert read_typed({"genre": "1", "jour": said}, rows, date(2031, 6, 16), "fr").fields["date"] == day
    week = read_typed({"genre": "1", "jour": "14/06", "precis": "2"}, rows, date(2031, 6, 16), "fr")
    assert week.fields["date"] == "2031-W24"


def test_a_message_is_completed_by_a_person(acting: Home, sitting: Callable[[str], Client]) -> None:
    from django.test import Client

    from toguna.server.actions.gateways import issue_gateway

    held = reading(acting)
    issued = issue_gateway(acting, held.register, held.reader, "smssync")

    def sms(text: str, number: str) -> str:
        form = {"from": "+22366000000", "message": text, "secret": issued.secret, "message_id": number}
        payload = Client().post(f"/sms/{issued.token}/smssync", form).json()["payload"]
        return str(payload["messages"][0]["message"])

    said = sms("INC 1 environ 2 morts, Moussa 76 12 34 56, le 14/06", "1")
    number = said.split(":")[0].split()[-1]
    browser = sitting("mediation")
    assert "SMS qui attendent quelqu’un : 1" in text(browser.get(FORMS))
    address = f"/fr/ostrine/envois/{number}/{DAY}"
    page = text(browser.get(address))
    assert "SMS, non authentifié" in page
    assert "INC 1 environ 2 morts, Moussa …, le 14/06" in page
    assert "66000000" not in page
    assert sitting("kite").get(address).status_code == 404, "the seat for which it came reads it"
    fields = {"sorte": "report", "kind": "ROB-ROAD", "date": "2031-06-14", "where": "ostrine", "killed": "2"}
    done = browser.post(address, fields)
    assert done.status_code == 302, text(done)
    assert sms(f"{number} 1B", "2").startswith(f"Corrige {number}: 1 blesse")
    (report,) = [one for one in reading(acting).all(Report) if one.channel == "sms"]
    assert (report.killed, report.injured, report.where, report.receipt) == (2, 1, ("ostrine",), number)


def test_what_is_printed(acting: Home, sitting: Callable[[str], Client]) -> None:
    browser = sitting("mediation")
    assert "Réimprimer" not in text(browser.get(FORMS))
    given = browser.post(FORMS, {"nombre": "2"})
    assert given.status_code == 302
    assert given["Location"].endswith("de=1&nombre=2"), given["Location"]
    for path in ("/fr/ostrine/fiches/carte.pdf", given["Location"]):
        made = browser.get(path)
        assert (made.status_code, made.content[:5]) == (200, b"%PDF-")
        assert "attachment" in made["Content-Disposition"]
    assert browser.post(FORMS, {"nombre": "3"})["Location"].endswith("de=3&nombre=3"), "each number once"
    assert "Dernier numéro donné : 5." in text(browser.get(FORMS))
    for many in ("0", "101", "x", "-1"):
        assert browser.post(FORMS, {"nombre": many}).status_code == 400, many
    for wrong in ("nombre=101", "de=x", "de=5&nombre=2"):
        assert browser.get(f"/fr/ostrine/fiches/fiches.pdf?{wrong}").status_code == 400, wrong
    assert "Dernier numéro donné : 5." in text(browser.get(FORMS)), "nothing was given for what was refused"


def test_numbers_begin_behind_those_that_were_typed_in(acting: Home, sitting: Callable[[str], Client]) -> None:
    browser = sitting("mediation")
    done = send(browser, fiche="41", partie="chiefs", genre="1", jour="14/06")
    assert done.status_code == 302, text(done)
    assert browser.post(FORMS, {"nombre": "1"})["Location"].endswith("de=42&nombre=1")


def test_who_may_not(acting: Home, sitting: Callable[[str], Client]) -> None:
    from django.test import Client

    for browser in (Client(raise_request_exception=False), sitting("donor")):
        for address in (FORMS, TYPE, "/fr/ostrine/fiches/carte.pdf"):
            assert browser.get(address).status_code in (302, 403, 404)
        assert "Fiches et SMS" not in text(browser.get(f"/fr/ostrine/incidents/{DAY}"))
    assert "Fiches et SMS" in text(sitting("chiefs").get(f"/fr/ostrine/incidents/{DAY}"))
