"""Django's SQLite, opened by SQLCipher where the home is sealed (docs/decisions/0006).

One class for both, since one process may open a plain home and then a sealed one.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.server import vault


class NoCipher(InstallationError):
    """The library that opens sealed homes is not there."""

    code = "cipher-missing"
    text = Text(
        fr="Ce dossier est scellé et la bibliothèque qui l’ouvre manque (sqlcipher3). Installer de nouveau le "
        "logiciel.",
        en="This folder is sealed and the library that opens it is missing (sqlcipher3). Install the software again.",
    )


@cache
def cipher() -> Any:
    """SQLCipher, with what Django teaches Python's own SQLite about dates.

    Raises
    ------
    NoCipher
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise NoCipher() from None
    dbapi2.register_converter("bool", b"1".__eq__)
    for name, read in (("date", parse_date), ("time", parse_time), ("datetime", parse_datetime)):
        dbapi2.register_converter(name, base.decoder(read))
    dbapi2.register_converter("timestamp", base.decoder(parse_datetime))
    dbapi2.register_adapter(Decimal, str)
    dbapi2.register_adapter(date, date.isoformat)
    dbapi2.register_adapter(datetime, lambda moment: moment.isoformat(" "))
    return dbapi2


@cache
def _cursor() -> type:
    # Django's cursor inherits from Python's own SQLite; the same methods over SQLCipher's.
    methods = {name: vars(base.SQLiteCursorWrapper)[name] for name in ("convert_query",)}

    def execute(self: Any, query: str, params: Any = None) -> Any:
        kind = cipher().Cursor
        if params is None:
            return kind.execute(self, query)
        names = list(params) if isinstance(params, dict) else None
        return kind.execute(self, self.convert_query(query, param_names=names), params)

    def executemany(self: Any, query: str, rows: Any) -> Any:
        return cipher().Cursor.executemany(self, self.convert_query(query), rows)

    return type("SealedCursor", (cipher().Cursor,), {**methods, "execute": execute, "executemany": executemany})


def connect(database: Path, **options: Any) -> Any:
    """A connection to a home's database, outside Django."""
    pragma = vault.database_pragma(database.parent)
    if pragma is None:
        return sqlite3.connect(database, **options)
    made = cipher().connect(str(database), **options)
    made.execute(f'PRAGMA key = "{pragma}"')
    return made


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of Django."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        database = Path(conn_params["database"])
        if not vault.is_sealed(database.parent):
            self.Database = sqlite3
            return super().get_new_connection(conn_params)
        self.Database = cipher()
        made = connect(database, **{name: value for name, value in conn_params.items() if name not in ("database",)})
        register_functions(made)
        made.execute("PRAGMA foreign_keys = ON")
        for command in vars(self)["init_commands"]:
            if command := command.strip():
                made.execute(command)
        return made

    def create_cursor(self, name: Any = None) -> Any:
        if self.Database is sqlite3:
            return super().create_cursor(name)
        return self.connection.cursor(factory=_cursor())
