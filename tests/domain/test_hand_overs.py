"""Hand-overs: who confirms for whom, the checklist, and the days that both stand side by side."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.base.dates import When
from toguna.domain.hand_overs import CannotClose, Confirmation, HandOver, may_close, overlap_days
from toguna.domain.measures import Measure, PlannedEnd

FILLED = {
    "last_seen": When.parse("2031-06-08"),
    "hot_spots": ("ford",),
    "contacts": ("chief",),
    "joint_patrol": When.parse("2031-06-09"),
}
ON = date(2031, 6, 10)


def measure(**fields: object) -> Measure:
    return Measure(**{"id": "m03", "framework": "f", "kind": "road_patrol", "by": ("cma",), **fields})


def hand_over(*parties: str, **points: object) -> HandOver:
    confirmed = tuple(Confirmation(party=p) for p in parties)
    return HandOver(id="h", framework="f", from_measure="m03", to_measure="m04", confirmed_by=confirmed, **points)


@pytest.mark.parametrize(
    ("parties", "leaving", "taking", "confirmed"),
    [
        ((), ("cma",), ("fama",), False),
        (("cma",), ("cma",), ("fama",), False),
        (("fama",), ("cma",), ("fama",), False),
        (("cma", "fama"), ("cma",), ("fama",), True),
        (("hd", "cma"), ("cma",), ("fama",), False),
        (("cma",), ("cma", "fama"), ("cma",), False),
        (("cma", "fama"), ("cma", "fama"), ("cma",), True),
        (("fama",), ("fama",), ("fama",), True),
    ],
)
def test_both_sides_must_confirm(parties, leaving, taking, confirmed):
    assert hand_over(*parties).confirmed(leaving, taking) is confirmed


LEAVING = measure(status="handing_over", planned_end=PlannedEnd(date=When.parse("2031-06-12")))
RELIEF = measure(id="m04", by=("fama",), status="active", start=When.parse("2031-06-09"))


def test_a_hand_over_closes_when_nothing_is_missing():
    may_close(hand_over("cma", "fama", **FILLED), LEAVING, RELIEF, ON)


@pytest.mark.parametrize(
    ("case", "relief", "on", "said"),
    [
        (hand_over("cma", **FILLED), RELIEF, ON, "both sides have not confirmed"),
        (hand_over("cma", "fama", **FILLED), measure(id="m04", by=("fama",), status="resourced"), ON, "not active"),
        (hand_over("cma", "fama", **FILLED), None, ON, "not active"),
        (hand_over("cma", "fama"), RELIEF, ON, "the checklist lacks"),
        (hand_over("cma", "fama", **{**FILLED, "hot_spots": ()}), RELIEF, ON, "the places to watch"),
        (hand_over("cma", "fama", **FILLED), RELIEF, date(2031, 6, 8), "whole cycle (1 d)"),
        (hand_over("cma", "fama", cycle_days=7, **FILLED), RELIEF, ON, "whole cycle (7 d)"),
    ],
)
def test_each_thing_that_is_missing_is_named(case, relief, on, said):
    with pytest.raises(CannotClose) as refused:
        may_close(case, LEAVING, relief, on)
    assert said in refused.value.say("en")


@pytest.mark.parametrize(
    ("start", "ends", "on", "days"),
    [
        ("2031-06-09", "2031-06-12", "2031-06-09", 1),
        ("2031-06-09", "2031-06-12", "2031-06-30", 3),
        ("2031-06-09", None, "2031-06-30", 22),
        ("2031-06-12", "2031-06-12", "2031-06-30", 0),
        ("2031-06", "2031-07-02", "2031-07-10", 2),
        ("unknown", "2031-06-12", "2031-06-30", 0),
    ],
)
def test_days_side_by_side_are_counted_as_far_as_they_are_sure(start, ends, on, days):
    leaving = measure(planned_end=PlannedEnd(date=When.parse(ends)) if ends else None)
    assert overlap_days(leaving, measure(start=When.parse(start)), date.fromisoformat(on)) == days
