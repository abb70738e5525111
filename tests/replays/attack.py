"""R8: somebody on the committee has a cousin among the bandits. What does his seat tell him of the next escort?

For eight weeks an escort goes out or not, each half-day, by chance: likelier on market days, on some weekdays and later
in the season. Its party logs each outing once it is done, its fuel is counted and topped up, a rival patrols the other
road, robberies are reported. Every evening the attacker asks for *everything* that his seat can query, by the API's own
collections, lists and records alike, and writes it down as numbers.

Two predictors are fitted to half of the plays and judged on the other half: one has weekday, market, season and the
half of the day, the other has these and all that the seat saw. Both are logistic with a ridge, whose strength the
attacker chooses on plays that he keeps aside; so many empty columns cost him little.
"""

from __future__ import annotations

import math
import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from homes import PASSPHRASE, Home, using
from numpy.typing import NDArray
from theatre import RIVER, STRETCHES, VALLEY, Theatre

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.server.actions.registers import open_key
from toguna.server.api.collections import COLLECTIONS
from toguna.server.queries.changes import changes
from toguna.server.queries.reading import Reading
from toguna.server.queries.roads import road_covers
from toguna.server.queries.situation import situation

Floats = NDArray[np.float64]
WEEKS: Final = 8
DAYS: Final = 7 * WEEKS
FIRST: Final = date(2019, 3, 4)
MARKET: Final = 3
HALVES: Final = ("am", "pm")
COLUMNS: Final = 512
"""Columns that what was seen is hashed into; beside them stand those of the calendar."""
RIDGES: Final = (10.0, 100.0, 1_000.0, 10_000.0)
"""Strengths that the attacker tries on what he saw; on the calendar it is 1."""


@dataclass(frozen=True)
class Played:
    """One play, a row a half-day: what the calendar says, what the seat had seen the evening before, who went out."""

    calendar: Floats
    seen: Floats
    went: Floats


def play(founded: Path, place: Path, seed: int, seat: str, *, days: int = DAYS) -> Played:
    """One play through the acts, looked at from one seat."""
    rng = np.random.default_rng([54, seed])
    shutil.copytree(founded, place)
    calendar, seen, went = [], [], []
    with using(Home(place)) as home:
        stage = Theatre(home, open_key(home, PASSPHRASE)).on(FIRST.isoformat())
        escort = stage.begin("troupe", "2019-06-30", kind="armed_escort")
        stage.begin("saule", "2019-08-31", stretches=[{**STRETCHES[0], "road": RIVER, "segment_from": "corvelle",
                                                       "segment_to": "tonelle"}])  # fmt: skip
        bias = rng.normal(0, 0.7, 7)
        for n in range(days):
            day = FIRST + timedelta(days=n)
            stage.on(day.isoformat())
            # What is seen in the evening of a day is used for the next one.
            view = columns(stage.reads(seat))
            tomorrow = day + timedelta(days=1)
            chances = [
                1
                / (1 + math.exp(-(bias[tomorrow.weekday()] + 1.5 * (tomorrow.weekday() == MARKET) - 0.3 + 0.2 * half)))
                for half in (0, 1)
            ]
            goes = [bool(rng.random() < chance) for chance in chances]
            for half in (0, 1):
                calendar.append(_calendar(tomorrow, half, n))
                seen.append(view)
                went.append(float(goes[half]))
            stage.on(tomorrow.isoformat())
            for half, gone in zip(HALVES, goes, strict=True):
                if gone:
                    stage.does(
                        "troupe", "outing.log", measure=escort, stretches=STRETCHES, day=tomorrow.isoformat(), half=half
                    )
            _besides(stage, rng, escort, n, tomorrow)
    shutil.rmtree(place)
    return Played(np.array(calendar), np.array(seen), np.array(went))


def _chance(bias: float, day: date, half: int, n: int) -> float:
    """How likely the escort goes out; nothing of it depends on what it did before."""
    return 1 / (1 + math.exp(-(bias + 1.5 * (day.weekday() == MARKET) - 0.3 + 0.4 * half + 0.5 * n / DAYS)))


def _besides(stage: Theatre, rng: np.random.Generator, escort: str, n: int, day: date) -> None:
    """What else is recorded of the escort and around it: its fuel each week, and now and then a robbery."""
    if n % 7 == 6:
        left = [{"kind": "fuel", "lasts_days": int(rng.integers(10, 60)), "counted": day.isoformat()}]
        stage.does("troupe", "measure.amend", escort, means=left)
    if rng.random() < 0.15:
        stage.incident("ROB-ROAD", day.isoformat(), VALLEY)


def _calendar(day: date, half: int, n: int) -> list[float]:
    week = [float(day.weekday() == one) for one in range(7)]
    season = 2 * math.pi * n / DAYS
    return [1.0, *week, float(day.weekday() == MARKET), float(half), math.sin(season), math.cos(season)]


def columns(reading: Reading) -> Floats:
    """Everything that the seat may query on that day, as numbers: each leaf of each row, hashed by its path."""
    found = np.zeros(COLUMNS)
    for path, value in seen_by(reading):
        found[zlib.crc32(path.encode()) % COLUMNS] += value
    return np.sign(found) * np.log1p(np.abs(found))


def seen_by(reading: Reading) -> Iterator[tuple[str, float]]:
    """Every leaf of every list and record that the API has for this seat, and of what only pages show."""
    for name, held in COLLECTIONS.items():
        rows = list(held.page(reading, "", 500).rows)
        yield f"{name}#", float(len(rows))
        for row in rows:
            case = getattr(row, "id", None)
            yield from leaves(f"{name}.{case or ''}", row, reading.today)
            if held.story is not None and isinstance(case, str):
                yield from leaves(f"{name}!{case}", held.story(reading, case), reading.today)
    yield from leaves("situation", situation(reading), reading.today)
    yield from leaves("covers", list(road_covers(reading, past_days=7 * 6)), reading.today)
    recent = changes(reading, reading.today - timedelta(days=7))
    yield "changes#", float(len(recent))
    yield from leaves("changes", recent, reading.today)


def leaves(path: str, value: Any, today: date) -> Iterator[tuple[str, float]]:
    """A value's numbers, days from today, and words (one column a word)."""
    if value is None:
        yield f"{path}=none", 1.0
    elif isinstance(value, bool | int | float):
        yield path, float(value)
    elif isinstance(value, date):
        yield path, float((value - today).days)
    elif isinstance(value, When):
        yield path, float((value.first - today).days) if value.known else -999.0
    elif isinstance(value, str | bytes | Enum):
        yield f"{path}={value!r}", 1.0
    elif isinstance(value, Text):
        yield f"{path}={value.en}", 1.0
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from leaves(f"{path}.{key}", one, today)
    elif is_dataclass(value):
        for one in fields(value):
            yield from leaves(f"{path}.{one.name}", getattr(value, one.name), today)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from leaves(f"{path}.{name}", getattr(value, name), today)
    else:
        yield f"{path}#", float(len(value))
        for n, one in enumerate(value):
            yield from leaves(f"{path}[{n}]", one, today)


@dataclass(frozen=True)
class Judged:
    """How much better the attacker predicts than the calendar, over the plays that he was not fitted to."""

    auc_calendar: float
    auc_attacker: float
    gain: float
    low: float
    high: float
    log_loss_gain: float
    log_loss_low: float
    log_loss_high: float


def judge(plays: list[Played], *, leak: float = 0.0) -> Judged:
    """Fit on the first half of the plays, judge on the second; intervals by drawing plays again, 95 %.

    With `leak`, one more column tells who goes out on that part of the half-days, and nothing on the others: an
    attacker who did not find that would find nothing at all.
    """
    rng = np.random.default_rng(54)
    if leak:
        plays = [_leaking(one, rng.random(len(one.went)) < leak) for one in plays]
    half = len(plays) // 2
    train, test = plays[:half], plays[half:]
    by_calendar, by_all = _scores(train, test, seen=False), _scores(train, test, seen=True)
    truths = [one.went for one in test]
    aucs = np.array([[_auc(s, t) for s, t in zip(scores, truths, strict=True)] for scores in (by_calendar, by_all)])
    losses = np.array([[_loss(s, t) for s, t in zip(scores, truths, strict=True)] for scores in (by_calendar, by_all)])
    gains, better = aucs[1] - aucs[0], losses[0] - losses[1]
    drawn = rng.integers(0, len(test), (2000, len(test)))
    low, high = np.quantile(gains[drawn].mean(1), [0.025, 0.975])
    less, more = np.quantile(better[drawn].mean(1), [0.025, 0.975])
    means = aucs[0].mean(), aucs[1].mean(), gains.mean(), low, high, better.mean(), less, more
    return Judged(*(float(one) for one in means))


def _leaking(one: Played, told: NDArray[np.bool_]) -> Played:
    column = np.where(told, one.went, 0.5)[:, None]
    return Played(one.calendar, np.hstack([one.seen, column]), one.went)


def _scores(train: list[Played], test: list[Played], *, seen: bool) -> list[Floats]:
    """The chance that each half-day of the test gets; what was seen bears the ridge that did best on plays aside."""
    if not seen:
        return _fitted(train, test, None)
    aside = max(1, len(train) // 3)
    fit, kept = train[:-aside], train[-aside:]

    def lost(ridge: float) -> float:
        return sum(_loss(s, one.went) for s, one in zip(_fitted(fit, kept, ridge), kept, strict=True))

    return _fitted(train, test, min(RIDGES, key=lost))


def _fitted(train: list[Played], test: list[Played], ridge: float | None) -> list[Floats]:
    def table(one: Played) -> Floats:
        return one.calendar if ridge is None else np.hstack([one.calendar, one.seen])

    x = np.vstack([table(one) for one in train])
    centre, spread = x.mean(0), x.std(0)
    centre[0], spread[spread < 1e-9] = 0.0, 1.0
    strength = np.ones(x.shape[1])
    strength[0] = 1e-6
    strength[train[0].calendar.shape[1] :] = ridge or 0.0

    def scaled(some: Floats) -> Floats:
        return np.clip((some - centre) / spread, -3, 3)

    weights = _logistic(scaled(x), np.concatenate([one.went for one in train]), strength)
    return [_chances(scaled(table(one)) @ weights) for one in test]


def _chances(sums: Floats) -> Floats:
    chances: Floats = 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
    return chances


def _logistic(x: Floats, y: Floats, strength: Floats) -> Floats:
    """Weights by Newton's method, under a ridge of that strength for each column."""
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        chance = _chances(x @ weights)
        slope = x.T @ (y - chance) - strength * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(strength)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _auc(score: Floats, truth: Floats) -> float:
    went, stayed = score[truth == 1], score[truth == 0]
    above = (went[:, None] > stayed[None, :]).mean() + 0.5 * (went[:, None] == stayed[None, :]).mean()
    return float(above)


def _loss(score: Floats, truth: Floats) -> float:
    sure = np.clip(score, 1e-9, 1 - 1e-9)
    return float(-(truth * np.log(sure) + (1 - truth) * np.log(1 - sure)).mean())
