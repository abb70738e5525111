"""From a table to rows of one format: which columns it must have, and whether the file is another publisher's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from toguna.base.text import Text
from toguna.server.intake.scenario.reading import FileProblem, problem
from toguna.server.intake.tables.cells import Wrong
from toguna.server.intake.tables.opening import Progress, Table, tables
from toguna.server.layers.rows import Event, Feature, Gone, Item, LeftOut, Refusal

_SIGNS: Final = {
    "acled": frozenset({"event_id_cnty", "event_date"}),
    "ucdp-ged": frozenset({"type_of_violence", "date_start", "where_prec"}),
    "insecurity-insight": frozenset({"date", "geo_precision", "country_iso"}),
}
_MISSING = Text(
    fr="ce n’est pas un fichier {what} complet ; colonnes absentes : {missing}. Prendre le fichier d’événements tel "
    "que l’éditeur le publie.",
    en="this is not a complete {what} file; columns missing: {missing}. Take the event file as its publisher gives it.",
)
_OTHER = Text(
    fr="ce fichier semble venir de {other}. Essayer : toguna import {other}.",
    en="this file seems to come from {other}. Try: toguna import {other}.",
)
_TWICE = Text(
    fr="la colonne « {key} » figure deux fois. En ôter une.", en="the column “{key}” stands twice. Remove one."
)
_WIDTH = Text(
    fr="cette ligne a {found} cases au lieu de {wanted}. Vérifier les guillemets et les séparateurs.",
    en="this line has {found} cells instead of {wanted}. Check quotes and separators.",
)


class Cells:
    """The cells of one row by the names of their columns; one whose column is not there is empty."""

    __slots__ = ("at", "held")

    def __init__(self, at: Mapping[str, int]) -> None:
        self.at = at
        self.held: list[str] = []

    def __getitem__(self, column: str) -> str:
        at = self.at.get(column)
        return self.held[at] if at is not None else ""


Parse = Callable[[Cells], Event | Feature | Gone | LeftOut]


@dataclass(frozen=True)
class Format:
    """One publisher's table. `parser` is given the columns that are there and answers with what reads a row."""

    code: str
    needed: frozenset[str]
    parser: Callable[[Mapping[str, int]], Parse]
    names: Mapping[str, str] = field(default_factory=dict)
    """Columns that are called otherwise in some editions, by what they are here."""
    or_else: frozenset[str] = frozenset()
    """A second set of columns that will do (a list of withdrawn rows)."""
    called: Mapping[str, str] = field(default_factory=dict)
    """What a file calls its columns, by what they are here."""

    def fits(self, columns: Mapping[str, int]) -> bool:
        """Whether a table has the columns."""
        return self.needed <= columns.keys() or bool(self.or_else and self.or_else <= columns.keys())


def folded(header: str) -> str:
    """`Admin 1` as `admin_1`."""
    return "_".join(header.strip().lower().replace("-", " ").replace("_", " ").split())


def load(form: Format, path: Path, progress: Progress | None = None) -> Iterator[tuple[int, Item]]:
    """The rows of a file with their lines; one that does not fit comes as a refusal.

    Raises
    ------
    FileProblem
        The file cannot be read, or no table in it has the columns.
    """
    first: tuple[Table, dict[str, int]] | None = None
    for table in tables(path, progress):
        columns = _columns(form, table)
        if form.fits(columns):
            yield from _rows(form, table, columns)
            return
        first = first or (table, columns)
    if first is None:
        raise problem(path.name, 1, _MISSING, what=form.code, missing=", ".join(sorted(form.needed)))
    raise _unfit(form, *first)


def _columns(form: Format, table: Table) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, header in enumerate(table.header):
        key = folded(header)
        key = form.names.get(key, key)
        if not key:
            continue
        if key in columns and key in form.needed:
            raise problem(table.name, table.line, _TWICE, key=key)
        columns.setdefault(key, at)
    return columns


def _unfit(form: Format, table: Table, columns: Mapping[str, int]) -> FileProblem:
    for code, signs in _SIGNS.items():
        if code != form.code and signs <= columns.keys():
            return problem(table.name, table.line, _OTHER, other=code)
    missing = ", ".join(sorted(form.called.get(column, column) for column in form.needed - columns.keys()))
    return problem(table.name, table.line, _MISSING, what=form.code, missing=missing)


def _rows(form: Format, table: Table, columns: Mapping[str, int]) -> Iterator[tuple[int, Item]]:
    parse, cells, wanted = form.parser(columns), Cells(columns), len(table.header)
    for line, held in table.rows:
        if len(held) != wanted:
            if (len(held) > wanted and any(held[wanted:])) or (len(held) < wanted and not table.padded):
                yield line, Refusal(line, None, _width(len(held), wanted))
                continue
            held = held + [""] * (wanted - len(held))
        if _is_tags(held):
            continue
        cells.held = held
        try:
            yield line, parse(cells)
        except Wrong as wrong:
            yield line, Refusal(line, wrong.column, wrong.text)


def _width(found: int, wanted: int) -> Text:
    return Text(fr=_WIDTH.fr.format(found=found, wanted=wanted), en=_WIDTH.en.format(found=found, wanted=wanted))


def _is_tags(cells: list[str]) -> bool:
    """The row of HXL tags under a header."""
    return cells[0][:1] in ("", "#") and any(cells) and all(cell.startswith("#") or not cell for cell in cells)
