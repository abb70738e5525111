"""The situation of a framework on a day: everything the command, the page and the brief show, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.text import Text
from toguna.domain.meetings import Decision, Meeting
from toguna.register.constitution import Mode
from toguna.server.ledger import places
from toguna.server.queries import agreements, claims, cover, measures, requests, undertakings
from toguna.server.queries.changes import ChangeRow, changes
from toguna.server.queries.naming import both, framework_name, party_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.unknowns import unknowns
from toguna.server.queries.verifications import Feedback, Verifying, feedback, verifying

CHANGED_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision that is awaited: its object, from whom, before when, and what happens otherwise."""

    id: str
    what: Text
    awaited_from: tuple[str, ...]
    awaited_names: tuple[Text, ...]
    due: date | None
    otherwise: Text | None


@dataclass(frozen=True)
class Situation:
    """One framework, one reader, one day. `forward` says how much of forward cover the reader sees: `all`, `named`
    or `none`: where it is
    not `all`, an empty list of gaps or ends says nothing.
    """

    framework: str
    name: Text
    mode: Mode
    as_of: date | None
    today: date
    control_number: str
    measures_recorded: int
    forward: str
    gaps: tuple[cover.GapRow, ...]
    ending: tuple[measures.EndRow, ...]
    hand_overs: tuple[measures.HandOverRow, ...]
    due: tuple[undertakings.DueRow, ...]
    blocked: tuple[undertakings.BlockedRow, ...]
    requests: tuple[requests.RequestRow, ...]
    claims: tuple[claims.ClaimRow, ...]
    clauses: tuple[agreements.ClauseRow, ...]
    decisions: tuple[DecisionRow, ...]
    next_meeting: date | None
    changes: tuple[ChangeRow, ...]
    verifying: Verifying | None
    feedback: Feedback | None
    unknowns: tuple[Text, ...]
    fragility: measures.FragilityRow


def control_number(reading: Reading) -> str:
    """Twelve digits that two copies share when they hold the same entries."""
    return places.control_digits(reading.register)


def situation(reading: Reading) -> Situation:
    """Read it all, cut to the reader."""
    return Situation(
        framework=reading.framework,
        name=framework_name(reading),
        mode=reading.mode,
        as_of=reading.as_of,
        today=reading.today,
        control_number=control_number(reading),
        measures_recorded=measures.recorded(reading),
        forward=cover.shown_ahead(reading.reader),
        gaps=tuple(cover.gaps(reading)),
        ending=tuple(measures.ending(reading)),
        hand_overs=tuple(measures.unconfirmed(reading)),
        due=tuple(undertakings.due(reading)),
        blocked=tuple(undertakings.blocked(reading)),
        requests=tuple(requests.open_requests(reading)),
        claims=tuple(claims.claims(reading)),
        clauses=tuple(agreements.clauses(reading)),
        decisions=tuple(awaited(reading)),
        next_meeting=_next_meeting(reading),
        changes=tuple(changes(reading, reading.today - CHANGED_WITHIN)),
        verifying=verifying(reading),
        feedback=feedback(reading),
        unknowns=tuple(unknowns(reading)),
        fragility=measures.fragile(reading),
    )


def awaited(reading: Reading) -> list[DecisionRow]:
    """Decisions awaited: all for the secretariat, one's own for a seat, none in what circulates among all."""
    rows = []
    for held in reading.all(Decision):
        if held.status not in ("awaited", "deferred"):
            continue
        if not (cover.sees_all(reading.reader) or reading.reader.party in held.awaited_from):
            continue
        due = held.due.last if held.due and held.due.known else None
        names = tuple(party_name(reading, p) for p in held.awaited_from)
        otherwise = both(held.otherwise) if held.otherwise else None
        rows.append(DecisionRow(held.id, both(held.what), held.awaited_from, names, due, otherwise))
    return sorted(rows, key=lambda row: (row.due or date.max, row.id))


def _next_meeting(reading: Reading) -> date | None:
    """The next meeting called, for members who may see days to come."""
    if not undertakings.dates_to_come(reading.reader):
        return None
    days = [
        m.called_for.first
        for m in reading.all(Meeting)
        if m.status == "called" and m.called_for and m.called_for.known and m.called_for.first >= reading.today
    ]
    return min(days, default=None)
