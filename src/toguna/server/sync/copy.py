"""This home's copy of one register, on the ledger: what it holds, what it gives, what it takes (spec/sync.md §1, §3).

The rules are those of `register.sections` and `register.branch`, as for a copy in memory (`register.replica`); here
only the hashes of the logs concerned are read, and of the entries only those that travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from toguna.base.errors import RegisterFault
from toguna.register import sync_faults as faults
from toguna.register.branch import Branch, merge
from toguna.register.bundle import Section, WireEntry, read_piece
from toguna.register.entry import SALT_SIZE, SPEAKING, Kind, read_leaf
from toguna.register.epochs import Epoch, read_key
from toguna.register.frontier import Frontier, write_greeting
from toguna.register.packing import LEVEL
from toguna.register.replica import Account, Refusal
from toguna.register.roster import Roster
from toguna.register.said import BODIES
from toguna.register.sections import PIECE_SIZE, Rebuilt, cut, lacking_from, rebuild, wire_entry
from toguna.register.standing import Standing
from toguna.server.ledger import contents, histories, own
from toguna.server.ledger.histories import MAIN, History, NewEntry
from toguna.server.ledger.places import places
from toguna.server.sync.receivers import ALL, Receiver

_DECIDING = frozenset(BODIES) - {Kind.ATTEST}
"""Kinds of entries from which it follows who counts and what is erased."""
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
        self.sent = 0
        self._roster: Roster | None = None
        self._judged: Standing | None = None

    @property
    def roster(self) -> Roster:
        """Who is known, until an admission is taken."""
        if self._roster is None:
            self._roster = own.roster(self.register)
        return self._roster

    @property
    def judged(self) -> Standing:
        """What counts and what is erased, until something is taken that may change it."""
        if self._judged is None:
            self._judged = own.standing(self.register)
        return self._judged

    def greeting(self) -> bytes:
        """What is sent first: equal greetings, equal copies."""
        return write_greeting(self.register, places(self.register, self.roster))

    def frontier(self, *, full: bool = False) -> Frontier:
        """What is held, and which contents are lacking that may be."""
        wants = [
            hash_
            for author, audience, hash_ in contents.lacking(self.register)
            if self.holder.may_ask(author, audience) and not self.judged.erased(author, hash_)
        ]
        return Frontier.of(self.register, places(self.register, self.roster), wants, full=full)

    # Giving

    def pieces(self, frontier: Frontier, to: Receiver) -> Iterator[bytes]:
        """Pieces that give a receiver what it lacks; made a few at a time."""
        waiting: list[Section] = []
        weight = 0
        for section in self._sections(frontier, to):
            waiting.append(section)
            weight += _weight(section)
            # A few pieces at a time, so that a long log is never in memory as a whole.
            if weight > 4 * PIECE_SIZE:
                yield from self._cut(waiting)
                waiting, weight = [], 0
        asked = contents.beginning_with(self.register, frontier.wants[:_MOST_WANTED])
        # A content asked for by its hash alone does not tell when it was said: to a party that left none is given.
        loose = [
            content
            for author, audience, _, content in asked
            if to.left_at is None and to.may_hold(author, audience, content)
        ]
        yield from self._cut(waiting, loose)

    def _cut(self, sections: list[Section], loose: Iterable[bytes] = ()) -> list[bytes]:
        return cut(self.register, sections, loose, self.dictionaries, self._founders(), self.level)

    def _founders(self) -> frozenset[bytes]:
        return frozenset(one.public for one in self.roster.act.devices) if self.roster.act else frozenset()

    def _sections(self, frontier: Frontier, to: Receiver) -> Iterator[Section]:
        """One section for each signature, the logs that may admit others first."""
        for device in self._by_admission():
            held = histories.kept(histories.histories(self.register, device))
            branches = [one.branch for one in held]
            for number, one in enumerate(held):
                start = lacking_from(one.branch, branches, frontier, device)
                if start is None:
                    continue
                for end, signature in histories.signatures(self.register, device, one, start):
                    if not self._may_hear(to, device, one, start, end):
                        break  # whole signed stretches or none: what is given must verify
                    self.sent += end - start
                    yield Section(device, start, self._wires(device, one, start, end, to), signature, number)
                    start = end

    def _may_hear(self, to: Receiver, device: bytes, one: History, start: int, end: int) -> bool:
        """Whether nothing in a stretch was said after the receiver's party left."""
        if to.left_at is None:
            return True
        leaves = (read_leaf(entry.leaf) for entry in histories.entries(self.register, device, one, start, end))
        return all(kind not in SPEAKING or to.may_hear(device, time) for kind, time, *_ in leaves)

    def _by_admission(self) -> list[bytes]:
        first = self._founders()
        known = {place.device for place in places(self.register, self.roster)}
        return sorted(known, key=lambda device: (device not in first, device))

    def _wires(self, device: bytes, one: History, start: int, end: int, to: Receiver) -> tuple[WireEntry, ...]:
        found = []
        for index, entry in enumerate(histories.entries(self.register, device, one, start, end), start):
            may = _allowed(to, device, read_leaf(entry.leaf)[0], entry.parts)
            held = {hash_: content for (_, hash_, content), allowed in zip(entry.parts, may, strict=True) if allowed}

            def content(_: int, hash_: bytes, held: Mapping[bytes, bytes | None] = held) -> bytes | None:
                return held.get(hash_)

            found.append(wire_entry(entry.leaf, index, one.branch.tree, content))
        return tuple(found)

    # Taking

    def apply(self, data: bytes) -> Taken:
        """Take one piece, whatever it is; nothing that comes from outside raises."""
        try:
            piece = read_piece(data, self.register, self.dictionaries, self.roster.parties)
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
        if taken.unsettled and self.judged.erasures:
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
            found = rebuild(self.register, section, base)
            if found is not None:
                return self._store(section, held, base, found)
        raise faults.SectionNotSigned(log=name, index=section.start)

    def _store(self, section: Section, held: Sequence[History], base: Branch, found: Rebuilt) -> Taken:
        device, start, end = section.device, section.start, section.start + len(found.hashes)
        new = self._admissible(section, found)
        signed = (found.root, section.signature)
        if not held or (len(held) == 1 and start == len(base)):
            histories.add(self.register, device, MAIN, start, new, signed)
            return self._account(device, start, new, MAIN)
        whole = base.start(start)
        whole.tree.extend(found.hashes)
        for one in histories.kept(held):
            shared = one.branch.common(whole)
            if shared == end:
                histories.sign(self.register, device, MAIN if end <= one.first else one.number, end, signed)
                return self._fill(section)
            if shared == len(one):
                histories.add(self.register, device, one.number, shared, new[shared - start :], signed)
                taken = self._fill(section)
                taken += self._account(device, shared, new[shared - start :], one.number)
                return taken
        chosen: list[Branch] = []
        for branch in [*(one.branch for one in held), whole]:
            chosen = merge(chosen, branch)
        if not any(branch is whole for branch in chosen):
            raise faults.ThirdHistory(log=device[:8].hex(), index=start)
        return self._branch_off(device, held, whole, start, new, signed)

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
        self._roster = self._judged = None
        return Taken(Account(received=len(fresh)), unsettled=True)

    def _admissible(self, section: Section, found: Rebuilt) -> list[NewEntry]:
        """The entries with only those contents that this copy may hold and that nobody erased."""
        new = []
        for wire, leaf, hash_ in zip(section.entries, found.leaves, found.hashes, strict=True):
            given = [(part.audience, part.hash, part.content) for part in wire.parts]
            may = _allowed(self.holder, section.device, wire.kind, given)
            parts = [
                (audience, part, content if allowed and not self.judged.erased(section.device, part) else None)
                for (audience, part, content), allowed in zip(given, may, strict=True)
            ]
            new.append(NewEntry(leaf, hash_, parts))
        return new

    def _account(self, device: bytes, start: int, new: Sequence[NewEntry], number: int) -> Taken:
        kinds = {read_leaf(one.leaf)[0] for one in new}
        places = [(device, start + n) for n in range(len(new))] if number == MAIN else []
        unsettled = bool(kinds & _DECIDING) or number != MAIN
        if unsettled:
            self._roster = self._judged = None
        return Taken(Account(received=len(new)), places, unsettled=unsettled)

    def _fill(self, section: Section) -> Taken:
        """Contents of entries held before, which came along once more."""
        there: list[bytes] = []
        for wire in section.entries:
            given = [(part.audience, part.hash, part.content) for part in wire.parts]
            may = _allowed(self.holder, section.device, wire.kind, given)
            there += [one for (_, _, one), allowed in zip(given, may, strict=True) if allowed and one is not None]
        return self._fill_all(there)

    def _fill_all(self, given: Iterable[bytes]) -> Taken:
        wanted = [one for one in given if not self._is_erased(sha256(one).digest())]
        filled = [one for one in wanted if contents.fill(self.register, [one])]
        return Taken(Account(contents=len(filled)), filled=[sha256(one).digest() for one in filled])

    def _take_contents(self, given: Iterable[bytes]) -> Taken:
        fitting, refused = [], []
        for content in given:
            named = contents.named(self.register, sha256(content).digest())
            if len(content) >= SALT_SIZE and any(self.holder.may_hold(*one, content) for one in named):
                fitting.append(content)
            else:
                refused.append(Refusal(faults.PartNotNamed()))
        taken = self._fill_all(fitting)
        taken.account += Account(refused=tuple(refused))
        return taken

    def _is_erased(self, hash_: bytes) -> bool:
        """Whether somebody who may has had this part erased, of any entry that names it here."""
        if hash_ not in self.judged.erasures:
            return False
        return any(self.judged.erased(author, hash_) for author, _ in contents.named(self.register, hash_))

    def _erase(self) -> list[bytes]:
        """Destroy here what others have had erased; the hashes of what was here."""
        gone = [hash_ for hash_ in sorted(self.judged.erasures) if self._is_erased(hash_)]
        return [hash_ for hash_ in gone if contents.erase(self.register, [hash_])]


def _weight(section: Section) -> int:
    """About how many bytes a section takes in memory."""
    parts = [part for entry in section.entries for part in entry.parts]
    return 96 + 40 * len(section.entries) + sum(32 + len(part.content or b"") for part in parts)


def _allowed(to: Receiver, author: bytes, kind: int, parts: Sequence[tuple[int, bytes, bytes | None]]) -> list[bool]:
    """Which parts of an entry may lie with a receiver. A `key` entry says for whom its wraps are."""
    readers = kind == Kind.KEY and _is_reader(to, parts)
    return [to.may_hold(author, audience, content) or (readers and audience != ALL) for audience, _, content in parts]


def _is_reader(to: Receiver, parts: Sequence[tuple[int, bytes, bytes | None]]) -> bool:
    first = parts[0][2] if parts else None
    if first is None:
        return False
    try:
        body = read_key(first[SALT_SIZE:])
    except RegisterFault:
        return False
    return isinstance(body, Epoch) and to.sealed_for(body.parties, body.name)
