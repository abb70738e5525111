"""The brief's drawings: what the queries give, as arguments of `toguna.server.charts`, with words that say the same."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from toguna.base.dates import Precision
from toguna.server import charts
from toguna.server.queries import cover, incidents
from toguna.server.queries.cover import Cell, Segment
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import for_all
from toguna.server.queries.sketch import sketch
from toguna.server.reports import words
from toguna.server.reports.page import Page

MONTHS_SHOWN = 13
DAYS_AHEAD = 30
_LARGE = frozenset({"city", "town"})


def weeks(page: Page) -> dict[str, str] | None:
    """The past sixty days of each road by week; roads whose stretches read alike take one line."""
    reading = page.reading
    held = [(segment, cover.weeks(reading, segment)) for segment in cover.segments(reading)]
    if not held:
        return None
    starts = [cell.start for cell in held[0][1]]
    heads = [_short(day, page.lang) for day in starts]
    title = page.say(words.STRIP_TITLE, first=page.day(starts[0]), last=page.day(reading.today))
    rows = _rows(page, held)
    note = words.STRIP_NOTE_FULL if cover.sees_all(reading.reader) else words.STRIP_NOTE
    return _strip(page, rows, heads, title, heads) | {"note": page.say(note)}


def days_ahead(page: Page) -> dict[str, str] | None:
    """The coming month of each road by day, for the secretariat; None for any other reader."""
    reading = page.reading
    if not cover.sees_all(reading.reader):
        return None
    first, last = reading.today, reading.today + timedelta(days=DAYS_AHEAD)
    held = [(segment, _by_day(cover.half_days(reading, segment, first, last))) for segment in cover.segments(reading)]
    if not held:
        return None
    title = page.say(words.DAYS_TITLE, first=page.day(first), last=page.day(last))
    heads = [_short(first + timedelta(days=n), page.lang) for n in range(DAYS_AHEAD + 1)]
    shown = [head if n % 5 == 0 else "" for n, head in enumerate(heads)]
    return _strip(page, _rows(page, held), shown, title, heads)


def _by_day(halves: list[Cell]) -> list[Cell]:
    """Each day at its weaker half: morning and afternoon side by side would be too fine for print."""
    weak = ("none", "unknown", "light", "regular")
    pairs = zip(halves[::2], halves[1::2], strict=True)
    return [min(pair, key=lambda cell: weak.index(cell.level or "unknown")) for pair in pairs]


def _rows(page: Page, held: list[tuple[Segment, list[Cell]]]) -> list[charts.Row]:
    rows = []
    for road, group in groupby(held, key=lambda pair: pair[0].road):
        pieces = [(segment, tuple(cell.level or "" for cell in cells)) for segment, cells in group]
        if len({cells for _, cells in pieces}) == 1:
            rows.append(charts.Row(page.sentence(page.say(spot_name(page.reading, road))), pieces[0][1]))
        else:
            rows.extend(charts.Row(page.say(segment.name), cells) for segment, cells in pieces)
    return rows


def _strip(page: Page, rows: list[charts.Row], heads: list[str], title: str, spoken: list[str]) -> dict[str, str]:
    used = {level for row in rows for level in row.cells}
    legend = {level: page.say(words.LEVELS[level]) for level in charts.LEVELS if level in used}
    alt = " ".join(_row_said(page, row, spoken) for row in rows)
    svg = charts.strip(rows, heads, title=title, description=alt, legend=legend)
    return {"svg": svg, "title": title, "alt": f"{title}. {alt}"}


def _row_said(page: Page, row: charts.Row, heads: list[str]) -> str:
    """A row in words: runs of equal boxes, each by its level and the heads of its first and last box."""
    parts, at = [], 0
    for level, run in groupby(row.cells):
        end = at + len(list(run)) - 1
        span = heads[at] if at == end else f"{heads[at]} – {heads[end]}"
        parts.append(f"{span} {page.say(words.LEVELS[level])}")
        at = end + 1
    return page.say(words.STRIP_ROW, road=row.label, weeks=", ".join(parts)) + "."


def _short(day: date, lang: str) -> str:
    names = words.MONTH_NAMES.say(lang).split()
    return f"{day.day}\u00a0{names[day.month - 1]}"


def roads(page: Page) -> dict[str, str] | None:
    """The schematic map; None where no place has coordinates."""
    held = sketch(page.reading)
    if not held.spots:
        return None
    spots = [
        charts.Spot(s.id, page.say(s.name), s.lat, s.lon, main=s.kind in _LARGE, rough=s.rough) for s in held.spots
    ]
    lines = [charts.Road(page.say(line.name), line.via) for line in held.lines]
    title = page.say(words.MAP_TITLE)
    alt = page.say(words.MAP_ALT, roads=", ".join(line.label for line in lines) or page.say(words.NOT_KNOWN))
    unplaced = page.say(words.MAP_UNPLACED, places=page.names(held.unplaced)) if held.unplaced else ""
    svg = charts.sketch(spots, lines, title=title, description=alt, width=270, height=190)
    return {"svg": svg, "title": title, "alt": alt, "note": page.say(words.MAP_NOTE, unplaced=unplaced)}


def months(page: Page) -> dict[str, str]:
    """Incidents recorded in each of the past thirteen months, as the copy for all may tell them."""
    today = page.reading.today
    counts = {month: [0, 0] for month in _past_months(today)}
    for row in incidents.incidents(for_all(page.reading), min(counts)):
        month = row.date.first.replace(day=1)
        rough = row.date.precision in (Precision.QUARTER, Precision.YEAR, Precision.UNKNOWN)
        rough = rough or (row.date.precision is Precision.WINDOW and row.date.last.replace(day=1) != month)
        if month in counts:
            counts[month][rough] += row.count or 1
    names = words.MONTH_NAMES.say(page.lang).split()
    held = [
        charts.Month(names[m.month - 1], str(m.year) if m.month == 1 or (n == 0 and m.month != 12) else "", *counts[m])
        for n, m in enumerate(counts)
    ]
    said = [
        page.say(words.MONTHS_ONE, month=names[m.month - 1], number=sum(counts[m]))
        if sum(counts[m])
        else page.say(words.MONTHS_NONE, month=names[m.month - 1])
        for m in counts
    ]
    title, alt = page.say(words.LABELS["months"]), page.say(words.MONTHS_ALT, months=", ".join(said))
    svg = charts.months(held, title=title, description=alt, width=250, height=190)
    return {"svg": svg, "title": title, "alt": alt, "note": page.say(words.MONTHS_NOTE)}


def _past_months(today: date) -> list[date]:
    month, out = today.replace(day=1), []
    for _ in range(MONTHS_SHOWN):
        out.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return out[::-1]
