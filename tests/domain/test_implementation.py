"""The figures of implementation against published distributions (domain notes §3.4)."""

from __future__ import annotations

import pytest

from toguna.domain.implementation import Figures, figures, weighted_kappa


def test_mali_at_the_end_of_2018():
    """Carter Center: 20 completed, 14 nearly completed, 18 intermediate, 14 minimal, 12 not initiated of 78."""
    held = Figures((12, 14, 18, 14, 20))
    assert held.total == 78
    assert held.complete == pytest.approx(25.641, abs=5e-4)
    assert held.not_begun == pytest.approx(15.385, abs=5e-4)
    assert held.mean == pytest.approx(55.128, abs=5e-4)


def test_colombia_in_november_2023():
    """Kroc Institute: 32 % complete, 19 % intermediate, 39 % minimal, 10 % not begun."""
    held = Figures((10, 39, 19, 32))
    assert held.complete == 32
    assert held.mean == pytest.approx(57.667, abs=5e-4)


def test_counting_ratings():
    assert figures([0, 3, 3, 1], 3).counts == (1, 1, 0, 2)
    assert figures([], 3) == Figures((0, 0, 0, 0))
    assert figures([], 3).complete is None and figures([], 3).mean is None and figures([], 3).not_begun is None


def test_weighted_kappa_worked_by_hand():
    """Four cases on a scale of 0 to 2; margins 2, 1, 1 and 1, 2, 1.

    Seen: one step apart, once: 1/4 either way. Expected: linear (2·(2+2) + 1·2 + 1·4) / 16 = 7/8, so 1 − 2/7; squared
    (2·(2+4) + 1·2 + 1·6) / 16 = 5/4, so 1 − 1/5.
    """
    pairs = [(0, 0), (1, 1), (2, 2), (0, 1)]
    assert weighted_kappa(pairs, squared=False) == pytest.approx(5 / 7)
    assert weighted_kappa(pairs, squared=True) == pytest.approx(4 / 5)


def test_weighted_kappa_against_published_values():
    """R package irr 0.84, kappa2 on its data set `anxiety`, raters 2 and 3 (levels as ranks, as kappa2 takes them):
    weight="equal" 0.1459075, weight="squared" 0.2520325. SAS 9 manual, PROC FREQ, three levels: 0.4701 linear.
    """
    two = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4]
    three = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2]
    ranks = {level: rank for rank, level in enumerate(sorted({*two, *three}))}
    pairs = [(ranks[a], ranks[b]) for a, b in zip(two, three, strict=True)]
    assert weighted_kappa(pairs, squared=False) == pytest.approx(0.1459075, abs=5e-8)
    assert weighted_kappa(pairs, squared=True) == pytest.approx(0.2520325, abs=5e-8)
    table = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
    counted = [(i, j) for i, row in enumerate(table) for j, number in enumerate(row) for _ in range(number)]
    assert weighted_kappa(counted, squared=False) == pytest.approx(0.4701, abs=5e-5)


def test_weighted_kappa_of_raters_that_cannot_differ_is_unknown():
    assert weighted_kappa([(2, 2)] * 12, squared=False) is None
    assert weighted_kappa([], squared=True) is None
    assert weighted_kappa([(0, 0), (3, 3)], squared=True) == 1
