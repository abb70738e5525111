"""Accords et engagements: the tree, dated status per place, the points of §3.5, states read or only counted."""

from __future__ import annotations

import re

import pytest
from pages import main_of, text

OSTRINE, TIMBUKTU = "/fr/ostrine/", "/fr/timbuktu-taoudeni/"


def test_the_tree_goes_from_agreement_to_clause_to_undertaking(seated):
    said = text(seated("ostrine", "governorate").get(OSTRINE + "accords/"))
    order = [
        "Accord des Deux Rives",
        "Article 12",
        "Valombrine : organe installé",
        "Article 15",
        "Engagements qui servent cette disposition",
        "Écrire qui peut patrouiller, où et jusqu’à quand",
        "Charte des routes du marché",
        "Le texte ne dit pas : échéance, moyens, qui vérifie.",
        "Engagements hors accord",
    ]
    places = [said.index(one) for one in order]
    assert places == sorted(places)


def test_a_clause_keeps_its_status_place_by_place_and_what_others_say_beside(client):
    said = text(client.get(TIMBUKTU + "accords/apr-2015/", {"le": "2022-12-31"}))
    assert "Article 28, partout : non mis en place" in said
    assert "Article 28, partout : texte pris, aucun organe installé" in said
    assert "premier organe installé" in said and "organes communaux installés" in said
    assert "À côté du registre" in said
    before = text(client.get(TIMBUKTU + "accords/apr-2015/", {"le": "2018-06-30"}))
    assert "texte pris" not in before and "non mis en place" in before


def test_the_ladder_is_a_drawing_with_a_title_and_the_story_says_it_in_words(client):
    body = client.get(TIMBUKTU + "accords/apr-2015/", {"le": "2022-12-31"}).content.decode()
    svg = re.search(r'<figure class="chart ladder">(<svg.*?</svg>)', body, flags=re.S).group(1)
    assert "<title>Article 28 : états dans le temps</title>".replace(" :", "\u00a0:") in svg
    assert "style=" not in svg and "<script" not in svg


def test_an_agreement_that_ended_says_when_and_how(client):
    said = text(client.get(TIMBUKTU + "accords/apr-2015/", {"le": "2024-06-30"}))
    assert "L’accord a pris fin" in said and "25 janvier 2024" in said


def test_every_point_is_filled_or_said_not_to_be_agreed(seated):
    body = main_of(seated("timbuktu-taoudeni", "hd").get(TIMBUKTU + "engagements/ch-1/", {"le": "2019-12-31"}))
    points = re.search(r'id="points".*?</dl>', body, flags=re.S).group(0)
    values = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", points))
    assert len(values) == 13
    for point in ("échéance", "moyens", "preuve", "qui vérifie"):
        assert "non convenu" in values[point]
    assert "rien d’inscrit" in values["qui prend la suite"]
    assert values["qui"].startswith("Jeunes")


def test_a_promise_that_was_blocked_says_why_for_how_long_and_who_is_asked(seated):
    said = text(seated("ostrine", "youth").get(OSTRINE + "engagements/u05/"))
    assert "cause : moyens niveau national · depuis 98 jours au moins" in said
    assert "Véhicules promis par la capitale non reçus" in said
    assert "Plaidoyer, niveau national" in said
    timbuktu = text(
        seated("timbuktu-taoudeni", "governorates").get(TIMBUKTU + "engagements/m01/", {"le": "2019-04-30"})
    )
    assert "Bloqué : moyens" in timbuktu and "depuis 485 jours au moins" in timbuktu


def test_a_repeated_promise_shows_those_before_it(seated):
    said = text(seated("ostrine", "governorate").get(OSTRINE + "engagements/u06/"))
    assert said.count("La même promesse avait déjà été faite") == 2
    assert "elle se lit aujourd’hui : non tenu" in said
    assert "elle se lit aujourd’hui : échu, non tenu" in said


def test_a_recurring_duty_without_its_proof_asks_for_it(seated, client):
    said = text(seated("ostrine", "governorate").get(OSTRINE + "engagements/u03/"))
    assert "Preuve inscrite." in said
    assert said.count("Aucune preuve inscrite pour cette période.") == 1
    assert "mai 2031 Aucune preuve inscrite" in said
    assert "elle est attendue jusqu’au 30 juin 2031" in said
    assert "30 juin 2031" not in text(client.get(OSTRINE + "engagements/u03/"))


def test_a_deadline_to_come_is_for_the_seats(client, seated):
    for address in ("engagements/u06/", "engagements/"):
        assert "30 septembre 2031" in text(seated("ostrine", "chiefs").get(OSTRINE + address))
        said = text(client.get(OSTRINE + address))
        assert "30 septembre 2031" not in said
        assert "l’échéance va aux titulaires" in said


def test_a_donor_reads_the_text_and_no_state(seated):
    browser = seated("ostrine", "donor")
    for address in ("accords/", "engagements/", "engagements/u05/", "engagements/u04/"):
        answer = browser.get(OSTRINE + address)
        said = text(answer)
        assert answer.status_code == 200
        assert "L’état de chaque engagement se lit entre membres" in said
        for state in ("bloqué", "échu, non tenu", "98 jours", "non tenu", "Véhicules promis"):
            assert state not in said, (address, state)


@pytest.mark.parametrize(("state", "found"), [("stalled", "Patrouilles de nuit"), ("fulfilled", "Écrire qui peut")])
def test_the_list_can_be_cut_to_one_state(seated, state, found):
    said = text(seated("ostrine", "governorate").get(OSTRINE + "engagements/", {"etat": state}))
    rows = said.split("Échéance", 1)[1]
    assert found in rows
    assert "Sensibiliser les jeunes" not in rows


def test_a_state_or_a_page_that_does_not_exist_is_no_fault(client):
    assert "Aucun engagement de ce genre" in text(client.get(OSTRINE + "engagements/", {"etat": "x"}))
    for page in ("0", "-1", "99999999999", "x", "²"):
        assert client.get(OSTRINE + "engagements/", {"page": page}).status_code == 200


def test_one_not_yet_known_on_that_day_is_not_found(client):
    nothing = client.get(OSTRINE + "engagements/none/", {"le": "2031-01-01"})
    hidden = client.get(OSTRINE + "engagements/u06/", {"le": "2031-01-01"})
    assert nothing.status_code == hidden.status_code == 404
    assert hidden.content.replace(b"u06", b"none") == nothing.content


def test_a_long_list_comes_in_pages_that_keep_the_day_and_the_choice(seated, monkeypatch):
    from toguna.server.web import paging

    monkeypatch.setattr(paging, "ROWS", 3)
    browser, found = seated("ostrine", "governorate"), []
    address = OSTRINE + "engagements/?le=2031-06-15&etat=agreed"
    for _ in range(9):
        body = browser.get(address).content.decode().replace("&amp;", "&")
        found += re.findall(r'<th scope="row"><a href="/fr/ostrine/engagements/([\w-]+)/\?le=2031-06-15"', body)
        following = re.search(r'<a href="([^"]+)" rel="next"', body)
        if following is None:
            break
        address = following.group(1)
        assert "le=2031-06-15" in address and "etat=agreed" in address
    assert len(found) == len(set(found)) == 6
    assert 'rel="prev"' in body
