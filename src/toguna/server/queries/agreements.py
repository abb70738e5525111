"""Clauses and their dated statuses, place by place."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.agreements import Agreement, Clause, ClauseStatus, beside, standing
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading

EVERYWHERE = Text(fr="partout", en="everywhere")


@dataclass(frozen=True, slots=True)
class Beside:
    """What another source says, shown beside the record and never over it."""

    status: str
    since: When
    basis: str | None
    why: Text | None


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """The status of a clause at one place: the latest first."""

    id: str
    agreement: Text
    ref: Text
    theme: Text | None
    place: Text
    status: str
    since: When
    basis: str | None
    source: str | None
    what: Text | None
    beside: tuple[Beside, ...]


def clauses(reading: Reading) -> list[ClauseRow]:
    """Each clause's standing statuses as of the day, the latest first within a clause."""
    agreements = reading.by_id(Agreement)
    rows: list[ClauseRow] = []
    for clause in reading.all(Clause):
        agreement = agreements.get(clause.agreement)
        name = both(agreement.name) if agreement else Text(fr=clause.agreement, en=clause.agreement)
        others = tuple(
            Beside(s.status, s.date, s.basis, both(s.why) if s.why else None) for s in beside(clause, reading.today)
        )
        rows.extend(_row(clause, name, status, others) for status in reversed(standing(clause, reading.today)))
    return rows


def _row(clause: Clause, agreement: Text, status: ClauseStatus, others: tuple[Beside, ...]) -> ClauseRow:
    return ClauseRow(
        clause.id,
        agreement,
        both(clause.ref),
        both(clause.theme) if clause.theme else None,
        both(status.place) if status.place else EVERYWHERE,
        status.status,
        status.date,
        status.basis,
        status.source,
        both(status.what) if status.what else None,
        others,
    )
