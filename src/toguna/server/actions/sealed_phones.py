"""Acts about telephones that write sealed SMS (spec/sms.md §10): one more gets a key, one writes no longer, and what
came of each is noted.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, unique
from typing import Final

from django.db import transaction

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.visibility import Reader, Role
from toguna.register.short_faults import ShortSealed
from toguna.register.short_messages import MOST_COUNTER, WINDOW, PhoneKey, derive, key_line, taken
from toguna.server.actions.gateways import make_office_key, office_key
from toguna.server.actions.incidents import may_report
from toguna.server.actions.phones import NotYourPhone
from toguna.server.home import Home
from toguna.server.office.arrivals import report_case, week_case
from toguna.server.office.models import SealedPhone
from toguna.server.records.models import MODELS

_SALT: Final = 32
_UNKNOWN: Final = "?"
_ALL: Final = (1 << WINDOW) - 1
_MOST_AHEAD: Final = 1_000


@unique
class Came(Enum):
    """Whether a sealed message is new; it cannot be told where this machine was put back from a backup."""

    NEW = "new"
    AGAIN = "again"
    PERHAPS_AGAIN = "perhaps-again"


class UnknownSealedPhone(InputError):
    """No telephone of this framework bears that number."""

    code = "unknown-sealed-phone"
    text = Text(
        fr="Aucun téléphone à SMS scellés n° {number} dans ce cadre. Voir « toguna sms-keys ».",
        en="This framework has no telephone number {number} for sealed SMS. See “toguna sms-keys”.",
    )


class NoMoreSealedPhones(InputError):
    """Their numbers have two bytes."""

    code = "no-more-sealed-phones"
    text = Text(
        fr="Ce cadre a donné toutes les clés de SMS scellés qu’il peut donner. Recueillir par un autre moyen.",
        en="This framework has given all the keys for sealed SMS that it can. Collect by another way.",
    )


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A telephone that may write from now on; the line with its key is shown once."""

    number: int
    line: str = field(repr=False)


def issue_sealed_phone(home: Home, register: bytes, reader: Reader) -> IssuedKey:
    """Give a telephone of the reader's seat a key for sealed SMS.

    Raises
    ------
    ReadOnly, NotYourAct, NoOffice, NoMoreSealedPhones
    """
    may_report(register, reader)
    make_office_key(home, register)
    with transaction.atomic():
        held = SealedPhone.objects.filter(register=register.hex()).order_by("-number").values_list("number", flat=True)
        number = (held.first() or 0) + 1
        if number > MOST_COUNTER:
            raise NoMoreSealedPhones()
        row = SealedPhone.objects.create(
            register=register.hex(),
            number=number,
            seat=reader.seat or "",
            salt=secrets.token_hex(_SALT),
            since=datetime.now(UTC).date(),
        )
    return IssuedKey(number, key_line(key_of(home, row)))


def revoke_sealed_phone(register: bytes, reader: Reader, number: int) -> None:
    """Take nothing more from a telephone; what it sent stays.

    Raises
    ------
    UnknownSealedPhone, NotYourPhone
    """
    with transaction.atomic():
        held = SealedPhone.objects.filter(register=register.hex(), number=number).first()
        if held is None:
            raise UnknownSealedPhone(number=number)
        if reader.role is not Role.MEDIATOR and held.seat != reader.seat:
            raise NotYourPhone(seat=reader.seat)
        if held.revoked is None:
            held.revoked = datetime.now(UTC).date()
            held.save(update_fields=["revoked"])


def key_of(home: Home, row: SealedPhone) -> PhoneKey:
    """The key that a telephone was given."""
    register = bytes.fromhex(row.register)
    return derive(office_key(home, register), register, row.number, bytes.fromhex(row.salt))


def sealed_phone(home: Home, register: bytes, number: int) -> tuple[str, PhoneKey]:
    """Seat and key of a telephone that may write.

    Raises
    ------
    ShortSealed
        There is none of that number, or it may no longer.
    """
    row = SealedPhone.objects.filter(register=register.hex(), number=number, revoked=None).first()
    if row is None:
        raise ShortSealed()
    return row.seat, key_of(home, row)


def note_counter(register: bytes, number: int, counter: int, mark: str, case_of: Callable[[int], str]) -> Came:
    """Note that this message of a telephone came, within the caller's transaction; whether it is new.

    A backup that was put back has forgotten what came after it. What the register holds of that came all the same:
    `case_of` gives the case that each message opens, always the same. `mark` tells the telephone's messages.
    """
    row = SealedPhone.objects.select_for_update().get(register=register.hex(), number=number)
    _catch_up(register, row, counter, case_of)
    found = taken(row.latest, row.window, counter)
    came = Came.AGAIN if found is None else Came.PERHAPS_AGAIN if row.doubt else Came.NEW
    row.latest, row.window = found or (row.latest, row.window)
    row.doubt = mark if came is Came.PERHAPS_AGAIN else row.doubt
    row.save(update_fields=["latest", "window", "doubt"])
    return came


def doubt_counters() -> None:
    """Enter nothing more of any telephone until a person has looked: this machine was put back from a backup."""
    SealedPhone.objects.filter(doubt="").update(doubt=_UNKNOWN)


def trust_again(register: bytes, mark: str) -> None:
    """A person has entered a message that may have come before: what its telephone sent earlier came, or is too old."""
    SealedPhone.objects.filter(register=register.hex(), doubt=mark).update(doubt="", window=_ALL)


def _catch_up(register: bytes, row: SealedPhone, counter: int, case_of: Callable[[int], str]) -> None:
    """Take for come what the register holds of the telephone's messages and this machine does not know of."""
    last = min(max(row.latest, counter), row.latest + _MOST_AHEAD) + WINDOW
    opened = {case_of(n): n for n in range(row.latest + 1, last + 1)}
    held = [
        opened[case]
        for noun, name in (("report", report_case), ("heard_from", week_case))
        for case in _held(register, noun, {name(case): case for case in opened})
    ]
    if held:
        row.latest, row.window, row.doubt = max(held), _ALL, row.doubt or _UNKNOWN


def _held(register: bytes, noun: str, cases: Mapping[str, str]) -> list[str]:
    rows = MODELS[noun].objects.filter(register=register.hex(), case__in=list(cases))
    return [cases[one] for one in rows.values_list("case", flat=True).distinct()]
