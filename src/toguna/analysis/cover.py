"""The cover calendar: is this stretch of road covered in this half-day, on what basis, and when is it left without?

Planned is not done, unknown is not none. The rules, each tested by hand in tests/analysis/test_cover.py:

Days
    A start belongs to the measure: it covers its start day, both halves. An end does not: it is the first day without
    the measure. So a measure that ends on the 2nd and one that starts on the 2nd leave no gap. A measure covers at
    least its start day, so that one which starts and ends on the same day covers that day. A start cannot follow its
    end: each bounds the other. A measure is *certainly on* from its latest possible start until its earliest possible
    end, *possibly on* from its earliest possible start until its latest possible end. A planned end counts as the end
    until another is reported. A start given here counts as a start, planned or not: a measure that has not begun is
    given only once its relief is confirmed; one merely announced stands in `successor`, and closes nothing.

Gaps
    A gap begins on an earliest possible end, if no other measure is certainly on that day. It runs until a measure is
    certainly on: `to` that day where the start is known to the day, else `to` is None; `closed_by` is in both cases
    the latest possible day of that start, and None where there is none. The day `closed_by` is outside the gap. A
    measure that is never certainly on (its end may come before its latest start) closes no gap. A measure of unknown
    level covers, and so does one that is only a plan (`stated=False`): gaps are about measures; whether anyone went
    out is told by the levels. Before the first known measure there is no gap.

Levels, without outings
    A measure is certainly on: its level, basis stated. Several: the highest level, then the best basis.
    None is, outside a gap: the level of the one that may have begun, marked uncertain; before any, UNKNOWN.
    None is, inside a gap: UNKNOWN, marked uncertain, where one may be on (not yet ended, or already begun), else NONE.
    A seat's measure (`stated=False`) gives UNKNOWN, basis planned; its level stands in `planned`, apart.

Levels, with outings
    What is logged or seen of a measure in a half-day takes the place of what was stated of it, inside a gap too; seen
    is a better basis than logged. `not_seen` is evidence that this measure was not there: NONE, basis seen, unless
    another is or may be on. Logged by one and not seen by another is a contradiction: UNKNOWN, basis logged, uncertain.
    Seen outweighs not seen: who stood elsewhere proves nothing. `no_answer` changes nothing. A planned outing is a
    measure possibly on: it turns NONE into UNKNOWN, basis planned, never into cover.

    >>> march = Spell("a", 0, Level.REGULAR, date(2019, 3, 1), date(2019, 3, 1), date(2019, 4, 2), date(2019, 4, 9))
    >>> [(gap.start.isoformat(), gap.to, gap.closed_by) for gap in gaps([march], segments=1)]
    [('2019-04-02', None, None)]
    >>> april = calendar([march], [], segments=1, first=date(2019, 4, 1), last=date(2019, 4, 30))
    >>> [april.cell(0, date(2019, 4, day), 0).level.name for day in (1, 2, 8, 9)]
    ['REGULAR', 'UNKNOWN', 'UNKNOWN', 'NONE']
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from toguna.analysis.cover_gaps import GapDays, Span, gap_days, gaps, spans_by_segment
from toguna.analysis.cover_indicators import (
    Runway,
    Share,
    alarm,
    cover_share,
    hand_over_lag,
    longest_gap,
    notice,
    runway,
)
from toguna.analysis.cover_terms import (
    BASES,
    Basis,
    Calendar,
    Cell,
    CoverPeriodError,
    CoverSegmentError,
    Gap,
    Level,
    Outing,
    OutingState,
    Spell,
    SpellDatesError,
    check_segment,
    half_day,
)
from toguna.base.dates import EPOCH

__all__ = [
    "BASES",
    "Basis",
    "Calendar",
    "Cell",
    "CoverPeriodError",
    "CoverSegmentError",
    "Gap",
    "Level",
    "Outing",
    "OutingState",
    "Runway",
    "Share",
    "Spell",
    "SpellDatesError",
    "alarm",
    "calendar",
    "cover_share",
    "gaps",
    "half_day",
    "hand_over_lag",
    "longest_gap",
    "notice",
    "runway",
]

_EPOCH: Final = EPOCH.toordinal()
#: Lowest to highest: a measure of unknown level is more than none and says nothing against a known one.
_LEVEL_RANK: Final = {Level.NONE: 0, Level.UNKNOWN: 1, Level.LIGHT: 2, Level.REGULAR: 3}
_BASIS_RANK: Final = {Basis.NONE: 0, Basis.PLANNED: 1, Basis.STATED: 2, Basis.LOGGED: 3, Basis.SEEN: 4}


class _Mark(NamedTuple):
    """What one measure says of one half-day."""

    level: Level
    basis: Basis
    uncertain: bool = False


class _Piece(NamedTuple):
    """Days (numbers, half-open) over which nothing changes but for outings; `active` are the spans possibly on."""

    start: int
    stop: int
    in_gap: bool
    active: tuple[Span, ...]


def calendar(spells: Iterable[Spell], outings: Iterable[Outing], *, segments: int, first: date, last: date) -> Calendar:
    """Lay measures and outings out over segments and half-days.

    Parameters
    ----------
    spells : iterable of Spell
        All that are known, also those outside the period: gaps depend on them. In any order.
    outings : iterable of Outing
        Those outside the period are left out. In any order.
    segments : int
    first, last : date
        Both included.

    Returns
    -------
    Calendar

    Raises
    ------
    CoverPeriodError
        `last` before `first`.
    CoverSegmentError
        A spell or an outing on a segment that does not exist.

    References
    ----------
    Toguna domain notes, appendix B: cover share ("planned ≠ done; unknown ≠ none").
    """
    if last < first:
        raise CoverPeriodError(first=first, last=last)
    begin, end = first.toordinal(), last.toordinal() + 1
    by_segment = _group_outings(outings, segments, begin, end)
    rows = [
        _segment_row(spans, by_segment[segment], begin, end)
        for segment, spans in enumerate(spans_by_segment(spells, segments))
    ]
    return Calendar(
        first=first,
        days=end - begin,
        segments=segments,
        levels=tuple(memoryview(bytes(row[0])).cast("b") for row in rows),
        bases=tuple(bytes(row[1]) for row in rows),
        uncertain=tuple(bytes(row[2]) for row in rows),
        in_gap=tuple(bytes(row[3]) for row in rows),
        planned=tuple(memoryview(bytes(row[4])).cast("b") for row in rows),
    )


_ByHalfDay = dict[int, list[Outing]]
_Row = tuple[bytearray, bytearray, bytearray, bytearray, bytearray]


def _group_outings(outings: Iterable[Outing], segments: int, begin: int, end: int) -> list[_ByHalfDay]:
    found: list[_ByHalfDay] = [defaultdict(list) for _ in range(segments)]
    earliest, latest = 2 * (begin - _EPOCH), 2 * (end - _EPOCH)
    for outing in outings:
        check_segment(outing.segment, segments)
        if earliest <= outing.half_day < latest:
            found[outing.segment][outing.half_day - earliest].append(outing)
    return found


def _segment_row(spans: Sequence[Span], outings: _ByHalfDay, begin: int, end: int) -> _Row:
    """Level, basis, uncertain, in gap and planned of each half-day from day `begin` to before day `end`."""
    row: _Row = (bytearray(), bytearray(), bytearray(), bytearray(), bytearray())
    pieces = _pieces(spans, begin, end)
    for piece in pieces:
        for target, code in zip(row, _codes(_cell(piece, ())), strict=True):
            target.extend(bytes((code,)) * (2 * (piece.stop - piece.start)))
    levels, bases, uncertain, in_gap, planned = row
    starts = [piece.start for piece in pieces]
    # The same outings recur day after day: a log is worked out once a piece.
    known: dict[tuple[int, frozenset[tuple[str, str, Level]]], tuple[int, int, int, int, int]] = {}
    for at, found in outings.items():
        number = bisect_right(starts, begin + at // 2) - 1
        key = number, frozenset((outing.measure, outing.state, outing.level) for outing in found)
        if key not in known:
            known[key] = _codes(_cell(pieces[number], found))
        levels[at], bases[at], uncertain[at], in_gap[at], planned[at] = known[key]
    return row


def _pieces(spans: Sequence[Span], begin: int, end: int) -> list[_Piece]:
    gaps_here = gap_days(spans)
    waiting = sorted((s for s in spans if s.maybe_to > begin and s.maybe_from < end), key=lambda s: s.maybe_from)
    days = {day for s in waiting for day in s[:4]} | {day for gap in gaps_here for day in gap[:2]}
    edges = [begin, *sorted(day for day in days if begin < day < end), end]
    gap_starts = [gap.start for gap in gaps_here]
    found, active, taken = [], [], 0
    for start, stop in pairwise(edges):
        while taken < len(waiting) and waiting[taken].maybe_from <= start:
            active.append(waiting[taken])
            taken += 1
        active = [s for s in active if s.maybe_to > start]
        found.append(_Piece(start, stop, _inside(gaps_here, gap_starts, start), tuple(active)))
    return found


def _inside(gaps_here: Sequence[GapDays], gap_starts: Sequence[int], day: int) -> bool:
    before = bisect_right(gap_starts, day)
    return before > 0 and day < gaps_here[before - 1].end


def _codes(cell: Cell) -> tuple[int, int, int, int, int]:
    return cell.level & 0xFF, BASES.index(cell.basis), cell.uncertain, cell.in_gap, cell.planned & 0xFF


def _cell(piece: _Piece, outings: Sequence[Outing]) -> Cell:
    """Apply the rules at the head of this module to one half-day."""
    day = piece.start
    evidence = _evidence(outings)
    others = [s for s in piece.active if s.spell.measure not in evidence]
    sure = [_mark(s.spell) for s in others if s.sure_from <= day < s.sure_to]
    best = max([*sure, *evidence.values()], key=_strength, default=None)
    if best is None or best.level is Level.NONE:
        maybe = [s for s in others if not s.sure_from <= day < s.sure_to]
        follows_plan = any(o.state == "planned" and o.measure not in evidence for o in outings)
        best = _unsure(maybe, follows_plan, piece) or best
    if best is None:
        best = _Mark(Level.NONE if piece.in_gap else Level.UNKNOWN, Basis.NONE)
    return Cell(best.level, best.basis, best.uncertain, piece.in_gap, _planned(piece, outings))


def _unsure(maybe: Sequence[Span], follows_plan: bool, piece: _Piece) -> _Mark | None:
    """What measures that may be on say where none is certainly on; None where none may be."""
    begun = [] if piece.in_gap else [_mark(s.spell) for s in maybe if piece.start < s.sure_to]
    if begun:
        return max(begun, key=_strength)._replace(uncertain=True)
    if follows_plan:
        return _Mark(Level.UNKNOWN, Basis.PLANNED, bool(maybe))
    return _Mark(Level.UNKNOWN, Basis.NONE, True) if maybe else None


def _evidence(outings: Iterable[Outing]) -> dict[str, _Mark]:
    """What the outings of each measure show; measures of which they show nothing are left out."""
    told: dict[str, dict[str, Level]] = defaultdict(dict)
    for outing in outings:
        if outing.state in ("logged", "seen", "not_seen"):
            levels = told[outing.measure]
            levels[outing.state] = max(levels.get(outing.state, Level.NONE), outing.level, key=_LEVEL_RANK.__getitem__)
    return {measure: _weigh(levels) for measure, levels in told.items()}


def _weigh(levels: dict[str, Level]) -> _Mark:
    if "seen" in levels:
        return _Mark(max(levels["seen"], levels.get("logged", Level.NONE), key=_LEVEL_RANK.__getitem__), Basis.SEEN)
    if "logged" not in levels:
        return _Mark(Level.NONE, Basis.SEEN)
    if "not_seen" in levels:
        return _Mark(Level.UNKNOWN, Basis.LOGGED, uncertain=True)
    return _Mark(levels["logged"], Basis.LOGGED)


def _mark(spell: Spell) -> _Mark:
    return _Mark(spell.level, Basis.STATED) if spell.stated else _Mark(Level.UNKNOWN, Basis.PLANNED)


def _strength(mark: _Mark) -> tuple[int, bool, int]:
    # Of two unknown levels, that of a measure which is on for sure says more than a plan or a contested log.
    sure = not mark.uncertain and mark.basis is not Basis.PLANNED
    return _LEVEL_RANK[mark.level], sure, _BASIS_RANK[mark.basis]


def _planned(piece: _Piece, outings: Iterable[Outing]) -> Level:
    plans = [s.spell.level for s in piece.active if not s.spell.stated and piece.start < s.sure_to]
    plans += [outing.level for outing in outings if outing.state == "planned"]
    return max(plans, key=_LEVEL_RANK.__getitem__, default=Level.NONE)
