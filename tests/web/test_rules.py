"""Rules of the framework: decided in a meeting, shown beside their default, and what rose before keeps its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from acted import TODAY, act, acting, done, hidden, sitting
from pages import text

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["acting", "sitting"]

Sitting = Callable[[str], "Client"]
PAGE = f"/fr/ostrine/regles/{TODAY}"


def quorate(office: Client) -> str:
    """A meeting that was held with its quorum."""
    case = done(office, "meeting.call", kind="extraordinary", called_for="2031-06-16")
    seats = ["mediation", "governorate", "army", "kite", "chiefs", "youth", "women", "interim"]
    done(office, "meeting.hold", case, start="2031-06-16", present=seats)
    return case


def tomorrow(seat: str = "mediation"):
    """The register as it will be read tomorrow, if nobody says anything more."""
    from django.conf import settings

    from toguna.server.queries.reading import Reading, read

    held = read(settings.HOME, framework="ostrine", seat=seat, as_of=None)
    return Reading(held.register, "ostrine", held.mode, held.reader, date(2031, 6, 17), held.today)


def test_a_decision_stands_beside_the_default_and_what_rose_before_keeps_its_own_timers(sitting: Sitting) -> None:
    from toguna.server.queries.alerts import story

    office = sitting("mediation")
    said = {"level": "orange", "date": "2031-06-16", "where": "valombrine-sorbane", "rule": "On entend des tirs."}
    before = done(office, "alert.raise", **said)
    meeting = quorate(office)
    why = "Le gouvernorat est à deux jours de route."
    done(
        office, "rule.decide_timers", "rule-timers", acknowledge_hours="24", decide_hours="72", act_hours="96",
        ladder=["regional", "local"], meeting=meeting, why=why,
    )  # fmt: skip
    told = text(office.get(PAGE))
    assert "Heures pour décider 72 (par défaut : 24)" in told
    assert "Vaut à partir du 17 juin 2031." in told
    assert f"Raison : {why}" in told
    assert "local → régional" in told
    assert "L’inscription signée" in told
    held = story(tomorrow(), before)
    assert held is not None
    assert [(one.step, one.due.day) for one in held.timers] == [("acknowledge", 17), ("decide", 17)]
    assert (held.hours["decide"], held.row.overdue) == (24, False)
    from toguna.domain.rules import hours
    from toguna.server.queries.rules import decided

    assert dict(hours(decided(tomorrow()))) == {"acknowledge": 24, "decide": 72, "act": 96}


def test_a_rule_of_alerts_is_switched_off_from_the_next_day_and_back_to_its_default(sitting: Sitting) -> None:
    from toguna.server.queries.alert_rules import holds

    office = sitting("mediation")
    rules = {row.rule for row in holds(tomorrow())}
    assert "relief-missing" in rules
    meeting = quorate(office)
    case = "rule-relief-missing"
    done(office, "rule.decide_alert", case, enabled="non", meeting=meeting, why="Une autre règle suffit.")
    assert {row.rule for row in holds(tomorrow())} == rules - {"relief-missing"} | {"gap-near"}, "the gap is still told"
    assert "hors service par décision du cadre" in text(office.get(PAGE))
    done(office, "rule.decide_alert", case, days="2", sources="2", meeting=meeting, why="Sous deux jours seulement.")
    told = text(office.get(PAGE))
    assert "Sur combien de jours 2 (par défaut : 7)" in told
    assert "hors service" not in told, "what is not said again goes back to its default"
    done(office, "rule.restore", case, meeting=meeting, why="La règle par défaut convenait.")
    assert {row.rule for row in holds(tomorrow())} == rules
    assert "rule.restore" not in offered_to("mediation", case)


def offered_to(seat: str, case: str) -> set[str]:
    """The acts on a rule that a seat may do."""
    from toguna.server.acts.catalogue import offered
    from toguna.server.queries.rules import standing

    held = tomorrow(seat)
    return {one.name for one in offered(held, "rule", standing(held, case))}


def test_the_page_says_what_a_decision_does_to_false_alarms(sitting: Sitting) -> None:
    office = sitting("mediation")
    meeting = quorate(office)
    done(office, "rule.decide_alert", "rule-signs", level="yellow", meeting=meeting, why="Nous voulons l’alarme.")
    told = text(office.get(PAGE))
    mine = told.split("Plusieurs signes de tension au même endroit décidée")[1]
    assert "Niveau vigilance (par défaut : routine)" in mine[:300]
    default, here = mine.split("52 signes sans fondement par an : ")[1].split(", ", 1)
    assert (default, here[5:17]) == ("aucune alarme par défaut", "au plus ici "), here[:40]
    assert "Mesuré le 28 novembre 2026" in told
    assert "Dit un fait du calendrier" in told


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"level": "orange", "sources": "1"}, "une seule partie pourrait lancer l’alarme contre une autre"),
        ({"days": "400"}, "va de 1 à 90"),
        ({}, "Aucun réglage n’est donné"),
    ],
)
def test_what_no_framework_can_decide_is_refused_with_what_to_do(
    sitting: Sitting, said: dict[str, str], sentence: str
) -> None:
    office = sitting("mediation")
    answer = act(office, "rule.decide_alert", "rule-signs-agree", meeting=quorate(office), why="x", **said)
    assert answer.status_code in (400, 409)
    assert sentence in text(answer)
    assert "signalent la tension règle par défaut" in text(office.get(PAGE))


def test_a_meeting_that_was_not_held_decides_nothing(sitting: Sitting) -> None:
    office = sitting("mediation")
    called = done(office, "meeting.call", kind="extraordinary", called_for="2031-06-30")
    answer = act(office, "rule.decide_alert", "rule-signs-agree", enabled="non", meeting=called, why="x")
    assert answer.status_code == 400
    assert "à choisir dans la liste" in text(answer)
    from django.conf import settings

    from toguna.server.actions import serving
    from toguna.server.actions.rules import MeetingDecidedNothing, decide
    from toguna.server.queries.reading import read

    held = read(settings.HOME, framework="ostrine", seat="mediation", as_of=None)
    rule, fields = ("ostrine", "signs-agree"), {"enabled": False, "meeting": called}
    with pytest.raises(MeetingDecidedNothing):
        decide(held.register, held.reader, serving.held(), "rule.alert_decided", rule, fields)


def test_of_two_secretaries_the_second_reads_what_the_first_decided(sitting: Sitting) -> None:
    one, two = sitting("mediation"), sitting("mediation-suppleant")
    from toguna.domain.rules import verification_days
    from toguna.server.queries.rules import decided
    from toguna.server.queries.verifications import verifying

    before = verifying(tomorrow())
    address = f"/fr/ostrine/agir/rule.decide_verification/{TODAY}&cas=rule-verify-4"
    meeting = quorate(one)
    forms = [browser.get(address) for browser in (one, two)]
    answers = [
        browser.post(
            address,
            {
                "jeton": hidden(form, "jeton"),
                "vu": hidden(form, "vu"),
                "settle_hours": hours,
                "meeting": meeting,
                "why": "x",
            },
        )
        for browser, form, hours in zip((one, two), forms, ("100", "200"), strict=True)
    ]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert "quelqu’un a écrit dans cette fiche" in text(answers[1])
    assert verification_days(decided(tomorrow()))[4] == (2, 5)
    assert before is not None
    assert before.rows
    assert verifying(tomorrow()) == before, "what was known before keeps its clock"


def test_every_member_reads_the_rules_and_only_the_secretariat_decides(sitting: Sitting) -> None:
    for seat in ("army", "governorate", "kite", "chiefs", "youth", "observer"):
        told = text(sitting(seat).get(PAGE))
        assert "Règles d’alerte" in told, seat
        assert "Décider d’une règle" not in told, seat
        assert offered_to(seat, "rule-signs") == set(), seat
    assert sitting("donor").get(PAGE).status_code == 404


def test_two_decisions_that_did_not_know_of_each_other_decide_nothing(acting: object) -> None:
    """As after an exchange: two copies decided apart; the default holds and both are shown as divergent."""
    from toguna.domain.rules import case_of
    from toguna.server.queries.rule_pages import line
    from toguna.server.queries.rules import decided
    from toguna.server.records.models import MODELS, Mark

    day = date(2031, 6, 16)
    held = tomorrow()
    data = {"id": case_of("signs-agree"), "framework": "ostrine", "subject": "signs-agree", "least": 9}
    contests = [{"field": "least", "values": [["a", 9], ["b", 2]]}]
    row = {"known_from": day, "known_to": None, "framework": "ostrine", "data": data, "contests": contests}
    register = held.register.hex()
    MODELS["rule"].objects.create(register=register, case=data["id"], **row)
    Mark.objects.update_or_create(register=register, noun="rule", defaults={"mark": "written to"})
    try:
        assert "signs-agree" not in decided(tomorrow())
        found = line(tomorrow(), data["id"])
        assert found is not None
        assert found.state == "contested"
        assert not any(one.differs for one in found.settings)
    finally:
        MODELS["rule"].objects.filter(case=data["id"]).delete()
        Mark.objects.filter(noun="rule").update(mark="written to again")


def test_a_review_is_recorded_and_its_dates_stand_on_the_page_of_parity(sitting: Sitting) -> None:
    office = sitting("mediation")
    parity = f"/fr/ostrine/parite/{TODAY}"
    assert "revue des consentements aucune n’est inscrite" in text(office.get(parity))
    done(
        office, "review.record", kind="consents", date="2031-06-01", finding="in_order", until="2032-05-31",
        by=["mediation"], kept_at="Armoire du bureau",
    )  # fmt: skip
    told = "1er juin 2031 : rien à corriger valable jusqu’au 31 mai 2032"
    assert told in text(office.get(parity))
    assert "papier : Armoire du bureau" in text(sitting("army").get(parity))
    donor = text(sitting("donor").get(f"/fr/ostrine/soutien/{TODAY}"))
    assert told in donor
    assert "Armoire" not in donor
    assert sitting("army").get(f"/fr/ostrine/agir/review.record/{TODAY}").status_code == 404
