"""A partner's file in the terms of one framework: its places, the mappings that are kept for its sources, its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.places import Place, Road
from toguna.server.actions.partners import Row, kept_mapping
from toguna.server.intake.partners import kobo, tables
from toguna.server.intake.partners.fields import Spots, folded
from toguna.server.intake.partners.mapping import Columns, load
from toguna.server.intake.tables.given import File, InMemory
from toguna.server.intake.tables.opening import Progress
from toguna.server.queries.phone_lists import LISTS
from toguna.server.queries.reading import Reading

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class SourceName(InputError):
    """No name of the source was given, or one that cannot be."""

    code = "source-name"
    text = Text(
        fr="Nommer d’où vient ce fichier (--source), toujours de même : minuscules sans accent, chiffres et tirets "
        "(« {value} » ne va pas). Exemple : ong-veille.",
        en="Name where this file comes from (--source), always the same: small letters without accents, digits and "
        "hyphens (“{value}” does not fit). Example: ong-veille.",
    )


@dataclass(frozen=True)
class Told:
    """The rows of a file, the one source that they are of, if it is one, and the mappings to keep once they are in."""

    rows: Iterator[Row]
    source: str | None
    mappings: Mapping[str, Columns]


def of_table(
    file: File,
    reading: Reading,
    source: str,
    mapping: Path | Columns | None,
    lang: str,
    progress: Progress | None = None,
) -> Told:
    """What a table tells.

    Raises
    ------
    SourceName, FileProblem
    """
    _check(source)
    given = load(mapping) if isinstance(mapping, Path) else mapping
    rows = tables.rows(file, given or _kept(reading, source), _spots(reading), source, lang, progress)
    return Told(rows, source, {source: given} if given else {})


def of_kobo(file: File, reading: Reading, mapping: Path | None, lang: str, progress: Progress | None = None) -> Told:
    """What an export of Kobo tells.

    Raises
    ------
    FileProblem
    """
    held = kobo.submissions(file)
    given = load(mapping, needed=("date",)) if mapping else None
    sources = [f"kobo:{asset}" for asset in kobo.assets(held) if asset]
    by = {source: given or _kept(reading, source) for source in sources}
    lists = {name: frozenset(one.name for one in choices(reading)) for name, choices in LISTS.items()}
    rows = kobo.rows(held, lambda asset: by.get(f"kobo:{asset}"), _spots(reading), lists, lang, progress)
    return Told(rows, sources[0] if len(sources) == 1 else None, dict.fromkeys(sources, given) if given else {})


def of_given(
    name: str,
    data: bytes,
    reading: Reading,
    source: str,
    lang: str,
    progress: Progress | None = None,
    by: str | None = None,
) -> Iterator[Row]:
    """The rows of a file that came to a page: an export of Kobo by its name's end, else a table. `by` is a mapping as
    it is kept.

    Raises
    ------
    SourceName, FileProblem
    """
    file = InMemory(name, data)
    if _is_kobo(name):
        return of_kobo(file, reading, None, lang, progress).rows
    given = Columns.from_text(by) if by is not None else None
    return of_table(file, reading, source, given, lang, progress).rows


def headers_to_choose(name: str, data: bytes, reading: Reading, source: str, anew: bool) -> tuple[str, ...]:
    """The columns of a file of which somebody has to say what they are; none where that is known. `anew`: it is asked
    although it is.

    Raises
    ------
    SourceName, FileProblem
    """
    if _is_kobo(name):
        return ()
    _check(source)
    if not anew and _kept(reading, source) is not None:
        return ()
    return tables.headers(InMemory(name, data), anew=anew)


def _is_kobo(name: str) -> bool:
    return name.lower().endswith(".json")


def _check(source: str) -> None:
    if not _NAME.fullmatch(source):
        raise SourceName(value=source)


def _kept(reading: Reading, source: str) -> Columns | None:
    text = kept_mapping(reading.register, source)
    return Columns.from_text(text) if text is not None else None


def _spots(reading: Reading) -> Spots:
    """The framework's places and roads, and the names that only one of them has."""
    names: dict[str, set[str]] = {}
    spots: list[Place | Road] = [*reading.all(Place), *reading.all(Road)]
    for one in spots:
        for said in (one.name.fr, one.name.en):
            if said:
                names.setdefault(folded(said), set()).add(one.id)
    return Spots(
        frozenset(place.id for place in reading.all(Place)),
        frozenset(road.id for road in reading.all(Road)),
        {said: next(iter(ids)) for said, ids in names.items() if len(ids) == 1},
    )
