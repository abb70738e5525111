"""Acts on measures: the invariants bind whoever acts, at the one way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.base.dates import When
from toguna.base.errors import RuleError, TogunaError
from toguna.domain.hand_overs import CannotClose
from toguna.domain.machine import IllegalMove
from toguna.domain.measures import CannotStart
from toguna.domain.visibility import Reader
from toguna.domain.wire import Payload
from toguna.register.signing import DeviceKey
from toguna.server.actions.entering import enter
from toguna.server.actions.hand_overs import (
    AlreadyDone,
    StillToCome,
    brief_hand_over,
    cancel_hand_over,
    close_hand_over,
    confirm_hand_over,
)
from toguna.server.actions.incidents import ReadOnly
from toguna.server.actions.measures import NotYourMeasure, UnknownCase, activate_measure
from toguna.server.actions.registers import open_key
from toguna.server.ledger import store
from toguna.server.queries.reading import read
from toguna.server.queries.situation import situation
from toguna.server.records.models import HandOver, Measure

START = When.parse("2031-06-23")
END = When.parse("2031-09-23")
TODAY = date(2031, 6, 17)


@dataclass(frozen=True)
class Desk:
    """A register with its key, as somebody works at it."""

    home: Home
    register: bytes
    key: DeviceKey

    def reader(self, seat: str) -> Reader:
        return read(self.home, framework="ostrine", seat=seat, as_of=None).reader

    def say(self, type_: str, case: str, **fields: Any) -> None:
        enter(self.register, self.key, [(Payload(type_, case, fields, date(2031, 6, 17)), "framework")])

    def status(self, model: Any, case: str) -> str:
        found: str = model.objects.at(self.register, None).get(case=case).data["status"]
        return found

    def entries(self) -> int:
        return sum(size for _, size, _ in store.frontier(self.register))


@pytest.fixture
def desk(own: Home) -> Desk:
    reading = read(own, framework="ostrine", seat="mediation", as_of=None)
    return Desk(own, reading.register, open_key(own, PASSPHRASE))


def refused(desk: Desk, kind: type[TogunaError], call: Any) -> str:
    """The English sentence of a refusal that wrote nothing."""
    before = desk.entries()
    with pytest.raises(kind) as raised:
        call()
    assert desk.entries() == before
    assert raised.value.say("fr") != raised.value.say("en")
    return raised.value.say("en")


def authorise(desk: Desk) -> None:
    desk.say("measure.authorised", "v03", authorised={"by": "governorate", "until": "2031-09-30"})


def resource(desk: Desk) -> None:
    desk.say("measure.resourced", "v03", means=[{"kind": "fuel", "until": "2031-09-30"}])


def test_no_active_measure_without_authorisation_means_and_end(desk: Desk) -> None:
    army = desk.reader("army")

    def start(**more: Any) -> bytes:
        return activate_measure(desk.register, army, desk.key, "v03", start=START, known=date(2031, 6, 23), **more)

    said = refused(desk, CannotStart, start)
    assert "the authorisation is, the means are, the end date is" in said
    authorise(desk)
    assert "the means are, the end date is" in refused(desk, CannotStart, start)
    resource(desk)
    assert "the end date is not given" in refused(desk, CannotStart, start)
    start(planned_end=When.parse("2031-09-23"))
    assert desk.status(Measure, "v03") == "active"
    assert store.verify_all().ok
    assert "not possible" in refused(desk, IllegalMove, lambda: start(planned_end=When.parse("2031-09-23")))


@pytest.mark.parametrize("lacking", ["authorisation", "means", "end"])
def test_each_of_the_three_is_needed(desk: Desk, lacking: str) -> None:
    if lacking != "authorisation":
        authorise(desk)
    if lacking != "means":
        resource(desk)
    end = None if lacking == "end" else When.parse("2031-09-23")
    said = refused(
        desk,
        RuleError,
        lambda: activate_measure(desk.register, desk.reader("army"), desk.key, "v03", start=START, planned_end=end),
    )
    assert {"authorisation": "authorisation", "means": "means", "end": "end date"}[lacking] in said
    assert desk.status(Measure, "v03") != "active"


@pytest.mark.parametrize(
    ("seat", "may"), [("army-suppleant", True), ("mediation", True), ("kite", False), ("donor", False)]
)
def test_whose_act_it_is(desk: Desk, seat: str, may: bool) -> None:
    authorise(desk)
    resource(desk)

    def start() -> bytes:
        end = When.parse("2031-09-23")
        return activate_measure(desk.register, desk.reader(seat), desk.key, "v03", start=START, planned_end=end)

    if may:
        start()
        assert desk.status(Measure, "v03") == "active"
    else:
        assert f"“{seat}”" in refused(desk, NotYourMeasure, start)


def test_a_hand_over_closes_when_nothing_of_it_is_missing(desk: Desk) -> None:
    """The relief is active, both sides have confirmed, the list is filled in, and both were out for a cycle."""
    kite, army, closing = desk.reader("kite"), desk.reader("army"), date(2031, 6, 22)

    def close(on: date = closing) -> list[bytes]:
        return close_hand_over(desk.register, kite, desk.key, "v02-v03", on=on, known=on)

    said = refused(desk, CannotClose, close)
    assert "not active" in said and "not confirmed" in said and "whole cycle" in said
    assert "the checklist lacks when the road was last seen, the places to watch, the functions to call" in said
    confirm_hand_over(desk.register, kite, desk.key, "v02-v03", party="kite", known=closing)
    confirm_hand_over(desk.register, army, desk.key, "v02-v03", party="army", known=closing)
    said = refused(desk, CannotClose, close)
    assert "not active" in said and "not confirmed" not in said
    authorise(desk)
    resource(desk)
    activate_measure(
        desk.register, army, desk.key, "v03", start=When.parse("2031-06-21"), planned_end=END, known=date(2031, 6, 21)
    )
    said = refused(desk, CannotClose, close)
    assert "checklist" in said and "not active" not in said and "cycle" not in said
    points = {"last_seen": "2031-06-21", "hot_spots": ["ambrelune"], "contacts": ["chief", "carrier"]}
    brief_hand_over(desk.register, army, desk.key, "v02-v03", points, on=closing, known=closing)
    assert desk.status(Measure, "v02") == "handing_over"
    assert "the first patrol made together" in refused(desk, CannotClose, close)
    together = {"joint_patrol": "2031-06-22"}

    def brief(on: date) -> list[bytes]:
        return brief_hand_over(desk.register, kite, desk.key, "v02-v03", together, on=on, known=closing)

    assert "no patrol to come" in refused(desk, StillToCome, lambda: brief(date(2031, 6, 21)))
    brief(closing)
    assert "whole cycle" in refused(desk, CannotClose, lambda: close(date(2031, 6, 20)))
    close()
    assert (desk.status(HandOver, "v02-v03"), desk.status(Measure, "v02")) == ("closed", "handed_over")
    found = situation(read(desk.home, framework="ostrine", seat="mediation", as_of=date(2031, 6, 24)))
    assert not [gap for gap in found.gaps if gap.after == "v02"]
    refused(desk, IllegalMove, close)
    late = {"contacts": ["post"]}
    said = refused(
        desk, AlreadyDone, lambda: brief_hand_over(desk.register, kite, desk.key, "v02-v03", late, on=closing)
    )
    assert "is done" in said


def test_a_relief_that_falls_through_leaves_the_measure_without_one(desk: Desk) -> None:
    stranger = desk.reader("lantern")
    points = {"contacts": ["post"]}
    brief_hand_over(desk.register, desk.reader("kite"), desk.key, "v02-v03", points, on=TODAY, known=TODAY)
    assert desk.status(Measure, "v02") == "handing_over"
    refused(desk, NotYourMeasure, lambda: cancel_hand_over(desk.register, stranger, desk.key, "v02-v03"))
    cancel_hand_over(desk.register, desk.reader("kite"), desk.key, "v02-v03", known=date(2031, 6, 17))
    found = situation(read(desk.home, framework="ostrine", seat="mediation", as_of=date(2031, 6, 17)))
    (row,) = [row for row in found.ending if row.measure == "v02"]
    assert (row.successor, row.alarm) == (None, "T-7")
    assert desk.status(Measure, "v02") == "active"


def test_an_active_relief_that_one_side_has_not_confirmed(desk: Desk) -> None:
    authorise(desk)
    resource(desk)
    desk.say("hand_over.confirmed", "v02-v03", party="army", date="2031-06-17")
    end = When.parse("2031-09-23")
    activate_measure(desk.register, desk.reader("army"), desk.key, "v03", start=START, planned_end=end)
    army = desk.reader("army")
    said = refused(
        desk, CannotClose, lambda: close_hand_over(desk.register, army, desk.key, "v02-v03", on=date(2031, 6, 24))
    )
    assert "both sides have not confirmed" in said and "not active" not in said


def test_what_is_not_there_and_what_is_documented(desk: Desk) -> None:
    army = desk.reader("army")
    assert "v99" in refused(
        desk, UnknownCase, lambda: activate_measure(desk.register, army, desk.key, "v99", start=START)
    )
    refused(desk, UnknownCase, lambda: close_hand_over(desk.register, army, desk.key, "v99", on=TODAY))
    other = desk.reader("lantern")
    refused(desk, NotYourMeasure, lambda: close_hand_over(desk.register, other, desk.key, "v02-v03", on=TODAY))
    documented = read(desk.home, framework="timbuktu-taoudeni", seat="hd", as_of=None)
    refused(
        desk, ReadOnly, lambda: activate_measure(documented.register, documented.reader, desk.key, "m03", start=START)
    )


def test_the_seat_stands_in_the_entry(desk: Desk) -> None:
    authorise(desk)
    resource(desk)
    end = When.parse("2031-09-23")
    hash_ = activate_measure(
        desk.register, desk.reader("army-suppleant"), desk.key, "v03", start=START, planned_end=end
    )
    from toguna.domain.wire import from_wire
    from toguna.register.encoding import decode

    (stored,) = [s for s in store.all_entries(desk.register) if s.entry.hash == hash_]
    assert stored.entry.payload is not None
    assert from_wire(decode(stored.entry.payload)).seat == "army-suppleant"
