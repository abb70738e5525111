"""Recommendations and their uptake (domain notes §1.3): of the Independent Observer's 49, 6 % were taken up and 16 %
partly. For the members; what is shown is the institution and the level, never an office.
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.recommendations import RECOMMENDATION, Recommendation
from toguna.domain.visibility import level_visible
from toguna.server.queries.implementation import Share, share
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link
from toguna.server.queries.stories_case import links, party_names, source_name, who

STATES = ("not_taken_up", "made", "partly", "taken_up")
"""The order in which a list tells them: what was left aside, then what nobody knows of."""


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """One recommendation: by and for whom, since when, and whether it was taken up."""

    id: str
    what: Text
    by: Text | None
    to: Text | None
    level: str
    since: When | None
    state: str
    label: Text
    date: When | None
    evidence: Text | None
    why: Text | None
    source: Text | None
    meeting: Link | None


@dataclass(frozen=True, slots=True)
class Uptake:
    """How many were taken up, in part, not, or have no known uptake: each of all that were made."""

    total: int
    taken_up: Share
    partly: Share
    not_taken_up: Share
    unknown: Share


def listed(reading: Reading) -> list[RecommendationRow]:
    """Every recommendation this reader may know of; none for those who are not members."""
    if not level_visible(reading.reader, "framework"):
        return []
    rows = [_row(reading, held) for held in reading.all(Recommendation)]
    return sorted(rows, key=lambda row: (STATES.index(row.state), row.id))


def found(reading: Reading, id_: str) -> RecommendationRow | None:
    """One of them; None where there is none, or none for this reader."""
    return next((row for row in listed(reading) if row.id == id_), None)


def _row(reading: Reading, held: Recommendation) -> RecommendationRow:
    assert RECOMMENDATION.machine is not None
    return RecommendationRow(
        held.id,
        both(held.what),
        who(reading, held.by, held.by_text),
        party_names(reading, held.to),
        held.level,
        held.since,
        held.status,
        RECOMMENDATION.machine.labels[held.status],
        held.date,
        both(held.evidence) if held.evidence else None,
        both(held.why) if held.why else None,
        source_name(reading, held.source),
        next(iter(links(reading, [held.meeting])), None) if held.meeting else None,
    )


def uptake(reading: Reading) -> Uptake | None:
    """The shares taken up; None where none is shown."""
    states = [row.state for row in listed(reading)]
    if not states:
        return None
    parts = {state: share(states.count(state), len(states)) for state in STATES}
    return Uptake(len(states), parts["taken_up"], parts["partly"], parts["not_taken_up"], parts["made"])
