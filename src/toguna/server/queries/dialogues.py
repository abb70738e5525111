"""Mediation cases for reading: between constituencies and parties, nobody by name; a relapse is told, not hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.dialogues import DIALOGUE, Dialogue, Rumour
from toguna.domain.visibility import level_visible
from toguna.server.queries.naming import both, case_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.rumours import rumour_view
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import Said, in_order, linked, links, party_names, source_name, told

_OVER: Final = frozenset({"settled", "closed"})


@dataclass(frozen=True, slots=True)
class DialogueRow:
    """One mediation case. `open`: it is not settled or closed; `relapses`: how often it has begun again."""

    id: str
    name: Text
    status: str
    label: Text
    open: bool
    issue: str | None
    stage: str | None
    constituencies: tuple[str, ...]
    parties: Text | None
    where: Text
    since: When | None
    relapses: int


@dataclass(frozen=True)
class DialogueStory:
    """A mediation case with what it came from, what it led to, and the rumours about it."""

    row: DialogueRow
    mediators: Text | None
    agreement: Link | None
    because: tuple[Link, ...]
    led_to: tuple[Link, ...]
    rumours: tuple[Link, ...]
    steps: tuple[Step, ...]


def shown(reading: Reading) -> bool:
    """Whether dialogues are for this reader: the members."""
    return level_visible(reading.reader, "framework")


def listed(reading: Reading) -> list[DialogueRow]:
    """The mediation cases, those still open first, the latest first."""
    if not shown(reading):
        return []
    rows = [_row(reading, held) for held in reading.all(Dialogue) if held.framework == reading.framework]
    rows.sort(key=lambda row: (row.since.last.isoformat() if row.since and row.since.known else "", row.id))
    rows.reverse()
    return sorted(rows, key=lambda row: not row.open)


def story(reading: Reading, id_: str) -> DialogueStory | None:
    """One mediation case; None where there is none, or none for this reader."""
    held = reading.by_id(Dialogue).get(id_)
    if held is None or not shown(reading) or held.framework != reading.framework:
        return None
    about = [one.id for one in reading.all(Rumour) if one.dialogue == id_ and rumour_view(reading, one) == "whole"]
    return DialogueStory(
        _row(reading, held),
        party_names(reading, held.mediators),
        linked(reading, held.agreement) if held.agreement else None,
        links(reading, held.because),
        links(reading, held.led_to),
        tuple(Link("rumour", one, both(reading.by_id(Rumour)[one].what)) for one in about),
        in_order(_steps(reading, held)),
    )


def _row(reading: Reading, held: Dialogue) -> DialogueRow:
    assert DIALOGUE.machine is not None
    said = told(reading, "dialogue", held.id)
    return DialogueRow(
        held.id,
        both(held.what) if held.what else case_name(reading, held.id),
        held.status,
        DIALOGUE.machine.labels[held.status],
        held.status not in _OVER,
        held.issue,
        held.stage,
        held.constituencies,
        party_names(reading, held.parties),
        spot_names(reading, held.where),
        held.start,
        sum(one.kind == "relapsed" for one in said),
    )


def _steps(reading: Reading, held: Dialogue) -> Iterator[Step]:
    for said in told(reading, "dialogue", held.id):
        yield _step(reading, held, said)


def _step(reading: Reading, held: Dialogue, said: Said) -> Step:
    known, entry = said.known, said.entry
    match said.kind:
        case "opened":
            source = source_name(reading, said.fields.get("source"))
            return Step("opened", said.when("start"), {}, said.fields.get("basis"), source, known=known, entry=entry)
        case "moved":
            stage = codes.DIALOGUE_STAGES.labels[str(said.fields.get("stage"))]
            return Step("moved", None, {"stage": stage}, known=known, entry=entry)
        case "settled":
            by = linked(reading, held.agreement) if held.agreement else None
            after = links(reading, said.fields.get("led_to", ()))
            return Step(
                "settled", said.when("end"), {}, known=known, entry=entry, links=(*((by,) if by else ()), *after)
            )
        case "relapsed":
            return Step("relapsed", None, {"why": said.words("why")}, missing=True, known=known, entry=entry)
        case "suspended":
            return Step("suspended", None, {"why": said.words("why")}, known=known, entry=entry)
        case "closed":
            return Step("closed", said.when("end"), {"why": said.words("why")}, known=known, entry=entry)
        case _:
            return Step(said.kind, None, known=known, entry=entry)
