"""Point du jour: the situation, the incidents and the roads of one day, read once for one reader.

What a register said on a day changes only with its entries. The records of a day and the answers for a reader are
therefore kept in memory under the register's frontier, the day, and the whole reader: an answer is never found by
anybody but the reader for whom it was cut, and a new entry makes it unfindable.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Max

from toguna.base.text import Text
from toguna.domain.visibility import EVERYBODY
from toguna.register.constitution import Mode
from toguna.server.home import Home
from toguna.server.ledger import store
from toguna.server.queries import cover, incidents, measures
from toguna.server.queries.naming import framework_name
from toguna.server.queries.reading import Reading, chosen, reader_of, registers
from toguna.server.queries.roads import RoadCover, road_covers
from toguna.server.queries.seats import founding_act
from toguna.server.queries.situation import Situation, situation
from toguna.server.records.models import Statement

PAST_DAYS = 60
_GAP_ORDER = ("open", "coming", "past")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Days:
    """The days a page may be asked for, and the one it opens on (None: today, in a live register).

    The last is never in the future of what the register knows: a day to come would let the delays of §8.4 expire early.
    """

    opens_on: date | None
    last: date


@dataclass(frozen=True, slots=True)
class GapSeen:
    """A gap as of the day: `open`, `coming` or `past`; its hand-over, where this reader may see one."""

    row: cover.GapRow
    state: str
    hand_over: str | None


@dataclass(frozen=True)
class Day:
    """Everything that Point du jour shows."""

    situation: Situation
    gaps: tuple[GapSeen, ...]
    incidents: tuple[incidents.IncidentRow, ...]
    heard_from: Text | None
    roads: tuple[RoadCover, ...]


class Memory:
    """The last answers, by everything they depend on."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer for a key, made if it is not held."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                found: T = self._held[key]
                return found
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return made


_RECORDS = Memory(24)
_DAYS = Memory(48)


def days(home: Home, framework: str) -> Days:
    """Which days may be asked for.

    Raises
    ------
    UnknownFramework
    """
    held = chosen(home, framework)
    register = bytes.fromhex(held["id"])
    clock = datetime.now(UTC).date()
    if founding_act(register).mode is Mode.LIVE:
        return Days(None, clock)
    if held.get("show_at"):
        opening = date.fromisoformat(held["show_at"])
        return Days(opening, max(clock, opening))
    known = _last_known(str(home.database), register, frontier(register))
    return Days(known, max(clock, known or clock))


def frontier(register: bytes) -> tuple[tuple[Any, ...], ...]:
    """How far each device's log has come: it stands for everything the register holds."""
    return tuple(tuple(place) for place in store.frontier(register))


@lru_cache(maxsize=64)
def _last_known(database: str, register: bytes, reached: tuple[tuple[Any, ...], ...]) -> date | None:
    """The last day on which the register learnt something; the arguments tell when the answer is stale."""
    last: date | None = Statement.objects.filter(register=register.hex()).aggregate(last=Max("known"))["last"]
    return last


def look(home: Home, *, framework: str, seat: str | None, as_of: date | None) -> Reading:
    """A reading of a framework as a seat, or as everybody (None), on a day.

    Raises
    ------
    UnknownFramework, UnknownSeat
    """
    held = chosen(home, framework)
    register = bytes.fromhex(held["id"])
    act = founding_act(register)
    reader = reader_of(act, seat) if seat is not None else EVERYBODY
    today = as_of or datetime.now(UTC).date()
    fresh = Reading(register, held["framework"], act.mode, EVERYBODY, as_of, today)
    key = (str(home.database), register, frontier(register), as_of, today)
    return _RECORDS.recall(key, lambda: fresh).as_reader(reader)


def day(home: Home, reading: Reading) -> Day:
    """Point du jour for this reader."""
    key = (
        str(home.database),
        reading.register,
        frontier(reading.register),
        reading.as_of,
        reading.today,
        reading.reader,
    )
    return _DAYS.recall(key, lambda: read_day(reading))


def read_day(reading: Reading) -> Day:
    """The same, read from the records."""
    found = situation(reading)
    since = reading.today - timedelta(days=PAST_DAYS)
    stories = {(row.from_measure, row.to_measure): row.id for row in measures.hand_overs(reading)}
    gaps = [
        GapSeen(gap, _state(gap, reading.today), stories.get((gap.after, gap.successor)))
        for gap in found.gaps
        if _recent(gap, reading.today, since)
    ]
    return Day(
        found,
        tuple(sorted(gaps, key=lambda gap: (_GAP_ORDER.index(gap.state), gap.row.start, gap.row.road))),
        tuple(incidents.incidents(reading, since)),
        incidents.heard_from(reading, since),
        tuple(road_covers(reading, past_days=PAST_DAYS)),
    )


def _state(gap: cover.GapRow, today: date) -> str:
    if gap.start > today:
        return "coming"
    return "open" if gap.is_open else "past"


def _recent(gap: cover.GapRow, today: date, since: date) -> bool:
    over = gap.to or gap.closed_by
    return gap.is_open or gap.start > today or over is None or over >= since


def frameworks(home: Home) -> list[tuple[str, Text]]:
    """The home's frameworks with their names; a live one is not listed, since its members know its address."""
    out = []
    for held in registers(home):
        mode = founding_act(bytes.fromhex(held["id"])).mode
        if mode is not Mode.LIVE:
            out.append((held["framework"], name(home, held["framework"])[0]))
    return out


def name(home: Home, framework: str) -> tuple[Text, Mode]:
    """What the framework is called now, and its register's mode: a page about a day before its founding has them too.

    Raises
    ------
    UnknownFramework
    """
    reading = look(home, framework=framework, seat=None, as_of=None)
    return framework_name(reading), reading.mode
