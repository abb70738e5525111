"""What belongs to one road beside its calendar: gaps, measures, incidents, and the advice that all may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.text import Text
from toguna.domain.cover import Advice
from toguna.domain.places import Road
from toguna.server.queries import cover, indicators, measure_pages
from toguna.server.queries.incidents import IncidentRow, incidents
from toguna.server.queries.measures import HandOverRow, hand_overs
from toguna.server.queries.naming import both, party_name, spot_name
from toguna.server.queries.presence import Presence, presence
from toguna.server.queries.reading import Reading

BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of this road with its state, its hand-over, and who has been named as able to fill it."""

    row: cover.GapRow
    state: str
    hand_over: str | None
    able: tuple[Text, ...]


@dataclass(frozen=True)
class RoadStory:
    """One road: through which places, with what stands on it. Each part is cut to the reader; `advice` is not."""

    places: tuple[Text, ...]
    gaps: tuple[Gap, ...]
    measures: tuple[measure_pages.MeasureRow, ...]
    incidents: tuple[IncidentRow, ...]
    advice: tuple[Text, ...]
    presence: tuple[Presence, ...]
    heard: tuple[indicators.PlaceLines, ...]

    def days(self) -> dict[date, int]:
        """How many incidents fell on each day, of those that this reader may date to the day."""
        found: dict[date, int] = {}
        for row in self.incidents:
            if row.date.exact:
                found[row.date.first] = found.get(row.date.first, 0) + 1
        return found


def road_story(reading: Reading, road: str) -> RoadStory | None:
    """One road of the framework; None where there is none."""
    held = reading.by_id(Road).get(road)
    if held is None or held.framework not in (None, reading.framework):
        return None
    stories = {(row.from_measure, row.to_measure): row for row in hand_overs(reading)}
    return RoadStory(
        tuple(spot_name(reading, place) for place in held.via),
        tuple(_gap(reading, gap, stories) for gap in cover.gaps(reading) if gap.road == road),
        tuple(row for row in measure_pages.listed(reading) if road in row.roads),
        tuple(_on(reading, held)),
        advice(reading, road),
        presence(reading, road),
        tuple(indicators.lines(reading, {road, *held.via})),
    )


def _gap(reading: Reading, gap: cover.GapRow, stories: dict[tuple[str, str | None], HandOverRow]) -> Gap:
    state = "coming" if gap.start > reading.today else "open" if gap.is_open else "past"
    story = stories.get((gap.after, gap.successor))
    return Gap(gap, state, story.id if story else None, tuple(party_name(reading, p) for p in gap.able_to_fill))


def _on(reading: Reading, road: Road) -> list[IncidentRow]:
    """Incidents of the last months on the road; one placed by its cercle only is not tied to it."""
    found = incidents(reading, reading.today - BACK, on=(road.id,))
    return [row for row in found if row.shown_as != "cercle" and road.id in row.spots]


def advice(reading: Reading, road: str | None = None) -> tuple[Text, ...]:
    """The advice agreed for a road, or for any: word for word the same for every reader, gap or no gap."""
    return tuple(
        both(held.what)
        for held in reading.all(Advice)
        if held.status == "agreed" and (road is None or road in held.roads) and _applies(held, reading.today)
    )


def _applies(held: Advice, day: date) -> bool:
    begun = held.start is None or not held.start.known or held.start.first <= day
    over = held.until is not None and held.until.known and held.until.last < day
    return begun and not over


@dataclass(frozen=True, slots=True)
class RoadRow:
    """A road in a list: its name, and its stretches by the ids of their ends."""

    id: str
    name: Text
    stretches: tuple[tuple[str, str], ...]


def listed(reading: Reading) -> list[RoadRow]:
    """The framework's roads."""
    held = [road for road in reading.all(Road) if road.framework in (None, reading.framework)]
    return [RoadRow(road.id, spot_name(reading, road.id), road.segments()) for road in held]
