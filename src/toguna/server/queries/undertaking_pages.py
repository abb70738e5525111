"""Undertakings for reading: the list with its filters, and each one's story with the points of §3.5.

Every point is filled or said not to be agreed. What a donor reads of the states are counts over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from toguna.base.dates import When
from toguna.base.text import LANGUAGES, Text, Words
from toguna.domain import codes
from toguna.domain.agreements import Agreement
from toguna.domain.claims import Claim
from toguna.domain.measures import Measure
from toguna.domain.meetings import Meeting
from toguna.domain.requests import Request
from toguna.domain.undertakings import UNDERTAKING, Undertaking
from toguna.domain.visibility import agreement_visible, claim_visible, undertaking_status
from toguna.server.queries import codings, undertaking_story
from toguna.server.queries.naming import both, spot_names
from toguna.server.queries.ratings import RatingRow, Spread, ratings, spreads
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import links, who
from toguna.server.queries.undertaking_story import agreements_of, chain, state_of
from toguna.server.queries.undertakings import dates_to_come, due_day, status_labels
from toguna.server.records.models import MODELS

STATES = (
    "overdue", "lapsing", "stalled", "breached", "waiting", "agreed", "started", "partly",
    "fulfilled", "maintained", "frozen", "lapsed", "superseded", "withdrawn", "draft",
)  # fmt: skip
"""The order in which a list tells them: what asks for something first."""
_POINT_OF = {
    "who": "who", "who_text": "who", "what": "what", "where": "where", "due": "deadline", "due_after": "deadline",
    "every": "frequency", "means_text": "means", "authority": "authority", "proof": "proof", "verifier": "verifier",
    "ends_when": "end", "handed_to": "handed_to", "fallback": "fallback", "clauses": "clause",
}  # fmt: skip
_AFTER_DAY = Text(fr="{said} : le {day}", en="{said}: {day}")
_AFTER = Text(fr="dans les {days} jours après : {after}", en="within {days} days after: {after}")


@dataclass(frozen=True, slots=True)
class UndertakingRow:
    """One undertaking in a list. `state` is None for a reader who reads states as counts; `reserved`: its day is to
    come, and for the seats.
    """

    id: str
    what: Text
    who: Text | None
    where: Text | None
    state: str | None
    label: Text | None
    due: When | None
    reserved: bool
    divergent: bool
    repeats: int
    missing: int


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point of §3.5: its value, or that it was `not_agreed`, is `absent` from the text, or `reserved`."""

    point: str
    state: str
    value: Text | When | None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocked:
    """What stands in the way."""

    reason: str
    level: str | None
    since: When | None
    days: int | None
    why: Text | None
    over: Link | None


@dataclass(frozen=True)
class UndertakingStory:
    """One undertaking with its points, its states over time, what is said of it, and what it belongs to."""

    row: UndertakingRow
    agreement: Link | None
    meeting: Link | None
    nature: str | None
    binding: str | None
    points: tuple[PointRow, ...]
    blocked: Blocked | None
    ratings: tuple[RatingRow, ...]
    spreads: tuple[Spread, ...]
    rounds: tuple[codings.RoundRow, ...]
    contested: tuple[tuple[str, tuple[Text, ...]], ...]
    rungs: tuple[undertaking_story.Reached, ...]
    repeats: tuple[Link, ...]
    requests: tuple[Link, ...]
    measures: tuple[Link, ...]
    claims: tuple[Link, ...]
    steps: tuple[Step, ...]


_LABELS = dict(status_labels())


def labels() -> dict[str, Text]:
    """The words for the states."""
    return _LABELS


def shown(reading: Reading) -> str | None:
    """How states are shown to this reader: `each`, `counts` or None."""
    return undertaking_status(reading.reader) if agreement_visible(reading.reader) else None


def listed(reading: Reading, *, state: str | None = None, agreement: str | None = None) -> list[UndertakingRow]:
    """Every undertaking, what asks for something first; of one state, or of one agreement, where that is asked for."""
    if not agreement_visible(reading.reader):
        return []
    rows = [
        row(reading, held)
        for held in reading.all(Undertaking)
        if agreement is None or agreement in agreements_of(reading, held)
    ]
    kept = [one for one in rows if state is None or one.state == state]
    return sorted(kept, key=lambda one: (STATES.index(one.state) if one.state else 0, _due_day(one), one.id))


def _due_day(one: UndertakingRow) -> date:
    return one.due.last if one.due is not None and one.due.known else date.max


def row(reading: Reading, held: Undertaking) -> UndertakingRow:
    """One undertaking as this reader may see it."""
    return reading.once(("undertaking row", held.id), lambda: _row(reading, held))


def _row(reading: Reading, held: Undertaking) -> UndertakingRow:
    state = state_of(reading, held) if undertaking_status(reading.reader) == "each" else None
    due = due_day(reading, held)
    reserved = due is not None and due.last > reading.today and not dates_to_come(reading.reader)
    return UndertakingRow(
        held.id,
        both(held.what),
        who(reading, held.who, held.who_text),
        spot_names(reading, held.where) if held.where else None,
        state,
        labels()[state] if state else None,
        None if reserved else due,
        reserved,
        any(one.divergent for one in spreads(reading, held)),
        len(chain(reading, held)),
        len(held.missing()),
    )


def story(reading: Reading, id_: str) -> UndertakingStory | None:
    """One undertaking; None where there is none, or none for this reader."""
    held = reading.by_id(Undertaking).get(id_)
    if held is None or not agreement_visible(reading.reader):
        return None
    each = undertaking_status(reading.reader) == "each"
    return UndertakingStory(
        row(reading, held),
        next(iter(links(reading, agreements_of(reading, held))), None),
        next(iter(links(reading, _meetings(reading, held))), None),
        held.nature,
        held.binding,
        tuple(_points(reading, held)),
        _blocked(reading, held) if each else None,
        ratings(reading, held),
        spreads(reading, held),
        codings.of(reading, held),
        tuple(contested(reading, held)) if each else (),
        undertaking_story.reached(reading, held) if each else (),
        links(reading, chain(reading, held)),
        links(reading, [one.id for one in reading.all(Request) if id_ in one.about]),
        links(reading, [one.id for one in reading.all(Measure) if {*one.where} & {*held.where}]),
        tuple(_claims(reading, id_)),
        undertaking_story.steps(reading, held, state_of(reading, held)) if each else (),
    )


def _meetings(reading: Reading, held: Undertaking) -> list[str]:
    """The meeting that agreed it, by its own word or by the meeting's."""
    found = [held.meeting] if held.meeting else []
    return [*found, *(one.id for one in reading.all(Meeting) if held.id in one.led_to)]


def _claims(reading: Reading, id_: str) -> Iterator[Link]:
    for claim in reading.all(Claim):
        quoted = claim.kind not in ("attribution", "testimony") and claim.status != "withdrawn" and claim.says
        if id_ in claim.about and quoted and claim.says and claim_visible(reading.reader, claim.level):
            yield Link("claim", claim.id, both(claim.says))


def _points(reading: Reading, held: Undertaking) -> Iterator[PointRow]:
    """Every point of §3.5 in its order."""
    filled = _filled(reading, held)
    for point in codes.UNDERTAKING_POINTS:
        value, found = filled.get(point), links(reading, held.clauses) if point == "clause" else ()
        if point == "deadline" and held.due is not None and row(reading, held).reserved:
            yield PointRow(point, "reserved", None)
        elif value is not None or found:
            yield PointRow(point, "filled", value, found)
        else:
            yield PointRow(point, "not_agreed" if point in _said_not_agreed(reading, held) else "absent", None)


def _said_not_agreed(reading: Reading, held: Undertaking) -> set[str]:
    """What it says itself is not agreed, and what is said to be missing in the text of its agreement."""
    agreement = reading.by_id(Agreement).get(held.agreement or "")
    return {*held.not_agreed, *(agreement.missing_in_text if agreement else ())}


def _filled(reading: Reading, held: Undertaking) -> dict[str, Text | When | None]:
    every = codes.PERIODS.labels[held.every] if held.every else None
    return {
        "who": who(reading, held.who, held.who_text),
        "what": both(held.what),
        "where": spot_names(reading, held.where) if held.where else None,
        "deadline": held.due or _after(reading, held) or every,
        "frequency": every,
        "means": _words(held.means_text),
        "authority": _words(held.authority),
        "proof": _words(held.proof),
        "verifier": _words(held.verifier),
        "end": _words(held.ends_when),
        "handed_to": _words(held.handed_to),
        "fallback": _words(held.fallback),
    }


def _words(said: Words | None) -> Text | None:
    return both(said) if said else None


def _after(reading: Reading, held: Undertaking) -> Text | None:
    """The offset in words, and the day it gives as soon as its event has a day that this reader may see."""
    if held.due_after is None:
        return None
    after, days, due = both(held.due_after.after), held.due_after.days, row(reading, held).due
    said = Text(fr=_AFTER.fr.format(days=days, after=after.fr), en=_AFTER.en.format(days=days, after=after.en))
    if due is None:
        return said
    told = {lang: _AFTER_DAY.say(lang, said=said.say(lang), day=due.say(lang)) for lang in LANGUAGES}
    return Text(**told)


def _blocked(reading: Reading, held: Undertaking) -> Blocked | None:
    blockage = held.blocked
    if blockage is None or held.status != "stalled":
        return None
    since = blockage.since if blockage.since and blockage.since.known else None
    over = links(reading, [blockage.over]) if blockage.over else ()
    days = (reading.today - since.last) // timedelta(days=1) if since else None
    return Blocked(blockage.reason, blockage.level, since, days, _words(blockage.why), over[0] if over else None)


def contested(reading: Reading, held: Undertaking) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """What two parties have entered differently: the point and the versions, never whose each is."""
    rows = MODELS["undertaking"].objects.at(reading.register, reading.as_of).filter(case=held.id)
    for contests in rows.values_list("contests", flat=True):
        yield from _versions(held, contests)


def contested_states(reading: Reading) -> dict[str, tuple[Text, ...]]:
    """The states that two parties have entered differently, by undertaking: one question for all of them."""
    rows = MODELS["undertaking"].objects.at(reading.register, reading.as_of).exclude(contests=[])
    promises = reading.by_id(Undertaking)
    return {
        case: values
        for case, contests in rows.values_list("case", "contests")
        for point, values in _versions(promises[case], contests)
        if point == "status"
    }


def _versions(held: Undertaking, contests: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[Text, ...]]]:
    assert UNDERTAKING.machine is not None
    for contest in contests:
        if contest["field"] == "status":
            states = dict.fromkeys([held.status, *(value for _, value in contest["values"])])
            yield "status", tuple(UNDERTAKING.machine.labels[one] for one in states)
        elif contest["field"] in _POINT_OF:
            yield _POINT_OF[contest["field"]], ()
