"""The papers of a meeting: its agenda, its attendance sheet by seat, its record of conclusions (*relevé*).

The copy for all carries no day to come and nobody's position; what is to come for a seat stands on its own reserved
sheet, numbered and collected back (domain notes §9.1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from toguna.base.dates import say_day
from toguna.base.text import Text, sentence
from toguna.domain import codes
from toguna.domain.frameworks import Framework, sat_on
from toguna.domain.frameworks import Party as Member
from toguna.domain.meetings import Meeting
from toguna.register.constitution import Mode, Party, SeatRole
from toguna.server.queries import agenda as agendas
from toguna.server.queries import meetings, missing, undertaking_pages
from toguna.server.queries.naming import framework_name, party_name
from toguna.server.queries.reading import Reading, for_all
from toguna.server.queries.seats import founding_act
from toguna.server.queries.silence import silence_hours
from toguna.server.queries.situation import control_number
from toguna.server.reports import spoken as read_aloud
from toguna.server.reports import typst, words
from toguna.server.reports import words_papers as said
from toguna.server.reports import words_spoken as spoken_words
from toguna.server.reports.withhold import withheld

TEMPLATE = typst.HERE / "papers.typ"
KINDS = ("agenda", "attendance", "conclusions", "spoken")
_FOR_ALL = frozenset({"attendance", "spoken"})
"""Papers that are the same for every reader: no reserved sheet goes with them."""
_ADOPTED = frozenset({"adopted"})


def pdf(reading: Reading, meeting: str, kind: str, lang: str, *, copy: int = 1) -> bytes | None:
    """One paper of a meeting as PDF/UA-1; None where there is no such meeting for this reader.

    Raises
    ------
    CannotPrint
    """
    made = document(reading, meeting, kind, lang=lang, copy=copy)
    return typst.pdf(made, TEMPLATE) if made is not None else None


def png(reading: Reading, meeting: str, kind: str, lang: str, *, copy: int = 1, ppi: float = 110) -> list[bytes]:
    """The same pages as pictures, to be looked at.

    Raises
    ------
    CannotPrint
    """
    made = document(reading, meeting, kind, lang=lang, copy=copy)
    return typst.png(made, ppi, TEMPLATE) if made is not None else []


@dataclass(frozen=True)
class _Paper:
    """A meeting seen by all and by its reader, said in one language."""

    reading: Reading
    open: Reading
    meeting: Meeting
    story: meetings.MeetingStory
    lang: str
    copy: int

    def say(self, text: Text, **data: object) -> str:
        return text.say(self.lang, **data)

    def day(self, day: date) -> str:
        return say_day(day, self.lang)

    def told(self, what: Text, note: Text | None = None) -> dict[str, str]:
        return {"what": sentence(self.say(what)), "note": self.say(note) if note else ""}


def document(reading: Reading, meeting: str, kind: str, *, lang: str, copy: int = 1) -> dict[str, Any] | None:
    """One paper as data for the template; a reader who sits gets a reserved sheet with it."""
    held, story = reading.by_id(Meeting).get(meeting), meetings.story(for_all(reading), meeting)
    if held is None or story is None:
        return None
    paper = _Paper(reading, for_all(reading), held, story, lang, copy)
    body = _BODIES[kind](paper)
    if body is None:
        return None
    title = paper.say(said.LABELS[kind])
    control = " ".join(control_number(reading)[n : n + 3] for n in range(0, 12, 3))
    name = sentence(paper.say(story.row.name))
    stamp = {Mode.REPLAY: words.REPLAY, Mode.EXERCISE: words.EXERCISE}.get(reading.mode)
    common = {
        "title": title,
        "meeting": name,
        "framework": paper.say(framework_name(reading)),
        "nothing": paper.say(said.NOTHING),
        **body,
    }
    return {
        "lang": lang,
        "labels": {key: paper.say(label) for key, label in said.LABELS.items()},
        "stamp": paper.say(stamp) if stamp else "",
        "foot": paper.say(said.FOOT, what=title, meeting=name, day=paper.day(reading.today), control=control),
        **withheld(common, reading.today, paper.say(words.HELD_BACK)),
        "reserved": _sheet(paper) if reading.reader.seat is not None and kind not in _FOR_ALL else None,
    }


def file_name(reading: Reading, meeting: str, kind: str, lang: str) -> str:
    """`ordre-du-jour-k05-fr.pdf`; a seat's own copy ends in its name."""
    seat = f"-{reading.reader.seat}" if reading.reader.seat else ""
    return f"{_NAMES[kind]}-{meeting}-{lang}{seat}.pdf"


_NAMES = {"agenda": "ordre-du-jour", "attendance": "presence", "conclusions": "releve", "spoken": "a-lire"}


def _agenda(paper: _Paper) -> dict[str, Any]:
    items = [
        {
            "head": paper.say(item.head),
            "lines": [paper.told(line.what, line.note) for line in item.lines],
            "note": sentence(paper.say(item.reserved)) if item.reserved else "",
        }
        for item in agendas.agenda(paper.open, paper.meeting)
    ]
    facts = [_kind(paper), _called(paper), _where(paper), _quorum_asked(paper), _as_of(paper)]
    return _body(facts, items, paper.say(said.AGENDA_RULE), numbered=True)


def _attendance(paper: _Paper) -> dict[str, Any]:
    act = founding_act(paper.reading.register)
    rows = []
    for party in _parties(paper):
        roles = {seat.role for seat in act.seats if seat.party == party.code}
        constituency = codes.CONSTITUENCIES.say(party.constituency, paper.lang)
        name = paper.say(party_name(paper.reading, party.code))
        rows.append([name, constituency, SeatRole.TITULAIRE in roles, SeatRole.SUPPLEANT in roles])
    table = {
        "heads": [paper.say(head) for head in said.ATTENDANCE_HEADS],
        "rows": rows,
        "totals": [[paper.say(said.PRESENT), ""]],
    }
    facts = [_kind(paper), [paper.say(said.FACTS["held"]), ""], _where(paper), _quorum_asked(paper)]
    return _body(facts, [], paper.say(said.ATTENDANCE_RULE), table=table)


def _conclusions(paper: _Paper) -> dict[str, Any]:
    story = paper.story
    facts = [_kind(paper), _held(paper), _where(paper), _quorum_met(paper), _state(paper), _as_of(paper)]
    concluded = [paper.told(story.conclusions)] if story.conclusions else []
    none = "" if concluded else paper.say(said.NO_CONCLUSIONS)
    items = [{"head": paper.say(said.CONCLUDED), "lines": concluded, "note": none}]
    for head, lines in (
        (said.RESERVATIONS, _reservations(paper)),
        (said.DECISIONS, _decisions(paper)),
        (said.UNDERTAKINGS, _undertakings(paper)),
    ):
        if lines:
            items.append({"head": paper.say(head), "lines": lines, "note": ""})
    adopted = paper.meeting.status in _ADOPTED
    banner = "" if adopted or not concluded else paper.say(said.DRAFT, hours=silence_hours(paper.reading))
    # Whoever came is told to nobody who did not: the paper leaves a line for each party, whether it came or not.
    parties = [paper.say(party_name(paper.reading, one.code)) for one in _parties(paper)]
    body = _body(facts, items, paper.say(said.CONCLUSIONS_RULE), banner=banner)
    return body | {"parties": parties}


def _spoken(paper: _Paper) -> dict[str, Any] | None:
    text = read_aloud.spoken(paper.reading, paper.meeting.id, paper.lang)
    if text is None:
        return None
    lines = [{"what": line, "note": ""} for line in text.lines]
    items = [{"head": paper.say(spoken_words.LENGTH, minutes=text.minutes), "lines": lines, "note": ""}]
    return _body([_as_of(paper)], items, paper.say(spoken_words.RULE))


_BODIES: dict[str, Callable[[_Paper], dict[str, Any] | None]] = {
    "agenda": _agenda,
    "attendance": _attendance,
    "conclusions": _conclusions,
    "spoken": _spoken,
}


def _body(
    facts: list[list[str]],
    items: list[dict[str, Any]],
    rule: str,
    *,
    table: dict[str, Any] | None = None,
    banner: str = "",
    numbered: bool = False,
) -> dict[str, Any]:
    return {
        "facts": facts,
        "items": items,
        "rule": rule,
        "table": table,
        "banner": banner,
        "numbered": numbered,
        "parties": [],
    }


def _parties(paper: _Paper) -> list[Party]:
    """Those who sit there that day: the framework's members, or all of the founding act where it names none; none that
    had left.
    """
    framework, held = paper.reading.by_id(Framework).get(paper.reading.framework), paper.reading.by_id(Member)
    day = paper.meeting.start or paper.meeting.called_for
    parties = [one for one in founding_act(paper.reading.register).parties if sat_on(held.get(one.code), day)]
    return [one for one in parties if framework is None or not framework.members or one.code in framework.members]


def _kind(paper: _Paper) -> list[str]:
    return [paper.say(said.FACTS["kind"]), codes.MEETING_KINDS.say(paper.story.row.kind, paper.lang)]


def _called(paper: _Paper) -> list[str]:
    """Its day where that has come; else a line to fill in by hand: the paper for all carries no day to come."""
    row = paper.story.row
    return [paper.say(said.FACTS["called"]), row.day.say(paper.lang) if row.day is not None and row.day.known else ""]


def _held(paper: _Paper) -> list[str]:
    row = paper.story.row
    return [
        paper.say(said.FACTS["held"]),
        row.day.say(paper.lang) if row.group == "held" and row.day is not None and row.day.known else "",
    ]


def _where(paper: _Paper) -> list[str]:
    return [paper.say(said.FACTS["where"]), sentence(paper.say(paper.story.where)) if paper.story.where else ""]


def _quorum_asked(paper: _Paper) -> list[str]:
    quorum = paper.story.row.quorum
    told = paper.say(said.QUORUM, quorum=quorum) if quorum is not None else paper.say(said.QUORUM_UNSET)
    return [paper.say(said.FACTS["quorum"]), told]


def _quorum_met(paper: _Paper) -> list[str]:
    row = paper.story.row
    if row.counted is None:
        return _quorum_asked(paper)
    text = said.QUORUM_MET if row.quorum is not None else said.QUORUM_COUNTED
    return [paper.say(said.FACTS["quorum"]), paper.say(text, counted=row.counted, quorum=row.quorum)]


def _state(paper: _Paper) -> list[str]:
    return [paper.say(said.FACTS["state"]), sentence(paper.say(paper.story.row.status))]


def _as_of(paper: _Paper) -> list[str]:
    return [paper.say(said.FACTS["as_of"]), paper.day(paper.reading.today)]


def _reservations(paper: _Paper) -> list[dict[str, str]]:
    return [
        paper.told(
            Text(
                fr=said.RESERVATION.say("fr", party=party, what=what),
                en=said.RESERVATION.say("en", party=party, what=what),
            )
        )
        for party, what in paper.story.reservations
    ]


def _decisions(paper: _Paper) -> list[dict[str, str]]:
    lines = []
    for one in paper.story.decisions:
        line = paper.told(one.what, one.status)
        reserved = [paper.say(said.RESERVED, party=party, what=what) for party, what in one.reservations]
        notes = [line["note"], *([paper.say(one.awaited_from)] if one.awaited_from else []), *reserved]
        lines.append({"what": line["what"], "note": " — ".join(notes)})
    return lines


def _undertakings(paper: _Paper) -> list[dict[str, str]]:
    """Each with who it binds, what is still open, and what was said not to be agreed."""
    left = missing.of_meeting(paper.open, paper.meeting.id)
    lines = []
    for one in left.texts if left else ():
        if one.noun == "undertaking":
            parts = [paper.say(one.who)] if one.who else []
            for text, points in ((said.OPEN_POINTS, one.missing), (said.NOT_AGREED, one.not_agreed)):
                if points:
                    names = ", ".join(codes.UNDERTAKING_POINTS.say(point, paper.lang) for point in points)
                    parts.append(paper.say(text, points=names))
            lines.append({"what": sentence(paper.say(one.what)), "note": " — ".join(parts)})
    return lines


def _sheet(paper: _Paper) -> dict[str, Any]:
    """What is to come for this reader: the meeting's own day, and the days of whatever the agenda holds for him."""
    reading = paper.reading
    own = meetings.story(reading, paper.meeting.id)
    day = own.row.day if own is not None else None
    rows = [
        [paper.say(item.head), sentence(paper.say(line.what)), paper.day(line.day)]
        for item in agendas.agenda(reading, paper.meeting)
        for line in item.lines
        if line.day is not None and line.day >= reading.today
    ]
    rows += _dues(paper)
    party = party_name(reading, reading.reader.party) if reading.reader.party else said.FOR_ALL
    alternate = reading.reader.seat != reading.reader.party
    return {
        "copy": paper.say(words.NUMBER, number=paper.copy),
        "addressee": paper.say(words.ALTERNATE, party=party) if alternate else paper.say(party),
        "rule": paper.say(said.SHEET_RULE),
        "meeting": paper.say(said.SHEET_MEETING, day=day.say(paper.lang)) if day is not None and day.known else "",
        "heads": [paper.say(head) for head in said.SHEET_HEADS],
        "rows": rows,
        "nothing": paper.say(said.SHEET_NOTHING),
    }


def _dues(paper: _Paper) -> list[list[str]]:
    """The deadlines, still to come, of what this meeting agreed; those that the agenda told already stand there."""
    told = {line.link.id for item in agendas.agenda(paper.reading, paper.meeting) for line in item.lines if line.link}
    left = missing.of_meeting(paper.reading, paper.meeting.id)
    rows = []
    for one in left.texts if left else ():
        found = undertaking_pages.story(paper.reading, one.id) if one.noun == "undertaking" else None
        if found is not None and one.id not in told and found.row.due is not None and found.row.due.known:
            if found.row.due.last >= paper.reading.today:
                due = found.row.due.say(paper.lang)
                rows.append([paper.say(said.UNDERTAKINGS), sentence(paper.say(one.what)), due])
    return rows
