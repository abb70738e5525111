"""A force leaves: what relied on it is degraded the same day, and a request for it is drafted once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.text import Text
from toguna.domain.doing import DOING
from toguna.domain.entity import typed
from toguna.domain.measures import LEAVES, RUNNING, Measure, Withdrawal
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, may_move, new, state, writable
from toguna.server.actions.receipts import case_of
from toguna.server.records.models import MODELS

_WHY: Final = Text(fr="La garnison dont elle dépendait est partie.", en="The garrison it relied on has left.")
_ASK: Final = Text(
    fr="Remplacer la présence qui s’est retirée : des mesures en dépendent.",
    en="Replace the presence that has withdrawn: measures depend on it.",
)


def record_withdrawal(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    token: str,
    known: date | None = None,
) -> list[bytes]:
    """Record that a force left; the new entries' hashes, those on its dependants among them.

    Raises
    ------
    ReadOnly, AlreadyHeld, NotYourMeasure
    """
    with transaction.atomic():
        writable(register)
        if reader.role not in DOING["withdrawal.recorded"].roles:
            raise NotYourMeasure(seat=reader.seat, id=case)
        new(register, Withdrawal, case)
        entries = [state(register, reader, key, ("withdrawal.recorded", case, fields), known=known)]
        touched = list(_dependants(register, fields)) if fields["kind"] in LEAVES else []
        for measure in touched:
            if measure.status in ("active", "expiring"):
                may_move("measure", measure.id, measure.status, "degraded")
                told = ("measure.degraded", measure.id, {"ended_why": {"fr": _WHY.fr, "en": _WHY.en}})
                entries.append(state(register, reader, key, told, known=known))
        if touched:
            ask = {
                "framework": fields["framework"],
                "level": "regional",
                "by": [reader.party],
                "what": {"fr": _ASK.fr, "en": _ASK.en},
                "about": [measure.id for measure in touched],
            }
            drafted = ("request.drafted", case_of("p", register, reader.seat or "", token), ask)
            entries.append(state(register, reader, key, drafted, known=known))
        return entries


def _dependants(register: bytes, fields: Mapping[str, Any]) -> Iterator[Measure]:
    rows = MODELS["measure"].objects.at(register, None).values_list("data", flat=True)
    left = set(fields["where"])
    for measure in (typed(data, Measure) for data in rows):
        if measure.status in RUNNING and any(one.garrison in left for one in measure.relies_on):
            yield measure
