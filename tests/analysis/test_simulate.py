"""The exercise region: what it promises, and that its true effects are true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from toguna.analysis import simulate
from toguna.analysis.effect import effect_of
from toguna.analysis.simulate import DAYS, DAYS_A_MONTH, MONTHS, PARTIES, PLACES, ROADS, exercise
from toguna.analysis.simulate_panels import PanelDesign, lasting_shocks, panels


@pytest.fixture(scope="module")
def region() -> simulate.Exercise:
    return exercise(1)


def test_the_same_seed_is_the_same_region(region: simulate.Exercise) -> None:
    again = exercise(1)
    assert again.incidents == region.incidents
    assert np.array_equal(again.detection, region.detection)
    assert exercise(2).incidents != region.incidents


def test_the_region_is_of_the_size_promised(region: simulate.Exercise) -> None:
    assert (ROADS, PLACES, len(PARTIES), MONTHS) == (12, 40, 5, 30)
    assert len(region.place_road) == PLACES
    assert set(region.place_road) == set(range(ROADS))
    assert region.counts(reported=False).shape == (MONTHS, ROADS)
    assert region.counts(reported=False).sum() == len(region.incidents)
    assert all(region.place_road[incident.place] == incident.road for incident in region.incidents)


def test_reports_are_fewer_and_later_than_incidents_and_rise_with_presence(region: simulate.Exercise) -> None:
    reported = [one for one in region.incidents if one.reported_on is not None]
    assert 0.5 < len(reported) / len(region.incidents) < 0.8
    assert all(one.reported_on is not None and one.reported_on >= one.day for one in reported)
    measure = region.measures[0]
    months = slice(measure.start, measure.stop)
    assert region.detection[months, measure.road].mean() > region.detection[: measure.start, measure.road].mean()


def test_means_run_out_and_hand_overs_leave_gaps() -> None:
    measures = [measure for seed in range(6) for measure in exercise(seed).measures]
    for measure in measures:
        first, last = measure.start * DAYS_A_MONTH, measure.stop * DAYS_A_MONTH
        away, back = measure.hand_over_gap
        assert not measure.outings[:first].any()
        assert not measure.outings[last:].any()
        assert not measure.outings[away:back].any()
        assert not measure.outings[measure.fuel < 1].any()
        assert 0 < measure.true_ratio <= 1
        # Less than the daily factor is possible: what is prevented has no sequel.
        assert measure.true_ratio > 0.6 * measure.ratio
        assert len(set(measure.parties)) == 2
    window = [measure.fuel[measure.start * DAYS_A_MONTH : measure.stop * DAYS_A_MONTH] for measure in measures]
    assert any((fuel < 1).any() for fuel in window)
    assert any(back > away for away, back in (measure.hand_over_gap for measure in measures))


@pytest.mark.slow
def test_the_true_ratio_is_what_many_draws_show() -> None:
    rng = np.random.default_rng(1)
    region = exercise(3)
    measure = replace(region.measures[0], ratio=0.3, moved=0.5)
    background = np.full((DAYS, ROADS), 0.3)
    months = slice(measure.start * DAYS_A_MONTH, measure.stop * DAYS_A_MONTH)
    with_it = simulate._expected(background, (measure,), region.neighbours)
    ratio = simulate._true_ratio(background, (measure,), measure, region.neighbours, with_it)
    drawn = [
        sum(simulate._happen(rng, background, used, region.neighbours)[months, measure.road].sum() for _ in range(25))
        for used in ((measure,), ())
    ]
    assert drawn[0] / drawn[1] == pytest.approx(ratio, rel=0.15)
    beside = region.neighbours[measure.road][0]
    assert with_it[months, beside].sum() > with_it[: months.start, beside].mean() * (months.stop - months.start)


def test_incidents_come_in_bursts_and_on_market_days(region: simulate.Exercise) -> None:
    daily = np.zeros((DAYS, ROADS))
    for incident in region.incidents:
        daily[incident.day, incident.road] += 1
    monthly = daily.reshape(MONTHS, DAYS_A_MONTH, ROADS).sum(1)
    assert (monthly.var(0) / monthly.mean(0)).mean() > 1.3
    on_market = sum(region.place_market[one.place] == one.day % 7 for one in region.incidents)
    assert on_market / len(region.incidents) > 1.5 / 7


def test_a_question_leaves_out_what_other_measures_touched(region: simulate.Exercise) -> None:
    for measure in region.measures:
        columns, treated, ring = region.question(measure)
        assert columns[treated] == measure.road
        assert {columns[r] for r in ring} <= set(region.neighbours[measure.road])
        others = {other.road for other in region.measures if other is not measure}
        assert not others & set(columns)
        assert len(columns) - 1 - len(ring) >= 2


@pytest.mark.slow
def test_known_effects_lie_in_their_intervals() -> None:
    inside = []
    for seed in range(8):
        region = exercise(seed)
        for measure in region.measures:
            columns, treated, ring = region.question(measure)
            known = region.detection[:, columns]
            found = effect_of(
                region.counts()[:, columns], treated, measure.start, measure.stop, exposure=known, ring=ring
            )
            inside.append(found.interval[0] <= measure.true_ratio <= found.interval[1])
    # 24 measures: at a true coverage of .95 fewer than 18 would come once in a million times.
    assert sum(inside) >= 18


def test_panels_have_the_moments_asked_for() -> None:
    design = PanelDesign(mean=4, size=2, common=0, comparisons=3, before=20, during=20, ratio=0.5)
    counts = panels(design, 2000, 1)
    assert counts.shape == (2000, 4, 40)
    assert counts[:, 1:].mean() == pytest.approx(4, rel=0.03)
    assert counts[:, 1:].var() == pytest.approx(4 + 16 / 2, rel=0.05)
    assert counts[:, 0, 20:].mean() == pytest.approx(2, rel=0.05)
    moved = panels(replace(design, ring=2, moved=1.0), 2000, 1)
    assert moved[:, 1:3, 20:].mean() == pytest.approx(5, rel=0.05)
    series = lasting_shocks(np.random.default_rng(1), (4000, 30), 0.5, 0.6)
    assert series.std() == pytest.approx(0.5, abs=0.01)
    assert np.mean(series[:, 1:] * series[:, :-1]) == pytest.approx(0.6 * 0.25, abs=0.01)
