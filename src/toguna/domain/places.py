"""Places, roads and their segments, the days of the calendar that matter, and the sources of what is recorded.

Coordinates are whole thousandths of a degree (about 100 m): enough for a schematic map, too coarse to find a house.
"""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun


class Place(Entity):
    """A named place.

    `rough` coordinates are known to a few kilometres only; `market_days` are ISO weekdays, 1 for Monday.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"kind": codes.PLACE_KINDS}

    name: Words
    kind: str
    adm1: str | None = None
    cercle: Words | None = None
    lat: int | None = None
    lon: int | None = None
    rough: bool = False
    market_days: tuple[int, ...] = ()
    note: Words | None = None


PLACE = Noun(
    "place",
    Place,
    (
        EntryType(
            "place.recorded", 50, ("name", "kind", "adm1", "cercle", "lat", "lon", "rough", "market_days", "note")
        ),
    ),
)


class Road(Entity):
    """What people call an axis: places in order. `length_km` holds each length that a source reports."""

    name: Words
    via: tuple[str, ...]
    framework: str | None = None
    length_km: tuple[int, ...] = ()

    def segments(self) -> tuple[tuple[str, str], ...]:
        """The pieces that cover is counted on: consecutive places."""
        return tuple(pairwise(self.via))


ROAD = Noun("road", Road, (EntryType("road.recorded", 54, ("name", "via", "framework", "length_km")),))


class CalendarDay(Entity):
    """A feast, a season, a period with restrictions. Without `end` it goes on; `months` repeat every year."""

    name: Words
    start: When | None = None
    end: When | None = None
    months: tuple[int, ...] = ()


CALENDAR_DAY = Noun(
    "calendar_day", CalendarDay, (EntryType("calendar_day.recorded", 58, ("name", "start", "end", "months")),)
)


class Source(Entity):
    """Where a fact comes from: a publication, a body, a party. Never a person."""

    name: Words
    note: Words | None = None


SOURCE = Noun("source", Source, (EntryType("source.recorded", 60, ("name", "note")),))

NOUNS = (PLACE, ROAD, CALENDAR_DAY, SOURCE)
