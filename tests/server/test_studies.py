"""Plans and studies, outings and hand-overs at the one way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.base.dates import When
from toguna.base.errors import TogunaError
from toguna.domain.machine import IllegalMove
from toguna.domain.measures import CannotStart
from toguna.domain.studies import BadPlan
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions import hand_overs, measures, outings, studies
from toguna.server.actions.cases import AlreadyHeld, NotYourMeasure, UnknownCase
from toguna.server.actions.incidents import ReadOnly
from toguna.server.actions.registers import open_key
from toguna.server.ledger import store
from toguna.server.queries.reading import read
from toguna.server.records.models import HandOver, Measure, Study

TODAY = date(2031, 6, 18)
KNOWN = date(2031, 6, 17)
PLAN = {
    "about": ["v03"],
    "method": "share",
    "framework": "ostrine",
    "expected_milli": 500,
    "comparisons": ["valombrine-sorbane"],
    "reviews": ["2031-10", "2032-01"],
}
PROPOSED = {
    "framework": "ostrine",
    "kind": "road_patrol",
    "by": ["army"],
    "where": ["valombrine-sorbane"],
    "level": "regular",
    "planned_end": {"date": "2031-09-30"},
}


@dataclass(frozen=True)
class Desk:
    """A register with its key, as somebody works at it."""

    home: Home
    register: bytes
    key: DeviceKey

    def at(self, seat: str) -> tuple[bytes, Reader, DeviceKey]:
        return self.register, read(self.home, framework="ostrine", seat=seat, as_of=None).reader, self.key

    def held(self, model: Any, case: str) -> dict[str, Any]:
        found: dict[str, Any] = model.objects.at(self.register, None).get(case=case).data
        return found


@pytest.fixture
def desk(own: Home) -> Desk:
    reading = read(own, framework="ostrine", seat="mediation", as_of=None)
    return Desk(own, reading.register, open_key(own, PASSPHRASE))


def refused(desk: Desk, kind: type[TogunaError], call: Callable[[], object]) -> None:
    """A refusal wrote nothing and says what to do in both languages."""
    before = sum(size for _, size, _ in store.frontier(desk.register))
    with pytest.raises(kind) as raised:
        call()
    assert sum(size for _, size, _ in store.frontier(desk.register)) == before
    assert raised.value.say("fr") != raised.value.say("en")


def running(desk: Desk) -> None:
    """A patrol by the army on the second road, from proposal to its first day."""
    army = desk.at("army")
    measures.propose_measure(*army, "x1", PROPOSED, known=KNOWN)
    measures.authorise_measure(*desk.at("governorate"), "x1", by="governorate", until=When.parse("2031-12-31"))
    measures.resource_measure(*army, "x1", [{"kind": "fuel", "until": "2031-09-30"}], known=KNOWN)
    measures.activate_measure(*army, "x1", start=When.parse("2031-06-17"), known=KNOWN)


def test_a_measure_from_proposal_to_end(desk: Desk) -> None:
    running(desk)
    army = desk.at("army")
    assert desk.held(Measure, "x1")["status"] == "active"
    measures.suspend_measure(*army, "x1", because="means", known=KNOWN)
    measures.amend_measure(*army, "x1", {"means": [{"kind": "fuel", "until": "2031-10-31"}]}, known=KNOWN)
    measures.resume_measure(*army, "x1", known=KNOWN)
    assert desk.held(Measure, "x1")["start"] == "2031-06-17", "a pause does not move its first day"
    measures.end_measure(*army, "x1", end=When.parse("2031-06-20"), because="planned_end", known=KNOWN)
    assert (desk.held(Measure, "x1")["status"], desk.held(Measure, "x1")["end"]) == ("ended", "2031-06-20")
    stop = When.parse("2031-06-21")
    refused(desk, IllegalMove, lambda: measures.stop_measure(*army, "x1", end=stop, because="attack", request="px"))


@pytest.mark.parametrize("seat", ["kite", "chiefs", "observer", "donor", "youth"])
def test_only_those_who_carry_it_or_the_secretariat_act_on_a_measure(desk: Desk, seat: str) -> None:
    other = desk.at(seat)
    refused(desk, NotYourMeasure, lambda: measures.propose_measure(*other, "x1", PROPOSED))
    running(desk)
    refused(desk, NotYourMeasure, lambda: measures.suspend_measure(*other, "x1", because="means"))
    refused(desk, NotYourMeasure, lambda: measures.amend_measure(*other, "x1", {"level": "light"}))
    refused(desk, NotYourMeasure, lambda: measures.authorise_measure(*other, "x1", by="governorate"))


def test_what_a_proposal_may_not_skip(desk: Desk) -> None:
    army = desk.at("army")
    refused(desk, UnknownCase, lambda: measures.resource_measure(*army, "x1", []))
    measures.propose_measure(*army, "x1", PROPOSED, known=KNOWN)
    refused(desk, AlreadyHeld, lambda: measures.propose_measure(*army, "x1", PROPOSED, known=KNOWN))
    refused(desk, IllegalMove, lambda: measures.resource_measure(*army, "x1", [{"kind": "fuel"}]))
    start = When.parse("2031-06-17")
    refused(desk, CannotStart, lambda: measures.activate_measure(*army, "x1", start=start))
    with pytest.raises(ValueError, match="by"):
        measures.amend_measure(*army, "x1", {"by": ["kite"]})


def test_a_replay_takes_none_of_it(own: Home) -> None:
    reading = read(own, framework="timbuktu-taoudeni", seat=None, as_of=None)
    at = reading.register, reading.reader, open_key(own, PASSPHRASE)
    for call in (
        lambda: measures.propose_measure(*at, "x1", PROPOSED),
        lambda: studies.plan_study(*at, "p", PLAN),
        lambda: outings.log_outings(*at, [], today=TODAY),
        lambda: hand_overs.plan_hand_over(*at, "h", leaving="m03", taking_over=None),
    ):
        with pytest.raises(ReadOnly):
            call()


def outing(**more: Any) -> outings.Outing:
    held = {"case": "o1", "measure": "x1", "road": "valombrine-sorbane", "stretch": ("valombrine", "lumerane")}
    return outings.Outing(**{**held, "day": date(2031, 6, 18), "half": "am", **more})


def test_outings_are_logged_by_those_who_went(desk: Desk) -> None:
    running(desk)
    assert len(outings.log_outings(*desk.at("army"), [outing(), outing(case="o2", half="pm")], today=TODAY)) == 2
    refused(desk, NotYourMeasure, lambda: outings.log_outings(*desk.at("kite"), [outing(case="o3")], today=TODAY))


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "planned"},
        {"day": date(2031, 6, 19)},
        {"day": date(2031, 6, 16)},
        {"stretch": ("valombrine", "sorbane")},
        {"road": "valombrine-talvane", "stretch": ("valombrine", "ostrine")},
    ],
)
def test_an_outing_that_does_not_fit_is_refused(desk: Desk, wrong: dict[str, Any]) -> None:
    running(desk)
    refused(desk, outings.NotAnOuting, lambda: outings.log_outings(*desk.at("army"), [outing(**wrong)], today=TODAY))


def test_each_side_confirms_a_hand_over_for_itself(desk: Desk) -> None:
    running(desk)
    army, kite = desk.at("army"), desk.at("kite")
    measures.propose_measure(*kite, "x2", {**PROPOSED, "by": ["kite"]}, known=KNOWN)
    refused(
        desk,
        NotYourMeasure,
        lambda: hand_overs.plan_hand_over(*desk.at("lantern"), "h", leaving="x1", taking_over="x2"),
    )
    hand_overs.plan_hand_over(*army, "h", leaving="x1", taking_over="x2", known=KNOWN)
    refused(desk, NotYourMeasure, lambda: hand_overs.confirm_hand_over(*army, "h", party="kite"))
    refused(desk, NotYourMeasure, lambda: hand_overs.confirm_hand_over(*desk.at("mediation"), "h", party="lantern"))
    for at, party in ((army, "army"), (kite, "kite")):
        hand_overs.confirm_hand_over(*at, "h", party=party, on=When.on(KNOWN), known=KNOWN)
    assert {c["party"] for c in desk.held(HandOver, "h")["confirmed_by"]} == {"army", "kite"}


def test_the_study_names_its_plan_by_the_hash_of_its_entry(desk: Desk) -> None:
    secretariat = desk.at("mediation")
    hashed = studies.plan_study(*secretariat, "v03-plan", PLAN, known=KNOWN).hex()
    assert desk.held(Study, "v03-plan")["status"] == "planned"
    result = {"about": ["v03"], "method": "share", "framework": "ostrine", "verdict": "cannot_tell_yet"}
    studies.record_study(*secretariat, "v03-1", {**result, "plan": hashed, "looked": "2031-10-05"}, known=KNOWN)
    assert desk.held(Study, "v03-1")["plan"] == hashed
    refused(desk, studies.NoPlan, lambda: studies.record_study(*secretariat, "v03-2", {**result, "plan": "00" * 32}))
    refused(desk, AlreadyHeld, lambda: studies.plan_study(*secretariat, "v03-plan", PLAN))
    refused(desk, UnknownCase, lambda: studies.plan_study(*secretariat, "p2", {**PLAN, "about": ["nothing"]}))
    refused(desk, BadPlan, lambda: studies.plan_study(*secretariat, "p2", {**PLAN, "reviews": []}))
    refused(desk, NotYourMeasure, lambda: studies.plan_study(*desk.at("lantern"), "p2", PLAN))
    refused(desk, NotYourMeasure, lambda: studies.record_study(*desk.at("army"), "v03-3", result))
