"""The figures of implementation against published distributions (domain notes §3.4)."""

from __future__ import annotations

import pytest

from toguna.domain.implementation import Figures, figures


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
