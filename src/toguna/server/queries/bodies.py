"""The life of the bodies that a clause creates, place by place: legal act, named, installed, met, quorate, acted on.

A decree is not a body, and one region's body is not the next region's (domain notes §0). A stage that nothing is
recorded of is not said to be missing: it is not recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain.agreements import Clause, ClauseStatus, everywhere
from toguna.domain.places import Place
from toguna.domain.visibility import agreement_visible
from toguna.server.queries.agreements import EVERYWHERE
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories_case import source_name

STAGES: Final[dict[str, tuple[str, ...]]] = {
    "legal_act": ("legal_act",),
    "named": ("named",),
    "installed": ("first_installed", "installed", "communal_bodies"),
    "met": ("met",),
    "quorate": ("quorate",),
    "acted_on": ("acted_on",),
}
"""Each stage with the statuses that say it was reached."""
_OF_BODIES: Final = frozenset(status for statuses in STAGES.values() for status in statuses)
_BACK: Final = frozenset({"not_established", "reversed"})
_ELSEWHERE: Final = Text(fr="ailleurs", en="elsewhere")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: since when it was reached, on what basis; `since` None where nothing is recorded of it."""

    code: str
    since: When | None
    basis: str | None
    source: Text | None


@dataclass(frozen=True, slots=True)
class PlaceLife:
    """One place: the stages its body reached, how it stands now, and whether it fell back since."""

    place: Text
    stages: tuple[Stage, ...]
    status: str
    since: When
    fell: bool


@dataclass(frozen=True, slots=True)
class BodyLife:
    """The bodies of one clause, place by place."""

    clause: str
    agreement: str
    ref: Text
    theme: Text | None
    places: tuple[PlaceLife, ...]


def lives(reading: Reading) -> list[BodyLife]:
    """Every clause that creates bodies, as of the day."""
    if not agreement_visible(reading.reader):
        return []
    return [_life(reading, clause) for clause in reading.all(Clause) if _creates_bodies(clause)]


def _creates_bodies(clause: Clause) -> bool:
    """Whether a status of its history speaks of a body: known later or not, the clause is of that kind."""
    return any(one.status in _OF_BODIES or one.status == "not_established" for one in clause.statuses)


def _life(reading: Reading, clause: Clause) -> BodyLife:
    told = [one for one in clause.statuses if not one.beside and one.date.first <= reading.today]
    told.sort(key=lambda one: (one.date.first, one.date.last))
    apart = [one for one in told if not everywhere(one)]
    named = [place for place in reading.all(Place) if any(_speaks_of(one, place.name) for one in apart)]
    unnamed = {one.place for one in apart if not any(_speaks_of(one, place.name) for place in named)}
    rows = [
        (both(place.name), [one for one in told if everywhere(one) or _speaks_of(one, place.name)]) for place in named
    ]
    rows += [
        (both(words), [one for one in told if everywhere(one) or one.place == words])
        for words in sorted((w for w in unnamed if w), key=lambda words: words.fr or words.en or "")
    ]
    general = [one for one in told if everywhere(one)]
    if general:
        rows.append((_ELSEWHERE if rows else EVERYWHERE, general))
    theme = both(clause.theme) if clause.theme else None
    return BodyLife(clause.id, clause.agreement, both(clause.ref), theme, tuple(_place(reading, *row) for row in rows))


def _speaks_of(status: ClauseStatus, name: Words) -> bool:
    said = f"{status.place.fr or ''} {status.place.en or ''}" if status.place else ""
    return any(one in said for one in (name.fr, name.en) if one)


def _place(reading: Reading, place: Text, told: list[ClauseStatus]) -> PlaceLife:
    stages = tuple(_stage(reading, code, told) for code in STAGES)
    last = told[-1]
    fell = last.status in _BACK and any(one.status in _OF_BODIES for one in told)
    return PlaceLife(place, stages, last.status, last.date, fell)


def _stage(reading: Reading, code: str, told: Iterable[ClauseStatus]) -> Stage:
    first = next((one for one in told if one.status in STAGES[code]), None)
    if first is None:
        return Stage(code, None, None, None)
    return Stage(code, first.date, first.basis, source_name(reading, first.source))
