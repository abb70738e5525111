"""How far a reader had read: the register's frontier and the day shown, and what is new beyond them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from toguna.server.ledger import store
from toguna.server.queries.changes import ChangeRow, incident_shown, told_changes
from toguna.server.queries.incident_cuts import recent
from toguna.server.queries.reading import Reading
from toguna.server.records.models import Statement

_PREFIX = 12
_LONGEST_DELAY = timedelta(days=45)
"""An incident comes into sight 72 hours after the week, or for some the month, in which it may have happened."""


@dataclass(frozen=True, slots=True)
class Read:
    """The last day shown, and of each device how many entries were held; devices by the beginning of their key."""

    day: date
    sizes: dict[str, int]

    def packed(self) -> list[Any]:
        """For a cookie."""
        return [self.day.isoformat(), self.sizes]

    @classmethod
    def unpacked(cls, held: Any) -> Read | None:
        """From a cookie that we signed; None where it is of an older form."""
        try:
            day, sizes = held
            return cls(date.fromisoformat(day), {str(device): int(size) for device, size in sizes.items()})
        except (ValueError, TypeError, AttributeError):
            return None


def read_now(reading: Reading) -> Read:
    """What this reader has now been shown."""
    places = store.frontier(reading.register)
    return Read(reading.today, {device.hex()[:_PREFIX]: size for device, size, _ in places})


def news(reading: Reading, read: Read) -> list[ChangeRow]:
    """Cases of which this reader may learn something that he had not been shown: entries that came since, days passed
    since, and what was still kept from him then.
    """
    key = ("news", read.day, tuple(sorted(read.sizes.items())))
    return list(recent(reading, key, lambda: _news(reading, read)))


def _news(reading: Reading, read: Read) -> list[ChangeRow]:
    rows = Statement.objects.filter(register=reading.register.hex(), known__lte=reading.today)
    beyond = rows.filter(known__gt=read.day)
    for device in read_now(reading).sizes:
        beyond |= rows.filter(device__startswith=device, idx__gte=read.sizes.get(device, 0))
    fresh = told_changes(reading, beyond)
    seen = {(row.noun, row.case) for row in fresh}
    late = told_changes(reading, rows.filter(noun="incident", known__gt=read.day - _LONGEST_DELAY, known__lte=read.day))
    then = Reading(reading.register, reading.framework, reading.mode, reading.reader, None, read.day, reading._held)
    was_kept = [row for row in late if (row.noun, row.case) not in seen and not incident_shown(then, row.case)]
    return sorted([*fresh, *was_kept], key=lambda row: (row.when.last, row.noun, row.case), reverse=True)
