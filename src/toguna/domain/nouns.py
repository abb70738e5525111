"""All nouns of the register, and what may be said about each: the table that wire, ledger and projector go by."""

from __future__ import annotations

from typing import Final

from toguna.domain import (
    agreements,
    alerts,
    charters,
    claims,
    countersigning,
    cover,
    dialogues,
    frameworks,
    hand_overs,
    incidents,
    indicators,
    measures,
    meetings,
    places,
    recommendations,
    requests,
    reviews,
    rules,
    studies,
    undertakings,
)
from toguna.domain.entries import EntryType, Noun

_MODULES: Final = (
    frameworks,
    places,
    measures,
    hand_overs,
    agreements,
    undertakings,
    meetings,
    incidents,
    alerts,
    indicators,
    dialogues,
    charters,
    requests,
    claims,
    studies,
    cover,
    recommendations,
    rules,
    reviews,
    countersigning,
)

ALL_NOUNS: Final[dict[str, Noun]] = {noun.name: noun for module in _MODULES for noun in module.NOUNS}
"""Every noun by its name."""

NOUNS: Final[dict[str, tuple[Noun, EntryType]]] = {
    kind.name: (noun, kind) for noun in ALL_NOUNS.values() for kind in noun.types
}
"""Every entry type by its name, with its noun."""

TYPE_BY_NUMBER: Final[dict[int, tuple[Noun, EntryType]]] = {kind.number: (noun, kind) for noun, kind in NOUNS.values()}
"""The same by the number that stands on the wire."""
