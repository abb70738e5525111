"""The places and roads of a framework: what its forms, phones and lists offer, and nothing of its neighbours.

A place bears no framework, and several may share it. What lies on a neighbour's road, or in a region of its roads, is
left out unless it lies on a road of one's own, in a region of these, or where one of one's measures is. What nothing
ties to a neighbour is offered: the capital, a town of the region that has no road yet.
"""

from __future__ import annotations

from toguna.domain.measures import Measure
from toguna.domain.places import Place, Road
from toguna.server.queries.reading import Reading


def own_roads(reading: Reading) -> tuple[Road, ...]:
    """The framework's roads, in the order in which they were recorded."""
    return tuple(road for road in reading.all(Road) if road.framework in (None, reading.framework))


def own_places(reading: Reading) -> tuple[Place, ...]:
    """The framework's places, in the order in which they were recorded."""
    return reading.once("places of the framework", lambda: _own_places(reading))


def _own_places(reading: Reading) -> tuple[Place, ...]:
    held = reading.by_id(Place)
    own = {place for road in own_roads(reading) for place in road.via}
    theirs = {place for road in reading.all(Road) for place in road.via} - own
    regions = {held[place].adm1 for place in own if place in held}
    others = {held[place].adm1 for place in theirs if place in held} - regions - {None}
    named = own | {spot for one in reading.all(Measure) if one.framework == reading.framework for spot in one.where}
    return tuple(
        place for place in held.values() if place.id in named or (place.id not in theirs and place.adm1 not in others)
    )
