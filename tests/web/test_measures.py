"""Measures and hand-overs: lists and stories, oldest first, with what is not known said as such."""

from __future__ import annotations

import re

import pytest
from pages import text

STORY = "/fr/timbuktu-taoudeni/releves/m03-m04/"


def lines(answer) -> list[str]:
    body = answer.content.decode()
    story = re.search(r'<ol class="story">(.*?)</ol>', body, flags=re.S).group(1)
    plain = [re.sub(r"<[^>]+>", " ", item) for item in re.findall(r"<li.*?</li>", story, flags=re.S)]
    return [re.sub(r"\s+", " ", line.replace("\u00a0", " ").replace("\u202f", " ")).strip() for line in plain]


def test_the_story_of_april_2019(seated):
    answer = seated("timbuktu-taoudeni", "hd").get(STORY, {"le": "2019-04-30"})
    told = lines(answer)
    wanted = [
        "mars 2019 Début de la mesure à relever, par : Coordination des mouvements de l’Azawad (CMA).",
        "On ne sait pas qui a autorisé cette mesure.",
        "On ne sait pas avec quels moyens.",
        "Relève désignée : ",
        "2 avril 2019 Fin prévue de la mesure à relever",
        "entre le 2 avril 2019 et le 9 avril 2019 Fin de la mesure à relever",
        "2 avril 2019 Début du vide sécuritaire au plus tôt ; il finit au plus tard le 30 avril 2019, sans jour connu.",
        "9 avril 2019 Dans ces jours sans couverture sécuritaire connue : braquage",
        "11 avril 2019 Dans ces jours sans couverture sécuritaire connue : meurtre",
        "avril 2019 Début de la relève, par : Forces armées maliennes (FAMa).",
    ]
    assert len(told) == len(wanted)
    for line, beginning in zip(told, wanted, strict=True):
        assert line.startswith(beginning), line
    assert "Relève jamais confirmée dans le registre" in text(answer)
    assert "malinet.net" in text(answer)


def test_a_day_before_the_end_shows_what_was_known_then(seated):
    answer = seated("timbuktu-taoudeni", "hd").get(STORY, {"le": "2019-03-26"})
    said = text(answer)
    assert "Relève à confirmer" in said
    assert "Confirmation attendue de : Coordination des mouvements de l’Azawad (CMA)" in said
    assert "9 avril 2019" not in said
    assert "mesure « m04 », pas encore inscrite" in said


def test_a_confirmed_hand_over_names_both_sides_and_their_days(seated):
    told = lines(seated("ostrine", "mediation").get("/fr/ostrine/releves/v01-v02/"))
    confirmed = [line for line in told if "Relève confirmée par" in line]
    assert confirmed == [
        "17 mars 2031 Relève confirmée par : Forces armées.",
        "17 mars 2031 Relève confirmée par : Mouvement du Cerf-Volant.",
    ]
    assert any("Autorisée par : Gouvernorat d’Ostrine (décision n° 4)" in line for line in told)
    assert any("il finit le 3 avril 2031" in line for line in told)


def test_clashes_and_reprisals_are_not_tied_to_a_road_by_standing_in_its_story(seated):
    answer = seated("timbuktu-taoudeni", "hd").get(STORY, {"le": "2019-04-30"})
    assert "eprésailles" not in text(answer)


def test_means_of_others_are_not_told_to_the_side_that_takes_over(seated):
    assert any("Moyens :" in line for line in lines(seated("ostrine", "mediation").get("/fr/ostrine/releves/v01-v02/")))
    taking = lines(seated("ostrine", "kite").get("/fr/ostrine/releves/v01-v02/"))
    assert not any("Moyens :" in line for line in taking)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_for_reading(seated, method):
    answer = getattr(seated("timbuktu-taoudeni", "hd"), method)(STORY)
    assert answer.status_code == 405
    assert "Cette adresse ne s’utilise pas ainsi" in text(answer)


def test_a_hand_over_not_yet_recorded_on_that_day_is_not_found(seated):
    assert seated("timbuktu-taoudeni", "hd").get(STORY, {"le": "2018-12-31"}).status_code == 404


def test_a_measure_is_told_with_what_is_not_known_and_what_happened_while_it_ran(seated):
    answer = seated("timbuktu-taoudeni", "hd").get("/fr/timbuktu-taoudeni/mesures/m03/", {"le": "2019-04-30"})
    told = lines(answer)
    assert told[0] == "mars 2019 Début de la mesure, par : Coordination des mouvements de l’Azawad (CMA)."
    assert told[1:3] == ["On ne sait pas qui l’a autorisée.", "On ne sait pas avec quels moyens."]
    assert any(line.startswith("5 mars 2019 Incident : braquage") for line in told)
    assert any(line.startswith("entre le 2 avril 2019 et le 9 avril 2019 Fin de la mesure") for line in told)
    assert "/fr/timbuktu-taoudeni/releves/m03-m04/?le=2019-04-30" in answer.content.decode()


def test_others_learn_late_that_a_measure_began_and_never_whether_it_runs(seated, client):
    for browser in (client, seated("ostrine", "chiefs"), seated("ostrine", "lantern")):
        listed = text(browser.get("/fr/ostrine/mesures/", {"le": "2031-03-28"}))
        if browser is client:
            assert "Commencées" in listed
            assert "En cours" not in listed and "Suspendues" not in listed and "En préparation" not in listed
    running = text(seated("ostrine", "mediation").get("/fr/ostrine/mesures/", {"le": "2031-03-28"}))
    assert "En cours" in running and "Commencées" not in running


def test_a_measure_withheld_answers_like_one_that_does_not_exist(client, seated):
    from toguna.server.queries.cover import EMBARGO_DAYS

    assert EMBARGO_DAYS == 14
    nothing = client.get("/fr/timbuktu-taoudeni/mesures/none/", {"le": "2019-03-04"})
    hidden = client.get("/fr/timbuktu-taoudeni/mesures/m03/", {"le": "2019-03-04"})
    assert nothing.status_code == hidden.status_code == 404
    assert hidden.content.replace(b"m03", b"none") == nothing.content
    assert seated("timbuktu-taoudeni", "hd").get("/fr/timbuktu-taoudeni/mesures/m03/?le=2019-03-04").status_code == 200
    assert client.get("/fr/timbuktu-taoudeni/mesures/m03/", {"le": "2019-04-30"}).status_code == 200


def test_what_is_reserved_is_not_on_the_page_for_all(client):
    page = text(client.get("/fr/timbuktu-taoudeni/mesures/m03/", {"le": "2019-04-30"}))
    assert "Les moyens et l’échéance vont à ceux qui peuvent prendre la relève" in page
    assert "non montré" in page or "entre le 2 avril 2019 et le 9 avril 2019" in page
    assert "Peuvent prendre la relève" not in page
