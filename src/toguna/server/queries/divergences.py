"""Where parties differ about the same undertaking: what a mediator needs, and nothing of who said what to whom.

A spread is from the lowest to the highest of what everybody last said on one scale; states that two parties entered
differently stand side by side. Neither says whose each is, nor how many said so.
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import agreement_visible, undertaking_status
from toguna.server.queries.ratings import Spread, spreads
from toguna.server.queries.reading import Reading
from toguna.server.queries.undertaking_pages import UndertakingRow, contested_states, row


@dataclass(frozen=True, slots=True)
class Divergence:
    """One undertaking on which accounts differ: the spreads, and the states entered by different parties."""

    row: UndertakingRow
    spreads: tuple[Spread, ...]
    states: tuple[Text, ...]

    @property
    def width(self) -> float:
        """The widest spread, as a share of its scale."""
        return max(((one.high - one.low) / one.top for one in self.spreads), default=0)


def divergences(reading: Reading) -> list[Divergence]:
    """Every undertaking on which accounts differ, the widest first; none for those who read states as counts."""
    if not agreement_visible(reading.reader) or undertaking_status(reading.reader) != "each":
        return []
    found, contested = [], contested_states(reading)
    for held in reading.all(Undertaking):
        apart = tuple(one for one in spreads(reading, held) if one.divergent)
        states = contested.get(held.id, ())
        if apart or states:
            found.append(Divergence(row(reading, held), apart, states))
    return sorted(found, key=lambda one: (-one.width, one.row.id))
