"""Agreements for reading: agreement, clause, undertaking; the dated status of each clause place by place.

A clause's status is a history with places, not a colour; what another source says stands beside it, never over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.agreements import AGREEMENT, Agreement, Clause, ClauseStatus, beside, everywhere, standing
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import agreement_visible, undertaking_status
from toguna.server.queries import undertaking_pages
from toguna.server.queries.agreements import EVERYWHERE
from toguna.server.queries.naming import both, party_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import Said, in_order, links, party_names, source_name, told
from toguna.server.queries.undertaking_pages import UndertakingRow
from toguna.server.queries.undertaking_story import agreements_of

BODY_LADDER = (
    "not_established", "legal_act", "named", "first_installed", "installed", "communal_bodies", "met", "quorate",
    "acted_on",
)  # fmt: skip
"""The life of a body, from no body at all to advice that was acted on."""
PLAIN_LADDER = ("reversed", "not_initiated", "started", "completed")


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What was known of a clause at a place, from when on, on what basis."""

    place: Text
    status: str
    since: When
    what: Text | None
    why: Text | None
    basis: str | None
    source: Text | None


@dataclass(frozen=True, slots=True)
class ClauseNode:
    """A clause: how it stands at each place, what others say beside it, and the undertakings that serve it."""

    id: str
    ref: Text
    theme: Text | None
    standing: tuple[StatusRow, ...]
    beside: tuple[StatusRow, ...]
    history: tuple[StatusRow, ...]
    undertakings: tuple[UndertakingRow, ...]


@dataclass(frozen=True, slots=True)
class AgreementNode:
    """An agreement with its clauses and the undertakings of its own text; `states` counts them by state."""

    id: str
    name: Text
    level: str
    status: Text
    over: bool
    since: When | None
    clauses: tuple[ClauseNode, ...]
    undertakings: tuple[UndertakingRow, ...]
    missing: tuple[str, ...]
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class AgreementStory:
    """One agreement with what came of it."""

    node: AgreementNode
    parties: tuple[Text, ...]
    parent: Link | None
    signed: tuple[tuple[When, Text | None], ...]
    ended: When | None
    how: Text | None
    source: Text | None
    basis: str | None
    paper: str | None
    children: tuple[Link, ...]
    steps: tuple[Step, ...]


def tree(reading: Reading) -> tuple[list[AgreementNode], list[UndertakingRow]]:
    """The agreements, and the undertakings that belong to none."""
    if not agreement_visible(reading.reader):
        return [], []
    return reading.once("agreement tree", lambda: _tree(reading))


def _tree(reading: Reading) -> tuple[list[AgreementNode], list[UndertakingRow]]:
    nodes = [_node(reading, held) for held in reading.all(Agreement)]
    loose = [
        undertaking_pages.row(reading, held) for held in reading.all(Undertaking) if not agreements_of(reading, held)
    ]
    return sorted(nodes, key=_order), sorted(loose, key=_by_state)


def _order(node: AgreementNode) -> tuple[bool, str, str]:
    return node.over, node.since.first.isoformat() if node.since and node.since.known else "", node.id


def _by_state(row: UndertakingRow) -> tuple[int, str]:
    return undertaking_pages.STATES.index(row.state) if row.state else 0, row.id


def _node(reading: Reading, held: Agreement) -> AgreementNode:
    assert AGREEMENT.machine is not None
    promises = [one for one in reading.all(Undertaking) if held.id in agreements_of(reading, one)]
    clauses = [one for one in reading.all(Clause) if one.agreement == held.id]
    own = [one for one in promises if not set(one.clauses) & {clause.id for clause in clauses}]
    rows = [undertaking_pages.row(reading, one) for one in promises]
    return AgreementNode(
        held.id,
        both(held.name),
        held.level,
        AGREEMENT.machine.labels[held.status],
        held.status in ("ended", "replaced"),
        held.agreed or (held.signed[0].date if held.signed else None),
        tuple(_clause(reading, one, promises) for one in clauses),
        tuple(sorted((undertaking_pages.row(reading, one) for one in own), key=_by_state)),
        held.missing_in_text,
        tuple(Counter(row.state for row in sorted(rows, key=_by_state) if row.state).items()),
    )


def _clause(reading: Reading, held: Clause, promises: list[Undertaking]) -> ClauseNode:
    serving = [undertaking_pages.row(reading, one) for one in promises if held.id in one.clauses]
    begun = sorted((s for s in held.statuses if s.date.first <= reading.today), key=lambda s: s.date.first)
    return ClauseNode(
        held.id,
        both(held.ref),
        both(held.theme) if held.theme else None,
        tuple(_status(reading, one) for one in reversed(standing(held, reading.today))),
        tuple(_status(reading, one) for one in beside(held, reading.today)),
        tuple(_status(reading, one) for one in begun if not one.beside),
        tuple(sorted(serving, key=_by_state)),
    )


def _status(reading: Reading, held: ClauseStatus) -> StatusRow:
    return StatusRow(
        EVERYWHERE if everywhere(held) or held.place is None else both(held.place),
        held.status,
        held.date,
        both(held.what) if held.what else None,
        both(held.why) if held.why else None,
        held.basis,
        source_name(reading, held.source),
    )


def story(reading: Reading, id_: str) -> AgreementStory | None:
    """One agreement; None where there is none, or none for this reader."""
    held = reading.by_id(Agreement).get(id_)
    if held is None or not agreement_visible(reading.reader):
        return None
    node, ended = _node(reading, held), held.ended
    return AgreementStory(
        node,
        tuple(party_name(reading, party) for party in held.parties),
        next(iter(links(reading, [held.parent])), None) if held.parent else None,
        tuple((one.date, _signer(reading, one.by, both(one.by_text) if one.by_text else None)) for one in held.signed),
        ended.date if ended else None,
        both(ended.how) if ended and ended.how else None,
        source_name(reading, held.source),
        held.basis,
        held.paper.sha256 if held.paper else None,
        links(reading, [one.id for one in reading.all(Agreement) if one.parent == id_]),
        in_order([*_steps(reading, held), *_clause_steps(node)]),
    )


def _signer(reading: Reading, by: tuple[str, ...], words: Text | None) -> Text | None:
    return party_names(reading, by) or words


def _steps(reading: Reading, held: Agreement) -> Iterator[Step]:
    for said in told(reading, "agreement", held.id):
        yield _step(reading, said)


def _step(reading: Reading, said: Said) -> Step:
    known, entry = said.known, said.entry
    match said.kind:
        case "signed":
            by = _signer(reading, tuple(said.fields.get("by", ())), said.words("by_text"))
            return Step("signed", said.when("date"), {"by": by}, known=known, entry=entry)
        case "ended" | "replaced":
            end = said.fields.get("ended", {})
            when = When.parse(end["date"]) if end.get("date") else None
            how = Said(said.type, known, entry, end).words("how")
            source = source_name(reading, end.get("source"))
            return Step(said.kind, when, {"how": how}, end.get("basis"), source, True, known, entry)
        case "suspended":
            return Step("suspended", None, {"why": said.words("why")}, missing=True, known=known, entry=entry)
        case _:
            when = said.when("agreed")
            source = source_name(reading, said.fields.get("source"))
            return Step(said.kind, when, {}, said.fields.get("basis"), source, known=known, entry=entry)


def _clause_steps(node: AgreementNode) -> Iterator[Step]:
    """Each dated status of each clause, with its place; what stands beside the record is told as such."""
    for clause in node.clauses:
        for row in clause.history:
            yield Step("clause", row.since, _said(clause, row), row.basis, row.source, row.status == "reversed")
        for row in clause.beside:
            yield Step("clause-beside", row.since, _said(clause, row), row.basis, row.source)


def _said(clause: ClauseNode, row: StatusRow) -> dict[str, Any]:
    label = codes.CLAUSE_STATUSES.labels[row.status]
    return {"more": row.what or row.why, "ref": clause.ref, "place": row.place, "status": label}


def rungs(clause: ClauseNode) -> tuple[str, ...]:
    """The rungs on which a clause's history is drawn, from the lowest up: up to the next after the highest reached."""
    used = {row.status for row in clause.history}
    if used <= set(BODY_LADDER):
        top = max((BODY_LADDER.index(one) for one in used), default=0)
        always = {"not_established", "legal_act", "installed"}
        return tuple(s for n, s in enumerate(BODY_LADDER) if s in used or s in always or n == top + 1)
    return tuple(one for one in (*PLAIN_LADDER, *BODY_LADDER) if one in used or one in PLAIN_LADDER[1:])


def shown(reading: Reading) -> str | None:
    """How the states of undertakings are shown to this reader: `each`, `counts`, or None."""
    return undertaking_status(reading.reader)
