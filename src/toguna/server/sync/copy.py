"""This home's copy of one register, on the ledger: what it holds, what it gives, what it takes (spec/sync.md §1, §3).

The rules are those of `register.replica`, which holds a copy in memory; here only the hashes of the logs concerned
are read, and of the entries only those that travel. Tests play the same histories on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from toguna.base.errors import RegisterFault
from toguna.register import sync_faults as faults
from toguna.register.branch import Branch, merge
from toguna.register.bundle import Piece, Section, WireEntry, WirePart, read_piece, write_piece
from toguna.register.checkpoint import Checkpoint, origin
from toguna.register.entry import SALT_SIZE, Entry, Kind, Part, read_leaf
from toguna.register.frontier import Frontier, write_greeting
from toguna.register.packing import LEVEL
from toguna.register.replica import PIECE_SIZE, Account, Refusal, _join, _lacking_from
from toguna.register.roster import Erasures, Roster
from toguna.register.signing import verify
from toguna.server.ledger import contents, histories
from toguna.server.ledger.histories import MAIN, History, NewEntry
from toguna.server.ledger.own import BODIES, by_device, own, roster
from toguna.server.sync.receivers import Receiver

_RECENT = 64  # entries back that a parent may be named by its distance
_ROOM = PIECE_SIZE - 600
_MOST_WANTED = 2_000  # contents looked up for one exchange; the rest with the next


@dataclass(slots=True)
class Taken:
    """What a piece changed: where new entries stand, which contents are new, and whether who counts may have."""

    account: Account = field(default_factory=Account)
    places: list[tuple[bytes, int]] = field(default_factory=list)
    filled: list[bytes] = field(default_factory=list)
    erased: list[bytes] = field(default_factory=list)
    unsettled: bool = False

    def __iadd__(self, other: Taken) -> Taken:
        self.account += other.account
        self.places += other.places
        self.filled += other.filled
        self.erased += other.erased
        self.unsettled |= other.unsettled
        return self


class Copy:
    """A copy as `holder` keeps it."""

    def __init__(
        self, register: bytes, holder: Receiver, dictionaries: Mapping[int, bytes], *, level: int = LEVEL
    ) -> None:
        self.register, self.holder, self.dictionaries, self.level = register, holder, dictionaries, level
        self._roster: Roster | None = None

    @property
    def roster(self) -> Roster:
        """Who is known, until an admission is taken."""
        if self._roster is None:
            self._roster = roster(self.register)
        return self._roster

    def greeting(self) -> bytes:
        """What is sent first: equal greetings, equal copies."""
        return write_greeting(self.register, histories.places(self.register, self.roster))

    def frontier(self, *, full: bool = False) -> Frontier:
        """What is held, and which contents are lacking that may be."""
        lacking = [
            hash_ for author, audience, hash_ in contents.lacking(self.register) if self.holder.may_hold(author, audience)
        ]
        gone = self._gone() if lacking else frozenset()
        wants = [hash_ for hash_ in lacking if hash_ not in gone]
        return Frontier.of(self.register, histories.places(self.register, self.roster), wants, full=full)

    # Giving

    def pieces(self, frontier: Frontier, to: Receiver) -> Iterator[tuple[bytes, int]]:
        """Pieces that give a receiver what it lacks, each with its number of entries; made one at a time."""
        waiting: list[Section] = []
        loose = [
            content
            for author, audience, _, content in contents.beginning_with(self.register, frontier.wants[:_MOST_WANTED])
            if to.may_hold(author, audience)
        ]
        size = 0
        for section in self._sections(frontier, to):
            weight = _weight(section)
            if waiting and size + weight > 2 * _ROOM:
                yield from self._cut(waiting, [])
                waiting, size = [], 0
            waiting.append(section)
            size += weight
        if waiting:
            yield from self._cut(waiting, [])
        yield from self._cut([], loose)

    def _sections(self, frontier: Frontier, to: Receiver) -> Iterator[Section]:
        """One section for each signature, the logs that may admit others first."""
        for device in self._by_admission():
            held = histories.kept(histories.histories(self.register, device))
            branches = [one.branch for one in held]
            for number, one in enumerate(held):
                start = _lacking_from(one.branch, branches, frontier, device)
                if start is None:
                    continue
                for end, signature in histories.signatures(self.register, device, one, start):
                    yield Section(device, start, self._wires(device, one, start, end, to), signature, number)
                    start = end

    def _by_admission(self) -> list[bytes]:
        first = {one.public for one in self.roster.act.devices} if self.roster.act else set()
        known = {place.device for place in histories.places(self.register, self.roster)}
        return sorted(known, key=lambda device: (device not in first, device))

    def _wires(self, device: bytes, one: History, start: int, end: int, to: Receiver) -> tuple[WireEntry, ...]:
        recent = {one.branch.tree[at]: at for at in range(max(0, start - _RECENT), end)}
        found = []
        for index, entry in enumerate(histories.entries(self.register, device, one, start, end), start):
            kind, time, parents, _ = read_leaf(entry.leaf)
            found.append(
                WireEntry(
                    kind,
                    time,
                    tuple(
                        index - recent[parent] if index - _RECENT <= recent.get(parent, -_RECENT - 1) < index else parent
                        for parent in parents
                    ),
                    tuple(
                        WirePart(audience, content if to.may_hold(device, audience) else None, hash_)
                        for audience, hash_, content in entry.parts
                    ),
                )
            )
        return tuple(found)

    def _cut(self, sections: list[Section], loose: list[bytes]) -> Iterator[tuple[bytes, int]]:
        """Write as one piece, and halve as long as a piece is too long and can be halved."""
        if not sections and not loose:
            return
        data = write_piece(self.register, Piece(tuple(_join(sections)), tuple(loose)), self.dictionaries, self.level)
        if len(data) <= PIECE_SIZE or len(sections) + len(loose) == 1:
            yield data, sum(len(one.entries) for one in sections)
            return
        half, rest = (len(sections) + 1) // 2, (len(loose) + 1) // 2
        yield from self._cut(sections[:half], loose[:rest])
        yield from self._cut(sections[half:], loose[rest:])

    # Taking

    def apply(self, data: bytes) -> Taken:
        """Take one piece, whatever it is; nothing that comes from outside raises."""
        try:
            piece = read_piece(data, self.register, self.dictionaries)
        except RegisterFault as fault:
            return Taken(Account(refused=(Refusal(fault),)))
        taken, waiting, refused = Taken(), list(piece.sections), list[Refusal]()
        while waiting:
            # A section may admit the device of another, or come before the one it continues.
            again, refused, before = [], [], taken.account.received
            for section in waiting:
                try:
                    taken += self._take(section)
                except RegisterFault as fault:
                    again.append(section)
                    refused.append(Refusal(fault, section.device, section.start))
            waiting = again if taken.account.received > before else []
        if piece.contents:
            taken += self._take_contents(piece.contents)
        taken.account += Account(refused=tuple(refused))
        if taken.unsettled:
            taken.erased = self._erase()
        return taken

    def _take(self, section: Section) -> Taken:
        name = section.device[:8].hex()
        held = histories.histories(self.register, section.device)
        if not held and not self.roster.knows(section.device):
            raise faults.DeviceNotAdmitted(log=name)
        bases = [one for one in held if len(one) >= section.start]
        if not bases and section.start:
            raise faults.SectionGap(log=name, index=section.start)
        if not section.entries:
            raise faults.SectionBroken(log=name, index=section.start, why="bundle-shape")
        for base in [one.branch for one in bases] or [Branch()]:
            new, signed = self._rebuild(section, base)
            if verify(section.device, Checkpoint(origin(self.register, section.device), *signed).text, section.signature):
                return self._store(section, held, base, new, signed[1])
        raise faults.SectionNotSigned(log=name, index=section.start)

    def _rebuild(self, section: Section, base: Branch) -> tuple[list[NewEntry], tuple[int, bytes]]:
        """The entries that the section makes after the beginning of `base`, and the size and root that this gives."""
        peaks = base.peaks(section.start)
        found: list[NewEntry] = []
        for index, wire in enumerate(section.entries, section.start):
            parents = tuple(self._parent(one, index, section.start, base, found) for one in wire.parents)
            parts = tuple(Part(part.audience, part.hash) for part in wire.parts)
            try:
                entry = Entry(wire.kind, wire.time, parents, parts)
                leaf = entry.leaf
                read_leaf(leaf)
            except RegisterFault as fault:
                raise faults.SectionBroken(log=section.device[:8].hex(), index=index, why=fault.code) from None
            hash_ = entry.hash
            peaks.append(hash_)
            found.append(NewEntry(leaf, hash_, [(part.audience, part.hash, part.content) for part in wire.parts]))
        return found, (peaks.size, peaks.root())

    @staticmethod
    def _parent(parent: bytes | int, index: int, start: int, base: Branch, found: Sequence[NewEntry]) -> bytes:
        if isinstance(parent, bytes):
            return parent
        at = index - parent
        if at < 0:
            raise faults.BundleShape()
        return found[at - start].hash if at >= start else base.tree[at]

    def _store(
        self, section: Section, held: Sequence[History], base: Branch, new: list[NewEntry], root: bytes
    ) -> Taken:
        device, start, end = section.device, section.start, section.start + len(new)
        kept = self._admissible(device, new)
        signed = (root, section.signature)
        if not held or (len(held) == 1 and start == len(base)):
            histories.add(self.register, device, MAIN, start, kept, signed)
            return self._account(device, start, kept, MAIN)
        whole = base.start(start)
        whole.tree.extend([one.hash for one in new])
        for one in histories.kept(held):
            shared = one.branch.common(whole)
            if shared == end:
                histories.sign(self.register, device, self._table(one, end), end, signed)
                return self._fill(section)
            if shared == len(one):
                histories.add(self.register, device, one.number, shared, kept[shared - start :], signed)
                taken = self._fill(section)
                taken += self._account(device, shared, kept[shared - start :], one.number)
                return taken
        chosen: list[Branch] = []
        for branch in [*(one.branch for one in held), whole]:
            chosen = merge(chosen, branch)
        if not any(branch is whole for branch in chosen):
            raise faults.ThirdHistory(log=device[:8].hex(), index=start)
        return self._branch_off(device, held, whole, start, kept, signed)

    def _branch_off(
        self,
        device: bytes,
        held: Sequence[History],
        whole: Branch,
        start: int,
        kept: list[NewEntry],
        signed: tuple[bytes, bytes],
    ) -> Taken:
        """Store a history beside the main one, with all that it does not share with that one."""
        first = held[0].branch.common(whole)
        number = max(one.number for one in held) + 1
        nearest = max(held, key=lambda one: one.branch.common(whole))
        if first < start:
            # It parts from the main history in what another one beside it holds: that is stored once more.
            between = histories.entries(self.register, device, nearest, first, start)
            kept = between + kept
            start = first
        histories.add(self.register, device, number, first, kept[first - start :], signed)
        before = {held_.branch.tree[at] for held_ in held for at in range(first, len(held_))}
        fresh = [one for one in kept[first - start :] if one.hash not in before]
        return Taken(Account(received=len(fresh)), unsettled=True)

    @staticmethod
    def _table(one: History, size: int) -> int:
        return MAIN if size <= one.first else one.number

    def _admissible(self, device: bytes, new: Iterable[NewEntry]) -> list[NewEntry]:
        """The entries with only those contents that this copy may hold and that nobody erased."""
        gone = self._gone()
        return [
            NewEntry(
                one.leaf,
                one.hash,
                [
                    (audience, hash_, content if hash_ not in gone and self.holder.may_hold(device, audience) else None)
                    for audience, hash_, content in one.parts
                ],
            )
            for one in new
        ]

    def _account(self, device: bytes, start: int, new: Sequence[NewEntry], number: int) -> Taken:
        kinds = {read_leaf(one.leaf)[0] for one in new}
        if Kind.ADMIT in kinds:
            self._roster = None
        places = [(device, start + n) for n in range(len(new))] if number == MAIN else []
        own_kinds = bool(kinds & set(BODIES)) or number != MAIN
        return Taken(Account(received=len(new)), places, unsettled=own_kinds)

    def _fill(self, section: Section) -> Taken:
        """Contents of entries held before, which came along once more."""
        there = [
            part.content
            for entry in section.entries
            for part in entry.parts
            if part.content is not None and self.holder.may_hold(section.device, part.audience)
        ]
        return self._fill_all(there)

    def _fill_all(self, given: Iterable[bytes]) -> Taken:
        gone = self._gone()
        wanted = [one for one in given if sha256(one).digest() not in gone]
        filled = [one for one in wanted if contents.fill(self.register, [one])]
        return Taken(Account(contents=len(filled)), filled=[sha256(one).digest() for one in filled])

    def _take_contents(self, given: Iterable[bytes]) -> Taken:
        fitting, refused = [], []
        for content in given:
            named = contents.named(self.register, sha256(content).digest())
            if len(content) >= SALT_SIZE and any(self.holder.may_hold(*one) for one in named):
                fitting.append(content)
            else:
                refused.append(Refusal(faults.PartNotNamed()))
        taken = self._fill_all(fitting)
        taken.account += Account(refused=tuple(refused))
        return taken

    def _gone(self) -> frozenset[bytes]:
        """The hashes that somebody who may has had erased."""
        said = own(self.register, Kind.ERASE)
        if not said:
            return frozenset()
        erasures = Erasures(self.roster, by_device(said))
        hashes = {hash_ for one in said for hash_ in getattr(one.body, "parts", ())}
        return frozenset(
            hash_
            for hash_ in hashes
            if any(erasures.cover(author, hash_) for author, _ in contents.named(self.register, hash_))
        )

    def _erase(self) -> list[bytes]:
        """Destroy here what others have had erased; the hashes of what was here."""
        return [hash_ for hash_ in sorted(self._gone()) if contents.erase(self.register, [hash_])]


def _weight(section: Section) -> int:
    """About how many bytes a section becomes: hashes and salts in full, the rest packed to a half."""
    size = 96
    for entry in section.entries:
        size += 8 + sum(32 for parent in entry.parents if isinstance(parent, bytes))
        size += sum(32 if part.content is None else 16 + len(part.content) // 2 for part in entry.parts)
    return size
