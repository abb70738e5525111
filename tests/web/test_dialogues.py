"""Dialogues, rumours, what carries a charter to people, the week's indicators: acted, read, and kept from others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from acted import TODAY, act, acting, done, sitting
from pages import text

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["acting", "sitting"]

Sitting = Callable[[str], "Client"]
MEMBERS = ("mediation", "governorate", "army", "kite", "lantern", "chiefs", "youth", "observer")


def page(browser: Client, address: str) -> str:
    return text(browser.get(f"/fr/ostrine/{address}{TODAY}"))


def test_a_mediation_case_goes_from_issue_to_settlement_and_a_relapse_is_told(sitting: Sitting) -> None:
    chiefs = sitting("chiefs")
    case = done(
        chiefs,
        "dialogue.open",
        what="Accès au puits d’Ambrelune",
        issue="pasture_water",
        constituencies=["traditional_authority", "youth"],
        mediators="chiefs",
        where="ambrelune",
        start="2031-06-10",
    )
    done(chiefs, "dialogue.move", case, stage="together")
    assert "Rencontre commune" in page(chiefs, f"dialogues/{case}/").replace("rencontre commune", "Rencontre commune")
    done(chiefs, "dialogue.settle", case, end="2031-06-14")
    done(chiefs, "dialogue.relapse", case, why="Le puits est de nouveau fermé.")
    told = page(sitting("army"), f"dialogues/{case}/")
    for words in ("Pâturage, point d’eau", "autorités traditionnelles", "Réglé", "Cela a repris : Le puits", "1 fois"):
        assert words.lower() in told.lower(), words
    listed = page(sitting("youth"), "dialogues/")
    assert "Accès au puits d’Ambrelune" in listed
    assert "a repris 1 fois" in listed


def test_a_rumour_is_not_spread_by_the_page_before_it_is_answered(sitting: Sitting) -> None:
    youth, office = sitting("youth"), sitting("mediation")
    words = "On dit que l’escorte de jeudi ne viendra plus."
    case = done(youth, "rumour.hear", what=words, date="2031-06-15", channel="network", where="talvane")
    assert words in page(youth, "rumeurs/"), "who brought it reads it"
    assert words in page(office, f"rumeurs/{case}/")
    for seat in ("army", "governorate", "kite", "chiefs", "observer"):
        browser = sitting(seat)
        told = page(browser, "rumeurs/")
        assert words not in told, seat
        assert "en cours de vérification" in told, seat
        assert browser.get(f"/fr/ostrine/rumeurs/{case}/{TODAY}").status_code == 404, seat
    early = act_status(office, "rumour.answer", case)
    assert early == 409, "what was not checked has no message"
    done(office, "rumour.check", case, finding="false")
    message = "L’escorte de jeudi est maintenue, comme chaque semaine."
    done(office, "rumour.answer", case, counter_message=message)
    for seat in MEMBERS:
        told = page(sitting(seat), "rumeurs/")
        assert message in told, seat
        assert words in told, seat
    assert "Réponses sous 48 h 1 sur 1" in page(youth, "rumeurs/")
    assert message not in page(sitting("donor"), "rumeurs/")


def act_status(browser: Client, name: str, case: str) -> int:
    return int(act(browser, name, case, counter_message="Trop tôt.").status_code)


def test_a_local_agreement_that_nobody_has_carried_yet_is_told_with_all_its_places(sitting: Sitting) -> None:
    told = page(sitting("army"), "chartes/")
    assert "Charte des routes du marché" in told
    assert "Localités atteintes : 0 sur 6." in told.split("Charte des routes du marché")[1]


def test_a_planned_dissemination_is_read_by_those_who_plan_it_and_one_held_by_all(sitting: Sitting) -> None:
    youth, what = sitting("youth"), "charter-2031"
    case = done(
        youth,
        "dissemination.plan",
        charter=what,
        where="ambrelune",
        date="2031-06-20",
        languages=["tamasheq", "songhai"],
    )
    own = page(youth, "chartes/")
    assert "prévue" in own
    assert "20 juin 2031" in own
    for seat in ("governorate", "army", "kite", "chiefs", "observer"):
        browser = sitting(seat)
        assert "20 juin 2031" not in page(browser, "chartes/"), seat
        assert browser.get(f"/fr/ostrine/diffusions/{case}/{TODAY}").status_code == 404, seat
    done(youth, "dissemination.done", case, date="2031-06-16", audience="40", channel="voice")
    told = page(sitting("army"), "chartes/")
    assert "Ambrelune" in told
    assert "40" in told
    log = told.split("Diffusions", 1)[1].split("Comités de suivi")[0]
    assert "semaine du 16 juin 2031" in log, "others read the week"
    assert "Tamasheq, songhaï".lower() in told.lower()
    assert "Au moins 40 personnes (diffusions qui donnent un nombre : 1 sur 1)" in told
    reached, places = map(int, re.search(r"Localités atteintes : (\d+) sur (\d+)", told).groups())
    assert (reached, places > reached) == (1, True)
    assert "Pas encore atteintes" in told
    assert "Talvane" in told.split("Pas encore atteintes")[1]
    cancelled = act(sitting("chiefs"), "dissemination.log", charter=what, where="", date="2031-06-16")
    assert cancelled.status_code == 400


def test_an_order_is_told_as_a_share_attested_by_each_side(sitting: Sitting) -> None:
    kite, army, office = sitting("kite"), sitting("army"), sitting("mediation")
    case = done(kite, "order.issue", by="kite", date="2031-06-12")
    done(kite, "order.relay", case, date="2031-06-14")
    done(kite, "order.attest", case, reach_percent="80")
    assert "Attestée d’un seul côté." in page(army, f"ordres/{case}/")
    done(army, "order.attest", case, reach_percent="40")
    told = page(sitting("chiefs"), f"ordres/{case}/")
    assert "de 40 à 80 %" in told
    assert "Attestée des deux côtés." in told
    assert "Mouvement du Cerf-Volant : 80" not in told, "who said which share is between him and the secretariat"
    assert "Mouvement du Cerf-Volant : 80" in page(kite, f"ordres/{case}/")
    assert "Forces armées : 40" in page(office, f"ordres/{case}/")
    wrong = act(army, "order.attest", case, reach_percent="350")
    assert wrong.status_code == 409
    assert "jamais en nombre d’unités" in text(wrong)


def test_two_indicators_agree_only_when_two_functions_say_so(sitting: Sitting) -> None:
    office = sitting("mediation")
    done(office, "indicator.note", spot="talvane", asked="chief", weapons_seen="more", shots_heard="more")
    alone = page(sitting("army"), "indices/")
    assert "Armes vues en ville" in alone
    assert "disent la même tension" not in alone, "one voice twice is one voice"
    done(office, "indicator.note", spot="talvane", asked="market", weapons_seen="no_answer", shots_heard="more")
    assert "deux indices (armes), de deux fonctions" in page(sitting("army"), "indices/")
    nothing = act(office, "indicator.note", spot="talvane", asked="chief")
    assert nothing.status_code == 400
    assert "Armes vues en ville".lower() in text(nothing).lower()
    assert "à remplir" in text(nothing)
    assert "Armes vues" not in page(sitting("donor"), "indices/")


def test_proxies_carry_a_claim_when_two_agree_and_signs_of_tension_feed_the_rules(sitting: Sitting) -> None:
    office = sitting("mediation")
    claim = done(office, "claim.announce", says="Moins d’armes en ville.", about=["v01"])
    first = done(office, "indicator.note", spot="sorbane", asked="women", weapons_seen="less", shots_heard="usual")
    second = done(office, "indicator.note", spot="sorbane", asked="post", weapons_seen="no_answer", shots_heard="less")
    done(office, "claim.add_indicator", claim, side="for", ref=f"{first}-0")
    told = page(sitting("army"), f"bilan/{claim}/")
    assert "rapporté" in told
    assert "Armes vues en ville : moins que d’habitude, Sorbane, semaine du" in told
    done(office, "claim.add_indicator", claim, side="for", ref=f"{second}-1")
    assert "compatible avec les données" in page(sitting("army"), f"bilan/{claim}/")
    for asked in ("chief", "market", "women"):
        assert "Plusieurs signes de tension" not in page(office, "alertes/")
        done(office, "indicator.note", spot="lumerane", asked=asked, weapons_seen="more")
    assert "Plusieurs signes de tension" in page(office, "alertes/"), "each proxy is a sign, of whom was asked"


@pytest.mark.parametrize("address", ["dialogues/", "rumeurs/", "chartes/", "indices/"])
def test_outside_the_members_nothing_of_these_is_read(sitting: Sitting, address: str) -> None:
    assert re.search("(réservée?s? aux|pour les) membres", page(sitting("donor"), address))


def test_every_section_offers_what_its_reader_may_do_there(sitting: Sitting) -> None:
    office = sitting("mediation")
    expected = {
        "alertes/": ("alert.raise", "signal.record", "advice.agree"),
        "rumeurs/": ("rumour.hear",),
        "dialogues/": ("dialogue.open",),
        "chartes/": ("dissemination.log", "committee.form", "order.issue"),
        "indices/": ("indicator.note",),
        "rencontres/": ("meeting.call",),
        "plaidoyers/": ("request.draft",),
    }
    for address, names in expected.items():
        body = office.get(f"/fr/ostrine/{address}{TODAY}").content.decode()
        for name in names:
            assert f"/agir/{name}/" in body, (address, name)
        assert "Ce que vous pouvez faire" in body
    given = office.get(f"/fr/ostrine/signalements/{TODAY}").content.decode()
    assert "/fr/ostrine/compte-rendu/" in given, "an act with a page of its own leads there"
    from django.test import Client

    assert "/agir/" not in Client().get(f"/fr/ostrine/alertes/{TODAY}").content.decode()
    case = done(office, "rumour.hear", what="Le marché serait fermé.", date="2031-06-16")
    assert (
        f"/agir/rumour.check/{TODAY}&amp;cas={case}"
        in office.get(f"/fr/ostrine/rumeurs/{case}/{TODAY}").content.decode()
    )
