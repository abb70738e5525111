"""What follows an exchange for keys: open what was wrapped for this device, hand on what others of its party lack,
destroy what is over (spec/sealing.md §5).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection

from toguna.register.entry import EPOCH
from toguna.register.signing import DeviceKey
from toguna.server.actions.erasing import end_epochs
from toguna.server.actions.sealing import hand_on, open_new


def take_keys(register: bytes, key: DeviceKey, *, at: datetime | None = None) -> int:
    """Open, hand on, destroy; how many epochs were opened."""
    found = open_new(register, key, at=at)
    hand_on(register, key, at=at)
    agreed = agreed_time(register, key.public, at or datetime.now(UTC))
    if agreed is not None:
        end_epochs(register, key, at=agreed)
    return found


def agreed_time(register: bytes, device: bytes, now: datetime) -> datetime | None:
    """The earlier of this machine's clock and the latest time that another device claims; None where no other spoke.

    Keys that are destroyed do not come back: neither a clock that jumped ahead here, nor one elsewhere, may do it
    alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(time) FROM ledger_entry WHERE register = %s AND device <> %s", [register, device])
        (latest,) = cursor.fetchone()
    return None if latest is None else min(now, EPOCH + timedelta(minutes=latest))
