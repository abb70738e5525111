"""Every seat × every address that any seat can find: nothing of what §8.4 and §9.1 withhold, no fault, and no
difference between a hidden thing and one that does not exist.

The addresses are found as people find them, by following the links of the secretariat's pages. What is withheld, and
from whom, is read from the scenario file.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.urls import resolve
from pages import main_of, text
from test_texts import AVOID
from test_who_sees_what import ends, hand_overs, scenario

FRAMEWORK = "ostrine"
MEDIATOR = "mediation"
READERS = [None, "governorate", "army", "kite", "lantern", "chiefs", "youth", "donor", "observer", MEDIATOR]
DAYS = ["2031-03-28", "2031-06-16"]
NOT_FOLLOWED = re.compile(r"(sortir|ouvrir|/sync|\.pdf|\.toguna|entrer|verification|#|\{z\})")
# Of an act's form two cases, of the register's entries the first forty; of any other kind of page ten.
MOST = {"act": 2, "entry-of-register": 40}
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def links(answer) -> set[str]:
    if not answer["Content-Type"].startswith("text/html"):
        return set()
    body = answer.content.decode()
    found = {html.unescape(one) for one in re.findall(r'(?:href|src|data-tiles)="(/fr/[^"]*)"', body)}
    return {one for one in found if f"/{FRAMEWORK}/" in one and not NOT_FOLLOWED.search(one)}


def kind(address: str) -> tuple[str, ...]:
    """What an address shows, whichever case it shows it of."""
    path, _, asked = address.partition("?")
    found = resolve(path)
    return (found.view_name, found.kwargs.get("name", ""), *sorted(one.partition("=")[0] for one in asked.split("&")))


def crawl(browser, day: str) -> dict[str, str]:
    """Every address that this reader's pages lead to on one day, with what it says; of one kind the first few."""
    seen: dict[str, str] = {}
    waiting, followed = [f"/fr/{FRAMEWORK}/?le={day}"], Counter[tuple[str, ...]]()
    while waiting:
        address = waiting.pop(0)
        if address in seen or (f"le={day}" not in address):
            continue
        of = kind(address)
        followed[of] += 1
        if followed[of] > MOST.get(of[0], 10):
            continue
        answer = browser.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        seen[address] = text(answer) if answer["Content-Type"].startswith("text/html") else ""
        waiting += sorted(links(answer) - set(seen))
    return seen


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], dict[str, str]]:
    """What was crawled in this module, by seat and day: nothing is written here."""
    return {}


@pytest.fixture
def crawled(found, client, seated):
    """`crawled("army", "2031-06-16")`: what `crawl` finds as that seat on that day, found once."""

    def at(seat: str | None, day: str) -> dict[str, str]:
        key = (seat or "", day)
        if key not in found:
            found[key] = crawl(seated(FRAMEWORK, seat) if seat else client, day)
        return found[key]

    return at


@cache
def facts(kind: str) -> list[dict[str, Any]]:
    held = scenario(FRAMEWORK)
    first = held["scenario"]["first_framework"]
    return [one for one in held[kind] if one.get("framework", first) == FRAMEWORK]


def dates_of(value: Any) -> set[date]:
    if isinstance(value, date):
        return {value}
    if isinstance(value, dict):
        return set().union(*map(dates_of, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(dates_of, value)) if value else set()
    return set()


@cache
def told_elsewhere() -> frozenset[date]:
    """Days on which something happened that anybody may know."""
    held = scenario(FRAMEWORK)
    open_kinds = set(held) - {"incidents", "outings", "measures", "events", "decisions", "claims"}
    return frozenset().union(*(dates_of(held[kind]) for kind in open_kinds))


@cache
def only_in(kind: str) -> frozenset[date]:
    """Days that the scenario names under one heading and nowhere else: seeing one tells of nothing else."""
    held = scenario(FRAMEWORK)
    return frozenset(dates_of(held[kind]) - set().union(*(dates_of(held[other]) for other in held if other != kind)))


@cache
def secrets() -> list[tuple[str, frozenset[str]]]:
    """What must not be read on any page, and by which parties it may be."""
    out: list[tuple[str, frozenset[str]]] = []
    for one in facts("requests"):
        for name in ("to_text", "through_text"):
            out += [(text, frozenset({MEDIATOR})) for text in words(one.get(name))]
    for one in scenario(FRAMEWORK)["claims"]:
        if one.get("kind") == "attribution":
            out += [(text, frozenset()) for text in words(one["says"])]
    for one in facts("decisions"):
        if one.get("status") in ("awaited", "deferred"):
            of = one.get("awaited_from", [])
            asked = {of} if isinstance(of, str) else {*of}
            out += [(text, frozenset({MEDIATOR} | asked)) for text in words(one["what"])]
    for one in facts("incidents"):
        if isinstance(one["date"], date) and one["date"] in only_in("incidents"):
            out.append((said_day(one["date"]), frozenset({MEDIATOR})))
    for one in facts("outings"):
        if one["state"] == "planned" and one["date"] in only_in("outings"):
            by = next(m["by"] for m in facts("measures") if m["id"] == one["measure"])
            out.append((said_day(one["date"]), frozenset(by)))
    return out


@cache
def may_know(day: date) -> frozenset[str]:
    """The parties that may read of a day to come on which some measure, its permit or its means end."""
    allowed = set(ends(FRAMEWORK).get(day, ()))
    for one in facts("measures"):
        untils = [one.get("authorised", {}).get("until"), *(line.get("until") for line in one.get("means", []))]
        if day in untils:
            allowed |= {*one["by"], *one.get("may_fill", [])}
    return frozenset(allowed)


def words(text: Any) -> list[str]:
    """The French of an entered text, long enough not to be found by chance."""
    found = text.get("fr", "") if isinstance(text, dict) else text or ""
    return [found] if len(found) > 10 else []


def said_day(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def check(party: str | None, address: str, day: str, answer) -> None:
    shown = date.fromisoformat(day)
    if answer["Content-Type"].startswith("text/html"):
        body = main_of(answer)
    else:
        body = answer.content.decode(errors="replace")
    for secret, allowed in secrets():
        if party not in allowed:
            assert not re.search(rf"(?<!\w){re.escape(secret)}", body, flags=re.I), (party, address, secret)
    for id_, allowed in hand_overs(FRAMEWORK).items():
        assert party in allowed or id_ not in body, (party, address, id_)
    for end in ends(FRAMEWORK):
        allowed = may_know(end)
        late = end > shown and end not in told_elsewhere()
        assert party in allowed or not late or not re.search(rf"(?<!\d){said_day(end)}", body), (
            party, address, end,
        )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_every_seat_on_every_address(client, seated, crawled, day):
    assert len(only_in("incidents")) > 4
    found = crawled(MEDIATOR, day)
    assert len({kind(one) for one in found}) > (60 if day == DAYS[-1] else 45)
    # On the first day those who read most differently; on the last, everybody.
    for seat in READERS if day == DAYS[-1] else [None, "kite", "donor"]:
        browser = seated(FRAMEWORK, seat) if seat else client
        statuses = set()
        for address in found:
            answer = browser.get(address)
            statuses.add(answer.status_code)
            # What only seats have is said to be theirs, whatever it holds: a visitor is shown the door.
            shut = answer.status_code == 403 and (seat is None or "export" in address)
            shut = shut or (seat is None and answer.status_code == 302 and "/entrer/" in answer["Location"])
            assert answer.status_code in (200, 404) or shut, (seat, address)
            if answer.status_code == 200:
                check(seat, address, day, answer)
        assert 200 in statuses


@pytest.mark.slow
@pytest.mark.parametrize("seat", [None, "donor", "chiefs", "army", "observer"])
def test_no_link_leads_nowhere(crawled, seat):
    """`crawl` asks that each page it is led to opens."""
    assert len(crawled(seat, DAYS[1])) > 20


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_word_to_avoid_and_no_other_language_on_any_page(seated, crawled, lang):
    browser = seated(FRAMEWORK, MEDIATOR)
    for address, said in crawled(MEDIATOR, DAYS[1]).items():
        if not said:
            continue
        if lang != "fr":
            said = text(browser.get(address.replace("/fr/", f"/{lang}/", 1)))
        for word in AVOID[lang]:
            assert not re.search(rf"(?<![\w’-]){word}(?!\w)", said, flags=re.I), (address, word)
        assert not re.search(r"\{\w+\}|\bNone\b|\bTrue\b|\bFalse\b", said), address


@pytest.mark.slow
def test_what_a_seat_may_not_see_costs_the_same_questions_as_what_does_not_exist(client, crawled):
    """Not the clock, which is noisy here, but the questions put to the database are counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    found = crawled(MEDIATOR, DAYS[1])
    hidden = [one for one in found if client.get(one).status_code == 404]
    assert hidden
    for address in hidden:
        nowhere = re.sub(r"/[^/]+/((?:effet/)?)(\?|$)", r"/none/\1\2", address)
        assert client.get(nowhere).status_code == 404
        assert cost(address) == cost(nowhere), address
