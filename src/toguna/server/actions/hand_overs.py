"""Acts about hand-overs: planned by a side or the secretariat, confirmed by each side for itself, closed when the
relief is active and both have confirmed (domain notes §8.3).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from toguna.base.dates import When
from toguna.domain.measures import HandOver, Measure, may_close
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, concerned, find, held, may_move, new, state, writable


def plan_hand_over(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    leaving: str,
    taking_over: str | None,
    joint_briefing: When | None = None,
    known: date | None = None,
) -> bytes:
    """Plan the relief of one measure, by another if it is named already; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, AlreadyHeld, NotYourMeasure
    """
    with transaction.atomic():
        writable(register)
        new(register, HandOver, case)
        sides = _sides(register, leaving, taking_over)
        concerned(reader, case, sides)
        fields: dict[str, Any] = {"framework": held(register, Measure, leaving).framework, "from_measure": leaving}
        if taking_over is not None:
            fields["to_measure"] = taking_over
        if joint_briefing is not None:
            fields["joint_briefing"] = joint_briefing.iso()
        return state(register, reader, key, ("hand_over.planned", case, fields), known=known)


def confirm_hand_over(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    party: str,
    on: When | None = None,
    known: date | None = None,
) -> bytes:
    """Record that a side confirms: the party itself, or the secretariat that heard it.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    """
    with transaction.atomic():
        writable(register)
        found = held(register, HandOver, case)
        concerned(reader, case, (party,))
        if party not in _sides(register, found.from_measure, found.to_measure):
            raise NotYourMeasure(seat=reader.seat, id=case)
        fields = {"party": party} | ({"date": on.iso()} if on is not None else {})
        return state(register, reader, key, ("hand_over.confirmed", case, fields), known=known)


def close_hand_over(register: bytes, reader: Reader, key: DeviceKey, case: str, *, known: date | None = None) -> bytes:
    """Record that a hand-over is done; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    CannotClose
        The relief is not active, or a side has not confirmed: the sentence says which.
    IllegalMove
        The hand-over is closed or cancelled already.
    """
    with transaction.atomic():
        writable(register)
        found = held(register, HandOver, case)
        leaving = held(register, Measure, found.from_measure)
        taking = find(register, Measure, found.to_measure) if found.to_measure else None
        concerned(reader, case, (*leaving.by, *(taking.by if taking else ())))
        may_close(found, leaving, taking)
        may_move("hand_over", case, found.status, "closed")
        return state(register, reader, key, ("hand_over.closed", case, {}), known=known)


def _sides(register: bytes, leaving: str, taking_over: str | None) -> tuple[str, ...]:
    """The parties on either side."""
    taking = held(register, Measure, taking_over).by if taking_over is not None else ()
    return (*held(register, Measure, leaving).by, *taking)
