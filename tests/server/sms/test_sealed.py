"""A sealed SMS through the real server: read, entered as authenticated, answered without telling what it said."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from gateways import SENDER, SENT, Line
from homes import call
from hypothesis import given
from hypothesis import strategies as st
from office import Office
from writer import TODAY, gazetteer

from toguna.domain.incidents import Report
from toguna.register.short_messages import (
    FIRST_DAY,
    MOST_IN_TEXT,
    OUTING,
    QUIET,
    WITHDRAW,
    PhoneKey,
    ShortMessage,
    as_text,
    read_key_line,
    seal,
)
from toguna.server.actions import serving
from toguna.server.actions.arrivals import enter_waiting
from toguna.server.actions.letters import GSM, LONGEST
from toguna.server.actions.messages import Outcome
from toguna.server.actions.sealed_phones import issue_sealed_phone, revoke_sealed_phone
from toguna.server.acts.numbering import numbered
from toguna.server.intake.sms.sealed import answered, understood
from toguna.server.office.models import Message, SealedPhone, Submission
from toguna.server.queries.phones import arrived
from toguna.server.queries.reading import reader_of
from toguna.server.queries.report_pages import listed
from toguna.server.queries.seats import founding_act

DAY = (TODAY - FIRST_DAY).days - 2


@pytest.fixture
def phone(office: Office) -> PhoneKey:
    reader = reader_of(founding_act(office.register), "mediation")
    return read_key_line(issue_sealed_phone(office.home, office.register, reader).line)


@pytest.fixture
def robbery(office: Office) -> ShortMessage:
    place = next(row.number for row in numbered(office.reading("mediation")) if row.case == "ostrine")
    assert place is not None
    return ShortMessage(kind=1, spots=(place,), day=DAY, killed=2, injured=1, words="ils ont fui, chauffeur Kouroumako")


def reports(office: Office) -> tuple[Report, ...]:
    return tuple(office.reading("mediation").all(Report))


def number_of(said: str) -> str:
    return said.split(",")[0].split()[-1]


@pytest.mark.parametrize("kind", ["smssync", "medic", "httpsms", "signed"])
def test_each_gateway_carries_it(office: Office, phone: PhoneKey, robbery: ShortMessage, kind: str) -> None:
    line = Line(office, kind, seat="mediation")
    said = line.sms(as_text(seal(phone, 1, robbery)))
    (report,) = reports(office)
    assert (report.kind, report.where, report.killed, report.injured) == ("ROB-ROAD", ("ostrine",), 2, 1)
    assert (report.date, report.channel) == (report.date, "sealed_sms")
    assert report.date is not None and report.date.iso() == "2031-06-14"
    assert report.told is not None and "Kouroumako" not in report.told.fr
    (row,) = listed(office.reading("mediation"))
    assert row.came is not None and row.came.fr == "SMS scellé, authentifié"
    if kind != "httpsms":
        assert said.startswith(f"Recu {report.receipt}, scelle, authentifie.")
        assert not {"2", "braquage", "Ostrine", "mort"} & set(said.replace(str(report.receipt), "").split())


def test_bytes_through_the_signed_gateway(office: Office, phone: PhoneKey, robbery: ShortMessage) -> None:
    line = Line(office, "signed")
    words = "Bouctouwal kdzqwertu azfivuxo pqmwneyr gghklisu vbcxwuoy ytrezpuo qsdfeghi jklmuwxc vbnyazer typoiuhj qwyz"
    long = replace(robbery, words=words)
    sealed = seal(phone, 1, long)
    assert len(sealed) > MOST_IN_TEXT
    body = {"from": SENDER, "id": "a", "data": base64.b64encode(sealed).decode()}
    status, data = line.send_signed(body)
    assert status == 200
    assert data["answers"][0]["text"].startswith("Recu ")
    assert len(reports(office)) == 1
    for wrong in ("not base64!", "", base64.b64encode(bytes(141)).decode()):
        assert line.send_signed({**body, "data": wrong})[0] == 400


def test_the_same_again_and_the_same_number_again(office: Office, phone: PhoneKey, robbery: ShortMessage) -> None:
    line, other = Line(office, "smssync"), Line(office, "medic")
    text = as_text(seal(phone, 5, robbery))
    said = line.sms(text)
    assert other.sms(text, sender="+22300000001", id_="later", sent=SENT + 10**7) == said
    assert len(reports(office)) == 1
    forged = as_text(seal(phone, 5, replace(robbery, killed=9)))
    assert line.sms(forged).startswith("Non garde: ce message scelle est deja arrive")
    assert line.sms(as_text(seal(phone, 4, replace(robbery, killed=3)))).startswith("Recu "), "one was overtaken"
    for counter in range(6, 40):
        SealedPhone.objects.update(latest=counter)
    assert line.sms(as_text(seal(phone, 3, robbery))).startswith("Non garde: ce message scelle"), "too old to tell"
    assert [one.killed for one in reports(office)].count(9) == 0
    assert len(reports(office)) == 2


def test_after_its_message_was_deleted_it_does_not_come_back(
    office: Office, phone: PhoneKey, robbery: ShortMessage
) -> None:
    line = Line(office, "smssync")
    text = as_text(seal(phone, 1, robbery))
    line.sms(text)
    Message.objects.all().delete()
    assert line.sms(text).startswith("Non garde: ce message scelle est deja arrive")
    assert len(reports(office)) == 1


def test_what_does_not_open_is_said_and_not_kept(office: Office, phone: PhoneKey, robbery: ShortMessage) -> None:
    line = Line(office, "smssync")
    sealed = seal(phone, 1, robbery)
    stranger = PhoneKey(phone.device, bytes(16))
    for text in (
        as_text(seal(stranger, 1, robbery)),
        as_text(seal(PhoneKey(999, phone.key), 1, robbery)),
        as_text(sealed)[:-2],
        as_text(sealed[:9] + b"\0" + sealed[10:]),
    ):
        assert line.sms(text).startswith("Non garde: ce message scelle ne s'ouvre pas."), text
    assert Submission.objects.count() == 0
    assert SealedPhone.objects.get().latest == 0, "what proves nothing uses up no number"
    reader = office.reading("mediation").reader
    revoke_sealed_phone(office.register, reader, phone.device)
    assert line.sms(as_text(sealed)).startswith("Non garde: ce message scelle ne s'ouvre pas.")
    assert reports(office) == ()


def test_only_its_telephone_corrects_it_whatever_number_it_writes_from(
    office: Office, phone: PhoneKey, robbery: ShortMessage
) -> None:
    line = Line(office, "smssync")
    number = number_of(line.sms(as_text(seal(phone, 1, robbery))))
    for text in (f"NON {number}", f"{number} 9M"):
        assert line.sms(text).startswith(f"Le {number} n'est pas un de vos messages"), "the same number, unproved"
    changed = as_text(seal(phone, 2, ShortMessage(about=int(number), killed=3)))
    assert line.sms(changed, sender="+22300000001") == f"Corrige {number}, scelle, authentifie."
    (report,) = reports(office)
    assert (report.killed, report.injured, report.status, report.channel) == (3, 1, "received", "sealed_sms")
    assert line.sms(as_text(seal(phone, 3, ShortMessage(what=WITHDRAW, about=int(number))))).startswith(
        f"{number} est retire"
    )
    assert reports(office)[0].status == "set_aside"


def test_it_counts_for_the_telephones_seat_and_waits_without_the_passphrase(
    office: Office, robbery: ShortMessage
) -> None:
    reader = reader_of(founding_act(office.register), "kite")
    phone = read_key_line(issue_sealed_phone(office.home, office.register, reader).line)
    serving.hold(None)
    Line(office, "smssync", seat="mediation").sms(as_text(seal(phone, 1, robbery)))
    assert Submission.objects.get().seat == "kite"
    assert reports(office) == ()
    assert enter_waiting(office.register, office.key)["entered"] == 1
    assert len(reports(office)) == 1


def test_an_outing_still_waits_and_a_page_says_that_it_is_proved(office: Office, phone: PhoneKey) -> None:
    measure = next(row for row in numbered(office.reading("mediation")) if row.noun == "measure")
    assert measure.number is not None
    line = Line(office, "smssync")
    said = line.sms(as_text(seal(phone, 1, ShortMessage(what=OUTING, spots=(measure.number,), day=DAY, half=0))))
    (row,) = arrived(office.reading("mediation"))
    assert (row.state, row.by_sms, row.proved) == ("incomplete", True, True)
    ahead = ShortMessage(what=OUTING, spots=(measure.number,), day=DAY + 5, half=0)
    assert line.sms(as_text(seal(phone, 2, ahead))).startswith("Non garde: une sortie a venir")
    assert Submission.objects.count() == 1
    assert number_of(said).rstrip(".") == row.number


def test_keys_by_command(office: Office, tmp_path) -> None:  # type: ignore[no-untyped-def]
    run = ("--home", office.home.path, "--framework", "ostrine")
    issued = call("sms-keys", "--new", "--seat", "mediation", "--json", *run).json
    assert read_key_line(issued["line"]).device == issued["number"] == 1
    assert issued["line"] not in "".join(
        call("sms-keys", "--seat", "mediation", *flags, *run).out for flags in ([], ["--json"])
    )
    assert call("sms-keys", "--seat", "kite", "--revoke", "1", "--json", *run).code == 1
    assert call("sms-keys", "--seat", "mediation", "--revoke", "1", *run).code == 0
    assert call("sms-keys", "--seat", "mediation", "--json", *run).json["phones"][0]["revoked"]
    assert (
        call("sms-keys", "--seat", "mediation", "--revoke", "9", "--json", *run).json["error"]["code"]
        == "unknown-sealed-phone"
    )


# --- what it comes to


def test_numbers_stand_and_words_add() -> None:
    book = gazetteer()

    def read(**said: object):  # type: ignore[no-untyped-def]
        return understood(ShortMessage(**said), book, TODAY)  # type: ignore[arg-type]

    whole = read(kind=1, spots=(31, 102), killed=2, words="ils ont fui vers la brousse")
    assert (whole.missing, whole.fields["killed"], whole.fields["near"]) == ((), 2, "goundam")
    assert read(kind=1, spots=(102,), killed=2, words="3 morts").missing == ("killed",)
    assert read(kind=1, spots=(102,), killed=2, words="2 morts, 1 blessé").fields["injured"] == 1
    assert read(kind=1, spots=(102,), words="environ 3 morts").missing == ("killed",)
    assert read(kind=1, spots=(102,), words="3 mrtzos").missing == ("numbers",)
    assert read(kind=1, spots=(102,), words="12 mars").missing == ("day_or_dead",)
    assert read(kind=1, spots=(102,), killed=2, words="12 mars").missing == ()
    assert read(words="braquage à Goundam hier, 1 mort").fields["kind"] == "ROB-ROAD"
    assert read(kind=29, spots=(102,)).missing == ("kind",)
    assert read(kind=1, spots=(498,)).missing == ("where",)
    assert read(kind=1).missing == ("where",)
    assert read(kind=1, spots=(102,), day=(TODAY - FIRST_DAY).days + 1).missing == ("date",)
    assert read(kind=1, spots=(102,), words="viol").intent == "refer"
    week = read(what=QUIET, spots=(102,), safety=7, patrols=2)
    assert (week.fields["safety"], week.fields["patrols"], week.missing) == (7, 2, ())
    assert read(what=QUIET, spots=(102,), killed=1).missing == ("calm",)


@given(
    st.builds(
        ShortMessage,
        what=st.integers(0, 3),
        about=st.integers(1, 9999),
        kind=st.none() | st.integers(1, 30),
        spots=st.lists(st.sampled_from([31, 32, 101, 102, 103, 501, 498]), max_size=3).map(tuple),
        day=st.none() | st.integers(0, 3000),
        killed=st.none() | st.integers(0, 999),
        words=st.sampled_from(["", "3 morts", "environ 2 blessés", "Goundam hier", "robbery", "?", "76123456"]),
    )
)
def test_any_message_is_read_and_answered_without_telling_it(message: ShortMessage) -> None:
    read = understood(message, gazetteer(), TODAY)
    if message.killed is not None and read.intent == "report" and "killed" not in read.missing:
        assert read.fields["killed"] == message.killed
    for outcome in ("report", "refer", "replayed", "ahead", "withdrawn", "gone", "unknown", "many"):
        made = answered(Outcome(outcome, "499999", read.missing, True), read)
        assert 0 < len(made) <= LONGEST
        assert set(made) <= GSM
        assert not any(name in made.casefold() for name in ("goundam", "braquage", "robbery"))
