"""Compile every kernel once, so that nobody waits for it later. Set-up calls this."""

from __future__ import annotations

import time

import numpy as np


def warm() -> float:
    """Run each kind of scan on a few invented incidents; returns the seconds it took."""
    from toguna.analysis.scan.api import prospective, retrospective
    from toguna.analysis.scan.baselines import Population

    begin = time.perf_counter()
    xy = np.array([[16.0, -3.0], [16.1, -3.1], [16.4, -3.3], [16.9, -3.2]])
    place = np.arange(40) % 4
    day = (np.arange(40) * 7) % 60
    for null in ("independent", "negative-binomial", "blocks"):
        prospective(xy, place, day, study_days=60, interval_days=10, max_window=2, null=null, replicates=1, workers=1)
    population = Population.of(np.arange(4), np.full(4, 1000))
    retrospective(
        xy,
        place,
        day,
        study_days=60,
        interval_days=30,
        max_window=1,
        model="poisson",
        population=population,
        replicates=1,
        workers=1,
    )
    retrospective(xy, place, controls=place, model="bernoulli", replicates=1, workers=1)
    return time.perf_counter() - begin
