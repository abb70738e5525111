"""Acts about outings: what a patrol or an escort did, half-day by half-day.

Plans do not pass here: they stay with the party that goes out (domain notes §6.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.cover import covers
from toguna.domain.measures import Measure
from toguna.domain.places import Road
from toguna.domain.visibility import Reader, default_level
from toguna.domain.wire import Payload
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import concerned, held, writable
from toguna.server.actions.entering import enter

REPORTED: Final = frozenset({"logged", "seen", "not_seen", "no_answer"})


class NotAnOuting(RuleError):
    """An outing that did not happen there, or has not happened yet."""

    code = "outing-does-not-fit"
    text = Text(
        fr="La sortie du {day} ne convient pas : {problem}. Rien n’a été inscrit ; corriger cette sortie.",
        en="The outing of {day} does not fit: {problem}. Nothing was recorded; correct this outing.",
    )


_PLANNED = Text(
    fr="une sortie à venir ne s’inscrit pas ici, elle reste chez ceux qui sortent",
    en="an outing to come is not recorded here, it stays with those who go out",
)
_ELSEWHERE = Text(fr="la mesure ne passe pas par ce tronçon", en="the measure does not take this stretch")
_BEFORE = Text(fr="la mesure n’avait pas commencé", en="the measure had not begun")


@dataclass(frozen=True, slots=True)
class Outing:
    """One outing on a stretch of road, on a half-day."""

    case: str
    measure: str
    road: str
    stretch: tuple[str, str]
    day: date
    half: str
    state: str = "logged"


def log_outings(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    outings: Sequence[Outing],
    *,
    today: date,
    known: date | None = None,
) -> list[bytes]:
    """Record what was done by today, for the parties that carry the measure or the secretariat; the new entries'
    hashes. `known` counts in an exercise only, where each outing is known on its own day if it is not given.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure
    NotAnOuting
        It is still to come, off the measure's roads, or before its start.
    """
    with transaction.atomic():
        dated = writable(register) is Mode.EXERCISE
        level = default_level("outing")
        said = []
        measures = {id_: held(register, Measure, id_) for id_ in {one.measure for one in outings}}
        roads = {id_: held(register, Road, id_) for id_ in {one.road for one in outings}}
        for one in outings:
            measure = measures[one.measure]
            concerned(reader, one.measure, measure.by)
            _fits(measure, roads[one.road], one, today)
            fields = {
                "framework": measure.framework,
                "measure": one.measure,
                "road": one.road,
                "segment_from": one.stretch[0],
                "segment_to": one.stretch[1],
                "date": one.day.isoformat(),
                "half": one.half,
                "state": one.state,
            }
            on = (known or one.day) if dated else None
            said.append((Payload("outing.logged", one.case, fields, on, reader.seat), level))
        return enter(register, key, said)


def _fits(measure: Measure, road: Road, one: Outing, today: date) -> None:
    there = one.stretch in road.segments() and covers(measure, road, one.stretch)
    start: When | None = measure.start
    checks = (
        (one.state not in REPORTED or one.day > today, _PLANNED),
        (not there, _ELSEWHERE),
        (start is None or not start.known or one.day < start.first, _BEFORE),
    )
    problem = next((text for wrong, text in checks if wrong), None)
    if problem is not None:
        day = When.on(one.day)
        raise NotAnOuting(day=Text(fr=day.say("fr"), en=day.say("en")), problem=problem)
