"""Founding the exercise: the region stands, its parties act, and what is true is told to nobody who reads it."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from toguna.analysis.random import generator
from toguna.analysis.simulate import DAYS, DAYS_A_MONTH, MONTHS, exercise
from toguna.domain.wire import Payload
from toguna.server.actions.incidents import note_weeks, report_incidents
from toguna.server.actions.registers import Founding, found, open_key
from toguna.server.home import Home
from toguna.server.intake.exercise.region import CARRIER, FRAMEWORK, SECRETARIAT, Region
from toguna.server.intake.exercise.relay import Desk, Relay, legs

SEED: Final = 54
SHOW_AT: Final = 899


def load_exercise(home: Home, passphrase: str, seed: int = SEED) -> dict[str, Any]:
    """Found the exercise's register in a home; what is true of it, for those who train others with it."""
    region = Region(exercise(seed))
    show_at = region.day(SHOW_AT)
    with transaction.atomic():
        founding = Founding(FRAMEWORK, "exercise", region.parties(), region.standing())
        (register,) = found(home, [founding], party=SECRETARIAT, passphrase=passphrase, show_at=show_at)
        desk = Desk(home, register, open_key(home, passphrase))
        at = desk.at(SECRETARIAT)
        report_incidents(*at, _incidents(region))
        note_weeks(*at, _weeks(region))
        for measure in region.drawn.measures:
            Relay(region, measure, desk).run()
    return truth(region)


def _incidents(region: Region) -> list[Payload]:
    """What was reported; of what nobody told, the register knows nothing."""
    said = []
    for number, one in enumerate(region.drawn.incidents):
        if one.reported_on is None or one.reported_on >= DAYS:
            continue
        fields = {
            "framework": FRAMEWORK,
            "date": region.day(one.day).isoformat(),
            "kind": one.kind,
            "where": [region.road(one.road)],
            "near": region.place(one.place),
            "place_precision": "2",
            "basis": "victim",
        }
        said.append(Payload("incident.reported", f"i{number:04}", fields, region.day(one.reported_on)))
    return said


def _weeks(region: Region) -> list[Payload]:
    """From which places news came, week by week: as likely as an incident there would have been reported."""
    rng = generator("exercise/heard", region.drawn.seed)
    said = []
    for first in range(0, DAYS - 6, 7):
        chance = region.drawn.detection[min((first + 3) // DAYS_A_MONTH, MONTHS - 1)]
        heard = [
            region.place(place) for place, road in enumerate(region.drawn.place_road) if rng.random() < chance[road]
        ]
        year, week, _ = region.day(first).isocalendar()
        fields = {"framework": FRAMEWORK, "week": f"{year}-W{week:02d}", "where": heard}
        said.append(Payload("heard_from.recorded", f"h-{year}-{week:02d}", fields, region.day(first + 7)))
    return said


def truth(region: Region) -> dict[str, Any]:
    """The true effect of each measure, which no reader of the register is shown."""
    drawn = region.drawn
    happened, reported = drawn.counts(reported=False).sum(), drawn.counts().sum()
    return {
        "scenario": "exercise",
        "seed": drawn.seed,
        "incidents": {"happened": int(happened), "reported": int(reported)},
        "measures": [
            {
                "measures": [leg.case for leg in legs(one)],
                "road": region.road(one.road),
                "parties": [CARRIER[letter] for letter in one.parties],
                "first": region.day(one.start * DAYS_A_MONTH).isoformat(),
                "last": region.day(one.stop * DAYS_A_MONTH - 1).isoformat(),
                "hand_over_gap_days": one.hand_over_gap[1] - one.hand_over_gap[0],
                "outings": int(one.outings.sum()),
                "ratio_on_days_with_an_outing": round(one.ratio, 3),
                "part_moved_next_door": one.moved,
                "true_ratio": round(one.true_ratio, 3),
            }
            for one in drawn.measures
        ],
    }
