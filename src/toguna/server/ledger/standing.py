"""Which entries of which device count: those of known devices, up to where a log forks or its device was revoked.

Entries beyond are kept, proved and handed on; nothing of them reaches a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toguna.register.bodies import Revoke
from toguna.register.entry import Kind
from toguna.server.ledger import histories
from toguna.server.ledger.own import own, roster

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Standing:
    """The parties of the known devices, and the number of the first entry that does not count, where there is one."""

    party_of: Mapping[bytes, str]
    limits: Mapping[bytes, int]

    def counts(self, device: bytes, idx: int) -> bool:
        """Whether what stands there reaches the records."""
        return device in self.party_of and idx < self.limits.get(device, idx + 1)


def standing(register: bytes) -> Standing:
    """As the entries held here have it."""
    known = roster(register)
    limits = dict(histories.frozen(register))
    for one in own(register, Kind.REVOKE):
        body = one.body
        if isinstance(body, Revoke) and known.parties.get(one.device) == known.parties.get(body.device, ""):
            limits[body.device] = min(body.size, limits.get(body.device, body.size))
    return Standing(known.parties, limits)
