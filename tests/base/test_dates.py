"""Dates with precision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.base.dates import EARLIEST, LATEST, Precision, When, say_number
from toguna.base.errors import DateError

DAYS = st.dates(EARLIEST, LATEST)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-Q1", date(2019, 1, 1), date(2019, 3, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-W15", date(2019, 4, 8), date(2019, 4, 14)),
        ("2019-04-09", date(2019, 4, 9), date(2019, 4, 9)),
        ("2019-04-09T14", date(2019, 4, 9), date(2019, 4, 9)),
        ("2019-04-02/2019-04-09", date(2019, 4, 2), date(2019, 4, 9)),
    ],
)
def test_a_date_stands_for_every_day_it_may_be(text: str, first: date, last: date) -> None:
    when = When.parse(text)
    assert (when.first, when.last) == (first, last)
    assert when.iso() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2019-13",
        "2019-02-30",
        "2019-W54",
        "2019-Q5",
        "hier",
        "09/04/2019",
        "2019-04-09T24",
        "2019-04-09/2019-04-02",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(DateError) as caught:
        When.parse(text)
    assert "2019-Q2" in caught.value.say("fr") and "2019-Q2" in caught.value.say("en")


@given(DAYS, DAYS)
def test_a_window_reads_back(one: date, two: date) -> None:
    when = When.between(min(one, two), max(one, two))
    assert When.parse(when.iso()) == when
    assert when.exact == (one == two)


@given(DAYS, DAYS, DAYS, DAYS)
def test_two_dates_together_say_what_both_say(a: date, b: date, c: date, d: date) -> None:
    one, two = When.between(min(a, b), max(a, b)), When.between(min(c, d), max(c, d))
    both = one.within(two)
    if one.last < two.first or two.last < one.first:
        assert both == one, "dates that contradict each other are not merged"
    else:
        assert (both.first, both.last) == (max(one.first, two.first), min(one.last, two.last))


def test_a_month_within_a_window_keeps_the_window() -> None:
    april, press = When.parse("2019-04"), When.parse("2019-04-02/2019-04-09")
    assert april.within(press) == press
    assert When.unknown().known is False
    assert When.unknown().precision is Precision.UNKNOWN


def test_french_print() -> None:
    assert When.parse("2019-05-01").say("fr") == "1er\u00a0mai\u00a02019"
    assert When.parse("2019-Q1").say("en") == "first quarter of 2019"
    assert say_number(1250, "fr") == "1\u202f250"
