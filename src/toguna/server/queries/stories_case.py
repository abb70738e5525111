"""What every story is made of: the statements about one case with the days they became known, and links to others.

A link is given only to a record that this reader may know of: “led to: patrol” would else tell what cover is planned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toguna.base.dates import When
from toguna.base.errors import InputError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.agreements import Agreement, Clause
from toguna.domain.alerts import Signal
from toguna.domain.dialogues import Committee, Dialogue
from toguna.domain.frameworks import Seat
from toguna.domain.indicators import Indicator
from toguna.domain.measures import Measure, Withdrawal
from toguna.domain.meetings import Decision, Meeting
from toguna.domain.nouns import ALL_NOUNS
from toguna.domain.places import Place, Road, Source
from toguna.domain.recommendations import Recommendation
from toguna.domain.requests import Request
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import (
    Role,
    agreement_visible,
    caucus_visible,
    level_visible,
    may_see_end,
    office_visible,
)
from toguna.domain.wire import from_wire
from toguna.server.ledger import store
from toguna.server.queries.incidents import as_shown, held_case
from toguna.server.queries.measures import long_started
from toguna.server.queries.naming import (
    both,
    case_name,
    indicator_name,
    joined,
    measure_name,
    party_name,
    spot_name,
    spot_names,
)
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link, Step
from toguna.server.records.models import MODELS, Statement
from toguna.server.records.opening import read_parts

_TELLS_OF_COVER = frozenset({"garrison_packs", "garrison_left", "fuel_low", "liaison_silent", "convoy_asked"})
"""Signals about those who protect: like forward cover, for the secretariat only."""
_REQUEST = Text(fr="plaidoyer, niveau {level}", en="request, {level} level")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement about a case: its type, the day it became known, its entry, and what it set (plain data)."""

    type: str
    known: date
    entry: str
    fields: dict[str, Any]

    @property
    def kind(self) -> str:
        """The type without its noun."""
        return self.type.partition(".")[2]

    def when(self, field: str) -> When | None:
        """A date that it set."""
        held = self.fields.get(field)
        return When.parse(held) if isinstance(held, str) else None

    def words(self, field: str) -> Text | None:
        """Words that it set."""
        held = self.fields.get(field)
        return both(Words(**held)) if isinstance(held, dict) else None


def told(reading: Reading, noun: str, case: str) -> tuple[Said, ...]:
    """Every statement about a case that was known on the day, in the order in which they were made.

    A field shows what it was at the end of the day on which the statement became known.
    """
    held = list(
        MODELS[noun]
        .objects.filter(register=reading.register.hex(), case=case, valid=True, known_from__lte=_until(reading))
        .order_by("known_from")
    )
    if not held:
        return ()
    rows = Statement.objects.filter(register=reading.register.hex(), noun=noun, case=case).order_by()
    rows = rows.filter(known__lte=_until(reading))
    of_entry = {entry: (type_, known) for entry, type_, known in rows.values_list("entry", "type", "known")}
    counted: dict[str, int] = {}
    out = []
    for entry in held[-1].entries:
        if entry not in of_entry:
            continue
        type_, known = of_entry[entry]
        kind = ALL_NOUNS[noun].by_name[type_]
        if kind.appends is not None:
            at = counted[kind.appends] = counted.get(kind.appends, -1) + 1
            items = held[-1].data.get(kind.appends, [])
            fields = items[at] if at < len(items) else {}
        else:
            data = next(v.data for v in held if v.known_from == known)
            fields = {name: data[name] for name in kind.fields if name in data}
        out.append(Said(type_, known, entry, dict(fields)))
    return tuple(out)


def told_exactly(reading: Reading, noun: str, case: str) -> tuple[Said, ...]:
    """The same, each with the fields that it set itself, where this copy can open it: two of one day are told apart."""
    found = told(reading, noun, case)
    rows = Statement.objects.filter(register=reading.register.hex(), entry__in=[one.entry for one in found])
    places = {(bytes.fromhex(device), idx): entry for entry, device, idx in rows.values_list("entry", "device", "idx")}
    own: dict[str, dict[str, Any]] = {}
    for stored in store.entries_at(reading.register, list(places)):
        try:
            said = from_wire(read_parts(reading.register, stored.device, stored.entry, {}))
        except InputError:
            continue
        own[places[stored.device, stored.idx]] = dict(said.fields)
    return tuple(replace(one, fields=own.get(one.entry, one.fields)) for one in found)


def _until(reading: Reading) -> date:
    return reading.as_of or date.max


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Oldest first, by what happened, else by what became known; a step without either stays behind the one before."""
    held = list(steps)
    keys: list[date] = []
    for step in held:
        dated = step.when.first if step.when is not None and step.when.known else step.known
        keys.append(dated or (keys[-1] if keys else date.min))
    return tuple(held[n] for n in sorted(range(len(held)), key=lambda n: (keys[n], n)))


def source_name(reading: Reading, source: str | None) -> Text | None:
    """What a source is called."""
    held = reading.by_id(Source).get(source or "")
    return both(held.name) if held else None


def party_names(reading: Reading, parties: Iterable[str]) -> Text | None:
    """Parties in a row; None where none is named."""
    names = [party_name(reading, party) for party in parties]
    return joined(names) if names else None


def who(reading: Reading, parties: Iterable[str], text: Words | None) -> Text | None:
    """Parties of the register and others in words, in a row; None where nobody is named."""
    names = [name for name in (party_names(reading, parties), both(text) if text else None) if name is not None]
    return joined(names) if names else None


def links(reading: Reading, cases: Iterable[str]) -> tuple[Link, ...]:
    """The records that this reader may know of, in their order."""
    found = [linked(reading, case) for case in cases]
    return tuple(one for one in found if one is not None)


def linked(reading: Reading, case: str) -> Link | None:
    """One record by its id; None where it is not recorded yet, or not for this reader."""
    if case in reading.by_id(Measure) or case in reading.by_id(Withdrawal) or held_case(reading, case) is not None:
        return _of_the_field(reading, case)
    if case in reading.by_id(Road) or case in reading.by_id(Place):
        return Link("road" if case in reading.by_id(Road) else "place", case, spot_name(reading, case))
    return _of_the_process(reading, case)


def _of_the_field(reading: Reading, case: str) -> Link | None:
    if measure := reading.by_id(Measure).get(case):
        begun = reading.once("measures long begun", lambda: frozenset(one.id for one in long_started(reading)))
        known = case in begun or may_see_end(reading.reader, measure.by, measure.may_fill)
        return Link("measure", case, measure_name(reading, case)) if known else None
    if incident := held_case(reading, case):
        row = as_shown(reading, incident)
        return Link("incident", case, joined([row.label, row.where])) if row else None
    return Link("withdrawal", case, case_name(reading, case)) if reading.reader.role is Role.MEDIATOR else None


def _of_the_process(reading: Reading, case: str) -> Link | None:
    member = level_visible(reading.reader, "framework")
    if held := reading.by_id(Undertaking).get(case):
        return Link("undertaking", case, both(held.what)) if agreement_visible(reading.reader) else None
    if agreement := reading.by_id(Agreement).get(case):
        return Link("agreement", case, both(agreement.name)) if agreement_visible(reading.reader) else None
    if clause := reading.by_id(Clause).get(case):
        return Link("agreement", clause.agreement, both(clause.ref)) if agreement_visible(reading.reader) else None
    if meeting := reading.by_id(Meeting).get(case):
        return Link("meeting", case, meeting_name(meeting)) if meeting_visible(reading, meeting) else None
    if decision := reading.by_id(Decision).get(case):
        shown = decision_visible(reading, decision) and decision.meeting in reading.by_id(Meeting)
        return Link("meeting", decision.meeting or "", both(decision.what)) if shown else None
    if request := reading.by_id(Request).get(case):
        level = codes.DECISION_LEVELS.labels[request.level]
        name = Text(fr=_REQUEST.fr.format(level=level.fr), en=_REQUEST.en.format(level=level.en))
        # A draft is between its sender and the secretariat until it is sent.
        sent = request.status not in ("drafted", "endorsed") or office_visible(reading.reader, request.by)
        return Link("request", case, name) if member and sent else None
    return _of_the_rest(reading, case) if member else None


def _of_the_rest(reading: Reading, case: str) -> Link | None:
    if dialogue := reading.by_id(Dialogue).get(case):
        return Link("dialogue", case, both(dialogue.what) if dialogue.what else case_name(reading, case))
    if committee := reading.by_id(Committee).get(case):
        return Link("committee", case, both(committee.what))
    if recommendation := reading.by_id(Recommendation).get(case):
        return Link("recommendation", case, both(recommendation.what))
    if answer := reading.by_id(Indicator).get(case):
        return Link("indicator", case, indicator_name(reading, answer))
    if signal := reading.by_id(Signal).get(case):
        if signal.kind in _TELLS_OF_COVER and reading.reader.role is not Role.MEDIATOR:
            return None
        kind = codes.SIGNAL_KINDS.labels[signal.kind]
        return Link("signal", case, both(signal.what) if signal.what else joined([kind, _where(reading, signal)]))
    return None


def _where(reading: Reading, signal: Signal) -> Text:
    return spot_names(reading, signal.where)


def meeting_name(meeting: Meeting) -> Text:
    """What a meeting is called: its object, else its kind."""
    kind = codes.MEETING_KINDS.labels[meeting.kind]
    return both(meeting.what) if meeting.what else Text(fr=f"rencontre {kind.fr}", en=f"{kind.en} meeting")


def parties_present(reading: Reading, meeting: Meeting) -> tuple[str, ...]:
    """The parties whose seats were present."""
    seats = reading.by_id(Seat)
    parties = (seats[one].party if one in seats else one.removesuffix("-suppleant") for one in meeting.present)
    return tuple(dict.fromkeys(parties))


def meeting_visible(reading: Reading, meeting: Meeting) -> bool:
    """A meeting for the members; one held apart for those who were there."""
    if meeting.kind == "caucus":
        return caucus_visible(reading.reader, parties_present(reading, meeting))
    return level_visible(reading.reader, "framework")


def decision_visible(reading: Reading, decision: Decision) -> bool:
    """What was decided is for the members. What is still awaited is between the secretariat and those who must decide:
    it may ask for a relief.
    """
    meeting = reading.by_id(Meeting).get(decision.meeting or "")
    if not level_visible(reading.reader, "framework") or (meeting and not meeting_visible(reading, meeting)):
        return False
    if decision.status not in ("awaited", "deferred"):
        return True
    return reading.reader.role is Role.MEDIATOR or reading.reader.party in decision.awaited_from
