"""Measures for reading: the list, and each one's story, cut by §8.4 and §9.1.

Whose measure it is, who may fill the gap after it and the secretariat read all of it. Those who authorise read what is
proposed, and other forces what is authorised: who, where, by whom, under which rules, and whether that holds today.
Others learn that it began, and later that it ended, `EMBARGO_DAYS` after the day: never whether it runs today, which
would tell of a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.dates import When
from toguna.base.text import Text, phrase
from toguna.domain import codes
from toguna.domain.claims import Claim, verdict
from toguna.domain.indicators import Indicator
from toguna.domain.measures import LEAVES, MACHINE, RUNNING, Measure, Withdrawal
from toguna.domain.places import Road, Source
from toguna.domain.requests import Request
from toguna.domain.visibility import Role, claim_visible, level_visible, may_see_end, permit_visible
from toguna.server.queries import measures
from toguna.server.queries.cover import EMBARGO_DAYS, confirmed, sees_all
from toguna.server.queries.incidents import incidents
from toguna.server.queries.naming import both, joined, measure_name, party_name, spot_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.requests import may_know
from toguna.server.queries.stories import Step

MOST_TOLD = 60
"""Incidents that one measure tells, the latest; of a measure that has run for years there may be hundreds."""
GROUPS = ("running", "coming", "halted", "asked", "permitted", "begun", "over")
"""The order in which a list tells them; `begun`, `permitted`: whether it runs is not said to this reader; `asked`: it
waits for an authorisation.
"""


@dataclass(frozen=True, slots=True)
class Permit:
    """Who authorised it, by which text, under which rules, and whether that holds on the day shown (None: nobody has
    said until when). `until` is empty for a reader who may not see ends.
    """

    by: Text
    ref: Text | None
    conduct: Text | None
    valid: bool | None
    until: When | None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure in the list. `state`, `ends` and `missing` are empty for a reader who may not see its end."""

    id: str
    name: Text
    by: tuple[Text, ...]
    group: str
    state: Text | None
    start: When | None
    ends: When | None
    missing: tuple[str, ...]
    roads: tuple[str, ...]
    permit: Permit | None


@dataclass(frozen=True, slots=True)
class MeansRow:
    """One resource: what, from whom, until when, and the day on which it runs out where that is another."""

    what: Text
    source: Text | None
    until: When | None
    runs_out: date | None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Who gave notice of the end, on which day, how many days ahead."""

    by: Text
    on: When
    days: int | None


@dataclass(frozen=True)
class MeasureStory:
    """A measure with what is known of it, told oldest first. `whole` is False where the reader sees only part."""

    row: MeasureRow
    whole: bool
    kind: Text
    level: Text | None
    frequency: Text | None
    notice: NoticeRow | None
    means: tuple[MeansRow, ...]
    runs_out: date | None
    to_justice: int | None
    without_relief: bool
    relies_on: tuple[Text, ...]
    able_to_fill: tuple[Text, ...]
    roads: tuple[tuple[str, Text], ...]
    hand_overs: tuple[tuple[str, Text | None, bool], ...]
    claims: tuple[tuple[str, Text, str], ...]
    requests: tuple[tuple[str, Text], ...]
    steps: tuple[Step, ...]


def listed(reading: Reading) -> list[MeasureRow]:
    """Every measure this reader may know of: by group, the one that ends first before the others."""
    rows = [row for held in reading.all(Measure) if (row := _row(reading, held)) is not None]
    return sorted(rows, key=_order)


def _order(row: MeasureRow) -> tuple[int, date, str]:
    nearest = row.ends.first if row.ends is not None and row.ends.known else date.max
    began = row.start.first if row.start is not None and row.start.known else date.min
    behind = date.fromordinal(date.max.toordinal() - began.toordinal() + 1)
    return GROUPS.index(row.group), nearest if row.group == "running" else behind, row.id


def story(reading: Reading, id_: str) -> MeasureStory | None:
    """One measure; None where there is none, or none that this reader may know of."""
    held = reading.by_id(Measure).get(id_)
    row = _row(reading, held) if held is not None else None
    if held is None or row is None:
        return None
    whole = _whole(reading, held)
    shared = level_visible(reading.reader, "group", group=(*held.by, *held.may_fill))
    return MeasureStory(
        row,
        whole,
        codes.MEASURE_KINDS.labels[held.kind],
        codes.COVER_LEVELS.labels[held.level] if held.level else None,
        both(held.frequency) if held.frequency and whole else None,
        _notice(reading, held) if whole else None,
        tuple(_means(held)) if shared else (),
        held.runs_out() if shared else None,
        held.handed_over_to_justice() if whole or row.group == "over" else None,
        _without_relief(reading, held),
        tuple(spot_name(reading, r.garrison) for r in held.relies_on) if whole else (),
        tuple(party_name(reading, p) for p in held.may_fill) if whole else (),
        tuple((road.id, both(road.name)) for road in _roads(reading, held)),
        tuple(
            (one.id, one.to_name, one.confirmed)
            for one in measures.hand_overs(reading)
            if id_ in (one.from_measure, one.to_measure)
        ),
        tuple(_claims(reading, id_)),
        tuple(
            (r.id, codes.DECISION_LEVELS.labels[r.level])
            for r in reading.all(Request)
            if id_ in r.about and may_know(reading, r)
        ),
        _in_order(_steps(reading, held, row, whole)),
    )


def _permit(reading: Reading, held: Measure, whole: bool) -> Permit | None:
    given = held.authorised
    if given is None:
        return None
    return Permit(
        party_name(reading, given.by),
        both(given.ref) if given.ref else None,
        both(given.conduct) if given.conduct else None,
        given.valid(reading.today),
        given.until if whole else None,
    )


def _notice(reading: Reading, held: Measure) -> NoticeRow | None:
    if held.notice is None:
        return None
    return NoticeRow(party_name(reading, held.notice.party), held.notice.date, held.notice_days())


def _without_relief(reading: Reading, held: Measure) -> bool:
    """Whether those who carry it may ask for a relief: it runs, none is confirmed, and no request is under way."""
    own = reading.reader.role is Role.MEDIATOR or reading.reader.party in held.by
    asked = any(held.id in one.about and one.status not in ("delivered", "dead") for one in reading.all(Request))
    return own and held.status in RUNNING and not confirmed(reading, held)[1] and not asked


def _whole(reading: Reading, held: Measure) -> bool:
    return may_see_end(reading.reader, held.by, held.may_fill)


def _row(reading: Reading, held: Measure) -> MeasureRow | None:
    whole = _whole(reading, held)
    known = _long_past(reading, held.start)
    issued = held.authorised is not None
    told = (issued or held.status == "proposed") and permit_visible(reading.reader, issued=issued)
    if not (whole or known or told):
        return None
    over = known and held.end is not None and _long_past(reading, held.ends())
    return MeasureRow(
        held.id,
        measure_name(reading, held.id),
        tuple(party_name(reading, p) for p in held.by),
        _group(held) if whole else "over" if over else "begun" if known else _permitted(held),
        MACHINE.labels[held.status] if whole else None,
        held.start if whole or known else None,
        held.ends() if whole or over else None,
        held.missing() if whole else (),
        tuple(road.id for road in _roads(reading, held)),
        _permit(reading, held, whole),
    )


def _permitted(held: Measure) -> str:
    return "asked" if held.authorised is None else "permitted"


def _long_past(reading: Reading, when: When | None) -> bool:
    return when is not None and when.known and when.last <= reading.today - timedelta(days=EMBARGO_DAYS)


def _group(held: Measure) -> str:
    if held.status in RUNNING:
        return "running"
    if held.status == "suspended":
        return "halted"
    return "over" if held.status in ("ended", "stopped", "handed_over") else "coming"


def _roads(reading: Reading, held: Measure) -> list[Road]:
    on = {*held.where, *(stretch.road for stretch in held.stretches)}
    return [road for road in reading.all(Road) if road.id in on]


def _means(held: Measure) -> Iterator[MeansRow]:
    for line in held.means:
        source = both(line.source) if line.source else None
        out = line.runs_out()
        said = line.until is not None and line.until.exact and line.until.first == out
        yield MeansRow(codes.MEANS_KINDS.labels[line.kind], source, line.until, None if said else out)


def _claims(reading: Reading, id_: str) -> Iterator[tuple[str, Text, str]]:
    for claim in reading.all(Claim):
        word = verdict(claim, indicators=reading.by_id(Indicator))
        quoted = claim.kind not in ("attribution", "testimony") and claim.status != "withdrawn"
        if id_ in claim.about and claim.says and word and quoted and claim_visible(reading.reader, claim.level):
            yield claim.id, both(claim.says), word


def _steps(reading: Reading, held: Measure, row: MeasureRow, whole: bool) -> Iterator[Step]:
    source = reading.by_id(Source).get(held.source or "")
    if row.start is None and not whole:
        return
    yield Step("began", held.start, {"by": joined(list(row.by))}, held.basis, both(source.name) if source else None)
    if held.authorised is None:
        yield Step("not-authorised", missing=True)
    if not held.means:
        yield Step("no-means", missing=True)
    yield from _withdrawals(reading, held)
    yield from _happened(reading, held, row)
    if whole and held.planned_end is not None and held.end is None:
        why = phrase(both(held.planned_end.why)) if held.planned_end.why else None
        yield Step("to-end", held.planned_end.date, {"why": why}, held.planned_end.basis)
    if row.ends is not None and held.end is not None:
        yield _ended(reading, held, row.ends)
    if whole:
        yield from _to_justice(reading, held)
    if held.outputs is not None and row.group == "over":
        yield from _outputs(held)


def _ended(reading: Reading, held: Measure, ends: When) -> Step:
    why = codes.END_REASONS.labels[held.ended_because] if held.ended_because else None
    press = reading.by_id(Source).get(held.end_press.source) if held.end_press else None
    return Step("ended", ends, {"why": why}, "press" if press else None, both(press.name) if press else None)


def _outputs(held: Measure) -> Iterator[Step]:
    assert held.outputs is not None
    for said in (held.outputs.arrests, held.outputs.other):
        if said is not None:
            yield Step("output", held.ends(), {"what": both(said)})
    if held.outputs.handed_to_justice is not None:
        number = Text(fr=str(held.outputs.handed_to_justice), en=str(held.outputs.handed_to_justice))
        yield Step("justice", held.ends(), {"number": number})


def _to_justice(reading: Reading, held: Measure) -> Iterator[Step]:
    """Each time persons were handed to justice, for those who read the whole measure; others get the number at its
    end.
    """
    for one in held.to_justice:
        number, authority = Text(fr=str(one.count), en=str(one.count)), codes.JUSTICE_AUTHORITIES.labels[one.authority]
        place = spot_name(reading, one.place) if one.place else None
        yield Step("to-justice", one.date, {"number": number, "authority": authority, "place": place})


def _withdrawals(reading: Reading, held: Measure) -> Iterator[Step]:
    """Garrisons that it relies on and that left: for the secretariat, like everything about withdrawals."""
    if not sees_all(reading.reader):
        return
    for event in reading.all(Withdrawal):
        lost = [one.garrison for one in held.relies_on if one.garrison in event.where]
        if event.kind in LEAVES and lost:
            source = reading.by_id(Source).get(event.source or "")
            data: dict[str, Text | When | date | None] = {"places": joined([spot_name(reading, p) for p in lost])}
            yield Step("withdrawn", event.date, data, event.basis, both(source.name) if source else None, missing=True)


def _happened(reading: Reading, held: Measure, row: MeasureRow) -> Iterator[Step]:
    """Incidents on its roads between its start and its end, as finely as this reader may place them."""
    if held.start is None or not held.start.known:
        return
    spots = {spot for road in _roads(reading, held) for spot in (road.id, *road.via)}
    until = row.ends.last if row.ends is not None and row.ends.known else reading.today
    found = [
        one
        for one in incidents(reading, held.start.first, until, on=sorted(spots))
        # One placed by its cercle only must not be tied to a road by standing here.
        if one.shown_as != "cercle" and held.start.first <= one.date.first and one.date.last <= until
        if spots & {*one.spots}
    ]
    found.sort(key=lambda one: (one.date.first, one.id))
    earlier = found[:-MOST_TOLD]
    if earlier:
        yield Step("earlier-incidents", earlier[-1].date, {"number": len(earlier)})
    for one in found[-MOST_TOLD:]:
        yield Step("incident", one.date, {"what": one.label, "where": one.where}, one.basis, one.source)


def _in_order(steps: Iterator[Step]) -> tuple[Step, ...]:
    """Oldest first; a step without a day of its own stays behind the one it follows."""
    told = list(steps)
    keys: list[date] = []
    for step in told:
        dated = step.when is not None and step.when.known
        keys.append(step.when.first if dated and step.when else keys[-1] if keys else date.min)
    return tuple(told[n] for n in sorted(range(len(told)), key=lambda n: (keys[n], n)))
