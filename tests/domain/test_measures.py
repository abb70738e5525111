"""Measures: what is missing, what may start, when a hand-over may close."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain.entity import typed
from toguna.domain.measures import (
    MACHINE,
    Authorisation,
    CannotStart,
    CashRefused,
    MeansLine,
    Measure,
    Notice,
    PlannedEnd,
    PressWindow,
    ToJustice,
    may_start,
    may_support,
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


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ({"until": "2031-07-01"}, "2031-07-01"),
        ({"lasts_days": 10, "counted": "2031-06-01"}, "2031-06-11"),
        ({"lasts_days": 10, "counted": "2031-06-01", "pace_percent": 200}, "2031-06-06"),
        ({"lasts_days": 10, "counted": "2031-06-01", "pace_percent": 50, "until": "2031-06-15"}, "2031-06-15"),
        ({"lasts_days": 0, "counted": "2031-06-01"}, "2031-06-01"),
        ({"lasts_days": 10}, None),
        ({"until": "unknown"}, None),
        ({}, None),
    ],
)
def test_the_day_on_which_means_run_out(line, day):
    held = typed({"kind": "fuel", **line}, MeansLine)
    assert (held.runs_out().isoformat() if held.runs_out() else None) == day
    assert measure(means=(held, MeansLine(kind="vehicles"))).runs_out() == held.runs_out()


def test_never_cash_to_an_armed_group():
    may_support("m", ["fuel", "food"], armed_group=True)
    may_support("m", ["per_diem"], armed_group=False)
    with pytest.raises(CashRefused) as refused:
        may_support("m", ["fuel", "per_diem"], armed_group=True)
    assert "in kind" in refused.value.say("en") and "en nature" in refused.value.say("fr")


def test_notice_is_counted_from_its_day_to_the_end_it_announced():
    ends = PlannedEnd(date=When.parse("2031-06-23"))
    held = measure(planned_end=ends, notice=Notice(party="cma", date=When.parse("2031-06-09")))
    assert held.notice_days() == 14
    assert measure(planned_end=ends).notice_days() is None
    assert measure(notice=Notice(party="cma", date=When.parse("2031-06-09"))).notice_days() is None


def test_persons_handed_to_justice_are_counted_and_not_known_is_not_none():
    assert measure().handed_over_to_justice() is None
    one = ToJustice(date=When.parse("2031-06-01"), authority="prosecutor", count=2)
    two = ToJustice(date=When.parse("2031-06-09"), authority="gendarmerie", count=1, place="t")
    assert measure(to_justice=(one, two)).handed_over_to_justice() == 3


@pytest.mark.parametrize(
    ("until", "valid"), [(None, None), ("unknown", None), ("2031-06-16", True), ("2031-06-15", False)]
)
def test_an_authorisation_holds_to_its_last_day(until, valid):
    held = Authorisation(by="governor", until=When.parse(until) if until else None)
    assert held.valid(date(2031, 6, 16)) is valid


def test_the_machine_of_a_measure():
    assert MACHINE.allows(None, "proposed") and MACHINE.allows(None, "active")
    assert not MACHINE.allows("proposed", "active")
    assert not MACHINE.allows("authorised", "active")
    assert MACHINE.allows("resourced", "active")
    assert MACHINE.allows("active", "stopped") and MACHINE.allows("stopped", "active")
    assert not MACHINE.allows("ended", "active")
