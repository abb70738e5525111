"""Standing by what another device wrote: a party's own, or another party's (spec/register.md §4.2, §8.6)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.undertakings import TEXT_TYPES
from toguna.domain.visibility import Reader
from toguna.register.bodies import Endorse
from toguna.register.entry import SALT_SIZE, Entry, Kind, Part, minutes
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import writable
from toguna.server.ledger import own, store
from toguna.server.ledger.standing import counting
from toguna.server.records import projector
from toguna.server.records.models import Statement


class UnknownEntry(InputError):
    """There is no such entry here."""

    code = "unknown-entry"
    text = Text(
        fr="L’inscription {entry} n’est pas dans cet exemplaire. Faire d’abord un échange (« toguna sync »), puis "
        "recommencer.",
        en="Entry {entry} is not in this copy. Exchange first (“toguna sync”), then try again.",
    )


class NotToBeEndorsed(RuleError):
    """The entry is contested, or its device may not speak."""

    code = "not-to-be-endorsed"
    text = Text(
        fr="L’inscription {entry} est contestée, ou vient d’un appareil qui n’est pas admis ou plus : elle ne peut pas "
        "être reprise à son compte. Voir la page Registre.",
        en="Entry {entry} is contested, or comes from a device that is not admitted or no more: it cannot be "
        "endorsed. See the page of the register.",
    )


class SeatNotOurs(RuleError):
    """Only a host endorses for seats of others, and says so."""

    code = "seat-unknown"
    text = Text(
        fr="« {seat} » n’est pas un titulaire de ce cadre. Vérifier le nom, ou ne pas donner de titulaire.",
        en="“{seat}” is not a seat of this framework. Check the name, or give no seat.",
    )


def endorse_text(register: bytes, reader: Reader, key: DeviceKey, noun: str, case: str) -> list[bytes]:
    """Stand by the text of a case for the reader's party: with the party's own device, or as its host who says so.

    Raises
    ------
    UnknownEntry, NotToBeEndorsed, SeatNotOurs, ReadOnly
    """
    writable(register)
    rows = Statement.objects.filter(register=register.hex(), noun=noun, case=case, type__in=TEXT_TYPES)
    targets = [bytes.fromhex(one) for one in rows.order_by("known", "entry").values_list("entry", flat=True)]
    own_device = own.standing(register).parties.get(key.public) == reader.party
    return endorse(register, key, targets, seat=None if own_device else reader.seat)


def endorse(
    register: bytes, key: DeviceKey, targets: Sequence[bytes], *, seat: str | None = None, at: datetime | None = None
) -> list[bytes]:
    """Stand by entries, each once; the new entries. `seat` names the seat for which a host says so.

    Raises
    ------
    UnknownEntry, NotToBeEndorsed, SeatNotOurs
    """
    act = store.constitution(register)
    if seat is not None and seat not in {one.code for one in act.seats}:
        raise SeatNotOurs(seat=seat)
    time = minutes(at or datetime.now(UTC))
    with transaction.atomic():
        judged = counting(register)
        done = {
            (one.body.target, one.body.seat)
            for one in own.said(register, Kind.ENDORSE)
            if one.device == key.public and isinstance(one.body, Endorse)
        }
        entries = []
        for target in dict.fromkeys(targets):
            places = store.places_of(register, target)
            if not places:
                raise UnknownEntry(entry=target.hex()[:16])
            if not any(judged.counts(device, idx) for device, idx in places):
                raise NotToBeEndorsed(entry=target.hex()[:16])
            if (target, seat) not in done:
                part = Part.make(Endorse(target, seat).encode(), 0, secrets.token_bytes(SALT_SIZE))
                entries.append(Entry(Kind.ENDORSE, time, (target,), (part,)))
        if entries:
            store.append(register, key, entries)
            # An endorsement may be the one that an admission was waiting for.
            projector.settle(register)
    return [entry.hash for entry in entries]
