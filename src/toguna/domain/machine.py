"""State machines as data (domain notes §8.3): which states there are, and which moves between them are allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toguna.base.errors import RuleError
from toguna.base.text import Text


class IllegalMove(RuleError):
    """The case is in a state from which this act is not possible."""

    code = "illegal-move"
    text = Text(
        fr="« {id} » est à l’état « {state} » : l’acte « {act} » n’est pas possible depuis cet état. "
        "Actes possibles : {allowed}.",
        en="“{id}” is in the state “{state}”: the act “{act}” is not possible from there. Possible acts: {allowed}.",
    )


ANY = "*"


@dataclass(frozen=True)
class Machine:
    """States with their labels, and for each state the states that may follow.

    `moves[ANY]` lists states that may follow any other. A case begins in one of `first`.
    """

    labels: Mapping[str, Text]
    first: frozenset[str]
    moves: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        named = set(self.first) | {s for to in self.moves.values() for s in to} | (set(self.moves) - {ANY})
        if named - set(self.labels):
            raise ValueError(f"states without a label: {named - set(self.labels)}")

    def allows(self, state: str | None, to: str) -> bool:
        """Whether a case may go from `state` (None: it does not exist yet) to `to`."""
        if state is None:
            return to in self.first
        return to in self.moves.get(state, frozenset()) or to in self.moves.get(ANY, frozenset())
