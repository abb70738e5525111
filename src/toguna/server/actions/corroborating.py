"""Corroboration: an incident stands on reports of two constituencies at least, whoever carries them to the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.incidents import Report
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import find
from toguna.server.actions.doing import do
from toguna.server.ledger import store
from toguna.server.records.projector import statements_of


class OneSided(RuleError):
    """The reports come from one constituency."""

    code = "one-sided"
    text = Text(
        fr="Ces signalements viennent d’une seule composante : cela ne recoupe pas. En joindre un d’une autre "
        "composante, ou dire ce qui reste à recouper.",
        en="These reports come from one constituency: that corroborates nothing. Add one of another constituency, or "
        "say what still needs corroboration.",
    )


def corroborate(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> list[bytes]:
    """Record that an incident is corroborated by these reports, each attached to it; the new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove, OneSided
    """
    with transaction.atomic():
        reports: Sequence[str] = fields["reports"]
        if len(constituencies(register, reports)) < 2:
            raise OneSided
        entries = [do(register, reader, key, ("incident.corroborated", case, fields), known=known)]
        for report in reports:
            if _unattached(register, report):
                merged = ("report.merged", report, {"incident": case})
                entries.append(do(register, reader, key, merged, known=known))
        return entries


def constituencies(register: bytes, reports: Sequence[str]) -> frozenset[str]:
    """The constituencies whose seats gave these reports; where no seat is named, that of the device."""
    act = store.constitution(register)
    of_party = {party.code: party.constituency for party in act.parties}
    of_seat = {seat.code: seat.party for seat in act.seats}
    given = [one for one in statements_of(register, "report", list(reports)) if one.type == "report.received"]
    parties = {of_seat.get(one.seat or "", one.party) for one in given}
    return frozenset(of_party[party] for party in parties if party in of_party)


def _unattached(register: bytes, report: str) -> bool:
    held = find(register, Report, report)
    return held is not None and held.status in ("received", "screened")
