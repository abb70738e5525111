"""What an estimate returns: frozen, with method, settings, data digest and seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toguna.analysis.effect.course import Lull
from toguna.analysis.effect.score import Array
from toguna.base.text import Text
from toguna.base.verdicts import WORDS, Evidence, Reason


@dataclass(frozen=True, slots=True)
class CoMeasure:
    """Another measure on the same units.

    Attributes
    ----------
    name : str
        Its code.
    start : int
        First period.
    stop : int or None
        First period after it; None while it is on.
    """

    name: str
    start: int
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of the measure's window another measure shares: `share` in [0, 1]."""

    name: str
    periods: int
    share: float


@dataclass(frozen=True, slots=True)
class Credible:
    """Posterior of the rate ratio under a sceptical prior: log ratio ~ N(0, 0.7²).

    Attributes
    ----------
    median : float
    interval : tuple of float
        2.5 and 97.5 %.
    probability_reduction : float
        Of a rate ratio under 1.
    probability_quarter : float
        Of a reduction by more than 25 %.
    """

    median: float
    interval: tuple[float, float]
    probability_reduction: float
    probability_quarter: float


@dataclass(frozen=True, slots=True)
class Change:
    """A rate ratio: a time against the time before, units against their comparisons.

    Attributes
    ----------
    rate_ratio : float or None
        Median-unbiased; None when the data say nothing.
    interval : tuple of float
        95 %, tails equal; 0 and inf when nothing is known.
    p_value : float
        The larger of the two below where the residual shares are positively autocorrelated, else `p_month`.
    p_month, p_shift : float
        By permutation of months, by shifts; two-sided, tails equal.
    tails_month, tails_shift : tuple of float
        Low and high tail of each.
    floor_month, floor_shift : float
        Smallest values that the tests can give.
    autocorrelation : float
        Lag 1, pooled over units, of the residual shares.
    incidents_before, incidents : int
        On the units, before and in the time.
    periods_before, periods : int
        Unit-periods.
    """

    rate_ratio: float | None
    interval: tuple[float, float]
    p_value: float
    p_month: float
    p_shift: float
    tails_month: tuple[float, float]
    tails_shift: tuple[float, float]
    floor_month: float
    floor_shift: float
    autocorrelation: float
    incidents_before: int
    incidents: int
    periods_before: int
    periods: int


@dataclass(frozen=True, slots=True)
class Displacement:
    """What happened next door.

    Attributes
    ----------
    ring : Change
        The ring against the comparisons, in the measure's window.
    net : Change
        Treated units and ring together against the comparisons.
    p_rise : float
        One-sided, by shifts: has the ring risen?
    quotient : float or None
        Weighted displacement quotient: −1 all moved, 0 none, above 0 the ring gained too.
    interval : tuple of float
        95 %; the whole line where the treated units did not clearly change.
    """

    ring: Change
    net: Change
    p_rise: float
    quotient: float | None
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What would have been expected without the measure, each period, the treated units together.

    Attributes
    ----------
    observed, expected, low, high : tuple of float
        Counts; expectation and band in which 95 % of counts without the measure would lie.
    """

    observed: tuple[float, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Answer to “did it work?”.

    Attributes
    ----------
    change : Change
        While the measure was on; its numbers are also properties of the estimate.
    posterior : Credible or None
    after : Change or None
        The time after its end against the time before: does it last? None while it is on.
    course : tuple of Lull
        Lulls and returns inside the window.
    displacement : Displacement or None
        None where no ring was named.
    control : Change or None
        Incidents that the measure cannot change.
    reporting_tipping_factor : float
        The finding is undone if detection on the treated units changed by this factor beside the comparisons; 1 where
        there is no finding to undo.
    minimum_detectable_ratio : float or None
        Mildest reduction found with 80 % power in the window so far; None if not even the end of all incidents is.
    periods_needed : int or None
        Periods with the measure after which `expected_ratio` is found with 80 % power; None beyond 240.
    co_measures : tuple of Overlap
    attribution : str
        `single`, or `joint` where other measures shared more than a quarter of the window.
    verdict : str
        A code of `verdicts.WORDS`.
    reasons : tuple of Reason
    evidence : Evidence
        What the verdict was reached from.
    counterfactual : Counterfactual or None
    method : str
    settings : mapping
    seed : int
    digest : str
        SHA-256 of the data.
    """

    change: Change
    posterior: Credible | None
    after: Change | None
    course: tuple[Lull, ...]
    displacement: Displacement | None
    control: Change | None
    reporting_tipping_factor: float
    minimum_detectable_ratio: float | None
    periods_needed: int | None
    co_measures: tuple[Overlap, ...]
    attribution: str
    verdict: str
    reasons: tuple[Reason, ...]
    evidence: Evidence
    counterfactual: Counterfactual | None
    method: str
    settings: Mapping[str, object]
    seed: int
    digest: str

    @property
    def rate_ratio(self) -> float | None:
        return self.change.rate_ratio

    @property
    def interval(self) -> tuple[float, float]:
        return self.change.interval

    @property
    def p_value(self) -> float:
        return self.change.p_value

    @property
    def p_month(self) -> float:
        return self.change.p_month

    @property
    def p_shift(self) -> float:
        return self.change.p_shift

    @property
    def word(self) -> Text:
        """The verdict word in both languages."""
        return WORDS[self.verdict]

    @property
    def percentage_allowed(self) -> bool:
        """Whether the change may be printed as a percentage: not under ten incidents."""
        return self.change.incidents_before + self.change.incidents >= 10


def band(observed: Array, expected: Array, low: Array, high: Array) -> Counterfactual:
    """Put the series of the treated units together as plain numbers."""
    return Counterfactual(*(tuple(float(v) for v in series) for series in (observed, expected, low, high)))
