"""One measure of the exercise as its parties live it: proposed, authorised, resourced, patrolled, run dry, handed over.

The simulation knows on which days somebody went out, what fuel was left, and when one party left before the other
came; here each of these becomes the act of a seat, on its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from toguna.analysis.simulate import DAYS, DAYS_A_MONTH, SimulatedMeasure
from toguna.base.dates import When
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions import hand_overs, measures, studies
from toguna.server.actions.outings import Outing, log_outings
from toguna.server.home import Home
from toguna.server.intake.exercise.region import AUTHORITY, CARRIER, FRAMEWORK, SECRETARIAT, Region
from toguna.server.queries.reading import read

_DRY_DAYS: Final = 3
"""Days in a row without fuel before a party says that it pauses."""
_BEYOND: Final = 45
"""Days after the last day of the register on which a measure that is still on is planned to end."""
_TOGETHER_DAYS: Final = 2
"""Days before the last on which the relief is out already, where there is one in time."""
_REVIEWS: Final = (90, 180, 270)
_EXPECTED_MILLI: Final = 500


@dataclass(frozen=True)
class Desk:
    """The register as its seats act in it."""

    home: Home
    register: bytes
    key: DeviceKey

    def at(self, seat: str) -> tuple[bytes, Reader, DeviceKey]:
        """What an act needs to be a seat's."""
        reading = read(self.home, framework=FRAMEWORK, seat=seat, as_of=None)
        return self.register, reading.reader, self.key


@dataclass(frozen=True)
class Leg:
    """One party's part of a measure: from its first day to the first day without it."""

    case: str
    party: str
    first: int
    last: int
    filler: str


def legs(drawn: SimulatedMeasure) -> tuple[Leg, Leg]:
    """The outgoing and the incoming party's parts of a measure."""
    code, (away, back) = drawn.code.lower(), drawn.hand_over_gap
    leaving, taking = (CARRIER[letter] for letter in drawn.parties)
    first, last = drawn.start * DAYS_A_MONTH, drawn.stop * DAYS_A_MONTH
    return Leg(f"{code}a", leaving, first, away, taking), Leg(f"{code}b", taking, back, last, leaving)


@dataclass(frozen=True)
class Relay:
    """A measure with its hand-over."""

    region: Region
    drawn: SimulatedMeasure
    desk: Desk

    @property
    def first(self) -> int:
        """The first day of the measure."""
        return self.drawn.start * DAYS_A_MONTH

    @property
    def last(self) -> int:
        """The first day without it."""
        return self.drawn.stop * DAYS_A_MONTH

    def run(self) -> None:
        """Enter all of it, in the order of days."""
        one, two = legs(self.drawn)
        self._prepare(one, lead=40)
        self._plan(one)
        self._begin(one, one.first)
        self._patrol(one)
        self._hand_over(one, two)
        self._patrol(two)
        if self.last < DAYS:
            self._end(two, "planned_end")

    def _prepare(self, leg: Leg, *, lead: int) -> None:
        when, until = leg.first, {"date": self._planned_end(leg).iso()}
        fields: dict[str, Any] = {
            "framework": FRAMEWORK,
            "kind": "road_patrol",
            "by": [leg.party],
            "where": [self.region.road(self.drawn.road)],
            "level": "regular",
            "frequency": {"fr": "une sortie par jour", "en": "one outing a day"},
            "planned_start": self._when(when).iso(),
            "planned_end": until,
            "may_fill": [leg.filler],
        }
        measures.propose_measure(*self.desk.at(leg.party), leg.case, fields, known=self._day(when - lead))
        measures.authorise_measure(
            *self.desk.at(AUTHORITY),
            leg.case,
            by=AUTHORITY,
            until=self._when(self.last + _BEYOND),
            known=self._day(when - lead + 6),
        )
        means = self._fuel(when)
        measures.resource_measure(*self.desk.at(leg.party), leg.case, means, known=self._day(when - lead + 12))

    def _plan(self, leg: Leg) -> None:
        """What is expected of it, agreed before it begins."""
        drawn = self.region.drawn
        columns, treated, ring = drawn.question(self.drawn)
        others = [columns[n] for n in range(len(columns)) if n != treated and n not in ring]
        fields = {
            "about": [leg.case],
            "method": "share",
            "framework": FRAMEWORK,
            "expected_milli": _EXPECTED_MILLI,
            "comparisons": [self.region.road(n) for n in others],
            "ring": [self.region.road(columns[n]) for n in ring],
            "reviews": [self._day(self.first + days).strftime("%Y-%m") for days in _REVIEWS],
        }
        case, known = f"{self.drawn.code.lower()}-plan", self._day(self.first - 10)
        studies.plan_study(*self.desk.at(SECRETARIAT), case, fields, known=known)

    def _begin(self, leg: Leg, day: int) -> None:
        start = self._when(day)
        measures.activate_measure(*self.desk.at(leg.party), leg.case, start=start, known=self._day(day))

    def _patrol(self, leg: Leg) -> None:
        """Outings, month by month, and the days on which the fuel ran out or came."""
        at = self.desk.at(leg.party)
        last = min(leg.last, DAYS)
        for month in range(leg.first, last, DAYS_A_MONTH):
            days = range(month, min(month + DAYS_A_MONTH, last))
            done = [self._outing(leg, day) for day in days if self.drawn.outings[day]]
            log_outings(*at, done, today=self._day(last))
        for day, dry in self._droughts(leg.first, last):
            if dry:
                why = {"fr": "plus de carburant", "en": "no fuel left"}
                measures.suspend_measure(*at, leg.case, because="means", why=why, known=self._day(day))
            else:
                measures.amend_measure(*at, leg.case, {"means": self._fuel(day)}, known=self._day(day))
                measures.resume_measure(*at, leg.case, known=self._day(day))

    def _droughts(self, first: int, last: int) -> Iterator[tuple[int, bool]]:
        """The days on which the fuel has been out for a while, and those on which it came again."""
        dry_since: int | None = None
        told = False
        for day in range(first, last):
            if self.drawn.fuel[day] >= 1:
                if told:
                    yield day, False
                dry_since, told = None, False
                continue
            dry_since = day if dry_since is None else dry_since
            if not told and day - dry_since >= _DRY_DAYS - 1:
                told = True
                yield day, True

    def _hand_over(self, one: Leg, two: Leg) -> None:
        case, (away, back) = f"{self.drawn.code.lower()}r", self.drawn.hand_over_gap
        self._prepare(two, lead=25)
        leaving, taking = self.desk.at(one.party), self.desk.at(two.party)
        planned = self._day(away - 10)
        hand_overs.plan_hand_over(*leaving, case, leaving=one.case, taking_over=two.case, known=planned)
        sooner, later = self._when(away - 8), self._when(away - 6 if back == away else back - 1)
        hand_overs.confirm_hand_over(*leaving, case, party=one.party, on=sooner, known=sooner.first)
        if back > away:
            # Nobody stood beside those who left: such a hand-over was confirmed too late and is never closed.
            self._end(one, "planned_end")
            hand_overs.confirm_hand_over(*taking, case, party=two.party, on=later, known=later.first)
            self._begin(two, two.first)
            return
        hand_overs.confirm_hand_over(*taking, case, party=two.party, on=later, known=later.first)
        self._begin(two, away - _TOGETHER_DAYS)
        together = self._day(away - _TOGETHER_DAYS)
        via = self.region.via(self.drawn.road)
        points = {
            "last_seen": self._when(away - _TOGETHER_DAYS - 1).iso(),
            "hot_spots": [self.region.place(via[len(via) // 2])],
            "contacts": ["chief", "carrier"],
            "joint_patrol": together.isoformat(),
        }
        hand_overs.brief_hand_over(*taking, case, points, on=together, known=together)
        self._end(one, "planned_end")
        hand_overs.close_hand_over(*taking, case, on=self._day(back), known=self._day(back))

    def _end(self, leg: Leg, because: str) -> None:
        end, known = self._when(leg.last - 1), self._day(leg.last)
        measures.end_measure(*self.desk.at(leg.party), leg.case, end=end, because=because, known=known)

    def _planned_end(self, leg: Leg) -> When:
        return self._when(leg.last - 1 if leg.last < DAYS else DAYS + _BEYOND)

    def _fuel(self, day: int) -> list[dict[str, Any]]:
        left = int(self.drawn.fuel[min(max(day, self.first), DAYS - 1)])
        return [{"kind": "fuel", "until": self._when(max(day, self.first) + left).iso()}, {"kind": "vehicles"}]

    def _outing(self, leg: Leg, day: int) -> Outing:
        via = self.region.via(self.drawn.road)
        n = day % (len(via) - 1)
        stretch = self.region.place(via[n]), self.region.place(via[n + 1])
        road = self.region.road(self.drawn.road)
        return Outing(f"{leg.case}-{day:03}", leg.case, road, stretch, self._day(day), "am" if day % 2 else "pm")

    def _day(self, number: int) -> date:
        return self.region.day(number)

    def _when(self, number: int) -> When:
        return When.on(self.region.day(number))
