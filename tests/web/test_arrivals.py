"""*Signalements* and *Téléphones*: what awaits somebody is completed or put aside, once; a phone is admitted by a code
that is shown once.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from homes import PASSPHRASE
from pages import copy_of, phrase, text

from toguna.domain.incidents import HeardFrom, Report
from toguna.domain.measures import Outing
from toguna.register.signing import DeviceKey
from toguna.server.actions import serving
from toguna.server.actions.arrivals import Arrival, receive, sealed_photo
from toguna.server.actions.forgetting import forget_messages
from toguna.server.actions.phones import hidden, issue_phone
from toguna.server.actions.registers import open_key
from toguna.server.home import Home
from toguna.server.office.models import Phone
from toguna.server.queries.phones import arrived
from toguna.server.queries.reading import Reading, read

if TYPE_CHECKING:
    from django.test import Client

LIST, PHONES, GIVEN = "/fr/ostrine/envois/", "/fr/ostrine/telephones/", "/fr/ostrine/signalements/"
SHOWN = date(2031, 6, 16)
SECRET = "CANARI-de-la-source"


@pytest.fixture
def office(loaded: Path, tmp_path: Path) -> Iterator[Home]:
    """A home that these tests write in, served with its device's key."""
    from django.test import override_settings

    with (
        copy_of(loaded, tmp_path / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        serving.hold(open_key(home, PASSPHRASE))
        yield home
        serving.hold(None)


@pytest.fixture
def sitting(office: Home) -> Callable[[str], Client]:
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()

    def log_in(seat: str) -> Client:
        browser = Client(raise_request_exception=False)
        browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        return browser

    return log_in


def look(office: Home, seat: str = "mediation") -> Reading:
    return read(office, framework="ostrine", seat=seat, as_of=None)


def came(office: Home, seat: str, kind: str, fields: dict[str, Any], form: str = "cadre-incident") -> str:
    """Something came from a phone of a seat; its number."""
    reading = look(office, seat)
    phone = issue_phone(office, reading.register, reading.reader)
    xml = f'<data id="{form}" version="2026112401"><faits><words>{SECRET}</words><kind>ROB-ROAD</kind></faits></data>'
    arrival = Arrival(
        form=form,
        version="2026112401",
        instance=f"uuid:{phone.number}",
        replaces="",
        kind=kind,
        fields=fields,
        sent=xml.encode(),
        xml=xml.replace("</data>", "<meta><instanceID>uuid:1</instanceID></meta></data>").encode(),
        photos=[sealed_photo(office, "a.jpg", b"\xff\xd8x", bytes)],
    )
    return receive(office, reading.register, (phone.number, seat), arrival, received=SHOWN).number


def test_an_incomplete_one_is_completed_once_for_the_seat_that_sent_it(
    office: Home, sitting: Callable[[str], Client]
) -> None:
    number = came(office, "chiefs", "incomplete", {"kind": "ROB-ROAD", "told": {"fr": SECRET}})
    mediation = sitting("mediation")
    page = text(mediation.get(LIST))
    assert number in page and "à compléter" in page and SECRET not in page
    address = f"{LIST}{number}/"
    form = mediation.get(address)
    words = text(form)
    assert SECRET in words and "Ce qui s’est passé, avec vos mots" in words, "the question as the form asks it"
    assert "braquage de passagers sur un axe" in words, "a code as the form says it"
    sent = {"sorte": "report", "kind": "ROB-ROAD", "where": ["valombrine-talvane"], "told": SECRET}
    wrong = mediation.post(address, sent)
    assert wrong.status_code == 400 and "Quand" in text(wrong), "the day is missing"
    assert SECRET in wrong.content.decode(), "what was typed stays"
    done = mediation.post(address, {**sent, "date": "2031-06-14"})
    assert done.status_code == 302, text(done)
    assert mediation.post(address, {**sent, "date": "2031-06-14"}).status_code == 409
    (report,) = [one for one in look(office).all(Report) if one.receipt == number]
    assert (report.kind, report.where) == ("ROB-ROAD", ("valombrine-talvane",))
    shown = mediation.get(f"{GIVEN}{report.id}/")
    assert f"reçu n° {number}" in text(shown) and SECRET in text(shown)
    offers = set(re.findall(r"/agir/([\w.]+)/", shown.content.decode()))
    assert {"report.screen", "report.merge", "report.set_aside"} <= offers, "what may be done is offered on the page"
    # The seat that gave it reads what became of it; another seat does not learn that it is there.
    own = sitting("chiefs")
    assert number in text(own.get(GIVEN)) and "pas encore de réponse" in text(own.get(f"{GIVEN}{report.id}/"))
    other = sitting("army")
    assert number not in text(other.get(GIVEN)) + text(other.get(LIST))
    assert other.get(f"{GIVEN}{report.id}/").status_code == 404
    assert other.get(address).status_code == 404
    hidden_, absent = other.get(address).content, other.get(f"{LIST}000000/").content
    assert hidden_.replace(number.encode(), b"") == absent.replace(b"000000", b"")


def test_one_with_a_spot_on_the_road_is_completed(office: Home, sitting: Callable[[str], Client]) -> None:
    spot = {"where": ["valombrine-talvane"], "along_m": 45_000, "within_m": 7_750, "gazetteer": "ostrine"}
    number = came(office, "chiefs", "incomplete", {**spot, "where_said": {"fr": "pk 45"}, "kind": "ROB-ROAD"}, "sms")
    page = sitting("chiefs").get(f"/fr/ostrine/envois/{number}/")
    assert page.status_code == 200
    assert re.search(r'value="valombrine-talvane"[^>]* (checked|selected)', page.content.decode())
    assert "SMS, non authentifié" in page.content.decode()


def test_the_page_says_until_when_sms_are_kept_and_what_was_deleted(
    office: Home, sitting: Callable[[str], Client]
) -> None:
    number = came(office, "chiefs", "incomplete", {"kind": "ROB-ROAD"}, "sms")
    seat = sitting("chiefs")
    page = text(seat.get(LIST))
    assert "Ce que ce bureau garde, et jusqu’à quand" in page
    assert "90 jours, puis effacés. Gardés en ce moment : 0 SMS, " in page
    forget_messages(look(office).register, date(2031, 6, 16) + timedelta(days=91))
    gone = seat.get(f"{LIST}{number}/")
    assert gone.status_code == 200
    assert "Effacé après 90 jours" in text(gone) and "resté sans suite, effacé" in text(gone)
    assert "relancer ce poste" not in text(gone), "no passphrase brings it back"


def test_weeks_and_outings_are_completed_too(office: Home, sitting: Callable[[str], Client]) -> None:
    week = came(office, "chiefs", "incomplete", {"week": "2031-W24", "where": []}, "cadre-semaine")
    mediation = sitting("mediation")
    page = mediation.get(f"{LIST}{week}/")
    assert "De quelles localités" in text(page)
    before = len(look(office).all(HeardFrom))
    sent = {"sorte": "heard", "week": "2031-06-11", "where": ["valombrine", "talvane"]}
    assert mediation.post(f"{LIST}{week}/", sent).status_code == 302
    held = look(office).all(HeardFrom)
    assert len(held) == before + 1
    assert ("valombrine", "talvane") in [one.where for one in held]
    outing = came(office, "gendarmerie", "incomplete", {"measure": "autre", "day": "2031-06-15"}, "cadre-sortie")
    sent = {
        "sorte": "outings",
        "measure": "v05",
        "stretches": ["valombrine-sorbane|valombrine|ostrine"],
        "day": "2031-06-15",
        "half": "am",
        "state": "logged",
    }
    done = mediation.post(f"{LIST}{outing}/", sent)
    if done.status_code != 302:  # the road's own places
        sent["stretches"] = [re.findall(r'value="(valombrine-sorbane\|[^"]+)"', done.content.decode())[0]]
        done = mediation.post(f"{LIST}{outing}/", sent)
    assert done.status_code == 302, text(done)
    assert any(one.id.startswith("sortie-") for one in look(office).all(Outing))


def test_what_cannot_be_used_is_put_aside_with_the_reason_which_stays_sealed(
    office: Home, sitting: Callable[[str], Client]
) -> None:
    number = came(office, "youth", "incomplete", {})
    mediation = sitting("mediation")
    address = f"{LIST}{number}/"
    assert mediation.post(address, {"motif": "CANARI : envoyé deux fois"}).status_code == 302
    page = text(mediation.get(address))
    assert "mis de côté" in page and "envoyé deux fois" in page
    assert mediation.post(address, {"motif": "encore"}).status_code == 409
    assert "Mis de côté : 1" in text(mediation.get(LIST))
    (row,) = arrived(look(office))
    assert (row.state, row.case not in {one.id for one in look(office).all(Report)}) == ("set_aside", True)
    serving.hold(None)
    closed = text(mediation.get(address))
    assert "Le contenu est scellé" in closed and "deux fois" not in closed


def test_a_photo_is_shown_to_whom_the_sending_is(office: Home, sitting: Callable[[str], Client]) -> None:
    number = came(office, "chiefs", "incomplete", {})
    address = f"{LIST}{number}/0/"
    answer = sitting("mediation").get(address)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/jpeg", b"\xff\xd8x")
    assert "no-store" in answer["Cache-Control"]
    assert sitting("army").get(address).status_code == 404
    assert sitting("mediation").get(f"{LIST}{number}/7/").status_code == 404


def test_who_may_not_report_has_no_such_pages(office: Home, sitting: Callable[[str], Client]) -> None:
    for seat in ("donor", "observer"):
        browser = sitting(seat)
        assert browser.get(LIST).status_code == browser.get(PHONES).status_code == 404
    from django.test import Client

    assert Client().get(LIST).status_code in (302, 403)


def test_a_phone_is_admitted_by_a_code_that_is_shown_once(office: Home, sitting: Callable[[str], Client]) -> None:
    army = sitting("army")
    form = army.get(PHONES)
    token = re.search(r'name="jeton" value="([^"]+)"', form.content.decode())
    assert token and "Aucun téléphone" in text(form)
    assert "Pour quel titulaire" not in text(form), "a seat admits its own only"
    sent = {"jeton": token.group(1), "adresse": "https://cadre.example"}
    page = army.post(PHONES, sent)
    assert page.status_code == 200 and "contient un secret" in text(page)
    address = re.search(r"https://cadre\.example/odk/([\w-]{32})", page.content.decode())
    assert address
    (row,) = Phone.objects.all()
    assert (row.seat, row.token) == ("army", hidden(address.group(1)))
    assert "<svg" in page.content.decode() and "no-store" in page["Cache-Control"]
    again = army.post(PHONES, sent)
    assert again.status_code == 409 and "n’est plus montré" in text(again)
    assert Phone.objects.count() == 1
    assert address.group(1) not in again.content.decode() + army.get(PHONES).content.decode()
    assert sitting("kite").post(PHONES, {"revoquer": "1"}).status_code == 409
    assert Phone.objects.get().revoked is None
    assert army.post(PHONES, {"revoquer": "1"}).status_code == 302
    assert Phone.objects.get().revoked is not None
    assert "révoqué le" in text(army.get(PHONES))
    assert army.post(PHONES, {"jeton": "x" * 20, "adresse": "javascript:alert(1)"}).status_code == 400


def test_the_secretariat_hands_phones_out(office: Home, sitting: Callable[[str], Client]) -> None:
    mediation = sitting("mediation")
    assert "donor" not in re.findall(r'<option value="(\w+)"', mediation.get(PHONES).content.decode())
    sent = {"jeton": "y" * 20, "adresse": "http://127.0.0.1:8000", "titulaire": "chiefs"}
    page = mediation.post(PHONES, sent)
    assert page.status_code == 200 and "que depuis ce poste" in text(page)
    assert Phone.objects.get().seat == "chiefs"
    assert "Conseil des chefs" in text(sitting("chiefs").get(PHONES)), "a seat sees who sends in its name"
    refused = mediation.post(PHONES, {**sent, "jeton": "z" * 20, "titulaire": "donor"})
    assert refused.status_code == 409
    assert sitting("army").post(PHONES, {**sent, "jeton": "w" * 20}).status_code == 409


def test_the_settings_in_the_code_are_those_that_the_page_gives(office: Home) -> None:
    from toguna.server.queries.phone_codes import settings_of

    told = json.loads(zlib.decompress(base64.b64decode(settings_of("https://cadre.example/odk/x", "Cadre", "fr"))))
    assert told["general"]["autosend"] == "wifi_and_cellular"


def test_point_du_jour_says_what_is_late_and_who_was_answered(office: Home, sitting: Callable[[str], Client]) -> None:
    came(office, "kite", "report", {"kind": "ROB-ROAD", "date": "2031-06-14", "told": {"fr": SECRET}})
    came(office, "kite", "incomplete", {})
    page = text(sitting("mediation").get("/fr/ostrine/?le=2031-06-16"))
    assert "réponse donnée à 0 sur 1" in page
    assert "Envois qui attendent quelqu’un au bureau : 1." in page
    for seat in ("army", "kite", "donor"):
        other = text(sitting(seat).get("/fr/ostrine/?le=2031-06-16"))
        assert "réponse donnée à" not in other and "attendent quelqu’un" not in other and SECRET not in other


def test_a_key_of_another_device_opens_nothing(office: Home, sitting: Callable[[str], Client]) -> None:
    number = came(office, "chiefs", "incomplete", {})
    serving.hold(DeviceKey.generate())
    page = sitting("mediation").get(f"{LIST}{number}/")
    assert page.status_code == 200 and SECRET not in page.content.decode()
    assert "Le contenu est scellé" in text(page)
