"""An SMS through the real server: entered once, answered, corrected, taken back; in French and by each gateway."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from typing import Any

import pytest
from gateways import SENDER, SENT, Line, jwt
from office import Office

from toguna.domain.incidents import HeardFrom, Report
from toguna.server.actions import messages, serving
from toguna.server.actions.arrivals import enter_waiting
from toguna.server.actions.gateways import revoke_gateway
from toguna.server.acts.numbering import numbered
from toguna.server.office.models import Answer, Message, Submission
from toguna.server.queries.gateways import gateways
from toguna.server.queries.phones import arrived

KINDS = ("smssync", "medic", "httpsms", "signed")
ROBBERY = "Braquage à Ostrine le 14/06, 2 morts et 1 blessé"


@pytest.fixture
def line(office: Office) -> Line:
    return Line(office, "smssync")


def reports(office: Office) -> Sequence[Report]:
    return office.reading("mediation").all(Report)


def number_of(said: str) -> str:
    return "".join(c for c in said.split(":")[0] if c.isdigit())


def test_one_sms_is_in_the_register(office: Office, line: Line) -> None:
    said = line.sms(ROBBERY)
    (report,) = reports(office)
    assert (report.kind, report.where, report.near, report.channel) == ("ROB-ROAD", ("ostrine",), "ostrine", "sms")
    assert (report.killed, report.injured, report.abducted) == (2, 1, None)
    assert report.date is not None
    assert report.date.iso() == "2031-06-14"
    assert report.told is not None
    assert report.told.fr == "braquage a ostrine le 14/06 2 morts et 1 blesse"
    assert (
        said
        == f"Recu {report.receipt}: braquage, Ostrine, 14/06, 2 morts, 1 blesse. Faux? repondez NON {report.receipt}"
    )
    assert report.receipt is not None
    assert len(report.receipt) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_each_gateway_hands_it_on_once(office: Office, kind: str) -> None:
    line = Line(office, kind)
    first = line.sms(ROBBERY, id_="a")
    assert line.sms(ROBBERY, id_="a") == first
    assert line.sms(ROBBERY, id_="b") == first, "another id, but the same sender, hour and words"
    assert len(reports(office)) == 1
    assert Message.objects.count() == 1
    assert line.sms(ROBBERY, id_="a", sender="+22370000001", sent=SENT + 1) != first or kind == "httpsms"
    assert len(reports(office)) == 2
    (row,) = gateways(office.reading("mediation"))
    assert (row.kind, row.messages, sum(row.answers.values())) == (kind, 2, 2)


def test_the_same_message_by_many_gateways_at_once(office: Office, line: Line) -> None:
    other = Line(office, "medic")
    said: list[str] = []
    threads = [threading.Thread(target=lambda one=one: said.append(one.sms(ROBBERY))) for one in [line, other] * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(said) == 8
    assert len(set(said)) == 1
    assert len(reports(office)) == 1


def test_a_draft_is_completed_with_its_number(office: Office, line: Line) -> None:
    said = line.sms("INC braquage 14/06 environ 2 morts")
    number = number_of(said)
    assert "Il manque: ou, combien de morts" in said
    assert reports(office) == ()
    assert arrived(office.reading("mediation"))[0].state == "incomplete"
    assert "Il manque: combien de morts" in line.sms(f"{number} Ostrine")
    assert reports(office) == ()
    assert line.sms(f"{number} 2M").startswith(f"Corrige {number}: 2 morts.")
    (report,) = reports(office)
    assert (report.kind, report.where, report.killed, report.receipt) == ("ROB-ROAD", ("ostrine",), 2, number)
    assert report.date is not None
    assert [one.state for one in Submission.objects.order_by("pk")] == ["replaced", "replaced", "entered"]


@pytest.mark.parametrize(
    ("more", "day", "killed"),
    [
        ("le 12 mars", "2031-03-12", None),
        ("12 mars", "2031-03-12", None),
        ("12/03", "2031-03-12", None),
        ("12M", None, 12),
    ],
)
def test_a_day_that_may_be_the_dead_is_settled_by_either(
    office: Office, line: Line, more: str, day: str | None, killed: int | None
) -> None:
    said = line.sms("INC braquage Ostrine 12 mars")
    number = number_of(said)
    assert "Il manque: jour ou morts" in said
    assert reports(office) == ()
    assert line.sms(f"{number} {more}").startswith(f"Corrige {number}: ")
    (report,) = reports(office)
    assert (report.date and report.date.iso(), report.killed) == (day, killed)


def test_a_day_in_answer_to_which_day_is_one(office: Office, line: Line) -> None:
    said = line.sms("INC braquage Ostrine 31/02 2M")
    assert "Il manque: quel jour" in said
    assert line.sms(f"{number_of(said)} 12 mars").startswith("Corrige ")
    (report,) = reports(office)
    assert (report.date and report.date.iso(), report.killed) == ("2031-03-12", 2)
    # Nobody asked for it here: it may be twelve dead.
    assert "Il manque: jour ou morts" in line.sms(f"{number_of(said)} 13 mars")
    assert [one.killed for one in reports(office)] == [2]


def test_a_report_is_corrected_and_taken_back_by_its_sender_only(office: Office, line: Line) -> None:
    number = number_of(line.sms(ROBBERY))
    stranger = "+22399999999"
    assert line.sms(f"NON {number}", sender=stranger).startswith(f"Le {number} n'est pas un de vos messages")
    assert line.sms(f"{number} 9M", sender=stranger).startswith(f"Le {number} n'est pas un de vos messages")
    assert reports(office)[0].killed == 2
    assert line.sms(f"{number} 3M") == f"Corrige {number}: 3 morts. Faux? repondez NON {number}"
    (report,) = reports(office)
    assert (report.killed, report.injured, report.status) == (3, 1, "received")
    assert line.sms(f"non {number}").startswith(f"{number} est retire")
    assert reports(office)[0].status == "set_aside"
    assert line.sms(f"{number} 1M").startswith(f"{number} a ete retire")
    assert reports(office)[0].killed == 3


def test_a_quiet_week_counts_as_heard_from(office: Office, line: Line) -> None:
    before = len(office.reading("mediation").all(HeardFrom))
    said = line.sms("RAS Ostrine S7 P2 15/06")
    assert "rien a signaler, Ostrine, semaine du 09/06, securite 7/10, 2 patrouilles" in said
    found = [one for one in office.reading("mediation").all(HeardFrom) if one.where == ("ostrine",)]
    assert len(office.reading("mediation").all(HeardFrom)) == before + 1
    assert any(one.week.iso() == "2031-W24" for one in found)


def test_an_outing_waits_for_a_person(office: Office, line: Line) -> None:
    reading = office.reading("mediation")
    measure = next(row for row in numbered(reading) if row.noun == "measure")
    assert "Le bureau confirmera" in line.sms(f"SORTIE {measure.number} 1406 matin")
    assert arrived(reading)[0].state == "incomplete", "nobody knows who sent it: cover is not confirmed by it"
    before = Submission.objects.count()
    assert line.sms(f"SORTIE {measure.number} demain matin").startswith("Non garde: une sortie a venir")
    assert Submission.objects.count() == before


def test_what_is_not_for_this_leaves_no_trace(office: Office, line: Line) -> None:
    assert "Accompagnez la personne" in line.sms("viol d'une fillette a Ostrine")
    assert "Accompagnez la personne" in line.sms("viol d'une fillette a Ostrine"), "the same when it comes again"
    (row,) = Message.objects.all()
    assert (row.intent, row.outcome, row.submission) == ("help", "help", None)
    assert Submission.objects.count() == 0


def test_without_the_passphrase_it_waits_and_is_answered_all_the_same(office: Office, line: Line) -> None:
    serving.hold(None)
    number = number_of(line.sms(ROBBERY))
    line.sms(f"{number} 3M")
    assert reports(office) == ()
    assert enter_waiting(office.register, office.key)["entered"] == 1
    (report,) = reports(office)
    assert (report.killed, report.injured, report.kind) == (3, 1, "ROB-ROAD")


def test_numbers_of_the_card_stay(office: Office) -> None:
    first = {(row.noun, row.case): row.number for row in numbered(office.reading("mediation"))}
    again = {(row.noun, row.case): row.number for row in numbered(office.reading("kite"))}
    assert all(again[key] == first[key] for key in again if key in first)
    assert len({*first.values()}) == len(first)
    assert ("road", "rivemoire-hautebrise") not in first, "another framework's road"
    assert ("measure", "v03") not in first, "a relief to come is in no list"


def test_one_number_cannot_fill_the_office(office: Office, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST_A_DAY", 3)
    said = [line.sms(f"INC 1 Ostrine {n}M") for n in range(1, 6)]
    assert [bool(one) for one in said] == [True, True, True, False, False]
    assert len(reports(office)) == 3
    assert Submission.objects.filter(state="incomplete").count() == 2
    monkeypatch.setattr(messages, "MOST_OF_A_GATEWAY", 5)
    body = {"from": "+1", "text": "INC 1 Ostrine", "id": "x"}
    other = Line(office, "signed")
    assert other.send_signed(body)[0] == 200
    monkeypatch.setattr(messages, "MOST_OF_A_GATEWAY", 1)
    status, refused = other.send_signed({**body, "id": "y"})
    assert (status, refused["error"]) == (429, "too-many-messages")


# --- gateways prove themselves


def test_a_revoked_gateway_and_a_wrong_secret(office: Office, line: Line) -> None:
    secret = line.issued.secret
    object.__setattr__(line.issued, "secret", "wrong")
    status, refused = line._smssync(ROBBERY, SENDER, "a", SENT)[:2]
    assert (status, refused["payload"]["success"], refused["error"]) == (403, False, "gateway-not-admitted")
    object.__setattr__(line.issued, "secret", secret)
    assert line.ask("POST", b"{}", path="medic")[0] == 404, "a token of another kind"
    assert line.ask("GET", path="nowhere")[0] == 404
    revoke_gateway(office.register, office.reading("mediation").reader, line.issued.number)
    assert line._smssync(ROBBERY, SENDER, "a", SENT)[0] == 403
    assert reports(office) == ()


def test_a_signature_holds_for_its_body_and_its_minute(office: Office) -> None:
    line = Line(office, "signed")
    body: dict[str, Any] = {"from": SENDER, "text": ROBBERY, "id": "a"}
    assert line.send_signed(body, at=time.time() - 400)[0] == 403
    assert line.send_signed(body, at=time.time() + 400)[0] == 403
    assert line.ask("POST", json.dumps(body).encode(), {"X-Toguna-Signature": "t=1,v1=" + "0" * 64})[0] == 403
    assert line.ask("POST", json.dumps(body).encode())[0] == 403
    assert reports(office) == ()
    assert line.send_signed(body)[0] == 200
    assert line.send_signed({"from": SENDER, "text": ROBBERY})[0] == 400, "neither an id nor an hour"


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"nbf": 9e12},
        {"exp": "soon"},
        {"head": {"alg": "none"}},
        {"head": {"alg": "RS256"}},
        {"head": ["HS256"]},
    ],
)
def test_a_token_of_httpsms_is_checked(office: Office, claims: dict[str, Any]) -> None:
    line = Line(office, "httpsms")
    token = jwt(line.issued.secret, **claims)
    assert line.ask("POST", b"{}", {"Authorization": f"Bearer {token}"})[0] == 403
    assert line.ask("POST", b"{}", {"Authorization": f"Bearer {jwt('other')}"})[0] == 403
    assert line.ask("POST", b"{}", {"Authorization": "Bearer a.b.c"})[0] == 403
    assert line.ask("POST", b"{}", {"Authorization": f"Bearer {jwt(line.issued.secret)}"})[0] == 200


# --- answers


def test_answers_wait_are_handed_on_and_followed(office: Office) -> None:
    line = Line(office, "httpsms")
    line.sms(ROBBERY)
    (answer,) = Answer.objects.all()
    assert answer.state == "waiting"
    Message.objects.update(gateway=2)
    Answer.objects.update(gateway=2)
    other = Line(office, "medic")
    serving.hold(None)
    ask = ("POST", b'{"messages": [], "updates": []}')
    assert other.ask(*ask)[1] == {"messages": []}, "nobody gave the passphrase: the boxes stay closed"
    serving.hold(office.key)
    (out,) = other.ask(*ask)[1]["messages"]
    assert out["to"] == SENDER
    assert out["content"].startswith("Recu ")
    assert other.ask(*ask)[1] == {"messages": []}
    for status, state in (("PENDING", "handed"), ("SENT", "sent"), ("PENDING", "sent"), ("DELIVERED", "delivered")):
        other.ask("POST", json.dumps({"updates": [{"id": out["id"], "status": status}]}).encode())
        assert Answer.objects.get().state == state


def test_smssync_asks_for_what_waits(office: Office, line: Line) -> None:
    waiting = Line(office, "httpsms")
    waiting.sms(ROBBERY)
    other = Line(office, "smssync", seat="army")
    assert other.ask("GET", path=f"smssync?task=send&secret={other.issued.secret}")[1]["payload"]["messages"] == []
    status, data = line.ask("GET", path=f"smssync?task=send&secret={line.issued.secret}")
    assert status == 200
    (one,) = data["payload"]["messages"]
    assert (data["payload"]["task"], one["to"]) == ("send", SENDER)
    assert line.ask("GET", path="smssync?task=send&secret=wrong")[0] == 403


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("medic", b"[]"),
        ("medic", b'{"messages": {}}'),
        ("medic", b'{"messages": [1]}'),
        ("medic", b"[" * 100_000),
        ("medic", b'{"messages": [' + b'{"id": 1},' * 200 + b"{}]}"),
        ("medic", b"\xff\xfe"),
        ("medic", b'{"a": "' + b"x" * 300_000 + b'"}'),
        ("smssync", b"from=&message=a"),
    ],
)
def test_hostile_requests_are_refused_in_french(office: Office, kind: str, body: bytes) -> None:
    line = Line(office, kind)
    begin = time.process_time()
    status, refused = line.ask("POST", body, {"Content-Type": "application/x-www-form-urlencoded"})
    assert status in (400, 403), refused
    assert refused["message"].startswith(("L’envoi de la passerelle", "Cette passerelle"))
    assert time.process_time() - begin < 1


def test_a_message_from_nobody_does_not_stop_the_others(office: Office) -> None:
    line = Line(office, "medic")
    body = {
        "messages": [{"id": "1", "content": "x"}, {"id": "2", "from": SENDER, "content": ROBBERY, "sms_sent": SENT}]
    }
    status, data = line.ask("POST", json.dumps(body).encode())
    assert (status, len(data["messages"]), len(reports(office))) == (200, 1, 1)
