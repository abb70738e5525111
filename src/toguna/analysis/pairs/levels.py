"""How two accounts agree, feature by feature, in few levels: each level has its weight (`weights`) and its words
(`saying`). Level 0 is always “one of them does not say”, which weighs nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from toguna.analysis.pairs.sightings import HARMS, Sighting, Table
from toguna.analysis.pairs.wording import alike

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]
    Levels = npt.NDArray[np.int8]

FEATURES: Final = ("time", "place", "kind", "harm", "against", "text")
FARTHEST_DAYS: Final = 7
"""Two accounts whose days lie further apart are not compared."""
WIDEST_DAYS: Final = 92
"""An account dated less closely than a quarter is not compared."""


class Time(IntEnum):
    """How near the days are."""

    NOT_SAID, SAME_DAY, NEXT_DAY, DAYS_APART, WEEK_APART, IN_WEEK, IN_MONTH, IN_MORE = range(8)


class Place(IntEnum):
    """How near the places are, as far as either is known."""

    NOT_SAID, SPOT, SAME_POINT, NEAR, SAME_ROAD, POSSIBLE, BESIDE, AWAY, FAR = range(9)


class Kind(IntEnum):
    """Whether it is the same act."""

    NOT_SAID, SAME, CLOSE, OTHER = range(4)


class Harm(IntEnum):
    """Whether the same people, and as many, came to harm."""

    NOT_SAID, SAME, SAME_MANY, NONE, NEAR, DIFFERENT = range(6)


class Against(IntEnum):
    """Whether the same were hit."""

    NOT_SAID, SHARED, OTHER = range(3)


class Wording(IntEnum):
    """How alike the words are: one more for each of `WORDING` that the share of common pieces reaches."""

    NOT_SAID, UNLIKE, LITTLE, SOMEWHAT, PARTLY, ALIKE, CLOSE, CLOSER, COPIED = range(9)


WORDING: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75)
SIZES: Final = {"time": 8, "place": 9, "kind": 4, "harm": 6, "against": 3, "text": 9}

CLOSE: Final = (
    frozenset({"ROB-ROAD", "ROB-MKT", "VEH-TAKE", "KIL-ROB", "CHK-ILL", "LVS-TAKE"}),
    frozenset({"ROB-ROAD", "ROB-MKT", "ROB-PREM"}),
    frozenset({"VEH-TAKE", "VEH-BURN"}),
    frozenset({"KIL-TGT", "KIL-ROB", "INJ", "ATT-MEAS", "FIR", "CEA", "IED"}),
    frozenset({"CLA-COM", "REP", "KIL-TGT", "DIS"}),
    frozenset({"BAR", "DEM", "CLA-COM"}),
    frozenset({"ABD", "ROB-ROAD", "VEH-TAKE"}),
)
"""Kinds by which people call the same event."""
KINDS: Final = tuple(sorted(frozenset().union(*CLOSE, {"HAT", "THR"})))
_POINT_KM, _SPOT_KM, _NEAR_KM, _BESIDE_KM, _AWAY_KM = 1.0, 6.0, 25.0, 10.0, 40.0
_KM_A_DEGREE: Final = 111.2
_MANY: Final = 3


def of_time(new: Table, one: Rows, stored: Table, two: Rows) -> Levels:
    """Levels of time of pairs, shape (n_pairs,)."""
    import numpy as np

    f1, l1, f2, l2 = new.first[one], new.last[one], stored.first[two], stored.last[two]
    gap = np.maximum(f1, f2) - np.minimum(l1, l2)
    wide = np.maximum(l1 - f1, l2 - f2)
    found = np.select(
        [gap > 3, gap > 1, gap == 1, wide == 0, wide < 7, wide < 31],
        [Time.WEEK_APART, Time.DAYS_APART, Time.NEXT_DAY, Time.SAME_DAY, Time.IN_WEEK, Time.IN_MONTH],
        Time.IN_MORE,
    )
    return found.astype(np.int8)


def of_kind(new: Table, one: Rows, stored: Table, two: Rows) -> Levels:
    """Levels of kind of pairs; a kind that says nothing (“other”) is not said."""
    import numpy as np

    table = np.full((len(KINDS) + 1, len(KINDS) + 1), Kind.OTHER, dtype=np.int8)
    for a, first in enumerate(KINDS):
        for b, second in enumerate(KINDS):
            if first == second or any({first, second} <= group for group in CLOSE):
                table[a, b] = Kind.SAME if first == second else Kind.CLOSE
    table[-1, :] = table[:, -1] = Kind.NOT_SAID
    found: Levels = table[new.kinds(KINDS)[one], stored.kinds(KINDS)[two]]
    return found


def of_harm(new: Table, one: Rows, stored: Table, two: Rows) -> Levels:
    """Levels of harm of pairs: the counts that both give, together."""
    import numpy as np

    a, b = new.harm[one], stored.harm[two]
    both = (a >= 0) & (b >= 0)
    least, most = np.minimum(a, b), np.maximum(a, b)
    apart = (both & (most > 2 * least) & (most - least > 1)).any(axis=1)
    uneven = (both & (most > least)).any(axis=1)
    top = np.where(both, most, 0).max(axis=1)
    found = np.select(
        [~both.any(axis=1), apart, uneven, top >= _MANY, top > 0],
        [Harm.NOT_SAID, Harm.DIFFERENT, Harm.NEAR, Harm.SAME_MANY, Harm.SAME],
        Harm.NONE,
    )
    return found.astype(np.int8)


def beeline(new: Table, one: Rows, stored: Table, two: Rows) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Kilometres as the crow flies, and how far both positions together may be off; NaN where either is not known."""
    import numpy as np

    a, b = new.position[one], stored.position[two]
    north = (a[:, 0] - b[:, 0]) * _KM_A_DEGREE
    east = (a[:, 1] - b[:, 1]) * _KM_A_DEGREE * np.cos(np.radians((a[:, 0] + b[:, 0]) / 2))
    return np.hypot(north, east), a[:, 2] + b[:, 2]


def of_beeline(km: npt.NDArray[np.float32], off_km: npt.NDArray[np.float32]) -> Levels:
    """Levels of place by the distance as the crow flies."""
    import numpy as np

    over = km - off_km
    found = np.select(
        [
            *(np.isnan(over), over > _AWAY_KM, over > _BESIDE_KM, over > 0),
            *(off_km <= _SPOT_KM, km <= _POINT_KM, off_km <= _NEAR_KM),
        ],
        [Place.NOT_SAID, Place.FAR, Place.AWAY, Place.BESIDE, Place.SPOT, Place.SAME_POINT, Place.NEAR],
        Place.POSSIBLE,
    )
    return found.astype(np.int8)


def along(one: Sighting, two: Sighting) -> tuple[float, float] | None:
    """On the road that both are on: kilometres between what is known of them, and how far both together may be off.

    None where they share no road.
    """
    found = None
    for road, low, high in one.reaches:
        for other, from_, to in two.reaches:
            if road == other:
                between = max(low, from_) - min(high, to)
                off = (high - low + to - from_) / 2
                held = (max(0.0, between), off)
                found = min(found, held) if found is not None else held
    return found


def of_place(one: Sighting, two: Sighting, beeline_level: int) -> int:
    """The level of place of one pair: by the road that they share, which is never the shorter way."""
    held = along(one, two)
    if held is None:
        return beeline_level
    between, off = held
    if between > 0 or beeline_level >= Place.BESIDE:
        road = Place.FAR if between > _AWAY_KM else Place.AWAY if between > _BESIDE_KM else Place.BESIDE
        return max(road, beeline_level) if beeline_level >= Place.BESIDE else road
    return Place.SPOT if off <= _SPOT_KM else Place.NEAR if off <= _NEAR_KM else Place.SAME_ROAD


def of_against(one: Sighting, two: Sighting) -> int:
    """The level of what was hit."""
    if not one.against or not two.against:
        return Against.NOT_SAID
    return Against.SHARED if one.against & two.against else Against.OTHER


def of_text(new: Table, one: int, stored: Table, two: int) -> int:
    """The level of the words."""
    held = alike(new.words(one), stored.words(two), *stored.rarities)
    return Wording.NOT_SAID if held is None else 1 + bisect_right(WORDING, held)


def shared_harm(one: Sighting, two: Sighting) -> tuple[tuple[str, int], ...]:
    """The counts above zero that both give alike."""
    pairs = zip(HARMS, one.harm, two.harm, strict=True)
    return tuple((name, a) for name, a, b in pairs if a == b and a > 0)
