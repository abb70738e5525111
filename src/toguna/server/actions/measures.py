"""Acts about measures, held to the domain's invariants (domain notes §8.3).

No measure becomes active without authorisation, means and end. A documented past fact is no act: it enters as
*observed* (intake), and what it lacks is shown. Hand-overs: `toguna.server.actions.hand_overs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec
from django.db import transaction

from toguna.base.dates import When
from toguna.domain.measures import Measure, PlannedEnd, may_start, may_support
from toguna.domain.visibility import Reader, Role, role_of
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, UnknownCase, concerned, held, may_move, new, state, writable
from toguna.server.actions.hand_overs import plan_hand_over
from toguna.server.actions.relief import draft_request, open_about
from toguna.server.ledger import store

__all__ = [
    "NotYourMeasure",
    "UnknownCase",
    "activate_measure",
    "amend_measure",
    "authorise_measure",
    "end_measure",
    "observe_measure",
    "propose_measure",
    "resource_measure",
    "resume_measure",
    "stop_measure",
    "suspend_measure",
]

_MAY_PROPOSE: Final = frozenset({Role.MEDIATOR, Role.PREFECT, Role.MOVEMENT, Role.ARMY})
_MAY_AUTHORISE: Final = frozenset({Role.MEDIATOR, Role.PREFECT, Role.MOVEMENT, Role.ARMY})


def propose_measure(
    register: bytes, reader: Reader, key: DeviceKey, case: str, fields: Mapping[str, Any], *, known: date | None = None
) -> bytes:
    """Propose a measure: who, where, of what kind, until when; the new entry's hash.

    A prefect may propose what others would carry; a force or a movement only what it carries itself.

    Raises
    ------
    ReadOnly, AlreadyHeld, NotYourMeasure
    """
    with transaction.atomic():
        writable(register)
        own = reader.role in {Role.MEDIATOR, Role.PREFECT} or reader.party in fields.get("by", ())
        if reader.role not in _MAY_PROPOSE or not own:
            raise NotYourMeasure(seat=reader.seat, id=case)
        new(register, Measure, case)
        return state(register, reader, key, ("measure.proposed", case, fields), known=known)


def observe_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    relief: str | None = None,
    known: date | None = None,
) -> list[bytes]:
    """Record a measure that is seen to exist, as far as it is known, and its relief where one is named; the new
    entries' hashes. What it lacks is shown as a weakness, never filled in.

    Raises
    ------
    ReadOnly, AlreadyHeld, NotYourMeasure
    """
    with transaction.atomic():
        writable(register)
        if reader.role is not Role.MEDIATOR:
            raise NotYourMeasure(seat=reader.seat, id=case)
        new(register, Measure, case)
        told = ("measure.observed", case, {**fields, "observed": True})
        entries = [state(register, reader, key, told, known=known)]
        if relief is not None:
            plan = plan_hand_over(register, reader, key, f"{case}-rel", leaving=case, taking_over=relief, known=known)
            entries.append(plan)
        return entries


def authorise_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    by: str,
    until: When | None = None,
    ref: Mapping[str, str] | None = None,
    conduct: Mapping[str, str] | None = None,
    known: date | None = None,
) -> bytes:
    """Record who authorised it, by which text, until when, under which rules of conduct: the authorising party itself,
    or the secretariat.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Measure, case)
        if reader.role not in _MAY_AUTHORISE:
            raise NotYourMeasure(seat=reader.seat, id=case)
        concerned(reader, case, (by,))
        may_move("measure", case, found.status, "authorised")
        given = {"by": by, "ref": ref, "until": until.iso() if until else None, "conduct": conduct}
        fields = {"authorised": {name: value for name, value in given.items() if value is not None}}
        return state(register, reader, key, ("measure.authorised", case, fields), known=known)


def resource_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    means: Sequence[Mapping[str, Any]],
    *,
    known: date | None = None,
) -> bytes:
    """Record its means, line by line: what, from whom, until when or for how many days.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    CashRefused
        A line gives cash to a measure that an armed group carries.
    """
    with transaction.atomic():
        _supported(register, case, means)
        return _moved(register, reader, key, "measure.resourced", case, {"means": list(means)}, known)


def activate_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    start: When,
    planned_end: When | None = None,
    known: date | None = None,
) -> bytes:
    """Record that a measure begins; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    CannotStart
        Authorisation, means or end are missing: the sentence names them.
    IllegalMove
        The measure is not in a state from which it can begin.
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Measure, case)
        concerned(reader, case, found.by)
        ends = PlannedEnd(date=planned_end) if planned_end is not None else found.planned_end
        may_start(msgspec.structs.replace(found, start=start, planned_end=ends))
        may_move("measure", case, found.status, "active")
        fields: dict[str, object] = {"start": start.iso()}
        if planned_end is not None:
            fields["planned_end"] = {"date": planned_end.iso()}
        return state(register, reader, key, ("measure.activated", case, fields), known=known)


_AMENDABLE: Final = frozenset({"planned_end", "frequency", "level", "means", "relies_on", "may_fill", "authorised"})


def amend_measure(
    register: bytes, reader: Reader, key: DeviceKey, case: str, fields: Mapping[str, Any], *, known: date | None = None
) -> bytes:
    """Record what changed while it runs: means renewed, an end moved, who may fill a gap. Earlier words stay in the
    register.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, CashRefused
    ValueError
        A field that is no matter for an amendment.
    """
    if not set(fields) <= _AMENDABLE:
        raise ValueError(f"not to be amended: {sorted(set(fields) - _AMENDABLE)}")
    with transaction.atomic():
        writable(register)
        concerned(reader, case, held(register, Measure, case).by)
        _supported(register, case, fields.get("means", ()))
        return state(register, reader, key, ("measure.amended", case, fields), known=known)


def suspend_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    because: str,
    why: Mapping[str, str] | None = None,
    known: date | None = None,
) -> bytes:
    """Record that it pauses, and why.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    fields = {"ended_because": because} | ({"ended_why": why} if why else {})
    return _moved(register, reader, key, "measure.suspended", case, fields, known)


def resume_measure(register: bytes, reader: Reader, key: DeviceKey, case: str, *, known: date | None = None) -> bytes:
    """Record that it goes on after a pause; its first day stays what it was.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    return _moved(register, reader, key, "measure.resumed", case, {}, known)


def stop_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    end: When,
    because: str,
    request: str,
    why: Mapping[str, str] | None = None,
    known: date | None = None,
) -> list[bytes]:
    """Record that it stopped abruptly, and why; `request` is the id of the request that this opens where none is under
    way. The new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    fields = {"end": end.iso(), "ended_because": because} | ({"ended_why": why} if why else {})
    with transaction.atomic():
        entries = [_moved(register, reader, key, "measure.stopped", case, fields, known)]
        if not open_about(register, case):
            found = held(register, Measure, case)
            level = "national" if because in ABOVE else "regional"
            entries.append(draft_request(register, reader, key, request, found, level=level, known=known))
        return entries


def end_measure(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    end: When,
    because: str,
    known: date | None = None,
) -> bytes:
    """Record its last day and why it ended.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    fields = {"end": end.iso(), "ended_because": because}
    return _moved(register, reader, key, "measure.ended", case, fields, known)


def _supported(register: bytes, case: str, means: Sequence[Mapping[str, Any]]) -> None:
    """Never cash to an armed group (domain notes §8.1)."""
    carried = set(held(register, Measure, case).by)
    armed = {one.code for one in store.constitution(register).parties if role_of(one.constituency) is Role.MOVEMENT}
    may_support(case, [line["kind"] for line in means], armed_group=bool(carried & armed))


ABOVE: Final = frozenset({"means", "withdrawn_force", "order"})
"""Reasons that are settled above the region."""
_TO: Final = {
    "measure.resourced": "resourced",
    "measure.suspended": "suspended",
    "measure.resumed": "active",
    "measure.stopped": "stopped",
    "measure.ended": "ended",
}


def _moved(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    type_: str,
    case: str,
    fields: Mapping[str, Any],
    known: date | None,
) -> bytes:
    with transaction.atomic():
        writable(register)
        found = held(register, Measure, case)
        concerned(reader, case, found.by)
        may_move("measure", case, found.status, _TO[type_])
        return state(register, reader, key, (type_, case, fields), known=known)
