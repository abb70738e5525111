"""Three offices on one machine found, join, exchange by file and over a line, and are told the truth about it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from homes import PASSPHRASE, Answer, Home, call, environment, give_key, load_into, shipped, using

from toguna.domain.wire import Payload
from toguna.register.keyfile import Cost, seal
from toguna.server.actions import joining
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import LogClosed, open_key
from toguna.server.queries.reading import chosen

SCENARIO = "veranda"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("founded") / "home")
    with using(home, create=True):
        load_into(home, shipped(SCENARIO))
    return home.path


@pytest.fixture
def host(founded: Path, tmp_path: Path) -> Path:
    shutil.copytree(founded, tmp_path / "host")
    return tmp_path / "host"


def command(home: Path, *arguments: str | Path, create: bool = False) -> Answer:
    with using(Home(home), create=create):
        if create:
            give_key(Home(home))
        return call(*arguments, "--home", home)


def test_a_party_joins_with_a_whole_bundle(host: Path, tmp_path: Path) -> None:
    file = tmp_path / "tout.toguna"
    made = command(host, "bundle", "--out", file, "--framework", "ostrine", "--json")
    assert made.code == 0 and made.json["sent"] > 50 and file.stat().st_size == made.json["bytes_out"]
    joined = command(tmp_path / "office", "join", file, "--party", "prefecture", "--json", create=True)
    assert joined.code == 0, joined.err
    assert joined.json["received"] == made.json["sent"] and joined.json["card"].startswith("TOGUNA-D1-")
    there = command(tmp_path / "office", "situation", "--json").json
    here = command(host, "situation", "--framework", "ostrine", "--json").json
    assert there["control_number"] == here["control_number"]
    assert command(tmp_path / "office", "verify", "--json").json["ok"]
    again = command(tmp_path / "office", "join", file, "--party", "prefecture", "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "framework-already-here")


def test_a_bundle_taken_twice_is_said_to_bring_nothing(host: Path, tmp_path: Path) -> None:
    file = tmp_path / "tout.toguna"
    command(host, "bundle", "--out", file, "--framework", "ostrine")
    for lang, said in (("fr", "Les deux exemplaires sont à jour."), ("en", "Both copies are up to date.")):
        answer = command(host, "sync", file, "--lang", lang)
        assert answer.code == 0 and said in answer.out


def test_wrong_files_and_offices_are_named(host: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "photo.toguna"
    wrong.write_bytes(b"\xff\xd8\xff\xe0 no bundle")
    for arguments, code in (
        (("sync", wrong), "not-a-bundle"),
        (("sync", tmp_path / "absent"), "no-such-file"),
        (("sync", "ftp://nowhere"), "bad-address"),
        (("bundle", "--for", "nobody", "--out", tmp_path / "x"), "unknown-office"),
        (("join", wrong, "--party", "prefecture"), "not-a-bundle"),
    ):
        answer = command(host, *arguments, "--json")
        assert (answer.code, answer.json["error"]["code"]) == (2, code)
    file = tmp_path / "tout.toguna"
    command(host, "bundle", "--out", file, "--framework", "ostrine")
    data = file.read_bytes()
    file.write_bytes(data[: len(data) - 7])
    cut = command(tmp_path / "office", "join", file, "--party", "prefecture", "--json", create=True)
    assert cut.code == 1 and [one["code"] for one in cut.json["refused"]] == ["bundle-shape"]
    assert command(tmp_path / "office", "verify", "--json").json["ok"]


def test_an_answer_to_a_request_is_cut_to_what_is_lacking(host: Path, tmp_path: Path) -> None:
    file, ask = tmp_path / "tout.toguna", tmp_path / "demande.toguna"
    command(host, "bundle", "--out", file, "--framework", "ostrine")
    command(tmp_path / "office", "join", file, "--party", "prefecture", create=True)
    assert command(tmp_path / "office", "bundle", "--ask", "--out", ask).code == 0
    nothing = command(host, "bundle", "--for", ask, "--out", tmp_path / "rien", "--framework", "ostrine", "--json")
    assert (nothing.code, nothing.json["sent"], nothing.json["bytes_out"]) == (0, 0, 0)
    held = ask.read_bytes()
    ask.write_bytes(held[:-1] + bytes([held[-1] ^ 1]))
    forged = command(host, "bundle", "--for", ask, "--out", tmp_path / "rien", "--framework", "ostrine", "--json")
    assert (forged.code, forged.json["error"]["code"]) == (2, "not-a-bundle")


def test_a_closed_log_is_renewed(host: Path) -> None:
    with using(Home(host)):
        joining.rest(Home(host))
        with pytest.raises(LogClosed):
            open_key(Home(host), PASSPHRASE)
        old = Home(host).settings()["device"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(joining, "seal", lambda seed, phrase: seal(seed, phrase, Cost.MINIMUM))
            answer = call("renew", "--home", host, "--json")
        assert answer.code == 0 and answer.json["device"] != old
        assert open_key(Home(host), PASSPHRASE).public.hex() == answer.json["device"]
        assert Home(host).settings()["closed"] == [old]


@pytest.fixture
def served(founded: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the host's home, served by a process of its own."""
    shutil.copytree(founded, tmp_path / "served")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "toguna.cli.main", "serve", "--home", tmp_path / "served", "--port", str(port)],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    ready = threading.Event()

    def watch() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            if "http://" in line:
                ready.set()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    assert ready.wait(60)
    try:
        yield tmp_path / "served", f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def test_over_a_line_and_nobody_unknown(served: tuple[Path, str], host: Path, tmp_path: Path) -> None:
    _, address = served
    same = command(host, "sync", address, "--framework", "ostrine", "--json")
    assert same.code == 0 and same.json["bytes_in"] + same.json["bytes_out"] <= 400
    file = tmp_path / "tout.toguna"
    command(host, "bundle", "--out", file, "--framework", "ostrine")
    with using(Home(host)):
        register = bytes.fromhex(chosen(Home(host), "ostrine")["id"])
        key = open_key(Home(host), PASSPHRASE)
        fields = {"framework": "ostrine", "date": "2031-06-17", "kind": "THR", "where": ["ostrine"]}
        enter(register, key, [(Payload("incident.reported", "new", fields), "framework")], at=datetime.now(UTC))
    sent = command(host, "sync", address, "--framework", "ostrine", "--json")
    assert (sent.code, sent.json["sent"], sent.json["refused_there"]) == (0, 1, [])
    command(tmp_path / "office", "join", file, "--party", "prefecture", create=True)
    unknown = command(tmp_path / "office", "sync", address, "--json")
    assert (unknown.code, unknown.json["error"]["code"]) == (1, "sync-not-admitted")


def test_a_backup_opens_again_on_another_machine_and_its_day_is_remembered(host: Path, tmp_path: Path) -> None:
    file = tmp_path / "sauvegarde.toguna"
    made = command(host, "backup", "--out", file, "--framework", "ostrine", "--json")
    assert made.code == 0 and made.json["bytes"] == file.stat().st_size
    assert Home(host).settings()["backups"] == {"ostrine": datetime.now(UTC).date().isoformat()}
    joined = command(tmp_path / "new", "join", file, "--party", "mediation", "--json", create=True)
    assert joined.code == 0 and joined.json["received"] == made.json["entries"]
    numbers = [command(one, "situation", "--json", "--framework", "ostrine").json for one in (host, tmp_path / "new")]
    assert numbers[0]["control_number"] == numbers[1]["control_number"]


def test_a_file_that_was_given_is_verified_by_itself(host: Path, tmp_path: Path) -> None:
    file, damaged = tmp_path / "tout.toguna", tmp_path / "autre.toguna"
    command(host, "bundle", "--out", file, "--framework", "ostrine")
    nowhere = ["--home", tmp_path / "nothing-here"]
    whole = call("verify", file, "--json", *nowhere)
    number = command(host, "situation", "--framework", "ostrine", "--json").json["control_number"]
    assert whole.code == 0 and whole.json["ok"] and whole.json["entries"] > 50
    assert whole.json["control_number"] == number and whole.json["refused"] == []
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    assert call("verify", damaged, *nowhere).code == 1
    missing = call("verify", tmp_path / "none.toguna", "--json", *nowhere)
    assert (missing.code, missing.json["error"]["code"]) == (2, "verify-no-file")
