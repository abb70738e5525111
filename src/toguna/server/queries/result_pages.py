"""Announced results for reading: what speaks for each and against it, the verdict by rule, the replies beside it.

A claim is about measures, never about a movement; one that attributes acts is sealed and is not here. A testimony is
read while its consent lasts, from its region and from nowhere nearer (§9.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.claims import TESTIMONY, Claim, Evidence, Testimony, expires, judged
from toguna.domain.indicators import Indicator
from toguna.domain.visibility import Role, level_visible, testimony_view
from toguna.server.queries.claims import ClaimRow, claims
from toguna.server.queries.incidents import IncidentRow, as_shown, held_case
from toguna.server.queries.naming import both, party_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import Said, in_order, linked, links, source_name, told
from toguna.server.queries.studies import LookRow, looks
from toguna.server.records.models import Statement

KEPT_BACK = Text(
    fr="un élément retiré, trop récent, ou qui n’est pas montré ici",
    en="something retracted, too recent, or not shown here",
)
SIDES = ("for", "against", "context", "confounder")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing beside a claim, with its date, what it rests on, and the record it leads to."""

    what: Text
    date: When | None
    link: Link | None
    basis: str | None
    source: Text | None


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A party's own words beside a claim."""

    party: Text | None
    date: When | None
    what: Text


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One announced result in the list, with the rule that gave its word."""

    claim: ClaimRow
    reasons: tuple[Text, ...]
    favour: int
    against: int
    replies: tuple[ReplyRow, ...]


@dataclass(frozen=True)
class ResultStory:
    """One announced result with everything beside it."""

    row: ResultRow
    about: tuple[Link, ...]
    comparator: Text | None
    expected: Text | None
    testable: Text | None
    sides: tuple[tuple[str, tuple[ItemRow, ...]], ...]
    looks: tuple[LookRow, ...]
    measures: tuple[Link, ...]
    steps: tuple[Step, ...]


def _claims(reading: Reading) -> list[ClaimRow]:
    """The announced results, worked out once for a reader: whether “ended” may be said takes the counts of every
    road.
    """
    return reading.once("announced results", lambda: claims(reading))


def listed(reading: Reading) -> list[ResultRow]:
    """The announced results that this reader may see, those that are no testimony."""
    held = reading.by_id(Claim)
    return [_row(reading, held[one.id], one) for one in _claims(reading) if one.kind != "testimony"]


def _row(reading: Reading, held: Claim, shown: ClaimRow) -> ResultRow:
    found = judged(held, indicators=reading.by_id(Indicator))
    return ResultRow(
        shown,
        tuple(_plain(reason.say("fr"), reason.say("en")) for reason in found[1]) if found else (),
        len(shown.favour),
        len(shown.against),
        tuple(ReplyRow(party_name(reading, r.party) if r.party else None, r.date, both(r.what)) for r in held.replies),
    )


def _plain(fr: str, en: str) -> Text:
    return Text(fr=fr, en=en)


def story(reading: Reading, id_: str) -> ResultStory | None:
    """One announced result; None where there is none, or none for this reader."""
    shown = next((one for one in _claims(reading) if one.id == id_ and one.kind != "testimony"), None)
    if shown is None:
        return None
    held = reading.by_id(Claim)[id_]
    about = links(reading, held.about)
    counted = SIDES if not held.never_a_number else SIDES[2:]
    return ResultStory(
        _row(reading, held, shown),
        about,
        both(held.comparator) if held.comparator else None,
        both(held.expected) if held.expected else None,
        both(held.testable) if held.testable else None,
        tuple((side, tuple(_item(reading, one) for one in held.on_side(side))) for side in counted),
        looks(reading, held.about),
        tuple(one for one in about if one.noun == "measure"),
        in_order(_steps(reading, held)),
    )


def _item(reading: Reading, held: Evidence) -> ItemRow:
    source = source_name(reading, held.source)
    if held.what is not None:
        return ItemRow(both(held.what), held.date, None, held.basis, source)
    link = linked(reading, held.ref or "")
    if link is None:
        return ItemRow(KEPT_BACK, None, None, None, None)
    incident = _incident(reading, link)
    if incident is not None:
        # An incident rests on its own source, which is nearer to it than the claim's.
        return ItemRow(link.name, incident.date, link, incident.basis or held.basis, incident.source or source)
    return ItemRow(link.name, None, link, held.basis, source)


def _incident(reading: Reading, link: Link) -> IncidentRow | None:
    """The incident that a link leads to, as finely as this reader may place and date it."""
    held = held_case(reading, link.id) if link.noun == "incident" else None
    return as_shown(reading, held) if held is not None else None


def _steps(reading: Reading, held: Claim) -> Iterator[Step]:
    for said in told(reading, "claim", held.id):
        yield _step(reading, held, said)


def _step(reading: Reading, held: Claim, said: Said) -> Step:
    known, entry = said.known, said.entry
    match said.kind:
        case "announced":
            source = source_name(reading, held.source)
            return Step("announced", None, {"window": held.window}, held.basis, source, known=known, entry=entry)
        case "evidence_added":
            return _evidence(reading, said)
        case "replied":
            party = said.fields.get("party")
            data = {"what": said.words("what"), "party": party_name(reading, party) if party else None}
            return Step("replied", said.when("date"), data, known=known, entry=entry)
        case "withdrawn":
            return Step("withdrawn", None, {"why": said.words("why")}, known=known, entry=entry)
        case _:
            return Step(said.kind, None, known=known, entry=entry)


def _evidence(reading: Reading, said: Said) -> Step:
    """An item as it came beside the claim. The day on which one became known may be the day of an incident: it is told
    only for items that are no incident.
    """
    side, words, ref = said.fields["side"], said.words("what"), said.fields.get("ref")
    source, basis = source_name(reading, said.fields.get("source")), said.fields.get("basis")
    kind = {"for": "item-for", "against": "item-against", "context": "item-context"}.get(side, "item-confounder")
    if words is not None or ref is None:
        data = {"what": words or KEPT_BACK}
        return Step(kind, said.when("date"), data, basis, source, side == "against", said.known, said.entry)
    link = linked(reading, ref)
    if link is None:
        return Step(kind, None, {"what": KEPT_BACK}, missing=side == "against")
    incident = _incident(reading, link)
    if incident is not None:
        basis, source = incident.basis or basis, incident.source or source
        return Step(kind, incident.date, {}, basis, source, side == "against", None, said.entry, (link,))
    return Step(kind, None, {}, basis, source, side == "against", said.known, said.entry, (link,))


@dataclass(frozen=True, slots=True)
class Voice:
    """A testimony, from its region; `until` is the first day on which it is no longer shown."""

    says: Text
    date: When | None


def voices(reading: Reading) -> list[Voice]:
    """Testimonies that may be read on this day: passed on as they are, never counted."""
    quoted = [Voice(one.says, one.window) for one in _claims(reading) if one.kind == "testimony" and one.says]
    told_ = [
        Voice(both(one.what), one.date)
        for one in reading.all(Testimony)
        if testimony_view(reading.reader, one, reading.today) == "region"
    ]
    return [*quoted, *told_]


@dataclass(frozen=True, slots=True)
class Taken:
    """A testimony as the secretariat keeps it; `until` is the first day on which it may no longer be shown."""

    id: str
    region: Text
    says: Text
    status: Text
    until: When | None
    over: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """That a testimony was taken back, and on which day: nothing else of it is left, but the hashes of its entries."""

    id: str
    day: date


def taken(reading: Reading) -> list[Taken]:
    """The testimonies taken and not withdrawn, for the secretariat: those that run out first."""
    if reading.reader.role is not Role.MEDIATOR:
        return []
    rows = [_taken(reading, held) for held in reading.all(Testimony) if held.status != "withdrawn"]
    return sorted(rows, key=lambda row: (row.until.last.isoformat() if row.until else "", row.id))


def taken_back(reading: Reading) -> list[TakenBack]:
    """The testimonies that were taken back, for the secretariat, the latest first: what was told is destroyed, so each
    stands in the register by its withdrawal alone.
    """
    if reading.reader.role is not Role.MEDIATOR:
        return []
    told = Statement.objects.filter(register=reading.register.hex(), noun="testimony", type="testimony.withdrawn")
    rows = told.filter(known__lte=reading.as_of or date.max).order_by()
    days: dict[str, date] = {}
    for case, known in rows.values_list("case", "known"):
        days[case] = min(known, days.get(case, known))
    return sorted((TakenBack(*one) for one in days.items()), key=lambda row: (-row.day.toordinal(), row.id))


def testimony(reading: Reading, id_: str) -> Taken | None:
    """One of them; None where there is none, for whoever is not the secretariat, and once it is withdrawn."""
    return next((row for row in taken(reading) if row.id == id_), None)


def _taken(reading: Reading, held: Testimony) -> Taken:
    assert TESTIMONY.machine is not None
    until = expires(held.consent) if held.consent is not None and held.consent.given.known else None
    return Taken(
        held.id,
        _plain(held.region, held.region),
        both(held.what),
        TESTIMONY.machine.labels[held.status],
        When.on(until) if until else None,
        until is not None and until <= reading.today,
    )


def shown(reading: Reading) -> bool:
    """Whether results of the members' level are for this reader."""
    return level_visible(reading.reader, "framework")
