"""Verifying all that a home holds: the main tables, and each second history in the place of the one it contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.db import connection

from toguna.register import log_faults
from toguna.register.reading import log_name, make_fault
from toguna.register.rows import CheckpointRow, EntryRow, Fault, PartRow, RegisterRow, Report
from toguna.register.verify import verify
from toguna.server.ledger import histories
from toguna.server.ledger.store import registers, rows


def verify_all() -> Report:
    """Verify every ledger row against signatures and hashes, and every log against the attests of others."""
    report = _waiting(verify(rows(RegisterRow), rows(EntryRow), rows(PartRow), rows(CheckpointRow)))
    found: list[Fault] = []
    for register in registers():
        for device in histories.forked(register):
            found += _forked(register, device)
    if not found:
        return report
    faults = sorted(
        {*report.faults, *found}, key=lambda one: (one.log, -1 if one.index is None else one.index, one.code)
    )
    return replace(report, ok=False, faults=tuple(faults))


def _waiting(report: Report) -> Report:
    """This home's own device waits to be admitted: that is news for its owner, not a fault of the register.

    Logs are named by the beginning of their device's key: where another key begins alike, neither is taken for ours.
    """
    own = bytes.fromhex(settings.HOME.settings().get("device", ""))
    alike = {key for key in (*devices_of_all(), own) if key[:8] == own[:8]}
    named = log_name(own) if alike == {own} else None
    waiting = tuple(one for one in report.faults if one.code == "unknown-device" and one.log == named)
    faults = tuple(one for one in report.faults if one not in waiting)
    return replace(report, ok=not faults, faults=faults, notices=(*report.notices, *waiting))


def devices_of_all() -> set[bytes]:
    """Every key under which an entry or a checkpoint lies, whoever it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT device FROM ledger_checkpoint UNION SELECT device FROM ledger_entry")
        return {bytes(device) for (device,) in cursor.fetchall() if isinstance(device, bytes | memoryview)}


def _forked(register: bytes, device: bytes) -> Iterator[Fault]:
    """That the log has two histories; and what is wrong with those that lie beside the main one."""
    name = log_name(device)
    held = histories.histories(register, device)
    index = histories.frozen(register).get(device)
    if index is not None:
        yield make_fault(log_faults.Forked, name, index, size=index + 1)
    for one in held[1:]:
        entries, parts, notes = _rows(register, device, one)
        report = verify(rows(RegisterRow, "WHERE register = %s", [register]), entries, parts, notes)
        known = ("unknown-device", "parent-not-held")  # the logs that vouch for it are not looked at here
        yield from (fault for fault in report.faults if fault.log == name and fault.code not in known)


def _rows(
    register: bytes, device: bytes, one: histories.History
) -> tuple[list[EntryRow], list[PartRow], list[CheckpointRow]]:
    """The rows of one history, as if it were the only one."""
    of_log = "WHERE register = %s AND device = %s"
    below: list[bytes | int] = [register, device, one.first]
    entries = list(rows(EntryRow, f"{of_log} AND idx < %s", below))
    parts = list(rows(PartRow, f"{of_log} AND idx < %s", below))
    notes = list(rows(CheckpointRow, f"{of_log} AND size <= %s", below))
    beside: list[bytes | int] = [register, device, one.number]
    where = f"{of_log} AND branch = %s ORDER BY"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT register, device, idx, leaf, leaf_hash, kind, time FROM ledger_branch_entry {where} idx",  # noqa: S608
            beside,
        )
        entries += [EntryRow(*row) for row in cursor.fetchall()]
        cursor.execute(
            "SELECT register, device, idx, position, audience, hash, content "  # noqa: S608
            f"FROM ledger_branch_part {where} idx, position",
            beside,
        )
        parts += [PartRow(*row) for row in cursor.fetchall()]
        cursor.execute(
            f"SELECT register, device, size, root, note FROM ledger_branch_checkpoint {where} size",  # noqa: S608
            beside,
        )
        notes += [CheckpointRow(*row) for row in cursor.fetchall()]
    return entries, parts, notes
