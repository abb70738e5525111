"""One party's copy of a register, in memory: it writes, gives what another lacks, and takes what it is given
(spec/sync.md §1, §3, §7).

Taking the same bundle twice, late, or out of order changes nothing: what fits is stored, what does not yet is put
aside and named in the account, and comes again with the next exchange. A fault in one log never stops another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from toguna.base.errors import RegisterFault
from toguna.register import sync_faults as faults
from toguna.register.account import Account, Refusal
from toguna.register.bodies import Attest, Body, Seen
from toguna.register.branch import Branch, freeze_index, merge
from toguna.register.bundle import Section, WireEntry, read_piece
from toguna.register.checkpoint import Checkpoint, origin
from toguna.register.constitution import Constitution
from toguna.register.entry import Entry, Kind
from toguna.register.evidence import write_evidence
from toguna.register.frontier import Frontier, Place
from toguna.register.index import Index
from toguna.register.packing import LEVEL
from toguna.register.roster import Roster, make_roster
from toguna.register.said import Said
from toguna.register.sections import Rebuilt, cut, lacking_from, rebuild, wire_entry
from toguna.register.seen import Views, look
from toguna.register.signing import DeviceKey
from toguna.register.standing import Standing, judge

__all__ = ["Account", "Refusal", "Replica"]

_ALL = frozenset(range(256))


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
    _index: Index = field(default_factory=Index)
    _roster: tuple[int, Roster] | None = None
    _standing: tuple[int, Standing] | None = None
    # For which audiences a content was given to this copy. Another device may name it for others: see `_may_travel`.
    _given: dict[bytes, frozenset[int]] = field(default_factory=dict)

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
                self._keep(part.hash, part.content, part.audience)
        self._purge()

    def check_may_write(self, device: bytes) -> None:
        """Refuse to go on with a log of which others have seen more than is here, or something else."""
        branches = self.logs.get(device, [])
        held = len(branches[0]) if branches else 0
        for one in self.said():
            if one.device == device or not isinstance(one.body, Attest):
                continue
            for seen in (seen for seen in one.body.seen if seen.device == device):
                if seen.size > held or branches[0].tree.root(seen.size) != seen.root:
                    raise faults.RestoredCopy(log=device[:8].hex(), held=held, seen=seen.size)
        if len(branches) > 1:
            raise faults.RestoredCopy(log=device[:8].hex(), held=held, seen=len(branches[1]))

    # --- what is held -----------------------------------------------------------------------------------------------

    def places(self) -> list[Place]:
        """What is held of each known device's log."""
        return [
            Place(device, len(branch), branch.tree.root())
            for device, branches in sorted(self.visible().items())
            for branch in branches
        ]

    def attest(self, author: bytes) -> Attest | None:
        """What `author` can say that this copy holds of the logs of others, up to where they are beyond dispute."""
        seen = [
            Seen(device, end, log[0].tree.root(end))
            for device, log in sorted(self.visible().items())
            if device != author and (end := _end(log, log[0]))
        ]
        return Attest(tuple(seen)) if seen else None

    def frontier(self, *, full: bool = False) -> Frontier:
        """What to tell another copy, so that it can give what is lacking here."""
        self._refresh()
        lacking = (part for part in self._index.named if part not in self.contents and self._may_keep(part))
        return Frontier.of(self.register, self.places(), lacking, full=full)

    def visible(self) -> dict[bytes, list[Branch]]:
        """The logs of the devices that somebody admitted."""
        roster = self.roster()
        return {device: log for device, log in self.logs.items() if log and len(log[0]) and roster.knows(device)}

    def roster(self) -> Roster:
        """The devices that somebody admitted: theirs are the logs that are kept."""
        version = self._refresh()
        if self._roster is None or self._roster[0] != version:
            bodies: dict[bytes, list[Body]] = {}
            for one in self._index.said():
                bodies.setdefault(one.device, []).append(one.body)
            self._roster = version, make_roster(self.act, bodies)
        return self._roster[1]

    def said(self) -> list[Said]:
        """The register's own entries, for whatever is computed from them."""
        self._refresh()
        return list(self._index.said())

    def named_by(self, part: bytes) -> set[bytes]:
        """The devices in whose entries this part is named."""
        self._refresh()
        return {device for device, _ in self._index.named.get(part, ())}

    def standing(self) -> Standing:
        """Who may speak, up to where, and what is erased."""
        version = self._refresh()
        if self._standing is None or self._standing[0] != version:
            self._standing = version, judge(self.act, self._index.said())
        return self._standing[1]

    def views(self) -> Views:
        """Which parties have seen which entries, and which logs are short here."""
        logs = self.visible()
        return look(
            self.standing(),
            self.said(),
            {device: max(map(len, log)) for device, log in logs.items()},
            lambda device, size: {branch.tree.root(size) for branch in logs.get(device, ()) if size <= len(branch)},
        )

    def valid(self) -> dict[bytes, list[bytes]]:
        """The leaf hashes of each log that are beyond dispute: all, or those before its histories part."""
        return {
            device: [log[0].tree[index] for index in range(_end(log, log[0]))] for device, log in self.visible().items()
        }

    def counted(self) -> dict[bytes, list[bytes]]:
        """Of the valid ones those that may reach a record: their device may speak, and they come before its cut."""
        standing = self.standing()
        return {device: hashes[: standing.end(device)] for device, hashes in self.valid().items()}

    def quarantined(self) -> dict[bytes, list[bytes]]:
        """Of the valid ones those that a device wrote from its cut on, or that nobody has allowed it to write yet."""
        standing = self.standing()
        found = {
            device: hashes[end:] for device, hashes in self.valid().items() if (end := standing.end(device)) is not None
        }
        return {device: hashes for device, hashes in found.items() if hashes}

    def contested(self) -> dict[bytes, set[bytes]]:
        """The leaf hashes of each forked log from where its histories part, of both."""
        return {
            device: {branch.tree[index] for branch in log for index in range(_end(log, branch), len(branch))}
            for device, log in self.visible().items()
            if len(log) > 1
        }

    def evidence(self) -> dict[bytes, bytes]:
        """For each forked log the file that proves it to anybody."""
        found = {device: write_evidence(self.register, device, log) for device, log in sorted(self.visible().items())}
        return {device: data for device, data in found.items() if data is not None}

    # --- giving -----------------------------------------------------------------------------------------------------

    def make_bundle(self, frontier: Frontier, audiences: frozenset[int] = _ALL) -> tuple[list[bytes], Account]:
        """Pieces of about 16 kB at most, cut where a signature allows, that give another copy what it lacks."""
        sections = []
        for device, log in sorted(self.visible().items()):
            for number, branch in enumerate(log):
                start = lacking_from(branch, log, frontier, device)
                if start is not None:
                    sections += self._sections(device, number, start, audiences)
        sent = sum(len(section.entries) for section in sections)
        loose = self._asked(frontier, audiences)
        founders = frozenset(device.public for device in self.act.devices)
        return cut(self.register, sections, loose, self.dictionaries, founders, self.level), Account(sent=sent)

    def _asked(self, frontier: Frontier, audiences: frozenset[int]) -> list[bytes]:
        """The contents that another copy asks for and may have."""
        if not frontier.wants:
            return []
        asked = set(frontier.wants)
        return [
            content
            for hash_, content in sorted(self.contents.items())
            if hash_[:8] in asked
            and any(
                self._may_travel(device, audience, hash_, audiences)
                for device, audience in self._index.named.get(hash_, ())
            )
        ]

    def _sections(self, device: bytes, number: int, start: int, audiences: frozenset[int]) -> list[Section]:
        branch, found = self.logs[device][number], []
        for end in sorted(at for at in branch.signatures if at > start):
            entries = tuple(self._wire(device, branch, index, audiences) for index in range(start, end))
            found.append(Section(device, start, entries, branch.signatures[end], number))
            start = end
        return found

    def _wire(self, device: bytes, branch: Branch, index: int, audiences: frozenset[int]) -> WireEntry:
        def content(audience: int, hash_: bytes) -> bytes | None:
            return self.contents.get(hash_) if self._may_travel(device, audience, hash_, audiences) else None

        return wire_entry(branch.leaves[index], index, branch.tree, content)

    def _may_travel(self, device: bytes, audience: int, hash_: bytes, audiences: frozenset[int]) -> bool:
        """Whether a content may go to whoever is in `audiences`, as that part of an entry of `device`.

        A device could name another's sealed part in an entry of its own, for everybody, so that an honest copy gives
        it away. So a part named for several audiences travels only for those for which it was given to this copy.
        """
        if audience not in audiences or (Kind.ERASE in self._index.kinds and self.standing().erased(device, hash_)):
            return False
        named = self._index.named.get(hash_, ())
        return len(named) < 2 or audience in self._given.get(hash_, ()) or all(other in audiences for _, other in named)

    # --- taking -----------------------------------------------------------------------------------------------------

    def apply(self, data: bytes) -> Account:
        """Take one piece of a bundle, whatever it is; nothing that comes from outside raises."""
        try:
            piece = read_piece(data, self.register, self.dictionaries, self._devices())
        except RegisterFault as fault:
            return Account(refused=(Refusal(fault),))
        before = self._refresh()
        account, waiting = Account(), list(piece.sections)
        refused: list[Refusal] = []
        fresh: list[bytes] = []
        while waiting:
            # A section may admit the device of another, or come before the one it continues.
            again, refused, received = [], [], account.received
            for section in waiting:
                try:
                    account += Account(received=self._take(section, fresh))
                except RegisterFault as fault:
                    again.append(section)
                    refused.append(Refusal(fault, section.device, section.start))
            waiting = again if account.received > received else []
        if piece.contents:
            account += self._take_contents(piece.contents, fresh)
        self._purge(fresh if self._refresh() == before else None)
        return account + Account(refused=tuple(refused))

    def _devices(self) -> Iterable[bytes]:
        yield from self.logs
        yield from self.roster().parties

    def _take(self, section: Section, fresh: list[bytes]) -> int:
        """Store one section; the number of entries that are new."""
        name = section.device[:8].hex()
        if section.device not in self.logs and not self.roster().knows(section.device):
            raise faults.DeviceNotAdmitted(log=name)
        log = self.logs.get(section.device, [])
        bases = [branch for branch in log if len(branch) >= section.start]
        if not bases and section.start:
            raise faults.SectionGap(log=name, index=section.start)
        if not section.entries:
            raise faults.SectionBroken(log=name, index=section.start, why="bundle-shape")
        for base in bases or [Branch()]:
            new = rebuild(self.register, section, base)
            if new is not None:
                return self._store(section, base, new, fresh)
        raise faults.SectionNotSigned(log=name, index=section.start)

    def _store(self, section: Section, base: Branch, new: Rebuilt, fresh: list[bytes]) -> int:
        log = self.logs.get(section.device, [])
        start, end = section.start, section.start + len(new.hashes)
        branch, shared = _longest(log, base, start, new.hashes)
        if branch is None or (shared < end and shared < len(branch)):
            # Nothing of this log yet, or a history of its own.
            added = end - shared
            branch = (branch or base).start(shared)
            branch.extend(new.leaves[shared - start :], new.hashes[shared - start :])
            kept = merge(log, branch)
            if not any(one is branch for one in kept):
                raise faults.ThirdHistory(log=section.device[:8].hex(), index=start)
            self.logs[section.device] = kept
            self._index.stale |= len(kept) <= len(log)
        else:
            added = end - shared
            branch.extend(new.leaves[shared - start :], new.hashes[shared - start :])
        branch.signatures[end] = section.signature
        for part in (part for entry in section.entries for part in entry.parts):
            if part.content is not None and part.audience in self.audiences:
                self._keep(part.hash, part.content, part.audience)
                fresh.append(part.hash)
        return added

    def _take_contents(self, contents: Iterable[bytes], fresh: list[bytes]) -> Account:
        self._refresh()
        taken = 0
        refused: list[Refusal] = []
        for content in contents:
            hash_ = sha256(content).digest()
            if not self._may_keep(hash_):
                refused.append(Refusal(faults.PartNotNamed()))
            elif hash_ not in self.contents:
                self.contents[hash_] = content
                fresh.append(hash_)
                taken += 1
        return Account(contents=taken, refused=tuple(refused))

    def _keep(self, hash_: bytes, content: bytes, audience: int) -> None:
        self.contents[hash_] = content
        given = self._given.get(hash_)
        self._given[hash_] = _ONE[audience] if given is None else given | _ONE[audience]

    def _may_keep(self, hash_: bytes) -> bool:
        """Whether an entry held names this part for an audience of this copy, and it was not erased there."""
        named = self._index.named.get(hash_, ())
        if Kind.ERASE not in self._index.kinds or self._index.is_own(hash_):
            return any(audience in self.audiences for _, audience in named)
        standing = self.standing()
        return any(audience in self.audiences and not standing.erased(device, hash_) for device, audience in named)

    def _purge(self, fresh: Iterable[bytes] | None = None) -> None:
        """Drop contents that were erased, of `fresh` ones or of all; they never come back from a stale copy."""
        self._refresh()
        if Kind.ERASE in self._index.kinds:
            erased = self.standing().erasures
            for hash_ in erased if fresh is None else erased.intersection(fresh):
                if hash_ in self.contents and not self._may_keep(hash_):
                    del self.contents[hash_]
                    self._given.pop(hash_, None)

    def _refresh(self) -> int:
        """Read what is new among the leaves; a number that changes with the register's own entries."""
        if self._index.refresh(self.logs, self.contents):
            # A history was dropped, and with it what only its entries named.
            named = self._index.named
            self.contents = {hash_: content for hash_, content in self.contents.items() if hash_ in named}
            self._given = {hash_: given for hash_, given in self._given.items() if hash_ in named}
        return self._index.version


_ONE = [frozenset((audience,)) for audience in range(256)]


def _longest(log: Sequence[Branch], base: Branch, start: int, hashes: Sequence[bytes]) -> tuple[Branch | None, int]:
    """The branch that shares most with `hashes`, which follow the first `start` entries of `base`; and how many of
    its first entries they share.
    """
    best: tuple[Branch | None, int] = (None, start)
    for branch in log:
        if len(branch) < start or (branch is not base and branch.tree.root(start) != base.tree.root(start)):
            continue
        shared, most = start, min(len(branch), start + len(hashes))
        while shared < most and branch.tree[shared] == hashes[shared - start]:
            shared += 1
        if best[0] is None or shared > best[1]:
            best = branch, shared
    return best


def _end(log: Sequence[Branch], branch: Branch) -> int:
    """Up to where a branch is beyond dispute."""
    frozen = freeze_index(log)
    return len(branch) if frozen is None else frozen
