"""What came to this office from phones: what awaits somebody, and how many of each other kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Min

from toguna.domain.visibility import Role
from toguna.server.office.arrivals import SEALED_SMS, SMS, Submission
from toguna.server.office.messages import KEPT, Message
from toguna.server.queries.phones import ArrivedRow, arrived
from toguna.server.queries.reading import Reading

TO_DO: Final = ("incomplete", "refused", "waiting")
"""States of a filled form in which somebody is awaited: to complete it, or to give the passphrase."""


@dataclass(frozen=True, slots=True)
class Door:
    """What came from phones: what awaits somebody; how many were entered, kept to be counted (by form), put aside or
    replaced by an edit, and not recorded here at all.
    """

    to_do: tuple[ArrivedRow, ...]
    entered: int
    kept: Mapping[str, int]
    set_aside: int
    replaced: int
    nothing: int
    last: date | None


def door(reading: Reading) -> Door:
    """What came for the reader's seat; for every seat, to the secretariat."""
    rows = arrived(reading)
    kept: dict[str, int] = {}
    number = dict.fromkeys(("entered", "set_aside", "replaced", "nothing"), 0)
    for row in rows:
        if row.state == "kept" and not row.forgotten:
            kept[row.form] = kept.get(row.form, 0) + 1
        elif row.state in number:
            number[row.state] += 1
    return Door(
        tuple(row for row in rows if row.state in TO_DO),
        number["entered"],
        kept,
        number["set_aside"],
        number["replaced"],
        number["nothing"],
        rows[0].received if rows else None,
    )


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many SMS and filled forms are held as they came, until which day the oldest, how many are past their time."""

    messages: int
    until: date | None
    late: int
    forms: int = 0


def keeping(reading: Reading) -> Keeping:
    """What this office holds of what came for the reader's seat, for every seat for the secretariat."""
    rows = Message.objects.filter(register=reading.register.hex())
    forms = Submission.objects.filter(register=reading.register.hex(), emptied=False)
    forms = forms.exclude(form__in=(SMS, SEALED_SMS))
    if reading.reader.role is not Role.MEDIATOR:
        rows = rows.filter(submission__seat=reading.reader.seat or "")
        forms = forms.filter(seat=reading.reader.seat or "")
    days = [one for held in (rows, forms) if (one := held.aggregate(first=Min("received"))["first"]) is not None]
    late = sum(held.filter(received__lt=reading.today - KEPT).count() for held in (rows, forms))
    return Keeping(rows.count(), min(days) + KEPT if days else None, late, forms.count())


def arrival(reading: Reading, number: str) -> ArrivedRow | None:
    """The latest form of a number, for who may know of it."""
    return next((row for row in arrived(reading) if row.number == number), None)
