"""Acts on alerts that take more than one statement, or that the domain holds back: a response, and closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.alerts import Alert, Response, may_close_alert
from toguna.domain.entity import typed
from toguna.domain.visibility import Reader, Role
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, held, may_move, state, writable
from toguna.server.actions.doing import do
from toguna.server.actions.receipts import case_of
from toguna.server.records.models import MODELS


class NoFeedback(RuleError):
    """Those who warned have not been answered."""

    code = "alert-without-feedback"
    text = Text(
        fr="L’alerte « {id} » ne peut pas être close : aucun retour n’est inscrit à ceux qui ont alerté. L’inscrire "
        "d’abord.",
        en="The alert “{id}” cannot be closed: no feedback to those who warned is recorded. Record it first.",
    )


def respond(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    alert: str,
    token: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> list[bytes]:
    """Record what is being done about an alert, and that it is; the new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Alert, alert)
        case = case_of("s", register, reader.seat or "", token)
        told = {"alert": alert, "framework": found.framework, **fields}
        entries = [state(register, reader, key, ("response.recorded", case, told), known=known)]
        if found.status != "responded":
            entries.append(do(register, reader, key, ("alert.responded", alert, {}), known=known))
        return entries


def close_alert(register: bytes, reader: Reader, key: DeviceKey, alert: str, *, known: date | None = None) -> bytes:
    """Close an alert that was decided, answered for, and answered to whoever warned; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, CannotCloseAlert, NoFeedback, IllegalMove
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Alert, alert)
        if reader.role is not Role.MEDIATOR:
            raise NotYourMeasure(seat=reader.seat, id=alert)
        rows = MODELS["response"].objects.at(register, None).values_list("data", flat=True)
        may_close_alert(found, [typed(data, Response) for data in rows])
        if found.feedback is None:
            raise NoFeedback(id=alert)
        may_move("alert", alert, found.status, "closed")
        return state(register, reader, key, ("alert.closed", alert, {}), known=known)
