"""Stories 17 to 21 of the domain notes (§10), in French, on a phone and at a desk, each counted: a chief reports and is
answered, reads the road's advice, says what a post takes; the youth committee carries the charter and answers a rumour.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from somebody import Somebody, plain

SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


def report(who: Somebody, kind: str, road: str, words: str) -> str:
    """The page made for the thumb, filled and sent; the receipt's number."""
    box = who.page.locator(f'label:has(input[name="kind"][value="{kind}"])')
    if not box.is_visible():
        who.effort.tap(who.page.get_by_text("Autre chose", exact=True))
    who.effort.tap(box)
    who.ticks("where", road).writes("told", words)
    who.effort.tap(who.page.get_by_role("main").get_by_role("button", name="Envoyer").first)
    sent = who.page.get_by_text(re.compile("Envoyé, reçu")).first
    sent.wait_for()
    number = re.search(r"reçu ([2-9A-Z]{7})", sent.inner_text())
    assert number, sent.inner_text()
    return number.group(1)


@pytest.fixture
def sits(acting: Any, page_fr: Any, enter: Any, axe: Any, overflow: Any) -> Callable[[str, str], Somebody]:
    """`sits("chiefs", "phone")`: that seat, logged in, at its Point du jour."""

    def sit(seat: str, size: str) -> Somebody:
        page = page_fr(size)
        enter(page, acting, seat)
        return Somebody(page, axe, overflow)

    return sit


@SIZES
def test_17_a_chief_reports_gets_a_number_and_days_later_an_answer(sits: Any, size: str) -> None:
    words = f"Trois hommes ont arrêté le car avant Ambrelune ({size})."
    answer = f"La patrouille du soir passe désormais à Ambrelune ({size})."
    chief = sits("chiefs", size).opens("Incidents et alertes").taps("Signalements").taps("Faire un signalement").sound()
    number = report(chief, "ROB-ROAD", "valombrine-talvane", words)
    chief.sound()
    assert chief.effort.taps <= 9
    office = sits("mediation", size).opens("Incidents et alertes").taps("Signalements")
    # By its number: others of the same day stand beside it.
    mine = office.page.locator("section[aria-labelledby=list] li").filter(has_text=number)
    office.effort.follow(mine.get_by_role("link"))
    assert words in office.said
    office.taps("Mettre de côté").writes("why", "Transmis à la patrouille du soir.").sends().taps("Lire la fiche")
    office.taps("Inscrire la réponse donnée").writes("answer_text", answer).sends()
    chief = sits("chiefs", size).opens("Incidents et alertes").taps("Signalements").sound()
    assert answer in chief.said
    assert number in chief.said
    for other in ("army", "youth"):
        assert answer not in sits(other, size).opens("Incidents et alertes").taps("Signalements").said, other


@SIZES
def test_18_the_advice_is_word_for_word_the_same_for_a_chief_and_for_the_youth(sits: Any, size: str) -> None:
    words = f"Partir en convoi le jour du marché, avant seize heures ({size})."
    office = sits("mediation", size).opens("Incidents et alertes").taps("Alertes").taps("Inscrire un conseil")
    office.chooses("roads", "valombrine-talvane").writes("what", words).sends()
    read = set()
    for seat in ("chiefs", "youth"):
        who = sits(seat, size).opens("Incidents et alertes").taps("Alertes").sound()
        shown = who.page.get_by_role("region", name="Conseils du cadre").inner_text()
        assert words in plain(shown)
        assert not re.search("vide sécuritaire|relève|prend fin", shown), (
            "nothing of a gap, whether there is one or not"
        )
        read.add(shown)
    assert len(read) == 1
    assert who.effort.taps == 2
    who.effort.record("18", size)


@SIZES
def test_19_what_a_post_takes_is_said_safely_and_complaints_are_seen_by_month(sits: Any, size: str) -> None:
    words = f"Le poste de Sorbane prend cinq cents par sac ({size})."
    chief = sits("chiefs", size).opens("Incidents et alertes").taps("Signalements").taps("Faire un signalement")
    report(chief, "CHK-ILL", "valombrine-sorbane", words)
    chief.effort.record("19", size)
    chief = sits("chiefs", size).opens("Incidents et alertes").taps("Signalements").sound()
    assert "Plaintes sur des barrages et taxes, par mois" in chief.said
    assert "ou que les gens n’osent plus le dire" in chief.said
    for other in ("army", "kite", "governorate"):
        who = sits(other, size).opens("Incidents et alertes").taps("Signalements")
        assert words not in who.said, other
        assert "Aucun signalement." in who.said, other


@SIZES
def test_20_the_youth_committee_carries_the_charter_and_sees_where_it_has_not_been(sits: Any, size: str) -> None:
    youth = sits("youth", size).opens("Accords et engagements").taps("Chartes, diffusion et ordres internes").sound()
    youth.taps("Inscrire une diffusion faite").sound()
    youth.chooses("charter", "charter-2031").chooses("where", "ambrelune").dates("date")
    youth.ticks("languages", "tamasheq").ticks("languages", "songhai").writes("audience", "35").sends()
    youth.effort.record("20", size)
    assert youth.effort.typed <= 12, "a place, languages and a number: nothing to write"
    youth.taps("Lire la fiche").sound()
    assert "tamasheq, songhaï" in youth.said and "35" in youth.said
    youth.taps("Chartes, diffusion et ordres internes").sound()
    assert "Pas encore atteintes" in youth.said
    missing = youth.said.split("Pas encore atteintes")[1].split("Au moins")[0]
    assert "Talvane" in missing and "Ambrelune" not in missing


@SIZES
def test_21_a_rumour_is_raised_and_its_checked_answer_comes_back_to_spread(sits: Any, size: str) -> None:
    words = f"On dit que le marché de Talvane est fermé ({size})."
    message = f"Le marché de Talvane est ouvert jeudi ({size})."
    youth = sits("youth", size).opens("Incidents et alertes").taps("Rumeurs").taps("Signaler une rumeur").sound()
    assert "jamais qui l’a dit" in youth.said
    youth.writes("what", words).dates("date").sends().effort.record("21", size)
    other = sits("army", size).opens("Incidents et alertes").taps("Rumeurs").sound()
    assert words not in other.said and "en cours de vérification" in other.said
    office = sits("mediation", size).opens("Incidents et alertes").taps("Rumeurs").taps(words)
    office.taps("Inscrire la vérification").ticks("finding", "false").sends().taps("Lire la fiche")
    office.taps("Donner le message de réponse").writes("counter_message", message).sends()
    for seat in ("youth", "army"):
        who = sits(seat, size).opens("Incidents et alertes").taps("Rumeurs").sound()
        assert message in who.said, seat


def test_a_reply_is_set_as_large_as_the_result_it_answers(sits: Any) -> None:
    """Domain notes §9.1: printed beside, same size; the claim must not shout over the party."""
    who = sits("kite", "desk").opens("Bilan")
    size = "node => [parseFloat(getComputedStyle(node).fontSize), node.getBoundingClientRect().width]"
    pair = who.page.locator("section[aria-labelledby=announced] .said-beside").filter(
        has=who.page.locator("blockquote")
    )
    pair.first.wait_for()
    said, reply = pair.first.locator("> div").nth(0), pair.first.locator("> div").nth(1)
    letters, width = said.locator("p.what").evaluate(size)
    answered, beside = reply.locator("blockquote p").last.evaluate(size)
    assert (letters, True) == (answered, abs(width - beside) <= 0.25 * width), (letters, width, answered, beside)
    who.effort.follow(pair.first.locator("p.what a"))
    quotes = who.page.locator(".even blockquote.said")
    sizes = {one.locator("p").last.evaluate(size)[0] for one in quotes.all()}
    assert quotes.count() >= 2 and len(sizes) == 1, sizes
