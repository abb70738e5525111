"""The parties of a framework, and what a party that leaves leaves behind: its endorsements and undertakings stay, what
depends on it is said, its places close, and its copy is its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.countersigning import Countersigning, right_party
from toguna.domain.frameworks import PARTY, Party
from toguna.domain.hand_overs import HandOver
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import level_visible, may_see_end
from toguna.register.force import backings
from toguna.server.queries import measures, undertaking_pages
from toguna.server.queries.integrity import evidence
from toguna.server.queries.naming import both, measure_name, party_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.seats import founding_act

_MEMBER = Text(fr="membre", en="seated")
_DONE = frozenset({"fulfilled", "lapsed", "superseded", "withdrawn"})


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party: of which constituency, and how it stands since when."""

    id: str
    name: Text
    constituency: Text
    state: str
    label: Text
    since: When | None


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its id and its name."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class PartyStory:
    """A party, and what follows where it leaves. `undertakings`, `measures` and `hand_overs` are those that this reader
    may know of; `endorsed` is how many entries it stands by; `pending` a proposal that awaits a second person.
    """

    row: PartyRow
    why: Text | None
    seats: int
    endorsed: int
    undertakings: tuple[Named, ...]
    measures: tuple[Named, ...]
    hand_overs: tuple[Named, ...]
    pending: str | None


def shown(reading: Reading) -> bool:
    """Whether parties are told one by one to this reader."""
    return level_visible(reading.reader, "framework")


def has_left(reading: Reading) -> bool:
    """Whether this reader's own party has left."""
    held = reading.by_id(Party).get(reading.reader.party or "")
    return held is not None and held.status == "left"


def listed(reading: Reading) -> list[PartyRow]:
    """Every party, those that left last."""
    if not shown(reading):
        return []
    held = reading.by_id(Party)
    rows = [_row(reading, held[one.code]) for one in founding_act(reading.register).parties if one.code in held]
    return sorted(rows, key=lambda row: row.state == "left")


def story(reading: Reading, case: str) -> PartyStory | None:
    """One party; None where there is none, or none for this reader."""
    held = reading.by_id(Party).get(case)
    act = founding_act(reading.register)
    if held is None or not shown(reading) or case not in {one.code for one in act.parties}:
        return None
    return PartyStory(
        _row(reading, held),
        both(held.why) if held.why else None,
        sum(one.party == case for one in act.seats),
        _endorsed(reading, case),
        _undertakings(reading, case),
        _measures(reading, case),
        _hand_overs(reading, case),
        _pending(reading, case),
    )


def may_propose_leaving(reading: Reading, case: str) -> bool:
    """Whether this reader may propose to record that a party leaves, for its page."""
    held = reading.by_id(Party).get(case)
    allowed = held is not None and held.status != "left" and right_party(reading.reader, "leave", case)
    return allowed and _pending(reading, case) is None


def _row(reading: Reading, held: Party) -> PartyRow:
    assert PARTY.machine is not None
    label = PARTY.machine.labels[held.status] if held.status else _MEMBER
    constituency = codes.CONSTITUENCIES.labels.get(held.constituency, party_name(reading, held.id))
    return PartyRow(held.id, party_name(reading, held.id), constituency, held.status or "seated", label, held.since)


def _endorsed(reading: Reading, party: str) -> int:
    """How many entries the party stands by: that stays, whatever it does."""
    held = evidence(reading)
    return sum(party in backings(held.standing, given, held.seats) for given in held.given.values())


def _undertakings(reading: Reading, party: str) -> tuple[Named, ...]:
    if not undertaking_pages.shown(reading):
        return ()
    theirs = {one.id for one in reading.all(Undertaking) if party in one.who and one.status not in _DONE}
    return tuple(Named(row.id, row.what) for row in undertaking_pages.listed(reading) if row.id in theirs)


def _measures(reading: Reading, party: str) -> tuple[Named, ...]:
    """The running measures that it carries, for those who may know whether they run."""
    return tuple(
        Named(one.id, measure_name(reading, one.id))
        for one in reading.all(Measure)
        if party in one.by and one.status in RUNNING and may_see_end(reading.reader, one.by, one.may_fill)
    )


def _hand_overs(reading: Reading, party: str) -> tuple[Named, ...]:
    """The reliefs in which it was to take over and that are not closed."""
    by = {one.id: one.by for one in reading.all(Measure)}
    open_ = {
        one.id
        for one in reading.all(HandOver)
        if one.to_measure is not None and party in by.get(one.to_measure, ()) and one.status == "planned"
    }
    return tuple(Named(row.id, row.from_name) for row in measures.hand_overs(reading) if row.id in open_)


def _pending(reading: Reading, party: str) -> str | None:
    if not right_party(reading.reader, "leave", party):
        return None
    return next(
        (
            one.id
            for one in reading.all(Countersigning)
            if one.kind == "leave" and one.party == party and one.status == "asked"
        ),
        None,
    )
