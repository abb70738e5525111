"""The register's own entries (endorse, attest, admit, revoke, erase, officers) as the ledger holds them, and what
follows from them: who may speak, up to where, what is erased.
"""

from __future__ import annotations

from django.db import connection

from toguna.register.bodies import Body
from toguna.register.entry import Kind, read_leaf
from toguna.register.roster import Roster, make_roster
from toguna.register.said import Said, read_body
from toguna.register.standing import Standing, judge
from toguna.server.ledger import histories, store

JUDGED = (Kind.ENDORSE, Kind.ADMIT, Kind.REVOKE, Kind.ERASE, Kind.OFFICERS)


def said(register: bytes, *kinds: Kind) -> list[Said]:
    """The entries of these kinds, in both histories of a forked log; what is badly filled in says nothing."""
    contested = histories.frozen(register)
    marks = ", ".join(["%s"] * len(kinds))
    found: set[tuple[bytes, int, bytes, int, bytes, bytes]] = set()
    with connection.cursor() as cursor:
        for prefix, also in (("ledger_", ""), ("ledger_branch_", " AND p.branch = e.branch")):
            cursor.execute(
                f"SELECT e.device, e.idx, e.leaf_hash, e.kind, e.leaf, p.content FROM {prefix}entry e "  # noqa: S608
                f"JOIN {prefix}part p ON p.register = e.register AND p.device = e.device AND p.idx = e.idx{also} "
                f"WHERE e.register = %s AND e.kind >= 8 AND e.kind IN ({marks}) AND p.position = 0 AND p.audience = 0 "
                "AND p.content IS NOT NULL",
                [register, *map(int, kinds)],
            )
            found.update(cursor.fetchall())
    out = []
    for device, idx, hash_, kind, leaf, content in sorted(found):
        body = read_body(kind, content)
        if body is not None:
            _, time, parents, _ = read_leaf(leaf)
            late = device in contested and idx >= contested[device]
            out.append(Said(device, idx, hash_, time, body, tuple(parents), late))
    return out


def roster(register: bytes) -> Roster:
    """Which devices the register knows: whose logs are kept and handed on."""
    bodies: dict[bytes, list[Body]] = {}
    for one in said(register, Kind.ADMIT, Kind.OFFICERS):
        bodies.setdefault(one.device, []).append(one.body)
    return make_roster(store.constitution(register), bodies)


def standing(register: bytes) -> Standing:
    """Whose entries count, up to where, and what is erased."""
    return judge(store.constitution(register), said(register, *JUDGED))
