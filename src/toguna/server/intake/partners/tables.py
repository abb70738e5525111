"""A partner's table, row by row: CSV or XLSX, by a mapping, by its HXL tags, or by our own column names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from toguna.base.text import Text
from toguna.server.actions.partners import Row
from toguna.server.intake.partners.fields import Spots, report
from toguna.server.intake.partners.mapping import COLUMNS, NEEDED, Columns
from toguna.server.intake.scenario.reading import problem
from toguna.server.intake.tables import hxl
from toguna.server.intake.tables.cells import Wrong
from toguna.server.intake.tables.columns import folded
from toguna.server.intake.tables.given import File
from toguna.server.intake.tables.opening import Progress, Table, tables

MOST_ROWS: Final = 100_000
_NO_COLUMNS = Text(
    fr="il manque les colonnes : {missing}. Les nommer ainsi, ajouter une ligne de balises HXL, ou donner --mapping.",
    en="columns missing: {missing}. Name them so, add a row of HXL tags, or give --mapping.",
)
_WIDTH = Text(
    fr="cette ligne a {found} cases au lieu de {wanted}. Vérifier les guillemets et les séparateurs.",
    en="this line has {found} cells instead of {wanted}. Check quotes and separators.",
)
_EMPTY = Text(
    fr="le fichier ne contient aucune ligne. Vérifier que c’est le bon.",
    en="the file holds no row. Check that it is the right one.",
)
_TOO_MANY = Text(fr="plus de 100 000 lignes. Découper le fichier.", en="more than 100,000 lines. Split the file.")


def rows(
    path: File, by: Columns | None, spots: Spots, source: str, language: str, progress: Progress | None = None
) -> Iterator[Row]:
    """The reports of a table.

    Raises
    ------
    FileProblem
        The file cannot be read, or its columns are not known.
    """
    held = tables(path, progress)  # kept to the end: the file is open as long as it is
    table = next(held, None)
    if table is None:
        raise problem(path.name, 1, _EMPTY)
    first = next(table.rows, None)
    tagged = first is not None and hxl.is_tags(first[1])
    mapping = by or Columns(_own_columns(table, first[1] if first is not None and tagged else None))
    at = _places(table, mapping)
    rest = table.rows if tagged or first is None else chain([first], table.rows)
    count = 0
    for count, (line, cells) in enumerate(rest, 1):
        if count > MOST_ROWS:
            raise problem(table.name, line, _TOO_MANY)
        yield _row(line, cells, table, at, mapping, spots, source, language)
    if not count:
        raise problem(table.name, table.line, _EMPTY)


def headers(path: File, *, anew: bool) -> tuple[str, ...]:
    """The names of a table's columns, where neither they nor HXL tags tell which is what; `anew`: in any case.

    Raises
    ------
    FileProblem
        The file cannot be read.
    """
    held = tables(path)  # kept to the end: the file is open as long as it is
    table = next(held, None)
    if table is None:
        raise problem(path.name, 1, _EMPTY)
    first = next(table.rows, None)
    tagged = first is not None and hxl.is_tags(first[1])
    known = _own_columns(table, None)
    if not anew and (tagged or all(one in known for one in NEEDED)):
        return ()
    # Two columns of one name cannot be told apart: the first is meant, as everywhere.
    return tuple({folded(header): header for header in reversed(table.header) if folded(header)}.values())[::-1]


def _own_columns(table: Table, tags: list[str] | None) -> dict[str, str]:
    if tags is not None:
        padded = [*tags, *[""] * (len(table.header) - len(tags))]
        return dict(hxl.columns(table.header, padded, hxl.REPORTS))
    return {name: header for header in table.header if (name := folded(header)) in COLUMNS}


def _places(table: Table, by: Columns) -> dict[str, int]:
    known = {folded(header): n for n, header in reversed(list(enumerate(table.header)))}
    at = {own: known[folded(theirs)] for own, theirs in by.columns.items() if folded(theirs) in known}
    absent = [by.columns.get(own, own) for own in NEEDED if own not in at]
    absent += [theirs for own, theirs in by.columns.items() if own not in at and own not in NEEDED]
    if absent:
        raise problem(table.name, table.line, _NO_COLUMNS, missing=", ".join(absent))
    return at


def _row(
    line: int,
    cells: list[str],
    table: Table,
    at: dict[str, int],
    by: Columns,
    spots: Spots,
    source: str,
    language: str,
) -> Row:
    wanted = len(table.header)
    if len(cells) < wanted and table.padded:
        cells = cells + [""] * (wanted - len(cells))
    if len(cells) != wanted:
        told = {"found": len(cells), "wanted": wanted}
        return Row(line, "", problem=Text(fr=_WIDTH.fr.format(**told), en=_WIDTH.en.format(**told)))

    def get(own: str) -> str:
        return cells[at[own]] if own in at else ""

    try:
        return report(line, get, by, spots, source, language)
    except Wrong as wrong:
        return Row(line, "", column=by.columns.get(wrong.column, wrong.column), problem=wrong.text)
