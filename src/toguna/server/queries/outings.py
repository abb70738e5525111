"""The running measures that a reader may log outings on, with their stretches."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.visibility import Role
from toguna.server.queries.cover import covered, segments
from toguna.server.queries.naming import measure_name, segment_name
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class Carried:
    """A measure with its stretches: each as the value that an act takes, and its name."""

    measure: str
    name: Text
    stretches: tuple[tuple[str, Text], ...]


def carried(reading: Reading) -> list[Carried]:
    """Running measures on roads, the reader's own; the secretariat, which records for others, sees all."""
    return [
        Carried(one.id, measure_name(reading, one.id), stretches)
        for one in reading.all(Measure)
        if one.status in RUNNING
        and (reading.reader.role is Role.MEDIATOR or reading.reader.party in one.by)
        and (stretches := tuple(_stretches(reading, one)))
    ]


def goes_out(reading: Reading) -> bool:
    """Whether the reader's own party is out on a road, and so logs outings."""
    return reading.reader.role is not Role.MEDIATOR and bool(carried(reading))


def _stretches(reading: Reading, measure: Measure) -> list[tuple[str, Text]]:
    on = covered(reading, measure, segments(reading))
    return [(f"{s.road}|{s.one}|{s.two}", segment_name(reading, s.one, s.two)) for s in on]
