"""Journeys through incidents in a real browser: choose, read the story, move the map; without scripts; on paper."""

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
DAY = "le=2020-05-01"


@pytest.fixture(scope="session")
def incident_pages(documented: Served) -> Served:
    """The demonstration that all journeys share."""
    return documented


def said(page) -> str:
    return re.sub(r"\s+", " ", page.inner_text("body").replace("\u00a0", " ").replace("\u202f", " "))


def enter(page, pages: Served, seat: str) -> None:
    page.goto(f"{pages.url}/fr/{FRAMEWORK}/entrer/")
    page.get_by_label("Titulaire ou suppléant").select_option(seat)
    page.get_by_label("Phrase de passe").fill(pages.phrases[FRAMEWORK][seat])
    follow(page.get_by_role("button", name="Entrer"))
    page.wait_for_url(re.compile(rf"/fr/{FRAMEWORK}/(\?.*)?$"))


@pytest.mark.parametrize("viewport", ["phone", "desk"])
def test_the_secretariat_chooses_reads_a_story_and_finds_the_gap(page_fr, incident_pages, axe, overflow, viewport):
    page = page_fr(viewport)
    enter(page, incident_pages, "hd")
    page.goto(f"{incident_pages.url}/fr/{FRAMEWORK}/incidents/?{DAY}")
    assert axe(page) == [] and overflow(page) == 0
    # The list changes as soon as something is chosen, and the address with it, so that going back works.
    page.get_by_label("Genre").select_option("ROB-ROAD")
    page.wait_for_url(re.compile("genre=ROB-ROAD"))
    page.get_by_role("link", name="Représailles contre un groupe").wait_for(state="detached")
    assert len(page.locator("tbody tr").all()) == int(re.search(r"Incidents inscrits : (\d+)", said(page))[1])
    assert axe(page) == []
    follow(page.locator("tr", has_text=re.compile("9.avril.2019")).get_by_role("link"))
    page.wait_for_url(re.compile("/incidents/i04/"))
    assert "9 avril 2019" in said(page) and "malinet" in said(page)
    assert axe(page) == [] and overflow(page) == 0
    follow(page.get_by_role("definition").get_by_role("link", name="Axe Tombouctou–Goundam"))
    assert page.get_by_role("heading", level=1).inner_text() == "Relève"


@pytest.mark.parametrize("viewport", ["phone", "desk"])
def test_the_map_moves_and_shows_a_member_no_point(page_fr, incident_pages, axe, overflow, viewport):
    page = page_fr(viewport)
    enter(page, incident_pages, "fama")
    page.goto(f"{incident_pages.url}/fr/{FRAMEWORK}/incidents/carte/?{DAY}")
    page.locator("#map[data-ready=yes]").wait_for(timeout=30_000)
    assert axe(page) == [] and overflow(page) == 0
    assert "Acharane : 1" not in (page.locator("section svg desc").text_content() or "")
    page.get_by_role("button", name="S’approcher").click()
    follow(page.get_by_role("link", name="Tous les incidents"))
    assert "Incidents inscrits" in said(page)


def test_without_scripts_everything_can_be_chosen_and_read(page_fr, incident_pages, axe):
    page = page_fr("phone", java_script_enabled=False)
    page.goto(f"{incident_pages.url}/fr/{FRAMEWORK}/incidents/?{DAY}")
    page.get_by_label("Genre").select_option("VEH-BURN")
    follow(page.get_by_role("button", name="Voir"))
    assert re.search(r"Incidents inscrits : [1-9]", said(page))
    follow(page.get_by_role("link", name="Carte", exact=True))
    assert "Le dessin ci-dessous dit la même chose" in said(page)
    assert page.locator("#map").is_hidden() and page.locator("section svg").first.is_visible()


def test_on_paper_the_list_and_the_drawing_stay_and_the_form_goes(page_fr, incident_pages):
    page = page_fr("desk")
    page.goto(f"{incident_pages.url}/fr/{FRAMEWORK}/incidents/?{DAY}")
    page.emulate_media(media="print")
    assert page.locator("form.filters").is_hidden()
    assert page.locator("figure svg").nth(1).is_visible() and page.locator("table.list").first.is_visible()
