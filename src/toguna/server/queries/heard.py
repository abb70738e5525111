"""What people answered of a week beside its news: how safe they feel, patrols seen, the market, place by place.

Who feels unsafe is never told (domain notes §6.2, 9): safety is told for a place and a week once, as it was known at
the end of the week after and never anew, from three answers of two functions on, as the one in the middle. Patrols are
told as done outings of others are. What was kept in another office is not known here, and counts as not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Final

from toguna.domain import codes
from toguna.domain.incidents import HeardFrom
from toguna.domain.visibility import level_visible, outing_view
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import FEWEST, FEWEST_SENDERS, released_week, told

_WEEK: Final = timedelta(days=7)
_DAY_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class HeardWeek:
    """One place in one week.

    `asked` are the functions that answered, each once. `safety` is the middle of `answers` answers, in steps; where it
    is None, `why` says so: `soon`, `few` or `not_asked`. `patrols` are the least and the most that one saw. `market`
    has one code an answer.
    """

    asked: tuple[str, ...] = ()
    answers: int | None = None
    safety: int | None = None
    why: str = "not_asked"
    patrols: tuple[int, int] | None = None
    market: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing of it is to be shown."""
        return not self.asked and not self.market and self.patrols is None and self.why == "not_asked"


def heard(reading: Reading, weeks: Collection[date]) -> dict[str, tuple[HeardWeek, ...]]:
    """For each place that was asked about, its weeks in the order of their Mondays; for the members."""
    if not level_visible(reading.reader, "framework"):
        return {}
    answers = {monday: _by_place(reading, monday) for monday in weeks}
    places = {place for held in answers.values() for place in held}
    safety = {monday: _safety(reading, monday) for monday in weeks} if places else {}
    rows = {
        place: tuple(
            _week(reading, monday, answers[monday].get(place, []), safety[monday].get(place)) for monday in weeks
        )
        for place in places
    }
    return {place: row for place, row in rows.items() if not all(week.empty for week in row)}


def _by_place(reading: Reading, monday: date) -> dict[str, list[HeardFrom]]:
    found: defaultdict[str, list[HeardFrom]] = defaultdict(list)
    for one in reading.all(HeardFrom):
        if one.framework == reading.framework and one.week.known and monday <= one.week.first < monday + _WEEK:
            for place in dict.fromkeys(one.where):
                found[place].append(one)
    return found


def _safety(reading: Reading, monday: date) -> dict[str, tuple[int, int] | None]:
    """How many answers and their middle, by place, as they are told for ever; None where they are too few."""
    then = released_week(reading, monday)
    if then is None:
        return {}
    out: dict[str, tuple[int, int] | None] = {}
    for place, held in _by_place(then, monday).items():
        said = [(one.safety, one.asked) for one in held if one.safety is not None]
        if said:
            enough = len(said) >= FEWEST and len({asked for _, asked in said}) >= FEWEST_SENDERS
            out[place] = (told(len(said)) or 0, median_low([safety for safety, _ in said])) if enough else None
    return out


def _week(reading: Reading, monday: date, held: list[HeardFrom], safety: tuple[int, int] | None) -> HeardWeek:
    asked = tuple(sorted({one.asked or "unsaid" for one in held if _answered(one)}))
    later = any(one.safety is not None for one in held)
    why = "not_asked"
    if safety is None and later:
        why = "few" if released_week(reading, monday) is not None else "soon"
    return HeardWeek(
        asked,
        safety[0] if safety is not None else None,
        safety[1] if safety is not None else None,
        "" if safety is not None else why,
        _patrols(reading, monday, held),
        tuple(code for code in codes.MARKET_DAYS for one in held if one.market == code),
    )


def _answered(one: HeardFrom) -> bool:
    return one.safety is not None or one.patrols is not None or one.market is not None


def _patrols(reading: Reading, monday: date, held: list[HeardFrom]) -> tuple[int, int] | None:
    seen = [one.patrols for one in held if one.patrols is not None]
    age = (reading.today - (monday + _WEEK)).days * _DAY_HOURS
    shown = outing_view(reading.reader, (), "seen", age) if seen else None
    return (min(seen), max(seen)) if shown not in (None, "month") else None
