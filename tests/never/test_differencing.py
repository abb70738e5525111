"""Two releases, two filters, a page and a file set against each other tell of no incident (lines 5 and 16).

Worlds are drawn; an attacker who reads as a donor asks on every day, with every filter, and subtracts.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from homes import PASSPHRASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toguna.server.home import Home

KINDS = ("ROB-ROAD", "KIL-ROB", "REP", "THR")
ROADS = ("valombrine-talvane", "valombrine-sorbane")
FIRST = date(2031, 1, 1)
SPAN = 170
worlds = st.lists(
    st.tuples(
        st.integers(0, SPAN),
        st.integers(0, 75),
        st.sampled_from(KINDS),
        st.sampled_from(ROADS),
    ),
    min_size=4,
    max_size=30,
)


def read_as(home: Home, seat: str, day: date) -> Any:
    from toguna.server.queries.reading import read

    return read(home, framework="ostrine", seat=seat, as_of=day)


def asked() -> list[Any]:
    from toguna.server.queries.incident_pages import Asked

    choices = itertools.product(("", "ROB-ROAD", "REP"), ("", ROADS[0]), ("", "reported"), (None, date(2031, 3, 1)))
    return [Asked(kind=kind, road=road, status=status, first=first) for kind, road, status, first in choices]


def enter_world(home: Home, world: list[tuple[int, int, str, str]]) -> None:
    from toguna.domain.wire import Payload
    from toguna.server.actions.entering import enter
    from toguna.server.actions.registers import open_key

    register = read_as(home, "mediation", FIRST).register
    said = []
    for n, (day, late, kind, road) in enumerate(world):
        happened = FIRST + timedelta(days=day)
        known = min(happened + timedelta(days=late), date(2031, 6, 16))
        fields = {"framework": "ostrine", "date": happened.isoformat(), "kind": kind, "where": [road]}
        said.append((Payload("incident.reported", f"w{n}", fields, known, "mediation"), "group"))
    enter(register, open_key(home, PASSPHRASE), said)


@contextmanager
def world_of(home: Home, world: list[tuple[int, int, str, str]]) -> Iterator[None]:
    """A world that goes with its transaction."""
    from django.db import transaction

    with transaction.atomic():
        enter_world(home, world)
        yield
        transaction.set_rollback(True)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds)
def test_whoever_gets_numbers_only_gets_each_month_once_however_he_asks(acting: Home, world: Any) -> None:
    from toguna.server.queries.incident_export import cells
    from toguna.server.queries.incident_pages import by_month
    from toguna.server.queries.releases import FEWEST

    said: defaultdict[date, set[int]] = defaultdict(set)
    with world_of(acting, world):
        for day in range(25, SPAN, 18):
            reading = read_as(acting, "donor", FIRST + timedelta(days=day))
            for looked in asked()[:: 1 + day % 5]:
                for row in by_month(reading, looked):
                    assert row.rough == 0
                    if row.dated is not None:
                        said[row.month].add(row.dated)
                for cell in cells(reading, looked):
                    assert cell.spots == (), "no place"
                    said[cell.first].add(cell.events)
    for month, numbers in said.items():
        assert len(numbers) == 1, (month, numbers)
        assert min(numbers) >= FEWEST


def test_months_are_told_where_there_are_enough(acting: Home) -> None:
    """The rule must not hold by telling nothing."""
    from toguna.server.queries.incident_pages import by_month

    drawn = [(40 + n, 1, "ROB-ROAD", ROADS[0]) for n in range(9)] + [(50, 60, "ROB-ROAD", ROADS[0])]
    with world_of(acting, drawn):
        early, late = (
            {row.month: row.dated for row in by_month(read_as(acting, "donor", day))}
            for day in (date(2031, 4, 1), date(2031, 6, 16))
        )
        before = {row.month: row.dated for row in by_month(read_as(acting, "donor", date(2031, 3, 31)))}
    february = date(2031, 2, 1)
    assert before[february] is None, "not released yet"
    assert early[february] is not None
    assert early[february] >= 9
    assert late[february] == early[february], "the one that came late is not added: it would tell itself"


@pytest.mark.parametrize(("number", "told"), [(0, None), (2, None), (3, 3), (4, 3), (5, 3), (6, 6)])
def test_a_number_that_grows_is_told_in_steps(number: int, told: int | None) -> None:
    from toguna.server.queries.releases import told as in_steps

    assert in_steps(number) == told


def test_members_files_give_no_cell_under_the_floor_and_no_choice_of_kind(acting: Home) -> None:
    """Members read each incident on the pages; what they take along is whole cells only."""
    from toguna.server.queries.incident_export import cells
    from toguna.server.queries.releases import FEWEST

    with world_of(acting, [(40 + n // 3, 0, KINDS[n % 2], ROADS[0]) for n in range(9)]):
        reading = read_as(acting, "governorate", date(2031, 6, 16))
        files = [{(cell.first, cell.spots): cell.events for cell in cells(reading, looked)} for looked in asked()]
    whole = files[0]
    assert whole, "there is such a cell"
    assert min(whole.values()) >= FEWEST
    for held in files:
        assert held.items() <= whole.items(), "no other number for a cell that stands in the whole"


def test_states_of_undertakings_are_told_once_a_month_and_one_more_is_not_seen(acting: Home) -> None:
    """An undertaking that is entered, and one that moves, change no number before the month is over, and then only by
    whole steps.
    """
    from django.db import transaction

    from toguna.domain.wire import Payload
    from toguna.server.actions.entering import enter
    from toguna.server.actions.registers import open_key
    from toguna.server.queries.implementation import by_state, on_scales
    from toguna.server.queries.told_states import told_states

    def told(day: date) -> Any:
        reading = read_as(acting, "donor", day)
        assert by_state(reading) is None, "no exact number by another way"
        assert on_scales(reading) == []
        return told_states(reading)

    register = read_as(acting, "mediation", FIRST).register
    fields = {"who": ["army"], "what": {"fr": "Un passage le soir."}, "framework": "ostrine"}
    with transaction.atomic():
        before = [told(date(2031, 6, day)) for day in (1, 10, 16)]
        said = [
            (Payload("undertaking.agreed", f"new-{n}", fields, date(2031, 5, 20 + n), "mediation"), "framework")
            for n in range(4)
        ]
        enter(register, open_key(acting, PASSPHRASE), said[:1])
        one = [told(date(2031, 6, day)) for day in (1, 10, 16)]
        may = told(date(2031, 5, 31))
        enter(register, open_key(acting, PASSPHRASE), said[1:])
        four = told(date(2031, 6, 16))
        transaction.set_rollback(True)
    assert before[0] is not None
    assert before[0] == before[1] == before[2], "one number a month, whatever day is asked for"
    assert one[0] == one[1] == one[2]
    assert may.as_of == date(2031, 4, 30), "nothing of May before it is over"
    every = [*before, *one, four]
    assert {number % 3 for held in every for row in held.states if (number := row.number) is not None} <= {0}
    assert {held.total % 3 for held in every} == {0}
    assert four.total > before[0].total, "the rule does not hold by telling nothing"
    names = {tuple(row.state for row in held.states) for held in every}
    assert len(names) == 1, "which states occur is not told either"
