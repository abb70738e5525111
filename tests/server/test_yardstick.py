"""Joint forces and others by the same yardstick: counted by hand, a month late, unknown where nothing is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.base.dates import When
from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.queries.reading import Reading, read, read_for_all
from toguna.server.queries.yardstick import Days, Side, sides, yardstick

UNKNOWN = Days(None, None, None, None)


def look(home: Home, seat: str | None, day: str, framework: str = "ostrine") -> Reading:
    as_of = date.fromisoformat(day)
    if seat is None:
        return read_for_all(home, framework=framework, as_of=as_of)
    return read(home, framework=framework, seat=seat, as_of=as_of)


def both(home: Home, day: str, framework: str = "ostrine") -> tuple[Side, Side]:
    joint, single = sides(look(home, "youth" if framework == "ostrine" else "women", day, framework))
    return joint, single


def test_one_force_alone_counted_by_hand(home: Home):
    """Up to 30 April 2031: v01 85 days (6 January to 31 March), v02 28, v04 74, v05 21, v07 61, v10 21 (from the last
    day of its month to the first on which the press has it end); three outings of three days.
    """
    found = yardstick(look(home, "youth", "2031-06-16"))
    assert found is not None and found.until == date(2031, 4, 30)
    _, single = found.sides
    assert single.days == Days(290, 3, 0, 287)
    assert (single.measures, single.authorised, single.undated) == (6, 5, 0)
    assert (single.ended, single.relieved, single.for_means, single.unexplained) == (3, 2, 1, 0)
    assert (single.due, single.proved) == (2, 0)
    months = dict(single.months)
    assert months[When.parse("2031-04")] == Days(28 + 15 + 21 + 30, 1, 0, 93)
    assert months[When.parse("2031-02")] == Days(28 + 28, 0, 0, 56)


def test_where_nothing_is_recorded_nothing_is_said_to_be_none(home: Home):
    joint, _ = both(home, "2031-06-16")
    assert joint.days == UNKNOWN and {days for _, days in joint.months} == {UNKNOWN}
    rest = (joint.measures, joint.authorised, joint.undated, joint.ended, joint.relieved, joint.due, joint.proved)
    assert rest == (None,) * 7


def test_what_two_forces_carry_together_is_counted_on_the_same_points(home: Home):
    """v08, army and movement: 5 to 25 May, told at the end of June. Nobody logged a passage: that is not “none”."""
    before, _ = both(home, "2031-06-30")
    assert before.measures is None
    joint, _ = both(home, "2031-07-01")
    assert joint.days == Days(21, 0, 0, 21) and (joint.measures, joint.authorised, joint.ended) == (1, 1, 1)
    assert joint.relieved == 0 and joint.for_means == 0


def test_a_measure_whose_days_are_not_known_is_told_apart_and_counts_no_day(home: Home):
    _, single = both(home, "2031-12-31")
    assert single.undated == 1, "v09 was seen in a quarter, and nobody knows when it ended"
    v02 = dict(single.months)[When.parse("2031-07")]
    assert v02.run == 6 + 31, "after the end that was agreed nothing is sure: v05 to 6 July, v07 all month"


def test_a_passage_that_was_missed_is_not_one_of_which_nothing_is_told(own: Home):
    register, key = look(own, "mediation", "2031-06-16").register, open_key(own, PASSPHRASE)

    def outing(case: str, day: str, state: str) -> tuple[Payload, str]:
        where = {"road": "valombrine-talvane", "segment_from": "valombrine", "segment_to": "ostrine"}
        said: dict[str, Any] = {"framework": "ostrine", "measure": "v02", "date": day, "half": "am"}
        return Payload("outing.logged", case, {**where, **said, "state": state}, date(2031, 4, 30)), "framework"

    kinds = [("a", "2031-04-10", "not_seen"), ("b", "2031-04-11", "no_answer"), ("c", "2031-04-12", "seen")]
    kinds += [("d", "2031-04-12", "not_seen"), ("e", "2031-04-12", "seen")]
    enter(register, key, [outing(*one) for one in kinds])
    _, single = both(own, "2031-06-16")
    assert single.days == Days(290, 4, 1, 285)


@pytest.mark.parametrize("seat", ["mediation", "army", "kite", "chiefs", "observer", None])
def test_every_member_reads_the_same_and_no_party_or_road_is_named(home: Home, seat: str | None):
    told = sides(look(home, seat, "2031-07-01"))
    assert told == sides(look(home, "youth", "2031-07-01"))
    said = repr(told)
    for name in ("army", "kite", "gendarmerie", "lantern", "valombrine", "v01", "v08"):
        assert name not in said


def test_it_is_for_members_and_tells_no_month_before_its_time(home: Home):
    assert sides(look(home, "donor", "2031-06-16")) == []
    for day in ("2031-05-31", "2031-06-01"):
        found = yardstick(look(home, "chiefs", day))
        assert found is not None
        assert found.until == date(2031, 3 if day == "2031-05-31" else 4, 31 if day == "2031-05-31" else 30)
