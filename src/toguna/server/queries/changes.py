"""What the register learnt between two days, for this reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.agreements import Clause
from toguna.domain.claims import Claim
from toguna.domain.dialogues import Dialogue
from toguna.domain.incidents import OUT_OF_FIGURES
from toguna.domain.measures import MACHINE, Measure, Withdrawal
from toguna.domain.meetings import Decision, Meeting
from toguna.domain.requests import REQUEST, Request
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import claim_visible, incidents_each, may_see_end, may_see_forward, undertaking_status
from toguna.server.queries.incident_cuts import recent
from toguna.server.queries.incidents import coarse, held_case, held_cases, shown_as, spots_shown
from toguna.server.queries.naming import both, case_name, joined, measure_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link
from toguna.server.queries.stories_case import decision_visible, linked
from toguna.server.queries.undertakings import status_labels
from toguna.server.records.models import Statement

_NEW = Text(fr="inscrit", en="recorded")
KINDS = {
    "measure": Text(fr="mesure", en="measure"),
    "withdrawal": Text(fr="retrait", en="withdrawal"),
    "incident": Text(fr="incident", en="incident"),
    "clause": Text(fr="disposition", en="clause"),
    "undertaking": Text(fr="engagement", en="undertaking"),
    "meeting": Text(fr="rencontre", en="meeting"),
    "decision": Text(fr="décision", en="decision"),
    "request": Text(fr="plaidoyer", en="request"),
    "dialogue": Text(fr="dialogue", en="dialogue"),
    "claim": Text(fr="résultat annoncé", en="announced result"),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One case of which the register learnt something: on which day, what kind of thing, what it is called, its
    state now.
    """

    known: date
    when: When
    noun: str
    case: str
    kind: Text
    name: Text
    state: Text
    link: Link | None


def changes(reading: Reading, since: date) -> list[ChangeRow]:
    """Cases that changed after `since`, up to the day shown, the latest first."""
    rows = Statement.objects.filter(register=reading.register.hex(), known__gt=since, known__lte=reading.today)
    return list(recent(reading, ("changes", since), lambda: told_changes(reading, rows)))


def told_changes(reading: Reading, statements: QuerySet[Statement]) -> list[ChangeRow]:
    """The cases that some statements speak of, as this reader may know of them, the latest first."""
    latest: dict[tuple[str, str], date] = {}
    for noun, case, known in statements.filter(noun__in=KINDS).values_list("noun", "case", "known"):
        latest[noun, case] = max(known, latest.get((noun, case), known))
    held_cases(reading, (case for noun, case in latest if noun == "incident"))  # at one stroke
    out = []
    for (noun, case), known in latest.items():
        found = told(reading, noun, case)
        if found is not None:
            when, link = when_told(reading, noun, case, known), _link(reading, noun, case)
            out.append(ChangeRow(known, when, noun, case, KINDS[noun], *found, link))
    return sorted(out, key=lambda row: (row.when.last, row.noun, row.case), reverse=True)


def when_told(reading: Reading, noun: str, case: str, known: date) -> When:
    """The day it became known; for an incident no finer than this reader may date it: the two are often one day."""
    held = held_case(reading, case) if noun == "incident" else None
    if held is None:
        return When.on(known)
    shown = shown_as(reading, held)
    return When.on(known) if shown == "point" else coarse(When.on(known), shown or "cercle")


def told(reading: Reading, noun: str, case: str) -> tuple[Text, Text] | None:
    """The name and state of a case; None where this reader may not know of the change."""
    match noun:
        case "measure" | "withdrawal":
            return _security(reading, noun, case)
        case "incident":
            return _incident(reading, case)
        case "claim":
            claim = reading.by_id(Claim).get(case)
            hidden = claim is None or claim.kind in ("attribution", "testimony")
            if claim is None or hidden or claim.says is None or not claim_visible(reading.reader, claim.level):
                return None
            return both(claim.says), _NEW
        case _:
            return _process(reading, noun, case)


def _security(reading: Reading, noun: str, case: str) -> tuple[Text, Text] | None:
    """Starts and ends of measures tell of gaps: they go to those who may see that measure's end (§9.1)."""
    if noun == "measure":
        measure = reading.by_id(Measure).get(case)
        if measure is None or not may_see_end(reading.reader, measure.by, measure.may_fill):
            return None
        return measure_name(reading, case), MACHINE.labels[measure.status]
    event = reading.by_id(Withdrawal).get(case)
    if event is None or not may_see_forward(reading.reader, able_to_fill=()):
        return None
    kind, where = codes.EVENT_KINDS.labels[event.kind], spot_names(reading, event.where)
    return Text(fr=f"{kind.fr} : {where.fr}", en=f"{kind.en}: {where.en}"), _NEW


def _incident(reading: Reading, case: str) -> tuple[Text, Text] | None:
    if not incidents_each(reading.reader):
        return None
    held = held_case(reading, case)
    if held is None or held.status in OUT_OF_FIGURES:
        return None
    shown = shown_as(reading, held)
    if shown is None:
        return None
    kind = codes.INCIDENT_KINDS.labels[held.kind]
    if shown == "cercle":
        return kind, _NEW
    where = spot_names(reading, spots_shown(reading, held.where, shown))
    return Text(fr=f"{kind.fr}, {where.fr}", en=f"{kind.en}, {where.en}"), _NEW


def incident_shown(reading: Reading, case: str) -> bool:
    """Whether this reader may know of an incident at all, on the day shown."""
    held = held_case(reading, case)
    return held is not None and shown_as(reading, held) is not None


def _link(reading: Reading, noun: str, case: str) -> Link | None:
    """The record that tells more, where this reader may know of it."""
    return Link("claim", case, _NEW) if noun == "claim" else linked(reading, case)


def _process(reading: Reading, noun: str, case: str) -> tuple[Text, Text] | None:
    if noun == "decision":
        decision = reading.by_id(Decision).get(case)
        return (both(decision.what), _NEW) if decision and decision_visible(reading, decision) else None
    if linked(reading, case) is None or (noun == "undertaking" and undertaking_status(reading.reader) != "each"):
        return None
    if noun == "undertaking" and (held := reading.by_id(Undertaking).get(case)):
        return both(held.what), status_labels()[held.status]
    if noun == "clause" and (clause := reading.by_id(Clause).get(case)):
        state = codes.CLAUSE_STATUSES.labels[clause.statuses[-1].status] if clause.statuses else _NEW
        return both(clause.ref), state
    if noun == "request" and (request := reading.by_id(Request).get(case)):
        assert REQUEST.machine is not None
        about = joined([case_name(reading, case) for case in request.about])
        return about, REQUEST.machine.labels[request.status]
    if noun == "meeting" and (meeting := reading.by_id(Meeting).get(case)) and meeting.what:
        return both(meeting.what), _NEW
    if noun == "dialogue" and (dialogue := reading.by_id(Dialogue).get(case)):
        return spot_names(reading, dialogue.where), _NEW
    return None
