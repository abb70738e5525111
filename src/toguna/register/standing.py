"""Who may speak in a register, up to where, and what is erased (spec/register.md §8.4, §8.5).

Everything here is a function of the entries held, never of the order or the day in which they came: copies that hold
the same judge alike. It is judged twice. First everybody's word counts: so it is known who speaks for each party, and
from that which revocations stand. Then nothing counts any more that a revoked device wrote from its cut on.

A revocation is never undone, neither by revoking who made it nor because its author forked its log: otherwise who
stole one device could take back what was said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from toguna.register.bodies import Admit, Body, Endorse, Erase, Officers, Revoke, RevokeReason
from toguna.register.constitution import Constitution, Party
from toguna.register.roster import Roster, make_roster
from toguna.register.said import Said


class Ground(Enum):
    """Why a device's entries count."""

    FOUNDING = "founding"
    """The founding act names it."""
    OFFICER = "officer"
    """It is an officer's own device."""
    PARTY = "party"
    """As many of its party's officers as are needed endorsed its admission."""
    PAPER = "paper"
    """Its party has named no officers yet: it was admitted by the host, or by another device of the party."""
    WAITING = "waiting"
    """Admitted, and not endorsed by enough officers: its entries are kept and do not count."""


@dataclass(frozen=True, slots=True)
class Cut:
    """From entry number `size` on nothing of a device counts. `root`: what the revocation says of the log up to it."""

    size: int
    root: bytes
    reason: RevokeReason
    entry: bytes


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks for a party, and how many of them together. No keys: signatures on paper, or `rivals`.

    `rivals`: lists that follow the same one and are both signed as they must be. None of them speaks until a list
    that names them as parents is signed by enough officers of each.
    """

    threshold: int
    keys: frozenset[bytes]
    entry: bytes | None = None
    rivals: tuple[bytes, ...] = ()
    earlier: tuple[Voices, ...] = ()

    @property
    def paper(self) -> bool:
        """Whether this party never named an officer."""
        return not self.keys and not self.earlier and not self.rivals

    def lists(self) -> list[Voices]:
        """This list and those before it that had keys."""
        return [one for one in (*self.earlier, self) if one.keys]

    def enough(self, keys: Iterable[bytes]) -> bool:
        """Whether these keys may decide for the party, by this list or by one of those before it."""
        given = set(keys)
        return any(len(given & one.keys) >= one.threshold for one in self.lists())


@dataclass(frozen=True, slots=True)
class Standing:
    """What `judge` found."""

    act: Constitution | None
    parties: Mapping[bytes, str] = field(default_factory=dict)
    """Of every known device."""
    grounds: Mapping[bytes, Ground] = field(default_factory=dict)
    voices: Mapping[str, Voices] = field(default_factory=dict)
    cuts: Mapping[bytes, Cut] = field(default_factory=dict)
    _erased: Mapping[bytes, frozenset[str]] = field(default_factory=dict)

    def knows(self, device: bytes) -> bool:
        """Whether anybody vouched for this device."""
        return self.act is None or device in self.parties

    def may_speak(self, device: bytes) -> bool:
        """Whether entries of this device count, up to its cut."""
        return self.act is None or self.grounds.get(device, Ground.WAITING) is not Ground.WAITING

    def end(self, device: bytes) -> int | None:
        """The number of the first entry of this device that does not count; None where all do."""
        if not self.may_speak(device):
            return 0
        found = self.cuts.get(device)
        return found.size if found else None

    def counts(self, device: bytes, index: int) -> bool:
        """Whether an entry of this number may reach a record, as far as its device is concerned."""
        end = self.end(device)
        return end is None or index < end

    def erased(self, device: bytes, part: bytes) -> bool:
        """Whether this part of an entry of `device` was erased by somebody who may."""
        by = self._erased.get(part)
        if by is None:
            return False
        officer = self.act.data_officer if self.act else None
        return self.parties.get(device, "") in by or (officer is not None and officer in by)

    @property
    def erasures(self) -> frozenset[bytes]:
        """The parts that any entry erases; `erased` says of whose entries."""
        return frozenset(self._erased)

    def leaving(self) -> list[tuple[str, bytes]]:
        """Officers who stood in an earlier list of their party, not in its present one, and are not revoked: they
        could go on deciding, and should be revoked as of a size.
        """
        return [
            (party, key)
            for party, voices in sorted(self.voices.items())
            for key in sorted(frozenset().union(*(one.keys for one in voices.earlier)) - voices.keys)
            if key not in self.cuts
        ]


def judge(act: Constitution | None, said: Iterable[Said]) -> Standing:
    """Who may speak, up to where, and what is erased, as far as these entries tell."""
    given = sorted(set(said), key=lambda one: (one.device, one.idx, one.hash))
    bodies: dict[bytes, list[Body]] = {}
    for one in given:
        bodies.setdefault(one.device, []).append(one.body)
    roster = make_roster(act, bodies)
    if act is None:
        return Standing(None, {}, {}, {}, {}, _erased({}, given, {}))
    known = [one for one in given if roster.knows(one.device)]
    first = _Hearing(act, roster, known)
    cuts = _cuts(first, known)
    second = _Hearing(act, roster, [one for one in known if not one.contested and _before(cuts, one)])
    grounds = {device: second.ground(device, first.parties[device]) for device in roster.parties}
    erased = _erased(first.parties, [one for one in known if _before(cuts, one)], grounds)
    return Standing(act, first.parties, grounds, second.voices, cuts, erased)


def _before(cuts: Mapping[bytes, Cut], one: Said) -> bool:
    return one.device not in cuts or one.idx < cuts[one.device].size


def _erased(
    parties: Mapping[bytes, str], said: Iterable[Said], grounds: Mapping[bytes, Ground]
) -> dict[bytes, frozenset[str]]:
    """By part, the parties that erased it. An erasure in a forked log counts as well: what was destroyed somewhere
    must not come back because its author also signed something else.
    """
    found: dict[bytes, set[str]] = {}
    for one in said:
        if isinstance(one.body, Erase) and grounds.get(one.device, Ground.FOUNDING) is not Ground.WAITING:
            for part in one.body.parts:
                found.setdefault(part, set()).add(parties.get(one.device, ""))
    return {part: frozenset(by) for part, by in found.items()}


class _Hearing:
    """What follows from entries if all of them count."""

    def __init__(self, act: Constitution, roster: Roster, said: Sequence[Said]) -> None:
        self._act, self._roster = act, roster
        self._hosts = _hosts(act)
        self._endorsers: dict[bytes, set[bytes]] = {}
        self._admits: dict[bytes, list[Said]] = {}
        lists: dict[str, list[Said]] = {}
        for one in said:
            if isinstance(one.body, Endorse):
                self._endorsers.setdefault(one.body.target, set()).add(one.device)
            elif isinstance(one.body, Admit):
                self._admits.setdefault(one.body.device, []).append(one)
            elif isinstance(one.body, Officers):
                lists.setdefault(one.body.party, []).append(one)
        self.parties: dict[bytes, str] = {}
        self._grounds: dict[tuple[bytes, str], Ground] = {}
        self.voices = {party.code: Voices(party.threshold, frozenset(party.officers)) for party in act.parties}
        # On paper it is the party's own devices, or its host's, that name its first officers.
        self._seat_all()
        self.voices = {party.code: self._voices(party, lists.get(party.code, [])) for party in act.parties}
        self._seat_all()

    def may_host(self, device: bytes, party: str) -> bool:
        """Whether a device acts for a party as long as that is bound by paper only: it is the party's, or its host."""
        return self.parties.get(device) == party or device in self._hosts[party]

    def backers(self, one: Said) -> set[bytes]:
        """Who stands by an entry: its author, and whoever endorsed it."""
        return self._endorsers.get(one.hash, set()) | {one.device}

    def ground(self, device: bytes, party: str) -> Ground:
        """Why entries of this device count for that party."""
        return self._grounds.get((device, party), Ground.WAITING)

    def _voices(self, party: Party, lists: Sequence[Said]) -> Voices:
        """Follow the lists from that of the founding act, each signed by enough officers before and after it."""
        hashes = {one.hash for one in lists}
        now = Voices(party.threshold, frozenset(party.officers))
        standing: dict[bytes | None, Voices] = {None: now}
        while True:
            heads = {now.entry, *now.rivals} if now.rivals else {now.entry}
            following = [
                one
                for one in lists
                if one.hash not in standing
                and (not now.paper or self.may_host(one.device, party.code))
                and {parent for parent in one.parents if parent in hashes} == heads - {None}
                and self._signed(one, [standing[head] for head in heads])
            ]
            if not following:
                return now
            before = (*now.earlier, now) if now.keys else now.earlier
            for one in following:
                standing[one.hash] = _list(one, before)
            found = [standing[one.hash] for one in following]
            if len({(one.keys, one.threshold) for one in found}) == 1:
                now = min(found, key=lambda one: one.entry or b"")
            else:
                rivals = tuple(sorted(one.hash for one in following))
                now = Voices(0, frozenset(), rivals[0], rivals, before)

    def _signed(self, one: Said, before: Sequence[Voices]) -> bool:
        body, backers = one.body, self.backers(one)
        assert isinstance(body, Officers)
        new = len(backers & set(body.keys)) >= body.threshold
        return new and all(len(backers & old.keys) >= old.threshold for old in before)

    def _seat_all(self) -> None:
        """Give every known device its party: the act's word first, then admissions that count, then the roster's."""
        self.parties, self._grounds = {}, {}
        fixed = {device.public: (device.party, Ground.FOUNDING) for device in self._act.devices}
        for code, voices in self.voices.items():
            for key in sorted(key for one in voices.lists() for key in one.keys):
                fixed.setdefault(key, (code, Ground.OFFICER))
        for device, (code, why) in fixed.items():
            self._grounds[device, code] = why
            self.parties[device] = code
        waiting = [one for device in self._admits for one in self._admits[device] if device not in fixed]
        while True:
            # On paper a device may be admitted by one that was itself admitted so: generation by generation.
            heard = [(one, ground) for one in waiting if (ground := self._admission(one)) is not None]
            if not heard:
                break
            for one, heard_ground in heard:
                assert isinstance(one.body, Admit)
                self._grounds.setdefault((one.body.device, one.body.party), heard_ground)
            for device in {one.body.device for one, _ in heard if isinstance(one.body, Admit)}:
                self._seat(device)
            done = {one.hash for one, _ in heard}
            waiting = [one for one in waiting if one.hash not in done]
        for device, code in self._roster.parties.items():
            self.parties.setdefault(device, code)

    def _seat(self, device: bytes) -> None:
        """Of several parties that admitted one device, the one whose admission it endorsed itself; then the first."""
        found = [
            (device not in self._endorsers.get(one.hash, ()), one.body.party)
            for one in self._admits[device]
            if isinstance(one.body, Admit) and (device, one.body.party) in self._grounds
        ]
        self.parties[device] = min(found)[1]

    def _admission(self, one: Said) -> Ground | None:
        body = one.body
        assert isinstance(body, Admit)
        voices = self.voices.get(body.party)
        if voices is None:
            return None
        if not voices.paper:
            return Ground.PARTY if voices.enough(self.backers(one)) else None
        return Ground.PAPER if self.may_host(one.device, body.party) else None


def _list(one: Said, before: tuple[Voices, ...]) -> Voices:
    assert isinstance(one.body, Officers)
    return Voices(one.body.threshold, frozenset(one.body.keys), one.hash, (), before)


def _hosts(act: Constitution) -> dict[str, frozenset[bytes]]:
    """By party, the founding devices that act for it on paper: the data officer's; if the act names none, all of them
    for a party without a device of its own there.
    """
    own = {device.party for device in act.devices}
    return {
        party.code: frozenset(
            device.public
            for device in act.devices
            if (device.party == act.data_officer if act.data_officer else party.code not in own)
        )
        for party in act.parties
    }


def _cuts(hearing: _Hearing, said: Iterable[Said]) -> dict[bytes, Cut]:
    """The revocations that stand; of several of one device, the one that cuts first."""
    found: dict[bytes, Cut] = {}
    for one in said:
        body = one.body
        if not isinstance(body, Revoke):
            continue
        party = hearing.parties.get(body.device)
        if party is None or not _may_revoke(one, body.device, party, hearing):
            continue
        # A device ends itself from here on only: who stole it could otherwise take back all that it ever said.
        size = max(body.size, one.idx + 1) if one.device == body.device else body.size
        cut = Cut(size, body.root, body.reason, one.hash)
        known = found.get(body.device)
        if known is None or (cut.size, cut.entry) < (known.size, known.entry):
            found[body.device] = cut
    return found


def _may_revoke(one: Said, device: bytes, party: str, hearing: _Hearing) -> bool:
    """A party's officers together; on paper its other devices and its host; and each device itself."""
    if one.device == device:
        return True
    voices = hearing.voices[party]
    return hearing.may_host(one.device, party) if voices.paper else voices.enough(hearing.backers(one))
