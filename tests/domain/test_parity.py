"""Parity of access (domain notes §8.4): the State's forces and the movements read and enter the same."""

from __future__ import annotations

import pytest

from toguna.domain.matrix import MATRIX, Role, Row
from toguna.domain.parity import Side, acts, readings, side_of


def test_the_states_forces_and_the_movements_read_the_same() -> None:
    assert {row: rules[Role.ARMY] for row, rules in MATRIX.items()} == {
        row: rules[Role.MOVEMENT] for row, rules in MATRIX.items()
    }
    assert [one.row for one in readings()] == list(Row)
    assert [one for one in readings() if not one.same] == []


def test_what_the_one_may_enter_the_other_may() -> None:
    state, movements = acts()
    assert state == movements
    assert {"order.issued", "request.sent", "withdrawal.recorded", "alert.raised"} <= state


@pytest.mark.parametrize(
    ("constituencies", "side"),
    [
        (["armed_forces"], Side.STATE),
        (["armed_forces", "state_administration"], Side.STATE),
        (["signatory_movement", "member_movement"], Side.MOVEMENTS),
        (["armed_forces", "member_movement"], Side.OTHERS),
        (["interim_authority"], Side.OTHERS),
        (["mediator"], Side.OTHERS),
        ([], Side.OTHERS),
    ],
)
def test_a_side_is_one_on_which_all_stand(constituencies: list[str], side: Side) -> None:
    assert side_of(constituencies) is side
