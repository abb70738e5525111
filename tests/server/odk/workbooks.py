"""XLSForms in the shape of those that go round, and others that are wrong or made to do harm. None is anybody's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Sheets = Mapping[str, Sequence[Sequence[object]]]
SETTINGS = [["form_title", "form_id", "version"], ["Visite de marché", "visite-marche", "2031061501"]]


def book(sheets: Sheets) -> bytes:
    """A workbook as a spreadsheet saves it."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


HOUSEHOLD: Sheets = {
    "survey": [
        [
            "type",
            "name",
            "label::Français (fr)",
            "label::English (en)",
            "required",
            "relevant",
            "constraint",
            "calculation",
            "choice_filter",
            "media::image::Français (fr)",
            "appearance",
            "repeat_count",
        ],
        ["start", "debut"],
        ["today", "jour"],
        ["deviceid", "appareil"],
        ["phonenumber", "mon_numero"],
        ["username", "qui"],
        ["note", "bonjour", "Bonjour", "Hello"],
        ["select_one region", "region", "Région", "Region", "yes", None, None, None, None, "carte.png", "minimal"],
        ["select_one cercle", "cercle", "Cercle", "District", "yes", None, None, None, "region=${region}"],
        ["begin_repeat", "stand", "Étal", "Stall", None, None, None, None, None, None, None, "3"],
        ["integer", "prix", "Prix", "Price", None, None, ". >= 0"],
        ["select_multiple produit", "produits", "Produits", "Goods"],
        ["end_repeat"],
        ["calculate", "total", None, None, None, None, None, "sum(${prix})"],
        ["geopoint", "ou", "Où", "Where"],
        ["image", "photo", "Photo", "Photo", None, "${total} > 0"],
        ["acknowledge", "fini", "Fini", "Done"],
    ],
    "choices": [
        ["list_name", "name", "label::Français (fr)", "label::English (en)", "region"],
        ["region", "n", "Nord", "North"],
        ["region", "s", "Sud", "South"],
        ["cercle", "a", "A", "A", "n"],
        ["cercle", "b", "B", "B", "s"],
        ["produit", 1, "Mil", "Millet"],
        ["produit", 2.0, "Riz", "Rice"],
    ],
    "settings": [
        ["form_title", "form_id", "version", "default_language"],
        ["Visite de marché", "visite-marche", 2031061501, "Français (fr)"],
    ],
}
PATROL: Sheets = {
    "survey": [
        ["type", "name", "label", "hint", "required", "parameters"],
        ["begin group", "g", "Groupe"],
        ["select_one_from_file places.csv", "place", "Localité", "La plus proche", True],
        ["range", "note", "Note", None, False, "start=0 end=10 step=1"],
        ["text", "mots", "Vos mots"],
        ["end group"],
    ],
    "settings": SETTINGS,
}
SHAPES = {"household": HOUSEHOLD, "patrol": PATROL}

_ONE = ["type", "name", "label"]
WRONG: dict[str, tuple[Sheets, str]] = {
    "no survey": ({"choices": [["list_name", "name"]], "settings": SETTINGS}, "pas de feuille"),
    "nothing asked": ({"survey": [_ONE], "settings": SETTINGS}, "pas de feuille"),
    "no version": ({"survey": [_ONE, ["text", "a", "A"]], "settings": [["form_id"], ["x"]]}, "form_id ou version"),
    "an id with a slash": (
        {"survey": [_ONE, ["text", "a", "A"]], "settings": [["form_id", "version"], ["a/b", "1"]]},
        "form_id ou version",
    ),
    "a name with a space": ({"survey": [_ONE, ["text", "a b", "A"]], "settings": SETTINGS}, "en anglais"),
    "an unknown kind": ({"survey": [_ONE, ["texte", "a", "A"]], "settings": SETTINGS}, "en anglais"),
    "a name twice": ({"survey": [_ONE, ["text", "a", "A"], ["text", "a", "B"]], "settings": SETTINGS}, "en anglais"),
    "a group without end": (
        {"survey": [_ONE, ["begin group", "g", "G"], ["text", "a", "A"]], "settings": SETTINGS},
        "en anglais",
    ),
    "a list that is missing": ({"survey": [_ONE, ["select_one x", "a", "A"]], "settings": SETTINGS}, "en anglais"),
    "a question that is none": (
        {"survey": [[*_ONE, "relevant"], ["text", "a", "A", "${b} = 1"]], "settings": SETTINGS},
        "en anglais",
    ),
    "a form of ours": (
        {"survey": [_ONE, ["text", "a", "A"]], "settings": [["form_id", "version"], ["cadre-incident", "2099010101"]]},
        "formulaire du logiciel",
    ),
    "sent elsewhere": (
        {
            "survey": [_ONE, ["text", "a", "A"]],
            "settings": [["form_id", "version", "submission_url"], ["x", "1", "https://ailleurs.example/submission"]],
        },
        "enverrait les réponses ailleurs",
    ),
    "for another key": (
        {
            "survey": [_ONE, ["text", "a", "A"]],
            "settings": [["form_id", "version", "public_key"], ["x", "1", "MIIBIjANBgkqhkiG9w0BAQ"]],
        },
        "autre clé",
    ),
    "a list that is not given": (
        {"survey": [_ONE, ["select_one_from_file noms.csv", "a", "A"]], "settings": SETTINGS},
        "que ce bureau ne donne pas",
    ),
}

BOOK = '<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="survey" r:id="r1"/></sheets></workbook>'
LINKS = '<Relationships xmlns="p"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'


def packed(pieces: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive that says it is a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in pieces.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_sheet(sheet: str | bytes, shared: str | bytes = "<sst/>") -> bytes:
    return packed(
        {
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": LINKS,
            "xl/sharedStrings.xml": shared,
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def lying() -> bytes:
    """It says that a piece is small, and it is not."""
    whole = with_sheet(b"<worksheet>" + b" " * 30_000_000)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return whole.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def harmful() -> dict[str, bytes]:
    """Archives made to unfold, to go on for ever, or to read what is not theirs."""
    return {
        "thirty megabytes of nothing": with_sheet(b"<worksheet>" + b" " * 30_000_000),
        "texts of thirty megabytes": with_sheet("<worksheet/>", b"<sst><si><t>" + b"a" * 30_000_000),
        "a size that is a lie": lying(),
        "a million empty cells": with_sheet(b"<worksheet><row>" + b"<c/>" * 1_000_000 + b"</row></worksheet>"),
        "a million levels": with_sheet(b"<c>" * 1_000_000),
        "a billion laughs": with_sheet(f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><worksheet>&l9;</worksheet>'),
        "a file of this machine": with_sheet(
            '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'
        ),
        "a way out of the archive": packed(
            {
                "xl/workbook.xml": BOOK,
                "xl/_rels/workbook.xml.rels": LINKS.replace("worksheets/sheet1.xml", "../../../../etc/passwd"),
            }
        ),
        "ten thousand pieces": packed({f"x{n}": "" for n in range(10_000)}),
        "an archive in an archive": packed({"xl/workbook.xml": packed({"xl/workbook.xml": BOOK})}),
        "a text that is not there": with_sheet(
            '<worksheet><row><c t="s"><v>9</v></c></row><row><c t="s"><v>1</v></c></row></worksheet>'
        ),
        "a column a thousand miles away": with_sheet(
            '<worksheet><row><c r="ZZZ1" t="str"><v>type</v></c></row>'
            '<row><c r="ZZZ2" t="str"><v>text</v></c></row></worksheet>'
        ),
        "cut in the middle": book(PATROL)[:2_000],
        "no archive at all": b"PK\x03\x04" + b"\0" * 500,
        "six megabytes": b"PK\x03\x04" + bytes(6_000_000),
    }
