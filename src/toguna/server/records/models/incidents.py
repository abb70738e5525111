"""Records of `domain/incidents.py`."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models

from toguna.domain.entity import Entity
from toguna.domain.incidents import Incident as IncidentEntity
from toguna.server.records.models.base import Version

LONGEST = 300
"""Characters of a list in a column. Honest lists are far shorter; a longer one counts as empty, which shows less."""


class Report(Version):
    NOUN = "report"


class Incident(Version):
    """The columns let lists, charts and maps go through 200,000 incidents without reading the text of one.

    `wheres` and `handling` are JSON lists of the places and of the parties; `events` is what one record counts for.
    """

    NOUN = "incident"

    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    kind = models.CharField(max_length=40, default="")
    status = models.CharField(max_length=40, default="")
    wheres = models.CharField(max_length=LONGEST, default="")
    near = models.CharField(max_length=120, default="")
    handling = models.CharField(max_length=LONGEST, default="")
    events = models.IntegerField(default=1)
    killed = models.IntegerField(null=True)

    class Meta(Version.Meta):
        # It holds all that lists filter and maps count, in the order of the days: the table itself is read for the
        # rows of one page only.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=[
                    *("register", "last_day", "case", "first_day", "known_from", "known_to", "valid"),
                    *("kind", "status", "wheres", "near", "handling", "events", "killed"),
                ],
                name="incident_days",
            ),
            models.Index(fields=["register", "status", "case"], name="incident_status"),
        ]

    @classmethod
    def columns(cls, entity: Entity) -> dict[str, Any]:
        held = super().columns(entity)
        if isinstance(entity, IncidentEntity):
            held |= {
                "first_day": entity.date.first,
                "last_day": entity.date.last,
                "kind": entity.kind,
                "status": entity.status,
                "wheres": _column(entity.where),
                "near": entity.near or "",
                "handling": _column(sorted(entity.handling)),
                "events": entity.count or 1,
                "killed": entity.killed,
            }
        return held


def _column(values: tuple[str, ...] | list[str]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= LONGEST else "[]"


class Verification(Version):
    NOUN = "verification"


class HeardFrom(Version):
    NOUN = "heard_from"


class Distinction(Version):
    NOUN = "distinction"
