"""Acts about answers to SMS: handed to their gateway, and what it says became of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q

from toguna.base.errors import InstallationError
from toguna.register.signing import DeviceKey
from toguna.server.actions.forgetting import forget_due
from toguna.server.actions.outcomes import queue_outcomes
from toguna.server.office.boxes import open_box
from toguna.server.office.models import Answer, Gateway

AT_A_TIME: Final = 20
BRINGS_ONLY: Final = "httpsms"
STATES: Final = {"PENDING": "handed", "SENT": "sent", "DELIVERED": "delivered", "FAILED": "failed"}
_ONWARD: Final = {
    "waiting": frozenset({"handed", "sent", "delivered", "failed"}),
    "handed": frozenset({"sent", "delivered", "failed"}),
    "failed": frozenset({"sent", "delivered"}),
    "sent": frozenset({"delivered", "failed"}),
    "delivered": frozenset[str](),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An SMS to send."""

    uuid: str
    to: str = field(repr=False)
    text: str = field(repr=False)


def carried(register: bytes, gateway: int) -> list[int]:
    """The gateways whose answers this one sends: its own, and those of its seat's that only bring messages, or that
    were revoked: a telephone that was lost sends nothing any more.
    """
    rows = Gateway.objects.filter(register=register.hex())
    seat = rows.filter(number=gateway).values_list("seat", flat=True).first()
    others = rows.filter(Q(kind=BRINGS_ONLY) | Q(revoked__isnull=False), seat=seat).exclude(number=gateway)
    return [gateway, *others.values_list("number", flat=True)]


def hand_out(register: bytes, gateway: int, key: DeviceKey | None, today: date) -> list[Outgoing]:
    """The answers and outcomes that wait for a gateway, from now on handed over; none while nobody has given the
    passphrase.
    """
    forget_due(register, today)
    if key is None:
        return []
    queue_outcomes(register, key)
    with transaction.atomic():
        rows = Answer.objects.filter(register=register.hex(), gateway__in=carried(register, gateway), state="waiting")
        rows = rows.select_for_update()  # who asks at the same time gets what is left
        out = []
        for row in rows.order_by("pk")[:AT_A_TIME]:
            try:
                held = json.loads(open_box(key, bytes(row.content)))
            except InstallationError:
                continue  # closed for another device
            out.append(Outgoing(row.uuid, held["to"], held["text"]))
        Answer.objects.filter(uuid__in=[one.uuid for one in out]).update(state="handed")
    return out


def note_state(register: bytes, gateway: int, uuid: str, said: str) -> bool:
    """What a gateway says became of an answer; whether it was one of its own. Late news changes nothing back."""
    state = STATES.get(said.upper())
    with transaction.atomic():
        rows = Answer.objects.filter(register=register.hex(), gateway__in=carried(register, gateway))
        row = rows.filter(uuid=uuid).first()
        if row is None:
            return False
        if said.upper() == "UNSENT" and row.state == "handed":
            state = "waiting"
        elif state is None or state not in _ONWARD[row.state]:
            return True
        row.state = state
        row.save(update_fields=["state"])
    return True
