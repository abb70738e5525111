"""Implementation side by side: the frameworks this machine holds, and in each what is local beside what is national.

Of another framework than the reader's own only what anybody may read: counts, none where there are few.
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.agreements import Agreement, Clause
from toguna.domain.visibility import OUTSIDE, agreement_visible
from toguna.server.home import Home
from toguna.server.queries.agreements import ClauseRow, clauses
from toguna.server.queries.implementation import ByState, Level, OnScale, by_state, on_scales
from toguna.server.queries.naming import framework_name
from toguna.server.queries.reading import Reading, read_for_all, registers
from toguna.server.queries.told_states import ToldStates, told_states

LEVELS: tuple[Level, ...] = ("local", "national")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of one level: by state, and on each scale of those who count; or `told`, as numbers only."""

    level: Level
    states: ByState | None
    scales: tuple[OnScale, ...]
    told: ToldStates | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One framework. `own` is the reader's, whose figures are cut to him; `mode` says whether its facts are real."""

    framework: str
    name: Text
    own: bool
    mode: str
    figures: tuple[Figures, ...]


def compared(home: Home, reading: Reading) -> list[Compared]:
    """Each framework of the home, the reader's own first."""
    found = [_one(reading, own=True)]
    for held in registers(home):
        if held["framework"] != reading.framework:
            other = read_for_all(home, framework=held["framework"], as_of=reading.as_of)
            found.append(_one(other.as_reader(OUTSIDE), own=False))
    return found


def _one(reading: Reading, *, own: bool) -> Compared:
    figures = tuple(
        Figures(level, by_state(reading, level), tuple(on_scales(reading, level)), told_states(reading, level))
        for level in LEVELS
    )
    shown = tuple(one for one in figures if one.states is not None or one.scales or one.told is not None)
    return Compared(reading.framework, framework_name(reading), own, reading.mode.name.lower(), shown)


def national_clauses(reading: Reading) -> list[ClauseRow]:
    """How the clauses of the national agreements stand, place by place."""
    if not agreement_visible(reading.reader):
        return []
    national = {held.id for held in reading.all(Agreement) if held.level == "national"}
    of = {held.id: held.agreement for held in reading.all(Clause)}
    return [row for row in clauses(reading) if of.get(row.id) in national]
