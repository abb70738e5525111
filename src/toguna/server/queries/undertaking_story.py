"""An undertaking told oldest first: the promises before it, what was agreed, done, proved, blocked; and the rungs it
reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.agreements import Agreement, Clause
from toguna.domain.undertakings import UNDERTAKING, Undertaking, current_period, overdue, proved
from toguna.domain.undertakings import reading as state_on
from toguna.server.queries.naming import both
from toguna.server.queries.ratings import RatingRow, ratings
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories import Step
from toguna.server.queries.stories_case import Said, in_order, links, party_names, source_name, told
from toguna.server.queries.undertakings import dates_to_come, due_day, event_day, status_labels

LADDER = ("agreed", "started", "partly", "fulfilled", "maintained")
"""The rungs that are always drawn; others stand where they belong once they were reached."""
ORDER = (
    "withdrawn", "superseded", "lapsed", "breached", "stalled", "draft", "agreed", "waiting", "started", "partly",
    "fulfilled", "maintained",
)  # fmt: skip
"""Every state from the lowest to the highest."""


PROOFS_BACK = timedelta(days=366)
"""How far back periods without a proof are told one by one."""
_OVER = frozenset({"draft", "lapsed", "superseded", "withdrawn", "frozen"})


@dataclass(frozen=True, slots=True)
class Reached:
    """A state and from when on: its own day, else the day it became known."""

    state: str
    since: When


def state_of(reading: Reading, held: Undertaking) -> str:
    """The state as it reads on the day. What was found breached or is blocked stays so once its day has passed."""
    agreement = reading.by_id(Agreement).get(held.agreement or "")
    ended = agreement is not None and agreement.status in ("ended", "replaced")
    late = (
        not ended
        and overdue(held, reading.today, event_day(reading, held))
        and held.status not in ("breached", "stalled")
    )
    return "overdue" if late else state_on(held, reading.today, agreement_ended=ended)


def reached(reading: Reading, held: Undertaking) -> tuple[Reached, ...]:
    """The states it went through, each with its day; a move that the states do not allow is contested, and left out."""
    assert UNDERTAKING.machine is not None
    state: str | None = None
    found = []
    for said in told(reading, "undertaking", held.id):
        to = UNDERTAKING.by_name[said.type].to
        if to is not None and to != state and UNDERTAKING.machine.allows(state, to):
            state = to
            found.append(Reached(to, _day(said) or When.on(said.known)))
    return tuple(found)


def _day(said: Said) -> When | None:
    """The day that a statement itself gives, where it gives one that has come."""
    match said.kind:
        case "agreed":
            when = said.when("agreed")
        case "started" | "resumed":
            when = said.when("start")
        case "blocked":
            held = said.fields.get("blocked", {}).get("since")
            when = When.parse(held) if held else None
        case "proved" | "rated" | "coded" | "adjudicated":
            when = said.when("date")
        case _:
            when = None
    return when if when is not None and when.known and when.first <= said.known else None


def steps(reading: Reading, held: Undertaking, state: str) -> tuple[Step, ...]:
    """The whole story as of the day; `state` is how it reads on it."""
    return in_order([*_before(reading, held), *_since(reading, held), *_standing(reading, held, state)])


def _before(reading: Reading, held: Undertaking) -> Iterator[Step]:
    """The same promise made before."""
    others = reading.by_id(Undertaking)
    for case in reversed(chain(reading, held)):
        before = others[case]
        data = {"status": status_labels()[state_of(reading, before)]}
        yield Step("promised-before", before.agreed, data, links=links(reading, [case]))


def agreements_of(reading: Reading, held: Undertaking) -> tuple[str, ...]:
    """The agreements it belongs to: the one whose text holds it, and those whose clauses it serves."""
    if not held.clauses:
        return (held.agreement,) if held.agreement else ()
    clauses = reading.by_id(Clause)
    found = [held.agreement, *(clauses[one].agreement for one in held.clauses if one in clauses)]
    return tuple(dict.fromkeys(one for one in found if one))


def chain(reading: Reading, held: Undertaking) -> tuple[str, ...]:
    """The same promise made before, the nearest first: those it names, and those that these name in their turn."""
    others, found, ahead = reading.by_id(Undertaking), dict[str, None](), list(held.same_as)
    while ahead:
        case = ahead.pop(0)
        if case in others and case not in found and case != held.id:
            found[case] = None
            ahead += others[case].same_as
    return tuple(found)


def _since(reading: Reading, held: Undertaking) -> Iterator[Step]:
    rated: dict[Any, RatingRow] = {(r.date.iso(), r.scale, r.step, r.party): r for r in ratings(reading, held)}
    for said in told(reading, "undertaking", held.id):
        if said.kind == "rated":
            row = rated.get(tuple(said.fields.get(name) for name in ("date", "scale", "step", "party")))
            if row is not None:
                scale = codes.SCALES.labels[row.scale]
                data: dict[str, Any] = {"rater": row.rater, "scale": scale, "step": row.step, "top": row.top}
                yield Step("rated", row.date, data, missing=row.fell, known=said.known, entry=said.entry)
        else:
            yield _step(reading, held, said)


def _step(reading: Reading, held: Undertaking, said: Said) -> Step:
    source = source_name(reading, said.fields.get("source"))
    basis = said.fields.get("basis")
    kind, missing = said.kind, said.kind in ("blocked", "breached", "lapsed")
    data, after = _data(reading, held, said)
    return Step(kind, _day(said), data, basis, source, missing, said.known, said.entry, after)


def _data(reading: Reading, held: Undertaking, said: Said) -> tuple[dict[str, Any], Any]:
    fields = said.fields
    match said.kind:
        case "agreed" | "drafted":
            return {}, links(reading, [one for one in (held.agreement, held.meeting) if one])
        case "waiting":
            return {"for": codes.WAITING_FOR.labels[fields["waiting_for"]] if fields.get("waiting_for") else None}, ()
        case "blocked":
            why = fields.get("blocked", {})
            return {"reason": codes.BLOCKAGE_REASONS.labels[why.get("reason", "unknown")]}, ()
        case "proved":
            kind = codes.EVIDENCE_KINDS.labels[fields["kind"]] if fields.get("kind") else None
            return {"what": said.words("what") or kind, "by": party_names(reading, fields.get("verified_by", ()))}, ()
        case "coded" | "adjudicated":
            # What was found stands in its round, for those who may read it there.
            return {"scale": codes.SCALES.labels[fields["scale"]]}, ()
        case "breached":
            by = party_names(reading, fields.get("verified_by", ()))
            return {"by": by, "why": said.words("why")}, ()
        case _:
            return {"why": said.words("why")}, ()


def _standing(reading: Reading, held: Undertaking, state: str) -> Iterator[Step]:
    """How it stands on the day: a deadline that has passed, a proof that is due, an agreement that has ended."""
    if state == "overdue" and (due := due_day(reading, held)) is not None:
        yield Step("overdue", due, {"days": (reading.today - due.last).days}, missing=True)
    if held.every is not None and state not in _OVER:
        yield from _proofs_due(reading, held, held.every)
    agreement = reading.by_id(Agreement).get(held.agreement or "")
    if state == "frozen" and agreement is not None and agreement.ended is not None:
        yield Step("frozen", agreement.ended.date, {"name": both(agreement.name)}, missing=True)


def _proofs_due(reading: Reading, held: Undertaking, every: str) -> Iterator[Step]:
    """The periods gone by without a proof, and the present one: not recorded is not the same as not done."""
    began = held.start or held.agreed
    if began is None or not began.known:
        return
    period = current_period(every, max(began.first, reading.today - PROOFS_BACK))
    while period.last < reading.today:
        if not proved(held, period.last):
            yield Step("unproved", period, missing=True)
        period = current_period(every, period.last + timedelta(days=1))
    if period.first <= reading.today and not proved(held, reading.today):
        last = period.last if dates_to_come(reading.reader) else None
        yield Step("lapsing", When.on(reading.today), {"until": last}, missing=True)


def rung_names(states: tuple[Reached, ...]) -> tuple[tuple[str, Text], ...]:
    """The rungs to draw, from the lowest up: the usual ones and those that were reached."""
    assert UNDERTAKING.machine is not None
    wanted = {*LADDER, *(one.state for one in states)}
    return tuple((state, UNDERTAKING.machine.labels[state]) for state in ORDER if state in wanted)
