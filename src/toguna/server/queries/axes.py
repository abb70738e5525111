"""What comes road by road: ends and hand-overs under the axis they concern, as far as the reader may see them.

`ahead` is what a reserved sheet holds; where the queries below give a reader nothing, every row is empty and no sheet
exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.measures import Measure
from toguna.domain.places import Road
from toguna.server.queries import cover, measures
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One axis (None: elsewhere in the framework's area) with what ends, who takes over, and where a gap opens."""

    road: str | None
    name: Text | None
    gaps: tuple[cover.GapRow, ...]
    ending: tuple[measures.EndRow, ...]
    hand_overs: tuple[measures.HandOverRow, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell this reader."""
        return not (self.gaps or self.ending or self.hand_overs)


def roads(reading: Reading) -> list[Road]:
    """The framework's roads."""
    return [road for road in reading.all(Road) if road.framework in (None, reading.framework)]


def ahead(reading: Reading) -> list[AxisRow]:
    """Gaps not closed, ends within a month, hand-overs still to come, by axis; axes without any are there too."""
    gaps = [row for row in cover.gaps(reading) if row.is_open]
    ending = measures.ending(reading)
    running = {measure.id for measure in measures.running(reading)}
    coming = [row for row in measures.hand_overs(reading) if row.from_measure in running]
    out = []
    for road in [*(road.id for road in roads(reading)), None]:
        row = AxisRow(
            road,
            spot_name(reading, road) if road else None,
            tuple(g for g in gaps if g.road == road),
            tuple(e for e in ending if road in _roads_of(reading, e.measure)),
            tuple(h for h in coming if road in _roads_of(reading, h.from_measure)),
        )
        if road is not None or not row.empty:
            out.append(row)
    return out


def _roads_of(reading: Reading, case: str) -> tuple[str | None, ...]:
    """The framework's roads that a measure is on; (None,) where it is on none."""
    measure = reading.by_id(Measure)[case]
    on = {*measure.where, *(stretch.road for stretch in measure.stretches)}
    return tuple(road.id for road in roads(reading) if road.id in on) or (None,)
