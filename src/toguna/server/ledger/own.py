"""The register's own entries (endorse, attest, admit, revoke, erase, officers …) as the ledger holds them, and the
roster that follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from toguna.base.errors import RegisterFault
from toguna.register.bodies import Admit, Attest, Body, Endorse, Erase, Officers, Revoke
from toguna.register.entry import SALT_SIZE, Kind
from toguna.register.roster import Roster, make_roster
from toguna.server.ledger import store

BODIES: Mapping[int, type[Body]] = {
    int(body.kind): body for body in (Endorse, Attest, Admit, Revoke, Erase, Officers)
}


@dataclass(frozen=True, slots=True)
class Own:
    """One entry that the register itself understands, with its place, its hash and its author's time."""

    device: bytes
    idx: int
    hash: bytes
    time: int
    body: Body


def own(register: bytes, *kinds: Kind) -> list[Own]:
    """The entries of these kinds in the logs held, by device and number; what is badly filled in says nothing."""
    marks = ", ".join(["%s"] * len(kinds))
    found: set[tuple[bytes, int, bytes, int, int, bytes]] = set()
    with connection.cursor() as cursor:
        for prefix, also in (("ledger_", ""), ("ledger_branch_", " AND p.branch = e.branch")):
            cursor.execute(
                f"SELECT e.device, e.idx, e.leaf_hash, e.time, e.kind, p.content FROM {prefix}entry e "  # noqa: S608
                f"JOIN {prefix}part p ON p.register = e.register AND p.device = e.device AND p.idx = e.idx{also} "
                f"WHERE e.register = %s AND e.kind >= 8 AND e.kind IN ({marks}) AND p.position = 0 AND p.audience = 0 "
                "AND p.content IS NOT NULL",
                [register, *map(int, kinds)],
            )
            found.update(cursor.fetchall())
    out = []
    for device, idx, hash_, time, kind, content in sorted(found):
        try:
            out.append(Own(device, idx, hash_, time, BODIES[kind].decode(content[SALT_SIZE:])))
        except RegisterFault:
            continue
    return out


def by_device(entries: Iterable[Own]) -> dict[bytes, list[Body]]:
    """What each device wrote, in the order of its log."""
    out: dict[bytes, list[Body]] = {}
    for one in entries:
        out.setdefault(one.device, []).append(one.body)
    return out


def roster(register: bytes) -> Roster:
    """Which devices the register knows, and for which party."""
    return make_roster(store.constitution(register), by_device(own(register, Kind.ADMIT)))
