"""Acts before an end without a relief, as seats perform them: notice, requests, stops, withdrawals, means, justice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.base.errors import TogunaError
from toguna.domain.machine import IllegalMove
from toguna.domain.matrix import Role
from toguna.domain.measures import CashRefused, Measure
from toguna.domain.parity import Side
from toguna.domain.requests import Request
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, UnknownCase
from toguna.server.actions.justice import NothingToCount
from toguna.server.actions.receipts import Receipt
from toguna.server.actions.registers import open_key
from toguna.server.actions.relief import NoticeTooLate
from toguna.server.acts.catalogue import ACTS, offered
from toguna.server.acts.parsing import ActIncomplete
from toguna.server.acts.performing import UnknownAct, perform
from toguna.server.ledger import store
from toguna.server.queries import parity, requests
from toguna.server.queries.reading import Reading, read

TODAY = date(2031, 6, 16)


class Seats:
    """The invented scenario on its last day; each act is a seat's own."""

    def __init__(self, home: Home, key: DeviceKey) -> None:
        self.home, self.key, self.sent = home, key, 0

    def reads(self, seat: str) -> Reading:
        found = read(self.home, framework="ostrine", seat=seat, as_of=None)
        return replace(found, today=TODAY)

    def does(self, seat: str, act: str, case: str | None = None, **said: Any) -> Receipt:
        self.sent += 1
        return perform(self.reads(seat), self.key, act, said, token=f"form-{self.sent:05}", lang="fr", case=case)

    def measure(self, case: str) -> Measure:
        return self.reads("mediation").by_id(Measure)[case]

    def begins(self, seat: str, **more: Any) -> str:
        """A patrol of the seat's party from proposal to its first day; its id."""
        stretch = {"road": "valombrine-sorbane", "segment_from": "valombrine", "segment_to": "lumerane"}
        said = {"kind": "road_patrol", "by": [seat], "stretches": [stretch], "until": "2031-08-31", **more}
        case = self.does(seat, "measure.propose", **said).case
        self.does("governorate", "measure.authorise", case, by="governorate", until="2031-09-30", conduct="aucune taxe")
        self.does(seat, "measure.resource", case, means=[{"kind": "fuel", "lasts_days": 40, "counted": "2031-06-16"}])
        self.does(seat, "measure.activate", case, start="2031-06-16")
        return case


@pytest.fixture
def seats(own: Home) -> Seats:
    return Seats(own, open_key(own, PASSPHRASE))


def refused(seats: Seats, error: type[TogunaError], /, *call: Any, **said: Any) -> str:
    """The French sentence of a refusal that wrote nothing."""
    register = seats.reads("mediation").register
    before = store.frontier(register)
    with pytest.raises(error) as raised:
        seats.does(*call, **said)
    assert store.frontier(register) == before
    return raised.value.say("fr")


def test_notice_is_given_by_those_who_carry_it_and_stays_beside_the_end(seats: Seats) -> None:
    case = seats.begins("army")
    refused(seats, NotYourMeasure, "kite", "measure.give_notice", case, end="2031-06-30")
    assert "à venir" in refused(seats, NoticeTooLate, "army", "measure.give_notice", case, end="2031-06-15")
    refused(seats, ActIncomplete, "army", "measure.give_notice", case)
    seats.does("army", "measure.give_notice", case, end="2031-06-30", why="le carburant s’épuise")
    held = seats.measure(case)
    assert (held.status, held.notice_days()) == ("expiring", 14)
    assert held.notice is not None and held.notice.party == "army"
    refused(seats, IllegalMove, "army", "measure.give_notice", case, end="2031-07-01")


def test_the_secretariat_that_writes_a_notice_down_does_not_give_it(seats: Seats) -> None:
    case = seats.begins("kite")
    seats.does("mediation", "measure.give_notice", case, end="2031-06-30")
    held = seats.measure(case)
    assert held.notice is not None and held.notice.party == "kite"


def test_a_relief_is_asked_for_once_and_the_request_tells_of_no_gap(seats: Seats) -> None:
    case = seats.begins("kite")
    refused(seats, NotYourMeasure, "army", "request.seek_relief", measure=case, level="regional")
    refused(seats, UnknownAct, "youth", "request.seek_relief", measure=case, level="regional")
    drafted = seats.does("kite", "request.seek_relief", measure=case, level="regional").case
    assert drafted in seats.reads("kite").by_id(Request)
    assert drafted not in {row.id for row in requests.listed(seats.reads("chiefs"))}, "a draft is its sender's"
    seats.does("kite", "request.endorse", drafted)
    seats.does("kite", "request.send", drafted, date="2031-06-16")
    (row,) = [row for row in requests.listed(seats.reads("chiefs")) if row.id == drafted]
    assert row.what is not None and not any(sign.isdigit() for sign in row.what.fr)
    assert "vide" not in row.what.fr and "fin" not in row.what.fr.split()


def test_an_abrupt_stop_opens_a_request_once_and_at_the_level_of_its_reason(seats: Seats) -> None:
    one, two = seats.begins("army"), seats.begins("army")
    seats.does("army", "request.seek_relief", measure=two, level="local")
    for case in (one, two):
        seats.does("army", "measure.stop", case, end="2031-06-16", because="means", why="plus de carburant")
    asked = {case: [r for r in seats.reads("army").all(Request) if case in r.about] for case in (one, two)}
    assert [(r.level, r.status) for r in asked[one]] == [("national", "drafted")]
    assert [r.level for r in asked[two]] == ["local"], "one was under way already"
    assert seats.measure(one).ended_because == "means"


def test_a_garrison_that_leaves_degrades_what_relies_on_it_the_same_day(seats: Seats) -> None:
    on, off = seats.begins("army", relies_on=["lumerane", "sorbane"]), seats.begins("army")
    said = {"kind": "garrison_moved_in", "by": ["army"], "where": ["sorbane"], "date": "2031-06-16"}
    seats.does("army", "withdrawal.record", **said)
    assert seats.measure(on).status == "active"
    seats.does("army", "withdrawal.record", **{**said, "kind": "garrison_withdrawn"})
    assert (seats.measure(on).status, seats.measure(off).status) == ("degraded", "active")
    (asked,) = [r for r in seats.reads("army").all(Request) if on in r.about]
    assert off not in asked.about and asked.status == "drafted"
    refused(seats, UnknownAct, "chiefs", "withdrawal.record", **said)


def test_a_movement_records_that_a_force_left_as_the_army_does(seats: Seats) -> None:
    on = seats.begins("kite", relies_on=["lumerane", "sorbane"])
    said = {"kind": "garrison_withdrawn", "by": ["army"], "where": ["sorbane"], "date": "2031-06-16"}
    seats.does("kite", "withdrawal.record", **said)
    assert seats.measure(on).status == "degraded"


def test_means_are_told_in_days_and_never_as_cash_to_a_movement(seats: Seats) -> None:
    case = seats.begins("kite")
    assert seats.measure(case).runs_out() == date(2031, 7, 26)
    cash = [{"kind": "per_diem", "until": "2031-08-31"}]
    assert "en nature" in refused(seats, CashRefused, "kite", "measure.amend", case, means=cash)
    refused(seats, CashRefused, "mediation", "measure.amend", case, means=cash)
    faster = [{"kind": "fuel", "lasts_days": 10, "counted": "2031-06-16", "pace_percent": 200}]
    seats.does("kite", "measure.amend", case, means=faster)
    assert seats.measure(case).runs_out() == date(2031, 6, 21)
    other = seats.begins("army")
    seats.does("army", "measure.amend", other, means=cash)
    assert seats.measure(other).means[0].kind == "per_diem"


def test_persons_handed_to_justice_are_counted_and_never_named(seats: Seats) -> None:
    case = seats.begins("gendarmerie")
    said = {"date": "2031-06-16", "count": 2, "authority": "prosecutor", "place": "valombrine"}
    refused(seats, NothingToCount, "gendarmerie", "measure.hand_to_justice", case, **{**said, "count": 0})
    refused(seats, NothingToCount, "gendarmerie", "measure.hand_to_justice", case, **{**said, "date": "2031-06-17"})
    refused(seats, NotYourMeasure, "army", "measure.hand_to_justice", case, **said)
    for word in ("name", "names", "suspect", "ethnicity", "plate"):
        refused(seats, ActIncomplete, "gendarmerie", "measure.hand_to_justice", case, **said, **{word: "X"})
    seats.does("gendarmerie", "measure.hand_to_justice", case, **said)
    seats.does("gendarmerie", "measure.hand_to_justice", case, **{**said, "count": 1})
    assert seats.measure(case).handed_over_to_justice() == 3


def test_each_act_is_offered_only_where_it_can_be_done(seats: Seats) -> None:
    case = seats.begins("army")
    held = seats.measure(case)
    names = {act.name for act in offered(seats.reads("army"), "measure", held)}
    assert {"measure.give_notice", "measure.hand_to_justice", "measure.stop"} <= names
    assert not names & {"measure.authorise", "measure.resume", "measure.activate"}
    for seat in ("kite", "chiefs", "donor", "observer"):
        assert not {act.name for act in offered(seats.reads(seat), "measure", held)}, seat
    assert ACTS["request.seek_relief"].may(seats.reads("army"), None)
    with pytest.raises(UnknownCase):
        seats.does("army", "measure.give_notice", "m-none", end="2031-06-30")


def test_a_request_counts_for_the_side_that_carries_it_with_its_own_times(seats: Seats) -> None:
    def asks(seat: str, answered: str | None) -> None:
        drafted = seats.does(seat, "request.draft", what="du carburant", level="national", by=[seat]).case
        seats.does(seat, "request.endorse", drafted)
        seats.does(seat, "request.send", drafted, date="2031-06-01")
        if answered is not None:
            seats.does(seat, "request.answer", drafted, date=answered, answer="yes")

    for answered in ("2031-06-03", "2031-06-05", "2031-06-15"):
        asks("kite", answered)
    asks("army", None)
    told = {one.side: one for one in parity.asked(seats.reads("mediation"))}
    assert told[Side.MOVEMENTS] == parity.Asked(Side.MOVEMENTS, 3, 3, (4, 4), 0, None)
    assert told[Side.STATE] == parity.Asked(Side.STATE, 1, 0, None, 1, 15)
    told = {one.side: one for one in parity.asked(seats.reads("chiefs"))}
    assert told[Side.MOVEMENTS] == parity.Asked(Side.MOVEMENTS, 3, 3, (4, 4), None, None)
    assert told[Side.STATE] == parity.Asked(Side.STATE, None, None, None, None, None)
    assert parity.asked(seats.reads("donor")) == ()


def test_every_act_of_the_army_is_one_of_the_movements_too() -> None:
    assert len([act for act in ACTS.values() if Role.ARMY in act.roles]) > 20
    assert [act.name for act in ACTS.values() if (Role.ARMY in act.roles) != (Role.MOVEMENT in act.roles)] == []
