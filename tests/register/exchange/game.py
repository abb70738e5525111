"""A framework of five copies that meet by chance: what can happen to them, and what must be true in the end.

`Game` is played by Hypothesis, which shrinks what fails, and by `make soak`, which plays many rounds.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from copy import deepcopy
from hashlib import sha256

from world import give, rows

from toguna.base.text import Words
from toguna.register.bodies import Admit, Body, Endorse, Erase, EraseReason, Officers, Revoke, RevokeReason
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.encoding import encode
from toguna.register.entry import Entry, Kind, Part
from toguna.register.evidence import read_evidence
from toguna.register.merkle import EMPTY_ROOT
from toguna.register.replica import Account, Replica
from toguna.register.signing import DeviceKey
from toguna.register.standing import Ground
from toguna.register.sync_faults import RestoredCopy
from toguna.register.verify import verify

YEARS = 5 * 525_960


def _key(label: str) -> DeviceKey:
    return DeviceKey.from_seed(sha256(b"game " + label.encode()).digest())


HOST, NORTH, SOUTH, CHEAT, LATE, THIEF = map(_key, ("host", "north", "south", "cheat", "late", "thief"))
OFFICERS = [_key(f"officer {number}") for number in range(4)]
ACT = Constitution(
    mode=Mode.EXERCISE,
    frameworks=("veranda",),
    parties=(
        Party("host", Words(fr="Secrétariat"), "mediator"),
        Party("north", Words(fr="Nord"), "community", 2, tuple(sorted(key.public for key in OFFICERS[:3]))),
        Party("south", Words(fr="Sud"), "community"),
        Party("east", Words(fr="Est"), "community"),
    ),
    devices=tuple(
        Device(key.public, party)
        for key, party in ((HOST, "host"), (NORTH, "north"), (SOUTH, "south"), (CHEAT, "east"))
    ),
    data_officer="host",
)
# Who writes on which copy. An officer's key lies on a laptop of his party; nobody writes on two copies but the cheat.
WRITERS = ((HOST,), (NORTH, OFFICERS[0]), (SOUTH, THIEF), (LATE, OFFICERS[1], OFFICERS[3]), (CHEAT, OFFICERS[2]))
PARTY = {key.public: party for key, party in ((HOST, "host"), (NORTH, "north"), (SOUTH, "south"), (LATE, "north"))}


class Game:
    """Five copies, what their owners wrote, and the post between them. `shift`: how wrong each clock is, in minutes."""

    def __init__(self, shift: Sequence[int] = (0,) * 5) -> None:
        self.copies = [Replica(ACT, level=1) for _ in WRITERS]
        self.shift = shift
        self.post: list[bytes] = []
        self.backups: list[tuple[int, Replica]] = []
        self.written: dict[bytes, list[bytes]] = {}
        self.parts: list[tuple[bytes, bytes, bytes]] = []
        self.erased: set[bytes] = set()
        self.accounts: list[tuple[object, ...]] = []
        self.count = 0

    # --- acts -------------------------------------------------------------------------------------------------------

    def write(self, who: int, which: int, number: int) -> None:
        """Somebody writes a batch on his own copy."""
        key = WRITERS[who][which % len(WRITERS[who])]
        self._sign(who, key, [self._statement(who, key) for _ in range(1 + number % 3)])

    def cheat(self, who: int) -> None:
        """The cheat signs on somebody else's copy, whatever it has signed elsewhere."""
        made = [self._statement(who, CHEAT)]
        try:
            self.copies[who].write(CHEAT, made)
        except RestoredCopy:
            return

    def say(self, what: int, who: int, number: int) -> None:
        """One of the register's own entries: true ones, and some that must not count."""
        copy = self.copies[who]
        key = WRITERS[who][number % len(WRITERS[who])]
        body: Body | None
        match what % 6:
            case 0:
                body = Admit(LATE.public, "north", "secretary", (0,))
            case 1:
                body = self._endorsement(copy, number)
            case 2:
                body = copy.attest(key.public)
            case 3:
                device = (LATE, THIEF, CHEAT)[number % 3].public
                log = copy.logs.get(device, [])
                size = number % (len(log[0]) + 1) if log else 0
                root = log[0].tree.root(size) if log else EMPTY_ROOT
                body = Revoke(device, size, root, RevokeReason.LOST)
            case 4:
                named = sorted({hash_ for _, hash_, _ in self.parts})
                body = Erase((named[number % len(named)],), EraseReason.DANGER) if named else None
            case _:
                keys = tuple(sorted(one.public for one in (OFFICERS[0], OFFICERS[1], OFFICERS[3])))
                body = Officers("north", 2, keys) if number % 2 else Admit(THIEF.public, "south", "secretary", (0,))
        if body is not None:
            self._say(who, key, body)

    def council(self, what: int, number: int) -> None:
        """The officers of the north decide together: one writes, one endorses, unless they are interrupted."""
        copy = self.copies[1]
        body: Body
        parents: tuple[bytes, ...] = ()
        match what % 4:
            case 0 | 1:
                body = Admit(LATE.public, "north", "secretary", (0,))
            case 2:
                log = copy.logs.get(LATE.public, [])
                size = number % (len(log[0]) + 1) if log else 0
                body = Revoke(LATE.public, size, log[0].tree.root(size) if log else EMPTY_ROOT, RevokeReason.SEIZED)
            case _:
                now = copy.standing().voices["north"]
                heads = {*now.rivals, now.entry} - {None} if number % 3 else set()
                parents = tuple(sorted(head for head in heads if head))
                fourth = OFFICERS[2 + number // 3 % 2]
                body = Officers("north", 2, tuple(sorted(one.public for one in (*OFFICERS[:2], fourth))))
        made = self._say(1, OFFICERS[0], body, parents)
        if made and number % 5:
            self._say(3, OFFICERS[1], Endorse(made))

    def give(self, who: int, other: int) -> None:
        """Two copies meet, and one gives."""
        self._note(give(self.copies[who], self.copies[other]))

    def mail(self, who: int, other: int) -> None:
        """A bundle is put on a stick."""
        pieces, _ = self.copies[who].make_bundle(self.copies[other].frontier())
        self.post += pieces

    def arrive(self, other: int, number: int, bit: int = 0) -> None:
        """A stick arrives somewhere: late, again, out of order, and damaged if `bit` is not 0."""
        if self.post:
            data = bytearray(self.post[number % len(self.post)])
            if bit:
                data[bit // 8 % len(data)] ^= 1 << bit % 8
            self._note(self.copies[other].apply(bytes(data)))

    def backup(self, who: int) -> None:
        """Somebody makes a backup."""
        self.backups.append((who, deepcopy(self.copies[who])))

    def restore(self, number: int) -> None:
        """Somebody goes back to a backup. What nobody else holds dies with the disk, so it is passed on before."""
        if self.backups:
            who, kept = self.backups[number % len(self.backups)]
            self.give(who, (who + 1) % 5)
            self.copies[who] = deepcopy(kept)
            for key in WRITERS[who]:
                # A device that nobody admitted yet cannot pass anything on: what its only copy loses is lost.
                if not any(key.public in copy.logs for copy in self.copies if copy is not self.copies[who]):
                    log = kept.logs.get(key.public, [])
                    del self.written.setdefault(key.public, [])[len(log[0]) if log else 0 :]

    def _statement(self, who: int, key: DeviceKey) -> Entry:
        self.count += 1
        salt = sha256(b"salt %d" % self.count).digest()[:16]
        part = Part.make(encode({1: self.count, 2: "à dire"}), 0, salt)
        self.parts.append((key.public, part.hash, part.content or b""))
        return Entry(Kind.STATEMENT, self._time(who), (), (part,))

    def _time(self, who: int) -> int:
        return 1_000 + self.count + self.shift[who]

    def _endorsement(self, copy: Replica, number: int) -> Body | None:
        targets = [one for one in copy.said() if isinstance(one.body, Admit | Revoke | Officers)]
        return Endorse(targets[number % len(targets)].hash) if targets else None

    def _say(self, who: int, key: DeviceKey, body: Body, parents: tuple[bytes, ...] = ()) -> bytes | None:
        self.count += 1
        parents = (body.target,) if isinstance(body, Endorse) else parents
        salt = sha256(b"salt %d" % self.count).digest()[:16]
        entry = Entry(body.kind, self._time(who), parents, (Part.make(body.encode(), 0, salt),))
        return entry.hash if self._sign(who, key, [entry]) else None

    def _sign(self, who: int, key: DeviceKey, made: list[Entry]) -> bool:
        copy, written = self.copies[who], self.written.setdefault(key.public, [])
        held = copy.logs.get(key.public, [])
        if key is not CHEAT and (len(held[0]) if held else 0) != len(written):
            return False  # a restored copy that nobody has told yet: its owner opens a new log, as the guide says
        try:
            copy.write(key, made)
        except RestoredCopy:
            return False
        written += [entry.hash for entry in made]
        return True

    def _note(self, account: Account) -> None:
        self.accounts.append((account.received, account.contents, sorted(one.why for one in account.refused)))

    # --- the end ----------------------------------------------------------------------------------------------------

    def meet(self) -> None:
        """Everybody meets at the first copy, until all say that they hold the same."""
        for _ in range(8):
            if len({copy.frontier(full=True).encode() for copy in self.copies}) == 1:
                return
            for copy in self.copies[1:]:
                give(copy, self.copies[0])
            for copy in self.copies[1:]:
                give(self.copies[0], copy)
        raise AssertionError("copies that meet again and again must come to hold the same")

    def check(self) -> None:
        """All copies agree, nothing is lost, nothing counts that must not."""
        self.meet()
        first = self.copies[0]
        right = state(first)
        assert all(state(copy) == right for copy in self.copies[1:])
        self._check_nothing_lost(first)
        self._check_revoked(first)
        self._check_erased(first)
        for data in first.evidence().values():
            assert read_evidence(data).device == CHEAT.public
        assert set(first.contested()) == set(first.evidence()) <= {CHEAT.public}
        report = verify(*rows(first))
        allowed = (
            {"unknown-device", "attest-differs", "tail-behind-attest", "part-content-missing"}
            if first.contested()
            else set()
        )
        assert {fault.code for fault in report.faults} <= allowed, report.faults

    def _check_nothing_lost(self, copy: Replica) -> None:
        valid = copy.valid()
        for device, hashes in self.written.items():
            if device != CHEAT.public and copy.roster().knows(device):
                assert valid.get(device, []) == hashes

    def _check_revoked(self, copy: Replica) -> None:
        standing, counted, valid = copy.standing(), copy.counted(), copy.valid()
        for device, cut in standing.cuts.items():
            assert len(counted.get(device, ())) <= cut.size
        for device, hashes in valid.items():
            if standing.grounds[device] is Ground.WAITING:
                assert not counted[device]
            assert [*counted[device], *copy.quarantined().get(device, [])] == hashes

    def _check_erased(self, copy: Replica) -> None:
        standing = copy.standing()
        for device, hash_, content in self.parts:
            if not copy.roster().knows(device):
                continue
            gone = standing.erased(device, hash_)
            for one in self.copies:
                assert not (gone and content in one.contents.values())
        erasers = {
            one.device: one.idx
            for one in copy.said()
            if isinstance(one.body, Erase) and standing.counts(one.device, one.idx)
        }
        if not erasers:
            assert not standing.erasures or copy.contested()


def state(copy: Replica) -> tuple[object, ...]:
    """What must be equal on copies that have met."""
    standing, visible = copy.standing(), copy.visible()
    return (
        copy.valid(),
        copy.contested(),
        # A device that nobody admitted yet has its entries for itself.
        {hash_: one for hash_, one in copy.contents.items() if not visible.keys().isdisjoint(copy.named_by(hash_))},
        copy.counted(),
        copy.evidence(),
        dict(standing.cuts),
        dict(standing.grounds),
        dict(standing.voices),
        dict(standing.parties),
        copy.views(),
    )


def play(seed: int, steps: int, *, fair: bool = False, shift: Sequence[int] = (0,) * 5) -> Game:
    """One history by chance; `fair`: without a cheat and without damage, so that nothing depends on hashes."""
    rng = random.Random(seed)
    game = Game(shift)
    for _ in range(steps):
        act, who, other, number = rng.randrange(15), rng.randrange(5), rng.randrange(5), rng.randrange(1 << 16)
        match act:
            case 0 | 1 | 2:
                game.write(who if not fair or who < 4 else 0, number, number // 8)
            case 3 | 4 | 5 | 6:
                game.say(number // 64, who if not fair or who < 4 else 0, number)
            case 7:
                if not fair:
                    game.cheat(who)
            case 8 | 9:
                game.give(who, other)
            case 10:
                game.mail(who, other)
            case 11 | 12:
                game.arrive(other, number, number if act == 12 and not fair else 0)
            case 13:
                game.council(number // 64, number)
            case _:
                if number % 2:
                    game.backup(who)
                else:
                    game.restore(number)
    game.check()
    return game
