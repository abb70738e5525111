"""The phones that send for a framework's seats, and what they sent: counts and states, never contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toguna.server.office.models import Phone, PublishedForm, Submission


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
    """One filled form: its number, form and version, day, and what became of it."""

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


@dataclass(frozen=True, slots=True)
class FormRow:
    """One version of a form of the framework's own."""

    form: str
    version: str
    title: str
    identity: tuple[str, ...]
    xml: bytes


def phones(register: bytes) -> tuple[PhoneRow, ...]:
    """Every phone of a framework, revoked ones too."""
    rows = Phone.objects.filter(register=register.hex()).order_by("number")
    sent = Counter(Submission.objects.filter(register=register.hex()).values_list("phone", flat=True))
    return tuple(PhoneRow(row.number, row.seat, row.since, row.revoked, sent[row.number]) for row in rows)


def sender(token_hash: str) -> Sender | None:
    """The phone of a token; None where there is none or it was revoked."""
    held = Phone.objects.filter(token=token_hash, revoked=None).first()
    return Sender(bytes.fromhex(held.register), held.number, held.seat) if held is not None else None


def arrived(register: bytes) -> tuple[ArrivedRow, ...]:
    """What came, the newest first."""
    rows = Submission.objects.filter(register=register.hex()).order_by("-id").prefetch_related("attachments")
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
            sum(1 for one in row.attachments.all() if one.content is not None),
        )
        for row in rows.defer("content", "salt")
    )


def states(register: bytes) -> Mapping[str, int]:
    """How many filled forms are in which state."""
    return Counter(Submission.objects.filter(register=register.hex()).values_list("state", flat=True))


def own_forms(register: bytes) -> tuple[FormRow, ...]:
    """The framework's own forms, every version, the oldest first."""
    rows = PublishedForm.objects.filter(register=register.hex()).order_by("form", "id")
    return tuple(FormRow(row.form, row.version, row.title, tuple(row.identity), bytes(row.xml)) for row in rows)
