"""A recovery sheet made where it is read at once: the paper first, then the register is told of its key."""

from __future__ import annotations

from toguna.register.people import sheet
from toguna.register.sealing import new_key, public_of
from toguna.server.actions import serving
from toguna.server.actions.sealing import announce_sheet


def new_sheet() -> tuple[bytes, tuple[str, ...]]:
    """The secret of a sheet, and the blocks to print. Neither is kept."""
    secret = new_key()
    return secret, tuple(sheet(secret))


def announce_printed(register: bytes, secret: bytes) -> None:
    """Announce the key of a sheet that is on paper, with the device's key that this process holds."""
    key = serving.held()
    if key is not None:
        announce_sheet(register, key, public_of(secret))
