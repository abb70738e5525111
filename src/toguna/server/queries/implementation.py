"""How far the framework's undertakings are fulfilled: by state, and on each scale of those who count.

No figure stands alone: the number complete, the number not begun, the distribution and the mean, each with its formula.
Those who read states as counts only get them from `told_states`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from toguna.base.text import NNBSP, Text
from toguna.domain import codes
from toguna.domain.agreements import Agreement
from toguna.domain.implementation import figures
from toguna.domain.undertakings import UNDERTAKING, Undertaking
from toguna.domain.visibility import undertaking_status
from toguna.server.queries.ratings import counted, fell_back
from toguna.server.queries.reading import Reading
from toguna.server.queries.undertaking_story import ORDER, agreements_of

FEWEST_FOR_COUNTS = 5
"""Fewer undertakings than this are not counted for those who may not read each."""
FEWEST_FOR_PERCENT = 10
LEFT_OUT = frozenset({"draft", "withdrawn", "superseded"})
_COMPLETE = frozenset({"fulfilled", "maintained"})
_NOT_BEGUN = frozenset({"agreed", "waiting"})


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `percent` only where there are ten or more."""

    part: int
    whole: int
    percent: Text | None


@dataclass(frozen=True, slots=True)
class ByState:
    """All undertakings that count, by state."""

    total: int
    complete: Share
    not_begun: Share
    states: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class OnScale:
    """The same on one scale, by those who count; `steps` from 0 up. `fell` is how many were put lower than before;
    `natures` the complete among the preparatory and among the substantive ones: a commission is not a disarmament.
    """

    scale: str
    rated: int
    complete: Share
    not_begun: Share
    mean: Text | None
    top: int
    weighted: int
    steps: tuple[int, ...]
    fell: int
    natures: tuple[tuple[str, Share], ...]


Level = Literal["national", "local"]
"""Undertakings of a national agreement, or all others; without a level, both."""


def by_state(reading: Reading, level: Level | None = None) -> ByState | None:
    """The states counted, for who reads each; None for the others (`told_states`), or where nothing is recorded."""
    return reading.once(("figures by state", level), lambda: _by_state(reading, level))


def counted_undertakings(reading: Reading, level: Level | None) -> list[Undertaking]:
    """The undertakings that count: of a level where one is asked for."""
    national = {held.id for held in reading.all(Agreement) if held.level == "national"}
    return [
        held
        for held in reading.all(Undertaking)
        if held.status not in LEFT_OUT
        and (level is None or bool(national & {*agreements_of(reading, held)}) is (level == "national"))
    ]


def _by_state(reading: Reading, level: Level | None) -> ByState | None:
    assert UNDERTAKING.machine is not None
    promises = counted_undertakings(reading, level)
    states = Counter(held.status for held in promises)
    total = len(promises)
    if not _enough(reading, total):
        return None
    return ByState(
        total,
        share(sum(states[one] for one in _COMPLETE), total),
        # A duty that comes back and was proved once has begun, whether or not somebody entered that it had.
        share(sum(held.status in _NOT_BEGUN and not held.proofs for held in promises), total),
        tuple((UNDERTAKING.machine.labels[one], states[one]) for one in reversed(ORDER) if states[one]),
    )


def _enough(reading: Reading, total: int) -> bool:
    return total > 0 and undertaking_status(reading.reader) == "each"


def share(part: int, whole: int) -> Share:
    """So many of so many."""
    return Share(part, whole, percent(100 * part / whole) if whole >= FEWEST_FOR_PERCENT else None)


def percent(value: float) -> Text:
    """`25,6 %`; `25.6%`."""
    number = f"{value:.1f}"
    return Text(fr=f"{number.replace('.', ',')}{NNBSP}%", en=f"{number}%")


def on_scales(reading: Reading, level: Level | None = None) -> list[OnScale]:
    """Each scale on which somebody who counts has rated."""
    return reading.once(("figures on scales", level), lambda: _on_scales(reading, level))


def _on_scales(reading: Reading, level: Level | None) -> list[OnScale]:
    steps: dict[str, list[tuple[Undertaking, int]]] = {}
    for held in counted_undertakings(reading, level):
        for scale, step in counted(reading, held).items():
            steps.setdefault(scale, []).append((held, step))
    return [
        _scale(reading, scale, steps[scale])
        for scale in codes.SCALES
        if scale in steps and _enough(reading, len(steps[scale]))
    ]


def _scale(reading: Reading, scale: str, given: list[tuple[Undertaking, int]]) -> OnScale:
    held = figures([step for _, step in given], codes.SCALE_TOPS[scale])
    counts = tuple(int(one) for one in held.counts)
    rated = sum(counts)
    mean = percent(held.mean) if held.mean is not None and rated >= FEWEST_FOR_PERCENT else None
    weighted = sum(step * count for step, count in enumerate(counts))
    return OnScale(
        scale,
        rated,
        share(counts[-1], rated),
        share(counts[0], rated),
        mean,
        len(counts) - 1,
        weighted,
        counts,
        sum(scale in fell_back(reading, one) for one, _ in given),
        tuple(_natures(reading, given, len(counts) - 1)),
    )


def _natures(reading: Reading, given: list[tuple[Undertaking, int]], top: int) -> Iterator[tuple[str, Share]]:
    """Of each kind that stands on the scale, the complete."""
    for nature in ("preparatory", "substantive"):
        steps = [step for held, step in given if held.nature == nature]
        if steps and _enough(reading, len(steps)):
            yield nature, share(sum(step == top for step in steps), len(steps))
