"""Who reported by SMS is told what became of it: once, when it is settled, in words that endanger nobody; after ninety
days nothing of him is left.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from gateways import SENDER, Line
from homes import call
from office import Office

from toguna.domain.incidents import Report
from toguna.server.actions import serving
from toguna.server.actions.forgetting import forget_messages
from toguna.server.actions.gateways import revoke_gateway
from toguna.server.actions.letters import GSM, LONGEST
from toguna.server.actions.outcomes import OUTCOMES, queue_outcomes
from toguna.server.acts.performing import perform
from toguna.server.office.models import Answer, Message, Submission
from toguna.server.queries.arrivals import Keeping, keeping
from toguna.server.queries.day import days as days_of
from toguna.server.queries.day import held
from toguna.server.queries.reading import read
from toguna.server.queries.verifications import Feedback, feedback

ROBBERY = "Braquage à Ostrine le 14/06, 2 morts et 1 blessé"
GRADE = {"reliability": "B", "credibility": "2"}
EMPTY = ("POST", b'{"messages": [], "updates": []}')
TOKENS = count()
Do = Callable[..., str]


@pytest.fixture
def line(office: Office) -> Line:
    return Line(office, "medic")


@pytest.fixture
def do(office: Office) -> Do:
    def act(name: str, data: Mapping[str, Any] | None = None, case: str | None = None, seat: str = "mediation") -> str:
        token = f"outcome-{next(TOKENS):04d}"
        return perform(
            office.reading(seat), office.key, name, data or {}, token=token, lang="fr", case=case, proof=True
        ).case

    return act


def reported(office: Office, line: Line, text: str = ROBBERY, sender: str = SENDER) -> tuple[str, str]:
    """The case of a report that came as SMS, and its number."""
    before = {one.id for one in office.reading("mediation").all(Report)}
    said = line.sms(text, sender=sender)
    (case,) = {one.id for one in office.reading("mediation").all(Report)} - before
    return case, said.split(":")[0].split()[-1]


def asked(line: Line) -> list[dict[str, str]]:
    """What a gateway gets when it asks what is to be sent."""
    messages: list[dict[str, str]] = line.ask(*EMPTY)[1]["messages"]
    return messages


def shown(office: Office) -> Feedback | None:
    """How many were answered, on the day that the exercise plays."""
    day = days_of(held(office.home, "ostrine")).last
    return feedback(read(office.home, framework="ostrine", seat="mediation", as_of=day))


def verified(do: Do, case: str, ends: str = "adopt") -> None:
    """Make an incident of the report, and bring its joint verification to an end."""
    incident = do("incident.report", {"kind": "ROB-ROAD", "date": "2031-06-14", "where": ["ostrine"]})
    do("report.merge", {"incident": incident}, case)
    do("incident.screen", {**GRADE, "handling": ["kite", "army"]}, incident)

    looked = do("verification.name", {"incident": incident, "team": ["army", "kite"]})
    do("verification.go", {"date": "2031-06-15"}, looked, seat="army")
    do("verification.exchange", {"finding": "Deux véhicules."}, looked, seat="kite")
    do("verification.adopt", {"date": "2031-06-16", "finding": "Deux véhicules."}, looked)
    do("incident.confirm", {}, incident)


def test_the_outcome_of_a_verification_is_told_once(office: Office, line: Line, do: Do) -> None:
    case, number = reported(office, line)
    assert asked(line) == [], "nothing is settled"
    before = shown(office)
    verified(do, case)
    (out,) = asked(line)
    assert out["to"] == SENDER
    assert out["content"] == (
        f"No {number}: verifie, suite donnee. Pour en savoir plus, demandez au bureau en disant ce numero."
    )
    assert asked(line) == []
    assert queue_outcomes(office.register, office.key) == 0
    after = shown(office)
    assert before is not None and after is not None
    assert (after.received, after.answered) == (before.received, before.answered + 1)
    line.ask("POST", json.dumps({"updates": [{"id": out["id"], "status": "FAILED"}]}).encode())
    failed = shown(office)
    assert failed is not None and failed.answered == before.answered, "what did not go out told nobody"


def test_an_answer_and_a_report_that_was_put_aside(office: Office, line: Line, do: Do) -> None:
    case, number = reported(office, line)
    do("report.set_aside", {"why": "Déjà connu de Kouroumako."}, case)
    (out,) = asked(line)
    assert out["content"].startswith(f"No {number}: pas retenu.")
    other, second = reported(office, line, "robbery Ostrine 14/06, 3 killed, on the road of the market", "+22370000002")
    do("report.set_aside", {"why": "Déjà connu."}, other)
    do("report.answer", {"answer_text": "Une patrouille est passée."}, other)
    (out,) = asked(line)
    assert (out["to"], out["content"].split(":")[0]) == ("+22370000002", f"No. {second}")
    assert "answer awaits" in out["content"], "in the language of his message"


def test_who_took_it_back_is_not_told(office: Office, line: Line) -> None:
    _, number = reported(office, line)
    line.sms(f"NON {number}")
    assert asked(line) == []
    assert Answer.objects.filter(outcome_of__isnull=False).count() == 0


def test_two_gateways_that_ask_at_once_get_it_once(office: Office, line: Line, do: Do) -> None:
    case, _ = reported(office, line)
    do("report.set_aside", {"why": "Déjà connu."}, case)
    got: list[dict[str, str]] = []
    threads = [threading.Thread(target=lambda: got.extend(asked(line))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) == 1
    assert Answer.objects.filter(outcome_of__isnull=False).count() == 1


def test_another_gateway_of_the_seat_sends_for_one_that_was_revoked(office: Office, line: Line, do: Do) -> None:
    case, _ = reported(office, line)
    do("report.set_aside", {"why": "Déjà connu."}, case)
    revoke_gateway(office.register, office.reading("mediation").reader, line.issued.number)
    assert asked(Line(office, "medic", seat="army")) == [], "another seat's"
    assert len(asked(Line(office, "medic"))) == 1


def test_without_the_passphrase_it_waits(office: Office, line: Line, do: Do) -> None:
    case, _ = reported(office, line)
    do("report.set_aside", {"why": "Déjà connu."}, case)
    serving.hold(None)
    assert asked(line) == []
    serving.hold(office.key)
    assert len(asked(line)) == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_word_of_it_endangers_who_holds_the_telephone(lang: str) -> None:
    from toguna.server.actions.letters import gsm

    for text in OUTCOMES.values():
        said = gsm(text.say(lang, number="499999"))
        assert len(said) <= LONGEST
        assert set(said) <= GSM
        words = said.casefold()
        told = "incident signal report braquage robbery patrouille patrol mort killed militaire army toguna registre"
        assert not [one for one in told.split() if one in words], said


# --- ninety days


def aged(office: Office, days: int) -> date:
    """Everything that came by SMS is so many days old; the day that the exercise plays."""
    today = days_of(held(office.home, "ostrine")).last
    Message.objects.update(received=today - timedelta(days=days))
    Submission.objects.update(received=today - timedelta(days=days))
    return today


def look(office: Office, today: date) -> Keeping:
    """What the page of that day says of what is kept."""
    return keeping(read(office.home, framework="ostrine", seat="mediation", as_of=today))


def test_after_ninety_days_nothing_is_left_of_who_wrote_it(office: Office, line: Line) -> None:
    case, number = reported(office, line)
    line.sms("INC braquage environ 2 morts", sender="+22370000003")
    senders = set(Message.objects.values_list("sender", flat=True))
    marks = set(Submission.objects.values_list("instance", flat=True))
    today = aged(office, 90)
    assert forget_messages(office.register, today) == {"messages": 0, "drafts": 0}, "the ninetieth day is kept"
    today = aged(office, 91)
    assert look(office, today).late == 2
    assert forget_messages(office.register, today) == {"messages": 2, "drafts": 2}
    assert forget_messages(office.register, today) == {"messages": 0, "drafts": 0}
    assert (Message.objects.count(), Answer.objects.count()) == (0, 0)
    assert [bytes(one) for one in Submission.objects.values_list("content", flat=True)] == [b"", b""]
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["entered", "over"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = office.home.database.read_bytes()
    assert [one for one in senders | marks if one.encode() in kept] == []
    # What the register got stays, and its number goes to nobody else.
    (report,) = (one for one in office.reading("mediation").all(Report) if one.id == case)
    assert (report.receipt, report.killed) == (number, 2)
    assert line.sms(f"{number} 9M").startswith(f"Le {number} n'est pas un de vos messages")


def test_a_gateway_that_asks_forgets_what_is_due(office: Office, line: Line) -> None:
    reported(office, line)
    today = aged(office, 40)
    day = today + timedelta(days=50)
    kept = look(office, today)
    assert (kept.messages, kept.until, kept.late) == (1, day, 0)
    aged(office, 91)
    serving.hold(None)
    asked(line)
    assert Message.objects.count() == 0, "the key is not needed to forget"
    assert look(office, today).messages == 0


def test_a_gateway_that_only_brings_messages_forgets_too(office: Office, line: Line) -> None:
    reported(office, line)
    aged(office, 91)
    Line(office, "httpsms").sms("INC 1 Ostrine 3M", sender="+22370000004")
    assert Message.objects.count() == 1
    assert Submission.objects.filter(digest="").count() == 1


def test_the_command_forgets_too(office: Office, line: Line) -> None:
    reported(office, line)
    aged(office, 91)
    done = call("keys", "--home", office.home.path, "--framework", "ostrine", "--json")
    assert done.code == 0, done.err
    assert done.json["forgotten"] == {"messages": 1, "drafts": 1, "forms": 0, "photos": 0}
    again = call("keys", "--home", office.home.path, "--framework", "ostrine")
    none = "De plus de 90 jours, effacés avec leurs expéditeurs : 0 SMS, 0 formulaires, 0 photos."
    assert none in again.out.replace("\xa0", " ")
