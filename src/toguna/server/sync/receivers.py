"""Who may hold which contents (spec/register.md §3.2): asked before anything is given, and before anything is kept.

Headers and hashes go to every known device, for without them nobody could verify a log. Contents go only where
their audience lets them; in doubt they stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toguna.register.bodies import Admit
from toguna.register.constitution import Constitution
from toguna.register.entry import Kind
from toguna.register.roster import Roster
from toguna.server.ledger import store
from toguna.server.ledger.own import roster, said

ALL, GROUP, PARTY, OFFICE = 0, 1, 2, 3
MEDIATOR = "mediator"


@dataclass(frozen=True)
class Receiver:
    """A copy that takes: whose it is, and the audiences that its device was admitted to."""

    party: str | None
    audiences: frozenset[int] = frozenset({ALL})
    mediates: bool = False
    device: bytes | None = None
    _party_of: dict[bytes, str] = field(default_factory=dict, repr=False, compare=False)

    def may_hold(self, author: bytes, audience: int) -> bool:
        """Whether a content for this audience, of an entry of this device, may lie with it."""
        if audience == ALL:
            return True
        if self.party is None:
            return False
        if author == self.device:
            return True
        same = self._party_of.get(author) == self.party
        if audience == PARTY:
            return same or self.mediates
        if audience == OFFICE:
            return False
        return same or self.mediates or audience in self.audiences


def anybody(register: bytes) -> Receiver:
    """Whoever holds a file that was made for no one in particular: only what all parties may have."""
    return Receiver(None, _party_of=roster(register).parties)


def receiver(register: bytes, device: bytes) -> Receiver:
    """The receiver that a device is; an unknown one may hold what all parties may have, if it gets anything at all."""
    known = roster(register)
    party = known.parties.get(device)
    admitted = [one.body for one in said(register, Kind.ADMIT) if isinstance(one.body, Admit)]
    audiences = {audience for body in admitted if body.device == device for audience in body.audiences}
    return _of(store.constitution(register), known, party, frozenset({ALL, *audiences}), device)


def party_receiver(register: bytes, party: str) -> Receiver:
    """The receiver that a party is, whichever of its devices opens the file."""
    known = roster(register)
    return _of(store.constitution(register), known, party, frozenset({ALL}), None)


def _of(
    act: Constitution, known: Roster, party: str | None, audiences: frozenset[int], device: bytes | None
) -> Receiver:
    mediates = any(one.code == party and one.constituency == MEDIATOR for one in act.parties)
    return Receiver(party, audiences, mediates, device, known.parties)
