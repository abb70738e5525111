"""The same ledger and records on PostgreSQL 15 or newer, for a server with many users (docs/decisions/0012).

    TOGUNA_DATABASE         postgresql://… of the role that the software works as: it adds to the ledger and reads it
    TOGUNA_DATABASE_OWNER   postgresql://… of the role that owns the tables: given only to make or change them

What the database refuses is a guard against mistakes and against whoever gets hold of the working role; not against its
owner. The guard that counts is `verify` on every other copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from toguna.base.errors import InstallationError
from toguna.base.text import Text

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

ADDRESS, OWNER = "TOGUNA_DATABASE", "TOGUNA_DATABASE_OWNER"
LEAST_VERSION: Final = 150000
_LEDGER: Final = "ledger\\_%"
_FORBIDDEN: Final = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
_FUNCTIONS: Final = ("ledger_fill(BYTEA, BYTEA, BIGINT, BYTEA)", "ledger_erase(BYTEA, BYTEA)")


class NoDriver(InstallationError):
    """The extra is not installed."""

    code = "postgresql-driver-missing"
    text = Text(
        fr="Pour une base PostgreSQL il faut installer toguna[postgresql].",
        en="For a PostgreSQL database, toguna[postgresql] must be installed.",
    )


class NotPrepared(InstallationError):
    """The tables are not there, or in another version's form."""

    code = "database-not-prepared"
    text = Text(
        fr="La base PostgreSQL n’a pas la forme de cette version. Lancer une fois « toguna doctor » avec "
        "TOGUNA_DATABASE_OWNER, l’adresse du rôle propriétaire des tables.",
        en="The PostgreSQL database does not have this version’s form. Run “toguna doctor” once with "
        "TOGUNA_DATABASE_OWNER, the address of the role that owns the tables.",
    )


class NotProtected(InstallationError):
    """The working role could change the ledger."""

    code = "ledger-not-protected"
    text = Text(
        fr="Le rôle « {role} » pourrait modifier le registre ({right}). Utiliser un rôle à part, qui ne possède "
        "pas les tables, puis relancer une fois avec TOGUNA_DATABASE_OWNER.",
        en="The role “{role}” could change the ledger ({right}). Use a role of its own that does not own the "
        "tables, then run once with TOGUNA_DATABASE_OWNER.",
    )


class Unreachable(InstallationError):
    """The server does not answer, or refuses."""

    code = "database-unreachable"
    text = Text(
        fr="La base PostgreSQL ne répond pas ({why}). Vérifier le serveur et TOGUNA_DATABASE ; rien n’a été écrit.",
        en="The PostgreSQL database does not answer ({why}). Check the server and TOGUNA_DATABASE; nothing was "
        "written.",
    )


class TooOld(InstallationError):
    """An older server."""

    code = "postgresql-too-old"
    text = Text(
        fr="Ce serveur est trop ancien : installer PostgreSQL 15 ou plus récent.",
        en="This server is too old: install PostgreSQL 15 or newer.",
    )


def is_used() -> bool:
    """Whether this process works on PostgreSQL."""
    return bool(os.environ.get(ADDRESS))


def databases() -> dict[str, dict[str, Any]]:
    """Django's database, as the working role has it."""
    return {"default": _database(os.environ[ADDRESS])}


def _database(address: str) -> dict[str, Any]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise NoDriver() from None
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        raise Unreachable(why=ADDRESS) from None
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{key: str(parts.pop(name, None) or "") for key, name in names.items()},
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"connect_timeout": 10, **parts},
    }


def prepare(schema: int) -> None:
    """Bring the tables to this version's form where the owner's address is given; see that the ledger is protected.

    Raises
    ------
    NotPrepared, NotProtected, TooOld
    """
    from django.db import connection

    with connection.cursor() as cursor:
        held = _held(cursor)
    if held != schema:
        owner = os.environ.get(OWNER)
        if not owner:
            raise NotPrepared()
        with _as(_database(owner)):
            _migrate(str(_database(os.environ[ADDRESS])["USER"]), schema)
    with connection.cursor() as cursor:
        _check(cursor)


@contextmanager
def _as(database: dict[str, Any]) -> Iterator[None]:
    """Work as another role for a while. Not as a second database of Django's: migrations know of one only."""
    from django.db import connection

    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    before = {name: connection.settings_dict[name] for name in names}
    connection.close()
    connection.settings_dict.update({name: database[name] for name in names})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def _held(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT current_setting('server_version_num')::int, to_regclass('public.toguna_schema') IS NOT NULL")
    version, there = cursor.fetchone() or (0, False)
    if version < LEAST_VERSION:
        raise TooOld()
    if not there:
        return 0
    cursor.execute("SELECT version FROM toguna_schema")
    (held,) = cursor.fetchone() or (0,)
    return int(held)


def _migrate(role: str, schema: int) -> None:
    """As the owner: make the tables, and let the working role do what it must and no more."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        for statement in list(_grants(cursor, role)):
            cursor.execute(statement)
        cursor.execute("CREATE TABLE IF NOT EXISTS toguna_schema (version INTEGER NOT NULL)")
        cursor.execute("DELETE FROM toguna_schema")
        cursor.execute("INSERT INTO toguna_schema VALUES (%s)", [schema])
        cursor.execute(f"GRANT SELECT ON toguna_schema TO {connection.ops.quote_name(role)}")


def _grants(cursor: CursorWrapper, role: str) -> Iterator[str]:
    from django.db import connection

    name = connection.ops.quote_name(role)
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    cursor.execute("SELECT tablename, tablename LIKE %s FROM pg_tables WHERE schemaname = 'public'", [_LEDGER])
    for table, of_ledger in cursor.fetchall():
        quoted = connection.ops.quote_name(table)
        yield f"REVOKE ALL ON {quoted} FROM PUBLIC, {name}"
        yield f"GRANT SELECT, INSERT{'' if of_ledger else ', UPDATE, DELETE'} ON {quoted} TO {name}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"
    for function in _FUNCTIONS:
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {name}"


def _check(cursor: CursorWrapper) -> None:
    """Refuse to work as a role that the ledger is not protected from."""
    cursor.execute("SELECT current_user, rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user")
    role, mighty = cursor.fetchone() or ("?", True)
    if mighty:
        raise NotProtected(role=role, right="SUPERUSER")
    cursor.execute(
        "SELECT tablename, pg_has_role(current_user, tableowner, 'MEMBER') FROM pg_tables "
        "WHERE schemaname = 'public' AND tablename LIKE %s",
        [_LEDGER],
    )
    for table, owns in cursor.fetchall():
        if owns:
            raise NotProtected(role=role, right=f"OWNER {table}")
        for right in _FORBIDDEN:
            cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, right])
            if cursor.fetchone() != (False,):
                raise NotProtected(role=role, right=f"{right} {table}")


def plain(said: str) -> InstallationError:
    """What the server reported, as a sentence that a person can act on."""
    return Unreachable(why=said.strip().splitlines()[0] if said.strip() else "?")
