"""The seats of a framework, in the founding act's order: parties, their holders and alternates, never people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toguna.base.text import Text
from toguna.register.constitution import Constitution, SeatRole
from toguna.server.home import Home
from toguna.server.ledger import store
from toguna.server.queries.naming import both
from toguna.server.queries.reading import chosen, own_seat
from toguna.server.records.parties import left


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat: whose it is, and whether it is the alternate's."""

    code: str
    party: Text
    alternate: bool


@lru_cache(maxsize=64)
def founding_act(register: bytes) -> Constitution:
    """The founding act; a register's id is its hash, so that it can be kept in memory."""
    return store.constitution(register)


def seats(home: Home, framework: str) -> tuple[SeatRow, ...]:
    """The seats that may enter a framework here: all but those of parties that left.

    Raises
    ------
    UnknownFramework
    """
    held = chosen(home, framework)
    register = bytes.fromhex(held["id"])
    act, gone = founding_act(register), left(register)
    names = {party.code: both(party.name) for party in act.parties}
    mine = own_seat(home, held)
    # A party that left keeps its copy: at its own machine it still reads what it had.
    own = next((one.party for one in act.seats if one.code == mine), None)
    return tuple(
        SeatRow(one.code, names[one.party], one.role is SeatRole.SUPPLEANT)
        for one in act.seats
        if one.party == own or one.party not in gone
    )


def place_of(register: bytes, seat: str) -> int:
    """The place of a seat in the founding act, from 1: the same each time."""
    return 1 + [one.code for one in founding_act(register).seats].index(seat)
