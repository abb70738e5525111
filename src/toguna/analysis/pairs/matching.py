"""Which accounts may be of one event: pairs near enough in time, scored; those that reach the threshold are found.

Pairs are blocked by their days. What is cheap is scored first, for many pairs at once; the road, the words and what was
hit are looked at only where the sum can still reach the threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toguna.analysis.pairs import levels as by
from toguna.analysis.pairs.levels import FARTHEST_DAYS, WIDEST_DAYS
from toguna.analysis.pairs.sightings import Table
from toguna.analysis.pairs.weights import Weights, among_rivals

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]

_PAIRS_AT_ONCE: Final = 1_000_000
_WIDTHS: Final = (0, 6, 31, WIDEST_DAYS)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts (rows of the new and of the stored ones) that may be of one event; `levels` as in `FEATURES`."""

    new: int
    stored: int
    score: float
    levels: tuple[int, ...]


def find(new: Table, stored: Table, weights: Weights, progress: Progress | None = None) -> list[Pair]:
    """The pairs of new and stored accounts that reach the threshold among their rivals, the surest first.

    An account is never paired with one of the same id; where it stands in both tables, each pair is found once.
    """
    import numpy as np

    found = _candidates(new, stored, weights, progress)
    if not found:
        return []
    every = dict(found)
    if new is not stored:
        # What else a found account may be paired with, on its own side, makes this pair less sure.
        every |= _candidates(_of(stored, {pair.stored for pair in found.values()}), stored, weights)
        every |= _candidates(_of(new, {pair.new for pair in found.values()}), new, weights)
    number = {id_: n for n, id_ in enumerate(dict.fromkeys(id_ for ends in every for id_ in ends))}
    one, two = (np.array([number[ends[side]] for ends in every], dtype=np.int64) for side in (0, 1))
    source = {row.id: row.source for table in (new, stored) for row in table.rows}
    totals, sources = np.array([pair.score for pair in every.values()]), [source[id_] for id_ in number]
    scores = among_rivals(one, two, totals, weights.prior, sources)
    sure = dict(zip(every, scores.tolist(), strict=True))
    suggested = [replace(pair, score=sure[ends]) for ends, pair in found.items() if sure[ends] >= weights.threshold]
    return sorted(suggested, key=lambda pair: (-pair.score, pair.new, pair.stored))


def _of(table: Table, rows: set[int]) -> Table:
    return Table([table.rows[row] for row in sorted(rows)])


def _candidates(
    new: Table, stored: Table, weights: Weights, progress: Progress | None = None
) -> dict[tuple[str, str], Pair]:
    """The pairs that would be suggested if they had no rival, by their ids."""
    out: dict[tuple[str, str], Pair] = {}
    for one, two, done in _blocks(new, stored):
        levels, kept = _possible(new, one, stored, two, weights)
        for at in kept.nonzero()[0].tolist():
            a, b = int(one[at]), int(two[at])
            first, second = sorted((new.rows[a].id, stored.rows[b].id))
            if first == second or (first, second) in out:
                continue
            whole = _whole(new, a, stored, b, tuple(levels[at].tolist()))
            score = weights.total(whole)
            if score >= weights.least:
                out[first, second] = Pair(a, b, score, whole)
        if progress is not None:
            progress(done, len(new))
    return out


def compared(new: Table, stored: Table) -> tuple[Rows, Rows, npt.NDArray[np.int8]]:
    """Every pair that is near enough in time, with all its levels: what weights are fitted on.

    Returns
    -------
    new, stored : ndarray of int, shape (n_pairs,)
    levels : ndarray of int, shape (n_pairs, n_features)
    """
    import numpy as np

    ones, twos, all_levels = [], [], []
    for one, two, _ in _blocks(new, stored):
        levels = _cheap(new, one, stored, two)
        for at in range(len(one)):
            levels[at] = _whole(new, int(one[at]), stored, int(two[at]), tuple(levels[at].tolist()))
        ones.append(one)
        twos.append(two)
        all_levels.append(levels)
    if not ones:
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros((0, len(by.FEATURES)), dtype=np.int8)
    return np.concatenate(ones), np.concatenate(twos), np.concatenate(all_levels)


def _blocks(new: Table, stored: Table) -> Iterator[tuple[Rows, Rows, int]]:
    """Pairs whose days are at most a week apart, so many at once; the third is how many new ones are done."""
    import numpy as np

    wide = stored.last - stored.first
    groups, before = [], -1
    for most in _WIDTHS:
        rows = np.flatnonzero((wide > before) & (wide <= most))
        groups.append((most, rows[np.argsort(stored.first[rows], kind="stable")]))
        before = most
    able = np.flatnonzero(new.last - new.first <= WIDEST_DAYS)
    starts = [
        (
            rows,
            np.searchsorted(stored.first[rows], new.first[able] - FARTHEST_DAYS - most, "left"),
            np.searchsorted(stored.first[rows], new.last[able] + FARTHEST_DAYS, "right"),
        )
        for most, rows in groups
    ]
    number = np.sum([end - begin for _, begin, end in starts], axis=0)
    at = 0
    while at < len(able):
        upto = at + max(1, int(np.searchsorted(np.cumsum(number[at:]), _PAIRS_AT_ONCE, "right")))
        for rows, begin, end in starts:
            counts = (end - begin)[at:upto]
            one = np.repeat(able[at:upto], counts)
            if not len(one):
                continue
            offsets = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
            two = rows[np.repeat(begin[at:upto], counts) + offsets]
            near = stored.last[two] >= new.first[one] - FARTHEST_DAYS
            yield one[near], two[near], upto
        at = upto


def _cheap(new: Table, one: Rows, stored: Table, two: Rows) -> npt.NDArray[np.int8]:
    """The levels that need no look at a single pair; the others are 0."""
    import numpy as np

    out = np.zeros((len(one), len(by.FEATURES)), dtype=np.int8)
    out[:, 0] = by.of_time(new, one, stored, two)
    out[:, 1] = by.of_beeline(*by.beeline(new, one, stored, two))
    out[:, 2] = by.of_kind(new, one, stored, two)
    out[:, 3] = by.of_harm(new, one, stored, two)
    return out


def _possible(
    new: Table, one: Rows, stored: Table, two: Rows, weights: Weights
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """The cheap levels, and for which pairs the sum can still reach the threshold."""
    import numpy as np

    levels = _cheap(new, one, stored, two)
    most = np.zeros(len(one))
    for name in ("time", "kind", "harm"):
        most += np.array(weights.by_feature[name])[levels[:, by.FEATURES.index(name)]]
    most += _best_from(weights.by_feature["place"])[levels[:, 1]]
    for column, name in enumerate(("text", "against")):
        both = new.told[one, column] & stored.told[two, column]
        most += np.where(both, max(weights.by_feature[name]), 0.0)
    return levels, most >= weights.least


def _best_from(place: tuple[float, ...]) -> npt.NDArray[np.float64]:
    """For each level by the crow, the most that the level along the road may weigh: a road never brings them nearer."""
    import numpy as np

    out = np.full(len(place), max(place))
    for level in (by.Place.BESIDE, by.Place.AWAY, by.Place.FAR):
        out[level] = max(place[level:])
    return out


def _whole(new: Table, one: int, stored: Table, two: int, cheap: tuple[int, ...]) -> tuple[int, ...]:
    a, b = new.rows[one], stored.rows[two]
    time, place, kind, harm = cheap[:4]
    return (
        time,
        int(by.of_place(a, b, place)),
        kind,
        harm,
        int(by.of_against(a, b)),
        int(by.of_text(new, one, stored, two)),
    )
