"""The seats of a framework, in the founding act's order: parties, their holders and alternates, never people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toguna.base.text import Text
from toguna.register.constitution import Constitution, SeatRole
from toguna.server.home import Home
from toguna.server.ledger import store
from toguna.server.queries.naming import both
from toguna.server.queries.reading import chosen


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
    """Every seat of a framework.

    Raises
    ------
    UnknownFramework
    """
    act = founding_act(bytes.fromhex(chosen(home, framework)["id"]))
    names = {party.code: both(party.name) for party in act.parties}
    return tuple(SeatRow(one.code, names[one.party], one.role is SeatRole.SUPPLEANT) for one in act.seats)
