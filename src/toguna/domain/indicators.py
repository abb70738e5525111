"""Weekly indicators: what weapons and markets show, asked of a function once a week, never of a person.

One week, one spot, one indicator, one step beside what is usual there. No price and no number is kept: what is usual is
for those who live there to say, and a count of weapons would be an inventory (domain notes §5, §12).
"""

from __future__ import annotations

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


INDICATOR = Noun(
    "indicator",
    Indicator,
    (EntryType("indicator.noted", 275, ("framework", "indicator", "spot", "week", "step", "asked")),),
)

NOUNS = (INDICATOR,)
