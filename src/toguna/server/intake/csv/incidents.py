"""A CSV of incidents, row by row: `id, date, kind, where, near, count, killed, injured, vehicles, hours, basis,
source, note`.

Comma or semicolon, UTF-8, a header line. Places and roads are the register's ids. Every row that does not fit is
told with its line;
nothing is entered unless all fit.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.wire import Payload
from toguna.server.intake.scenario.facts import Facts
from toguna.server.intake.scenario.reading import FileProblem, Item, contents, problem
from toguna.server.intake.scenario.reasons import of_parser
from toguna.server.intake.scenario.rows import Ids, Row
from toguna.server.intake.scenario.security import incident

COLUMNS: Final = (
    *("id", "date", "date_precision", "kind", "where", "near", "place_precision", "count", "over_days"),
    *("killed", "injured", "vehicles", "hours", "basis", "source", "note", "status", "known"),
)
NEEDED: Final = ("id", "date", "kind", "where")
MOST_ROWS: Final = 100_000
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
_NOT_CSV = Text(
    fr="cette ligne ne se lit pas ({why}). La corriger.", en="this line cannot be read ({why}). Correct it."
)


class BadRows(InputError):
    """Some rows do not fit; each is told on a line of its own."""

    code = "bad-rows"
    text = Text(
        fr="Lignes à corriger : {number} ; rien n’a été inscrit.\n{listing}",
        en="Lines to correct: {number}; nothing was recorded.\n{listing}",
    )


def load(path: Path, ids: Ids, framework: str, language: str) -> list[Payload]:
    """The incidents of a file as statements; free words are taken to be in `language`.

    Raises
    ------
    FileProblem
        The file cannot be read, or its header is wrong.
    BadRows
        One or more rows do not fit; the first twenty are told.
    """
    name = path.name
    rows = list(_rows(contents(path), name))
    if not rows:
        raise problem(name, 1, _EMPTY)
    facts = Facts(name, ids, {}, "live", framework, date.max)
    wrong: list[FileProblem] = []
    for row in rows:
        before = len(facts.found)
        try:
            incident(facts, Row(row, "incidents", name, ids, {}, language))
            facts.check(before)
        except FileProblem as error:
            wrong.append(error)
    if wrong:
        listing = Text(fr="\n".join(_told(wrong, "fr")), en="\n".join(_told(wrong, "en")))
        raise BadRows(number=len(wrong), listing=listing)
    return [fact.payload for fact in facts.found]


def _told(wrong: Iterable[FileProblem], lang: str) -> list[str]:
    return [error.say(lang) for error in list(wrong)[:20]]


def _rows(text: str, name: str) -> Iterable[Item]:
    first = text.partition("\n")[0]
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True
    )
    header: list[str] | None = None
    seen: dict[str, int] = {}
    try:
        for count, cells in enumerate(reader):
            line = reader.line_num
            if header is None:
                header = _header(cells, name)
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if count > MOST_ROWS:
                raise problem(name, line, _TOO_MANY)
            if len(cells) != len(header):
                raise problem(name, line, _WIDTH, found=len(cells), wanted=len(header))
            values = {key: cell.strip() or None for key, cell in zip(header, cells, strict=True)}
            yield _item(values, line, seen, name)
    except csv.Error as error:
        raise problem(name, reader.line_num, _NOT_CSV, why=of_parser(str(error))) from None


def _header(cells: list[str], name: str) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    missing = [column for column in NEEDED if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing or unknown:
        raise problem(name, 1, _NO_HEADER, missing=", ".join(missing or unknown), known=", ".join(COLUMNS))
    for key in header:
        if header.count(key) > 1:
            raise problem(name, 1, _TWICE, key=key)
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
