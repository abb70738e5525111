"""The card of a framework, with a number for everything that is new in the register."""

from __future__ import annotations

from toguna.server.actions.cards import number_new
from toguna.server.queries.cards import CardRow, card, unnumbered
from toguna.server.queries.reading import Reading


def numbered(reading: Reading) -> tuple[CardRow, ...]:
    """The card, after giving a number to what is new in the register."""
    rows = card(reading)
    new = unnumbered(rows)
    if new:
        number_new(reading.register, new)
        rows = card(reading)
    return rows
