"""All acts, by name."""

from __future__ import annotations

from typing import Final

from toguna.server.acts import (
    alerts,
    charters,
    claims,
    countersigning,
    dialogues,
    hand_overs,
    incidents,
    measures,
    meetings,
    notes,
    outings,
    pairs,
    paper_forms,
    ratings,
    recommendations,
    relief,
    requests,
    rules,
    undertakings,
    withdrawals,
)
from toguna.server.acts.act import Act
from toguna.server.queries.reading import Reading

_ALL: Final = (
    *measures.ACTS,
    *relief.ACTS,
    *withdrawals.ACTS,
    *hand_overs.ACTS,
    *outings.ACTS,
    *meetings.ACTS,
    *notes.ACTS,
    *undertakings.ACTS,
    *ratings.ACTS,
    *recommendations.ACTS,
    *requests.ACTS,
    *alerts.ACTS,
    *incidents.ACTS,
    *pairs.ACTS,
    *paper_forms.ACTS,
    *dialogues.ACTS,
    *charters.ACTS,
    *claims.ACTS,
    *rules.ACTS,
    *countersigning.ACTS,
)

ACTS: Final[dict[str, Act]] = {act.name: act for act in _ALL}


def offered(reading: Reading, noun: str, entity: object) -> list[Act]:
    """The acts that this reader may do now on a case of a noun; with None, those that open one."""
    opening = entity is None
    return [act for act in _ALL if act.noun == noun and (act.opens is not None) is opening and act.may(reading, entity)]
