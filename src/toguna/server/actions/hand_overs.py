"""Acts about hand-overs: planned by a side or the secretariat, gone through point by point, confirmed by each side for
itself, closed when the relief is active, both have confirmed and both have been out for one cycle (domain notes §8.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.hand_overs import HAND_OVER, HandOver, may_close
from toguna.domain.measures import MACHINE, Measure
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, concerned, find, held, may_move, new, state, writable

HAND_OVER_LABELS: Final = HAND_OVER.machine.labels if HAND_OVER.machine else {}


class AlreadyDone(RuleError):
    """The hand-over is closed or cancelled: nothing more is written on its checklist."""

    code = "hand-over-over"
    text = Text(
        fr="La relève « {id} » est {state} : sa liste ne se remplit plus. En prévoir une nouvelle si besoin.",
        en="The hand-over “{id}” is {state}: its checklist is closed. Plan a new one if it is needed.",
    )


class StillToCome(RuleError):
    """A passage to come is a plan, and plans stay with those who go out."""

    code = "passage-to-come"
    text = Text(
        fr="La liste de la relève « {id} » ne reçoit que ce qui est fait : une patrouille à venir ne s’y inscrit pas. "
        "L’inscrire une fois faite.",
        en="The checklist of the hand-over “{id}” takes only what is done: no patrol to come is recorded there. Record "
        "it once it is made.",
    )


def plan_hand_over(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    leaving: str,
    taking_over: str | None,
    joint_briefing: When | None = None,
    cycle_days: int | None = None,
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
        if cycle_days is not None:
            fields["cycle_days"] = cycle_days
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


def brief_hand_over(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    points: Mapping[str, Any],
    *,
    on: date,
    known: date | None = None,
) -> list[bytes]:
    """Fill in points of the checklist on a day, in plain data: `last_seen`, `hot_spots`, `contacts`, `joint_patrol`;
    and `to_measure`, the relief, where it was not known. From the first point on, the measure that leaves is handing
    over. The new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    AlreadyDone
        The hand-over is closed or cancelled.
    StillToCome
        A passage or a joint patrol that is only planned.
    """
    with transaction.atomic():
        writable(register)
        found = held(register, HandOver, case)
        leaving = held(register, Measure, found.from_measure)
        if "to_measure" in points:
            held(register, Measure, points["to_measure"])
        concerned(reader, case, _sides(register, found.from_measure, points.get("to_measure", found.to_measure)))
        dated = [When.parse(points[name]) for name in ("last_seen", "joint_patrol") if name in points]
        if any(day.first > on for day in dated):
            raise StillToCome(id=case)
        if found.status != "planned":
            raise AlreadyDone(id=case, state=HAND_OVER_LABELS[found.status])
        entries = [state(register, reader, key, ("hand_over.briefed", case, points), known=known)]
        if MACHINE.allows(leaving.status, "handing_over"):
            entries.append(state(register, reader, key, ("measure.handing_over", leaving.id, {}), known=known))
        return entries


def close_hand_over(
    register: bytes, reader: Reader, key: DeviceKey, case: str, *, on: date, known: date | None = None
) -> list[bytes]:
    """Record on a day that a hand-over is done; a measure that still ran is then handed over. The new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    CannotClose
        The relief is not active, a side has not confirmed, a point of the checklist is empty, or the two have not stood
        side by side for a cycle: the sentence says which.
    IllegalMove
        The hand-over is closed or cancelled already.
    """
    with transaction.atomic():
        writable(register)
        found = held(register, HandOver, case)
        leaving = held(register, Measure, found.from_measure)
        taking = find(register, Measure, found.to_measure) if found.to_measure else None
        concerned(reader, case, (*leaving.by, *(taking.by if taking else ())))
        may_close(found, leaving, taking, on)
        may_move("hand_over", case, found.status, "closed")
        entries = [state(register, reader, key, ("hand_over.closed", case, {}), known=known)]
        if MACHINE.allows(leaving.status, "handed_over"):
            told = ("measure.handed_over", leaving.id, {"end": on.isoformat()})
            entries.append(state(register, reader, key, told, known=known))
        return entries


def cancel_hand_over(
    register: bytes, reader: Reader, key: DeviceKey, case: str, *, known: date | None = None
) -> list[bytes]:
    """Record that the relief will not take place; the measure that was to leave goes on, without a successor. The new
    entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    with transaction.atomic():
        writable(register)
        found = held(register, HandOver, case)
        concerned(reader, case, _sides(register, found.from_measure, found.to_measure))
        may_move("hand_over", case, found.status, "cancelled")
        entries = [state(register, reader, key, ("hand_over.cancelled", case, {}), known=known)]
        if held(register, Measure, found.from_measure).status == "handing_over":
            entries.append(state(register, reader, key, ("measure.resumed", found.from_measure, {}), known=known))
        return entries


def _sides(register: bytes, leaving: str, taking_over: str | None) -> tuple[str, ...]:
    """The parties on either side."""
    taking = held(register, Measure, taking_over).by if taking_over is not None else ()
    return (*held(register, Measure, leaving).by, *taking)
