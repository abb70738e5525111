"""Whether a case may be acted on at all by a reader: what he may not read answers as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from toguna.domain.entity import Entity
from toguna.server.queries import (
    agreement_pages,
    alerts,
    incident_stories,
    measure_pages,
    meetings,
    requests,
    result_pages,
    stories,
    undertaking_pages,
)
from toguna.server.queries.cases import stands
from toguna.server.queries.reading import Reading

STORIES: Final[dict[str, Callable[[Reading, str], object]]] = {
    "agreement": agreement_pages.story,
    "alert": alerts.story,
    "claim": result_pages.story,
    "hand_over": stories.hand_over_story,
    "incident": incident_stories.story,
    "measure": measure_pages.story,
    "meeting": meetings.story,
    "request": requests.story,
    "undertaking": undertaking_pages.story,
}
"""For each noun the query behind its page, which answers None for what the reader may not know of."""


def entity_of(reading: Reading, noun: str, case: str) -> Entity | None:
    """The case as it stands, for acts on it; None where there is none, or none that this reader may know of."""
    if noun not in STORIES or STORIES[noun](reading, case) is None:
        return None
    return stands(reading, noun, case)
