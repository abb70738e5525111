"""What a field may be chosen from: only what the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.agreements import Clause
from toguna.domain.dialogues import Committee, Dialogue
from toguna.domain.frameworks import Body, Party, left, sat_on
from toguna.domain.incidents import Report
from toguna.domain.indicators import Indicator
from toguna.domain.meetings import MEETING, Meeting, may_decide
from toguna.domain.visibility import Role, level_visible
from toguna.server.acts.act import Field, Kind
from toguna.server.queries import (
    agreement_pages,
    alert_rules,
    alerts,
    incident_pages,
    measure_pages,
    meetings,
    requests,
    result_pages,
)
from toguna.server.queries import undertaking_pages as promises
from toguna.server.queries.cover import segments
from toguna.server.queries.naming import (
    body_name,
    both,
    case_name,
    indicator_name,
    joined,
    party_name,
    segment_name,
    spot_name,
)
from toguna.server.queries.pairs import Side, open_reports, suggested
from toguna.server.queries.parties import may_propose_leaving
from toguna.server.queries.reading import Reading
from toguna.server.queries.sealed import holds_sealed, sealed_cases, sealed_name
from toguna.server.queries.seats import founding_act
from toguna.server.queries.spots import own_places, own_roads


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and what people call it."""

    value: str
    name: Text


def choices(reading: Reading, field: Field) -> list[Choice]:
    """Everything that a field may be chosen from, in the order in which it is offered."""
    return reading.once(
        ("choices", field.kind, field.noun, field.codes.name if field.codes else None, field.past),
        lambda: list(_choices(reading, field)),
    )


def _choices(reading: Reading, field: Field) -> Iterable[Choice]:
    match field.kind:
        case Kind.CODE if field.codes is not None:
            return (Choice(code, field.codes.labels[code]) for code in field.codes)
        case Kind.PARTY:
            return _parties(reading, past=field.past)
        case Kind.SEAT:
            return _seats(reading, past=field.past)
        case Kind.SPOT:
            here = (*own_roads(reading), *own_places(reading))
            return (Choice(one.id, spot_name(reading, one.id)) for one in here)
        case Kind.STRETCH:
            return (
                Choice(f"{s.road}|{s.one}|{s.two}", _stretch(reading, s.road, s.one, s.two)) for s in segments(reading)
            )
        case Kind.CASE if field.noun is not None:
            return CASES[field.noun](reading)
        case _:
            raise ValueError(f"nothing to choose from: {field}")


def fits(reading: Reading, name: str, case: str) -> bool:
    """Whether an act that opens something about a case makes sense on this one."""
    if name == "unsealing.propose":
        return holds_sealed(reading, case)
    return name != "departure.propose" or may_propose_leaving(reading, case)


def _stretch(reading: Reading, road: str, one: str, two: str) -> Text:
    return joined([spot_name(reading, road), segment_name(reading, one, two)], " : ")


def _parties(reading: Reading, *, past: bool) -> Iterable[Choice]:
    """The parties, without those that left; where the past is told, these too, and said to have left."""
    held = reading.by_id(Party)
    codes_ = (one.code for one in founding_act(reading.register).parties)
    return (Choice(one, _party(reading, one)) for one in codes_ if past or not left(held.get(one)))


def _seats(reading: Reading, *, past: bool) -> Iterable[Choice]:
    """The seats of the parties; of one that left, where a meeting of before may still be recorded as held."""
    held, days = reading.by_id(Party), _days_to_record(reading)
    for one in founding_act(reading.register).seats:
        party = held.get(one.party)
        if past or not left(party) or any(sat_on(party, day) for day in days):
            yield Choice(one.code, _seat(reading, one.party, one.code))


def _days_to_record(reading: Reading) -> list[When]:
    assert MEETING.machine is not None
    open_ = (one for one in reading.all(Meeting) if MEETING.machine.allows(one.status, "held"))
    return [day for one in open_ if (day := one.start or one.called_for) is not None]


def _party(reading: Reading, code: str) -> Text:
    name = party_name(reading, code)
    if not left(reading.by_id(Party).get(code)):
        return name
    return Text(fr=f"{name.fr} (a quitté le cadre)", en=f"{name.en} (has left)")


def _seat(reading: Reading, party: str, code: str) -> Text:
    alternate = code != party
    name = _party(reading, party)
    return Text(fr=f"{name.fr} (suppléant)", en=f"{name.en} (alternate)") if alternate else name


def _measures(reading: Reading) -> Iterable[Choice]:
    return (Choice(row.id, row.name) for row in measure_pages.listed(reading))


def _meetings(reading: Reading) -> Iterable[Choice]:
    return (Choice(row.id, row.name) for row in meetings.listed(reading)) if meetings.shown(reading) else ()


def _undertakings(reading: Reading) -> Iterable[Choice]:
    return (Choice(row.id, row.what) for row in promises.listed(reading)) if promises.shown(reading) else ()


def _incidents(reading: Reading) -> Iterable[Choice]:
    """The latest ones: an older incident is acted on from its own page."""
    rows = incident_pages.listed(reading, incident_pages.Asked(), size=MOST_INCIDENTS).rows
    return (Choice(row.id, _dated(codes.INCIDENT_KINDS.labels[row.kind], row.date, row.id)) for row in rows)


def _same_event(reading: Reading) -> Iterable[Choice]:
    """The latest incidents, and before them whatever is suggested as one event with something."""
    near = {held.id: held for held in _suggested(reading) if held.noun == "incident"}
    held = [Choice(one.id, _dated(one.label, one.date, one.id)) for one in near.values()]
    return (*held, *(one for one in _incidents(reading) if one.value not in near))


def _accounts(reading: Reading) -> Iterable[Choice]:
    near = {held.id: held for held in _suggested(reading)}
    return (Choice(one.id, _dated(one.label, one.date, one.id)) for one in near.values())


def _suggested(reading: Reading) -> Iterable[Side]:
    return (side for pair in suggested(reading) for side in (pair.one, pair.two))


def _reports(reading: Reading) -> Iterable[Choice]:
    if reading.reader.role is not Role.MEDIATOR:
        return ()
    held = [one for one in reading.all(Report) if one.status != "set_aside"]
    return (Choice(one.id, _report(one)) for one in sorted(held, key=lambda one: one.id))


def _report(one: Report) -> Text:
    kind = codes.INCIDENT_KINDS.labels[one.kind] if one.kind else Text(fr="signalement", en="report")
    return _dated(kind, one.date or one.received, one.id)


def _dated(what: Text, when: When, case: str) -> Text:
    return Text(fr=f"{what.fr}, {when.say('fr')} ({case})", en=f"{what.en}, {when.say('en')} ({case})")


def _indicators(reading: Reading) -> Iterable[Choice]:
    """The latest ones that say something, for the members."""
    if not level_visible(reading.reader, "framework"):
        return ()
    held = [one for one in reading.all(Indicator) if one.framework == reading.framework and one.direction]
    held.sort(key=lambda one: (one.week.first, one.id), reverse=True)
    return (Choice(one.id, indicator_name(reading, one)) for one in held[:MOST_INCIDENTS])


def _rule(row: alert_rules.RuleRow) -> Text:
    return joined([codes.ALERT_RULES.labels[row.rule], row.where], " : ")


MOST_INCIDENTS: Final = 60


CASES: Final[dict[str, Callable[[Reading], Iterable[Choice]]]] = {
    "measure": _measures,
    "meeting": _meetings,
    "deciding": lambda reading: (one for one in _meetings(reading) if may_decide(reading.by_id(Meeting)[one.value])),
    "undertaking": _undertakings,
    "agreement": lambda reading: (
        Choice(node.id, node.name)
        for node in (agreement_pages.tree(reading)[0] if agreement_pages.shown(reading) else ())
    ),
    "clause": lambda reading: (
        Choice(one.id, joined([both(one.ref), *([both(one.theme)] if one.theme else [])]))
        for one in (reading.all(Clause) if agreement_pages.shown(reading) else ())
    ),
    "request": lambda reading: (Choice(row.id, row.what or row.status) for row in requests.listed(reading)),
    "alert": lambda reading: (Choice(row.id, row.where) for row in alerts.listed(reading)),
    "held_rule": lambda reading: (Choice(row.id, _rule(row)) for row in alert_rules.holds(reading)),
    "claim": lambda reading: (
        Choice(row.claim.id, row.claim.says) for row in result_pages.listed(reading) if row.claim.says is not None
    ),
    "indicator": _indicators,
    "body": lambda reading: (Choice(one.id, body_name(reading, one.id)) for one in reading.all(Body)),
    "dialogue": lambda reading: (
        Choice(one.id, both(one.what) if one.what else case_name(reading, one.id)) for one in reading.all(Dialogue)
    ),
    "incident": _incidents,
    "same_event": _same_event,
    "account": _accounts,
    "open_report": lambda reading: (Choice(one.id, _report(one)) for one in open_reports(reading)),
    "report": _reports,
    "sealed": lambda reading: (Choice(case, sealed_name(reading, case)) for _, case in sealed_cases(reading)),
    "committee": lambda reading: (Choice(one.id, both(one.what)) for one in reading.all(Committee)),
}
"""For each noun, the cases that a reader may choose among."""
