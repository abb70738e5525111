"""The cover calendar: boundary days by hand, the documented relay of April 2019, then properties against an oracle.

The oracle knows nothing of intervals: it lists every pair of days on which a measure may have started and ended, and
asks of each day whether the measure was on in all of them, in some, or in none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.analysis.cover import (
    Basis,
    Calendar,
    Cell,
    CoverPeriodError,
    CoverSegmentError,
    Gap,
    Level,
    Outing,
    OutingState,
    Spell,
    SpellDatesError,
    alarm,
    calendar,
    cover_share,
    gaps,
    half_day,
    hand_over_lag,
    longest_gap,
    notice,
    runway,
)

DAY0 = date(2019, 3, 1)


def d(text: str) -> date:
    return date.fromisoformat(f"2019-{text}")


def spell(measure: str, starts: str, ends: str | None = None, level: Level = Level.REGULAR, **more: object) -> Spell:
    """`spell("a", "03-01/03-31", "04-02")`: windows and days of 2019."""

    def window(text: str) -> tuple[date, date]:
        first, _, last = text.partition("/")
        return d(first), d(last or first)

    start_first, start_last = window(starts)
    end_first, end_last = (None, None) if ends is None else window(ends)
    made = Spell(measure, 0, level, start_first, start_last, end_first, end_last)
    return replace(made, **more)  # type: ignore[arg-type]


def march_to_may(spells: Sequence[Spell], outings: Sequence[Outing] = ()) -> Calendar:
    return calendar(spells, outings, segments=1, first=d("03-01"), last=d("05-31"))


def levels(cal: Calendar, first: str, last: str) -> list[Level]:
    """Levels of the mornings from `first` to `last`, both included."""
    days = (d(last) - d(first)).days + 1
    return [cal.cell(0, d(first) + timedelta(days=n), 0).level for n in range(days)]


def log(measure: str, day: str, state: OutingState, level: Level = Level.LIGHT, half: int = 0) -> Outing:
    return Outing(measure, 0, half_day(d(day), half), state, level)


def gap(start: str, to: str | None, closed_by: str | None, after: str = "a", reason: str = "unknown") -> Gap:
    return Gap(0, d(start), to and d(to), closed_by and d(closed_by), after, reason, None, False)  # type: ignore[arg-type]


# --- the relay of April 2019 ----------------------------------------------------------------------------------------

M03 = spell("m03", "03-01/03-31", "04-02/04-09", successor="m04", end_reason="unknown")
M04 = replace(spell("m04", "04-01/04-30"), end_first=date(2020, 5, 1), end_last=date(2020, 5, 31))


def test_the_relay_of_april_2019_is_a_gap_of_unknown_end() -> None:
    april, may = gaps([M03, M04], segments=1)
    assert april == Gap(0, d("04-02"), None, d("04-30"), "m03", "unknown", "m04", False)
    assert (may.start, may.to, may.closed_by, may.after) == (date(2020, 5, 1), None, None, "m04")


@pytest.mark.parametrize("day", ["04-09", "04-11"])
def test_the_incidents_of_april_2019_fall_inside(day: str) -> None:
    april = gaps([M03, M04], segments=1)[0]
    assert april.falls_inside(d(day), d(day))


def test_seen_from_march_the_planned_end_leaves_a_gap_that_nothing_closes() -> None:
    planned = replace(M03, end_first=d("04-02"), end_last=d("04-02"), end_reason="planned_end")
    [found] = gaps([planned], segments=1)
    assert found == Gap(0, d("04-02"), None, None, "m03", "planned_end", "m04", False)
    assert found.is_open(d("03-26"))
    cal = march_to_may([planned])
    assert cal.cell(0, d("03-26"), 0) == Cell(Level.REGULAR, Basis.STATED, True, False, Level.NONE)
    assert levels(cal, "03-31", "04-03") == [Level.REGULAR, Level.REGULAR, Level.NONE, Level.NONE]


def test_inside_the_april_gap_nothing_is_known_and_after_it_the_relief_is_there() -> None:
    cal = march_to_may([M03, M04])
    assert set(levels(cal, "04-02", "04-29")) == {Level.UNKNOWN}
    assert cal.cell(0, d("04-29"), 1) == Cell(Level.UNKNOWN, Basis.NONE, True, True, Level.NONE)
    assert cal.cell(0, d("04-30"), 0) == Cell(Level.REGULAR, Basis.STATED, False, False, Level.NONE)


def test_no_measure_is_no_gap_and_all_unknown() -> None:
    assert gaps([], segments=3) == []
    cal = calendar([], [], segments=3, first=d("03-01"), last=d("05-31"))
    assert {cal.cell(s, d("04-01"), 1) for s in range(3)} == {Cell(Level.UNKNOWN, Basis.NONE, False, False, Level.NONE)}
    assert cover_share(cal).at_least == 0
    assert cover_share(cal).at_most == 1


# --- boundary days --------------------------------------------------------------------------------------------------


def test_the_start_day_is_covered_and_the_end_day_is_not() -> None:
    cal = march_to_may([spell("a", "03-10", "03-12")])
    assert levels(cal, "03-09", "03-13") == [Level.UNKNOWN, Level.REGULAR, Level.REGULAR, Level.NONE, Level.NONE]
    assert [cal.cell(0, d("03-10"), half).level for half in (0, 1)] == [Level.REGULAR, Level.REGULAR]


def test_ending_and_starting_on_the_same_day_leaves_no_gap() -> None:
    assert gaps([spell("a", "03-10", "03-12"), spell("b", "03-12")], segments=1) == []


def test_starting_the_day_after_leaves_a_gap_of_one_day() -> None:
    [found] = gaps([spell("a", "03-10", "03-12"), spell("b", "03-13")], segments=1)
    assert found == gap("03-12", "03-13", "03-13")
    assert found.half_days(d("05-01")) == 2


def test_a_measure_of_one_day_covers_that_day() -> None:
    one = spell("a", "03-10", "03-10")
    assert levels(march_to_may([one]), "03-09", "03-11") == [Level.UNKNOWN, Level.REGULAR, Level.NONE]
    assert gaps([one], segments=1) == [gap("03-11", None, None)]


def test_an_end_before_the_start_is_taken_as_the_start() -> None:
    assert gaps([spell("a", "03-10", "03-05")], segments=1) == [gap("03-11", None, None)]
    assert levels(march_to_may([spell("a", "03-10", "03-05")]), "03-10", "03-11") == [Level.REGULAR, Level.NONE]


def test_an_end_bounds_a_start_that_is_known_to_the_month() -> None:
    cal = march_to_may([spell("a", "03-01/03-31", "03-10")])
    assert levels(cal, "03-09", "03-11") == [Level.REGULAR, Level.UNKNOWN, Level.NONE]
    assert cal.cell(0, d("03-09"), 0).uncertain
    [found] = gaps([spell("z", "03-01", "03-02"), spell("a", "03-05/03-31", "03-10/04-20")], segments=1)
    assert (found.start, found.closed_by) == (d("03-02"), None)


def test_start_and_end_in_one_month_are_on_for_no_certain_day() -> None:
    both = spell("a", "03-01/03-31", "03-01/03-31")
    cal = march_to_may([both])
    assert levels(cal, "03-01", "03-02") == [Level.REGULAR, Level.UNKNOWN]
    assert cal.cell(0, d("03-01"), 0).uncertain
    assert levels(cal, "03-31", "04-01") == [Level.UNKNOWN, Level.NONE]
    assert gaps([both], segments=1) == [gap("03-02", None, None)]


def test_a_measure_never_certainly_on_closes_no_gap_and_begins_no_second_one() -> None:
    found = gaps(
        [spell("a", "03-01", "03-05"), spell("b", "03-08/03-20", "03-10/03-25"), spell("c", "04-01")], segments=1
    )
    assert found == [gap("03-05", "04-01", "04-01")]


def test_the_last_of_overlapping_measures_starts_the_gap() -> None:
    found = gaps(
        [spell("a", "03-01", "03-20"), spell("b", "03-10", "03-15/03-25"), spell("c", "03-02", "03-18")], segments=1
    )
    assert found == [gap("03-20", None, None, "a")]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("03-10/03-20", []),
        ("03-10/03-21", [gap("03-20", None, "03-21")]),
        ("03-21", [gap("03-20", "03-21", "03-21")]),
    ],
)
def test_another_measure_spares_the_gap_only_if_certainly_on_that_day(starts: str, expected: list[Gap]) -> None:
    assert gaps([spell("a", "03-01", "03-20"), spell("b", starts)], segments=1) == expected


def test_another_measure_that_may_end_the_same_day_does_not_spare_the_gap() -> None:
    found = gaps([spell("a", "03-01", "03-20"), spell("b", "03-01", "03-20/03-30")], segments=1)
    assert found == [gap("03-20", None, None, "a")]


def test_of_two_ending_together_the_one_without_confirmed_successor_speaks() -> None:
    a = spell("a", "03-01", "03-20", successor="x", successor_confirmed=True, end_reason="handed_over")
    b = spell("b", "03-01", "03-20", end_reason="means")
    [found] = gaps([a, b], segments=1)
    assert (found.after, found.reason, found.successor_confirmed) == ("b", "means", False)


def test_the_exact_start_decides_between_two_that_are_certain_from_the_same_day() -> None:
    found = gaps([spell("a", "03-01", "03-05"), spell("b", "03-08/03-20"), spell("c", "03-20")], segments=1)
    assert found == [gap("03-05", "03-20", "03-20")]


def test_a_start_on_no_known_day_closes_nothing() -> None:
    never_said = replace(spell("b", "03-01"), start_first=date(1900, 1, 1), start_last=date(2200, 12, 31))
    [found] = gaps([spell("a", "03-01", "03-05"), never_said], segments=1)
    assert (found.to, found.closed_by) == (None, None)


def test_a_measure_that_has_ended_on_no_known_day_leaves_a_gap_of_unknown_cover() -> None:
    ended = replace(spell("a", "03-10"), end_first=d("03-10"), end_last=None)
    cal = march_to_may([ended])
    assert levels(cal, "03-10", "03-11") == [Level.REGULAR, Level.UNKNOWN]
    assert levels(cal, "05-31", "05-31") == [Level.UNKNOWN]
    assert gaps([ended], segments=1) == [gap("03-11", None, None)]


def test_a_measure_ended_by_some_day_at_the_latest_may_have_ended_from_its_start() -> None:
    ended = replace(spell("a", "03-10"), end_last=d("03-20"))
    assert levels(march_to_may([ended]), "03-10", "03-20") == [Level.REGULAR, *[Level.UNKNOWN] * 9, Level.NONE]


def test_a_measure_whose_level_is_not_stated_covers() -> None:
    unstated = spell("a", "03-01", level=Level.UNKNOWN)
    cell = march_to_may([unstated]).cell(0, d("03-05"), 0)
    assert cell == Cell(Level.UNKNOWN, Basis.STATED, False, False, Level.NONE)
    assert cell.covered
    assert not cell.effective
    assert gaps([spell("b", "03-01", "03-20"), unstated], segments=1) == []


def test_an_unknown_level_says_nothing_against_a_known_one() -> None:
    cal = march_to_may([spell("a", "03-01", level=Level.UNKNOWN), spell("b", "03-01", level=Level.LIGHT)])
    assert levels(cal, "03-05", "03-05") == [Level.LIGHT]


def test_a_certain_light_measure_counts_before_a_regular_one_that_may_have_begun() -> None:
    cal = march_to_may([spell("a", "03-01", level=Level.LIGHT), spell("b", "03-01/03-31")])
    assert cal.cell(0, d("03-30"), 0) == Cell(Level.LIGHT, Basis.STATED, False, False, Level.NONE)
    assert cal.cell(0, d("03-31"), 0).level is Level.REGULAR


def test_gap_questions_on_the_boundary_days() -> None:
    known, open_ended = gap("04-02", "04-05", "04-05"), gap("04-02", None, None)
    assert [known.is_open(d(day)) for day in ("03-01", "04-02", "04-04", "04-05")] == [True, True, True, False]
    assert open_ended.is_open(d("12-31"))
    assert known.falls_inside(d("04-02"), d("04-04"))
    assert not known.falls_inside(d("04-01"), d("04-04"))
    assert not known.falls_inside(d("04-02"), d("04-05"))
    assert open_ended.falls_inside(d("04-02"), d("12-31"))
    assert [known.half_days(d(day)) for day in ("04-01", "04-02", "04-04", "04-30")] == [0, 2, 6, 6]


# --- plans and outings ----------------------------------------------------------------------------------------------

SEAT = spell("s", "03-01", "04-01", stated=False)


def test_a_seats_measure_is_a_plan_until_it_is_logged() -> None:
    cal = march_to_may([SEAT], [log("s", "03-05", "logged"), log("s", "03-06", "seen", Level.REGULAR, half=1)])
    assert cal.cell(0, d("03-04"), 0) == Cell(Level.UNKNOWN, Basis.PLANNED, False, False, Level.REGULAR)
    assert cal.cell(0, d("03-05"), 0) == Cell(Level.LIGHT, Basis.LOGGED, False, False, Level.REGULAR)
    assert cal.cell(0, d("03-05"), 1).basis is Basis.PLANNED
    assert cal.cell(0, d("03-06"), 1) == Cell(Level.REGULAR, Basis.SEEN, False, False, Level.REGULAR)
    assert gaps([SEAT], segments=1)[0].start == d("04-01")


def test_a_plan_never_counts_as_cover() -> None:
    share = cover_share(march_to_may([SEAT]), last=d("03-31"))
    assert (share.covered, share.effective, share.none, share.unknown) == (0, 0, 0, 62)


def test_what_is_logged_takes_the_place_of_what_was_stated() -> None:
    cal = march_to_may([spell("a", "03-01")], [log("a", "03-05", "logged")])
    assert cal.cell(0, d("03-05"), 0) == Cell(Level.LIGHT, Basis.LOGGED, False, False, Level.NONE)
    assert cal.cell(0, d("03-05"), 1) == Cell(Level.REGULAR, Basis.STATED, False, False, Level.NONE)


def test_a_log_without_level_is_cover_of_unknown_level() -> None:
    cell = march_to_may([SEAT], [log("s", "03-05", "logged", Level.UNKNOWN)]).cell(0, d("03-05"), 0)
    assert (cell.level, cell.covered, cell.effective) == (Level.UNKNOWN, True, True)


def test_not_seen_is_evidence_of_none_for_that_half_day_and_that_measure() -> None:
    cal = march_to_may([spell("a", "03-01")], [log("a", "03-05", "not_seen")])
    assert cal.cell(0, d("03-05"), 0) == Cell(Level.NONE, Basis.SEEN, False, False, Level.NONE)
    assert cal.cell(0, d("03-05"), 1).level is Level.REGULAR
    other = march_to_may([spell("a", "03-01"), spell("b", "03-01", level=Level.LIGHT)], [log("a", "03-05", "not_seen")])
    assert other.cell(0, d("03-05"), 0) == Cell(Level.LIGHT, Basis.STATED, False, False, Level.NONE)


def test_not_seen_leaves_another_measure_that_may_be_on() -> None:
    a, b = spell("a", "03-01"), spell("b", "03-01", "03-04/03-08", Level.LIGHT)
    cal = march_to_may([a, b], [log("a", "03-05", "not_seen")])
    assert cal.cell(0, d("03-05"), 0) == Cell(Level.UNKNOWN, Basis.NONE, True, False, Level.NONE)
    began = march_to_may([a, spell("c", "03-03/03-09")], [log("a", "03-05", "not_seen")])
    assert began.cell(0, d("03-05"), 0) == Cell(Level.REGULAR, Basis.STATED, True, False, Level.NONE)


def test_logged_and_not_seen_is_a_contradiction_and_counts_for_neither() -> None:
    cell = march_to_may([SEAT], [log("s", "03-05", "logged"), log("s", "03-05", "not_seen")]).cell(0, d("03-05"), 0)
    assert cell == Cell(Level.UNKNOWN, Basis.LOGGED, True, False, Level.REGULAR)
    assert not cell.covered


def test_a_contested_log_takes_nothing_from_another_measure_that_is_on() -> None:
    other = spell("a", "03-01", level=Level.UNKNOWN)
    cal = march_to_may([SEAT, other], [log("s", "03-05", "logged"), log("s", "03-05", "not_seen")])
    assert cal.cell(0, d("03-05"), 0) == Cell(Level.UNKNOWN, Basis.STATED, False, False, Level.REGULAR)


def test_seen_outweighs_not_seen() -> None:
    cal = march_to_may([SEAT], [log("s", "03-05", "seen"), log("s", "03-05", "not_seen", Level.UNKNOWN)])
    assert cal.cell(0, d("03-05"), 0) == Cell(Level.LIGHT, Basis.SEEN, False, False, Level.REGULAR)


@pytest.mark.parametrize("day", ["02-20", "03-05", "04-10"])
def test_no_answer_changes_nothing(day: str) -> None:
    first, last = d("02-01"), d("05-01")
    with_call = calendar([SEAT], [log("s", day, "no_answer")], segments=1, first=first, last=last)
    assert with_call == calendar([SEAT], [], segments=1, first=first, last=last)


def test_an_outing_planned_in_a_gap_turns_none_into_unknown_and_closes_nothing() -> None:
    ended = spell("a", "03-01", "03-10")
    cal = march_to_may([ended], [log("b", "03-12", "planned", Level.REGULAR)])
    assert cal.cell(0, d("03-12"), 0) == Cell(Level.UNKNOWN, Basis.PLANNED, False, True, Level.REGULAR)
    assert cal.cell(0, d("03-12"), 1) == Cell(Level.NONE, Basis.NONE, False, True, Level.NONE)


def test_an_outing_logged_in_a_gap_is_shown_and_the_gap_stays() -> None:
    cal = march_to_may([spell("a", "03-01", "03-10")], [log("a", "03-12", "seen")])
    assert cal.cell(0, d("03-12"), 0) == Cell(Level.LIGHT, Basis.SEEN, False, True, Level.NONE)


def test_before_the_first_measure_only_a_call_knows_of_none() -> None:
    cal = march_to_may([spell("a", "04-01")], [log("a", "03-12", "not_seen")])
    assert cal.cell(0, d("03-12"), 0) == Cell(Level.NONE, Basis.SEEN, False, False, Level.NONE)
    assert cal.cell(0, d("03-12"), 1).level is Level.UNKNOWN


def test_outings_outside_the_period_are_left_out() -> None:
    outings = [log("a", "02-28", "seen", half=1), log("a", "06-01", "seen")]
    assert march_to_may([], outings) == march_to_may([])


# --- indicators -----------------------------------------------------------------------------------------------------


def test_half_days_are_counted_from_the_morning_of_1_january_2000() -> None:
    assert [half_day(date(2000, 1, 1), 0), half_day(date(2000, 1, 1), 1), half_day(date(2019, 4, 2), 0)] == [
        0,
        1,
        14062,
    ]


def test_cover_share_by_hand() -> None:
    # Ten days: unknown 1-2, stated 3-6 (one half-day seen, one not seen), none 7-10; the second segment knows nothing.
    a = spell("a", "03-03", "03-07")
    cal = calendar(
        [a], [log("a", "03-03", "seen"), log("a", "03-04", "not_seen")], segments=2, first=d("03-01"), last=d("03-10")
    )
    share = cover_share(cal, segments=[0])
    assert (share.covered, share.effective, share.none, share.unknown, share.total) == (7, 1, 9, 4, 20)
    assert (share.at_least, share.at_most, share.confirmed) == (0.35, 0.55, 0.05)
    weighed = cover_share(cal, km=[30, 10])
    assert (weighed.covered, weighed.effective, weighed.none, weighed.unknown) == (210, 30, 270, 120 + 200)
    some_days = cover_share(cal, segments=[0], first=d("03-06"), last=d("03-07"))
    assert (some_days.covered, some_days.none, some_days.total) == (2, 2, 4)
    outside = cover_share(cal, first=d("04-01"), last=d("04-02"))
    assert (outside.total, outside.at_least, outside.at_most, outside.confirmed) == (0, None, None, None)


def test_uncertain_days_are_neither_covered_nor_none() -> None:
    share = cover_share(march_to_may([M03, M04]))
    # 30 days of March not certain, 28 of the April gap; 31 March, 1 April and from 30 April on certain.
    assert (share.covered, share.none, share.unknown) == (2 * 34, 0, 2 * 58)


def test_longest_gap_counts_only_until_the_day() -> None:
    short, later = gap("03-10", "03-20", "03-20"), gap("04-10", None, None)
    assert longest_gap([short, later], d("03-09")) is None
    assert longest_gap([short, later], d("04-10")) == short
    assert longest_gap([short, later], d("04-19")) == short
    assert longest_gap([later, short], d("04-20")) == later
    assert longest_gap([replace(short, segment=1), short], d("04-01")) == short


def test_hand_over_lag() -> None:
    assert hand_over_lag([10, 12], [13, 15]) == 1
    assert hand_over_lag([12, 10], [15, 9]) == -3
    assert hand_over_lag([10], [10]) == 0
    assert hand_over_lag([], [3]) is None
    assert hand_over_lag([3], []) is None


def test_notice() -> None:
    assert notice(d("04-02"), d("03-26")) == 7
    assert notice(d("04-02"), d("04-09")) == -7


def test_runway() -> None:
    assert runway([(100, 10), (30, 5)]).days == 6
    assert runway([(100, 10), (30, 5)]).complete
    partly = runway([(100, 10), (None, 5)])
    assert (partly.days, partly.complete) == (10, False)
    assert (runway([(5, None)]).days, runway([(5, None)]).complete) == (None, False)
    assert (runway([(5, 0)]).days, runway([(5, 0)]).complete) == (None, True)
    assert (runway([]).days, runway([]).complete) == (None, False)
    assert runway([(0, 3)]).days == 0
    assert runway([(-2, 3)]).days == 0


ALARMS = {
    31: None,
    30: "T-30",
    15: "T-30",
    14: "T-14",
    8: "T-14",
    7: "T-7",
    3: "T-7",
    2: "T-2",
    0: "T-2",
    -1: "expired",
}


@pytest.mark.parametrize(("left", "expected"), ALARMS.items())
def test_alarm(left: int, expected: str | None) -> None:
    ends = d("06-30")
    assert alarm(ends, ends - timedelta(days=left)) == expected
    assert alarm(ends, ends - timedelta(days=left), days=(2, 7, 14, 30)) == expected


def test_alarm_of_an_end_that_is_not_known() -> None:
    assert alarm(None, d("04-01")) is None


# --- refusals -------------------------------------------------------------------------------------------------------


def test_refusals_name_what_to_correct() -> None:
    with pytest.raises(SpellDatesError) as reversed_start:
        spell("m1", "03-10/03-01")
    assert "m1" in reversed_start.value.say("fr")
    with pytest.raises(SpellDatesError):
        spell("m1", "03-01", "03-10/03-05")
    with pytest.raises(CoverPeriodError):
        calendar([], [], segments=1, first=d("03-02"), last=d("03-01"))
    with pytest.raises(CoverPeriodError):
        cover_share(march_to_may([]), first=d("03-02"), last=d("03-01"))
    with pytest.raises(CoverSegmentError):
        gaps([spell("a", "03-01", segment=1)], segments=1)
    with pytest.raises(CoverSegmentError):
        march_to_may([], [replace(log("a", "03-01", "seen"), segment=-1)])
    with pytest.raises(CoverSegmentError):
        march_to_may([]).cell(1, d("03-01"), 0)
    with pytest.raises(IndexError):
        march_to_may([]).cell(0, d("02-28"), 1)
    with pytest.raises(IndexError):
        march_to_may([]).cell(0, d("03-01"), 2)


def test_a_calendar_cannot_be_written_to() -> None:
    with pytest.raises(TypeError):
        march_to_may([]).levels[0][0] = 2


# --- properties, against a day-by-day oracle ------------------------------------------------------------------------

DAYS = 24
NEVER = 60
STATES: tuple[OutingState, ...] = get_args(OutingState)
MEASURES = ["a", "b", "c"]
day_numbers = st.integers(0, DAYS - 4)


@st.composite
def windows(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(day_numbers)
    return first, first + draw(st.sampled_from([0, 0, 1, 2, 5, 9]))


@st.composite
def any_spell(draw: st.DrawFn) -> Spell:
    start, end = draw(windows()), draw(windows())
    shape = draw(st.sampled_from(["window", "window", "window", "none", "only_first", "only_last"]))
    return Spell(
        measure=draw(st.sampled_from(MEASURES)),
        segment=draw(st.integers(0, 1)),
        level=draw(st.sampled_from(Level)),
        start_first=on(start[0]),
        start_last=on(start[1]),
        end_first=on(end[0]) if shape in ("window", "only_first") else None,
        end_last=on(end[1]) if shape in ("window", "only_last") else None,
        successor_confirmed=draw(st.booleans()),
        stated=draw(st.booleans()),
    )


any_outing = st.builds(
    Outing,
    st.sampled_from(MEASURES),
    st.integers(0, 1),
    st.integers(half_day(DAY0, 0), half_day(DAY0, 0) + 2 * DAYS - 1),
    st.sampled_from(STATES),
    st.sampled_from([Level.UNKNOWN, Level.LIGHT, Level.REGULAR]),
)
many_spells = st.lists(any_spell(), max_size=5)
many_outings = st.lists(any_outing, max_size=12)


def on(number: int) -> date:
    return DAY0 + timedelta(days=number)


def laid_out(spells: Sequence[Spell], outings: Sequence[Outing] = ()) -> Calendar:
    return calendar(spells, outings, segments=2, first=on(0), last=on(DAYS - 1))


@dataclass(frozen=True)
class Stories:
    """Every way in which one spell may have gone: the days on which the measure was on, its starts, its first end."""

    spell: Spell
    sure: frozenset[int]
    maybe: frozenset[int]
    starts: frozenset[int]
    first_end: int

    @classmethod
    def of(cls, spell: Spell) -> Stories:
        def number(day: date) -> int:
            return (day - DAY0).days

        starts = range(number(spell.start_first), number(spell.start_last) + 1)
        if spell.end_first is None and spell.end_last is None:
            ends = [NEVER]
        else:
            low = 0 if spell.end_first is None else number(spell.end_first)
            high = NEVER if spell.end_last is None else number(spell.end_last)
            ends = list(range(low, high + 1))
        pairs = [(s, e) for s in starts for e in ends if s <= e] or [(s, s) for s in starts]
        days = [frozenset(range(s, e if e > s else s + 1)) for s, e in pairs]
        return cls(
            spell,
            frozenset.intersection(*days),
            frozenset.union(*days),
            frozenset(s for s, _ in pairs),
            min(max(story) + 1 for story in days),
        )


def oracle_gap_days(stories: Sequence[Stories]) -> list[int]:
    certain = frozenset[int]().union(*(s.sure for s in stories))
    ends = [s.first_end for s in stories if s.first_end < NEVER]
    return [
        day
        for day in range(NEVER)
        if any(end <= day and not any(between in certain for between in range(end, day + 1)) for end in ends)
    ]


def oracle_gaps(spells: Sequence[Spell], segment: int) -> list[tuple[date, date | None, date | None]]:
    stories = [Stories.of(s) for s in spells if s.segment == segment]
    days = oracle_gap_days(stories)
    found = []
    for start in (day for day in days if day - 1 not in days):
        end = start
        while end in days:
            end += 1
        if end == NEVER:
            found.append((on(start), None, None))
        else:
            exact = any(end in s.sure and s.starts == {end} for s in stories)
            found.append((on(start), on(end) if exact else None, on(end)))
    return found


STRENGTH = [Basis.NONE, Basis.PLANNED, Basis.STATED, Basis.LOGGED, Basis.SEEN]
BY_HEIGHT = [Level.NONE, Level.UNKNOWN, Level.LIGHT, Level.REGULAR]


def highest(found: Sequence[Level]) -> Level:
    return max(found, key=BY_HEIGHT.index)


def oracle_cell(stories: Sequence[Stories], here: Sequence[Outing], day: int, in_gap: bool) -> Cell:
    planned = [s.spell.level for s in stories if not s.spell.stated and min(s.starts) <= day < s.first_end]
    planned += [o.level for o in here if o.state == "planned"]
    rest = {"in_gap": in_gap, "planned": highest([Level.NONE, *planned])}

    def says(s: Stories) -> tuple[Level, Basis]:
        return (s.spell.level, Basis.STATED) if s.spell.stated else (Level.UNKNOWN, Basis.PLANNED)

    said: list[tuple[Level, Basis, bool]] = []  # level, basis, uncertain
    judged = set()
    for measure in MEASURES:
        mine = {state: [o.level for o in here if o.measure == measure and o.state == state] for state in STATES}
        if mine["seen"]:
            said.append((highest(mine["seen"] + mine["logged"]), Basis.SEEN, False))
        elif mine["logged"] and mine["not_seen"]:
            said.append((Level.UNKNOWN, Basis.LOGGED, True))
        elif mine["logged"]:
            said.append((highest(mine["logged"]), Basis.LOGGED, False))
        elif mine["not_seen"]:
            said.append((Level.NONE, Basis.SEEN, False))
        else:
            continue
        judged.add(measure)
    open_to_doubt = [s for s in stories if s.spell.measure not in judged]
    said += [(*says(s), False) for s in open_to_doubt if day in s.sure]
    said.sort(key=lambda x: (BY_HEIGHT.index(x[0]), not (x[2] or x[1] is Basis.PLANNED), STRENGTH.index(x[1])))
    if said and said[-1][0] is not Level.NONE:
        return Cell(*said[-1], **rest)
    doubtful = [s for s in open_to_doubt if day in s.maybe - s.sure]
    begun = [says(s) for s in doubtful if day < s.first_end]
    if begun and not in_gap:
        level, basis = max(begun, key=lambda x: (BY_HEIGHT.index(x[0]), STRENGTH.index(x[1])))
        return Cell(level, basis, True, **rest)
    if any(o.state == "planned" and o.measure not in judged for o in here):
        return Cell(Level.UNKNOWN, Basis.PLANNED, bool(doubtful), **rest)
    if doubtful:
        return Cell(Level.UNKNOWN, Basis.NONE, True, **rest)
    if said:
        return Cell(*said[-1], **rest)
    return Cell(Level.NONE if in_gap else Level.UNKNOWN, Basis.NONE, False, **rest)


def cells(cal: Calendar) -> dict[tuple[int, int, int], Cell]:
    return {
        (s, day, half): cal.cell(s, on(day), half)
        for s in range(cal.segments)
        for day in range(cal.days)
        for half in (0, 1)
    }


@given(many_spells)
def test_gaps_equal_the_oracle(spells: list[Spell]) -> None:
    found = gaps(spells, segments=2)
    for segment in (0, 1):
        mine = [(g.start, g.to, g.closed_by) for g in found if g.segment == segment]
        assert mine == oracle_gaps(spells, segment)


@settings(deadline=None)
@given(many_spells, many_outings)
def test_every_cell_equals_the_oracle(spells: list[Spell], outings: list[Outing]) -> None:
    stories = [[Stories.of(s) for s in spells if s.segment == segment] for segment in (0, 1)]
    gap_days = [oracle_gap_days(told) for told in stories]
    for (segment, day, half), cell in cells(laid_out(spells, outings)).items():
        here = [o for o in outings if (o.segment, o.half_day) == (segment, half_day(on(day), half))]
        assert cell == oracle_cell(stories[segment], here, day, day in gap_days[segment]), (segment, day, half)


@given(many_spells, many_outings, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(spells: list[Spell], outings: list[Outing], random: Random) -> None:
    shuffled, calls = spells[:], outings[:]
    random.shuffle(shuffled)
    random.shuffle(calls)
    assert gaps(shuffled, segments=2) == gaps(spells, segments=2)
    assert laid_out(shuffled, calls) == laid_out(spells, outings)


@given(many_spells)
def test_gaps_are_in_order_apart_and_never_end_before_they_start(spells: list[Spell]) -> None:
    found = gaps(spells, segments=2)
    assert found == sorted(found, key=lambda g: (g.start, g.segment))
    for g in found:
        assert g.closed_by is None or g.closed_by > g.start
        assert g.to in (None, g.closed_by)
    for segment in (0, 1):
        mine = [g for g in found if g.segment == segment]
        for one, two in pairwise(mine):
            assert one.closed_by is not None
            assert one.closed_by < two.start


@given(many_spells, many_outings)
def test_the_calendar_and_the_list_show_the_same_gaps(spells: list[Spell], outings: list[Outing]) -> None:
    found = gaps(spells, segments=2)
    for (segment, day, _), cell in cells(laid_out(spells, outings)).items():
        inside = [g for g in found if g.segment == segment and g.falls_inside(on(day), on(day))]
        assert cell.in_gap == bool(inside)


@given(many_spells, many_spells)
def test_one_more_measure_never_takes_knowledge_of_cover_away(spells: list[Spell], more: list[Spell]) -> None:
    before, after = cells(laid_out(spells)), cells(laid_out(spells + more))
    for at, cell in before.items():
        assert after[at].covered or not cell.covered


def narrowed(data: st.DataObject, spell: Spell) -> Spell:
    """The same spell with one of its possible starts and one of its possible ends known to the day."""
    starts = (spell.start_last - spell.start_first).days
    start = spell.start_first + timedelta(days=data.draw(st.integers(0, starts)))
    if spell.end_first is None or spell.end_last is None or spell.end_last < start:
        return spell
    end_first = max(start, spell.end_first)
    end = end_first + timedelta(days=data.draw(st.integers(0, (spell.end_last - end_first).days)))
    return replace(spell, start_first=start, start_last=start, end_first=end, end_last=end)


@given(st.data(), many_spells)
def test_knowing_the_days_never_lengthens_a_gap_nor_unsettles_a_cell(data: st.DataObject, spells: list[Spell]) -> None:
    known = [narrowed(data, s) for s in spells]
    before, after = cells(laid_out(spells)), cells(laid_out(known))
    for at, cell in after.items():
        assert before[at].in_gap or not cell.in_gap
        assert cell.covered or not before[at].covered


@given(many_spells, many_outings, st.integers(0, 2 * DAYS - 1), st.sampled_from(MEASURES))
def test_adding_nothing_never_turns_unknown_into_none(
    spells: list[Spell], outings: list[Outing], at: int, measure: str
) -> None:
    silence = Outing(measure, 0, half_day(DAY0, 0) + at, "no_answer", Level.UNKNOWN)
    assert laid_out(spells, [*outings, silence]) == laid_out(spells, outings)


@given(many_spells)
def test_none_is_said_only_in_a_gap_where_nothing_may_be_on(spells: list[Spell]) -> None:
    stated = [s for s in spells if s.level is not Level.NONE]
    for (segment, day, _), cell in cells(laid_out(stated)).items():
        if cell.level is Level.NONE:
            assert cell.in_gap
            assert not any(day in Stories.of(s).maybe for s in stated if s.segment == segment)


@given(many_spells, many_outings)
def test_shares_add_up_and_effective_cover_needs_a_log(spells: list[Spell], outings: list[Outing]) -> None:
    share = cover_share(laid_out(spells, outings))
    assert share.total == 2 * 2 * DAYS
    assert 0 <= share.effective <= share.covered
    assert cover_share(laid_out(spells)).effective == 0
    assert share.effective <= len([o for o in outings if o.state in ("logged", "seen")])
