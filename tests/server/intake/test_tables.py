"""Files from outside, whatever they are wrapped in; and every kind of file that is none."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from books import DATE, workbook

from toguna.server.intake.scenario.reading import FileProblem
from toguna.server.intake.tables import xlsx
from toguna.server.intake.tables.opening import tables

TEXT = 'id,place,note\n1,Ménaka,"two\nlines"\n\n2,Ber,\n'
ROWS = [(2, ["1", "Ménaka", "two\nlines"]), (5, ["2", "Ber", ""])]


def read(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    (table,) = [(t.header, list(t.rows)) for t in tables(path)]
    return table


def write(tmp_path: Path, data: bytes, name: str = "f.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def zipped(*names: str, data: bytes = TEXT.encode()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        gzip.compress(TEXT.encode(), mtime=0),
        zipped("data.csv"),
        zipped("readme.pdf", "a/data.csv", "__MACOSX/data.csv"),
    ],
    # Named, for an archive's bytes hold the time: two workers would not find the same tests.
    ids=["utf-8", "utf-8 with mark", "utf-16", "semicolons", "tabs", "gz", "zip", "zip with other files"],
)
def test_forms_of_a_table(tmp_path: Path, data: bytes) -> None:
    header, rows = read(write(tmp_path, data))
    assert header == ["id", "place", "note"]
    assert rows == ROWS


def test_lines_end_as_windows_ends_them(tmp_path: Path) -> None:
    _, rows = read(write(tmp_path, TEXT.replace("\n", "\r\n").encode()))
    assert [(line, row[:2]) for line, row in rows] == [(2, ["1", "Ménaka"]), (5, ["2", "Ber"])]


def test_a_workbook(tmp_path: Path) -> None:
    rows = [["id", "date", "place", "n"], [25798, (DATE, 42370), "Ménaka <&>", 1.5], [None, None, None, None], ["x"]]
    path = workbook(tmp_path / "f.xlsx", {"Notes": [["about"]], "Données": rows})
    notes, data = [(t.name, t.header, list(t.rows)) for t in tables(path)]
    assert notes[1] == ["about"]
    assert data[0] == "f.xlsx, Données" and data[1] == ["id", "date", "place", "n"]
    assert data[2] == [(2, ["25798", "2016-01-01", "Ménaka <&>", "1.5"]), (4, ["x"])]


def test_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    (table,) = [
        list(t.rows) for t in tables(workbook(tmp_path / "f.xlsx", {"a": [["d"], [(DATE, 40908)]]}, since_1904=True))
    ]
    assert table == [(2, ["2016-01-01"])]


def test_a_sheet_without_rows_is_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", {"a": [["id"], ["7"]]})
    sheet = '<worksheet xmlns="m"><sheetData/></worksheet>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "g.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if "sheet1" in name else old.read(name))
    assert list(tables(tmp_path / "g.xlsx")) == []


def test_a_workbook_whose_tags_carry_a_prefix(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", {"a": [["id"], [7]]})
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "g.xlsx", "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if "sheet1" in name:
                text = re.sub(r"<(/?)(?!\?)", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
            new.writestr(name, text)
    (table,) = [(t.header, list(t.rows)) for t in tables(tmp_path / "g.xlsx")]
    assert table == (["id"], [(2, ["7"])])


def test_a_long_workbook_is_read_in_pieces(tmp_path: Path) -> None:
    rows = [["id", "note"], *([n, f"incident {n} " * 9] for n in range(9000))]
    (table,) = [list(t.rows) for t in tables(workbook(tmp_path / "f.xlsx", {"a": rows}))]
    assert [line for line, _ in table] == list(range(2, 9002)) and table[-1][1] == ["8999", "incident 8999 " * 9]


PIECE = (
    '<row r="2" spans="1:9"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>42370</v></c><c r="AB2"/></row>\n'
    '<row><c t="inlineStr"><is><t xml:space="preserve"> a &lt;&amp;&#233;</t></is></c><c t="str"><v/></c><c/></row>'
    '<row r="9" ht="15"/><row r="10"><c r="B10" s="2" t="b"><v>1</v></c></row>'
)
OTHER_FORMS = [
    '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
    '<row r="1"><c t="s" r="A1"><v>0</v></c></row>',
    '<row ht="3" r="7"><c r="A7"><v>2</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    '<row r="1"><!-- <c r="A1"><v>9</v></c> --><c r="A1"><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v><![CDATA[2]]></v></c></row>',
]


def test_the_fast_reading_of_a_sheet_is_the_parser_s(tmp_path: Path) -> None:
    plain = xlsx._plain(PIECE.encode())
    parsed = list(xlsx._parsed(f'<worksheet xmlns="m">{PIECE}</worksheet>'.encode()))
    assert plain == parsed and plain is not None and plain[1][1][0][3] == " a <&é"


@pytest.mark.parametrize("piece", OTHER_FORMS)
def test_other_forms_of_a_sheet_are_left_to_the_parser(piece: str) -> None:
    assert xlsx._plain(piece.encode()) is None
    ((_, ((_, _, _, text),)),) = xlsx._parsed(f'<worksheet xmlns="m">{piece}</worksheet>'.encode())
    assert text in ("0", "2", "ab")


def test_a_workbook_in_an_archive(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"a": [["id"], ["7"]]}).read_bytes()
    (table,) = [(t.header, list(t.rows)) for t in tables(write(tmp_path, zipped("b.xlsx", data=book), "f.zip"))]
    assert table == (["id"], [(2, ["7"])])


def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = workbook(tmp_path / "f.xlsx", {"a": [["id"], ["7"]]}, doctype=bomb)
    with pytest.raises(FileProblem, match="workbook is damaged"):
        [list(t.rows) for t in tables(path)]


WRONG = {
    "a PDF": (b"%PDF-1.7 ...", "PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx without a password"),
    "a page that asks to log in": (b"\n <!DOCTYPE html><html>", "log in"),
    "JSON": (b'{"data": []}', "JSON"),
    "a list in JSON": (b"[1]", "JSON"),
    "nothing": (b"", "is empty"),
    "empty lines": (b"\n\n\n", "is empty"),
    "latin-1": ("id,place\n1,Ber\n2,Ménaka\n".encode("latin-1"), "line 3: this line is not UTF-8"),
    "a NUL": (b"id,place\n1,B\0r\n", "line 2: .*control character"),
    "a quote never closed": (b'id,place\n1,"Ber\n2,Gao\n', "line 2: .*quote is never closed"),
    "a cut archive": (zipped("data.csv")[:-40], "damaged or incomplete"),
    "a cut gz": (gzip.compress(TEXT.encode() * 99, mtime=0)[:-20], "damaged or incomplete"),
    "an archive with nothing in it": (zipped("a.pdf"), "0 tables"),
    "an archive with two tables": (zipped("a.csv", "b.csv"), "2 tables"),
    "a workbook of another kind": (zipped("xl/workbook.xml"), "workbook is damaged"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_table_is_told(tmp_path: Path, name: str) -> None:
    data, words = WRONG[name]
    path = write(tmp_path, data)
    with pytest.raises(FileProblem, match=words) as wrong:
        [list(t.rows) for t in tables(path)]
    assert "f.csv" in wrong.value.say("fr") and "{" not in wrong.value.say("fr")


def test_files_that_cannot_be_had(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(FileProblem):
            list(tables(path))
