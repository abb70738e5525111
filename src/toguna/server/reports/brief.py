"""The brief as plain data: what the first page says, and the whole document around it.

The body of every copy is without days to come; those stand on the reserved sheet, which exists only for a reader whom
the queries give some. Incidents are those of the copy for all, in every copy: paper travels further than its addressee.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import segno

from toguna.base.text import Text
from toguna.domain import codes
from toguna.register.constitution import Mode
from toguna.server.queries import incidents, undertakings
from toguna.server.queries.axes import AxisRow, ahead
from toguna.server.queries.cover import sees_all
from toguna.server.queries.measures import EndRow, HandOverRow
from toguna.server.queries.naming import party_name
from toguna.server.queries.reading import Reading, for_all
from toguna.server.queries.requests import RequestRow
from toguna.server.queries.situation import DecisionRow, situation
from toguna.server.reports import dossier, figures, reserved, typst, words
from toguna.server.reports.page import Page, capped
from toguna.server.reports.withhold import withheld

MOST_DECISIONS, MOST_INCIDENTS, MOST_UNDERTAKINGS, MOST_REQUESTS, MOST_UNKNOWNS, MOST_REMARKS = 5, 6, 5, 4, 6, 3


def pdf(reading: Reading, lang: str, *, copy: int = 1) -> bytes:
    """The brief of a reader as PDF/UA-1.

    Raises
    ------
    CannotPrint
    """
    return typst.pdf(document(reading, lang=lang, copy=copy))


def png(reading: Reading, lang: str, *, copy: int = 1, ppi: float = 110) -> list[bytes]:
    """The same pages as pictures, to be looked at.

    Raises
    ------
    CannotPrint
    """
    return typst.png(document(reading, lang=lang, copy=copy), ppi)


def document(reading: Reading, *, lang: str, copy: int = 1) -> dict[str, Any]:
    """The brief of a reader in one language, as data for the template: strings, numbers and drawings only."""
    page = Page(reading, situation(reading), lang, copy)
    axes = ahead(reading)
    sheet = reserved.sheet(page, axes)
    body = _front(page, axes) | dossier.pages(page)
    # A party's own tasks and their days are hers to know; they tell of no road.
    tasks = {"decisions": _decisions(page), "due": _due(page)}
    note = page.say(words.HELD_BACK)
    return {
        "lang": lang,
        "labels": {key: page.say(label) for key, label in words.LABELS.items()},
        "head": _head(page),
        "body": withheld(body, reading.today, note),
        **(withheld(tasks, reading.today, note) if reading.reader.party is None else tasks),
        "reserved": sheet,
    }


def file_name(reading: Reading, lang: str) -> str:
    """`note-gao-2019-03-26-fr.pdf`; a seat's own copy ends in its name, not to be taken for the copy for all."""
    seat = f"-{reading.reader.seat}" if reading.reader.seat else ""
    return f"note-{reading.framework}-{reading.today.isoformat()}-{lang}{seat}.pdf"


def _head(page: Page) -> dict[str, Any]:
    found, reading = page.found, page.reading
    number = f"{reading.today:%Y%m%d}"
    control = " ".join(found.control_number[n : n + 3] for n in range(0, 12, 3))
    day = page.day(reading.today)
    stamp = {Mode.REPLAY: words.REPLAY, Mode.EXERCISE: words.EXERCISE}.get(reading.mode)
    code = segno.make(f"{reading.framework} {reading.today.isoformat()} {found.control_number}", error="m", micro=False)
    return {
        "framework": page.say(found.name),
        "number": page.say(words.NUMBER, number=number),
        "as_of": day,
        "addressee": _addressee(page),
        "copy": page.say(words.NUMBER, number=page.copy),
        "control": control,
        "control_how": page.say(words.CONTROL_HOW),
        "stamp": page.say(stamp) if stamp else "",
        "foot": page.say(words.FOOT, number=number, day=day, copy=page.copy, control=control),
        "qr": {
            "svg": code.svg_inline(border=0, scale=2),
            "alt": page.say(words.CONTROL_ALT, framework=page.say(found.name), day=day, control=control),
        },
    }


def _addressee(page: Page) -> str:
    reader = page.reading.reader
    if reader.party is None:
        return page.say(words.FOR_ALL)
    party = party_name(page.reading, reader.party)
    alternate = reader.seat is not None and reader.seat != reader.party
    return page.say(words.ALTERNATE, party=party) if alternate else page.say(party)


def _front(page: Page, axes: list[AxisRow]) -> dict[str, Any]:
    seen = incidents.incidents(for_all(page.reading), page.reading.today - incidents.LOOK_BACK)
    sentences = [page.say(said) for said in page.found.unknowns]
    unknown, more_unknown = capped(page, [[page.sentence(said)] for said in sentences], MOST_UNKNOWNS)
    return {
        "essential": [_protection(page, axes) or _calm(page, seen), _stuck(page), _not_known(page, sentences)],
        "ends": _ends(page, axes),
        "strip": figures.weeks(page),
        "incidents": _incidents(page, seen),
        "undertakings": _undertakings(page),
        "stuck": _waiting(page),
        "unknowns": {"lines": [row[0] for row in unknown], "more": more_unknown, "nothing": page.say(words.NO_UNKNOWN)},
        "remarks": _remarks(page),
    }


def _protection(page: Page, axes: list[AxisRow]) -> str:
    """What is open, else what must be confirmed, else whose end is not known; empty where none is shown."""

    def named(rows: list[AxisRow]) -> str:
        return ", ".join(page.say(row.name or words.ELSEWHERE) for row in rows)

    now = [a for a in axes if any(g.start <= page.reading.today for g in a.gaps)]
    soon = [a for a in axes if any(not e.successor_confirmed and e.ends for e in a.ending)]
    blind = [a for a in axes if any(e.ends is None for e in a.ending)]
    for text, rows in ((words.GAP_OPEN, now), (words.TO_CONFIRM, soon), (words.ENDS_UNKNOWN, blind)):
        if rows:
            return page.say(text, roads=named(rows))
    return ""


def _calm(page: Page, seen: list[incidents.IncidentRow]) -> str:
    if not seen:
        return page.say(words.NO_INCIDENT)
    places = list(dict.fromkeys(page.say(row.where) for row in seen))
    return page.say(words.INCIDENTS, number=sum(row.count or 1 for row in seen), places=", ".join(places[:3]))


def _stuck(page: Page) -> str:
    parts = []
    blocked = max((b for b in page.found.blocked if b.days is not None), key=lambda b: b.days or 0, default=None)
    if blocked is not None:
        parts.append(page.say(words.LONGEST_BLOCKED, what=blocked.what, days=page.days(blocked.days or 0)))
    silent = max(page.found.requests, key=lambda r: r.days_silent, default=None)
    if silent is not None:
        level = codes.DECISION_LEVELS.say(silent.level, page.lang)
        days = page.days(silent.days_silent)
        parts.append(page.say(words.LONGEST_SILENT, level=level, about=silent.about, days=days))
    if not parts:
        return page.say(words.NOTHING_STUCK)
    return page.sentence(page.listed(parts)) + "."


def _not_known(page: Page, sentences: list[str]) -> str:
    return page.say(words.UNKNOWN_FIRST, what=sentences[0]) if sentences else page.say(words.NO_UNKNOWN)


def _decisions(page: Page) -> dict[str, Any]:
    own = page.reading.reader.party is not None and not sees_all(page.reading.reader)
    title = words.LABELS["decisions" if own else "all_decisions"]
    rows, more = capped(page, [_decision(page, row) for row in page.found.decisions], MOST_DECISIONS)
    nothing = words.NOTHING if page.reading.reader.party else words.DECISIONS_FOR_ALL
    return _table(page, "decisions", rows, more, nothing) | {"title": page.say(title)}


def _table(page: Page, heads: str, rows: list[list[str]], more: str, nothing: Text = words.NOTHING) -> dict[str, Any]:
    return {"heads": page.heads(heads), "rows": rows, "more": more, "nothing": page.say(nothing)}


def _decision(page: Page, row: DecisionRow) -> list[str]:
    others = page.reading.reader.party not in row.awaited_from
    what = page.say(row.what)
    if others:
        what = page.say(words.AWAITED_FROM, what=what, who=page.names(row.awaited_names))
    due = page.day(row.due) if row.due else page.say(words.NOT_KNOWN)
    return [page.sentence(what), due, page.say(row.otherwise) if row.otherwise else page.say(words.NOT_KNOWN)]


def _ends(page: Page, axes: list[AxisRow]) -> dict[str, Any]:
    """By axis: which measure ends and whether its relief is confirmed, without a day; every axis is named."""
    lines = []
    for axis in axes:
        name = page.sentence(page.say(axis.name or words.ELSEWHERE))
        states = [page.say(words.ENDS_LINE, measure=e.name, by=page.names(e.by), state=_state(e)) for e in axis.ending]
        told = {end.measure for end in axis.ending}
        states += [_relief(page, row) for row in axis.hand_overs if row.from_measure not in told]
        lines.append([name, page.listed(states or [page.say(words.SEE_SHEET)])])
    return {"lines": lines, "rule": page.say(words.ENDS_RULE)}


def _relief(page: Page, row: HandOverRow) -> str:
    """A hand-over of a measure whose end this reader does not see, or that lies further off."""
    state = words.CONFIRMED if row.confirmed else words.TO_BE_CONFIRMED
    return page.say(words.ENDS_LINE, measure=row.from_name, by=page.names(row.leaving), state=state)


def _state(end: EndRow) -> Text:
    if end.successor is None:
        return words.NO_SUCCESSOR
    return words.CONFIRMED if end.successor_confirmed else words.TO_BE_CONFIRMED


def _incidents(page: Page, seen: list[incidents.IncidentRow]) -> dict[str, Any]:
    heard = incidents.heard_from(page.reading, page.reading.today - incidents.LOOK_BACK)
    rows, more = capped(page, [_incident(page, row) for row in seen], MOST_INCIDENTS)
    return _table(page, "incidents", rows, more, words.NO_INCIDENT) | {
        "heard": page.say(words.HEARD, places=heard) if heard else page.say(words.HEARD_UNKNOWN),
        "rule": page.say(words.INCIDENTS_RULE),
    }


def _incident(page: Page, row: incidents.IncidentRow) -> list[str]:
    what = page.say(row.label)
    if row.count is not None and row.count > 1:
        what = page.say(words.FACTS, what=what, number=row.count)
    if row.killed:
        what = page.say(words.KILLED, what=what, number=row.killed)
    place = page.say(words.PLACE_AREA if row.shown_as == "cercle" else words.PLACE_COARSE)
    precision = page.say(words.PRECISION, place=place, time=page.say(words.PRECISIONS[row.date.precision]))
    return [page.sentence(what), page.say(row.where), page.when(row.date), precision, _basis(page, row)]


def _basis(page: Page, row: incidents.IncidentRow) -> str:
    basis = codes.BASIS.say(row.basis, page.lang) if row.basis else page.say(words.NOT_KNOWN)
    return page.say(words.BASIS, basis=basis, source=row.source) if row.source else basis


def _undertakings(page: Page) -> dict[str, Any]:
    """Counts by state, and what was promised again; what is due stands apart, since its days are for some only."""
    kept = undertakings.kept(page.reading)
    labels = undertakings.status_labels()
    counts: dict[str, int] = {}
    for row in kept:
        counts[row.status] = counts.get(row.status, 0) + 1
    said = [page.say(words.COUNTED, state=labels[state], number=number) for state, number in counts.items()]
    again = [row for row in kept if row.repeats and not any(row.id in other.repeats for other in kept)]
    repeated = [[page.sentence(page.say(row.what)), page.say(row.who), _again(page, row.repeats)] for row in again]
    return {"counts": " · ".join(said), "repeated": repeated, "nothing": page.say(words.NOTHING)}


def _again(page: Page, before: tuple[str, ...]) -> str:
    """How often it was promised, and when the earlier promises fell due unkept."""
    state = page.say(words.REPEATED, number=len(before) + 1)
    missed = [page.day(row.due) for row in page.found.due if row.id in before and row.overdue and row.due]
    return page.say(words.LAPSED, state=state, days=", ".join(missed)) if missed else state


def _due(page: Page) -> dict[str, Any]:
    """Due and overdue; a promise made again since is told once, with the latest."""
    repeated = {before for row in undertakings.kept(page.reading) for before in row.repeats}
    rows = []
    for row in page.found.due:
        if row.id in repeated:
            continue
        if row.due is None:
            state = page.say(words.DUE_SOON)
        elif row.overdue:
            state = page.say(words.OVERDUE_SINCE, day=page.day(row.due))
        else:
            state = page.say(words.DUE_PERIOD if row.recurring else words.DUE_ON, day=page.day(row.due))
        rows.append([page.sentence(page.say(row.what)), page.say(row.who), state])
    shown, more = capped(page, rows, MOST_UNDERTAKINGS, words.MORE_LATER)
    return _table(page, "undertakings", shown, more)


def _waiting(page: Page) -> dict[str, Any]:
    """Requests without a recorded answer, then what is blocked: by level, with the days."""
    asked, more = capped(page, [_request(page, row) for row in page.found.requests], MOST_REQUESTS)
    stuck, further = capped(page, [_blockage(page, row) for row in page.found.blocked], MOST_REQUESTS)
    notes = page.listed([note for note in (more, further) if note])
    return _table(page, "stuck", asked + stuck, notes)


def _request(page: Page, row: RequestRow) -> list[str]:
    what = page.say(words.REQUEST, about=row.about)
    if row.office is not None:
        what = page.say(words.OFFICE, request=what, office=row.office)
    state = page.say(words.SENT, when=page.when(row.sent))
    return [page.sentence(what), state, codes.DECISION_LEVELS.say(row.level, page.lang), page.days(row.days_silent)]


def _blockage(page: Page, row: undertakings.BlockedRow) -> list[str]:
    reason = codes.BLOCKAGE_REASONS.say(row.reason, page.lang)
    if row.why is not None:
        reason = page.say(words.REASON, reason=reason, why=row.why)
    level = codes.DECISION_LEVELS.say(row.level, page.lang) if row.level else page.say(words.NOT_KNOWN)
    days = page.days(row.days) if row.days is not None else page.say(words.NOT_KNOWN)
    return [page.sentence(page.say(row.what)), page.say(words.BLOCKED, reason=reason), level, days]


def _remarks(page: Page) -> list[str]:
    """What parties replied in the past sixty days; none: the template leaves lines to write on."""
    since = page.reading.today - timedelta(days=60)
    said = []
    for claim in page.found.claims:
        for party, when, what in claim.replies:
            if when is None or not when.known or when.last >= since:
                said.append(page.say(words.REMARK, party=party or words.A_PARTY, when=page.when(when), what=what))
    return said[:MOST_REMARKS]
