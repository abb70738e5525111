"""What stands behind a record: by how many parties it has been seen, whose word it is, and since when it is in force
(spec/register.md §8.6). Computed from the entries held, at every reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from toguna.base.errors import InputError, RegisterFault
from toguna.domain.undertakings import TEXT_TYPES, Undertaking
from toguna.domain.wire import from_wire
from toguna.register.constitution import Constitution
from toguna.register.encoding import decode
from toguna.register.entry import Kind, moment
from toguna.register.force import Integrity, endorsements, in_force, integrity
from toguna.register.said import Said
from toguna.register.seen import Views
from toguna.register.standing import Standing
from toguna.server.ledger import own, store
from toguna.server.ledger.store import Stored
from toguna.server.queries.exchange import view
from toguna.server.queries.reading import Reading
from toguna.server.records.models import MODELS, Statement

_PARTIES = ("parties", "who", "by", "carriers", "party")
"""Fields in which a record names the parties that it binds, the first of them that it has."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind one record. `awaited`: the parties it binds that have not endorsed it; `since`: the time
    written on the endorsement that completed it, a claim.
    """

    entries: tuple[str, ...]
    seen_by: tuple[str, ...]
    integrity: Integrity
    endorsed_by: tuple[str, ...]
    awaited: tuple[str, ...]
    needed: int
    since: datetime | None


@dataclass(frozen=True)
class Evidence:
    """What is needed to judge any record of a register, read once."""

    register: bytes
    act: Constitution
    standing: Standing
    views: Views
    given: Mapping[bytes, Sequence[Said]]
    seats: Mapping[str, str]


def evidence(reading: Reading) -> Evidence:
    """The endorsements and attests that a reader may count on, as of the reading's day."""
    return reading.once("evidence", lambda: _evidence(reading))


def _evidence(reading: Reading) -> Evidence:
    register = reading.register
    act, judged = store.constitution(register), own.standing(register)
    said = [one for one in own.said(register, Kind.ENDORSE, Kind.ATTEST) if _known(one, reading)]
    attests = [one for one in said if type(one.body).kind is Kind.ATTEST]
    seats = {seat.code: seat.party for seat in act.seats}
    return Evidence(register, act, judged, view(register, judged, attests), endorsements(said, judged), seats)


def _known(one: Said, reading: Reading) -> bool:
    return reading.as_of is None or moment(one.time).date() <= reading.as_of


def proofs(reading: Reading, noun: str, cases: Iterable[str] | None = None) -> dict[str, Proof]:
    """What stands behind the records of a noun, by case."""
    held = evidence(reading)
    rows = MODELS[noun].objects.at(reading.register, reading.as_of)
    if cases is not None:
        rows = rows.filter(case__in=list(cases))
    found = list(rows.values_list("case", "entries", "data"))
    wanted = [bytes.fromhex(one) for _, entries, _ in found for one in entries]
    places = {hash_: at for hash_ in wanted for at in store.places_of(reading.register, hash_)[:1]}
    stored = {one.entry.hash: one for one in store.entries_at(reading.register, list(places.values()))}
    texts = _texts(reading, noun)
    return {
        case: _proof(
            held, noun, data, [stored[hash_] for one in entries if (hash_ := bytes.fromhex(one)) in stored], texts
        )
        for case, entries, data in found
    }


def _texts(reading: Reading, noun: str) -> frozenset[bytes] | None:
    """The entries that set the text of undertakings: these are endorsed. None: of this noun, every entry is."""
    if noun != "undertaking":
        return None
    rows = Statement.objects.filter(register=reading.register.hex(), noun=noun, type__in=TEXT_TYPES)
    return frozenset(bytes.fromhex(one) for one in rows.values_list("entry", flat=True))


def awaits_endorsement(reading: Reading, undertaking: Undertaking) -> bool:
    """Whether an agreed undertaking still awaits the endorsement of the reader's party."""
    if undertaking.status in ("draft", "withdrawn", "superseded", "lapsed") or reading.reader.party is None:
        return False
    found = proofs(reading, "undertaking", [undertaking.id]).get(undertaking.id)
    return found is not None and reading.reader.party in found.awaited


def _proof(
    held: Evidence,
    noun: str,
    data: Mapping[str, object],
    entries: Sequence[Stored],
    texts: frozenset[bytes] | None = None,
) -> Proof:
    seen: set[str] | None = None
    whose = Integrity.PARTY
    for one in entries:
        parties = set(held.views.parties(one.device, one.idx))
        seen = parties if seen is None else seen & parties
        party = held.seats.get(_seat(one), held.standing.parties.get(one.device, ""))
        if integrity(held.standing, one.device, party, held.given.get(one.entry.hash, ())) is Integrity.HOST:
            whose = Integrity.HOST
    bound, needed = _bound(held.act, noun, data)
    forces = [
        in_force(held.standing, held.given.get(one.entry.hash, ()), held.seats, needed, bound, one.device)
        for one in entries
        if texts is None or one.entry.hash in texts
    ]
    # A record is in force when each statement it is made of is, so since the last of them came to be.
    since = max((one.since for one in forces if one.since is not None), default=None)
    whole = bool(forces) and all(one.holds for one in forces)
    backed = set.intersection(*(set(one.backings) for one in forces)) if forces else set()
    return Proof(
        tuple(one.entry.hash.hex() for one in entries),
        tuple(sorted(seen or ())),
        whose,
        tuple(sorted(backed)),
        tuple(sorted({*(bound or held.standing.parties.values())} - backed)),
        needed,
        moment(since) if whole and since is not None else None,
    )


def _bound(act: Constitution, noun: str, data: Mapping[str, object]) -> tuple[tuple[str, ...], int]:
    """Whose endorsement is asked, and of how many: by the founding act's rule for it, else of all it names."""
    for rule in act.rules:
        if rule.decision == noun:
            return rule.parties, rule.needed
    codes = {one.code for one in act.parties}
    for field in _PARTIES:
        value = data.get(field)
        named = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        parties = tuple(sorted({one for one in named if isinstance(one, str)} & codes))
        if parties:
            return parties, len(parties)
    return tuple(sorted(codes)), len(codes)


def _seat(one: Stored) -> str:
    """The seat for which an entry was written, where its content is held."""
    payload = one.entry.payload
    if payload is None:
        return ""
    try:
        return from_wire(decode(payload)).seat or ""
    except (InputError, RegisterFault):
        return ""
