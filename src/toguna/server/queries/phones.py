"""The phones that send for a framework's seats, and what they sent: counts and states, never contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from toguna.domain.visibility import Role
from toguna.server.office.arrivals import PERHAPS_AGAIN, SEALED_SMS, SMS, report_case
from toguna.server.office.models import Phone, PublishedForm, Submission
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """One phone: its number, for which seat, since when, until when, how many forms came from it."""

    number: int
    seat: str
    since: date
    revoked: date | None
    sent: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Who stands behind a token."""

    register: bytes
    number: int
    seat: str


@dataclass(frozen=True, slots=True)
class ArrivedRow:
    """One filled form: its number, form and version, day, and what became of it. `forgotten`: what it said was deleted
    when its time was over.
    """

    number: str
    phone: int
    form: str
    version: str
    received: date
    kind: str
    state: str
    refusal: str
    case: str
    photos: int
    forgotten: bool = False

    @property
    def by_sms(self) -> bool:
        """Whether it came as a short message."""
        return self.form in (SMS, SEALED_SMS)

    @property
    def perhaps_again(self) -> bool:
        """Whether it may have come before this machine was put back from a backup."""
        return self.refusal == PERHAPS_AGAIN

    @property
    def proved(self) -> bool:
        """Whether it is proved which telephone sent it."""
        return self.form != SMS


@dataclass(frozen=True, slots=True)
class FormRow:
    """One version of a form of the framework's own."""

    form: str
    version: str
    title: str
    identity: tuple[str, ...]
    xml: bytes


def phones(reading: Reading) -> tuple[PhoneRow, ...]:
    """The phones of the reader's seat, of every seat for the secretariat; revoked ones too."""
    rows = _own(Phone.objects.filter(register=reading.register.hex()), reading).order_by("number")
    sent = Counter(Submission.objects.filter(register=reading.register.hex()).values_list("phone", flat=True))
    return tuple(PhoneRow(row.number, row.seat, row.since, row.revoked, sent[row.number]) for row in rows)


def _own(rows: QuerySet[Any], reading: Reading) -> QuerySet[Any]:
    """What came for the reader's seat; all of it for the secretariat, which convenes; nothing for who has no seat."""
    if reading.reader.role is Role.MEDIATOR:
        return rows
    return rows.filter(seat=reading.reader.seat) if reading.reader.seat else rows.none()


def sender(token_hash: str) -> Sender | None:
    """The phone of a token; None where there is none or it was revoked."""
    held = Phone.objects.filter(token=token_hash, revoked=None).first()
    return Sender(bytes.fromhex(held.register), held.number, held.seat) if held is not None else None


def arrived(reading: Reading) -> tuple[ArrivedRow, ...]:
    """What came for the reader's seat, of every seat for the secretariat; the newest first."""
    rows = _own(Submission.objects.filter(register=reading.register.hex()), reading).order_by("-id")
    return tuple(
        ArrivedRow(
            row.number,
            row.phone,
            row.form,
            row.version,
            row.received,
            row.kind,
            row.state,
            row.refusal,
            row.case,
            row.photos,
            forgotten=row.emptied,
        )
        for row in rows.annotate(photos=Count("attachments__content")).defer("content", "salt")
    )


def by_phone(reading: Reading) -> dict[str, str]:
    """The reports that a phone of the reader's seat sent, with their numbers."""
    rows = Submission.objects.filter(register=reading.register.hex(), seat=reading.reader.seat or "")
    return {report_case(case): number for case, number in rows.values_list("case", "number")}


def states(reading: Reading) -> Mapping[str, int]:
    """How many of them are in which state."""
    rows = _own(Submission.objects.filter(register=reading.register.hex()), reading)
    return Counter(rows.values_list("state", flat=True))


def own_forms(register: bytes) -> tuple[FormRow, ...]:
    """The framework's own forms, every version, the oldest first."""
    rows = PublishedForm.objects.filter(register=register.hex()).order_by("form", "id")
    return tuple(FormRow(row.form, row.version, row.title, tuple(row.identity), bytes(row.xml)) for row in rows)
