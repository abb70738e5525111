"""Parts that more than one noun uses: grades of a source, what blocks something, items with a date and a source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Part


class Grade(Part):
    """How far to trust: the source and the information, two axes that are never merged."""

    CODES: ClassVar[dict[str, CodeList]] = {"reliability": codes.RELIABILITY, "credibility": codes.CREDIBILITY}

    reliability: str = "F"
    credibility: str = "6"


class Blockage(Part):
    """What stands in the way, at which level, since when; `over` names the clause in dispute."""

    CODES: ClassVar[dict[str, CodeList]] = {"reason": codes.BLOCKAGE_REASONS, "level": codes.DECISION_LEVELS}

    reason: str
    level: str | None = None
    since: When | None = None
    why: Words | None = None
    over: str | None = None


class Paper(Part):
    """A signed page: its SHA-256 in hexadecimal and where the paper is kept.

    The page itself is never stored: it is a roster.
    """

    sha256: str
    kept_at: Words | None = None


class Reply(Part):
    """A party's own words beside a finding or an announced result: printed in the same size."""

    what: Words
    party: str | None = None
    date: When | None = None


def listed(texts: Iterable[Text], separator: str = ", ") -> Text:
    """Several labels as one phrase in either language."""
    held = tuple(texts)
    return Text(fr=separator.join(t.fr for t in held), en=separator.join(t.en for t in held))
