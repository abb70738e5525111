"""Point du jour: the situation, the incidents and the roads of one day, read once for one reader.

What a register said on a day changes only with its entries. The records of a day and the answers for a reader are
therefore kept in memory under the register's frontier, the day, and the whole reader: an answer is never found by
anybody but the reader for whom it was cut, and a new entry makes it unfindable.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from toguna.base.text import Text
from toguna.domain.visibility import EVERYBODY
from toguna.register.constitution import Constitution, Mode
from toguna.server.home import Home
from toguna.server.ledger import store
from toguna.server.queries import alerts, cover, incidents, measures
from toguna.server.queries.alerts import AlertRow
from toguna.server.queries.incidents import IncidentRow
from toguna.server.queries.morning import MorningRow, morning
from toguna.server.queries.naming import framework_name
from toguna.server.queries.phones import states
from toguna.server.queries.reading import Reading, chosen, own_seat, present, reader_of, registers
from toguna.server.queries.road_pages import advice
from toguna.server.queries.roads import RoadCover, road_covers
from toguna.server.queries.seats import SeatRow, founding_act, seats
from toguna.server.queries.situation import Situation, situation

PAST_DAYS = 60
MOST_INCIDENTS = 12
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
    """Everything that Point du jour shows; of the `incidents_seen` of the period, the latest. `arrived`: how many forms
    and messages are in which state at this office.
    """

    situation: Situation
    gaps: tuple[GapSeen, ...]
    incidents: tuple[IncidentRow, ...]
    incidents_seen: int
    heard_from: Text | None
    roads: tuple[RoadCover, ...]
    morning: tuple[MorningRow, ...]
    arrived: Mapping[str, int]
    advice: tuple[Text, ...]
    alerts: tuple[AlertRow, ...]


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


_RECORDS = Memory(96)
_DAYS = Memory(48)


@dataclass(frozen=True)
class Held:
    """One register of a home as a request finds it: its founding act, and how far it has come."""

    home: Home
    framework: str
    register: bytes
    act: Constitution
    show_at: date | None
    own_seat: str
    reached: tuple[tuple[Any, ...], ...]
    written: tuple[int, ...]
    clock: date

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What an answer depends on besides its reader and its day: whatever is written, or a new day, makes another
        key.
        """
        return str(self.home.database), self.register, self.reached, self.written, self.clock


def held(home: Home, framework: str) -> Held:
    """The register of a framework.

    Raises
    ------
    UnknownFramework
    """
    return _held(home, chosen(home, framework))


def _held(home: Home, row: dict[str, Any]) -> Held:
    register = bytes.fromhex(row["id"])
    return Held(
        home,
        row["framework"],
        register,
        founding_act(register),
        date.fromisoformat(row["show_at"]) if row.get("show_at") else None,
        own_seat(home, row),
        # The last checkpoint of each device stands for everything the register holds.
        tuple(tuple(place) for place in store.frontier(register)),
        _written(home),
        datetime.now(UTC).date(),
    )


def seats_here(register: Held) -> tuple[SeatRow, ...]:
    """The seats that may enter: every request asks whether its own is still one of them."""
    return _RECORDS.recall(
        ("seats", register.own_seat, *register.key), lambda: seats(register.home, register.framework)
    )


def last_backup(register: Held) -> date | None:
    """The day on which this machine last wrote a backup of the register; None: it knows of none."""
    held = register.home.settings().get("backups", {}).get(register.framework)
    return date.fromisoformat(held) if held else None


def _written(home: Home) -> tuple[int, ...]:
    """When the home's files were last written to. What comes late (a second history, a content that was missing, a base
    map) leaves the frontier as it is, and changes pages all the same.
    """
    found = []
    for file in (home.database, home.database.with_name(f"{home.database.name}-wal"), home.layers):
        try:
            found.append(file.stat().st_mtime_ns)
        except OSError:
            found.append(0)
    return tuple(found)


def days(register: Held) -> Days:
    """Which days may be asked for."""
    if register.act.mode is Mode.LIVE:
        return Days(None, register.clock)
    opening = register.show_at or _RECORDS.recall(
        ("present", *register.key), lambda: present(register.register, register.act.mode)
    )
    return Days(opening, max(register.clock, opening))


def look(register: Held, seat: str | None, as_of: date | None) -> Reading:
    """A reading as a seat, or as everybody (None), on a day.

    Raises
    ------
    UnknownSeat
    """
    reader = reader_of(register.act, seat) if seat is not None else EVERYBODY
    # Every reader's look shares the records, uncut; each is cut by the queries that are asked of it.
    records = _RECORDS.recall((*register.key, as_of), lambda: _fresh(register, as_of))
    return _RECORDS.recall((*register.key, as_of, reader), lambda: records.as_reader(reader))


def _fresh(register: Held, as_of: date | None) -> Reading:
    mode = register.act.mode
    today = as_of or present(register.register, mode)
    return Reading(register.register, register.framework, mode, EVERYBODY, as_of, today)


def day(register: Held, reading: Reading) -> Day:
    """Point du jour for this reader."""
    return _DAYS.recall((*register.key, reading.as_of, reading.today, reading.reader), lambda: read_day(reading))


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
        *incidents.latest(reading, since, MOST_INCIDENTS),
        incidents.heard_from(reading, since),
        tuple(road_covers(reading, past_days=PAST_DAYS)),
        tuple(morning(reading)),
        states(reading),
        advice(reading),
        tuple(row for row in alerts.listed(reading) if row.open) if alerts.how(reading) in ("list", "own") else (),
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
    found = [_held(home, row) for row in registers(home)]
    return [(one.framework, name(one)) for one in found if one.act.mode is not Mode.LIVE]


def name(register: Held) -> Text:
    """What the framework is called now: a page about a day before its founding is headed with it too."""
    return _RECORDS.recall(("name", *register.key), lambda: framework_name(look(register, None, None)))
