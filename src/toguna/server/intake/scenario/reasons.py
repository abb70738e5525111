"""Why a file cannot be read, in both languages: the system and the parsers speak English only."""

from __future__ import annotations

import errno
from typing import Final

from toguna.base.text import Text

_SYSTEM: Final = {
    errno.ENOENT: Text(
        fr="ce fichier n’existe pas. Vérifier son nom et son dossier.",
        en="this file does not exist. Check its name and folder.",
    ),
    errno.EISDIR: Text(
        fr="c’est un dossier. Donner le nom d’un fichier.", en="this is a folder. Give the name of a file."
    ),
    errno.EACCES: Text(
        fr="la lecture de ce fichier n’est pas autorisée. En changer les droits, ou le copier ailleurs.",
        en="reading this file is not allowed. Change its permissions, or copy it elsewhere.",
    ),
}
_OTHERWISE: Final = Text(
    fr="ce fichier ne peut pas être lu. Le copier sur ce poste, puis recommencer.",
    en="this file cannot be read. Copy it to this machine and try again.",
)
_PARSERS: Final = (
    ("mapping values are not allowed", "deux-points de trop ou sans guillemets", "a colon too many, or unquoted"),
    ("could not find expected ':'", "il manque deux-points après un champ", "a colon is missing after a field"),
    ("expected ',' or '}'", "virgule ou accolade manquante", "a comma or closing brace is missing"),
    ("expected ',' or ']'", "virgule ou crochet manquant", "a comma or closing bracket is missing"),
    ("expected <block end>", "retrait inégal", "uneven indent"),
    ("cannot start any token", "caractère mal placé (tabulation ?)", "a misplaced character (a tab?)"),
    ("unexpected end of stream", "guillemet ou accolade jamais fermé", "a quote or brace is never closed"),
    ("unexpected end of data", "guillemet jamais fermé", "a quote is never closed"),
    ("expected after", "guillemet au milieu d’une case", "a quote in the middle of a cell"),
    ("field larger than", "case démesurée", "an oversized cell"),
    ("another document", "plusieurs documents dans un fichier", "several documents in one file"),
    ("not allowed", "caractère de commande", "a control character"),
)
NO_KEY: Final = Text(fr="un nom de champ n’est pas un mot", en="the name of a field is not a word")
_UNREADABLE: Final = Text(fr="forme non reconnue", en="form not recognised")


def of_system(error: OSError) -> Text:
    """Why the system does not give a file, and what to do."""
    return _SYSTEM.get(error.errno or 0, _OTHERWISE)


def of_parser(message: str) -> Text:
    """What a parser of YAML or CSV stumbled over."""
    return next((Text(fr=fr, en=en) for part, fr, en in _PARSERS if part in message), _UNREADABLE)
