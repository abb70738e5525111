"""Persons handed to justice by those who carry a measure: lawful and countable, and without a name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.measures import Measure
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import concerned, held, state, writable


class NothingToCount(RuleError):
    """Nobody was handed over yet, or by a measure that never began."""

    code = "nothing-to-count"
    text = Text(
        fr="« {id} » : indiquer au moins une personne, déjà remise, par une mesure qui a commencé. Rien n’a été "
        "inscrit.",
        en="“{id}”: give at least one person, already handed over, by a measure that has begun. Nothing was recorded.",
    )


def hand_to_justice(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    on: When,
    today: date,
    authority: str,
    count: int,
    place: str | None = None,
    known: date | None = None,
) -> bytes:
    """Record persons handed to justice: day, authority, place, how many. There is nowhere to write a name.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    NothingToCount
        No person, a day to come, or a measure that never began.
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Measure, case)
        concerned(reader, case, found.by)
        if count < 1 or found.start is None or on.first > today:
            raise NothingToCount(id=case)
        told: dict[str, Any] = {"date": on.iso(), "authority": authority, "count": count}
        fields = told | ({"place": place} if place is not None else {})
        return state(register, reader, key, ("measure.handed_to_justice", case, fields), known=known)
