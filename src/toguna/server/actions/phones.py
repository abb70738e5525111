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
from toguna.domain.visibility import Reader
from toguna.server.actions.incidents import may_report
from toguna.server.home import Home
from toguna.server.office.models import Phone

TOKEN_BYTES: Final = 24


class NoSuchPhone(InputError):
    """No phone of this framework bears that number."""

    code = "unknown-phone"
    text = Text(
        fr="Aucun téléphone n° {number} dans ce cadre. Voir « toguna phones list ».",
        en="This framework has no phone number {number}. See “toguna phones list”.",
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


@dataclass(frozen=True, slots=True)
class Issued:
    """A phone that may send from now on; the token is nowhere else."""

    number: int
    token: str


def hidden(token: str) -> str:
    """What is kept of a token: it has 192 bits, so that a plain hash cannot be tried out."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue_phone(home: Home, register: bytes, reader: Reader) -> Issued:
    """Let one more phone send for the reader's seat.

    Raises
    ------
    ReadOnly, NotYourAct, NoOffice
    """
    may_report(register, reader)
    if "device" not in home.settings():
        raise NoOffice()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        held = Phone.objects.filter(register=register.hex()).order_by("-number").values_list("number", flat=True)
        number = (held.first() or 0) + 1
        Phone.objects.create(
            register=register.hex(),
            number=number,
            seat=reader.seat or "",
            token=hidden(token),
            since=datetime.now(UTC).date(),
        )
    return Issued(number, token)


def revoke_phone(register: bytes, number: int) -> None:
    """Take nothing more from a phone; what it sent stays.

    Raises
    ------
    NoSuchPhone
    """
    with transaction.atomic():
        held = Phone.objects.filter(register=register.hex(), number=number).first()
        if held is None:
            raise NoSuchPhone(number=number)
        if held.revoked is None:
            held.revoked = datetime.now(UTC).date()
            held.save(update_fields=["revoked"])
