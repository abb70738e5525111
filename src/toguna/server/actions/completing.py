"""What a person does with a filled form that could not be entered by itself: complete it, or put it aside."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.visibility import Reader, Role
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.actions.arrived_entries import enter_one
from toguna.server.actions.cases import writable
from toguna.server.actions.incidents import may_report
from toguna.server.actions.sealed_phones import trust_again
from toguna.server.office.arrivals import PERHAPS_AGAIN
from toguna.server.office.boxes import close, open_box
from toguna.server.office.models import Submission

OPEN: Final = ("incomplete", "refused")
"""The states in which a filled form awaits a person."""


class NoSuchArrival(InputError):
    """Nothing of that number came for this seat."""

    code = "unknown-arrival"
    text = Text(
        fr="Rien n’est arrivé sous le n° {number} pour ce titulaire. Voir la liste des signalements.",
        en="Nothing came as number {number} for this seat. See the list of reports.",
    )


class AlreadyDone(RuleError):
    """Somebody has completed it, or put it aside, before."""

    code = "arrival-already-done"
    text = Text(
        fr="Le n° {number} n’attend plus personne : il a été inscrit, remplacé ou mis de côté entre-temps. Rien n’a "
        "été "
        "changé ; relire la liste.",
        en="Number {number} awaits nobody any more: meanwhile it was entered, replaced or put aside. Nothing was "
        "changed; read the list again.",
    )


def complete(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    number: str,
    said: tuple[str, Mapping[str, Any]],
    *,
    known: date | None = None,
) -> None:
    """Enter a filled form as a person understood it (its kind and fields), for the seat whose phone sent it.

    Raises
    ------
    ReadOnly, NotYourAct, NoSuchArrival, AlreadyDone, TogunaError
    """

    def entered(row: Submission) -> None:
        kind, fields = said
        row.kind = kind
        if known is not None and writable(register) is Mode.EXERCISE:
            row.received = known
        enter_one(register, key, row, fields)
        if row.refusal == PERHAPS_AGAIN:
            for mark in row.messages.values_list("sender", flat=True):
                trust_again(register, mark)
        row.state, row.refusal = "entered", ""
        # What comes later for the same number builds on what was entered, not on what was understood before.
        content = {**json.loads(open_box(key, bytes(row.content))), "fields": {**fields}, "partial": False}
        row.content = close(key.public, json.dumps(content, ensure_ascii=False).encode())

    _change(register, reader, number, entered)


def put_aside(register: bytes, reader: Reader, key: DeviceKey, number: str, why: str) -> None:
    """Put a filled form aside, with the reason, which stays in its box.

    Raises
    ------
    ReadOnly, NotYourAct, NoSuchArrival, AlreadyDone, ClosedBox
    """

    def aside(row: Submission) -> None:
        content = {**json.loads(open_box(key, bytes(row.content))), "why": why}
        row.content = close(key.public, json.dumps(content, ensure_ascii=False).encode())
        row.state = "set_aside"

    _change(register, reader, number, aside)


def _change(register: bytes, reader: Reader, number: str, change: Callable[[Submission], None]) -> None:
    may_report(register, reader)
    with transaction.atomic():
        rows = Submission.objects.select_for_update().filter(register=register.hex(), number=number).order_by("-id")
        row = (rows if reader.role is Role.MEDIATOR else rows.filter(seat=reader.seat)).first()
        if row is None:
            raise NoSuchArrival(number=number)
        if row.state not in OPEN:
            raise AlreadyDone(number=number)
        change(row)
        row.save()
