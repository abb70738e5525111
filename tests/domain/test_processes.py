"""Requests, alerts, meetings, incidents, roads: their small rules and their state machines as §8.3 draws them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain.alerts import Alert, CannotCloseAlert, Response, Signal, may_close_alert
from toguna.domain.entity import typed
from toguna.domain.frameworks import Party, left, sat_on
from toguna.domain.incidents import Incident
from toguna.domain.nouns import ALL_NOUNS
from toguna.domain.parts import listed
from toguna.domain.places import Place, Road
from toguna.domain.requests import Request

X = Words(en="x")


def request(**fields: object) -> Request:
    return Request(**{"id": "m06", "framework": "f", "level": "national", "sent": When.parse("2019-03"), **fields})


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"status": "sent"}, 30),
        ({"status": "received"}, 30),
        ({"status": "answered", "answer": "silence"}, 30),
        ({"status": "answered", "answer": "partly"}, None),
        ({"status": "dead"}, None),
        ({"status": "drafted"}, None),
        ({"status": "sent", "sent": None}, None),
        ({"status": "sent", "sent": When.unknown()}, None),
        ({"status": "sent", "sent": When.parse("2019-05")}, 0),
    ],
)
def test_silence_has_a_duration_from_the_last_possible_day(fields: dict[str, object], days: int | None):
    assert request(**fields).days_silent(date(2019, 4, 30)) == days


def alert(**fields: object) -> Alert:
    return Alert(**{"id": "a", "framework": "f", "level": "red", "date": When.parse("2019-04-09"), **fields})


RESPONSE = Response(id="r", alert="a", by=("fama",), what=X)


@pytest.mark.parametrize(
    ("fields", "responses", "missing"),
    [
        ({}, [RESPONSE], "no decision"),
        ({"decision": "act"}, [], "no response"),
        ({"decision": "act"}, [Response(id="r", alert="another", by=("fama",), what=X)], "no response"),
        ({"decision": "none"}, [], "reason"),
    ],
)
def test_an_alert_cannot_be_closed_without_a_decision_and_an_answer(fields, responses, missing):
    with pytest.raises(CannotCloseAlert) as caught:
        may_close_alert(alert(**fields), responses)
    assert missing in caught.value.say("en")


def test_an_alert_with_its_answer_may_be_closed():
    may_close_alert(alert(decision="act"), [RESPONSE])
    may_close_alert(alert(decision="none", why=X), [])
    may_close_alert(alert(decision="watch"), [])


CHAINS = {
    "undertaking": "draft agreed waiting started partly fulfilled maintained",
    "measure": "proposed authorised resourced active degraded handing_over handed_over ended",
    "incident": "reported screened needs_corroboration corroborated in_verification verified closed retracted",
    "verification": "named in_field exchanged adopted",
    "alert": "raised acknowledged decided responded outcome_known feedback_given closed",
    "request": "drafted endorsed sent received answered delivered",
    "meeting": "called quorate drafted silence adopted",
    "agreement": "negotiated signed in_force suspended ended",
    "party": "invited seated observing suspended returned left",
    "testimony": "given consented internal cleared used withdrawn",
    "hand_over": "planned closed",
    "decision": "awaited adopted carried_out",
    "rumour": "heard checked answered closed",
    "dialogue": "open settled relapsed open closed",
    "report": "received screened merged answered",
    "claim": "announced withdrawn",
    "committee": "active dissolved",
}


@pytest.mark.parametrize(("noun", "chain"), CHAINS.items(), ids=list(CHAINS))
def test_the_chain_of_a_noun_can_be_walked_and_not_skipped(noun: str, chain: str):
    machine = ALL_NOUNS[noun].machine
    assert machine is not None
    states = [None, *chain.split()]
    assert all(machine.allows(one, two) for one, two in pairwise(states))
    last = states[-1]
    assert last is not None
    assert not machine.allows(None, last)
    assert not any(machine.allows(state, "no such state") for state in states)


def test_what_is_final_stays_final():
    for noun, state in (
        ("incident", "retracted"),
        ("testimony", "withdrawn"),
        ("request", "delivered"),
        ("alert", "closed"),
    ):
        machine = ALL_NOUNS[noun].machine
        assert machine is not None
        assert not [s for s in machine.labels if machine.allows(state, s)]


def test_segments_are_the_consecutive_places_of_a_road():
    road = Road(id="r", name=X, via=("tombouctou", "acharane", "douekire", "goundam"))
    assert road.segments() == (("tombouctou", "acharane"), ("acharane", "douekire"), ("douekire", "goundam"))
    assert Road(id="r", name=X, via=("a",)).segments() == ()


def test_a_place_keeps_thousandths_of_a_degree():
    place = typed({"id": "p", "name": {"fr": "Ber"}, "kind": "town", "lat": 16840, "lon": -2533}, Place)
    assert (place.lat, place.lon, place.rough) == (16840, -2533, False)


def test_an_incident_knows_nothing_that_was_not_said():
    i09 = typed({"id": "i09", "date": "2019-09-19", "kind": "CLA-COM", "where": ["tombouctou"]}, Incident)
    assert i09.killed is None and i09.count is None
    assert i09.attribution == "unknown"


def test_a_signal_has_its_polarity():
    assert Signal(id="s", date=When.parse("2018"), kind="HAT").polarity() == -1
    assert Signal(id="s", date=When.parse("2018"), kind="market_open").polarity() == 1


def test_labels_are_listed_in_both_languages():
    text = listed([ALL_NOUNS["request"].machine.labels["sent"], ALL_NOUNS["request"].machine.labels["dead"]], "; ")
    assert text.fr == "envoyé, sans réponse; resté sans suite"
    assert text.en == "sent, no answer; came to nothing"


@pytest.mark.parametrize(
    ("day", "sat"),
    [("2031-06-11", True), ("2031-06-12", False), ("2031-06-13", False), ("2031-06", True), ("unknown", True)],
)
def test_a_party_sat_there_until_the_day_on_which_it_left(day: str, sat: bool):
    gone = Party(id="kite", name=X, constituency="women", since=When.parse("2031-06-12"), status="left")
    assert left(gone) and sat_on(gone, When.parse(day)) is sat
    back = Party(id="kite", name=X, constituency="women", since=When.parse("2031-06-14"), status="returned")
    assert not left(back) and sat_on(back, When.parse(day)) and not left(None) and sat_on(None, None)
    undated = Party(id="kite", name=X, constituency="women", status="left")
    assert sat_on(undated, When.parse(day)) is (day == "unknown")
