"""One case by itself, for acts on it: as it stands, and its mark."""

from __future__ import annotations

import hashlib
from typing import Any

from toguna.domain.entity import Entity, typed
from toguna.domain.nouns import ALL_NOUNS
from toguna.server.queries.reading import Reading
from toguna.server.records.models import MODELS, Statement


def stands(reading: Reading, noun: str, case: str) -> Entity | None:
    """The case as it was known, uncut: whoever shows it must ask whether its reader may know of it."""
    rows: Any = MODELS[noun].objects.at(reading.register, reading.as_of)
    data = rows.filter(case=case).values_list("data", flat=True).first()
    return typed(data, ALL_NOUNS[noun].entity) if data is not None else None


def mark(register: bytes, noun: str, case: str) -> str:
    """A short digest of the entries that speak of a case: the same as long as nobody says anything more."""
    held = Statement.objects.filter(register=register.hex(), noun=noun, case=case).values_list("entry", flat=True)
    return hashlib.sha256("".join(sorted(held)).encode()).hexdigest()[:16]
