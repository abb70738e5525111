"""Blind coding and what settles it; PAIMT's steps for work under way, from its pace towards the deadline."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.base.dates import When
from toguna.base.errors import TogunaError
from toguna.base.text import Words
from toguna.domain.doing import DOING
from toguna.domain.ratings import Adjudication, Coding, paced_step, results, rounds
from toguna.domain.undertakings import Undertaking

DAY = When.parse("2018-12-31")
START, DUE = When.parse("2018-01-01"), date(2018, 12, 31)


def coding(seat: str, step: int, scale: str = "pam", day: When = DAY) -> Coding:
    return Coding(scale=scale, step=step, date=day, seat=seat)


def third(seat: str, step: int, scale: str = "pam") -> Adjudication:
    return Adjudication(scale=scale, step=step, date=DAY, seat=seat, why=Words(fr="le décret est paru"))


def test_one_coding_settles_nothing_two_that_agree_do():
    (alone,) = rounds([coding("a", 2)], [])
    assert (alone.complete, alone.settled, results([alone])) == (False, None, ())
    (both,) = rounds([coding("a", 2), coding("b", 2)], [])
    assert both.complete and not both.differs and both.settled == 2
    assert [(one.scale, one.step, one.party) for one in results([both])] == [("pam", 2, None)]


def test_two_that_differ_count_once_a_third_has_settled_and_all_three_stand():
    given = [coding("a", 1), coding("b", 3)]
    (open_,) = rounds(given, [])
    assert open_.differs and open_.settled is None and results([open_]) == ()
    (settled,) = rounds(given, [third("c", 2)])
    assert settled.settled == 2 and [one.step for one in settled.codings] == [1, 3]


def test_a_coder_does_not_settle_its_own_difference():
    (held,) = rounds([coding("a", 1), coding("b", 3)], [third("b", 3)])
    assert held.adjudication is None and held.settled is None
    assert held.awaits_third("c") and not held.awaits_third("a")


def test_a_seat_codes_a_round_once_and_another_day_or_scale_is_another_round():
    later = When.parse("2019-12-31")
    given = [coding("a", 1), coding("a", 3), coding("b", 1), coding("a", 2, day=later), coding("b", 4, "carter")]
    found = rounds(given, [])
    assert [(one.scale, one.date, [c.step for c in one.codings]) for one in found] == [
        ("carter", DAY, [4]),
        ("pam", DAY, [1, 1]),
        ("pam", later, [2]),
    ]


def test_three_that_did_not_know_of_each_other_are_kept_and_the_first_two_are_the_pair():
    (held,) = rounds([coding("a", 1), coding("b", 1), coding("c", 3)], [])
    assert held.settled == 1 and len(held.codings) == 3


@pytest.mark.parametrize(
    ("type_", "fields", "code"),
    [
        ("undertaking.coded", {"seat": "a"}, "coded-already"),
        ("undertaking.coded", {"seat": "c"}, "coded-already"),
        ("undertaking.coded", {"seat": "c", "scale": "carter"}, None),
        ("undertaking.adjudicated", {"seat": "c"}, None),
        ("undertaking.adjudicated", {"seat": "a"}, "nothing-to-settle"),
        ("undertaking.adjudicated", {"seat": "c", "date": "2018-12-30"}, "nothing-to-settle"),
    ],
)
def test_who_may_still_code_or_settle(type_: str, fields: dict[str, str], code: str | None):
    held = Undertaking(id="u", what=Words(fr="x"), codings=(coding("a", 1), coding("b", 3)))
    check, told = DOING[type_].check, {"scale": "pam", "date": DAY.iso(), **fields}
    assert check is not None
    if code is None:
        check(held, told)
        return
    with pytest.raises(TogunaError) as wrong:
        check(held, told)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("on", "done", "step"),
    [
        # 181 days of 364: half done needs half the time.
        ("2018-07-01", 50, 3),
        ("2018-07-01", 49, 2),
        # Near the end, almost all must be done.
        ("2018-12-31", 99, 2),
        ("2018-12-27", 99, 3),
        # The deadline has passed.
        ("2019-01-05", 99, 2),
        # A month is as late as its last day.
        ("2018-07", 50, 2),
        ("2018-06", 50, 3),
    ],
)
def test_what_is_under_way_is_2_or_3_by_its_pace(on: str, done: int, step: int):
    for typed in (2, 3):
        assert paced_step("paimt", typed, done, When.parse(on), start=START, due=DUE) == step


@pytest.mark.parametrize("step", [0, 1, 4])
def test_nothing_initiated_and_complete_need_no_pace(step: int):
    assert paced_step("paimt", step, None, DAY, start=None, due=None) == step


@pytest.mark.parametrize(
    ("scale", "step", "done", "due", "code"),
    [
        ("paimt", 2, None, DUE, "share-needed"),
        ("paimt", 3, 100, DUE, "share-needed"),
        ("paimt", 3, 50, None, "no-pace"),
        ("paimt", 1, 50, DUE, "share-without-pace"),
        ("pam", 2, 50, DUE, "share-without-pace"),
    ],
)
def test_a_pace_that_cannot_be_worked_out_is_refused_with_what_to_do(
    scale: str, step: int, done: int | None, due: date | None, code: str
):
    with pytest.raises(TogunaError) as wrong:
        paced_step(scale, step, done, DAY, start=START, due=due)
    assert wrong.value.code == code
