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

    def signs(self, keys: Iterable[bytes]) -> bool:
        """Whether enough of this list's keys are among these."""
        return len(self.keys.intersection(keys)) >= self.threshold


@dataclass(frozen=True, slots=True)
class Standing:
    """What `judge` found."""

    act: Constitution | None
    parties: Mapping[bytes, str] = field(default_factory=dict)
    """Of every known device."""
    grounds: Mapping[bytes, Ground] = field(default_factory=dict)
    voices: Mapping[str, Voices] = field(default_factory=dict)
    cuts: Mapping[bytes, Cut] = field(default_factory=dict)
    _leaving: tuple[tuple[str, bytes], ...] = ()
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
        # Whose a device is that still waits is anybody's claim, so nobody erases there but the data officer.
        own = self.may_speak(device) and self.parties.get(device, "") in by
        return own or (officer is not None and officer in by)

    @property
    def erasures(self) -> frozenset[bytes]:
        """The parts that any entry erases; `erased` says of whose entries."""
        return frozenset(self._erased)

    def leaving(self) -> list[tuple[str, bytes]]:
        """Officers who stood in an earlier list of their party, are not in its present one, did not sign one after it,
        and are not revoked: they could go on deciding, and should be revoked as of a size.
        """
        return list(self._leaving)


def judge(act: Constitution | None, said: Iterable[Said]) -> Standing:
    """Who may speak, up to where, and what is erased, as far as these entries tell."""
    given = sorted(set(said), key=lambda one: (one.device, one.idx, one.hash))
    bodies: dict[bytes, list[Body]] = {}
    for one in given:
        bodies.setdefault(one.device, []).append(one.body)
    roster = make_roster(act, bodies)
    if act is None:
        return Standing(None, _erased=_erased({}, given, {}))
    known = [one for one in given if roster.knows(one.device)]
    first = _Hearing(act, roster, known, every=True)
    cuts = _cuts(first, known)
    second = _Hearing(act, roster, [one for one in known if not one.contested and _before(cuts, one)])
    grounds = {device: second.ground(device, first.parties[device]) for device in roster.parties}
    erased = _erased(first.parties, [one for one in known if _before(cuts, one)], grounds)
    leaving = tuple((party, key) for party, key in second.leaving() if key not in cuts)
    return Standing(act, first.parties, grounds, second.voices, cuts, leaving, erased)


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
    """What follows from entries if all of them count.

    `every`: each list of officers that was signed as it must be decides, rivals too, so that nobody can take power
    from a list by signing a rival to it; else those from the founding act to the one in force.
    """

    def __init__(self, act: Constitution, roster: Roster, said: Sequence[Said], *, every: bool = False) -> None:
        self._act, self._roster = act, roster
        self._hosts = _hosts(act)
        self._endorsers: dict[bytes, dict[bytes, int]] = {}
        # By list, the officers who stood by one that follows it, and with which of their entries.
        self._left: dict[bytes | None, dict[bytes, int]] = {}
        self._admits: dict[bytes, list[Said]] = {}
        lists: dict[str, list[Said]] = {}
        for one in said:
            if isinstance(one.body, Endorse):
                found = self._endorsers.setdefault(one.body.target, {})
                found[one.device] = min(one.idx, found.get(one.device, one.idx))
            elif isinstance(one.body, Admit):
                self._admits.setdefault(one.body.device, []).append(one)
            elif isinstance(one.body, Officers):
                lists.setdefault(one.body.party, []).append(one)
        self.parties: dict[bytes, str] = {}
        self._grounds: dict[tuple[bytes, str], Ground] = {}
        self.voices = {party.code: Voices(party.threshold, frozenset(party.officers)) for party in act.parties}
        self._deciding = {code: voices.lists() for code, voices in self.voices.items()}
        # On paper it is the party's own devices, or its host's, that name its first officers.
        self._seat_all()
        signed = {party.code: self._signed_lists(party, lists.get(party.code, [])) for party in act.parties}
        self.voices = {code: _in_force(self.voices[code], reached) for code, reached in signed.items()}
        for code, reached in signed.items():
            also = [one.voices for one in reached] if every else []
            self._deciding[code] = list({one.entry: one for one in (*self.voices[code].lists(), *also)}.values())
        self._seat_all([(code, one) for code, reached in sorted(signed.items()) for one in reached])

    def may_host(self, device: bytes, party: str) -> bool:
        """Whether a device acts for a party as long as that is bound by paper only: it is the party's, or its host."""
        own = self.parties.get(device) == party and (device, party) in self._grounds
        return own or device in self._hosts[party]

    def decides(self, one: Said, party: str) -> bool:
        """Whether enough officers of the party stand by an entry; on paper, whether the party or its host wrote it."""
        if self.voices[party].paper:
            return self.may_host(one.device, party)
        return any(voices.signs(self._still(voices, self._backers(one))) for voices in self._deciding[party])

    def leaving(self) -> list[tuple[str, bytes]]:
        """Officers of earlier lists who are not in the present one and stood by none that follows."""
        return [
            (party, key)
            for party, voices in sorted(self.voices.items())
            for one in voices.earlier
            for key in sorted(one.keys - voices.keys - self._left.get(one.entry, {}).keys())
        ]

    def ground(self, device: bytes, party: str) -> Ground:
        """Why entries of this device count for that party."""
        return self._grounds.get((device, party), Ground.WAITING)

    def _backers(self, one: Said) -> dict[bytes, int]:
        """Who stands by an entry, and with which of its own: its author, and whoever endorsed it."""
        return {one.device: one.idx, **self._endorsers.get(one.hash, {})}

    def _still(self, voices: Voices, backers: Mapping[bytes, int]) -> set[bytes]:
        """Those who had not yet stood by a list that follows: from there on they speak for this one no more."""
        left = self._left.get(voices.entry, {})
        return {key for key, idx in backers.items() if idx <= left.get(key, idx)}

    def _signed_lists(self, party: Party, lists: Sequence[Said]) -> list[_List]:
        """All lists that are signed by enough of those before them and by enough of their own, in any branch."""
        hashes, first = {one.hash for one in lists}, self.voices[party.code]
        reached: dict[bytes, _List] = {}
        while True:
            found = []
            for one in lists:
                before = frozenset(parent for parent in one.parents if parent in hashes)
                hosted = not first.paper or before or self.may_host(one.device, party.code)
                if one.hash in reached or not hosted or not before <= reached.keys():
                    continue
                body, backers = one.body, self._backers(one)
                assert isinstance(body, Officers)
                voices = Voices(body.threshold, frozenset(body.keys), one.hash)
                old = [reached[hash_].voices for hash_ in before] or [first]
                if voices.signs(backers) and all(other.signs(self._still(other, backers)) for other in old):
                    found.append(_List(voices, before, backers))
            if not found:
                return list(reached.values())
            for listed in _foremost(found):
                reached[listed.voices.entry or b""] = listed
                for hash_ in listed.before or [first.entry]:
                    left = self._left.setdefault(hash_, {})
                    for key, idx in listed.backers.items():
                        left[key] = min(idx, left.get(key, idx))

    def _seat_all(self, lists: Sequence[tuple[str, _List]] = ()) -> None:
        """Give every known device its party: the act's word first, then the lists that its key signed itself, then
        admissions that count, then the roster's.
        """
        self.parties, self._grounds = {}, {}
        fixed = {device.public: (device.party, Ground.FOUNDING) for device in self._act.devices}
        for party in self._act.parties:
            for key in party.officers:
                fixed.setdefault(key, (party.code, Ground.OFFICER))
        for code, listed in lists:
            if any(listed.voices.entry == voices.entry for voices in self._deciding[code]):
                for key in sorted(listed.voices.keys & listed.backers.keys()):
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
            (device not in self._endorsers.get(one.hash, {}), one.body.party)
            for one in self._admits[device]
            if isinstance(one.body, Admit) and (device, one.body.party) in self._grounds
        ]
        self.parties[device] = min(found)[1]

    def _admission(self, one: Said) -> Ground | None:
        body = one.body
        assert isinstance(body, Admit)
        if body.party not in self.voices or not self.decides(one, body.party):
            return None
        return Ground.PAPER if self.voices[body.party].paper else Ground.PARTY


@dataclass(frozen=True, slots=True)
class _List:
    """A list of officers, the lists that it follows (none: the act's), and who stands by it."""

    voices: Voices
    before: frozenset[bytes]
    backers: Mapping[bytes, int]


def _foremost(found: Sequence[_List]) -> list[_List]:
    """Of lists that follow the same one, those that no officer stood by only after he had stood by another of them; all
    where that would leave none.
    """

    def after(one: _List, other: _List) -> bool:
        shared = one.backers.keys() & other.backers.keys()
        return bool(one.before == other.before and any(other.backers[key] < one.backers[key] for key in shared))

    first = [one for one in found if not any(after(one, other) for other in found)]
    return first or list(found)


def _in_force(first: Voices, lists: Sequence[_List]) -> Voices:
    """Follow the lists from the founding act's, as long as one follows."""
    now = first
    while True:
        heads = frozenset(now.rivals or ([now.entry] if now.entry else []))
        following = sorted((one.voices for one in lists if one.before == heads), key=lambda one: one.entry or b"")
        if not following:
            return now
        before = (*now.earlier, now) if now.keys else now.earlier
        one = following[0]
        if len({(other.keys, other.threshold) for other in following}) == 1:
            now = Voices(one.threshold, one.keys, one.entry, (), before)
        else:
            now = Voices(0, frozenset(), one.entry, tuple(other.entry or b"" for other in following), before)


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
    """The revocations that stand, by the device's party or by the device itself; of several the one that cuts first."""
    found: dict[bytes, Cut] = {}
    for one in said:
        body = one.body
        if not isinstance(body, Revoke):
            continue
        party, own = hearing.parties.get(body.device), one.device == body.device
        decided = party is not None and hearing.decides(one, party)
        if party is None or not (own or decided):
            continue
        # Alone a device ends itself from here on only: who stole it could otherwise take back all that it ever said.
        alone = own and (hearing.voices[party].paper or not decided)
        size = max(body.size, one.idx + 1) if alone else body.size
        cut = Cut(size, body.root, body.reason, one.hash)
        known = found.get(body.device)
        if known is None or (cut.size, cut.entry) < (known.size, known.entry):
            found[body.device] = cut
    return found
