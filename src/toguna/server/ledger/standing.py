"""Which entries reach the records: those of devices that may speak, up to where a log forks or its device is revoked.

Entries beyond are kept, proved and handed on; nothing of them reaches a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toguna.server.ledger import histories, own, store


@dataclass(frozen=True, slots=True)
class Counting:
    """The parties of the known devices, and the number of the first entry that does not count, where there is one."""

    party_of: Mapping[bytes, str]
    limits: Mapping[bytes, int]

    def counts(self, device: bytes, idx: int) -> bool:
        """Whether what stands there reaches the records."""
        return device in self.party_of and idx < self.limits.get(device, idx + 1)


def counting(register: bytes) -> Counting:
    """As the entries held here have it."""
    judged = own.standing(register)
    limits = dict(histories.frozen(register))
    for device in (*judged.parties, *store.devices(register)):
        end = judged.end(device)
        if end is not None:
            limits[device] = min(end, limits.get(device, end))
    return Counting(judged.parties, limits)
