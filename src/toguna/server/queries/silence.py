"""Whether conclusions have lain open long enough to be adopted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from toguna.domain.frameworks import Framework
from toguna.server.queries.reading import Reading
from toguna.server.records.models import Statement

SILENCE_HOURS: Final = 72


def silence_over(reading: Reading, meeting: Any) -> bool:
    """Whether the framework's silence has passed since the conclusions were put under it, by whole days; conclusions
    that were only drafted are adopted in the meeting itself.
    """
    if meeting.status != "silence":
        return True
    held = Statement.objects.filter(
        register=reading.register.hex(), noun="meeting", case=meeting.id, type="meeting.silence_begun"
    )
    begun = held.order_by("-known").values_list("known", flat=True).first()
    framework = reading.by_id(Framework).get(reading.framework)
    hours = framework.silence_hours if framework and framework.silence_hours is not None else SILENCE_HOURS
    return begun is not None and reading.today >= begun + timedelta(days=-(-hours // 24))
