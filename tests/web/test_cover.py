"""The calendar of a road: half-days for the secretariat, late and coarse weeks for the others."""

from __future__ import annotations

import re

from pages import text

ROAD = "/fr/timbuktu-taoudeni/axes/tombouctou-goundam/"


def cells(answer, table: str) -> list[str]:
    body = re.search(rf'<table class="{table}">(.*?)</table>', answer.content.decode(), flags=re.S).group(1)
    return re.findall(r'class="c ([\w -]+)"', body)


def test_the_secretariat_sees_half_days_past_and_to_come(seated):
    answer = seated("timbuktu-taoudeni", "hd").get(ROAD, {"le": "2019-03-26"})
    shown = cells(answer, "calendar")
    assert "regular" in shown and "none in-gap" in shown
    # Monday 25 February … 24 April, morning and afternoon.
    assert len(shown) == 2 * 59
    assert answer.content.decode().count('aria-current="date"') == 1
    assert "à partir du 2 avril 2019 : aucune · vide sécuritaire" in text(answer)


def test_the_others_see_weeks_and_nothing_of_the_last_two(client, seated):
    for browser in (client, seated("timbuktu-taoudeni", "youth"), seated("timbuktu-taoudeni", "fama")):
        answer = browser.get(ROAD, {"le": "2019-04-30"})
        assert 'class="calendar"' not in answer.content.decode()
        shown = cells(answer, "long")
        assert set(shown) <= {"regular", "light", "hidden"}
        assert shown[0] == "hidden"
        # The weeks of 1 to 29 April read alike: those of the gap, and those that are too recent for these readers.
        rows = re.findall(r'<th scope="row">(.*?)</th><td><span class="c (\w+)', answer.content.decode())
        assert rows[0][1] == "hidden"
        assert rows[0][0].replace("\u00a0", " ").endswith("29 avril 2019")
        assert "Trente jours à venir" not in text(answer)


def test_every_cell_has_a_letter_and_its_word(seated):
    body = seated("ostrine", "mediation").get("/fr/ostrine/axes/valombrine-talvane/").content.decode()
    cells_ = re.findall(r'<span class="c [\w -]+" aria-hidden="true">(.)</span>', body)
    assert set(cells_) <= set("RLP?–")
    silent = re.findall(r'aria-hidden="true">.</span>(?!<span class="far">| [\w])', body)
    assert silent == []


def test_stretches_that_differ_are_told_apart(seated):
    said = text(seated("ostrine", "mediation").get("/fr/ostrine/axes/valombrine-talvane/"))
    assert "Ostrine–Ambrelune : couverture sécuritaire par demi-journée" in said
    assert "du 16 juin 2031 au 22 juin 2031 : prévue, non constatée" in said
    assert "à partir du 23 juin 2031 : aucune · vide sécuritaire" in said


def test_a_road_that_is_not_the_frameworks_is_not_found(seated):
    browser = seated("ostrine", "mediation")
    assert browser.get("/fr/ostrine/axes/rivemoire-hautebrise/").status_code == 404
    assert browser.get("/fr/ostrine/axes/none/").status_code == 404
