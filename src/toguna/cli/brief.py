"""`toguna brief`: the meeting brief as PDF; without --seat the copy for all, which carries no future date."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import day_of, opened
from toguna.cli.output import print_json

if TYPE_CHECKING:
    from toguna.server.queries.reading import Reading


class CannotWrite(InputError):
    """The brief cannot be written where it was asked to go."""

    code = "cannot-write"
    text = Text(
        fr="Impossible d’écrire la note dans {path} ({reason}). Choisir un autre dossier ou fichier avec --out.",
        en="The brief cannot be written to {path} ({reason}). Choose another folder or file with --out.",
    )


class BadCopy(InputError):
    """Copies are numbered from one."""

    code = "bad-copy-number"
    text = Text(
        fr="« {copy} » n’est pas un numéro d’exemplaire : écrire --copy 1, 2, 3…",
        en="“{copy}” is not a copy number: write --copy 1, 2, 3…",
    )


_REASONS = {
    FileNotFoundError: Text(fr="le dossier n’existe pas", en="the folder does not exist"),
    NotADirectoryError: Text(fr="ce n’est pas un dossier", en="it is not a folder"),
    PermissionError: Text(fr="pas le droit d’y écrire", en="no right to write there"),
}
_OTHER = Text(fr="le disque l’a refusé", en="the disk refused")


def brief(options: argparse.Namespace) -> int:
    """Write one brief and print its path; 0."""
    if options.copy < 1:
        raise BadCopy(copy=options.copy)
    with opened(options) as home:
        from toguna.server.queries.reading import read, read_for_all

        day = day_of(options.as_of)
        if options.seat is None:
            reading = read_for_all(home, framework=options.framework, as_of=day)
        else:
            reading = read(home, framework=options.framework, seat=options.seat, as_of=day)
        path = write_brief(reading, options.lang, Path(options.out or "."), options.copy)
        if options.json:
            print_json(_as_json(reading, options, path))
        else:
            print(path)
    return 0


def write_brief(reading: Reading, lang: str, where: Path, copy: int = 1) -> Path:
    """Write the brief of a reading into a folder or as a file.

    Raises
    ------
    CannotWrite
    """
    from toguna.server import reports

    path = where if where.suffix.lower() == ".pdf" and not where.is_dir() else where / reports.file_name(reading, lang)
    write_whole(path, reports.pdf(reading, lang, copy=copy))
    return path


def write_whole(path: Path, made: bytes) -> None:
    """Write a printed paper.

    Raises
    ------
    CannotWrite
    """
    try:
        _replace(path, made)
    except OSError as error:
        reason = _REASONS.get(type(error), _OTHER)
        raise CannotWrite(path=path, reason=reason) from error


def _replace(path: Path, made: bytes) -> None:
    """Whole or not at all: an interrupted run leaves no half brief under its final name."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".pdf", delete=False) as draft:
        temporary = Path(draft.name)
        try:
            draft.write(made)
            draft.close()
            temporary.chmod(0o600)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _as_json(reading: Reading, options: argparse.Namespace, path: Path) -> dict[str, object]:
    return {
        "path": str(path),
        "framework": reading.framework,
        "as_of": reading.as_of,
        "seat": reading.reader.seat,
        "lang": options.lang,
        "copy": options.copy,
    }
