"""Starting Django on one home: the database is found, checked to be ours, and brought to this version's form."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.server import passphrases, postgres, vault
from toguna.server.home import Home, NoHome, NothingHere, why

APPLICATION_ID = 0x746F6775  # "togu": the mark in the SQLite header that says whose file it is
_MIGRATED = [Path(__file__).parent / app / "migrations" for app in ("ledger", "office", "records")]
# Grows with every migration, so that an up-to-date home need not ask Django.
SCHEMA = sum(1 for folder in _MIGRATED for _ in folder.glob("0*.py"))
_MARK_AT = slice(68, 72)


class ForeignDatabase(InstallationError):
    """The file is not a Toguna database."""

    code = "database-foreign"
    text = Text(
        fr="Le fichier {path} n’est pas une base de Toguna. Choisir un autre dossier avec --home ; ce fichier "
        "n’a pas été touché.",
        en="The file {path} is not a Toguna database. Choose another folder with --home; this file was not touched.",
    )


class NewerDatabase(InstallationError):
    """The home was written by a newer version."""

    code = "database-newer"
    text = Text(
        fr="La base {path} vient d’une version plus récente de Toguna. Installer cette version pour l’ouvrir.",
        en="The database {path} was written by a newer version of Toguna. Install that version to open it.",
    )


class LockedDatabase(InstallationError):
    """Another program holds the database."""

    code = "database-locked"
    text = Text(
        fr="La base est occupée par un autre programme. Fermer les autres fenêtres de Toguna, puis recommencer "
        "; rien n’a été écrit.",
        en="Another program is using the database. Close other Toguna windows and try again; nothing was written.",
    )


class FullDisk(InstallationError):
    """No space is left."""

    code = "disk-full"
    text = Text(
        fr="Le disque est plein : rien n’a été enregistré. Libérer de la place, puis recommencer.",
        en="The disk is full: nothing was stored. Free some space and try again.",
    )


class DamagedDatabase(InstallationError):
    """SQLite cannot read the file, or cannot write it."""

    code = "database-damaged"
    text = Text(
        fr="La base {path} ne peut pas être lue ou écrite ({why}). Reprendre une sauvegarde, ou la copie d’une "
        "autre partie.",
        en="The database {path} cannot be read or written ({why}). Use a backup, or another party’s copy.",
    )


class NotWritable(InstallationError):
    """The folder can be looked into but not written to; SQLite writes beside its file even to read."""

    code = "home-not-writable"
    text = Text(
        fr="Le dossier {path} est en lecture seule. En changer les droits, ou le copier ailleurs et l’ouvrir "
        "avec --home.",
        en="The folder {path} is read-only. Change its permissions, or copy it elsewhere and open it with --home.",
    )


def setup(home: Home, *, create: bool = False, bare: bool = False) -> None:
    """Start Django on this home; `bare`: before it has a database, for the pages that found one.

    Raises
    ------
    NothingHere
        There is no database and `create` is false.
    ForeignDatabase, NewerDatabase, NoHome
        The home cannot be used.
    """
    if not home.exists() and not create and not bare:
        raise NothingHere(path=home.path)
    if create or postgres.is_used():
        home.make()
        _open(home)
        _mark(home)
    _open(home)
    _check(home)
    os.environ["TOGUNA_HOME"] = str(home.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "toguna.server.settings"
    import django

    django.setup()
    _point(home)
    if bare:
        return
    with plain_faults(home):
        _migrate(home)


def _point(home: Home) -> None:
    """Open this home, where the process had another one open before."""
    from django.conf import settings
    from django.db import connection

    settings.HOME = home
    if postgres.is_used():
        return
    if home.database != connection.settings_dict["NAME"]:
        connection.close()
        connection.settings_dict["NAME"] = home.database


def _open(home: Home) -> None:
    """Ask for the passphrase of a home that is sealed at rest, once a process."""
    if home.database.exists():
        vault.settle(home.path, home.database)
    if not vault.is_open(home.path):
        vault.open_with(home.path, passphrases.ask(os.environ.get("TOGUNA_LANG", "fr")[:2]))


def _check(home: Home) -> None:
    """Look at the header before SQLite does: a foreign file must not be changed by so much as a journal."""
    if not home.database.exists() or home.database.stat().st_size == 0 or vault.is_sealed(home.path):
        # Of a sealed database nothing can be read from outside, and no other program's file opens with our key.
        return
    try:
        with home.database.open("rb") as file:
            header = file.read(100)
    except IsADirectoryError:
        raise ForeignDatabase(path=home.database) from None
    except OSError as error:
        raise NoHome(path=home.path, why=why(error)) from None
    if header[:16] != b"SQLite format 3\0" or int.from_bytes(header[_MARK_AT], "big") != APPLICATION_ID:
        raise ForeignDatabase(path=home.database)


def _mark(home: Home) -> None:
    """Make the file and put our mark in its header before anything else, so that an interrupted beginning is still
    ours.
    """
    if postgres.is_used() or (home.exists() and home.database.stat().st_size):
        return
    try:
        with closing(_connect(home)) as new:
            new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        home.database.chmod(0o600)
    except (sqlite3.Error, OSError) as error:
        raise _plain(home, str(error)) from None


def _connect(home: Home) -> Any:
    if not vault.is_sealed(home.path):
        return sqlite3.connect(home.database)
    from toguna.server.database.base import connect

    return connect(home.database)


def _migrate(home: Home) -> None:
    from django.core.management import call_command
    from django.db import connection

    if postgres.is_used():
        postgres.prepare(SCHEMA)
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        (held,) = cursor.fetchone()
    if held > SCHEMA:
        raise NewerDatabase(path=home.database)
    if held == SCHEMA:
        return
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version = {SCHEMA}")


@contextmanager
def plain_faults(home: Home) -> Iterator[None]:
    """Turn what SQLite and the disk report into sentences a person can act on."""
    from django.db import DatabaseError

    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        raise _plain(home, str(error)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise FullDisk() from error
        raise


def _plain(home: Home, said: str) -> InstallationError:
    if postgres.is_used():
        return postgres.plain(said)
    if "locked" in said or "busy" in said:
        return LockedDatabase()
    if "full" in said:
        return FullDisk()
    if "readonly" in said or "unable to open" in said:
        return NotWritable(path=home.path)
    return DamagedDatabase(path=home.database, why=said)
