"""A record as one story, oldest first: where it comes from, who decided, what was done, what followed.

Each step carries its date with precision and what it rests on. A step that a reader may not see is not in the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text, phrase
from toguna.domain import codes
from toguna.domain.hand_overs import HandOver, lacking
from toguna.domain.measures import Measure
from toguna.domain.places import Road, Source
from toguna.domain.visibility import level_visible, may_see_end
from toguna.server.queries.cover import GapRow
from toguna.server.queries.incidents import incidents
from toguna.server.queries.measures import HandOverRow, hand_overs
from toguna.server.queries.naming import both, joined, party_name, spot_name
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that a line leads to: its noun, its id, what it is called."""

    noun: str
    id: str
    name: Text


@dataclass(frozen=True)
class Step:
    """One line of a story: what kind of step, when, about what, on what basis, from which source.

    `known` is the day the register learnt of it, where no other day is known; `entry` the entry (hash, in hexadecimal)
    that says it, from which its integrity is read; `links` lead to the records it names.
    """

    kind: str
    when: When | None = None
    data: Mapping[str, Text | When | date | int | None] = field(default_factory=dict)
    basis: str | None = None
    source: Text | None = None
    missing: bool = False
    known: date | None = None
    entry: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Checklist:
    """What one side tells the other: when the road was last seen, where to look, whom to call by function, the first
    patrol made together; None or empty where nobody has said.
    """

    last_seen: When | None
    hot_spots: tuple[Text, ...]
    contacts: tuple[Text, ...]
    joint_patrol: When | None


@dataclass(frozen=True)
class HandOverStory:
    """A hand-over with its steps, the roads it concerns, whose word is still awaited, its checklist, and what keeps it
    from being closed.
    """

    row: HandOverRow
    steps: tuple[Step, ...]
    roads: tuple[tuple[str, Text], ...]
    awaited: tuple[Text, ...]
    checklist: Checklist
    lacking: tuple[Text, ...]


def hand_over_story(reading: Reading, id_: str) -> HandOverStory | None:
    """The story of one hand-over; None where there is none, or none that this reader may know of."""
    row = next((one for one in hand_overs(reading) if one.id == id_), None)
    if row is None:
        return None
    measures = reading.by_id(Measure)
    leaving, taking = measures[row.from_measure], measures.get(row.to_measure or "")
    held = reading.by_id(HandOver)[id_]
    steps = [
        *_leaving(reading, leaving),
        *_relief(reading, row, held),
        *_ending(reading, leaving),
        *_between(reading, row.gap),
        *_taking(reading, taking, row),
    ]
    where = {*leaving.where, *(s.road for s in leaving.stretches)}
    roads = tuple((road.id, both(road.name)) for road in reading.all(Road) if road.id in where)
    open_ = held.status == "planned"
    return HandOverStory(
        row,
        _in_order(steps),
        roads,
        _awaited(reading, held, leaving, taking),
        Checklist(
            held.last_seen,
            tuple(spot_name(reading, place) for place in held.hot_spots),
            tuple(codes.FUNCTIONS.labels[one] for one in held.contacts),
            held.joint_patrol,
        ),
        tuple(lacking(held, leaving, taking, reading.today)) if open_ else (),
    )


def _in_order(steps: list[Step]) -> tuple[Step, ...]:
    """Oldest first; a step without a day of its own stays behind the step it follows.

    A relief that began on some day of a month stands at the end of that month: only then is it sure.
    """
    keys: list[date] = []
    for step in steps:
        if step.when is not None and step.when.known:
            keys.append(step.when.last if step.kind in ("relieved", "relief-expected") else step.when.first)
        else:
            keys.append(keys[-1] if keys else date.min)
    return tuple(steps[n] for n in sorted(range(len(steps)), key=lambda n: (keys[n], n)))


def _source(reading: Reading, source: str | None) -> Text | None:
    held = reading.by_id(Source).get(source or "")
    return both(held.name) if held else None


def _names(reading: Reading, parties: tuple[str, ...]) -> Text:
    return joined([party_name(reading, p) for p in parties])


def _leaving(reading: Reading, measure: Measure) -> Iterator[Step]:
    source = _source(reading, measure.source)
    by = _names(reading, measure.by)
    yield Step("began", measure.start, {"by": by}, measure.basis, source)
    if measure.authorised is None:
        yield Step("not-authorised", missing=True)
    else:
        ref = both(measure.authorised.ref) if measure.authorised.ref else None
        yield Step("authorised", None, {"by": party_name(reading, measure.authorised.by), "ref": ref})
    if not measure.means:
        yield Step("no-means", missing=True)
    elif level_visible(reading.reader, "group", group=(*measure.by, *measure.may_fill)):
        yield Step("means", None, {"means": joined([codes.MEANS_KINDS.labels[line.kind] for line in measure.means])})


def _ending(reading: Reading, measure: Measure) -> Iterator[Step]:
    if not may_see_end(reading.reader, measure.by, measure.may_fill):
        return
    if measure.planned_end is not None:
        planned = measure.planned_end
        yield Step("to-end", planned.date, {"why": phrase(both(planned.why)) if planned.why else None}, planned.basis)
    if measure.end is not None:
        yield _end(reading, measure, measure.end)


def _end(reading: Reading, measure: Measure, end: When) -> Step:
    press = measure.end_press
    why = codes.END_REASONS.labels[measure.ended_because] if measure.ended_because else None
    data: dict[str, Text | When | date | None] = {"reported": end if press else None, "why": why}
    return Step(
        "ended", measure.ends(), data, "press" if press else None, _source(reading, press.source) if press else None
    )


def _relief(reading: Reading, row: HandOverRow, held: HandOver) -> Iterator[Step]:
    if row.to_name is not None:
        yield Step(
            "relief-named", None, {"to": row.to_name, "by": joined(list(row.taking_over)) if row.taking_over else None}
        )
    else:
        yield Step("no-relief", missing=True)
    for confirmation in held.confirmed_by:
        yield Step("confirmed", confirmation.date, {"by": party_name(reading, confirmation.party)})
    if held.joint_briefing is not None:
        yield Step("briefing", held.joint_briefing)


def _between(reading: Reading, gap: GapRow | None) -> Iterator[Step]:
    """The gap and the incidents within it, as far as the reader may place them."""
    if gap is None:
        return
    yield Step("gap", When.on(gap.start), {"to": gap.to, "by": gap.closed_by}, missing=True)
    until = gap.to or gap.closed_by or reading.today
    road = next(r for r in reading.all(Road) if r.id == gap.road)
    for row in reversed(incidents(reading, gap.start, until, on=(road.id, *road.via))):
        # One that is placed by its cercle only must not be tied to a road by standing here.
        if row.shown_as != "cercle" and gap.start <= row.date.first <= until:
            yield Step("incident", row.date, {"what": row.label, "where": row.where}, row.basis, row.source)


def _taking(reading: Reading, measure: Measure | None, row: HandOverRow) -> Iterator[Step]:
    if measure is None:
        return
    by = _names(reading, measure.by)
    if measure.start is not None:
        yield Step("relieved", measure.start, {"by": by}, measure.basis, _source(reading, measure.source))
    elif row.starts is not None:
        yield Step("relief-expected", row.starts, {"by": by})


def _awaited(reading: Reading, held: HandOver, leaving: Measure, taking: Measure | None) -> tuple[Text, ...]:
    """The sides that have not confirmed: the parties' names of each."""
    said = {c.party for c in held.confirmed_by}
    sides = [leaving.by, taking.by if taking else ()]
    return tuple(_names(reading, side) for side in sides if side and not said & set(side))
