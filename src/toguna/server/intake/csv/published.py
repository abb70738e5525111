"""Published events from any table, by a mapping: which of its columns is what, and which of its kinds are which of
ours.

A mapping is a short YAML file; it is kept with the layer, so that the next edition of the table needs none:

    columns: {id: Ref, date: Date, kind: Type, adm1: Région, adm2: Cercle, lat: Lat, lon: Long, spot: Précision}
    kinds: {Braquage: ROB-ROAD, Enlèvement: ABD}     # others stay unmapped
    spots: {exact: spot, cercle: adm2}               # others, and tables without that column: not said
    day_first: true                                  # 05/06/2025 is 5 June

Without a mapping a row of HXL tags under the header says the same, or the columns have the names on the left. Dates
are days, or weeks, months, quarters and years as `2019-W15`, `2019-04`, `2019-Q2`, `2019`. Columns that are not named
are not taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from toguna.base.dates import When
from toguna.base.errors import DateError
from toguna.base.text import Text
from toguna.domain.codes import INCIDENT_KINDS
from toguna.server.intake.scenario.reading import Item, problem, read
from toguna.server.intake.tables import hxl
from toguna.server.intake.tables.cells import day, name, needed, number, position, stamp
from toguna.server.intake.tables.columns import Cells, Format, folded, load
from toguna.server.intake.tables.opening import Progress, tables
from toguna.server.layers.rows import SPOTS, Event
from toguna.server.layers.rows import Item as LayerItem

NEEDED: Final = frozenset({"id", "date", "kind"})
COLUMNS: Final = (
    *("id", "event", "date", "kind", "country", "adm1", "adm2", "place", "lat", "lon", "spot"),
    *("killed", "killed_low", "killed_high", "source", "stamp"),
)
_SECTIONS: Final = ("columns", "kinds", "spots", "day_first")
_UNKNOWN_KEY = Text(
    fr="« {key} » n’est pas admis ici. Admis : {known}.", en="“{key}” is not allowed here. Allowed: {known}."
)
_NOT_WORDS = Text(
    fr="la section « {key} » doit associer des mots à des mots. Exemple : kinds: (Braquage: ROB-ROAD).",
    en="the section “{key}” must map words to words. Example: kinds: (Braquage: ROB-ROAD).",
)
_ID_NEEDED = Text(
    fr="la section « columns » doit dire quelles colonnes sont : {missing}.",
    en="the section “columns” must say which columns are: {missing}.",
)


@dataclass(frozen=True)
class Columns:
    """A mapping: column of ours to column of theirs, kind of theirs to code of ours, their precision to one of
    `SPOTS`.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = False

    def text(self) -> str:
        """As it is kept with the layer."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Columns:
        """As it was kept."""
        return cls(**json.loads(text))


def mapping(path: Path) -> Columns:
    """Read a mapping.

    Raises
    ------
    FileProblem
        It cannot be read, names a column or code that there is not, or lacks one that is needed.
    """
    held = read(path)
    for key in held.values:
        if key not in _SECTIONS:
            raise problem(path.name, held.lines[key], _UNKNOWN_KEY, key=key, known=", ".join(_SECTIONS))
    columns = _words(held, "columns", path)
    _known(held, "columns", columns, COLUMNS, path)
    missing = sorted(NEEDED - columns.keys())
    if columns and missing:
        raise problem(path.name, held.lines["columns"], _ID_NEEDED, missing=", ".join(missing))
    kinds, spots = _words(held, "kinds", path), _words(held, "spots", path)
    _known(held, "kinds", kinds.values(), tuple(INCIDENT_KINDS), path)
    _known(held, "spots", spots.values(), tuple(SPOTS), path)
    return Columns(columns, _folded(kinds), _folded(spots), held.get("day_first") is True)


def _words(held: Item, key: str, path: Path) -> dict[str, str]:
    inner = held.get(key)
    if inner is None:
        return {}
    if not isinstance(inner, Item) or not all(isinstance(value, str) for value in inner.values.values()):
        raise problem(path.name, held.lines[key], _NOT_WORDS, key=key)
    return dict(inner.values)


def _known(held: Item, key: str, given: Any, known: tuple[str, ...], path: Path) -> None:
    for value in given:
        if value not in known:
            raise problem(path.name, held.lines[key], _UNKNOWN_KEY, key=value, known=", ".join(known))


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    return {word.strip().casefold(): code for word, code in words.items()}


def events(path: Path, progress: Progress | None = None, by: Columns | None = None) -> Iterator[tuple[int, LayerItem]]:
    """The rows of a table with their lines; one that does not fit comes as a refusal.

    Raises
    ------
    FileProblem
        The file cannot be read, or lacks a column that the mapping names.
    """
    reader = _Reader(by or Columns())
    columns = reader.by.columns
    # Where a mapping names columns, one that happens to be called as ours is not meant.
    names = dict.fromkeys(COLUMNS, "") | {folded(column): own for own, column in columns.items()} if columns else {}
    form = Format("csv", NEEDED | columns.keys(), lambda _: reader, names, called=columns)
    return load(form, path, progress)


def tagged(path: Path) -> Columns | None:
    """The mapping that a row of HXL tags under the header gives; None where there is no such row."""
    held = tables(path)
    table = next(held, None)
    first = next(table.rows, None) if table is not None else None
    if table is None or first is None or not hxl.is_tags(first[1]):
        return None
    tags = [*first[1], *[""] * (len(table.header) - len(first[1]))]
    return Columns(hxl.columns(table.header, tags, hxl.LAYERS))


class _Reader:
    def __init__(self, by: Columns) -> None:
        self.by = by

    def __call__(self, row: Cells) -> Event:
        """One row."""
        id_ = needed(row["id"], "id")
        original = needed(row["kind"], "kind")
        when = self._when(row["date"])
        lat, lon = position(row["lat"], row["lon"], ("lat", "lon"))
        precision = row["spot"].strip()
        return Event(
            id=id_,
            event=row["event"].strip() or id_,
            kind=self._kind(original),
            original=name(original) or original,
            first=when.first.isoformat(),
            last=when.last.isoformat(),
            precision=int(when.precision),
            date_code=None,
            country=name(row["country"]),
            adm1=name(row["adm1"]),
            adm2=name(row["adm2"]),
            place=name(row["place"]),
            lat=lat,
            lon=lon,
            place_code=name(precision),
            spot=self._spot(precision),
            killed_low=number(row["killed_low"], "killed_low"),
            killed=number(row["killed"], "killed"),
            killed_high=number(row["killed_high"], "killed_high"),
            source=name(row["source"]),
            stamp=stamp(row["stamp"], "stamp"),
        )

    def _kind(self, original: str) -> str | None:
        """A code of ours where the mapping says so, or where the table itself uses our codes."""
        if self.by.kinds:
            return self.by.kinds.get(original.strip().casefold())
        return original.strip() if original.strip() in INCIDENT_KINDS else None

    def _spot(self, said: str) -> str:
        if self.by.spots:
            return self.by.spots.get(said.casefold(), "unknown")
        return said if said in SPOTS else "unknown"

    def _when(self, said: str) -> When:
        held = needed(said, "date")
        try:
            return When.parse(held)
        except DateError:
            return When.on(day(held, "date", day_first=self.by.day_first))
