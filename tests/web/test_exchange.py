"""Copies that meet by a file, in the browser."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pages import text

TAKE, GIVE = "/fr/ostrine/registre/prendre/", "/fr/ostrine/registre/exemplaire.toguna"


def test_a_party_takes_its_share_and_brings_it_back_without_effect(seated, home):
    from toguna.server.queries.exchange import control_number
    from toguna.server.queries.reading import chosen

    register = bytes.fromhex(chosen(home, "ostrine")["id"])
    before = control_number(register)
    browser = seated("ostrine", "army")
    given = browser.get(GIVE)
    assert given.status_code == 200 and len(given.content) > 1000
    assert ".toguna" in given["Content-Disposition"]
    taken = browser.post(TAKE, {"fichier": SimpleUploadedFile("a.toguna", given.content)})
    assert "Rien de nouveau : cet exemplaire avait déjà tout." in text(taken)
    assert control_number(register) == before
    assert not list(home.path.glob("*.toguna*"))


@pytest.mark.parametrize("content", [b"x", b"PK\x03\x04 not one of ours", b"\x00" * 5000])
def test_a_wrong_file_is_refused_in_a_sentence(seated, home, content):
    answer = seated("ostrine", "mediation").post(TAKE, {"fichier": SimpleUploadedFile("a.toguna", content)})
    assert answer.status_code == 400
    assert "Traceback" not in text(answer) and "fichier" in text(answer)
    assert not list(home.path.glob("*.toguna*"))


def test_no_file_is_told(seated):
    answer = seated("ostrine", "mediation").post(TAKE, {})
    assert answer.status_code == 400 and "Choisir un fichier .toguna" in text(answer)


def test_who_has_not_logged_in_neither_takes_nor_gives(client):
    assert client.get(GIVE).status_code == 403
    assert client.post(TAKE, {"fichier": SimpleUploadedFile("a.toguna", b"x")}).status_code == 403
    assert client.get(TAKE).status_code == 405
