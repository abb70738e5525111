"""Same event twice: what is suggested and why, joined by a person, undone at will; nothing is rewritten."""

from __future__ import annotations

from typing import Any

import pytest
from homes import Home
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_verification import Do, do, everything, look, refused

from toguna.domain.incidents import Incident, Report
from toguna.server.queries.incident_stories import story
from toguna.server.queries.pairs import apart, joined, may_join, suggested
from toguna.server.records import models
from toguna.server.records.projector import rebuild

__all__ = ["do"]
TOLD = "Deux véhicules arrêtés près du bac par quatre hommes à moto ; le riz et les téléphones sont pris."
RETOLD = "2 vehicules arretes vers le bac, 4 hommes a moto ont pris le riz et les telephones."
ROBBERY = {"kind": "ROB-ROAD", "date": "2031-12-20", "where": ["valombrine-talvane"], "injured": 1}
GRADE = {"reliability": "B", "credibility": "2"}


def of_two(home: Home) -> list[frozenset[str]]:
    return [frozenset((pair.one.id, pair.two.id)) for pair in suggested(look(home, "mediation"))]


def report(do: Do, seat: str, told: str = TOLD, **more: Any) -> str:
    return do(seat, "report.give", {**ROBBERY, "told": told, **more})


def incident(do: Do, note: str = RETOLD, **more: Any) -> str:
    return do("mediation", "incident.report", {**ROBBERY, "note": note, **more})


def records(home: Home) -> list[tuple[Any, ...]]:
    """What reports and incidents come to, whatever entries they come from."""
    held: list[tuple[Any, ...]] = []
    for noun in ("report", "incident"):
        rows = models.MODELS[noun].objects.filter(known_to=None).order_by("register", "case")
        fields = ("case", "data", "contests", *(("status", "wheres", "events", "killed") if noun == "incident" else ()))
        held += [tuple(map(str, row)) for row in rows.values_list(*fields)]
    return held


def test_a_pair_is_suggested_with_its_reasons_to_the_secretariat_only(own: Home, do: Do) -> None:
    told, known = report(do, "kite"), incident(do)
    assert frozenset((told, known)) in of_two(own)
    pair = next(p for p in suggested(look(own, "mediation")) if {p.one.id, p.two.id} == {told, known})
    assert (pair.one.noun, pair.two.noun, pair.loose) == ("incident", "report", False)
    french = [why.say("fr") for why in pair.why]
    assert french[0] == "même jour"
    assert "braquage de passagers sur un axe" in french and "1 blessé" in french
    assert any("même axe" in why for why in french)
    assert pair.why[0].say("en") == "same day"
    for seat in ("kite", "army", "governorate", "chiefs", "observer", "donor"):
        reading = look(own, seat)
        assert not may_join(reading)
        assert suggested(reading) == joined(reading) == apart(reading) == ()


def test_what_differs_is_not_suggested(own: Home, do: Do) -> None:
    known = incident(do)
    other = report(do, "kite", "Une marche de jeunes au marché.", kind="DEM", injured=0)
    later = report(do, "kite", TOLD, date="2031-12-29")
    year = report(do, "kite", TOLD, date="2031")
    assert not [pair for pair in of_two(own) if pair & {other, later, year}]
    assert not [pair for pair in of_two(own) if known in pair]


def test_a_report_is_attached_by_a_person_and_detached_at_will(own: Home, do: Do) -> None:
    told, known = report(do, "kite"), incident(do)
    before = records(own)
    do("mediation", "report.merge", {"incident": known}, told)
    assert look(own, "mediation").by_id(Report)[told].incident == known
    assert frozenset((told, known)) not in of_two(own)
    assert [(one.noun, one.id, one.incident) for one in joined(look(own, "mediation"))] == [("report", told, known)]
    refused("unknown-act", lambda: do("kite", "report.split", {}, told))
    do("mediation", "report.split", {"why": "Un autre braquage."}, told)
    assert records(own) == before
    assert frozenset((told, known)) in of_two(own)
    refused("nothing-to-undo", lambda: do("mediation", "report.split", {}, told))


def test_one_event_told_four_times_is_one_group(own: Home, do: Do) -> None:
    """A phone, a message, a paper and the secretariat’s own entry: each is a pair with each other, none a rival."""
    told = [report(do, "kite"), report(do, "chiefs", RETOLD), report(do, "army", TOLD + " Vers midi."), incident(do)]
    found = {pair for pair in of_two(own) if pair <= set(told)}
    assert len(found) == 6


def test_an_incident_merged_into_another_leaves_every_figure_and_comes_back(own: Home, do: Do) -> None:
    known = incident(do)
    alone = everything(own)
    twice = [incident(do, TOLD, killed=1, date=day) for day in ("2031-12-20", "2031-12-21")]
    apart_, before = everything(own), records(own)
    reached = {name for name in alone if alone[name] != apart_[name]}
    assert {f"{name} as mediation" for name in ("list", "months", "map", "incidents")} <= reached
    for one in twice:
        do("mediation", "incident.merge", {"incident": known, "why": "Le même."}, one)
    merged = everything(own)
    assert {name for name in alone if alone[name] != merged[name]} <= {"changes"}
    refused("not-to-join", lambda: do("mediation", "incident.merge", {"incident": known}, known))
    # Both stay readable, and lead to each other.
    told = story(look(own, "mediation"), twice[0])
    assert told is not None and told.status.say("fr") == "réuni à un autre incident"
    assert [link.id for step in told.steps if step.kind == "stays" for link in step.links] == [known]
    stays = story(look(own, "mediation"), known)
    assert stays is not None
    assert {link.id for step in stays.steps if step.kind == "took-in" for link in step.links} == set(twice)
    for one in twice:
        do("mediation", "incident.separate", {}, one)
    assert records(own) == before
    again = everything(own)
    assert {name for name in apart_ if apart_[name] != again[name]} <= {"changes"}


def test_a_merged_incident_takes_in_no_other(own: Home, do: Do) -> None:
    first, second, third = incident(do), incident(do, TOLD), incident(do, TOLD + " Vers midi.")
    do("mediation", "incident.merge", {"incident": first}, second)
    refused("act-incomplete", lambda: do("mediation", "incident.merge", {"incident": second}, third))
    refused("illegal-move", lambda: do("mediation", "incident.merge", {"incident": third}, second))


def test_corroboration_ends_where_its_report_goes(own: Home, do: Do) -> None:
    first, second, third = report(do, "kite"), report(do, "chiefs"), report(do, "army")
    known = incident(do)
    do("mediation", "incident.screen", GRADE, known)
    do("mediation", "incident.corroborate", {**GRADE, "reports": [first, second, third]}, known)
    do("mediation", "report.split", {}, third)
    held = look(own, "mediation").by_id(Incident)[known]
    assert (held.status, held.reports) == ("corroborated", (first, second))
    do("mediation", "report.split", {}, second)
    held = look(own, "mediation").by_id(Incident)[known]
    assert (held.status, held.grade is not None) == ("screened", True)
    do("mediation", "incident.corroborate", {**GRADE, "reports": [first, third]}, known)
    assert look(own, "mediation").by_id(Report)[third].incident == known


def test_two_reports_open_one_incident_with_what_they_agree_on(own: Home, do: Do) -> None:
    one = report(do, "kite", killed=1, near="talvane")
    two = report(do, "lantern", RETOLD, killed=2, date="2031-W51", kind="OTH")
    assert frozenset((one, two)) in of_two(own)
    do("mediation", "report.gather", {"other": two}, one)
    held = look(own, "mediation")
    known = held.by_id(Report)[one].incident or ""
    made = held.by_id(Incident)[known]
    assert (made.kind, made.date.iso(), made.near) == ("ROB-ROAD", "2031-12-20", "talvane")
    assert (made.killed, made.injured) == (None, 1)
    assert {held.by_id(Report)[id_].incident for id_ in (one, two)} == {known}
    said = {id_: held.by_id(Report)[id_].told for id_ in (one, two)}
    assert {words.fr for words in said.values() if words} == {TOLD, RETOLD}


def test_two_events_are_not_suggested_again_until_somebody_looks_again(own: Home, do: Do) -> None:
    told, known = report(do, "kite"), incident(do)
    case = do("mediation", "distinction.make", {"one": told, "two": known, "why": "Deux bacs."})
    assert frozenset((told, known)) not in of_two(own)
    assert [(one.id, set(one.cases)) for one in apart(look(own, "mediation"))] == [(case, {told, known})]
    do("mediation", "distinction.withdraw", {}, case)
    assert frozenset((told, known)) in of_two(own)
    refused("act-incomplete", lambda: do("mediation", "distinction.make", {"one": told, "two": "nobody"}))
    refused("unknown-case", lambda: do("mediation", "distinction.make", {"one": told, "two": told}))


@pytest.mark.slow
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["attach", "merge", "gather"]), min_size=1, max_size=3), st.booleans())
def test_joined_and_undone_the_records_are_as_before(own: Home, do: Do, moves: list[str], rebuilt: bool) -> None:
    told, known, other = report(do, "kite"), incident(do), incident(do, TOLD)
    before = records(own)
    for move in moves:
        if move == "attach":
            do("mediation", "report.merge", {"incident": known}, told)
            do("mediation", "report.split", {}, told)
        elif move == "merge":
            do("mediation", "incident.merge", {"incident": known}, other)
            do("mediation", "incident.separate", {}, other)
        else:
            two = report(do, "lantern", RETOLD)
            both = records(own)
            do("mediation", "report.gather", {"other": two}, told)
            made = look(own, "mediation").by_id(Report)[told].incident
            for one in (told, two):
                do("mediation", "report.split", {}, one)
            assert [row for row in records(own) if row[0] != made] == both
            before = records(own)
    if rebuilt:
        rebuild(look(own, "mediation").register)
    assert records(own) == before
