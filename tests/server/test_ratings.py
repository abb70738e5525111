"""Ratings: several scales, the fall back kept, where accounts diverge, and never who said what to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.queries import undertaking_pages
from toguna.server.queries.reading import Reading, read, read_for_all

CASE = "u02"


def look(home: Home, seat: str | None) -> Reading:
    if seat is None:
        return read_for_all(home, framework="ostrine", as_of=None)
    return read(home, framework="ostrine", seat=seat, as_of=None)


@pytest.fixture
def rated(own: Home) -> Home:
    """The gendarmerie holds its promise to be kept, the youth hold it not begun; the observer saw it fall back."""
    register, key = look(own, "mediation").register, open_key(own, PASSPHRASE)

    def rate(scale: str, step: int, day: str, party: str | None) -> tuple[Payload, str]:
        fields: dict[str, Any] = {"scale": scale, "step": step, "date": day}
        if party is not None:
            fields["party"] = party
        return Payload("undertaking.rated", CASE, fields, date(2031, 6, 16)), "framework"

    enter(
        register,
        key,
        [
            rate("pam", 3, "2031-06-10", "gendarmerie"),
            rate("pam", 0, "2031-06-11", "youth"),
            rate("pam", 2, "2031-06-01", "observer"),
            rate("pam", 1, "2031-06-14", "observer"),
            rate("carter", 2, "2031-06-15", None),
        ],
    )
    return own


def seen(home: Home, seat: str | None) -> undertaking_pages.UndertakingStory:
    found = undertaking_pages.story(look(home, seat), CASE)
    assert found is not None
    return found


def test_who_rated_is_named_to_the_rater_and_the_secretariat(rated: Home):
    def raters(seat: str | None) -> list[tuple[str | None, int]]:
        return [(row.party, row.step) for row in seen(rated, seat).ratings]

    neutral = [("observer", 2), ("observer", 1), (None, 2)]
    assert raters("chiefs") == raters(None) == neutral
    assert raters("gendarmerie") == [("observer", 2), ("gendarmerie", 3), ("observer", 1), (None, 2)]
    assert raters("youth") == [("observer", 2), ("youth", 0), ("observer", 1), (None, 2)]
    assert len(raters("mediation")) == 5
    assert raters("donor") == []


def test_the_fall_back_is_kept(rated: Home):
    fell = [row for row in seen(rated, "chiefs").ratings if row.fell]
    assert [(row.party, row.step) for row in fell] == [("observer", 1)]


def test_everybody_sees_that_accounts_diverge_and_nobody_whose_each_is(rated: Home):
    for seat in ("chiefs", "youth", "gendarmerie", "mediation", None):
        spreads = {one.scale: (one.low, one.high, one.divergent) for one in seen(rated, seat).spreads}
        assert spreads == {"pam": (0, 3, True), "carter": (2, 2, False)}
        assert seen(rated, seat).row.divergent
    assert seen(rated, "donor").spreads == () and not seen(rated, "donor").row.divergent


def test_the_story_tells_no_rating_of_another_party(rated: Home):
    def told(seat: str | None) -> list[Any]:
        return [step.data["step"] for step in seen(rated, seat).steps if step.kind == "rated"]

    assert told("chiefs") == [2, 1, 2]
    assert told("youth") == [2, 0, 1, 2]
    assert told("mediation") == [2, 3, 0, 1, 2]


def test_what_two_parties_entered_differently_is_shown_without_them(own: Home):
    """Two notes of the same breach and its denial: both states stand, nobody's name beside either."""
    register, key = look(own, "mediation").register, open_key(own, PASSPHRASE)
    said = Payload("undertaking.maintained", "u04", {}, date(2031, 6, 16))
    enter(register, key, [(said, "framework")])
    found = undertaking_pages.story(look(own, "chiefs"), "u04")
    assert found is not None
    assert [(point, [one.fr for one in values]) for point, values in found.contested] == [
        ("status", ["non tenu", "tenu dans la durée"])
    ]
    assert [one.state for one in found.rungs] == ["agreed", "breached"]
    from toguna.server.queries.divergences import divergences

    (apart,) = divergences(look(own, "chiefs"))
    assert apart.row.id == "u04" and [one.fr for one in apart.states] == ["non tenu", "tenu dans la durée"]


def test_the_list_of_differences_asks_once_for_all_undertakings(rated: Home):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from toguna.server.queries.divergences import divergences

    reading = look(rated, "youth")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = divergences(reading)
    assert [one.row.id for one in found] == [CASE] and found[0].width == 1
    assert len([one for one in asked if "contests" in one["sql"] and "undertaking" in one["sql"]]) == 1
