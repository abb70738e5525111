"""What goes wrong is a calm page: one sentence, a next step, the page's language; no trace, no list of what is held."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from pages import text

from toguna.base.text import LANGUAGES


def calm(answer, status: int, lang: str) -> str:
    assert answer.status_code == status
    body = answer.content.decode()
    assert f'<html lang="{lang}">' in body
    for word in ("Traceback", "Exception", "Error at", "File &quot;", "django", "/tmp/"):
        assert word not in body
    assert 'class="button"' in body
    return text(answer)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    ["nowhere/", "nowhere/entrer/", "ostrine/releves/none/", "ostrine/axes/none/", "ostrine/nope/", "ostrine/a/b/c/"],
)
def test_an_address_with_nothing_behind_it(client, lang, address):
    said = calm(client.get(f"/{lang}/{address}"), 404, lang)
    assert {"fr": "Rien ne se trouve à cette adresse", "en": "There is nothing at this address"}[lang] in said
    assert "timbuktu" not in said and "hautebrise" not in said


@pytest.mark.parametrize("address", ["/xx/", "/de/ostrine/", "/favicon.ico", "/static/none.css", "/fr/../etc/passwd"])
def test_addresses_of_no_language_are_answered_in_french(client, address):
    calm(client.get(address), 404, "fr")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "le", ["abc", "2019-02-30", "2019-13", "32/01/2019", "1850-01-01", "9999-12-31", "0000-00-00", "'"]
)
def test_a_day_that_is_none(client, lang, le):
    said = calm(client.get(f"/{lang}/ostrine/", {"le": le}), 400, lang)
    assert "2019-04-09" in said or "2031" in said


def test_a_fault_leads_back_to_the_framework_of_the_address(client):
    assert 'class="button" href="/en/ostrine/"' in client.get("/en/ostrine/", {"le": "x"}).content.decode()
    assert 'class="button" href="/fr/"' in client.get("/fr/nowhere/").content.decode()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("error", "status", "fr", "en"),
    [
        ("database is locked", 503, "La base est occupée", "Another program is using the database"),
        ("database or disk is full", 503, "Le disque est plein", "The disk is full"),
        ("file is not a database", 503, "ne peut pas être lue", "cannot be read"),
    ],
)
def test_what_sqlite_reports_becomes_a_sentence(client, monkeypatch, lang, error, status, fr, en):
    from django.db import OperationalError

    from toguna.server.web import day

    def broken(*_args: object) -> None:
        raise OperationalError(error) from sqlite3.OperationalError(error)

    monkeypatch.setattr(day, "drawn", broken)
    said = calm(client.get(f"/{lang}/ostrine/"), status, lang)
    assert (fr if lang == "fr" else en) in said


def test_a_database_that_another_program_holds(client, home):
    """The real thing: an exclusive lock by another connection, on a home whose days are not in memory."""
    from django.db import connection

    connection.close()
    before = connection.settings_dict["OPTIONS"]["timeout"]
    connection.settings_dict["OPTIONS"]["timeout"] = 0.1
    holder = sqlite3.connect(home.database, isolation_level=None)
    try:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("BEGIN EXCLUSIVE")
        said = calm(client.get("/fr/ostrine/"), 503, "fr")
        assert "La base est occupée par un autre programme" in said
    finally:
        holder.execute("ROLLBACK")
        holder.execute("PRAGMA locking_mode = NORMAL")
        holder.close()
        connection.close()
        connection.settings_dict["OPTIONS"]["timeout"] = before
    assert client.get("/fr/ostrine/").status_code == 200


def test_a_full_disk(client, monkeypatch):
    from toguna.server.web import day

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(day, "drawn", full)
    assert "Le disque est plein" in calm(client.get("/fr/ostrine/"), 503, "fr")


def test_a_fault_of_ours_tells_no_trace(client, monkeypatch):
    from toguna.server.web import day

    monkeypatch.setattr(day, "drawn", lambda *_: 1 // 0)
    assert "Une erreur est survenue sur ce poste" in calm(client.get("/fr/ostrine/"), 500, "fr")


def test_a_foreign_host_name_is_refused(client):
    answer = client.get("/fr/ostrine/", headers={"Host": "evil.example"})
    assert "evil" not in text(answer)
    calm(answer, 400, "fr")


def test_a_broken_settings_file(client, home):
    kept = home.settings_file.read_bytes()
    try:
        home.settings_file.write_text("{", encoding="utf-8")
        said = calm(client.get("/en/ostrine/"), 503, "en")
        assert "cannot be read" in said
    finally:
        home.settings_file.write_bytes(kept)
