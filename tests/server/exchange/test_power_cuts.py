"""Power cuts: a writer that is killed, and a write-ahead log of which the end is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from homes import Home, environment, using
from parties import ACT, KEYS, Office

from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow, Report
from toguna.register.verify import verify
from toguna.server.actions.attesting import attest
from toguna.server.ledger import store
from toguna.server.records import projector
from toguna.server.records.models import MODELS

# Two hundred by `make soak`; fewer where every commit is tried.
KILLS = int(os.environ.get("TOGUNA_KILLS", "60"))
KINDS = {"register": RegisterRow, "entry": EntryRow, "part": PartRow, "checkpoint": CheckpointRow}


@pytest.mark.slow
@pytest.mark.timeout(900)  # seconds of work, but on a machine that does other things
def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(world: dict[str, Office], seed: int) -> None:
    west = world["ouest"]
    done = subprocess.run(
        [
            sys.executable,
            Path(__file__).with_name("killed_writer.py"),
            west.home.path,
            ACT.id.hex(),
            west.key.seed.hex(),
            str(KILLS),
            str(seed),
        ],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=800,
    )
    assert done.returncode == 0, done.stderr
    *acknowledged, last = done.stdout.split()
    assert last == "done" and len(acknowledged) >= KILLS
    with west.open():
        assert store.verify_all().ok
        held = {one.entry.hash.hex() for one in store.all_entries(ACT.id)}
        assert set(acknowledged) <= held
        # What was stored without being acknowledged is whole: an act of two statements is there or not.
        assert len(held) % 2 == 0
        rows = list(MODELS["incident"].objects.order_by("case").values("case", "entries"))
        projector.rebuild(ACT.id)
        assert list(MODELS["incident"].objects.order_by("case").values("case", "entries")) == rows


def test_a_shortened_write_ahead_log_leaves_a_prefix_and_the_tail_is_named(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("first")
    with west.open() as copy:
        # Nobody folds the log of the last minutes back into the file before the power goes.
        keeper = sqlite3.connect(west.home.database)
        keeper.execute("PRAGMA wal_autocheckpoint=0").fetchall()
        keeper.execute("BEGIN").fetchall()
        keeper.execute("SELECT COUNT(*) FROM ledger_entry").fetchall()
        assert copy.register == ACT.id
    for number in range(2):
        west.say(f"i{number}")
    west.meet(east)
    with east.open():
        attest(ACT.id, KEYS["est"])
        pieces = [store.entries_at(ACT.id, [(KEYS["est"].public, 0)])[0].entry]
    wal = west.home.database.with_name("toguna.sqlite3-wal")
    whole = wal.read_bytes()
    folder = west.home.path.with_name("after")
    held = []
    for size in [*range(0, len(whole), 512), len(whole)]:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("toguna.sqlite3", "home.json"):
            shutil.copy(west.home.path / name, folder / name)
        (folder / "toguna.sqlite3-wal").write_bytes(whole[:size])
        report = verified(folder / "toguna.sqlite3")
        assert report.ok, size
        if report.entries not in held:
            held.append(report.entries)
            if report.entries < 3:
                with using(Home(folder)):
                    store.append(ACT.id, KEYS["est"], pieces)
                    faults = [(fault.code, fault.error.data.get("held")) for fault in store.verify_all().faults]
                assert faults == [("tail-behind-attest", report.entries)], size
    keeper.close()
    assert held == [1, 2, 3]


def verified(database: Path) -> Report:
    """What the register's own verification says of a file, read without our store."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [
            [kind(*row) for row in connection.execute(f"SELECT {', '.join(kind._fields)} FROM ledger_{name}")]  # noqa: S608
            for name, kind in KINDS.items()
        ]
        return verify(*tables)
