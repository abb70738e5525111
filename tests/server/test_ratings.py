"""Ratings: several scales, the fall back kept, where accounts diverge, and never who said what to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.base.errors import TogunaError
from toguna.domain.undertakings import Undertaking
from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.acts.performing import perform
from toguna.server.queries import undertaking_pages
from toguna.server.queries.codings import awaiting
from toguna.server.queries.ratings import counted
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
    assert [(one.row.id, one.width) for one in found] == [(CASE, 1), ("u04", 0.25)]
    assert len([one for one in asked if "contests" in one["sql"] and "undertaking" in one["sql"]]) == 1


# Blind coding, through the acts.

SEATS = ("mediation", "mediation-suppleant", "observer", "observer-suppleant", "gendarmerie", "chiefs", "youth", None)


class Coders:
    """Seats that code the same undertaking."""

    def __init__(self, home: Home) -> None:
        self.home, self.key, self.number = home, open_key(home, PASSPHRASE), 0

    def do(self, seat: str, act: str, step: int, case: str = CASE, **more: Any) -> None:
        self.number += 1
        said = {"scale": "pam", "date": "2031-06-10", "step": step, **more}
        token = f"coder-token-{self.number}"
        perform(look(self.home, seat), self.key, act, said, token=token, lang="fr", case=case)

    def code(self, seat: str, step: int, **more: Any) -> None:
        self.do(seat, "undertaking.code", step, **more)

    def awaited(self, seat: str) -> list[str]:
        """What the rounds of the undertaking wait for from a seat."""
        return [one.act for one in awaiting(look(self.home, seat)) if one.undertaking == CASE]

    def read(self, seat: str | None) -> list[tuple[str, int, list[int], int | None]]:
        return [
            (one.state, one.entered, [c.step for c in one.codings], one.settled) for one in seen(self.home, seat).rounds
        ]


@pytest.fixture
def coders(own: Home) -> Coders:
    return Coders(own)


def test_nobody_reads_a_coding_before_both_are_in(coders: Coders):
    coders.code("observer", 2, evidence="le mot que nul ne lit")
    for seat in SEATS:
        own = [2] if seat == "observer" else []
        assert coders.read(seat) == [("waiting", 1, own, None)], seat
        told = repr(seen(coders.home, seat))
        assert ("le mot que nul ne lit" in told) == (seat == "observer"), seat
        assert not any(row.scale == "pam" for row in seen(coders.home, seat).ratings), seat
        assert seen(coders.home, seat).spreads == (), seat
    assert coders.read("donor") == []
    coders.code("mediation", 3)
    for seat in SEATS:
        assert coders.read(seat) == [("differs", 2, [2, 3], None)], seat
        assert [(one.low, one.high) for one in seen(coders.home, seat).spreads] == [(2, 3)], seat


def test_a_third_settles_with_a_reason_and_the_originals_stand(coders: Coders):
    coders.code("observer", 1)
    coders.code("mediation", 3)
    reading = look(coders.home, "observer")
    assert counted(reading, reading.by_id(Undertaking)[CASE]) == {}
    for seat, code in (("observer", "nothing-to-settle"), ("gendarmerie", "unknown-act")):
        with pytest.raises(TogunaError) as refused:
            coders.do(seat, "undertaking.adjudicate", 2, why="le constat commun")
        assert refused.value.code == code
    with pytest.raises(TogunaError) as unsaid:
        coders.do("observer-suppleant", "undertaking.adjudicate", 2)
    assert unsaid.value.code == "act-incomplete"
    assert coders.awaited("observer-suppleant") == ["settle"]
    coders.do("observer-suppleant", "undertaking.adjudicate", 2, why="le constat commun")
    (held,) = seen(coders.home, "youth").rounds
    assert (held.state, [one.step for one in held.codings], held.settled) == ("settled", [1, 3], 2)
    assert held.third is not None and held.third.why is not None
    assert (held.third.coder.fr, held.third.why.fr) == ("Observateur indépendant (suppléant)", "le constat commun")
    reading = look(coders.home, "observer")
    assert counted(reading, reading.by_id(Undertaking)[CASE]) == {"pam": 2}
    assert coders.awaited("observer-suppleant") == []
    with pytest.raises(TogunaError) as again:
        coders.do("mediation-suppleant", "undertaking.adjudicate", 0, why="autrement")
    assert again.value.code == "nothing-to-settle"


def test_a_round_takes_two_codings_and_no_seat_codes_it_twice(coders: Coders):
    coders.code("observer", 1)
    with pytest.raises(TogunaError) as twice:
        coders.code("observer", 2)
    assert twice.value.code == "coded-already"
    assert coders.awaited("mediation") == ["code"]
    assert coders.awaited("observer") == [] and awaiting(look(coders.home, "chiefs")) == []
    coders.code("mediation", 1)
    with pytest.raises(TogunaError) as third:
        coders.code("observer-suppleant", 1)
    assert third.value.code == "coded-already"
    assert coders.read("youth") == [("agreed", 2, [1, 1], 1)]


def test_on_paimt_the_pace_towards_the_deadline_makes_the_step(coders: Coders):
    """u06: agreed on 20 May 2031, due on 30 September; on 10 June 21 of its 133 days are gone."""
    for seat, done in (("observer", 16), ("mediation", 15)):
        coders.code(seat, 2, case="u06", scale="paimt", done_percent=done)
    story = undertaking_pages.story(look(coders.home, "observer"), "u06")
    assert story is not None
    assert [(one.step, one.done_percent) for one in story.rounds[0].codings] == [(3, 16), (2, 15)]
    with pytest.raises(TogunaError) as missing:
        coders.do("army", "undertaking.rate", 3, case="u06", scale="paimt")
    assert missing.value.code == "share-needed"
    with pytest.raises(TogunaError) as unpaced:
        coders.do("observer", "undertaking.rate", 3, case="u03", scale="paimt", done_percent=50)
    assert unpaced.value.code == "no-pace"
