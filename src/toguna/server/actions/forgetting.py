"""Forgetting what came in: after ninety days nothing is left of who sent it and how it was said (domain notes §6.3).

What the register got of it stays, as does the number by which it goes and that something came: both tell of nobody. Of
a filled form its phone's mark and fingerprint stay too, so that the same form that comes again is known for the same.
A photo stays as long as the case for which it was taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from toguna.server.office.arrivals import SEALED_SMS, SMS, report_case
from toguna.server.office.messages import KEPT
from toguna.server.office.models import Attachment, Message, Submission
from toguna.server.records.models import MODELS

_OPEN: Final = ("waiting", "incomplete", "refused", "kept")
_OPEN_FORMS: Final = ("waiting", "incomplete", "refused")
_ENDED: Final = ("closed", "retracted", "merged")
_CASE_FILE: Final = timedelta(days=365)
"""How long the photos of a case are held after it was closed (domain notes, retention)."""
OVER: Final = "over"


def forget(register: bytes, today: date) -> Mapping[str, int]:
    """Forget everything whose time is over; how many messages, drafts of them, filled forms and photos."""
    return {**forget_messages(register, today), **forget_forms(register, today)}


def forget_messages(register: bytes, today: date) -> Mapping[str, int]:
    """Delete messages, senders' hashes and answers that are older than ninety days, and empty what was made of them;
    how many of each. What still awaited somebody is over.
    """
    limit = today - KEPT
    with transaction.atomic():
        old = Message.objects.filter(register=register.hex(), received__lt=limit)
        messages = old.count()
        old.delete()
        rows = _due(register, today).filter(form__in=(SMS, SEALED_SMS))
        emptied = 0
        for row in rows.only("pk", "state").iterator():
            # The mark of a message is made with its sender's number: it goes with the rest.
            Submission.objects.filter(pk=row.pk).update(
                content=b"",
                salt=b"",
                digest="",
                instance=f"-{row.pk}",
                replaces="",
                state=OVER if row.state in _OPEN else row.state,
                emptied=True,
            )
            emptied += 1
    return {"messages": messages, "drafts": emptied}


def forget_forms(register: bytes, today: date) -> Mapping[str, int]:
    """Empty filled forms that are older than ninety days, with the phone that sent them, and delete photos that belong
    to no case; how many of each. What still awaited somebody is over.
    """
    with transaction.atomic():
        rows = _due(register, today).exclude(form__in=(SMS, SEALED_SMS))
        due = list(rows.values_list("pk", "state"))
        for pk, state in due:
            Submission.objects.filter(pk=pk).update(
                content=b"", phone=0, state=OVER if state in _OPEN_FORMS else state, emptied=True
            )
        held = Attachment.objects.filter(submission__register=register.hex(), submission__emptied=True)
        photos = held.exclude(content=None)
        rows_of = photos.values_list("pk", "submission__case")
        over = [pk for pk, case in rows_of if not _case_file(register, case, today)]
        Attachment.objects.filter(pk__in=over).update(content=None)
    return {"forms": len(due), "photos": len(over)}


def forget_due(register: bytes, today: date) -> None:
    """The same, asking first whether anything is due: gateways call every few seconds."""
    messages = Message.objects.filter(register=register.hex(), received__lt=today - KEPT)
    if messages.exists() or _due(register, today).exists():
        forget(register, today)


def _due(register: bytes, today: date) -> QuerySet[Submission]:
    return Submission.objects.filter(register=register.hex(), emptied=False, received__lt=today - KEPT)


def _case_file(register: bytes, case: str, today: date) -> bool:
    """Whether a photo belongs to an incident that is not closed, or not long ago."""
    report = MODELS["report"].objects.at(register, None).filter(case=report_case(case)).first()
    incident = report.data.get("incident") if report is not None else None
    if not incident:
        return False
    held = MODELS["incident"].objects.at(register, None).filter(case=incident).first()
    if held is None or held.data.get("status") not in _ENDED:
        return True
    return bool(today - held.known_from <= _CASE_FILE)
