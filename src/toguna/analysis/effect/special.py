"""Special functions, from scipy where it is loaded late: importing `toguna.analysis` must not cost a second."""

from __future__ import annotations

import numpy as np

from toguna.analysis.effect.score import Array


def normal_score(probability: Array | float) -> Array:
    """Return the quantile of the standard normal; probabilities are kept off 0 and 1 by 1e-12."""
    from scipy.special import ndtri  # type: ignore[import-untyped]

    return np.asarray(ndtri(np.clip(probability, 1e-12, 1 - 1e-12)), dtype=np.float64)


def student_tail(statistic: Array, freedom: Array) -> Array:
    """Return the chance that Student's t with so many degrees of freedom exceeds a statistic."""
    from scipy.special import stdtr

    return np.asarray(stdtr(freedom, -statistic), dtype=np.float64)


def log_gamma(value: Array) -> Array:
    """Return the logarithm of the gamma function."""
    from scipy.special import gammaln

    return np.asarray(gammaln(value), dtype=np.float64)


def spline(nodes: Array, values: Array, at: Array) -> Array:
    """Return the cubic spline through `nodes` at other points."""
    from scipy.interpolate import CubicSpline  # type: ignore[import-untyped]

    return np.asarray(CubicSpline(nodes, values)(at), dtype=np.float64)
