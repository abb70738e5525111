"""The file `layers.sqlite3`: the only SQL on it. Nothing here is signed, exchanged or exported.

A load stages its rows in a temporary table and merges them in one transaction: an interrupted one leaves nothing. Rows
are never overwritten: a version is held over `[known_from, known_to)`, days, so that `as_of` can be answered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeVar

from toguna.base.errors import InputError, InstallationError
from toguna.base.text import Text
from toguna.server.boot import FullDisk, LockedDatabase, NotWritable
from toguna.server.home import Home
from toguna.server.layers.rows import Account, Event, Feature, File, Load

APPLICATION_ID: Final = 0x746F676C  # "togl"
VERSION: Final = 1
Row = TypeVar("Row", bound=NamedTuple)

_HELD = "layer INTEGER NOT NULL REFERENCES layer, since INTEGER NOT NULL REFERENCES load, until INTEGER, "
_HELD += "known_from TEXT NOT NULL, known_to TEXT, digest BLOB NOT NULL"
_EVENT = "id TEXT, event TEXT, kind TEXT, original TEXT, first TEXT, last TEXT, precision INTEGER, date_code TEXT, "
_EVENT += "country TEXT, adm1 TEXT, adm2 TEXT, place TEXT, lat INTEGER, lon INTEGER, place_code TEXT, spot TEXT, "
_EVENT += "killed_low INTEGER, killed INTEGER, killed_high INTEGER, source TEXT, stamp INTEGER"
_FEATURE = "id TEXT, number INTEGER, type TEXT, name TEXT, properties TEXT, geometry TEXT, "
_FEATURE += "west REAL, south REAL, east REAL, north REAL"
COLUMNS: Final[dict[type, tuple[str, str]]] = {Event: ("event", _EVENT), Feature: ("feature", _FEATURE)}
_SCHEMA: Final = f"""
CREATE TABLE layer (layer INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, holds TEXT NOT NULL, provider TEXT NOT NULL);
CREATE TABLE load (
    load INTEGER PRIMARY KEY, layer INTEGER NOT NULL REFERENCES layer, day TEXT NOT NULL, at TEXT NOT NULL,
    file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, edition TEXT, licence TEXT, credit TEXT,
    rows INTEGER, new INTEGER, updated INTEGER, deleted INTEGER, unchanged INTEGER, older INTEGER,
    refused INTEGER, left_out INTEGER, absent INTEGER, first TEXT, last TEXT
);
CREATE TABLE gone (layer INTEGER NOT NULL, id TEXT NOT NULL, stamp INTEGER, PRIMARY KEY (layer, id)) WITHOUT ROWID;
CREATE TABLE event ({_EVENT}, {_HELD});
CREATE TABLE feature ({_FEATURE}, {_HELD});
CREATE UNIQUE INDEX event_now ON event (layer, id) WHERE until IS NULL;
CREATE UNIQUE INDEX feature_now ON feature (layer, id) WHERE until IS NULL;
CREATE INDEX event_when ON event (layer, first);
CREATE INDEX feature_where ON feature (layer, west, east, south, north)
"""


class DamagedLayers(InstallationError):
    """SQLite cannot use the file, or it is another program's."""

    code = "layers-damaged"
    text = Text(
        fr="Le fichier {path} (données publiées par d’autres) ne peut pas être lu ou écrit. Le registre n’est pas "
        "touché. Mettre ce fichier ailleurs, puis importer de nouveau.",
        en="The file {path} (data that others published) cannot be read or written. The register is not affected. Move "
        "that file away and import again.",
    )


class OtherLayer(InputError):
    """A layer of that name holds something else."""

    code = "layer-of-another-kind"
    text = Text(
        fr="La couche « {layer} » contient déjà autre chose ({provider}). Choisir un autre nom avec --layer.",
        en="The layer “{layer}” holds something else already ({provider}). Choose another name with --layer.",
    )


class UnknownLayer(InputError):
    """No layer has that name, or none had on that day."""

    code = "unknown-layer"
    text = Text(
        fr="Aucune couche « {layer} » à cette date. Choisir parmi : {known}.",
        en="There is no layer “{layer}” at that date. Choose among: {known}.",
    )


@contextmanager
def _faults(home: Home) -> Iterator[None]:
    """What SQLite reports, as sentences a person can act on."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise LockedDatabase() from error
        if "full" in said:
            raise FullDisk() from error
        if "readonly" in said or "unable to open" in said:
            raise NotWritable(path=home.path) from error
        raise DamagedLayers(path=home.layers) from error


@contextmanager
def to_write(home: Home, *, dry_run: bool = False) -> Iterator[sqlite3.Connection]:
    """The file, made where there is none; a dry run that finds none works in memory and makes none."""
    path = ":memory:" if dry_run and not home.layers.exists() else str(home.layers)
    with _faults(home), closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as held:
        if held.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,):
            _make(held, home)
        _check(held, home)
        yield held


@contextmanager
def to_read(home: Home) -> Iterator[sqlite3.Connection | None]:
    """The file; None where nothing was ever brought in."""
    if not home.layers.exists():
        yield None
        return
    with _faults(home), closing(sqlite3.connect(home.layers, timeout=5, isolation_level=None)) as held:
        _check(held, home)
        yield held


def _check(held: sqlite3.Connection, home: Home) -> None:
    """Ours, and of a form that this version knows."""
    (mark,) = held.execute("PRAGMA application_id").fetchone()
    (version,) = held.execute("PRAGMA user_version").fetchone()
    if mark != APPLICATION_ID or version != VERSION:
        raise DamagedLayers(path=home.layers)


def _make(held: sqlite3.Connection, home: Home) -> None:
    if home.layers.exists():
        home.layers.chmod(0o600)
        held.execute("PRAGMA journal_mode = WAL")
    with transaction(held):
        if held.execute("PRAGMA user_version").fetchone()[0] == 0:
            held.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            for statement in _SCHEMA.split(";"):
                held.execute(statement)
            held.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def transaction(held: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing."""
    held.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        held.execute("ROLLBACK")
        raise
    held.execute("COMMIT")


def names(kind: type) -> str:
    """The columns of a row type."""
    return ", ".join(kind._fields)  # type: ignore[attr-defined]


def layers(held: sqlite3.Connection, as_of: date | None) -> list[tuple[int, str, str, str]]:
    """The layers that were held on a day: number, name, what they hold, provider."""
    sql = "SELECT layer, name, holds, provider FROM layer WHERE EXISTS "
    sql += "(SELECT 1 FROM load WHERE load.layer = layer.layer AND day <= ?) ORDER BY name"
    return held.execute(sql, [_day(as_of)]).fetchall()


def layer_number(held: sqlite3.Connection, name: str, kind: type, as_of: date | None) -> int:
    """The number of a layer that holds rows of that kind.

    Raises
    ------
    UnknownLayer
    """
    here = layers(held, as_of)
    for number, own, holds, _ in here:
        if own == name and holds == COLUMNS[kind][0]:
            return number
    raise UnknownLayer(layer=name, known=", ".join(own for _, own, *_ in here) or "–")


def _day(as_of: date | None) -> str:
    return as_of.isoformat() if as_of else "9999-12-31"


def loads(held: sqlite3.Connection, layer: int, as_of: date | None) -> list[Load]:
    """The loads of a layer up to a day, the latest first."""
    columns = (
        "load, day, at, file, size, sha256, edition, licence, credit, rows, new, updated, deleted, unchanged, older, "
    )
    columns += "refused, left_out, absent, first, last"
    name, provider = held.execute("SELECT name, provider FROM layer WHERE layer = ?", [layer]).fetchone()
    sql = f"SELECT {columns} FROM load WHERE layer = ? AND day <= ? ORDER BY load DESC"  # noqa: S608 - our own names
    return [
        Load(row[0], row[1], row[2], File(name, provider, *row[3:9]), Account(name, *row[9:]))
        for row in held.execute(sql, [layer, _day(as_of)])
    ]


def held_rows(
    held: sqlite3.Connection,
    kind: type[Row],
    layer: int,
    as_of: date | None,
    where: str = "",
    values: Sequence[Any] = (),
) -> Iterator[Row]:
    """The rows of a layer that were held on a day. `where` is our own text, its values are bound."""
    table = COLUMNS[kind][0]
    if as_of is None:
        when, days = "until IS NULL", []
    else:
        when, days = "known_from <= ? AND (known_to IS NULL OR known_to > ?)", [_day(as_of)] * 2
    order = "first, id" if kind is Event else "since, number"
    sql = f"SELECT {names(kind)} FROM {table} WHERE layer = ? AND {when} {where} ORDER BY {order}"  # noqa: S608
    cursor = held.execute(sql, [layer, *days, *values])
    while page := cursor.fetchmany(2000):
        for row in page:
            yield kind._make(row)


def mapping_of(held: sqlite3.Connection, name: str) -> str | None:
    """The mapping that a layer's tables are read by, as its reader wrote it."""
    if not held.execute("SELECT 1 FROM sqlite_master WHERE name = 'mapping'").fetchone():
        return None
    found = held.execute("SELECT text FROM mapping JOIN layer USING (layer) WHERE layer.name = ?", [name]).fetchone()
    return str(found[0]) if found else None


def keep_mapping(held: sqlite3.Connection, name: str, text: str) -> None:
    """Keep it for the next edition of the table."""
    held.execute("CREATE TABLE IF NOT EXISTS mapping (layer INTEGER PRIMARY KEY REFERENCES layer, text TEXT NOT NULL)")
    held.execute("INSERT OR REPLACE INTO mapping SELECT layer, ? FROM layer WHERE name = ?", [text, name])


def day_of_load(held: sqlite3.Connection, layer: int, at: datetime) -> str:
    """The day from which a load counts as held: the clock's, but never before the one of the load before it."""
    last = held.execute("SELECT MAX(day) FROM load WHERE layer = ?", [layer]).fetchone()[0]
    return max(at.date().isoformat(), last or "")
