"""Journeys through the pages in a real browser: the April 2019 gap, everybody, keyboard, no scripts, print."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

# Tests are imported by path (importlib mode), so a module that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from effort import follow
from served import Served

WORDS = {
    "fr": {
        "enter": "Entrer",
        "seat": "Titulaire ou suppléant",
        "phrase": "Passphrase",
        "secretariat": "Centre pour le dialogue humanitaire (HD), titulaire",
        "reading": "Vous lisez comme : Centre pour le dialogue humanitaire (HD), titulaire.",
        "choose": "Jour à voir",
        "show": "Voir",
        "as_of": "Ce que le registre savait le 30 avril 2019.",
        "gaps": "Vides sécuritaires",
        "road": "Axe Tombouctou–Goundam",
        "story": "Relève",
        "gap_line": "il finit au plus tard le 30 avril 2019, sans jour connu",
        "calendar": "Calendrier de l’axe",
        "own": "Votre exemplaire, numéroté (PDF)",
        "all": "Exemplaire pour tous (PDF)",
        "leave": "Sortir",
        "everybody": "Vous lisez l’exemplaire pour tous.",
        "wrong": "Titulaire et phrase de passe ne vont pas ensemble",
        "other": "English",
    },
    "en": {
        "enter": "Log in",
        "seat": "Holder or alternate",
        "phrase": "Passphrase",
        "secretariat": "Centre for Humanitarian Dialogue (HD), holder",
        "reading": "You are reading as: Centre for Humanitarian Dialogue (HD), holder.",
        "choose": "Day to show",
        "show": "Show",
        "as_of": "What the register knew on 30 April 2019.",
        "gaps": "Gaps in cover",
        "road": "Timbuktu–Goundam road",
        "story": "Hand-over",
        "gap_line": "it ends by 30 April 2019, on a day that is not known",
        "calendar": "Calendar of the road",
        "own": "Your own numbered copy (PDF)",
        "all": "Copy for all (PDF)",
        "leave": "Log out",
        "everybody": "You are reading the copy for all.",
        "wrong": "Holder and passphrase do not go together",
        "other": "Français",
    },
}
WORDS["fr"]["phrase"] = "Phrase de passe"
FRAMEWORK = "timbuktu-taoudeni"


@pytest.fixture(scope="session")
def pages(documented: Served) -> Served:
    """The demonstration that all journeys share."""
    return documented


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


def said(page) -> str:
    return plain(page.inner_text("body"))


def enter(page, pages: Served, lang: str, seat: str = "hd") -> None:
    """Log in by the form, as people do."""
    words = WORDS[lang]
    page.goto(f"{pages.url}/{lang}/{FRAMEWORK}/")
    follow(page.get_by_role("link", name=words["enter"], exact=True))
    page.get_by_label(words["seat"]).select_option(seat)
    page.get_by_label(words["phrase"]).fill(pages.phrases[FRAMEWORK][seat])
    follow(page.get_by_role("button", name=words["enter"]))
    page.wait_for_url(re.compile(rf"/{lang}/{FRAMEWORK}/(\?.*)?$"))


@pytest.mark.parametrize("viewport", ["phone", "desk"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_secretariat_finds_the_april_gap_its_hand_over_and_the_brief(
    new_page, pages, axe, overflow, lang, viewport
):
    words, page = WORDS[lang], new_page(lang, viewport)

    def sound() -> None:
        assert axe(page) == []
        assert overflow(page) == 0

    enter(page, pages, lang)
    assert words["reading"] in said(page)
    page.get_by_label(words["choose"]).fill("2019-04-30")
    follow(page.get_by_role("button", name=words["show"]))
    assert words["as_of"] in said(page)
    sound()

    gaps = page.get_by_role("region", name=words["gaps"])
    follow(gaps.get_by_role("link", name=words["road"]))
    assert plain(page.get_by_role("heading", level=1).inner_text()) == words["story"]
    assert words["gap_line"] in said(page)
    sound()

    follow(page.get_by_role("link", name=words["calendar"]))
    assert page.locator("[aria-current=date]").count() == 1
    sound()

    follow(page.locator(".name a"))
    assert words["as_of"] in said(page)
    for link in (words["own"], words["all"]):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
        assert download.value.suggested_filename.endswith(".pdf")


@pytest.mark.parametrize("viewport", ["phone", "desk"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_of_everybody_is_sound(new_page, pages, axe, overflow, lang, viewport):
    page = new_page(lang, viewport)
    for address in (
        f"{FRAMEWORK}/?le=2019-04-30",
        f"{FRAMEWORK}/axes/tombouctou-goundam/?le=2019-04-30",
        f"{FRAMEWORK}/entrer/",
        "gao/",
        f"{FRAMEWORK}/releves/m03-m04/",
        f"{FRAMEWORK}/?le=2019-02-30",
        f"{FRAMEWORK}/note.pdf?exemplaire=titulaire",
        "nowhere/",
    ):
        page.goto(f"{pages.url}/{lang}/{address}")
        assert axe(page) == [], address
        assert overflow(page) == 0, address
        assert page.locator("html").get_attribute("lang") == lang


def test_a_wrong_phrase_is_refused_and_the_page_says_why(page_fr, pages, axe):
    page = page_fr("phone")
    page.goto(f"{pages.url}/fr/{FRAMEWORK}/entrer/")
    page.get_by_label("Titulaire ou suppléant").select_option("cma")
    page.get_by_label("Phrase de passe").fill("pas la bonne")
    follow(page.get_by_role("button", name="Entrer"))
    assert WORDS["fr"]["wrong"] in plain(page.get_by_role("alert").inner_text())
    assert axe(page) == []


def test_the_machines_own_link_enters_once(page_fr, new_page, pages):
    page = page_fr()
    page.goto(pages.entry)
    assert WORDS["fr"]["reading"] in said(page)
    assert "/ouvrir/" not in page.url
    other = new_page("fr", "desk")
    answer = other.goto(pages.entry)
    assert answer.status == 403


def test_language_and_day_are_kept_and_leaving_works(page_fr, pages):
    page = page_fr("phone")
    enter(page, pages, "fr")
    page.goto(f"{pages.url}/fr/{FRAMEWORK}/?le=2019-04-30")
    follow(page.get_by_role("link", name="English"))
    assert WORDS["en"]["as_of"] in said(page)
    page.goto(pages.url)
    assert "/en/" in page.url
    follow(page.get_by_role("button", name="Log out"))
    assert WORDS["en"]["everybody"] in said(page)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_all_of_it_by_keyboard(new_page, pages, lang):
    words, page = WORDS[lang], new_page(lang, "desk")
    page.goto(f"{pages.url}/{lang}/{FRAMEWORK}/entrer/")
    _tab_to(page, "#titulaire")
    page.keyboard.type(words["secretariat"][:12])
    _tab_to(page, "#phrase")
    page.keyboard.type(pages.phrases[FRAMEWORK]["hd"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/{lang}/{FRAMEWORK}/$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    link = page.get_by_role("region", name=words["gaps"]).get_by_role("link").first
    link.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/releves/m03-m04/"))


def _tab_to(page, selector: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_nothing_needs_scripts(new_page, pages):
    page = new_page("fr", "phone", java_script_enabled=False)
    enter(page, pages, "fr")
    page.get_by_label("Jour à voir").fill("2019-04-30")
    follow(page.get_by_role("button", name="Voir"))
    assert "/releves/m03-m04/" in page.get_by_role("region", name="Vides sécuritaires").get_by_role(
        "link"
    ).first.get_attribute("href")
    follow(page.get_by_role("button", name="Sortir"))
    assert WORDS["fr"]["everybody"] in said(page)


def test_at_twice_the_size_nothing_is_cut(page_fr, pages, overflow):
    """200 % zoom of a 720-pixel window is a page 360 wide; text alone twice as large must fit as well."""
    page = page_fr("phone")
    enter(page, pages, "fr")
    for address in (
        "?le=2019-03-26", "releves/m03-m04/?le=2019-04-30", "axes/tombouctou-goundam/?le=2019-04-30", "entrer/",
    ):  # fmt: skip
        page.goto(f"{pages.url}/fr/{FRAMEWORK}/{address}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) <= 0, address


def test_the_print_shows_the_day_and_not_the_tools(page_fr, pages):
    page = page_fr("desk")
    enter(page, pages, "fr")
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert not page.locator(".choose").is_visible()
    assert page.locator(".stamp").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()


def test_letters_alone_tell_the_levels(page_fr, pages):
    """Without any colour or pattern each cell still says what it says."""
    page = page_fr("desk")
    enter(page, pages, "fr")
    page.goto(f"{pages.url}/fr/{FRAMEWORK}/axes/tombouctou-goundam/?le=2019-03-26")
    cells = page.locator(".calendar .c")
    letters = {cells.nth(n).inner_text() for n in range(cells.count())}
    assert letters <= set("RLP?–") and {"R", "–"} <= letters
