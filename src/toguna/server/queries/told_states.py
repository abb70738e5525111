"""States of undertakings for those who get numbers only: told once a month, in steps of three (`releases`).

Two visits set against each other must not tell of one undertaking: a state that moved, or one that came, would move a
number by one. So nothing is counted after the end of last month, no percentage and no mean is given, and a step that
holds fewer than three is not told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.undertakings import UNDERTAKING
from toguna.domain.visibility import undertaking_status
from toguna.server.queries.implementation import FEWEST_FOR_COUNTS, LEFT_OUT, Level, counted_undertakings
from toguna.server.queries.ratings import counted
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import last_release, told
from toguna.server.queries.undertaking_story import ORDER


@dataclass(frozen=True, slots=True)
class ToldState:
    """A state, and in how many undertakings at least; None: too few to tell."""

    state: str
    label: Text
    number: int | None


@dataclass(frozen=True, slots=True)
class ToldScale:
    """A scale of those who count: how many at least were rated, and how many at each step, from 0 up."""

    scale: str
    rated: int
    steps: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ToldStates:
    """The undertakings that count, as known at the end of last month; `total` at least."""

    as_of: date
    total: int
    states: tuple[ToldState, ...]
    scales: tuple[ToldScale, ...]

    @property
    def few(self) -> tuple[Text, ...]:
        """The states of which too few are, or none, to be told."""
        return tuple(one.label for one in self.states if one.number is None)


def told_states(reading: Reading, level: Level | None = None) -> ToldStates | None:
    """The numbers for this reader; None for who reads each state, who reads none, and where there are too few."""
    if undertaking_status(reading.reader) != "counts":
        return None
    return reading.once(("told states", level), lambda: _told(last_release(reading), level))


def too_few(reading: Reading) -> bool:
    """Whether there were undertakings, but too few to be told to a reader of numbers."""
    if undertaking_status(reading.reader) != "counts":
        return False
    return 0 < len(counted_undertakings(last_release(reading), None)) < FEWEST_FOR_COUNTS


def _told(then: Reading, level: Level | None) -> ToldStates | None:
    assert UNDERTAKING.machine is not None
    held = counted_undertakings(then, level)
    total = told(len(held))
    if len(held) < FEWEST_FOR_COUNTS or total is None:
        return None
    states = Counter(one.status for one in held)
    return ToldStates(
        then.today,
        total,
        # Every state is named, whether or not it occurs: which ones do is what a small number would tell.
        tuple(
            ToldState(one, UNDERTAKING.machine.labels[one], told(states[one]))
            for one in reversed(ORDER)
            if one not in LEFT_OUT
        ),
        tuple(_scales(then, level)),
    )


def _scales(then: Reading, level: Level | None) -> list[ToldScale]:
    given: dict[str, Counter[int]] = {}
    for held in counted_undertakings(then, level):
        for scale, step in counted(then, held).items():
            given.setdefault(scale, Counter())[step] += 1
    return [
        ToldScale(scale, rated, tuple(told(given[scale][step]) for step in range(codes.SCALE_TOPS[scale] + 1)))
        for scale in codes.SCALES
        if scale in given and given[scale].total() >= FEWEST_FOR_COUNTS
        for rated in [told(given[scale].total()) or 0]
    ]
