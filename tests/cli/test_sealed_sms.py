"""`toguna sms`: a sealed message is written with the key alone, and no counter is used twice."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from homes import Answer, call

from toguna.register.short_messages import PhoneKey, ShortMessage, addressed, key_line, read_text, unseal

PHONE = PhoneKey(7, bytes(range(16)))


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "phone.key"
    assert learn(path, key_line(PHONE), monkeypatch).code == 0
    return path


def learn(path: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> Answer:
    monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n"))
    return call("sms", path, "--learn")


def test_it_says_what_was_asked(key: Path, tmp_path: Path) -> None:
    said = call(
        *("sms", key, "--kind", "1", "--at", "31", "102", "--day", "2031-06-14", "--killed", "2"),
        *("--words", " ils ont fui vers le nord "),
    ).out.strip()
    found = unseal(PHONE, read_text(said))
    assert found == ShortMessage(kind=1, spots=(31, 102), day=2355, killed=2, words="ils ont fui vers le nord")
    told = call("sms", key, "--quiet", "--at", "102", "--safety", "7", "--json").json
    assert (told["counter"], told["bytes"]) == (2, len(read_text(told["text"])))
    call("sms", key, "--take-back", "4214", "--binary", tmp_path / "one.bin")
    assert unseal(PHONE, (tmp_path / "one.bin").read_bytes()) == ShortMessage(what=3, about=4214)
    assert key.stat().st_mode & 0o077 == 0


def test_no_counter_is_used_twice_by_writers_beside_each_other(key: Path) -> None:
    from toguna.cli.sealed_sms import _next

    used: list[int] = []
    threads = [threading.Thread(target=lambda: used.extend(_next(key)[1] for _ in range(5))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(used) == list(range(1, 31))


def test_what_cannot_be_written_uses_up_no_counter(key: Path) -> None:
    long = "".join(chr(0x400 + n * 7 % 90) for n in range(90))
    for flags, code in (
        ((), "sms-sealed-wrong"),
        (("--kind", "77"), "sms-sealed-wrong"),
        (("--words", long), "sms-sealed-too-long"),
        (("--kind", "1", "--day", "14/06"), "sms-bad-day"),
        (("--kind", "1", "--day", "2024-12-31"), "sms-bad-day"),
    ):
        refused = call("sms", key, *flags, "--json")
        assert (refused.code != 0, refused.json["error"]["code"]) == (True, code), flags
    assert addressed(read_text(call("sms", key, "--kind", "1").out.strip())) == (7, 1)


def test_a_key_is_learnt_once_and_checked(key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key.read_bytes()
    assert "existe déjà" in learn(key, key_line(PHONE), monkeypatch).err
    assert key.read_bytes() == before
    assert "TOGUNA-S1" in learn(tmp_path / "other", key_line(PHONE)[:-1] + "A", monkeypatch).err
    assert not (tmp_path / "other").exists()
    (tmp_path / "note.txt").write_text("bonjour")
    for path in (tmp_path / "none", tmp_path / "note.txt"):
        assert "--learn" in call("sms", path, "--kind", "1").err
