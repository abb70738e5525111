"""What is compared: one account of something that happened, as arrays.

Days are whole numbers from any one beginning, both ends included; positions are degrees with a radius in kilometres
inside which it happened; a reach is a road's number with the kilometres from and to on it. What is not known is NaN,
−1 or empty, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HARMS: Final = ("killed", "injured", "abducted", "vehicles")
_ASKED: Final = 4000
Reach = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One account. `against` names who or what was hit, never who did it; `harm` is in the order of `HARMS`.

    `source` is a list that tells its events apart, as a publisher's does; empty for whatever came by itself.
    """

    id: str
    first: int
    last: int
    kind: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 0.0
    reaches: tuple[Reach, ...] = ()
    harm: tuple[int, int, int, int] = (-1, -1, -1, -1)
    against: frozenset[str] = frozenset()
    text: str = ""
    source: str = ""


@dataclass(frozen=True)
class Table:
    """Accounts as columns; `rows` are the accounts themselves, in the same order."""

    rows: Sequence[Sighting]
    _words: dict[int, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def first(self) -> npt.NDArray[np.int64]:
        """First days, shape (n,)."""
        return self._ints([one.first for one in self.rows])

    @cached_property
    def last(self) -> npt.NDArray[np.int64]:
        """Last days, shape (n,)."""
        return self._ints([one.last for one in self.rows])

    @cached_property
    def position(self) -> npt.NDArray[np.float32]:
        """Latitude, longitude and radius in kilometres, shape (n, 3); NaN where no position is known."""
        import numpy as np

        nan = float("nan")
        held = [
            (one.lat, one.lon, one.radius_km) if one.lat is not None and one.lon is not None else (nan, nan, nan)
            for one in self.rows
        ]
        return np.array(held, dtype=np.float32).reshape(len(self.rows), 3)

    @cached_property
    def harm(self) -> npt.NDArray[np.int16]:
        """Counts of harm, shape (n, 4); −1 where not known."""
        import numpy as np

        held = np.array([one.harm for one in self.rows], dtype=np.int64).reshape(len(self.rows), len(HARMS))
        return held.clip(-1, 30_000).astype(np.int16)

    @cached_property
    def told(self) -> npt.NDArray[np.bool_]:
        """Whether there are words and something hit to compare, shape (n, 2)."""
        import numpy as np

        held = [(bool(one.text), bool(one.against)) for one in self.rows]
        return np.array(held, dtype=np.bool_).reshape(len(self.rows), 2)

    def kinds(self, known: Sequence[str]) -> npt.NDArray[np.int64]:
        """The place of each kind in a list, shape (n,); −1 for others."""
        at = {kind: n for n, kind in enumerate(known)}
        return self._ints([at.get(one.kind, -1) for one in self.rows])

    def words(self, row: int) -> frozenset[str]:
        """The pieces of words of one account, worked out when first asked for."""
        if row not in self._words:
            from toguna.analysis.pairs.wording import pieces

            self._words[row] = pieces(self.rows[row].text)
        return self._words[row]

    @cached_property
    def rarities(self) -> tuple[dict[str, float], float]:
        """How much each piece of words tells among these accounts; of many, some are asked."""
        from toguna.analysis.pairs.wording import rarities

        told = [row for row, one in enumerate(self.rows) if one.text]
        return rarities(self.words(row) for row in told[:: len(told) // _ASKED + 1])

    @staticmethod
    def _ints(values: Sequence[int]) -> npt.NDArray[np.int64]:
        import numpy as np

        return np.array(values, dtype=np.int64)
