"""A file from outside as tables: a header and its rows, whatever it is wrapped in.

CSV with comma, semicolon or tab, in UTF-8 or UTF-16; the same in .gz or .zip; XLSX. Rows are read one by one. What a
file is is told by its first bytes, not by its name.
"""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from typing import IO, Final, TypeVar

from toguna.base.text import Text
from toguna.server.intake.scenario.reading import NoFile, problem
from toguna.server.intake.scenario.reasons import of_parser, of_system
from toguna.server.intake.tables import xlsx
from toguna.server.intake.tables.given import File

MOST_BYTES: Final = 4_000_000_000
LONGEST_LINE: Final = 4_000_000
Progress = Callable[[int, int], None]
Rows = Iterator[tuple[int, list[str]]]
T = TypeVar("T")

_NOT_UTF8 = Text(
    fr="cette ligne n’est pas en UTF-8. Dans le tableur : enregistrer sous « CSV UTF-8 », puis recommencer.",
    en="this line is not UTF-8. In the spreadsheet: save as “CSV UTF-8”, then try again.",
)
_NOT_CSV = Text(
    fr="cette ligne ne se lit pas ({why}). La corriger.", en="this line cannot be read ({why}). Correct it."
)
_CONTROL = Text(
    fr="cette ligne contient un caractère invisible. L’ôter, ou enregistrer de nouveau le fichier en UTF-8.",
    en="this line holds an invisible control character. Remove it, or save the file again as UTF-8.",
)
_LONG = Text(
    fr="cette ligne est démesurée : un guillemet n’est sans doute jamais fermé. Vérifier les guillemets.",
    en="this line is oversized: a quote is probably never closed. Check the quotes.",
)
_EMPTY = Text(
    fr="le fichier est vide. Vérifier que c’est le bon.", en="the file is empty. Check that it is the right one."
)
_TOO_LARGE = Text(fr="le contenu dépasse 4 Go. Découper le fichier.", en="the contents exceed 4 GB. Split the file.")
_DAMAGED = Text(
    fr="le fichier est abîmé ou incomplet. Le télécharger ou le copier de nouveau.",
    en="the file is damaged or incomplete. Download or copy it again.",
)
_LOCKED = Text(
    fr="l’archive est protégée par un mot de passe. En extraire le fichier, puis l’importer.",
    en="the archive is protected by a password. Take the file out of it and import that.",
)
_WHICH = Text(
    fr="l’archive contient {number} tables ({names}). En extraire une, puis l’importer.",
    en="the archive holds {number} tables ({names}). Take one out and import it.",
)
_KINDS: Final = (
    (
        b"%PDF",
        Text(
            fr="c’est un PDF. Demander les données en CSV ou en XLSX.",
            en="this is a PDF. Ask for the data as CSV or XLSX.",
        ),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        Text(
            fr="c’est un ancien classeur Excel (.xls) ou un classeur protégé. L’enregistrer en .xlsx sans mot de "
            "passe.",
            en="this is an old Excel workbook (.xls) or a protected one. Save it as .xlsx without a password.",
        ),
    ),
    (
        b"<",
        Text(
            fr="c’est une page web, pas des données : le téléchargement demandait sans doute de se connecter. "
            "Télécharger de nouveau.",
            en="this is a web page, not data: the download probably asked to log in. Download again.",
        ),
    ),
    (
        b"{",
        Text(
            fr="c’est du JSON. Télécharger les données en CSV ou en XLSX.",
            en="this is JSON. Download the data as CSV or XLSX.",
        ),
    ),
    (
        b"[",
        Text(
            fr="c’est du JSON. Télécharger les données en CSV ou en XLSX.",
            en="this is JSON. Download the data as CSV or XLSX.",
        ),
    ),
)


@dataclass(frozen=True)
class Table:
    """One table of a file: its header with the line it stands on, and its other rows with theirs. `padded`: cells left
    empty at the end of a row may be missing.
    """

    name: str
    header: list[str]
    line: int
    rows: Rows
    padded: bool


def tables(path: File, progress: Progress | None = None) -> Iterator[Table]:
    """The tables of a file: one, or one for each sheet of a workbook. Each must be read before the next is asked for.

    Raises
    ------
    FileProblem
        It cannot be opened, or is not a table.
    """
    told = progress or _silent
    with ExitStack() as open_files:
        try:
            raw = open_files.enter_context(path.open("rb"))
        except OSError as error:
            raise NoFile(file=path.name, problem=of_system(error)) from None
        for table in _guarded(_tables(raw, path, open_files, told), path.name):
            # The rows are read by whoever asked, after this line: what goes wrong then must be told as well.
            yield replace(table, rows=_guarded(table.rows, path.name))


def _guarded(held: Iterator[T], name: str) -> Iterator[T]:
    """The same, with what the readers of archives and workbooks raise over a damaged file turned into a sentence."""
    try:
        yield from held
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, struct.error, NotImplementedError):
        raise NoFile(file=name, problem=_DAMAGED) from None
    except RuntimeError:  # zipfile's word for “a password is needed”
        raise NoFile(file=name, problem=_LOCKED) from None
    except xlsx.NotAWorkbook as wrong:
        raise NoFile(file=name, problem=wrong.text) from None
    except xlsx.FAULTS:
        raise NoFile(file=name, problem=xlsx.DAMAGED) from None


def _silent(done: int, of: int) -> None:
    pass


def _tables(raw: IO[bytes], path: File, open_files: ExitStack, told: Progress) -> Iterator[Table]:
    head = raw.read(4)
    size = raw.seek(0, io.SEEK_END)
    raw.seek(0)
    if head[:2] == b"\x1f\x8b":
        inner = open_files.enter_context(gzip.GzipFile(fileobj=raw))
        yield _csv(io.BufferedReader(inner), path.name, lambda: told(raw.tell(), size))
    elif head == b"PK\x03\x04":
        archive = open_files.enter_context(zipfile.ZipFile(raw))
        yield from _in_archive(archive, path.name, open_files, told)
    else:
        yield _csv(raw, path.name, lambda: told(raw.tell(), size))


def _in_archive(archive: zipfile.ZipFile, name: str, open_files: ExitStack, told: Progress) -> Iterator[Table]:
    """A workbook, or the one table that lies in an archive."""
    if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
        raise NoFile(file=name, problem=_TOO_LARGE)
    if "xl/workbook.xml" in archive.namelist():
        for sheet in xlsx.sheets(archive, told):
            header = next(sheet.rows, None)
            if header is not None:
                yield Table(f"{name}, {sheet.name}", header[1], header[0], sheet.rows, padded=True)
        return
    inside = [i for i in archive.infolist() if i.filename.lower().endswith((".csv", ".txt", ".tsv", ".xlsx"))]
    inside = [i for i in inside if not i.filename.startswith("__MACOSX")]
    if len(inside) != 1:
        names = ", ".join(i.filename for i in inside[:5]) or "–"
        raise NoFile(file=name, problem=Text(fr=_said(_WHICH.fr, inside, names), en=_said(_WHICH.en, inside, names)))
    held = open_files.enter_context(archive.open(inside[0]))
    if inside[0].filename.lower().endswith(".xlsx"):
        book = open_files.enter_context(zipfile.ZipFile(held))
        yield from _in_archive(book, name, open_files, told)
        return
    yield _csv(held, name, lambda: told(held.tell(), inside[0].file_size))


def _said(template: str, inside: list[zipfile.ZipInfo], names: str) -> str:
    return template.format(number=len(inside), names=names.replace("{", "(").replace("}", ")"))


def _csv(file: IO[bytes], name: str, told: Callable[[], None]) -> Table:
    lines = _lines(file, name)
    begin: list[str] = []
    while not "".join(begin).strip() and (line := next(lines, None)) is not None:
        begin.append(line)
    marks = max(",;\t", key="".join(begin).count)
    rows = _rows(chain(begin, lines), marks, name, told)
    header = next(rows, None)
    if header is None:
        raise problem(name, 1, _EMPTY)
    return Table(name, header[1], header[0], rows, padded=False)


def _rows(lines: Iterator[str], delimiter: str, name: str, told: Callable[[], None]) -> Rows:
    """Rows with the line on which each begins; empty ones are passed over."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begin = 1
    try:
        for cells in reader:
            if any(cells):
                yield begin, cells
                told()
            begin = reader.line_num + 1
    except csv.Error as error:
        raise problem(name, begin, _NOT_CSV, why=of_parser(str(error))) from None


def _lines(file: IO[bytes], name: str) -> Iterator[str]:
    """The lines of a text; each is decoded by itself, so that a wrong byte can be told with its line."""
    read, encoding, known = 0, "utf-8", False
    number = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        read += len(raw)
        if read > MOST_BYTES:
            raise NoFile(file=name, problem=_TOO_LARGE)
        if len(raw) >= LONGEST_LINE:
            raise problem(name, number, _LONG)
        if number == 1:
            if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
                yield from _wide_lines(raw, file, name)
                return
            encoding = "utf-8-sig"
        if not known:
            known = _must_be_text(raw, name)
        try:
            line = raw.decode(encoding)
        except UnicodeDecodeError:
            raise problem(name, number, _NOT_UTF8) from None
        if "\0" in line:
            raise problem(name, number, _CONTROL)
        encoding = "utf-8"
        yield line


def _wide_lines(first: bytes, file: IO[bytes], name: str) -> Iterator[str]:
    """“Unicode text” of a spreadsheet: UTF-16 with its mark; small files only, held whole."""
    data = first + file.read(100_000_000)
    try:
        yield from data.decode("utf-16").splitlines(keepends=True)
    except UnicodeDecodeError:
        raise problem(name, 1, _NOT_UTF8) from None


def _must_be_text(line: bytes, name: str) -> bool:
    """Whether a line tells what the file is: a blank one does not."""
    begin = line.removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, text in _KINDS:
        if begin.startswith(mark):
            raise NoFile(file=name, problem=text)
    return bool(begin)
