"""The agenda that writes itself: what waits for the framework on a day, in the order in which a meeting takes it.

Forward cover stands in it only for those who may see it. The copy for all names that item on every agenda alike, with
or without a gap: its absence would tell as much as its presence (domain notes §9.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.meetings import MEETING, Meeting
from toguna.domain.undertakings import Undertaking
from toguna.server.queries import alerts, measures, requests, situation, undertakings
from toguna.server.queries.meetings import quorum
from toguna.server.queries.missing import points_open
from toguna.server.queries.naming import both, joined, party_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link
from toguna.server.queries.stories_case import linked, meeting_name, meeting_visible
from toguna.server.queries.undertaking_story import chain

HEADS: Final[dict[str, Text]] = {
    "conclusions": Text(fr="Relevés à adopter", en="Conclusions to adopt"),
    "hand_overs": Text(fr="Relèves et fins de mesures", en="Hand-overs and ends of measures"),
    "alerts": Text(fr="Alertes ouvertes", en="Open alerts"),
    "decisions": Text(fr="Décisions attendues", en="Decisions awaited"),
    "due": Text(fr="Engagements échus ou à échéance", en="Undertakings due or overdue"),
    "blocked": Text(fr="Ce qui est bloqué", en="What is blocked"),
    "requests": Text(fr="Plaidoyers sans réponse", en="Requests without an answer"),
    "open_points": Text(fr="Engagements à compléter", en="Undertakings to complete"),
    "added": Text(fr="Points ajoutés", en="Items added"),
}
"""Every item of an agenda, in its order."""
RESERVED: Final = Text(
    fr="au feuillet réservé de ceux que cela concerne", en="on the reserved sheet of those whom it concerns"
)
_SPOKEN: Final = Text(fr="exposées en séance par le secrétariat", en="told in the meeting by the secretariat")
_NO_SUCCESSOR: Final = Text(fr="relève à confirmer", en="relief to be confirmed")
_OVERDUE: Final = Text(fr="échu depuis {days} jours", en="overdue by {days} days")
_DUE: Final = Text(fr="à échéance", en="falls due")
_AGAIN: Final = Text(fr="déjà promis {number} fois", en="promised {number} times before")
_RENEW: Final = Text(fr="preuve de la période à apporter", en="proof of the period to be given")
_BLOCKED: Final = Text(fr="bloqué : {reason}, depuis {days} jours", en="blocked: {reason}, for {days} days")
_BLOCKED_UNDATED: Final = Text(fr="bloqué : {reason}", en="blocked: {reason}")
_SILENT: Final = Text(
    fr="niveau {level}, sans réponse depuis {days} jours", en="{level} level, no answer for {days} days"
)
_OPEN: Final = Text(
    fr="{number} points ni remplis, ni dits non convenus", en="{number} points neither filled nor said not agreed"
)
_SILENCE: Final = Text(fr="délai de silence en cours", en="under silent procedure")
_MEETING: Final = Text(fr="Rencontre", en="Meeting")
_CONCLUSIONS: Final = Text(fr="Relevé de conclusions", en="Record of conclusions")
_RESERVATION: Final = Text(fr="Réserve au relevé", en="Reservation in the conclusions")
_QUORUM: Final = Text(fr="quorum : {quorum} parties", en="quorum: {quorum} parties")
_DRAFT: Final = Text(fr="en projet", en="drafted")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to take up: what it is, how it stands, the record; `day`, to come, for those who may see one."""

    what: Text
    note: Text | None
    link: Link | None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda. `reserved` says that what it holds is not for this reader, whatever it holds."""

    code: str
    head: Text
    lines: tuple[Line, ...]
    reserved: Text | None = None


def agenda(reading: Reading, meeting: Meeting) -> tuple[Item, ...]:
    """The agenda of a meeting for a reader: every item that holds something, and those that are reserved."""
    items = []
    for code, (lines, reserved) in _ITEMS.items():
        held = tuple(lines(reading, meeting))
        hidden = reserved(reading)
        if held or hidden:
            items.append(Item(code, HEADS[code], held, None if held else hidden))
    return tuple(items)


def _line(what: Text, note: Text | None, link: Link | None, day: date | None = None) -> Line:
    """A line whose link says what the line is about."""
    return Line(what, note, replace(link, name=what) if link is not None else None, day)


def _conclusions(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for held in reading.all(Meeting):
        if held.status in ("drafted", "silence") and held.id != meeting.id and meeting_visible(reading, held):
            yield _line(meeting_name(held), _SILENCE if held.status == "silence" else _DRAFT, linked(reading, held.id))


def _hand_overs(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for end in measures.ending(reading):
        if not end.successor_confirmed:
            yield _line(end.name, _NO_SUCCESSOR, linked(reading, end.measure), end.ends)
    told = {end.measure for end in measures.ending(reading)}
    for row in measures.unconfirmed(reading):
        if row.from_measure not in told:
            day = row.ends.last if row.ends is not None and row.ends.known else None
            yield _line(row.from_name, _NO_SUCCESSOR, Link("hand_over", row.id, row.from_name), day)


def _alerts(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for row in alerts.listed(reading):
        if row.open:
            name = joined([codes.ALERT_LEVELS.labels[row.level], row.where])
            yield _line(name, row.status, Link("alert", row.id, name))


def _decisions(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for row in situation.awaited(reading):
        yield _line(
            row.what, joined(list(row.awaited_names)) if row.awaited_names else None, linked(reading, row.id), row.due
        )


def _due(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    rows = undertakings.due(reading)
    promises = reading.by_id(Undertaking)
    # A promise made again since is told once, with the latest.
    told = {before for row in rows for before in chain(reading, promises[row.id])}
    for row in rows:
        if row.id in told:
            continue
        if row.overdue and row.due is not None:
            note = _said(_OVERDUE, days=(reading.today - row.due).days)
        else:
            note = _RENEW if row.recurring else _DUE
        again = len(chain(reading, promises[row.id]))
        notes = [row.who, note, *([_said(_AGAIN, number=again)] if again else [])]
        yield _line(row.what, joined(notes), linked(reading, row.id), None if row.overdue else row.due)


def _blocked(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for row in undertakings.blocked(reading):
        reason = codes.BLOCKAGE_REASONS.labels[row.reason]
        undated = _said(_BLOCKED_UNDATED, reason=reason)
        note = undated if row.days is None else _said(_BLOCKED, reason=reason, days=row.days)
        yield _line(row.what, note, linked(reading, row.id))


def _requests(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for row in requests.open_requests(reading):
        level = codes.DECISION_LEVELS.labels[row.level]
        yield _line(row.about, _said(_SILENT, level=level, days=row.days_silent), linked(reading, row.id))


def _open_points(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for held in reading.all(Undertaking):
        points = points_open(reading, held)
        if points and held.status == "draft":
            yield _line(both(held.what), _said(_OPEN, number=len(points)), linked(reading, held.id))


def _added(reading: Reading, meeting: Meeting) -> Iterator[Line]:
    for words in meeting.agenda:
        yield _line(both(words), None, None)


def _never(reading: Reading) -> Text | None:
    return None


def _forward(reading: Reading) -> Text | None:
    """The same on every copy that shows nothing of it, with or without a gap."""
    return RESERVED


def _not_listed(reading: Reading) -> Text | None:
    return None if alerts.how(reading) == "list" else _SPOKEN


_Lines = Callable[[Reading, Meeting], Iterator[Line]]
_ITEMS: Final[dict[str, tuple[_Lines, Callable[[Reading], Text | None]]]] = {
    "conclusions": (_conclusions, _never),
    "hand_overs": (_hand_overs, _forward),
    "alerts": (_alerts, _not_listed),
    "decisions": (_decisions, _never),
    "due": (_due, _never),
    "blocked": (_blocked, _never),
    "requests": (_requests, _never),
    "open_points": (_open_points, _never),
    "added": (_added, _never),
}


def _said(text: Text, **data: object) -> Text:
    return Text(fr=text.say("fr", **data), en=text.say("en", **data))


@dataclass(frozen=True, slots=True)
class Slide:
    """What the room reads at once: under which item, the words, and how it stands."""

    head: Text
    what: Text
    note: Text | None


def of(reading: Reading, id_: str) -> tuple[Item, ...]:
    """The agenda of a meeting that is still to be held; empty for another."""
    held = reading.by_id(Meeting).get(id_)
    return agenda(reading, held) if held is not None and held.status == "called" else ()


def slides(reading: Reading, id_: str) -> tuple[Slide, ...]:
    """A meeting in the room, one thing at a time: its name, each line of its agenda, then what was concluded."""
    held = reading.by_id(Meeting)[id_]
    out = [Slide(_MEETING, meeting_name(held), _quorum(reading))]
    if held.status in ("called", "held", "quorate", "not_quorate"):
        for item in agenda(reading, held):
            out += [Slide(item.head, line.what, line.note) for line in item.lines]
            if item.reserved is not None:
                out.append(Slide(item.head, item.reserved, None))
    if held.conclusions is not None:
        assert MEETING.machine is not None
        out.append(Slide(_CONCLUSIONS, both(held.conclusions), MEETING.machine.labels[held.status]))
    out += [Slide(_RESERVATION, both(one.what), party_name(reading, one.party)) for one in held.reservations]
    return tuple(out)


def _quorum(reading: Reading) -> Text | None:
    needed = quorum(reading)
    return _said(_QUORUM, quorum=needed) if needed is not None else None
