"""Reading journeys through meetings, agreements, requests and results, in French, on a phone and on a desk."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

# Tests are imported by path (importlib mode), so a module that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from effort import follow
from served import Served

FRAMEWORK = "timbuktu-taoudeni"
DAY = "?le=2020-05-01"


@pytest.fixture(scope="module")
def pages(documented: Served) -> Served:
    """The demonstration that all journeys share."""
    return documented


def said(page) -> str:
    return re.sub(r"\s+", " ", page.inner_text("main").replace("\u00a0", " ").replace("\u202f", " "))


def enter(page, pages: Served, seat: str) -> None:
    page.goto(f"{pages.url}/fr/{FRAMEWORK}/entrer/")
    page.get_by_label("Titulaire ou suppléant").select_option(seat)
    page.get_by_label("Phrase de passe").fill(pages.phrases[FRAMEWORK][seat])
    follow(page.get_by_role("button", name="Entrer"))
    page.wait_for_url(re.compile(rf"/fr/{FRAMEWORK}/(\?.*)?$"))


def menu(page, name: str) -> None:
    """Open a section as people do: on a phone the menu unfolds first."""
    link = page.get_by_role("navigation").get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        page.locator("summary", has_text="Menu").click()
    follow(link)


@pytest.mark.parametrize("viewport", ["phone", "desk"])
def test_the_secretariat_follows_a_promise_from_its_agreement_to_what_is_claimed_of_it(
    new_page, pages, axe, overflow, viewport
):
    page = new_page("fr", viewport)

    def sound() -> None:
        assert axe(page) == [], page.url
        assert overflow(page) == 0, page.url

    enter(page, pages, "hd")
    page.goto(f"{pages.url}/fr/{FRAMEWORK}/{DAY}")
    menu(page, "Accords et engagements")
    assert "Article 28" in said(page)
    sound()
    follow(page.get_by_role("link", name="Accord pour la paix et la réconciliation au Mali"))
    assert page.get_by_role("img", name=re.compile("Article 28")).count() == 1
    sound()
    follow(page.get_by_role("link", name="Accords et engagements").last)
    follow(page.get_by_role("link", name=re.compile("atrouilles militaires")))
    assert "Bloqué : moyens" in said(page)
    assert "depuis 852 jours au moins" in said(page)
    sound()
    menu(page, "Rencontres")
    assert "Comité de suivi" in said(page)
    sound()
    menu(page, "Plaidoyers")
    follow(page.locator("main").get_by_role("link", name="Tombouctou", exact=True))
    assert "Réponse : en partie." in said(page)
    sound()
    menu(page, "Bilan")
    sound()
    # Three taps from the menu to what a verdict rests on: the result, the item against it, its source.
    follow(page.get_by_role("link", name=re.compile("commerce a repris")))
    assert "Des sources datées disent le contraire." in said(page)
    against = page.get_by_role("region", name="Ce qui va en sens contraire")
    assert against.get_by_role("listitem").count() == 4
    assert "malinet.net" in said(page)
    sound()


def test_a_prefect_reads_it_all_without_scripts_and_is_told_what_is_not_for_him(new_page, pages):
    page = new_page("fr", "phone", java_script_enabled=False)
    enter(page, pages, "governorates")
    for address, words in (
        ("plaidoyers/m06/", "Le destinataire n’est connu que de l’auteur du plaidoyer et du secrétariat."),
        ("rencontres/m02/", "Les présences vont à ceux qui y étaient et au secrétariat."),
        ("engagements/", "Patrouilles militaires"),
        ("bilan/", "Résultats annoncés"),
    ):
        page.goto(f"{pages.url}/fr/{FRAMEWORK}/{address}{DAY}")
        assert words in said(page), address
        # Without scripts a page cannot be asked for its width: its main part must fit the window.
        assert page.locator("main").bounding_box()["width"] <= 360
