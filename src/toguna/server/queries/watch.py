"""What stands out, for one reader: the watch over the ground that the reader may see, told by stretch and week.

`prepared` reads the register and is quick; `computed` is arithmetic alone and may take a moment; `told` puts names to
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from toguna.analysis.watch_terms import RARE_DAYS, REPLICATES
from toguna.base.text import Text
from toguna.domain.alerts import Signal
from toguna.domain.visibility import default_level, level_visible
from toguna.server.queries.naming import joined, segment_name, spot_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.watch_ground import Ground, Unit, prepared

if TYPE_CHECKING:
    from toguna.analysis.watch import Finding, Watched


_EVERY_WEEK = Text(
    fr="le hasard seul en montre autant presque chaque semaine", en="chance alone shows as much nearly every week"
)
_WEEKS = Text(
    fr="le hasard seul en montrerait autant environ une fois en {n} semaines",
    en="chance alone would show as much about once in {n} weeks",
)
_MONTHS = Text(
    fr="le hasard seul en montrerait autant environ une fois en {n} mois",
    en="chance alone would show as much about once in {n} months",
)
_YEARS = Text(
    fr="le hasard seul en montrerait autant environ une fois en {n} ans",
    en="chance alone would show as much about once in {n} years",
)


def how_rare(days: float) -> Text:
    """How often chance alone would show as much, in words: a round number, never rounded up."""
    if days < 14:
        return _EVERY_WEEK
    text, n = (_WEEKS, days / 7) if days < 70 else (_MONTHS, days / 30.44) if days < 730 else (_YEARS, days / 365.25)
    return Text(fr=text.fr.format(n=int(n)), en=text.en.format(n=int(n)))


@dataclass(frozen=True, slots=True)
class OutRow:
    """One thing that stands out: where, in which weeks, how much, and how often chance alone would show as much."""

    look: str
    where: Text
    roads: tuple[str, ...]
    stretches: tuple[tuple[str, str, str], ...]
    towns: tuple[str, ...]
    first: date
    last: date
    observed: int
    expected: float
    recurrence_days: float
    signal: bool

    @property
    def times(self) -> float:
        """How many times as many as expected."""
        return self.observed / self.expected if self.expected > 0 else 0.0

    @property
    def rarity(self) -> Text:
        """How often chance alone would show as much."""
        return how_rare(self.recurrence_days)

    @property
    def spots(self) -> tuple[str, ...]:
        """Roads and towns, by id."""
        return (*self.roads, *self.towns)


@dataclass(frozen=True, slots=True)
class Watch:
    """The week's watch. `verdict`: cannot-tell, nothing, or signal; `rows` begin with the signals, the rarest first."""

    verdict: str
    since: date
    until: date
    weeks: int
    placed: int
    counted: int
    rows: tuple[OutRow, ...]
    left_out: tuple[tuple[str, int], ...]
    replicates: int
    seed: int
    data_digest: str

    @property
    def signals(self) -> tuple[OutRow, ...]:
        """What is rare enough to call people together."""
        return tuple(row for row in self.rows if row.signal)


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A computed signal that the register holds."""

    id: str
    row: OutRow
    cut_off: date


def computed(held: Ground, *, replicates: int | None = None, seed: int = 1, workers: int | None = None) -> Watched:
    """The arithmetic: depends on the ground alone."""
    from toguna.analysis.watch import watch

    return watch(
        held.place, held.week, held.by_series, held.network, nameable=held.nameable,
        replicates=REPLICATES if replicates is None else replicates, seed=seed, workers=workers,
    )  # fmt: skip


def told(reading: Reading, held: Ground, found: Watched) -> Watch:
    """The answer with names and dates."""
    return Watch(
        found.verdict, held.first, held.last, held.weeks, found.scanned, found.counted,
        tuple(_row(reading, held, one) for one in found.findings), held.left_out,
        found.replicates, found.seed, found.data_digest,
    )  # fmt: skip


def watch(
    reading: Reading, *, replicates: int | None = None, seed: int = 1, workers: int | None = None
) -> Watch | None:
    """All three at once."""
    held = prepared(reading)
    if held is None:
        return None
    return told(reading, held, computed(held, replicates=replicates, seed=seed, workers=workers))


def recorded(reading: Reading) -> list[SignalRow]:
    """The computed signals that the register holds, the latest first."""
    if not level_visible(reading.reader, default_level("signal")):
        return []
    rows = [_recorded(reading, held) for held in reading.all(Signal) if held.method is not None]
    return sorted(rows, key=lambda one: (one.cut_off, one.id), reverse=True)


def _row(reading: Reading, held: Ground, one: Finding) -> OutRow:
    units = [held.units[n] for n in sorted(one.places)]
    stretches = tuple((unit.road, unit.one, unit.two) for unit in units if unit.road is not None)
    roads = tuple(dict.fromkeys(road for road, _, _ in stretches))
    towns = tuple(unit.one for unit in units if unit.road is None)
    if one.road is not None:
        name = held.series[one.road]
        roads, towns = ((name,), ()) if name in {unit.road for unit in held.units} else ((), (name,))
    return OutRow(
        one.look, where_name(reading, roads, stretches, towns), roads, stretches, towns,
        held.first + timedelta(days=one.first_day), held.first + timedelta(days=one.last_day),
        one.observed, one.expected, one.recurrence_days, one.signal,
    )  # fmt: skip


def _recorded(reading: Reading, held: Signal) -> SignalRow:
    stretches = tuple((s.road, s.segment_from, s.segment_to) for s in held.stretches)
    on = {road for road, _, _ in stretches}
    towns = tuple(spot for spot in held.where if spot not in on) if stretches else ()
    roads = tuple(spot for spot in held.where if spot not in towns)
    row = OutRow(
        held.method or "", where_name(reading, roads, stretches, towns), roads, stretches, towns,
        held.date.first, held.date.last, held.count or 0, (held.expected_milli or 0) / 1000,
        float(held.recurrence_days or 0), (held.recurrence_days or 0) > RARE_DAYS,
    )  # fmt: skip
    return SignalRow(held.id, row, held.cut_off.last if held.cut_off else held.date.last)


def where_name(
    reading: Reading, roads: tuple[str, ...], stretches: tuple[tuple[str, str, str], ...], towns: tuple[str, ...]
) -> Text:
    """Stretches that follow each other are named by their ends; a road without stretches, and a town, by their own."""
    names = [_run_name(reading, run) for run in _runs(stretches)] or [spot_name(reading, road) for road in roads]
    return joined([*names, *(spot_name(reading, town) for town in towns)])


def _runs(stretches: tuple[tuple[str, str, str], ...]) -> list[list[Unit]]:
    runs: list[list[Unit]] = []
    for road, one, two in stretches:
        if runs and runs[-1][-1].road == road and runs[-1][-1].two == one:
            runs[-1].append(Unit(road, one, two))
        else:
            runs.append([Unit(road, one, two)])
    return runs


def _run_name(reading: Reading, run: list[Unit]) -> Text:
    return segment_name(reading, run[0].one, run[-1].two)
