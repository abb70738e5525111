"""What people answered of a week: entered once, told by place, never who felt unsafe nor from too few answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from acted import TODAY, acting, sitting
from pages import text

from toguna.domain.incidents import HeardFrom
from toguna.server.actions.arrivals import Arrival, receive
from toguna.server.actions.phones import issue_phone
from toguna.server.home import Home
from toguna.server.intake.odk.meaning import meaning
from toguna.server.queries.heard import HeardWeek, heard
from toguna.server.queries.reading import Reading, read

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["acting", "sitting"]

WEEK, LAST, TOLD, SHOWN = date(2031, 6, 2), date(2031, 6, 9), date(2031, 6, 13), date(2031, 6, 16)
LISTS = {"places": {"talvane", "ambrelune", "autre"}, "roads": set(), "measures": set(), "charters": set()}


def look(home: Home, seat: str | None = None) -> Reading:
    return read(home, framework="ostrine", seat=seat, as_of=SHOWN)


def answer(home: Home, instance: str, received: date = TOLD, replaces: str = "", **said: Any) -> str:
    """One filled form of the week, as a phone of the chiefs sends it."""
    reading = look(home, "chiefs")
    told = {"date": WEEK.isoformat(), "places": "talvane", **{name: str(value) for name, value in said.items()}}
    kind, fields = meaning("cadre-semaine", told, LISTS)
    sent = repr((instance, sorted(told.items()))).encode()
    phone = issue_phone(home, reading.register, reading.reader).number
    arrival = Arrival("cadre-semaine", "2026112802", instance, replaces, kind, fields, sent, b"<data/>")
    return receive(home, reading.register, (phone, "chiefs"), arrival, received=received).state


def week(home: Home, seat: str, monday: date = WEEK) -> HeardWeek | None:
    found = heard(look(home, seat), (monday,)).get("talvane")
    return found[0] if found else None


def test_safety_is_told_once_from_three_answers_of_two_functions(
    acting: Home, sitting: Callable[[str], Client]
) -> None:
    assert week(acting, "army") is None
    assert answer(acting, "a", asked="chief", safety=2, patrols=1, market="less") == "entered"
    assert answer(acting, "b", asked="chief", safety=3, patrols=4, market="usual") == "entered"
    few = week(acting, "army")
    assert few is not None and (few.safety, few.why, few.answers) == (None, "few", None)
    answer(acting, "c", asked="chief", safety=9)
    assert week(acting, "army") == few, "three answers of one function are one voice"
    answer(acting, "d", asked="market", safety=4)
    held = week(acting, "army")
    assert held == HeardWeek(("chief", "market"), 3, 3, "", (1, 4), ("usual", "less"))
    assert answer(acting, "late", received=SHOWN, asked="women", safety=0) == "entered"
    assert (held := week(acting, "army")) is not None and (held.answers, held.safety) == (3, 3), "told once"
    assert answer(acting, "e", date=LAST.isoformat(), asked="chief", safety=5, patrols=2) == "entered"
    fresh = week(acting, "army", monday=LAST)
    assert fresh is not None and (fresh.why, fresh.safety, fresh.patrols) == ("soon", None, None), "not within 72 hours"
    assert week(acting, "mediation", monday=LAST) is not None
    assert week(acting, "donor") is None
    page = text(sitting("army").get(f"/fr/ostrine/indices/{TODAY}"))
    assert "3 sur 10 (réponse du milieu, 3 réponses ou un peu plus)" in page
    assert "de 1 à 4" in page and "tenu, plus petit" in page and "chefferie, forains" in page
    road = text(sitting("army").get(f"/fr/ostrine/axes/valombrine-talvane/{TODAY}"))
    assert "3 sur 10" in road and "Nouvelles et indices de la semaine" in road
    assert "sur 10" not in text(sitting("donor").get(f"/fr/ostrine/axes/valombrine-talvane/{TODAY}"))


def test_a_corrected_week_stands_once_and_what_was_cleared_is_cleared(acting: Home) -> None:
    before = len(look(acting).all(HeardFrom))
    answer(acting, "x", places="ambrelune", asked="youth", safety=1, patrols=7)
    answer(acting, "y", replaces="x", places="ambrelune", asked="youth", market="no")
    held = look(acting).all(HeardFrom)
    assert len(held) == before + 1
    (one,) = [one for one in held if one.where == ("ambrelune",) and one.asked == "youth"]
    assert (one.safety, one.patrols, one.market) == (None, None, "no")


def test_answers_off_the_scale_are_not_known() -> None:
    for said in ({"safety": "11"}, {"safety": "-1"}, {"market": "peut-être"}, {"asked": "Moussa"}, {"patrols": "9999"}):
        _, fields = meaning("cadre-semaine", {"date": "2031-06-02", "places": "talvane", **said}, LISTS)
        assert all(fields[name] is None for name in said)


def test_what_a_person_completes_is_held_to_the_scale_too(acting: Home, sitting: Callable[[str], Client]) -> None:
    assert answer(acting, "w", places="autre", safety=3) == "incomplete"
    browser = sitting("mediation")
    number = re.findall(r"/fr/ostrine/envois/(\d+)/", browser.get("/fr/ostrine/envois/").content.decode())[0]
    sent = {"sorte": "heard", "week": "2031-06-03", "where": ["sorbane"], "asked": "women", "safety": "11"}
    refused = browser.post(f"/fr/ostrine/envois/{number}/", sent)
    assert refused.status_code == 400 and "l’échelle de 0 à 10" in text(refused)
    assert browser.post(f"/fr/ostrine/envois/{number}/", {**sent, "safety": "10"}).status_code == 302
    assert (10, "women") in [(one.safety, one.asked) for one in look(acting).all(HeardFrom)]
