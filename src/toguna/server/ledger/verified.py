"""Verifying only what is new: the entries, parts and checkpoints above what was verified last.

    verified.json   {register: {device: [size, [peak …]]}}

The peaks are of no use to who changes this file: they must give a root that the device signed. What lies below them is
not looked at again; whatever does not fit leads to the verification of everything, which names the fault.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from toguna.base.errors import RegisterFault
from toguna.register.checkpoint import open_checkpoint, origin
from toguna.register.entry import Entry
from toguna.register.merkle import CompactRange, leaf_hash
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, Report
from toguna.register.standing import Standing
from toguna.server.home import write_atomically
from toguna.server.ledger import histories, own, restored, store
from toguna.server.ledger.proving import verify_all


class _Doubt(Exception):
    """Something does not fit what was verified before."""


def verify_new() -> tuple[Report, bool]:
    """The report, and whether only what is new was looked at."""
    held = _read()
    if held:
        try:
            found = [_register(register, held.get(register.hex(), {})) for register in store.registers()]
        except (_Doubt, RegisterFault, ValueError, KeyError, TypeError):
            pass
        else:
            _write({register.hex(): logs for register, (logs, _) in zip(store.registers(), found, strict=True)})
            return Report(True, sum(len(logs) for logs, _ in found), sum(new for _, new in found), ()), True
    return verify_and_note(), False


def verify_and_note() -> Report:
    """Verify everything, and note how far each log was found whole."""
    report = verify_all()
    if report.ok:
        noted = {}
        for register in store.registers():
            logs = {}
            for device, size, _ in store.frontier(register):
                hashes = [row.leaf_hash for row in store.rows(EntryRow, *_of(register, device, "idx", 0))]
                logs[device.hex()] = [size, [peak.hex() for peak in CompactRange.of(hashes).hashes]]
            noted[register.hex()] = logs
        _write(noted)
    return report


_Logs = dict[str, list[object]]


def _register(register: bytes, known: Mapping[str, list[object]]) -> tuple[_Logs, int]:
    if store.constitution(register).id != register or histories.forked(register):
        raise _Doubt
    judged, attested = own.standing(register), restored.furthest(register)
    logs: _Logs = {}
    new = 0
    for device, size, root in store.frontier(register):
        before = _range(known.get(device.hex(), [0, []]))
        start = before.size
        if not judged.knows(device) or start > size:
            raise _Doubt
        _log(register, device, before, judged)
        seen = attested.get(device, (0, b"", b""))
        if (before.size, before.root()) != (size, root) or seen[0] > size:
            raise _Doubt
        new += size - start
        logs[device.hex()] = [size, [peak.hex() for peak in before.hashes]]
    return logs, new


def _range(known: list[object]) -> CompactRange:
    size, peaks = known
    assert isinstance(size, int) and isinstance(peaks, list)
    return CompactRange(size, [bytes.fromhex(peak) for peak in peaks])


def _log(register: bytes, device: bytes, at: CompactRange, judged: Standing) -> None:
    """Go on from `at` over what is new; each checkpoint must be the device's, over what stands here."""
    notes = {row.size: row for row in store.rows(CheckpointRow, *_of(register, device, "size", at.size))}
    if at.size:
        _note(notes.pop(at.size), at)
    parts: dict[int, list[PartRow]] = {}
    for part in store.rows(PartRow, *_of(register, device, "idx", at.size)):
        parts.setdefault(part.idx, []).append(part)
    for row in store.rows(EntryRow, *_of(register, device, "idx", at.size)):
        _entry(row, parts.pop(row.idx, []), judged)
        if row.idx != at.size:
            raise _Doubt
        at.append(row.leaf_hash)
        if at.size in notes:
            _note(notes.pop(at.size), at)
    if notes or parts:
        raise _Doubt


def _of(register: bytes, device: bytes, column: str, start: int) -> tuple[str, list[bytes | int]]:
    return f"WHERE register = %s AND device = %s AND {column} >= %s", [register, device, start]


def _note(row: CheckpointRow, at: CompactRange) -> None:
    found = open_checkpoint(row.note, row.device, origin(row.register, row.device))
    if (found.size, found.root) != (at.size, at.root()) or (row.size, row.root) != (found.size, found.root):
        raise _Doubt


def _entry(row: EntryRow, parts: list[PartRow], judged: Standing) -> None:
    entry = Entry.parse(row.leaf)
    named = [(n, part.audience, part.hash) for n, part in enumerate(entry.parts)]
    if leaf_hash(row.leaf) != row.leaf_hash or (int(entry.kind), entry.time) != (row.kind, row.time):
        raise _Doubt
    if [(part.position, part.audience, part.hash) for part in parts] != named:
        raise _Doubt
    for part in parts:
        if part.content is None:
            if not part.audience and not judged.erased(row.device, part.hash):
                raise _Doubt
        elif sha256(part.content).digest() != part.hash:
            raise _Doubt


def _path() -> Path:
    path: Path = settings.HOME.path / "verified.json"
    return path


def _read() -> dict[str, dict[str, list[object]]]:
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(logs: Mapping[str, _Logs]) -> None:
    write_atomically(_path(), json.dumps(logs).encode())
