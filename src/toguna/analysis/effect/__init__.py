"""The effect of a measure: `forecast_power` comes first, `estimate` answers, `judge` names the answer."""

from toguna.analysis.effect.design import (
    Design,
    alike,
    design_of,
    forecast_power,
    minimum_detectable_ratio,
    periods_needed,
)
from toguna.analysis.effect.engine import effect_of, estimate, warm
from toguna.analysis.effect.results import (
    Change,
    CoMeasure,
    Counterfactual,
    Credible,
    Displacement,
    Estimate,
    Overlap,
)
from toguna.base.verdicts import RULES, WORDS, Ended, Evidence, Reason, ended, judge, percentage_allowed

__all__ = [
    "RULES",
    "WORDS",
    "Change",
    "CoMeasure",
    "Counterfactual",
    "Credible",
    "Design",
    "Displacement",
    "Ended",
    "Estimate",
    "Evidence",
    "Overlap",
    "Reason",
    "alike",
    "design_of",
    "effect_of",
    "ended",
    "estimate",
    "forecast_power",
    "judge",
    "minimum_detectable_ratio",
    "percentage_allowed",
    "periods_needed",
    "warm",
]
