"""What support carries, in numbers by whole months: cover done, what ended for want of means, what a cut would end.

Whoever reads it, the numbers are those that may leave the framework: told once, in steps of three, never of a day to
come (`releases`). No measure, party, road or person is named. The register holds no sums of money: what a day of cover
costs is worked out by who knows what was paid.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.dates import When
from toguna.domain.measures import Measure, Outing
from toguna.domain.visibility import support_visible
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import last_release, month_end, released, told

MONTHS = 6
_DONE = frozenset({"logged", "seen"})


@dataclass(frozen=True, slots=True)
class Month:
    """A finished month: on how many stretches and days of road a passage was logged or seen; None: too few to tell."""

    month: When
    segment_days: int | None


@dataclass(frozen=True)
class Support:
    """`rests`: by kind of means, how many measures stood on them at the end of last month; `ended`: how many have ended
    for want of means. None: too few to tell.
    """

    months: tuple[Month, ...]
    rests: tuple[tuple[str, int | None], ...]
    ended: int | None
    as_of: date


def support(reading: Reading) -> Support | None:
    """What support carries; None for whoever may not read it."""
    if not support_visible(reading.reader):
        return None
    held = last_release(reading)
    measures = held.all(Measure)
    rests = Counter(
        kind
        for measure in measures
        if measure.start is not None and measure.status not in _OVER
        for kind in {line.kind for line in measure.means}
    )
    ended = sum(measure.ended_because == "means" for measure in measures)
    return Support(
        tuple(_months(reading)),
        tuple((kind, told(number)) for kind, number in sorted(rests.items())),
        told(ended),
        held.today,
    )


_OVER = frozenset({"ended", "stopped", "handed_over"})


def _months(reading: Reading) -> list[Month]:
    """The last months whose numbers are told, the latest first."""
    found: list[Month] = []
    month = reading.today.replace(day=1)
    for _ in range(MONTHS + 2):
        month = (month - timedelta(days=1)).replace(day=1)
        then = released(reading, month)
        if then is not None and len(found) < MONTHS:
            found.append(Month(When.parse(f"{month:%Y-%m}"), told(_segment_days(then, month))))
    return found


def _segment_days(then: Reading, month: date) -> int:
    """Passages of one day on one stretch count once."""
    return len(
        {
            (one.road, one.segment_from, one.segment_to, one.date.first)
            for one in then.all(Outing)
            if one.state in _DONE and one.date.exact and month <= one.date.first <= month_end(month)
        }
    )
