"""The home: the one folder that holds a party's copy — database, sealed device keys, and a few settings of this office.

`TOGUNA_HOME` or `--home` names it; else it is the user's data folder. Nothing in it is shared by copying: copies
meet by exchange.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.server import postgres, vault


class NoHome(InstallationError):
    """The folder cannot be used."""

    code = "home-not-usable"
    text = Text(
        fr="Le dossier {path} ne peut pas être utilisé ({why}). Choisir un autre dossier avec --home.",
        en="The folder {path} cannot be used ({why}). Choose another folder with --home.",
    )


_WHY: Final = {
    errno.EACCES: Text(fr="accès refusé", en="permission denied"),
    errno.EPERM: Text(fr="accès refusé", en="permission denied"),
    errno.EROFS: Text(fr="support en lecture seule", en="read-only medium"),
    errno.ENOSPC: Text(fr="disque plein", en="disk full"),
    errno.ENOTDIR: Text(fr="un fichier porte ce nom", en="a file has that name"),
    errno.EEXIST: Text(fr="un fichier porte ce nom", en="a file has that name"),
}
_WHY_NOT: Final = Text(fr="ce dossier ne peut pas être créé", en="it cannot be made")


def why(error: OSError) -> Text:
    """Why the system refuses a folder."""
    return _WHY.get(error.errno or 0, _WHY_NOT)


class NothingHere(InstallationError):
    """The home holds no register yet."""

    code = "no-register"
    text = Text(
        fr="Aucun registre dans {path}. Commencer par « toguna demo », « toguna new » ou « toguna import scenario ».",
        en="There is no register in {path}. Begin with “toguna demo”, “toguna new” or “toguna import scenario”.",
    )


class BrokenSettings(InstallationError):
    """`home.json` cannot be read."""

    code = "home-settings-broken"
    text = Text(
        fr="Le fichier {path} est illisible. Le remplacer par une sauvegarde, ou ouvrir un autre dossier avec --home.",
        en="The file {path} cannot be read. Put back a backup of it, or open another folder with --home.",
    )


def user_data_folder() -> Path:
    """Where this system keeps a user's data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "toguna"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "toguna"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "toguna"


@dataclass(frozen=True)
class Home:
    """Paths and settings of one home."""

    path: Path

    @classmethod
    def choose(cls, given: str | None) -> Home:
        """The folder named on the command line, else by `TOGUNA_HOME`, else the user's data folder."""
        named = given or os.environ.get("TOGUNA_HOME")
        return cls(Path(named).expanduser().absolute() if named else user_data_folder())

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "toguna.sqlite3"

    @property
    def layers(self) -> Path:
        """The SQLite file of what others published: base maps and incident data. Never part of the register."""
        return self.path / "layers.sqlite3"

    @property
    def settings_file(self) -> Path:
        """Settings of this office: its own seat, the registers' names, the demo's opening day."""
        return self.path / "home.json"

    @property
    def sealed_settings(self) -> Path:
        """The same settings in a home that is sealed at rest."""
        return self.path / "home.sealed"

    def key_file(self, device: bytes) -> Path:
        """The sealed key of one device."""
        return self.path / "keys" / f"{device[:8].hex()}.key"

    def exists(self) -> bool:
        """Whether a database lies here."""
        return postgres.is_used() or self.database.exists()

    def make(self) -> None:
        """Make the folder, readable by its owner only.

        Raises
        ------
        NoHome
            It cannot be made or written.
        """
        try:
            (self.path / "keys").mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o700)
            (self.path / "keys").chmod(0o700)
        except OSError as error:
            raise NoHome(path=self.path, why=why(error)) from None

    def settings(self) -> dict[str, Any]:
        """The settings; empty where none were written."""
        text = self._read_settings()
        if text is None:
            return {}
        try:
            held = json.loads(text)
        except ValueError:
            raise BrokenSettings(path=self.settings_file) from None
        if not _well_formed(held):
            raise BrokenSettings(path=self.settings_file)
        return held

    def private(self, name: str) -> bytes | None:
        """One of the home's own files, sealed where the home is; None where there is none."""
        path = self._private(name)
        if not path.exists():
            return None
        return vault.disclose(path) if vault.is_sealed(self.path) else path.read_bytes()

    def save_private(self, name: str, data: bytes) -> None:
        """Replace one of the home's own files; what it held before is overwritten."""
        replace_secret(self._private(name), vault.enclose(self.path, data) if vault.is_sealed(self.path) else data)

    def _private(self, name: str) -> Path:
        return self.path / f"{name}.{'sealed' if vault.is_sealed(self.path) else 'json'}"

    def save_settings(self, settings: Mapping[str, Any]) -> None:
        """Replace the settings at once, so that a power cut leaves either the old or the new ones."""
        data = json.dumps(settings, indent=1, sort_keys=True, ensure_ascii=False).encode()
        if vault.is_sealed(self.path):
            write_atomically(self.sealed_settings, vault.enclose(self.path, data))
            self.settings_file.unlink(missing_ok=True)
        else:
            write_atomically(self.settings_file, data)

    def _read_settings(self) -> bytes | None:
        if vault.is_sealed(self.path):
            return vault.disclose(self.sealed_settings) if self.sealed_settings.exists() else None
        try:
            return self.settings_file.read_bytes() if self.settings_file.exists() else None
        except OSError:
            raise BrokenSettings(path=self.settings_file) from None


def _well_formed(held: Any) -> bool:
    """Whether settings have the form in which `save_settings` writes them."""
    if not isinstance(held, dict) or not isinstance(held.get("registers", []), list):
        return False
    seats, device = held.get("seats", {}), held.get("device", "00")
    return (
        all(isinstance(one, dict) and _is_register(one) for one in held.get("registers", []))
        and isinstance(seats, dict)
        and all(isinstance(hashes, dict) for hashes in seats.values())
        and _is_hex(device)
        and isinstance(held.get("seat", ""), str)
    )


def _is_register(one: dict[str, Any]) -> bool:
    return _is_hex(one.get("id")) and isinstance(one.get("framework"), str) and isinstance(one.get("mode"), str)


def _is_hex(text: object) -> bool:
    try:
        return isinstance(text, str) and bytes.fromhex(text).hex() == text
    except ValueError:
        return False


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside, flush to the disk, then rename over."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o600)
        Path(name).replace(path)
        _flush_folder(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def replace_secret(path: Path, data: bytes) -> None:
    """The same, and what the file held before is overwritten: a key that was dropped must not lie on in free blocks."""
    old = path.with_name(f"{path.name}.old")
    vault.destroy(old)
    try:
        os.link(path, old)
    except OSError:
        pass  # there was none, or the disk knows no links (FAT): its blocks are let go as they are
    write_atomically(path, data)
    vault.destroy(old)


def _flush_folder(folder: Path) -> None:
    """Have the new name itself on the disk before anything that relies on it; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
