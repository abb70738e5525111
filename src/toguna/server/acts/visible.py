"""Whether a case may be acted on at all by a reader: what he may not read answers as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from toguna.domain.agreements import Clause
from toguna.domain.cover import Advice
from toguna.domain.entity import Entity
from toguna.domain.incidents import Distinction, Verification
from toguna.domain.meetings import Decision
from toguna.domain.visibility import Role, level_visible, verification_view
from toguna.server.actions import notes
from toguna.server.queries import (
    agreement_pages,
    alerts,
    charters,
    countersigning,
    dialogues,
    incident_stories,
    measure_pages,
    meetings,
    recommendations,
    report_pages,
    requests,
    result_pages,
    rules,
    rumours,
    stories,
    undertaking_pages,
)
from toguna.server.queries.cases import stands
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories_case import decision_visible


def _of_members(kind: type[Entity]) -> Callable[[Reading, str], object]:
    """What every member of the framework may know of."""

    def found(reading: Reading, case: str) -> object:
        return reading.by_id(kind).get(case) if level_visible(reading.reader, "framework") else None

    return found


def _of_secretariat(kind: type[Entity]) -> Callable[[Reading, str], object]:
    """What the secretariat alone reads whole."""

    def found(reading: Reading, case: str) -> object:
        return reading.by_id(kind).get(case) if reading.reader.role is Role.MEDIATOR else None

    return found


def _decision(reading: Reading, case: str) -> object:
    held = reading.by_id(Decision).get(case)
    return held if held is not None and decision_visible(reading, held) else None


def _verification(reading: Reading, case: str) -> object:
    held = reading.by_id(Verification).get(case)
    whole = held is not None and verification_view(reading.reader, held.team, held.status) == "full"
    return held if whole else None


def _note(reading: Reading, case: str) -> object:
    return True if notes.keeps(reading.register, reading.reader.seat, case) else None


STORIES: Final[dict[str, Callable[[Reading, str], object]]] = {
    "agreement": agreement_pages.story,
    "alert": alerts.story,
    "claim": result_pages.story,
    "hand_over": stories.hand_over_story,
    "incident": incident_stories.story,
    "measure": measure_pages.story,
    "meeting": meetings.story,
    "recommendation": recommendations.story,
    "request": requests.story,
    "undertaking": undertaking_pages.story,
    "advice": _of_members(Advice),
    "clause": _of_members(Clause),
    "committee": charters.committee,
    "countersigning": countersigning.story,
    "decision": _decision,
    "dialogue": dialogues.story,
    "dissemination": charters.dissemination,
    "distinction": _of_secretariat(Distinction),
    "note": _note,
    "order": charters.order,
    "report": report_pages.story,
    "rumour": rumours.story,
    "testimony": result_pages.testimony,
    "verification": _verification,
}
"""For each noun the query behind its page, which answers None for what the reader may not know of."""
_OF_OFFICE: Final = frozenset({"note"})
"""What this office keeps beside the register: no entry speaks of it."""


def entity_of(reading: Reading, noun: str, case: str) -> Entity | None:
    """The case as it stands, for acts on it; None where there is none, or none that this reader may know of. A rule
    stands before anything was said of it: as its default.
    """
    if noun == "rule":
        return rules.standing(reading, case)
    if noun not in STORIES or STORIES[noun](reading, case) is None:
        return None
    return Entity(id=case) if noun in _OF_OFFICE else stands(reading, noun, case)
