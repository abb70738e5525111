"""An invented region with known true effects: what the training register and the calibration of `effect` are made from.

Twelve roads in a circle, forty places, five parties `A` to `E`, thirty months. Nothing in it exists: roads
and places are numbers, parties letters. What it has of real life (domain.md §7, §13):

* **contagion**: an incident raises the rate on its road, and a little next door, for the days that follow; bursts come
  of it;
* **seasons**, shocks that all roads share, **market days**;
* **reporting** that is incomplete, late, and better where a measure is present;
* **measures** that act only on days with an outing: fuel runs out, hand-overs leave gaps, part of what is prevented
  happens next door.

The expected number of incidents is linear in what came before, so the true effect of each measure is computed, not
simulated: the expectation with it over the expectation without it, on its road, in its months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from toguna.analysis.random import generator

Array = npt.NDArray[np.float64]

ROADS: Final = 12
PLACES: Final = 40
PARTIES: Final = "ABCDE"
MONTHS: Final = 30
DAYS_A_MONTH: Final = 30
DAYS: Final = MONTHS * DAYS_A_MONTH

OFFSPRING: Final = 0.25
OFFSPRING_NEXT_DOOR: Final = 0.05
FORGETTING_DAYS: Final = 6.0
MARKET_FACTOR: Final = 2.5
SEASON: Final = 0.3
COMMON_SHOCK: Final = 0.4
OWN_SHOCK: Final = 0.2
DETECTION: Final = 0.6
DETECTION_PRESENT: Final = 0.8
REPORT_DELAY_DAYS: Final = 3.0
KINDS: Final = ("ROB-ROAD", "ROB-MKT", "VEH-TAKE", "KIL-ROB", "INJ")
KIND_SHARES: Final = (0.55, 0.2, 0.12, 0.05, 0.08)


@dataclass(frozen=True, slots=True)
class SimulatedMeasure:
    """A measure on one road.

    Attributes
    ----------
    code : str
    road : int
    parties : tuple of str
        Who carried it, in order; a hand-over lies between two.
    start, stop : int
        First month with it, first month after it.
    ratio : float
        Factor on the road's rate on days with an outing.
    moved : float
        Part of what is prevented that happens on the neighbouring roads.
    outings : ndarray of bool, shape (n_days,)
        Days with an outing.
    fuel : ndarray of shape (n_days,)
        Days of fuel left in the morning.
    hand_over_gap : tuple of int
        First day without the outgoing party, first day with the incoming one; the same day where the relief was clean.
    true_ratio : float
        Expected incidents on the road in the measure's months, with it over without it.
    """

    code: str
    road: int
    parties: tuple[str, ...]
    start: int
    stop: int
    ratio: float
    moved: float
    outings: npt.NDArray[np.bool_]
    fuel: Array
    hand_over_gap: tuple[int, int]
    true_ratio: float


@dataclass(frozen=True, slots=True)
class SimulatedIncident:
    """What happened; `reported_on` is None where nobody said so."""

    day: int
    road: int
    place: int
    kind: str
    reported_on: int | None


@dataclass(frozen=True, slots=True)
class Exercise:
    """One drawn region.

    Attributes
    ----------
    seed : int
    neighbours : tuple of tuple of int
        Of each road.
    place_road, place_market : tuple of int
        Road and market weekday (0 to 6) of each place.
    measures : tuple of SimulatedMeasure
    incidents : tuple of SimulatedIncident
        In the order of days.
    detection : ndarray of shape (n_months, n_roads)
        Chance that an incident is reported; what an index of active reporters would show.
    """

    seed: int
    neighbours: tuple[tuple[int, ...], ...]
    place_road: tuple[int, ...]
    place_market: tuple[int, ...]
    measures: tuple[SimulatedMeasure, ...]
    incidents: tuple[SimulatedIncident, ...]
    detection: Array

    def counts(self, reported: bool = True) -> npt.NDArray[np.int64]:
        """Return incidents by month and road, shape (n_months, n_roads): the reported ones, or all."""
        table = np.zeros((MONTHS, ROADS), dtype=np.int64)
        for incident in self.incidents:
            if incident.reported_on is not None or not reported:
                table[incident.day // DAYS_A_MONTH, incident.road] += 1
        return table

    def question(self, measure: SimulatedMeasure) -> tuple[list[int], int, list[int]]:
        """Return which roads to lay before `effect.estimate`: columns, the treated one and the ring among them.

        Roads with other measures are left out; so are their neighbours, to which those measures may have moved
        incidents.
        """
        others = {other.road for other in self.measures if other.road != measure.road}
        touched = {road for other in others for road in self.neighbours[other]}
        ring = [road for road in self.neighbours[measure.road] if road not in others]
        columns = [
            road for road in range(ROADS) if road == measure.road or road in ring or road not in others | touched
        ]
        return columns, columns.index(measure.road), [columns.index(road) for road in ring]


def exercise(seed: int) -> Exercise:
    """Draw the region.

    Parameters
    ----------
    seed : int
        The same seed gives the same region on any machine with the same numpy generator streams.
    """
    rng = generator("exercise", seed)
    neighbours = tuple(((road - 1) % ROADS, (road + 1) % ROADS) for road in range(ROADS))
    place_road = tuple(int(r) for r in rng.permutation(np.arange(PLACES) % ROADS))
    place_market = tuple(int(day) for day in rng.integers(0, 7, PLACES))
    background = _background(rng, place_road, place_market)
    drawn = tuple(_measure(rng, number) for number in range(3))
    expected = _expected(background, drawn, neighbours)
    measures = tuple(
        replace(one, true_ratio=_true_ratio(background, drawn, one, neighbours, expected)) for one in drawn
    )
    present = _presence(measures)
    detection = np.where(present, DETECTION_PRESENT, DETECTION)
    happened = _happen(rng, background, measures, neighbours)
    incidents = _incidents(rng, happened, detection, place_road, place_market)
    by_month = detection.reshape(MONTHS, DAYS_A_MONTH, ROADS).mean(1)
    return Exercise(seed, neighbours, place_road, place_market, measures, incidents, by_month)


def _background(rng: np.random.Generator, place_road: tuple[int, ...], place_market: tuple[int, ...]) -> Array:
    """Return the rate of new troubles, before contagion; shape (n_days, n_roads)."""
    level = rng.uniform(1.5, 5.0, ROADS) / DAYS_A_MONTH
    day = np.arange(DAYS)
    season = 1 + SEASON * np.sin(2 * np.pi * day / 360 + rng.uniform(0, 2 * np.pi))
    shock = np.zeros(MONTHS)
    for month in range(1, MONTHS):
        shock[month] = 0.6 * shock[month - 1] + 0.8 * COMMON_SHOCK * rng.standard_normal()
    own = np.exp(OWN_SHOCK * rng.standard_normal((MONTHS, ROADS)))
    market = np.ones((DAYS, ROADS))
    for place, weekday in zip(place_road, place_market, strict=True):
        market[day % 7 == weekday, place] = MARKET_FACTOR
    monthly = np.exp(shock)[:, None] * own
    return np.asarray(level * season[:, None] * market * np.repeat(monthly, DAYS_A_MONTH, axis=0), dtype=np.float64)


def _measure(rng: np.random.Generator, number: int) -> SimulatedMeasure:
    """Draw a measure on roads 0, 4 and 8, so that no road is next to two of them."""
    start = int(rng.integers(16, 19))
    stop = min(start + int(rng.integers(8, 13)), MONTHS)
    first, last = start * DAYS_A_MONTH, stop * DAYS_A_MONTH
    away = int(rng.integers((first + last) // 2 - 20, (first + last) // 2 + 20))
    gap = int(rng.choice([0, 7, 14, 25]))
    outings, fuel = np.zeros(DAYS, dtype=bool), np.zeros(DAYS)
    left, resupply = float(rng.uniform(30, 90)), int(rng.integers(45, 110))
    for day in range(first, last):
        if (day - first) % resupply == resupply - 1:
            left += float(rng.uniform(30, 90))
        fuel[day] = left
        if left >= 1 and not away <= day < away + gap and rng.random() < 0.9:
            outings[day] = True
            left -= 1
    outgoing, incoming = (str(party) for party in rng.choice(list(PARTIES), 2, replace=False))
    return SimulatedMeasure(
        code=f"X{number + 1}",
        road=4 * number,
        parties=(outgoing, incoming),
        start=start,
        stop=stop,
        ratio=float(rng.choice([0.2, 0.4, 0.6, 1.0])),
        moved=float(rng.choice([0.0, 0.0, 0.5])),
        outings=outings,
        fuel=fuel,
        hand_over_gap=(away, away + gap),
        true_ratio=1.0,
    )


def _presence(measures: tuple[SimulatedMeasure, ...]) -> npt.NDArray[np.bool_]:
    present = np.zeros((DAYS, ROADS), dtype=bool)
    for measure in measures:
        present[:, measure.road] |= measure.outings
    return present


def _spread(neighbours: tuple[tuple[int, ...], ...]) -> Array:
    """Return the matrix that turns the recent past of all roads into what it adds to each road's rate today."""
    daily = 1 - np.exp(-1 / FORGETTING_DAYS)
    matrix = daily * OFFSPRING * np.eye(ROADS)
    for road, near in enumerate(neighbours):
        matrix[road, list(near)] += daily * OFFSPRING_NEXT_DOOR / len(near)
    return np.asarray(matrix, dtype=np.float64)


def _acted(rate: Array, day: int, measures: tuple[SimulatedMeasure, ...], near: tuple[tuple[int, ...], ...]) -> Array:
    """Return the day's rates as the measures leave them."""
    present = [measure for measure in measures if measure.outings[day]]
    if not present:
        return rate
    out = rate.copy()
    for measure in present:
        prevented = rate[measure.road] * (1 - measure.ratio)
        out[measure.road] -= prevented
        for road in near[measure.road] if measure.moved else ():
            out[road] += measure.moved * prevented / len(near[measure.road])
    return out


def _expected(
    background: Array, measures: tuple[SimulatedMeasure, ...], neighbours: tuple[tuple[int, ...], ...]
) -> Array:
    """Return expected incidents, shape (n_days, n_roads): the recursion of `_happen` with means for draws."""
    expected, recent, spread = np.zeros_like(background), np.zeros(ROADS), _spread(neighbours)
    for day in range(DAYS):
        expected[day] = _acted(background[day] + spread @ recent, day, measures, neighbours)
        recent = recent * np.exp(-1 / FORGETTING_DAYS) + expected[day]
    return expected


def _true_ratio(
    background: Array,
    measures: tuple[SimulatedMeasure, ...],
    measure: SimulatedMeasure,
    neighbours: tuple[tuple[int, ...], ...],
    expected: Array,
) -> float:
    without = _expected(background, tuple(one for one in measures if one is not measure), neighbours)
    months = slice(measure.start * DAYS_A_MONTH, measure.stop * DAYS_A_MONTH)
    return float(expected[months, measure.road].sum() / without[months, measure.road].sum())


def _happen(
    rng: np.random.Generator,
    background: Array,
    measures: tuple[SimulatedMeasure, ...],
    neighbours: tuple[tuple[int, ...], ...],
) -> npt.NDArray[np.int64]:
    happened, recent, spread = np.zeros(background.shape, dtype=np.int64), np.zeros(ROADS), _spread(neighbours)
    for day in range(DAYS):
        rate = _acted(background[day] + spread @ recent, day, measures, neighbours)
        happened[day] = rng.poisson(rate)
        recent = recent * np.exp(-1 / FORGETTING_DAYS) + happened[day]
    return happened


def _incidents(
    rng: np.random.Generator,
    happened: npt.NDArray[np.int64],
    detection: Array,
    place_road: tuple[int, ...],
    place_market: tuple[int, ...],
) -> tuple[SimulatedIncident, ...]:
    """Give each incident a place, a kind and, if anyone reports it, a day on which that was."""
    out = []
    places = [[place for place, at in enumerate(place_road) if at == road] for road in range(ROADS)]
    for day, road in np.argwhere(happened):
        weight = np.array([MARKET_FACTOR if place_market[place] == day % 7 else 1.0 for place in places[road]])
        for _ in range(happened[day, road]):
            place = int(rng.choice(places[road], p=weight / weight.sum()))
            kind = str(rng.choice(KINDS, p=KIND_SHARES))
            reported = rng.random() < detection[day, road]
            delay = int(rng.geometric(1 / REPORT_DELAY_DAYS)) - 1
            out.append(SimulatedIncident(int(day), int(road), place, kind, int(day) + delay if reported else None))
    return tuple(out)
