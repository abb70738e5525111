"""Undertakings: the points of §3.5, proofs that must be renewed, days that have passed."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain.ratings import BadStep, Rating
from toguna.domain.undertakings import (
    UNDERTAKING,
    Proof,
    Undertaking,
    current_period,
    overdue,
    proved,
    reading,
)

WHAT = Words(fr="faire connaître la charte")


def undertaking(**fields: object) -> Undertaking:
    return Undertaking(**{"id": "u", "what": WHAT, "status": "agreed", **fields})


def test_the_charter_misses_deadline_means_proof_and_verifier():
    charter = undertaking(who=("youth",), agreement="charter-2019")
    assert {"deadline", "means", "proof", "verifier"} <= set(charter.missing())
    assert not {"who", "what"} & set(charter.missing())


def test_a_point_said_not_to_be_agreed_is_open_still():
    assert "deadline" in undertaking(not_agreed=("deadline",)).missing()


def test_a_whole_undertaking_misses_nothing():
    words = Words(en="x")
    texts = dict.fromkeys(
        ("means_text", "authority", "proof", "verifier", "ends_when", "handed_to", "fallback", "who_text"), words
    )
    assert undertaking(where=("a",), every="month", clauses=("c",), **texts).missing() == ()


@pytest.mark.parametrize(
    ("every", "period"),
    [
        ("day", "2019-04-09"),
        ("week", "2019-W15"),
        ("month", "2019-04"),
        ("quarter", "2019-Q2"),
        ("year", "2019"),
    ],
)
def test_the_current_period(every: str, period: str):
    assert current_period(every, date(2019, 4, 9)) == When.parse(period)


@pytest.mark.parametrize(
    ("proof", "on", "read"),
    [
        ("2019-04-02", date(2019, 4, 30), "fulfilled"),
        ("2019-04-02", date(2019, 5, 1), "lapsing"),
        ("2019-04", date(2019, 4, 15), "fulfilled"),
        ("2019", date(2019, 4, 15), "lapsing"),
        ("unknown", date(2019, 4, 15), "lapsing"),
        ("2019-04-20", date(2019, 4, 15), "lapsing"),
        (None, date(2019, 4, 15), "lapsing"),
    ],
)
def test_a_fulfilled_duty_that_comes_back_needs_a_proof_of_the_current_period(proof, on, read):
    proofs = () if proof is None else (Proof(date=When.parse(proof)),)
    assert reading(undertaking(status="fulfilled", every="month", proofs=proofs), on) == read
    assert reading(undertaking(status="maintained", every="month", proofs=proofs), on) == read.replace(
        "fulfilled", "maintained"
    )


def test_what_does_not_come_back_stays_fulfilled():
    assert reading(undertaking(status="fulfilled"), date(2030, 1, 1)) == "fulfilled"
    assert not proved(undertaking(), date(2019, 1, 1))
    assert proved(undertaking(proofs=(Proof(date=When.parse("2018")),)), date(2019, 1, 1))


@pytest.mark.parametrize("status", ["agreed", "started", "fulfilled", "stalled"])
def test_the_end_of_the_agreement_freezes_what_was_live(status: str):
    assert reading(undertaking(status=status), date(2024, 2, 1), agreement_ended=True) == "frozen"


@pytest.mark.parametrize("status", ["draft", "lapsed", "superseded", "withdrawn"])
def test_and_leaves_the_rest(status: str):
    assert reading(undertaking(status=status), date(2024, 2, 1), agreement_ended=True) == status


def test_overdue_is_said_only_of_a_day_that_has_surely_passed():
    due = undertaking(due=When.parse("2019-04"))
    assert not overdue(due, date(2019, 4, 30))
    assert overdue(due, date(2019, 5, 1))
    assert not overdue(undertaking(due=When.parse("2019-04"), status="fulfilled"), date(2019, 5, 1))
    assert not overdue(undertaking(due=When.unknown()), date(2500, 1, 1))
    assert not overdue(undertaking(), date(2019, 5, 1))


@pytest.mark.parametrize(
    ("scale", "step", "said"),
    [
        ("pam", 4, "La note 4 sort de l’échelle PAM, 0 à 3. Choisir"),
        ("carter", 5, "La note 5 sort de l’échelle Carter, 0 à 4. Choisir"),
        ("carter", -1, "La note -1 sort de l’échelle Carter, 0 à 4. Choisir"),
        ("paimt", 5, "La note 5 sort de l’échelle PAIMT, 0 à 4. Choisir"),
    ],
)
def test_a_rating_stays_on_its_scale(scale: str, step: int, said: str):
    with pytest.raises(BadStep) as caught:
        Rating(scale=scale, step=step, date=When.parse("2019"))
    assert caught.value.say("fr").startswith(said)
    assert Rating(scale=scale, step=0, date=When.parse("2019")).step == 0


def test_any_live_undertaking_may_stall_and_go_on():
    machine = UNDERTAKING.machine
    assert machine is not None
    for state in ("draft", "agreed", "waiting", "started", "partly", "fulfilled", "maintained"):
        assert machine.allows(state, "stalled")
    assert machine.allows("stalled", "started")
    assert not machine.allows("withdrawn", "stalled")
    assert not machine.allows("draft", "fulfilled")
