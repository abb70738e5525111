"""The words of an SMS as they came, out of their boxes: for the seat for which it came, while somebody gave the
passphrase.
"""

from __future__ import annotations

import json

from toguna.register.signing import DeviceKey
from toguna.server.office.boxes import ClosedBox, open_box
from toguna.server.office.models import Message, Submission


def words_of(register: bytes, seat: str, key: DeviceKey, number: str) -> tuple[str, ...]:
    """What the messages of a number say, the oldest first; nothing where they came for another seat or device."""
    rows = Submission.objects.filter(register=register.hex(), number=number, seat=seat)
    said = Message.objects.filter(submission__in=rows).order_by("pk")
    try:
        found = [json.loads(open_box(key, bytes(one.content))).get("text", "") for one in said]
    except ClosedBox:
        return ()
    return tuple(filter(None, found))
