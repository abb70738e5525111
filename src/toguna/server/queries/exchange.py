"""How the copies of a register stand to each other: what each party has attested, which logs are short or forked here,
and for whom a bundle is to be cut.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from toguna.base.errors import TogunaError
from toguna.base.text import Text
from toguna.register import sync_faults
from toguna.register.bodies import Attest
from toguna.register.entry import Kind, moment
from toguna.register.frontier import Frontier, Place
from toguna.register.said import Said
from toguna.register.seen import Views, look
from toguna.register.standing import Standing
from toguna.server.ledger import histories, own, store
from toguna.server.ledger.places import control_digits, places
from toguna.server.queries.reading import Reading
from toguna.server.records.parties import first_left_at, left_at
from toguna.server.sync import files
from toguna.server.sync.receivers import Receiver, anybody, party_receiver, receiver

_PUT_ASIDE = Text(
    fr="L’autre exemplaire a laissé cet envoi de côté. Refaire l’échange ; si cela se répète, demander un envoi "
    "complet.",
    en="The other copy put this aside. Exchange again; if it happens again, ask for a whole bundle.",
)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One device as the others may judge it: whose it is, how much of its log is here, what it last attested."""

    device: str
    party: str
    entries: int
    counts_until: int | None
    ground: str
    last_attest: datetime | None
    behind: int
    """Entries held here, of other devices, that it has not attested yet."""


@dataclass(frozen=True, slots=True)
class ForkRow:
    """A log with two signed histories: valid before `index`, contested from there on."""

    device: str
    party: str
    index: int
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShortRow:
    """A log of which others attested more than is here, or something else."""

    device: str
    party: str
    held: int
    seen: int
    witnesses: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """The page *Registre* in data."""

    control_number: str
    copies: tuple[CopyRow, ...]
    forks: tuple[ForkRow, ...]
    short: tuple[ShortRow, ...]


def copies(reading: Reading) -> Copies:
    """How the copies stand, as far as this one knows."""
    register = reading.register
    judged = own.standing(register)
    attests = own.said(register, Kind.ATTEST)
    held = {device: size for device, size, _ in store.frontier(register)}
    views = view(register, judged, attests)
    last: dict[bytes, Said] = {}
    attested: dict[bytes, dict[bytes, int]] = {}
    for one in attests:
        if isinstance(one.body, Attest) and not one.contested:
            last[one.device] = max(last.get(one.device, one), one, key=lambda found: found.idx)
            sizes = attested.setdefault(one.device, {})
            sizes.update({seen.device: max(seen.size, sizes.get(seen.device, 0)) for seen in one.body.seen})
    rows = tuple(
        CopyRow(
            device[:8].hex(),
            party,
            held.get(device, 0),
            judged.end(device),
            judged.grounds[device].value if device in judged.grounds else "waiting",
            moment(last[device].time) if device in last else None,
            sum(
                max(0, size - attested.get(device, {}).get(other, 0)) for other, size in held.items() if other != device
            ),
        )
        for device, party in sorted(judged.parties.items(), key=lambda one: (one[1], one[0]))
    )
    short = tuple(
        ShortRow(
            one.device[:8].hex(),
            judged.parties.get(one.device, ""),
            one.held,
            one.seen,
            tuple(judged.parties.get(device, "") for device in one.witnesses),
            one.differs,
        )
        for one in views.short
    )
    return Copies(control_digits(register), rows, tuple(_forks(register, judged)), short)


def _forks(register: bytes, judged: Standing) -> list[ForkRow]:
    found = []
    for device, index in sorted(histories.frozen(register).items()):
        sizes = tuple(len(one) for one in histories.kept(histories.histories(register, device)))
        found.append(ForkRow(device[:8].hex(), judged.parties.get(device, ""), index, sizes))
    return found


def view(register: bytes, judged: Standing, attests: Collection[Said]) -> Views:
    """Who has seen what, and what is short here."""
    roots: dict[tuple[bytes, int], set[bytes]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT device, size, root FROM ledger_checkpoint WHERE register = %s", [register])
        for device, size, root in cursor.fetchall():
            roots[device, size] = {root}
    split = set(histories.forked(register))

    def roots_of(device: bytes, size: int) -> Collection[bytes]:
        if device not in split and (device, size) in roots:
            return roots[device, size]
        held = histories.kept(histories.histories(register, device))
        return {one.branch.tree.root(size) for one in held if size <= len(one)}

    held = {device: size for device, size, _ in store.frontier(register)}
    return look(judged, attests, held, roots_of)


def control_number(register: bytes) -> str:
    """Twelve digits that are the same on copies that hold the same."""
    return control_digits(register)


def party_codes(register: bytes) -> list[str]:
    """The parties of a register."""
    return [one.code for one in store.constitution(register).parties]


def audience_of(register: bytes, whom: str | None) -> tuple[Receiver, Frontier, bool] | None:
    """For whom a bundle is made: how it is cut, what is known to be held there, and whether the founding act must go
    along. `whom` is a party, a request file, or None for whoever may have what is for all parties.
    """
    if whom is None:
        return anybody(register), Frontier(register), True
    if whom in party_codes(register):
        held = _attested_by(register, whom)
        to = party_receiver(register, whom).leaving(left_at(register, whom))
        return to, Frontier.of(register, held), not held
    path = Path(whom)
    if not path.is_file() or not files.is_ask(path):
        return None
    ask = files.read_ask(path)
    if ask.frontier.register != register:
        return None
    known = own.standing(register)
    admitted = known.knows(ask.device) and ask.device not in known.cuts
    if not admitted:
        # It may be of a party that left, as may whoever does not prove over a line whose it is.
        return anybody(register).leaving(first_left_at(register)), ask.frontier, False
    to = receiver(register, ask.device).leaving(left_at(register, known.parties.get(ask.device)))
    return to, ask.frontier, False


def _attested_by(register: bytes, party: str) -> list[Place]:
    """What a party's devices have attested, and its own logs: it holds at least these."""
    judged = own.standing(register)
    here = places(register)
    known: dict[bytes, tuple[int, bytes]] = {}
    for one in own.said(register, Kind.ATTEST):
        if judged.parties.get(one.device) == party and isinstance(one.body, Attest):
            for seen in one.body.seen:
                known[seen.device] = max(known.get(seen.device, (0, b"")), (seen.size, seen.root))
    mine = [place for place in here if judged.parties.get(place.device) == party] if known else []
    others = [Place(device, *found) for device, found in known.items() if judged.parties.get(device) != party]
    return [*mine, *others]


_SENTENCES: dict[str, type[TogunaError]] = {
    one.code: one for one in vars(sync_faults).values() if isinstance(one, type) and issubclass(one, TogunaError)
}


def sentence_of(code: str, log: str, index: int | None, lang: str) -> str:
    """What another copy's refusal means, in this reader's language: only its code travels."""
    try:
        return _SENTENCES[code](log=log, index=index).say(lang)
    except (KeyError, IndexError):
        return _PUT_ASIDE.say(lang)
