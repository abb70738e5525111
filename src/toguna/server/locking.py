"""Sealing a home at rest: the database is written anew with every page encrypted, and the plain one overwritten
(docs/decisions/0006). A power cut at any point leaves a home that opens, plain or sealed.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.register.keyfile import Cost, unseal
from toguna.server import vault
from toguna.server.database.base import cipher
from toguna.server.home import Home


class AlreadySealed(RuleError):
    """There is nothing left to do."""

    code = "already-sealed"
    text = Text(
        fr="Ce dossier est déjà scellé. Fermer les autres fenêtres de Toguna suffit à le fermer.",
        en="This folder is sealed already. Closing the other Toguna windows is enough to close it.",
    )


def lock(home: Home, passphrase: str, cost: Cost = Cost.MODERATE) -> None:
    """Seal the home under the passphrase of its device; from then on every command asks for it.

    Raises
    ------
    AlreadySealed
    RegisterFault
        The passphrase is not the device's.
    """
    if vault.is_sealed(home.path):
        raise AlreadySealed()
    settings = home.settings()
    if "device" in settings and (file := home.key_file(bytes.fromhex(settings["device"]))).exists():
        unseal(file.read_bytes(), passphrase)
    _close()
    key = vault.make_key(home.path, passphrase, cost)
    fresh, old = home.path / "toguna.sqlite3.new", home.path / "toguna.sqlite3.old"
    if home.exists():
        _encrypt(home.database, fresh, vault.database_pragma(home.path, key) or "")
    plain = [path for path in (home.settings_file, home.path / "epochs.json") if path.exists()]
    for path in plain:
        sealed = path.with_suffix(".sealed")
        sealed.write_bytes(vault.enclose(home.path, path.read_bytes(), key))
        sealed.chmod(0o600)
    if fresh.exists():
        _keep(home.database, old)
        fresh.replace(home.database)
    (home.path / vault.NEW_KEY).replace(home.path / vault.KEY)
    vault.hold(home.path, key)
    for path in (old, *plain):
        vault.destroy(path)


def _close() -> None:
    from django.conf import settings

    if settings.configured:
        from django.db import connection

        connection.close()


def _encrypt(plain: Path, fresh: Path, pragma: str) -> None:
    fresh.unlink(missing_ok=True)
    with closing(cipher().connect(str(plain))) as held:
        held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        held.execute(f'ATTACH DATABASE ? AS sealed KEY "{pragma}"', [str(fresh)])
        held.execute("SELECT sqlcipher_export('sealed')")
        for mark in ("application_id", "user_version"):
            (value,) = held.execute(f"PRAGMA main.{mark}").fetchone()
            held.execute(f"PRAGMA sealed.{mark} = {value}")
        held.execute("DETACH DATABASE sealed")
    fresh.chmod(0o600)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _keep(plain: Path, old: Path) -> None:
    """A second name for the plain file, so that it can be overwritten after the sealed one took its place."""
    old.unlink(missing_ok=True)
    try:
        os.link(plain, old)
    except OSError:
        # A disk without hard links (FAT): the blocks are let go as they are.
        return
