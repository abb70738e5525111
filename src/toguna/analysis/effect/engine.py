"""Did the measure work? The whole answer (statistics.md §2.3, domain.md §7)."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from toguna.analysis.effect import faults
from toguna.analysis.effect.bayes import Model, Posterior, posterior
from toguna.analysis.effect.comparing import Contest, change
from toguna.analysis.effect.course import CAUTION, Lull, course
from toguna.analysis.effect.design import Design, design_of, minimum_detectable_ratio, periods_needed, size_of_sum
from toguna.analysis.effect.displacement import Excess, quotient_interval
from toguna.analysis.effect.panel import MOST_REPLICATES, Panel, read_counts, read_panel
from toguna.analysis.effect.randomisation import Mask
from toguna.analysis.effect.results import (
    Change,
    CoMeasure,
    Counterfactual,
    Credible,
    Displacement,
    Estimate,
    Overlap,
    band,
)
from toguna.analysis.effect.score import Array, cautious_dispersion, common_factor
from toguna.base.text import Text
from toguna.base.verdicts import LEVEL, OVERLAP, Evidence, judge

METHOD = (
    "negative binomial score of the unit's share of all incidents; month permutation, and shifts over the comparisons; "
    "interval by test inversion with thinning; nested Laplace posterior; power by simulation"
)
DESIGN_PANELS = 400


def estimate(
    counts: npt.ArrayLike,
    treated: int | Sequence[int],
    start: int | Sequence[int],
    stop: int | Sequence[int | None] | None = None,
    *,
    exposure: npt.ArrayLike | None = None,
    co_measures: Sequence[CoMeasure] = (),
    ring: Sequence[int] = (),
    negative_control: npt.ArrayLike | None = None,
    blackout: int = 0,
    expected_ratio: float = 0.5,
    seed: int = 0,
    replicates: int = 1999,
) -> Estimate:
    """Estimate the effect of a measure on incident counts, with what is needed to doubt it.

    Parameters
    ----------
    counts : array_like of int, shape (n_periods, n_units)
        Incidents; one row a period, one column a road or place.
    treated : int or sequence of int
        Columns with the measure.
    start, stop : int or sequence of int
        First period of the measure, first period after it (None: still on); one for all treated units or one for each.
    exposure : array_like of float, shape (n_periods, n_units), optional
        Vehicles, market days or active reporters; any unit of measure.
    co_measures : sequence of CoMeasure, optional
        Other measures on the treated units.
    ring : sequence of int, optional
        Neighbouring columns, for displacement; never used as comparisons.
    negative_control : array_like of int, shape (n_periods, n_units), optional
        Incidents of kinds that the measure cannot change.
    blackout : int, optional
        Periods before the start to leave out, because measures start after peaks.
    expected_ratio : float, optional
        The rate ratio that `periods_needed` is about, stated beforehand.
    seed, replicates : int, optional

    Returns
    -------
    Estimate

    Raises
    ------
    EffectInputError
        One of `faults`, each with a sentence that says what to change.

    Examples
    --------
    Six empty months after twenty-four with one or two incidents each, beside two roads that went on as before:

    >>> import numpy as np
    >>> road = [1, 2, 1, 2] * 6 + [0] * 6
    >>> counts = np.array([road, [2, 3, 1, 2, 3] * 6, [1, 3, 2, 2, 2] * 6]).T
    >>> answer = estimate(counts, treated=0, start=24)
    >>> answer.rate_ratio, answer.interval[1] < 1
    (0.0, True)
    """
    panel = read_panel(counts, treated, start, stop, exposure, ring, blackout)
    _check_settings(expected_ratio, replicates)
    key = f"{panel.digest}/{seed}"
    main = change(_contest(panel, panel.during()), replicates, f"{key}/change")
    after = _contest(panel, panel.after())
    lasting = change(after, replicates, f"{key}/after") if after.window.any() else None
    control = _control(panel, negative_control, replicates, key)
    moved = _displacement(panel, replicates, key)
    known = _posterior(panel, key)
    design = _design(panel)
    window = int(panel.during().sum(1).min())
    needed = periods_needed(design, expected_ratio, seed, DESIGN_PANELS) if design else None
    overlaps = _overlaps(panel, co_measures)
    lulls = _course(panel, key)
    credible = _credible(known)
    tipping = _tipping(main)
    share = max((o.share for o in overlaps), default=0.0)
    evidence = _evidence(panel, main, credible, moved, control, lulls, tipping, share)
    verdict, reasons = judge(evidence)
    return Estimate(
        change=main,
        posterior=credible,
        after=lasting,
        course=lulls,
        displacement=moved,
        control=control,
        reporting_tipping_factor=tipping,
        minimum_detectable_ratio=minimum_detectable_ratio(design, window, seed, DESIGN_PANELS) if design else None,
        periods_needed=needed,
        co_measures=overlaps,
        attribution="joint" if share > OVERLAP else "single",
        verdict=verdict,
        reasons=reasons,
        evidence=evidence,
        counterfactual=_counterfactual(panel, known),
        method=METHOD,
        settings=MappingProxyType(
            {
                "treated": panel.treated,
                "start": tuple(w.start for w in panel.windows),
                "stop": tuple(w.stop for w in panel.windows),
                "ring": panel.ring,
                "comparisons": panel.comparisons,
                "blackout": blackout,
                "expected_ratio": float(expected_ratio),
                "replicates": replicates,
                "exposure": panel.exposure is not None,
            }
        ),
        seed=seed,
        digest=panel.digest,
    )


def effect_of(
    counts: npt.ArrayLike,
    treated: int | Sequence[int],
    start: int | Sequence[int],
    stop: int | Sequence[int | None] | None = None,
    *,
    exposure: npt.ArrayLike | None = None,
    ring: Sequence[int] = (),
    blackout: int = 0,
    seed: int = 0,
    replicates: int = 999,
) -> Change:
    """Estimate the rate ratio alone, as `estimate` does: for tables of many measures, and for the calibration."""
    panel = read_panel(counts, treated, start, stop, exposure, ring, blackout)
    return change(_contest(panel, panel.during()), replicates, f"{panel.digest}/{seed}/change")


def warm() -> None:
    """Run one small estimate, so that what it loads has been compiled before anybody waits for it."""
    estimate([[2, 1, 3]] * 12 + [[0, 1, 3]] * 6, 0, 12, ring=[1], replicates=99)


_SHARE = Text(fr="un nombre entre 0 et 1, 1 exclu", en="a number from 0 to below 1")
_REPLICATES = Text(fr="un nombre entier de 99 à 1 000 000", en="a whole number from 99 to 1,000,000")


def _check_settings(expected_ratio: float, replicates: int) -> None:
    if not 0 <= expected_ratio < 1:
        raise faults.BadSetting(setting="expected_ratio", value=expected_ratio, wanted=_SHARE)
    if not 99 <= replicates <= MOST_REPLICATES:
        raise faults.BadSetting(setting="replicates", value=replicates, wanted=_REPLICATES)


def _contest(panel: Panel, window: Mask, counts: Array | None = None) -> Contest:
    source = panel.counts if counts is None else counts
    treated, comparisons = list(panel.treated), list(panel.comparisons)
    exposed = panel.exposure
    return Contest(
        y=source[treated],
        comparisons=source[comparisons],
        y_exposure=None if exposed is None else exposed[treated],
        comparison_exposure=None if exposed is None else exposed[comparisons],
        before=panel.before(),
        window=window,
    )


def _control(panel: Panel, table: npt.ArrayLike | None, replicates: int, key: str) -> Change | None:
    if table is None:
        return None
    read = read_counts(table, panel.counts.T.shape, "negative_control").T.astype(np.float64)
    return change(_contest(panel, panel.during(), read), replicates, f"{key}/control")


def _together(panel: Panel, units: Sequence[int]) -> Contest:
    """Return some units as one series, over the union of the windows."""
    rows = list(units)
    y = panel.counts[rows].sum(0, keepdims=True)
    exposed = None
    if panel.exposure is not None:
        weight = panel.counts[rows].mean(1, keepdims=True) + 1e-9
        exposed = (panel.exposure[rows] * weight).sum(0, keepdims=True) / weight.sum()
    comparisons = list(panel.comparisons)
    return Contest(
        y=y,
        comparisons=panel.counts[comparisons],
        y_exposure=exposed,
        comparison_exposure=None if panel.exposure is None else panel.exposure[comparisons],
        before=np.atleast_2d(panel.before().all(0)),
        window=np.atleast_2d(panel.during().any(0)),
    )


def _displacement(panel: Panel, replicates: int, key: str) -> Displacement | None:
    if not panel.ring:
        return None
    ring = _together(panel, panel.ring)
    found = change(ring, replicates, f"{key}/ring")
    net = change(_together(panel, [*panel.treated, *panel.ring]), replicates, f"{key}/net")
    comparison = panel.counts[list(panel.comparisons)]
    if panel.exposure is not None:
        comparison = comparison / panel.exposure[list(panel.comparisons)]
    excess = Excess(
        treated=_per_exposure(panel, panel.treated),
        ring=_per_exposure(panel, panel.ring),
        comparison=comparison.sum(0),
        before=ring.before[0],
        window=ring.window[0],
    )
    # The shifts alone: measured, they find as many rises as the months do and hold the level where shocks last, so that
    # taking the larger of both would only cost power (.54 against .51 in the cell of docs/calibration.md).
    return Displacement(found, net, found.tails_shift[1], excess.estimate(), quotient_interval(excess))


def _per_exposure(panel: Panel, units: Sequence[int]) -> Array:
    rows = list(units)
    series = panel.counts[rows] if panel.exposure is None else panel.counts[rows] / panel.exposure[rows]
    return np.asarray(series.sum(0), dtype=np.float64)


def _posterior(panel: Panel, key: str) -> Posterior | None:
    rows = [*panel.treated, *panel.comparisons]
    n_treated = len(panel.treated)
    counts = panel.counts[rows]
    seen = np.ones(counts.shape, dtype=bool)
    seen[:n_treated] = panel.before() | panel.during()
    on = np.zeros(counts.shape, dtype=bool)
    on[:n_treated] = panel.during()
    informative = counts[:n_treated][seen[:n_treated]].sum() > 0 and counts[n_treated:].sum() > 0
    if not informative or not panel.before().any():
        return None
    exposed = np.ones(counts.shape) if panel.exposure is None else panel.exposure[rows]
    location = float(np.log(counts[seen].mean()))
    return posterior(Model(counts, exposed, seen, on, location, tuple(range(n_treated))), key)


def _credible(known: Posterior | None) -> Credible | None:
    if known is None:
        return None
    return Credible(
        median=known.quantile(0.5),
        interval=(known.quantile(0.025), known.quantile(0.975)),
        probability_reduction=known.probability_below(1.0),
        probability_quarter=known.probability_below(0.75),
    )


def _counterfactual(panel: Panel, known: Posterior | None) -> Counterfactual | None:
    if known is None:
        return None
    return band(panel.counts[list(panel.treated)].sum(0), *known.counterfactual)


def _design(panel: Panel) -> Design | None:
    before = panel.before().all(0)
    treated, comparisons = panel.counts[list(panel.treated)], panel.counts[list(panel.comparisons)]
    return design_of(treated[:, before], comparisons[:, before], int(before.sum()))


def _course(panel: Panel, key: str) -> tuple[Lull, ...]:
    comparisons = panel.counts[list(panel.comparisons)]
    treated = panel.counts[list(panel.treated)]
    before = panel.before().all(0)
    # One comparison has no spread of its own beside itself: the treated units' months before stand in.
    basis = comparisons if len(comparisons) > 1 else np.concatenate([treated, comparisons])[:, before]
    if comparisons.sum() == 0 or basis.size == 0:
        return ()
    size = float(cautious_dispersion(basis, CAUTION))
    factor = common_factor(comparisons.sum(0), size_of_sum(comparisons.mean(1), size))
    groups: list[tuple[int | None, Array]]
    if len({(w.start, w.stop) for w in panel.windows}) == 1:
        groups = [(None if len(treated) > 1 else panel.treated[0], treated)]
    else:
        groups = [(unit, row[None]) for unit, row in zip(panel.treated, treated, strict=True)]
    found: list[Lull] = []
    for number, (unit, rows) in enumerate(groups):
        on = slice(panel.windows[number].start, panel.windows[number].stop)
        exposed = factor
        if panel.exposure is not None:
            exposed = factor * panel.exposure[panel.treated[number]]
        summed = size_of_sum(rows.mean(1), size) if rows.sum() else size
        found += course(rows.sum(0)[on], exposed[on], summed, on.start, f"{key}/{number}", unit)
    return tuple(found)


def _overlaps(panel: Panel, others: Sequence[CoMeasure]) -> tuple[Overlap, ...]:
    on = panel.during().any(0)
    periods = np.arange(panel.n_periods)
    out = []
    for other in others:
        stop = panel.n_periods if other.stop is None else other.stop
        shared = int((on & (periods >= other.start) & (periods < stop)).sum())
        out.append(Overlap(other.name, shared, shared / int(on.sum())))
    return tuple(out)


def _tipping(main: Change) -> float:
    if main.p_value > LEVEL or main.rate_ratio is None:
        return 1.0
    return 1 / main.interval[1] if main.rate_ratio < 1 else main.interval[0]


def _evidence(
    panel: Panel,
    main: Change,
    known: Credible | None,
    moved: Displacement | None,
    control: Change | None,
    lulls: tuple[Lull, ...],
    tipping: float,
    overlap: float,
) -> Evidence:
    return Evidence(
        measured=main.periods_before > 0 and main.periods > 0,
        incidents=main.incidents_before + main.incidents,
        informative=panel.counts[list(panel.comparisons)].sum() > 0,
        ratio=main.rate_ratio,
        interval=main.interval,
        p_value=main.p_value,
        p_month=main.p_month,
        p_shift=main.p_shift,
        floor=main.floor_month,
        chance_lower=known.probability_reduction if known else None,
        chance_quarter=known.probability_quarter if known else None,
        tipping=tipping,
        overlap=overlap,
        moved=moved is not None and moved.p_rise <= LEVEL and moved.net.p_value > LEVEL,
        control_moved=control is not None and control.p_value <= LEVEL and (control.rate_ratio or 0.0) < 1,
        returned=any(lull.back is not None for lull in lulls),
    )
