"""Forgetting SMS: after ninety days nothing is left of who sent one and how it was said (domain notes, retention).

What the register got of it stays, as does the number by which it goes and that something came: both tell of nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from toguna.server.office.arrivals import SEALED_SMS, SMS
from toguna.server.office.messages import KEPT
from toguna.server.office.models import Message, Submission

_OPEN: Final = ("waiting", "incomplete", "refused", "kept")
OVER: Final = "over"


def forget_messages(register: bytes, today: date) -> Mapping[str, int]:
    """Delete messages, senders' hashes and answers that are older than ninety days, and empty what was made of them;
    how many of each. What still awaited somebody is over.
    """
    limit = today - KEPT
    with transaction.atomic():
        old = Message.objects.filter(register=register.hex(), received__lt=limit)
        messages = old.count()
        old.delete()
        rows = Submission.objects.filter(register=register.hex(), form__in=(SMS, SEALED_SMS), received__lt=limit)
        rows = rows.exclude(digest="")
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
            )
            emptied += 1
    return {"messages": messages, "drafts": emptied}


def forget_due(register: bytes, today: date) -> None:
    """The same, asking first whether anything is due: gateways call every few seconds."""
    if Message.objects.filter(register=register.hex(), received__lt=today - KEPT).exists():
        forget_messages(register, today)
