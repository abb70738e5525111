"""What messages say: the grammar of spec/sms.md by example, and five hundred messages written by rule."""

from __future__ import annotations

import os
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge import judge
from writer import HARDER, TODAY, gazetteer

from toguna.server.intake.sms.parsing import HELP, OUTING, QUIET, REFER, REPORT, WITHDRAW, Parsed, parse

BOOK = gazetteer()
SEED = 20261128
NUMBER = int(os.environ.get("TOGUNA_SMS", "500"))


def read(text: str) -> Parsed:
    return parse(text, BOOK, TODAY)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("INC 1 31 102 0906 2M 1B", ("ROB-ROAD", "tombouctou-goundam", "2031-06-09", 2, 1, None)),
        ("INC 2M 1B 0906 102 1", ("ROB-ROAD", "goundam", "2031-06-09", 2, 1, None)),
        ("inc#1#102#2m#1b", ("ROB-ROAD", "goundam", None, 2, 1, None)),
        ("INC.1.31.M2.B0", ("ROB-ROAD", "tombouctou-goundam", None, 2, 0, None)),
        ("INC ROB-ROAD Goundam 2M", ("ROB-ROAD", "goundam", None, 2, None, None)),
        ("Inc; braquage; GOUNDAM; 2 morts; 9/6", ("ROB-ROAD", "goundam", "2031-06-09", 2, None, None)),
        ("Braquage à Goundam hier, deux morts et 3 blessés", ("ROB-ROAD", "goundam", "2031-06-15", 2, 3, None)),
        ("brakage a goundm ir, vingt et un blesés", ("ROB-ROAD", "goundam", None, None, 21, None)),
        ("braquage de forains a Tonka 14 juin, aucun mort", ("ROB-MKT", "tonka", "2031-06-14", 0, None, None)),
        (
            "robbery between Goundam and Tonka yesterday, 2 killed",
            ("ROB-ROAD", "goundam-niafunke", "2031-06-15", 2, None, None),
        ),
        ("enlevement de 2 personnes a Ber", ("ABD", "ber", None, None, None, 2)),
        ("vehicule enleve a Ber", ("VEH-TAKE", "ber", None, None, None, None)),
        ("Braquage a 500m de Ber, 2 motos prises", ("ROB-ROAD", "ber", None, None, None, None)),
        ("attaque patrouille Gossi lundi: mort: 4 blessés: 7", ("ATT-MEAS", "gossi", "2031-06-16", 4, 7, None)),
    ],
)
def test_an_incident(text: str, fields: tuple[object, ...]) -> None:
    found = read(text)
    assert found.intent == REPORT
    kind, spot, day, *counts = fields
    assert found.missing == ()
    assert found.fields["kind"] == kind
    assert found.fields["where"] == [spot]
    assert found.fields.get("date") == day
    assert [found.fields.get(name) for name in ("killed", "injured", "abducted")] == counts


@pytest.mark.parametrize(
    "text",
    [
        "environ 2 morts",
        "2 ou 3 morts",
        "2-3 morts",
        "deux trois morts",
        "au moins 2 morts",
        "plusieurs morts",
        "2 morts ?",
        "2 bandits ont tue le chauffeur",
        "3 hommes tues le chauffeur",
        "le chauffeur est mort",
        "2 morts et encore 1 mort",
        "une dizaine de morts",
        "pas 2 morts",
        "2 mots",
        "3 trepasses",
        "2 victimes",
        "2O morts",
        "INC 3 M 2",
        "5 personnes teues",
        "aucun mrt",
        "deaze trepasses",
        "nuit trepasses",
        "taut sept personnes",
        "tiros personnes enlevees",
        "au mnis 2 otages",
        "sete oagas",
        "aucnu motn",
        "un eclle",
    ],
)
def test_a_count_that_is_not_sure_is_left_for_a_person(text: str) -> None:
    found = read(f"braquage a Goundam, {text}")
    assert found.missing
    assert not set(found.missing) <= {"kind", "where", "date"}


def test_five_hundred_messages_written_in_a_hurry() -> None:
    found = judge(NUMBER, SEED)
    print(f"seed {SEED}: {dict(found.outcomes)}")
    assert found.outcomes["count"] == 0, found.wrong
    assert found.outcomes["right"] + found.outcomes["draft"] >= 0.95 * NUMBER, found.wrong
    assert found.outcomes["right"] >= 0.75 * NUMBER


def test_a_number_before_a_mended_word_is_not_the_kinds() -> None:
    assert "numbers" in read("INC 7 mols Tonka barricade").missing
    assert read("INC 7 Tonka").fields["kind"] == "KIL-TGT"


@pytest.mark.parametrize("today", [date(2031, 3, 14), date(2031, 4, 2), TODAY])
@pytest.mark.parametrize(
    "text",
    [
        "racket pres de almoustarat 12 mars",
        "racket a Ber, 3 mai",
        "INC racket Ber 12 mars",
        "INC 12 mars racket Ber",
        "12 mars a Ber, racket",
        "racket a Ber, 2 blesses et 12 mars",
        "racket a Ber hier, 12 mars",
        "racket a Ber, mars 12",
        "racket in Ber 12 march",
        "racket a Ber le 12 mar",
        "racket a Ber le 12 mord",
        "RAS Ber 12 mars",
    ],
)
def test_a_day_that_may_be_the_dead_is_asked_back(text: str, today: date) -> None:
    found = parse(text, BOOK, today)
    assert "day_or_dead" in found.missing
    assert "killed" not in found.fields and found.fields.get("date") != "2031-03-12"


@pytest.mark.parametrize(
    "text",
    [
        "racket a Ber le 12 mars",
        "racket a Ber lundi 12 mars",
        "racket a Ber 12 mars 2031",
        "racket a Ber 12/03",
        "racket a Ber 1203",
        "12 mars, racket a Ber",
        "12 mars racket a Ber",
        "racket a Ber 12 mars, 2 morts",
        "INC racket Ber 12 mars 2M",
        "racket at Ber on 12 march",
    ],
)
def test_a_plain_day_stays_a_day(text: str) -> None:
    found = parse(text, BOOK, date(2031, 4, 2))
    assert (found.fields["date"], found.missing) == ("2031-03-12", ())


def test_things_that_may_be_the_dead_are_asked_back_and_the_other_way_round() -> None:
    assert read("braquage a Goundam, 2 morts prises").missing == ("killed",)
    assert read("braquage a Goundam, 2 motos").missing == ("numbers",)
    for text in ("2 motos prises", "bandits sur 2 motos", "2 motos, 1 mort", "vol de 3 tetes de betail"):
        assert not {"killed", "numbers"} & set(read(f"braquage a Goundam, {text}").missing), text
    for text in (
        "deeelx eclopes",
        "auuccnu mot",
        "tout 1 personne",
        "4 otages, un des",
        "2 blesses, tirs personnes enlevees",
    ):
        assert read(f"braquage a Goundam, {text}").missing == ("numbers",)
    for text in ("dix otages", "quarante personnes enlevees"):
        assert read(f"braquage a Goundam, {text}").missing == ("abducted",)
    assert read("braquage a Goundam, dix sept otages").fields["abducted"] == 17
    for text in ("1 personne a pu fuir", "un des bandits a fui"):
        assert not {"killed", "numbers"} & set(read(f"braquage a Goundam, {text}").missing), text


def test_days_in_figures_before_a_word_that_may_be_the_dead_are_asked_back() -> None:
    found = read("Enlevemmnt de vehicle pres de Tonka, 2-3 mons")
    assert "numbers" in found.missing and "date" not in found.fields and "killed" not in found.fields
    assert read("braquage a Tonka, 2-3").fields["date"] == "2031-03-02"


def test_messages_written_worse() -> None:
    found = judge(NUMBER, SEED, HARDER)
    print(f"seed {SEED}: {dict(found.outcomes)}")
    assert found.outcomes["count"] == 0, found.wrong
    assert found.outcomes["right"] + found.outcomes["draft"] >= 0.95 * NUMBER, found.wrong


def test_corrections_by_number() -> None:
    assert (read("NON 4214").intent, read("NON 4214").about) == (WITHDRAW, "4214")
    assert read("faux n° 4214.").intent == WITHDRAW
    assert read("wrong 4214").intent == WITHDRAW
    fixed = read("non 4214 3M")
    assert (fixed.about, fixed.fields, fixed.missing) == ("4214", {"killed": 3}, ())
    assert read("4214 Goundam").fields == {"where": ["goundam"], "near": "goundam"}
    assert read("NON").intent == HELP
    assert read("5000 francs pris, braquage Goundam").about is None


def test_a_quiet_week() -> None:
    found = read("RAS 102 Tonka S7 P2")
    assert (found.intent, found.missing) == (QUIET, ())
    assert found.fields == {
        "week": "2031-W25",
        "where": ["goundam", "tonka"],
        "something": "no",
        "safety": 7,
        "patrols": 2,
    }
    assert read("rien à signaler à Ber, sécurité 8, aucune patrouille").fields["patrols"] == 0
    assert read("RAS").missing == ("where",)
    assert "calm" in read("RAS Ber sauf un braquage, 2 morts").missing
    assert read("RAS Ber S12").missing == ("safety",)


def test_an_outing_done_and_never_one_to_come() -> None:
    found = read("SORTIE 501 31 1506 matin")
    assert (found.intent, found.missing) == (OUTING, ())
    assert found.fields == {"measure": "m1", "where": ["tombouctou-goundam"], "day": "2031-06-15", "half": "am"}
    for text in ("SORTIE 501 demain matin", "SORTIE 501 20/06/2031 matin", "sortie 501 prochaine patrouille"):
        ahead = read(text)
        assert (ahead.intent, ahead.fields) == ("ahead", {}), text
    assert read("sortie de Goundam, braquage hier").intent == REPORT


def test_what_is_not_recorded() -> None:
    for text in ("viol a Goundam", "3 morts dont un enfant a Ber", "INC 1 102 child hurt"):
        found = read(text)
        assert (found.intent, found.fields) == (REFER, {}), text


def test_no_name_no_number_no_plate_in_what_is_told() -> None:
    found = read("Braquage Goundam, chauffeur Moussa Kéïta 76 12 34 56, pick-up AB 1234 MD, +223 66-00-11-22, 2 morts")
    assert found.removed
    assert found.told == "braquage goundam chauffeur … pick up 2 morts"
    assert found.missing == ("numbers",) or found.fields["killed"] == 2
    dated = read("Braquage Goundam 14.05.2031 1 mort")
    assert (dated.removed, dated.fields["date"]) == (False, "2031-05-14")


def test_two_places_of_one_name_are_not_chosen_between() -> None:
    assert read("braquage route de Goundam").missing == ("where",), "two roads pass there"
    assert read("braquage entre Goundam et Kalamanga").missing == ("where",)
    assert read("INC 1 34 102").missing == ("where",), "a place of another road"


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert found.intent in (REPORT, QUIET, OUTING, WITHDRAW, REFER, "ahead", HELP)
    assert all(isinstance(found.fields.get(role, 0), int) for role in ("killed", "injured", "abducted"))


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "2 morts " * 100_000,
        "Goundam " * 50_000,
        "\u0300" * 500_000,
        "ab 1234 " * 100_000,
        "12-" * 300_000,
        "𝟚 𝗆𝗈𝗋𝗍𝗌 " * 10_000,
        "é" * 1_600,
    ],
)
def test_hostile_texts_cost_little(text: str) -> None:
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 1


def test_the_year_is_the_last_one() -> None:
    assert parse("braquage Goundam 30/12", BOOK, date(2031, 1, 2)).fields["date"] == "2030-12-30"
