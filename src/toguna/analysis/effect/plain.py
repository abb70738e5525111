"""An estimate as plain data for JSON: finite numbers only.

What is not known, and the open end of an interval (no upper bound, no lower bound), is null.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from toguna.analysis.effect.results import Change, Estimate


def plain(value: Any) -> Any:
    """Return any result as plain data; numbers that are not finite become null."""
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(name): plain(held) for name, held in value.items()}
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    return plain(value.item())


def change_plain(change: Change | None) -> dict[str, Any] | None:
    """Return one rate ratio with its tests."""
    return None if change is None else plain(asdict(change))


def estimate_plain(found: Estimate, periods: Sequence[str], lang: str) -> dict[str, Any]:
    """Return the whole answer; `periods` are the labels of the rows of the counts."""
    series = found.counterfactual
    return {
        **(change_plain(found.change) or {}),
        "posterior": None if found.posterior is None else plain(asdict(found.posterior)),
        "after": change_plain(found.after),
        "course": [
            {**plain(asdict(lull)), "start": periods[lull.start], "back": _label(periods, lull.back)}
            for lull in found.course
        ],
        "displacement": None
        if found.displacement is None
        else {
            "ring": change_plain(found.displacement.ring),
            "net": change_plain(found.displacement.net),
            "p_rise": plain(found.displacement.p_rise),
            "quotient": plain(found.displacement.quotient),
            "interval": plain(found.displacement.interval),
        },
        "control": change_plain(found.control),
        "reporting_tipping_factor": plain(found.reporting_tipping_factor),
        "minimum_detectable_ratio": plain(found.minimum_detectable_ratio),
        "periods_needed": found.periods_needed,
        "co_measures": [plain(asdict(one)) for one in found.co_measures],
        "attribution": found.attribution,
        "percentage_allowed": found.percentage_allowed,
        "verdict": found.verdict,
        "reasons": [{"code": reason.code, "sentence": reason.say(lang)} for reason in found.reasons],
        "counterfactual": None
        if series is None
        else [
            {"period": label, "observed": int(seen), "expected": expected, "low": low, "high": high}
            for label, seen, expected, low, high in zip(
                periods, series.observed, plain(series.expected), plain(series.low), plain(series.high), strict=True
            )
        ],
        "method": found.method,
        "settings": plain(found.settings),
        "seed": found.seed,
        "digest": found.digest,
    }


def _label(periods: Sequence[str], period: int | None) -> str | None:
    return None if period is None else periods[period]
