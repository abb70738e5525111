"""The named rules of alerts: what proposes a level, what one party alone cannot do, how often they are wrong."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from toguna.domain.alert_clock import Event, Warned, level_above, timers, worth
from toguna.domain.alert_rules import (
    DEFAULT_RULES,
    LEAST_SOURCES,
    REGISTER,
    RESTS_DAYS,
    Fact,
    Need,
    Raised,
    Rule,
    holding,
    proposed,
    standing,
)
from toguna.domain.codes import ALERT_RULES, RULE_SUBJECTS

DAY = date(2031, 6, 1)
ROAD = frozenset({"r"})


def fact(kind: str, ago: int = 0, *, by: str | None = "youth", case: str = "", spots: frozenset[str] = ROAD) -> Fact:
    sources = frozenset({by}) if by else frozenset[str]()
    return Fact(kind, DAY - timedelta(days=ago), spots, sources, case or f"{kind}-{ago}-{by}")


def gap(starts_in: int, owner: str = "armed_forces") -> Fact:
    return Fact("gap", DAY + timedelta(days=starts_in), ROAD, frozenset({REGISTER, owner}), "m1")


def codes_of(*facts: Fact) -> list[str]:
    return [one.rule.code for one in holding(facts, DAY)]


def test_every_rule_of_the_table_has_its_words_and_no_level_is_reached_with_fewer_sources():
    assert {rule.code for rule in DEFAULT_RULES} == set(ALERT_RULES) <= set(RULE_SUBJECTS)
    for rule in DEFAULT_RULES:
        assert rule.sources >= LEAST_SOURCES.get(rule.level, 1)
    with pytest.raises(ValueError, match="two sources"):
        Rule("signs", "orange", (Need("tension", 7),))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((gap(-3),), ["gap-open"]),
        ((gap(7),), ["relief-missing"]),
        ((gap(8),), ["gap-near"]),
        ((gap(14),), ["gap-near"]),
        # A planned end said by nobody who counts: the calendar alone still tells of the gap.
        ((gap(3, "mediator"),), ["gap-near"]),
        ((gap(15),), []),
        ((gap(-3), fact("incident-in-gap", 2, by=REGISTER)), ["gap-and-incident"]),
        ((gap(-3), fact("incident-in-gap", 15, by=REGISTER)), ["gap-open"]),
        # An owner that says it stopped, and a calendar that says the same.
        ((Fact("stop", DAY, ROAD, frozenset({"armed_forces", REGISTER}), "m1"),), ["abrupt-stop"]),
        ((Fact("stop", DAY, ROAD, frozenset({"armed_forces"}), "m1"),), []),
        ((fact("growth", 27, by=REGISTER),), ["growth"]),
        ((fact("growth", 28, by=REGISTER),), []),
        (
            (fact("growth", 3, by=REGISTER), fact("tension", 1, by="youth"), fact("tension", 9, by="women")),
            ["growth-and-signs"],
        ),
        ((fact("tension", 1), fact("tension", 2, by="women"), fact("tension", 3)), []),
        ((fact("tension", 1), fact("tension", 2, by="women"), fact("tension", 3, by="business")), ["signs"]),
    ],
)
def test_what_each_rule_asks_for(facts: tuple[Fact, ...], expected: list[str]):
    assert codes_of(*facts) == expected


def test_one_constituency_alone_proposes_nothing_however_often_it_says_so():
    said = [fact("tension", n % 7, by="signatory_movement", case=f"s{n}") for n in range(40)]
    assert codes_of(*said) == []
    assert codes_of(*said, fact("growth", 1, by=REGISTER), fact("violence", 1, by=REGISTER)) == ["growth"]
    told = [fact("tension", n % 7, by="mediator", case=f"t{n}") for n in range(40)]
    assert codes_of(*told, *said) == [], "the secretariat passes on what others say: it is no second source"


def test_facts_of_different_places_do_not_add_up():
    here = [fact("tension", n, by=by) for n, by in enumerate(("youth", "women"))]
    there = fact("tension", 3, by="business", spots=frozenset({"elsewhere"}))
    assert codes_of(*here, there) == []
    assert codes_of(*here, fact("tension", 3, by="business")) == ["signs"]


def test_a_rule_that_was_raised_rests():
    found = holding([gap(-3)], DAY)
    fresh = Raised("gap-open", DAY - timedelta(days=RESTS_DAYS - 1), ROAD)
    assert proposed(found, [fresh], DAY) == ()
    assert proposed(found, [Raised("gap-open", DAY - timedelta(days=RESTS_DAYS), ROAD)], DAY) == found
    assert proposed(found, [Raised("gap-open", DAY - timedelta(days=400), ROAD, open=True)], DAY) == ()
    assert proposed(found, [Raised("gap-open", DAY, frozenset({"elsewhere"}), open=True)], DAY) == found
    assert proposed(found, [Raised("gap-and-incident", DAY, ROAD)], DAY) == (), "the graver one contains it"
    graver = holding([gap(-3), fact("incident-in-gap", 1, by=REGISTER)], DAY)
    assert proposed(graver, [Raised("gap-open", DAY, ROAD, open=True)], DAY) == graver


@pytest.mark.parametrize(
    ("level", "parties", "register", "stands"),
    [
        ("red", ("armed_forces",), False, "yellow"),
        ("red", ("armed_forces", "armed_forces"), False, "yellow"),
        ("red", ("armed_forces", "mediator"), False, "yellow"),
        ("red", ("armed_forces", "youth"), False, "red"),
        ("orange", ("youth",), True, "orange"),
        ("orange", (), True, "yellow"),
        ("yellow", ("youth",), False, "yellow"),
        ("green", (), False, "green"),
    ],
)
def test_amber_and_red_stand_with_two_constituencies(level: str, parties: tuple[str, ...], register: bool, stands: str):
    assert standing(level, parties, register=register) == stands


CONSTITUENCIES = (
    "state_administration armed_forces signatory_movement traditional_authority youth women business".split()
)


def quiet_year(rng: random.Random, *, signs: float, growths: float = 0.6, violence: float = 10.0) -> Counter[str]:
    """A year on three roads where nothing new happens: the watch is wrong as often as it is in its worst world, people
    report signs of tension that mean nothing, grave incidents come as they always did.
    """
    facts = []
    for kind, rate in (("tension", signs), ("growth", growths), ("violence", violence)):
        ago, n = 0.0, 0
        while (ago := ago + rng.expovariate(rate / 365)) < 365 + 30:
            by = rng.choice(CONSTITUENCIES) if kind == "tension" else REGISTER
            spots = frozenset({f"road {rng.randrange(3)}"})
            facts.append(Fact(kind, DAY + timedelta(days=int(ago) - 30), spots, frozenset({by}), f"{kind}{n}"))
            n += 1
    raised: list[Raised] = []
    levels: Counter[str] = Counter()
    for n in range(365):
        on = DAY + timedelta(days=n)
        known = [one for one in facts if on - timedelta(days=30) <= one.day <= on]
        for one in proposed(holding(known, on), raised, on):
            raised.append(Raised(one.rule.code, on, one.spots))
            levels[one.rule.level] += 1
    return levels


@pytest.mark.parametrize(("signs", "most"), [(26, 0.5), (52, 1)])
def test_where_nothing_happens_the_rules_as_a_whole_give_at_most_one_false_alarm_a_year(signs: int, most: float):
    rng, years = random.Random(20), 40
    found: Counter[str] = Counter()
    for _ in range(years):
        found += quiet_year(rng, signs=signs)
    lines, alarms = found.pop("green"), found.total()
    assert 0 < alarms / years <= most, "a world without any false alarm would test nothing"
    assert lines > alarms, "what one voice says is a line to verify, and those are not counted as alarms"


def test_a_build_up_is_told_as_a_line_to_verify_before_it_is_an_alarm():
    """Signs of tension one a day, each by another constituency, on a road where the watch sees a rise."""
    voices = ("youth", "women", "business", "traditional_authority")
    signs = [fact("tension", 3 - n, by=by) for n, by in enumerate(voices)]
    rise = fact("growth", 5, by=REGISTER)
    levels = []
    for ago in range(5, -1, -1):
        on = DAY - timedelta(days=ago)
        known = [one for one in (rise, *signs) if one.day <= on]
        levels.append(max((h.rule.level for h in holding(known, on)), key=LEVELS.index))
    assert levels == ["green", "green", "green", "orange", "orange", "orange"]


LEVELS = ("green", "yellow", "orange", "red")


def test_timers_are_counted_in_whole_days_and_begin_again_at_each_level():
    raised = [("raised", DAY)]
    assert [(one.step, (one.due - DAY).days) for one in timers(raised, None)] == [("acknowledge", 1), ("decide", 1)]
    acting = timers([*raised, ("acknowledged", DAY), ("decided", DAY + timedelta(days=3))], "act")
    assert [one.in_time for one in acting] == [True, False, None]
    assert not acting[2].overdue(DAY + timedelta(days=2))
    assert acting[2].overdue(DAY + timedelta(days=3))
    assert timers([*raised, ("decided", DAY)], "watch")[-1].step == "decide"
    again = timers([*raised, ("escalated", DAY + timedelta(days=5))], None)
    assert [one.done for one in again] == [None, None]
    assert again[0].due == DAY + timedelta(days=6)
    assert timers([], None) == ()


def test_the_level_above_ends_at_the_top():
    assert [level_above(one) for one in (None, "regional", "international")] == ["commune", "national", "international"]


def test_precision_and_missed_events():
    alerts = [
        Warned("hit", DAY, ROAD),
        Warned("void", DAY, frozenset({"elsewhere"})),
        Warned("fresh", DAY + timedelta(days=60), ROAD),
    ]
    events = [
        Event("e1", DAY + timedelta(days=28), DAY + timedelta(days=28), ROAD),
        Event("e2", DAY + timedelta(days=29), DAY + timedelta(days=29), ROAD),
        Event("e3", DAY - timedelta(days=1), DAY - timedelta(days=1), ROAD),
        Event("vague", DAY - timedelta(days=20), DAY + timedelta(days=2), ROAD),
    ]
    found = worth(alerts, events, DAY + timedelta(days=61))
    assert found.followed == ("hit",)
    assert found.not_followed == ("void",)
    assert found.open == ("fresh",)
    assert found.warned_of == ("e1", "vague"), "one that may have come after the alert counts for it"
    assert found.missed == ("e2", "e3")
    assert (found.judged, found.events) == (2, 4)
