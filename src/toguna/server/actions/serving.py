"""The device key that a serving process holds, where somebody gave the passphrase when it began; never written down."""

from __future__ import annotations

from toguna.register.signing import DeviceKey

_HELD: list[DeviceKey] = []


def hold(key: DeviceKey | None) -> None:
    """Hold this key from now on; None lets go of it."""
    _HELD[:] = [key] if key is not None else []


def held() -> DeviceKey | None:
    """The key of this process, if it has one."""
    return _HELD[0] if _HELD else None
