"""Bilan: figures side by side, results with what speaks for and against, the verdict by rule, replies beside."""

from __future__ import annotations

import re

import msgspec
import pytest
from django.template.loader import render_to_string
from pages import dates_in, main_of, text
from test_who_sees_what import scenario

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.claims import Claim
from toguna.domain.codes import CLAIM_KINDS
from toguna.domain.studies import Study
from toguna.server.queries.result_figures import Figures, interval

OSTRINE, TIMBUKTU = "/fr/ostrine/bilan/", "/fr/timbuktu-taoudeni/bilan/"


def test_c01_is_contested_and_each_contrary_item_stands_beside_it(seated):
    browser = seated("timbuktu-taoudeni", "hd")
    answer = browser.get(TIMBUKTU + "c01/", {"le": "2020-12-31"})
    said = text(answer)
    assert "Contesté" in said or "contesté" in said
    assert "Des sources datées disent le contraire." in said
    against = re.search(r'id="side-against".*?</section>', main_of(answer), flags=re.S).group(0)
    assert against.count("<li>") == 4
    assert "Aucune preuve ne permet de dire" in said
    assert "Contexte" in said
    english = text(browser.get(TIMBUKTU.replace("/fr/", "/en/") + "c01/", {"le": "2020-12-31"}))
    assert "No evidence allows “ended”" in english


def test_a_partys_reply_is_printed_beside_the_result_in_the_list_and_on_its_page(client):
    reply = "Le braquage du 1er avril a eu lieu avant notre première patrouille"
    for address in (OSTRINE, OSTRINE + "c03/"):
        body = main_of(client.get(address))
        assert reply in body
        assert "En réponse, Mouvement du Cerf-Volant" in body
        quote = re.search(rf'<blockquote class="said">(?:(?!</blockquote>).)*{reply}', body, flags=re.S).group(0)
        assert "minor" not in quote and "<small" not in quote


def test_the_word_comes_with_the_rule_that_gave_it(client):
    said = text(client.get(OSTRINE))
    assert "Quelqu’un l’annonce ; aucun compte d’incidents ne permet de le vérifier." in said


@pytest.mark.parametrize("seat", ["mediation", "kite", "chiefs", "observer"])
def test_what_attributes_acts_is_sealed(client, seated, seat):
    for browser in (client, seated("ostrine", seat)):
        assert browser.get(OSTRINE + "c04/").status_code == 404
        assert "d’aucun des deux quartiers" not in text(browser.get(OSTRINE))


def test_a_testimony_is_a_voice_from_its_region_and_never_a_claim_to_count(client):
    said = text(client.get(OSTRINE))
    voices = said.split("Paroles recueillies", 1)[1]
    assert "Nous voyageons de nouveau le soir" in voices
    assert "x-ostrine" not in said and "une personne de la région" not in said.lower()
    assert client.get(OSTRINE + "c05/").status_code == 404


def test_a_testimony_without_consent_is_shown_to_nobody(client, seated):
    for browser in (client, seated("timbuktu-taoudeni", "hd")):
        said = text(browser.get(TIMBUKTU, {"le": "2020-12-31"}))
        assert "chef de village" not in said.lower()
        assert "Aucune parole dont le consentement permette de la montrer." in said


def test_incidents_beside_a_claim_are_dated_no_finer_than_elsewhere(client, seated):
    day = {"le": "2020-12-31"}
    assert "9 avril 2019" in main_of(seated("timbuktu-taoudeni", "hd").get(TIMBUKTU + "c01/", day))
    for browser in (client, seated("timbuktu-taoudeni", "fama")):
        body = main_of(browser.get(TIMBUKTU + "c01/", day))
        assert "semaine du 8 avril 2019" in body and "9 avril 2019" not in body.replace("le 9 avril", "")


def test_the_figures_give_their_formula_and_no_percentage_of_a_few(seated):
    said = text(seated("ostrine", "governorate").get(OSTRINE))
    assert "Tenus 1 sur 10" in said or "Tenus 1 ÷ 10 = 10,0 %" in said
    small = text(seated("hautebrise", "prefecture").get("/fr/hautebrise/bilan/"))
    assert "0 sur 1" in small and "aucun pourcentage" in small


def test_a_donor_reads_counts_only_where_there_are_enough(seated):
    """Counted at the end of last month, in steps of three: the one that was fulfilled is not told."""
    said = text(seated("ostrine", "donor").get(OSTRINE))
    assert "Comptés au 31 mai 2031" in said
    assert {int(n) % 3 for n in re.findall(r"(?:Engagements : |convenu )(\d+) au moins", said)} == {0}
    assert "Tenus 1" not in said
    assert "Tenus" in text(seated("ostrine", "army").get(OSTRINE)), "members read the exact count"


def test_a_donor_reads_results_with_their_word_and_their_numbers_and_nobodys_words(seated):
    """c03 of the scenario is contested by i03, i06 and i07, all known before the end of May."""
    browser = seated("ostrine", "donor")
    for page in ("bilan", "soutien"):
        answer = browser.get(f"/fr/ostrine/{page}/")
        said, body = text(answer), main_of(answer)
        assert "Effet d’une mesure · janvier 2031 – mai 2031 contesté pour : moins de trois · contre : 3 au" in said
        assert "Aucune étude inscrite n’en donne l’intervalle : on ne sait pas." in said
        for held in scenario("ostrine")["claims"]:
            assert held.get("says", {}).get("fr", "—") not in body
        assert "Mouvement du Cerf-Volant" not in body and "/bilan/c" not in body
        announced = body.split("Ce qui en était connu", 1)[1].split("</section>", 1)[0]
        assert "Talvane" not in announced and not dates_in(announced, "fr")
        assert announced.count("<li>") == 4, "neither what attributes acts nor what one person told"
    assert browser.get(OSTRINE + "c03/").status_code == 404
    english = text(browser.get(OSTRINE.replace("/fr/", "/en/")))
    assert "January 2031 – May 2031 contested for: fewer than three · against: at least 3" in english


def test_a_donor_is_told_of_a_result_when_its_month_is_over(seated):
    """A contrary incident of 2 May moves no number before the end of May."""
    browser = seated("ostrine", "donor")
    early, late = (text(browser.get(OSTRINE, {"le": day})) for day in ("2031-05-31", "2031-06-01"))
    assert "contre : 3 au moins" not in early
    assert "contre : 3 au moins" in late


def test_the_interval_is_that_of_the_latest_study(home):
    day, later = When.parse("2031-01-20"), When.parse("2031-04-20")
    claim = Claim(id="c", about=("v1",))
    first = Study(id="a", about=("v1",), method="before_after", looked=day, low_milli=200, high_milli=1100)
    last = Study(id="b", about=(), method="before_after", claim="c", looked=later, low_milli=400, high_milli=900)
    other = Study(id="d", about=("v9",), method="before_after", looked=later, low_milli=1, high_milli=2)
    plan = msgspec.structs.replace(other, id="p", about=("v1",), status="planned")
    assert interval(claim, [first, last, other, plan]) == (Text(fr="0,40", en="0.40"), Text(fr="0,90", en="0.90"))
    assert interval(claim, [first, other, plan]) == (Text(fr="0,20", en="0.20"), Text(fr="1,10", en="1.10"))
    assert interval(claim, [other, plan]) is None


def test_one_not_yet_announced_is_not_found(client):
    nothing = client.get(TIMBUKTU + "none/", {"le": "2019-03-26"})
    hidden = client.get(TIMBUKTU + "c01/", {"le": "2019-03-26"})
    assert nothing.status_code == hidden.status_code == 404
    assert hidden.content.replace(b"c01", b"none") == nothing.content


def test_the_interval_is_said_as_people_of_each_language_write_it(home):
    ratio = (Text(fr="0,40", en="0.40"), Text(fr="0,90", en="0.90"))
    row = Figures(CLAIM_KINDS.labels["effect"], "supported", None, 3, None, ratio)
    french, english = (
        render_to_string("result_figures.html", {"figures": [row], "lang": lang}) for lang in ("fr", "en")
    )
    assert "entre 0,40 et 0,90 fois" in french and "pour : 3 au moins" in french.replace("\u00a0", " ")
    assert "between 0.40 and 0.90 times" in english
