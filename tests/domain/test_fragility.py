"""Fragility: red, orange, yellow, green, unknown, each with its reasons."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.domain.fragility import LABELS, REASONS, ActiveMeasure, Fragility, Level, OpenGap, assess

ON = date(2019, 3, 26)


def one(**facts: object) -> Fragility:
    return assess(ON, recorded=1, active=[ActiveMeasure("m03", **facts)])


def after(days: int) -> date:
    return ON + timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "level", "codes"),
    [
        ({}, Level.GREEN, []),
        ({"ends": after(31)}, Level.GREEN, []),
        ({"ends": after(30)}, Level.ORANGE, ["end-near"]),
        ({"ends": after(8)}, Level.ORANGE, ["end-near"]),
        ({"ends": after(7)}, Level.RED, ["end-near"]),
        ({"ends": after(0)}, Level.RED, ["end-near"]),
        ({"ends": after(-1)}, Level.RED, ["end-passed"]),
        ({"ends": after(7), "successor_confirmed": True}, Level.GREEN, []),
        ({"authorised_until": after(30)}, Level.ORANGE, ["authorisation-near"]),
        ({"authorised_until": after(31)}, Level.GREEN, []),
        ({"means_until": after(-3)}, Level.ORANGE, ["means-near"]),
        ({"means_until": after(31)}, Level.GREEN, []),
        ({"missing": ("authorisation",)}, Level.YELLOW, ["not-known"]),
        ({"missing": ("end",)}, Level.YELLOW, ["not-known"]),
        ({"withdrawn": ("tonka", "dire")}, Level.RED, ["reliance-withdrawn"]),
        (
            {"missing": ("means",), "means_until": after(3), "ends": after(2)},
            Level.RED,
            ["end-near", "means-near", "not-known"],
        ),
    ],
)
def test_the_levels(facts: dict[str, object], level: Level, codes: list[str]):
    found = one(**facts)
    assert found.level is level
    assert [r.code for r in found.reasons] == codes


def test_without_a_measure_it_is_unknown_and_never_calm():
    nothing = assess(ON, recorded=0)
    assert (nothing.level, [r.code for r in nothing.reasons]) == (Level.UNKNOWN, ["none-recorded"])
    ended = assess(ON, recorded=3)
    assert (ended.level, [r.code for r in ended.reasons]) == (Level.UNKNOWN, ["none-active"])


def test_an_open_gap_is_red():
    found = assess(ON, recorded=1, gaps=[OpenGap("tombouctou-goundam", after(-5))])
    assert found.level is Level.RED
    assert found.reasons[0].code == "gap-open"


def test_what_speaks_of_the_future_or_of_a_gap_is_reserved():
    found = assess(
        ON,
        recorded=2,
        active=[
            ActiveMeasure("m", ends=after(3), means_until=after(9), withdrawn=("tonka",), missing=("authorisation",))
        ],
        gaps=[OpenGap("r", ON)],
    )
    assert {r.code for r in found.reasons} == {"gap-open", "end-near", "means-near", "reliance-withdrawn", "not-known"}
    assert found.shared() == (), "even which measures run tells of a gap"
    assert assess(ON, recorded=3).shared() == (), "that no measure runs is a gap"
    assert [r.code for r in assess(ON, recorded=0).shared()] == ["none-recorded"]


DAYS = st.none() | st.integers(-60, 60).map(after)
MEASURES = st.builds(
    ActiveMeasure,
    st.sampled_from(["a", "b"]),
    DAYS,
    st.booleans(),
    DAYS,
    DAYS,
    st.sampled_from([(), ("tonka",)]),
    st.sampled_from([(), ("means",), ("authorisation", "end")]),
)


@given(st.lists(MEASURES, max_size=4), st.booleans())
def test_the_level_is_that_of_the_gravest_reason(active: list[ActiveMeasure], gap: bool):
    found = assess(ON, recorded=len(active), active=active, gaps=[OpenGap("r", ON)] if gap else [])
    order = list(Level)
    if found.reasons:
        assert found.level is min((r.level for r in found.reasons), key=order.index)
    else:
        assert found.level is Level.GREEN and active
    for reason in found.reasons:
        assert reason.level is not Level.GREEN
        said = {lang: reason.say(lang) for lang in ("fr", "en")}
        assert said["fr"] != said["en"] and "{" not in "".join(said.values())
        json.dumps(reason.data, default=str)


@given(MEASURES, st.integers(0, 20))
def test_a_later_day_is_never_calmer(measure: ActiveMeasure, days: int):
    order = list(Level)
    now = assess(ON, recorded=1, active=[measure])
    later = assess(after(days), recorded=1, active=[measure])
    assert order.index(later.level) <= order.index(now.level)


def test_sentences_in_both_languages():
    assert one(ends=after(7)).reasons[0].say("fr") == (
        "m03 peut prendre fin dès le 2\u00a0avril\u00a02019\u202f; la relève n’est pas confirmée."
    )
    assert one(ends=after(7)).reasons[0].say("en") == (
        "m03 may end as early as 2\u00a0April\u00a02019; no successor is confirmed."
    )
    unknown = one(missing=("authorisation", "end")).reasons[0]
    assert unknown.say("fr") == "m03\u00a0: on ne connaît pas l’autorisation, la date de fin."
    assert unknown.say("en") == "m03: not known, authorisation, end date."
    assert set(LABELS) == set(Level)
    assert all(t.fr != t.en for t in REASONS.values())
