"""Deconfliction: on which stretches of a road somebody else is out today, never when and never whose plan.

It is worked out from measures that run and are authorised, not from outings: what a force reads here in the morning
is the same on every day of the measure, and tells of no departure.
"""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.visibility import friendly_visible
from toguna.server.queries.cover import covered, segments
from toguna.server.queries.naming import party_name
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class Presence:
    """One stretch, and the other parties authorised to be out on it today. None recorded is not: nobody there."""

    name: Text
    others: tuple[Text, ...]


def presence(reading: Reading, road: str) -> tuple[Presence, ...]:
    """Each stretch of a road for a force that is out there itself or named for a gap on it; empty for anybody else."""
    places = segments(reading, road)
    on_road = [one for one in reading.all(Measure) if one.status in RUNNING and covered(reading, one, places)]
    if not friendly_visible(reading.reader, {party for one in on_road for party in (*one.by, *one.may_fill)}):
        return ()
    out = []
    for place in places:
        others = {
            party
            for one in on_road
            if _stands(reading, one) and any(s.index == place.index for s in covered(reading, one, places))
            for party in one.by
            if party != reading.reader.party
        }
        out.append(Presence(place.name, tuple(party_name(reading, party) for party in sorted(others))))
    return tuple(out)


def _stands(reading: Reading, measure: Measure) -> bool:
    begun = measure.start is not None and measure.start.known and measure.start.first <= reading.today
    ends = measure.ends()
    over = ends is not None and ends.known and ends.last < reading.today
    allowed = measure.authorised is not None and measure.authorised.valid(reading.today) is not False
    return begun and not over and allowed
