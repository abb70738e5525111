"""Alerts from the rule to the answer: raised with one tap, borne by two constituencies, overdue, carried up, closed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from acted import TODAY, act, acting, done, hidden, sitting
from pages import main_of, text

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["acting", "sitting"]

Sitting = Callable[[str], "Client"]
LIST = f"/fr/ostrine/alertes/{TODAY}"


def page_of(browser: Client, case: str) -> str:
    return text(browser.get(f"/fr/ostrine/alertes/{case}/{TODAY}"))


def raised(browser: Client, **said: object) -> str:
    told = {"level": "orange", "date": "2031-06-16", "where": "valombrine-sorbane", "rule": "On entend des tirs."}
    return done(browser, "alert.raise", **told | said)


def test_a_rule_that_holds_is_raised_with_one_tap_and_is_then_not_proposed_again(sitting: Sitting) -> None:
    office = sitting("mediation")
    page = office.get(LIST)
    assert "Une mesure prend fin sous une semaine, sans relève" in text(page)
    body = page.content.decode()
    form = re.search(r'<form class="tap" method="post" action="([^"]+)">.*?</form>', body, flags=re.S)
    assert form
    sent = {name: hidden(page, name) for name in ("jeton", "held")}
    sent["held"] = html.unescape(sent["held"])
    first, again = (office.post(html.unescape(form.group(1)), sent) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"], "a double tap is one alert"
    case = re.search(r"/alertes/(v-[\w-]+)/", office.get(first["Location"]).content.decode())
    assert case
    told = page_of(office, case.group(1))
    assert "Alerte : préparation" in told
    assert "Règle Une mesure prend fin sous une semaine, sans relève" in told, "borne by its owner and the calendar"
    assert "tient à ce niveau quand" not in told
    after = text(office.get(LIST))
    assert "Aucune règle ne tient à ce jour." in after
    late = office.post(html.unescape(form.group(1)), sent | {"jeton": "another-token-of-a-tab"})
    assert late.status_code == 400
    assert "à choisir dans la liste" in text(late)


def test_signs_of_three_constituencies_are_a_line_to_verify_that_one_party_makes_an_alert(sitting: Sitting) -> None:
    office, where = sitting("mediation"), "valombrine-sorbane"
    for seat, kind in (("youth", "shops_shut"), ("chiefs", "families_leave"), ("army", "weapons_seen")):
        assert "Plusieurs signes de tension" not in text(office.get(LIST))
        done(sitting(seat), "signal.record", kind=kind, date="2031-06-15", where=where)
    told = text(office.get(LIST))
    assert "À vérifier" in told
    assert "Plusieurs signes de tension au même endroit Axe Valombrine–Sorbane" in told
    assert "Plusieurs signes de tension au même endroit Alerte" not in told, "a signal is no alarm"
    assert "Départ de familles, axe Valombrine–Sorbane 15 juin 2031 · autorités traditionnelles" in told
    assert "Départ de familles" not in text(sitting("army").get(LIST)), "who said so is the secretariat’s to know"
    link = re.search(r'<a href="([^"]+held=signs[^"]*)">Une partie le constate', office.get(LIST).content.decode())
    assert link
    held = {"held": "signs|valombrine-sorbane"}
    assert hidden(office.get(html.unescape(link.group(1))), "jeton")
    alone = act(office, "alert.raise_by_rule", **held)
    assert alone.status_code == 409
    assert "Demander à une partie de l’axe ce qu’elle constate" in text(alone)
    own = act(office, "alert.raise_by_rule", **held, party="mediation")
    assert own.status_code == 409, "the secretariat is no second source"
    case = done(office, "alert.raise_by_rule", **held, party="women")
    told = page_of(office, case)
    assert "Alerte : vigilance" in told
    assert "Réglage au jour de l’alerte Au moins 3, sur 7 jours, de 3 composantes, par défaut" in told
    assert "À vérifier" not in text(office.get(LIST)), "it rests once it is raised"


def test_rules_are_for_the_secretariat_and_nobody_else_may_raise_one(sitting: Sitting) -> None:
    for seat in ("army", "governorate", "kite", "chiefs", "youth", "observer", "donor"):
        browser = sitting(seat)
        assert "Règles qui tiennent" not in text(browser.get(LIST)), seat
        assert browser.get(f"/fr/ostrine/agir/alert.raise_by_rule/{TODAY}").status_code == 404, seat


def test_one_party_alone_never_gets_beyond_watch_and_its_own_second_word_does_not_count(sitting: Sitting) -> None:
    youth, office = sitting("youth"), sitting("mediation")
    case = raised(youth)
    assert "Alerte : vigilance" in page_of(youth, case)
    assert "Lancée à « préparation »" in page_of(youth, case)
    assert "alert.confirm" not in offered_to("youth", case), "who stands by it already is not asked again"
    assert "alert.confirm" in offered_to("chiefs", case)
    own = act(office, "alert.confirm", case)
    assert own.status_code == 409
    assert "Indiquer la partie qui le constate" in text(own), "the secretariat is no second source"
    assert act(office, "alert.confirm", case, party="youth").status_code == 409
    done(office, "alert.confirm", case, party="chiefs")
    told = page_of(youth, case)
    assert "Alerte : préparation" in told
    assert "Confirmée par : Conseil des chefs" in told
    assert "Alerte : préparation" in page_of(sitting("army"), case), "those who only read the level read the same"


def offered_to(seat: str, case: str) -> set[str]:
    """The acts on an alert that a seat's pages offer."""
    from django.conf import settings

    from toguna.server.acts.catalogue import offered
    from toguna.server.queries.cases import stands
    from toguna.server.queries.reading import read

    reading = read(settings.HOME, framework="ostrine", seat=seat, as_of=None)
    return {one.name for one in offered(reading, "alert", stands(reading, "alert", case))}


def test_an_alert_closes_with_its_decision_its_answer_and_its_feedback_only(sitting: Sitting) -> None:
    chiefs, office, prefect, army = (sitting(seat) for seat in ("chiefs", "mediation", "governorate", "army"))
    case = raised(chiefs, responder="army")
    done(army, "alert.acknowledge", case)
    unexplained = act(prefect, "alert.decide", case, decision="none")
    assert unexplained.status_code == 409
    assert "la raison de ne rien faire" in text(unexplained)
    done(prefect, "alert.decide", case, decision="act", why="Des tirs près du marché.")
    done(army, "alert.respond", case, what="Deux passages le soir.", by="army")
    assert "Réponse de Forces armées" in page_of(office, case)
    done(army, "alert.follow_up", case, outcome="Calme depuis trois jours.")
    early = act(office, "alert.close", case)
    assert early.status_code == 409
    assert "aucun retour n’est inscrit à ceux qui ont alerté" in text(early)
    assert "Close" not in page_of(office, case)
    done(office, "alert.feed_back", case, feedback="Dit aux chefs : deux passages chaque soir.")
    done(office, "alert.close", case)
    assert "Close" in page_of(chiefs, case)
    assert "Dit aux chefs" in page_of(chiefs, case), "who warned reads what came of it"


def test_what_is_due_is_told_by_days_and_going_up_is_an_act_that_the_page_proposes(sitting: Sitting) -> None:
    office, prefect = sitting("mediation"), sitting("governorate")
    case = raised(office)
    from django.conf import settings

    from toguna.server.queries.alerts import story
    from toguna.server.queries.reading import Reading, read

    told = page_of(office, case)
    assert "Prendre en compte, jusqu’au 17 juin 2031" in told
    assert "échu" not in told
    held = read(settings.HOME, framework="ostrine", seat="mediation", as_of=None)

    def on(days: int):  # the same register as it will read, if nobody does anything
        return Reading(
            held.register, "ostrine", held.mode, held.reader, date(2031, 6, 16) + timedelta(days), held.today
        )

    soon, late = story(on(1), case), story(on(2), case)
    assert soon is not None
    assert late is not None
    assert (soon.row.overdue, late.row.overdue) == (False, True)
    assert (soon.next_level, late.next_level) == (None, "commune"), "nothing goes up by itself"
    assert late.row.status.fr == "lancée"
    form = prefect.get(f"/fr/ostrine/agir/alert.escalate/{TODAY}&cas={case}")
    assert re.search(r'value="commune"[^>]*(checked|selected)', form.content.decode()), "the level above is filled in"
    done(prefect, "alert.escalate", case, escalated_to="commune")
    assert "Portée au niveau commune" in page_of(office, case)


def test_the_alarm_of_2019_stood_before_the_gap_and_when_it_was_open(acting: object) -> None:
    """Replay R1: the patrols of the Timbuktu–Goundam road end without a confirmed relief."""
    from django.conf import settings

    from toguna.server.queries.alert_rules import holds
    from toguna.server.queries.reading import read

    def rules(day: str) -> dict[str, tuple[str, ...]]:
        reading = read(settings.HOME, framework="timbuktu-taoudeni", seat="hd", as_of=date.fromisoformat(day))
        return {row.rule: row.spots for row in holds(reading)}

    before, within = rules("2019-03-26"), rules("2019-04-12")
    assert before.keys() & {"gap-near", "relief-missing"}, before
    assert within == {"gap-open": ("tombouctou-goundam",)}


@pytest.mark.parametrize("seat", ["mediation", "army", "governorate", "observer"])
def test_what_alerts_are_worth_is_told_with_what_it_does_not_say(sitting: Sitting, seat: str) -> None:
    page = sitting(seat).get(LIST)
    assert "Incidents graves venus sans alerte" in text(page)
    assert "peut avoir évité l’incident" in text(page)


def test_who_reads_no_alerts_reads_no_figures_of_them(sitting: Sitting) -> None:
    for seat in ("donor", "youth", "chiefs"):
        assert "Ce que valent les alertes" not in main_of(sitting(seat).get(LIST)), seat
