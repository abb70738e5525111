"""Who may speak for a party: officers named, devices admitted and revoked (spec/register.md §4.2, §8).

Each act is one entry by one device. Whether it counts is judged from the endorsements: where a party has named
officers, as many of them as its list asks for; a new list needs enough of the old officers and enough of the new.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import UTC, datetime

from django.db import transaction

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.register.bodies import Admit, Body, Officers, Revoke, RevokeReason
from toguna.register.entry import SALT_SIZE, Entry, Part, minutes
from toguna.register.merkle import Tree
from toguna.register.people import CARD, read_card
from toguna.register.rows import EntryRow
from toguna.register.signing import DeviceKey
from toguna.server.actions.joining import NotAParty
from toguna.server.ledger import own, store
from toguna.server.records import projector

HOLDER = "titulaire"
AUDIENCES = (0, 1, 2)


class UnknownDevice(InputError):
    """No device here bears that name."""

    code = "unknown-device-named"
    text = Text(
        fr="« {value} » n’est ni une carte d’appareil, ni le début d’un appareil connu ({known}). Voir "
        "« toguna people ».",
        en="“{value}” is neither a device’s card nor the beginning of a known device ({known}). See “toguna people”.",
    )


class NotSoMany(InputError):
    """A threshold nobody could reach, or none at all."""

    code = "bad-threshold"
    text = Text(
        fr="Il faut entre 1 et {most} responsables pour décider, {value} a été demandé. Corriger le nombre.",
        en="Between 1 and {most} officers must decide together, {value} was asked for. Correct the number.",
    )


class BeyondLog(InputError):
    """The device has not written so much."""

    code = "size-beyond-log"
    text = Text(
        fr="Cet exemplaire ne contient que {held} inscriptions de l’appareil {device}, pas {size}. Faire d’abord un "
        "échange, ou donner un nombre plus petit.",
        en="This copy holds only {held} entries of device {device}, not {size}. Exchange first, or give a smaller "
        "number.",
    )


class NoSuchEntry(InputError):
    """No entry, or more than one, begins so."""

    code = "unknown-entry-named"
    text = Text(
        fr="Aucune inscription, ou plusieurs, ne commence par « {value} » dans cet exemplaire. Donner au moins 8 "
        "chiffres, comme « toguna people » les montre.",
        en="No entry of this copy, or several, begins with “{value}”. Give at least 8 digits, as “toguna people” shows "
        "them.",
    )


def admit(
    register: bytes,
    key: DeviceKey,
    device: bytes,
    party: str,
    *,
    role: str = HOLDER,
    audiences: Collection[int] = AUDIENCES,
    at: datetime | None = None,
) -> bytes:
    """Admit a device for a party; the new entry.

    Raises
    ------
    NotAParty
    """
    _check_party(register, party)
    return _write(register, key, Admit(device, party, role, tuple(sorted(audiences))), at=at)


def name_officers(
    register: bytes, key: DeviceKey, party: str, threshold: int, keys: Collection[bytes], *, at: datetime | None = None
) -> bytes:
    """Name who speaks for a party from now on, and how many of them together; the new entry. It follows the list in
    force, or all the lists that contend for its place.

    Raises
    ------
    NotAParty, NotSoMany
    """
    _check_party(register, party)
    if not 1 <= threshold <= len(set(keys)):
        raise NotSoMany(value=threshold, most=len(set(keys)))
    now = own.standing(register).voices[party]
    before = tuple(sorted({now.entry, *now.rivals} - {None}, key=lambda one: one or b""))
    body = Officers(party, threshold, tuple(sorted(set(keys))))
    return _write(register, key, body, tuple(one for one in before if one), at=at)


def revoke(
    register: bytes,
    key: DeviceKey,
    device: bytes,
    reason: RevokeReason,
    *,
    size: int | None = None,
    at: datetime | None = None,
) -> bytes:
    """Let nothing of a device count from entry number `size` on: where not given, from what is held here; the entry.

    Raises
    ------
    BeyondLog
    """
    rows = store.rows(EntryRow, "WHERE register = %s AND device = %s", [register, device])
    hashes = [row.leaf_hash for row in rows]
    cut = len(hashes) if size is None else size
    if cut > len(hashes):
        raise BeyondLog(device=device[:8].hex(), held=len(hashes), size=cut)
    return _write(register, key, Revoke(device, cut, Tree(hashes[:cut]).root(cut), reason), at=at)


def find_device(register: bytes, text: str) -> bytes:
    """A known device by its card, or by the beginning of its key in hex.

    Raises
    ------
    UnknownDevice, CardFault
    """
    known = own.roster(register).parties
    wanted = (read_card(text).hex() if text.strip().upper().startswith(CARD) else text).strip().lower()
    found = [device for device in known if len(wanted) >= 4 and device.hex().startswith(wanted)]
    if len(found) != 1:
        raise UnknownDevice(value=text[:60], known=", ".join(sorted(device.hex()[:16] for device in known)))
    return found[0]


def find_entry(register: bytes, text: str) -> bytes:
    """An entry by the beginning of its number in hex.

    Raises
    ------
    NoSuchEntry
    """
    wanted = text.strip().lower()
    try:
        low = bytes.fromhex(wanted[: len(wanted) & ~1])
    except ValueError:
        raise NoSuchEntry(value=text[:60]) from None
    high = low + b"\xff" * (33 - len(low))
    rows = store.rows(EntryRow, "WHERE leaf_hash >= %s AND leaf_hash < %s AND register = %s", [low, high, register])
    found = {row.leaf_hash for row in rows if row.leaf_hash.hex().startswith(wanted)}
    if len(wanted) < 8 or len(found) != 1:
        raise NoSuchEntry(value=text[:60])
    return found.pop()


def _check_party(register: bytes, party: str) -> None:
    known = [one.code for one in store.constitution(register).parties]
    if party not in known:
        raise NotAParty(party=party, known=", ".join(known))


def _write(
    register: bytes, key: DeviceKey, body: Body, parents: tuple[bytes, ...] = (), *, at: datetime | None = None
) -> bytes:
    part = Part.make(body.encode(), 0, secrets.token_bytes(SALT_SIZE))
    entry = Entry(body.kind, minutes(at or datetime.now(UTC)), parents, (part,))
    with transaction.atomic():
        store.append(register, key, [entry])
        # Who may speak has changed, and with it what the records show.
        projector.settle(register)
    return entry.hash
