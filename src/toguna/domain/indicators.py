"""Weekly indicators: what weapons and markets show, asked of a function once a week, never of a person.

One week, one spot, one indicator, one step beside what is usual there. No price and no number is kept: what is usual is
for those who live there to say, and a count of weapons would be an inventory (domain notes §5, §12).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import ClassVar

from toguna.base.dates import When
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun


class Indicator(Entity):
    """What was answered for one week."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "indicator": codes.INDICATORS,
        "step": codes.STEPS,
        "asked": codes.FUNCTIONS,
    }

    framework: str
    indicator: str
    spot: str
    week: When
    step: str
    asked: str | None = None

    @property
    def tense(self) -> bool:
        """Whether it speaks for tension."""
        return codes.PROXIES[self.indicator].tension == self.step

    @property
    def direction(self) -> int:
        """+1 where it speaks for tension, −1 where it speaks for the opposite, 0 where it is as usual or not known."""
        return 0 if self.step not in ("less", "more") else 1 if self.tense else -1


def agree(answers: Sequence[Indicator]) -> bool:
    """Whether two independent ones say the same: two indicators of one kind, asked of two functions that are both
    named (domain notes §11, 22).
    """
    return any(
        one.indicator != two.indicator
        and codes.PROXIES[one.indicator].of == codes.PROXIES[two.indicator].of
        and one.direction == two.direction != 0
        and None not in (one.asked, two.asked)
        and one.asked != two.asked
        for one, two in combinations(answers, 2)
    )


INDICATOR = Noun(
    "indicator",
    Indicator,
    (EntryType("indicator.noted", 275, ("framework", "indicator", "spot", "week", "step", "asked")),),
)

NOUNS = (INDICATOR,)
