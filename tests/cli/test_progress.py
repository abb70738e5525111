"""The bar: how far, and how much longer, by how long the part that is done took."""

from __future__ import annotations

import pytest

from toguna.base.dates import say_left
from toguna.cli import progress


def test_says_how_far_and_how_much_longer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 200.0, 210.0, 230.0]).__next__
    monkeypatch.setattr(progress.time, "monotonic", clock)
    bar = progress.Bar("fr")
    bar.entered(0, 1000)  # a stretch of its own, from 200 on
    bar.entered(250, 1000)
    bar.entered(500, 1000)
    first, second = capsys.readouterr().err.replace("\u00a0", " ").splitlines()
    assert first == "[#######.......................] 25 % – 250 lignes – encore 30 s"
    assert second == "[###############...............] 50 % – 500 lignes – encore 30 s"


@pytest.mark.parametrize(("seconds", "said"), [(0, "10 s left"), (44, "40 s left"), (170, "3 min left")])
def test_is_no_more_exact_than_it_can_be(seconds: float, said: str) -> None:
    assert say_left(seconds, "en").replace("\u00a0", " ") == said
