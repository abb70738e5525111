"""What a framework may decide of its own rules: what it changes, what it may not undo, and what it does to alarms."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toguna.domain.alert_clock import HOURS, LADDER, level_above, timers
from toguna.domain.alert_figures import MEASURED_ON, SIGNS, false_alarms
from toguna.domain.alert_rules import DEFAULT_RULES
from toguna.domain.rules import (
    HOURS_OF,
    DecidedRule,
    RuleCountsNothing,
    RuleOfOneVoice,
    RuleOutOfRange,
    StepsOutOfOrder,
    alert_rule,
    case_of,
    check_alert,
    check_hours,
    hours,
    ladder,
    subject_of,
    table,
    verification_days,
)
from toguna.domain.verifying import DAYS, clock

DAY = date(2031, 6, 1)


def decided(subject: str, **said: Any) -> dict[str, DecidedRule]:
    return {subject: DecidedRule(id=case_of(subject), framework="f", subject=subject, **said)}


def test_without_a_decision_the_table_is_the_default_one():
    assert set(table({})) == set(DEFAULT_RULES)
    assert table({})[0].level == "red"
    assert (hours({}), ladder({}), verification_days({})) == (HOURS, LADDER, DAYS)


@pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
def test_a_decision_changes_one_rule_in_what_it_says_and_no_other(rule: Any):
    said = {"days": 5} if rule.days is not None else {"sources": 4}
    held = decided(rule.code, **said)
    changed = {one.code: one for one in table(held)}
    others = [one for one in DEFAULT_RULES if one.code != rule.code]
    assert all(changed[one.code] == one for one in others)
    mine = changed[rule.code]
    assert (mine.days, mine.sources) == (said.get("days", rule.days), said.get("sources", rule.sources))
    assert (mine.level, mine.least) == (rule.level, rule.least)
    assert rule.code not in {one.code for one in table(decided(rule.code, enabled=False))}
    assert alert_rule(rule.code, DecidedRule(id="x", framework="f", subject=rule.code, status="default")) == rule


@pytest.mark.parametrize(
    ("subject", "said", "refusal"),
    [
        ("signs", {"level": "orange", "sources": 1}, RuleOfOneVoice),
        ("gap-open", {"sources": 1}, RuleOfOneVoice),
        ("gap-near", {"level": "red"}, RuleOfOneVoice),
        ("signs", {"least": 0}, RuleOutOfRange),
        ("signs", {"days": 91}, RuleOutOfRange),
        ("growth", {"least": 2}, RuleCountsNothing),
        ("gap-open", {"days": 3}, RuleCountsNothing),
    ],
)
def test_what_no_framework_can_decide(subject: str, said: dict[str, Any], refusal: type[Exception]):
    with pytest.raises(refusal):
        check_alert(subject, said)


def test_what_a_framework_can_decide():
    check_alert("signs", {"level": "orange", "least": 5, "days": 10, "sources": 2})
    check_alert("gap-near", {"level": "orange", "sources": 2, "days": 21})
    check_alert("signs", {"level": "green", "sources": 1})


def test_hours_go_up_with_their_steps_and_an_empty_one_keeps_its_default():
    usual = HOURS_OF["rule.timers_decided"]("timers")
    check_hours({"acknowledge_hours": 12, "decide_hours": 12}, usual)
    with pytest.raises(StepsOutOfOrder):
        check_hours({"acknowledge_hours": 25}, usual)  # 24 hours to decide, by default
    with pytest.raises(RuleOutOfRange):
        check_hours({"act_hours": 0}, usual)
    held = decided("timers", decide_hours=72, act_hours=96, ladder=("local", "regional"))
    assert hours(held) == {"acknowledge": 6, "decide": 72, "act": 96}
    due = timers([("raised", DAY)], "act", hours(held))
    assert [(one.due - DAY).days for one in due] == [1, 3, 4]
    assert [level_above(one, ladder(held)) for one in (None, "commune", "regional")] == ["regional"] * 3


def test_a_decided_clock_of_verification_makes_late_what_was_not():
    held = decided("verify-3", settle_hours=100)
    assert verification_days(held)[3] == (3, 5), "hours are whole days, rounded up"
    assert {weight: days for weight, days in verification_days(held).items() if weight != 3} == {
        weight: days for weight, days in DAYS.items() if weight != 3
    }
    asked = ("ROB-ROAD", None, "screened", DAY, DAY.replace(day=8))
    assert clock(*asked).late == 0
    assert clock(*asked, verification_days(held)).late == 2


def test_false_alarms_are_told_for_what_is_an_estimate_and_never_less_for_a_looser_rule():
    by_code = {rule.code: rule for rule in DEFAULT_RULES}
    assert false_alarms(by_code["gap-open"]) is None, "a fact of the calendar"
    assert false_alarms(by_code["signs"]) == (0.0, 0.0), "a line to verify raises no alarm"
    assert false_alarms(None) == (0.0, 0.0)
    loud = by_code["signs"].with_(level="yellow", least=3, days=7, sources=3)
    few, many = false_alarms(loud) or (0, 0)
    assert 0 < few < many
    assert SIGNS[0] < SIGNS[1]
    assert MEASURED_ON.year >= 2026
    for least, days, sources in ((4, 7, 3), (3, 3, 3), (3, 7, 4)):
        tighter = false_alarms(loud.with_(level="yellow", least=least, days=days, sources=sources))
        assert tighter is not None
        assert tighter <= (few, many)
    between = false_alarms(loud.with_(level="yellow", least=3, days=8, sources=3))
    assert between == false_alarms(loud.with_(level="yellow", least=3, days=14, sources=3)), "the greater of the two"
    assert false_alarms(loud.with_(level="yellow", least=1, days=7, sources=3)) == (float("inf"),) * 2


def test_a_case_is_a_subject_or_nothing():
    assert subject_of("rule-signs") == "signs"
    assert [subject_of(one) for one in ("signs", "rule-", "rule-none", "rule-rule-signs")] == [None] * 4


def test_the_figures_are_those_that_the_benchmark_measures():
    """One setting, with the same seeds and years (`calibrate_rules.py --years 200 --write DAY`)."""
    measured, cell = runpy.run_path(str(BENCHMARK)), ("growth-and-signs", 2, 14, 3)
    rule = measured["setting"](*cell)
    told = false_alarms(rule)
    assert told is not None
    assert told == pytest.approx(measured["a_year"](cell, 200), abs=5e-4)


BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "calibrate_rules.py"
