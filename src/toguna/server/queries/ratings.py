"""Ratings of an undertaking: how far it is held to be fulfilled, on each scale, and where the accounts diverge.

What blind coding found (`codings`) counts here like any other rating of those who count, once it is settled.

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
from toguna.domain.ratings import Rating, results, rounds
from toguna.domain.undertakings import Undertaking
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
    """The lowest and the highest of what everybody last said on one scale. `alone`: nobody but those who undertook it
    has said so, which is no finding.
    """

    scale: str
    low: int
    high: int
    top: int
    alone: bool = False

    @property
    def steps(self) -> list[tuple[int, str]]:
        """Every step of the scale: an `end` of the spread, `in` it, or outside."""
        inside = dict.fromkeys(range(self.low, self.high + 1), "in") | {self.low: "end", self.high: "end"}
        return [(step, inside.get(step, "out")) for step in range(self.top + 1)]

    @property
    def divergent(self) -> bool:
        """Whether the accounts differ."""
        return self.low != self.high


def _given(held: Undertaking) -> list[Rating]:
    """All that is said of how far it has come, oldest first: ratings, and what blind coding settled."""
    settled = results(rounds(held.codings, held.adjudications))
    return sorted((*held.ratings, *settled), key=lambda one: (one.date.first, one.date.last))


def neutral(reading: Reading, rating: Rating) -> bool:
    """Whether a rating comes from somebody who counts and is no party to it."""
    held = reading.by_id(Party).get(rating.party or "")
    return rating.party is None or (held is not None and role_of(held.constituency) in _NEUTRAL)


def ratings(reading: Reading, held: Undertaking) -> tuple[RatingRow, ...]:
    """The ratings whose giver this reader may know, oldest first."""
    rows, before = [], dict[tuple[str, str | None], int]()
    for rating in _given(held):
        rater = rating.party
        fell = rating.step < before.get((rating.scale, rater), 0)
        before[rating.scale, rater] = rating.step
        if rater_visible(reading.reader, rater, neutral=neutral(reading, rating)):
            rows.append(_row(reading, rating, fell))
    return tuple(rows)


def _row(reading: Reading, rating: Rating, fell: bool) -> RatingRow:
    name = _name(reading, rating.party)
    evidence = both(rating.evidence) if rating.evidence else None
    top = codes.SCALE_TOPS[rating.scale]
    return RatingRow(rating.scale, rating.step, top, rating.date, rating.party, name, evidence, fell)


def spreads(reading: Reading, held: Undertaking) -> tuple[Spread, ...]:
    """On each scale what everybody last said, from the lowest to the highest, with two codings that differ until they
    are settled; nothing of who said which.
    """
    if undertaking_status(reading.reader) != "each":
        return ()
    found: dict[str, dict[str | None, int]] = {}
    for (scale, rater), step in _last(_given(held)).items():
        found.setdefault(scale, {})[rater] = step
    for one in rounds(held.codings, held.adjudications):
        if one.differs and one.settled is None:
            found.setdefault(one.scale, {}).update((coding.seat, coding.step) for coding in one.codings)
    return tuple(
        Spread(scale, min(steps.values()), max(steps.values()), codes.SCALE_TOPS[scale], {*steps} <= {*held.who})
        for scale, steps in found.items()
    )


def _name(reading: Reading, rater: str | None) -> Text:
    return party_name(reading, rater) if rater else _CODER


def fell_back(reading: Reading, held: Undertaking) -> frozenset[str]:
    """The scales on which somebody who counts now puts it lower than before."""
    found, before = set(), dict[tuple[str, str | None], int]()
    for rating in _given(held):
        if neutral(reading, rating):
            at = (rating.scale, rating.party)
            if rating.step < before.get(at, rating.step):
                found.add(rating.scale)
            elif rating.step > before.get(at, rating.step):
                found.discard(rating.scale)
            before[at] = rating.step
    return frozenset(found)


def _last(given: Iterable[Rating]) -> dict[tuple[str, str | None], int]:
    """The last step that each rater gave on each scale, of ratings in their order."""
    return {(one.scale, one.party): one.step for one in given}


def counted(reading: Reading, held: Undertaking) -> dict[str, int]:
    """The last rating on each scale that enters the framework's figures: what those say who count, never a party's."""
    return {one.scale: one.step for one in _given(held) if neutral(reading, one)}
