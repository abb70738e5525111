"""Which of a partner's columns or questions is what, and what his words stand for: a short YAML file, kept for the next
edition of the same source.

    columns: {id: Ref, date: Date, kind: Type, near: Localité, told: Récit, killed: Morts}
    kinds: {Braquage: ROB-ROAD, Enlèvement: ABD}    # others are told as “other”, in the partner's words
    places: {Carrefour du puits: talvane}           # places and roads that are called otherwise there
    day_first: true                                 # 05/06/2025 is 5 June

Without one, a table must be tagged with HXL, or its columns have the names on the left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.codes import INCIDENT_KINDS
from toguna.server.intake.scenario.reading import Item, problem, read

NEEDED: Final = ("id", "date")
COLUMNS: Final = (
    *("id", "date", "precision", "kind", "where", "near", "what", "told", "assessment"),
    *("killed", "injured", "abducted", "basis", "revision"),
)
_SECTIONS: Final = ("columns", "kinds", "places", "day_first")
_UNKNOWN_KEY = Text(
    fr="« {key} » n’est pas admis ici. Admis : {known}.", en="“{key}” is not allowed here. Allowed: {known}."
)
_NOT_WORDS = Text(
    fr="la section « {key} » doit associer des mots à des mots. Exemple : kinds: (Braquage: ROB-ROAD).",
    en="the section “{key}” must map words to words. Example: kinds: (Braquage: ROB-ROAD).",
)
_INCOMPLETE = Text(
    fr="la section « columns » doit dire quelles colonnes sont : {missing}.",
    en="the section “columns” must say which columns are: {missing}.",
)


@dataclass(frozen=True)
class Columns:
    """Column of ours to column of theirs, kind of theirs to code of ours, place of theirs to id of ours."""

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = False

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Columns:
        """As it was kept."""
        return cls(**json.loads(text))


class ColumnsNotChosen(InputError):
    """A column without which no row is a report was not chosen."""

    code = "columns-not-chosen"
    text = Text(
        fr="Dire quelle colonne donne l’identifiant de chaque ligne et laquelle sa date : sans elles, une ligne ne "
        "peut être ni reconnue ni datée. Rien n’a été pris.",
        en="Say which column holds the id of each row and which its date: without them a row can be neither recognised "
        "nor dated. Nothing was taken.",
    )


def chosen(columns: Mapping[str, str], *, day_first: bool) -> str:
    """A mapping that somebody chose, as it is kept. `columns`: ours to theirs, empty where there is none.

    Raises
    ------
    ColumnsNotChosen
    """
    said = {own: columns[own] for own in COLUMNS if columns.get(own)}
    if not said.keys() >= {*NEEDED}:
        raise ColumnsNotChosen()
    return Columns(said, day_first=day_first).text()


def load(path: Path, *, needed: tuple[str, ...] = NEEDED) -> Columns:
    """Read a mapping.

    Raises
    ------
    FileProblem
        It cannot be read, names a column or code that there is not, or lacks one that is needed.
    """
    held = read(path)
    for key in held.values:
        if key not in _SECTIONS:
            raise problem(path.name, held.lines[key], _UNKNOWN_KEY, key=key, known=", ".join(_SECTIONS))
    columns, kinds, places = (_words(held, key, path) for key in _SECTIONS[:3])
    _known(held, "columns", columns, COLUMNS, path)
    missing = sorted(set(needed) - columns.keys())
    if missing:
        raise problem(path.name, held.lines.get("columns", 1), _INCOMPLETE, missing=", ".join(missing))
    _known(held, "kinds", kinds.values(), tuple(INCIDENT_KINDS), path)
    return Columns(columns, _folded(kinds), _folded(places), held.get("day_first") is True)


def _words(held: Item, key: str, path: Path) -> dict[str, str]:
    inner = held.get(key)
    if inner is None:
        return {}
    if not isinstance(inner, Item) or not all(isinstance(value, str) for value in inner.values.values()):
        raise problem(path.name, held.lines[key], _NOT_WORDS, key=key)
    return dict(inner.values)


def _known(held: Item, key: str, given: Any, known: tuple[str, ...], path: Path) -> None:
    for value in given:
        if value not in known:
            raise problem(path.name, held.lines[key], _UNKNOWN_KEY, key=value, known=", ".join(known))


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    return {word.strip().casefold(): code for word, code in words.items()}
