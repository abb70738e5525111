"""Receipts: that an act was done once, however often its form is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.server.office.models import Receipt as Row

_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another when they are read out."""
LENGTH: Final = 7


class TokenReused(RuleError):
    """The token of a form that was sent already came with other answers."""

    code = "token-reused"
    text = Text(
        fr="Ce formulaire a déjà été envoyé avec d’autres réponses (reçu {number}). Rien n’a été inscrit de plus : "
        "ouvrir un nouveau formulaire.",
        en="This form was sent before with other answers (receipt {number}). Nothing more was recorded: open a new "
        "form.",
    )


@dataclass(frozen=True, slots=True)
class Receipt:
    """An act that was done: its number to read out, the case it is about, and its entries."""

    number: str
    act: str
    noun: str
    case: str
    entries: tuple[bytes, ...]
    again: bool = False


def find(register: bytes, seat: str, token: str, digest: str) -> Receipt | None:
    """The receipt of a form that was sent before.

    Raises
    ------
    TokenReused
    """
    held = Row.objects.filter(register=register.hex(), seat=seat, token=_hidden(token)).first()
    if held is None:
        return None
    if held.digest != digest:
        raise TokenReused(number=held.number)
    return _typed(held, again=True)


def keep(
    register: bytes, seat: str, token: str, digest: str, act: tuple[str, str, str], entries: Sequence[bytes]
) -> Receipt:
    """The receipt of an act (its name, noun and case), kept in the transaction that does it."""
    name, noun, case = act
    held = Row.objects.create(
        register=register.hex(),
        seat=seat,
        token=_hidden(token),
        digest=digest,
        number=_number(register, seat, token),
        act=name,
        noun=noun,
        case=case,
        entries=[entry.hex() for entry in entries],
    )
    return _typed(held, again=False)


def numbered(register: bytes, seat: str, number: str) -> Receipt | None:
    """The receipt of a number, for the seat that holds it."""
    held = Row.objects.filter(register=register.hex(), seat=seat, number=number).first()
    return _typed(held, again=False) if held is not None else None


def case_of(prefix: str, register: bytes, seat: str, token: str) -> str:
    """The id of a case that a form opens: the same form opens the same case."""
    return f"{prefix}-{_number(register, seat, f'case {token}').lower()}"


def _typed(held: Row, *, again: bool) -> Receipt:
    entries = tuple(bytes.fromhex(one) for one in held.entries)
    return Receipt(held.number, held.act, held.noun, held.case, entries, again)


def _hidden(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _number(register: bytes, seat: str, token: str) -> str:
    drawn = int.from_bytes(hashlib.sha256(register + f"|{seat}|{token}".encode()).digest(), "big")
    letters = []
    for _ in range(LENGTH):
        drawn, place = divmod(drawn, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)
