"""Sealing, erasing and revoking in any order, on copies that meet as they please: who may read reads, nobody else does,
what was erased comes back nowhere, and every proof holds.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from world import give, rows

from toguna.base.text import Words
from toguna.register.bodies import Body, Erase, EraseReason, Revoke, RevokeReason
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.entry import Entry, Kind, Part
from toguna.register.epochs import READER_SIZE, WRAPS, KeyBook, ReadingKey, make_book
from toguna.register.replica import Replica
from toguna.register.seal_faults import SealFault
from toguna.register.sealing import Place, make_epoch, open_with, public_of, seal_part, unwrap
from toguna.register.signing import DeviceKey
from toguna.register.verify import verify

PARTIES = ("host", "north", "south")
OWNERS = ("host", "north", "north", "south")
KEYS = [DeviceKey.from_seed(sha256(b"sealed game %d" % number).digest()) for number in range(len(OWNERS))]
ACT = Constitution(
    mode=Mode.EXERCISE,
    frameworks=("veranda",),
    parties=tuple(
        Party(code, Words(fr=code), "mediator" if code == "host" else "signatory_movement") for code in PARTIES
    ),
    devices=tuple(Device(key.public, party) for key, party in zip(KEYS, OWNERS, strict=True)),
)
DEVICES = st.integers(0, len(KEYS) - 1)
GROUPS = st.sampled_from([("host", "north", "south"), ("north",), ("south",), ("host", "south")])


def drawn(label: str) -> bytes:
    return sha256(label.encode()).digest()


class SealedGame(RuleBasedStateMachine):
    """Four devices of three parties, each with its own copy."""

    @initialize()
    def begin(self) -> None:
        self.copies = [Replica(ACT, level=1) for _ in KEYS]
        self.secrets = [drawn(f"reading {number}") for number in range(len(KEYS))]
        self.opened: list[dict[bytes, bytes]] = [{} for _ in KEYS]
        self.written: dict[bytes, tuple[int, bytes, frozenset[bytes]]] = {}
        self.erased: set[bytes] = set()
        self.revoked: set[int] = set()
        self.count = 0
        for number, secret in enumerate(self.secrets):
            self._write(number, self._key_entry(ReadingKey(public_of(secret)).encode()))
        for giver in self.copies:
            for taker in self.copies:
                give(giver, taker)

    def _write(self, number: int, *entries: Entry) -> None:
        self.copies[number].write(KEYS[number], entries)

    def _salt(self) -> bytes:
        self.count += 1
        return drawn(f"salt {self.count}")[:16]

    def _key_entry(self, payload: bytes, *more: Part) -> Entry:
        return Entry(Kind.KEY, 0, (), (Part.make(payload, 0, self._salt()), *more))

    def _own_entry(self, body: Body) -> Entry:
        return Entry(body.kind, 0, (), (Part.make(body.encode(), 0, self._salt()),))

    def _book(self, number: int, *, opening: bool = False) -> tuple[KeyBook, dict[bytes, str]]:
        """The keys as this copy knows them, and the devices for which it would seal something new; to open by, also
        those of logs that were cut (spec/sealing.md §5).
        """
        copy = self.copies[number]
        standing = copy.standing()
        entries = []
        for device, log in sorted(copy.visible().items()):
            for index in range(len(log[0])):
                entry = Entry.parse(log[0].leaves[index])
                if entry.kind == Kind.KEY and (opening or standing.counts(device, index)):
                    held = [copy.contents.get(part.hash) for part in entry.parts]
                    entries.append((device, Entry.parse(log[0].leaves[index], held)))
        active = {device: party for device, party in standing.parties.items() if standing.end(device) is None}
        return make_book(entries, standing.parties), active

    @rule(number=DEVICES, parties=GROUPS)
    def seal(self, number: int, parties: tuple[str, ...]) -> None:
        """Write a canary under the epoch in force, or under a new one."""
        parties = tuple(sorted({*parties, OWNERS[number]}))
        book, active = self._book(number)
        readers = book.readers(parties, active)
        wanted = {reader[:READER_SIZE] for reader in readers}
        audience = 1 if len(parties) == len(PARTIES) else 2
        held = [
            given.name
            for (which, group, _), given in sorted(book.epochs.items())
            if (which, group) == (audience, parties)
            and set(given.wraps) == wanted
            and given.name in self.opened[number]
        ]
        entries = []
        if held:
            name, key = held[0], self.opened[number][held[0]]
        else:
            self.count += 1
            key = drawn(f"epoch {self.count}")
            body, wraps = make_epoch(ACT.id, audience, parties, key, 10**6, readers)
            name = body.name
            self.opened[number][name] = key
            entries.append(self._key_entry(body.encode(), Part.make(wraps, audience, self._salt())))
        self.count += 1
        canary = b"CANARY %d" % self.count
        place = Place(ACT.id, KEYS[number].public, audience)
        part = seal_part(place, name, key, canary, self._salt()[:12])
        self._write(number, *entries, Entry(Kind.STATEMENT, 0, (), (part,)))
        self.written[part.hash] = (number, canary, frozenset(wanted))

    @rule(number=DEVICES, data=st.data())
    def erase(self, number: int, data: st.DataObject) -> None:
        """Erase something that one's own party sealed."""
        own = sorted(hash_ for hash_, (author, _, _) in self.written.items() if OWNERS[author] == OWNERS[number])
        own = [hash_ for hash_ in own if hash_ in self.copies[number].contents]
        if own and number not in self.revoked:
            hash_ = data.draw(st.sampled_from(own))
            self._write(number, self._own_entry(Erase((hash_,), EraseReason.DANGER)))
            self.erased.add(hash_)

    @rule()
    def revoke(self) -> None:
        """The north's second laptop is lost; its first one says so, as of what it holds."""
        copy, lost = self.copies[1], KEYS[2].public
        if 2 not in self.revoked and lost in copy.logs:
            log = copy.logs[lost][0]
            body = Revoke(lost, len(log), log.tree.root(len(log)), RevokeReason.LOST)
            self._write(1, self._own_entry(body))
            self.revoked.add(2)

    @rule(giver=DEVICES, taker=DEVICES)
    def meet(self, giver: int, taker: int) -> None:
        """One copy gives another what it lacks."""
        if giver != taker:
            give(self.copies[giver], self.copies[taker])

    @rule(number=DEVICES)
    def open(self, number: int) -> None:
        """Open the epochs that were wrapped for this device."""
        book, _ = self._book(number, opening=True)
        for given in book.epochs.values():
            try:
                self.opened[number][given.name] = unwrap(ACT.id, given, self.secrets[number])
            except SealFault:
                continue

    def _reads(self, number: int, hash_: bytes) -> bytes | None:
        author, _, _ = self.written[hash_]
        content = self.copies[number].contents.get(hash_)
        if content is None:
            return None
        for audience in (1, 2):
            try:
                return open_with(Place(ACT.id, KEYS[author].public, audience), self.opened[number], content)
            except SealFault:
                continue
        return None

    @invariant()
    def nothing_is_in_the_clear(self) -> None:
        for copy in getattr(self, "copies", ()):
            assert not any(b"CANARY" in content for content in copy.contents.values())

    @invariant()
    def only_readers_read(self) -> None:
        for hash_, (author, canary, readers) in getattr(self, "written", {}).items():
            for number in range(len(KEYS)):
                said = self._reads(number, hash_)
                mine = public_of(self.secrets[number])[:READER_SIZE] in readers or number == author
                assert said in ((canary, None) if mine else (None,))

    def teardown(self) -> None:
        """All meet: they come to the same, what was erased is nowhere, who should read can, and every proof holds."""
        if not hasattr(self, "copies"):
            return
        for _ in range(2):
            for giver in self.copies:
                for taker in self.copies:
                    if giver is not taker:
                        give(giver, taker)
        states: list[Any] = [(copy.valid(), copy.contents) for copy in self.copies]
        assert all(state == states[0] for state in states)
        counted = self.copies[0].standing()
        gone = {hash_ for hash_ in self.erased if self._erasure_counts(hash_)}
        for number, copy in enumerate(self.copies):
            assert not gone & set(copy.contents)
            assert verify(*rows(copy)).ok
            self.open(number)
            for hash_, (author, canary, readers) in self.written.items():
                cut = counted.end(KEYS[author].public)
                mine = public_of(self.secrets[number])[:READER_SIZE] in readers
                if mine and hash_ not in self.erased and cut is None:
                    assert self._reads(number, hash_) == canary
        assert WRAPS == 1

    def _erasure_counts(self, hash_: bytes) -> bool:
        author = self.written[hash_][0]
        return self.copies[0].standing().erased(KEYS[author].public, hash_)


SealedGame.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestSealedGame = SealedGame.TestCase


def test_what_was_sealed_under_the_key_of_a_laptop_not_yet_known_to_be_lost_opens() -> None:
    game = SealedGame()
    game.begin()
    game.revoke()
    game.seal(number=2, parties=("south",))
    game.meet(giver=2, taker=3)
    game.open(number=3)
    game.seal(number=3, parties=("north",))
    game.teardown()
