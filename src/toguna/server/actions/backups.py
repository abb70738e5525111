"""Whole files: a backup of what this device holds, from which a register opens again elsewhere; a party’s share.

It holds no key. What is sealed stays sealed in it, and opens with the reading keys of the recovery sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toguna.register.frontier import Frontier
from toguna.server.actions.exchange import Outcome, Progress, quiet, write_file
from toguna.server.home import Home
from toguna.server.records.parties import left_at
from toguna.server.sync.opening import copy_of
from toguna.server.sync.receivers import party_receiver, receiver


def write_for(home: Home, register: bytes, party: str, path: Path) -> Outcome:
    """Write everything that a party may hold as one file."""
    copy = copy_of(register, bytes.fromhex(home.settings()["device"]))
    to = party_receiver(register, party).leaving(left_at(register, party))
    return write_file(copy, path, to, Frontier(register), whole=True)


def back_up(home: Home, held: Mapping[str, Any], path: Path, *, progress: Progress = quiet) -> Outcome:
    """Write the backup of one of the home's registers, and remember the day on which it was written."""
    register, device = bytes.fromhex(held["id"]), bytes.fromhex(home.settings()["device"])
    copy = copy_of(register, device)
    outcome = write_file(copy, path, receiver(register, device), Frontier(register), whole=True, progress=progress)
    settings = home.settings()
    days = {**settings.get("backups", {}), held["framework"]: datetime.now(UTC).date().isoformat()}
    home.save_settings({**settings, "backups": days})
    return outcome
