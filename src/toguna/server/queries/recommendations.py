"""Recommendations and their uptake (domain notes §1.3): of the Independent Observer's 49, 6 % were taken up and 16 %
partly. For the members; what is shown is the institution and the level, never an office. Each word on the uptake is
kept with its day: what was taken up can be undone.
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
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import Said, in_order, links, party_names, source_name, told_exactly, who

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


@dataclass(frozen=True)
class RecommendationStory:
    """One recommendation with what it is about and every word on its uptake; `days` since it was made, as long as
    nothing is known of its uptake.
    """

    row: RecommendationRow
    about: tuple[Link, ...]
    basis: str | None
    days: int | None
    steps: tuple[Step, ...]


def listed(reading: Reading) -> list[RecommendationRow]:
    """Every recommendation this reader may know of; none for those who are not members."""
    if not level_visible(reading.reader, "framework"):
        return []
    rows = [_row(reading, held) for held in reading.all(Recommendation)]
    return sorted(rows, key=lambda row: (STATES.index(row.state), row.id))


def story(reading: Reading, id_: str) -> RecommendationStory | None:
    """One of them; None where there is none, or none for this reader."""
    held = reading.by_id(Recommendation).get(id_)
    if held is None or not level_visible(reading.reader, "framework"):
        return None
    waits = held.status == "made" and held.since is not None and held.since.known
    return RecommendationStory(
        _row(reading, held),
        links(reading, held.about),
        held.basis,
        (reading.today - held.since.last).days if waits and held.since is not None else None,
        in_order(_step(said) for said in told_exactly(reading, "recommendation", id_)),
    )


def _step(said: Said) -> Step:
    known, entry = said.known, said.entry
    if said.kind in ("made", "amended"):
        return Step(said.kind, said.when("since") if said.kind == "made" else None, known=known, entry=entry)
    data = {"why": said.words("why"), "evidence": said.words("evidence")}
    undone = said.kind == "not_taken_up"
    return Step(said.kind, said.when("date"), data, missing=undone, known=known, entry=entry)


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
