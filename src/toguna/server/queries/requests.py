"""Requests (plaidoyers): level and days for the members, the office for the sender and the secretariat.

`open_requests` are those without a recorded answer; `listed` is every one, `story` one of them from its draft to what
it led to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.frameworks import Party, left
from toguna.domain.measures import Measure
from toguna.domain.requests import DRAFTS, REQUEST, WAITING, Request
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import level_visible, may_see_end, office_visible
from toguna.server.queries.naming import both, case_name, joined
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import Said, in_order, links, party_names, source_name, told, who
from toguna.server.queries.undertakings import dates_to_come

STANDING_STILL = frozenset({"proposed", "authorised", "degraded", "suspended", "stopped"})
"""The states of a measure that does not run as it should, or not yet."""
_ENDORSE = Text(fr="à approuver par {parties}", en="to be endorsed by {parties}")
_ENDORSE_TOO = Text(fr="à approuver encore par {parties}", en="still to be endorsed by {parties}")
_SOMEBODY = Text(fr="une partie qui le porte", en="a party that carries it")
_SEND = Text(fr="à envoyer, puis inscrire l’envoi", en="to be sent, then recorded as sent")
GROUPS = ("silent", "prepared", "answered", "delivered", "dead")
"""The order in which a list tells them."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """An ask without an answer; `office` is None where the reader may not see it. `days_silent` is the least it can
    be.
    """

    id: str
    level: str
    about: Text
    sent: When
    days_silent: int
    office: Text | None


def open_requests(reading: Reading) -> list[RequestRow]:
    """Requests still without an answer, the longest silence first."""
    rows = []
    for held in reading.all(Request):
        days = held.days_silent(reading.today)
        if days is None or held.sent is None or not may_know(reading, held):
            continue
        visible = office_visible(reading.reader, held.by) and held.to_text is not None
        about = joined([case_name(reading, case) for case in held.about])
        rows.append(
            RequestRow(
                held.id, held.level, about, held.sent, days, both(held.to_text) if visible and held.to_text else None
            )
        )
    return sorted(rows, key=lambda row: (-row.days_silent, row.id))


@dataclass(frozen=True, slots=True)
class RequestItem:
    """One request in the list.

    `days_silent` is the least it can be; `waited` the least and the most days from sending to the answer. `office`,
    `sender` and `through` are None where the reader may not see them. `next_step` is what a draft waits for.
    """

    id: str
    group: str
    level: str
    status: Text
    what: Text | None
    about: tuple[Link, ...]
    sent: When | None
    days_silent: int | None
    answered: When | None
    answer: str | None
    waited: tuple[int, int] | None
    office: Text | None
    next_step: Text | None


@dataclass(frozen=True)
class RequestStory:
    """One request from its draft to what it led to, what hangs on it, and when it is to be asked again."""

    item: RequestItem
    sender: Text | None
    through: Text | None
    channel: str | None
    again: date | None
    blocks: tuple[Link, ...]
    led_to: tuple[Link, ...]
    steps: tuple[Step, ...]


def shown(reading: Reading) -> bool:
    """Whether requests are for this reader at all: they are for the members of the framework."""
    return level_visible(reading.reader, "framework")


def listed(reading: Reading) -> list[RequestItem]:
    """Every request this reader may know of: the silent ones first, the longest silence before the others."""
    rows = [_item(reading, held) for held in reading.all(Request) if may_know(reading, held)]
    return sorted(rows, key=lambda row: (GROUPS.index(row.group), -(row.days_silent or 0), _behind(row.sent), row.id))


def _behind(when: When | None) -> int:
    return -when.last.toordinal() if when is not None and when.known else 0


def may_know(reading: Reading, held: Request) -> bool:
    """A draft is between its sender and the secretariat until it is sent."""
    if not shown(reading):
        return False
    return held.status not in DRAFTS or office_visible(reading.reader, held.by)


def _group(held: Request) -> str:
    if held.status in WAITING or (held.status == "answered" and held.answer == "silence"):
        return "silent"
    return "prepared" if held.status in DRAFTS else held.status


def _item(reading: Reading, held: Request) -> RequestItem:
    assert REQUEST.machine is not None
    office = office_visible(reading.reader, held.by)
    return RequestItem(
        held.id,
        _group(held),
        held.level,
        REQUEST.machine.labels[held.status],
        both(held.what) if held.what else None,
        links(reading, held.about),
        held.sent,
        held.days_silent(reading.today),
        held.answered,
        held.answer,
        _waited(held),
        who(reading, held.to, held.to_text) if office else None,
        _next_step(reading, held),
    )


def _next_step(reading: Reading, held: Request) -> Text | None:
    """What a draft waits for: that those who carry it endorse it, then that it is sent. A party that left is not waited
    for.
    """
    if held.status not in DRAFTS:
        return None
    parties = reading.by_id(Party)
    names = party_names(reading, (one for one in held.unendorsed() if not left(parties.get(one))))
    if held.status == "endorsed" and names is None:
        return _SEND
    said, names = _ENDORSE if held.status == "drafted" else _ENDORSE_TOO, names or _SOMEBODY
    return Text(fr=said.fr.format(parties=names.fr), en=said.en.format(parties=names.en))


def _waited(held: Request) -> tuple[int, int] | None:
    """From sending to the answer: the fewest and the most days that the two dates allow."""
    sent, answered = held.sent, held.answered
    if sent is None or answered is None or not (sent.known and answered.known):
        return None
    return max(0, (answered.first - sent.last).days), max(0, (answered.last - sent.first).days)


def story(reading: Reading, id_: str) -> RequestStory | None:
    """One request; None where there is none, or none that this reader may know of."""
    held = reading.by_id(Request).get(id_)
    if held is None or not may_know(reading, held):
        return None
    office = office_visible(reading.reader, held.by)
    again = held.next_date.last if held.next_date and held.next_date.known else None
    told_again = office and again is not None and (again <= reading.today or dates_to_come(reading.reader))
    return RequestStory(
        _item(reading, held),
        who(reading, held.by, held.by_text),
        who(reading, held.through, held.through_text) if office else None,
        held.channel if office else None,
        again if told_again else None,
        _blocks(reading, held),
        links(reading, held.led_to),
        in_order(_steps(reading, held, office)),
    )


def _blocks(reading: Reading, held: Request) -> tuple[Link, ...]:
    """The undertakings and measures it is about that stand still until it is answered."""
    promises, measures = reading.by_id(Undertaking), reading.by_id(Measure)
    still = [
        case
        for case in held.about
        if (case in promises and promises[case].status in ("stalled", "waiting"))
        or (case in measures and _stands_still(reading, measures[case]))
    ]
    return links(reading, still)


def _stands_still(reading: Reading, measure: Measure) -> bool:
    """Whether it does, for a reader who may know: the state of a measure tells of cover."""
    return measure.status in STANDING_STILL and may_see_end(reading.reader, measure.by, measure.may_fill)


def _steps(reading: Reading, held: Request, office: bool) -> Iterator[Step]:
    for one in told(reading, "request", held.id):
        yield _step(reading, one, office)
    days = held.days_silent(reading.today)
    if days is not None:
        yield Step("silent", When.on(reading.today), {"days": days}, missing=True)


def _step(reading: Reading, said: Said, office: bool) -> Step:
    """One statement: who endorsed it, the office, and the words of an answer are for the sender and the secretariat."""
    match said.kind:
        case "endorsed":
            by = party_names(reading, said.fields.get("endorsed_by", ())) if office else None
            return Step("endorsed", None, {"by": by}, known=said.known, entry=said.entry)
        case "answered":
            answer = codes.ANSWERS.labels[said.fields.get("answer", "silence")]
            words = said.words("answer_text") if office else None
            when, after = said.when("answered"), links(reading, said.fields.get("led_to", ()))
            data = {"words": words, "answer": answer}
            return Step("answered", when, data, known=said.known, entry=said.entry, links=after)
        case "delivered":
            when, after = said.when("delivered_on"), links(reading, said.fields.get("led_to", ()))
            return Step("delivered", when, known=said.known, entry=said.entry, links=after)
        case "dead":
            why = said.words("why") if office else None
            return Step("dead", None, {"why": why}, known=said.known, entry=said.entry)
        case "received":
            return Step("received", said.when("received"), known=said.known, entry=said.entry)
        case _:
            source = source_name(reading, said.fields.get("source"))
            when = said.when("sent") if said.kind in ("sent", "amended") else None
            return Step(said.kind, when, {}, said.fields.get("basis"), source, known=said.known, entry=said.entry)
