"""Veille: what stands out, in words first, then on the light map and along the road.

The calculation may take longer than a page should: it runs beside the requests, one at a time, and its answer is kept
under everything it depends on – the register's frontier, the day, the whole reader. Until it is there the page says so.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from toguna.analysis.installed import missing
from toguna.analysis.watch_terms import MEASURED_YEARLY
from toguna.server import charts
from toguna.server.charts.axis import Mark, axis
from toguna.server.queries.axes import roads
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.sketch import sketch
from toguna.server.queries.watch import OutRow, Watch, recorded, watch
from toguna.server.queries.watch_ground import may_watch
from toguna.server.web.tags import said
from toguna.server.web.texts import TEXTS
from toguna.server.web.visits import Visit, begin, page

PATIENCE_S: Final = 0.04
"""A page waits this long for an answer: a small register's is there by then."""
RELOAD_S: Final = "2"
MOST_WAITING: Final = 8
_VERDICTS: Final = {
    "signal": "watch.verdict.signal",
    "nothing": "watch.verdict.nothing",
    "cannot-tell": "watch.verdict.cannot-tell",
}
_LEFT: Final = {
    "cercle": "watch.left.cercle",
    "kind": "watch.left.kind",
    "month": "watch.left.month",
    "road": "watch.left.road",
    "nowhere": "watch.left.nowhere",
}
_LARGE: Final = frozenset({"city", "town"})


class Answers:
    """The last answers, and those on their way."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, Future[Watch | None]] = OrderedDict()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="veille")

    def ask(self, key: Hashable, reading: Reading) -> Watch | None:
        """The answer for a key.

        Raises
        ------
        TimeoutError
            It is not there yet.
        """
        with self._lock:
            future = self._held.get(key)
            if future is None or (future.done() and future.exception() is not None):
                if sum(not one.done() for one in self._held.values()) >= MOST_WAITING:
                    raise TimeoutError
                future = self._held[key] = self._pool.submit(_work, reading)
            self._held.move_to_end(key)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return future.result(timeout=PATIENCE_S)


def _work(reading: Reading) -> Watch | None:
    try:
        # A look of its own: what a request works out meanwhile is not shared half done.
        return watch(reading.as_reader(reading.reader), workers=1)
    finally:
        connections.close_all()


answers: Final = Answers(64)


@require_safe
def veille(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What stands out as of the chosen day, for this reader."""
    visit = begin(request, lang, framework)
    reading = visit.reading
    if not may_watch(reading):
        return page(request, "watch.html", visit, {"state": "watch.not-shown"})
    if missing():
        return page(request, "watch.html", visit, {"state": "watch.not-installed"})
    try:
        found = answers.ask((*visit.register.key, reading.as_of, reading.today, reading.reader), reading)
    except TimeoutError:
        answer = page(request, "watch.html", visit, {"state": "watch.pending"})
        answer["Refresh"] = RELOAD_S
        return answer
    assert found is not None  # may_watch said so
    low, high = (_decimal(rate, lang) for rate in MEASURED_YEARLY)
    data: dict[str, Any] = {
        "found": found,
        "verdict": _VERDICTS[found.verdict],
        "rows": [
            (row, _numbers(row, lang), [(road, spot_name(reading, road)) for road in row.roads])
            for row in found.signals
        ],
        "most": [(row, _numbers(row, lang)) for row in found.rows[:1]] if found.verdict == "nothing" else [],
        "map": light_map(visit, found.signals),
        "axes": along(visit, found.signals),
        "left": [(_LEFT[why], {"n": n}) for why, n in found.left_out],
        "rule": {"low": low, "high": high},
        "repeat": {"replicates": found.replicates, "seed": found.seed, "digest": found.data_digest[:16]},
        "recorded": [(one.row, _numbers(one.row, lang)) for one in recorded(reading)],
    }
    return page(request, "watch.html", visit, data)


def _numbers(row: OutRow, lang: str) -> dict[str, Any]:
    return {
        "observed": row.observed,
        "expected": _decimal(row.expected, lang),
        "first": row.first,
        "last": row.last,
    }


def _decimal(number: float, lang: str) -> str:
    told = f"{number:.1f}"
    return told.replace(".", ",") if lang == "fr" else told


def _say(visit: Visit, key: str, **data: Any) -> str:
    return TEXTS[key].say(visit.lang, **{name: said(value, visit.lang) for name, value in data.items()})


def _told(visit: Visit, row: OutRow) -> str:
    return f"{row.where.say(visit.lang)} : {_say(visit, 'watch.row', **_numbers(row, visit.lang))}"


def light_map(visit: Visit, rows: tuple[OutRow, ...]) -> SafeString | None:
    """The roads, with the stretches that stand out drawn thick; None where no place has coordinates."""
    base = sketch(visit.reading)
    if not base.spots:
        return None
    lang, via = visit.lang, {line.road: line.via for line in base.lines}
    spots = [
        charts.Spot(s.id, s.name.say(lang), s.lat, s.lon, main=s.kind in _LARGE, rough=s.rough) for s in base.spots
    ]
    lines = [charts.Road(line.name.say(lang), line.via) for line in base.lines]
    for row in rows:
        lines += [charts.Road(row.where.say(lang), (one, two), marked=True) for _, one, two in row.stretches]
        if row.look == "road":
            lines += [charts.Road(row.where.say(lang), via.get(road, ()), marked=True) for road in row.roads]
    drawn = charts.sketch(
        spots,
        lines,
        title=_say(visit, "watch.map-title"),
        description=" ".join(_told(visit, row) for row in rows) or _say(visit, "watch.verdict.nothing"),
        width=420,
        height=300,
    )
    return mark_safe(drawn)  # noqa: S308 - charts escape all text


def along(visit: Visit, rows: tuple[OutRow, ...]) -> list[tuple[str, Any, SafeString]]:
    """Each road on which a stretch stands out: its id, its name, its drawing."""
    out = []
    for road in roads(visit.reading):
        name = spot_name(visit.reading, road.id)
        mine = [row for row in rows if road.id in row.roads]
        marks = [mark for row in mine if (mark := _mark(visit, road.via, road.id, row)) is not None]
        if not marks:
            continue
        drawn = axis(
            [spot_name(visit.reading, place).say(visit.lang) for place in road.via],
            marks,
            title=name.say(visit.lang),
            description=" ".join(_told(visit, row) for row in mine),
        )
        out.append((road.id, name, mark_safe(drawn)))  # noqa: S308 - charts escape all text
    return out


def _mark(visit: Visit, via: tuple[str, ...], road: str, row: OutRow) -> Mark | None:
    ends = [via.index(place) for on, one, two in row.stretches if on == road for place in (one, two)]
    if not ends and row.look == "road":
        ends = [0, len(via) - 1]
    numbers = _numbers(row, visit.lang)
    key = "watch.mark" if len(row.spots) == 1 else "watch.mark-all"
    label = _say(visit, key, observed=row.observed, expected=numbers["expected"])
    return Mark(min(ends), max(ends), label) if ends else None
