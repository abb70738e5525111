"""Parity, audited: the same fields for the State and the movements, and the same requests answered in the same time
(domain notes §8.4, Appendix B).

Allegations are not counted by side: an incident holds nobody who did it (§9.1), so there is no side to count them by.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_high, median_low

from toguna.domain.parity import Held, Side, acts, readings, side_of
from toguna.domain.requests import Request
from toguna.domain.visibility import Role
from toguna.server.queries import requests
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import FEWEST
from toguna.server.queries.seats import founding_act

__all__ = ["FEWEST", "Access", "Asked", "access", "asked"]


@dataclass(frozen=True, slots=True)
class Access:
    """What each side may read and enter. `acts` is the number of acts open to both; the others those of one only."""

    readings: tuple[Held, ...]
    acts: int
    state_only: tuple[str, ...]
    movements_only: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether there is no difference at all."""
        return not (self.state_only or self.movements_only) and all(one.same for one in self.readings)


@dataclass(frozen=True, slots=True)
class Asked:
    """The requests that parties of one side sent. A number is None where it is too small to be told.

    `waited` is the least and the most that the median of the days from sending to the answer can be, `silent_days` the
    median of the days without an answer up to now; None where too few have known days.
    """

    side: Side
    sent: int | None
    answered: int | None
    waited: tuple[int, int] | None
    silent: int | None
    silent_days: int | None


def access() -> Access:
    """The rules of this software, the same in every framework."""
    state, movements = acts()
    return Access(
        readings(), len(state & movements), tuple(sorted(state - movements)), tuple(sorted(movements - state))
    )


def asked(reading: Reading) -> tuple[Asked, ...]:
    """Requests by the side that sent them, for those who read requests; empty for others. The secretariat reads every
    number, the members none below three.
    """
    if not requests.shown(reading):
        return ()
    fewest = 0 if reading.reader.role is Role.MEDIATOR else FEWEST
    constituencies = {party.code: party.constituency for party in founding_act(reading.register).parties}
    held = reading.by_id(Request)
    rows: dict[Side, list[requests.RequestItem]] = {side: [] for side in Side}
    for row in requests.listed(reading):
        if row.group != "prepared":
            rows[side_of([constituencies.get(party, "") for party in held[row.id].by])].append(row)
    return tuple(_asked(side, rows[side], fewest) for side in Side)


def _asked(side: Side, rows: list[requests.RequestItem], fewest: int) -> Asked:
    answered = [row for row in rows if row.group in ("answered", "delivered")]
    silent = [row for row in rows if row.group == "silent"]
    waits = [row.waited for row in answered if row.waited is not None]
    days = [row.days_silent for row in silent if row.days_silent is not None]
    timed = max(fewest, 1)
    least, most = [one[0] for one in waits], [one[1] for one in waits]
    return Asked(
        side,
        _enough(len(rows), fewest),
        _enough(len(answered), fewest),
        (median_low(least), median_high(most)) if len(waits) >= timed else None,
        _enough(len(silent), fewest),
        median_low(days) if len(days) >= timed else None,
    )


def _enough(number: int, fewest: int) -> int | None:
    return number if number >= fewest else None
