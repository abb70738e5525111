"""XLSX workbooks (ECMA-376) with the standard library alone: values as text, dates as ISO, one row in memory at a time.

Only what tables of data use: shared and inline strings, numbers, dates told by their number format. Formulas are read
by the value that was last worked out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from toguna.base.text import Text

_DATE_FORMATS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_FORMAT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_STRINGS: Final = 1_000_000_000
_HEAD: Final = 4096
_PIECE: Final = 1 << 18
_LONGEST: Final = 32_000_000
_SHEET: Final = re.compile(rb"(<((?:\w+:)?)worksheet\b[^>]*>).*?<\2sheetData\s*>", re.DOTALL)
_NO_ROWS: Final = re.compile(rb"<(?:\w+:)?sheetData\s*/>")

DAMAGED = Text(
    fr="le classeur est abîmé. L’ouvrir dans un tableur et l’enregistrer de nouveau, ou l’enregistrer en CSV UTF-8.",
    en="the workbook is damaged. Open it in a spreadsheet and save it again, or save it as CSV UTF-8.",
)
_TOO_LARGE = Text(
    fr="le classeur est trop grand. L’enregistrer en CSV UTF-8.", en="the workbook is too large. Save it as CSV UTF-8."
)

FAULTS: Final = (ParseError, KeyError, ValueError, IndexError, OverflowError)
"""What the parts of a damaged workbook raise, at once or while its rows are read."""


class NotAWorkbook(Exception):
    """The archive cannot be read as a workbook; `text` says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True)
class Sheet:
    """One sheet and its rows that are not empty, with their numbers."""

    name: str
    rows: Iterator[tuple[int, list[str]]]


def sheets(archive: zipfile.ZipFile, progress: Callable[[int, int], None]) -> Iterator[Sheet]:
    """The sheets in the order of the workbook.

    Raises
    ------
    NotAWorkbook, or one of FAULTS: it is damaged.
    """
    names, epoch = _workbook(archive)
    strings, dates = _strings(archive), _date_styles(archive)
    for name, part in names:
        yield Sheet(name, _rows(archive, part, strings, dates, epoch, progress))


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """The elements of a part as each ends. A document type is refused: a workbook has none, an attack may."""
    with archive.open(part) as file:
        if b"<!DOCTYPE" in file.read(_HEAD):
            raise NotAWorkbook(DAMAGED)
    with archive.open(part) as file:
        for _, element in iterparse(file):  # noqa: S314 - no document type, so no entity to expand
            yield element


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _workbook(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str]], date]:
    """The sheets' names with the parts they lie in, and the day from which serial dates are counted."""
    parts = {}
    for element in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if _local(element) == "Relationship":
            target = element.get("Target", "")
            parts[element.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names, epoch = [], _EPOCH
    for element in _elements(archive, "xl/workbook.xml"):
        if _local(element) == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            if key in parts and parts[key].startswith("xl/worksheets/"):
                names.append((element.get("name", ""), parts[key]))
        elif _local(element) == "workbookPr" and element.get("date1904") in ("1", "true"):
            epoch = _EPOCH_1904
    return names, epoch


def _strings(archive: zipfile.ZipFile) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return []
    if archive.getinfo(part).file_size > _MOST_STRINGS:
        raise NotAWorkbook(_TOO_LARGE)
    out = []
    for element in _elements(archive, part):
        if element.tag.endswith("}si"):
            out.append(_text(element))
            element.clear()
    return out


def _text(element: Element) -> str:
    """The words of a string, without the phonetic hints that may stand beside them."""
    words = []
    for child in element:
        if child.tag.endswith("}t"):
            words.append(child.text or "")
        elif child.tag.endswith("}r"):
            words += [inner.text or "" for inner in child if inner.tag.endswith("}t")]
    return "".join(words)


def _date_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell styles that show a date."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    own: dict[int, str] = {}
    found: list[int] = []
    for element in _elements(archive, "xl/styles.xml"):
        name = _local(element)
        if name == "numFmt":
            own[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        elif name == "cellXfs":
            found = [int(xf.get("numFmtId", "0")) for xf in element]
    return frozenset(str(n) for n, form in enumerate(found) if form in _DATE_FORMATS or _is_date(own.get(form, "")))


def _is_date(code: str) -> bool:
    bare = _NOT_FORMAT.sub("", code).lower()
    return "y" in bare or "d" in bare


def _rows(
    archive: zipfile.ZipFile,
    part: str,
    strings: list[str],
    dates: frozenset[str],
    epoch: date,
    progress: Callable[[int, int], None],
) -> Iterator[tuple[int, list[str]]]:
    number, columns = 0, _Columns()
    size = archive.getinfo(part).file_size
    with archive.open(part) as file:
        for chunk in _chunks(file):
            for row in chunk:
                number = int(row.get("r") or number + 1)
                cells: list[str] = []
                for cell in row:
                    at = columns.number(cell.get("r"), len(cells))
                    if at > len(cells):
                        cells.extend([""] * (at - len(cells)))
                    cells.append(_value(cell, strings, dates, epoch))
                if any(cells):
                    yield number, cells
                    progress(file.tell(), size)


def _chunks(file: IO[bytes]) -> Iterator[Element]:
    """The rows of a sheet, some hundreds at a time: the bytes are cut after the end of a row, and each piece is parsed
    under the sheet's own first tag, which declares what it may use. Five times as fast as an event for each element.
    """
    head = file.read(_HEAD)
    while (opened := _SHEET.search(head)) is None and (more := file.read(_PIECE)) and len(head) < _LONGEST:
        head += more
    if b"<!DOCTYPE" in head:
        raise NotAWorkbook(DAMAGED)
    if opened is None:
        if _NO_ROWS.search(head):
            return
        raise NotAWorkbook(DAMAGED)
    first, prefix = opened[1], opened[2] or b""
    end = b"</" + prefix + b"row>"
    held = head[opened.end() :]
    while True:
        more = file.read(_PIECE)
        held += more
        cut = held.rfind(end) + len(end)
        if cut >= len(end):
            yield fromstring(first + held[:cut] + b"</" + prefix + b"worksheet>")  # noqa: S314 - no document type in it
            held = held[cut:]
        elif len(held) > _LONGEST:
            raise NotAWorkbook(DAMAGED)
        if not more:
            return


class _Columns:
    """`C12` is column 2; letters are worked out once."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}

    def number(self, reference: str | None, following: int) -> int:
        """The column of a reference, counted from 0; without one it is the following."""
        if not reference:
            return following
        letters = reference.rstrip("0123456789")
        found = self.held.get(letters)
        if found is None:
            found = 0
            for letter in letters:
                found = found * 26 + ord(letter) - 64
            if not 1 <= found <= 16384:
                raise ValueError(reference)
            found -= 1
            self.held[letters] = found
        return found


def _value(cell: Element, strings: list[str], dates: frozenset[str], epoch: date) -> str:
    kind, text = cell.get("t"), None
    for child in cell:
        tag = child.tag
        if tag.endswith("}v"):
            text = child.text
        elif tag.endswith("}is"):
            return _text(child)
    if not text:
        return ""
    if kind == "s":
        return strings[int(text)]
    if kind is None or kind == "n":
        if cell.get("s") in dates:
            return (epoch + timedelta(days=int(float(text)))).isoformat()
        return _number(text)
    return text


def _number(text: str) -> str:
    """`12.0` as `12`; other numbers as they stand."""
    if "." in text or "E" in text or "e" in text:
        number = float(text)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return text
