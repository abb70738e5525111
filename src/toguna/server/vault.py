"""A home sealed at rest: its database and its settings cannot be read without the passphrase (docs/decisions/0006).

    home.key        32 random bytes under the passphrase, a key file as in spec/register.md §7
    toguna.sqlite3  pages, journal and all encrypted with them (SQLCipher)
    *.sealed        the settings and opened keys, in boxes under them

The key lives in this process only, once the passphrase was given; a home that was never sealed needs none of this.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

import nacl.exceptions
import nacl.secret
import nacl.utils

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.register.keyfile import Cost, seal, unseal

KEY, NEW_KEY = "home.key", "home.key.new"
_SIZE: Final = 32
_PLAIN: Final = b"SQLite format 3\0"
_OPENED: dict[Path, bytes] = {}


class SealedHome(InstallationError):
    """The home is sealed and nobody opened it in this process."""

    code = "home-sealed"
    text = Text(
        fr="Le dossier {path} est scellé : l’ouvrir avec la phrase de passe de cet appareil.",
        en="The folder {path} is sealed: open it with the passphrase of this device.",
    )


class DamagedVault(InstallationError):
    """A sealed file does not open with the home's own key."""

    code = "sealed-file-damaged"
    text = Text(
        fr="Le fichier {path} est abîmé : il ne s’ouvre pas avec la clé de ce dossier. Le remettre d’une sauvegarde.",
        en="The file {path} is damaged: it does not open with this folder’s key. Put it back from a backup.",
    )


def is_sealed(folder: Path) -> bool:
    """Whether this home is sealed at rest."""
    return (folder / KEY).exists()


def is_open(folder: Path) -> bool:
    """Whether this process can read it: it was never sealed, or its passphrase was given."""
    return not is_sealed(folder) or folder in _OPENED


def make_key(folder: Path, passphrase: str, cost: Cost = Cost.MODERATE) -> bytes:
    """A new key of the home under the passphrase; the home counts as sealed once the file has its own name."""
    key = nacl.utils.random(_SIZE)
    path = folder / NEW_KEY
    path.write_bytes(seal(key, passphrase, cost))
    path.chmod(0o600)
    return key


def open_with(folder: Path, passphrase: str) -> None:
    """Let this process read the home.

    Raises
    ------
    RegisterFault
        `wrong-passphrase`, or the file is damaged.
    """
    if not is_open(folder):
        _OPENED[folder] = unseal((folder / KEY).read_bytes(), passphrase)


def hold(folder: Path, key: bytes) -> None:
    """Let this process read a home that it has just sealed."""
    _OPENED[folder] = key


def forget(folder: Path) -> None:
    """Close the home for this process."""
    _OPENED.pop(folder, None)


def database_pragma(folder: Path, key: bytes | None = None) -> str | None:
    """What opens the database: the raw key, so that nothing is stretched at each connection; None for a plain home."""
    if key is None:
        if not is_sealed(folder):
            return None
        key = _key(folder)
    return f"x'{_part(key, b'database').hex()}{_part(key, b'salt')[:16].hex()}'"


def enclose(folder: Path, data: bytes, key: bytes | None = None) -> bytes:
    """A file of the home in its box."""
    box = nacl.secret.SecretBox(_part(_key(folder) if key is None else key, b"files"))
    return bytes(box.encrypt(data))


def disclose(path: Path) -> bytes:
    """The content of a file that was enclosed.

    Raises
    ------
    DamagedVault
    """
    try:
        return nacl.secret.SecretBox(_part(_key(path.parent), b"files")).decrypt(path.read_bytes())
    except (nacl.exceptions.CryptoError, ValueError):
        raise DamagedVault(path=path) from None


def settle(folder: Path, database: Path) -> None:
    """Finish or undo a sealing that was interrupted: the database says which."""
    fresh = folder / NEW_KEY
    if not fresh.exists():
        if is_sealed(folder):
            _sweep(folder)
        return
    with database.open("rb") as file:
        plain = file.read(len(_PLAIN)) == _PLAIN
    if plain:
        fresh.unlink()
        for path in folder.glob("*.sealed"):
            path.unlink()
    else:
        fresh.replace(folder / KEY)
        _sweep(folder)


def _sweep(folder: Path) -> None:
    """What was left in the clear when the sealing was interrupted."""
    for name in ("toguna.sqlite3.old", "home.json", "epochs.json"):
        destroy(folder / name)


def destroy(path: Path) -> None:
    """Overwrite a file and remove it. On flash memory old pages may outlive this: what must not be found has to be
    sealed before it is written.
    """
    if not path.exists():
        return
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _key(folder: Path) -> bytes:
    key = _OPENED.get(folder)
    if key is None:
        raise SealedHome(path=folder)
    return key


def _part(key: bytes, use: bytes) -> bytes:
    # The key is random and 32 bytes, so one hash tells its uses apart.
    return sha256(b"toguna-home/1" + use + key).digest()
