"""Acts on testimonies: whoever spoke takes the words back, and they go: from the pages and from the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.domain.visibility import Reader
from toguna.register.bodies import EraseReason
from toguna.register.signing import DeviceKey
from toguna.server.actions.doing import do
from toguna.server.actions.erasing import erase
from toguna.server.records.models import Statement

_WORDS = frozenset({"testimony.given"})


def withdraw_testimony(
    register: bytes, reader: Reader, key: DeviceKey, case: str, said: Mapping[str, Any], *, known: date | None = None
) -> bytes:
    """Record that a testimony is withdrawn, and destroy its words here and wherever this is heard; the new entry's
    hash. Every proof goes on holding. Paper and copies that are offline cannot be recalled: who spoke was told so.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove, NotYoursToErase
    """
    with transaction.atomic():
        entry = do(register, reader, key, ("testimony.withdrawn", case, said), known=known)
        held = Statement.objects.filter(register=register.hex(), noun="testimony", case=case, type__in=_WORDS)
        places = [(bytes.fromhex(device), idx) for device, idx in held.values_list("device", "idx")]
        erase(register, key, places, EraseReason.REQUEST_OF_PERSON)
        return entry
