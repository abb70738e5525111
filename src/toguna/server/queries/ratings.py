"""Ratings of an undertaking: how far it is held to be fulfilled, on each scale, and where the accounts diverge.

What those who count say (the secretariat, an observer, a coder) is named. What a party says is named to itself and to
the secretariat; for the others it is part of the spread, so that they see *that* accounts diverge and not who said what
to whom (§6.2). Every dated rating is kept, the fall back too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.frameworks import Party
from toguna.domain.undertakings import Rating, Undertaking
from toguna.domain.visibility import Role, rater_visible, role_of, undertaking_status
from toguna.server.queries.naming import both, party_name
from toguna.server.queries.reading import Reading

_CODER = Text(fr="relevé indépendant", en="independent coding")
_NEUTRAL = frozenset({Role.MEDIATOR, Role.ANALYST})


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One rating with who gave it; `fell` where the same rater had put it higher before."""

    scale: str
    step: int
    top: int
    date: When
    party: str | None
    rater: Text
    evidence: Text | None
    fell: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest of what everybody last said on one scale."""

    scale: str
    low: int
    high: int
    top: int

    @property
    def divergent(self) -> bool:
        """Whether the accounts differ."""
        return self.low != self.high


def neutral(reading: Reading, rating: Rating) -> bool:
    """Whether a rating comes from somebody who counts and is no party to it."""
    held = reading.by_id(Party).get(rating.party or "")
    return rating.party is None or (held is not None and role_of(held.constituency) in _NEUTRAL)


def ratings(reading: Reading, held: Undertaking) -> tuple[RatingRow, ...]:
    """The ratings whose giver this reader may know, oldest first."""
    rows, before = [], dict[tuple[str, str | None], int]()
    for rating in sorted(held.ratings, key=lambda one: (one.date.first, one.date.last)):
        rater = rating.party
        fell = rating.step < before.get((rating.scale, rater), 0)
        before[rating.scale, rater] = rating.step
        if rater_visible(reading.reader, rater, neutral=neutral(reading, rating)):
            rows.append(_row(reading, rating, fell))
    return tuple(rows)


def _row(reading: Reading, rating: Rating, fell: bool) -> RatingRow:
    name = party_name(reading, rating.party) if rating.party else _CODER
    evidence = both(rating.evidence) if rating.evidence else None
    top = codes.SCALE_TOPS[rating.scale]
    return RatingRow(rating.scale, rating.step, top, rating.date, rating.party, name, evidence, fell)


def spreads(reading: Reading, held: Undertaking) -> tuple[Spread, ...]:
    """On each scale what everybody last said, from the lowest to the highest; nothing of who said which."""
    if undertaking_status(reading.reader) != "each":
        return ()
    found: dict[str, list[int]] = {}
    for (scale, _), step in _last(held.ratings).items():
        found.setdefault(scale, []).append(step)
    return tuple(Spread(scale, min(steps), max(steps), codes.SCALE_TOPS[scale]) for scale, steps in found.items())


def _last(given: Iterable[Rating]) -> dict[tuple[str, str | None], int]:
    """The last step that each rater gave on each scale."""
    held = sorted(given, key=lambda one: (one.date.first, one.date.last))
    return {(one.scale, one.party): one.step for one in held}


def counted(reading: Reading, held: Undertaking) -> dict[str, int]:
    """The last rating on each scale that enters the framework's figures: what those say who count, never a party's."""
    neutral_ones = [one for one in held.ratings if neutral(reading, one)]
    last = sorted(neutral_ones, key=lambda one: (one.date.first, one.date.last))
    return {one.scale: one.step for one in last}
