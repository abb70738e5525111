"""Measures: what is missing, what may start, when a hand-over may close."""

from __future__ import annotations

import pytest

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain.entity import typed
from toguna.domain.measures import (
    MACHINE,
    Authorisation,
    CannotClose,
    CannotStart,
    Confirmation,
    HandOver,
    MeansLine,
    Measure,
    PlannedEnd,
    PressWindow,
    may_close,
    may_start,
)

APRIL = When.parse("2019-04")


def measure(**fields: object) -> Measure:
    return Measure(**{"id": "m03", "framework": "f", "kind": "road_patrol", "by": ("cma",), **fields})


READY = {
    "authorised": Authorisation(by="governorates", until=APRIL),
    "means": (MeansLine(kind="fuel"),),
    "planned_end": PlannedEnd(date=APRIL),
}


def test_a_measure_with_authorisation_means_and_end_may_start():
    assert measure(**READY).missing() == ()
    may_start(measure(**READY))


@pytest.mark.parametrize(
    ("without", "fr", "en"),
    [
        ("authorised", "l’autorisation", "the authorisation"),
        ("means", "les moyens", "the means"),
        ("planned_end", "la date de fin", "the end date"),
    ],
)
def test_without_one_of_them_it_may_not_and_the_sentence_names_it(without: str, fr: str, en: str):
    lacking = {k: v for k, v in READY.items() if k != without}
    with pytest.raises(CannotStart) as caught:
        may_start(measure(**lacking))
    assert fr in caught.value.say("fr") and en in caught.value.say("en")


def test_an_unknown_end_is_not_an_end():
    assert measure(planned_end=PlannedEnd(date=When.unknown())).missing() == ("authorisation", "means", "end")
    assert measure(end=When.unknown()).missing() == ("authorisation", "means", "end")
    assert measure(end=APRIL).missing() == ("authorisation", "means")


def test_the_press_narrows_a_reported_end():
    window = PressWindow(date=When.parse("2019-04-02/2019-04-09"), source="malinet")
    ends = measure(end=APRIL, end_press=window).ends()
    assert ends is not None and ends.iso() == "2019-04-02/2019-04-09"
    assert measure(planned_end=PlannedEnd(date=APRIL)).ends() == APRIL
    assert measure().ends() is None


def test_a_documented_measure_has_a_home_for_every_fact():
    m12 = typed(
        {
            "id": "m12",
            "framework": "timbuktu-taoudeni",
            "kind": "area_operation",
            "name": {"fr": "Alafia"},
            "by": ["cma"],
            "where": ["goundam", "niafunke", "tombouctou", "ber"],
            "start": "2019-10",
            "end": "2020-04",
            "ended_because": "means",
            "outputs": {"arrests": {"en": "about 20"}},
            "observed": True,
            "status": "ended",
        },
        Measure,
    )
    assert m12.outputs is not None and m12.outputs.arrests == Words(en="about 20")
    assert m12.outputs.handed_to_justice is None


def hand_over(*parties: str) -> HandOver:
    confirmed = tuple(Confirmation(party=p) for p in parties)
    return HandOver(id="h", framework="f", from_measure="m03", to_measure="m04", confirmed_by=confirmed)


@pytest.mark.parametrize(
    ("parties", "leaving", "taking", "confirmed"),
    [
        ((), ("cma",), ("fama",), False),
        (("cma",), ("cma",), ("fama",), False),
        (("fama",), ("cma",), ("fama",), False),
        (("cma", "fama"), ("cma",), ("fama",), True),
        (("hd", "cma"), ("cma",), ("fama",), False),
        (("cma",), ("cma", "fama"), ("cma",), False),
        (("cma", "fama"), ("cma", "fama"), ("cma",), True),
        (("fama",), ("fama",), ("fama",), True),
    ],
)
def test_both_sides_must_confirm(parties, leaving, taking, confirmed):
    assert hand_over(*parties).confirmed(leaving, taking) is confirmed


def test_a_hand_over_closes_when_the_successor_is_active_and_both_confirmed():
    leaving, successor = measure(status="handing_over"), measure(id="m04", by=("fama",), status="active")
    may_close(hand_over("cma", "fama"), leaving, successor)
    for case, relief in (
        (hand_over("cma"), successor),
        (hand_over("cma", "fama"), measure(id="m04", by=("fama",), status="resourced")),
        (hand_over("cma", "fama"), None),
    ):
        with pytest.raises(CannotClose):
            may_close(case, leaving, relief)


def test_the_machine_of_a_measure():
    assert MACHINE.allows(None, "proposed") and MACHINE.allows(None, "active")
    assert not MACHINE.allows("proposed", "active")
    assert not MACHINE.allows("authorised", "active")
    assert MACHINE.allows("resourced", "active")
    assert MACHINE.allows("active", "stopped") and MACHINE.allows("stopped", "active")
    assert not MACHINE.allows("ended", "active")
