"""Contents of parts: those that arrive later than their entry, those that are lacking, those that must be destroyed.

It is the only column of the ledger that ever changes, and the database checks both ways in which it may.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from django.db import connection
from django.db.backends.utils import CursorWrapper

_TABLES = ("ledger_part", "ledger_branch_part")


def fill(register: bytes, contents: Iterable[bytes]) -> int:
    """Store contents of parts whose entries are held without them; how many are new.

    Where several entries name one part, the content goes only to those of the strictest audience: else a device could
    name another's sealed part for everybody, and have honest copies give it away.
    """
    new = 0
    with connection.cursor() as cursor:
        for content in contents:
            hash_ = sha256(content).digest()
            audience = max((found for _, found in named(register, hash_)), default=-1)
            if not _lacking(cursor, register, hash_, audience):
                continue
            new += 1
            if connection.vendor == "postgresql":
                cursor.execute("SELECT ledger_fill(%s, %s, %s, %s)", [register, hash_, audience, content])
                continue
            for table in _TABLES:
                cursor.execute(
                    f"UPDATE {table} SET content = %s "  # noqa: S608
                    "WHERE register = %s AND hash = %s AND audience = %s AND content IS NULL",
                    [content, register, hash_, audience],
                )
    return new


def erase(register: bytes, hashes: Iterable[bytes]) -> int:
    """Destroy the contents of parts that an erase entry held here names; how many were here.

    SQLite overwrites the bytes (secure_delete), and its write-ahead log is emptied by `forget`, which the caller
    runs once the transaction has ended.
    """
    gone = 0
    with connection.cursor() as cursor:
        for hash_ in hashes:
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT 1 FROM {table} WHERE register = %s AND hash = %s AND content IS NOT NULL"  # noqa: S608
                    for table in _TABLES
                ),
                [register, hash_] * len(_TABLES),
            )
            if not cursor.fetchall():
                continue
            gone += 1
            if connection.vendor == "postgresql":
                cursor.execute("SELECT ledger_erase(%s, %s)", [register, hash_])
                continue
            for table in _TABLES:
                cursor.execute(
                    f"UPDATE {table} SET content = NULL WHERE register = %s AND hash = %s AND content IS NOT NULL",  # noqa: S608
                    [register, hash_],
                )
    return gone


def forget() -> None:
    """Empty SQLite's write-ahead log, in which erased bytes would outlive their page. Not inside a transaction."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def lacking(register: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Author's device, audience and hash of every part of which no content is held, for any entry."""
    held = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {table} h WHERE h.register = p.register AND h.hash = p.hash "  # noqa: S608
        "AND h.content IS NOT NULL)"
        for table in _TABLES
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            " UNION ".join(
                f"SELECT p.device, p.audience, p.hash FROM {table} p "  # noqa: S608
                f"WHERE p.register = %s AND p.content IS NULL {held}"
                for table in _TABLES
            ),
            [register] * len(_TABLES),
        )
        while page := cursor.fetchmany(2000):
            yield from page


def named(register: bytes, hash_: bytes) -> list[tuple[bytes, int]]:
    """Author's device and audience of every part with this hash."""
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ".join(
                f"SELECT device, audience FROM {table} WHERE register = %s AND hash = %s"  # noqa: S608
                for table in _TABLES
            ),
            [register, hash_] * len(_TABLES),
        )
        return list(cursor.fetchall())


def beginning_with(register: bytes, prefixes: Sequence[bytes]) -> Iterator[tuple[bytes, int, bytes, bytes]]:
    """Author's device, audience, hash and content of held parts whose hash begins with one of these bytes."""
    with connection.cursor() as cursor:
        for prefix in prefixes:
            end = (int.from_bytes(prefix, "big") + 1).to_bytes(len(prefix) + 1, "big")
            upper = end[1:] if not end[0] else b"\xff" * 33
            cursor.execute(
                " UNION ".join(
                    f"SELECT device, audience, hash, content FROM {table} "  # noqa: S608
                    "WHERE register = %s AND hash >= %s AND hash < %s AND content IS NOT NULL"
                    for table in _TABLES
                ),
                [register, prefix, upper] * len(_TABLES),
            )
            yield from cursor.fetchall()


def places(register: bytes, hashes: Iterable[bytes]) -> list[tuple[bytes, int]]:
    """Device and number of the entries that name parts with these hashes."""
    found: list[tuple[bytes, int]] = []
    with connection.cursor() as cursor:
        for hash_ in hashes:
            cursor.execute("SELECT device, idx FROM ledger_part WHERE register = %s AND hash = %s", [register, hash_])
            found += cursor.fetchall()
    return found


def _lacking(cursor: CursorWrapper, register: bytes, hash_: bytes, audience: int) -> bool:
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT 1 FROM {table} WHERE register = %s AND hash = %s AND audience = %s AND content IS NULL"  # noqa: S608
            for table in _TABLES
        ),
        [register, hash_, audience] * len(_TABLES),
    )
    return bool(cursor.fetchall())
