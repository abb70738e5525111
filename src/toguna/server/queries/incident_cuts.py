"""Which incidents a reader may see, and how finely, as conditions that the database answers from columns.

The rule is `toguna.domain.visibility.incident_place`. It is asked once for each class of incidents that it treats
alike: who handles them, whether their kind is placed by its cercle, whether the delay has passed.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from toguna.domain import codes
from toguna.domain.incidents import OUT_OF_FIGURES, Verification
from toguna.domain.visibility import INCIDENT_HOURS, Row, Rule, incident_place, rule
from toguna.server.queries.reading import Reading
from toguna.server.records.models import MODELS

_PLAIN = next(kind for kind in codes.INCIDENT_KINDS if kind not in codes.COARSE_KINDS)
_COARSE = min(codes.COARSE_KINDS)
_RECENT = 32
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cut:
    """A class of incidents that this reader sees equally finely: `point`, `segment` or `cercle`."""

    shown: str
    where: Q


def table(reading: Reading) -> QuerySet[Any]:
    """The incidents known on the day, without those retracted or merged into another."""
    return MODELS["incident"].objects.at(reading.register, reading.as_of).exclude(status__in=OUT_OF_FIGURES).order_by()


def cuts(reading: Reading) -> tuple[Cut, ...]:
    """What this reader sees, as classes that do not overlap."""
    return reading.once("incident cuts", lambda: tuple(_cuts(reading)))


def _cuts(reading: Reading) -> Iterator[Cut]:
    own = own_verified(reading)
    others = ~Q(case__in=sorted(own)) if own else Q()
    handlings = frozenset(table(reading).values_list("handling", flat=True).distinct())
    late, early = Q(last_day__lte=settled(reading)), Q(last_day__gt=settled(reading))
    for kind, of_kind in ((_PLAIN, ~Q(kind__in=codes.COARSE_KINDS)), (_COARSE, Q(kind__in=codes.COARSE_KINDS))):
        old, young = (_by_shown(reading, handlings, kind, hours) for hours in (INCIDENT_HOURS, 0))
        for shown in sorted(old.keys() | young.keys()):
            both = old[shown] & young[shown]
            for held, age in ((both, Q()), (old[shown] - both, late), (young[shown] - both, early)):
                if held:
                    group = Q() if held == handlings else Q(handling__in=sorted(held))
                    yield Cut(shown, of_kind & others & age & group)
        if own:
            shown_own = incident_place(reading.reader, (), kind, 0, verifies=True)
            assert shown_own is not None
            yield Cut(shown_own, of_kind & Q(case__in=sorted(own)))


def own_verified(reading: Reading) -> frozenset[str]:
    """The incidents that the reader's party verifies, or has verified, in a joint team; for those who may."""

    def found() -> frozenset[str]:
        held = (one for one in reading.all(Verification) if reading.reader.party in one.team)
        return frozenset(one.incident for one in held)

    if rule(reading.reader, Row.VERIFICATION) is not Rule.OWN:
        return frozenset()
    return reading.once("incidents verified", found)


def _by_shown(reading: Reading, handlings: frozenset[str], kind: str, hours: int) -> defaultdict[str, frozenset[str]]:
    """Which groups' incidents of that kind and age the reader sees how finely."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for handling in handlings:
        shown = incident_place(reading.reader, json.loads(handling or "[]"), kind, hours)
        if shown is not None:
            found[shown] |= {handling}
    return found


def recent(reading: Reading, key: Hashable, work: Callable[[], T]) -> T:
    """An answer for this reader, kept while it is among the last ones: filters are too many to keep every answer."""
    held: OrderedDict[Hashable, Any] = reading.once("recent answers", OrderedDict)
    if key not in held:
        held[key] = work()
        while len(held) > _RECENT:
            held.popitem(last=False)
    found: T = held[key]
    return found


def settled(reading: Reading) -> date:
    """The last day whose week is over for as long as incidents are kept back from those who do not handle them."""
    latest = reading.today - timedelta(hours=INCIDENT_HOURS)
    return latest - timedelta(days=(latest.weekday() + 1) % 7)


def period(shown: str, day: date) -> tuple[date, date]:
    """The days that a reader takes a day for: itself, its week, or its month."""
    if shown == "point":
        return day, day
    if shown == "segment":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
