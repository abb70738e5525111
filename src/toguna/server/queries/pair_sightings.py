"""Reports and incidents as `analysis.pairs` compares them: days, where on which road, what harm, which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from toguna.analysis.pairs.sightings import Reach, Sighting
from toguna.analysis.where.gazetteer import Gazetteer, Road
from toguna.base.text import Words
from toguna.domain.incidents import Incident, Report
from toguna.server.queries.gazetteers import gazetteer
from toguna.server.queries.reading import Reading

_AT_KM = 5.0
_NEAR_KM = 12.0
_KM = 1000.0


def of_report(reading: Reading, one: Report) -> Sighting | None:
    """A report; None where it has no date that is known."""
    if one.date is None or not one.date.known:
        return None
    harm = _harm(one.killed, one.injured, one.abducted, None)
    said = _sighting(reading, one, one.where, one.near, harm, _text(one.what, one.told))
    return replace(said, source=_list_of(one.external or ""))


def _list_of(external: str) -> str:
    """The partner whose table the report is a row of. A form of Kobo is no such list: many people fill it."""
    source, _, _ = external.partition(":")
    return "" if source == "kobo" else source


def of_incident(reading: Reading, one: Incident, reports: Iterable[Report]) -> Sighting | None:
    """An incident with the words of the reports that it stands on; None where it has no date that is known."""
    if not one.date.known:
        return None
    harm = _harm(one.killed, one.injured, one.abducted, one.vehicles)
    told = (words for report in reports for words in (report.what, report.told))
    hit = frozenset({one.against}) if one.against else frozenset[str]()
    return _sighting(reading, one, one.where, one.near, harm, _text(one.note, *told), hit)


def _sighting(
    reading: Reading,
    one: Report | Incident,
    where: tuple[str, ...],
    near: str | None,
    harm: tuple[int, int, int, int],
    text: str,
    against: frozenset[str] = frozenset(),
) -> Sighting:
    assert one.date is not None
    reaches, spot = _place(reading, where, near)
    lat, lon, radius = spot or (None, None, 0.0)
    first, last = one.date.first.toordinal(), one.date.last.toordinal()
    return Sighting(one.id, first, last, one.kind or "", lat, lon, radius, reaches, harm, against, text)


def _harm(*counts: int | None) -> tuple[int, int, int, int]:
    held = tuple(-1 if count is None else count for count in counts)
    return held[0], held[1], held[2], held[3]


def _text(*words: Words | None) -> str:
    return " ".join(said for one in words if one is not None and (said := one.fr or one.en))


def _place(
    reading: Reading, where: tuple[str, ...], near: str | None
) -> tuple[tuple[Reach, ...], tuple[float, float, float] | None]:
    """The reaches on roads, and the position with its radius, of what is said of the place: the narrowest counts."""
    held = gazetteer(reading)
    numbers = reading.once("road numbers", lambda: {id_: n for n, id_ in enumerate(held.road_by_id)})
    beside = [spot for spot in (near,) if spot is not None and spot in held.by_id]
    places = beside or [spot for spot in where if spot in held.by_id]
    if places:
        off = _NEAR_KM if beside else _AT_KM
        reaches = tuple(_reaches(held, numbers, places, off))
        named = held.by_id[places[0]]
        return reaches, (named.lat, named.lon, off) if len(places) == 1 else None
    roads = [held.road_by_id[spot] for spot in where if spot in held.road_by_id]
    whole = tuple((numbers[road.id], 0.0, road.length_m / _KM) for road in roads)
    return whole, _middle(roads[0]) if len(roads) == 1 else None


def _reaches(held: Gazetteer, numbers: Mapping[str, int], places: list[str], off_km: float) -> Iterator[Reach]:
    for place in places:
        for road in held.roads_at.get(place, ()):
            if place in road.chainages and road.id in numbers:
                at = road.chainages[place] / _KM
                yield numbers[road.id], max(0.0, at - off_km), at + off_km


def _middle(road: Road) -> tuple[float, float, float]:
    lon, lat = road.at(road.length_m / 2)
    return lat, lon, road.length_m / 2 / _KM
