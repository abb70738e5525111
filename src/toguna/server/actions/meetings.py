"""Acts about meetings: whether one that was held was quorate is counted by the framework's rule, never chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.domain.frameworks import Framework
from toguna.domain.meetings import Meeting, is_quorate
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import find, held
from toguna.server.actions.doing import do
from toguna.server.ledger import store

_TYPE = {None: "meeting.observed", True: "meeting.quorate", False: "meeting.not_quorate"}


def hold_meeting(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> bytes:
    """Record that a meeting was held (`start`), with the seats `present`; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    with transaction.atomic():
        framework = find(register, Framework, held(register, Meeting, case).framework)
        seats = {seat.code: seat.party for seat in store.constitution(register).seats}
        parties = {seats.get(one, one) for one in fields.get("present", ())}
        quorate = is_quorate(framework.quorum if framework else None, len(parties))
        return do(register, reader, key, (_TYPE[quorate], case, {**fields, "held": True}), known=known)
