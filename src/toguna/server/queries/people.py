"""Who speaks for each party: its officers and devices, what waits for signatures, and how far sealing reaches."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from toguna.register.bodies import Admit, Endorse, Officers
from toguna.register.entry import Kind
from toguna.server import keyring
from toguna.server.ledger import own, store
from toguna.server.ledger.keybook import key_book, readers_now, sealed_places
from toguna.server.ledger.standing import counting


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device: whose, on what ground it speaks, up to where, and whether it can be sealed for."""

    device: str
    party: str
    ground: str
    entries: int
    counts_until: int | None
    revoked: str | None
    reads: bool
    officer: bool


@dataclass(frozen=True, slots=True)
class PartyRow:
    """How a party speaks. No officers: on paper, through its devices or its host."""

    party: str
    threshold: int
    officers: tuple[str, ...]
    contested: bool
    leaving: tuple[str, ...]
    sheet: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An admission or a list of officers that lacks signatures."""

    entry: str
    what: str
    party: str
    device: str | None
    signed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sealing:
    """Contents above audience 0: how many are here, how many this home can open, how many keys it holds."""

    sealed: int
    opened: int
    keys: int
    announced: bool


@dataclass(frozen=True, slots=True)
class People:
    """The whole picture."""

    parties: tuple[PartyRow, ...]
    devices: tuple[DeviceRow, ...]
    waiting: tuple[WaitingRow, ...]
    sealing: Sealing


def people(register: bytes, device: bytes | None = None) -> People:
    """Who speaks for each party, as far as this copy knows."""
    judged = own.standing(register)
    counts = counting(register)
    book = key_book(register, counts)
    held = {one: size for one, size, _ in store.frontier(register)}
    active = readers_now(counts)
    officers = {key for voices in judged.voices.values() for key in voices.keys}
    devices = tuple(
        DeviceRow(
            one.hex()[:16],
            party,
            judged.grounds[one].value if one in judged.grounds else "waiting",
            held.get(one, 0),
            judged.end(one),
            judged.cuts[one].reason.name.lower() if one in judged.cuts else None,
            one in book.devices and one in active,
            one in officers,
        )
        for one, party in sorted(judged.parties.items(), key=lambda row: (row[1], row[0]))
    )
    leaving = judged.leaving()
    parties = tuple(
        PartyRow(
            party,
            voices.threshold,
            tuple(sorted(key.hex()[:16] for key in voices.keys)),
            bool(voices.rivals),
            tuple(key.hex()[:16] for code, key in leaving if code == party),
            party in book.sheets,
        )
        for party, voices in sorted(judged.voices.items())
    )
    return People(parties, devices, _waiting(register), _sealing(register, device, device in book.devices))


def _waiting(register: bytes) -> tuple[WaitingRow, ...]:
    judged = own.standing(register)
    said = own.said(register, Kind.ADMIT, Kind.OFFICERS, Kind.ENDORSE)
    endorsed: dict[bytes, set[bytes]] = {}
    for one in said:
        if isinstance(one.body, Endorse):
            endorsed.setdefault(one.body.target, set()).add(one.device)
    found = []
    for one in said:
        body = one.body
        signed = tuple(sorted(key.hex()[:16] for key in endorsed.get(one.hash, set()) | {one.device}))
        if isinstance(body, Admit) and not judged.may_speak(body.device):
            found.append(WaitingRow(one.hash.hex()[:16], "admit", body.party, body.device.hex()[:16], signed))
        elif isinstance(body, Officers) and body.party in judged.voices and not _stood(register, one.hash, body.party):
            found.append(WaitingRow(one.hash.hex()[:16], "officers", body.party, None, signed))
    return tuple(found)


def _stood(register: bytes, entry: bytes, party: str) -> bool:
    """Whether a list is in force, contends for it, or was."""
    voices = own.standing(register).voices[party]
    return entry in {voices.entry, *voices.rivals, *(one.entry for one in voices.earlier)}


def _sealing(register: bytes, device: bytes | None, announced: bool) -> Sealing:
    keys = keyring.opened(settings.HOME, register)
    numbers = frozenset(name[:4] for name in keys)
    every = sealed_places(register)
    mine = sealed_places(register, numbers) if numbers else []
    return Sealing(len(every), len(mine), len(keys), device is not None and announced)
