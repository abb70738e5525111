"""Monitoring: agreement with R surveillance, false-alarm rates; sparse and empty series are ordinary cases."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest

from toguna.analysis import monitor
from toguna.analysis.kernels.cusum import gain
from toguna.analysis.monitor_farrington import baseline, quantile
from toguna.analysis.monitor_pooled import discoveries, gamma_prior, period_shape, upper_p

ROOT = Path(os.environ.get("TOGUNA_REFERENCE", Path(__file__).parents[3] / "shared" / "reference")) / "monitor"
reference = pytest.mark.skipif(not ROOT.is_dir(), reason=f"reference data not found: {ROOT} (set TOGUNA_REFERENCE)")
WEEKS = np.arange(281, 312)


def table(name: str) -> np.ndarray:
    return np.loadtxt(ROOT / name, delimiter=",", skiprows=1)


def agona() -> np.ndarray:
    return table("salmonella_agona.csv")[:, 1]


@reference
@pytest.mark.parametrize("method", ["original", "improved"])
def test_bounds_and_alarms_of_surveillance(method: str) -> None:
    known = table(f"farrington_flexible_{method}.csv")
    found = monitor.farrington(agona(), method=method, at=WEEKS)
    assert np.abs(found.bounds[0] - known[:, 2]).max() < 1e-9
    assert (found.alarms[0] == known[:, 3]).all()


@reference
def test_negative_binomial_bounds_of_surveillance() -> None:
    plugin = monitor.farrington(agona(), at=WEEKS, threshold="nbplugin", alpha=0.01)
    expected = "6 6 7 7 8 8 8 9 10 11 10 11 11 11 12 12 12 12 12 11 11 11 10 9 9 8 8 8 8 8 9"
    assert plugin.bounds[0].tolist() == [float(b) for b in expected.split()]
    assert not plugin.alarms.any()
    muan = monitor.farrington(agona(), at=WEEKS, threshold="muan", alpha=0.01)
    assert muan.bounds[0, :6].tolist() == [7, 7, 8, 8, 9, 10]
    assert not muan.alarms.any()


def twin_fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, float, float]:
    """Textbook IRLS with matrices: coefficients, their unscaled covariance, leverages, fitted means, dispersions."""
    mu = y + 0.1
    for _ in range(60):
        weight = w * mu
        covariance = np.linalg.inv((x.T * weight) @ x)
        mu_before, mu = mu, np.exp(x @ (covariance @ ((x.T * weight) @ (np.log(mu) + (y - mu) / mu))))
        if np.abs(mu - mu_before).max() < 1e-12:
            break
    leverage = w * mu * np.einsum("ij,jk,ik->i", x, covariance, x)
    degrees = len(y) - x.shape[1]
    return mu, covariance, leverage, max(1, (w * (y - mu) ** 2 / mu).sum() / degrees), (
        (w * ((y - mu) / mu) ** 2).sum() / degrees
    )  # fmt: skip


@pytest.mark.parametrize(("method", "kind"), [("original", 0), ("original", 1), ("improved", 1)])
def test_fit_agrees_with_its_twin(method: str, kind: int) -> None:
    rng = np.random.default_rng(8)
    counts = rng.negative_binomial(3, 3 / (3 + 5.0), 300).astype(float)
    periods = 10 if method == "improved" else 1
    back, level = baseline(52, 4, 3, periods, 26 if periods > 1 else 3)
    t = 290
    y = counts[t - back]
    x = np.zeros((len(y), periods + kind))
    x[np.arange(len(y)), level] = 1.0
    if kind:
        x[:, periods] = -back
    mu, _, leverage, dispersion, _ = twin_fit(x, y, np.ones(len(y)))
    s = 1.5 * (y ** (2 / 3) * mu ** (-1 / 6) - np.sqrt(mu)) / np.sqrt(dispersion * (1 - leverage))
    w = np.where(s > (1.0 if periods == 1 else 2.58), s**-2.0, 1.0)
    w *= len(y) / w.sum()
    mu, covariance, _, dispersion, relative = twin_fit(x, y, w)
    now = np.zeros(periods + kind)
    now[0] = 1.0
    found = monitor.farrington(counts, method=method, at=[t], trend_below=1.0 if kind else 0.0)
    if kind and not found.extra["trend"][0, 0]:
        pytest.skip("the trend led beyond every count seen")
    assert found.extra["dispersion"][0, 0] == pytest.approx(dispersion, rel=1e-4)
    mean = found.expected[0, 0]
    error = relative * (now @ covariance @ now) * mean**2
    bound = (
        mean ** (2 / 3) + 1.2815515655446004 * (2 / 3) * mean ** (-1 / 3) * math.sqrt(dispersion * mean + error)
    ) ** 1.5
    assert found.bounds[0, 0] == pytest.approx(bound, rel=1e-4)


def test_empty_and_sparse_series_are_ordinary() -> None:
    counts = np.zeros((4, 156))
    counts[1, 3] = 1
    counts[2, 100:] = 2
    counts[3, -1] = 9
    for method in ("original", "improved"):
        for threshold in ("delta", "nbplugin", "muan"):
            found = monitor.farrington(
                counts,
                method=method,
                per_year=12,
                half_window=1,
                threshold=threshold,
                left_out=3,
                at=np.arange(140, 156),
            )
            assert np.isfinite(found.bounds).all()
            assert not found.alarms[:3].any() or threshold == "delta"
            assert found.alarms[3, -1]
    for sums in (monitor.cusum, monitor.glr):
        found = sums(counts, baseline=[0.0, 0.01, 1.0, 0.05], shape=2.0, run_length=24)
        assert np.isfinite(found.observed).all()
        assert found.alarms[3, -1]
    found = monitor.pooled(counts)
    assert found.alarms[:, 0].tolist() == [False, False, False, True]
    assert not monitor.pooled(np.zeros((3, 20))).alarms.any()


@pytest.mark.parametrize("counts", [[1, 2, math.nan], [1, -2, 3], [1.5, 2, 3]])
def test_what_is_not_a_count_is_refused_in_both_languages(counts: list[float]) -> None:
    with pytest.raises(monitor.MonitorInputError) as caught:
        monitor.pooled(counts)
    assert "période 1" in caught.value.say("fr") or "période" in caught.value.say("fr")
    assert "not a number of incidents" in caught.value.say("en")


def test_too_little_past_is_said() -> None:
    with pytest.raises(monitor.MonitorInputError, match="period 50 does not have 211 periods before it"):
        monitor.farrington(np.ones(300), at=[50])


@pytest.mark.parametrize("mean", [0.3, 4.0, 60.0])
@pytest.mark.parametrize("dispersion", [1.0, 1.7, 9.0])
def test_quantiles(mean: float, dispersion: float) -> None:
    from scipy.stats import nbinom, poisson  # two seconds of every worker that only collects

    found = quantile(np.array([mean]), np.array([dispersion]), 0.99)[0]
    law = poisson(mean) if dispersion == 1 else nbinom(mean / (dispersion - 1), 1 / dispersion)
    assert found == law.ppf(0.99)


def test_gain_is_the_log_likelihood_ratio() -> None:
    from scipy.stats import nbinom, poisson

    for count in (0, 3, 11):
        expected = nbinom.logpmf(count, 2.0, 2 / (2 + 6.0)) - nbinom.logpmf(count, 2.0, 2 / (2 + 3.0))
        assert gain(float(count), 3.0, 2.0, 2.0) == pytest.approx(expected)
        assert gain(float(count), 3.0, 2.0, math.inf) == pytest.approx(
            poisson.logpmf(count, 6) - poisson.logpmf(count, 3)
        )


@pytest.mark.parametrize(("mean", "shape"), [(0.2, 2.0), (1.5, 2.0), (6.0, math.inf)])
@pytest.mark.parametrize("method", ["cusum", "glr"])
def test_realised_run_length_is_the_stated_one(mean: float, shape: float, method: str) -> None:
    """Other random numbers than those that set the threshold; ± 10 %, three standard errors allowed."""
    rng = np.random.default_rng(17)
    size = (300, 3000)
    counts = rng.poisson(mean if math.isinf(shape) else rng.gamma(shape, mean / shape, size), size)
    found = getattr(monitor, method)(counts, baseline=mean, shape=shape, run_length=60.0)
    alarms = int(found.alarms.sum())
    stated = found.extra["run_lengths"][0]
    assert stated >= 60.0
    assert abs(counts.size / alarms / stated - 1) < 0.10 + 3 / math.sqrt(alarms)


def test_a_lasting_rise_is_noticed_soon() -> None:
    rng = np.random.default_rng(2)
    counts = rng.poisson(2.0, (200, 40))
    counts[:, 20:] = rng.poisson(6.0, (200, 20))
    for method in (monitor.cusum, monitor.glr):
        alarms = method(counts, baseline=2.0, run_length=120.0).alarms
        assert alarms[:, 20:26].any(axis=1).mean() > 0.95


def test_pooling_moments() -> None:
    from scipy.stats import nbinom

    rng = np.random.default_rng(4)
    rates = rng.gamma(0.8, 2.0, 3000)
    history = rng.poisson(rng.gamma(2.0, 1 / 2.0, (3000, 120)) * rates[:, None])
    a, b = gamma_prior(history)
    assert a == pytest.approx(0.8, rel=0.15)
    assert a / b == pytest.approx(1.6, rel=0.1)
    assert period_shape(history) == pytest.approx(2.0, rel=0.15)
    count, mean, size = np.array([0.0, 1.0, 7.0]), 2.0, 1.5
    assert upper_p(count, np.array(mean), np.array(size)) == pytest.approx(
        nbinom.sf(count - 1, size, size / (size + mean))
    )


def test_false_discoveries_over_many_sparse_places() -> None:
    rng = np.random.default_rng(6)
    rates = rng.gamma(0.5, 0.6, 400)
    false_share = []
    for _ in range(40):
        history = rng.poisson(rng.gamma(2.0, 0.5, (400, 61)) * rates[:, None])
        history[:12, -1] += 15
        alarms = monitor.pooled(history, false_share=0.1).alarms[:, 0]
        assert alarms[:12].mean() > 0.5
        false_share.append(alarms[12:].sum() / max(alarms.sum(), 1))
    assert np.mean(false_share) < 0.1


def test_discoveries_by_hand() -> None:
    p = np.array([0.009, 0.2, 0.02, 0.5, 0.03])
    # .009 ≤ 1/5·.05, .02 ≤ 2/5·.05, .03 ≤ 3/5·.05
    assert discoveries(p, 0.05).tolist() == [True, False, True, False, True]
    assert not discoveries(np.array([0.06, 0.2]), 0.05).any()


def test_same_seed_same_answer() -> None:
    counts = np.random.default_rng(1).poisson(1.0, (3, 30))
    one, two = (monitor.glr(counts, baseline=1.0, run_length=20, seed=9) for _ in range(2))
    assert (one.bounds == two.bounds).all()
    assert one.data_digest == two.data_digest
