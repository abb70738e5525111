"""The whole answer of analysis.effect.estimate: known cases, honest answers at the edges, what it refuses."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from toguna.analysis import effect
from toguna.analysis.effect import faults
from toguna.analysis.simulate_panels import PanelDesign, panels

ROAD = [1, 2, 1, 2] * 6 + [0] * 6
OTHERS = [[2, 3, 1, 2, 3] * 6, [1, 3, 2, 2, 2] * 6]


def quiet() -> np.ndarray[Any, np.dtype[np.int64]]:
    """A road with one or two incidents a month, then six empty ones; two roads that go on as before."""
    return np.array([ROAD, *OTHERS]).T


def one_panel(seed: int = 0, **design: Any) -> np.ndarray[Any, np.dtype[np.int64]]:
    return panels(PanelDesign(**design), 1, seed)[0].T.astype(np.int64)


def test_six_empty_months_are_found_without_a_crash() -> None:
    answer = effect.estimate(quiet(), 0, 24)
    assert answer.rate_ratio == 0
    assert answer.interval[0] == 0
    assert answer.interval[1] < 0.5
    assert answer.p_value <= 0.01
    assert answer.posterior is not None
    assert answer.posterior.probability_reduction > 0.95
    assert answer.verdict in {"supported", "strongly_supported"}
    assert answer.reporting_tipping_factor == pytest.approx(1 / answer.interval[1])
    assert answer.change.incidents == 0
    assert answer.change.incidents_before == 36
    assert answer.percentage_allowed


def test_a_road_that_went_on_as_before_cannot_be_told() -> None:
    counts = quiet()
    counts[24:, 0] = [1, 2, 1, 2, 1, 2]
    answer = effect.estimate(counts, 0, 24)
    assert answer.verdict == "cannot_tell_yet"
    assert answer.interval[0] < 1 < answer.interval[1]
    assert answer.reporting_tipping_factor == 1
    assert answer.p_value > 0.5


def test_a_rise_contests_the_claim() -> None:
    counts = quiet()
    counts[24:, 0] = [6, 5, 7, 6, 5, 6]
    answer = effect.estimate(counts, 0, 24)
    assert answer.interval[0] > 1
    assert answer.verdict == "contested"
    assert [reason.code for reason in answer.reasons] == ["rose"]


def test_a_nationwide_fall_is_not_the_measures() -> None:
    counts = np.array([[4] * 24 + [1] * 6, [8] * 24 + [2] * 6, [12] * 24 + [3] * 6]).T
    answer = effect.estimate(counts, 0, 24)
    assert answer.rate_ratio == pytest.approx(1, abs=0.35)
    assert answer.verdict == "cannot_tell_yet"


@pytest.mark.parametrize(
    ("counts", "start", "word"),
    [
        (np.column_stack([ROAD, np.zeros((30, 3), dtype=int)]), 24, "cannot_tell_yet"),
        (quiet()[:1], 0, "no_data"),
        (quiet()[:2], 1, "cannot_tell_yet"),
        (np.zeros((30, 4), dtype=int), 24, "no_data"),
        (np.column_stack([np.zeros(30, dtype=int), *OTHERS]), 24, "no_data"),
        (quiet(), 0, "no_data"),
    ],
    ids=["comparisons empty", "one period", "two periods", "all zero", "treated empty", "nothing before"],
)
def test_with_nothing_to_go_by_nothing_is_claimed(counts: Any, start: int, word: str) -> None:
    answer = effect.estimate(counts, 0, start)
    assert answer.verdict == word
    assert answer.interval == (0.0, np.inf)
    assert answer.p_value >= 0.05
    assert answer.minimum_detectable_ratio is None


def test_one_comparison_falls_back_to_the_roads_own_shifts() -> None:
    answer = effect.estimate(quiet()[:, :2], 0, 24)
    assert answer.change.floor_shift == pytest.approx(2 / 30)
    assert 0 < answer.p_month < 0.05
    assert 0 <= answer.p_value <= 1


def test_the_interval_agrees_with_the_p_value() -> None:
    for seed in range(12):
        answer = effect.effect_of(one_panel(seed, ratio=0.3, mean=2.0), 0, 24)
        low, high = answer.interval
        assert (low <= 1 <= high) == (answer.p_value > 0.05)
        assert answer.rate_ratio is not None
        assert low <= answer.rate_ratio <= high


def test_the_p_value_is_the_larger_one_where_shocks_last() -> None:
    kinds = set()
    for seed in range(8):
        change = effect.effect_of(one_panel(seed, own=0.7, own_persistence=0.7, mean=4.0), 0, 24)
        lasting = change.autocorrelation > 0
        kinds.add(lasting)
        assert change.p_value == (max(change.p_month, change.p_shift) if lasting else change.p_month)
        assert change.p_month == pytest.approx(min(1, 2 * min(change.tails_month)))
    assert True in kinds


def test_the_same_question_has_the_same_answer() -> None:
    counts = one_panel(3)
    one, two = (effect.estimate(counts, 0, 24, seed=5) for _ in range(2))
    assert one == two
    other = effect.estimate(counts, 0, 24, seed=6)
    assert other.p_month == pytest.approx(one.p_month, abs=0.03)
    assert one.digest != effect.estimate(counts + 1, 0, 24).digest


def test_the_order_of_comparisons_and_a_constant_exposure_change_nothing() -> None:
    counts = one_panel(4, ratio=0.4)
    plain = effect.effect_of(counts, 0, 24)
    exposed = effect.effect_of(counts, 0, 24, exposure=np.full(counts.shape, 7.0))
    assert exposed.p_month == pytest.approx(plain.p_month, abs=0.03)
    turned = effect.effect_of(counts[:, [0, 6, 5, 4, 3, 2, 1]], 0, 24)
    assert turned.p_month == pytest.approx(plain.p_month, abs=0.03)


def test_fewer_travellers_are_not_fewer_dangers() -> None:
    rng = np.random.default_rng(1)
    vehicles = np.full((36, 6), 100.0)
    vehicles[24:, 0] = 25.0
    counts = rng.poisson(0.06 * vehicles)
    assert effect.effect_of(counts, 0, 24).p_value < 0.02
    fair = effect.effect_of(counts, 0, 24, exposure=vehicles)
    assert fair.interval[0] < 1 < fair.interval[1]


def test_after_the_end_is_asked_too() -> None:
    rng = np.random.default_rng(2)
    counts = rng.poisson(4.0, (48, 6))
    counts[24:36, 0] = rng.poisson(0.8, 12)
    answer = effect.estimate(counts, 0, 24, 36)
    assert answer.after is not None
    assert answer.after.interval[0] < 1 < answer.after.interval[1]
    assert answer.interval[1] < 1
    assert effect.estimate(counts, 0, 24).after is None


def test_several_roads_with_staggered_starts_are_combined() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(1.5, (36, 9))
    for road, start in enumerate((20, 24, 28)):
        counts[start:, road] = rng.poisson(0.4, 36 - start)
    together = effect.estimate(counts, [0, 1, 2], [20, 24, 28])
    alone = effect.effect_of(counts[:, [2, *range(3, 9)]], 0, 28)
    assert together.p_value < 0.01
    assert together.interval[1] - together.interval[0] < alone.interval[1] - alone.interval[0]
    assert together.settings["start"] == (20, 24, 28)


def test_the_peak_before_the_start_can_be_left_out() -> None:
    counts = quiet()
    counts[22:24, 0] = 9
    counts[24:, 0] = [1, 2, 1, 2, 1, 2]
    assert effect.effect_of(counts, 0, 24, blackout=2).p_value > effect.effect_of(counts, 0, 24).p_value


def test_what_moved_next_door_contests_the_fall() -> None:
    rng = np.random.default_rng(4)
    counts = rng.poisson(5.0, (48, 8))
    counts[36:, 0] = rng.poisson(1.0, 12)
    counts[36:, 1] = rng.poisson(9.5, 12)
    answer = effect.estimate(counts, 0, 36, ring=[1])
    assert answer.displacement is not None
    assert answer.displacement.p_rise <= 0.05
    assert answer.displacement.quotient is not None
    assert answer.displacement.quotient < -0.5
    assert answer.displacement.interval[0] < -1 < answer.displacement.interval[1] < 0
    assert answer.verdict == "contested"
    assert answer.reasons[0].code == "moved-next-door"
    assert 1 not in answer.settings["comparisons"]  # type: ignore[operator]


def test_incidents_that_cannot_change_are_a_control() -> None:
    rng = np.random.default_rng(5)
    counts = rng.poisson(4.0, (36, 6))
    counts[24:, 0] = rng.poisson(0.5, 12)
    fell = rng.poisson(4.0, (36, 6))
    fell[24:, 0] = rng.poisson(0.5, 12)
    assert effect.estimate(counts, 0, 24, negative_control=fell).verdict == "contested"
    steady = effect.estimate(counts, 0, 24, negative_control=rng.poisson(4.0, (36, 6)))
    assert steady.verdict in {"supported", "strongly_supported"}


def test_overlapping_measures_forbid_single_attribution() -> None:
    alone = effect.estimate(quiet(), 0, 24, co_measures=[effect.CoMeasure("M-02", 10, 20)])
    assert alone.attribution == "single"
    shared = effect.estimate(quiet(), 0, 24, co_measures=[effect.CoMeasure("M-02", 26)])
    assert shared.attribution == "joint"
    assert shared.verdict == "consistent_with"
    assert shared.reasons[0].code == "overlapping-measures"
    assert shared.co_measures[0].periods == 4


def test_a_lull_and_a_return_are_dated() -> None:
    rng = np.random.default_rng(6)
    counts = rng.poisson(3.0, (36, 7))
    counts[24:30, 0] = 0
    counts[30:, 0] = [4, 5, 3, 6, 4, 5]
    answer = effect.estimate(counts, 0, 24)
    assert [(lull.start, lull.back, lull.incidents) for lull in answer.course] == [(24, 30, 0)]
    assert answer.course[0].chance <= 0.05
    assert answer.verdict not in {"supported", "strongly_supported"}


def test_the_counterfactual_stands_beside_every_period() -> None:
    rng = np.random.default_rng(7)
    counts = rng.poisson(5.0, (36, 6))
    counts[24:, 0] = rng.poisson(1.0, 12)
    shown = effect.estimate(counts, 0, 24).counterfactual
    assert shown is not None
    assert len(shown.expected) == 36
    assert shown.observed == tuple(float(v) for v in counts[:, 0])
    assert all(low <= mean <= high for low, mean, high in zip(shown.low, shown.expected, shown.high, strict=True))
    assert np.mean(shown.expected[24:]) == pytest.approx(5, abs=1.5)


WRONG: list[tuple[type[faults.EffectInputError], dict[str, Any]]] = [
    (faults.NegativeCounts, {"counts": np.where(np.arange(90).reshape(30, 3) == 4, -1, quiet())}),
    (faults.NotWholeNumbers, {"counts": quiet() + 0.5}),
    (faults.NotWholeNumbers, {"counts": np.where(quiet() == 3, np.inf, quiet())}),
    (faults.MissingCounts, {"counts": np.where(quiet() == 3, np.nan, quiet())}),
    (faults.NotACountTable, {"counts": [[1, 2, 3], [1, 2]]}),
    (faults.NotACountTable, {"counts": [1, 2, 3]}),
    (faults.NotACountTable, {"counts": [["a", "b"], ["c", "d"]]}),
    (faults.NotACountTable, {"counts": np.zeros((0, 3), dtype=int)}),
    (faults.UnequalPeriods, {"exposure": np.ones((29, 3))}),
    (faults.UnequalPeriods, {"negative_control": quiet()[:20]}),
    (faults.BadExposure, {"exposure": np.zeros((30, 3))}),
    (faults.UnknownUnit, {"treated": 3}),
    (faults.UnknownUnit, {"ring": [-1]}),
    (faults.SameUnitTwice, {"treated": [0, 0]}),
    (faults.RingHoldsTreated, {"ring": [0]}),
    (faults.NoComparison, {"ring": [1, 2]}),
    (faults.StartOutside, {"start": 30}),
    (faults.StartOutside, {"start": -1}),
    (faults.StopBeforeStart, {"stop": 24}),
    (faults.UnequalStarts, {"start": [24, 25]}),
    (faults.BadSetting, {"blackout": -1}),
    (faults.BadSetting, {"replicates": 10}),
    (faults.BadSetting, {"expected_ratio": 1.5}),
    (faults.BadSetting, {"treated": []}),
]


@pytest.mark.parametrize(("fault", "given"), WRONG, ids=lambda v: v.__name__ if isinstance(v, type) else "")
def test_wrong_input_gets_one_plain_sentence(fault: type[faults.EffectInputError], given: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"counts": quiet(), "treated": 0, "start": 24, **given}
    with pytest.raises(fault) as caught:
        effect.estimate(**asked)
    for lang in ("fr", "en"):
        sentence = caught.value.say(lang)
        assert sentence.endswith(".")
        assert not re.search(r"[{}]|Text\(", sentence)
    assert caught.value.code.startswith("effect-")
