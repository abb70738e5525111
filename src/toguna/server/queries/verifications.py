"""How far the framework is with being sure of what happened: the clock of each incident, and who got an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Min, Q

from toguna.base.text import Text
from toguna.domain.incidents import Incident, Report, Verification
from toguna.domain.rules import verification_days
from toguna.domain.verifying import GRAVE_KINDS, PENDING, Clock, clock
from toguna.domain.visibility import Row, Rule, rule, verification_view
from toguna.server.queries.gateways import outcomes_told
from toguna.server.queries.incident_cuts import table
from toguna.server.queries.incidents import IncidentRow, shown_rows
from toguna.server.queries.naming import joined, party_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.rules import decided_on
from toguna.server.records.models import MODELS

LOOK_BACK: Final = timedelta(days=60)
MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Pending:
    """An incident that is not settled, with its clock."""

    row: IncidentRow
    clock: Clock


@dataclass(frozen=True, slots=True)
class Verifying:
    """The incidents of the last sixty days that are not settled: the latest due first, at most twelve, of `number`; how
    many are late; and how many that are older were never settled.
    """

    rows: tuple[Pending, ...]
    number: int
    late: int
    older: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """Of the reports received since a day, how many were answered to those who gave them."""

    since: date
    received: int
    answered: int


def convenes(reading: Reading) -> bool:
    """Whether this reader convenes joint verifications, and answers to those who report."""
    return rule(reading.reader, Row.VERIFICATION) is Rule.FULL


def clock_of(reading: Reading, incident: Incident) -> Clock | None:
    """The clock of one incident, for who convenes; None for the others."""
    if not convenes(reading):
        return None
    known = _known(reading, [incident.id])[incident.id]
    return clock(incident.kind, incident.killed, incident.status, known, reading.today, _days(reading, known))


def _days(reading: Reading, known: date) -> Mapping[int, tuple[int, int]]:
    """The days that a framework gives itself for an incident: those that held when the register learnt of it."""
    return reading.once(("verification days", known), lambda: verification_days(decided_on(reading, known)))


def of_incident(reading: Reading, incident: str) -> tuple[str, ...]:
    """The joint verifications of an incident that this reader reads whole."""
    held = (one for one in reading.all(Verification) if one.incident == incident)
    return tuple(one.id for one in held if verification_view(reading.reader, one.team, one.status) == "full")


def team_label(reading: Reading, label: Text, verification: str) -> Text:
    """What is done in a joint verification; where its incident has several, in which one: its number and its team."""
    held = reading.by_id(Verification)[verification]
    of_it = of_incident(reading, held.incident)
    if len(of_it) < 2:
        return label
    number, team = of_it.index(verification) + 1, joined([party_name(reading, party) for party in held.team])
    return Text(
        fr=f"{label.fr} – vérification {number} : {team.fr}", en=f"{label.en} – verification {number}: {team.en}"
    )


def verified_by(reading: Reading, verification: str) -> str | None:
    """The incident that a joint verification looks at, for who reads it whole; None for the others."""
    held = reading.by_id(Verification).get(verification)
    whole = held is not None and verification_view(reading.reader, held.team, held.status) == "full"
    return held.incident if held is not None and whole else None


def verifying(reading: Reading) -> Verifying | None:
    """What is to be settled, for who convenes; None for the others, to whom it says nothing."""
    if not convenes(reading):
        return None
    return reading.once("verifying", lambda: _verifying(reading))


def _verifying(reading: Reading) -> Verifying:
    since = reading.today - LOOK_BACK
    rows = table(reading).filter(status__in=PENDING)
    held = list(rows.filter(last_day__gte=since).values_list("case", "kind", "killed", "status"))
    known = _known(reading, [one[0] for one in held])
    every = {
        id_: clock(kind, killed, status, known[id_], reading.today, _days(reading, known[id_]))
        for id_, kind, killed, status in held
    }
    running = {id_: one for id_, one in every.items() if one.stage is not None}
    first = sorted(running, key=lambda id_: (running[id_].due or date.max, id_))[:MOST]
    shown = {row.id: row for row in shown_rows(reading, first)}
    recouped = Q(status="corroborated") & ~Q(kind__in=GRAVE_KINDS) & ~Q(killed__gt=0)
    return Verifying(
        tuple(Pending(shown[id_], running[id_]) for id_ in first if id_ in shown),
        len(running),
        sum(one.late > 0 for one in running.values()),
        rows.filter(last_day__lt=since).exclude(recouped).count(),
    )


def _known(reading: Reading, cases: list[str]) -> Mapping[str, date]:
    """Since when the register knows each of these incidents."""
    found: dict[str, date] = {}
    for begin in range(0, len(cases), 500):
        rows = MODELS["incident"].objects.filter(
            register=reading.register.hex(), case__in=cases[begin : begin + 500], valid=True
        )
        found.update(rows.values_list("case").annotate(first=Min("known_from")))
    return found


def feedback(reading: Reading) -> Feedback | None:
    """How many of the reports of the last sixty days were answered, for who reads reports; None for the others. An SMS
    that told the outcome, and went out from here, is an answer.
    """
    if rule(reading.reader, Row.RAW_REPORT) is not Rule.FULL:
        return None
    since = reading.today - LOOK_BACK
    reports = [one for one in reading.all(Report) if one.received.last >= since]
    told = outcomes_told(reading.register)
    return Feedback(since, len(reports), sum(one.answer_text is not None or one.receipt in told for one in reports))
