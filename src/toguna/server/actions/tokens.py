"""Keys by which a program reads and acts as a seat: made, shown once, kept as hashes, revoked."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.office.models import SeatToken

PREFIX: Final = "tgn_"
_BYTES: Final = 24
MOST_NAME: Final = 60


class UnknownToken(InputError):
    """No such key."""

    code = "unknown-token"
    text = Text(
        fr="Il n’y a pas de clé n° {number} pour ce cadre. Voir la liste avec « toguna tokens ».",
        en="There is no key no. {number} for this framework. See the list with “toguna tokens”.",
    )


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One key: its number, the seat it stands for, what it serves, since when, until when."""

    number: int
    seat: str
    use: str
    since: date
    revoked: date | None


def new_token(register: bytes, seat: str, use: str, today: date) -> tuple[int, str]:
    """A key for a seat: its number, and the key itself, which is not kept."""
    made = PREFIX + secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        held = SeatToken.objects.filter(register=register.hex())
        number = (held.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        SeatToken.objects.create(
            register=register.hex(), number=number, seat=seat, token=_hidden(made), use=use[:MOST_NAME], since=today
        )
    return number, made


def tokens(register: bytes) -> list[TokenRow]:
    """Every key that was made, those that were revoked among them."""
    held = SeatToken.objects.filter(register=register.hex()).order_by("number")
    return [TokenRow(one.number, one.seat, one.use, one.since, one.revoked) for one in held]


def revoke_token(register: bytes, number: int, today: date) -> None:
    """Make a key worthless from now on.

    Raises
    ------
    UnknownToken
    """
    held = SeatToken.objects.filter(register=register.hex(), number=number, revoked=None)
    if not held.update(revoked=today):
        raise UnknownToken(number=number)


def seat_of(register: bytes, token: str) -> str | None:
    """The seat that a key stands for in a register, or None."""
    found = SeatToken.objects.filter(register=register.hex(), token=_hidden(token), revoked=None).first()
    return found.seat if found is not None else None


def _hidden(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
