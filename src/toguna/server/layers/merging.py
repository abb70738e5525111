"""Bringing rows into a layer: staged first, then merged at one stroke by their provider's ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import Any

from toguna.server.layers.rows import Account, Event, Feature, File, Gone
from toguna.server.layers.store import COLUMNS, OtherLayer, day_of_load, names

_CHUNK = 2000
_OLDER = """
    INSERT OR IGNORE INTO temp.older
    SELECT s.id FROM temp.staged s JOIN event e ON e.layer = :layer AND e.id = s.id AND e.until IS NULL
        WHERE s.digest <> e.digest AND s.stamp < e.stamp
    UNION SELECT s.id FROM temp.staged s JOIN gone g ON g.layer = :layer AND g.id = s.id
        WHERE s.stamp IS NOT NULL AND g.stamp IS NOT NULL AND s.stamp <= g.stamp
"""
_CHANGED = """
    INSERT INTO temp.changed
    SELECT s.id FROM temp.staged s JOIN {table} e ON e.layer = :layer AND e.id = s.id AND e.until IS NULL
        WHERE s.digest <> e.digest AND s.id NOT IN (SELECT id FROM temp.older)
"""
_CLOSE = "UPDATE {table} SET until = :load, known_to = :day WHERE layer = :layer AND until IS NULL AND id IN ({ids})"
_ABSENT = """
    SELECT e.id FROM {table} e WHERE e.layer = :layer AND e.until IS NULL
        AND e.id NOT IN (SELECT id FROM temp.staged) AND {scope}
"""
_SCOPE = """
    COALESCE(e.country, '') IN (SELECT COALESCE(country, '') FROM temp.staged)
    AND substr(e.id, 1, instr(e.id, ':')) IN (SELECT substr(id, 1, instr(id, ':')) FROM temp.staged)
"""
"""A file is complete for its own countries and, where ids begin with one, its own data sets: never for others."""
_ADD = """
    INSERT INTO {table} ([columns], digest, layer, since, known_from)
    SELECT [columns], digest, :layer, :load, :day FROM temp.staged
        WHERE id NOT IN (SELECT id FROM {table} WHERE layer = :layer AND until IS NULL)
        AND id NOT IN (SELECT id FROM temp.older)
"""
_GONE = """
    SELECT e.id FROM event e JOIN temp.gone_now g ON g.id = e.id
        WHERE e.layer = :layer AND e.until IS NULL AND (g.stamp IS NULL OR e.stamp IS NULL OR g.stamp >= e.stamp)
"""


class Staging:
    """The rows of one load, waiting in a temporary table; it vanishes with the connection."""

    def __init__(self, held: sqlite3.Connection, kind: type[Event] | type[Feature]) -> None:
        self.held, self.kind = held, kind
        self.table, columns = COLUMNS[kind]
        for name in ("staged", "older", "changed", "gone_now"):
            held.execute(f"DROP TABLE IF EXISTS temp.{name}")
        held.execute(f"CREATE TEMP TABLE staged ({columns}, digest BLOB, PRIMARY KEY (id)) WITHOUT ROWID")
        held.execute("CREATE TEMP TABLE older (id TEXT PRIMARY KEY)")
        held.execute("CREATE TEMP TABLE changed (id TEXT PRIMARY KEY)")
        held.execute("CREATE TEMP TABLE gone_now (id TEXT PRIMARY KEY, stamp INTEGER)")
        marks = ", ".join("?" * (len(kind._fields) + 1))
        self._insert = f"INSERT INTO temp.staged ({names(kind)}, digest) VALUES ({marks})"  # noqa: S608 - our own names
        self._waiting: list[tuple[Any, ...]] = []
        self._gone: list[Gone] = []
        self.rows = 0

    def add(self, row: Event | Feature) -> None:
        """Stage a row; its id must not have been staged before."""
        self._waiting.append((*row, _digest(row)))
        self.rows += 1
        if len(self._waiting) >= _CHUNK:
            self.flush()

    def withdraw(self, row: Gone) -> None:
        """Stage a withdrawal."""
        self._gone.append(row)
        self.rows += 1
        if len(self._gone) >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        # Without a transaction of its own, each chunk would be one, and each would wait for the disk.
        self.held.execute("BEGIN")
        self.held.executemany(self._insert, self._waiting)
        self.held.executemany("INSERT OR REPLACE INTO temp.gone_now VALUES (?, ?)", self._gone)
        self.held.execute("COMMIT")
        self._waiting.clear()
        self._gone.clear()


def _digest(row: Event | Feature) -> bytes:
    """Of what a row says; neither the provider's stamp nor its place in the file is part of it."""
    said = row[:-1] if isinstance(row, Event) else (row.id, *row[2:])
    return blake2b("\x1f".join(map(str, said)).encode(), digest_size=16).digest()


def merge(staging: Staging, file: File, at: datetime, *, whole: bool, refused: int, left_out: int) -> Account:
    """Merge what was staged and flushed, inside a transaction of the caller's.

    `whole`: the file is all that its provider publishes; what it does not name is deleted.
    """
    held, table = staging.held, staging.table
    layer = _layer(held, file, table)
    day = day_of_load(held, layer, at)
    columns = "layer, day, at, file, size, sha256, edition, licence, credit"
    load = held.execute(
        f"INSERT INTO load ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
        [
            *(layer, day, at.isoformat(timespec="seconds"), file.name, file.size),
            *(file.sha256, file.edition, file.licence, file.credit),
        ],
    ).lastrowid
    bound = {"layer": layer, "load": load, "day": day}

    def run(sql: str, ids: str = "") -> int:
        return held.execute(sql.format(table=table, ids=ids), bound).rowcount

    gone_from = _ABSENT.format(table=table, scope=_SCOPE if staging.kind is Event else "true")

    def count(sql: str) -> int:
        return int(held.execute(f"SELECT COUNT(*) FROM ({sql.format(table=table)})", bound).fetchone()[0])  # noqa: S608

    if staging.kind is Event:
        run(_OLDER)
    run(_CHANGED)
    absent = count(gone_from)
    deleted = run(_CLOSE, gone_from) if whole else 0
    deleted += _withdraw(held, run, bound) if staging.kind is Event else 0
    updated = run(_CLOSE, "SELECT id FROM temp.changed")
    older = int(held.execute("SELECT COUNT(*) FROM temp.older").fetchone()[0])
    added = run(_ADD.replace("[columns]", names(staging.kind)))
    staged = int(held.execute("SELECT COUNT(*) FROM temp.staged").fetchone()[0])
    first, last = _span(held) if staging.kind is Event else (None, None)
    account = Account(
        file.layer,
        *(staging.rows + refused + left_out, added - updated, updated, deleted, staged - added - older, older),
        *(refused, left_out, 0 if whole else absent, first, last),
    )
    _note(held, load, account)
    return account


def _layer(held: sqlite3.Connection, file: File, table: str) -> int:
    """The layer's number; it is made where there is none of that name."""
    found = held.execute("SELECT layer, holds, provider FROM layer WHERE name = ?", [file.layer]).fetchone()
    if found is not None:
        if found[1:] != (table, file.provider):
            raise OtherLayer(layer=file.layer, provider=found[2])
        return int(found[0])
    made = held.execute(
        "INSERT INTO layer (name, holds, provider) VALUES (?, ?, ?)", [file.layer, table, file.provider]
    ).lastrowid
    assert made is not None
    return made


def _withdraw(held: sqlite3.Connection, run: Any, bound: dict[str, Any]) -> int:
    """Close what was withdrawn, and remember it: an older file must not bring it back."""
    closed: int = run(_CLOSE, _GONE)
    held.execute(
        "INSERT INTO gone SELECT :layer, id, stamp FROM temp.gone_now WHERE true "
        "ON CONFLICT DO UPDATE SET stamp = MAX(COALESCE(gone.stamp, 0), COALESCE(excluded.stamp, 0))",
        bound,
    )
    return closed


def _span(held: sqlite3.Connection) -> Iterable[str | None]:
    """The days that the file's own rows reach over."""
    found: tuple[str | None, str | None] = held.execute("SELECT MIN(first), MAX(last) FROM temp.staged").fetchone()
    return found


def _note(held: sqlite3.Connection, load: int | None, account: Account) -> None:
    fields = "rows new updated deleted unchanged older refused left_out absent first last".split()
    marks = ", ".join(f"{name} = ?" for name in fields)
    values = [*(getattr(account, name) for name in fields), load]
    held.execute(f"UPDATE load SET {marks} WHERE load = ?", values)  # noqa: S608 - our own names
