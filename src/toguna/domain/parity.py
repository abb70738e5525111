"""The State and the movements side by side: what each side’s forces may read and enter: the same (§8.4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from toguna.domain.doing import DOING
from toguna.domain.matrix import MATRIX, Role, Row, Rule


class Side(StrEnum):
    """Whose a party is, where the two are set beside each other."""

    STATE = "state"
    MOVEMENTS = "movements"
    OTHERS = "others"
    """Neither, or both together."""


_SIDES: Final = {
    "state_administration": Side.STATE,
    "armed_forces": Side.STATE,
    "internal_security": Side.STATE,
    "signatory_movement": Side.MOVEMENTS,
    "member_movement": Side.MOVEMENTS,
}


def side_of(constituencies: Collection[str]) -> Side:
    """The side on which all of these stand. An interim authority, in which both sit, is of neither."""
    sides = {_SIDES.get(one, Side.OTHERS) for one in constituencies}
    return sides.pop() if len(sides) == 1 else Side.OTHERS


@dataclass(frozen=True, slots=True)
class Held:
    """A kind of knowledge, and what each side's forces get of it."""

    row: Row
    state: Rule
    movements: Rule

    @property
    def same(self) -> bool:
        """Whether both get the same."""
        return self.state is self.movements


def readings() -> tuple[Held, ...]:
    """Every row of the matrix, as the army and the gendarmerie read it and as movements do."""
    return tuple(Held(row, rules[Role.ARMY], rules[Role.MOVEMENT]) for row, rules in MATRIX.items())


def acts() -> tuple[frozenset[str], frozenset[str]]:
    """The entry types that the State's forces may write, and those that movements may."""
    state, movements = (
        frozenset(kind for kind, doing in DOING.items() if role in doing.roles) for role in (Role.ARMY, Role.MOVEMENT)
    )
    return state, movements
