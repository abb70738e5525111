"""The verifier that a party keeps as one file: it decides as the software does, and needs three packages."""

from __future__ import annotations

import ast
import importlib.util
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from game import CHEAT, HOST, Game
from world import entry, give

from toguna.register import sync_faults
from toguna.register.encoding import write_head
from toguna.register.evidence import Evidence
from toguna.register.files import Checked, check, tables
from toguna.register.frontier import Frontier
from toguna.register.replica import Replica
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow

ROOT = Path(__file__).parents[3]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file."""
    path = tmp_path_factory.mktemp("verifier") / "toguna-verify.py"
    path.write_text(script("standalone").write(), encoding="utf-8")
    return path


def run(verifier: Path, *paths: Path | str) -> tuple[int, str]:
    """What it prints, in English, without this software at hand."""
    done = subprocess.run(
        [sys.executable, "-I", verifier, "--lang", "en", *paths], capture_output=True, text=True, encoding="utf-8"
    )
    return done.returncode, done.stdout + done.stderr


def bundle(replica: Replica, *, act: bool = True) -> bytes:
    """A file with everything that a copy holds."""
    pieces = replica.make_bundle(Frontier.of(replica.register, []))[0]
    data = replica.act.encode()
    return (b"\x82\x02" + write_head(2, len(data)) + data if act else b"") + b"".join(pieces)


def played() -> Game:
    """A game with a fork and an honest log."""
    game = Game()
    game.write(0, 0, 3)
    game.write(1, 0, 2)
    for who in (0, 4):
        game.cheat(who)
    for who in (1, 4):
        give(game.copies[who], game.copies[0])
    return game


def home(path: Path, replica: Replica) -> Path:
    """A home folder as the software leaves it."""
    path.mkdir()
    with closing(sqlite3.connect(path / "toguna.sqlite3")) as database, database:
        kinds = ("register", RegisterRow), ("entry", EntryRow), ("part", PartRow), ("checkpoint", CheckpointRow)
        for (name, kind), rows in zip(kinds, tables(replica), strict=True):
            database.execute(f"CREATE TABLE ledger_{name} ({', '.join(kind._fields)})")
            marks = ", ".join("?" * len(kind._fields))
            database.executemany(f"INSERT INTO ledger_{name} VALUES ({marks})", rows)  # noqa: S608 - our own names
    return path


def test_a_sound_bundle_and_a_sound_home(verifier: Path, tmp_path: Path) -> None:
    sound = Game().copies[0]
    sound.write(HOST, [entry(1), entry(2)])
    file = tmp_path / "all.toguna"
    file.write_bytes(bundle(sound))
    code, said = run(verifier, file, home(tmp_path / "home", sound))
    assert (code, said.count("whole: 2 entries in 1 logs")) == (0, 2), said


def test_an_altered_bundle_and_an_altered_home(verifier: Path, tmp_path: Path) -> None:
    sound = Game().copies[0]
    sound.write(HOST, [entry(1), entry(2)])
    data = bytearray(bundle(sound))
    data[-40] ^= 1
    file = tmp_path / "altered.toguna"
    file.write_bytes(bytes(data))
    folder = home(tmp_path / "home", sound)
    with closing(sqlite3.connect(folder / "toguna.sqlite3")) as database, database:
        database.execute("UPDATE ledger_part SET content = zeroblob(60) WHERE idx = 1")
    code, said = run(verifier, file, folder)
    assert code == 1
    assert "[altered-part-content]" in said
    found = check(bytes(data))
    assert isinstance(found, Checked)
    assert not found.ok
    assert f"[{found.account.refused[0].why}]" in said


def test_a_fork_is_named_and_its_evidence_checked_by_itself(verifier: Path, tmp_path: Path) -> None:
    replica = played().copies[0]
    found = check(bundle(replica))
    assert isinstance(found, Checked)
    assert [(fault.code, fault.log) for fault in found.report.faults] == [("forked", CHEAT.public[:8].hex())]
    (evidence,) = found.evidence
    assert isinstance(check(evidence), Evidence)
    for name, data in (("all.toguna", bundle(replica)), ("proof", evidence), ("broken", evidence[:-1])):
        (tmp_path / name).write_bytes(data)
    assert "[forked]" in run(verifier, tmp_path / "all.toguna")[1]
    code, said = run(verifier, tmp_path / "proof")
    assert code == 0
    assert f"device {CHEAT.public[:8].hex()} signed two versions" in said
    assert run(verifier, tmp_path / "broken")[0] == 1


def test_a_second_history_in_a_home_is_named(verifier: Path, tmp_path: Path) -> None:
    folder = home(tmp_path / "home", played().copies[1])
    with closing(sqlite3.connect(folder / "toguna.sqlite3")) as database, database:
        database.execute("CREATE TABLE ledger_branch_entry (register, device, branch, idx)")
        database.execute("INSERT INTO ledger_branch_entry VALUES (?, ?, 1, 4)", [bytes(32), CHEAT.public])
    code, said = run(verifier, folder)
    assert code == 1
    assert "[forked]" in said


def test_pieces_in_any_order_and_without_their_act(verifier: Path, tmp_path: Path) -> None:
    sender = Game().copies[0]
    pieces: list[bytes] = []
    for number in range(3):
        before = sender.frontier()
        sender.write(HOST, [entry(number)])
        pieces += sender.make_bundle(before)[0]
    data = b"".join(pieces[::-1])
    with pytest.raises(sync_faults.OtherRegister):
        check(data)
    found = check(data, sender.act)
    assert isinstance(found, Checked)
    assert (found.ok, found.account.received) == (True, 3)
    (tmp_path / "late.toguna").write_bytes(data)
    (tmp_path / "act").write_bytes(sender.act.encode())
    assert run(verifier, tmp_path / "late.toguna")[0] == 1
    assert run(verifier, "--act", tmp_path / "act", tmp_path / "late.toguna")[0] == 0


def test_what_is_no_file_of_a_register_is_said_so(verifier: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("bonjour")
    (tmp_path / "empty").mkdir()
    assert run(verifier, tmp_path / "note.txt")[0] == 1
    assert run(verifier, tmp_path / "empty")[0] == 2
    assert run(verifier, tmp_path / "nowhere")[0] == 2


def test_it_needs_three_packages_and_no_more(verifier: Path) -> None:
    """Also that no module of the file opens a file or a socket, but the program at its end."""
    names = set()
    for source in script("standalone").needed().values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").split(".")[0])
    assert names - set(sys.stdlib_module_names) == {"toguna", "nacl", "cbor2", "zstandard"}
    assert not names & {"os", "pathlib", "socket", "sqlite3", "io", "subprocess", "urllib", "time"}
    assert verifier.stat().st_size < 400_000
