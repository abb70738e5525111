"""Undertakings: due, kept, repeated, blocked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.agreements import Agreement
from toguna.domain.frameworks import Body
from toguna.domain.meetings import Meeting
from toguna.domain.undertakings import Undertaking, current_period, deadline, overdue, proved
from toguna.domain.undertakings import reading as state_on
from toguna.domain.visibility import Reader, Role, undertaking_status
from toguna.server.queries.naming import body_name, both, joined, party_name, spot_names
from toguna.server.queries.reading import Reading

SOON_DAYS = 30
_NOBODY = Text(fr="non convenu", en="not agreed")


@dataclass(frozen=True, slots=True)
class DueRow:
    """An undertaking whose day comes within a month or has passed. `due` and `days_left` are None where the reader
    may not see a day to come.
    """

    id: str
    what: Text
    who: Text
    due: date | None
    days_left: int | None
    overdue: bool
    recurring: bool


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """Something blocked: why, at which level, since when, for how many days."""

    id: str
    what: Text
    agreed: str | None
    reason: str
    level: str | None
    since: date | None
    days: int | None
    why: Text | None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """An undertaking with its state, and the same promises made before it."""

    id: str
    what: Text
    who: Text
    where: Text | None
    status: str
    repeats: tuple[str, ...]
    missing: tuple[str, ...]
    agreement: str | None


def _who(reading: Reading, held: Undertaking) -> Text:
    names = [party_name(reading, party) for party in held.who]
    if held.who_text is not None:
        names.append(both(held.who_text))
    return joined(names) if names else _NOBODY


def dates_to_come(reader: Reader) -> bool:
    """Whether a reader may see days to come at all: what circulates among all carries none (§9.1)."""
    return reader.role not in (Role.MEMBERS, Role.PUBLIC, Role.DONOR)


def due(reading: Reading) -> list[DueRow]:
    """Undertakings due within a month or overdue, the nearest first; none for a reader who gets their states as
    counts.
    """
    if undertaking_status(reading.reader) != "each":
        return []
    rows = []
    for held in reading.all(Undertaking):
        day = _next_day(reading, held)
        if day is None or (day - reading.today).days > SOON_DAYS:
            continue
        shown = day <= reading.today or dates_to_come(reading.reader)
        rows.append(
            DueRow(
                held.id,
                both(held.what),
                _who(reading, held),
                day if shown else None,
                (day - reading.today).days if shown else None,
                day < reading.today,
                held.every is not None,
            )
        )
    return sorted(rows, key=lambda row: (row.due or date.max, row.id))


def event_day(reading: Reading, held: Undertaking) -> When | None:
    """The day of the record from which its deadline counts: an agreement's last signature, a meeting that was held."""
    event = held.due_after.event if held.due_after is not None else None
    if event is None:
        return None
    if agreement := reading.by_id(Agreement).get(event):
        return agreement.signed[-1].date if agreement.signed else agreement.agreed
    meeting = reading.by_id(Meeting).get(event)
    return meeting.start if meeting is not None and meeting.status not in ("called", "missed") else None


def due_day(reading: Reading, held: Undertaking) -> When | None:
    """Its deadline: its own, with its precision, or the day that its event gives it; None as long as that is open."""
    if held.due is not None:
        return held.due
    day = deadline(held, event_day(reading, held))
    return When.on(day) if day is not None else None


def _next_day(reading: Reading, held: Undertaking) -> date | None:
    """The day by which something must be done: its deadline if it is not fulfilled, or the end of a period without
    its proof.
    """
    if held.status in ("draft", "lapsed", "superseded", "withdrawn"):
        return None
    if held.every is not None and not proved(held, reading.today):
        return current_period(held.every, reading.today).last
    if held.status in ("fulfilled", "maintained"):
        return None
    return deadline(held, event_day(reading, held))


def kept(reading: Reading) -> list[KeptRow]:
    """Every undertaking with its state as it reads today."""
    return [
        KeptRow(
            held.id,
            both(held.what),
            _who(reading, held),
            spot_names(reading, held.where) if held.where else None,
            "overdue" if overdue(held, reading.today) else state_on(held, reading.today),
            held.same_as,
            held.missing(),
            held.agreement,
        )
        for held in reading.all(Undertaking)
    ]


def status_labels() -> Mapping[str, Text]:
    """The words for the states of `kept`."""
    from toguna.domain.undertakings import UNDERTAKING

    assert UNDERTAKING.machine is not None
    return {
        **UNDERTAKING.machine.labels,
        "overdue": Text(fr="échu, non tenu", en="overdue"),
        "lapsing": Text(fr="preuve à renouveler", en="needs a new proof"),
        "frozen": Text(fr="gelé", en="frozen"),
    }


def blocked(reading: Reading) -> list[BlockedRow]:
    """Undertakings and bodies that are blocked, the longest first."""
    promises = [
        _blocked(reading, held.id, both(held.what), held.agreed.iso() if held.agreed else None, held)
        for held in reading.all(Undertaking)
        if held.blocked is not None and held.status == "stalled" and undertaking_status(reading.reader) == "each"
    ]
    bodies = [
        _blocked(reading, body.id, body_name(reading, body.id), None, body)
        for body in reading.all(Body)
        if body.blocked is not None
    ]
    return sorted([*promises, *bodies], key=lambda row: (row.since is None, row.since or date.max, row.id))


def _blocked(reading: Reading, id_: str, what: Text, agreed: str | None, held: Undertaking | Body) -> BlockedRow:
    blockage = held.blocked
    assert blockage is not None
    since = blockage.since.last if blockage.since and blockage.since.known else None
    level = blockage.level or (held.level if isinstance(held, Body) else None)
    return BlockedRow(
        id_,
        what,
        agreed,
        blockage.reason,
        level,
        since,
        (reading.today - since).days if since else None,
        both(blockage.why) if blockage.why else None,
    )
