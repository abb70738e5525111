"""Published events counted by period and unit: the table that `analysis.effect` and `analysis.scan` take."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from toguna.base.dates import When
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.layers.rows import Event
from toguna.server.layers.store import UnknownLayer
from toguna.server.queries.layer_rows import Layer, held_events, layers, shown_as
from toguna.server.queries.layer_units import UnknownUnits, units
from toguna.server.queries.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Counts", "UnknownUnits", "counts"]

PERIODS: Final = ("day", "week", "month", "quarter", "year")
_FINEST: Final = {"point": "day", "segment": "week", "cercle": "month"}
_MOST_PERIODS: Final = 20_000


class BadPeriod(InputError):
    """Not a period to count by, or one that ends before it begins."""

    code = "bad-count-period"
    text = Text(
        fr="Impossible de compter par « {period} » du {first} au {last}. Choisir day, week, month, quarter ou year, et "
        "une fin après le début.",
        en="Cannot count by “{period}” from {first} to {last}. Choose day, week, month, quarter or year, and an end "
        "after the start.",
    )


@dataclass(frozen=True)
class Counts:
    """Events by period and unit.

    `table` has the shape (periods, units). An event is in it only where it surely belongs to one period and one unit:
    `undated` (by unit) may lie in several periods, `unplaced` (by period) in several units or outside all of them,
    `neither` is both. `covered` says in which periods the layer reaches over every day: a 0 elsewhere is not a 0.
    `kept_back` is how many this reader may not be shown yet.
    """

    layer: Layer
    by: str
    period: str
    periods: tuple[str, ...]
    starts: tuple[date, ...]
    unit_ids: tuple[str, ...]
    unit_names: tuple[str, ...]
    table: NDArray[np.int64]
    undated: NDArray[np.int64]
    unplaced: NDArray[np.int64]
    neither: int
    covered: NDArray[np.bool_]
    kept_back: int
    digest: str


def counts(
    reading: Reading,
    layer: str,
    *,
    by: str = "adm1",
    units_wanted: Sequence[str] | None = None,
    period: str = "month",
    first: date | None = None,
    last: date | None = None,
    kinds: Collection[str] | None = None,
    originals: Collection[str] | None = None,
    country: str | None = None,
    within_km: float = 5.0,
) -> Counts:
    """Count a layer's events by period and unit, each event once however many rows it has.

    Parameters
    ----------
    by : str
        `adm1`, `adm2` (names as published, whatever their accents), `road`, `segment` (of the register, as straight
        lines between its places), or `map:NAME` (areas of a base map, or its lines).
    units_wanted : sequence of str, optional
        These units in this order; else all that there are.
    first, last : date, optional
        Counted are the whole periods that these days lie in; else all that the layer reaches over.
    kinds, originals : collection of str, optional
        Only these of our codes; only publisher's kinds that begin so. An event counts if one of its rows fits.
    country : str, optional
        Only rows of this country, as published.
    within_km : float
        How far from a road or line an event may lie to be counted on it.

    Raises
    ------
    UnknownLayer, UnknownUnits, BadPeriod
    """
    import numpy as np

    known = _layer(reading, layer)
    spans = _spans(period, *_days(known, first, last))
    _, rows = held_events(reading, layer, spans[0].first, spans[-1].last)
    held = _once([row for row in rows if country is None or row.country == country], kinds, originals)
    fine = _Fine(reading)
    shown = [row for row in held if fine(row) is not None]
    there = units(reading, by, units_wanted, shown, within_km)
    dated = _Dates(spans, period)
    table = np.zeros((len(spans), len(there.ids)), dtype=np.int64)
    undated, unplaced = np.zeros(len(there.ids), dtype=np.int64), np.zeros(len(spans), dtype=np.int64)
    neither = 0
    for row, unit in zip(shown, there.of(shown), strict=True):
        when = dated(row, fine(row))
        where = None if there.below_cercle and fine(row) == "cercle" else unit
        if when is None and where is None:
            neither += 1
        elif when is None:
            undated[where] += 1
        elif where is None:
            unplaced[when] += 1
        else:
            table[when, where] += 1
    return Counts(
        known,
        by,
        period,
        tuple(_label(s, period) for s in spans),
        tuple(s.first for s in spans),
        there.ids,
        there.names,
        table,
        undated,
        unplaced,
        neither,
        np.array([_covered(known, span) for span in spans], dtype=bool),
        len(held) - len(shown),
        sha256("\n".join([known.sha256, by, period, *there.ids]).encode() + table.tobytes()).hexdigest(),
    )


def _layer(reading: Reading, name: str) -> Layer:
    found = next((one for one in layers(reading) if one.name == name and one.holds == "event"), None)
    if found is None:
        held = ", ".join(one.name for one in layers(reading) if one.holds == "event")
        raise UnknownLayer(layer=name, known=held or "–")
    return found


def _days(layer: Layer, first: date | None, last: date | None) -> tuple[date, date]:
    """The days to count over: those asked for, else those that the layer reaches over."""
    begin = first or (date.fromisoformat(layer.first) if layer.first else None)
    end = last or (date.fromisoformat(layer.last) if layer.last else None)
    if begin is None or end is None or begin > end:
        raise BadPeriod(period="–", first=begin or "–", last=end or "–")
    return begin, end


def _spans(period: str, first: date, last: date) -> list[When]:
    """Whole periods, without a hole, from the one that `first` lies in to the one of `last`."""
    if period not in PERIODS:
        raise BadPeriod(period=period, first=first, last=last)
    out = [_span(first, period)]
    while out[-1].last < last:
        out.append(_span(out[-1].last + timedelta(days=1), period))
        if len(out) > _MOST_PERIODS:
            raise BadPeriod(period=period, first=first, last=last)
    return out


def _span(day: date, period: str) -> When:
    return When.on(day) if period == "day" else When.parse(_iso(day, period))


def _iso(day: date, period: str) -> str:
    if period == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    if period == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day:%Y-%m}" if period == "month" else f"{day:%Y}"


def _label(span: When, period: str) -> str:
    return span.first.isoformat() if period == "day" else _iso(span.first, period)


def _once(rows: list[Event], kinds: Collection[str] | None, originals: Collection[str] | None) -> list[Event]:
    """Each event once: its first row that fits."""
    begins = None if originals is None else tuple(originals)
    out: dict[str, Event] = {}
    for row in rows:
        if (kinds is None or row.kind in kinds) and (begins is None or row.original.startswith(begins)):
            before = out.get(row.event)
            if before is None or row.id < before.id:
                out[row.event] = row
    return list(out.values())


class _Fine:
    """How finely the reader may be shown a row; rows of one kind and day alike."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.held: dict[tuple[str | None, str], str | None] = {}

    def __call__(self, row: Event) -> str | None:
        """`point`, `segment`, `cercle` or None."""
        key = row.kind, row.last
        if key not in self.held:
            self.held[key] = shown_as(self.reading, row.kind, date.fromisoformat(row.last))
        return self.held[key]


class _Dates:
    """The period that a row surely belongs to; None where it may be in several, or where this reader may know it only
    less finely.
    """

    def __init__(self, spans: list[When], period: str) -> None:
        self.starts = [span.first.isoformat() for span in spans]
        self.ends = [span.last.isoformat() for span in spans]
        self.fine = {shown: PERIODS.index(period) >= PERIODS.index(least) for shown, least in _FINEST.items()}

    def __call__(self, row: Event, shown: str | None) -> int | None:
        """Its number."""
        at = bisect_right(self.starts, row.first) - 1
        return at if at >= 0 and row.last <= self.ends[at] and self.fine[shown or "cercle"] else None


def _covered(layer: Layer, span: When) -> bool:
    """Whether the layer reaches over the whole period; it is taken to begin with the month of its first event."""
    if layer.first is None or layer.last is None:
        return False
    begin = date.fromisoformat(layer.first).replace(day=1)
    return begin <= span.first and span.last <= date.fromisoformat(layer.last)
