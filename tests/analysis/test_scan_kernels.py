"""Each kernel against its plain NumPy twin, and against itself under another number of workers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toguna.analysis.kernels import twins
from toguna.analysis.kernels.likelihood import largest_expected, ratio
from toguna.analysis.kernels.philox import words
from toguna.analysis.scan import Population, build, engine, zones
from toguna.analysis.scan.executors import LocalExecutor


def test_philox_agrees_with_its_published_vectors() -> None:
    # Random123's kat_vectors: counter and key all zero; then another key and counter against the twin.
    assert [f"{w:08x}" for w in words(0, 0, 0, 4)] == ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]
    seed, replicate = 0x299F31D0_A4093822, 0x13198A2E_85A308D3
    expected = twins.philox(seed, replicate, 0x03707344, 40)
    assert (words(seed, replicate, 0x03707344, 40) == expected).all()


def test_philox_streams_do_not_repeat() -> None:
    first = words(1, 0, 1, 1000)
    assert (words(1, 0, 1, 1000) == first).all()
    for other in (words(2, 0, 1, 1000), words(1, 1, 1, 1000), words(1, 0, 2, 1000)):
        assert (other != first).mean() > 0.99


@given(n=st.integers(10, 5000), c=st.integers(2, 400), share=st.floats(0.01, 0.999))
@example(n=311, c=310, share=0.01)  # few cases cannot reach so high a level: their expectation underflowed
@settings(deadline=None)
def test_ratio_and_its_inverse(n: int, c: int, share: float) -> None:
    c = min(c, n - 1)
    expected = c * share
    value = ratio(float(c), expected, float(n), 0.0)
    assert value == pytest.approx(twins.ratio(c, expected, n, 0), rel=1e-9, abs=1e-9)
    if value > 1e-6:
        table = largest_expected(value, float(n), 0.0, 2, c)
        assert table[c] == pytest.approx(expected, rel=1e-5)
        assert table[c] >= expected * (1 - 1e-12)
        assert (np.diff(table[2:]) >= 0).all()


@given(inside=st.integers(2, 60), cases=st.integers(1, 60), level=st.floats(0.05, 8))
@settings(deadline=None)
def test_bernoulli_ratio_and_its_inverse(inside: int, cases: int, level: float) -> None:
    n, m = 62.0, 203.0
    c = float(min(inside, cases))
    expected = inside * n / m
    assert ratio(c, expected, n, m) == pytest.approx(twins.ratio(c, expected, n, m), rel=1e-9, abs=1e-9)
    table = largest_expected(level, n, m, 2, 62)
    if c >= 2 and ratio(c, expected, n, m) >= level:
        assert table[int(c)] >= expected


def test_kulldorffs_unit_values() -> None:
    """N = 1175: LLR(10, 1) and LLR(2, 1) as the reference program's own suite prints them."""
    assert ratio(10.0, 1.0, 1175.0, 0.0) == pytest.approx(14.060436, abs=1e-6)
    assert ratio(2.0, 1.0, 1175.0, 0.0) == pytest.approx(0.386720, abs=1e-6)


def request(model: str, null: str, when: str = "retrospective", seed: int = 3, **more: object) -> build.Request:
    rng = np.random.default_rng(seed)
    xy = rng.uniform([14, -5], [17, -1], (23, 2)).round(1)
    place = rng.integers(0, 23, 140)
    day = rng.integers(0, 70, 140)
    population = Population.of(np.arange(23), rng.integers(50, 900, 23)) if model == "poisson" else None
    controls = rng.integers(0, 23, 160) if model == "bernoulli" else None
    return build.Request(
        when,
        xy,
        place,
        day,
        70,
        7,
        4,
        0.4,
        None,
        "latlon",
        model,
        null,
        seed,
        population=population,
        controls=controls,
        **more,  # type: ignore[arg-type]
    )


CASES = [
    ("permutation", "independent", "retrospective"),
    ("permutation", "independent", "prospective"),
    ("permutation", "negative-binomial", "prospective"),
    ("permutation", "blocks", "prospective"),
    ("permutation", "blocks", "retrospective"),
    ("poisson", "independent", "retrospective"),
    ("poisson", "independent", "prospective"),
    ("bernoulli", "independent", "retrospective"),
]


@pytest.mark.parametrize(("model", "null", "when"), CASES)
def test_data_and_replicates_agree_with_the_twin(model: str, null: str, when: str) -> None:
    problem = build.build(request(model, null, when)).problem
    assert problem is not None
    found = max(f.statistic for f in engine.search(problem))
    assert found == pytest.approx(twins.best_ratio(problem, problem.counts), rel=1e-10)
    ids = np.arange(70, dtype=np.int64)
    maxima = engine.replicate_maxima(problem, ids, 2.0, LocalExecutor(2))
    drawn, offsets = problem.draws.draw(problem.seed, ids)
    for r in (0, 1, 63, 64, 69):
        counts = twins.counts_of(problem, drawn[r], offsets[r])
        assert maxima[r] == pytest.approx(twins.best_ratio(problem, counts), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(("model", "null", "when"), CASES)
def test_level_batch_and_workers_change_nothing(model: str, null: str, when: str) -> None:
    problem = build.build(request(model, null, when)).problem
    assert problem is not None
    ids = np.arange(150, dtype=np.int64)
    one = engine.replicate_maxima(problem, ids, 3.0, LocalExecutor(1))
    assert (engine.replicate_maxima(problem, ids, 0.7, LocalExecutor(3)) == one).all()
    assert (engine.replicate_maxima(problem, ids[::-1], 5.0, LocalExecutor(2))[::-1] == one).all()


def test_wide_counters_agree_with_narrow_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = build.build(request("permutation", "independent")).problem
    assert problem is not None
    ids = np.arange(80, dtype=np.int64)
    narrow = engine.replicate_maxima(problem, ids, 2.0, LocalExecutor(1))
    monkeypatch.setattr(engine, "NARROW", 1)
    assert (engine.replicate_maxima(problem, ids, 2.0, LocalExecutor(1)) == narrow).all()


def test_circles_agree_with_the_twin() -> None:
    rng = np.random.default_rng(5)
    xy = rng.integers(0, 12, (90, 2)).astype(float)  # a grid: many ties
    weights = rng.integers(0, 5, 90).astype(float)
    made = zones.circles(xy, weights, coordinates="planar", max_share=0.3, max_radius_m=4.0)
    limit = zones.most(weights, 0.3)
    twin = twins.nearest(xy, weights, 16.0 * (1 + 1e-12), limit)
    for i, expected in enumerate(twin):
        entries = slice(made.indptr[i], made.indptr[i + 1])
        assert made.members[entries].tolist() == expected
        reach = made.reach_m[entries]
        # A circle never parts two places at the same distance.
        assert not made.closed[entries][:-1][reach[:-1] == reach[1:]].any()
        assert (made.closed[entries][:-1] | (reach[:-1] == reach[1:])).all()


def test_permutation_keeps_both_margins() -> None:
    problem = build.build(request("permutation", "independent")).problem
    assert problem is not None
    drawn, offsets = problem.draws.draw(1, np.arange(40, dtype=np.int64))
    by_place = np.bincount(problem.names[drawn[0]], minlength=23)
    sizes = np.diff(offsets[0])
    for r in range(40):
        assert (np.bincount(problem.names[drawn[r]], minlength=23) == by_place).all()
        assert (np.diff(offsets[r]) == sizes).all()
    assert len({drawn[r].tobytes() for r in range(40)}) == 40
