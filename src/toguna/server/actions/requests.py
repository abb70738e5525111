"""Acts about requests: each party that carries one endorses it for itself."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from toguna.domain.requests import Request
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import held
from toguna.server.actions.doing import do


def endorse_request(register: bytes, reader: Reader, key: DeviceKey, case: str, *, known: date | None = None) -> bytes:
    """Add the reader's party to those that stand by a request; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    with transaction.atomic():
        before = held(register, Request, case).endorsed_by
        parties = [*before, *([reader.party] if reader.party not in before else [])]
        return do(register, reader, key, ("request.endorsed", case, {"endorsed_by": parties}), known=known)
