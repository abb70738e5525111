"""Files that a party is given, checked by themselves: a bundle with its founding act, or the evidence of two histories
(spec/sync.md §3, §5).

    [2, founding act]      in front, where the receiver may lack it
    [1, register, …]       the pieces, one after the other
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.register import log_faults
from toguna.register import sync_faults as faults
from toguna.register.account import Account, Refusal
from toguna.register.branch import freeze_index
from toguna.register.bundle import read_pieces
from toguna.register.cbor_faults import CborFault
from toguna.register.checkpoint import Checkpoint, origin, write_note
from toguna.register.constitution import Constitution
from toguna.register.dictionary import dictionaries
from toguna.register.encoding import MAX_SIZE, read_head
from toguna.register.entry import read_leaf
from toguna.register.evidence import Evidence, is_evidence, read_evidence
from toguna.register.frontier import control_number
from toguna.register.reading import log_name, make_fault
from toguna.register.replica import Replica
from toguna.register.rows import CheckpointRow, EntryRow, Fault, PartRow, RegisterRow, Report
from toguna.register.verify import verify

_ACT: Final = b"\x82\x02"

Tables = tuple[list[RegisterRow], list[EntryRow], list[PartRow], list[CheckpointRow]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a bundle proves by itself: the report on what it holds, what was put aside, and its control number."""

    act: Constitution
    account: Account
    report: Report
    control: str
    evidence: tuple[bytes, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything in the file was what its devices signed."""
        return self.report.ok and not self.account.refused


def check(data: bytes, act: Constitution | None = None) -> Checked | Evidence:
    """Check a file. `act`: the founding act, for a bundle that does not carry it.

    Raises
    ------
    RegisterFault
        The file is neither, or no founding act is at hand (`other-register`), or the evidence proves nothing.
    """
    if is_evidence(data):
        return read_evidence(data)
    carried, rest = read_act(data)
    if carried is not None and act is not None and carried.id != act.id:
        raise faults.OtherRegister(found=carried.id[:8].hex())
    known = act or carried
    if known is None:
        raise faults.OtherRegister(found=rest[3:11].hex() or "?")
    replica, account = Replica(known, dictionaries(known)), Account()
    # A piece may need a later one, where files were put together: what is put aside is tried again.
    waiting = read_pieces(rest)
    while waiting:
        again: list[bytes] = []
        refused: tuple[Refusal, ...] = ()
        received = account.received + account.contents
        for piece in waiting:
            taken = replica.apply(piece)
            account += Account(taken.received, taken.contents)
            if taken.refused:
                again.append(piece)
                refused += taken.refused
        waiting = again if account.received + account.contents > received else []
        account = Account(account.received, account.contents, 0, refused)
    report = report_on(replica)
    return Checked(
        known, account, report, control_number(known.id, replica.places()), tuple(replica.evidence().values())
    )


def read_act(data: bytes) -> tuple[Constitution | None, bytes]:
    """The founding act in front of a file, and what follows it."""
    if data[:2] != _ACT:
        return None, data
    try:
        major, length, start = read_head(data, 2)
    except CborFault:
        raise faults.BundleShape() from None
    if major != 2 or length > MAX_SIZE or start + length > len(data):
        raise faults.BundleShape()
    return Constitution.decode(data[start : start + length]), data[start + length :]


def report_on(replica: Replica) -> Report:
    """What `verify` says of a copy in memory; a forked log is judged by the first of its histories, and named."""
    report = verify(*tables(replica))
    forked: list[Fault] = []
    for device, log in replica.visible().items():
        index = freeze_index(log)
        if index is not None:
            forked.append(make_fault(log_faults.Forked, log_name(device), index, size=index + 1))
    if not forked:
        return report
    found = sorted({*report.faults, *forked}, key=lambda one: (one.log, one.index or 0, one.code))
    return Report(False, report.logs, report.entries, tuple(found), report.notices, report.withheld, report.erased)


def tables(replica: Replica) -> Tables:
    """A copy as the rows that `verify` reads; of a forked log the first of its two histories."""
    entries: list[EntryRow] = []
    parts: list[PartRow] = []
    notes: list[CheckpointRow] = []
    register = replica.register
    for device, log in replica.visible().items():
        branch = log[0]
        for index, leaf in enumerate(branch.leaves):
            kind, time, _, named = read_leaf(leaf)
            entries.append(EntryRow(register, device, index, leaf, branch.tree[index], kind, time))
            for position, (audience, hash_) in enumerate(named):
                content = replica.contents.get(hash_)
                parts.append(PartRow(register, device, index, position, audience, hash_, content))
        for size, signature in sorted(branch.signatures.items()):
            checkpoint = Checkpoint(origin(register, device), size, branch.tree.root(size))
            notes.append(
                CheckpointRow(register, device, size, checkpoint.root, write_note(checkpoint, device, signature))
            )
    return [RegisterRow(register, replica.act.encode())], entries, parts, notes
