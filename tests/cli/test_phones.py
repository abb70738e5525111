"""`toguna phones`: admitted, listed, revoked, and the code that sets a phone up."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path

from homes import Home, call

AT = ("--framework", "ostrine")


def test_a_phone_is_admitted_listed_and_revoked(own: Home, tmp_path: Path) -> None:
    at = ("--home", own.path, *AT)
    assert call("phones", *at).out == "Aucun téléphone n’a été admis.\n"
    drawn = tmp_path / "code.svg"
    said = call("phones", *at, "--seat", "kite", "--new", "--url", "http://192.0.2.7:8000/", "--out", drawn)
    assert said.code == 0, said.err
    assert "Téléphone n° 1 pour «\u00a0kite\u00a0»" in said.out and "contient un secret" in said.out
    address = said.out.rsplit(" ", 1)[1].strip()
    assert address.startswith("http://192.0.2.7:8000/odk/")
    assert drawn.read_text("utf-8").startswith("<?xml")
    token = address.rsplit("/", 1)[1]
    assert token not in (own.path / "toguna.sqlite3").read_bytes().decode("latin-1"), "kept in clear"
    (row,) = call("phones", *at, "--json").json["phones"]
    assert (row["number"], row["seat"], row["revoked"], row["sent"]) == (1, "kite", None, 0)
    assert call("phones", *at, "--seat", "army", "--json").json == {"phones": []}
    other = call("phones", *at, "--seat", "army", "--revoke", "1")
    assert (other.code, "ses propres téléphones" in other.err) == (1, True), other
    assert "n’envoie plus rien" in call("phones", *at, "--revoke", "1").out
    assert "révoqué le" in call("phones", *at).out
    assert "Aucun téléphone n° 9" in call("phones", *at, "--revoke", "9").err


def test_without_an_address_it_says_who_can_reach_it(own: Home) -> None:
    said = call("phones", "--home", own.path, *AT, "--seat", "kite", "--new")
    assert "http://127.0.0.1:8000/odk/" in said.out
    assert "joignable que depuis ce poste" in said.err


def test_a_seat_that_may_not_report_has_no_phone(own: Home) -> None:
    for seat in ("observer", "donor"):
        said = call("phones", "--home", own.path, *AT, "--seat", seat, "--new")
        assert (said.code, f"«\u00a0{seat}\u00a0» ne peut pas inscrire" in said.err) == (1, True), said


def test_the_code_holds_what_the_app_reads() -> None:
    from toguna.server.queries.phone_codes import address, settings_of

    where = address("https://cadre.example/", "t" * 32)
    told = json.loads(zlib.decompress(base64.b64decode(settings_of(where, "Cadre de Valombrine", "fr"))))
    assert told["general"]["server_url"] == f"https://cadre.example/odk/{'t' * 32}"
    assert told["general"]["form_update_mode"] == "match_exactly"
    assert told["general"]["app_language"] == "fr"
    assert set(told) == {"general", "admin", "project"}
