"""One incident as a story: how it came to be known, what was done to be sure of it, what followed.

Days are no finer than the reader may date the incident: the day on which the register learnt of it is often its own.
Free words may tell the spot, the hour or the people: they are for those who handle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text, sentence
from toguna.domain import codes
from toguna.domain.alerts import Alert, Response
from toguna.domain.claims import Claim
from toguna.domain.incidents import INCIDENT, VERIFICATION, Incident, Report, Verification, came_by
from toguna.domain.verifying import Clock
from toguna.domain.visibility import (
    INCIDENT_HOURS,
    Row,
    Rule,
    claim_visible,
    incident_place,
    rule,
    verification_view,
)
from toguna.server.queries.alerts import alert_name, alert_seen
from toguna.server.queries.cover import gaps_around
from toguna.server.queries.incident_cuts import own_verified
from toguna.server.queries.incident_pages import counts_only, status_shown
from toguna.server.queries.incidents import IncidentRow, coarse, held_case, held_cases, told_of
from toguna.server.queries.measures import hand_overs
from toguna.server.queries.naming import both, joined, party_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import Said, in_order, told, told_exactly
from toguna.server.queries.verifications import clock_of
from toguna.server.records.models import MODELS

_PLAIN = "ROB-ROAD"
_PLACING = frozenset({"reported", "amended", "located"})


@dataclass(frozen=True)
class IncidentStory:
    """An incident with what its reader may know; `handles`: of the group that handles it, who read the words too."""

    row: IncidentRow
    status: Text
    handles: bool
    hours: str | None
    note: Text | None
    injured: int | None
    abducted: int | None
    escorted: bool | None
    precision: str | None
    grade: tuple[str, str] | None
    handling: tuple[Text, ...]
    gap: Link | None
    clock: Clock | None
    steps: tuple[Step, ...]


def story(reading: Reading, id_: str) -> IncidentStory | None:
    """The story of one incident; None where there is none, or none that this reader may know of."""
    held = held_case(reading, id_)
    row = told_of(reading, held) if held is not None and not counts_only(reading) else None
    if held is None or row is None:
        return None
    verifies = held.id in own_verified(reading)
    handles = incident_place(reading.reader, held.handling, _PLAIN, INCIDENT_HOURS, verifies=verifies) == "point"
    assert INCIDENT.machine is not None
    return IncidentStory(
        row,
        INCIDENT.machine.labels[status_shown(reading, held.status)],
        handles,
        held.hours if handles else None,
        both(held.note) if handles and held.note else None,
        held.injured if row.shown_as != "cercle" else None,
        held.abducted if row.shown_as != "cercle" else None,
        held.escorted if handles else None,
        held.place_precision if handles else None,
        (held.grade.reliability, held.grade.credibility) if handles and held.grade else None,
        tuple(party_name(reading, p) for p in held.handling) if handles else (),
        _gap(reading, held, row),
        clock_of(reading, held),
        in_order(_steps(reading, held, row)),
    )


def _steps(reading: Reading, held: Incident, row: IncidentRow) -> Iterator[Step]:
    yield from _reports(reading, held)
    yield from _itself(reading, row)
    yield from _joined(reading, held)
    yield from _verified(reading, held)
    yield from _after(reading, held, row)


def _dated(row: IncidentRow, day: date) -> When:
    """A day as fine as the incident itself is dated for this reader."""
    return When.on(day) if row.shown_as == "point" else coarse(When.on(day), row.shown_as)


def _gap(reading: Reading, held: Incident, row: IncidentRow) -> Link | None:
    """The gap in cover into which it fell, for who may see that gap, and not for what is placed by its cercle only."""
    if row.shown_as == "cercle":
        return None
    found = next(iter(gaps_around(reading, held)), None)
    if found is None:
        return None
    sides = (found.after, found.successor)
    relay = next((one for one in hand_overs(reading) if (one.from_measure, one.to_measure) == sides), None)
    return Link("hand_over", relay.id, found.road_name) if relay else Link("road", found.road, found.road_name)


def _reports(reading: Reading, held: Incident) -> Iterator[Step]:
    """What was passed on, for the secretariat; never who passed it on."""
    if rule(reading.reader, Row.RAW_REPORT) is not Rule.FULL:
        return
    for report in reading.all(Report):
        if report.incident in {held.id, *_taken_in(reading, held)} or report.id in held.reports:
            yield Step("report", report.received, {"channel": came_by(report.channel)}, report.basis)
            if report.answer_text is not None:
                yield Step("report-answered", None, {"what": both(report.answer_text)})


def _itself(reading: Reading, row: IncidentRow) -> Iterator[Step]:
    """What happened, and each thing that was recorded about it."""
    yield Step("happened", row.date, {"what": _capital(row.label), "where": row.where}, row.basis, row.source)
    before, place = "", ()
    for said in _said(reading, row):
        kind = _kind(reading, said)
        where = tuple(said.fields.get("where") or place) if said.kind in _PLACING else place
        if kind == "located" and row.shown_as == "point":
            yield _located(reading, row, said, place)
            before, place = kind, where
            continue
        place = where
        if kind and kind != before:
            yield Step(kind, _dated(row, said.known), {}, entry=said.entry if row.shown_as == "point" else None)
            before = kind


def _said(reading: Reading, row: IncidentRow) -> tuple[Said, ...]:
    """Its statements; where it was placed anew, each with what it said itself, so that the place before is read too."""
    held = told(reading, "incident", row.id)
    anew = row.shown_as == "point" and any(one.kind == "located" for one in held)
    return told_exactly(reading, "incident", row.id) if anew else held


def _located(reading: Reading, row: IncidentRow, said: Said, before: tuple[str, ...]) -> Step:
    """Where it was placed, how precisely, and where it stood before."""
    data = {
        "where": spot_names(reading, tuple(said.fields.get("where", ()))),
        "precision": codes.PLACE_PRECISIONS.labels[said.fields["place_precision"]],
        "before": spot_names(reading, before),
    }
    return Step("located-at", _dated(row, said.known), data, entry=said.entry)


def _taken_in(reading: Reading, held: Incident) -> tuple[str, ...]:
    """The incidents that were found to be this one."""
    rows = MODELS["incident"].objects.at(reading.register, reading.as_of).filter(status="merged")
    return tuple(rows.filter(data__incident=held.id).order_by("case").values_list("case", flat=True))


def _joined(reading: Reading, held: Incident) -> Iterator[Step]:
    """The incident that stays where this one was merged into it; on that one's page, those that it took in."""
    stays = (held.incident,) if held.status == "merged" and held.incident else ()
    for link in _links(reading, stays):
        yield Step("stays", None, {}, links=(link,))
    for link in _links(reading, _taken_in(reading, held)):
        yield Step("took-in", None, {}, links=(link,))


def _links(reading: Reading, cases: tuple[str, ...]) -> Iterator[Link]:
    for one in held_cases(reading, cases).values():
        row = told_of(reading, one)
        if row is not None:
            yield Link("incident", one.id, _capital(row.label))


def _capital(text: Text) -> Text:
    return Text(fr=sentence(text.fr), en=sentence(text.en))


def _kind(reading: Reading, said: Said) -> str:
    """The step of a statement; empty where this reader may not know of it."""
    state = {"under_verification": "in_verification"}.get(said.kind, said.kind)
    assert INCIDENT.machine is not None
    if state in INCIDENT.machine.labels and status_shown(reading, state) != state:
        return ""
    return "" if said.kind == "attribution_settled" else said.kind


def _verified(reading: Reading, held: Incident) -> Iterator[Step]:
    """Its joint verifications: the whole to the team, the adopted result to others who may read it."""
    assert VERIFICATION.machine is not None
    for one in reading.all(Verification):
        view = verification_view(reading.reader, one.team, one.status) if one.incident == held.id else None
        if view is None:
            continue
        state = VERIFICATION.machine.labels[one.status]
        if view == "full":
            team = joined([party_name(reading, p) for p in one.team]) if one.team else None
            yield Step("verification", one.date, {"state": state, "team": team})
        else:
            yield Step("verification", None, {"state": state})
        yield from _finding(reading, one, view)


def _finding(reading: Reading, one: Verification, view: str) -> Iterator[Step]:
    if one.finding is not None:
        yield Step("finding", one.date if view == "full" else None, {"what": both(one.finding)})
    for dissent in one.dissent:
        by = party_name(reading, dissent.party) if dissent.party and view == "full" else None
        yield Step("dissent", None, {"what": both(dissent.what), "by": by})


def _after(reading: Reading, held: Incident, row: IncidentRow) -> Iterator[Step]:
    """The alerts raised on it and what was done, and the announced results that it speaks for or against."""
    for alert in reading.all(Alert):
        # Whoever reads only that there is an alert, and where, must not learn from here what it stands on.
        if held.id in alert.because and alert_seen(reading, alert) == "full":
            yield Step("alert", alert.date, {}, links=(Link("alert", alert.id, alert_name(reading, alert)),))
            for response in (one for one in reading.all(Response) if one.alert == alert.id):
                yield Step("response", response.date, {"what": both(response.what)})
    for claim in reading.all(Claim):
        sides = {item.side for item in claim.evidence if item.ref == held.id}
        if sides and claim.says and claim.kind not in ("attribution", "testimony") and row.shown_as != "cercle":
            if claim_visible(reading.reader, claim.level):
                side = "for" if "for" in sides else "against" if "against" in sides else "beside"
                says = both(claim.says)
                yield Step("claim", None, {side: says}, links=(Link("claim", claim.id, says),))
