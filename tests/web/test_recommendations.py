"""A recommendation's own page: each finding with its day; the list with its filters; the API alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from acted import TODAY, acting, done, sitting
from pages import main_of, text

if TYPE_CHECKING:
    from django.test import Client

    from toguna.server.home import Home

__all__ = ["acting", "sitting"]
Sitting = Callable[[str], "Client"]
WHAT = {"one": "Tenir une rencontre par mois", "two": "Publier la liste des postes"}


@pytest.fixture(scope="module")
def made(acting: Home) -> dict[str, str]:
    """Two recommendations: one taken up and undone since, one of which nothing is known."""
    from django.test import Client
    from pages import phrase

    browser = Client(raise_request_exception=False)
    browser.post("/fr/ostrine/entrer/", {"titulaire": "observer", "phrase": phrase("observer")})
    cases = {
        "one": done(
            browser, "recommendation.make", what=WHAT["one"], level="regional", to="governorate", since="2031-02"
        ),
        "two": done(browser, "recommendation.make", what=WHAT["two"], level="national", since="2031-05-01"),
    }
    done(browser, "recommendation.take_up", cases["one"], date="2031-04-30", evidence="deux rencontres en deux mois")
    done(browser, "recommendation.leave", cases["one"], date="2031-06-10", why="aucune depuis mai")
    return cases


def page(browser: Client, address: str) -> Any:
    return browser.get(f"/fr/ostrine/recommandations/{address}{TODAY}")


def test_its_page_tells_each_finding_with_its_day_and_the_last_stands(made, sitting):
    said = main_of(page(sitting("chiefs"), f"{made['one']}/"))
    for words in (WHAT["one"], "Suivie", "30 avril 2031", "Non suivie", "10 juin 2031", "Gouvernorat d’Ostrine"):
        assert words in said, words
    assert said.index("30 avril 2031") < said.index("10 juin 2031")
    assert "non suivie" in said.split("Ce qui en est advenu")[0]


def test_one_of_which_nothing_is_known_says_for_how_long(made, sitting):
    said = main_of(page(sitting("youth"), f"{made['two']}/"))
    assert "suite non connue" in said and "46 jours après" in said.replace("\xa0", " ")


def test_on_an_earlier_day_it_reads_as_it_was_then(made, sitting):
    """What is done in this register is done on its last day: before it, nothing was known."""
    early = sitting("chiefs").get(f"/fr/ostrine/recommandations/{made['one']}/?le=2031-06-15")
    assert early.status_code == 404


def test_it_is_for_members(made, sitting):
    browser = sitting("donor")
    hidden, absent = (page(browser, f"{case}/") for case in (made["one"], "rec-nulle"))
    assert hidden.status_code == absent.status_code == 404
    assert WHAT["one"] not in text(page(browser, ""))


def test_the_list_is_filtered_and_leads_to_each(made, sitting):
    browser = sitting("mediation")
    both = page(browser, "").content.decode()
    assert all(f"/recommandations/{case}/" in both for case in made.values())
    for chosen, shown, hidden in (
        ("etat=made", "two", "one"),
        ("etat=not_taken_up", "one", "two"),
        ("echelon=national", "two", "one"),
        ("echelon=regional&etat=not_taken_up", "one", "two"),
    ):
        said = main_of(browser.get(f"/fr/ostrine/recommandations/{TODAY}&{chosen}"))
        assert WHAT[shown] in said and WHAT[hidden] not in said, chosen
    none = main_of(browser.get(f"/fr/ostrine/recommandations/{TODAY}&etat=taken_up&echelon=national"))
    assert "Aucune recommandation de ce genre" in none


def test_those_who_count_say_it_from_its_page_and_those_it_is_for_do_not(made, sitting):
    assert "recommendation.take_up" in page(sitting("observer"), f"{made['two']}/").content.decode()
    assert "recommendation." not in page(sitting("governorate"), f"{made['two']}/").content.decode()


def test_the_api_tells_the_same_story(made, acting):
    from datetime import date

    from django.test import Client

    from toguna.server.actions.tokens import new_token
    from toguna.server.queries.reading import read

    register = read(acting, framework="ostrine", seat="youth", as_of=None).register
    _, token = new_token(register, "youth", "essai", date(2031, 6, 16))
    asked = Client().get(f"/api/v1/ostrine/recommendations/{made['one']}", headers={"Authorization": f"Bearer {token}"})
    item = asked.json()["item"]
    assert item["row"]["state"] == "not_taken_up"
    assert [(step["kind"], step["when"]) for step in item["steps"]] == [
        ("made", "2031-02"),
        ("taken_up", "2031-04-30"),
        ("not_taken_up", "2031-06-10"),
    ]
