"""An export of the Kobo API, version 2: `GET /api/v2/assets/{uid}/data/?format=json`, one page or the list itself.

A submission is known as `kobo:{asset}:{root uuid}`; an edit keeps the root and changes `_uuid`, so it is the same
report in other words. What tells whose phone or account it was is not read, and no measured position is taken.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from toguna.base.text import Text
from toguna.server.actions.partners import Row
from toguna.server.intake.odk.meaning import INCOMPLETE, NOTHING, meaning
from toguna.server.intake.partners.fields import Spots, report
from toguna.server.intake.partners.mapping import Columns
from toguna.server.intake.scenario.reading import NoFile
from toguna.server.intake.scenario.reasons import of_system
from toguna.server.intake.tables.cells import Wrong
from toguna.server.intake.tables.given import File
from toguna.server.intake.tables.opening import Progress

MOST_BYTES: Final = 500_000_000
MOST_ROWS: Final = 100_000
OURS: Final = "cadre-incident"
_ASIDE: Final = frozenset({"validation_status_not_approved"})
_NOT_JSON = Text(
    fr="ce n’est pas un export JSON de Kobo ({why}). Dans l’API : …/api/v2/assets/(uid)/data/?format=json.",
    en="this is no JSON export of Kobo ({why}). In the API: …/api/v2/assets/(uid)/data/?format=json.",
)
_SHAPE = Text(
    fr="ce JSON n’a pas la forme d’un export Kobo v2 : une liste d’envois, ou un objet avec « results ».",
    en="this JSON is not shaped as a Kobo v2 export: a list of submissions, or an object with “results”.",
)
_TOO_LARGE = Text(fr="le fichier dépasse 500 Mo. Le découper.", en="the file is larger than 500 MB. Split it.")
_TOO_MANY = Text(fr="plus de 100 000 envois. Découper l’export.", en="more than 100,000 submissions. Split it.")
_MORE = Text(
    fr="ce n’est qu’une page de l’export : {number} envois en tout. Joindre les autres pages en une liste, ou demander "
    "tout avec limit.",
    en="this is only one page of the export: {number} submissions in all. Join the other pages into one list, or ask "
    "for all with limit.",
)
_NO_ID = Text(
    fr="cet envoi n’a ni formulaire (_xform_id_string) ni identifiant (_uuid). Refaire l’export.",
    en="this submission has neither a form (_xform_id_string) nor an id (_uuid). Export again.",
)
_INCOMPLETE = Text(
    fr="réponses trop longues pour un compte rendu. Les raccourcir dans Kobo, puis refaire l’export.",
    en="answers too long for a report. Shorten them in Kobo, then export again.",
)
_TWICE = Text(
    fr="la question « {key} » figure dans plusieurs groupes : écrire groupe/question dans --mapping.",
    en="the question “{key}” stands in several groups: write group/question in --mapping.",
)


def assets(held: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The forms that the submissions are of."""
    return tuple(dict.fromkeys(str(one.get("_xform_id_string") or "") for one in held))


def submissions(path: File) -> list[Mapping[str, Any]]:
    """The submissions of an export, as they stand.

    Raises
    ------
    NoFile
    """
    try:
        with path.open("rb") as file:
            if file.seek(0, io.SEEK_END) > MOST_BYTES:
                raise NoFile(file=path.name, problem=_TOO_LARGE)
            file.seek(0)
            data = json.loads(file.read().decode("utf-8-sig"))
    except OSError as error:
        raise NoFile(file=path.name, problem=of_system(error)) from None
    except (ValueError, RecursionError) as error:
        raise NoFile(file=path.name, problem=_said(_NOT_JSON, why=str(error)[:80])) from None
    held = data.get("results") if isinstance(data, dict) else data
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise NoFile(file=path.name, problem=_SHAPE)
    if isinstance(data, dict) and (data.get("next") or data.get("previous")):
        raise NoFile(file=path.name, problem=_said(_MORE, number=data.get("count", "?")))
    if len(held) > MOST_ROWS:
        raise NoFile(file=path.name, problem=_TOO_MANY)
    return held


def rows(
    held: list[Mapping[str, Any]],
    by: Callable[[str], Columns | None],
    spots: Spots,
    lists: Mapping[str, Collection[str]],
    language: str,
    progress: Progress | None = None,
) -> Iterator[Row]:
    """The reports of an export. `by` gives the mapping of a form; without one it is taken to be ours."""
    for line, one in enumerate(held, 1):
        if progress is not None:
            progress(line, len(held))
        yield _row(line, one, by, spots, lists, language)


def _row(
    line: int,
    one: Mapping[str, Any],
    by: Callable[[str], Columns | None],
    spots: Spots,
    lists: Mapping[str, Collection[str]],
    language: str,
) -> Row:
    asset, uuid = str(one.get("_xform_id_string") or ""), _bare(one.get("_uuid") or one.get("meta/instanceID"))
    root = _bare(one.get("meta/rootUuid")) or uuid
    if not asset or not uuid:
        return Row(line, "", problem=_NO_ID)
    source = f"kobo:{asset}"
    status = one.get("_validation_status")
    if isinstance(status, dict) and status.get("uid") in _ASIDE:
        return Row(line, f"{source}:{root}")
    answers, twice = _answers(one)
    mapping = by(asset)
    if mapping is None:
        return _ours(line, f"{source}:{root}", uuid, {n: v for n, v in answers.items() if "/" not in n}, lists)

    def get(own: str) -> str:
        if own in ("id", "revision"):
            return root if own == "id" else uuid
        asked = mapping.columns.get(own, "")
        if asked in twice:
            raise Wrong(own, _TWICE, key=asked)
        return answers.get(asked, "")

    try:
        return report(line, get, mapping, spots, source, language)
    except Wrong as wrong:
        return Row(line, "", column=mapping.columns.get(wrong.column, wrong.column), problem=wrong.text)


def _ours(
    line: int, external: str, revision: str, answers: Mapping[str, str], lists: Mapping[str, Collection[str]]
) -> Row:
    kind, fields = meaning(OURS, answers, lists)
    if kind == NOTHING:
        return Row(line, external, left_out=True)
    if kind == INCOMPLETE:
        return Row(line, "", column="words", problem=_INCOMPLETE)
    return Row(line, external, revision, fields)


def _answers(one: Mapping[str, Any]) -> tuple[dict[str, str], frozenset[str]]:
    """Each answer under its whole path, and under the question's own name where no other group has that."""
    whole = {key: str(value) for key, value in one.items() if not key.startswith(("_", "meta/")) and _plain(value)}
    short: dict[str, list[str]] = {}
    for key in whole:
        short.setdefault(key.rpartition("/")[2], []).append(key)
    twice = frozenset(name for name, keys in short.items() if len(keys) > 1 and name not in whole)
    return whole | {name: whole[keys[0]] for name, keys in short.items() if len(keys) == 1}, twice


def _plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _bare(value: object) -> str:
    return str(value or "").removeprefix("uuid:").strip()[:120]


def _said(text: Text, **data: object) -> Text:
    said = {name: str(value).replace("{", "(").replace("}", ")") for name, value in data.items()}
    return Text(fr=text.fr.format(**said), en=text.en.format(**said))
