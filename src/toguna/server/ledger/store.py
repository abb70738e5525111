"""Reading and appending ledger rows: the only SQL on `ledger_*` tables.

Rows are the register's own row types (`toguna.register.verify`), so that what is verified is what is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.db import connection, transaction

from toguna.base.errors import RegisterFault
from toguna.base.text import Text
from toguna.register import frontier as exchange
from toguna.register.checkpoint import Checkpoint, origin, sign_checkpoint
from toguna.register.constitution import Constitution
from toguna.register.entry import Entry
from toguna.register.merkle import EMPTY_ROOT, CompactRange
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow, Report
from toguna.register.signing import DeviceKey
from toguna.register.verify import verify

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
    with connection.cursor() as cursor:
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
    return Constitution.decode(row.constitution)


def found(act: Constitution) -> bytes:
    """Store a founding act; the register's id."""
    insert(RegisterRow, [RegisterRow(act.id, act.encode())])
    return act.id


def append(register: bytes, key: DeviceKey, entries: Sequence[Entry]) -> int:
    """Append a batch to the device's own log and sign one checkpoint over it, in one transaction; the first new
    index.
    """
    with transaction.atomic():
        log = _signed_so_far(register, key.public)
        start = log.size
        if not entries:
            return start
        for entry in entries:
            log.append(entry.hash)
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
        checkpoint = Checkpoint(origin(register, key.public), log.size, log.root())
        note = sign_checkpoint(key, checkpoint)
        insert(CheckpointRow, [CheckpointRow(register, key.public, checkpoint.size, checkpoint.root, note)])
    _ENDS[_place(register, key.public)] = log
    return start


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
    """Per device: its key, and the size and root of its last checkpoint."""
    last: dict[bytes, CheckpointRow] = {}
    for row in rows(CheckpointRow, "WHERE register = %s", [register]):
        last[row.device] = row
    return [(row.device, row.size, row.root) for row in last.values()]


def control_number(register: bytes) -> str:
    """Twelve digits of the frontier's hash: read aloud, they tell whether two copies hold the same."""
    return exchange.control_number(register, (exchange.Place(*place) for place in frontier(register)))


def verify_all() -> Report:
    """Verify every ledger row of this home against signatures and hashes."""
    return verify(rows(RegisterRow), rows(EntryRow), rows(PartRow), rows(CheckpointRow))
