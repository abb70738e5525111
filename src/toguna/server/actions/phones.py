"""Acts about phones that send for a seat: a token to begin with, which is shown once and kept as a hash; none later."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.visibility import Reader, Role, role_of
from toguna.server.actions.incidents import may_report
from toguna.server.home import Home
from toguna.server.ledger import store
from toguna.server.office.models import Phone

TOKEN_BYTES: Final = 24


class NoSuchPhone(InputError):
    """No phone of this framework bears that number."""

    code = "unknown-phone"
    text = Text(
        fr="Aucun téléphone n° {number} dans ce cadre. Voir la liste avec « toguna phones ».",
        en="This framework has no phone number {number}. See the list with “toguna phones”.",
    )


class NoOffice(RuleError):
    """Nobody collects here: the folder has no device key of its own."""

    code = "no-collecting-office"
    text = Text(
        fr="Ce dossier n’a pas de clé d’appareil : il ne peut pas recueillir ce qu’envoient des téléphones. Le faire "
        "sur le poste d’un bureau membre du cadre.",
        en="This folder has no device key: it cannot collect what phones send. Do it on the machine of an office that "
        "is a member of the framework.",
    )


class SeatGone(RuleError):
    """The seat for which a phone sends is not in the founding act."""

    code = "phone-seat-unknown"
    text = Text(
        fr="Le téléphone enverrait pour « {seat} », qui n’est pas un titulaire de ce cadre. En choisir un autre, ou "
        "révoquer ce téléphone.",
        en="The phone would send for “{seat}”, which is no seat of this framework. Choose another one, or revoke this "
        "phone.",
    )


@dataclass(frozen=True, slots=True)
class Issued:
    """A phone that may send from now on; the token is nowhere else."""

    number: int
    token: str


def hidden(token: str) -> str:
    """What is kept of a token: it has 192 bits, so that a plain hash cannot be tried out."""
    return hashlib.sha256(token.encode()).hexdigest()


class NotYourPhone(RuleError):
    """A phone sends for another seat."""

    code = "not-your-phone"
    text = Text(
        fr="Le titulaire « {seat} » n’admet et ne révoque que ses propres téléphones. Le demander au secrétariat.",
        en="The seat “{seat}” admits and revokes only phones of its own. Ask the secretariat.",
    )


def reader_in(register: bytes, seat: str) -> Reader:
    """Whoever sends for a seat.

    Raises
    ------
    SeatGone
    """
    act = store.constitution(register)
    parties = {party.code: party.constituency for party in act.parties}
    for one in act.seats:
        if one.code == seat:
            return Reader(one.party, role_of(parties[one.party]), one.code)
    raise SeatGone(seat=seat)


def issue_phone(home: Home, register: bytes, reader: Reader, seat: str | None = None) -> Issued:
    """Let one more phone send for the reader's seat; the secretariat hands them out for any seat that may report.

    Raises
    ------
    ReadOnly, NotYourAct, NotYourPhone, NoOffice, SeatGone
    """
    may_report(register, reader)
    if seat is not None and seat != reader.seat:
        if reader.role is not Role.MEDIATOR:
            raise NotYourPhone(seat=reader.seat)
        may_report(register, reader_in(register, seat))
    if "device" not in home.settings():
        raise NoOffice()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        held = Phone.objects.filter(register=register.hex()).order_by("-number").values_list("number", flat=True)
        number = (held.first() or 0) + 1
        Phone.objects.create(
            register=register.hex(),
            number=number,
            seat=seat or reader.seat or "",
            token=hidden(token),
            since=datetime.now(UTC).date(),
        )
    return Issued(number, token)


def revoke_phone(register: bytes, reader: Reader, number: int) -> None:
    """Take nothing more from a phone of the reader's seat, or of any seat for the secretariat; what it sent stays.

    Raises
    ------
    NoSuchPhone, NotYourPhone
    """
    with transaction.atomic():
        held = Phone.objects.filter(register=register.hex(), number=number).first()
        if held is None:
            raise NoSuchPhone(number=number)
        if reader.role is not Role.MEDIATOR and held.seat != reader.seat:
            raise NotYourPhone(seat=reader.seat)
        if held.revoked is None:
            held.revoked = datetime.now(UTC).date()
            held.save(update_fields=["revoked"])
