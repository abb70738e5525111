"""Rencontres: called, held, missed, decided; who was there only for those who were, and never who said what."""

from __future__ import annotations

import pytest
from pages import text

LIST = "/fr/ostrine/rencontres/"


def test_the_list_begins_with_the_next_and_tells_the_missed_apart(seated):
    said = text(seated("ostrine", "governorate").get(LIST))
    assert said.index("À venir") < said.index("relèves de l’été") < said.index("Tenues") < said.index("Non tenues")
    assert "19 juin 2031" in said
    assert "Bilan du trimestre" in said or "bilan du trimestre" in said


def test_the_copy_for_all_says_that_a_meeting_is_called_and_not_when(client):
    said = text(client.get(LIST))
    assert "relèves de l’été" in said and "la date va aux titulaires" in said
    assert "19 juin 2031" not in said
    assert "19 juin 2031" not in text(client.get(LIST + "k05/"))


def test_the_rhythm_counts_what_is_recorded(seated):
    said = text(seated("ostrine", "governorate").get(LIST))
    assert "Convoquées ou constatées 5" in said
    assert "Tenues 3 (avec quorum : 3)" in said
    assert "Non tenues 1" in said


def test_bodies_tell_what_blocks_them_and_what_they_missed(seated):
    said = text(seated("timbuktu-taoudeni", "hd").get("/fr/timbuktu-taoudeni/rencontres/", {"le": "2020-05-01"}))
    assert "Comité de suivi de l’accord" in said or "Comité de suivi de l'accord" in said
    assert "organe national" in said and "désaccord sur Article 28" in said
    assert "leur nombre n’est pas indiqué" in said


def test_the_story_of_a_meeting_and_its_reservation(seated):
    said = text(seated("ostrine", "governorate").get(LIST + "k02/"))
    assert "Rencontre tenue, quorum atteint." in said
    assert "Décision adoptée : le Mouvement du Cerf-Volant prend la relève sur l’axe de Talvane." in said
    assert "Réserve inscrite, partie : Forces armées." in said
    assert "L’armée demande que la mesure reste limitée à trois mois" in said


def test_attendance_is_for_those_who_were_there(client, seated):
    address = LIST + "k02/"
    for seat in ("mediation", "governorate", "youth", "women", "lantern-suppleant"):
        assert "Conseil des chefs et notables, Conseil de la jeunesse" in text(seated("ostrine", seat).get(address))
    for browser in (client, seated("ostrine", "faith"), seated("ostrine", "observer"), seated("ostrine", "interim")):
        said = text(browser.get(address))
        assert "Les présences vont à ceux qui y étaient et au secrétariat." in said
        assert "Conseil de la jeunesse" not in said


def test_a_meeting_leads_to_no_measure_that_the_reader_may_not_know_of(client, seated):
    address, day = LIST + "k02/", {"le": "2031-03-28"}
    assert "(v02)" in text(seated("ostrine", "mediation").get(address, day))
    assert "(v02)" in text(seated("ostrine", "kite").get(address, day))
    for browser in (client, seated("ostrine", "chiefs"), seated("ostrine", "gendarmerie")):
        assert "(v02)" not in text(browser.get(address, day))


def test_what_is_deferred_is_between_the_secretariat_and_those_who_must_decide(seated):
    assert "Restriction de circulation la nuit" in text(seated("ostrine", "mediation").get(LIST + "k04/"))
    assert "estriction de circulation la nuit" not in text(seated("ostrine", "youth").get(LIST + "k04/"))


def test_one_that_was_missed_says_why(seated):
    said = text(seated("ostrine", "youth").get(LIST + "k03/"))
    assert "Rencontre non tenue : axe coupé par la crue." in said


def test_donors_do_not_read_meetings_and_are_told_so(seated):
    browser = seated("ostrine", "donor")
    assert "Les rencontres se lisent entre membres du cadre." in text(browser.get(LIST))
    assert browser.get(LIST + "k01/").status_code == 404


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_meeting_of_another_framework_is_found(seated, lang):
    browser = seated("hautebrise", "mediation")
    assert browser.get(f"/{lang}/hautebrise/rencontres/k01/").status_code == 404
    assert browser.get(f"/{lang}/hautebrise/rencontres/k06/").status_code == 200
