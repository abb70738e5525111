"""Who may hold which contents (spec/register.md §3.2, spec/sealing.md §1): asked before anything is given, and before
anything is kept.

Headers and hashes go to every known device, for without them nobody could verify a log. Contents go where their
audience lets them; what is sealed also goes to those for whom it was sealed, who are the only ones to open it. In doubt
a content stays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from toguna.domain.visibility import Role, may_open, role_of
from toguna.register.bodies import Admit
from toguna.register.entry import Kind
from toguna.register.epochs import NUMBER_SIZE
from toguna.server.ledger import store
from toguna.server.ledger.keybook import wrapped_book
from toguna.server.ledger.own import roster, said

ALL, GROUP, PARTY, OFFICE = 0, 1, 2, 3


@dataclass
class Receiver:
    """A copy that takes: whose it is, the audiences its device was admitted to, the epochs sealed for its party."""

    party: str | None
    audiences: frozenset[int] = frozenset({ALL})
    mediates: bool = False
    member: bool = False
    device: bytes | None = None
    numbers: set[bytes] = field(default_factory=set, repr=False)
    party_of: dict[bytes, str] = field(default_factory=dict, repr=False)
    mediators: frozenset[str] = frozenset()
    left_at: int | None = None
    """The time by which its party left: of what others say after it, nothing is given to it any more."""

    def leaving(self, at: int | None) -> Receiver:
        """The same once its party has left at a time; None: it has not."""
        if at is None:
            return self
        return replace(self, audiences=frozenset({ALL}), mediates=False, member=False, left_at=at)

    def may_hear(self, author: bytes, time: int) -> bool:
        """Whether it is told what a statement of this device, of this time, says."""
        own = author == self.device or self.party_of.get(author) == self.party
        return self.left_at is None or own or time <= self.left_at

    def may_hold(self, author: bytes, audience: int, content: bytes | None = None) -> bool:
        """Whether a content for this audience, of an entry of this device, may lie with it."""
        if audience == ALL:
            return True
        if self.party is None:
            return False
        if author == self.device:
            return True
        if audience == OFFICE:
            return False
        if content is not None and content[:NUMBER_SIZE] in self.numbers:
            return True
        same = self.party_of.get(author) == self.party
        return same or self.mediates or (audience != PARTY and audience in self.audiences)

    def may_ask(self, author: bytes, audience: int) -> bool:
        """Whether it is worth asking for a content that is not here: whoever has it decides once more."""
        if self.may_hold(author, audience):
            return True
        if audience == GROUP:
            return self.member
        return audience == PARTY and self.party is not None and self.party_of.get(author) in self.mediators

    def sealed_for(self, parties: Collection[str], name: bytes) -> bool:
        """Take note of an epoch; whether it is this party's."""
        if self.party is None or self.party not in parties:
            return False
        self.numbers.add(name[:NUMBER_SIZE])
        return True


def anybody(register: bytes) -> Receiver:
    """Whoever holds a file that was made for no one in particular: only what all parties may have."""
    return Receiver(None, party_of=dict(roster(register).parties))


def receiver(register: bytes, device: bytes) -> Receiver:
    """The receiver that a device is; an unknown one may hold what all parties may have, if it gets anything at all."""
    party = roster(register).parties.get(device)
    admitted = [one.body for one in said(register, Kind.ADMIT) if isinstance(one.body, Admit)]
    audiences = {audience for body in admitted if body.device == device for audience in body.audiences}
    return _of(register, party, frozenset({ALL, *audiences}), device)


def party_receiver(register: bytes, party: str) -> Receiver:
    """The receiver that a party is, whichever of its devices opens the file."""
    return _of(register, party, frozenset({ALL}), None)


def _of(register: bytes, party: str | None, audiences: frozenset[int], device: bytes | None) -> Receiver:
    constituencies = {one.code: one.constituency for one in store.constitution(register).parties}
    mediators = frozenset(code for code, kind in constituencies.items() if role_of(kind) is Role.MEDIATOR)
    found = Receiver(
        party,
        audiences,
        party in mediators,
        party is not None and party in may_open("group", (), constituencies),
        device,
        party_of=dict(roster(register).parties),
        mediators=mediators,
    )
    for given in wrapped_book(register).epochs.values():
        found.sealed_for(given.parties, given.name)
    return found
