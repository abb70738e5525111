"""How things stand: the published oracles through the page, kappa, divergences, bodies place by place, frameworks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from homes import PASSPHRASE, Home, using
from pages import open_seats, phrase, text

from toguna.domain.wire import Payload

DAY = date(2031, 6, 16)
MALI_2018 = {4: 20, 3: 14, 2: 18, 1: 14, 0: 12}
"""Carter Center, end of 2018: completed to not initiated, of 78 (domain notes §3.4)."""


@pytest.fixture(scope="module")
def coded(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Seventy-eight undertakings rated as Mali's were; the observer codes sixty of them too, a step off in twelve."""
    from django.test import override_settings

    from toguna.server.actions.entering import enter
    from toguna.server.actions.registers import open_key
    from toguna.server.queries.reading import read

    path = tmp_path_factory.mktemp("standing") / "home"
    shutil.copytree(loaded, path)
    with (
        using(Home(path)) as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        open_seats(home)
        register = read(home, framework="hautebrise", seat="mediation", as_of=None).register
        said: list[tuple[Payload, str]] = []

        def say(type_: str, case: str, **fields: Any) -> None:
            said.append((Payload(type_, case, fields, DAY, "mediation"), "framework"))

        steps = [step for step, number in MALI_2018.items() for _ in range(number)]
        for n, step in enumerate(steps):
            case, nature = f"z{n:02d}", "substantive" if n % 2 else "preparatory"
            who = ["prefecture"]
            say(
                "undertaking.agreed",
                case,
                what={"fr": f"engagement {n}"},
                framework="hautebrise",
                who=who,
                nature=nature,
            )
            say("undertaking.rated", case, scale="carter", step=step, date="2031-06-01", party="mediation")
            if n < 60:
                other = max(step - 1, 0) if n % 5 == 0 else step
                say("undertaking.coded", case, scale="carter", step=step, date="2031-05-30", seat="observer")
                say("undertaking.coded", case, scale="carter", step=other, date="2031-05-30", seat="mediation")
            else:
                # What is not blind, or not by two, says nothing of how far coders agree.
                say("undertaking.rated", case, scale="carter", step=4 - step, date="2031-05-30", party="observer")
                say("undertaking.coded", case, scale="carter", step=4 - step, date="2031-05-30", seat="observer")
        say("undertaking.rated", "z00", scale="carter", step=4, date="2031-06-03", party="prefecture")
        say("undertaking.rated", "z01", scale="pam", step=3, date="2031-06-03", party="prefecture")
        say("undertaking.rated", "z02", scale="paimt", step=4, date="2031-06-03", party="prefecture")
        say("undertaking.rated", "z02", scale="paimt", step=0, date="2031-06-03", party="women")
        enter(register, open_key(home, PASSPHRASE), said)
        yield home


def asked(coded: Home, seat: str | None, path: str, framework: str = "hautebrise") -> Any:
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()
    browser = Client(raise_request_exception=False)
    if seat is not None:
        browser.post(f"/fr/{framework}/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
    return browser.get(f"/fr/{framework}/{path}")


def test_mali_2018_reads_on_the_page_as_published_each_figure_with_its_formula(coded):
    said = text(asked(coded, "women", "bilan/"))
    told = said.split("78 engagements notés")[1]
    for words in (
        "Tenus 20 ÷ 78 = 25,6 %",
        "Non commencés 12 ÷ 78 = 15,4 %",
        "somme des échelons ÷ (échelon le plus haut × notés) = 172 ÷ (4 × 78) = 55,1 %",
        "échelon 0 : 12 échelon 1 : 14 échelon 2 : 18 échelon 3 : 14 échelon 4 : 20",
    ):
        assert words in told, words


def test_two_coders_agree_so_far_beyond_chance(coded):
    from toguna.server.queries.codings import agreements
    from toguna.server.queries.reading import read

    (found,) = agreements(read(coded, framework="hautebrise", seat="observer", as_of=None))
    assert (found.number, found.same) == (60, 48)
    assert found.linear is not None and found.quadratic is not None
    assert 0.8 < found.linear < found.quadratic < 1
    said = text(asked(coded, "observer", "bilan/"))
    assert "Même échelon : 48 sur 60 · kappa linéaire 0," in said


def test_a_party_alone_makes_no_finding_and_its_rating_enters_no_figure(coded):
    said = text(asked(coded, "women", "engagements/z01/"))
    assert "Seules les parties qui s’y sont engagées l’ont noté : ce n’est pas un constat." in said
    assert "échelle PAM" not in text(asked(coded, "observer", "bilan/"))


@pytest.mark.parametrize("seat", ["chiefs", "women", "prefecture", "mediation", None])
def test_where_accounts_differ_is_shown_and_nobody_named(coded, seat):
    answer = asked(coded, seat, "ecarts/")
    main = text(answer).split("Où les versions divergent")[-1].split("Toutes les rubriques")[0]
    assert "Engagement 2 " in main and "échelle PAIMT" in main and "0" in main
    # Whose promise it is stands there; who said what of it does not, not even to the secretariat.
    assert "Associations de femmes" not in main
    assert "z01" not in answer.content.decode(), "one party alone makes no divergence"


@pytest.mark.parametrize(
    ("day", "reached", "not_reached"),
    [
        ("2018-06-01", set(), {"legal_act", "installed"}),
        ("2019-06-01", {"legal_act"}, {"installed"}),
        ("2020-11-30", {"legal_act"}, {"installed"}),
        ("2021-07-01", {"legal_act", "installed"}, {"met", "quorate", "acted_on"}),
    ],
)
def test_r4_article_28_place_by_place(coded, day, reached, not_reached):
    """No body in 2018; a decree and none installed until November 2020; installed in 2021 in the two regions, and in
    Gao as that framework's own register tells it.
    """
    from toguna.server.queries.bodies import lives
    from toguna.server.queries.reading import read

    for framework, towns in (("timbuktu-taoudeni", ("Tombouctou", "Taoudénit")), ("gao", ("Gao",))):
        reading = read(coded, framework=framework, seat="hd", as_of=date.fromisoformat(day))
        (life,) = [one for one in lives(reading) if one.clause == "apr-2015-art28"]
        places = {place.place.fr: place for place in life.places}
        for town in towns if day > "2021" else ("partout",):
            dated = {stage.code for stage in places[town].stages if stage.since is not None}
            assert reached <= dated and not not_reached & dated, (town, dated)
            assert not places[town].fell


def test_the_page_of_bodies_says_what_is_not_recorded(coded):
    said = text(asked(coded, "hd", "organes/?le=2021-07-01", "timbuktu-taoudeni"))
    assert "Article 28" in said and "Texte pris 29 janvier 2019" in said and "Quorum atteint pas inscrit" in said
    assert "Mécanisme opérationnel de coordination" in said


def test_frameworks_side_by_side_tell_counts_only_of_another(coded):
    said = text(asked(coded, "observer", "comparer/"))
    assert "Engagements locaux" in said and "jamais de classement" in said
    assert "Cadre de concertation sur la sécurité de la vallée d’Ostrine" in said
    assert "Remettre en état le poste" not in said, "no undertaking of another framework is named"
    few = text(asked(coded, "kite", "comparer/", "ostrine"))
    assert "engagement 3" not in few


def test_every_body_has_the_same_points_and_what_is_not_known_is_said_so(coded):
    """The joint unit, of which nothing is known on that day, beside the monitoring committee."""
    said = text(asked(coded, "youth", "organes/?le=2031-06-16", "ostrine")).split("Organes autour du cadre")[1]
    joint = said.split("Unité mixte des Deux Rives")[1].split("Toutes les rubriques")[0]
    for point in ("Ce qui le bloque inconnu", "Rencontres manquées inconnu", "Ce qui en est dit inconnu"):
        assert point in joint, point
    other = said.split("Unité mixte des Deux Rives")[0]
    assert other.count("Ce qui le bloque") == 1 and "Ce qui le bloque inconnu" not in other
    assert "depuis :" in other and "Rencontres manquées" in other


def test_joint_forces_and_others_stand_on_the_same_points_up_to_a_day(coded):
    said = text(asked(coded, "youth", "organes/?le=2031-06-16", "ostrine"))
    assert "Compté jusqu’au 30 avril 2031" in said
    for line in (
        "Mesures commencées inconnu 6",
        "Jours de mesure, dates connues inconnu 290",
        "dont prouvés inconnu 0",
    ):
        assert line in said, line
    assert "Compté jusqu’au" not in text(asked(coded, "donor", "organes/?le=2031-06-16", "ostrine"))
