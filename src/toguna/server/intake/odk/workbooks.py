"""A workbook (.xlsx) as rows of text, read within bounds: it comes from outside, and unfolds to what it likes.

Only the sheets of an XLSForm are read, as a stream; formulas, styles, pictures and macros are never looked at.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Final
from xml.parsers import expat

from toguna.base.errors import InputError
from toguna.base.text import Text

LARGEST: Final = 5_000_000
LARGEST_PIECE: Final = 20_000_000
MOST_PIECES: Final = 500
MOST_ELEMENTS: Final = 400_000
DEEPEST: Final = 40
MOST_TEXT: Final = 10_000_000
MOST_COLUMNS: Final = 300
SHEETS: Final = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
_CELL: Final = re.compile(r"([A-Z]{1,3})[0-9]+")
_WHOLE: Final = re.compile(r"(-?[0-9]+)\.0+")
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError, KeyError),
    *(ValueError, NotImplementedError, RuntimeError),
)
"""What zipfile lets through where an archive is damaged or made to harm, beside its own error."""
Rows = list[dict[str, str]]


class NotAWorkbook(InputError):
    """Not a workbook, or not one that can be read within bounds."""

    code = "workbook-refused"
    text = Text(
        fr="Le classeur ne peut pas être lu : {detail}. L’enregistrer de nouveau en .xlsx avec un tableur, sans image "
        "ni macro.",
        en="The workbook cannot be read: {detail}. Save it as .xlsx again with a spreadsheet, without pictures or "
        "macros.",
    )


_BROKEN: Final = Text(fr="il est abîmé, ou ce n’est pas un .xlsx", en="it is damaged, or not an .xlsx")
_TOO_LARGE: Final = Text(fr="il est trop grand, ou le deviendrait", en="it is too large, or would become so")
_TYPED: Final = Text(fr="il contient des définitions d’entités", en="it holds definitions of entities")


class _Stream:
    """One piece of a workbook, element by element."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._typed
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._finish
        self.parser.CharacterDataHandler = self._said
        self._elements = self._length = self._depth = 0

    def _typed(self, *_: object) -> None:
        raise NotAWorkbook(detail=_TYPED)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
            raise NotAWorkbook(detail=_TOO_LARGE)
        self.begin(tag.rpartition(" ")[2], attributes)

    def _finish(self, tag: str) -> None:
        self._depth -= 1
        self.finish(tag.rpartition(" ")[2])

    def _said(self, text: str) -> None:
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise NotAWorkbook(detail=_TOO_LARGE)
        self.said(text)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def finish(self, name: str) -> None:
        """An element ends."""

    def said(self, text: str) -> None:
        """Text inside."""


class _Named(_Stream):
    """What one kind of element says in its attributes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[dict[str, str]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._name:
            self.found.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})


class _Shared(_Stream):
    """The texts that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._now: list[str] | None = None
        self._phonetic = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._now = []
        self._phonetic += name == "rPh"

    def finish(self, name: str) -> None:
        if name == "si" and self._now is not None:
            self.texts.append("".join(self._now))
            self._now = None
        self._phonetic -= name == "rPh"

    def said(self, text: str) -> None:
        if self._now is not None and not self._phonetic:
            self._now.append(text)


class _Sheet(_Stream):
    """The cells of one sheet, row by row, by column."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__()
        self.rows: list[dict[int, str]] = []
        self._shared = shared
        self._kind = ""
        self._column = 0
        self._now: list[str] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.rows.append({})
            self._column = 0
        elif name == "c":
            placed = _CELL.fullmatch(attributes.get("r", ""))
            self._column = _number(placed.group(1)) if placed else self._column + 1
            self._kind = attributes.get("t", "n")
        elif name in ("v", "t"):
            self._now = []

    def finish(self, name: str) -> None:
        if name not in ("v", "t") or self._now is None:
            return
        text, self._now = self._value("".join(self._now)), None
        if text and self.rows and self._column <= MOST_COLUMNS:
            row = self.rows[-1]
            row[self._column] = row.get(self._column, "") + text

    def said(self, text: str) -> None:
        if self._now is not None:
            self._now.append(text)

    def _value(self, text: str) -> str:
        match self._kind:
            case "s":
                if not text.isdecimal() or int(text) >= len(self._shared):
                    raise NotAWorkbook(detail=_BROKEN)
                return self._shared[int(text)]
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "n":
                whole = _WHOLE.fullmatch(text)
                return whole.group(1) if whole else text
            case "e":
                return ""
            case _:
                return text


def sheets(data: bytes) -> dict[str, Rows]:
    """The sheets of an XLSForm by name, each row as what stands under which heading.

    Raises
    ------
    NotAWorkbook
    """
    if len(data) > LARGEST:
        raise NotAWorkbook(detail=_TOO_LARGE)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PIECES:
                raise NotAWorkbook(detail=_TOO_LARGE)
            if any(one.compress_type not in _METHODS for one in archive.infolist()):
                raise NotAWorkbook(detail=_BROKEN)
            return _sheets(archive)
    except _DAMAGED:
        raise NotAWorkbook(detail=_BROKEN) from None


def _sheets(archive: zipfile.ZipFile) -> dict[str, Rows]:
    book, links, shared = _Named("sheet"), _Named("Relationship"), _Shared()
    _read(archive, "xl/workbook.xml", book)
    _read(archive, "xl/_rels/workbook.xml.rels", links)
    if "xl/sharedStrings.xml" in archive.namelist():
        _read(archive, "xl/sharedStrings.xml", shared)
    targets = {one.get("Id", ""): one.get("Target", "") for one in links.found}
    found = {}
    for one in book.found:
        name = one.get("name", "").strip().lower()
        if name in SHEETS and name not in found:
            sheet = _Sheet(shared.texts)
            _read(archive, posixpath.normpath(posixpath.join("/xl", targets[one["id"]])).lstrip("/"), sheet)
            found[name] = _under_headings(sheet.rows)
    return found


def _read(archive: zipfile.ZipFile, name: str, stream: _Stream) -> None:
    """Unfold one piece into a stream, no further than the bound, whatever the archive says of its size."""
    feed: Callable[[bytes, bool], object] = stream.parser.Parse
    left = LARGEST_PIECE
    with archive.open(name) as piece:
        while chunk := piece.read(65_536):
            left -= len(chunk)
            if left < 0:
                raise NotAWorkbook(detail=_TOO_LARGE)
            feed(chunk, False)
    feed(b"", True)


def _under_headings(rows: list[dict[int, str]]) -> Rows:
    filled = [row for row in rows if any(text.strip() for text in row.values())]
    if not filled:
        return []
    headings = {column: text.strip() for column, text in filled[0].items() if text.strip()}
    return [
        {headings[column]: text.strip() for column, text in row.items() if column in headings and text.strip()}
        for row in filled[1:]
    ]


def _number(letters: str) -> int:
    out = 0
    for letter in letters:
        out = out * 26 + ord(letter) - 64
    return out
