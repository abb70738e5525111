"""Recommendations of a framework, a committee or an observer, and whether they were taken up.

Uptake is said by those who count, never by whom the recommendation is for (domain notes §1.3, §8.1). It is for an
institution at a level: no office that one person holds is named.
"""

from __future__ import annotations

from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine


class Recommendation(Entity):
    """What was recommended, by whom, for whom, since when; `date` is the day of the last word on its uptake."""

    CODES: ClassVar[dict[str, CodeList]] = {"level": codes.DECISION_LEVELS, "basis": codes.BASIS}

    framework: str
    what: Words
    level: str
    by: tuple[str, ...] = ()
    by_text: Words | None = None
    to: tuple[str, ...] = ()
    meeting: str | None = None
    about: tuple[str, ...] = ()
    since: When | None = None
    date: When | None = None
    evidence: Words | None = None
    why: Words | None = None
    basis: str | None = None
    source: str | None = None
    status: str = "made"


_TEXT = ("framework", "what", "level", "by", "by_text", "to", "meeting", "about", "since", "basis", "source")
_UPTAKE = ("date", "evidence", "why")

RECOMMENDATION = Noun(
    "recommendation",
    Recommendation,
    (
        EntryType("recommendation.made", 320, _TEXT, to="made"),
        EntryType("recommendation.taken_up", 321, _UPTAKE, to="taken_up"),
        EntryType("recommendation.partly_taken_up", 322, _UPTAKE, to="partly"),
        EntryType("recommendation.not_taken_up", 323, _UPTAKE, to="not_taken_up"),
        EntryType("recommendation.amended", 324, _TEXT),
    ),
    Machine(
        labels={
            "made": Text(fr="suite non connue", en="uptake not known"),
            "taken_up": Text(fr="suivie", en="taken up"),
            "partly": Text(fr="suivie en partie", en="partly taken up"),
            "not_taken_up": Text(fr="non suivie", en="not taken up"),
        },
        first=frozenset({"made"}),
        moves={
            "made": frozenset({"taken_up", "partly", "not_taken_up"}),
            "partly": frozenset({"taken_up", "not_taken_up"}),
            "not_taken_up": frozenset({"taken_up", "partly"}),
            # What was taken up can be undone.
            "taken_up": frozenset({"partly", "not_taken_up"}),
        },
    ),
)

NOUNS = (RECOMMENDATION,)
