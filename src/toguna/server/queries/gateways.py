"""The gateways that hand on SMS for a framework's seats, and how many messages stand where: never a word of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toguna.domain.visibility import Role
from toguna.server.office.models import Answer, Gateway, Message, SealedPhone
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class GatewayRow:
    """One gateway: its number, kind and seat, from when until when, how many messages came, its answers by state."""

    number: int
    kind: str
    seat: str
    since: date
    revoked: date | None
    messages: int
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SealedPhoneRow:
    """One telephone that writes sealed SMS: its number and seat, from when until when, its newest message's number."""

    number: int
    seat: str
    since: date
    revoked: date | None
    latest: int


@dataclass(frozen=True, slots=True)
class Held:
    """The gateway behind a token."""

    register: bytes
    number: int
    seat: str
    kind: str
    salt: str


def gateways(reading: Reading) -> tuple[GatewayRow, ...]:
    """The gateways of the reader's seat, all of them for the secretariat; revoked ones too."""
    rows = Gateway.objects.filter(register=reading.register.hex()).order_by("number")
    if reading.reader.role is not Role.MEDIATOR:
        rows = rows.filter(seat=reading.reader.seat or "") if reading.reader.seat else rows.none()
    came = Counter(Message.objects.filter(register=reading.register.hex()).values_list("gateway", flat=True))
    answers: dict[int, Counter[str]] = {}
    for number, state in Answer.objects.filter(register=reading.register.hex()).values_list("gateway", "state"):
        answers.setdefault(number, Counter())[state] += 1
    return tuple(
        GatewayRow(
            row.number, row.kind, row.seat, row.since, row.revoked, came[row.number], answers.get(row.number, Counter())
        )
        for row in rows
    )


def sealed_phones(reading: Reading) -> tuple[SealedPhoneRow, ...]:
    """The telephones of the reader's seat that write sealed SMS, all of them for the secretariat; revoked ones too."""
    rows = SealedPhone.objects.filter(register=reading.register.hex()).order_by("number")
    if reading.reader.role is not Role.MEDIATOR:
        rows = rows.filter(seat=reading.reader.seat or "") if reading.reader.seat else rows.none()
    return tuple(SealedPhoneRow(row.number, row.seat, row.since, row.revoked, row.latest) for row in rows)


def outcomes_told(register: bytes) -> frozenset[str]:
    """The numbers of reports whose senders were told by SMS what became of them: handed to a gateway that did not
    fail.
    """
    rows = Answer.objects.filter(register=register.hex(), outcome_of__isnull=False)
    gone = rows.exclude(state__in=("waiting", "failed")).values_list("outcome_of", flat=True)
    return frozenset(number for number in gone if number is not None)


def gateway(token_hash: str) -> Held | None:
    """The gateway of a token; None where there is none or it was revoked."""
    held = Gateway.objects.filter(token=token_hash, revoked=None).first()
    if held is None:
        return None
    return Held(bytes.fromhex(held.register), held.number, held.seat, held.kind, held.salt)
