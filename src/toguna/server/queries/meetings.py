"""Meetings: the next, those held and those missed; what each decided, and which bodies met at all.

A decision is told with the reservations that parties asked to record, and nothing of who said what (§9.1). Who was
present is for those who were, and for the secretariat; a meeting held apart is told to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.frameworks import Body, Framework, Party, sat_on
from toguna.domain.meetings import DECISION, MEETING, Decision, Meeting
from toguna.domain.visibility import level_visible
from toguna.server.queries.naming import both, party_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.silence import silence, silence_hours
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import (
    Said,
    decision_visible,
    in_order,
    links,
    meeting_name,
    meeting_visible,
    parties_present,
    party_names,
    source_name,
    told,
)
from toguna.server.queries.undertakings import dates_to_come

GROUPS = ("next", "unsaid", "held", "missed")
"""The order in which a list tells them; `unsaid`: its day has passed and nothing is recorded of it."""
_HELD = frozenset({"held", "quorate", "not_quorate", "drafted", "silence", "adopted"})


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in the list. `day` is None where it is not known, or to come and not for this reader (`reserved`).

    `counted` is how many parties were present, `quorum` how many the framework asks for: None where it is not recorded.
    """

    id: str
    name: Text
    kind: str
    group: str
    day: When | None
    reserved: bool
    status: Text
    quorate: bool | None
    quorum: int | None
    counted: int | None
    decisions: int


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What was decided, how it stands, by when, and the reservations recorded."""

    id: str
    what: Text
    status: Text
    open: bool
    date: When | None
    due: When | None
    awaited_from: Text | None
    reservations: tuple[tuple[Text, Text], ...]
    led_to: tuple[Link, ...]


@dataclass(frozen=True)
class MeetingStory:
    """A meeting from its call to what it led to. `present` is None where the reader may not know who came."""

    row: MeetingRow
    where: Text | None
    agenda: tuple[Text, ...]
    constituencies: tuple[str, ...]
    present: tuple[Text, ...] | None
    conclusions: Text | None
    adopted: bool
    reservations: tuple[tuple[Text, Text], ...]
    paper: str | None
    kept_at: Text | None
    decisions: tuple[DecisionLine, ...]
    because: tuple[Link, ...]
    led_to: tuple[Link, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How the framework met, as far as it is recorded."""

    called: int
    held: int
    quorate: int
    not_quorate: int
    missed: int
    decided: int
    carried_out: int

    @property
    def quorum_unsaid(self) -> int:
        """Held, and nothing is recorded of the quorum."""
        return self.held - self.quorate - self.not_quorate


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body around the framework: what is said of it, what blocks it, the meetings it missed."""

    id: str
    name: Text
    kind: str
    level: str | None
    reported: Text | None
    reason: str | None
    since: When | None
    days: int | None
    over: Link | None
    missed: tuple[tuple[When, int | None, Text | None], ...]


def shown(reading: Reading) -> bool:
    """Whether meetings are for this reader at all: they are for the members of the framework."""
    return level_visible(reading.reader, "framework")


def listed(reading: Reading) -> list[MeetingRow]:
    """Every meeting this reader may know of: the next first, then the latest before the others."""
    rows = [_row(reading, held) for held in reading.all(Meeting) if meeting_visible(reading, held)]
    return sorted(rows, key=lambda row: (GROUPS.index(row.group), _order(row), row.id))


def _order(row: MeetingRow) -> int:
    if row.day is None or not row.day.known:
        return 0
    return row.day.first.toordinal() if row.group == "next" else -row.day.last.toordinal()


def _row(reading: Reading, held: Meeting) -> MeetingRow:
    assert MEETING.machine is not None
    day = held.start or held.called_for
    reserved = day is not None and day.last > reading.today and not dates_to_come(reading.reader)
    return MeetingRow(
        held.id,
        meeting_name(held),
        held.kind,
        _group(reading, held, day),
        None if reserved else day,
        reserved,
        MEETING.machine.labels[held.status],
        _quorate(reading, held),
        quorum(reading),
        _counted(reading, held) or None,
        sum(one.meeting == held.id and decision_visible(reading, one) for one in reading.all(Decision)),
    )


def _counted(reading: Reading, held: Meeting) -> int:
    """How many members were present: a party that had left by that day counts no more."""
    parties = reading.by_id(Party)
    return sum(sat_on(parties.get(one), held.start or held.called_for) for one in parties_present(reading, held))


def quorum(reading: Reading) -> int | None:
    """How many parties must be present by the framework's rule."""
    held = reading.by_id(Framework).get(reading.framework)
    return held.quorum if held else None


def _group(reading: Reading, held: Meeting, day: When | None) -> str:
    if held.status == "missed":
        return "missed"
    if held.status in _HELD:
        return "held"
    return "unsaid" if day is not None and day.known and day.last < reading.today else "next"


def _quorate(reading: Reading, held: Meeting) -> bool | None:
    """Whether it was quorate; conclusions drafted later do not change that."""
    if held.status in ("quorate", "not_quorate"):
        return held.status == "quorate"
    if held.status not in ("drafted", "silence", "adopted"):
        return None
    said = [one.kind for one in told(reading, "meeting", held.id) if one.kind in ("quorate", "not_quorate")]
    return said[-1] == "quorate" if said else None


def rhythm(reading: Reading) -> Rhythm:
    """How often the framework met; meetings held apart are not counted."""
    rows = [row for row in listed(reading) if row.kind != "caucus"]
    held = [row for row in rows if row.group == "held"]
    decided = [one for one in reading.all(Decision) if decision_visible(reading, one)]
    return Rhythm(
        called=len(rows),
        held=len(held),
        quorate=sum(row.quorate is True for row in held),
        not_quorate=sum(row.quorate is False for row in held),
        missed=sum(row.group == "missed" for row in rows),
        decided=sum(one.status in ("adopted", "carried_out") for one in decided),
        carried_out=sum(one.status == "carried_out" for one in decided),
    )


def bodies(reading: Reading) -> list[BodyRow]:
    """The bodies around the framework, by their names' ids."""
    return [_body(reading, held) for held in reading.all(Body) if held.framework in (None, reading.framework)]


def _body(reading: Reading, held: Body) -> BodyRow:
    blocked = held.blocked
    since = blocked.since if blocked and blocked.since and blocked.since.known else None
    over = links(reading, [blocked.over]) if blocked and blocked.over else ()
    return BodyRow(
        held.id,
        both(held.name),
        held.kind,
        held.level,
        both(held.reported) if held.reported else None,
        blocked.reason if blocked else None,
        since,
        (reading.today - since.last).days if since else None,
        over[0] if over else None,
        tuple((one.period, one.count, source_name(reading, one.source)) for one in held.missed),
    )


def story(reading: Reading, id_: str) -> MeetingStory | None:
    """One meeting; None where there is none, or none that this reader may know of."""
    held = reading.by_id(Meeting).get(id_)
    if held is None or not meeting_visible(reading, held):
        return None
    present = parties_present(reading, held)
    group = level_visible(reading.reader, "group", group=present)
    row, decided = _row(reading, held), decisions(reading, id_)
    return MeetingStory(
        row,
        spot_names(reading, held.where) if held.where else None,
        tuple(both(one) for one in held.agenda),
        held.constituencies,
        tuple(party_name(reading, party) for party in present) if group and present else None,
        both(held.conclusions) if held.conclusions else None,
        held.status == "adopted",
        tuple((party_name(reading, one.party), both(one.what)) for one in held.reservations),
        held.paper.sha256 if held.paper else None,
        both(held.paper.kept_at) if held.paper and held.paper.kept_at and group else None,
        tuple(decided),
        links(reading, held.because),
        links(reading, held.led_to),
        in_order(_steps(reading, held, row, decided)),
    )


def decisions(reading: Reading, meeting: str) -> list[DecisionLine]:
    """What a meeting decided, as far as this reader may know."""
    rows = [one for one in reading.all(Decision) if one.meeting == meeting and decision_visible(reading, one)]
    return [_decision(reading, one) for one in rows]


def _decision(reading: Reading, held: Decision) -> DecisionLine:
    assert DECISION.machine is not None
    to_come = held.due is not None and held.due.last > reading.today
    return DecisionLine(
        held.id,
        both(held.what),
        DECISION.machine.labels[held.status],
        held.status in ("awaited", "deferred"),
        held.date,
        None if to_come and not dates_to_come(reading.reader) else held.due,
        party_names(reading, held.awaited_from),
        tuple((party_name(reading, one.party), both(one.what)) for one in held.reservations),
        links(reading, held.led_to),
    )


def _steps(reading: Reading, held: Meeting, row: MeetingRow, decided: list[DecisionLine]) -> Iterator[Step]:
    because = links(reading, held.because)
    if because:
        yield Step("because", links=because)
    said = told(reading, "meeting", held.id)
    counted = any(one.kind in ("quorate", "not_quorate") for one in said)
    for one in said:
        # That it was held is said again, and better, by whether it was quorate.
        if not (one.kind == "observed" and counted):
            yield _step(reading, held, row, one)
    for line in decided:
        yield Step("decided", line.date, {"what": line.what, "status": line.status}, links=line.led_to)
    if held.status == "silence" and (lain := silence(reading, held.id)) is not None and lain.over:
        yield Step("silence-over", None, {"hours": lain.hours}, missing=True, known=lain.until)
    if row.group == "unsaid":
        yield Step("unsaid", row.day, missing=True)
    shown = {link.id for line in decided for link in line.led_to}
    after = tuple(link for link in links(reading, held.led_to) if link.id not in shown)
    if after:
        yield Step("led-to", links=after)


def _step(reading: Reading, held: Meeting, row: MeetingRow, said: Said) -> Step:
    """One statement; a day to come is told only to those who may see days to come."""
    basis, source = said.fields.get("basis"), source_name(reading, said.fields.get("source"))
    entry, known = said.entry, said.known
    match said.kind:
        case "called":
            return Step("called", None, {"day": row.day}, basis, source, known=known, entry=entry)
        case "observed":
            return Step("observed", held.start, {}, basis, source, known=known, entry=entry)
        case "quorate" | "not_quorate":
            source = source or source_name(reading, held.source)
            when = said.when("start") or held.start
            return Step(said.kind, when, {}, basis or held.basis, source, known=known, entry=entry)
        case "missed":
            return Step("missed", row.day, {"why": said.words("why")}, missing=True, known=known, entry=entry)
        case "silence_begun":
            hours = silence_hours(reading)
            data = {"hours": hours, "until": _until(reading, known, hours)}
            return Step("silence_begun", None, data, known=known, entry=entry)
        case "reserved":
            whose = {"party": party_name(reading, said.fields["party"]), "what": said.words("what")}
            return Step("reserved", None, whose, known=known, entry=entry)
        case _:
            return Step(said.kind, None, known=known, entry=entry)


def _until(reading: Reading, begun: date, hours: int) -> date | None:
    until = begun + timedelta(days=-(-hours // 24))
    return until if until <= reading.today or dates_to_come(reading.reader) else None
