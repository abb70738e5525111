"""A table of our own incidents, row by row: `id, date, kind, where, near, count, killed, injured, vehicles, hours,
basis, source, note`.

CSV or XLSX with a header line (`intake.tables`). Places and roads are the register's ids. Every row that does not fit
is told with its line; nothing is entered unless all fit.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.wire import Payload
from toguna.server.intake.csv.offers import offers
from toguna.server.intake.scenario.facts import Facts
from toguna.server.intake.scenario.reading import FileProblem, Item, problem
from toguna.server.intake.scenario.rows import Ids, Row
from toguna.server.intake.scenario.security import incident
from toguna.server.intake.tables.opening import Progress, Table, tables
from toguna.server.queries.reading import Reading

COLUMNS: Final = (
    *("id", "date", "date_precision", "kind", "where", "near", "place_precision", "count", "over_days"),
    *("killed", "injured", "vehicles", "hours", "basis", "source", "note", "status", "known"),
)
NEEDED: Final = ("id", "date", "kind", "where")
MOST_ROWS: Final = 100_000
TOLD: Final = 20
_NO_HEADER = Text(
    fr="la première ligne doit nommer les colonnes ; il manque {missing}. Colonnes admises : {known}.",
    en="the first line must name the columns; {missing} missing. Columns allowed: {known}.",
)
_TWICE = Text(
    fr="la colonne « {key} » figure deux fois. En ôter une.", en="the column “{key}” stands twice. Remove one."
)
_WIDTH = Text(
    fr="cette ligne a {found} cases au lieu de {wanted}. Vérifier les guillemets et les séparateurs.",
    en="this line has {found} cells instead of {wanted}. Check quotes and separators.",
)
_EMPTY = Text(
    fr="le fichier ne contient aucun incident. Vérifier que c’est le bon.",
    en="the file holds no incident. Check that it is the right one.",
)
_TOO_MANY = Text(fr="plus de 100 000 lignes. Découper le fichier.", en="more than 100,000 lines. Split the file.")
_NOT_A_COLUMN = Text(
    fr="colonnes inconnues : {unknown}. Les ôter ou les renommer. Colonnes admises : {known}.",
    en="unknown columns: {unknown}. Remove or rename them. Columns allowed: {known}.",
)
_CONTROL = Text(
    fr="la colonne « {key} » contient un caractère invisible. L’ôter, ou enregistrer de nouveau le fichier en UTF-8.",
    en="the column “{key}” holds an invisible control character. Remove it, or save the file again as UTF-8.",
)
_IN_WORDS = Text(
    fr="colonne where : « {value} » n’est pas un code du cadre, mais se lit. Si c’est bien là, écrire : {offers}.",
    en="column where: “{value}” is no code of the framework, but can be read. If that is the place, write: {offers}.",
)
_MORE = Text(fr="… et {number} autres.", en="… and {number} more.")
_INVISIBLE: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")


class BadRows(InputError):
    """Some rows do not fit; each is told on a line of its own."""

    code = "bad-rows"
    text = Text(
        fr="Lignes à corriger : {number} ; rien n’a été inscrit.\n{listing}",
        en="Lines to correct: {number}; nothing was recorded.\n{listing}",
    )


def load(
    path: Path, ids: Ids, framework: str, language: str, progress: Progress | None = None, *, reading: Reading
) -> list[Payload]:
    """The incidents of a file as statements; free words are taken to be in `language`.

    Words where the id of a road or place is expected are refused with what they may stand for: whoever knows chooses.

    Raises
    ------
    FileProblem
        The file cannot be read, or its header is wrong.
    BadRows
        One or more rows do not fit; the first twenty are told.
    """
    held = tables(path, progress)  # kept to the end: the file is open as long as it is
    table = next(held, None)
    if table is None:
        raise problem(path.name, 1, _EMPTY)
    header = _header(table.header, table.name, table.line)
    facts = Facts(table.name, ids, {}, "live", framework, date.max)
    wrong: list[FileProblem] = []
    seen: dict[str, int] = {}
    spots = frozenset(ids.of("spot"))
    number = 0
    for number, (line, cells) in enumerate(table.rows, 1):
        if number > MOST_ROWS:
            raise problem(table.name, line, _TOO_MANY)
        before = len(facts.found)
        try:
            row = _item(_values(header, cells, line, table), line, seen, table.name)
            _placed(row, spots, reading, table.name)
            incident(facts, Row(row, "incidents", table.name, ids, {}, language))
            facts.check(before)
        except FileProblem as error:
            wrong.append(error)
    if wrong:
        listing = Text(fr="\n".join(_told(wrong, "fr")), en="\n".join(_told(wrong, "en")))
        raise BadRows(number=len(wrong), listing=listing)
    if not number:
        raise problem(table.name, table.line, _EMPTY)
    return [fact.payload for fact in facts.found]


def _placed(row: Item, spots: frozenset[str], reading: Reading, name: str) -> None:
    """Refuse words for a place, with what they may stand for; a code that was misspelt has no space in it."""
    said = row.get("where")
    if said and " " in said and said not in spots and (held := offers(reading, said)) is not None:
        raise problem(name, row.line, _IN_WORDS, value=said, offers=held)


def _told(wrong: list[FileProblem], lang: str) -> list[str]:
    more = [_MORE.say(lang, number=len(wrong) - TOLD)] if len(wrong) > TOLD else []
    return [error.say(lang) for error in wrong[:TOLD]] + more


def _values(header: list[str], cells: list[str], line: int, table: Table) -> dict[str, str | None]:
    """The cells of a row by their columns; of a workbook, empty ones at the end may be missing."""
    if table.padded:
        cells = cells + [""] * (len(header) - len(cells))
    if len(cells) != len(header):
        raise problem(table.name, line, _WIDTH, found=len(cells), wanted=len(header))
    for key, cell in zip(header, cells, strict=True):
        if _INVISIBLE.search(cell):
            raise problem(table.name, line, _CONTROL, key=key)
    return {key: cell.strip() or None for key, cell in zip(header, cells, strict=True)}


def _header(cells: list[str], name: str, line: int) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    missing = [column for column in NEEDED if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing:
        raise problem(name, line, _NO_HEADER, missing=", ".join(missing), known=", ".join(COLUMNS))
    if unknown:
        raise problem(name, line, _NOT_A_COLUMN, unknown=", ".join(unknown), known=", ".join(COLUMNS))
    for key in header:
        if header.count(key) > 1:
            raise problem(name, line, _TWICE, key=key)
    return header


_ID_TWICE = Text(
    fr="l’identifiant « {value} » figure déjà à la ligne {before}. En changer un.",
    en="the id “{value}” stands on line {before} already. Change one of them.",
)


def _item(values: dict[str, str | None], line: int, seen: dict[str, int], name: str) -> Item:
    id_ = values["id"]
    if id_ in seen:
        raise problem(name, line, _ID_TWICE, value=id_, before=seen[id_])
    if id_:
        seen[id_] = line
    return Item(line, dict(values), dict.fromkeys(values, line))
