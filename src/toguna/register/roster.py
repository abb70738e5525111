"""Which devices a register knows, and so whose logs are kept (spec/register.md §8.3).

A device is known if the founding act names it, as a device or as an officer, or if a known device wrote an `admit`
entry for it or named it an officer. How many officers must endorse an admission before its holder may act is counted
elsewhere (`standing`); here the question is only whose logs are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toguna.register.bodies import Admit, Body, Officers
from toguna.register.constitution import Constitution


@dataclass(slots=True)
class Roster:
    """The parties of the known devices. Without a founding act that can be read, every device passes."""

    act: Constitution | None
    parties: dict[bytes, str] = field(default_factory=dict)

    def knows(self, device: bytes) -> bool:
        """Whether anybody vouched for this device."""
        return self.act is None or device in self.parties


def make_roster(act: Constitution | None, bodies: Mapping[bytes, Sequence[Body]]) -> Roster:
    """Follow the admissions from the founding devices; `bodies` are what each device wrote in the register's own
    kinds.
    """
    roster = Roster(act)
    if act is None:
        return roster
    parties = roster.parties
    codes = {party.code for party in act.parties}
    for device in act.devices:
        parties[device.public] = device.party
    for party in act.parties:
        parties.update(dict.fromkeys(party.officers, party.code))
    waiting = sorted(parties)
    while waiting:
        # Generation by generation, each in key order: of two admissions of a device every copy takes the same.
        admitted: dict[bytes, str] = {}
        for author in waiting:
            for body in bodies.get(author, ()):
                if isinstance(body, Admit | Officers) and body.party in codes:
                    for key in (body.device,) if isinstance(body, Admit) else body.keys:
                        if key not in parties:
                            admitted.setdefault(key, body.party)
        parties.update(admitted)
        waiting = sorted(admitted)
    return roster
