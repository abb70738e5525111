"""The copy that a home keeps, as the device or the party that the home is."""

from __future__ import annotations

from toguna.register.dictionary import dictionaries
from toguna.server.ledger import store
from toguna.server.sync.copy import Copy
from toguna.server.sync.receivers import receiver


def copy_of(register: bytes, device: bytes) -> Copy:
    """The copy of a register that this device keeps."""
    return Copy(register, receiver(register, device), dictionaries(store.constitution(register)))
