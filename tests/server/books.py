"""Files as publishers give them, written for tests: XLSX by hand, with what spreadsheets put into it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATE = "date"
Cell = str | int | float | tuple[str, int] | None


def letters(number: int) -> str:
    """The name of a column, counted from 0."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Cell]]], *, doctype: str = "", since_1904=False) -> Path:
    """A workbook. A cell `(DATE, 43921)` is a serial day shown as a date; text goes into the shared strings."""
    strings: list[str] = []
    parts = {}
    for n, rows in enumerate(sheets.values(), 1):
        lines = []
        for r, row in enumerate(rows, 1):
            cells = "".join(
                _cell(f"{letters(c)}{r}", value, strings) for c, value in enumerate(row) if value is not None
            )
            lines.append(f'<row r="{r}" ac:descent="0.25">{cells}</row>' if cells else f'<row r="{r}"/>')
        head = f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{MAIN}" xmlns:ac="urn:ac"><cols/><sheetData>'
        parts[f"xl/worksheets/sheet{n}.xml"] = head + "".join(lines) + "</sheetData></worksheet>"
    names = "".join(f'<sheet name="{escape(s)}" sheetId="{n}" r:id="r{n}"/>' for n, s in enumerate(sheets, 1))
    old = '<workbookPr date1904="1"/>' if since_1904 else ""
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{old}<sheets>{names}</sheets></workbook>'
    links = "".join(f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{links}</Relationships>"
    # Two runs of one string, and a phonetic hint that is not part of it.
    held = "".join(
        f"<si><r><t>{escape(s[:1])}</t></r><r><t>{escape(s[1:])}</t></r><rPh><t>x</t></rPh></si>" for s in strings
    )
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{held}</sst>'
    forms = '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{forms}{styles}</styleSheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def _cell(reference: str, value: Cell, strings: list[str]) -> str:
    if isinstance(value, tuple):
        return f'<c r="{reference}" s="1"><v>{value[1]}</v></c>'
    if isinstance(value, str):
        strings.append(value)
        return f'<c r="{reference}" t="s"><v>{len(strings) - 1}</v></c>'
    return f'<c r="{reference}" s="0"><v>{value}</v></c>'
