"""A place in words on the forms of incidents and reports: looked up, chosen by a person, recorded, and cut like any
other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from homes import PASSPHRASE
from pages import copy_of, phrase, text

from toguna.domain.codes import COARSE_KINDS
from toguna.domain.incidents import Incident, Report
from toguna.domain.visibility import Reader, Role
from toguna.server.home import Home
from toguna.server.queries.incidents import as_shown

if TYPE_CHECKING:
    from django.test import Client

INCIDENT = "/fr/ostrine/agir/incident.report/?le=2031-06-16"
REPORT = "/fr/ostrine/agir/report.give/?le=2031-06-16"
WORDS = "20 km après Ostrine, vers Talvane"
CANARY = "a la grande acacia bleue, 20 km apres Ostrine, vers Talvane"


@pytest.fixture(scope="module")
def acting(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    from django.test import override_settings

    from toguna.server.actions import serving
    from toguna.server.actions.registers import open_key

    with (
        copy_of(loaded, tmp_path_factory.mktemp("placing") / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        serving.hold(open_key(home, PASSPHRASE))
        yield home
        serving.hold(None)


@pytest.fixture
def sitting(acting: Home) -> Callable[[str], Client]:
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()

    def log_in(seat: str) -> Client:
        browser = Client(raise_request_exception=False)
        browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        return browser

    return log_in


def offered(answer: object) -> dict[str, str]:
    """What the form offers to choose from: label and key."""
    body = answer.content.decode()  # type: ignore[attr-defined]
    found = re.findall(r'name="where_said-lieu" value="([^"]+)"[^>]*><span>(.*?)</span>', body, re.S)
    return {re.sub(r"<[^>]+>|\s+", " ", label).strip(): key for key, label in found}


def token(answer: object) -> str:
    found = re.search(r'name="jeton" value="([^"]*)"', answer.content.decode())  # type: ignore[attr-defined]
    assert found
    return found.group(1)


def held(kind: type, case: str):
    from django.conf import settings

    from toguna.server.queries.reading import read

    return read(settings.HOME, framework="ostrine", seat=None, as_of=None).by_id(kind)[case]


def case_of(answer: object) -> str:
    """The case that a receipt speaks of."""
    from toguna.server.actions import receipts
    from toguna.server.queries.reading import read

    assert answer.status_code == 302, text(answer)  # type: ignore[attr-defined]
    number = re.search(r"/recus?/([^/?]+)", answer["Location"]).group(1)  # type: ignore[index, union-attr]
    from django.conf import settings

    register = read(settings.HOME, framework="ostrine", seat=None, as_of=None).register
    found = next(r for seat in ("mediation", "army", "chiefs") if (r := receipts.numbered(register, seat, number)))
    return found.case


def test_looking_up_records_nothing_and_keeps_what_was_said(sitting):
    office = sitting("mediation")
    answer = office.post(INCIDENT, {"where_said": WORDS, "kind": "ROB-ROAD", "killed": "0", "ou": "where_said"})
    assert answer.status_code == 200
    body = answer.content.decode()
    assert 'value="ROB-ROAD" selected' in body or 'value="ROB-ROAD" checked' in body
    assert "Est-ce là ?" in text(answer)
    labels = list(offered(answer))
    assert len(labels) == 2 and "axe Valombrine–Talvane" in labels[0] and labels[1] == "Aucun de ceux-là"


def test_what_is_in_doubt_is_chosen_by_a_person(sitting):
    answer = sitting("mediation").post(INCIDENT, {"where_said": "20 km après Ostrine", "ou": "where_said"})
    assert "Le sens n’est pas dit" in text(answer) and "Où est-ce ?" in text(answer)
    assert len(offered(answer)) >= 3
    assert "checked" not in answer.content.decode().split('role="radiogroup"')[1].split("</fieldset>")[0]


def test_words_alone_place_no_incident(sitting):
    office = sitting("mediation")
    sent = {"where_said": WORDS, "kind": "ROB-ROAD", "date": "2031-06-10", "jeton": token(office.get(INCIDENT))}
    answer = office.post(INCIDENT, sent)
    assert answer.status_code == 400
    assert "choisir un des lieux proposés" in text(answer)
    assert len(offered(answer)) == 2, "it is offered at once"


def test_the_spot_chosen_becomes_the_incidents_road_and_place(sitting):
    office = sitting("mediation")
    form = office.get(INCIDENT)
    seen = offered(office.post(INCIDENT, {"where_said": WORDS, "ou": "where_said"}))
    sent = {"kind": "ROB-ROAD", "date": "2031-06-10", "where_said": WORDS, "where_said-lieu": next(iter(seen.values()))}
    incident = held(Incident, case_of(office.post(INCIDENT, {**sent, "jeton": token(form)})))
    assert incident.where == ("valombrine-talvane",)
    assert incident.place_precision == "2"
    assert not hasattr(incident, "where_said")


def test_a_report_keeps_the_words_the_chainage_and_the_version(sitting):
    chiefs = sitting("chiefs")
    form = chiefs.get(REPORT)
    seen = offered(chiefs.post(REPORT, {"where_said": CANARY, "ou": "where_said"}))
    sent = {
        "kind": "ROB-ROAD",
        "date": "2031-06-10",
        "where_said": CANARY,
        "where_said-lieu": next(iter(seen.values())),
    }
    report = held(Report, case_of(chiefs.post(REPORT, {**sent, "jeton": token(form)})))
    assert report.where_said.fr == CANARY
    assert report.where == ("valombrine-talvane",)
    assert report.along_m % 100 == 0 and 40_000 < report.along_m < 70_000
    assert report.within_m > 2_000 and report.gazetteer.startswith("ostrine")


def test_the_report_is_read_whole_by_the_secretariat_and_by_who_gave_it(sitting):
    chiefs = sitting("chiefs")
    form = chiefs.get(REPORT)
    spot = next(iter(offered(chiefs.post(REPORT, {"where_said": WORDS, "ou": "where_said"})).values()))
    sent = {"kind": "ROB-ROAD", "date": "2031-06-12", "where_said": WORDS, "where_said-lieu": spot}
    case = case_of(chiefs.post(REPORT, {**sent, "jeton": token(form)}))
    for seat in ("chiefs", "mediation"):
        page = text(sitting(seat).get(f"/fr/ostrine/signalements/{case}/?le=2031-06-16"))
        assert WORDS in page and "PK 56 depuis Valombrine, à 5 km près" in page
    assert sitting("army").get(f"/fr/ostrine/signalements/{case}/?le=2031-06-16").status_code == 404


def test_words_from_a_phone_are_offered_a_spot_to_the_secretariat_alone(sitting):
    chiefs = sitting("chiefs")
    short = "/fr/ostrine/compte-rendu/"
    sent = {"kind": "ROB-ROAD", "date": "2031-06-12", "where": "valombrine-talvane", "where_said": "PK 45"}
    case = case_of(chiefs.post(short, {**sent, "jeton": token(chiefs.get(short, follow=True))}))
    report = held(Report, case)
    assert (report.where, report.where_said.fr, report.along_m) == (("valombrine-talvane",), "PK 45", None)
    page = f"/fr/ostrine/signalements/{case}/?le=2031-06-16"
    office = text(sitting("mediation").get(page))
    assert "Ces mots peuvent se lire" in office
    assert "PK 45 depuis Valombrine" in office and "PK 50 depuis Valombrine" in office, "counted from either end"
    own = text(chiefs.get(page))
    assert "PK 45" in own and "peuvent se lire" not in own


def test_none_of_these_keeps_the_words_alone(sitting):
    chiefs = sitting("chiefs")
    sent = {"kind": "THR", "date": "2031-06-10", "where_said": WORDS, "where_said-lieu": "none"}
    report = held(Report, case_of(chiefs.post(REPORT, {**sent, "jeton": token(chiefs.get(REPORT))})))
    assert (report.where_said.fr, report.where, report.along_m) == (WORDS, (), None)


def test_a_spot_that_was_not_offered_is_refused(sitting):
    chiefs = sitting("chiefs")
    sent = {"kind": "THR", "date": "2031-06-10", "where_said": WORDS, "where_said-lieu": "0123456789ab"}
    answer = chiefs.post(REPORT, {**sent, "jeton": token(chiefs.get(REPORT))})
    assert answer.status_code == 400 and "choisir un des lieux proposés" in text(answer)


def test_words_that_cannot_be_read_do_not_hinder_a_report(sitting):
    chiefs = sitting("chiefs")
    sent = {"kind": "THR", "date": "2031-06-10", "where_said": "là où tombe l’ombre"}
    report = held(Report, case_of(chiefs.post(REPORT, {**sent, "jeton": token(chiefs.get(REPORT))})))
    assert (report.where_said.fr, report.where) == ("là où tombe l’ombre", ())


def reported(office: Client, words: str, **more: str) -> str:
    """An incident placed by words, as the secretariat records it; its id."""
    form = office.get(INCIDENT)
    spot = next(iter(offered(office.post(INCIDENT, {"where_said": words, "ou": "where_said"})).values()))
    sent = {"date": "2031-06-10", "where_said": words, "where_said-lieu": spot, **more, "jeton": token(form)}
    return case_of(office.post(INCIDENT, sent))


def shown(case: str, reader: Reader, day: date):
    from django.conf import settings

    from toguna.server.queries.incidents import held_case
    from toguna.server.queries.reading import read

    reading = replace(read(settings.HOME, framework="ostrine", seat=None, as_of=None).as_reader(reader), today=day)
    found = held_case(reading, case)
    assert found is not None
    return as_shown(reading, found)


ARMY, DONOR = Reader("army", Role.ARMY, "army"), Reader("donor", Role.DONOR, "donor")
OFFICE = Reader("mediation", Role.MEDIATOR, "mediation")


def test_a_spot_found_by_words_is_cut_like_any_other(sitting):
    """2031-06-10 is a Tuesday: its week ends on the 15th, and 72 hours after that on the 18th."""
    case = reported(sitting("mediation"), "à la sortie d’Ostrine", kind="ROB-ROAD")
    office = shown(case, OFFICE, date(2031, 6, 16))
    assert (office.shown_as, office.spots, office.near.fr) == ("point", ("valombrine-talvane",), "Ostrine")
    assert shown(case, ARMY, date(2031, 6, 17)) is None
    army = shown(case, ARMY, date(2031, 6, 18))
    assert (army.shown_as, army.spots, army.near) == ("segment", ("valombrine-talvane",), None)
    assert (army.date.first, army.date.last) == (date(2031, 6, 9), date(2031, 6, 15))


@pytest.mark.parametrize("kind", sorted(COARSE_KINDS))
def test_a_clash_or_a_reprisal_placed_by_words_is_never_below_its_cercle(sitting, kind):
    case = reported(sitting("mediation"), "à Ostrine", kind=kind)
    for reader in (OFFICE, ARMY):
        row = shown(case, reader, date(2031, 7, 31))
        assert (row.shown_as, row.spots, row.near) == ("cercle", (), None)


def test_the_words_of_a_report_are_on_no_page_of_another_seat(sitting):
    chiefs = sitting("chiefs")
    form = chiefs.get(REPORT)
    spot = next(iter(offered(chiefs.post(REPORT, {"where_said": CANARY, "ou": "where_said"})).values()))
    sent = {"kind": "ROB-ROAD", "date": "2031-06-11", "where_said": CANARY, "where_said-lieu": spot}
    case_of(chiefs.post(REPORT, {**sent, "jeton": token(form)}))
    for seat in ("army", "youth", "donor"):
        browser, waiting, seen = sitting(seat), ["/fr/ostrine/?le=2031-06-16"], set()
        while waiting and len(seen) < 50:
            address = waiting.pop(0)
            seen.add(address)
            answer = browser.get(address)
            assert answer.status_code == 200, address
            if "text/html" not in answer.get("Content-Type", ""):
                continue
            assert "acacia" not in answer.content.decode(), (seat, address)
            links = re.findall(r'href="(/fr/ostrine/(?!sortir)[^"#]*)"', answer.content.decode().replace("&amp;", "&"))
            waiting += [one for one in dict.fromkeys(links) if one not in seen and one not in waiting]
        assert len(seen) == 50, "the pages of a seat lead on to others"
