"""Compiling the brief and a meeting's papers: our fonts only, no clock, so that the same data gives the same bytes
anywhere.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from toguna.base.errors import InstallationError
from toguna.base.text import Text

HERE = Path(__file__).parent
TEMPLATE, FONTS = HERE / "brief.typ", HERE / "fonts"


class CannotPrint(InstallationError):
    """The layout engine refused: a damaged installation, since the template and fonts travel with the software."""

    code = "cannot-print"
    text = Text(
        fr="La note n’a pas pu être mise en page ({detail}). Réinstaller le logiciel, puis recommencer.",
        en="The brief could not be laid out ({detail}). Install the software again, then retry.",
    )


@cache
def _compiler(template: Path) -> Any:
    # Imported late: 80 MB that `toguna --help` does not need. Kept: fonts and template are read once.
    import typst

    return typst.Compiler(str(template), root=str(HERE), font_paths=[str(FONTS)], ignore_system_fonts=True)


def pdf(document: dict[str, Any], template: Path = TEMPLATE) -> bytes:
    """The document as PDF/UA-1.

    Raises
    ------
    CannotPrint
    """
    made: bytes = _compile(document, template, format="pdf", pdf_standards=["ua-1"])
    return made


def png(document: dict[str, Any], ppi: float = 110, template: Path = TEMPLATE) -> list[bytes]:
    """The same pages as pictures, to be looked at.

    Raises
    ------
    CannotPrint
    """
    made = _compile(document, template, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made)


def _compile(document: dict[str, Any], template: Path, **options: Any) -> Any:
    import typst

    # Data goes in as JSON and never as markup: whatever a person wrote stays words.
    data = json.dumps(document, ensure_ascii=False, sort_keys=True)
    try:
        # The timestamp of the file is the epoch: a clock in it would tell copies of one brief apart.
        return _compiler(template).compile(sys_inputs={"data": data}, timestamp=0, **options)
    except typst.TypstError as error:
        raise CannotPrint(detail=str(error).splitlines()[0]) from error
