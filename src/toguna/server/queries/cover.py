"""Cover of the roads: segments, what covers them, the gaps — and how much of it a reader may see.

The computation is `toguna.analysis.cover`; here the records become its arrays, and its answer is cut by
`toguna.domain.visibility`: forward cover and open gaps for those who may fill them, the past late and coarse for the
others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.analysis import cover
from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.cover import covers
from toguna.domain.hand_overs import HandOver
from toguna.domain.incidents import OUT_OF_FIGURES, Incident
from toguna.domain.measures import Measure, Outing
from toguna.domain.places import Road
from toguna.domain.visibility import Reader, Role, Row, Rule, may_see_end, outing_view, rule
from toguna.server.queries.incident_cuts import table
from toguna.server.queries.incidents import all_wheres
from toguna.server.queries.naming import segment_name, spot_name
from toguna.server.queries.reading import Reading

_LEVELS = {None: cover.Level.UNKNOWN, "light": cover.Level.LIGHT, "regular": cover.Level.REGULAR}
_STARTED = frozenset({"active", "degraded", "handing_over", "handed_over", "expiring", "suspended", "stopped", "ended"})
EMBARGO_DAYS = 14
"""For readers without forward cover the last weeks are never shown, so that a blank does not tell of a gap (§9.1)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a road, with its place among all segments of the framework."""

    index: int
    road: str
    one: str
    two: str
    name: Text


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap on a road: over which segments, from the earliest day, to the day cover is known again (None: not
    known).
    """

    road: str
    road_name: Text
    segments: tuple[Text, ...]
    start: date
    to: date | None
    closed_by: date | None
    reason: str
    after: str
    successor: str | None
    successor_confirmed: bool
    able_to_fill: tuple[str, ...]
    is_open: bool
    incidents: tuple[str, ...]


def segments(reading: Reading, road: str | None = None) -> list[Segment]:
    """The segments of the framework's roads; `index` counts over all roads, whichever is asked for."""
    pieces = [
        (held.id, one, two)
        for held in reading.all(Road)
        if held.framework in (None, reading.framework)
        for one, two in held.segments()
    ]
    out = [Segment(n, id_, one, two, segment_name(reading, one, two)) for n, (id_, one, two) in enumerate(pieces)]
    return [s for s in out if road is None or s.road == road]


def confirmed(reading: Reading, measure: Measure) -> tuple[str | None, bool]:
    """The named successor of a measure, and whether both sides have confirmed the hand-over."""
    measures = reading.by_id(Measure)
    for hand_over in reading.all(HandOver):
        if hand_over.from_measure != measure.id or hand_over.status == "cancelled":
            continue
        taking_over = measures.get(hand_over.to_measure or "")
        sure = taking_over is not None and hand_over.confirmed(measure.by, taking_over.by)
        return hand_over.to_measure, sure
    return None, False


def relieved(reading: Reading) -> frozenset[str]:
    """Measures that take over from another by a confirmed hand-over."""
    found = (confirmed(reading, measure) for measure in reading.all(Measure))
    return frozenset(to for to, sure in found if sure and to is not None)


def spells(reading: Reading, places: list[Segment]) -> list[cover.Spell]:
    """Each measure on each segment it covers, with what is known of its start and end."""
    expected = relieved(reading)
    return [spell for measure in reading.all(Measure) for spell in _spells(reading, measure, places, expected)]


def _spells(
    reading: Reading, measure: Measure, places: list[Segment], expected: frozenset[str]
) -> Iterator[cover.Spell]:
    start = _start(measure, expected, reading.today)
    if start is None:
        return
    first, last = _end(measure, start)
    successor, sure = confirmed(reading, measure)
    for segment in covered(reading, measure, places):
        yield cover.Spell(
            measure.id,
            segment.index,
            _LEVELS[measure.level],
            start.first,
            start.last,
            first,
            last,
            successor,
            sure,
            measure.ended_because,
            stated=measure.observed,
        )


def _start(measure: Measure, expected: frozenset[str], today: date) -> When | None:
    """The start of a measure that began, or of one that is to begin by a confirmed hand-over; a mere announcement
    covers nothing, nor does a day agreed that has passed without a start.
    """
    if measure.start is not None and measure.start.known and measure.status in _STARTED:
        return measure.start
    planned = measure.planned_start
    to_come = planned is not None and planned.known and planned.last >= today
    return planned if measure.id in expected and to_come else None


def _end(measure: Measure, start: When) -> tuple[date | None, date | None]:
    ends = measure.ends()
    if ends is None:
        # Ended, and nobody has said when: from its first day on it may be over.
        return (start.first, None) if measure.status in ("ended", "stopped", "handed_over") else (None, None)
    return (ends.first, ends.last) if ends.known else (start.first, None)


def covered(reading: Reading, measure: Measure, places: list[Segment]) -> list[Segment]:
    """The segments that a measure is on."""
    roads = reading.by_id(Road)
    return [one for one in places if covers(measure, roads[one.road], (one.one, one.two))]


def gaps(reading: Reading) -> list[GapRow]:
    """Every gap that this reader may see, by road, the earliest first; none for a reader without forward cover."""
    return list(reading.once("gaps", lambda: _gaps(reading)))


def _gaps(reading: Reading) -> list[GapRow]:
    return _rows(reading, reading.once("gaps by road", lambda: _by_road(reading)))


def _by_road(reading: Reading) -> list[list[cover.Gap]]:
    """The gaps of all segments; those that are one on several segments of a road together."""
    places = segments(reading)
    found: dict[tuple[object, ...], list[cover.Gap]] = defaultdict(list)
    for gap in cover.gaps(spells(reading, places), segments=len(places)):
        found[places[gap.segment].road, gap.start, gap.to, gap.closed_by, gap.after].append(gap)
    return list(found.values())


def _rows(reading: Reading, found: Iterable[list[cover.Gap]]) -> list[GapRow]:
    places, measures = segments(reading), reading.by_id(Measure)
    out = []
    for held in found:
        # Whose measure ends knows of the gap after it (§8.4: its own, and those it can fill).
        ended = measures[held[0].after]
        if may_see_end(reading.reader, ended.by, ended.may_fill):
            out.append(_gap_row(reading, places, held))
    return sorted(out, key=lambda row: (row.start, row.road))


def _gap_row(reading: Reading, places: list[Segment], held: list[cover.Gap]) -> GapRow:
    gap, road = held[0], places[held[0].segment].road
    after = reading.by_id(Measure)[gap.after]
    reason = gap.reason if gap.reason != "unknown" else _reason(after, gap)
    return GapRow(
        road,
        spot_name(reading, road),
        tuple(places[g.segment].name for g in held),
        gap.start,
        gap.to,
        gap.closed_by,
        reason,
        gap.after,
        gap.successor,
        gap.successor_confirmed,
        after.may_fill,
        gap.is_open(reading.today),
        _incidents_in(reading, road, gap),
    )


def _incidents_in(reading: Reading, road: str, gap: cover.Gap) -> tuple[str, ...]:
    """The incidents of a road that fell into a gap, whichever of their days it was, uncut."""
    on = [held for held, spots in all_wheres(reading).items() if road in spots]
    rows = table(reading).filter(last_day__gte=gap.start, first_day__gte=gap.start, wheres__in=on)
    if gap.closed_by is not None:
        rows = rows.filter(last_day__lt=gap.closed_by)
    return tuple(sorted(rows.values_list("case", flat=True)))


def gaps_around(reading: Reading, incident: Incident) -> list[GapRow]:
    """The gaps, of those that this reader may see, into which an incident fell."""
    if incident.status in OUT_OF_FIGURES:
        return []
    first, last, places = incident.date.first, incident.date.last, segments(reading)
    return _rows(
        reading,
        (
            held
            for held in reading.once("gaps by road", lambda: _by_road(reading))
            if places[held[0].segment].road in incident.where and held[0].falls_inside(first, last)
        ),
    )


def _reason(after: Measure, gap: cover.Gap) -> str:
    """Why a road is left: the start of the relief is not known to the day, or the last measure ends, or nobody has
    said.
    """
    if gap.closed_by is not None and gap.to is None:
        return "start_unknown"
    if after.status in ("ended", "handed_over"):
        return "ended"
    return {"stopped": "stopped", "suspended": "suspended"}.get(after.status, "planned_end")


def calendar(reading: Reading, first: date, last: date) -> cover.Calendar:
    """The whole calendar, uncut: for readers with forward cover of everything, and for what is cut further below."""
    return reading.once(("calendar", first, last), lambda: _calendar(reading, first, last))


def _calendar(reading: Reading, first: date, last: date) -> cover.Calendar:
    places = segments(reading)
    return cover.calendar(
        spells(reading, places), _outings(reading, places), segments=len(places), first=first, last=last
    )


def _outings(reading: Reading, places: list[Segment]) -> Iterator[cover.Outing]:
    at = {(s.road, s.one, s.two): s.index for s in places}
    measures = reading.by_id(Measure)
    for outing in reading.all(Outing):
        measure = measures.get(outing.measure or "")
        index = at.get((outing.road, outing.segment_from, outing.segment_to))
        if index is None or measure is None or not outing.date.exact:
            continue
        # A plan belongs to its owner (§8.4): the calendar of others must not differ by it.
        if outing_view(reading.reader, measure.by, outing.state, _age(reading, outing)) is None:
            continue
        half = cover.half_day(outing.date.first, 0 if outing.half == "am" else 1)
        if outing.state != "cancelled":
            yield cover.Outing(measure.id, index, half, outing.state, _LEVELS[measure.level])  # type: ignore[arg-type]


def _age(reading: Reading, outing: Outing) -> float:
    """Hours from the end of the outing's half-day to the end of the day that is shown."""
    hours = 12 if outing.half == "am" else 24
    return (reading.today - outing.date.last).days * 24 + 24 - hours


@dataclass(frozen=True, slots=True)
class Cell:
    """One half-day or one week of a segment as this reader may see it; level None: not shown to this reader."""

    start: date
    half: int | None
    level: str | None
    basis: str
    uncertain: bool
    in_gap: bool


def sees_all(reader: Reader) -> bool:
    """Whether the reader sees the cover of every road, by half-day, past and to come."""
    return reader.role is Role.MEDIATOR


def shown_ahead(reader: Reader) -> str:
    """How much of forward cover a reader sees: `all`, `named` (gaps its party is named for, ends of its own), or
    `none`.
    """
    held = rule(reader, Row.FORWARD_COVER)
    return {Rule.FULL: "all", Rule.NAMED: "named"}.get(held, "none")


def half_days(reading: Reading, segment: Segment, first: date, last: date) -> list[Cell]:
    """The calendar of one segment by half-day, for the secretariat; empty for any other reader."""
    if not sees_all(reading.reader):
        return []
    held = calendar(reading, first, last)
    days = [first + timedelta(days=n) for n in range(held.days)]
    return [_cell(held.cell(segment.index, day, half), day, half) for day in days for half in (0, 1)]


def _cell(cell: cover.Cell, day: date, half: int | None) -> Cell:
    return Cell(day, half, cell.level.name.lower(), cell.basis.value, cell.uncertain, cell.in_gap)


def weeks(reading: Reading, segment: Segment, days: int = 60) -> list[Cell]:
    """The past of one segment by week, oldest first, as far as this reader may see it.

    The secretariat sees every week at its weakest half-day. Others see only that there was cover, and nothing of the
    last
    `EMBARGO_DAYS`; no cover, cover not known and weeks kept back look alike, since a blank must not tell of a gap.
    """
    monday = reading.today - timedelta(days=reading.today.weekday() + 7 * (days // 7))
    held = calendar(reading, monday, reading.today)
    out = []
    while monday <= reading.today:
        sunday = min(monday + timedelta(days=6), reading.today)
        cells = [
            held.cell(segment.index, monday + timedelta(days=n), half)
            for n in range((sunday - monday).days + 1)
            for half in (0, 1)
        ]
        worst = min(cells, key=lambda c: (c.level is not cover.Level.NONE, c.level))
        week = _cell(worst, monday, None)
        if not sees_all(reading.reader):
            late = (reading.today - sunday).days >= EMBARGO_DAYS
            shown = late and worst.covered and worst.level > cover.Level.NONE and not any(c.in_gap for c in cells)
            week = Cell(monday, None, week.level if shown else None, week.basis if shown else "none", False, False)
        out.append(week)
        monday += timedelta(days=7)
    return out
