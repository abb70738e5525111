"""The parts of analysis.effect: worked by hand, against scipy, against full enumeration."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from toguna.analysis.effect import alike, design_of, forecast_power, minimum_detectable_ratio, periods_needed
from toguna.analysis.effect.bayes import Model, posterior
from toguna.analysis.effect.course import contrast_of, course, stretches
from toguna.analysis.effect.displacement import Excess, quotient_interval
from toguna.analysis.effect.exact import binomial, fisher
from toguna.analysis.effect.inversion import levelled
from toguna.analysis.effect.randomisation import (
    contrast,
    month_contrasts,
    month_test,
    own_shift_test,
    shift_contrasts,
    shift_reference,
    studentised,
)
from toguna.analysis.effect.score import (
    autocorrelation,
    cautious_dispersion,
    common_factor,
    dispersion,
    score,
    usual_share,
)
from toguna.analysis.random import generator
from toguna.analysis.simulate_panels import PanelDesign, panels


def test_exact_tests_equal_scipy() -> None:
    from scipy import stats  # two seconds of every worker that only collects

    rng = np.random.default_rng(0)
    for a, b, c, d in [*rng.integers(0, 40, (60, 4)).tolist(), (0, 5, 5, 0), (1, 0, 0, 1), (300, 40, 250, 90)]:
        ours = fisher(a, b, c, d)
        for side, value in (("less", ours.low), ("greater", ours.high), ("two-sided", ours.two_sided)):
            assert value == pytest.approx(stats.fisher_exact([[a, b], [c, d]], side).pvalue, rel=1e-12, abs=1e-12)
    for n, p in [(1, 0.5), (10, 0.2), (37, 0.9), (200, 0.01), (1000, 0.3), (5, 0.0), (5, 1.0)]:
        for k in sorted({0, 1, n // 3, n // 2, n}):
            given = binomial(k, n, p)
            for side, value in (("less", given.low), ("greater", given.high), ("two-sided", given.two_sided)):
                assert value == pytest.approx(stats.binomtest(k, n, p, side).pvalue, rel=1e-12, abs=1e-12)


def test_a_score_by_hand() -> None:
    y, m = np.array([2.0, 0.0, 4.0]), np.array([4.0, 2.0, 6.0])
    assert usual_share(y, m) == pytest.approx([1 / 3] * 3)
    # n = 6, 2, 10; expected 2, 2/3, 10/3; size 20, of which 0.15 in the weights: 3.
    assert score(y, m, 20.0) == pytest.approx([0.0, -(2 / 3) / (1 + 2 / 9), (2 / 3) / (1 + 10 / 9)])
    assert score(y, np.zeros(3), 2.0) == pytest.approx([0, 0, 0])
    assert score(np.zeros(3), m, 2.0) == pytest.approx([0, 0, 0])


def test_the_share_follows_exposure() -> None:
    y, m, weight = np.array([10.0, 20.0]), np.array([10.0, 10.0]), np.array([1.0, 2.0])
    assert usual_share(y, m, weight) == pytest.approx([1 / 2, 2 / 3])


def test_sizes_are_recovered_and_caution_lowers_them() -> None:
    for size in (1.0, 3.0, 10.0):
        counts = panels(PanelDesign(mean=5, size=size, comparisons=11, before=300, during=0), 1, 1)[0]
        assert float(dispersion(counts)) == pytest.approx(size, rel=0.3)
        assert cautious_dispersion(counts, 1.0) < dispersion(counts)


def test_drawn_months_are_all_windows_of_the_same_size() -> None:
    used = np.array([[True] * 5 + [False], [True] * 6])
    window = np.array([[False, False, False, True, True, False], [False] * 4 + [True] * 2])
    drawn = month_contrasts(used, window, 3000, "test")
    seen = {tuple(np.flatnonzero(row > 0)) for row in drawn[0]}
    assert seen == set(combinations(range(5), 2))
    assert drawn[0][:, 5] == pytest.approx(np.zeros(3000))
    assert drawn.sum(-1) == pytest.approx(np.zeros((2, 3000)))
    share = np.mean([tuple(np.flatnonzero(row > 0)) == (0, 1) for row in drawn[0]])
    assert share == pytest.approx(0.1, abs=0.03)


def test_the_month_test_agrees_with_full_enumeration() -> None:
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(1, 10))
    used, window = np.ones((1, 10), dtype=bool), (np.arange(10) >= 7)[None]
    observed = scores[0, 7:].sum()
    sums = [scores[0, list(chosen)].sum() for chosen in combinations(range(10), 3)]
    exact = np.mean(np.array(sums) <= observed + 1e-9)
    found = month_test(scores, contrast(used, window), month_contrasts(used, window, 20_000, "test"))
    assert float(found.low) == pytest.approx(exact, abs=0.02)
    assert float(found.low + found.high) >= 1


def test_shifts_keep_series_whole() -> None:
    used, window = np.ones(4, dtype=bool), np.array([False, False, False, True])
    rows = shift_contrasts(used, window)
    assert rows[0] == pytest.approx([-0.25, -0.25, -0.25, 0.75])
    assert {int(row.argmax()) for row in rows} == {0, 1, 2, 3}
    series = np.array([[1.0, 2.0, 3.0, 6.0]])
    pooled = (6 - 2) / np.sqrt(2 / 2 * (1 + 1 / 3))
    assert studentised(series, rows[:1], used)[0, 0] == pytest.approx(pooled)
    found = own_shift_test(series[None], used[None], window[None])
    assert found.high == pytest.approx([1 / 4])
    assert found.floor == 0.5


def test_placements_over_comparisons_lower_the_floor() -> None:
    rest = np.random.default_rng(2).normal(size=(6, 30))
    used, window = np.ones((1, 30), dtype=bool), (np.arange(30) >= 24)[None]
    assert shift_reference(rest, used, window, "test", 99).shape == (180,)
    several = shift_reference(rest, np.repeat(used, 2, 0), np.repeat(window, 2, 0), "test", 99)
    assert several.shape == (99,)


def test_levelling_makes_the_months_alike() -> None:
    window, used = (np.arange(400) >= 200)[None], np.ones((1, 400), dtype=bool)
    for ratio in (0.25, 3.0):
        design = PanelDesign(mean=4, size=3, before=200, during=200, ratio=ratio, common=0)
        y = panels(design, 1, 5)[0][:1]
        level = levelled(y, window, used, ratio, np.array(3.0), np.ones((1, 400)), 200, "test")
        before, during = level[..., :200], level[..., 200:]
        assert before.mean() == pytest.approx(during.mean(), rel=0.2)
        assert before.var() == pytest.approx(during.var(), rel=0.5)
    assert levelled(y, window, used, 1.0, np.array(3.0), np.ones((1, 400)), 9, "test").shape == (1, 1, 400)


def test_autocorrelation_is_centred_and_finds_lasting_shocks() -> None:
    rng = np.random.default_rng(3)
    noise = rng.normal(size=(4000, 3, 24))
    noise -= noise.mean(-1, keepdims=True)
    assert float(autocorrelation(noise).mean()) == pytest.approx(0, abs=0.02)
    lasting = np.cumsum(rng.normal(size=(50, 3, 24)), -1)
    lasting -= lasting.mean(-1, keepdims=True)
    assert float(autocorrelation(lasting).mean()) > 0.5
    assert float(autocorrelation(np.zeros((3, 24)))) == 0


def test_the_common_factor_is_shrunk() -> None:
    quiet = np.array([6.0, 5, 7, 6, 6, 5, 7, 6])
    assert common_factor(quiet, 1000.0) == pytest.approx(np.ones(8))
    wild = np.array([60.0, 5, 70, 6, 6, 5, 70, 6])
    assert common_factor(wild, 1000.0)[0] > 1.5


def test_the_quotient_by_hand() -> None:
    before, window = np.arange(12) < 8, np.arange(12) >= 8
    treated = np.array([4.0, 6, 4, 6, 4, 6, 4, 6, 1, 2, 1, 2])
    ring = np.array([5.0, 5, 6, 4, 5, 5, 6, 4, 8, 7, 9, 6])
    steady = np.full(12, 10.0)
    excess = Excess(treated, ring, steady, before, window)
    # treated: 6 less 20 expected; ring: 30 less 20.
    assert excess.estimate() == pytest.approx(10 / -14)
    low, high = quotient_interval(excess)
    assert low < 10 / -14 < high < 0
    assert float(excess.p_value(low)) == pytest.approx(0.05, abs=0.002)
    nothing = Excess(ring, ring[::-1].copy(), steady, before, window)
    assert Excess(treated, ring, np.zeros(12), before, window).estimate() is None
    assert quotient_interval(Excess(np.full(12, 5.0), ring, steady, before, window)) == (-np.inf, np.inf)
    assert nothing.estimate() is not None


def test_a_stretch_by_hand() -> None:
    y, even = np.array([0.0, 0.0, 4.0, 4.0]), np.ones(4)
    at = stretches(4)
    assert [tuple(pair) for pair in at.tolist()] == [(0, 2), (0, 3), (1, 3), (1, 4), (2, 4)]
    found = contrast_of(y, even, 1e6, at)
    # In the Poisson limit the ratio of (0, 2) is 8 log 2; (2, 4) is busier than the rest, so 0.
    assert found[0] == pytest.approx(8 * np.log(2), rel=1e-3)
    assert found[-1] == 0


def test_a_lull_that_lasts_has_no_return() -> None:
    y = np.array([4.0, 5, 4, 6, 5, 4, 0, 0, 0, 0, 0, 0])
    (lull,) = course(y, np.ones(12), 10.0, 24, "test")
    assert (lull.start, lull.back) == (30, None)
    assert lull.expected == pytest.approx(14)
    assert course(np.array([2.0, 3, 2, 3, 2, 3]), np.ones(6), 10.0, 0, "test") == ()


def test_the_posterior_finds_a_large_sample_and_shrinks_a_small_one() -> None:
    rng = np.random.default_rng(4)
    on = np.zeros((5, 60), dtype=bool)
    on[0, 40:] = True
    rate = np.where(on, 10.0, 20.0)
    counts = rng.poisson(rng.gamma(10.0, rate / 10.0)).astype(float)
    ones = np.ones((5, 60))
    known = posterior(Model(counts, ones, ones.astype(bool), on, 3.0), "test")
    assert known.quantile(0.5) == pytest.approx(0.5, abs=0.12)
    assert known.quantile(0.025) < 0.5 < known.quantile(0.975)
    assert known.probability_below(0.99) > 0.99
    unseen = posterior(Model(counts, ones, np.zeros((5, 60), dtype=bool), on, 0.0), "test")
    assert unseen.quantile(0.5) == pytest.approx(1, abs=0.01)
    assert unseen.quantile(0.975) == pytest.approx(np.exp(1.96 * 0.7), rel=0.02)
    assert np.trapezoid(known.density, known.grid) == pytest.approx(1)


def test_power_grows_with_time_and_effect() -> None:
    design = alike(3, 10, 10, 36)
    assert forecast_power(design, 0.5, 6) < forecast_power(design, 0.5, 18)
    assert forecast_power(design, 0.5, 12) < forecast_power(design, 0.2, 12)
    assert forecast_power(design, 1 - 1e-9, 12) < 0.05
    few, many = minimum_detectable_ratio(design, 6), minimum_detectable_ratio(design, 24)
    assert few is not None
    assert many is not None
    assert few < many
    needed = periods_needed(design, 0.5)
    assert needed is not None
    assert forecast_power(design, 0.5, needed) == pytest.approx(0.8, abs=0.06)
    assert periods_needed(alike(0.2, 1, 2, 6), 0.9) is None
    assert minimum_detectable_ratio(alike(0.2, 1, 2, 6), 3) is None
    assert design_of(np.zeros((1, 12)), np.ones((3, 12)), 12) is None


def test_random_numbers_depend_on_the_analysis_and_the_replicate_only() -> None:
    assert generator("a", 1).random() == generator("a", 1).random()
    drawn = {generator(name, number).random() for name in ("a", "b", 1, "1") for number in range(3)}
    assert len(drawn) == 12
