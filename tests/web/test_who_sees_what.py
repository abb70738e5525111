"""Every seat × every address: what §8.4 withholds is on no page; a hidden thing answers like one that does not exist.

Who may know what is worked out here from the scenario file, not from the code under test.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
import yaml
from homes import shipped
from pages import dates_in, main_of, text

MEDIATORS = {"mediation", "hd"}
FRAMEWORKS = ("timbuktu-taoudeni", "gao", "ostrine", "hautebrise")
SCENARIO = {"timbuktu-taoudeni": "timbuktu-taoudeni", "gao": "timbuktu-taoudeni"}
DAYS = {
    "timbuktu-taoudeni": ("2019-03-26", "2019-04-12", "2019-04-30", "2020-05-01"),
    "gao": ("2020-06-01",),
    "ostrine": ("2031-03-28", "2031-04-02", "2031-06-16"),
    "hautebrise": ("2031-06-16",),
}


@cache
def scenario(framework: str) -> dict:
    found = shipped(SCENARIO.get(framework, "veranda")).read_text(encoding="utf-8")
    return yaml.load(found, Loader=yaml.CSafeLoader)


@cache
def hand_overs(framework: str) -> dict[str, set[str]]:
    """Each hand-over of a framework, and the parties that may know of it."""
    measures = {m["id"]: m for m in scenario(framework)["measures"]}
    out = {}
    for one in measures.values():
        if "successor" in one and one["framework"] == framework:
            taking = measures[one["successor"]["measure"]]
            parties = {*one["by"], *taking["by"], *one.get("may_fill", [])}
            out[f"{one['id']}-{taking['id']}"] = parties | MEDIATORS
    return out


@cache
def ends(framework: str) -> dict[date, set[str]]:
    """Each agreed end of a measure, and the parties that may know of one on that day."""
    out: dict[date, set[str]] = {}
    for m in scenario(framework)["measures"]:
        end = m.get("planned_end", {}).get("date")
        if m["framework"] == framework and isinstance(end, date):
            allowed = {*m["by"], *m.get("may_fill", [])} | successors(framework, m)
            out.setdefault(end, set(MEDIATORS)).update(allowed)
    return out


def successors(framework: str, measure: dict) -> set[str]:
    measures = {m["id"]: m for m in scenario(framework)["measures"]}
    return set(measures[measure["successor"]["measure"]]["by"]) if "successor" in measure else set()


def party(seat: str) -> str:
    return seat.removesuffix("-suppleant")


def addresses(framework: str) -> list[str]:
    held = scenario(framework)
    first = held["scenario"]["first_framework"]
    roads = [r["id"] for r in held["roads"] if r.get("framework", first) == framework]
    facts = ["incidents/", "incidents/carte/", "alertes/"]
    return ["", "entrer/", "mesures/", *facts, "axes/", *(f"axes/{road}/" for road in roads)]


@pytest.mark.slow
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_no_seat_finds_what_is_withheld_from_it(framework, seated, seats_of):
    # An alternate reads as the holder: one of them is enough for every page.
    for seat in [one for one in seats_of(framework) if one == party(one)] + seats_of(framework)[-1:]:
        browser = seated(framework, seat)
        for day in DAYS[framework]:
            check_seat(browser, framework, party(seat), day)


def check_seat(browser, framework: str, who: str, day: str) -> None:
    shown = date.fromisoformat(day)
    nothing = browser.get(f"/fr/{framework}/releves/none/", {"le": day})
    assert nothing.status_code == 404
    for id_, allowed in hand_overs(framework).items():
        answer = browser.get(f"/fr/{framework}/releves/{id_}/", {"le": day})
        if who not in allowed:
            assert answer.status_code == 404, (who, id_, day)
            assert answer.content.replace(id_.encode(), b"none") == nothing.content
    # What is withheld is cut before any word is chosen: English, whose days read differently, on the last day.
    for lang in ("fr", "en") if day == DAYS[framework][-1] else ("fr",):
        for address in addresses(framework):
            answer = browser.get(f"/{lang}/{framework}/{address}", {"le": day})
            assert answer.status_code == 200, (who, address, day)
            body = main_of(answer)
            for id_, allowed in hand_overs(framework).items():
                assert who in allowed or id_ not in body, (who, address, day, id_)
            for end, allowed in ends(framework).items():
                assert who in allowed or end <= shown or end not in dates_in(body, lang), (who, address, day, end)
            if who not in MEDIATORS:
                assert "in-gap" not in body and not re.search(r'class="c (none|unknown)', body), (who, address, day)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_for_everybody_holds_no_day_to_come(client, framework, lang):
    for day in DAYS[framework]:
        for address in addresses(framework):
            answer = client.get(f"/{lang}/{framework}/{address}", {"le": day})
            late = {d for d in dates_in(main_of(answer), lang) if d > date.fromisoformat(day)}
            assert not late, (address, day, late)


def test_incidents_are_dated_by_the_week_for_all_but_those_who_handle_them(client, seated):
    """Not in their list, and not by the day on which the register learnt of them."""
    for browser in (client, seated("timbuktu-taoudeni", "governorates"), seated("timbuktu-taoudeni", "fama")):
        for lang in ("fr", "en"):
            shown = dates_in(main_of(browser.get(f"/{lang}/timbuktu-taoudeni/", {"le": "2019-04-30"})), lang)
            assert not shown & {date(2019, 4, 9), date(2019, 4, 11), date(2019, 4, 14)}
    handles = seated("timbuktu-taoudeni", "hd").get("/fr/timbuktu-taoudeni/", {"le": "2019-04-30"})
    assert date(2019, 4, 11) in dates_in(main_of(handles), "fr")


def test_everybody_gets_at_no_hand_over(client):
    for framework in FRAMEWORKS:
        for day in DAYS[framework]:
            for id_ in hand_overs(framework):
                assert client.get(f"/fr/{framework}/releves/{id_}/", {"le": day}).status_code == 404


def test_those_who_may_fill_the_gap_find_it(seated):
    found = seated("ostrine", "lantern").get("/fr/ostrine/")
    assert "23 juin 2031" in text(found)
    assert "Vides sécuritaires" in text(found)
    story = seated("ostrine", "lantern-suppleant").get("/fr/ostrine/releves/v02-v03/")
    assert story.status_code == 200 and "23 juin 2031" in text(story)


def test_a_party_that_hands_over_sees_its_own_hand_over_and_not_anothers(seated):
    browser = seated("ostrine", "gendarmerie")
    assert browser.get("/fr/ostrine/releves/v05-v06/").status_code == 200
    assert browser.get("/fr/ostrine/releves/v02-v03/").status_code == 404


def test_a_seat_of_one_framework_is_everybody_in_another(seated):
    browser = seated("ostrine", "mediation")
    here = browser.get("/fr/hautebrise/")
    assert "Vous lisez l’exemplaire pour tous" in text(here)
    assert "hand-overs" not in here.content.decode()


def test_what_one_reader_was_shown_is_never_found_by_another(seated, client):
    secretariat = seated("ostrine", "mediation")
    for _ in range(2):
        assert "23 juin 2031" in text(secretariat.get("/fr/ostrine/"))
        assert "23 juin 2031" not in text(client.get("/fr/ostrine/"))
        assert "23 juin 2031" not in text(seated("ostrine", "chiefs").get("/fr/ostrine/"))


@pytest.mark.parametrize("day", ["2031-06-23", "2031-07-01", "2099-01-01"])
def test_a_day_to_come_is_refused_because_it_would_let_delays_expire(client, seated, day):
    for browser in (client, seated("ostrine", "chiefs")):
        answer = browser.get("/fr/ostrine/", {"le": day})
        assert answer.status_code == 400
        assert "Choisir un jour jusqu’au 16 juin 2031" in text(answer)
