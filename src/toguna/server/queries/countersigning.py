"""What two people do together, for reading: those whose matter it is read what it is about; members read that it was
done, on which day and by which party, never which words were erased or opened. What is only proposed is for the former.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.countersigning import COUNTERSIGNING, OPEN_DAYS, Countersigning, opened, right_party
from toguna.domain.visibility import level_visible
from toguna.register.constitution import Mode
from toguna.server.ledger import store
from toguna.server.queries.incidents import held_case
from toguna.server.queries.naming import both, joined, party_name
from toguna.server.queries.reading import Reading, present
from toguna.server.queries.sealed import Opened, sealed_name, what_is_sealed
from toguna.server.queries.seats import founding_act
from toguna.server.records.models import Statement
from toguna.server.records.speaking import speaker

_HOLDER = Text(fr="titulaire", en="holder")
_ALTERNATE = Text(fr="suppléant", en="alternate")


@dataclass(frozen=True, slots=True)
class CountersigningRow:
    """One act of two. `asked_by`, `answered_by` and `about` are told to those whose matter it is."""

    id: str
    kind: str
    what: Text
    party: Text
    state: str
    label: Text
    date: When
    decided: When | None
    reason: Text | None
    asked_by: Text | None
    answered_by: Text | None
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountersigningStory:
    """The same, with the records it is about (noun, id and name; `entry` and its number) for those whose matter it is,
    and what it opened for those before whom it stands open, until when.
    """

    row: CountersigningRow
    ours: bool
    records: tuple[tuple[str, str, Text], ...]
    since: When | None
    why: Text | None
    opened: Opened | None
    open_until: When | None


def _record(reading: Reading, held: Countersigning, about: str) -> tuple[str, str, Text]:
    match held.kind:
        case "leave":
            return "party", about, party_name(reading, about)
        case "erase":
            # What was erased has no page any more.
            return "erased" if held.status == "confirmed" else "entry", about, Text(fr=about[:16], en=about[:16])
        case _:
            noun = "incident" if held_case(reading, about) is not None else "claim"
            return noun, about, sealed_name(reading, about)


def in_short(reading: Reading, noun: str, case: str | None) -> Text | None:
    """What a second person is asked to confirm, in one line; None for cases of other nouns."""
    held = reading.by_id(Countersigning).get(case or "") if noun == "countersigning" else None
    row = _row(reading, held) if held is not None else None
    if held is None or row is None:
        return None
    more = [named for _, _, named in (_record(reading, held, one) for one in row.about)]
    if row.reason is not None:
        more.append(row.reason)
    return joined([row.what, joined([row.party, *more] if held.kind != "leave" else [row.party], ", ")], " : ")


def data_officer(reading: Reading) -> str | None:
    """The party that the founding act puts in charge of the data."""
    return founding_act(reading.register).data_officer


def listed(reading: Reading) -> list[CountersigningRow]:
    """Those that this reader may know of: what awaits somebody first, then the latest."""
    rows = [row for held in reading.all(Countersigning) if (row := _row(reading, held)) is not None]
    return sorted(rows, key=lambda row: (row.state != "asked", -row.date.first.toordinal(), row.id))


def story(reading: Reading, case: str) -> CountersigningStory | None:
    """One of them; None where there is none, or none for this reader."""
    held = reading.by_id(Countersigning).get(case)
    row = _row(reading, held) if held is not None else None
    if held is None or row is None:
        return None
    # In life the clock closes it: looking back at the day on which it stood open does not open it again.
    on = present(reading.register, reading.mode) if reading.mode is Mode.LIVE else reading.today
    shown = opened(reading.reader, held, When.on(on))
    until = When.on(held.decided.first + timedelta(days=OPEN_DAYS)) if held.decided else None
    why = both(held.why) if held.why else None
    ours = _ours(reading, held)
    return CountersigningStory(
        row,
        ours,
        tuple(_record(reading, held, one) for one in row.about),
        held.since,
        why if ours or held.status == "confirmed" else None,
        what_is_sealed(reading, held.about[0]) if shown else None,
        until if shown else None,
    )


def may_propose_erasure(reading: Reading, entry: str) -> bool:
    """Whether this reader's party may have what an entry says erased, for the entry's page."""
    held = Statement.objects.filter(register=reading.register.hex(), entry=entry).first()
    if held is None or reading.reader.seat is None:
        return False
    (stored,) = store.entries_at(reading.register, [(bytes.fromhex(held.device), held.idx)])
    return right_party(reading.reader, "erase", speaker(reading.register, stored), data_officer(reading))


def _ours(reading: Reading, held: Countersigning) -> bool:
    return right_party(reading.reader, held.kind, held.party, data_officer(reading))


def _row(reading: Reading, held: Countersigning) -> CountersigningRow | None:
    ours = _ours(reading, held)
    if not ours and (held.status != "confirmed" or not level_visible(reading.reader, "framework")):
        return None
    assert COUNTERSIGNING.machine is not None
    return CountersigningRow(
        held.id,
        held.kind,
        codes.COUNTERSIGNED.labels[held.kind],
        party_name(reading, held.party),
        held.status,
        COUNTERSIGNING.machine.labels[held.status],
        held.date,
        held.decided,
        codes.ERASE_REASONS.labels[held.reason] if held.reason else None,
        _seat(reading, held.seat) if ours else None,
        _seat(reading, held.second) if ours and held.second else None,
        held.about if ours else (),
    )


def _seat(reading: Reading, code: str) -> Text:
    party = next((one.party for one in founding_act(reading.register).seats if one.code == code), code)
    name, role = party_name(reading, party), _HOLDER if code == party else _ALTERNATE
    return Text(fr=f"{name.fr}, {role.fr}", en=f"{name.en}, {role.en}")
