"""Acts about signals: what the watch found rare enough enters the register, once, for the alert rules to build on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.alerts import Signal
from toguna.domain.entity import typed
from toguna.domain.visibility import Reader, Role
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import state, writable
from toguna.server.records.models import MODELS

KIND: Final = "growth"
STANDS_FOR: Final = timedelta(days=56)
"""A rise that was told stands for its longest window: until then the same place is not told again."""


class NotYourSignal(RuleError):
    """Computed signals are the secretariat's to record."""

    code = "not-your-signal"
    text = Text(
        fr="Le titulaire « {seat} » ne peut pas inscrire les signaux de la veille : cela revient au secrétariat. "
        "On peut les lire sans --record.",
        en="The seat “{seat}” may not record the watch’s signals: that is for the secretariat. They can be read "
        "without --record.",
    )


@dataclass(frozen=True, slots=True)
class Computed:
    """A signal as the watch over the copy for all found it: by stretch and week, nothing finer."""

    look: str
    roads: tuple[str, ...]
    stretches: tuple[tuple[str, str, str], ...]
    towns: tuple[str, ...]
    first: date
    last: date
    observed: int
    expected: float
    recurrence_days: float

    @property
    def where(self) -> frozenset[object]:
        """What it is about: its stretches and towns, or its road as a whole."""
        return frozenset((*self.stretches, *self.towns) or self.roads)

    @property
    def case(self) -> str:
        """An id that the same finding always gets."""
        about = "|".join(sorted(map(str, self.where)))
        name = hashlib.sha256(f"{self.look}|{about}|{self.last.isoformat()}".encode()).hexdigest()[:8]
        return f"veille-{self.last:%G-w%V}-{name}"


def may_record(register: bytes, reader: Reader) -> None:
    """Whether this seat may record signals in this register.

    Raises
    ------
    ReadOnly, NotYourSignal
    """
    writable(register)
    if reader.role is not Role.MEDIATOR:
        raise NotYourSignal(seat=reader.seat)


def record_signals(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    found: Sequence[Computed],
    *,
    framework: str,
    seed: int,
    data_digest: str,
    known: date | None = None,
) -> list[str]:
    """Record signals of which the register does not hold one about the same place already; their ids.

    `found` must come from what every member may see: the entries are for all members.

    Raises
    ------
    ReadOnly, NotYourSignal
    """
    with transaction.atomic():
        may_record(register, reader)
        standing = _held(register)
        new = []
        for one in found:
            if any(_same(one, other) for other in standing):
                continue
            standing.append(one)
            new.append(one.case)
            fields = _fields(one, framework, seed, data_digest)
            state(register, reader, key, ("signal.computed", one.case, fields), known=known)
        return new


def _same(one: Computed, other: Computed) -> bool:
    return bool(one.where & other.where) and abs(one.last - other.last) < STANDS_FOR


def _held(register: bytes) -> list[Computed]:
    rows = MODELS["signal"].objects.at(register, None).values_list("data", flat=True)
    return [_computed(held) for held in (typed(data, Signal) for data in rows) if held.method is not None]


def _computed(held: Signal) -> Computed:
    stretches = tuple((s.road, s.segment_from, s.segment_to) for s in held.stretches)
    on = {road for road, _, _ in stretches}
    towns = tuple(spot for spot in held.where if spot not in on) if stretches else ()
    roads = tuple(spot for spot in held.where if spot not in towns)
    return Computed(
        held.method or "", roads, stretches, towns, held.date.first, held.date.last, held.count or 0, 0.0, 0.0
    )


def _fields(one: Computed, framework: str, seed: int, data_digest: str) -> dict[str, Any]:
    return {
        "date": When.between(one.first, one.last).iso(),
        "kind": KIND,
        "where": [*one.roads, *one.towns],
        "framework": framework,
        "method": one.look,
        "stretches": [{"road": road, "segment_from": a, "segment_to": b} for road, a, b in one.stretches],
        "count": one.observed,
        "expected_milli": round(1000 * one.expected),
        "recurrence_days": int(one.recurrence_days),
        "cut_off": one.last.isoformat(),
        "seed": seed,
        "data_digest": data_digest,
    }
