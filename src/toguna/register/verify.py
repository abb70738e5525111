"""Verification of everything a ledger holds, as in spec/register.md §10.

    >>> verify([], [], [], [])
    Report(ok=True, logs=0, entries=0, faults=(), notices=(), withheld=0, erased=0)

`verify` takes rows as they lie in the tables, in any order and with any values, and never raises for what it finds in
them. Every log is judged by itself: what is wrong with one does not hide what is wrong with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from toguna.base.errors import RegisterFault
from toguna.register import log_faults
from toguna.register.audit import Witness, audit_log
from toguna.register.bodies import Attest
from toguna.register.constitution import Constitution
from toguna.register.reading import LogReading, log_name, make_fault, read_log, wrong_type
from toguna.register.rows import CheckpointRow, EntryRow, Fault, PartRow, RegisterRow, Report
from toguna.register.standing import Standing, judge

__all__ = ["CheckpointRow", "EntryRow", "Fault", "PartRow", "RegisterRow", "Report", "verify"]


@dataclass(slots=True)
class _Heap:
    """The rows of one log, as they came."""

    entries: list[EntryRow] = field(default_factory=list)
    parts: list[PartRow] = field(default_factory=list)
    checkpoints: list[CheckpointRow] = field(default_factory=list)


@dataclass(slots=True)
class Account:
    """What the report will say."""

    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    logs: int = 0
    entries: int = 0
    withheld: int = 0
    erased: int = 0

    def report(self) -> Report:
        """Everything found, in one order."""
        faults, notices = (tuple(sorted(some, key=_place)) for some in (self.faults, self.notices))
        return Report(not faults, self.logs, self.entries, faults, notices, self.withheld, self.erased)


_Heaps = dict[bytes, dict[bytes, _Heap]]


def verify(
    registers: Iterable[RegisterRow],
    entries: Iterable[EntryRow],
    parts: Iterable[PartRow],
    checkpoints: Iterable[CheckpointRow],
) -> Report:
    """Check every column of every row against the signed bytes, and every log against its signatures and the attests
    of others.
    """
    account = Account()
    heaps: _Heaps = {}
    _sort(heaps, "ledger_entry", "entries", entries, account)
    _sort(heaps, "ledger_part", "parts", parts, account)
    _sort(heaps, "ledger_checkpoint", "checkpoints", checkpoints, account)
    acts = _read_acts(registers, set(heaps), account)
    for register in sorted(heaps):
        account.entries += sum(len(heap.entries) for heap in heaps[register].values())
        if register in acts:
            _verify_register(register, acts[register], heaps[register], account)
        else:
            account.faults.append(make_fault(log_faults.UnknownRegister, log_name(register), None))
    return account.report()


def _place(fault: Fault) -> tuple[str, int, str]:
    return fault.log, -1 if fault.index is None else fault.index, fault.code


def _sort(heaps: _Heaps, table: str, name: str, rows: Iterable[Any], account: Account) -> None:
    """Put each row on the heap of its log; the two key columns must at least be bytes."""
    last: tuple[object, object] = (None, None)
    heap: list[Any] = []
    for row in rows:
        register, device = row[0], row[1]
        if (register, device) != last or type(register) is not bytes or type(device) is not bytes:
            wrong = [c for c, v in (("register", register), ("device", device)) if type(v) is not bytes]
            if wrong:
                account.faults += [wrong_type(table, log_name(device), row[2], column) for column in wrong]
                account.entries += name == "entries"
                continue
            last = (register, device)
            heap = getattr(heaps.setdefault(register, {}).setdefault(device, _Heap()), name)
        heap.append(row)


def _read_acts(rows: Iterable[RegisterRow], wanted: set[bytes], account: Account) -> dict[bytes, Constitution | None]:
    """The founding act of each register; None where it is damaged, so that its logs are judged without it."""
    acts: dict[bytes, Constitution | None] = {}
    seen: set[bytes] = set()
    for id_, data in rows:
        name = log_name(id_)
        for column, value in (("register", id_), ("constitution", data)):
            if type(value) is not bytes:
                account.faults.append(wrong_type("ledger_register", name, None, column))
        if type(data) is not bytes:
            if type(id_) is bytes:
                acts.setdefault(id_, None)
            continue
        if type(id_) is bytes:
            if id_ in seen:
                account.faults.append(make_fault(log_faults.DuplicateRow, name, None, table="ledger_register"))
            seen.add(id_)
        _read_act(id_, data, wanted, acts, account)
    return acts


def _read_act(
    id_: object, data: bytes, wanted: set[bytes], acts: dict[bytes, Constitution | None], account: Account
) -> None:
    computed = sha256(data).digest()
    try:
        act: Constitution | None = Constitution.decode(data)
    except RegisterFault as error:
        act = None
        if computed == id_:
            account.faults.append(Fault(error.code, log_name(id_), None, error))
    if computed == id_:
        acts[computed] = act
    elif act is not None and (computed in wanted or type(id_) is not bytes):
        acts[computed] = act
        if type(id_) is bytes:
            account.faults.append(
                make_fault(log_faults.AlteredRegisterId, log_name(id_), None, expected=log_name(computed))
            )
    elif type(id_) is bytes:
        acts.setdefault(id_, None)
        account.faults.append(make_fault(log_faults.AlteredConstitution, log_name(id_), None))


def _verify_register(register: bytes, act: Constitution | None, heaps: dict[bytes, _Heap], account: Account) -> None:
    logs: dict[bytes, LogReading] = {}
    for device, heap in sorted(heaps.items()):
        logs[device] = read_log(register, device, heap.entries, heap.parts)
    standing = judge(act, (one for log in logs.values() for one in log.said))
    known = {device: log for device, log in logs.items() if standing.knows(device)}
    witnesses = _gather_attests(known, standing)
    account.logs += len(logs)
    for device in sorted(set(logs) - set(known)):
        account.faults.append(make_fault(log_faults.UnknownDevice, log_name(device), None))
    for device in set(witnesses) - set(known):
        # Attested, admitted, and not one row of it is here.
        known[device] = LogReading(register, device)
    for device, log in known.items():
        heap = heaps.get(device, _Heap())
        audit_log(log, heap.checkpoints, witnesses.get(device, []))
        account_absent(log, standing, account)
        account.faults += log.faults
    held: set[bytes] = set()
    for log in known.values():
        held |= log.held
    for log in known.values():
        for index, parent in log.parents:
            if parent not in held:
                account.notices.append(make_fault(log_faults.ParentNotHeld, log.name, index))
    account.notices += standing_notices(register, standing, {device: len(log.hashes) for device, log in known.items()})


def _gather_attests(known: dict[bytes, LogReading], standing: Standing) -> dict[bytes, list[Witness]]:
    """What known devices attested, by the log that they speak of; a log of which nothing is here is opened, empty, to
    be judged too. What a device says after its revocation, or before it may speak, is no witness.
    """
    result: dict[bytes, list[Witness]] = {}
    for author, log in known.items():
        for one in log.said:
            if not isinstance(one.body, Attest) or not standing.counts(author, one.idx):
                continue
            for seen in one.body.seen:
                if seen.device != author and standing.knows(seen.device):
                    result.setdefault(seen.device, []).append(Witness(log.name, seen.size, seen.root))
    return result


def account_absent(log: LogReading, standing: Standing, account: Account) -> None:
    """A content may be gone if it was erased by right, or may be withheld above audience 0; else it is missing."""
    for absent in log.absent:
        if standing.erased(log.device, absent.hash):
            account.erased += 1
        elif absent.audience > 0:
            account.withheld += 1
        else:
            log.fault(log_faults.PartContentMissing, absent.index, position=absent.position)


def standing_notices(register: bytes, standing: Standing, held: Mapping[bytes, int]) -> list[Fault]:
    """What is kept and does not count, and who should be asked about it: nothing of that is damage. `held`: how many
    entries of each log are here.
    """
    found: list[Fault] = []
    for device, size in held.items():
        name, cut = log_name(device), standing.cuts.get(device)
        if not standing.may_speak(device):
            found.append(make_fault(log_faults.AdmissionWaiting, name, 0, count=size))
        elif cut is not None and size > cut.size:
            found.append(make_fault(log_faults.AfterRevocation, name, cut.size, count=size - cut.size))
    for party, voices in standing.voices.items():
        if voices.rivals:
            found.append(make_fault(log_faults.OfficersRival, log_name(register), None, party=party))
    for party, key in standing.leaving():
        found.append(make_fault(log_faults.OfficerLeft, log_name(key), None, party=party))
    return found
