"""What carries charters to people: committees, disseminations and the villages not yet reached, internal orders.

A dissemination that is only planned tells where people will gather: the secretariat and those who plan it read it,
nobody else. What was held all members read, by the week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.agreements import Agreement
from toguna.domain.charters import DISSEMINATION, ORDER, Dissemination, Order
from toguna.domain.dialogues import COMMITTEE, Committee
from toguna.domain.places import Road
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import Role, level_visible
from toguna.server.queries.incidents import coarse
from toguna.server.queries.naming import both, party_name, spot_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link
from toguna.server.queries.stories_case import linked, party_names

_LOCAL = frozenset({"charter", "local"})
"""Agreements that people of the place are to know of, whether anybody has carried them yet or not."""


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A committee that follows a charter: how many sit in it, of which constituency, since when."""

    id: str
    name: Text
    members: int | None
    constituency: str | None
    since: When | None
    until: When | None
    status: Text
    active: bool
    agreement: Link | None
    dialogue: Link | None


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One dissemination: where, in which languages, to how many; nobody by name."""

    id: str
    charter: Link | None
    where: Text
    date: When | None
    languages: tuple[str, ...]
    audience: int | None
    channel: str | None
    by: Text | None
    status: str
    label: Text


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a charter has been carried: the places reached and those not yet, and the least number of people told.

    `counted` of `held` disseminations say how many listened.
    """

    charter: Link
    reached: tuple[Text, ...]
    missing: tuple[Text, ...]
    people: int
    held: int
    counted: int
    languages: tuple[str, ...]

    @property
    def places(self) -> int:
        """All places it should reach."""
        return len(self.reached) + len(self.missing)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An internal order, and the shares attested: the least and the most, by how many parties, and whether both sides
    spoke. `shares` names who said what, for the secretariat and for the party's own.
    """

    id: str
    by: Text | None
    undertaking: Link | None
    date: When | None
    status: str
    label: Text
    least: int | None
    most: int | None
    attested_by: int
    both_sides: bool
    shares: tuple[tuple[Text, int], ...]


@dataclass(frozen=True)
class Carried:
    """The page: committees, how far each charter went, the disseminations, the orders, and the undertakings to give an
    order for which none is known.
    """

    committees: tuple[CommitteeRow, ...]
    reach: tuple[Reach, ...]
    told: tuple[ToldRow, ...]
    orders: tuple[OrderRow, ...]
    no_order: tuple[Link, ...]


def shown(reading: Reading) -> bool:
    """Whether this is for the reader: the members."""
    return level_visible(reading.reader, "framework")


def carried(reading: Reading) -> Carried | None:
    """The whole page; None for who is no member."""
    if not shown(reading):
        return None
    return Carried(
        tuple(committees(reading)),
        tuple(_reach(reading)),
        tuple(disseminations(reading)),
        tuple(orders(reading)),
        tuple(_no_order(reading)),
    )


def committees(reading: Reading) -> list[CommitteeRow]:
    """The committees, those at work first."""
    if not shown(reading):
        return []
    rows = [_committee(reading, held) for held in reading.all(Committee) if held.framework == reading.framework]
    return sorted(rows, key=lambda row: (not row.active, row.id))


def committee(reading: Reading, id_: str) -> CommitteeRow | None:
    """One committee; None where there is none, or none for this reader."""
    return next((row for row in committees(reading) if row.id == id_), None)


def _committee(reading: Reading, held: Committee) -> CommitteeRow:
    assert COMMITTEE.machine is not None
    return CommitteeRow(
        held.id,
        both(held.what),
        held.members_count,
        held.constituency,
        held.start,
        held.end,
        COMMITTEE.machine.labels[held.status],
        held.status == "active",
        linked(reading, held.agreement) if held.agreement else None,
        linked(reading, held.dialogue) if held.dialogue else None,
    )


def _seen(reading: Reading, held: Dissemination) -> bool:
    if not shown(reading) or held.framework != reading.framework:
        return False
    own = reading.reader.role is Role.MEDIATOR or reading.reader.party in held.by
    return own or held.status == "held"


def disseminations(reading: Reading) -> list[ToldRow]:
    """The disseminations that this reader may know of: those planned first, then the latest."""
    rows = [_told(reading, held) for held in reading.all(Dissemination) if _seen(reading, held)]
    rows.sort(key=lambda row: (row.date.last.isoformat() if row.date and row.date.known else "", row.id), reverse=True)
    return sorted(rows, key=lambda row: row.status != "planned")


def dissemination(reading: Reading, id_: str) -> ToldRow | None:
    """One dissemination; None where there is none, or none that this reader may know of."""
    held = reading.by_id(Dissemination).get(id_)
    return _told(reading, held) if held is not None and _seen(reading, held) else None


def _told(reading: Reading, held: Dissemination) -> ToldRow:
    assert DISSEMINATION.machine is not None
    own = reading.reader.role is Role.MEDIATOR or reading.reader.party in held.by
    return ToldRow(
        held.id,
        linked(reading, held.charter),
        spot_names(reading, held.where),
        held.date if own or held.date is None or not held.date.known else coarse(held.date, "segment"),
        held.languages,
        held.audience,
        held.channel,
        party_names(reading, held.by),
        held.status,
        DISSEMINATION.machine.labels[held.status],
    )


def _reach(reading: Reading) -> Iterator[Reach]:
    """Each charter, beside the places that the framework's roads pass: there it is to be heard of."""
    spots = list(dict.fromkeys(spot for road in _roads(reading) for spot in road.via))
    held = [one for one in reading.all(Dissemination) if one.status == "held" and one.framework == reading.framework]
    charters = dict.fromkeys(
        one.id for one in reading.all(Agreement) if one.level in _LOCAL and one.framework in (None, reading.framework)
    )
    for charter in charters | dict.fromkeys(one.charter for one in held):
        link = linked(reading, charter)
        if link is None:
            continue
        told = [one for one in held if one.charter == charter]
        reached = dict.fromkeys(spot for one in told for spot in one.where)
        yield Reach(
            link,
            tuple(spot_name(reading, spot) for spot in reached),
            tuple(spot_name(reading, spot) for spot in spots if spot not in reached),
            sum(one.audience or 0 for one in told),
            len(told),
            sum(one.audience is not None for one in told),
            tuple(dict.fromkeys(language for one in told for language in one.languages)),
        )


def _roads(reading: Reading) -> list[Road]:
    return [road for road in reading.all(Road) if road.framework in (None, reading.framework)]


def orders(reading: Reading) -> list[OrderRow]:
    """The internal orders known, the latest first."""
    if not shown(reading):
        return []
    rows = [_order(reading, held) for held in reading.all(Order) if held.framework == reading.framework]
    rows.sort(key=lambda row: (row.date.last.isoformat() if row.date and row.date.known else "", row.id), reverse=True)
    return rows


def order(reading: Reading, id_: str) -> OrderRow | None:
    """One order; None where there is none, or none for this reader."""
    return next((row for row in orders(reading) if row.id == id_), None)


def _order(reading: Reading, held: Order) -> OrderRow:
    assert ORDER.machine is not None
    # The latest word of each party counts.
    latest = {one.party: one.reach_percent for one in held.attestations}
    whole = reading.reader.role is Role.MEDIATOR
    said = {party: share for party, share in latest.items() if whole or party == reading.reader.party}
    return OrderRow(
        held.id,
        party_names(reading, held.by),
        linked(reading, held.undertaking) if held.undertaking else None,
        held.date,
        held.status,
        ORDER.machine.labels[held.status],
        min(latest.values(), default=None),
        max(latest.values(), default=None),
        len(latest),
        bool(set(latest) & set(held.by)) and bool(set(latest) - set(held.by)),
        tuple((party_name(reading, party), share) for party, share in said.items()),
    )


def _no_order(reading: Reading) -> Iterator[Link]:
    """Undertakings to give an order to one's own, for which no order is known."""
    given = {one.undertaking for one in reading.all(Order)}
    for promise in reading.all(Undertaking):
        if promise.nature == "internal_order" and promise.id not in given:
            link = linked(reading, promise.id)
            if link is not None:
                yield link
