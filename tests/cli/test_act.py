"""`toguna act` and `toguna tokens`: what the pages do, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from homes import PASSPHRASE, Home, call

WHERE = ("--framework", "ostrine", "--seat", "army")
MEASURE = {"kind": "road_patrol", "by": ["army"], "until": "2031-09-01"}


@pytest.fixture(autouse=True)
def phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """The device's passphrase, as somebody at the machine gives it."""
    monkeypatch.setenv("TOGUNA_PASSPHRASE", PASSPHRASE)


def test_an_act_is_recorded_once_for_a_token(own: Home, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(json.dumps(MEASURE), encoding="utf-8")
    given = ("act", "measure.propose", "--data", str(tmp_path / "m.json"), "--token", "patrol-of-june", *WHERE)
    at = ("--home", str(own.path), "--json")
    first, again = call(*given, *at), call(*given, *at)
    assert first.code == again.code == 0, first.err
    assert (first.json["again"], again.json["again"]) == (False, True)
    assert first.json["receipt"] == again.json["receipt"]
    told = call("act", "measure.end", "--case", first.json["case"], "--fields", *WHERE, *at)
    assert {one["name"] for one in told.json["fields"]} >= {"end", "because"}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"kind": "nothing"}', "\x00"])
def test_wrong_data_is_a_sentence_and_nothing_is_recorded(own: Home, tmp_path: Path, text: str) -> None:
    (tmp_path / "m.json").write_text(text, encoding="utf-8")
    before = call("verify", "--home", str(own.path), "--json").json
    answer = call("act", "measure.propose", "--data", str(tmp_path / "m.json"), *WHERE, "--home", str(own.path))
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert call("verify", "--home", str(own.path), "--json").json == before


def test_an_act_of_another_role_and_one_that_is_not_are_refused_alike(own: Home) -> None:
    at = ("--framework", "ostrine", "--seat", "youth", "--home", str(own.path))
    said = [call("act", name, *at).err.replace(name, "…") for name in ("measure.propose", "no.such")]
    assert said[0] == said[1]
    assert "measure.propose" not in call("act", *at).out


def test_keys_are_made_listed_and_revoked(own: Home) -> None:
    at = ("--framework", "ostrine", "--home", str(own.path), "--json")
    made = call("tokens", "--new", "a partner’s table", "--seat", "army", *at).json
    held = call("tokens", *at).json["tokens"]
    assert [one["seat"] for one in held if one["number"] == made["number"]] == ["army"]
    assert made["token"] not in json.dumps(held)
    call("tokens", "--revoke", str(made["number"]), *at)
    assert next(one for one in call("tokens", *at).json["tokens"] if one["number"] == made["number"])["revoked"]
    assert call("tokens", "--revoke", "999", *at).code == 2
    assert call("tokens", "--new", "x", *at).code == 2


def test_the_morning_is_noted_from_the_command_line_once(own: Home, tmp_path: Path) -> None:
    said = {"half": "am", "lines": [{"road": "valombrine-talvane", "state": "not_seen"}], "asked": "chief"}
    (tmp_path / "m.json").write_text(json.dumps(said), encoding="utf-8")
    at = ("--framework", "ostrine", "--home", str(own.path), "--json")
    given = ("act", "morning.note", "--data", str(tmp_path / "m.json"), *at)
    first, again = (call(*given, "--seat", "mediation", "--token", "le-matin-du-16") for _ in range(2))
    assert first.json["receipt"] == again.json["receipt"] and first.code == again.code == 0
    anew = call(*given, "--seat", "mediation", "--token", "encore-une-fois")
    assert (anew.code, anew.json["error"]["code"]) == (1, "already-noted")
    assert call(*given, "--seat", "army", "--token", "le-matin-du-16").code == 2
