"""How far undertakings are fulfilled: the figures that are always given side by side, each with its formula.

One number hides what another shows (domain notes §3.4): of Mali's 78 commitments at the end of 2018, 25.6 % were
completed and the mean on the same scale was 55.1 %. Every undertaking counts the same; weights are never the default.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """The distribution over the steps of a scale, from 0 (not begun) to the highest (complete).

    Attributes
    ----------
    counts : tuple of int
        How many undertakings, or which share of them, stand at each step.
    """

    counts: tuple[float, ...]

    @property
    def total(self) -> float:
        """All that were rated."""
        return sum(self.counts)

    @property
    def complete(self) -> float | None:
        """At the highest step, in percent of all rated; None where nothing was rated."""
        return 100 * self.counts[-1] / self.total if self.total else None

    @property
    def not_begun(self) -> float | None:
        """At step 0, in percent of all rated."""
        return 100 * self.counts[0] / self.total if self.total else None

    @property
    def mean(self) -> float | None:
        """The mean step, in percent of the highest: Σ step × number ÷ (highest step × all rated)."""
        top = len(self.counts) - 1
        if not self.total or not top:
            return None
        return 100 * sum(step * count for step, count in enumerate(self.counts)) / (top * self.total)


def figures(steps: Sequence[int], top: int) -> Figures:
    """The distribution of ratings on a scale from 0 to `top`."""
    return Figures(tuple(float(sum(step == one for one in steps)) for step in range(top + 1)))


def weighted_kappa(pairs: Sequence[tuple[int, int]], *, squared: bool) -> float | None:
    """How far two raters of the same cases agree beyond chance (Cohen 1968): 1 − Σ d·seen ÷ Σ d·expected.

    Parameters
    ----------
    pairs : sequence of (int, int)
        The step that each of the two gave, case by case.
    squared : bool
        d is the distance of the two steps, or its square.

    Returns
    -------
    float or None
        1 where they always agree, 0 where no more than by chance; None where chance could not have made them differ.
    """
    power = 2 if squared else 1
    seen = sum(abs(one - two) ** power for one, two in pairs) * len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    expected = sum(abs(i - j) ** power * n * m for i, n in first.items() for j, m in second.items())
    return 1 - seen / expected if expected else None
