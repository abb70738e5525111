"""What this copy holds of each known log: what copies compare, and the digits read over the radio."""

from __future__ import annotations

from toguna.register.frontier import Place, control_number
from toguna.register.roster import Roster
from toguna.server.ledger import histories, own, store


def places(register: bytes, known: Roster | None = None) -> list[Place]:
    """One place for each history that counts of each known device's log."""
    known = known or own.roster(register)
    split = set(histories.forked(register))
    found = []
    for device, size, root in store.frontier(register):
        if not known.knows(device):
            continue
        if device in split:
            held = histories.kept(histories.histories(register, device))
            found += [Place(device, len(one), one.branch.tree.root()) for one in held]
        else:
            found.append(Place(device, size, root))
    return found


def control_digits(register: bytes) -> str:
    """Twelve digits of the frontier's hash: read aloud, they tell whether two copies hold the same."""
    return control_number(register, places(register))
