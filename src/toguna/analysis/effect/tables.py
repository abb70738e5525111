"""A plain table of counts, as people keep one: `period, unit, count`, one line for each period and unit.

Periods may be numbers, months (2031-04), days or any other labels: numbers and ISO dates are put in their order, other
labels stay in the order in which they first appear. Comma, semicolon or tab; UTF-8.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO

import numpy as np
import numpy.typing as npt

from toguna.base.errors import InputError
from toguna.base.text import Text

MOST_ROWS = 1_000_000
COLUMNS = ("period", "unit", "count")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q[1-4])?\Z")


class BadTable(InputError):
    """A table of counts that cannot be used as it is."""

    code = "effect-table"
    text = Text(fr="{file}, ligne {line} : {problem}", en="{file}, line {line}: {problem}")


class NoSuchLabel(InputError):
    """A unit or period that is not in the table."""

    code = "effect-no-such-label"
    text = Text(
        fr="{option} « {value} » ne figure pas dans le tableau ({known}). Le corriger.",
        en="{option} “{value}” is not in the table ({known}). Correct it.",
    )


_HEADER = Text(
    fr="la première ligne doit nommer les colonnes period, unit et count. La corriger.",
    en="the first line must name the columns period, unit and count. Correct it.",
)
_WIDTH = Text(
    fr="cette ligne n’a pas autant de cases que la première. La corriger.",
    en="this line does not have as many cells as the first. Correct it.",
)
_EMPTY = Text(fr="le tableau ne contient aucune ligne.", en="the table holds no line.")
_LABEL = Text(fr="la période ou l’unité manque. La donner.", en="the period or the unit is missing. Give it.")
_WHOLE = Text(
    fr="« {value} » n’est pas un nombre d’incidents : écrire un nombre entier, 0 si l’on sait que rien n’a eu lieu.",
    en="“{value}” is not a number of incidents: write a whole number, 0 if it is known that nothing happened.",
)
_NEGATIVE = Text(
    fr="le nombre d’incidents est négatif ({value}). Le corriger.",
    en="the number of incidents is negative ({value}). Correct it.",
)
_TWICE = Text(
    fr="la période {period} figure deux fois pour « {unit} ». Ôter une des deux lignes.",
    en="period {period} stands twice for “{unit}”. Remove one of the two lines.",
)
_UNEQUAL = Text(
    fr="« {unit} » n’a pas de ligne pour la période {period} : toutes les unités doivent avoir les mêmes périodes. "
    "Écrire 0 si l’on sait que rien n’a eu lieu, sinon ôter cette période partout.",
    en="“{unit}” has no line for period {period}: all units must have the same periods. Write 0 if it is known that "
    "nothing happened, else remove this period everywhere.",
)
_LONG = Text(fr="plus d’un million de lignes. Découper le tableau.", en="more than a million lines. Split the table.")


@dataclass(frozen=True, slots=True)
class Table:
    """Counts with their labels.

    Attributes
    ----------
    periods, units : tuple of str
    counts : ndarray of int, shape (n_periods, n_units)
    """

    periods: tuple[str, ...]
    units: tuple[str, ...]
    counts: npt.NDArray[np.int64]

    def unit(self, name: str, option: str) -> int:
        """Return the column of a unit."""
        return _place(self.units, name, option)

    def period(self, name: str, option: str) -> int:
        """Return the row of a period."""
        return _place(self.periods, name, option)


def _place(labels: tuple[str, ...], name: str, option: str) -> int:
    if name not in labels:
        known = ", ".join(labels) if len(labels) <= 12 else f"{labels[0]} … {labels[-1]}"
        raise NoSuchLabel(option=option, value=_shown(name), known=_shown(known))
    return labels.index(name)


def _shown(value: str) -> str:
    return value[:200].replace("{", "(").replace("}", ")")


def read_table(text: str, file: str) -> Table:
    """Read a table from its text; `file` is the name in messages.

    Raises
    ------
    BadTable
        Naming the line.
    """
    rows = _rows(text, file)
    periods = tuple(dict.fromkeys(period for period, _, _ in rows))
    units = tuple(dict.fromkeys(unit for _, unit, _ in rows))
    if all(label.lstrip("-").isdecimal() for label in periods):
        periods = tuple(sorted(periods, key=int))
    elif all(_ISO.match(label) for label in periods):
        periods = tuple(sorted(periods))
    held = {(period, unit): count for period, unit, count in rows}
    for unit in units:
        for period in periods:
            if (period, unit) not in held:
                raise _wrong(file, len(rows) + 1, _UNEQUAL, unit=unit, period=period)
    counts = np.array([[held[period, unit] for unit in units] for period in periods], dtype=np.int64)
    return Table(periods, units, counts)


def _rows(text: str, file: str) -> list[tuple[str, str, int]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    rows: list[tuple[str, str, int]] = []
    seen: set[tuple[str, str]] = set()
    for cells in reader:
        line = reader.line_num
        if header is None:
            header = [cell.strip().lower() for cell in cells]
            if any(header.count(column) != 1 for column in COLUMNS):
                raise _wrong(file, line, _HEADER)
            places = [header.index(column) for column in COLUMNS]
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise _wrong(file, line, _WIDTH)
        period, unit, value = (cells[place].strip() for place in places)
        if not period or not unit:
            raise _wrong(file, line, _LABEL)
        if (period, unit) in seen:
            raise _wrong(file, line, _TWICE, period=period, unit=unit)
        seen.add((period, unit))
        rows.append((period, unit, _count(value, file, line)))
        if len(rows) > MOST_ROWS:
            raise _wrong(file, line, _LONG)
    if header is None:
        raise _wrong(file, 1, _HEADER)
    if not rows:
        raise _wrong(file, 1, _EMPTY)
    return rows


def _count(value: str, file: str, line: int) -> int:
    if re.fullmatch(r"-[0-9]{1,12}", value) and int(value) < 0:
        raise _wrong(file, line, _NEGATIVE, value=value)
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise _wrong(file, line, _WHOLE, value=value)
    return int(value)


def _wrong(file: str, line: int, problem: Text, **data: object) -> BadTable:
    filled = {name: _shown(str(value)) for name, value in data.items()}
    said = Text(fr=problem.fr.format(**filled), en=problem.en.format(**filled)) if filled else problem
    return BadTable(file=file, line=line, problem=said)
