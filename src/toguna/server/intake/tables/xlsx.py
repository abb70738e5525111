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
from html import unescape
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
_PLAIN: Final = re.compile(
    r'<c(?: r="([A-Z]{1,3})\d+")?(?: s="(\d+)")?(?: t="(\w+)")?'
    r'(?:/>|>(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
    r'|<row(?: r="(\d+)")?((?: [\w:]+="[^"<]*")*)(?:/>|>)|</row>\s*'
)
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
    columns, number = _Columns(), 0
    size = archive.getinfo(part).file_size
    with archive.open(part) as file:
        for first, piece, last in _pieces(file):
            cells = _plain(piece)
            for given, row in _parsed(first + piece + last) if cells is None else cells:
                number = int(given or number + 1)
                values: list[str] = []
                for column, style, kind, text in row:
                    at = columns.number(column, len(values))
                    if at > len(values):
                        values.extend([""] * (at - len(values)))
                    values.append(_value(kind, text, style in dates, strings, epoch))
                if any(values):
                    yield number, values
                    progress(file.tell(), size)


Cell = tuple[str, str, str, str]
"""The letters of its column, its style, its kind, and what stands in it; each may be empty."""


def _plain(piece: bytes) -> list[tuple[str, list[Cell]]] | None:
    """The rows of a piece in the form that spreadsheets write, by one pattern: four times as fast as a parser. None
    where so much as one character is of another form: then the parser reads the piece.
    """
    text = piece.decode()
    rows: list[tuple[str, list[Cell]]] = []
    at = 0
    for found in _PLAIN.finditer(text):
        if found.start() != at:
            return None
        at = found.end()
        column, style, kind, value, words, row, others = found.groups("")
        if found.lastindex == 7:
            if ' r="' in others:
                return None
            rows.append((row, []))
        elif not rows:
            return None
        elif found[0][1] == "c":
            said = value or words
            rows[-1][1].append((column, style, kind, unescape(said) if "&" in said else said))
    return rows if at == len(text) else None


def _parsed(piece: bytes) -> Iterator[tuple[str, list[Cell]]]:
    """The same by a parser, whatever the form."""
    for row in fromstring(piece):  # noqa: S314 - it begins with the sheet's own tag: no document type can be in it
        yield (
            row.get("r", ""),
            [
                ((cell.get("r") or "").rstrip("0123456789"), cell.get("s", ""), cell.get("t", ""), _inner(cell))
                for cell in row
            ],
        )


def _inner(cell: Element) -> str:
    for child in cell:
        if child.tag.endswith("}v"):
            return child.text or ""
        if child.tag.endswith("}is"):
            return _text(child)
    return ""


def _pieces(file: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The rows of a sheet, some hundreds at a time: the bytes are cut after the end of a row. Each piece comes between
    the sheet's own first tag, which declares what it may use, and its end.
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
            yield first, held[:cut].strip(), b"</" + prefix + b"worksheet>"
            held = held[cut:]
        elif len(held) > _LONGEST:
            raise NotAWorkbook(DAMAGED)
        if not more:
            return


class _Columns:
    """`C` is column 2; letters are worked out once."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}

    def number(self, letters: str, following: int) -> int:
        """The column of a reference, counted from 0; without one it is the following."""
        if not letters:
            return following
        found = self.held.get(letters)
        if found is None:
            found = 0
            for letter in letters:
                found = found * 26 + ord(letter) - 64
            if not 1 <= found <= 16384:
                raise ValueError(letters)
            found -= 1
            self.held[letters] = found
        return found


def _value(kind: str, text: str, is_date: bool, strings: list[str], epoch: date) -> str:
    if not text:
        return ""
    if kind == "s":
        return strings[int(text)]
    if kind in ("", "n"):
        return (epoch + timedelta(days=int(float(text)))).isoformat() if is_date else _number(text)
    return text


def _number(text: str) -> str:
    """`12.0` as `12`; other numbers as they stand."""
    if "." in text or "E" in text or "e" in text:
        number = float(text)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return text
