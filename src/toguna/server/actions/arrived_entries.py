"""What a filled form becomes in the register: a report, outings, a dissemination, or what was heard of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from toguna.base.text import Words
from toguna.domain.charters import Dissemination
from toguna.domain.incidents import HeardFrom, Report
from toguna.domain.visibility import Reader, Role
from toguna.domain.wire import Payload
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import find, writable
from toguna.server.actions.doing import do
from toguna.server.actions.incidents import note_weeks
from toguna.server.actions.outings import Outing, log_outings
from toguna.server.actions.phones import reader_in
from toguna.server.actions.reports import amend_report, receive_report, set_aside
from toguna.server.ledger import store
from toguna.server.office.arrivals import SEALED_SMS, SMS, report_case, week_case
from toguna.server.office.models import Submission

_ANSWERS: Final = ("asked", "safety", "patrols", "market")
_TAKEN_BACK: Final = Words(fr="Repris par qui l’avait envoyé.", en="Taken back by whoever sent it.")
_CLEARED: Final[dict[str, Any]] = {
    **dict.fromkeys(("date", "kind", "near", "what", "told", "assessment", "basis"), None),
    **dict.fromkeys(("killed", "injured", "abducted"), None),
    **dict.fromkeys(("where_said", "along_m", "within_m", "gazetteer"), None),
    "where": [],
}


def enter_one(register: bytes, key: DeviceKey, row: Submission, fields: Mapping[str, Any]) -> None:
    """Enter a filled form for the seat whose phone sent it.

    Raises
    ------
    TogunaError
        The register refuses it; nothing was entered.
    """
    reader = reader_in(register, row.seat)
    match row.kind:
        case "report":
            _report(register, reader, key, row, fields)
        case "outings":
            _outings(register, reader, key, row, fields)
        case "heard":
            _heard(register, reader, key, row, fields)
        case "dissemination":
            _dissemination(register, reader, key, row, fields)
        case "withdrawal":
            _withdraw(register, reader, key, row)


def _heard(register: bytes, reader: Reader, key: DeviceKey, row: Submission, fields: Mapping[str, Any]) -> None:
    case = week_case(row.case)
    said = {"framework": _framework(register), "week": fields["week"], "where": fields["where"]}
    told = {name: fields.get(name) for name in _ANSWERS}
    if find(register, HeardFrom, case) is None:
        told = {name: value for name, value in told.items() if value is not None}
    note_weeks(register, reader, key, [Payload("heard_from.recorded", case, {**said, **told}, row.received)])


def _report(register: bytes, reader: Reader, key: DeviceKey, row: Submission, fields: Mapping[str, Any]) -> None:
    case = report_case(row.case)
    whole = {
        "channel": {SMS: "sms", SEALED_SMS: "sealed_sms"}.get(row.form, "form"),
        "received": row.received.isoformat(),
        "receipt": row.number,
        **fields,
    }
    if find(register, Report, case) is None:
        receive_report(register, reader, key, case, whole, known=row.received)
    else:
        # What was cleared in the newer version is cleared, not left standing.
        amend_report(register, reader, key, case, {**_CLEARED, **whole}, known=row.received)


def _withdraw(register: bytes, reader: Reader, key: DeviceKey, row: Submission) -> None:
    """Put aside what its sender takes back; what people have merged into an incident is theirs to judge."""
    case = report_case(row.case)
    held = find(register, Report, case)
    if held is not None and held.status != "set_aside":
        set_aside(register, reader, key, case, _TAKEN_BACK, known=row.received)


def _dissemination(register: bytes, reader: Reader, key: DeviceKey, row: Submission, fields: Mapping[str, Any]) -> None:
    told = {name: value for name, value in fields.items() if value is not None}
    by = [reader.party] if reader.party is not None and reader.role is not Role.MEDIATOR else []
    said = {"framework": _framework(register), "channel": "form", "by": by, **told}
    case = f"seance-{row.case}"
    if find(register, Dissemination, case) is None:
        do(register, reader, key, ("dissemination.held", case, said), opens=True, known=row.received)
        return
    # What was cleared in the newer version is cleared, not left standing.
    newer = {name: fields.get(name) for name in ("charter", "where", "date", "languages", "audience")}
    do(register, reader, key, ("dissemination.amended", case, newer), known=row.received)


def _outings(register: bytes, reader: Reader, key: DeviceKey, row: Submission, fields: Mapping[str, Any]) -> None:
    day = date.fromisoformat(fields["day"])
    outings = [
        Outing(
            f"sortie-{row.case}-{number}",
            fields["measure"],
            road,
            (one, two),
            day,
            fields["half"],
            fields["state"],
        )
        for number, (road, one, two) in enumerate(fields["stretches"], 1)
    ]
    # An exercise plays on days of its own: only in life can a phone be ahead of the day on which it was heard.
    today = row.received if writable(register) is Mode.LIVE else max(row.received, day)
    log_outings(register, reader, key, outings, today=today, known=max(row.received, day))


def _framework(register: bytes) -> str:
    return store.constitution(register).frameworks[0]
