"""`verify` on a real home: what was changed behind the software's back is found, named and explained."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from homes import Home, call, command

from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow, Report
from toguna.server.ledger import store

TABLES = {
    "ledger_register": (RegisterRow, 1),
    "ledger_entry": (EntryRow, 3),
    "ledger_part": (PartRow, 4),
    "ledger_checkpoint": (CheckpointRow, 3),
}
COLUMNS = [(table, column) for table, (row, _) in TABLES.items() for column in row._fields]


@contextmanager
def behind_its_back(home: Home) -> Iterator[sqlite3.Connection]:
    """The database without its guards, as somebody with the file and some skill would have it."""
    connection.close()
    with closing(sqlite3.connect(home.database, isolation_level=None)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        yield raw


def changed(value: object) -> object:
    """The value with one byte, or one unit, changed."""
    if isinstance(value, bytes):
        place = len(value) // 2
        return value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
    assert isinstance(value, int)
    return value + 1


def explained(report: Report) -> list[str]:
    """The codes of a report whose every fault is said in both languages."""
    assert not report.ok and report.faults
    for fault in report.faults:
        fr, en = fault.sentence("fr"), fault.sentence("en")
        assert fr != en and "{" not in fr + en and fr.endswith(".") and en.endswith("."), (fr, en)
        assert len(fault.log) == 16 or fault.log == "?"
    return [fault.code for fault in report.faults]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_one_byte_changed_in_any_column_is_found(own: Home, table: str, column: str) -> None:
    keys = ", ".join(TABLES[table][0]._fields[: TABLES[table][1]])
    same = " AND ".join(f"{key} = ?" for key in keys.split(", "))
    assert store.verify_all().ok
    with behind_its_back(own) as raw:
        rows = raw.execute(f"SELECT {keys}, {column} FROM {table} ORDER BY {keys}").fetchall()  # noqa: S608
        sampled = {0, len(rows) // 3, len(rows) // 2, len(rows) - 1}
        for n in sorted(sampled):
            *key, value = rows[n]
            moved = [
                changed(value) if name == column else part for name, part in zip(keys.split(", "), key, strict=True)
            ]
            raw.execute("PRAGMA foreign_keys = OFF")
            try:
                raw.execute(f"UPDATE {table} SET {column} = ? WHERE {same}", [changed(value), *key])  # noqa: S608
            except sqlite3.IntegrityError:
                # The next row has that key already: SQLite itself refuses. Then move far away.
                moved = [10**6 if name == column else part for name, part in zip(keys.split(", "), key, strict=True)]
                raw.execute(f"UPDATE {table} SET {column} = ? WHERE {same}", [10**6, *key])  # noqa: S608
            assert explained(store.verify_all()), (table, column, n)
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE {same}", [value, *moved])  # noqa: S608
    assert store.verify_all().ok, "put back, it is whole again"


Mutation = Callable[[sqlite3.Connection, bytes, bytes, int], None]


def log_of(home: Home) -> tuple[bytes, bytes, int]:
    """The longest log: register, device, size."""
    return max(((r, d, size) for r in store.registers() for d, size, _ in store.frontier(r)), key=lambda log: log[2])


def _delete(raw: sqlite3.Connection, log: tuple[bytes, bytes], idx: int) -> None:
    for table in ("ledger_entry", "ledger_part"):
        raw.execute(f"DELETE FROM {table} WHERE register = ? AND device = ? AND idx = ?", [*log, idx])  # noqa: S608


def _swap(raw: sqlite3.Connection, log: tuple[bytes, bytes], one: int, two: int) -> None:
    for table in ("ledger_entry", "ledger_part"):
        for old, new in ((one, 10**6), (two, one), (10**6, two)):
            where = "WHERE register = ? AND device = ? AND idx = ?"
            raw.execute(f"UPDATE {table} SET idx = ? {where}", [new, *log, old])  # noqa: S608


def first(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    _delete(raw, (register, device), 0)


def middle(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    _delete(raw, (register, device), size // 2)


def last(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    _delete(raw, (register, device), size - 1)


def tail(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    for idx in range(size - 5, size):
        _delete(raw, (register, device), idx)


def swapped(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    _swap(raw, (register, device), 3, size - 2)


def part(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    raw.execute("DELETE FROM ledger_part WHERE register = ? AND device = ? AND idx = 4", [register, device])


def content(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    raw.execute(
        "UPDATE ledger_part SET content = NULL WHERE register = ? AND device = ? AND idx = 4", [register, device]
    )


def checkpoints(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    raw.execute("DELETE FROM ledger_checkpoint WHERE register = ? AND device = ?", [register, device])


def act(raw: sqlite3.Connection, register: bytes, device: bytes, size: int) -> None:
    raw.execute("DELETE FROM ledger_register WHERE register = ?", [register])


FAULTS: list[tuple[Mutation, str]] = [
    (first, "first-entry-missing"),
    (middle, "entry-missing"),
    (last, "last-entry-missing"),
    (tail, "tail-missing"),
    (swapped, "entries-swapped"),
    (part, "part-missing"),
    (content, "part-content-missing"),
    (checkpoints, "unsigned-tail"),
    (act, "unknown-register"),
]


@pytest.mark.parametrize(("mutate", "code"), FAULTS, ids=[m.__name__ for m, _ in FAULTS])
def test_each_kind_of_damage_has_its_code_and_the_command_says_so(own: Home, mutate: Mutation, code: str) -> None:
    register, device, size = log_of(own)
    with behind_its_back(own) as raw:
        mutate(raw, register, device, size)
    assert code in explained(store.verify_all())
    for lang in ("fr", "en"):
        answer = call("verify", "--home", own.path, "--json", "--lang", lang)
        assert answer.code == 1 and answer.json["ok"] is False
        fault = next(f for f in answer.json["faults"] if f["code"] == code)
        assert set(fault) == {"code", "log", "index", "sentence"}
        assert fault["sentence"] in call("verify", "--home", own.path, "--lang", lang).out


def test_a_tail_cut_is_told_by_the_checkpoint_that_covers_it(own: Home) -> None:
    register, device, size = log_of(own)
    with behind_its_back(own) as raw:
        for idx in range(size // 2, size):
            _delete(raw, (register, device), idx)
    faults = {f.code: f for f in store.verify_all().faults}
    assert "tail-missing" in faults
    assert str(size) in faults["tail-missing"].sentence("en") and str(size // 2) in faults["tail-missing"].sentence(
        "en"
    )


def test_the_command_itself(own: Home) -> None:
    whole = command("verify", "--home", own.path, "--json")
    assert (whole.code, whole.json["ok"], whole.json["faults"]) == (0, True, [])
    assert whole.json["logs"] == 4 and whole.json["entries"] == sum(1 for _ in store.rows(EntryRow))
    register, device, size = log_of(own)
    with behind_its_back(own) as raw:
        swapped(raw, register, device, size)
    found = command("verify", "--home", own.path, "--json", "--lang", "fr")
    assert found.code == 1
    assert [f["code"] for f in found.json["faults"]] == ["entries-swapped"]
    assert "échangé leurs places" in found.json["faults"][0]["sentence"]
    assert command("doctor", "--home", own.path, "--json").json["checks"]["register"] is False


# The guards: SQLite itself refuses what the software never does


def refused(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError, match=r"append-only|no gaps"), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_refuse_update_delete_and_replacement(own: Home, table: str) -> None:
    row, _ = TABLES[table]
    columns, marks = ", ".join(row._fields), ", ".join(["%s"] * len(row._fields))
    held = next(iter(store.rows(row)))
    before = list(store.rows(row))
    for column in row._fields:
        refused(f"UPDATE {table} SET {column} = {column}")  # noqa: S608
    refused(f"DELETE FROM {table}")  # noqa: S608
    refused(f"INSERT INTO {table} ({columns}) VALUES ({marks})", *held)  # noqa: S608
    refused(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", *held)  # noqa: S608
    refused(f"REPLACE INTO {table} ({columns}) VALUES ({marks})", *held)  # noqa: S608
    with closing(sqlite3.connect(own.database)) as raw:
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET register = x'00'"):  # noqa: S608
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(statement)
    assert list(store.rows(row)) == before


def test_a_log_takes_no_gap(own: Home) -> None:
    held = list(store.rows(EntryRow))[-1]
    for idx in (held.idx + 2, held.idx + 1000, -1):
        refused("INSERT INTO ledger_entry VALUES (%s, %s, %s, %s, %s, %s, %s)", *held._replace(idx=idx))


def test_a_number_column_takes_no_text(own: Home) -> None:
    held = list(store.rows(EntryRow))[-1]
    values = [*held._replace(idx=held.idx + 1, kind="two")]  # type: ignore[arg-type]
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_entry VALUES (%s, %s, %s, %s, %s, %s, %s)", values)


def test_the_database_is_marked_as_ours_and_for_its_owner_alone(home: Home) -> None:
    assert home.database.read_bytes()[68:72] == b"togu"
    assert {path.stat().st_mode & 0o077 for path in [home.path, home.database, *Path(home.path, "keys").iterdir()]} == {
        0
    }


def test_a_key_that_begins_like_this_homes_own_is_not_taken_for_it(own: Home) -> None:
    """Logs are named by eight bytes; a device of this home that waits for admission is news, another key is a fault."""
    mine = bytes.fromhex(own.settings()["device"])
    with behind_its_back(own) as raw:
        (size,) = raw.execute("SELECT MAX(size) FROM ledger_checkpoint WHERE device = ?", [mine]).fetchone()
        move = "UPDATE ledger_checkpoint SET device = ? WHERE device = ? AND size = ?"
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(move, [changed(mine), mine, size])
        assert "unknown-device" in explained(store.verify_all())
