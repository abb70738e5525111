"""The promises of the calibration on fewer panels: bounds four standard errors wide, and fixed streams of numbers."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "calibrate_effect.py"


@pytest.fixture(scope="module")
def calibrate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("calibrate_effect", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def share(n: int, truth: float) -> float:
    """Four standard errors of a share of `n` panels."""
    return 4 * (truth * (1 - truth) / n) ** 0.5


@pytest.mark.parametrize(
    ("own", "persistence", "most"),
    [(0.0, 0.0, 0.065), (0.5, 0.0, 0.065), (0.5, 0.6, 0.065)],
    ids=["common shocks", "own shocks", "own shocks that last"],
)
def test_false_alarms_are_as_rare_as_promised(
    calibrate: ModuleType, own: float, persistence: float, most: float
) -> None:
    n = 1000
    for mean, size in ((0.5, 1.0), (3.0, 10.0)):
        design = calibrate.PanelDesign(mean=mean, size=size, own=own, own_persistence=persistence)
        found = calibrate.rejected(calibrate.stack(design, n).value)
        assert found <= most + share(n, most)
        if not persistence:
            assert found >= 0.035 - share(n, 0.035)


@pytest.mark.parametrize("ratio", [0.25, 0.5, 2.0])
def test_the_interval_covers(calibrate: ModuleType, ratio: float) -> None:
    n = 500
    for mean, size in ((0.5, 2.0), (12.0, 2.0)):
        design = calibrate.PanelDesign(mean=mean, size=size, ratio=ratio)
        held = 1 - calibrate.rejected(calibrate.stack(design, n, ratio).value)
        assert 0.93 - share(n, 0.93) <= held <= 0.97 + share(n, 0.97)


def test_power_is_not_lost(calibrate: ModuleType) -> None:
    found = calibrate.stack(calibrate.PanelDesign(ratio=0.25), 1000)
    assert calibrate.rejected(found.month) >= 0.40 - share(1000, 0.40)
    assert calibrate.rejected(found.shift) >= 0.28 - share(1000, 0.28)


def test_the_posterior_is_calibrated(calibrate: ModuleType) -> None:
    ranks = [calibrate.sbc_rank(number) for number in range(60)]
    # Uniform on [0, 1]: the mean of 60 lies within four standard errors of one half.
    assert sum(ranks) / 60 == pytest.approx(0.5, abs=4 * (1 / 12 / 60) ** 0.5)
    assert sum(0.025 < rank < 0.975 for rank in ranks) >= 50


def test_a_figure_is_a_line_that_the_table_reads(calibrate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    calibrate.main(["--only", "displacement", "--panels", "40"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines
    always = {"asked", "command", "measured", "unit", "what"}
    assert all(always <= set(line) <= always | {"missed"} for line in lines)
