"""The *point du matin*: what a call to a function on each axis brought, half-day by half-day.

It is for the secretariat, which calls. A passage that was seen counts for a measure only where one single measure runs
on that stretch; else it is not known whose it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from toguna.domain.cover import covers
from toguna.domain.entity import typed
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.places import Road
from toguna.domain.visibility import Reader, Role, default_level
from toguna.domain.wire import Payload
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, held, writable
from toguna.server.actions.entering import Said, enter
from toguna.server.records.models import MODELS


@dataclass(frozen=True, slots=True)
class Line:
    """One axis: `seen`, `not_seen` or `no_answer`."""

    road: str
    state: str


def note_morning(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    lines: Sequence[Line],
    *,
    framework: str,
    day: date,
    half: str,
    asked: str | None,
    known: date | None = None,
) -> list[bytes]:
    """Record what each call brought, for every stretch of its axis; the new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    """
    with transaction.atomic():
        writable(register)
        if reader.role is not Role.MEDIATOR:
            raise NotYourMeasure(seat=reader.seat, id=case)
        rows = MODELS["measure"].objects.at(register, None).values_list("data", flat=True)
        running = [one for one in (typed(data, Measure) for data in rows) if one.status in RUNNING]
        level = default_level("outing")
        said: list[Said] = []
        for line in lines:
            road = held(register, Road, line.road)
            for one, two in road.segments():
                fields = {
                    "framework": framework,
                    "measure": _only(running, road, (one, two), day),
                    "road": line.road,
                    "segment_from": one,
                    "segment_to": two,
                    "date": day.isoformat(),
                    "half": half,
                    "state": line.state,
                    "asked": asked,
                }
                told = {name: value for name, value in fields.items() if value is not None}
                said.append((Payload("outing.logged", f"{case}-{len(said)}", told, known, reader.seat), level))
        return enter(register, key, said)


def _only(running: Sequence[Measure], road: Road, segment: tuple[str, str], day: date) -> str | None:
    begun = [one for one in running if one.start is not None and one.start.known and one.start.first <= day]
    found = [one.id for one in begun if covers(one, road, segment)]
    return found[0] if len(found) == 1 else None
