"""Accounts of the same event: worked by hand, on invented accounts never fitted on, and on a publisher's own tables."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twin_reports
from toguna.analysis.pairs import levels as by
from toguna.analysis.pairs.matching import compared, find
from toguna.analysis.pairs.sightings import Sighting, Table
from toguna.analysis.pairs.weights import SHIPPED, Weights, among_rivals, fit, lowest
from toguna.analysis.pairs.wording import alike, pieces, rarities

TOLD = "Quatre hommes armés ont arrêté un camion près de Valasso et emporté des sacs de riz, le visage caché."
RETOLD = "camion intercepte vers valasso, 4 hommes en armes, visage cache ; ils ont pris les sacs de riz"
OTHER = "Une vieille femme raconte que des tirs ont réveillé le quartier du marché dans la nuit de lundi."
ONE = Sighting("a", 100, 100, "ROB-ROAD", 15.0, 2.0, 3.0, ((1, 17.0, 23.0),), (0, 1, -1, 2), text=TOLD)
TWO = replace(ONE, id="b", kind="VEH-TAKE", harm=(-1, 1, -1, 2), text=RETOLD)


def levels_of(one: Sighting, two: Sighting) -> tuple[int, ...]:
    first, second = Table([one]), Table([two])
    _, _, found = compared(first, second)
    return tuple(found[0].tolist())


def test_a_pair_worked_by_hand():
    found = levels_of(ONE, TWO)
    assert found[:5] == (by.Time.SAME_DAY, by.Place.SPOT, by.Kind.CLOSE, by.Harm.SAME, by.Against.NOT_SAID)
    assert found[5] >= by.Wording.PARTLY
    weights = SHIPPED.by_feature
    expected = sum(weights[name][level] for name, level in zip(by.FEATURES, found, strict=True))
    (pair,) = find(Table([ONE]), Table([TWO]), SHIPPED)
    assert pair.levels == found
    assert pair.score == pytest.approx(expected - SHIPPED.prior)  # no rival


@pytest.mark.parametrize(
    ("change", "feature", "level"),
    [
        ({"first": 101, "last": 101}, 0, by.Time.NEXT_DAY),
        ({"first": 103, "last": 103}, 0, by.Time.DAYS_APART),
        ({"first": 107, "last": 107}, 0, by.Time.WEEK_APART),
        ({"first": 98, "last": 104}, 0, by.Time.IN_WEEK),
        ({"first": 91, "last": 120}, 0, by.Time.IN_MONTH),
        ({"first": 40, "last": 130}, 0, by.Time.IN_MORE),
        ({"reaches": ((1, 0.0, 90.0),)}, 1, by.Place.SAME_ROAD),
        ({"reaches": ((1, 28.0, 34.0),)}, 1, by.Place.BESIDE),
        ({"reaches": ((1, 80.0, 86.0),)}, 1, by.Place.FAR),
        ({"reaches": (), "lat": 15.02}, 1, by.Place.SPOT),
        ({"reaches": (), "radius_km": 30.0}, 1, by.Place.SAME_POINT),
        ({"reaches": (), "lat": 15.2, "radius_km": 30.0}, 1, by.Place.POSSIBLE),
        ({"reaches": (), "lat": 15.1}, 1, by.Place.BESIDE),
        ({"reaches": (), "lat": 16.0}, 1, by.Place.FAR),
        ({"reaches": (), "lat": None, "lon": None}, 1, by.Place.NOT_SAID),
        ({"kind": "ROB-ROAD"}, 2, by.Kind.SAME),
        ({"kind": "DEM"}, 2, by.Kind.OTHER),
        ({"kind": "OTH"}, 2, by.Kind.NOT_SAID),
        ({"harm": (-1, -1, -1, -1)}, 3, by.Harm.NOT_SAID),
        ({"harm": (0, -1, -1, -1)}, 3, by.Harm.NONE),
        ({"harm": (-1, 2, -1, -1)}, 3, by.Harm.NEAR),
        ({"harm": (5, 1, -1, 2)}, 3, by.Harm.DIFFERENT),
        ({"text": ""}, 5, by.Wording.NOT_SAID),
        ({"text": TOLD}, 5, by.Wording.COPIED),
    ],
)
def test_each_level_is_met(change: dict[str, object], feature: int, level: int):
    assert levels_of(ONE, replace(TWO, **change))[feature] == level  # type: ignore[arg-type]


def test_beyond_a_week_or_dated_to_the_year_nothing_is_compared():
    for change in ({"first": 108, "last": 108}, {"first": 0, "last": 364}):
        far = replace(ONE, id="b", **change)  # type: ignore[arg-type]
        assert find(Table([ONE]), Table([far]), SHIPPED) == []
        assert find(Table([far]), Table([ONE]), SHIPPED) == []


def test_an_account_is_not_its_own_pair_and_each_pair_is_found_once():
    both = Table([ONE, TWO])
    assert [(p.new, p.stored) for p in find(both, both, SHIPPED)] == [(0, 1)]


def test_two_that_fit_equally_well_are_each_half_as_sure():
    totals = np.array([8.0, 8.0, 8.0])
    alone = among_rivals(np.array([0]), np.array([1]), totals[:1], 5.0)
    rivals = among_rivals(np.array([0, 0, 3]), np.array([1, 2, 4]), totals, 5.0)
    assert alone[0] == pytest.approx(3.0)
    assert rivals[0] == rivals[1] == pytest.approx(8 - np.log(np.exp(5) + np.exp(8)), abs=1e-5)
    assert rivals[2] == pytest.approx(3.0)


def test_a_list_that_tells_two_events_apart_is_believed_unless_nothing_else_fits():
    """TWICE and AGAIN stand in one list and look alike; ONE is the first of them in other words."""
    one = replace(ONE, source="a")
    twice = replace(ONE, id="twice", source="b")
    again = replace(twice, id="again", text=ONE.text + " Rien d’autre n’a été pris ce jour-là au carrefour du sud.")
    new, stored = Table([one]), Table([twice, again])
    assert [pair.stored for pair in find(new, stored, SHIPPED)] == [0]
    assert [pair.stored for pair in find(new, Table([again]), SHIPPED)] == [0]
    alone = Table([replace(held, source="") for held in stored.rows])
    assert {pair.stored for pair in find(new, alone, SHIPPED)} == {0, 1}, "three accounts of one event"


def test_words_are_alike_whatever_the_accents_and_the_order():
    told, retold, other = pieces(TOLD), pieces(RETOLD), pieces(OTHER)
    rarity = rarities([told, retold, other])
    near, far = alike(told, retold, *rarity), alike(told, other, *rarity)
    assert near is not None and far is not None
    assert near > 3 * far
    assert alike(told, pieces("Camion."), *rarity) is None
    assert pieces("Épée levée") == pieces("EPEE levee")


ACCOUNTS = st.builds(
    Sighting,
    id=st.integers(0, 10**6).map(str),
    first=st.integers(0, 20),
    last=st.integers(20, 40),
    kind=st.sampled_from(["ROB-ROAD", "VEH-TAKE", "DEM", "OTH", ""]),
    lat=st.floats(10, 20),
    lon=st.floats(-5, 5),
    radius_km=st.floats(0, 60),
    reaches=st.lists(st.tuples(st.integers(0, 1), st.just(0.0), st.floats(1, 80)), max_size=2).map(tuple),
    harm=st.tuples(*[st.integers(-1, 5)] * 4),
    text=st.sampled_from(["", TOLD, RETOLD, OTHER]),
)


@settings(max_examples=30)
@given(ACCOUNTS, ACCOUNTS)
def test_it_does_not_matter_which_of_the_two_is_new(one: Sighting, two: Sighting):
    two = replace(two, id=f"{two.id}-2")
    # How telling a word is, is learnt from the stored ones: all else is the same either way.
    assert levels_of(one, two)[:5] == levels_of(two, one)[:5]
    found = [[p.score for p in find(Table([a]), Table([b]), SHIPPED)] for a, b in ((one, two), (two, one))]
    assert found[0] == found[1] or one.text != two.text


@settings(max_examples=30)
@given(st.lists(ACCOUNTS, min_size=2, max_size=8, unique_by=lambda one: one.id))
def test_what_is_left_out_early_would_not_have_been_suggested(rows: list[Sighting]):
    table = Table(rows)
    one, two, levels = compared(table, table)
    good = (one < two) & (SHIPPED.totals(levels) >= SHIPPED.least)
    totals = SHIPPED.totals(levels[good])
    scores = among_rivals(one[good], two[good], totals, SHIPPED.prior) if good.any() else totals
    expected = {(a, b) for a, b, s in zip(one[good], two[good], scores, strict=True) if s >= SHIPPED.threshold}
    found = {tuple(sorted((p.new, p.stored))) for p in find(table, table, SHIPPED)}
    assert found == expected


def test_the_lowest_threshold_that_is_right_often_enough():
    totals, same = np.array([9.0, 8.0, 7.0, 7.0, 6.0]), np.array([True, True, True, False, True])
    assert lowest(totals, same, 0.75) == 6.0
    assert lowest(totals, same, 0.9) == 8.0
    assert lowest(np.array([1.0]), np.array([False]), 0.9) == float("inf")


def test_invented_accounts_that_were_never_fitted_on():
    held = twin_reports.measured(twin_reports.accounts(twin_reports.HELD_OUT[0]), SHIPPED)
    print(held)
    assert held.there > 1000
    assert held.precision >= 0.95
    assert held.recall >= 0.80


def test_weights_are_learnt_from_labels():
    """On a small exercise: those who learnt do nearly as well on what they never saw; those who know nothing do not."""
    learnt = twin_reports.fitted([twin_reports.accounts(21)[:500]])
    unseen = twin_reports.accounts(22)[:500]
    held = twin_reports.measured(unseen, learnt)
    assert held.precision >= 0.9
    assert held.recall >= 0.6
    blind = Weights({**SHIPPED.by_feature, "text": (0.0,) * by.SIZES["text"]}, SHIPPED.prior, SHIPPED.threshold)
    assert twin_reports.measured(unseen, blind).recall < held.recall


# Insecurity Insight: an incident that touches aid and health stands in both data sets, under one id.

_RADIUS = {"1": 1.0, "2": 25.0, "3": 40.0, "4": 150.0, "5": 60.0}


def _published(path: Path) -> list[tuple[str, str, Sighting]]:
    """Data set, event and account of each row. A count of 0 is not known: it also stands where there is no column."""
    out = []
    with path.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            day = date.fromisoformat(row["date"]).toordinal()
            harm = [int(float(row[name] or 0)) or -1 for name in ("killed", "injured", "kidnapped")]
            kinds = {"ABD": harm[2] > 0, "KIL-TGT": harm[0] > 0, "INJ": harm[1] > 0}
            kind = next((code for code, is_it in kinds.items() if is_it), "OTH")
            said = Sighting(
                *(
                    str(number),
                    day,
                    day,
                    kind,
                    *(float(row[name]) if row[name] else None for name in ("latitude", "longitude")),
                ),
                _RADIUS.get(row["geo_precision_code"], 400.0),
                harm=(harm[0], harm[1], harm[2], -1),
                text=row["description"],
                source=row["dataset"],
            )
            out.append((row["dataset"], row["event_id"], said))
    return out


def _across(rows: list[tuple[str, str, Sighting]], weights: Weights) -> twin_reports.Measured:
    """What is found between the data sets: within one, its publisher has told the events apart."""
    suggested = right = there = 0
    for one, two in combinations(sorted({name for name, _, _ in rows}), 2):
        first, second = ([row for row in rows if row[0] == name] for name in (one, two))
        there += sum(a[1] == b[1] for a in first for b in second)
        found = find(Table([row[2] for row in first]), Table([row[2] for row in second]), weights)
        suggested += len(found)
        right += sum(first[p.new][1] == second[p.stored][1] for p in found)
    return twin_reports.Measured(len(rows), suggested, right, there)


def _fitted(rows: list[tuple[str, str, Sighting]]) -> Weights:
    said = np.array([row[0] for row in rows])
    events = np.array([row[1] for row in rows])
    table = Table([row[2] for row in rows])
    one, two, levels = compared(table, table)
    good = (one < two) & (said[one] != said[two])
    return fit(one[good], two[good], levels[good], (events[one] == events[two])[good], least_precision=0.99)


def test_a_publishers_own_pairs(shared: Callable[[str], Path]):
    rows = _published(shared("data/insecurity_insight") / "incidents_sahel_2016_2025.csv")
    unfitted = _across(rows, SHIPPED)
    print("weights of the invented accounts:", unfitted)
    assert unfitted.there == 58
    assert unfitted.precision >= 0.95
    assert unfitted.recall >= 0.95
    # Each half is judged by weights that were fitted on the other one.
    dice = random.Random(5)
    side = {event: dice.random() < 0.5 for event in sorted({row[1] for row in rows})}
    halves = [[row for row in rows if side[row[1]] is half] for half in (True, False)]
    held = [_across(halves[n], _fitted(halves[1 - n])) for n in (0, 1)]
    print("each half by the other's:", held)
    whole = twin_reports.Measured(
        *(sum(getattr(m, f) for m in held) for f in ("accounts", "suggested", "right", "there"))
    )
    assert whole.precision >= 0.95
    assert whole.recall >= 0.80
