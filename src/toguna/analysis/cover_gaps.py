"""From dates that are not known to the day to gaps in cover, one segment at a time.

The rules are in `toguna.analysis.cover`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from toguna.analysis.cover_terms import Gap, Spell, check_segment
from toguna.base.dates import LATEST

#: A day number after every date: something that has no known end, or no known start.
FOREVER: Final = date.max.toordinal() + 1
_LATEST: Final = LATEST.toordinal()


class Span(NamedTuple):
    """The days of one spell as day numbers, half-open: certainly on, and possibly on.

    `sure_from` is the latest possible start and `sure_to` the earliest possible end: if they cross, no day is certain.
    """

    maybe_from: int
    sure_from: int
    sure_to: int
    maybe_to: int
    spell: Spell


class GapDays(NamedTuple):
    """A gap as day numbers, half-open; `end` is FOREVER where no next start is known."""

    start: int
    end: int
    end_exact: bool
    after: Spell


def span(spell: Spell) -> Span:
    """The days on which a measure is certainly and possibly on.

    A start cannot follow its end, so each bounds the other; a measure covers at least its start day; an end recorded
    wholly before the start is taken to be the start, which leaves that one day.
    """
    start_first, start_last = spell.start_first.toordinal(), spell.start_last.toordinal()
    if start_last >= _LATEST:
        start_last = FOREVER
    end_first, end_last = _ends(spell, start_first)
    if end_last < start_first:
        return Span(start_first, start_last, start_first + 1, start_last + 1, spell)
    start_last = min(start_last, end_last)
    end_first = max(end_first, start_first + 1)
    return Span(start_first, start_last, end_first, max(end_last, start_last + 1), spell)


def _ends(spell: Spell, start_first: int) -> tuple[int, int]:
    if spell.end_first is None and spell.end_last is None:
        return FOREVER, FOREVER
    end_first = start_first if spell.end_first is None else spell.end_first.toordinal()
    end_last = FOREVER if spell.end_last is None else spell.end_last.toordinal()
    return end_first, end_last


def spans_by_segment(spells: Iterable[Spell], segments: int) -> list[list[Span]]:
    """The spans of each segment.

    Raises
    ------
    CoverSegmentError
        A spell on a segment that does not exist.
    """
    found: list[list[Span]] = [[] for _ in range(segments)]
    for spell in spells:
        check_segment(spell.segment, segments)
        found[spell.segment].append(span(spell))
    return found


def gap_days(spans: Sequence[Span]) -> list[GapDays]:
    """The gaps of one segment, in order of time.

    A gap begins on an earliest possible end that no certain cover reaches over, and runs to the next day of certain
    cover; ends of further measures that were never certainly on lie inside it and begin no second one.
    """
    blocks = _certain_blocks(spans)
    starts = [block[0] for block in blocks]
    exact_starts = {s.sure_from for s in spans if s.maybe_from == s.sure_from}
    found: list[GapDays] = []
    for last in sorted((s for s in spans if s.sure_to < FOREVER), key=_end_order):
        day = last.sure_to
        following = bisect_right(starts, day)
        if following and day < blocks[following - 1][1]:
            continue
        if found and day < found[-1].end:
            continue
        end = starts[following] if following < len(starts) else FOREVER
        found.append(GapDays(day, end, end in exact_starts, last.spell))
    return found


def _certain_blocks(spans: Sequence[Span]) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    for start, end in sorted((s.sure_from, s.sure_to) for s in spans if s.sure_from < s.sure_to):
        if blocks and start <= blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(end, blocks[-1][1]))
        else:
            blocks.append((start, end))
    return blocks


def _end_order(item: Span) -> tuple[int, bool, str, str, str]:
    # Of two measures that may end on the same day, the one without a confirmed successor speaks for the gap.
    spell = item.spell
    return item.sure_to, spell.successor_confirmed, spell.measure, spell.successor or "", spell.end_reason or ""


def gaps(spells: Iterable[Spell], *, segments: int) -> list[Gap]:
    """Every gap in the known history and future of `segments` segments.

    Parameters
    ----------
    spells : iterable of Spell
        In any order; the answer does not depend on it.
    segments : int

    Returns
    -------
    list of Gap
        By start, then segment. Gaps of one segment never overlap.

    Raises
    ------
    CoverSegmentError
        A spell on a segment that does not exist.

    References
    ----------
    Toguna domain notes, appendix B: gap.
    """
    found = [
        _dated(segment, gap)
        for segment, spans in enumerate(spans_by_segment(spells, segments))
        for gap in gap_days(spans)
    ]
    return sorted(found, key=lambda gap: (gap.start, gap.segment))


def _dated(segment: int, gap: GapDays) -> Gap:
    closed_by = None if gap.end == FOREVER else date.fromordinal(gap.end)
    return Gap(
        segment=segment,
        start=date.fromordinal(gap.start),
        to=closed_by if gap.end_exact else None,
        closed_by=closed_by,
        after=gap.after.measure,
        reason=gap.after.end_reason or "unknown",
        successor=gap.after.successor,
        successor_confirmed=gap.after.successor_confirmed,
    )
