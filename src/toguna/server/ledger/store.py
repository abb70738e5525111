"""Reading and appending ledger rows: the only SQL on `ledger_*` tables.

Rows are the register's own row types (`toguna.register.verify`), so that what is verified is what is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple, TypeVar

from django.db import connection, transaction

from toguna.base.errors import RegisterFault
from toguna.base.text import Text
from toguna.register.checkpoint import Checkpoint, origin, sign_checkpoint
from toguna.register.constitution import Constitution
from toguna.register.entry import Entry
from toguna.register.merkle import EMPTY_ROOT, CompactRange
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow, Report
from toguna.register.signing import DeviceKey

Row = TypeVar("Row", bound=NamedTuple)

_TABLES: dict[type, tuple[str, str, str]] = {
    RegisterRow: ("ledger_register", "register, constitution", "register"),
    EntryRow: ("ledger_entry", "register, device, idx, leaf, leaf_hash, kind, time", "register, device, idx"),
    PartRow: (
        "ledger_part",
        "register, device, idx, position, audience, hash, content",
        "register, device, idx, position",
    ),
    CheckpointRow: ("ledger_checkpoint", "register, device, size, root, note", "register, device, size"),
}
_PAGE = 400  # places in one statement: SQLite allows 999 variables
_CUT = 14_000  # bytes of leaves and contents under one signature, so that they fit into one piece of a bundle


class NotAsSigned(RegisterFault):
    """This device's own log was changed behind the software's back."""

    code = "log-not-as-signed"
    text = Text(
        fr="Le journal {log} de cet appareil n’est plus celui qu’il a signé : rien n’a été ajouté. "
        "Lancer « toguna verify » pour savoir où, puis demander à une autre partie son exemplaire du registre.",
        en="Log {log} of this device is no longer the one that it signed: nothing was added. "
        "Run “toguna verify” to learn where, then ask another party for its copy of the register.",
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """One entry as the ledger holds it, with its place."""

    device: bytes
    idx: int
    entry: Entry


def rows(kind: type[Row], where: str = "", values: Sequence[bytes | int] = ()) -> Iterator[Row]:
    """Rows of one ledger table in the order of their key."""
    table, columns, order = _TABLES[kind]
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} {where} ORDER BY {order}", values)  # noqa: S608 - our own names
        while page := cursor.fetchmany(2000):
            for row in page:
                yield kind(*row)


def insert(kind: type[Row], new: Iterable[Row]) -> None:
    """Append rows to one ledger table."""
    table, columns, _ = _TABLES[kind]
    marks = ", ".join(["%s"] * len(columns.split(",")))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [tuple(r) for r in new])  # noqa: S608


def registers() -> list[bytes]:
    """The ids of all registers held."""
    return [row.register for row in rows(RegisterRow)]


def constitution(register: bytes) -> Constitution:
    """The founding act of a register that is held."""
    (row,) = rows(RegisterRow, "WHERE register = %s", [register])
    return _act(row.constitution)


@lru_cache(maxsize=64)
def _act(data: bytes) -> Constitution:
    """An act never changes; reading it again at each question would take most of a hub's time."""
    return Constitution.decode(data)


def found(act: Constitution) -> bytes:
    """Store a founding act; the register's id."""
    insert(RegisterRow, [RegisterRow(act.id, act.encode())])
    return act.id


def append(register: bytes, key: DeviceKey, entries: Sequence[Entry]) -> int:
    """Append a batch to the device's own log and sign one checkpoint over it, in one transaction; the first new
    index.

    Raises
    ------
    NotAsSigned, RestoredCopy
        The log is not what the device signed, or not all that it signed: nothing may be added to it.
    """
    from toguna.server.ledger.restored import check_may_write

    with transaction.atomic(savepoint=False):
        lock(register, key.public)
        check_may_write(register, key.public)
        log = _signed_so_far(register, key.public)
        start = log.size
        if not entries:
            return start
        notes = list(_sign(register, key, log, entries))
        insert(
            EntryRow,
            (
                EntryRow(register, key.public, start + n, e.leaf, e.hash, int(e.kind), e.time)
                for n, e in enumerate(entries)
            ),
        )
        insert(
            PartRow,
            (
                PartRow(register, key.public, start + n, position, part.audience, part.hash, part.content)
                for n, e in enumerate(entries)
                for position, part in enumerate(e.parts)
            ),
        )
        insert(CheckpointRow, notes)
    _ENDS[_place(register, key.public)] = log
    return start


def _sign(register: bytes, key: DeviceKey, log: CompactRange, entries: Sequence[Entry]) -> Iterator[CheckpointRow]:
    """Take the entries into the log; one checkpoint at its end, and one on the way wherever a bundle may need to be
    cut, so that a broken connection costs a piece of 16 kB and not the batch.
    """
    waiting = 0
    for number, entry in enumerate(entries, 1):
        size = len(entry.leaf) + sum(len(part.content or b"") for part in entry.parts)
        if waiting and waiting + size > _CUT:
            yield _checkpoint(register, key, log)
            waiting = 0
        log.append(entry.hash)
        waiting += size
        if number == len(entries):
            yield _checkpoint(register, key, log)


def _checkpoint(register: bytes, key: DeviceKey, log: CompactRange) -> CheckpointRow:
    checkpoint = Checkpoint(origin(register, key.public), log.size, log.root())
    return CheckpointRow(register, key.public, checkpoint.size, checkpoint.root, sign_checkpoint(key, checkpoint))


def lock(register: bytes, device: bytes) -> None:
    """Have one writer at a time for a log until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            number = int.from_bytes(sha256(register + device).digest()[:8], "big", signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


_ENDS: dict[tuple[str, bytes, bytes], CompactRange] = {}
"""How far each log had come when this process last appended to it. Only ever believed where the last checkpoint says
the same: after a rollback, another process's append or another database it is not, and is computed again.
"""


def _place(register: bytes, device: bytes) -> tuple[str, bytes, bytes]:
    return str(connection.settings_dict["NAME"]), register, device


def _signed_so_far(register: bytes, device: bytes) -> CompactRange:
    """The device's log as it was last signed, to append to.

    Raises
    ------
    NotAsSigned
        What is stored is not what the last checkpoint signed. To sign on top of it would make the device vouch for two
        histories.
    """
    with connection.cursor() as cursor:
        of_log = "WHERE register = %s AND device = %s"
        cursor.execute(f"SELECT COALESCE(MAX(idx) + 1, 0) FROM ledger_entry {of_log}", [register, device])  # noqa: S608
        (size,) = cursor.fetchone()
        newest = f"SELECT size, root FROM ledger_checkpoint {of_log} ORDER BY size DESC LIMIT 1"  # noqa: S608
        cursor.execute(newest, [register, device])
        signed = cursor.fetchone() or (0, EMPTY_ROOT)
        held = _ENDS.get(_place(register, device))
        if held is None or (held.size, held.root()) != signed or held.size != size:
            cursor.execute(f"SELECT leaf_hash FROM ledger_entry {of_log} ORDER BY idx", [register, device])  # noqa: S608
            held = CompactRange.of([hash_ for (hash_,) in cursor.fetchall()])
    if (held.size, held.root()) != signed:
        raise NotAsSigned(log=device[:8].hex())
    return CompactRange(held.size, list(held.hashes))


def all_entries(register: bytes) -> Iterator[Stored]:
    """Every entry of a register with its parts, by device and index."""
    return _join(rows(EntryRow, "WHERE register = %s", [register]), rows(PartRow, "WHERE register = %s", [register]))


def entries_at(register: bytes, places: Sequence[tuple[bytes, int]]) -> list[Stored]:
    """The entries at these (device, index) places."""
    by_device: dict[bytes, list[int]] = defaultdict(list)
    for device, idx in places:
        by_device[device].append(idx)
    out: list[Stored] = []
    for device, wanted in by_device.items():
        for begin in range(0, len(wanted), _PAGE):
            page = wanted[begin : begin + _PAGE]
            where = f"WHERE register = %s AND device = %s AND idx IN ({', '.join(['%s'] * len(page))})"
            values: list[bytes | int] = [register, device, *page]
            out.extend(_join(rows(EntryRow, where, values), rows(PartRow, where, values)))
    return out


def devices(register: bytes) -> list[bytes]:
    """The devices of which entries are held."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT device FROM ledger_checkpoint WHERE register = %s ORDER BY device", [register])
        return [device for (device,) in cursor.fetchall()]


def says_more_than(register: bytes, device: bytes, start: int, kind: int) -> bool:
    """Whether a log has an entry of another kind from a number on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM ledger_entry WHERE register = %s AND device = %s AND idx >= %s AND kind <> %s LIMIT 1",
            [register, device, start, int(kind)],
        )
        return cursor.fetchone() is not None


def places_of(register: bytes, hash_: bytes) -> list[tuple[bytes, int]]:
    """Where entries with this hash stand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT device, idx FROM ledger_entry WHERE leaf_hash = %s AND register = %s ORDER BY device, idx",
            [hash_, register],
        )
        return [(device, idx) for device, idx in cursor.fetchall()]


def speaking(register: bytes, device: bytes, kinds: Iterable[int], last: int | None) -> list[int]:
    """The numbers of a log's entries of these kinds, up to where it counts, whose first content is held."""
    wanted = sorted(map(int, kinds))
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.idx FROM ledger_entry e JOIN ledger_part p ON p.register = e.register AND p.device = e.device "  # noqa: S608
            "AND p.idx = e.idx AND p.position = 0 WHERE e.register = %s AND e.device = %s AND e.idx < %s "
            f"AND e.kind IN ({marks}) AND p.content IS NOT NULL ORDER BY e.idx",
            [register, device, 2**62 if last is None else last, *wanted],
        )
        return [idx for (idx,) in cursor.fetchall()]


def emptied(register: bytes, kinds: Iterable[int]) -> list[bytes]:
    """The hashes of entries of these kinds whose first content is not held."""
    wanted = sorted(map(int, kinds))
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.leaf_hash FROM ledger_part p JOIN ledger_entry e ON e.register = p.register AND "  # noqa: S608
            "e.device = p.device AND e.idx = p.idx WHERE p.register = %s AND p.content IS NULL AND p.position = 0 "
            f"AND e.kind IN ({marks})",
            [register, *wanted],
        )
        return [hash_ for (hash_,) in cursor.fetchall()]


def _join(entries: Iterable[EntryRow], parts: Iterable[PartRow]) -> Iterator[Stored]:
    """Entries with their parts; both come in the order of (device, idx)."""
    waiting = iter(parts)
    part = next(waiting, None)
    for row in entries:
        contents = []
        while part is not None and (part.device, part.idx) <= (row.device, row.idx):
            if (part.device, part.idx) == (row.device, row.idx):
                contents.append(part.content)
            part = next(waiting, None)
        yield Stored(row.device, row.idx, Entry.parse(row.leaf, contents))


def frontier(register: bytes) -> list[tuple[bytes, int, bytes]]:
    """Per device: its key, and the size and root of its last checkpoint, whoever the device is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.device, c.size, c.root FROM ledger_checkpoint c JOIN (SELECT device, MAX(size) AS size FROM "
            "ledger_checkpoint WHERE register = %s GROUP BY device) last ON c.device = last.device AND "
            "c.size = last.size WHERE c.register = %s ORDER BY c.device",
            [register, register],
        )
        return [(device, size, root) for device, size, root in cursor.fetchall()]


def verify_all() -> Report:
    """Verify every ledger row of this home against signatures and hashes."""
    from toguna.server.ledger.proving import verify_all as prove

    return prove()
