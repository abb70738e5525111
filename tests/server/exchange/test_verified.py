"""Verifying only what is new: as good as verifying everything, for what is new; in doubt everything is verified."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from parties import ACT, KEYS, Office

from toguna.server.actions.attesting import attest
from toguna.server.ledger.verified import verify_and_note, verify_new

CHANGES = {
    "ledger_entry": ("leaf = X'00'", "leaf_hash = zeroblob(32)", "kind = 2", "time = time + 1"),
    "ledger_part": ("content = X'00'", "hash = zeroblob(32)", "audience = 1", "content = NULL"),
    "ledger_checkpoint": ("root = zeroblob(32)", "note = X'00'", "size = size + 7"),
}


def test_only_what_is_new_is_looked_at(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("i1", "i2")
    with west.open():
        assert verify_new()[1] is False
        assert (verify_new()[0].entries, verify_new()[1]) == (0, True)
    west.say("i3")
    east.say("i4", "i5")
    east.meet(west)
    with west.open():
        report, only_new = verify_new()
        assert (report.ok, report.entries, report.logs, only_new) == (True, 3, 2, True)
        assert verify_new()[0].entries == 0


@pytest.mark.parametrize(
    ("table", "change"), [(table, change) for table, changes in CHANGES.items() for change in changes]
)
def test_a_change_in_what_is_new_is_found_and_named(world: dict[str, Office], table: str, change: str) -> None:
    west = world["ouest"]
    west.say("i1")
    with west.open():
        assert verify_and_note().ok
    west.say("i2")
    with west.open(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update")
        column = "size" if table == "ledger_checkpoint" else "idx"
        cursor.execute(f"UPDATE {table} SET {change} WHERE {column} = %s", [2 if column == "size" else 1])  # noqa: S608
        report, only_new = verify_new()
        assert not report.ok and not only_new and report.faults


def test_a_changed_note_of_what_was_verified_helps_nobody(world: dict[str, Office]) -> None:
    west = world["ouest"]
    west.say("i1")
    with west.open():
        verify_and_note()
        path = west.home.path / "verified.json"
        noted = json.loads(path.read_text())
        noted[ACT.id.hex()][KEYS["ouest"].public.hex()][1] = ["00" * 32]
        path.write_text(json.dumps(noted))
        assert verify_new()[1] is False
        path.write_text("[nothing")
        assert verify_new()[1] is False


def test_a_shortened_log_is_found(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("i1")
    with west.open():
        verify_and_note()
    west.say("i2")
    west.meet(east)
    with east.open():
        attest(ACT.id, KEYS["est"])
    east.meet(west)
    with west.open(), connection.cursor() as cursor:
        for table in ("entry", "part", "checkpoint"):
            cursor.execute(f"DROP TRIGGER ledger_{table}_no_delete")
        of_log = "WHERE device = %s"
        cursor.execute(f"DELETE FROM ledger_entry {of_log} AND idx = 1", [KEYS["ouest"].public])  # noqa: S608
        cursor.execute(f"DELETE FROM ledger_part {of_log} AND idx = 1", [KEYS["ouest"].public])  # noqa: S608
        cursor.execute(f"DELETE FROM ledger_checkpoint {of_log} AND size = 2", [KEYS["ouest"].public])  # noqa: S608
        report, only_new = verify_new()
        assert not only_new and [fault.code for fault in report.faults] == ["tail-behind-attest"]
