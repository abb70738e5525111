"""First pass of `verify` over one log: each row against its own bytes, each part against the entry that names it
(spec/register.md §10).

Nothing here asks whether the log as a whole is what was signed; that is `audit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from toguna.base.errors import RegisterFault
from toguna.register import log_faults
from toguna.register.entry import MAX_CONTENT, SALT_SIZE, Leaf, check_content, read_leaf
from toguna.register.rows import EntryRow, Fault, PartRow
from toguna.register.said import BODIES, Said


def log_name(key: object) -> str:
    """How a log or register is named in faults: the first eight bytes of its key, in hex."""
    return key[:8].hex() if isinstance(key, bytes) and key else "?"


@dataclass(slots=True)
class Absent:
    """A part whose content is not here; whether by right is decided when all logs are read."""

    index: int
    position: int
    audience: int
    hash: bytes


@dataclass(slots=True)
class LogReading:
    """One log after the first pass."""

    register: bytes
    device: bytes
    name: str = ""
    rows: dict[int, EntryRow] = field(default_factory=dict)
    parts: dict[int, list[PartRow]] = field(default_factory=dict)
    indexes: list[int] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    # Where leaf and leaf_hash contradict each other, or a row is there twice: what else the true hash may be.
    doubts: dict[int, list[bytes]] = field(default_factory=dict)
    contradictory: dict[int, bytes] = field(default_factory=dict)
    held: set[bytes] = field(default_factory=set)
    parents: list[tuple[int, bytes]] = field(default_factory=list)
    # The register's own entries: index, hash, what the leaf says, and whether the leaf is what its hash says.
    own: list[tuple[int, bytes, Leaf, bool]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    part_faults: dict[int, list[Fault]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = log_name(self.device)

    def fault(self, kind: type[RegisterFault], index: int | None, **data: object) -> None:
        """Note one fault of this log."""
        self.faults.append(make_fault(kind, self.name, index, **data))


def make_fault(kind: type[RegisterFault], log: str, index: int | None, **data: object) -> Fault:
    """A fault whose sentence names its log and entry."""
    return Fault(kind.code, log, index, kind(log=log, index=index, **data))


def wrong_type(table: str, log: str, index: object, column: str) -> Fault:
    """A value that the column of that table cannot hold."""
    number = index if type(index) is int else None
    return make_fault(log_faults.WrongType, log, number, table=table, column=column)


def read_log(register: bytes, device: bytes, rows: Iterable[EntryRow], parts: Iterable[PartRow]) -> LogReading:
    """Read every row of one log."""
    log = LogReading(register, device)
    sort_parts(log, parts)
    _sort_rows(log, rows)
    hashes, following = log.hashes, 0
    for index in log.indexes:
        hash_ = read_row(log, index, log.rows[index])
        if index == following and hash_:
            hashes.append(hash_)
            following += 1
    read_bodies(log)
    return log


def _sort_rows(log: LogReading, rows: Iterable[EntryRow]) -> None:
    by_index = log.rows
    for row in rows:
        index = row[2]
        if type(index) is not int or index < 0:
            log.faults.append(wrong_type("ledger_entry", log.name, index, "idx"))
        elif index in by_index:
            log.fault(log_faults.DuplicateRow, index, table="ledger_entry")
            # Of two rows the one that names the parts stored here is likelier in its place; the tree may say otherwise.
            kept, other = (row, by_index[index]) if _names_parts(log, row) else (by_index[index], row)
            by_index[index] = kept
            if type(other[4]) is bytes and len(other[4]) == 32:
                log.doubts.setdefault(index, []).append(other[4])
        else:
            by_index[index] = row
    log.indexes = sorted(by_index)


def _names_parts(log: LogReading, row: EntryRow) -> bool:
    leaf = row[3]
    return type(leaf) is bytes and any(type(part[5]) is bytes and part[5] in leaf for part in log.parts.get(row[2], ()))


def sort_parts(log: LogReading, parts: Iterable[PartRow]) -> None:
    by_index = log.parts
    for part in parts:
        index = part[2]
        if type(index) is not int or index < 0:
            log.faults.append(wrong_type("ledger_part", log.name, index, "idx"))
        elif index in by_index:
            by_index[index].append(part)
        else:
            by_index[index] = [part]


def read_row(log: LogReading, index: int, row: EntryRow) -> bytes:
    """Check one row by itself; the hash to put into the tree, empty where there is none."""
    leaf, stored = row[3], row[4]
    stored_is_hash = type(stored) is bytes and len(stored) == 32
    if type(leaf) is not bytes:
        log.faults.append(wrong_type("ledger_entry", log.name, index, "leaf"))
        if not stored_is_hash:
            return b""
        log.held.add(stored)
        return stored
    computed = sha256(b"\x00" + leaf).digest()
    log.held.add(computed)
    if computed != stored:
        if stored_is_hash:
            # Leaf or column? The tree will tell (audit); until then the column is the likelier truth.
            log.doubts.setdefault(index, []).append(computed)
            log.contradictory[index] = computed
            log.held.add(stored)
            _trust_body(log, index, leaf, stored)
            return stored
        if type(stored) is not bytes:
            log.faults.append(wrong_type("ledger_entry", log.name, index, "leaf_hash"))
        else:
            log.fault(log_faults.AlteredColumn, index, column="leaf_hash")
    check_row(log, index, row, computed)
    return computed


def _trust_body(log: LogReading, index: int, leaf: bytes, hash_: bytes) -> None:
    """An admission whose row is damaged elsewhere is still followed, lest one fault make a whole log a stranger's."""
    try:
        read = read_leaf(leaf)
    except RegisterFault:
        return
    if read[0] in BODIES:
        log.own.append((index, hash_, read, False))


def check_row(log: LogReading, index: int, row: EntryRow, hash_: bytes = b"") -> None:
    """Check the derived columns, the parts and the body of a row whose leaf is taken as true."""
    try:
        read = kind, time, parents, named = read_leaf(row[3])
    except RegisterFault as error:
        log.faults.append(Fault(error.code, log.name, index, error))
        return
    if type(row[5]) is not int or type(row[6]) is not int:
        for column, value in (("kind", row[5]), ("time", row[6])):
            if type(value) is not int:
                log.faults.append(wrong_type("ledger_entry", log.name, index, column))
    if row[5] != kind and type(row[5]) is int:
        log.fault(log_faults.AlteredColumn, index, column="kind")
    if row[6] != time and type(row[6]) is int:
        log.fault(log_faults.AlteredColumn, index, column="time")
    for parent in parents:
        log.parents.append((index, parent))
    check_parts(log, index, named)
    if kind in BODIES:
        log.own.append((index, hash_, read, True))


def read_bodies(log: LogReading) -> None:
    """Understand the register's own entries; a content put elsewhere in this log still speaks for its entry."""
    by_hash: dict[bytes, bytes] = {}
    for index, hash_, (kind, time, parents, named), sound in log.own:
        if not named or named[0][0] != 0:
            if sound:
                log.fault(log_faults.BodyNotOpen, index)
            continue
        wanted = named[0][1]
        content = _content(log.parts.get(index, ()), wanted)
        if content is None:
            if not by_hash:
                contents = (part[6] for parts in log.parts.values() for part in parts if type(part[6]) is bytes)
                by_hash = {sha256(content).digest(): content for content in contents}
            content = by_hash.get(wanted)
        if content is not None:
            try:
                body = BODIES[kind].decode(content[SALT_SIZE:])
                log.said.append(Said(log.device, index, hash_, time, body, tuple(parents)))
            except RegisterFault as error:
                if sound:
                    log.faults.append(Fault(error.code, log.name, index, error))


def _content(parts: Iterable[PartRow], hash_: bytes) -> bytes | None:
    for part in parts:
        content = part[6]
        if type(content) is bytes and sha256(content).digest() == hash_:
            return content
    return None


def check_parts(log: LogReading, index: int, named: Sequence[tuple[int, bytes]]) -> None:
    """Check the stored parts of entry `index` against those that its leaf names."""
    rows = log.parts.get(index, ())
    if len(rows) == len(named) == 1:
        # The common case, first and fast.
        _, _, _, position, audience, hash_, content = rows[0]
        if (
            type(content) is bytes
            and (audience, hash_) == named[0]
            and type(audience) is type(position) is int
            and position == 0
            and SALT_SIZE <= len(content) <= MAX_CONTENT
            and sha256(content).digest() == hash_
        ):
            return
    faults: list[Fault] = []
    placed, strangers = _place(log, index, rows, named, faults)
    for position, (audience, hash_) in enumerate(named):
        part = placed.get(position)
        if part is None:
            _explain_missing(log, index, position, hash_, strangers, faults)
        else:
            _check_part(log, index, part, audience, hash_, faults)
    for row in strangers:
        if row[3] in placed:
            faults.append(make_fault(log_faults.DuplicateRow, log.name, index, table="ledger_part"))
        else:
            faults.append(make_fault(log_faults.PartWithoutEntry, log.name, index, position=row[3]))
    if faults:
        log.part_faults[index] = faults


def _place(
    log: LogReading, index: int, rows: Sequence[PartRow], named: Sequence[tuple[int, bytes]], faults: list[Fault]
) -> tuple[dict[int, PartRow], list[PartRow]]:
    """The part at each position, of two at one position the one that the entry names; and the rows left over."""
    placed: dict[int, PartRow] = {}
    strangers: list[PartRow] = []
    for row in rows:
        position = row[3]
        if type(position) is not int:
            faults.append(wrong_type("ledger_part", log.name, index, "position"))
        elif not 0 <= position < len(named) or (position in placed and row[5] != named[position][1]):
            strangers.append(row)
        else:
            strangers += [placed[position]] if position in placed else []
            placed[position] = row
    return placed, strangers


def _explain_missing(
    log: LogReading, index: int, position: int, hash_: bytes, strangers: list[PartRow], faults: list[Fault]
) -> None:
    for row in strangers:
        if row[5] == hash_:
            strangers.remove(row)
            faults.append(make_fault(log_faults.AlteredPartPosition, log.name, index, position=position, found=row[3]))
            return
    faults.append(make_fault(log_faults.PartMissing, log.name, index, position=position))


def _check_part(log: LogReading, index: int, part: PartRow, audience: int, hash_: bytes, faults: list[Fault]) -> None:
    _, _, _, position, stored_audience, stored_hash, content = part

    def add(kind: type[RegisterFault]) -> None:
        faults.append(make_fault(kind, log.name, index, position=position))

    if type(stored_audience) is not int:
        faults.append(wrong_type("ledger_part", log.name, index, "audience"))
    elif stored_audience != audience:
        add(log_faults.AlteredPartAudience)
    if type(stored_hash) is not bytes:
        faults.append(wrong_type("ledger_part", log.name, index, "hash"))
    if content is None:
        if type(stored_hash) is bytes and stored_hash != hash_:
            add(log_faults.AlteredPartHash)
        log.absent.append(Absent(index, position, audience, hash_))
    elif type(content) is not bytes:
        faults.append(wrong_type("ledger_part", log.name, index, "content"))
    else:
        computed = sha256(content).digest()
        if computed == stored_hash != hash_:
            add(log_faults.PartReplaced)
        elif computed != hash_:
            add(log_faults.AlteredPartContent)
        if type(stored_hash) is bytes and stored_hash != hash_ and (computed == hash_ or computed != stored_hash):
            add(log_faults.AlteredPartHash)
        if computed == hash_:
            try:
                check_content(content)
            except RegisterFault as error:
                faults.append(Fault(error.code, log.name, index, error))
