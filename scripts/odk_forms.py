"""Write the phone forms: XLSForms that anybody can open in a spreadsheet, and the XForms that phones download.

    python scripts/odk_forms.py          write what changed; refuses to change a version that was published

A version, once committed, is on phones for years: change `VERSION` of a form with its questions, and the file of the
older version stays beside the new one. Code lists come from the domain, so that no form can offer a code that the
register does not know.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from openpyxl import Workbook  # noqa: E402
from pyxform.xls2xform import convert  # noqa: E402

import odk_questions as asked  # noqa: E402 -- the package may not be installed
from odk_questions_people import DISSEMINATION, PERCEPTION, WEEK  # noqa: E402
from toguna.base.text import french_typography  # noqa: E402

FORMS = ROOT / "src" / "toguna" / "server" / "intake" / "odk" / "forms"
PUBLISHED = FORMS / "published.txt"
ALL = (asked.INCIDENT, asked.OUTING, WEEK, DISSEMINATION, PERCEPTION)
LANGUAGES = ("Français (fr)", "English (en)")
SURVEY = ("type", "name", "required", "relevant", "constraint", "choice_filter", "appearance", "parameters")
"""Columns in one language only; the others stand once a language, sound included: nothing is recorded yet."""
SPOKEN = ("label", "hint", "constraint_message", "media::audio")


def survey_columns() -> list[str]:
    """The columns of the questions."""
    return [*SURVEY, *(f"{name}::{language}" for name in SPOKEN for language in LANGUAGES), "calculation"]


def choice_columns() -> list[str]:
    """The columns of the answers to choose from."""
    labels = [f"{name}::{language}" for name in ("label", "media::audio") for language in LANGUAGES]
    return ["list_name", "name", *labels, "family"]


def spread(row: dict[str, Any]) -> dict[str, str]:
    """A row with each text in its column."""
    out: dict[str, str] = {}
    for name, value in row.items():
        if name in SPOKEN:
            out |= {f"{name}::{LANGUAGES[0]}": french_typography(value.fr), f"{name}::{LANGUAGES[1]}": value.en}
        else:
            out[name] = str(value)
    return out


def sheets(form: asked.Form) -> dict[str, tuple[Sequence[str], list[dict[str, str]]]]:
    """The three sheets of a form's workbook."""
    settings = {
        "form_title": form.title.fr,
        "form_id": form.id,
        "version": form.version,
        "default_language": LANGUAGES[0],
    }
    return {
        "survey": (survey_columns(), [spread(row) for row in form.questions]),
        "choices": (choice_columns(), [spread(row) for row in form.answers]),
        "settings": (tuple(settings), [settings]),
    }


def xform(form: asked.Form) -> bytes:
    """The XForm of a form, as pyxform makes it."""
    book = {name: [_said(row) for row in rows] for name, (_, rows) in sheets(form).items()}
    made = convert(xlsform=book, validate=False, pretty_print=False, form_name="data")
    return made.xform.encode()


def _said(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if value}


def write_workbook(form: asked.Form, path: Path) -> None:
    """The same as a workbook, with the columns for sound standing empty."""
    book = Workbook()
    book.remove(book.active)
    for name, (columns, rows) in sheets(form).items():
        sheet = book.create_sheet(name)
        sheet.append(list(columns))
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
    book.save(path)


def main() -> int:
    """Write the files; 1 where a published version would change."""
    for form in ALL:
        folder = FORMS / form.id
        folder.mkdir(parents=True, exist_ok=True)
        path, made = folder / f"{form.version}.xml", xform(form)
        if path.exists() and path.read_bytes() != made:
            print(f"{path.name} of {form.id} is published: give the changed form another version", file=sys.stderr)
            return 1
        if not path.exists():
            path.write_bytes(made)
            write_workbook(form, folder / f"{form.id}.xlsx")
            with PUBLISHED.open("a", encoding="ascii") as file:
                file.write(f"{form.id} {form.version} {sha256(made).hexdigest()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
