"""What can be wrong with a home, a disk, a database or a key: one plain sentence each, exit 1, nothing lost."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from homes import ROOT, Answer, Home, call, command, environment, give_key, shipped

from toguna.server.boot import SCHEMA

SMALL = "id,date,kind,where\nx1,2031-06-14,THR,ostrine\n"


def fails(answer: Answer, code: str) -> str:
    """The sentence of a failure that is the machine's, not the user's."""
    assert answer.code == 1, answer.err
    held = answer.json["error"]
    assert held["code"] == code, held
    assert answer.err.strip() == held["sentence"] and answer.err.count("\n") == 1
    return str(held["sentence"])


def both(*arguments: str | Path, code: str) -> str:
    """The same failure in both languages; the English sentence."""
    said = [fails(call(*arguments, "--lang", lang, "--json"), code) for lang in ("fr", "en")]
    assert said[0] != said[1]
    return said[1]


@pytest.mark.parametrize("verb", ["situation", "cover", "verify", "rebuild", "doctor"])
def test_a_home_without_a_register(tmp_path: Path, verb: str) -> None:
    said = both(verb, "--home", tmp_path / "nothing", code="no-register")
    assert "toguna demo" in said
    assert not (tmp_path / "nothing").exists(), "looking must not make a home"


def random_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.commit()


@pytest.mark.parametrize("make", [random_sqlite, lambda path: path.write_text("my notes\n" * 50), Path.mkdir])
def test_a_foreign_file_is_not_touched(tmp_path: Path, make: object) -> None:
    home = Home(tmp_path)
    make(home.database)  # type: ignore[operator]
    before = home.database.read_bytes() if home.database.is_file() else b""
    for verb in (["situation"], ["import", "scenario", shipped("veranda")]):
        assert "not touched" in both(*verb, "--home", tmp_path, code="database-foreign")
    assert (home.database.read_bytes() if home.database.is_file() else b"") == before
    assert not list(tmp_path.glob("toguna.sqlite3-*"))


def test_a_newer_database(own: Home) -> None:
    with closing(sqlite3.connect(own.database)) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    assert "newer version" in both("situation", "--home", own.path, code="database-newer")


def test_a_database_with_a_hole(own: Home) -> None:
    with closing(sqlite3.connect(own.database)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(own.database.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    own.database.write_bytes(data)
    answer = command("situation", "--home", own.path, "--lang", "en", "--json")
    assert "backup" in fails(answer, "database-damaged")


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_locked_database_can_be_read_and_says_why_it_cannot_be_written(own: Home, tmp_path: Path) -> None:
    path = tmp_path / "i.csv"
    path.write_text(SMALL, encoding="utf-8")
    with held_by_another(own.database):
        assert command("situation", "--home", own.path, "--json").code == 0
        answer = command("import", "csv", path, "--home", own.path, "--framework", "ostrine", "--lang", "en", "--json")
        assert "nothing was written" in fails(answer, "database-locked")
    assert command("import", "csv", path, "--home", own.path, "--framework", "ostrine").code == 0


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '"text"', '{"registers": "all"}', '{"registers": [{"id": 5}]}', '{"device": "xyz"}', '{"seats": []}'],
)
def test_damaged_settings(own: Home, text: str) -> None:
    own.settings_file.write_text(text, encoding="utf-8")
    for verb in (["situation"], ["doctor"], ["import", "scenario", shipped("veranda")]):
        assert "home.json" in both(*verb, "--home", own.path, code="home-settings-broken")
    assert own.settings_file.read_text(encoding="utf-8") == text


def test_settings_in_another_encoding(own: Home) -> None:
    own.settings_file.write_bytes(b'{"seat": "d\xe9l\xe9gu\xe9"}')
    both("situation", "--home", own.path, code="home-settings-broken")


def test_a_missing_key_file(own: Home, tmp_path: Path) -> None:
    shutil.rmtree(own.path / "keys")
    path = tmp_path / "i.csv"
    path.write_text(SMALL, encoding="utf-8")
    said = both("import", "csv", path, "--home", own.path, "--framework", "ostrine", code="key-missing")
    assert "reading still works" in said
    assert call("situation", "--home", own.path).code == 0
    found = call("doctor", "--home", own.path, "--json")
    assert (found.code, found.json["ok"], found.json["checks"]["key"]) == (1, False, False)


def test_a_damaged_key_file(own: Home, tmp_path: Path) -> None:
    for key in (own.path / "keys").iterdir():
        key.write_bytes(b"not a key")
    path = tmp_path / "i.csv"
    path.write_text(SMALL, encoding="utf-8")
    both("import", "csv", path, "--home", own.path, "--framework", "ostrine", code="key-file")


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    said = both("import", "scenario", shipped("veranda"), "--home", tmp_path / "home", code="home-not-usable")
    assert "a file has that name" in said
    both("import", "scenario", shipped("veranda"), "--home", tmp_path / "home" / "in", code="home-not-usable")


def test_wrong_days_roads_frameworks_and_seats_are_the_users(home: Home) -> None:
    for arguments, code in (
        (["situation", "--as-of", "2019-02-30"], "bad-date"),
        (["situation", "--as-of", "hier"], "bad-date"),
        (["cover", "--from", "2019-13"], "bad-date"),
        (["cover", "--from", "2019-06", "--to", "2019-05"], "bad-period"),
        (["cover", "--from", "1990", "--to", "2019"], "bad-period"),
        (["cover", "--road", "rn6"], "unknown-road"),
        (["situation", "--framework", "kidal"], "unknown-framework"),
        (["situation", "--seat", "nobody"], "unknown-seat"),
        (["demo", "--scenario", "atlantis", "--no-serve"], "unknown-scenario"),
    ):
        for lang in ("fr", "en"):
            answer = call(*arguments, "--home", home.path, "--lang", lang, "--json")
            assert (answer.code, answer.json["error"]["code"]) == (2, code)
            assert answer.err.count("\n") == 1


def test_a_demonstration_does_not_wipe_another_folder(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    both("demo", "--no-serve", "--home", tmp_path, code="not-a-demo-folder")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


# A disk that is full, or that may not be written


@contextmanager
def small_disk(where: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes; the test is skipped, saying so, where none can be made."""
    where.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", where], capture_output=True)
    if made.returncode:
        pytest.skip("no small disk can be mounted here (that takes root)")
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", where], check=True)


def test_a_full_disk_loads_nothing_and_the_import_can_be_repeated(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        give_key(Home(disk / "home"))
        (disk / "films").write_bytes(b"x" * 3_300_000)
        arguments = ("import", "scenario", shipped("veranda"), "--home", disk / "home", "--lang", "en", "--json")
        answer = command(*arguments)
        assert "Free some space" in fails(answer, "disk-full")
        assert command("situation", "--home", disk / "home", "--json").json["error"]["code"] in (
            "no-register",
            "disk-full",
        )
        (disk / "films").unlink()
        assert command(*arguments).code == 0
        assert command("verify", "--home", disk / "home", "--json").json["ok"]


def test_a_full_disk_keeps_what_was_there(own: Home, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 3) as disk:
        shutil.copytree(own.path, disk / "home")
        (disk / "films").write_bytes(b"")
        free = shutil.disk_usage(disk).free
        (disk / "films").write_bytes(b"x" * (free - 40_000))
        lines = "".join(f"x{n},2031-06-14,THR,ostrine\n" for n in range(400))
        (tmp_path / "many.csv").write_text("id,date,kind,where\n" + lines, encoding="utf-8")
        rest = ("--home", disk / "home", "--framework", "ostrine", "--json")
        fails(command("import", "csv", tmp_path / "many.csv", *rest, "--lang", "fr"), "disk-full")
        (disk / "films").unlink()
        assert command("verify", "--home", disk / "home", "--json").json["ok"]
        assert (
            command("situation", *rest).json["control_number"]
            == call("situation", "--home", own.path, "--framework", "ostrine", "--json").json["control_number"]
        )


def test_a_medium_that_is_read_only(own: Home, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 6) as disk:
        shutil.copytree(own.path, disk / "home")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        answer = command("situation", "--home", disk / "home", "--lang", "en", "--json")
        if answer.code:
            assert "copy it elsewhere" in fails(answer, "home-not-writable")
        answer = command("import", "scenario", shipped("veranda"), "--home", disk / "new", "--lang", "en", "--json")
        assert "read-only medium" in fails(answer, "home-not-usable")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of that kind on Windows")
def test_files_that_may_not_grow_load_nothing(tmp_path: Path) -> None:
    """What a full disk is to those who cannot mount a small one: the system refuses to let a file grow."""
    give_key(Home(tmp_path / "home"))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "toguna.cli.main",
            "import",
            "scenario",
            shipped("veranda"),
            "--home",
            tmp_path / "home",
        ],
        env=environment(TOGUNA_LANG="en"),
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
        check=False,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert call("situation", "--home", tmp_path / "home", "--json").json["error"]["code"] == "no-register"
    assert command("import", "scenario", shipped("veranda"), "--home", tmp_path / "home").code == 0
