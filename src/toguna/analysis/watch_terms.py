"""The terms of the watch: numbers alone, so that who only names them needs no numpy."""

from __future__ import annotations

from typing import Final

WEEK: Final = 7
RARE_DAYS: Final = 365.0
LONGEST_WEEKS: Final = 8
PERIOD_WEEKS: Final = 4
MOST_WEEKS: Final = 260
"""Five years: what is older tells little of what is usual now."""
LEAST_WEEKS: Final = 52
LEAST_INCIDENTS: Final = 20
"""Below these nothing can be said: the calibration holds from here on."""
LEAST_COUNT: Final = 3
"""Nobody is called together for two incidents."""
REACH_M: Final = 100_000.0
GROUP_M: Final = 30_000.0
"""Stretches this near to each other have their bad weeks together; the null keeps them so."""
REPLICATES: Final = 999
MOST_EVEN: Final = 4.0
"""Roads' months are never taken for more even than negative-binomial k = 4: few months cannot show that they are."""

MEASURED_YEARLY: Final = (0.1, 0.6)
"""False alarms a framework-year in invented frameworks where nothing new happens: least and most of the worlds of
`benchmarks/calibrate_watch.py` (docs/calibration.md).
"""
