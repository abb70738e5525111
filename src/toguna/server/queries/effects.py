"""Did a measure work? The estimate with its words, its doubts and its plan, as a reader may see them.

The question (`effect_panels`) is the same for every member; only the names of things differ in what each may see. An
estimate is worked out once for a question and kept in memory: the question holds all that it depends on.
"""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from threading import Lock
from typing import TYPE_CHECKING, Any

from toguna.analysis import installed
from toguna.base.text import Text
from toguna.base.verdicts import OVERLAP, WORDS, Evidence, Reason, judge
from toguna.domain.claims import Claim
from toguna.domain.measures import Measure
from toguna.domain.visibility import Role, claim_visible, level_visible, may_see_end
from toguna.server.queries import effect_words as words
from toguna.server.queries.day import Memory
from toguna.server.queries.effect_panels import NoPanel, Panel, begun, panel
from toguna.server.queries.naming import joined, measure_name, spot_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.studies import LookRow, PlanRow, looks, plan_of

if TYPE_CHECKING:
    from toguna.analysis.effect.results import Estimate

REPLICATES = 1999
USUAL_RATIO = 0.5
"""The effect that the months still needed are reckoned for where no plan names one."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month on the measure's roads; `elsewhere` is the mean of a comparison road."""

    first: date
    phase: str
    incidents: int
    elsewhere: float

    @property
    def label(self) -> str:
        """`2031-04`."""
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class EffectRow:
    """The answer about one measure. `estimate` is None where nothing could be counted or compared, or while it is
    still being worked out (`pending`).
    """

    measure: str
    name: Text
    relay: tuple[str, ...]
    verdict: str
    sentence: Reason
    doubts: tuple[Reason, ...]
    attribution: str
    shared_with: tuple[Text, ...]
    months: tuple[MonthRow, ...]
    roads: tuple[Text, ...]
    comparisons: tuple[str, ...]
    comparison_names: tuple[Text, ...]
    ring: tuple[str, ...]
    ring_names: tuple[Text, ...]
    cut_off: date | None
    plan: PlanRow | None
    looks: tuple[LookRow, ...]
    estimate: Estimate | None
    pending: bool = False

    @property
    def word(self) -> Text:
        """The verdict word."""
        return WORDS[self.verdict]


def may_see_effects(reading: Reading) -> bool:
    """Whether this reader may see counts by road and month: every member; others see larger areas only."""
    return level_visible(reading.reader, "framework")


def measures_shown(reading: Reading) -> list[str]:
    """The measures whose effect this reader may ask for."""
    if not may_see_effects(reading):
        return []
    own = {m.id for m in reading.all(Measure) if may_see_end(reading.reader, m.by, m.may_fill)}
    return [m.id for m in reading.all(Measure) if m.id in begun(reading) or m.id in own]


def effect_row(
    reading: Reading, measure: str, *, replicates: int = REPLICATES, wait: float | None = None
) -> EffectRow | None:
    """The answer about a measure; None where there is no such measure for this reader.

    With `wait` (seconds) the estimate is worked out beside the request: a row without it is `pending`, to be asked for
    again.
    """
    if measure not in measures_shown(reading):
        return None
    if measure not in begun(reading):
        return _unmeasured(reading, measure, NoPanel((measure,), dated=True, compared=True, others=()), None)
    asked, plan = _question(reading, measure)
    if isinstance(asked, NoPanel):
        return _unmeasured(reading, measure, asked, plan)
    if not available():
        return _pending(reading, measure, asked, plan, words.NOT_INSTALLED, pending=False)
    ratio = plan.expected_milli / 1000 if plan else USUAL_RATIO
    found = _estimate(asked, ratio, replicates, wait)
    if found is None:
        return _pending(reading, measure, asked, plan, words.WORKING, pending=True)
    return _measured(reading, measure, asked, plan, found)


def relays(reading: Reading) -> list[str]:
    """One measure for each protection that may be judged: the first of those that relieve each other."""
    out: dict[tuple[str, ...], str] = {}
    for one in measures_shown(reading):
        if one in begun(reading):
            asked, _ = _question(reading, one)
            out.setdefault(asked.measures, asked.measures[0])
    return list(out.values())


def available() -> bool:
    """Whether the analysis is installed: it is an extra, so that the rest of the software needs no numpy."""
    return not installed.missing()


def study_of(reading: Reading, row: EffectRow) -> dict[str, Any]:
    """What a look found, as the fields of a study: to be recorded with the hash of its plan."""
    known: dict[str, Any] = {
        "plan": row.plan.entry if row.plan else None,
        "expected_milli": row.plan.expected_milli if row.plan else None,
        "cut_off": f"{row.cut_off:%Y-%m}" if row.cut_off else None,
        "comparisons": list(row.comparisons) or None,
        "ring": list(row.ring) or None,
    }
    found = row.estimate
    if found is not None:
        known |= {"data_digest": found.digest, "seed": found.seed}
        ratio, (low, high) = found.rate_ratio, found.interval
        if ratio is not None and found.percentage_allowed:
            known |= {"ratio_milli": round(1000 * ratio), "low_milli": round(1000 * low)}
            known["high_milli"] = round(1000 * high) if isfinite(high) else None
    return {
        "about": list(row.relay),
        "method": "share",
        "framework": reading.framework,
        "looked": reading.today.isoformat(),
        "verdict": row.verdict,
        **{name: value for name, value in known.items() if value is not None},
    }


def _question(reading: Reading, measure: str) -> tuple[Panel | NoPanel, PlanRow | None]:
    return reading.once(("effect", measure), lambda: _asked(reading, measure))


def _asked(reading: Reading, measure: str) -> tuple[Panel | NoPanel, PlanRow | None]:
    plan = plan_of(reading, measure)
    return panel(reading, measure, plan.study if plan else None), plan


_HELD = Memory(64)
_WORKERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="effect")
_RUNNING: dict[Hashable, Future[Any]] = {}
_LOCK = Lock()


def _estimate(asked: Panel, ratio: float, replicates: int, wait: float | None) -> Estimate | None:
    key = (asked, ratio, replicates)
    if wait is None:
        return _HELD.recall(key, lambda: _work(asked, ratio, replicates))
    with _LOCK:
        future = _RUNNING.get(key)
        if future is None or (future.done() and future.exception() is not None):
            for other in [held for held, one in _RUNNING.items() if one.done()]:
                del _RUNNING[other]
            future = _WORKERS.submit(_HELD.recall, key, lambda: _work(asked, ratio, replicates))
            _RUNNING[key] = future
    try:
        found: Estimate = future.result(timeout=wait)
    except TookTooLong:
        return None
    return found


def _work(asked: Panel, ratio: float, replicates: int) -> Estimate:
    # Imported late: numpy and scipy take a second or two, and most pages need neither.
    import numpy as np

    from toguna.analysis.effect import CoMeasure, estimate

    return estimate(
        np.array(asked.counts),
        list(asked.treated),
        asked.start,
        asked.stop,
        exposure=None if asked.exposure is None else np.array(asked.exposure),
        co_measures=[CoMeasure(name, start, stop) for name, start, stop in asked.others],
        ring=list(asked.ring),
        blackout=asked.before_left_out,
        expected_ratio=ratio,
        replicates=replicates,
    )


def _measured(reading: Reading, measure: str, asked: Panel, plan: PlanRow | None, found: Estimate) -> EffectRow:
    from toguna.analysis.effect.saying import MONTH, doubts, headline

    sentence = headline(found, MONTH)
    shared = tuple(measure_name(reading, o.name) for o in found.co_measures if o.periods)
    said = [one for one in doubts(found, MONTH) if one.code != sentence.code]
    said += words.of_the_question(asked, shared)
    row = _row(reading, measure, asked, plan)
    return replace(
        row,
        verdict=found.verdict,
        sentence=sentence,
        doubts=tuple(said),
        attribution=found.attribution,
        shared_with=shared,
        estimate=found,
    )


def _pending(
    reading: Reading, measure: str, asked: Panel, plan: PlanRow | None, why: Reason, *, pending: bool
) -> EffectRow:
    return replace(_row(reading, measure, asked, plan), sentence=why, pending=pending)


def _row(reading: Reading, measure: str, asked: Panel, plan: PlanRow | None) -> EffectRow:
    """What is known before any estimate."""
    columns = asked.comparisons
    months = tuple(
        MonthRow(
            month,
            asked.phase(n),
            sum(counts[unit] for unit in asked.treated),
            sum(counts[unit] for unit in columns) / len(columns),
        )
        for n, (month, counts) in enumerate(zip(asked.months, asked.counts, strict=True))
    )
    comparisons, ring = (tuple(asked.units[n] for n in group) for group in (columns, asked.ring))
    return EffectRow(
        measure=measure,
        name=_name(reading, asked.measures),
        relay=asked.measures,
        verdict="cannot_tell_yet",
        sentence=words.WORKING,
        doubts=(),
        attribution="single",
        shared_with=(),
        months=months,
        roads=tuple(spot_name(reading, asked.units[n]) for n in asked.treated),
        comparisons=comparisons,
        comparison_names=tuple(spot_name(reading, unit) for unit in comparisons),
        ring=ring,
        ring_names=tuple(spot_name(reading, unit) for unit in ring),
        cut_off=asked.months[-1],
        plan=plan,
        looks=looks(reading, asked.measures),
        estimate=None,
    )


def _unmeasured(reading: Reading, measure: str, asked: NoPanel, plan: PlanRow | None) -> EffectRow:
    """Nothing to count or to compare: what people announced, and what speaks against it, still gives a word."""
    claimed, contrary, backed = _announced(reading, asked.measures)
    overlap = 1.0 if asked.others else 0.0
    verdict, reasons = judge(
        Evidence(
            claimed=claimed,
            contrary=contrary,
            backed=backed,
            dated=asked.dated,
            compared=asked.compared,
            overlap=overlap,
        )
    )
    shared = tuple(measure_name(reading, other) for other in asked.others)
    also = [words.shared_with(shared)] if shared else []
    return EffectRow(
        measure=measure,
        name=_name(reading, asked.measures),
        relay=asked.measures,
        verdict=verdict,
        sentence=reasons[0],
        doubts=(*reasons[1:], *also),
        attribution="joint" if overlap > OVERLAP else "single",
        shared_with=shared,
        months=(),
        roads=(),
        comparisons=(),
        comparison_names=(),
        ring=(),
        ring_names=(),
        cut_off=None,
        plan=plan,
        looks=looks(reading, asked.measures),
        estimate=None,
    )


def _announced(reading: Reading, measures: tuple[str, ...]) -> tuple[bool, int, bool]:
    """Whether results were announced about these measures, how many items speak against, and whether more than words
    speaks for.
    """
    from toguna.domain.claims import more_than_words

    held = [
        claim
        for claim in reading.all(Claim)
        if claim.status != "withdrawn"
        and claim.kind not in ("attribution", "testimony")
        and not claim.never_a_number
        and set(claim.about) & set(measures)
        and claim_visible(reading.reader, claim.level)
    ]
    contrary = sum(len(claim.on_side("against")) for claim in held)
    backed = any(more_than_words(item) for claim in held for item in claim.on_side("for"))
    return bool(held), contrary, backed


def _name(reading: Reading, measures: tuple[str, ...]) -> Text:
    """The protection's name: its measures in order, as far as this reader may know of their relief."""
    if reading.reader.role is not Role.MEDIATOR and len(measures) > 1:
        return joined([measure_name(reading, one) for one in measures], " ; ")
    return joined([measure_name(reading, one) for one in measures], " → ")
