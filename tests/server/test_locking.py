"""A home sealed at rest: the same home to whoever has the passphrase, nothing to anybody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import PASSPHRASE, Home, call, command, environment, using

from toguna.base.errors import RegisterFault
from toguna.register.keyfile import Cost
from toguna.server import boot, vault
from toguna.server.locking import AlreadySealed, lock

AS_OF = ("--as-of", "2025-06-15", "--framework", "ostrine", "--json")


@pytest.fixture
def sealed(own: Home) -> Iterator[Home]:
    """A copy of the loaded home, sealed at the least cost."""
    lock(own, PASSPHRASE, Cost.MINIMUM)
    yield own
    vault.forget(own.path)


def traces(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Which of these words stand in which file of a folder, in any of the ways in which software writes text."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            for word in words:
                forms = (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode())
                if any(form in data for form in forms):
                    found.append((path.name, word))
    return found


def test_the_same_home_for_whoever_has_the_passphrase(own: Home) -> None:
    before = call("situation", "--home", own.path, *AS_OF).json
    digits = call("verify", "--home", own.path, "--json").json
    lock(own, PASSPHRASE, Cost.MINIMUM)
    assert call("situation", "--home", own.path, *AS_OF).json == before
    assert call("verify", "--home", own.path, "--json").json == digits
    assert command("situation", "--home", own.path, *AS_OF).json == before, "another process asks for the passphrase"
    assert call("rebuild", "--home", own.path).code == 0
    assert call("situation", "--home", own.path, *AS_OF).json == before


def test_a_closed_home_tells_nothing(own: Home) -> None:
    device = own.settings()["device"]
    words = ("ostrine", "hautebrise", "timbuktu", "mediat", device, "CREATE TABLE", "SQLite format 3")
    assert {name for name, _ in traces(own.path, words)} >= {"home.json", "toguna.sqlite3"}
    lock(own, PASSPHRASE, Cost.MINIMUM)
    vault.forget(own.path)
    assert traces(own.path, words) == []
    assert sorted(path.name for path in own.path.iterdir()) == ["home.key", "home.sealed", "keys", "toguna.sqlite3"]
    for path in (own.path / "home.key", own.path / "home.sealed", own.database):
        assert path.stat().st_mode & 0o077 == 0


def test_what_is_written_later_is_sealed_too(sealed: Home, tmp_path: Path) -> None:
    table = tmp_path / "incidents.csv"
    table.write_text("date,kind,where,text\n2025-06-14,ROB-ROAD,,CANARI des sables\n", encoding="utf-8")
    with using(sealed):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE tried (said TEXT)")
            cursor.execute("INSERT INTO tried VALUES ('CANARI des sables')")
            cursor.execute("SELECT said FROM tried WHERE said LIKE %s", ["CANARI%"])
            assert cursor.fetchall() == [("CANARI des sables",)]
        assert (sealed.path / "toguna.sqlite3-wal").stat().st_size > 0
        assert traces(sealed.path, ("CANARI",)) == []


def test_a_wrong_passphrase_and_none(sealed: Home) -> None:
    vault.forget(sealed.path)
    for given, code in (("une autre phrase", "wrong-passphrase"), ("", "passphrase-needed")):
        answer = command("situation", "--home", sealed.path, *AS_OF, env=environment(TOGUNA_PASSPHRASE=given))
        assert (answer.code, answer.json["error"]["code"]) == (1, code)
    with pytest.raises(vault.SealedHome):
        sealed.settings()
    with pytest.raises(RegisterFault):
        vault.open_with(sealed.path, "une autre phrase")


def test_sealing_twice_and_with_another_passphrase(own: Home) -> None:
    with pytest.raises(RegisterFault):
        lock(own, "une autre phrase", Cost.MINIMUM)
    assert not vault.is_sealed(own.path)
    assert not (own.path / vault.NEW_KEY).exists()
    lock(own, PASSPHRASE, Cost.MINIMUM)
    with pytest.raises(AlreadySealed):
        lock(own, PASSPHRASE, Cost.MINIMUM)


@pytest.mark.parametrize("reached", ["key", "settings", "database"])
def test_a_power_cut_leaves_a_home_that_opens(
    own: Home, tmp_path: Path, reached: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every state on the way: what `lock` wrote up to there, over what was there before."""
    monkeypatch.setenv("TOGUNA_PASSPHRASE", PASSPHRASE)
    before = call("situation", "--home", own.path, *AS_OF).json
    plain, cut = tmp_path / "plain", Home(tmp_path / "cut")
    shutil.copytree(own.path, plain)
    lock(own, PASSPHRASE, Cost.MINIMUM)
    shutil.copytree(plain, cut.path)
    shutil.copy(own.path / "home.key", cut.path / "home.key.new")
    if reached in ("settings", "database"):
        shutil.copy(own.path / "home.sealed", cut.path)
    if reached == "database":
        shutil.copy(own.database, cut.database)
        for path in cut.path.glob("toguna.sqlite3-*"):
            path.unlink()
    with using(cut):
        assert call("situation", "--home", cut.path, *AS_OF).json == before
        assert vault.is_sealed(cut.path) == (reached == "database")
        assert not (cut.path / "home.key.new").exists()
        assert (cut.path / "home.json").exists() != (reached == "database")
    vault.forget(cut.path)
    if reached != "database":
        with using(cut):
            lock(cut, PASSPHRASE, Cost.MINIMUM)
        vault.forget(cut.path)


def test_an_altered_settings_file_is_named(sealed: Home) -> None:
    data = bytearray(sealed.sealed_settings.read_bytes())
    data[-1] ^= 1
    sealed.sealed_settings.write_bytes(bytes(data))
    with pytest.raises(vault.DamagedVault):
        sealed.settings()


def test_a_home_may_be_sealed_before_anything_is_in_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    lock(home, PASSPHRASE, Cost.MINIMUM)
    with using(home, create=True):
        home.save_settings({"seat": "mediator"})
        boot.setup(home)
        assert home.settings() == {"seat": "mediator"}
    assert traces(home.path, ("mediator", "SQLite format 3")) == []
    vault.forget(home.path)
