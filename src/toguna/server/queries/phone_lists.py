"""What a phone may choose from: places, stretches of road, the measures of its own party that are under way.

Nothing to come is in it: no end, no hand-over, no measure that has not begun (domain notes §9.1). A phone is lost more
easily than a laptop, and what it lists can be read by whoever holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.agreements import Agreement
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.visibility import Role, agreement_visible
from toguna.server.queries.naming import both, joined, segment_name, spot_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.spots import own_places, own_roads

OTHER: Final = "autre"
REFERRAL: Final = "orientation"
"""Not one of `LISTS`: to whom one is referred is not read from the register."""
BETWEEN: Final = "~"
"""Between the road and the two ends of a stretch: in no id, and allowed in a form."""

_NO_STRETCH: Final = Text(fr="Ailleurs, ou je ne sais pas", en="Elsewhere, or I do not know")
_NO_PLACE: Final = Text(fr="Une autre localité", en="Another place")
_NO_CHARTER: Final = Text(fr="Un autre texte", en="Another text")
_NO_MEASURE: Final = Text(fr="Une autre mesure", en="Another measure")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list on a phone."""

    name: str
    label: Text


def places(reading: Reading) -> tuple[Choice, ...]:
    """The framework's places, by name."""
    found = [Choice(place.id, both(place.name)) for place in own_places(reading)]
    return (*sorted(found, key=lambda one: (one.label.fr, one.name)), Choice(OTHER, _NO_PLACE))


def stretches(reading: Reading) -> tuple[Choice, ...]:
    """The stretches of the framework's roads, road by road in their order."""
    found = []
    for road in own_roads(reading):
        for one, two in road.segments():
            name = joined([spot_name(reading, road.id), segment_name(reading, one, two)], " : ")
            found.append(Choice(BETWEEN.join((road.id, one, two)), name))
    return (*found, Choice(OTHER, _NO_STRETCH))


def measures(reading: Reading) -> tuple[Choice, ...]:
    """The measures under way that this seat's party carries out; all of them for the secretariat, which records for
    others.
    """
    found = []
    for measure in (one for one in reading.all(Measure) if one.framework == reading.framework):
        own = reading.reader.role is Role.MEDIATOR or reading.reader.party in measure.by
        begun = measure.start is not None and measure.start.known and measure.start.first <= reading.today
        if own and begun and measure.status in RUNNING:
            kind = codes.MEASURE_KINDS.labels[measure.kind]
            found.append(Choice(measure.id, joined([kind, spot_names(reading, measure.where)])))
    return (*found, Choice(OTHER, _NO_MEASURE))


def charters(reading: Reading) -> tuple[Choice, ...]:
    """The agreements and charters that this seat may read, by name."""
    if not agreement_visible(reading.reader):
        return (Choice(OTHER, _NO_CHARTER),)
    here = (one for one in reading.all(Agreement) if one.framework in (None, reading.framework))
    found = [Choice(one.id, both(one.name)) for one in here]
    return (*sorted(found, key=lambda one: (one.label.fr, one.name)), Choice(OTHER, _NO_CHARTER))


LISTS: Final = {"places": places, "roads": stretches, "measures": measures, "charters": charters}
"""By the name that forms use."""
