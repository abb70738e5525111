"""Writing one device's log: entries become rows, a batch becomes a checkpoint (spec/register.md §5, §6, §10).

>>> from toguna.register.entry import Kind
>>> log = DeviceLog(bytes(32), DeviceKey.from_seed(bytes(32)))
>>> row, parts = log.append(Entry(Kind.STATEMENT, 0))
>>> row.idx, log.sign().size
(0, 1)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toguna.register.checkpoint import Checkpoint, origin, sign_checkpoint
from toguna.register.entry import Entry
from toguna.register.merkle import CompactRange, leaf_hash
from toguna.register.rows import CheckpointRow, EntryRow, PartRow
from toguna.register.signing import DeviceKey

__all__ = ["DeviceLog", "part_rows"]


@dataclass(slots=True)
class DeviceLog:
    """The end of a log: enough to go on writing and signing it. `range` resumes an older one."""

    register: bytes
    key: DeviceKey
    range: CompactRange = field(default_factory=CompactRange)

    def append(self, entry: Entry) -> tuple[EntryRow, list[PartRow]]:
        """Take one entry at the end; the rows that the ledger keeps of it."""
        leaf = entry.leaf
        hash_ = leaf_hash(leaf)
        index = self.range.size
        row = EntryRow(self.register, self.key.public, index, leaf, hash_, int(entry.kind), entry.time)
        self.range.append(hash_)
        return row, part_rows(self.register, self.key.public, index, entry)

    def sign(self) -> CheckpointRow:
        """Sign all entries so far: the row that the ledger keeps of it."""
        name = origin(self.register, self.key.public)
        checkpoint = Checkpoint(name, self.range.size, self.range.root())
        note = sign_checkpoint(self.key, checkpoint)
        return CheckpointRow(self.register, self.key.public, checkpoint.size, checkpoint.root, note)


def part_rows(register: bytes, device: bytes, index: int, entry: Entry) -> list[PartRow]:
    """The rows that the ledger keeps of an entry's parts."""
    return [
        PartRow(register, device, index, position, part.audience, part.hash, part.content)
        for position, part in enumerate(entry.parts)
    ]
