"""Bilan: figures side by side, results with what speaks for and against, the verdict by rule, replies beside."""

from __future__ import annotations

import re

import pytest
from pages import main_of, text

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
    said = text(seated("ostrine", "donor").get(OSTRINE))
    assert "Tenus 1" in said
    assert "Les résultats annoncés se lisent entre membres du cadre" in said


def test_one_not_yet_announced_is_not_found(client):
    nothing = client.get(TIMBUKTU + "none/", {"le": "2019-03-26"})
    hidden = client.get(TIMBUKTU + "c01/", {"le": "2019-03-26"})
    assert nothing.status_code == hidden.status_code == 404
    assert hidden.content.replace(b"c01", b"none") == nothing.content
