"""The cover of a road for reading: its past by week and, for the secretariat, the days to come by half-day.

Stretches of a road that read alike are told together, so that a page stays short.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from toguna.base.text import Text
from toguna.domain.places import Road
from toguna.server.queries import cover
from toguna.server.queries.naming import joined, spot_name
from toguna.server.queries.reading import Reading

AHEAD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring segments that read alike; `whole` when they are the whole road."""

    name: Text
    whole: bool
    weeks: tuple[cover.Cell, ...]
    half_days: tuple[cover.Cell, ...]


@dataclass(frozen=True, slots=True)
class RoadCover:
    """One road with its stretches."""

    road: str
    name: Text
    stretches: tuple[Stretch, ...]


def road_covers(
    reading: Reading, road: str | None = None, *, past_days: int, half_days_back: int = 0
) -> Iterator[RoadCover]:
    """The framework's roads, or one of them; without half-days for readers who may not see them."""
    first = reading.today - timedelta(days=half_days_back)
    last = reading.today + timedelta(days=AHEAD_DAYS - 1)
    for held, group in groupby(cover.segments(reading, road), key=lambda s: s.road):
        told = [
            (
                segment,
                tuple(cover.weeks(reading, segment, past_days)),
                tuple(cover.half_days(reading, segment, first, last)),
            )
            for segment in group
        ]
        stretches = []
        for (weeks, halves), alike in groupby(told, key=lambda row: (row[1], row[2])):
            segments = [segment for segment, _, _ in alike]
            stretches.append(Stretch(_stretch_name(reading, segments), len(segments) == len(told), weeks, halves))
        yield RoadCover(held, spot_name(reading, held), tuple(stretches))


def _stretch_name(reading: Reading, segments: list[cover.Segment]) -> Text:
    """The places along it, from one end to the other."""
    return joined([spot_name(reading, place) for place in (segments[0].one, *(s.two for s in segments))], "–")


def road_known(reading: Reading, road: str) -> bool:
    """Whether it is a road of this framework."""
    return any(held.id == road and held.framework in (None, reading.framework) for held in reading.all(Road))
