"""Twelve readers, each looking for what matters to them, in French, on a phone and at a desk (domain notes §10).

From the Point du jour no reader needs more than three taps to the source of a figure; each page met on the way is
sound (axe) and as wide as its window.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# Tests are imported by path (importlib mode), so a module that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from effort import follow
from served import Served

FRAMEWORK = "ostrine"
SOUND: set[tuple[str, int, str]] = set()
SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


@pytest.fixture(scope="session")
def veranda(made_veranda, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented scenario, served once for all readers of this worker: nobody writes in it."""
    with made_veranda.copied(tmp_path_factory.mktemp("reading")) as served:
        yield served


@dataclass
class Reader:
    """Somebody before the page: what they tap is counted, what they meet is checked."""

    page: Any
    seat: str
    axe: Any
    overflow: Any
    taps: int = 0

    @property
    def said(self) -> str:
        """What they read."""
        return re.sub(r"\s+", " ", self.page.inner_text("body").replace("\u00a0", " ").replace("\u202f", " "))

    def reads(self, *sentences: str) -> Reader:
        """What must be on the page."""
        for sentence in sentences:
            assert sentence in self.said, sentence
        return self

    def never_reads(self, *sentences: str) -> Reader:
        """What must not be on it."""
        for sentence in sentences:
            assert sentence not in self.said, sentence
        return self

    def taps_on(self, name: str, within: str | None = None) -> Reader:
        """One tap on a link, and the page it leads to."""
        place = self.page.get_by_role("region", name=within) if within else self.page.get_by_role("main")
        follow(place.get_by_role("link", name=name).first)
        self.taps += 1
        return self.sound()

    def opens(self, section: str) -> Reader:
        """A section: by the menu at a desk; on a phone, where it is folded, by the list at the foot of each page."""
        link = self.page.locator("details.menu").get_by_role("link", name=section, exact=True)
        if not link.is_visible():
            link = self.page.locator("nav.again").get_by_role("link", name=section, exact=True)
        follow(link)
        self.taps += 1
        return self.sound()

    def sound(self) -> Reader:
        """The page has no fault that axe knows, and fits its window; asked once for each reader, page and size."""
        met = (self.seat, self.page.viewport_size["width"], self.page.url.partition("/fr/")[2])
        if met not in SOUND:
            SOUND.add(met)
            assert self.axe(self.page) == []
        assert self.overflow(self.page) == 0
        return self


@pytest.fixture
def reader(page_fr, veranda, axe, overflow):
    """`reader("army", "phone")`: that seat at its Point du jour."""

    def sit(seat: str | None, size: str) -> Reader:
        page = page_fr(size)
        if seat is None:
            page.goto(f"{veranda.url}/fr/{FRAMEWORK}/")
        else:
            page.goto(f"{veranda.url}/fr/{FRAMEWORK}/entrer/")
            page.get_by_label("Titulaire ou suppléant").select_option(seat)
            page.get_by_label("Phrase de passe").fill(veranda.phrases[FRAMEWORK][seat])
            follow(page.get_by_role("button", name="Entrer"))
            assert page.url.endswith(f"/fr/{FRAMEWORK}/")
        return Reader(page, seat or "", axe, overflow).sound()

    return sit


@SIZES
def test_the_secretariat_sees_what_must_be_decided_and_every_relief_not_confirmed(reader, size):
    who = reader("mediation", size)
    who.reads("À décider : prolonger l’autorisation du poste de contrôle de Valombrine – avant le 20 juin 2031")
    who.reads("peut prendre fin dès le 23 juin 2031 ; la relève n’est pas confirmée")
    who.taps_on("Patrouille routière, axe Valombrine–Talvane (v02)", within="Relèves à confirmer")
    who.reads("Relève à confirmer.", "Confirmation attendue de :")
    assert who.taps <= 3


@SIZES
def test_the_secretariat_follows_a_request_and_what_it_blocks(reader, size):
    who = reader("mediation", size)
    who.taps_on("Valombrine, patrouilles de nuit en ville", within="Plaidoyers à relancer")
    who.reads("inistère chargé de la sécurité", "40 jours", "Patrouilles de nuit en ville")
    assert who.taps <= 3


@SIZES
def test_the_secretariat_sees_where_accounts_of_one_undertaking_differ(reader, size):
    who = reader("mediation", size)
    who.taps_on("Remettre en état le poste d’Ambrelune", within="Engagements à échéance")
    who.reads("non convenu", "Forces armées")
    assert who.taps <= 3


@SIZES
def test_a_governor_reads_one_page_before_the_meeting(reader, size):
    who = reader("governorate", size)
    who.reads("À décider : prolonger l’autorisation", "Prochaine rencontre", "semaine du")
    who.never_reads("le 2 mai 2031", " 4 mai 2031", "dire si une patrouille peut prendre la relève")
    with who.page.expect_download() as download:
        who.page.get_by_role("link", name="Votre exemplaire, numéroté (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


@SIZES
def test_a_prefecture_sees_whether_the_bodies_met(reader, size):
    who = reader("prefecture", size).opens("Rencontres")
    who.reads("Organes autour du cadre", "Comité de suivi de l’Accord", "Le cadre s’est-il réuni")
    who.taps_on("Session extraordinaire")
    who.reads("quorum")
    assert who.taps <= 3


@SIZES
def test_a_movement_finds_its_own_relief_first_and_nobody_elses(reader, size):
    who = reader("kite", size)
    essential = re.sub(r"\s+", " ", who.page.get_by_role("region", name="L’essentiel").inner_text())
    assert "relève à confirmer" in essential and "v02" in essential
    who.never_reads("v05–v06", "31 décembre 2031")
    who.taps_on("Patrouille routière, axe Valombrine–Talvane (v02)", within="Ce qui arrive à échéance")
    who.reads("Mouvement du Cerf-Volant", "Moyens")
    assert who.taps <= 3


@SIZES
def test_a_movement_reads_the_reply_beside_what_was_announced(reader, size):
    who = reader("kite", size).opens("Bilan")
    who.reads("contesté", "En réponse, Mouvement du Cerf-Volant")
    who.taps_on("Les braquages ont pris fin sur l’axe de Talvane")
    who.reads("Ce qui va en sens contraire", "source : dit par la victime")
    assert who.taps <= 3


@SIZES
def test_an_officer_reads_the_road_that_he_may_take_over(reader, size):
    who = reader("army", size)
    who.taps_on("Axe Valombrine–Talvane", within="Axes : couverture sécuritaire")
    who.reads("Mesures sur cet axe", "Incidents des quatre derniers mois", "Vides sécuritaires")
    who.taps_on("Patrouille routière, axe Valombrine–Talvane (v02)")
    who.reads("Peuvent prendre la relève")
    assert who.taps <= 3


@SIZES
def test_a_chief_reads_advice_and_no_gap(reader, size):
    who = reader("chiefs", size)
    who.reads("Conseils du cadre pour la route")
    who.never_reads("23 juin 2031", "À partir du")
    who.taps_on("Axe Valombrine–Talvane", within="Axes : couverture sécuritaire")
    who.never_reads("23 juin 2031", "Demi-journées", "Peuvent répondre")
    assert who.taps <= 3


@SIZES
def test_the_young_read_the_charter_and_each_promise_in_it(reader, size):
    who = reader("youth", size).opens("Accords et engagements")
    who.taps_on("Sensibiliser les jeunes des gares routières")
    who.reads("Conseil de la jeunesse", "non convenu")
    assert who.taps <= 3


@SIZES
def test_an_analyst_goes_from_a_claim_to_how_it_is_judged(reader, size):
    who = reader("observer", size).opens("Bilan")
    who.taps_on("Les braquages ont pris fin sur l’axe de Talvane")
    who.reads("Des sources datées disent le contraire")
    who.taps_on("Juger l’effet d’une mesure")
    who.reads("on ne peut pas encore conclure")
    assert who.taps <= 3


@SIZES
def test_a_donor_reads_results_with_their_doubts_and_never_one_incident(reader, size):
    who = reader("donor", size)
    who.reads("Les incidents vous sont donnés en nombre")
    who.taps_on("Bilan", within="Engagements à échéance")
    who.reads("Où en sont les engagements", "Un chiffre ne va jamais seul")
    who.opens("Incidents et alertes").reads("moins de 3")
    assert who.page.locator("main a[href*='/incidents/i']").count() == 0


@SIZES
def test_anybody_verifies_the_copy_and_learns_what_that_proves(reader, size):
    who = reader(None, size).opens("Registre")
    who.taps_on("Vérifier cet exemplaire maintenant").reads("Cet exemplaire est intact.")
    who.taps_on("Ce que ce registre prouve").reads("Il prouve qui l’a dit, pas que c’est arrivé.")


def test_every_section_without_scripts_at_twice_the_size_and_in_print(new_page, veranda, overflow):
    """By the menu, as people go: each section opens without scripts, fits at 200 %, and prints without its tools."""
    plain = new_page("fr", "phone", java_script_enabled=False)
    plain.goto(f"{veranda.url}/fr/{FRAMEWORK}/")
    sections = [one.get_attribute("href") for one in plain.locator("details.menu a").all()]
    assert len(sections) == 9
    scripted = new_page("fr", "phone")
    for address in sections:
        answer = plain.goto(f"{veranda.url}{address}")
        assert answer.ok and plain.get_by_role("heading", level=1).is_visible(), address
        scripted.goto(f"{veranda.url}{address}")
        scripted.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(scripted) <= 0, address
        scripted.emulate_media(media="print")
        assert not scripted.locator(".tools").is_visible() and not scripted.locator("details.menu").is_visible()
        assert scripted.locator(".stamp").is_visible() and scripted.get_by_role("heading", level=1).is_visible()
        scripted.emulate_media(media="screen")


def test_the_menu_by_keyboard(new_page, veranda):
    page = new_page("fr", "phone")
    page.goto(f"{veranda.url}/fr/{FRAMEWORK}/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/rencontres/"))
    assert page.locator("a[aria-current=page]").count() == 1
