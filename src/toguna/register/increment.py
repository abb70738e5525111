"""Verifying what is new, where the rest was verified before (spec/register.md §10.7).

Of each log its size and the roots of its complete subtrees are kept, at most 64 hashes, and the rows after it are
hashed on from there. What was proved once is not looked at again: whoever doubts the rows below takes `verify`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toguna.register import log_faults
from toguna.register.audit import open_row
from toguna.register.bodies import Attest
from toguna.register.checkpoint import origin
from toguna.register.constitution import Constitution
from toguna.register.merkle import CompactRange
from toguna.register.reading import LogReading, log_name, make_fault, read_bodies, read_row, sort_parts, wrong_type
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, Report
from toguna.register.said import Said
from toguna.register.standing import Standing, judge
from toguna.register.verify import Account, account_absent, standing_notices


@dataclass(frozen=True, slots=True)
class Proved:
    """How far a log was proved, and the roots of its complete subtrees there."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Further:
    """What was found in the new rows, and how far each log is proved now; where a fault was found, as far as before."""

    report: Report
    proved: Mapping[bytes, Proved]


@dataclass(slots=True)
class _Log:
    """The new rows of one log."""

    reading: LogReading
    start: int
    range: CompactRange
    roots: dict[int, bytes] = field(default_factory=dict)
    signed: dict[int, bytes] = field(default_factory=dict)


def verify_further(
    act: Constitution | None,
    register: bytes,
    said: Iterable[Said],
    proved: Mapping[bytes, Proved],
    entries: Iterable[EntryRow],
    parts: Iterable[PartRow],
    checkpoints: Iterable[CheckpointRow],
) -> Further:
    """Check the rows beyond what is `proved` of each log, as `verify` would; rows below it must not be among them.

    `said` are the register's own entries that were proved before: who is known and who may speak follows from them and
    from the new ones together. An attest of a size that was proved before is compared by `verify` only, as are parents.
    """
    notes: dict[bytes, list[CheckpointRow]] = {}
    for note in checkpoints:
        notes.setdefault(note[1], []).append(note)
    part_rows: dict[bytes, list[PartRow]] = {}
    for part in parts:
        part_rows.setdefault(part[1], []).append(part)
    rows: dict[bytes, list[EntryRow]] = {}
    for row in entries:
        rows.setdefault(row[1], []).append(row)
    logs = {
        device: _read(register, device, proved.get(device, Proved()), rows.get(device, []), part_rows.get(device, []))
        for device in sorted({*rows, *notes, *part_rows})
    }
    standing = judge(act, [*said, *(one for log in logs.values() for one in log.reading.said)])
    for device, log in logs.items():
        _compare(log, notes.get(device, []))
    _compare_attests(logs, standing, proved)
    return _sum_up(register, logs, standing, proved)


def _read(register: bytes, device: bytes, proved: Proved, rows: Sequence[EntryRow], parts: Sequence[PartRow]) -> _Log:
    log = LogReading(register, device)
    found = _Log(log, proved.size, CompactRange(proved.size, list(proved.hashes)))
    sort_parts(log, parts)
    numbered = [row for row in rows if type(row[2]) is int]
    log.faults += [wrong_type("ledger_entry", log.name, None, "idx") for _ in range(len(rows) - len(numbered))]
    found.roots[proved.size] = found.range.root()
    following = proved.size
    for row in sorted(numbered, key=lambda one: one[2]):
        if row[2] < following:
            log.fault(log_faults.DuplicateRow, row[2], table="ledger_entry")
            continue
        if row[2] > following:
            log.fault(log_faults.EntryMissing, following, last=row[2] - 1, count=row[2] - following)
        log.rows[row[2]] = row
        hash_ = read_row(log, row[2], row) or bytes(32)
        if row[2] == found.range.size:
            found.range.append(hash_)
            found.roots[found.range.size] = found.range.root()
        following = row[2] + 1
    read_bodies(log)
    for faults in log.part_faults.values():
        log.faults += faults
    for index in log.contradictory:
        # Leaf or hash: which of the two was changed, `verify` finds out.
        log.fault(log_faults.AlteredLeaf, index)
    for index in sorted(set(log.parts) - set(log.rows)):
        log.faults += [
            make_fault(log_faults.PartWithoutEntry, log.name, index, position=one[3]) for one in log.parts[index]
        ]
    return found


def _compare(log: _Log, notes: Iterable[CheckpointRow]) -> None:
    """The signatures over the new entries; which of these was changed, `verify` finds out."""
    reading, name = log.reading, origin(log.reading.register, log.reading.device)
    good = log.start
    for row in notes:
        checkpoint = open_row(reading, row, name)
        if checkpoint is not None:
            log.signed[checkpoint.size] = checkpoint.root
    for size, root in sorted(log.signed.items()):
        if size > log.range.size:
            reading.fault(log_faults.TailMissing, log.range.size, signed=size, held=log.range.size)
        elif log.roots.get(size) == root:
            good = size
        elif size >= log.start:
            reading.fault(log_faults.EntriesReplaced, good, last=size - 1)
            return
    if good < log.range.size:
        reading.fault(log_faults.UnsignedTail, good, count=log.range.size - good)


def _compare_attests(logs: Mapping[bytes, _Log], standing: Standing, proved: Mapping[bytes, Proved]) -> None:
    for author, log in logs.items():
        for one in log.reading.said:
            if not isinstance(one.body, Attest) or not standing.counts(author, one.idx):
                continue
            for seen in one.body.seen:
                there = logs.get(seen.device)
                held = there.range.size if there else proved.get(seen.device, Proved()).size
                if seen.device == author or not standing.knows(seen.device):
                    continue
                if seen.size > held:
                    target = there.reading if there else log.reading
                    data = {"witness": log.reading.name, "seen": seen.size, "held": held}
                    target.faults.append(make_fault(log_faults.TailBehindAttest, log_name(seen.device), held, **data))
                elif there and seen.size in there.roots and there.roots[seen.size] != seen.root:
                    there.reading.fault(
                        log_faults.AttestDiffers, seen.size - 1, witness=log.reading.name, seen=seen.size
                    )


def _sum_up(register: bytes, logs: Mapping[bytes, _Log], standing: Standing, proved: Mapping[bytes, Proved]) -> Further:
    account, now = Account(), dict(proved)
    for device, log in logs.items():
        account.logs += 1
        account.entries += log.range.size - log.start
        if not standing.knows(device):
            account.faults.append(make_fault(log_faults.UnknownDevice, log_name(device), None))
            continue
        account_absent(log.reading, standing, account)
        account.faults += log.reading.faults
        if not log.reading.faults:
            now[device] = Proved(log.range.size, tuple(log.range.hashes))
    sizes = {device: now[device].size for device in now}
    account.notices += standing_notices(register, standing, sizes)
    return Further(account.report(), now)
