"""Stories 1, 3, 4, 5, 8, 10 and 23 of the domain notes as journeys, in French, on a phone and on a desk, counted."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from effort import Effort
from pypdf import PdfReader
from served import Served
from somebody import plain

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SIZES = pytest.mark.parametrize("viewport", ["phone", "desk"])
NOW = "?le=2031-06-16"
"""The last day of the exercise: what is done is done on it."""


class Journey:
    """One seat on one page, counted."""

    def __init__(self, page: Page, served: Served, seat: str, enter: Callable[..., None], sound: Callable[[], None]):
        self.page, self.served, self.effort, self.sound = page, served, Effort(page), sound
        enter(page, served, seat)

    def said(self) -> str:
        return plain(self.page.inner_text("main"))

    def open(self, path: str) -> None:
        """Where the journey begins; from there on it is links."""
        self.page.goto(f"{self.served.url}/fr/ostrine/{path}{NOW}")

    def link(self, name: str) -> None:
        self.effort.follow(self.page.locator("main").get_by_role("link", name=name, exact=True).first)

    def act(self, name: str) -> None:
        self.link(name)
        self.sound()

    def group(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=re.compile(rf"^{re.escape(name)}"))

    def tick(self, group: str, *names: str) -> None:
        for name in names:
            self.effort.tap(self.group(group).get_by_text(name, exact=True))

    def send(self) -> None:
        self.effort.follow(self.page.get_by_role("button", name="Inscrire au registre"))
        assert "/recus/" in self.page.url, self.said()

    def write(self, label: str, text: str) -> None:
        self.effort.type(self.page.get_by_role("textbox", name=re.compile(rf"^{re.escape(label)}")), text)

    def read(self) -> None:
        self.link("Lire la fiche")

    def open_notes(self) -> None:
        """Open the seat's sealed notes; the first time, make their key first. A passphrase is not counted."""
        phrase = self.served.phrases["ostrine"]["mediation"]
        for button in ("Faire la clé", "Ouvrir mes notes"):
            found = self.page.get_by_role("button", name=button)
            if found.count():
                self.page.get_by_label("Phrase de passe de ce titulaire").fill(phrase)
                self.effort.follow(found)

    def pdf(self, link: Locator) -> list[str]:
        with self.page.expect_download() as taken:
            self.effort.tap(link)
        pages = PdfReader(io.BytesIO(taken.value.path().read_bytes())).pages
        return [plain(one.extract_text()) for one in pages]


@pytest.fixture
def begin(new_page, acting_alone: Served, enter, axe, overflow) -> Callable[[str, str], Journey]:
    def journey(seat: str, viewport: str, **options: object) -> Journey:
        page = new_page("fr", viewport, **options)

        def sound() -> None:
            if options.get("java_script_enabled") is not False:
                assert viewport != "phone" or axe(page) == [], page.url
                assert overflow(page) == 0, page.url

        return Journey(page, acting_alone, seat, enter, sound)

    return journey


@SIZES
def test_story_1_a_signed_text_becomes_undertakings_and_says_what_is_missing(begin, viewport):
    on = begin("mediation", viewport)
    name = f"Accord des puits, {viewport}"
    on.open("accords/")
    on.act("Inscrire un accord")
    on.write("Son nom", name)
    on.tick("Niveau", "local")
    on.send()
    on.read()
    on.act("Rédiger un engagement")
    on.write("Quoi", "garder ouvert le puits de Talvane")
    on.tick("Qui", "Forces armées", "Mouvement du Cerf-Volant")
    on.effort.day(on.page.get_by_label("Avant le", exact=True), "2032-03-01")
    on.write("Comment on le saura", "un passage noté chaque semaine")
    on.send()
    # The text names what it lacks, while people are still in the room.
    on.open("accords/")
    on.link(name)
    on.link("Ce qui reste à dire dans ces engagements")
    on.sound()
    said = on.said()
    assert "où, fréquence, moyens, qui autorise, qui vérifie" in said and "échéance" not in said.split("manque")[1][:90]
    on.act("Compléter")
    on.write("Avec quels moyens, de qui", "carburant du gouvernorat")
    on.write("Qui vérifie", "l’observateur")
    on.send()
    on.read()
    on.act("Inscrire qu’il est convenu")
    on.effort.day(on.page.get_by_label("Convenu le"), "2031-06-16")
    on.effort.follow(on.page.get_by_role("button", name="Inscrire au registre"))
    fault = plain(on.page.locator("#fault").inner_text())
    assert "Il reste à dire : où, fréquence, qui autorise" in fault, "nothing is agreed while points are open"
    rest = ["où", "fréquence", "qui autorise", "ce qui y met fin", "qui prend la suite", "si c’est impossible"]
    rest.append("clause servie")
    on.tick("Non convenu, c’est dit", *rest)
    on.send()
    on.read()
    on.sound()
    said = on.said()
    assert on.page.get_by_text("convenu", exact=True).first.is_visible()
    assert "Forces armées, Mouvement du Cerf-Volant" in said
    assert said.count("non convenu") >= len(rest)
    on.effort.record("1", viewport)


@SIZES
def test_story_3_a_meeting_is_prepared_held_and_concluded(begin, viewport):
    on = begin("mediation", viewport)
    name = f"la saison sèche, {viewport}"
    on.open("rencontres/")
    on.act("Convoquer une rencontre")
    on.tick("Laquelle", "ordinaire")
    on.effort.day(on.page.get_by_label("Quand", exact=True), "2031-07-15")
    on.write("Objet", name)
    on.write("Points à ajouter à l’ordre du jour", "puits de Talvane\nmarché du jeudi")
    on.send()
    on.read()
    on.sound()
    # The agenda has written itself; what was added stands at its end.
    agenda = on.page.get_by_role("region", name="L’ordre du jour, à ce jour").inner_text()
    assert agenda.index("Engagements échus ou à échéance") < agenda.index("Points ajoutés")
    assert "Puits de Talvane" in agenda and "Marché du jeudi" in agenda
    papers = on.page.get_by_role("region", name="Papiers de la rencontre")
    line = papers.get_by_role("listitem").filter(has_text="Ordre du jour")
    for_all = on.pdf(line.get_by_role("link", name="pour tous"))
    assert len(for_all) == 1 and "15 juillet 2031" not in for_all[0] and "Marché du jeudi" in for_all[0]
    own = on.pdf(line.get_by_role("link", name="votre exemplaire"))
    assert "15 juillet 2031" not in own[0] and "15 juillet 2031" in own[1] and "FEUILLET RÉSERVÉ" in own[1]
    sheet = on.pdf(papers.get_by_role("listitem").filter(has_text="Feuille de présence").get_by_role("link"))
    assert "Suppléant" in sheet[0] and "Conseil de la jeunesse" in sheet[0]
    # In the room: one thing at a time.
    on.link("Projeter dans la salle")
    on.sound()
    assert f"La saison sèche, {viewport}" in on.said() and "15 juillet 2031" not in on.said()
    first = on.said()
    on.link("Suivant →")
    assert on.said() != first
    on.sound()
    on.link("Quitter l’affichage de salle")
    # Held: seats, never names.
    on.act("Inscrire la tenue")
    on.effort.day(on.page.get_by_label("Tenue le"), "2031-06-16")
    on.tick("Présents", "Forces armées", "Gouvernorat d’Ostrine", "Conseil des chefs et notables")
    on.send()
    on.read()
    assert "3 parties présentes ; le cadre n’a pas fixé de quorum." in on.said()
    on.act("Rédiger le relevé de conclusions")
    on.write("Relevé de conclusions", "Le puits de Talvane reste ouvert.")
    on.send()
    on.read()
    record = on.pdf(
        on.page.get_by_role("listitem").filter(has_text="Relevé de conclusions").get_by_role("link", name="pour tous")
    )
    assert "PROJET" in record[0] and "Le puits de Talvane reste ouvert." in record[0]
    on.act("Adopter le relevé")
    on.send()
    on.read()
    on.sound()
    assert "Relevé adopté" in on.said()
    # Read aloud: what was adopted, the same for all.
    on.link("À lire à voix haute")
    on.sound()
    assert "Le puits de Talvane reste ouvert." in on.said()
    on.link("← Retour à la fiche")
    # What was said apart: opened by the seat's passphrase, and shown on no other page.
    apart = f"Une relève à trois serait possible ({viewport})."
    on.link("Mes notes scellées")
    on.sound()
    on.open_notes()
    on.link("Écrire une note")
    on.write("La note", apart)
    on.effort.follow(on.page.get_by_role("button", name="Envoyer"))
    on.link("Lire la fiche")
    assert apart not in on.said()
    on.open_notes()
    on.sound()
    assert apart in on.said()
    on.effort.record("3", viewport)


def test_story_3_the_room_screen_works_without_scripts(begin):
    on = begin("mediation", "desk", java_script_enabled=False)
    on.open("rencontres/k05/")
    on.link("Projeter dans la salle")
    seen = {on.said()}
    while on.page.get_by_role("link", name="Suivant").count():
        on.link("Suivant →")
        seen.add(on.said())
    assert len(seen) > 4


@SIZES
def test_story_4_differences_are_shown_and_nobody_is_named(begin, viewport):
    """Two parties rate the same undertaking; the mediator shows where they differ, without showing who said what."""
    promise = {"phone": "u02", "desk": "u05"}[viewport]
    for seat, step in (("gendarmerie", "3"), ("youth", "0")):
        on = begin(seat, viewport)
        on.open(f"engagements/{promise}/")
        on.act("Noter où il en est")
        on.tick("Échelle", "échelle PAM, 0 à 3")
        on.write("Échelon, de 0 au dernier", step)
        on.effort.day(on.page.get_by_label("Le", exact=True), "2031-06-15")
        on.send()
    on = begin("mediation", viewport)
    on.open("accords/")
    on.link("Où les versions divergent")
    on.sound()
    said = on.said()
    title = {"phone": "Présenter le plan de carburant", "desk": "Patrouilles de nuit en ville"}[viewport]
    assert title in said
    assert "Conseil de la jeunesse" not in said, "who said so is not on the page"
    on.effort.record("4", viewport)
    other = begin("army", viewport)
    other.open("ecarts/")
    assert title in other.said() and "Conseil de la jeunesse" not in other.said()


@SIZES
def test_story_5_a_request_its_silence_and_what_it_blocks(begin, viewport):
    on = begin("governorate", viewport)
    on.open("plaidoyers/")
    on.act("Rédiger un plaidoyer")
    what = f"des véhicules pour la ville ({viewport})"
    on.write("Ce qui est attendu", what)
    on.tick("À quel échelon", "national")
    on.write("À quelle fonction ou quel service", "la direction nationale du parc")
    on.write("Par l’entremise de", "le président du conseil")
    held = on.group("Engagements qui en dépendent").get_by_text(re.compile("atrouilles de nuit en ville"))
    on.effort.tap(held.first)
    on.send()
    on.read()
    on.effort.follow(on.page.get_by_role("link", name="Approuver au nom de votre partie"))
    on.send()
    on.read()
    on.act("Inscrire l’envoi")
    on.effort.day(on.page.get_by_label("Le", exact=True), "2031-05-07")
    on.effort.choose(on.page.get_by_label("Par quelle voie"), "letter")
    on.send()
    on.read()
    on.sound()
    said = on.said()
    assert "La direction nationale du parc" in said and "40 jours" in said and "atrouilles de nuit en ville" in said
    address = on.page.url
    # Others see the level and the days, never the office or who carries it there.
    other = begin("kite", viewport)
    other.page.goto(address)
    said = other.said()
    assert "40 jours" in said and "niveau national" in said.lower()
    assert "parc" not in said and "président du conseil" not in said
    on.act("Inscrire la réponse")
    on.effort.day(on.page.get_by_label("Le", exact=True), "2031-06-15")
    on.tick("Réponse", "en partie")
    on.write("En quelques mots", "deux véhicules promis")
    on.send()
    on.read()
    on.act("Inscrire qu’il est suivi d’effet")
    on.effort.day(on.page.get_by_label("Le", exact=True), "2031-06-16")
    on.send()
    on.read()
    assert "39 jours" in on.said()
    on.effort.record("5", viewport)


@SIZES
def test_story_8_one_page_before_the_meeting(begin, viewport):
    on = begin("governorate", viewport)
    on.page.goto(f"{on.served.url}/fr/ostrine/?le=2031-06-16")
    on.sound()
    said = on.said()
    for words in ("Décisions attendues", "Incidents", "Plaidoyers", "Prolonger l’autorisation du poste de contrôle"):
        assert words in said, words
    pages = on.pdf(on.page.get_by_role("link", name=re.compile("Votre exemplaire")))
    assert "Décisions attendues de vous" in pages[0] and "Incidents, soixante derniers jours" in pages[0]
    assert "prolonger l’autorisation du poste de contrôle" in pages[0].lower()
    on.effort.record("8", viewport)


@SIZES
def test_story_10_whether_the_framework_met_and_was_heeded(begin, viewport):
    observer = begin("observer", viewport)
    observer.open("recommandations/")
    observer.act("Inscrire une recommandation")
    observer.write("Ce qui est recommandé", f"Tenir une rencontre par mois ({viewport})")
    observer.tick("À quel échelon elle s’adresse", "régional")
    observer.effort.day(observer.page.get_by_label("Faite le"), "2031-06-01")
    observer.send()
    observer.open("recommandations/")
    observer.act("Inscrire qu’elle est suivie en partie")
    observer.effort.day(observer.page.get_by_label("Le", exact=True), "2031-06-15")
    observer.send()
    on = begin("governorate", viewport)
    on.open("rencontres/")
    assert "Non tenues 1" in on.said()
    on.link("Vie des organes")
    on.sound()
    said = on.said()
    assert re.search(r"Tenues \d+ \(avec quorum : 3", said) and "Décisions adoptées" in said
    assert re.search(r"Suivies en partie [1-9]", said)
    on.link("Recommandations")
    on.sound()
    assert f"Tenir une rencontre par mois ({viewport})" in on.said()
    assert on.page.get_by_role("link", name="Inscrire qu’elle est suivie").count() == 0, "not for those it is for"
    on.effort.record("10", viewport)


@SIZES
def test_story_23_implementation_side_by_side_each_formula_shown(begin, viewport):
    on = begin("observer", viewport)
    for case, step in (("u01", "3"), ("u04", "1")):
        on.open(f"engagements/{case}/")
        on.link("Noter où il en est")
        on.tick("Échelle", "échelle PAM, 0 à 3")
        on.write("Échelon, de 0 au dernier", step)
        on.effort.day(on.page.get_by_label("Le", exact=True), "2031-06-15")
        on.send()
    on.open("bilan/")
    on.sound()
    assert "÷" in on.said()
    on.link("Cadres côte à côte")
    on.sound()
    said = on.said()
    assert "Cadre de concertation sur la sécurité de Hautebrise" in said
    assert "Accords nationaux : où en sont les dispositions" in said and "Article 12" in said
    assert "échelle PAM, 0 à 3" in said.replace("Échelle", "échelle") and "÷ (3 ×" in said
    on.effort.record("23", viewport)
