"""Logs of all devices as the ledger holds them: one history each, or several where a device signed more than one.

The first history received lies in the main tables, since rows never move; what contradicts it lies beside it under a
number of its own. Which two of them count follows from `register.branch` alone, so that copies that received them in
another order agree (spec/sync.md §5).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from toguna.register.branch import Branch, freeze_index, merge
from toguna.register.checkpoint import Checkpoint, origin, read_note, write_note
from toguna.register.entry import read_leaf

MAIN = 0
_CACHED = 64  # logs whose hashes a process keeps


@dataclass(slots=True)
class History:
    """One history: its number, the entry from which on it has rows of its own, and its hashes (no leaves)."""

    number: int
    first: int
    branch: Branch

    def __len__(self) -> int:
        return len(self.branch)


class NewEntry(NamedTuple):
    """What is stored of an entry: leaf and its hash, and of each part audience, hash and content."""

    leaf: bytes
    hash: bytes
    parts: Sequence[tuple[int, bytes, bytes | None]]


class _Read(threading.local):
    """Hashes of logs read before, by thread. Believed only where the newest checkpoint has the same root: so neither
    another process nor a database put back from a backup can make them wrong.
    """

    def __init__(self) -> None:
        self.logs: dict[tuple[str, bytes, bytes], Branch] = {}


_READ = _Read()


def histories(register: bytes, device: bytes) -> list[History]:
    """All that is held of a device's log, the one in the main tables first."""
    main = _main(register, device)
    held = [History(MAIN, 0, main)] if len(main) else []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT branch, idx, leaf_hash FROM ledger_branch_entry WHERE register = %s AND device = %s "
            "ORDER BY branch, idx",
            [register, device],
        )
        for number, idx, hash_ in cursor.fetchall():
            if held[-1].number != number:
                held.append(History(number, idx, main.start(idx)))
            held[-1].branch.tree.append(hash_)
    return held


def kept(held: Sequence[History]) -> list[History]:
    """The one or two histories that count, in the order of their hashes."""
    chosen: list[Branch] = []
    for one in held:
        chosen = merge(chosen, one.branch)
    return [one for branch in chosen for one in held if one.branch is branch]


def _main(register: bytes, device: bytes) -> Branch:
    key = (str(connection.settings_dict["NAME"]), register, device)
    of_log = [register, device]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, root FROM ledger_checkpoint WHERE register = %s AND device = %s ORDER BY size DESC LIMIT 1",
            of_log,
        )
        size, root = cursor.fetchone() or (0, b"")
        branch = _READ.logs.pop(key, None) or Branch()
        for known in (branch, Branch()):
            if len(known) <= size:
                cursor.execute(
                    "SELECT leaf_hash FROM ledger_entry WHERE register = %s AND device = %s AND idx >= %s AND idx < %s "
                    "ORDER BY idx",
                    [*of_log, len(known), size],
                )
                known.tree.extend([hash_ for (hash_,) in cursor.fetchall()])
                branch = known
                if len(known) == size and (not size or known.tree.root() == root):
                    break
    _READ.logs[key] = branch
    while len(_READ.logs) > _CACHED:
        del _READ.logs[next(iter(_READ.logs))]
    # A copy would cost the whole log again; nobody changes a branch that is given here but by `main.start`.
    return branch


def add(
    register: bytes, device: bytes, number: int, start: int, entries: Sequence[NewEntry], signed: tuple[bytes, bytes]
) -> None:
    """Store entries from number `start` on, and the root and signature over the history up to the last of them."""
    side = number != MAIN
    head: list[bytes | int] = [register, device, *([number] if side else [])]
    rows: list[tuple[bytes | int | None, ...]] = []
    parts: list[tuple[bytes | int | None, ...]] = []
    for idx, entry in enumerate(entries, start):
        kind, time, _, _ = read_leaf(entry.leaf)
        rows.append((*head, idx, entry.leaf, entry.hash, kind, time))
        parts += [(*head, idx, position, *part) for position, part in enumerate(entry.parts)]
    size = start + len(entries)
    _insert("entry", "idx, leaf, leaf_hash, kind, time", rows, side=side)
    _insert("part", "idx, position, audience, hash, content", parts, side=side)
    sign(register, device, number, size, signed)


def sign(register: bytes, device: bytes, number: int, size: int, signed: tuple[bytes, bytes]) -> None:
    """Keep a root and the signature over it, unless one of that size is held."""
    root, signature = signed
    side = number != MAIN
    table, where = ("ledger_branch_checkpoint", " AND branch = %s") if side else ("ledger_checkpoint", "")
    head: list[bytes | int] = [register, device, *([number] if side else [])]
    with connection.cursor() as cursor:
        query = f"SELECT 1 FROM {table} WHERE register = %s AND device = %s{where} AND size = %s"  # noqa: S608
        cursor.execute(query, [*head, size])
        if cursor.fetchone():
            return
    note = write_note(Checkpoint(origin(register, device), size, root), device, signature)
    _insert("checkpoint", "size, root, note", [(*head, size, root, note)], side=side)


def _insert(table: str, columns: str, rows: Iterable[Sequence[bytes | int | None]], *, side: bool) -> None:
    held = list(rows)
    name = f"ledger_branch_{table}" if side else f"ledger_{table}"
    named = f"register, device, {'branch, ' if side else ''}{columns}"
    marks = ", ".join(["%s"] * (named.count(",") + 1))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {name} ({named}) VALUES ({marks})", held)  # noqa: S608


def signatures(register: bytes, device: bytes, history: History, above: int) -> list[tuple[int, bytes]]:
    """Sizes and signatures of a history above a size; those below where it parts from the main one lie there."""
    found: list[tuple[int, bytes]] = []
    with connection.cursor() as cursor:
        if history.number == MAIN or above < history.first:
            last = len(history) if history.number == MAIN else history.first
            cursor.execute(
                "SELECT size, note FROM ledger_checkpoint WHERE register = %s AND device = %s AND size > %s "
                "AND size <= %s ORDER BY size",
                [register, device, above, last],
            )
            found += cursor.fetchall()
        if history.number != MAIN:
            cursor.execute(
                "SELECT size, note FROM ledger_branch_checkpoint WHERE register = %s AND device = %s AND branch = %s "
                "AND size > %s ORDER BY size",
                [register, device, history.number, above],
            )
            found += cursor.fetchall()
    return [(size, read_note(note)[2]) for size, note in found]


def entries(register: bytes, device: bytes, history: History, start: int, end: int) -> list[NewEntry]:
    """The entries `start` … `end` - 1 of a history, with the contents held."""
    if history.number == MAIN or end <= history.first:
        return _stretch("ledger_", "", [register, device], start, end)
    before = _stretch("ledger_", "", [register, device], start, history.first) if start < history.first else []
    return before + _stretch(
        "ledger_branch_", " AND branch = %s", [register, device, history.number], max(start, history.first), end
    )


def _stretch(prefix: str, where: str, head: Sequence[bytes | int], start: int, end: int) -> list[NewEntry]:
    of_log = f"WHERE register = %s AND device = %s{where} AND idx >= %s AND idx < %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT idx, audience, hash, content FROM {prefix}part {of_log} ORDER BY idx, position",  # noqa: S608
            [*head, start, end],
        )
        parts: dict[int, list[tuple[int, bytes, bytes | None]]] = {}
        for idx, *part in cursor.fetchall():
            parts.setdefault(idx, []).append((part[0], part[1], part[2]))
        cursor.execute(f"SELECT idx, leaf, leaf_hash FROM {prefix}entry {of_log} ORDER BY idx", [*head, start, end])  # noqa: S608
        return [NewEntry(leaf, hash_, parts.get(idx, [])) for idx, leaf, hash_ in cursor.fetchall()]


def forked(register: bytes) -> list[bytes]:
    """The devices of whose logs more than one history is held."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT device FROM ledger_branch_entry WHERE register = %s", [register])
        return sorted(device for (device,) in cursor.fetchall())


def frozen(register: bytes) -> dict[bytes, int]:
    """Of each forked log the number of the first entry that is contested."""
    found = {}
    for device in forked(register):
        at = freeze_index([one.branch for one in kept(histories(register, device))])
        if at is not None:
            found[device] = at
    return found
