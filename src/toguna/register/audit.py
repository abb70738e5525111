"""Second pass of `verify` over one log: is it what its device signed, and what others attested (spec/register.md §10).

What a signature covers is decided from the largest signed root that the stored entries give: below it everything is
proved, and a valid signature over another root there means that the device signed two histories.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from toguna.base.errors import RegisterFault
from toguna.register import faults, log_faults
from toguna.register.checkpoint import Checkpoint, open_checkpoint, origin, read_note
from toguna.register.diagnosis import Budget, Repair, find_repair
from toguna.register.entry import read_leaf
from toguna.register.merkle import Tree
from toguna.register.reading import LogReading, check_parts, check_row, make_fault, wrong_type
from toguna.register.rows import CheckpointRow

_MAX_REPAIRS = 16


@dataclass(frozen=True, slots=True)
class Witness:
    """What another device attested of this log."""

    device: str
    size: int
    root: bytes


def audit_log(log: LogReading, rows: Iterable[CheckpointRow], witnesses: Iterable[Witness]) -> None:
    """Add to `log.faults` all that is wrong with the log as a whole."""
    signed, claimed = _read_checkpoints(log, rows)
    size = max(signed, default=0)
    repairs, failing, good = _compare_roots(log, signed)
    _settle_doubts(log)
    _settle_swaps(log, repairs)
    renumbered = _name_missing(log, size, failing, good)
    if failing is not None and not renumbered:
        log.fault(log_faults.EntriesReplaced, good, last=failing - 1)
    beyond = bisect_left(log.indexes, size)
    if beyond < len(log.indexes) and claimed <= log.indexes[-1]:
        log.fault(log_faults.UnsignedTail, log.indexes[beyond], count=len(log.indexes) - beyond)
    _compare_witnesses(log, witnesses, size, good if failing is not None else len(log.hashes))
    _name_stray_parts(log, size)
    for found in log.part_faults.values():
        log.faults += found


def _read_checkpoints(log: LogReading, rows: Iterable[CheckpointRow]) -> tuple[dict[int, set[bytes]], int]:
    """Signed roots by size; and the largest size that a damaged row claims, which then explains an unsigned tail."""
    signed: dict[int, set[bytes]] = {}
    claimed = 0
    seen: set[int] = set()
    name = origin(log.register, log.device)
    for row in rows:
        size = row[2]
        if type(size) is int:
            if size in seen:
                log.fault(log_faults.DuplicateRow, size, table="ledger_checkpoint")
            seen.add(size)
        checkpoint = open_row(log, row, name)
        if checkpoint is not None:
            signed.setdefault(checkpoint.size, set()).add(checkpoint.root)
        elif type(size) is int:
            claimed = max(claimed, size)
    return signed, claimed


def open_row(log: LogReading, row: CheckpointRow, name: str) -> Checkpoint | None:
    """The checkpoint in a row if its device signed it; every fault of the row is noted."""
    _, _, size, root, note = row
    index = size if type(size) is int else None
    types = (("size", type(size) is int), ("root", type(root) is bytes), ("note", type(note) is bytes))
    for column, right in types:
        if not right:
            log.faults.append(wrong_type("ledger_checkpoint", log.name, index, column))
    if type(note) is not bytes:
        return None
    try:
        checkpoint = open_checkpoint(note, log.device, name)
    except faults.BadSignature:
        as_stored = read_note(note)[0]
        same = (as_stored.size, as_stored.root) == (size, root)
        log.fault(log_faults.NoteNotSigned if same else log_faults.AlteredNote, index, size=size)
        return None
    except faults.NoteFault:
        log.fault(log_faults.AlteredNote, index, size=size)
        return None
    if type(size) is int and checkpoint.size != size:
        log.fault(log_faults.AlteredCheckpointSize, checkpoint.size, size=checkpoint.size, found=size)
    if type(root) is bytes and checkpoint.root != root:
        log.fault(log_faults.AlteredCheckpointRoot, checkpoint.size, size=checkpoint.size)
    return checkpoint


def _compare_roots(log: LogReading, signed: dict[int, set[bytes]]) -> tuple[list[Repair], int | None, int]:
    """Repairs that make the roots fit; the first size that nothing makes fit, if any; the largest size that fits."""
    sizes = sorted(size for size in signed if size <= len(log.hashes))
    repairs: list[Repair] = []
    hashes, budget = log.hashes, Budget()
    while True:
        tree = Tree(hashes)
        fits = [size for size in sizes if tree.root(size) in signed[size]]
        good = max(fits, default=0)
        failing = next((size for size in sizes if size > good), None)
        if failing is None or len(repairs) == _MAX_REPAIRS:
            break
        repair = None
        for root in sorted(signed[failing]):
            repair = repair or find_repair(tree, good, failing, root, log.doubts, sorted(log.part_faults), budget)
        if repair is None:
            break
        repairs.append(repair)
        hashes = list(hashes)
        for index, hash_ in repair.changes.items():
            hashes[index] = hash_
    forks = [size for size in signed if len(signed[size]) > 1]
    forks += [size for size in sizes if size < good and tree.root(size) not in signed[size]]
    if forks:
        log.fault(log_faults.Forked, min(forks), size=min(forks))
    log.hashes = hashes
    return repairs, failing, good


def _settle_doubts(log: LogReading) -> None:
    """Where leaf and leaf_hash contradict each other, name the one that does not fit the signed root."""
    for index, computed in log.contradictory.items():
        if log.hashes[index : index + 1] == [computed]:
            log.fault(log_faults.AlteredColumn, index, column="leaf_hash")
            check_row(log, index, log.rows[index])
        else:
            log.fault(log_faults.AlteredLeaf, index)


def _settle_swaps(log: LogReading, repairs: list[Repair]) -> None:
    """Name swapped entries; parts that were left in their places fit the entry that belongs there."""
    for repair in repairs:
        if not repair.swap:
            continue
        one, two = sorted(repair.changes)
        log.fault(log_faults.EntriesSwapped, one, other=two)
        if one in log.part_faults or two in log.part_faults:
            _recheck_parts(log, one, two)
            _recheck_parts(log, two, one)


def _recheck_parts(log: LogReading, index: int, other: int) -> None:
    try:
        named = read_leaf(log.rows[other][3])[3]
    except RegisterFault:
        return
    log.part_faults.pop(index, None)
    log.absent = [absent for absent in log.absent if absent.index != index]
    check_parts(log, index, named)


def _name_missing(log: LogReading, signed: int, failing: int | None, good: int) -> bool:
    """Name each stretch of signed entries that is not here; True if the gap was hidden by renumbering."""
    held = log.indexes[: bisect_left(log.indexes, signed)]
    if len(held) == signed:
        return False
    if not held:
        log.fault(log_faults.LogMissing, 0, count=signed)
        return False
    for before, after in pairwise([-1, *held]):
        if after > before + 1:
            kind = log_faults.FirstEntryMissing if before < 0 else log_faults.EntryMissing
            log.fault(kind, before + 1, last=after - 1, count=after - before - 1)
    following = held[-1] + 1
    if following == signed:
        return False
    misfits = _shifted_parts(log, good, signed - following)
    if len(held) == following and (failing is not None or misfits):
        # Parts that were not renumbered with their entries show where the gap is; else the last signed root below it.
        start = misfits[0] if misfits else good
        for index in misfits:
            del log.part_faults[index]
        log.fault(log_faults.EntriesRenumbered, start, count=signed - following)
        return True
    tail = log_faults.LastEntryMissing if signed - following == 1 else log_faults.TailMissing
    log.fault(tail, following, signed=signed, held=len(held))
    return False


def _shifted_parts(log: LogReading, good: int, missing: int) -> list[int]:
    """Entries whose parts are not at their own number but at the one they had before `missing` others were removed."""
    found = []
    for index in sorted(log.part_faults):
        if index < good:
            continue
        try:
            named = {hash_ for _, hash_ in read_leaf(log.rows[index][3])[3]}
        except RegisterFault:
            continue
        if any(part[5] in named for part in log.parts.get(index + missing, ())):
            found.append(index)
    return found


def _compare_witnesses(log: LogReading, witnesses: Iterable[Witness], signed: int, sound: int) -> None:
    """Attests by others: more than is here, or another content than is here."""
    held = len(log.hashes)
    tree = Tree(log.hashes[:sound])
    longest: Witness | None = None
    fits: set[tuple[int, bytes]] = set()
    for witness in sorted(witnesses, key=lambda one: (one.size, one.device)):
        if witness.size > max(held, signed):
            longest = witness
        elif witness.size > sound or (witness.size, witness.root) in fits:
            continue
        elif tree.root(witness.size) == witness.root:
            # The same day's attests of all the parties cost one root.
            fits.add((witness.size, witness.root))
        else:
            log.fault(log_faults.AttestDiffers, witness.size - 1, witness=witness.device, seen=witness.size)
            return
    if longest is not None:
        log.fault(log_faults.TailBehindAttest, max(held, signed), witness=longest.device, seen=longest.size, held=held)


def _name_stray_parts(log: LogReading, signed: int) -> None:
    """Parts of entries that are not here, unless the missing entry has been named already."""
    for index in sorted(set(log.parts) - set(log.rows)):
        if index >= signed:
            for part in log.parts[index]:
                log.faults.append(make_fault(log_faults.PartWithoutEntry, log.name, index, position=part[3]))
