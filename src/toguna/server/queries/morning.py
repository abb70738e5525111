"""The *point du matin*: one line an axis, what the morning's call brought. It is for the secretariat, which calls."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.measures import Outing
from toguna.server.queries.axes import roads
from toguna.server.queries.cover import sees_all
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading

BY_CALL = ("seen", "not_seen", "no_answer")


@dataclass(frozen=True, slots=True)
class MorningRow:
    """One axis: each answer of the day with its half-day, empty where nobody has called yet."""

    road: str
    name: Text
    answers: tuple[tuple[str, Text, Text], ...]


def morning(reading: Reading) -> list[MorningRow]:
    """Every axis of the framework on the day shown; nothing for any reader but the secretariat.

    What was seen this morning is fresh: the delays of §8.4 keep it from everybody else.
    """
    if not sees_all(reading.reader):
        return []
    today = [
        held
        for held in reading.all(Outing)
        if held.state in BY_CALL and held.date.first <= reading.today <= held.date.last and held.date.exact
    ]
    return [
        MorningRow(
            road.id,
            both(road.name),
            tuple(
                (held.state, codes.OUTING_STATES.labels[held.state], codes.HALVES.labels[held.half])
                for held in sorted(today, key=lambda one: (one.half, one.id))
                if held.road == road.id
            ),
        )
        for road in roads(reading)
    ]
