"""From a report to a verified incident: who may do which step, what is refused, and what a retraction takes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import count
from typing import Any

import pytest
from homes import PASSPHRASE, Home, call

from toguna.base.errors import TogunaError
from toguna.domain.incidents import Incident, Report
from toguna.server.actions.registers import open_key
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.performing import perform
from toguna.server.queries import effect_panels, incident_export, incident_pages, incidents, maps
from toguna.server.queries.incident_stories import story
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.situation import situation
from toguna.server.queries.verifications import clock_of, feedback, of_incident, team_label, verifying

FRAMEWORK = "ostrine"
ROBBERY = {"kind": "ROB-ROAD", "date": "2031-12-20", "where": ["valombrine-talvane"]}
GRADE = {"reliability": "B", "credibility": "2"}
TOKENS = count()
Do = Callable[..., str]


def look(home: Home, seat: str) -> Reading:
    return read(home, framework=FRAMEWORK, seat=seat, as_of=None)


@pytest.fixture
def do(own: Home) -> Do:
    """`do("kite", "report.give", {…})`: an act as a seat does it; the case."""
    key = open_key(own, PASSPHRASE)

    def act(seat: str, name: str, data: Mapping[str, Any] | None = None, case: str | None = None) -> str:
        token = f"token-{next(TOKENS):04d}"
        done = perform(look(own, seat), key, name, data or {}, token=token, lang="fr", case=case, proof=True)
        return done.case

    return act


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(TogunaError) as wrong:
        act()
    assert wrong.value.code == code, wrong.value.say("fr")


def give(do: Do, seat: str) -> str:
    return do(seat, "report.give", {**ROBBERY, "told": "Deux véhicules arrêtés.", "basis": "victim"})


def test_two_sides_make_a_corroborated_incident_and_a_joint_team_a_verified_one(own: Home, do: Do) -> None:
    first, same = give(do, "kite"), give(do, "lantern")
    other = give(do, "chiefs")
    incident = do("mediation", "incident.report", ROBBERY)
    refused(
        "illegal-move", lambda: do("mediation", "incident.corroborate", {**GRADE, "reports": [first, other]}, incident)
    )
    do("mediation", "incident.screen", {**GRADE, "handling": ["kite", "army"]}, incident)
    refused("one-sided", lambda: do("mediation", "incident.corroborate", {**GRADE, "reports": [first]}, incident))
    refused("one-sided", lambda: do("mediation", "incident.corroborate", {**GRADE, "reports": [first, same]}, incident))
    do("mediation", "incident.corroborate", {**GRADE, "reports": [first, other]}, incident)
    held = look(own, "mediation")
    assert held.by_id(Incident)[incident].status == "corroborated"
    assert {held.by_id(Report)[one].incident for one in (first, other)} == {incident}
    # Nothing is verified because somebody says so.
    refused("not-jointly", lambda: do("mediation", "incident.confirm", {}, incident))
    team = {"incident": incident, "team": ["kite", "lantern", "mediation"]}
    refused("one-sided-team", lambda: do("mediation", "verification.name", team))
    refused("unknown-act", lambda: do("army", "verification.name", {**team, "team": ["army", "kite"]}))
    looked = do("mediation", "verification.name", {**team, "team": ["army", "kite"]})
    assert look(own, "mediation").by_id(Incident)[incident].status == "in_verification"
    refused("not-jointly", lambda: do("mediation", "incident.confirm", {}, incident))
    refused("unknown-case", lambda: do("lantern", "verification.go", {"date": "2031-12-21"}, looked))
    do("army", "verification.go", {"date": "2031-12-21"}, looked)
    do("kite", "verification.exchange", {"finding": "Deux véhicules, au bac."}, looked)
    do("army", "verification.dissent", {"what": "Trois véhicules, selon nous."}, looked)
    refused("not-jointly", lambda: do("mediation", "incident.confirm", {}, incident))
    do("mediation", "verification.adopt", {"date": "2031-12-22", "finding": "Au moins deux véhicules."}, looked)
    do("mediation", "incident.confirm", {}, incident)
    assert look(own, "mediation").by_id(Incident)[incident].status == "verified"
    late = {"what": "Finalement, un seul."}
    refused("finding-already-adopted", lambda: do("army", "verification.dissent", late, looked))
    # What they do not agree on stands beside what they do, for the team and for who reads the result.
    for seat, shown, named in (("army", "point", True), ("lantern", "segment", False)):
        told = story(look(own, seat), incident)
        assert told is not None and told.row.shown_as == shown
        said = json.dumps([asdict(step) for step in told.steps], default=str, ensure_ascii=False)
        assert "Au moins deux véhicules" in said and "Trois véhicules" in said
        assert ("Forces armées" in said) is named


def verified(do: Do, ends: str = "adopt") -> tuple[str, str]:
    """An incident and its joint verification, which was adopted, or not, or denied access."""
    incident = do("mediation", "incident.report", ROBBERY)
    do("mediation", "incident.screen", GRADE, incident)
    looked = do("mediation", "verification.name", {"incident": incident, "team": ["army", "kite"]})
    if ends == "no_access":
        do("kite", "verification.no_access", {"date": "2031-12-21", "why": "Le pont est coupé."}, looked)
        return incident, looked
    do("kite", "verification.go", {"date": "2031-12-21"}, looked)
    do("kite", "verification.exchange", {"finding": "Deux véhicules."}, looked)
    if ends == "adopt":
        do("mediation", "verification.adopt", {"date": "2031-12-22", "finding": "Deux véhicules."}, looked)
    else:
        do("mediation", "verification.not_adopt", {"date": "2031-12-22", "why": "Pas d’accord."}, looked)
    return incident, looked


def test_access_that_was_denied_is_a_finding_of_its_own(own: Home, do: Do) -> None:
    incident, _ = verified(do, "no_access")
    why = {"why": "Accès refusé par les gardes."}
    refused("not-jointly", lambda: do("mediation", "incident.confirm", {}, incident))
    refused("not-jointly", lambda: do("mediation", "incident.deny", why, incident))
    do("mediation", "incident.no_access", why, incident)
    assert look(own, "mediation").by_id(Incident)[incident].status == "access_denied"


def test_a_finding_that_was_not_adopted_confirms_nothing(own: Home, do: Do) -> None:
    incident, _ = verified(do, "not_adopt")
    refused("not-jointly", lambda: do("mediation", "incident.confirm", {}, incident))
    do("mediation", "incident.leave_open", {"why": "Les constats diffèrent."}, incident)
    assert look(own, "mediation").by_id(Incident)[incident].status == "inconclusive"


def test_whom_an_incident_concerns_does_not_verify_it_alone(own: Home, do: Do) -> None:
    held = look(own, "mediation")
    assert held.by_id(Incident)
    # v05 is carried by the gendarmerie: an attack on it concerns it.
    incident = do("mediation", "incident.report", {**ROBBERY, "kind": "ATT-MEAS", "against": "v05"})
    do("mediation", "incident.screen", GRADE, incident)
    team = {"incident": incident, "team": ["gendarmerie", "mediation"]}
    refused("one-sided-team", lambda: do("mediation", "verification.name", team))
    do("mediation", "verification.name", {**team, "team": ["gendarmerie", "kite"]})


def test_attribution_is_unknown_until_it_is_jointly_settled_and_leaves_nowhere(own: Home, do: Do) -> None:
    incident, _ = verified(do)
    mediation = look(own, "mediation")
    assert {one.attribution for one in mediation.all(Incident)} == {"unknown"}
    other = do("mediation", "incident.report", ROBBERY)
    jointly = {"attribution": "jointly_established"}
    refused("not-jointly", lambda: do("mediation", "incident.attribute", jointly, other))
    for seat in ("kite", "army", "governorate", "chiefs", "observer"):
        refused("unknown-act", lambda seat=seat: do(seat, "incident.attribute", jointly, incident))
    before = everything(own)
    do("mediation", "incident.attribute", jointly, incident)
    assert look(own, "mediation").by_id(Incident)[incident].attribution == "jointly_established"
    after = everything(own)
    for name, said in after.items():
        assert "jointly_established" not in said and "établie en commun" not in said, name
    assert {name for name in after if before[name] != after[name]} <= {"changes"}
    assert not any("party" in field.name or "community" in field.name for field in ACTS["incident.attribute"].fields)


def everything(home: Home) -> dict[str, str]:
    """All that is counted, listed, mapped and exported, as the secretariat and as the others get it."""
    found = {}
    for seat in ("mediation", "army", "chiefs", "observer", "donor"):
        held = look(home, seat)
        told = {
            "list": incident_pages.listed(held, incident_pages.Asked()),
            "months": incident_pages.by_month(held),
            "map": maps.tallies(held, incident_pages.Asked()),
            "export": incident_export.cells(held, incident_pages.Asked()),
            "incidents": incidents.incidents(held),
            "toll": incidents.without_toll(held, ["ROB-ROAD"]),
            "gaps": situation(held).gaps,
            "verifying": verifying(held),
        }
        found |= {f"{name} as {seat}": repr(said) for name, said in told.items()}
    at = ("--home", home.path, "--framework", FRAMEWORK, "--json")
    for name, arguments in {
        "cover": ("cover", "--from", "2031-12-01", "--to", "2031-12-31"),
        "effect": ("effect", "v02"),
        "watch": ("watch",),
    }.items():
        answer = call(*arguments, *at)
        found[name] = answer.out if answer.code == 0 else answer.err
    held = look(home, "mediation")
    counted = effect_panels._counts(held, held.today.replace(day=1))
    found["effect's counts"] = repr(counted)
    found["changes"] = repr(situation(held).changes)
    return found


def test_a_retraction_reaches_every_figure(own: Home, do: Do) -> None:
    before = everything(own)
    days = ("2031-06-14", "2031-06-15", "2031-12-20", "2031-12-21")
    told = {**ROBBERY, "killed": 1, "vehicles": 2}
    cases = [do("mediation", "incident.report", {**told, "date": day}) for day in days]
    between = everything(own)
    reached = {name for name in before if before[name] != between[name]}
    assert {f"{name} as mediation" for name in ("list", "months", "map", "incidents")} <= reached
    assert {"watch", "effect's counts"} <= reached
    for case in cases:
        do("mediation", "incident.retract", {"why": "C’était un exercice."}, case)
    after = everything(own)
    assert {name for name in before if before[name] != after[name]} <= {"changes"}
    # It is kept: whoever may act on it still reads that it was retracted.
    assert look(own, "mediation").by_id(Incident)[cases[0]].status == "retracted"


def test_the_clock_runs_from_the_day_it_became_known_and_says_what_is_late(own: Home, do: Do) -> None:
    waiting = verifying(look(own, "mediation"))
    assert waiting is not None
    for seat in ("army", "kite", "chiefs", "observer", "donor", "governorate"):
        assert verifying(look(own, seat)) is None
    incident = do("mediation", "incident.report", {**ROBBERY, "kind": "ABD"})
    held = look(own, "mediation")
    clock = clock_of(held, held.by_id(Incident)[incident])
    assert clock is not None and clock.stage == "screen"
    assert clock.due is not None and (clock.due - held.today).days == 1
    assert clock_of(look(own, "army"), held.by_id(Incident)[incident]) is None
    more = verifying(held)
    assert more is not None and more.number == waiting.number + 1
    do("mediation", "incident.screen", GRADE, incident)
    held = look(own, "mediation")
    clock = clock_of(held, held.by_id(Incident)[incident])
    assert clock is not None and (clock.stage, (clock.due - held.today).days if clock.due else None) == ("settle", 7)
    do("mediation", "incident.close", {}, incident)
    settled = verifying(look(own, "mediation"))
    assert settled is not None and settled.number == waiting.number


def test_who_reported_gets_an_answer_and_how_many_did_is_counted(own: Home, do: Do) -> None:
    before = feedback(look(own, "mediation"))
    assert before is not None
    first, second = give(do, "kite"), give(do, "chiefs")
    incident = do("mediation", "incident.report", ROBBERY)
    do("mediation", "report.merge", {"incident": incident}, first)
    do("mediation", "report.answer", {"answer_text": "Une patrouille est passée le lendemain."}, first)
    after = feedback(look(own, "mediation"))
    assert after is not None
    assert (after.received - before.received, after.answered - before.answered) == (2, 1)
    do("mediation", "report.set_aside", {"why": "Déjà connu."}, second)
    do("mediation", "report.answer", {"answer_text": "C’était déjà connu, merci."}, second)
    again = feedback(look(own, "mediation"))
    assert again is not None and again.answered == before.answered + 2
    for seat in ("army", "kite", "governorate", "donor", "observer"):
        assert feedback(look(own, seat)) is None


def test_the_team_reads_at_once_what_it_verifies_and_each_of_several_is_named(own: Home, do: Do) -> None:
    incident = do("mediation", "incident.report", {**ROBBERY, "date": "2031-12-31"})
    do("mediation", "incident.screen", {**GRADE, "handling": ["mediation"]}, incident)
    assert story(look(own, "army"), incident) is None, "within 72 hours"
    do("mediation", "verification.name", {"incident": incident, "team": ["army", "kite"]})
    told = story(look(own, "army"), incident)
    assert told is not None and (told.row.shown_as, told.handles) == ("point", True)
    assert [row.id for row in incidents.incidents(look(own, "kite"), told.row.date.first)].count(incident) == 1
    assert story(look(own, "lantern"), incident) is None, "nobody else does"
    clash = do("mediation", "incident.report", {**ROBBERY, "date": "2031-12-31", "kind": "CLA-COM"})
    do("mediation", "verification.name", {"incident": clash, "team": ["army", "chiefs"]})
    told = story(look(own, "army"), clash)
    assert told is not None and told.row.shown_as == "cercle"
    reading = look(own, "mediation")
    (alone,) = of_incident(reading, clash)
    assert team_label(reading, ACTS["verification.adopt"].label, alone).fr == "Adopter le constat"
    do("mediation", "verification.name", {"incident": clash, "team": ["kite", "youth"]})
    reading = look(own, "mediation")
    labels = {team_label(reading, ACTS["verification.adopt"].label, one).fr for one in of_incident(reading, clash)}
    assert len(labels) == 2 and all("Adopter le constat – vérification" in one for one in labels)


def test_a_report_and_an_incident_are_located_later_and_the_place_before_stays(own: Home, do: Do) -> None:
    report = give(do, "kite")
    at = {"where": ["talvane"], "near": "talvane", "place_precision": "1"}
    do("mediation", "report.locate", at, report)
    held = look(own, "mediation").by_id(Report)[report]
    assert (held.where, held.near, held.place_precision) == (("talvane",), "talvane", "1")
    assert held.told is not None and held.told.fr == "Deux véhicules arrêtés."
    incident = do("mediation", "incident.report", ROBBERY)
    refused("act-incomplete", lambda: do("mediation", "incident.locate", {"where": ["talvane"]}, incident))
    refused("unknown-act", lambda: do("army", "incident.locate", at, incident))
    do("mediation", "incident.locate", at, incident)
    told = story(look(own, "mediation"), incident)
    assert told is not None and told.row.spots == ("talvane",) and told.precision == "1"
    (step,) = [step for step in told.steps if step.kind == "located-at"]
    assert step.data["before"].fr == "axe Valombrine–Talvane" and step.data["where"].fr == "Talvane"
    assert step.entry is not None, "who placed it is signed"
