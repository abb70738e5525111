"""Destroying contents and keys while every proof goes on holding (spec/register.md §4.2, spec/sealing.md §5)."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.visibility import may_open
from toguna.register.bodies import MAX_ERASED, Erase, EraseReason
from toguna.register.entry import SALT_SIZE, SPEAKING, Entry, Kind, Part, minutes
from toguna.register.epochs import READER_SIZE, Destroyed, DestroyReason, Epoch, Given, KeyBook, ReadingKey, read_key
from toguna.register.sealing import EPOCH_DAYS, new_key, public_of
from toguna.register.signing import DeviceKey
from toguna.server import keyring
from toguna.server.actions.sealing import DAY, key_entry
from toguna.server.home import Home
from toguna.server.ledger import contents, own, store
from toguna.server.ledger.keybook import key_book, key_entries, wrapped_book
from toguna.server.ledger.standing import counting
from toguna.server.ledger.store import Stored
from toguna.server.records import projector, remembering
from toguna.server.records.models import Statement
from toguna.server.records.parties import left


class NothingToErase(InputError):
    """No entry here bears that number or speaks of that case."""

    code = "nothing-to-erase"
    text = Text(
        fr="Aucune inscription « {what} » n’est dans cet exemplaire. Vérifier le numéro de l’inscription ou "
        "l’identifiant du cas.",
        en="No entry “{what}” is in this copy. Check the number of the entry or the id of the case.",
    )


class NotYoursToErase(RuleError):
    """Only the author's party, and the party named for this in the founding act, may erase."""

    code = "not-yours-to-erase"
    text = Text(
        fr="L’inscription {entry} vient de « {party} » : seule cette partie, ou celle que l’acte constitutif charge "
        "des données, peut l’effacer. Le lui demander.",
        en="Entry {entry} comes from “{party}”: only that party, or the one that the founding act puts in charge of "
        "the data, may erase it. Ask it.",
    )


class NotErasable(RuleError):
    """The register's own entries stay: without them nobody could tell who may speak."""

    code = "not-erasable"
    text = Text(
        fr="L’inscription {entry} dit qui peut parler dans ce registre : elle ne s’efface pas. Choisir plutôt "
        "l’inscription qui contient ce qu’il faut détruire.",
        en="Entry {entry} says who may speak in this register: it is not erased. Choose the entry that holds what must "
        "be destroyed instead.",
    )


def entries_of(register: bytes, what: str) -> list[tuple[bytes, int]]:
    """Where the entries stand that `what` names: the beginning of an entry's number, or a case.

    Raises
    ------
    NothingToErase
    """
    held = Statement.objects.filter(register=register.hex())
    rows = list(held.filter(case=what).values_list("device", "idx"))
    if not rows and len(what) >= 8:
        rows = list(held.filter(entry__startswith=what.lower()).values_list("device", "idx"))
    found = [(bytes.fromhex(device), idx) for device, idx in rows]
    if not found and len(what) == 64:
        try:
            found = store.places_of(register, bytes.fromhex(what))
        except ValueError:
            found = []
    if not found:
        raise NothingToErase(what=what)
    return found


def erase(
    register: bytes,
    key: DeviceKey,
    places: Sequence[tuple[bytes, int]],
    reason: EraseReason,
    *,
    at: datetime | None = None,
) -> int:
    """Destroy what the entries at these places say, here and wherever this is heard; how many contents were here.

    Inside a transaction, the write-ahead log is emptied once it ends.

    Raises
    ------
    NotYoursToErase, NotErasable
    """
    parts: set[bytes] = set()
    for stored in store.entries_at(register, places):
        check(register, key.public, stored)
        parts.update(part.hash for part in stored.entry.parts)
    gone = _destroy(register, key, parts, reason, minutes(at or datetime.now(UTC)))
    # At once where there is no transaction to wait for.
    transaction.on_commit(contents.forget)
    transaction.on_commit(remembering.forget)
    return gone


def check(register: bytes, device: bytes, stored: Stored) -> None:
    """Whether this device may erase what an entry says.

    Raises
    ------
    NotYoursToErase, NotErasable
    """
    judged = own.standing(register)
    name, author = stored.entry.hash.hex()[:16], judged.parties.get(stored.device, "")
    if judged.parties.get(device) not in (author, store.constitution(register).data_officer):
        raise NotYoursToErase(entry=name, party=author)
    if stored.entry.kind not in SPEAKING:
        raise NotErasable(entry=name)


def _destroy(register: bytes, key: DeviceKey, parts: Collection[bytes], reason: EraseReason, time: int) -> int:
    """Write that these contents are erased, and destroy them here."""
    hashes = sorted(parts)
    if not hashes:
        return 0
    with transaction.atomic():
        entries = []
        for begin in range(0, len(hashes), MAX_ERASED):
            body = Erase(tuple(hashes[begin : begin + MAX_ERASED]), reason)
            entries.append(Entry(Kind.ERASE, time, (), (Part.make(body.encode(), 0, secrets.token_bytes(SALT_SIZE)),)))
        store.append(register, key, entries)
        gone = contents.erase(register, hashes)
        # Entries whose first content is gone fall silent; those that lost another part are folded again without it.
        projector.project(register, contents.places(register, hashes))
        projector.settle(register)
    return gone


def end_epochs(
    register: bytes, key: DeviceKey, *, at: datetime | None = None, left_only: bool = False
) -> dict[DestroyReason, int]:
    """Destroy the keys whose time is over, and those of parties that left; how many were here, by reason. `left_only`:
    only the latter, for which no clock is asked.

    The wraps that this device wrote are erased for all; what was opened is forgotten, and so are the records of what it
    opened; the reading key is replaced, and forgotten once nothing in force is wrapped for it.
    """
    home: Home = settings.HOME
    time = minutes(at or datetime.now(UTC))
    counts = counting(register)
    book = key_book(register, counts)
    over = _over(register, wrapped_book(register, counts), keyring.since(home, register), time)
    if left_only:
        over = {name: reason for name, reason in over.items() if reason is DestroyReason.PARTY_LEFT}
    due = {name: reason for name, reason in over.items() if key.public not in book.destroyed.get(name, ())}
    if not due or key.public not in book.devices:
        return {}
    # First, and for good: what is interrupted after it is taken up by the next call.
    gone = set(keyring.drop(home, register, due))
    with transaction.atomic():
        entries = [
            key_entry(Destroyed(tuple(sorted(name for name in due if due[name] is reason)), reason), time)
            for reason in sorted(set(due.values()))
        ]
        entries += _replace_reading_key(home, register, key, book, set(over), time)
        store.append(register, key, entries)
        _destroy(register, key, _own_wraps(register, key.public, due), EraseReason.RETENTION, time)
        projector.rebuild(register)
    contents.forget()
    remembering.forget()
    return {reason: sum(due[name] is reason for name in gone) for reason in sorted(set(due.values()))}


def _over(register: bytes, book: KeyBook, since: Mapping[bytes, int], time: int) -> dict[bytes, DestroyReason]:
    """The epochs whose keys must go: kept long enough, or of a party that left.

    An author's clock may be years off, and whoever hands a key on may write any end; so an epoch lasts as long as one
    that began when it was opened here.
    """
    act = store.constitution(register)
    kept: dict[int, int | None] = {}
    for row in act.isp:
        if row.audience in kept and (kept[row.audience] is None or row.retention_days is None):
            kept[row.audience] = None
        else:
            kept[row.audience] = max(kept.get(row.audience) or 0, row.retention_days or 0) or None
    gone = left(register)
    members = may_open("group", (), {party.code: party.constituency for party in act.parties})
    found: dict[bytes, DestroyReason] = {}
    for given in book.epochs.values():
        days = kept.get(given.audience)
        last = since.get(given.name, time) + EPOCH_DAYS * DAY
        if days is not None and last + days * DAY < time:
            found[given.name] = DestroyReason.EPOCH_OVER
        elif gone & set(given.parties) and not members <= set(given.parties):
            found[given.name] = DestroyReason.PARTY_LEFT
    return found


def _own_wraps(register: bytes, device: bytes, names: Iterable[bytes]) -> set[bytes]:
    """The hashes of the wraps that this device wrote of these epochs."""
    wanted, found = set(names), set()
    for author, _, entry in key_entries(register, counting(register)):
        if author == device and len(entry.parts) > 1 and entry.payload is not None:
            body = read_key(entry.payload)
            if isinstance(body, Epoch) and body.name in wanted:
                found.add(entry.parts[1].hash)
    return found


def _replace_reading_key(
    home: Home, register: bytes, key: DeviceKey, book: KeyBook, over: set[bytes], time: int
) -> list[Entry]:
    """A new reading key; of the old ones those stay for which an epoch in force is wrapped, here or in another register
    of this home.
    """
    in_force = [given for given in book.epochs.values() if given.name not in over]
    announced = set()
    for other in store.registers():
        if other != register:
            elsewhere = key_book(other)
            announced.add(elsewhere.devices.get(key.public))
            in_force += [
                one for one in elsewhere.epochs.values() if key.public not in elsewhere.destroyed.get(one.name, ())
            ]
    kept = [one for one in keyring.secrets(home, key) if public_of(one) in announced or _wrapped_for(one, in_force)]
    fresh = new_key()
    keyring.save_secrets(home, key, [*kept, fresh])
    return [key_entry(ReadingKey(public_of(fresh)), time)]


def _wrapped_for(secret: bytes, epochs: Iterable[Given]) -> bool:
    reader = public_of(secret)[:READER_SIZE]
    return any(reader in given.wraps for given in epochs)
