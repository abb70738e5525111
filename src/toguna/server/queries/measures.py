"""Measures that end, hand-overs to confirm, and how fragile protection is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toguna.analysis import cover
from toguna.base.dates import When
from toguna.base.text import Text, sentence
from toguna.domain import fragility
from toguna.domain.hand_overs import HandOver
from toguna.domain.measures import LEAVES, RUNNING, Measure, Withdrawal
from toguna.domain.visibility import may_see_end, may_see_forward, may_see_hand_over
from toguna.server.queries.cover import EMBARGO_DAYS, GapRow, confirmed, gaps, sees_all
from toguna.server.queries.naming import measure_name, party_name, spot_name
from toguna.server.queries.reading import Reading

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class EndRow:
    """An active measure that ends within a month, has passed its end, or whose end is not known."""

    measure: str
    name: Text
    by: tuple[Text, ...]
    ends: date | None
    days_left: int | None
    successor: str | None
    successor_confirmed: bool
    alarm: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """A hand-over as it stands: from which measure to which, who has confirmed, and the gap between them if there is
    one.
    """

    id: str
    from_measure: str
    to_measure: str | None
    from_name: Text
    to_name: Text | None
    leaving: tuple[Text, ...]
    taking_over: tuple[Text, ...]
    ends: When | None
    starts: When | None
    confirmed_by: tuple[tuple[Text, When | None], ...]
    confirmed: bool
    status: str
    gap: GapRow | None


@dataclass(frozen=True, slots=True)
class FragilityRow:
    """The level with every reason said in both languages; level None: this reader may not see it."""

    level: str | None
    reasons: tuple[tuple[str, Text], ...]


def running(reading: Reading) -> list[Measure]:
    """Measures that are on, as far as the register knows."""
    return [m for m in reading.all(Measure) if m.status in RUNNING]


def long_started(reading: Reading) -> list[Measure]:
    """Measures that began so long ago that anybody may know of them, whether they still run or not."""
    latest = reading.today - timedelta(days=EMBARGO_DAYS)
    return [m for m in reading.all(Measure) if m.start is not None and m.start.known and m.start.last <= latest]


def recorded(reading: Reading) -> int:
    """How many measures the register holds, as far as this reader may know: a relief that is only being arranged, or
    has just begun, does not count for others. Where no other measure came before, it closes no gap, and is counted.
    """
    held = reading.all(Measure)
    if sees_all(reading.reader):
        return len(held)
    own = {m.id for m in held if may_see_end(reading.reader, m.by, m.may_fill)}
    return len(own | {m.id for m in long_started(reading)}) or len(held)


def first_end(measure: Measure) -> date | None:
    """The first day on which a measure may end."""
    ends = measure.ends()
    return ends.first if ends is not None and ends.known else None


def ending(reading: Reading) -> list[EndRow]:
    """Active measures ending within a month or at an unknown day, for those who may see ends, the nearest first."""
    rows = []
    for measure in running(reading):
        if not may_see_end(reading.reader, measure.by, measure.may_fill):
            continue
        ends = first_end(measure)
        days = (ends - reading.today).days if ends else None
        if days is not None and days > SOON_DAYS:
            continue
        successor, sure = confirmed(reading, measure)
        alarm = None if sure else cover.alarm(ends, reading.today)
        by = tuple(party_name(reading, p) for p in measure.by)
        rows.append(
            EndRow(
                measure.id, measure_name(reading, measure.id), by, ends, days, successor, sure, alarm, measure.missing()
            )
        )
    return sorted(rows, key=lambda row: (row.ends is None, row.ends or date.max, row.measure))


def hand_overs(reading: Reading) -> list[HandOverRow]:
    """Every hand-over that this reader may see."""
    measures = reading.by_id(Measure)
    seen = {(row.after, row.successor): row for row in gaps(reading)}
    rows = []
    for held in reading.all(HandOver):
        leaving = measures.get(held.from_measure)
        if leaving is None:
            continue
        taking = measures.get(held.to_measure or "")
        if not may_see_hand_over(reading.reader, leaving.by, taking.by if taking else (), leaving.may_fill):
            continue
        rows.append(_hand_over(reading, held, leaving, taking, seen.get((leaving.id, held.to_measure))))
    return rows


def _hand_over(
    reading: Reading, held: HandOver, leaving: Measure, taking: Measure | None, gap: GapRow | None
) -> HandOverRow:
    return HandOverRow(
        held.id,
        leaving.id,
        held.to_measure,
        measure_name(reading, leaving.id),
        measure_name(reading, held.to_measure) if held.to_measure else None,
        tuple(party_name(reading, p) for p in leaving.by),
        tuple(party_name(reading, p) for p in taking.by) if taking else (),
        leaving.ends(),
        (taking.start or taking.planned_start) if taking else None,
        tuple((party_name(reading, c.party), c.date) for c in held.confirmed_by),
        taking is not None and held.confirmed(leaving.by, taking.by),
        held.status,
        gap,
    )


def unconfirmed(reading: Reading) -> list[HandOverRow]:
    """Hand-overs of measures that still run, without both confirmations."""
    still = {m.id for m in running(reading)}
    return [row for row in hand_overs(reading) if not row.confirmed and row.from_measure in still]


def withdrawn(reading: Reading, measure: Measure) -> tuple[str, ...]:
    """The places on whose garrison a measure relies and from which it has been withdrawn."""
    gone = {place for event in reading.all(Withdrawal) if event.kind in LEAVES for place in event.where}
    return tuple(r.garrison for r in measure.relies_on if r.garrison in gone)


def fragile(reading: Reading) -> FragilityRow:
    """The level and its reasons; a reader without forward cover gets only the reasons that tell of no gap, and no
    level.
    """
    everything = may_see_forward(reading.reader, able_to_fill=())
    found = fragility.assess(
        reading.today,
        recorded=len(reading.all(Measure)),
        active=[_active(reading, m) for m in running(reading)],
        gaps=[fragility.OpenGap(g.road, g.start) for g in gaps(reading) if g.is_open and g.start <= reading.today],
    )
    reasons = found.reasons if everything else found.shared()
    return FragilityRow(found.level.value if everything else None, tuple((r.code, _said(reading, r)) for r in reasons))


def _active(reading: Reading, measure: Measure) -> fragility.ActiveMeasure:
    until = measure.authorised.until if measure.authorised else None
    return fragility.ActiveMeasure(
        measure.id,
        first_end(measure),
        confirmed(reading, measure)[1],
        until.first if until and until.known else None,
        measure.runs_out(),
        withdrawn(reading, measure),
        measure.missing(),
        measure.observed,
    )


def _said(reading: Reading, reason: fragility.Reason) -> Text:
    """The reason's sentence with names in place of ids."""
    data = dict(reason.data)
    if "measure" in data:
        data["measure"] = measure_name(reading, data["measure"])
    if "road" in data:
        data["road"] = spot_name(reading, data["road"])
    if "withdrawn" in data:
        places = [spot_name(reading, p) for p in data["withdrawn"].split(", ")]
        data["withdrawn"] = Text(fr=", ".join(p.fr for p in places), en=", ".join(p.en for p in places))
    return Text(fr=sentence(reason.say("fr", **data)), en=sentence(reason.say("en", **data)))
