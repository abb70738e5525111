"""A sender's number, and a name and a number in a message, looked for wherever anything is kept or told."""

from __future__ import annotations

import io
import logging
import sqlite3
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from gateways import Line
from homes import call
from office import Office

from toguna.base.text import Words
from toguna.domain.incidents import Report
from toguna.register.short_messages import ShortMessage, as_text, read_key_line, seal
from toguna.server.actions.arrivals import opened
from toguna.server.actions.messages import Sms
from toguna.server.actions.outcomes import queue_outcomes
from toguna.server.actions.reports import set_aside
from toguna.server.actions.sealed_phones import issue_sealed_phone
from toguna.server.office.models import Message

NUMBER = "+22391827364"
OTHER = "77 65 43 21"
NAME = "Zanzibar Kouroumako"
CANARIES = ("91827364", "77654321", "77 65 43 21", "Kouroumako", "kouroumako", "Zanzibar", "zanzibar")
TEXT = f"Braquage à Ostrine le 14/06, 2 morts, chauffeur {NAME}, appeler {OTHER}"


def held_in(data: bytes | str) -> list[str]:
    text = data if isinstance(data, str) else data.decode("latin-1")
    return [one for one in CANARIES if one in text]


def test_a_number_and_a_name_are_in_the_boxes_only(
    office: Office, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        line = Line(office, "smssync")
        said = line.sms(TEXT, sender=NUMBER)
        number = said.split(":")[0].split()[-1]
        line.sms(f"{number} 3M", sender=NUMBER)
        line.sms("INC 1 environ 3 morts", sender=NUMBER)
        Line(office, "httpsms").sms("RAS Ostrine", sender=NUMBER)
        line.ask("POST", f"from={NUMBER}&message={NAME}&secret=wrong".encode())
        reader = office.reading("mediation").reader
        phone = read_key_line(issue_sealed_phone(office.home, office.register, reader).line)
        words = f"braquage à Ostrine, chauffeur {NAME}, {OTHER}"
        assert line.sms(as_text(seal(phone, 1, ShortMessage(words=words))), sender=NUMBER).startswith("Recu ")
        report = next(one for one in office.reading("mediation").all(Report) if one.channel == "sealed_sms")
        set_aside(office.register, reader, office.key, report.id, Words(fr="Déjà connu."), known=date(2031, 6, 16))
        assert queue_outcomes(office.register, office.key) == 1
    assert held_in(said) == []
    assert held_in(out.getvalue() + err.getvalue() + caplog.text) == []

    # The box holds them, for whoever has the key; and the register's words do not.
    from toguna.server.office.boxes import open_box

    box = open_box(office.key, bytes(Message.objects.order_by("pk")[0].content))
    assert NUMBER.encode() in box
    assert b"Kouroumako" in box
    contents = opened(office.register, office.key, number)
    assert contents[0][0]["fields"]["told"] == {"fr": "braquage a ostrine le 14/06 2 morts chauffeur …"}
    assert held_in(str(contents)) == []

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in office.home.path.rglob("*"):
        if path.is_file():
            assert held_in(path.read_bytes()) == [], path
    dumped = "\n".join(sqlite3.connect(office.home.database).iterdump())
    assert "office_message" in dumped
    assert held_in(dumped) == []

    # Nothing that leaves: the exchange file for all and for each party, exports, pages, the API.
    for arguments in (
        ["bundle", "--out", str(tmp_path / "all.toguna")],
        ["situation", "--json"],
        ["gateways", "--json"],
    ):
        done = call(*arguments, "--home", office.home.path, "--framework", "ostrine")
        assert held_in(done.out + done.err) == []
    assert held_in((tmp_path / "all.toguna").read_bytes()) == []
    client = Client(SERVER_NAME="127.0.0.1")
    for path in ("", "incidents/", "registre/", "registre/inscriptions/", "veille/", "rencontres/"):
        assert held_in(client.get(f"/fr/ostrine/{path}").content) == []
    assert held_in(client.get("/api/v1/ostrine/reports").content) == []


def test_errors_and_reprs_do_not_tell_it(office: Office) -> None:
    sms = Sms(NUMBER, TEXT, "a")
    assert held_in(repr(sms)) == []
    line = Line(office, "signed")
    status, refused = line.send_signed({"id": "1", "from": 12, "text": TEXT})
    assert (status, held_in(str(refused))) == (400, [])


def test_without_the_key_a_sender_cannot_be_tried(office: Office) -> None:
    import hashlib

    Line(office, "smssync").sms(TEXT, sender=NUMBER)
    (row,) = Message.objects.all()
    plain = {hashlib.sha256(one.encode()).hexdigest() for one in (NUMBER, NUMBER[1:], NUMBER[4:])}
    assert row.sender not in plain
    assert office.register.hex() in office.home.settings()["sms"]
