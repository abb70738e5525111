"""Monitoring: is a place out of line with its own past, or with what places like it show?

    farrington(counts, …)   bounds from the same season of earlier years
    cusum, glr(counts, …)   sums that notice a lasting rise, at a stated false-alarm rate
    pooled(counts, …)       many sparse places at once, with few false discoveries

Counts are (series, time). Sparse and all-zero series are ordinary cases.
"""

from __future__ import annotations

from toguna.analysis.monitor_farrington import farrington
from toguna.analysis.monitor_pooled import discoveries, pooled
from toguna.analysis.monitor_results import MonitorInputError, MonitorResult
from toguna.analysis.monitor_sums import cusum, glr

__all__ = ["MonitorInputError", "MonitorResult", "cusum", "discoveries", "farrington", "glr", "pooled", "warm"]


def warm() -> None:
    """Compile every monitoring kernel once; set-up calls this."""
    import numpy as np

    counts = np.arange(120).reshape(1, 120) % 3
    for method in ("original", "improved"):
        farrington(counts, method=method, per_year=12, half_window=1, periods=3, years=3, threshold="nbplugin")
    cusum(counts, baseline=1.0, shape=2.0, run_length=3.0)
