"""A copy put back from a backup must not go on writing in its old log: others hold what it has forgotten, and to sign
other entries under the same numbers would be a second history (register notes: the most common disaster).

It shows in two ways: another device attested more of this log than is here, or other entries; or somebody gave this
device entries of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from toguna.register import sync_faults as faults
from toguna.register.bodies import Attest
from toguna.register.entry import Kind
from toguna.server.ledger import histories, own


@dataclass(slots=True)
class _Attested:
    """What was read of a register's attests: how many there were, and the furthest of each log."""

    count: int
    furthest: dict[bytes, tuple[int, bytes, bytes]]


_READ: dict[tuple[str, bytes], _Attested] = {}


def check_may_write(register: bytes, device: bytes) -> None:
    """Let a device go on with its log.

    Raises
    ------
    RestoredCopy
        Others have seen more of it than is here, or something else.
    """
    found = furthest(register).get(device)
    held = histories.histories(register, device)
    mine = len(held[0]) if held else 0
    name = device[:8].hex()
    if len(held) > 1:
        raise faults.RestoredCopy(log=name, held=mine, seen=len(held[1]))
    if found is None:
        return
    size, root, _ = found
    if size > mine or held[0].branch.tree.root(size) != root:
        raise faults.RestoredCopy(log=name, held=mine, seen=size)


def furthest(register: bytes) -> dict[bytes, tuple[int, bytes, bytes]]:
    """Of each log the largest size that another device attested, its root, and whose attest it was."""
    key = (str(connection.settings_dict["NAME"]), register)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM ledger_entry WHERE register = %s AND kind >= 8 AND kind = %s",
            [register, int(Kind.ATTEST)],
        )
        (count,) = cursor.fetchone()
    known = _READ.get(key)
    if known is None or known.count != count:
        known = _READ[key] = _Attested(count, _furthest(register))
    return known.furthest


def _furthest(register: bytes) -> dict[bytes, tuple[int, bytes, bytes]]:
    judged = own.standing(register)
    found: dict[bytes, tuple[int, bytes, bytes]] = {}
    for one in own.said(register, Kind.ATTEST):
        # Whoever may not speak could else silence a device by attesting what never was.
        if not isinstance(one.body, Attest) or not judged.counts(one.device, one.idx):
            continue
        for seen in one.body.seen:
            if seen.device != one.device and seen.size > found.get(seen.device, (0, b"", b""))[0]:
                found[seen.device] = (seen.size, seen.root, one.device)
    return found
