"""Joint forces and others by the same yardstick (domain notes §11, line 25): what was carried, seen, relieved and kept.

Two sides only: what several forces carry together, and what one force carries alone. No party is named and nothing is
ranked. The numbers are of whole months, told a month later (`releases`), so that none tells of cover today or to come.
What nobody has reported is unknown: it is neither cover nor its absence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from toguna.base.dates import When
from toguna.domain.frameworks import Party
from toguna.domain.measures import Measure, Outing
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import Role, level_visible, role_of
from toguna.server.queries.cover import confirmed
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import month_end, released
from toguna.server.queries.undertakings import due_day

SIDES: Final = ("joint", "single")
MONTHS: Final = 6
_NOUNS: Final = ("measure", "hand_over", "outing", "undertaking", "agreement", "meeting", "party")
_FORCES: Final = frozenset({Role.ARMY, Role.MOVEMENT})
_SEEN: Final = frozenset({"logged", "seen"})
_TOLD: Final = _SEEN | {"not_seen"}
"""What says whether there was a passage; a call without an answer does not."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days on which measures surely ran; of them those on which a passage was logged or seen, those on which only its
    absence was, and those of which nothing is told. None: no day of the kind can be counted.
    """

    run: int | None
    seen: int | None
    missed: int | None
    untold: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """What is recorded of one side; None where nothing of the kind is, which is not the same as none.

    `undated` counts measures whose days cannot be counted, since their beginning or end is not known; `unexplained`
    those that ended and nobody has said why.
    """

    code: str
    measures: int | None
    authorised: int | None
    days: Days
    undated: int | None
    ended: int | None
    relieved: int | None
    for_means: int | None
    unexplained: int | None
    due: int | None
    proved: int | None
    months: tuple[tuple[When, Days], ...]


@dataclass(frozen=True)
class Yardstick:
    """Both sides up to the end of a month."""

    until: date
    sides: tuple[Side, ...]


def yardstick(reading: Reading) -> Yardstick | None:
    """The comparison; None for whoever is no member, and before any month is told."""
    if not level_visible(reading.reader, "framework"):
        return None
    return _yardstick(reading)


def sides(reading: Reading) -> list[Side]:
    """The same as a list."""
    found = yardstick(reading)
    return list(found.sides) if found is not None else []


def _yardstick(reading: Reading) -> Yardstick | None:
    month = reading.today.replace(day=1)
    for _ in range(3):
        month = (month - timedelta(days=1)).replace(day=1)
        then = released(reading, month)
        if then is not None:
            return _counted(then, month_end(month))
    return None


def _counted(then: Reading, until: date) -> Yardstick:
    """The same for every member, and for the whole month in which it is told."""
    return then.recall(
        ("yardstick", until, _NOUNS), lambda: Yardstick(until, tuple(_side(then, code, until) for code in SIDES))
    )


def _side(then: Reading, code: str, until: date) -> Side:
    measures = [one for one in then.all(Measure) if _of(then, one.by) == code and _begun(one, until)]
    ended = [one for one in measures if _over(one, until)]
    due = [one for one in then.all(Undertaking) if _of(then, one.who) == code and _due(then, one, until)]
    told = _reports(then)
    return Side(
        code,
        len(measures) or None,
        _among(measures, [one for one in measures if one.authorised is not None]),
        _days(measures, told, date.min, until),
        _among(measures, [one for one in measures if _run(one, until) is None]),
        _among(measures, ended),
        _among(ended, [one for one in ended if confirmed(then, one)[1]]),
        _among(ended, [one for one in ended if one.ended_because == "means"]),
        _among(ended, [one for one in ended if one.ended_because in (None, "unknown")]),
        len(due) or None,
        _among(due, [one for one in due if any(proof.date.last <= until for proof in one.proofs)]),
        tuple((When.parse(f"{month:%Y-%m}"), _days(measures, told, month, month_end(month))) for month in _back(until)),
    )


def _among(whole: Collection[object], part: Collection[object]) -> int | None:
    """How many; None where there is nothing to be among."""
    return len(part) if whole else None


def _of(then: Reading, parties: Collection[str]) -> str | None:
    """The side of what these parties carry: several forces, or one; None where no force is among them."""
    held = then.by_id(Party)
    forces = {one for one in parties if one in held and role_of(held[one].constituency) in _FORCES}
    return None if not forces else "joint" if len(forces) > 1 else "single"


def _begun(measure: Measure, until: date) -> bool:
    """Whether it surely began by that day, or is said to have begun on a day that is not known."""
    start = measure.start
    return start is not None and (not start.known or start.last <= until)


def _over(measure: Measure, until: date) -> bool:
    """Whether it was over by that day; one whose end nobody has dated counts once it is said to be over."""
    over = measure.status in ("ended", "stopped", "handed_over")
    end = measure.end
    return over and (end is None or not end.known or end.last <= until)


def _run(measure: Measure, until: date) -> tuple[date, date] | None:
    """The days on which it surely ran, as far as is known: from the last day on which it may have begun to the first on
    which it may have ended, or was to; None where either is not known.
    """
    start, ends = measure.start, measure.ends()
    if start is None or not start.known or ends is None or not ends.known:
        return None
    last = min(until, ends.first)
    return (start.last, last) if start.last <= last else None


def _due(then: Reading, held: Undertaking, until: date) -> bool:
    day = due_day(then, held)
    return day is not None and day.known and day.last <= until


def _reports(then: Reading) -> dict[str, dict[date, set[str]]]:
    """By measure and day, what was told of its passages."""
    found: dict[str, dict[date, set[str]]] = {}
    for one in then.all(Outing):
        if one.measure is not None and one.date.exact and one.state in _TOLD:
            found.setdefault(one.measure, {}).setdefault(one.date.first, set()).add(one.state)
    return found


def _days(measures: Collection[Measure], told: dict[str, dict[date, set[str]]], first: date, last: date) -> Days:
    run = seen = missed = 0
    for measure in measures:
        spell = _run(measure, last)
        if spell is None or spell[1] < first:
            continue
        begins = max(first, spell[0])
        run += (spell[1] - begins).days + 1
        for day, states in told.get(measure.id, {}).items():
            if begins <= day <= spell[1]:
                seen += bool(states & _SEEN)
                missed += not states & _SEEN
    return Days(run, seen, missed, run - seen - missed) if run else Days(None, None, None, None)


def _back(until: date) -> Iterator[date]:
    """The last months up to a day, the latest first."""
    month = until.replace(day=1)
    for _ in range(MONTHS):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)
