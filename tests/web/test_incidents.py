"""Incidents and alerts over HTTP: filters, pages, stories, the file; nothing finer than each reader may know."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from django.test import Client, override_settings
from homes import PASSPHRASE
from pages import copy_of, dates_in, main_of, text

LIST = "/fr/ostrine/incidents/"


def ids(answer) -> list[str]:
    found = answer.content.decode().split('<div id="found">')[1]
    return re.findall(r'<th scope="row"><a href="/fr/[\w-]+/incidents/([\w-]+)/', found)


@pytest.fixture
def own(loaded, tmp_path):
    """A copy that a test may write to."""
    with copy_of(loaded, tmp_path / "home") as home, override_settings(HOME=home, ALLOWED_HOSTS=["testserver"]):
        yield home


def say(home, *said, framework: str = "ostrine") -> None:
    """Enter statements: (type, case, fields, known)."""
    from toguna.domain.visibility import default_level
    from toguna.domain.wire import Payload
    from toguna.server.actions.entering import enter
    from toguna.server.actions.registers import open_key
    from toguna.server.queries.reading import registers

    register = next(bytes.fromhex(one["id"]) for one in registers(home) if one["framework"] == framework)
    rows = [
        (Payload(type_, case, fields, known), default_level(type_.partition(".")[0]))
        for type_, case, fields, known in said
    ]
    enter(register, open_key(home, PASSPHRASE), rows)


def logged_in(seat: str) -> Client:
    from pages import phrase

    from toguna.server.web import seats

    seats.throttle.forget()
    browser = Client(raise_request_exception=False)
    assert browser.post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)}).status_code == 302
    return browser


def test_the_list_is_the_readers_and_the_filters_choose_from_it(client, seated):
    everybody, secretariat = client.get(LIST), seated("ostrine", "mediation").get(LIST)
    assert {"i01", "i04"} <= set(ids(everybody)) and "i10" not in ids(secretariat)
    assert "près de Ambrelune" in text(secretariat) and "Ambrelune" not in text(everybody).split("Par axe")[0]
    for query, wanted in (
        ("genre=CLA-COM", ["i04"]),
        ("axe=valombrine-sorbane&genre=LVS-TAKE", ["i05"]),
        ("lieu=TALV", None),
        ("etat=corroborated&du=2031-03-30&au=2031-04-06", ["i03"]),
    ):
        found = ids(client.get(f"{LIST}?{query}"))
        assert wanted is None or found == wanted, query
        assert found, query
    assert "Aucun incident inscrit ne répond" in text(client.get(f"{LIST}?genre=IED"))


def test_a_place_that_a_reader_is_not_told_is_not_found_by_its_name(client, seated):
    assert ids(seated("ostrine", "mediation").get(f"{LIST}?lieu=ambrelune")) == ["i03"]
    assert ids(client.get(f"{LIST}?lieu=ambrelune")) == []
    # A clash is in its cercle for everybody: no place and no road finds it.
    for browser in (client, seated("ostrine", "mediation")):
        assert "i04" not in ids(browser.get(f"{LIST}?lieu=talvane"))


@pytest.mark.parametrize("day", ["2031-03-31", "2031-04-01", "2031-04-03", "2031-04-06"])
def test_no_period_asks_out_the_day_of_what_is_shown_by_the_week(client, day):
    assert ids(client.get(f"{LIST}?genre=ROB-ROAD&du={day}&au={day}")) == ["i03"]
    assert "semaine du 31 mars 2031" in text(client.get(f"{LIST}?du={day}&au={day}"))


def test_pages_follow_each_other_without_loss_or_repetition(own):
    days = [f"2031-0{1 + n % 5}-{1 + n % 28:02d}" for n in range(60)]
    fields = {"kind": "THR", "where": ["valombrine-talvane"], "framework": "ostrine"}
    said = [("incident.reported", f"x{n:03d}", {**fields, "date": day}, date(2031, 6, 1)) for n, day in enumerate(days)]
    say(own, *said)
    for browser in (Client(), logged_in("mediation")):
        seen, address = [], f"{LIST}?genre=THR"
        while address:
            answer = browser.get(address)
            assert answer.status_code == 200 and len(answer.content) < 60_000
            seen += ids(answer)
            following = re.search(r'href="(\?[^"]*avant=[^"]*)" rel="next"', answer.content.decode())
            address = LIST + following[1].replace("&amp;", "&") if following else ""
        assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize("query", ["avant=x", "avant=2031-99-99~a", "du=2031-13-01", "au=demain"])
def test_an_address_that_is_wrong_says_so(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["genre=NOPE", "axe=nowhere", "etat=retracted", "lieu=" + "a" * 500, "genre='--"])
def test_what_stands_in_no_list_asks_for_nothing(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_the_story_of_a_hidden_incident_is_that_of_none(client, seated):
    nothing = client.get(f"{LIST}none/", {"le": "2031-05-03"})
    hidden = client.get(f"{LIST}i06/", {"le": "2031-05-03"})
    assert nothing.status_code == hidden.status_code == 404
    assert hidden.content.replace(b"i06", b"none") == nothing.content
    assert seated("ostrine", "mediation").get(f"{LIST}i06/", {"le": "2031-05-03"}).status_code == 200
    assert client.get(f"{LIST}i10/").status_code == 404


def test_the_story_tells_days_as_fine_as_the_reader_may_date_it(client, seated):
    coarse = main_of(client.get(f"{LIST}i03/", {"le": "2031-05-06"}))
    assert date(2031, 4, 1) not in dates_in(coarse, "fr") and "Ambrelune" not in coarse and "16–18" not in coarse
    fine = main_of(seated("ostrine", "mediation").get(f"{LIST}i03/", {"le": "2031-05-06"}))
    assert date(2031, 4, 1) in dates_in(fine, "fr") and "Ambrelune" in fine and "16–18" in fine
    clash = main_of(seated("ostrine", "mediation").get(f"{LIST}i04/"))
    assert "Talvane" not in clash and "zone du cadre" in clash


def test_reports_and_verification_are_for_whom_the_table_names(own):
    said = [
        ("report.received", "q1", {"framework": "ostrine", "channel": "voice", "received": "2031-05-21"}),
        ("report.merged", "q1", {"incident": "i07"}),
        ("verification.named", "w1", {"incident": "i07", "framework": "ostrine", "team": ["army", "chiefs"]}),
    ]
    say(own, *[(*one, date(2031, 5, 22)) for one in said])
    for seat, report, team in (("mediation", 1, 1), ("army", 0, 1), ("chiefs", 0, 1), ("kite", 0, 0), ("youth", 0, 0)):
        page = text(logged_in(seat).get(f"{LIST}i07/"))
        assert ("Signalement reçu" in page, "Vérification conjointe" in page) == (bool(report), bool(team)), seat


def test_a_donor_reads_counts_and_no_list(seated):
    browser = seated("ostrine", "donor")
    page = browser.get(LIST)
    assert ids(page) == [] and "moins de 3, ou non montré" in text(page)
    assert browser.get(f"{LIST}i01/").status_code == 404
    assert "tally" not in browser.get("/fr/ostrine/incidents/carte/").content.decode()


def test_files_hold_counts_by_week_and_road_for_whom_the_table_names(own):
    week = [f"2031-05-{day}" for day in (19, 20, 22)]
    fields = {"kind": "THR", "where": ["valombrine-talvane"], "framework": "ostrine"}
    say(
        own, *[("incident.reported", f"x{n}", {**fields, "date": day}, date(2031, 5, 23)) for n, day in enumerate(week)]
    )
    for seat, status in (
        ("mediation", 200),
        ("governorate", 200),
        ("army", 200),
        ("donor", 200),
        ("chiefs", 404),
        ("youth", 404),
    ):
        assert logged_in(seat).get(f"{LIST}fichier.csv").status_code == status, seat
    assert Client().get(f"{LIST}fichier.csv").status_code == 404
    browser = logged_in("mediation")
    answer = browser.get(f"{LIST}fichier.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0]["events"] == "#indicator+event+num"
    held = [(r["reference_period_start"], r["location_code"], r["events"]) for r in rows[1:]]
    assert ("2031-05-19", "valombrine-talvane", "3") in held and all(int(number) >= 3 for *_, number in held)
    assert rows[1]["as_of"] == "2031-06-16" and "Exercice" in rows[1]["note"]
    assert "attachment" in answer.headers["Content-Disposition"]
    shapes = json.loads(browser.get(f"{LIST}fichier.geojson").content)
    assert shapes["as_of"] == "2031-06-16" and shapes["features"][0]["geometry"]["type"] == "LineString"
    none = list(
        csv.DictReader(io.StringIO(browser.get(f"{LIST}fichier.csv?du=2031-06-10").content.decode("utf-8-sig")))
    )
    assert len(none) == 1
    assert browser.get(f"{LIST}fichier.xlsx").status_code == 404


def test_an_alert_is_told_as_the_table_says(own):
    raised = {"framework": "ostrine", "level": "orange", "date": "2031-05-20", "where": ["valombrine-talvane"],
              "rule": {"fr": "deux braquages en une semaine", "en": "two robberies within a week"}, "because": ["i03"],
              "responder": "gendarmerie", "confirmed_by": ["chiefs"]}  # fmt: skip
    answer = {
        "alert": "a1",
        "by": ["gendarmerie"],
        "what": {"fr": "poste renforcé", "en": "post reinforced"},
        "framework": "ostrine",
    }
    say(
        own,
        ("alert.raised", "a1", raised, date(2031, 5, 20)),
        ("alert.decided", "a1", {"decision": "act", "decided": "2031-05-21"}, date(2031, 5, 21)),
        ("response.recorded", "b1", answer, date(2031, 5, 22)),
    )
    for seat in ("mediation", "gendarmerie", "chiefs"):
        page = text(logged_in(seat).get("/fr/ostrine/alertes/a1/"))
        assert "Deux braquages en une semaine" in page and "20 mai 2031" in page and "poste renforcé" in page, seat
    for seat in ("army", "governorate", "kite"):
        page = main_of(logged_in(seat).get("/fr/ostrine/alertes/a1/"))
        assert "préparation" in page and "braquages en une" not in page and "poste renforcé" not in page, seat
        assert date(2031, 5, 20) not in dates_in(page, "fr") and "Braquage" not in page
    for seat in ("youth", "faith", "donor"):
        assert logged_in(seat).get("/fr/ostrine/alertes/a1/").status_code == 404, seat
    assert Client().get("/fr/ostrine/alertes/a1/").status_code == 404
    assert "moins de 3, ou aucune" in text(logged_in("donor").get("/fr/ostrine/alertes/"))
    assert "Conseils du cadre" in text(Client().get("/fr/ostrine/alertes/"))
    assert "i03" in main_of(logged_in("mediation").get("/fr/ostrine/alertes/a1/"))
