"""The timers of an alert, and how well alerts warn: precision and missed events (domain notes §4, appendix B).

The register knows days, so a limit in hours is counted in whole days, rounded up: 6 h and 24 h end with the day after,
48 h with the second. What is told as late is late whatever the hour; what is told as in time may be late by hours.
Nothing happens by itself when a limit passes: it is shown as due, and somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from toguna.domain.codes import DECISION_LEVELS

HOURS: Final[Mapping[str, int]] = {"acknowledge": 6, "decide": 24, "act": 48}
"""Hours from the day on which an alert was raised, or carried to a higher level, to each step."""
_DONE_BY: Final[Mapping[str, frozenset[str]]] = {
    "acknowledge": frozenset({"acknowledged", "decided"}),
    "decide": frozenset({"decided"}),
    "act": frozenset({"responded"}),
}
HORIZON_DAYS: Final = 28
"""An alert was followed by an event where one happened at its place within so many days."""
LEAST_WEIGHT: Final = 4
"""Incidents of this weight in alert rules (appendix A) are the events that alerts should come before."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One step: the last day on which it is in time, and the day on which it was done."""

    step: str
    due: date
    done: date | None

    def overdue(self, on: date) -> bool:
        """Whether it is late for certain and still to be done."""
        return self.done is None and on > self.due

    @property
    def in_time(self) -> bool | None:
        """Whether it was done in time, to the day; None where it is not done."""
        return None if self.done is None else self.done <= self.due


def timers(
    said: Sequence[tuple[str, date]], decision: str | None, hours: Mapping[str, int] = HOURS
) -> tuple[Timer, ...]:
    """The timers of an alert, from what was said of it (the kind of each statement and the day it became known, in
    order). They begin again at each level it is carried to; acting is asked for only where that was decided. `hours`
    are those of the day on which it was raised.
    """
    begun = max((n for n, (kind, _) in enumerate(said) if kind in ("raised", "escalated")), default=None)
    if begun is None:
        return ()
    start, after = said[begun][1], said[begun:]
    steps = [step for step in HOURS if step != "act" or decision == "act"]
    return tuple(
        Timer(
            step,
            start + timedelta(days=-(-hours[step] // 24)),
            next((day for kind, day in after if kind in _DONE_BY[step]), None),
        )
        for step in steps
    )


LADDER: Final = tuple(DECISION_LEVELS)
"""The levels through which an alert goes up."""


def level_above(level: str | None, ladder: Sequence[str] = LADDER) -> str:
    """The level of decision to which an alert goes next, of those of its ladder; the last one where there is none
    above. What is decided locally first comes before them all.
    """
    at = LADDER.index(level or "local")
    return next((one for one in ladder if LADDER.index(one) > at), ladder[-1])


@dataclass(frozen=True, slots=True)
class Warned:
    """An alert as precision looks at it."""

    case: str
    day: date
    spots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Event:
    """A grave incident: the days on which it may have happened, where it is placed."""

    case: str
    first: date
    last: date
    spots: frozenset[str]


@dataclass(frozen=True)
class Worth:
    """How alerts and events met. `followed` and `not_followed` are alerts, `open` those whose days are not over;
    `missed` are events without any alert before them, `warned_of` those with one.
    """

    followed: tuple[str, ...]
    not_followed: tuple[str, ...]
    open: tuple[str, ...]
    warned_of: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def judged(self) -> int:
        """Alerts that can be judged."""
        return len(self.followed) + len(self.not_followed)

    @property
    def events(self) -> int:
        """Events that an alert should have come before."""
        return len(self.warned_of) + len(self.missed)


def worth(alerts: Sequence[Warned], events: Sequence[Event], on: date) -> Worth:
    """What alerts were followed by, and what came without any, as known on a day. An event whose days are not certain
    counts for an alert where it may have come after it.
    """
    followed, not_followed, still_open = [], [], []
    for alert in alerts:
        if any(_before(alert, event) for event in events):
            followed.append(alert.case)
        elif (on - alert.day).days > HORIZON_DAYS:
            not_followed.append(alert.case)
        else:
            still_open.append(alert.case)
    return Worth(
        tuple(followed),
        tuple(not_followed),
        tuple(still_open),
        tuple(event.case for event in events if any(_before(alert, event) for alert in alerts)),
        tuple(_without(alerts, events)),
    )


def _without(alerts: Sequence[Warned], events: Sequence[Event]) -> Iterator[str]:
    return (event.case for event in events if not any(_before(alert, event) for alert in alerts))


def _before(alert: Warned, event: Event) -> bool:
    """Whether the event came, or may have come, after the alert at its place and within the horizon."""
    within = alert.day <= event.last and event.first <= alert.day + timedelta(days=HORIZON_DAYS)
    return within and bool(alert.spots & event.spots)
