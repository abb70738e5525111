"""Stories 2, 9 and 11 to 16 of the domain notes (§10), in French, on a phone and at a desk, each counted.

One hand-over from beginning to end: the governorate authorises the army's patrol, a movement logs and gives notice, the
army takes over by the checklist. Each size has a copy of its own, because what is done stays done.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from served import Served
from somebody import TODAY, Somebody


@pytest.fixture
def stage(made_veranda: Any, tmp_path: Path) -> Iterator[Served]:
    with made_veranda.copied(tmp_path) as served:
        yield served


@pytest.fixture
def sits(stage: Served, page_fr: Any, enter: Any, axe: Any, overflow: Any) -> Callable[..., Somebody]:
    """`sits("army", "phone")`: that seat, logged in, at its Point du jour."""

    def sit(seat: str, size: str) -> Somebody:
        page = page_fr(size)
        enter(page, stage, seat)
        return Somebody(page, axe, overflow)

    return sit


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_hand_over_from_the_authorisation_to_the_last_confirmation(sits, size: str) -> None:
    # 2. The secretariat sees at once what ends within thirty days without a confirmed successor.
    who = sits("mediation", size)
    assert "relève n’est pas confirmée" in who.said and "23 juin 2031" in who.said
    who.taps("Patrouille routière, axe Valombrine–Talvane (v02)", within="Relèves à confirmer").sound()
    assert "Relève à confirmer." in who.said and who.effort.taps == 1
    who.effort.record("2", size)
    # 9. The governorate authorises the patrol that would take over.
    who = sits("governorate", size).opens("Mesures et relèves").sound()
    assert "À autoriser" in who.said
    who.taps("(v03)").sound()
    assert "23 juin" not in who.said, "an end is not for those who authorise"
    who.taps("Inscrire l’autorisation").sound()
    who.effort.choose(who.page.locator("#by"), "governorate")
    who.effort.type(who.page.locator("#ref"), "arrêté 14/G")
    who.effort.day(who.page.locator("#until"), "2031-12-31")
    who.effort.type(who.page.locator("#conduct"), "Aucune taxe. Armes baissées aux postes.")
    who.sends().sound().effort.record("9", size)
    # Other forces read it, with its rules and without a date to come; nobody else reads that it is being arranged.
    other = sits("gendarmerie", size).opens("Mesures et relèves")
    assert "valable aujourd’hui" in other.said and "Gouvernorat d’Ostrine (arrêté 14/G)" in other.said
    other.taps("(v03)").sound()
    assert "Aucune taxe. Armes baissées aux postes." in other.said and "31 décembre 2031" not in other.said
    assert "(v03)" not in sits("chiefs", size).opens("Mesures et relèves").said
    # The army gives it means and begins.
    who = sits("army", size).opens("Mesures et relèves").taps("(v03)").taps("Inscrire les moyens").sound()
    who.ticks("means-0-kind", "fuel")
    who.effort.type(who.page.locator('[name="means-0-lasts_days"]'), "45")
    who.effort.day(who.page.locator('[id="means-0-counted"]'), TODAY)
    who.sends().taps("Lire la fiche").taps("Lancer la mesure").sound()
    who.effort.day(who.page.locator("#start"), TODAY)
    who.effort.day(who.page.locator("#planned_end"), "2031-09-30")
    who.sends()
    # 14. On its road it is told that a friend is there, and nothing of when.
    who = sits("army", size)
    who.taps("Axe Valombrine–Talvane", within="Axes : couverture sécuritaire").sound()
    shown = who.page.get_by_role("region", name="Présence amie aujourd’hui")
    assert "présence amie" in shown.inner_text() and "Mouvement du Cerf-Volant" in shown.inner_text()
    assert not re.search(r"\d", shown.inner_text()), "no hour, no day, no number"
    assert who.effort.taps == 1
    who.effort.record("14", size)
    # 11. The movement logs its outing in a few taps, without a word on the next one.
    who = sits("kite", size).taps("Inscrire une sortie faite").sound()
    who.ticks("demi", "am").sends()
    assert (who.effort.taps, who.effort.typed) == (3, 0) and who.effort.taps <= 8
    who.effort.record("11", size)
    who.effort.record("outing", size)
    # 12. It says fourteen days ahead that it will stop, and is recorded as having said so.
    who = (
        sits("kite", size)
        .opens("Mesures et relèves")
        .taps("(v02)", within="En cours")
        .taps("Annoncer la fin à l’avance")
        .sound()
    )
    who.effort.day(who.page.locator("#end"), "2031-06-30")
    who.effort.type(who.page.locator("#why"), "Le carburant s’épuise.")
    who.sends().taps("Lire la fiche").sound()
    assert "Mouvement du Cerf-Volant, 14 jours à l’avance" in who.said
    who.effort.record("12", size)
    # 15. The army takes over by the checklist: it cannot be closed before every point of it is settled.
    who = sits("army", size).taps("(v02)", within="Relèves à confirmer").taps("Clore la relève").sound()
    who.taps("Inscrire au registre")
    assert "la liste n’est pas remplie" in who.said and "n’ont pas confirmé" in who.said
    who.taps("Retour à la fiche").taps("Remplir la liste de la relève").sound()
    who.effort.day(who.page.locator("#last_seen"), TODAY)
    who.ticks("hot_spots", "ambrelune").ticks("contacts", "chief").ticks("contacts", "carrier")
    who.effort.day(who.page.locator("#joint_patrol"), TODAY)
    who.sends().taps("Lire la fiche").sound()
    assert "Points à surveiller" in who.said and "Ambrelune" in who.said
    who.taps("Confirmer la relève").sends()
    sits("kite", size).taps("(v02)", within="Relèves à confirmer").taps("Confirmer la relève").sends()
    who.taps("Lire la fiche").taps("Clore la relève").sends().taps("Lire la fiche")
    assert "faite" in who.said.lower()
    who.effort.record("15", size)
    # 16. Persons handed to justice are counted by day, place and authority; there is nowhere to write a name.
    who = (
        sits("army", size)
        .opens("Mesures et relèves")
        .taps("(v03)", within="En cours")
        .taps("Inscrire une remise à la justice")
        .sound()
    )
    assert who.page.locator("form.act input[type=text], form.act textarea").count() == 0
    who.effort.day(who.page.locator("#date"), TODAY)
    who.effort.type(who.page.locator("#count"), "2")
    who.ticks("authority", "prosecutor")
    who.sends().taps("Lire la fiche").sound()
    assert "Personnes remises à la justice 2" in who.said
    who.effort.record("16", size)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_13_a_movement_contests_what_is_said_of_it_and_never_learns_who_said_it(sits, size: str) -> None:
    who = sits("kite", size).opens("Bilan").taps("Les braquages ont pris fin sur l’axe de Talvane").sound()
    assert "contesté" in who.said.lower()
    who.taps("Répondre au nom de votre partie").sound()
    who.effort.type(who.page.locator("#what"), "Nous n’étions pas sur l’axe ce jour-là.")
    who.sends().taps("Lire la fiche").sound()
    assert "Nous n’étions pas sur l’axe ce jour-là." in who.said and "En réponse, Mouvement du Cerf-Volant" in who.said
    who.effort.record("13", size)
