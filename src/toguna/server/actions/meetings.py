"""Acts about meetings: whether one that was held was quorate is counted by the framework's rule, never chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.frameworks import Framework, Party, sat_on
from toguna.domain.meetings import Meeting, is_quorate
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import find, held
from toguna.server.actions.doing import do
from toguna.server.ledger import store


class HadLeft(RuleError):
    """A party is said to have been present after it had left: it counts for no quorum."""

    code = "party-had-left"
    text = Text(
        fr="« {party} » avait quitté le cadre ce jour-là : elle ne compte plus parmi les présents. Retirer son "
        "titulaire de la liste, ou corriger la date de la rencontre.",
        en="“{party}” had left the framework by that day: it no longer counts among those present. Take its seat off "
        "the list, or correct the date of the meeting.",
    )


_TYPE = {None: "meeting.observed", True: "meeting.quorate", False: "meeting.not_quorate"}


def hold_meeting(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> bytes:
    """Record that a meeting was held (`start`), with the seats `present`; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove, HadLeft
    """
    with transaction.atomic():
        framework = find(register, Framework, held(register, Meeting, case).framework)
        seats = {seat.code: seat.party for seat in store.constitution(register).seats}
        parties = {seats.get(one, one) for one in fields.get("present", ())}
        _all_sat(register, parties, fields.get("start"))
        quorate = is_quorate(framework.quorum if framework else None, len(parties))
        return do(register, reader, key, (_TYPE[quorate], case, {**fields, "held": True}), known=known)


def _all_sat(register: bytes, parties: Collection[str], start: str | None) -> None:
    day = When.parse(start) if start else None
    for code in sorted(parties):
        party = find(register, Party, code)
        if party is not None and not sat_on(party, day):
            raise HadLeft(party=Text(fr=party.name.fr or code, en=party.name.en or code))
