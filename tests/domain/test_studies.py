"""Plans of studies: what they must say, and which looks they cover."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.base.dates import When
from toguna.domain.studies import BadPlan, Study, in_review, may_plan


def plan(**fields: object) -> Study:
    held = {"expected_milli": 500, "reviews": (When.parse("2031-10"), When.parse("2032-01-15"))} | fields
    return Study(**{"id": "p", "about": ("m1",), "method": "share", "status": "planned"} | held)


@pytest.mark.parametrize(
    ("looked", "agreed"),
    [("2031-09-30", False), ("2031-10-01", True), ("2031-11-07", True), ("2031-11-08", False), ("2032-01-22", True)],
)
def test_a_look_counts_as_a_review_until_a_week_after_it(looked: str, agreed: bool):
    assert in_review(plan(), date.fromisoformat(looked)) is agreed


@pytest.mark.parametrize(
    "fields",
    [
        {"about": ()},
        {"expected_milli": None},
        {"expected_milli": 1000},
        {"reviews": ()},
        {"reviews": (When.parse("unknown"),)},
        {"ring": ("a",), "comparisons": ("a", "b")},
    ],
)
def test_a_plan_says_what_it_expects_and_when_it_will_be_looked_at(fields: dict[str, object]):
    may_plan(plan())
    with pytest.raises(BadPlan) as caught:
        may_plan(plan(**fields))
    assert caught.value.say("fr") and caught.value.say("en")
