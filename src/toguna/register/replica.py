"""One party's copy of a register, in memory: it writes, gives what another lacks, and takes what it is given
(spec/sync.md §1, §3).

Taking the same bundle twice, late, or out of order changes nothing: what fits is stored, what does not yet is put
aside and named in the account, and comes again with the next exchange. A fault in one log never stops another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from toguna.base.errors import RegisterFault
from toguna.register import sync_faults as faults
from toguna.register.bodies import Admit, Attest, Body
from toguna.register.branch import Branch, freeze_index, merge
from toguna.register.bundle import Piece, Section, WireEntry, WirePart, read_piece, write_piece
from toguna.register.checkpoint import Checkpoint, origin
from toguna.register.constitution import Constitution
from toguna.register.entry import Entry, Kind, Leaf, Part, read_leaf
from toguna.register.frontier import Frontier, Place
from toguna.register.packing import LEVEL
from toguna.register.roster import Roster, make_roster
from toguna.register.signing import DeviceKey, verify

PIECE_SIZE = 16_000
_ALL = frozenset(range(256))


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was put aside: why, of which device (None: a whole piece, or a content), and from which entry on."""

    fault: RegisterFault
    device: bytes | None = None
    index: int | None = None

    @property
    def why(self) -> str:
        """The code of the fault."""
        return self.fault.code


@dataclass(frozen=True, slots=True)
class Account:
    """What came of an exchange: new entries, contents of entries held before, entries given, and what was put aside."""

    received: int = 0
    contents: int = 0
    sent: int = 0
    refused: tuple[Refusal, ...] = ()

    def __add__(self, other: Account) -> Account:
        return Account(
            self.received + other.received,
            self.contents + other.contents,
            self.sent + other.sent,
            self.refused + other.refused,
        )


@dataclass(slots=True)
class Replica:
    """A copy: the founding act, the logs with at most two branches each, and the contents by their hash."""

    act: Constitution
    dictionaries: Mapping[int, bytes] = field(default_factory=dict)
    audiences: frozenset[int] = _ALL
    level: int = LEVEL
    logs: dict[bytes, list[Branch]] = field(default_factory=dict)
    contents: dict[bytes, bytes] = field(default_factory=dict)
    _id: bytes = b""
    _roster: Roster | None = None

    @property
    def register(self) -> bytes:
        """The register's id."""
        self._id = self._id or self.act.id
        return self._id

    def write(self, key: DeviceKey, entries: Sequence[Entry]) -> None:
        """Append entries to the device's own log and sign once.

        Raises
        ------
        RestoredCopy
            Others have seen more of this log, or it has two histories: it must be closed and a new one opened.
        """
        self.check_may_write(key.public)
        branches = self.logs.setdefault(key.public, [Branch()])
        branch = branches[0]
        branch.extend([entry.leaf for entry in entries], [entry.hash for entry in entries])
        checkpoint = Checkpoint(origin(self.register, key.public), len(branch), branch.tree.root())
        branch.signatures[len(branch)] = key.sign(checkpoint.text)
        for part in (part for entry in entries for part in entry.parts):
            if part.content is not None:
                self.contents[part.hash] = part.content
        self._roster = None

    def check_may_write(self, device: bytes) -> None:
        """Refuse to go on with a log of which others have seen more than is here, or something else."""
        branches = self.logs.get(device, [])
        held = len(branches[0]) if branches else 0
        for author, bodies in self._bodies(Kind.ATTEST).items():
            for seen in (seen for body in bodies if isinstance(body, Attest) for seen in body.seen):
                if author == device or seen.device != device:
                    continue
                if seen.size > held or branches[0].tree.root(seen.size) != seen.root:
                    raise faults.RestoredCopy(log=device[:8].hex(), held=held, seen=seen.size)
        if len(branches) > 1:
            raise faults.RestoredCopy(log=device[:8].hex(), held=held, seen=len(branches[1]))

    def places(self) -> list[Place]:
        """What is held of each known device's log."""
        return [
            Place(device, len(branch), branch.tree.root())
            for device, branches in sorted(self.visible().items())
            for branch in branches
        ]

    def frontier(self, *, full: bool = False) -> Frontier:
        """What to tell another copy, so that it can give what is lacking here."""
        named = self._named()
        wants = [one for one in named if one not in self.contents and named[one] in self.audiences]
        return Frontier.of(self.register, self.places(), wants, full=full)

    def visible(self) -> dict[bytes, list[Branch]]:
        """The logs of the devices that somebody admitted."""
        if self._roster is None:
            self._roster = make_roster(self.act, self._bodies(Kind.ADMIT))
        return {device: log for device, log in self.logs.items() if log and len(log[0]) and self._roster.knows(device)}

    def valid(self) -> dict[bytes, list[bytes]]:
        """The leaf hashes of each log that are beyond dispute: all, or those before its histories part."""
        return {
            device: [log[0].tree[index] for index in range(_end(log, log[0]))] for device, log in self.visible().items()
        }

    def contested(self) -> dict[bytes, set[bytes]]:
        """The leaf hashes of each forked log from where its histories part, of both."""
        return {
            device: {branch.tree[index] for branch in log for index in range(_end(log, branch), len(branch))}
            for device, log in self.visible().items()
            if len(log) > 1
        }

    def make_bundle(self, frontier: Frontier, audiences: frozenset[int] = _ALL) -> tuple[list[bytes], Account]:
        """Pieces of about 16 kB at most, cut where a signature allows, that give another copy what it lacks."""
        sections = []
        for device, log in sorted(self.visible().items()):
            for number, branch in enumerate(log):
                start = _lacking_from(branch, log, frontier, device)
                if start is not None:
                    sections += self._sections(device, number, start, audiences)
        asked = set(frontier.wants)
        named = self._named()
        loose = [
            content
            for hash_, content in sorted(self.contents.items())
            if hash_[:8] in asked and named.get(hash_) in audiences
        ]
        sent = sum(len(section.entries) for section in sections)
        return self._cut(sections, loose), Account(sent=sent)

    def apply(self, data: bytes) -> Account:
        """Take one piece of a bundle, whatever it is; nothing that comes from outside raises."""
        try:
            piece = read_piece(data, self.register, self.dictionaries)
        except RegisterFault as fault:
            return Account(refused=(Refusal(fault),))
        account, waiting = Account(), list(piece.sections)
        refused: list[Refusal] = []
        while waiting:
            # A section may admit the device of another, or come before the one it continues.
            again, refused, before = [], [], account.received
            for section in waiting:
                try:
                    account += Account(received=self._take(section))
                except RegisterFault as fault:
                    again.append(section)
                    refused.append(Refusal(fault, section.device, section.start))
            waiting = again if account.received > before else []
        if piece.contents:
            account += self._take_contents(piece.contents)
        return account + Account(refused=tuple(refused))

    def _take(self, section: Section) -> int:
        """Store one section; the number of entries that are new."""
        name = section.device[:8].hex()
        if section.device not in self.logs and not self._knows(section.device):
            raise faults.DeviceNotAdmitted(log=name)
        log = self.logs.get(section.device, [])
        bases = [branch for branch in log if len(branch) >= section.start]
        if not bases and section.start:
            raise faults.SectionGap(log=name, index=section.start)
        if not section.entries:
            raise faults.SectionBroken(log=name, index=section.start, why="bundle-shape")
        for base in bases or [Branch()]:
            new = self._rebuild(section, base)
            if new is not None:
                return self._store(section, new)
        raise faults.SectionNotSigned(log=name, index=section.start)

    def _rebuild(self, section: Section, base: Branch) -> Branch | None:
        """The branch that the section makes of the beginning of `base`, if its device signed that."""
        peaks = base.peaks(section.start)
        hashes: list[bytes] = []
        leaves: list[bytes] = []
        for index, wire in enumerate(section.entries, section.start):
            parents = [self._parent(one, index, section.start, base, hashes) for one in wire.parents]
            parts = tuple(Part(part.audience, part.hash) for part in wire.parts)
            try:
                entry = Entry(wire.kind, wire.time, tuple(parents), parts)
                read_leaf(entry.leaf)
            except RegisterFault as fault:
                raise faults.SectionBroken(log=section.device[:8].hex(), index=index, why=fault.code) from None
            leaves.append(entry.leaf)
            hashes.append(entry.hash)
            peaks.append(entry.hash)
        text = Checkpoint(origin(self.register, section.device), peaks.size, peaks.root()).text
        if not verify(section.device, text, section.signature):
            return None
        new = base.start(section.start)
        new.extend(leaves, hashes)
        new.signatures[len(new)] = section.signature
        return new

    @staticmethod
    def _parent(parent: bytes | int, index: int, start: int, base: Branch, hashes: list[bytes]) -> bytes:
        if isinstance(parent, bytes):
            return parent
        at = index - parent
        if at < 0:
            raise faults.BundleShape()
        return hashes[at - start] if at >= start else base.tree[at]

    def _store(self, section: Section, new: Branch) -> int:
        log = self.logs.get(section.device, [])
        before = {branch.tree[index] for branch in log for index in range(section.start, len(branch))}
        added = {new.tree[index] for index in range(section.start, len(new))} - before
        kept = merge(log, new)
        if added and not any(branch is new for branch in kept):
            raise faults.ThirdHistory(log=section.device[:8].hex(), index=section.start)
        dropped = [branch for branch in log if all(branch.common(one) < len(branch) for one in kept)]
        self.logs[section.device] = kept
        for part in (part for entry in section.entries for part in entry.parts):
            if part.content is not None and part.audience in self.audiences:
                self.contents[part.hash] = part.content
        if dropped:
            named = self._named()
            self.contents = {hash_: content for hash_, content in self.contents.items() if hash_ in named}
        if dropped or any(entry.kind == Kind.ADMIT for entry in section.entries):
            self._roster = None
        return len(added)

    def _take_contents(self, contents: Iterable[bytes]) -> Account:
        named, taken = self._named(), 0
        refused: list[Refusal] = []
        for content in contents:
            hash_ = sha256(content).digest()
            if named.get(hash_) not in self.audiences:
                refused.append(Refusal(faults.PartNotNamed()))
            elif hash_ not in self.contents:
                self.contents[hash_] = content
                taken += 1
        self._roster = None
        return Account(contents=taken, refused=tuple(refused))

    def _knows(self, device: bytes) -> bool:
        self.visible()
        return self._roster is None or self._roster.knows(device)

    def _leaves(self) -> Iterable[tuple[bytes, Leaf]]:
        for device, log in self.logs.items():
            for number, branch in enumerate(log):
                for leaf in branch.leaves[_end(log, branch) if number else 0 :]:
                    yield device, read_leaf(leaf)

    def _named(self) -> dict[bytes, int]:
        """The hashes of all parts, with the audience of each."""
        return {hash_: audience for _, leaf in self._leaves() for audience, hash_ in leaf[3]}

    def _bodies(self, wanted: Kind) -> dict[bytes, list[Body]]:
        """What each device wrote in one of the register's own kinds."""
        kinds: dict[Kind, type[Admit] | type[Attest]] = {Kind.ADMIT: Admit, Kind.ATTEST: Attest}
        found: dict[bytes, list[Body]] = {}
        for device, (kind, _, _, parts) in self._leaves():
            content = self.contents.get(parts[0][1]) if kind == wanted and parts and not parts[0][0] else None
            if content is not None:
                try:
                    found.setdefault(device, []).append(kinds[wanted].decode(content[16:]))
                except RegisterFault:
                    continue
        return found

    def _sections(self, device: bytes, number: int, start: int, audiences: frozenset[int]) -> list[Section]:
        branch, found = self.logs[device][number], []
        for end in sorted(at for at in branch.signatures if at > start):
            entries = tuple(self._wire(branch, index, audiences) for index in range(start, end))
            found.append(Section(device, start, entries, branch.signatures[end], number))
            start = end
        return found

    def _wire(self, branch: Branch, index: int, audiences: frozenset[int]) -> WireEntry:
        kind, time, parents, parts = read_leaf(branch.leaves[index])
        recent = {branch.tree[at]: index - at for at in range(max(0, index - 64), index)}
        return WireEntry(
            kind,
            time,
            tuple(recent.get(parent, parent) for parent in parents),
            tuple(
                WirePart(audience, self.contents.get(hash_) if audience in audiences else None, hash_)
                for audience, hash_ in parts
            ),
        )

    def _cut(self, sections: list[Section], loose: list[bytes]) -> list[bytes]:
        """Write as one piece, and halve as long as a piece is too long and can be halved."""
        if not sections and not loose:
            return []
        data = write_piece(self.register, Piece(tuple(_join(sections)), tuple(loose)), self.dictionaries, self.level)
        if len(data) <= PIECE_SIZE or len(sections) + len(loose) == 1:
            return [data]
        if sections and loose:
            return self._cut(sections, []) + self._cut([], loose)
        half, rest = (len(sections) + 1) // 2, (len(loose) + 1) // 2
        return self._cut(sections[:half], loose[:rest]) + self._cut(sections[half:], loose[rest:])


def _end(log: Sequence[Branch], branch: Branch) -> int:
    """Up to where a branch is beyond dispute."""
    frozen = freeze_index(log)
    return len(branch) if frozen is None else frozen


def _lacking_from(branch: Branch, log: Sequence[Branch], frontier: Frontier, device: bytes) -> int | None:
    """The first entry of a branch that the other copy lacks; None where it lacks none, or must speak first."""
    marks, start = frontier.of_device(device), 0
    for mark in marks:
        fits = [one for one in log if mark.size <= len(one) and mark.fits(one.tree.root(mark.size))]
        start = max([start, *(min(mark.size, one.common(branch)) for one in fits)])
    if start == len(branch):
        return None
    # One longer history there and one here: most likely it goes on from this one; if not, the other copy shows us.
    ahead = not start and len(log) == len(marks) == 1 and marks[0].size > len(branch)
    return None if ahead else start


def _join(sections: Sequence[Section]) -> list[Section]:
    """Batches of one log that follow each other need the last signature only."""
    joined: list[Section] = []
    for section in sections:
        last = joined[-1] if joined else None
        same = last and (last.device, last.branch) == (section.device, section.branch)
        if last and same and last.start + len(last.entries) == section.start:
            joined[-1] = replace(last, entries=last.entries + section.entries, signature=section.signature)
        else:
            joined.append(section)
    return joined
