"""Measure what `analysis.effect` promises, on simulated panels with known truth; one JSON line a figure.

    python benchmarks/calibrate_effect.py                        the full table
    python benchmarks/calibrate_effect.py --quick                a tenth of the panels
    python benchmarks/calibrate_effect.py --only power --cells   some rows, every cell by itself

Panels go through the kernels of the product, stacked; nothing is computed here that the product computes otherwise.
Unless a line says otherwise: one treated road beside six, 24 periods before and 6 with the measure, common shocks of
standard deviation 0.5 and autocorrelation 0.6 on the log scale; road-specific ("own") shocks of standard deviation 0.5.
`mean` is the rate of a period without shocks. What is missed is named on stderr, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from toguna.analysis.effect.bayes import (
    EFFECT_SD,
    LEVEL_SD,
    SHOCK_WEIGHTS,
    SHOCKS,
    SIZES,
    Model,
    posterior,
)
from toguna.analysis.effect.comparing import Contest, persistence, prepare
from toguna.analysis.effect.course import CAUTION, LEVEL, strongest
from toguna.analysis.effect.design import alike, design_of, forecast_power, periods_needed
from toguna.analysis.effect.displacement import Excess
from toguna.analysis.effect.engine import effect_of
from toguna.analysis.effect.inversion import combined
from toguna.analysis.effect.randomisation import month_test
from toguna.analysis.effect.score import cautious_dispersion, common_factor
from toguna.analysis.random import generator
from toguna.analysis.simulate import Exercise, exercise
from toguna.analysis.simulate_panels import PanelDesign, panels

Array = npt.NDArray[np.float64]
COMMAND = "python benchmarks/calibrate_effect.py"
REPLICATES = 999


@dataclass(frozen=True)
class Figure:
    """One measured figure; the cells of one `what` may be folded into their range."""

    what: str
    cell: str
    asked: str
    measured: float
    holds: bool
    unit: str = "share"

    def line(self, only: str, others: list[Figure]) -> str:
        """Return the figure as JSON; several as their range."""
        measured: object = round(self.measured, 4)
        what = f"{self.what}, {self.cell}" if self.cell else self.what
        if len(others) > 1:
            values = [one.measured for one in others]
            measured, what = f"{min(values):.3f} to {max(values):.3f}", f"{self.what} ({len(others)} cells)"
        record = {"what": what, "asked": self.asked, "measured": measured, "unit": self.unit}
        missed = sum(not one.holds for one in others)
        besides = {"missed": f"in {missed} of {len(others)} cells"} if missed else {}
        line = {**record, "command": f"{COMMAND} --only {only} --cells", **besides}
        return json.dumps(line, ensure_ascii=False)


@dataclass(frozen=True)
class Tested:
    """P-values of a stack of panels, and the tails that the one-sided questions need."""

    month: Array
    shift: Array
    value: Array
    low: Array
    rise: Array


def p_values(y: Array, comparisons: Array, before: int, ratio: float = 1.0, draws: int = 16) -> Tested:
    """Test a supposed ratio as `estimate` does, for each panel of a stack."""
    late = np.arange(y.shape[-1])[None] >= before
    asked = Contest(y[:, None], comparisons, None, None, ~late, late)
    comparison, rest = prepare(asked, REPLICATES, f"calibrate/{before}")
    scores = comparison.scores(ratio, draws)
    tests = month_test(scores, comparison.observed, comparison.drawn), comparison.shift_of(scores)
    lasting = persistence(comparison, rest, asked.before) > 0
    tails = {}
    for side in ("low", "high"):
        one, two = (ndtr(combined(getattr(test, side))) for test in tests)
        tails[side] = one, two, np.where(lasting, np.maximum(one, two), one)
    both = [np.minimum(1, 2 * np.minimum(low, high)) for low, high in zip(tails["low"], tails["high"], strict=True)]
    return Tested(*both, low=tails["low"][0], rise=tails["high"][1])


def in_parts(n: int, draw: Callable[[int, int], Tested]) -> Tested:
    """Run a large stack in parts of 500 panels."""
    parts = [draw(min(500, n - first), first) for first in range(0, n, 500)]
    return Tested(*(np.concatenate([getattr(part, name) for part in parts]) for name in Tested.__dataclass_fields__))


def stack(design: PanelDesign, n: int, ratio: float = 1.0) -> Tested:
    """Simulate and test at a supposed ratio."""

    def draw(size: int, seed: int) -> Tested:
        counts = panels(design, size, seed)
        return p_values(counts[:, 0], counts[:, 1 + design.ring :], design.before, ratio)

    return in_parts(n, draw)


def rejected(p: Array) -> float:
    return float(np.mean(p <= 0.05))


MEANS, SIZES_ASKED = (0.5, 1.5, 3.0, 12.0), (1.0, 2.0, 10.0)


def false_alarms(n: int) -> Iterator[Figure]:
    """False alarms at 5 %, and what the month test alone would do."""
    kinds: dict[str, tuple[dict[str, float], float, float]] = {
        "common shocks": ({}, 0.035, 0.065),
        "own shocks that do not last": ({"own": 0.5, "own_persistence": 0.0}, 0.035, 0.065),
        "own shocks, autocorrelation .6": ({"own": 0.5}, 0.0, 0.065),
        "own shocks, autocorrelation .8": ({"own": 0.5, "own_persistence": 0.8}, 0.0, 1.0),
    }
    for (name, (extra, least, most)), mean, size in product(kinds.items(), MEANS, SIZES_ASKED):
        found = stack(PanelDesign(mean=mean, size=size, **extra), n)
        asked = f"{least}–{most}" if least else f"≤ {most}" if most < 1 else "reported"
        for label in ("value", "month", "shift"):
            rate = rejected(getattr(found, label))
            firm = label == "value"
            holds = least <= rate <= most or not firm
            cell = f"mean {mean:g}, k {size:g}"
            yield Figure(f"false alarm p_{label}, {name}", cell, asked if firm else "reported", rate, holds)


def coverage(n: int) -> Iterator[Figure]:
    """Whether the interval holds the true ratio: the ratio is tested itself."""
    for own, ratio, mean, size in product((0.0, 0.5), (0.25, 0.5, 1.0, 2.0), MEANS, SIZES_ASKED):
        found = stack(PanelDesign(mean=mean, size=size, ratio=ratio, own=own), n, ratio)
        held = 1 - rejected(found.value)
        asked, holds = ("≥ .90", held >= 0.90) if own else (".93–.97", 0.93 <= held <= 0.97)
        what = "95 % interval covers" + (", own shocks, autocorrelation .6" if own else "")
        yield Figure(what, f"ratio {ratio:g}, mean {mean:g}, k {size:g}", asked, held, holds)


def power(n: int) -> Iterator[Figure]:
    """Power in the cells of the table."""
    cells = (
        ("1.5/month, k 2, 6 roads, 24+6, ratio .25", PanelDesign(ratio=0.25), 0.40, 0.28),
        (
            "3/month, k 10, 20 roads, 36+12, ratio .5",
            PanelDesign(mean=3, size=10, comparisons=20, before=36, during=12, ratio=0.5),
            0.70,
            0.0,
        ),
    )
    for cell, design, month, shift in cells:
        found = stack(design, n)
        for label, least in (("month", month), ("shift", shift), ("value", 0.0)):
            rate = rejected(getattr(found, label))
            yield Figure(f"power p_{label}", cell, f"≥ {least}" if least else "reported", rate, rate >= least)


def forecast(n: int) -> Iterator[Figure]:
    """Forecast power against simulated power, from the design and as read off the months before."""
    cells = [(1.5, 2, 6, 24, 6, 0.25), (1.5, 10, 6, 24, 6, 0.25), (3, 10, 20, 36, 12, 0.5), (0.5, 2, 6, 24, 6, 0.25)]
    for mean, size, roads, before, during, ratio in [*cells, (12, 1, 6, 24, 6, 0.25)]:
        design = PanelDesign(mean=mean, size=size, comparisons=roads, before=before, during=during, ratio=ratio)
        truth = float(np.mean(stack(design, n).low <= 0.025))
        known = forecast_power(alike(mean, size, roads, before), ratio, during, panels=max(n, 1000)) - truth
        cell = f"{mean:g}/month, k {size:g}, {roads} roads, {before}+{during}, ratio {ratio:g}"
        yield Figure("forecast less simulated power", cell, "± .05", known, abs(known) <= 0.05, "difference")
        counts = panels(design, min(max(n // 20, 20), 200), 7)[:, :, :before]
        read = [design_of(one[:1], one[1:], before) for one in counts]
        mean_read = np.mean([forecast_power(d, ratio, during, panels=400) if d else 0.0 for d in read]) - truth
        what = "the same, design read off the months before, mean over panels"
        yield Figure(what, cell, "± .05", float(mean_read), bool(abs(mean_read) <= 0.05), "difference")
    for mean, size, roads, before in ((3, 10, 6, 36), (6, 2, 6, 36), (3, 10, 20, 36)):
        needed = periods_needed(alike(mean, size, roads, before), 0.5) or 0
        design = PanelDesign(mean=mean, size=size, comparisons=roads, before=before, during=needed, ratio=0.5)
        truth = float(np.mean(stack(design, n).low <= 0.025))
        cell = f"{needed} periods, {mean:g}/month, k {size:g}, {roads} roads, {before} before, ratio .5"
        yield Figure("power at periods_needed", cell, ".80 ± .05", truth, abs(truth - 0.8) <= 0.05)


def displacement(n: int) -> Iterator[Figure]:
    """Coverage of the quotient and the power to find a shift."""
    cells = ((3, 10, 1, 36, 12), (3, 2, 1, 36, 12), (1.5, 2, 2, 24, 6), (12, 2, 1, 24, 12))
    for (mean, size, ring, before, during), ratio, moved in product(cells, (0.25, 0.5), (0.0, 0.5, 1.0)):
        design = PanelDesign(mean=mean, size=size, ring=ring, before=before, during=during, ratio=ratio, moved=moved)
        counts = panels(design, n, 3)
        late = np.arange(counts.shape[-1]) >= before
        near, far = counts[:, 1 : 1 + ring].sum(1), counts[:, 1 + ring :].sum(1)
        held = float(np.mean(Excess(counts[:, 0], near, far, ~late, late).p_value(-moved) > 0.05))
        cell = f"{mean:g}/month, k {size:g}, ring {ring}, {before}+{during}, ratio {ratio:g}, moved {moved:g}"
        yield Figure("displacement quotient covers", cell, ".93–.97", held, 0.93 <= held <= 0.97)
    for size, ratio, moved in ((10, 0.5, 1.0), (2, 0.5, 1.0), (10, 0.25, 0.5), (10, 0.5, 0.5), (10, 0.5, 0.0)):
        design = PanelDesign(mean=3, size=size, ring=1, before=36, during=12, ratio=ratio, moved=moved)

        def draw(part: int, seed: int, design: PanelDesign = design) -> Tested:
            counts = panels(design, part, seed)
            return p_values(counts[:, 1], counts[:, 2:], design.before)

        found = float(np.mean(in_parts(n, draw).rise <= 0.05))
        asked, holds = "reported", True
        if moved == 0:
            asked, holds = "≤ .065", found <= 0.065
        elif (size, moved) == (10, 1.0):
            asked, holds = "≥ .5", found >= 0.5
        cell = f"3/month, k {size:g}, 36+12, ratio {ratio:g}, {moved:.0%} of the prevented moved to one road"
        yield Figure("rise of the ring found (one-sided 5 %)", cell, asked, found, holds)


def course(n: int) -> Iterator[Figure]:
    """Lulls and returns: six periods of quiet, six of return, in a window of twelve."""
    quiet, faint = (np.r_[np.full(6, level), np.ones(6)] for level in (0.0, 0.1))
    shapes = {
        "steady": (np.ones(12), False),
        "steady at half the rate": (np.full(12, 0.5), False),
        "empty lull": (quiet, True),
        "lull at a tenth": (faint, True),
    }
    n = min(n, 2000)
    for mean, size, (name, (shape, lull)) in product((3.0, 1.5), (10.0, 2.0), shapes.items()):
        counts = panels(PanelDesign(mean=mean, size=size, during=12), n, 11, shape)
        estimated = cautious_dispersion(counts[:, 1:], CAUTION)[:, None]
        factor = common_factor(counts[:, 1:].sum(1), estimated * 6)[:, 24:]
        start, end, chance = strongest(counts[:, 0, 24:], factor, estimated, 299, "calibrate")
        shown = chance <= LEVEL
        cell = f"{mean:g}/month, k {size:g}, {name}"
        if lull:
            right = float(np.mean(shown & (np.abs(start) <= 1) & (np.abs(end - 6) <= 1)))
            firm = mean == 3 and name == "empty lull"
            asked = "≥ .70" if firm else "reported"
            yield Figure(f"lull and return dated within ± 1, {cell}", "", asked, right, right >= 0.7 or not firm)
        else:
            false = float(np.mean(shown))
            yield Figure("false lull in a steady series", cell, "≤ .05", false, false <= 0.05)


def bayes(n: int) -> Iterator[Figure]:
    """Simulation-based calibration of the posterior, from its own prior."""
    from scipy.stats import kstest

    n = min(max(n // 5, 100), 1000)
    ranks = np.array([sbc_rank(number) for number in range(n)])
    p = float(kstest(ranks, "uniform").pvalue)
    yield Figure("posterior: simulation-based calibration", f"{n} draws", "≥ .01", p, p >= 0.01, "p-value")
    inside = float(np.mean((ranks > 0.025) & (ranks < 0.975)))
    yield Figure("posterior 95 % interval covers", f"{n} draws of the prior", ".93–.97", inside, 0.93 <= inside <= 0.97)


def sbc_rank(number: int) -> float:
    """Draw truth and data from the prior; return the posterior probability below the truth."""
    rng = generator("sbc", number)
    level, effect = rng.normal(0, LEVEL_SD, 5), rng.normal(0, EFFECT_SD)
    on = np.zeros((5, 24), dtype=bool)
    on[0, 18:] = True
    shocks = rng.normal(0, rng.choice(SHOCKS, p=SHOCK_WEIGHTS / SHOCK_WEIGHTS.sum()), 24)
    size = rng.choice(SIZES)
    counts = rng.poisson(rng.gamma(size, np.exp(level[:, None] + shocks + effect * on) / size)).astype(float)
    known = posterior(Model(counts, np.ones((5, 24)), np.ones((5, 24), dtype=bool), on, 0.0), "sbc", 20)
    return known.probability_below(float(np.exp(effect)))


def training(n: int) -> Iterator[Figure]:
    """The exercise: is the true ratio inside the interval of each of its measures?

    With the chance of being reported known; with that chance read off the places that news came from and the month
    before left out, as the register's pages do; and with nothing known of reporting.
    """
    inside: dict[str, list[bool]] = {"known": [], "read off the places heard from": [], "not known": []}
    for seed in range(min(max(n // 20, 10), 200)):
        region = exercise(seed)
        counts, heard = region.counts(), heard_from(region)
        for measure in region.measures:
            columns, treated, ring = region.question(measure)
            window = measure.start, measure.stop
            for how, held in inside.items():
                share = {"known": region.detection, "not known": None}.get(how, heard)
                exposure = None if share is None else share[:, columns]
                blackout = 1 if share is heard else 0
                found = effect_of(counts[:, columns], treated, *window, exposure=exposure, ring=ring, blackout=blackout)
                low, high = found.interval
                held.append(low <= measure.true_ratio <= high)
    seeds = len(inside["known"]) // 3
    for how, held in inside.items():
        rate, firm = float(np.mean(held)), how == "known"
        what = f"exercise: interval holds the true ratio, reporting {how}"
        yield Figure(what, f"{seeds} seeds", "≥ .93" if firm else "reported", rate, rate >= 0.93 or not firm)


def heard_from(region: Exercise) -> Array:
    """Draw from which places news came, week by week; return the share of each road, smoothed as the register does."""
    rng = generator("exercise/heard", region.seed)
    weeks = 4.3 * np.bincount(region.place_road, minlength=region.detection.shape[1])
    asked = np.round(weeks).astype(int)
    share = (rng.binomial(asked, region.detection) + 0.5) / (asked + 1)
    padded = np.concatenate([share[:1], share, share[-1:]])
    near = np.stack([padded[:-2], padded[1:-1], padded[2:]])
    return np.asarray(near.mean(0), dtype=np.float64)


TABLE = {f.__name__: f for f in (false_alarms, coverage, power, forecast, displacement, course, bayes, training)}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--cells", action="store_true")
    parser.add_argument("--panels", type=int, default=4000)
    parser.add_argument("--only", default=",".join(TABLE))
    given = parser.parse_args(arguments)
    missed = []
    for name in given.only.split(","):
        started = time.monotonic()
        found = list(TABLE[name](given.panels // 10 if given.quick else given.panels))
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        groups: dict[tuple[str, str, str], list[Figure]] = {}
        for one in found:
            groups.setdefault((one.what, one.asked, one.cell if given.cells else ""), []).append(one)
        for group in groups.values():
            print(group[0].line(name, group), flush=True)
        missed += [f"{one.what}, {one.cell}: {one.measured:.4f}, asked {one.asked}" for one in found if not one.holds]
    for sentence in missed:
        print(f"missed: {sentence}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
