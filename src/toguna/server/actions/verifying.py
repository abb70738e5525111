"""Joint verification: who may look at an incident together, and what may be said of it once they did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.domain.entity import typed
from toguna.domain.incidents import INCIDENT, Incident, Verification
from toguna.domain.measures import Measure
from toguna.domain.verifying import check_end, check_team
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import find, held
from toguna.server.actions.doing import do
from toguna.server.ledger import store
from toguna.server.records.models import MODELS


def name_team(
    register: bytes, reader: Reader, key: DeviceKey, case: str, fields: Mapping[str, Any], *, known: date | None = None
) -> list[bytes]:
    """Name the team that looks at an incident, which is in verification from then on; the new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, AlreadyHeld, NotYourMeasure, NeedsReason, OneSidedTeam, OnlyConcerned
    """
    with transaction.atomic():
        incident = held(register, Incident, fields["incident"])
        of_party = {party.code: party.constituency for party in store.constitution(register).parties}
        check_team(fields.get("team", ()), of_party, concerned_by(register, incident))
        entries = [do(register, reader, key, ("verification.named", case, fields), opens=True, known=known)]
        assert INCIDENT.machine is not None
        if INCIDENT.machine.allows(incident.status, "in_verification"):
            begun = "incident.under_verification"
            entries.append(do(register, reader, key, (begun, incident.id, {}), known=known))
        return entries


def conclude(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    said: tuple[str, str, Mapping[str, Any]],
    *,
    known: date | None = None,
) -> list[bytes]:
    """Say of an incident what its joint verification came to (entry type, case, fields); the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove, NotJointly
    """
    with transaction.atomic():
        check_end(said[0], said[2], verifications(register, said[1]))
        return [do(register, reader, key, said, known=known)]


def concerned_by(register: bytes, incident: Incident) -> frozenset[str]:
    """The parties whose matter an incident is: those who carry the measure that it was against."""
    measure = find(register, Measure, incident.against) if incident.against else None
    return frozenset(measure.by) if measure is not None else frozenset()


def verifications(register: bytes, incident: str) -> list[Verification]:
    """Every joint verification of an incident."""
    rows = MODELS["verification"].objects.at(register, None).values_list("data", flat=True)
    return [one for data in rows if (one := typed(data, Verification)).incident == incident]
