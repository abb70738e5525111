"""Plaidoyers: silences in days, the office for the sender and the secretariat, and what came of each."""

from __future__ import annotations

import pytest
from acted import TODAY, act, acting, done, sitting
from pages import main_of, phrase, text

__all__ = ["acting", "sitting"]

LIST = "/fr/timbuktu-taoudeni/plaidoyers/"


def test_the_list_counts_the_silence_from_the_last_day_it_may_have_been_sent(seated):
    said = text(seated("timbuktu-taoudeni", "governorates").get(LIST, {"le": "2019-04-30"}))
    assert "Sans réponse" in said
    # Sent in March 2019: at least 30 days on 30 April.
    assert "30 jours au moins" in said
    assert "national" in said
    assert "Bamako" not in said


def test_an_answered_request_tells_how_long_it_took_and_what_followed(seated):
    browser = seated("timbuktu-taoudeni", "hd")
    said = text(browser.get(LIST + "m06/", {"le": "2019-07-31"}))
    assert "Réponse : en partie." in said
    assert "entre 62 et 121 jours" in said
    assert "Représentants à Bamako et forces armées" in said
    assert "Poste de contrôle, Tombouctou (m07)" in said


@pytest.mark.parametrize("seat", ["governorates", "cma", "fama", "youth", "community"])
def test_the_office_is_for_the_sender_and_the_secretariat(client, seated, seat):
    for browser in (client, seated("timbuktu-taoudeni", seat)):
        for day in ("2019-04-30", "2019-07-31", "2020-05-01"):
            for address in (LIST, LIST + "m06/", LIST + "m11/"):
                answer = browser.get(address, {"le": day})
                if answer.status_code == 404:
                    continue
                said = text(answer)
                for office in ("bamako", "président", "responsables de la cma"):
                    assert office not in said.lower(), (seat, day, address)
    said = text(seated("timbuktu-taoudeni", seat).get(LIST + "m06/", {"le": "2019-07-31"}))
    assert "Le destinataire n’est connu que de l’auteur du plaidoyer et du secrétariat" in said


def test_a_silent_request_says_what_waits_for_it(seated):
    said = text(seated("ostrine", "governorate").get("/fr/ostrine/plaidoyers/q02/"))
    assert "40 jours au moins" in said
    assert "Ce qui attend cette réponse Patrouilles de nuit en ville" in said
    assert "Sans réponse inscrite depuis 40 jours au moins." in said


def test_it_leads_to_no_measure_that_the_reader_may_not_know_of(seated):
    """v02 was agreed on 17 March; that it was to begin is told to those who may fill the gap, and later to all."""
    address, day = "/fr/ostrine/plaidoyers/q03/", {"le": "2031-03-28"}
    assert "(v02)" in text(seated("ostrine", "mediation").get(address, day))
    assert "(v02)" not in text(seated("ostrine", "chiefs").get(address, day))
    assert "(v02)" in text(seated("ostrine", "chiefs").get(address, {"le": "2031-06-16"}))


def test_donors_do_not_read_requests_and_are_told_so(seated):
    answer = seated("ostrine", "donor").get("/fr/ostrine/plaidoyers/")
    assert "Les plaidoyers se lisent entre membres du cadre." in text(answer)
    assert seated("ostrine", "donor").get("/fr/ostrine/plaidoyers/q02/").status_code == 404


def test_an_empty_list_does_not_say_that_nothing_was_asked(client):
    assert "Il a pu y en avoir qui ne sont pas inscrits" in text(client.get("/fr/gao/plaidoyers/"))


def test_one_not_yet_known_on_that_day_is_not_found(seated):
    browser = seated("timbuktu-taoudeni", "hd")
    nothing = browser.get(LIST + "none/", {"le": "2019-03-26"})
    hidden = browser.get(LIST + "m11/", {"le": "2019-03-26"})
    assert nothing.status_code == hidden.status_code == 404
    assert hidden.content.replace(b"m11", b"none") == nothing.content


def test_drafts_are_listed_as_such_with_the_next_step_for_those_who_may_see_them(sitting):
    office, army = sitting("mediation"), sitting("army")
    said = {"what": "Du carburant pour deux mois.", "level": "national", "by": ["army", "gendarmerie"]}
    case = done(army, "request.draft", **said)
    page = f"/fr/ostrine/plaidoyers/{TODAY}"
    for seat in ("army", "gendarmerie", "mediation"):
        said = text(sitting(seat).get(page)).split("En préparation")[1].split("Réponse reçue")[0]
        assert "Du carburant pour deux mois. national en projet" in said, seat
        assert "à approuver par Forces armées, Gendarmerie" in said and "non connu" not in said
    for seat in ("lantern", "governorate", "chiefs", "observer"):
        answer = sitting(seat).get(page)
        assert "En préparation" not in text(answer) and case not in main_of(answer), seat
    done(army, "request.endorse", case)
    said = text(office.get(f"/fr/ostrine/plaidoyers/{case}/{TODAY}"))
    assert "Approuvé : à approuver encore par Gendarmerie" in said
    done(sitting("gendarmerie"), "request.endorse", case)
    assert "Approuvé : à envoyer, puis inscrire l’envoi" in text(army.get(f"/fr/ostrine/plaidoyers/{case}/{TODAY}"))
    done(army, "request.send", case, date="2031-06-16", channel="letter")
    assert "En préparation" not in text(army.get(page))


def test_what_a_leaving_drafts_is_the_secretariats_where_the_party_confirms_alone(sitting):
    asked = done(sitting("kite"), "departure.propose", phrase=phrase("kite"), party="kite", since="2031-06-16")
    second = sitting("kite-suppleant")
    answer = act(second, "countersigning.confirm", asked, phrase=phrase("kite-suppleant"))
    assert answer.status_code == 302
    said = text(sitting("mediation").get(f"/fr/ostrine/plaidoyers/{TODAY}"))
    assert "Remplacer la présence d’une partie qui a quitté le cadre" in said.split("En préparation")[1]
    assert "à approuver par Bureau de médiation Véranda" in said
