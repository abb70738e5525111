"""Acts about gateways, the telephones and services that hand on SMS: issued with a token and a secret, each shown once,
and revocable.

The secret is derived from the office's key for messages, which lies in the home's settings: the database alone opens
nothing and tells nobody's number.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.visibility import Reader, Role
from toguna.server.actions.incidents import may_report
from toguna.server.actions.phones import TOKEN_BYTES, NoOffice, NotYourPhone, hidden
from toguna.server.home import Home
from toguna.server.office.models import Gateway

KINDS: Final = ("smssync", "medic", "httpsms", "signed")
SETTING: Final = "sms"
_KEY_BYTES: Final = 32


class UnknownGateway(InputError):
    """No gateway of this framework bears that number."""

    code = "unknown-gateway"
    text = Text(
        fr="Aucune passerelle n° {number} dans ce cadre. Voir « toguna gateways ».",
        en="This framework has no gateway number {number}. See “toguna gateways”.",
    )


class UnknownGatewayKind(InputError):
    """Not a kind of gateway."""

    code = "unknown-gateway-kind"
    text = Text(
        fr="« {kind} » n’est pas une sorte de passerelle. Choisir parmi : {known}.",
        en="“{kind}” is not a kind of gateway. Choose among: {known}.",
    )


@dataclass(frozen=True, slots=True)
class IssuedGateway:
    """A gateway that may hand on messages from now on; token and secret are shown once."""

    number: int
    token: str
    secret: str


def issue_gateway(home: Home, register: bytes, reader: Reader, kind: str) -> IssuedGateway:
    """Let one more gateway hand on SMS for the reader's seat.

    Raises
    ------
    ReadOnly, NotYourAct, NoOffice, UnknownGatewayKind
    """
    may_report(register, reader)
    if kind not in KINDS:
        raise UnknownGatewayKind(kind=kind, known=", ".join(KINDS))
    make_office_key(home, register)
    token, salt = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_hex(_KEY_BYTES)
    with transaction.atomic():
        held = Gateway.objects.filter(register=register.hex()).order_by("-number").values_list("number", flat=True)
        number = (held.first() or 0) + 1
        Gateway.objects.create(
            register=register.hex(),
            number=number,
            seat=reader.seat or "",
            kind=kind,
            token=hidden(token),
            salt=salt,
            since=datetime.now(UTC).date(),
        )
    return IssuedGateway(number, token, secret_of(home, register, salt))


def revoke_gateway(register: bytes, reader: Reader, number: int) -> None:
    """Take nothing more from a gateway; what it handed on stays.

    Raises
    ------
    UnknownGateway, NotYourPhone
    """
    with transaction.atomic():
        held = Gateway.objects.filter(register=register.hex(), number=number).first()
        if held is None:
            raise UnknownGateway(number=number)
        if reader.role is not Role.MEDIATOR and held.seat != reader.seat:
            raise NotYourPhone(seat=reader.seat)
        if held.revoked is None:
            held.revoked = datetime.now(UTC).date()
            held.save(update_fields=["revoked"])


def make_office_key(home: Home, register: bytes) -> None:
    """Draw the office's key for the messages of a register, where it has none.

    Raises
    ------
    NoOffice
    """
    settings = home.settings()
    if "device" not in settings:
        raise NoOffice()
    keys = settings.get(SETTING, {})
    if register.hex() not in keys:
        keys = {**keys, register.hex(): secrets.token_hex(_KEY_BYTES)}
        home.save_settings({**settings, SETTING: keys})


def office_key(home: Home, register: bytes) -> bytes:
    """The office's key for the messages of a register.

    Raises
    ------
    NoOffice
        No gateway was ever issued here.
    """
    held = home.settings().get(SETTING, {}).get(register.hex())
    if held is None:
        raise NoOffice()
    return bytes.fromhex(held)


def secret_of(home: Home, register: bytes, salt: str) -> str:
    """The secret of the gateway with this salt."""
    return hmac.new(office_key(home, register), b"gateway\0" + salt.encode(), hashlib.sha256).hexdigest()[:40]
