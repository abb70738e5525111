"""The reading keys of this device and the epochs that it has opened (spec/sealing.md §1, §7).

    keys/<device>.reading   reading keys, sealed under the device key: what is yet to come needs the passphrase
    epochs.json             keys of opened epochs and since when; with the home sealed, `epochs.sealed`

An opened epoch's key gives no more than the records do, which hold what it opened; so the two lie side by side, and
records can be folded again without the passphrase.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.register.readingfile import open_secrets, seal_secrets
from toguna.register.signing import DeviceKey
from toguna.server.home import Home, replace_secret

_NAME = "epochs"


class BrokenEpochs(InstallationError):
    """The opened keys cannot be read."""

    code = "epochs-broken"
    text = Text(
        fr="Le fichier « epochs » des clés ouvertes, dans {path}, est illisible. Le supprimer, puis faire un échange : "
        "elles seront rouvertes.",
        en="The file “epochs” of opened keys, in {path}, cannot be read. Delete it, then exchange: they will be "
        "opened again.",
    )


def opened(home: Home, register: bytes) -> dict[bytes, bytes]:
    """The keys of a register's opened epochs, by the names of the epochs."""
    return {bytes.fromhex(name): bytes.fromhex(key) for name, (key, _) in _read(home).get(register.hex(), {}).items()}


def since(home: Home, register: bytes) -> dict[bytes, int]:
    """When each was opened here, in minutes as in a leaf, by this machine's clock."""
    return {bytes.fromhex(name): time for name, (_, time) in _read(home).get(register.hex(), {}).items()}


def add(home: Home, register: bytes, keys: Mapping[bytes, bytes], time: int) -> None:
    """Keep the keys of epochs that were opened."""
    if keys:
        held = _read(home)
        held.setdefault(register.hex(), {}).update({name.hex(): (key.hex(), time) for name, key in keys.items()})
        _write(home, held)


def drop(home: Home, register: bytes, names: Iterable[bytes]) -> list[bytes]:
    """Destroy keys; those that were here."""
    held = _read(home)
    mine = held.get(register.hex(), {})
    gone = [name for name in names if mine.pop(name.hex(), None) is not None]
    if gone:
        _write(home, held)
    return gone


def has_secrets(home: Home, device: bytes) -> bool:
    """Whether this device has reading keys."""
    return _file(home, device).exists()


def secrets(home: Home, key: DeviceKey) -> list[bytes]:
    """The reading keys of this device, the newest last.

    Raises
    ------
    ReadingFile
    """
    path = _file(home, key.public)
    return open_secrets(key, path.read_bytes()) if path.exists() else []


def save_secrets(home: Home, key: DeviceKey, held: Sequence[bytes]) -> None:
    """Replace the reading keys of this device."""
    replace_secret(_file(home, key.public), seal_secrets(key, held))


def _file(home: Home, device: bytes) -> Path:
    return home.path / "keys" / f"{device[:8].hex()}.reading"


_Held = dict[str, dict[str, tuple[str, int]]]


def _read(home: Home) -> _Held:
    data = home.private(_NAME)
    if data is None:
        return {}
    try:
        held: _Held = json.loads(data)
        for keys in held.values():
            for name, (key, time) in keys.items():
                if len(bytes.fromhex(name)) != 32 or len(bytes.fromhex(key)) != 32 or not isinstance(time, int):
                    raise ValueError
    except (ValueError, AttributeError, TypeError):
        raise BrokenEpochs(path=home.path) from None
    return held


def _write(home: Home, held: _Held) -> None:
    home.save_private(_NAME, json.dumps(held, sort_keys=True).encode())
