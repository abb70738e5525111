"""Where, from words: an invented country on the equator, where a hundredth of a degree is about 1.1 km both ways."""

from __future__ import annotations

import math
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.analysis.where import (
    CERCLE,
    Context,
    Gazetteer,
    Line,
    Named,
    Road,
    distance_m,
    locate,
    road_distance_m,
)
from toguna.analysis.where.spelling import compact, one_apart, sound, swapped

KM = 1 / (6371.0088 * math.pi / 180)
"""Degrees of a kilometre on the equator."""


def place(id_: str, x_km: float, y_km: float, *names: str, **more: object) -> Named:
    return Named(id_, names or (id_.capitalize(),), x_km * KM, y_km * KM, **more)  # type: ignore[arg-type]


PLACES = (
    place("valdor", 0, 0, "Valdor", "Waldor", "ⵓⴰⵍⴷⵓⵔ", within=frozenset({"valdor"}), inside=("Valdor",), rank=1),
    place("mirelle", 40, 0, "Mirellé", "ميريل", within=frozenset({"mirelle"}), inside=("Mirellé",), rank=2),
    place("tessouba", 80, 0, "Tessouba", "Tessoba", within=frozenset({"mirelle"}), inside=("Mirellé",)),
    place("korouna", 60, 0, "Korouna", within=frozenset({"mirelle"}), inside=("Mirellé",)),
    place("bandiou", 40, 50, "Bandiou", within=frozenset({"valdor"}), inside=("Valdor",)),
    place("arni-1", -30, 10, "Arni", within=frozenset({"valdor"}), inside=("Valdor",)),
    place("arni-2", 90, -20, "Arni", within=frozenset({"mirelle"}), inside=("Mirellé",)),
    place("gourma-sel", 10, 30, "Gourma-Sel", within=frozenset({"valdor"}), inside=("Valdor",)),
    place("in-dagar", -20, -40, "I-n-Dagar", within=frozenset({"valdor"}), inside=("Valdor",)),
    place("area-mirelle", 65, 0, "Mirellé", level=CERCLE, radius_m=45_000, code="x-M1"),
)
BY = {one.id: one for one in PLACES}


def road(code: str, *via: str, said_m: float | None = None, names: tuple[str, ...] = ()) -> Road:
    line = Line.through([BY[one].point for one in via])
    return Road(code, names, line, via, tuple(zip(via, line.reached, strict=True)), said_m)


ROADS = (
    road("valdor-tessouba", "valdor", "mirelle", "korouna", "tessouba", names=("RN7",)),
    road("mirelle-bandiou", "mirelle", "bandiou"),
)
COUNTRY = Gazetteer(PLACES, ROADS, "invented 1")


def off_km(words: str, x_km: float, y_km: float, **context: object) -> float:
    """How far the one spot found lies from the truth; it must be sure, and say no less."""
    answer = locate(words, COUNTRY, context=Context(**context))  # type: ignore[arg-type]
    assert answer.found is not None, (words, answer)
    away = distance_m(answer.found.point, (x_km * KM, y_km * KM))
    assert away <= answer.found.uncertainty_m, (words, answer.found, away)
    return away / 1000


CLEAR = [
    ("à Mirellé", 40, 0, 0.1),
    ("MIRELLE", 40, 0, 0.1),
    ("ميريل", 40, 0, 0.1),
    ("ⵓⴰⵍⴷⵓⵔ", 0, 0, 0.1),
    ("gourmasel", 10, 30, 0.1),
    ("Gourma Sel", 10, 30, 0.1),
    ("In Dagar", -20, -40, 0.1),
    ("entre Valdor et Mirellé", 20, 0, 0.2),
    ("between Mirelle and Bandiou", 40, 25, 0.2),
    ("axe Valdor–Mirellé", 20, 0, 0.2),
    ("on the Mirelle-Bandiou road", 40, 25, 0.2),
    ("la route de Valdor à Mirellé", 20, 0, 0.2),
    ("à 20 km au sud de Bandiou", 40, 30, 0.2),
    ("15 km west of Bandiou", 25, 50, 0.2),
    ("à 10 kms au nord-est de Valdor", 7.07, 7.07, 0.2),
    ("Bandiou, 20 km au sud", 40, 30, 0.2),
    ("à l’est de Bandiou, à 10 km", 50, 50, 0.2),
    ("le bus est tombé en panne à Bandiou", 40, 50, 0.1),
    ("PK 35 axe Valdor–Tessouba", 35, 0, 0.2),
    ("PK 35 axe Tessouba–Valdor", 45, 0, 0.2),
    ("PK35+500, route Valdor-Tessouba", 35.5, 0, 0.2),
    ("au kilomètre 12 de la route Mirellé-Bandiou", 40, 12, 0.2),
    ("20 km après Mirellé, axe Valdor-Tessouba", 60, 0, 0.2),
    ("20 km avant Mirellé, axe Valdor-Tessouba", 20, 0, 0.2),
    ("20 km après Mirellé vers Bandiou", 40, 20, 0.2),
    ("10 km past Korouna coming from Mirelle", 70, 0, 0.2),
    ("15 km avant Mirellé en venant de Valdor", 25, 0, 0.2),
    ("une vingtaine de kilomètres de Mirellé sur la route de Bandiou à Mirellé", 40, 20, 0.2),
    ("entre Valdor et Mirellé, à 10 km de Mirellé", 30, 0, 0.2),
    ("à mi-chemin entre Valdor et Tessouba", 40, 0, 0.2),
    ("sortie nord de Bandiou", 40, 52, 0.2),
    ("sortie de Mirellé vers Bandiou", 40, 2, 0.2),
    ("aux environs de Korouna", 60, 0, 0.2),
    ("près de Koruna", 60, 0, 0.2),
    ("sur la route Valdor-Tessouba à hauteur de Korouna", 60, 0, 0.2),
    ("Arni, cercle de Mirellé", 90, -20, 0.2),
    ("Arni (Valdor)", -30, 10, 0.2),
    ("dans le cercle de Mirellé", 65, 0, 0.2),
    ("PK 12, RN7, entre Valdor et Mirellé", 12, 0, 0.2),
]


@pytest.mark.parametrize(("words", "x_km", "y_km", "most_km"), CLEAR)
def test_what_is_said_clearly_is_found(words, x_km, y_km, most_km):
    assert off_km(words, x_km, y_km) <= most_km


@pytest.mark.parametrize(
    ("words", "why", "number"),
    [
        ("Arni", "name-shared", 2),
        ("20 km après Mirellé", "way-not-said", 4),
        ("entre Zorblax et Mirellé", "name-unknown", 0),
        ("PK 300 axe Valdor–Tessouba", "beyond-road", 0),
        ("km 12", "road-not-said", 0),
        ("Bandou", "name-spelt", 1),
        ("Bandioua", "name-spelt", 1),
        ("Korounoo", "name-spelt", 1),  # a letter too many changes how two sound: as written it is one letter
        ("hier soir", "nothing-read", 0),
        ("", "nothing-read", 0),
        ("Valdor, Tessouba", "several-places", 2),
        ("Korouna, cercle de Valdor", "not-there", 1),
        ("entre Valdor et", "half-read", 1),
        ("à Valdor, au nord", "half-read", 1),
        ("entre Valdor et la rivière", "name-unknown", 0),
    ],
)
def test_a_doubt_is_said_and_never_settled_in_silence(words, why, number):
    answer = locate(words, COUNTRY)
    assert answer.found is None
    assert [one.code for one in answer.problems] == [why]
    assert len(answer.candidates) == number
    for lang in ("fr", "en"):
        assert "{" not in answer.problems[0].say(lang)


def test_two_swapped_letters_are_a_slip_and_a_changed_one_may_be_another_name():
    assert swapped("bnadiou", "bandiou") and not swapped("bandiou", "bandiou") and not swapped("bandiouo", "bandiou")
    assert off_km("près de Bnadiou", 40, 50) <= 1
    assert locate("près de Bamdiou", COUNTRY).found is None


def test_what_was_not_read_is_named():
    assert locate("entre Zorblax et Mirellé", COUNTRY).unread == ("Zorblax",)
    assert locate("Mirellé", COUNTRY).unread == ()


def test_the_caller_may_settle_which_place_is_meant():
    assert off_km("Arni", 90, -20, near=("tessouba",)) == 0
    assert off_km("Arni", -30, 10, areas=frozenset({"valdor"})) == 0


def test_kilometres_without_a_road_are_counted_on_the_callers_road_from_either_end():
    answer = locate("km 12", COUNTRY, context=Context(road="valdor-tessouba"))
    assert [one.chainage_m for one in answer.candidates] == [(12_000, 12_000), (68_000, 68_000)]
    assert [one.code for one in answer.problems] == ["way-not-said"]


def test_a_spot_on_a_road_has_its_segment_and_chainage():
    found = locate("PK 35 axe Valdor–Tessouba", COUNTRY).found
    assert found is not None
    assert (found.road, found.segment) == ("valdor-tessouba", ("valdor", "mirelle"))
    assert found.chainage_m == pytest.approx((35_000, 35_000), abs=2)
    stretch = locate("entre Mirellé et Tessouba", COUNTRY).found
    assert stretch is not None
    assert (stretch.segment, stretch.ucdp, stretch.acled) == (("mirelle", "tessouba"), 5, 2)
    assert stretch.chainage_m == pytest.approx((40_000, 80_000), abs=5)


def test_a_length_that_sources_give_is_the_one_that_people_count_in():
    longer = Gazetteer(PLACES, (road("valdor-mirelle", "valdor", "mirelle", said_m=50_000),), "invented 2")
    found = locate("PK 25 axe Valdor–Mirellé", longer).found
    assert found is not None
    assert distance_m(found.point, (20 * KM, 0)) < 10
    assert found.chainage_m == (25_000, 25_000)


@pytest.mark.parametrize(
    ("words", "acled", "ucdp"),
    [
        ("Mirellé", 1, 1),
        ("près de Mirellé", 2, 2),
        ("entre Valdor et Mirellé", 2, 5),
        ("cercle de Mirellé", 2, 3),
        ("commune de Bandiou", 2, 2),
        ("à 20 km au sud de Bandiou", 2, 2),
    ],
)
def test_precision_codes(words, acled, ucdp):
    found = locate(words, COUNTRY).found
    assert found is not None
    assert (found.acled, found.ucdp) == (acled, ucdp)


def test_metres_along_the_roads():
    assert road_distance_m(ROADS, ("valdor-tessouba", 10_000), ("valdor-tessouba", 70_000)) == 60_000
    assert road_distance_m(ROADS, ("valdor-tessouba", 30_000), ("mirelle-bandiou", 5_000)) == pytest.approx(
        15_000, abs=5
    )
    assert road_distance_m(ROADS, ("mirelle-bandiou", 5_000), ("valdor-tessouba", 30_000)) == pytest.approx(
        15_000, abs=5
    )
    alone = (ROADS[0], road("apart", "arni-1", "in-dagar"))
    assert road_distance_m(alone, ("valdor-tessouba", 0), ("apart", 0)) is None
    assert road_distance_m(ROADS, ("valdor-tessouba", 0), ("nowhere", 0)) is None


def test_an_answer_names_the_version_that_it_was_read_with():
    assert locate("Mirellé", COUNTRY).gazetteer == "invented 1"


def test_spellings_of_one_name_sound_alike_and_other_names_do_not():
    for one, two in (
        ("Niafunké", "Niafounke"),
        ("Goundam", "Gundam"),
        ("Timbuktu", "Tinbuctu"),
        ("Araouane", "Arawan"),
    ):
        assert sound(compact(one)) == sound(compact(two))
    assert sound("tonka") != sound("tonga")
    assert one_apart("goundam", "gounadm") and one_apart("ber", "beer") and not one_apart("tonka", "tomga")


def test_nothing_heavy_is_loaded():
    code = "import sys, toguna.analysis.where; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in done.stdout.split()} & {"numpy", "scipy", "numba", "django"} == set()


GRAMMAR = (
    "à 20 km 35 PK km de du au sud nord-est après avant entre et vers en venant axe route sortie près hauteur "
    "mi-chemin between and north of past road from to cercle commune région , – - ; ( ) une vingtaine quelques 3,5 "
    "35+400 RN7 m"
).split()
NAMES = (
    "Valdor",
    "Mirelle",
    "MIRELLÉ",
    "Korouna",
    "koruna",
    "Arni",
    "I-n-Dagar",
    "Zorblax",
    "ميريل",
    "Gourma",
    "Sel",
    "🌍",
)


@given(st.lists(st.one_of(st.sampled_from(GRAMMAR), st.sampled_from(NAMES), st.text(max_size=8)), max_size=14))
def test_any_words_get_an_answer_that_holds_together(words):
    said = " ".join(words)
    answer = locate(said, COUNTRY)
    assert answer == locate(said, COUNTRY), "the same words, the same answer"
    assert (answer.verdict == "found") == (len(answer.candidates) == 1 and not answer.problems)
    assert (answer.verdict == "not_found") == (not answer.candidates)
    assert answer.problems or answer.verdict == "found", "what is not found says why"
    for one in answer.problems:
        assert one.say("fr") and one.say("en")
    for spot in answer.candidates:
        assert -180 <= spot.lon <= 180 and -90 <= spot.lat <= 90 and spot.uncertainty_m > 0
        assert spot.acled in (1, 2, 3) and 1 <= spot.ucdp <= 7
        if spot.chainage_m is not None:
            length = COUNTRY.road_by_id[spot.road].length_m
            assert -1 <= spot.chainage_m[0] <= spot.chainage_m[1] <= length + 1


@given(st.sampled_from(CLEAR), st.sampled_from([str.lower, str.upper, str.title]))
def test_capitals_make_no_difference(row, change):
    words, *_ = row
    assert locate(change(words), COUNTRY).candidates == locate(words, COUNTRY).candidates


def test_a_very_long_phrase_is_read_in_no_time():
    begin = time.process_time()
    for words in ("entre Valdor et " * 40, "zorblaxien " * 500, "x" * 20_000, "-" * 5_000, "20 km " * 2_000):
        assert locate(words, COUNTRY).found is None
    assert time.process_time() - begin < 1
