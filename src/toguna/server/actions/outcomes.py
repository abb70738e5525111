"""Telling those who reported by SMS what became of it: once, in words that endanger nobody (spec/sms.md §9).

The telephone may be in other hands by then, and nobody chose the hour at which it rings: the message tells a number and
how far it has come. What happened, where and to whom stands in no word of it; the office says more to who asks with the
number (domain notes §9.1).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from django.db import IntegrityError, transaction

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.domain.entity import typed
from toguna.domain.incidents import Incident, Report
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import find
from toguna.server.actions.letters import gsm
from toguna.server.office.arrivals import report_case
from toguna.server.office.boxes import close, open_box
from toguna.server.office.models import Answer, Message, Submission
from toguna.server.records.models import MODELS

OUTCOMES: Final = {
    "confirmed": Text(
        fr="N° {number}: vérifié, suite donnée. Pour en savoir plus, demandez au bureau en disant ce numéro.",
        en="No. {number}: verified, followed up. To know more, ask the office and give this number.",
    ),
    "unconfirmed": Text(
        fr="N° {number}: pas confirmé à ce jour. Pour en savoir plus, demandez au bureau en disant ce numéro.",
        en="No. {number}: not confirmed so far. To know more, ask the office and give this number.",
    ),
    "set_aside": Text(
        fr="N° {number}: pas retenu. Pour savoir pourquoi, demandez au bureau en disant ce numéro.",
        en="No. {number}: not retained. To know why, ask the office and give this number.",
    ),
    "answered": Text(
        fr="N° {number}: une réponse vous attend. Demandez-la au bureau en disant ce numéro.",
        en="No. {number}: an answer awaits you. Ask the office for it and give this number.",
    ),
}
_OF_INCIDENT: Final = {
    "verified": "confirmed",
    "not_confirmed": "unconfirmed",
    "inconclusive": "unconfirmed",
    "access_denied": "unconfirmed",
}
_AT_A_TIME: Final = 500
_DONE: Final = ("merged", "set_aside", "answered")


def queue_outcomes(register: bytes, key: DeviceKey) -> int:
    """Make an SMS for each report that came by SMS and is settled, once; how many were made."""
    made = 0
    for message, outcome in _settled(register):
        try:
            held = json.loads(open_box(key, bytes(message.content)))
        except InstallationError:
            continue  # closed for another device
        words = gsm(OUTCOMES[outcome].say(held.get("lang", "fr"), number=message.number))
        sealed = {"to": held["from"], "text": words}
        try:
            with transaction.atomic():
                Answer.objects.create(
                    register=register.hex(),
                    gateway=message.gateway,
                    uuid=str(uuid.uuid4()),
                    message=message,
                    content=close(key.public, json.dumps(sealed, ensure_ascii=False).encode()),
                    state="waiting",
                    day=datetime.now(UTC).date(),
                    outcome_of=message.number,
                )
        except IntegrityError:
            continue  # another gateway asked at the same time
        made += 1
    return made


def _settled(register: bytes) -> Iterator[tuple[Message, str]]:
    """The latest message of each report that is settled and of which its sender was not told, with how it ended."""
    told = Answer.objects.filter(register=register.hex(), outcome_of__isnull=False).values("outcome_of")
    rows = Message.objects.filter(register=register.hex(), submission__isnull=False).exclude(outcome="unknown")
    cases = {
        report_case(case): number
        for case, number in rows.exclude(number__in=told).values_list("submission__case", "number")
    }
    reports = MODELS["report"].objects.at(register, None).filter(data__status__in=_DONE)
    asked = list(cases)
    done = [
        one
        for begin in range(0, len(asked), _AT_A_TIME)
        for one in reports.filter(case__in=asked[begin : begin + _AT_A_TIME]).values_list("case", "data")
    ]
    for case, data in done:
        outcome = _outcome(register, typed(data, Report))
        latest = rows.filter(number=cases[case]).select_related("submission").order_by("-pk").first()
        if outcome is not None and latest is not None and not _taken_back(register, latest.submission):
            yield latest, outcome


def _outcome(register: bytes, report: Report) -> str | None:
    """How a report ended; None while that is not settled."""
    if report.status != "merged":
        return report.status
    incident = find(register, Incident, report.incident) if report.incident else None
    seen = {report.incident}
    while incident is not None and incident.status == "merged" and incident.incident not in seen:
        seen.add(incident.incident)
        incident = find(register, Incident, incident.incident) if incident.incident else None
    return _OF_INCIDENT.get(incident.status) if incident is not None else None


def _taken_back(register: bytes, submission: Submission | None) -> bool:
    """Whether its sender took it back himself: he knows what became of it."""
    case = submission.case if submission is not None else ""
    return Submission.objects.filter(register=register.hex(), case=case, kind="withdrawal").exists()
