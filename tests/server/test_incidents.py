"""How finely an incident is dated for a reader who may know the week only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toguna.base.dates import When
from toguna.server.home import Home
from toguna.server.queries.incidents import coarse, incidents
from toguna.server.queries.reading import read_for_all


@pytest.mark.parametrize(
    ("when", "segment", "cercle"),
    [
        ("2019-04-09", "2019-W15", "2019-04"),
        ("2019-W15", "2019-W15", "2019-04"),
        ("2019-04-09/2019-04-16", "2019-04-08/2019-04-21", "2019-04"),
        ("2019-04-29/2019-05-02", "2019-W18", "2019-04-01/2019-05-31"),
        ("2019-04", "2019-04", "2019-04"),
        ("2019", "2019", "2019"),
    ],
)
def test_no_finer_than_the_week_or_the_month(when: str, segment: str, cercle: str) -> None:
    assert coarse(When.parse(when), "segment").iso() == segment
    assert coarse(When.parse(when), "cercle").iso() == cercle


def test_going_through_the_days_does_not_tell_the_day(home: Home) -> None:
    """Two robberies of one week come into sight of all members on one and the same day."""
    first: dict[str, date] = {}
    for n in range(40):
        day = date(2019, 4, 1) + timedelta(days=n)
        reading = read_for_all(home, framework="timbuktu-taoudeni", as_of=day)
        for row in incidents(reading, since=date(2019, 4, 1)):
            first.setdefault(row.id, day)
    assert {first["i04"], first["i05"]} == {date(2019, 4, 17)}, "72 hours after the Sunday of their week"
