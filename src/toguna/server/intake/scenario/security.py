"""What happens on the ground: measures with their hand-overs, outings, withdrawals, incidents, signals, localities
heard from.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.intake.scenario.facts import Facts, iso, last_day
from toguna.server.intake.scenario.rows import Row

_NO_DATE = Text(
    fr="il faut au moins une date à cette mesure (start, planned_start, authorised.date ou known). L’ajouter.",
    en="this measure needs at least one date (start, planned_start, authorised.date or known). Add one.",
)
_BEFORE_START = Text(
    fr="le champ « {key} » est antérieur au début (start). Corriger l’une des deux dates.",
    en="the field “{key}” lies before the start. Correct one of the two dates.",
)
_NOT_ON_ROAD = Text(
    fr="« {one} » – « {two} » n’est pas un tronçon de l’axe « {road} ». Donner deux lieux qui se suivent sur cet axe.",
    en="“{one}” – “{two}” is not a stretch of the road “{road}”. Give two places that follow each other on it.",
)


def measures(facts: Facts, top: Row) -> None:
    for row in top.subs("measures"):
        # Hand-overs look at both measures: who takes over must be known before the first is read.
        facts.measure_by[row.id()] = row.refs("by", "party")
        facts.measure_framework[row.id()] = facts.framework_of(row)
    for row in facts.rows(top, "measures"):
        _measure(facts, row)


def _measure(facts: Facts, row: Row) -> None:
    case, framework = row.id(), facts.framework_of(row)
    start, start_known = dated(row, "start")
    planned_start, planned_known = dated(row, "planned_start")
    authorised, authorised_on = _authorised(row)
    means = [_means(part) for part in row.subs("means")]
    _in_order(row, start, "planned_end", "end")
    text = {
        "framework": framework,
        "kind": row.code("kind", codes.MEASURE_KINDS),
        "by": facts.measure_by[case],
        "where": row.refs("where", "spot"),
        "stretches": [_stretch(part) for part in row.subs("stretches")],
        "level": row.code("level", codes.COVER_LEVELS),
        "name": row.words("name"),
        "frequency": row.words("frequency_text"),
        "planned_start": iso(planned_start),
        "planned_end": _planned_end(row),
        "relies_on": _reliances(row),
        "may_fill": row.refs("may_fill", "party"),
        "basis": row.code("basis", codes.BASIS),
    }
    row.refs("by", "party")
    known = row.day("known")
    # A documented fact, or one recorded as seen, is nobody's act: it may lack authorisation, means and end (domain
    # notes §8.3).
    if facts.mode == "replay" or row.flag("observed"):
        first = known or start_known or (start.first if start else None)
        if first is None:
            raise row.fail("start", _NO_DATE)
        fields = {**text, "start": iso(start), "authorised": authorised, "means": means, "observed": True}
        facts.say(row, "measure.observed", case, first, fields, framework=framework)
    else:
        days = [d for d in (authorised_on, start.first if start else None) if d]
        first = known or planned_known or (planned_start.first if planned_start else None) or min(days, default=None)
        if first is None:
            raise row.fail("start", _NO_DATE)
        _act_by_act(facts, row, case, first, text, start, start_known, authorised, authorised_on, means)
    _handed_over(facts, row, case, framework, first)
    _ended(facts, row, case, framework)


def _in_order(row: Row, start: When | None, *ends: str) -> None:
    """Refuse an end that surely lies before the start."""
    for key in ends:
        end = row.when(key)
        if start is not None and end is not None and start.known and end.known and end.last < start.first:
            raise row.fail(key, _BEFORE_START)


def _act_by_act(
    facts: Facts,
    row: Row,
    case: str,
    first: date,
    text: dict[str, Any],
    start: When | None,
    start_known: date | None,
    authorised: dict[str, Any] | None,
    authorised_on: date | None,
    means: list[dict[str, Any]],
) -> None:
    framework = text["framework"]
    facts.say(row, "measure.proposed", case, first, text, framework=framework)
    if authorised:
        facts.say(
            row, "measure.authorised", case, authorised_on or first, {"authorised": authorised}, framework=framework
        )
    if authorised and means:
        facts.say(row, "measure.resourced", case, first, {"means": means}, framework=framework)
    if start:
        facts.say(
            row, "measure.activated", case, start_known or start.first, {"start": iso(start)}, framework=framework
        )


def dated(row: Row, key: str) -> tuple[When | None, date | None]:
    """A date that may say on which day it became known: `{date: …, exact: unknown, known: …}`."""
    when, known = row.when(key), None
    if isinstance(row.item.get(key), str) or not row.has(key):
        return when, known
    part = row.sub(key)
    assert part is not None
    part.when("date")
    part.text("exact")
    known = part.day("known")
    part.finish()
    return when, known


def _authorised(row: Row) -> tuple[dict[str, Any] | None, date | None]:
    part = row.sub("authorised")
    if part is None:
        return None, None
    held = {"by": part.ref("by", "party"), "ref": part.words("ref_text"), "until": iso(part.when("until"))}
    on = part.day("date")
    part.finish()
    return {k: v for k, v in held.items() if v is not None}, on


def _means(part: Row) -> dict[str, Any]:
    held = {
        "kind": part.code("kind", codes.MEANS_KINDS),
        "source": part.words("source_text"),
        "until": iso(part.when("until")),
    }
    part.finish()
    return {k: v for k, v in held.items() if v is not None}


def _stretch(part: Row) -> dict[str, str]:
    road, pair = part.ref("road", "road"), part.refs("segment", "place")
    if len(pair) != 2 or road is None:
        raise part.fail("segment", _NOT_ON_ROAD, one=pair[:1], two=pair[1:], road=road)
    part.finish()
    return {"road": road, "segment_from": pair[0], "segment_to": pair[1]}


def _planned_end(row: Row) -> dict[str, Any] | None:
    when = row.when("planned_end")
    if when is None:
        return None
    held: dict[str, Any] = {"date": when.iso()}
    if not isinstance(row.item.get("planned_end"), str):
        part = row.sub("planned_end")
        assert part is not None
        part.when("date")
        held |= {"basis": part.code("status", codes.BASIS), "why": part.words("why_text")}
        part.finish()
    return {k: v for k, v in held.items() if v is not None}


def _reliances(row: Row) -> list[dict[str, str | None]]:
    out = []
    for part in row.subs("relies_on"):
        out.append({"garrison": part.ref("garrison", "place")})
        part.finish()
    return out


def _handed_over(facts: Facts, row: Row, case: str, framework: str, first: date) -> None:
    part = row.sub("successor")
    if part is None:
        return
    successor = part.ref("measure", "measure")
    hand_over, known = f"{case}-{successor}", part.day("known") or first
    fields = {
        "framework": framework,
        "from_measure": case,
        "to_measure": successor,
        "joint_briefing": iso(part.when("joint_briefing")),
    }
    facts.say(row, "hand_over.planned", hand_over, known, fields, framework=framework)
    confirmations = [(c.ref("party", "party"), c.when("date"), c) for c in part.subs("confirmed_by")]
    if part.flag("confirmed") and not confirmations:
        both = dict.fromkeys([*facts.measure_by[case], *facts.measure_by[successor or ""]])
        confirmations = [(party, None, part) for party in both]
    for party, when, source in confirmations:
        said = {"party": party, "date": iso(when)}
        facts.say(row, "hand_over.confirmed", hand_over, last_day(when, known), said, framework=framework)
        if source is not part:
            source.finish()
    part.finish()


def _ended(facts: Facts, row: Row, case: str, framework: str) -> None:
    end = row.when("end")
    fields = {
        "end": iso(end),
        "end_press": _press(row),
        "ended_because": row.code("ended_because", codes.END_REASONS),
        "ended_why": row.words("ended_text"),
        "outputs": _outputs(row),
    }
    if end is not None or fields["ended_because"] is not None:
        facts.say(row, "measure.ended", case, last_day(end, facts.undated), fields, framework=framework)


def _press(row: Row) -> dict[str, Any] | None:
    part = row.sub("end_press")
    if part is None:
        return None
    window = part.between("between")
    held = {"date": iso(window), "source": part.ref("source", "source")}
    part.finish()
    return held


def _outputs(row: Row) -> dict[str, Any] | None:
    part = row.sub("outputs")
    if part is None:
        return None
    held = {"arrests": part.words("arrests_text"), "handed_to_justice": part.integer("handed_to_justice")}
    part.finish()
    return {k: v for k, v in held.items() if v is not None}


def outings(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "outings"):
        measure, road, pair = row.ref("measure", "measure"), row.ref("road", "road"), row.refs("segment", "place")
        if measure is None or len(pair) != 2:
            raise row.fail("segment", _NOT_ON_ROAD, one=pair[:1], two=pair[1:], road=road)
        when, state, framework = (
            row.when("date"),
            row.code("state", codes.OUTING_STATES),
            facts.measure_framework[measure],
        )
        fields = {
            "framework": framework,
            "measure": measure,
            "road": road,
            "segment_from": pair[0],
            "segment_to": pair[1],
            "date": iso(when),
            "half": row.code("half", codes.HALVES),
            "state": state,
        }
        known = row.day("known") or last_day(when, facts.undated)
        # A plan belongs to its owner alone (§6.3); what was done is the framework's, late and coarse.
        level = "sealed" if state == "planned" else "framework"
        facts.say(row, "outing.logged", row.id(), known, fields, framework=framework, level=level)


def events(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "events"):
        framework, when = facts.framework_of(row), row.when("date")
        fields = {
            "framework": framework,
            "kind": row.code("kind", codes.EVENT_KINDS),
            "by": row.refs("by", "party"),
            "where": row.refs("where", "place"),
            "date": iso(when),
            "basis": row.code("basis", codes.BASIS),
        }
        known = row.day("known") or last_day(when, facts.undated)
        facts.say(row, "withdrawal.recorded", row.id(), known, fields, framework=framework)


def incidents(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "incidents"):
        incident(facts, row)


_STATES = {"reported": (), "screened": ("screened",), "corroborated": ("screened", "corroborated"), "retracted": ()}


def incident(facts: Facts, row: Row) -> None:
    """One incident, with the states that its status implies."""
    case, framework, when = row.id(), facts.framework_of(row), _coarse(row)
    source = row.ref("source", "source")
    fields = {
        "framework": framework,
        "date": iso(when),
        "kind": row.code("kind", codes.INCIDENT_KINDS),
        "where": row.refs("where", "spot"),
        "near": row.ref("near", "place"),
        "place_precision": row.code("place_precision", codes.PLACE_PRECISIONS),
        "hours": row.text("hours"),
        "count": row.integer("count"),
        "over_days": row.integer("over_days"),
        "killed": row.integer("killed"),
        "injured": row.integer("injured"),
        "vehicles": row.integer("vehicles"),
        "note": row.words("note"),
        "source": source,
        "basis": row.code("basis", codes.BASIS) or ("press" if source else None),
    }
    known = row.day("known") or last_day(when, facts.undated)
    status = row.choice("status", tuple(_STATES)) or "reported"
    facts.say(row, "incident.reported", case, known, fields, framework=framework)
    for step in _STATES.get(status, ()):
        facts.say(row, f"incident.{step}", case, known, {}, framework=framework)
    retracted = row.day("retracted")
    if retracted or status == "retracted":
        facts.say(row, "incident.retracted", case, retracted or known, {}, framework=framework)


def _coarse(row: Row) -> When | None:
    """The date, made as coarse as `date_precision` says."""
    when, precision = row.when("date"), row.text("date_precision")
    if when is None or precision is None:
        return when
    day = when.first
    match precision:
        case "week":
            year, week, _ = day.isocalendar()
            return When.parse(f"{year}-W{week:02d}")
        case "month":
            return When.parse(f"{day:%Y-%m}")
        case _:
            return when


def signals(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "signals"):
        framework, when = facts.framework_of(row), row.when("date")
        fields = {
            "framework": framework,
            "date": iso(when),
            "kind": row.code("kind", codes.SIGNAL_KINDS),
            "what": row.words("what"),
            "where": row.refs("where", "spot"),
            "led_to": row.refs("led_to", "any"),
            "basis": row.code("basis", codes.BASIS),
        }
        known = row.day("known") or last_day(when, facts.undated)
        facts.say(row, "signal.recorded", row.id(), known, fields, framework=framework)


def heard_from(facts: Facts, top: Row) -> None:
    for number, row in enumerate(facts.rows(top, "heard_from"), 1):
        framework, week = facts.framework_of(row), row.when("week")
        fields = {"framework": framework, "week": iso(week), "where": row.refs("where", "place")}
        known = row.day("known") or last_day(week, facts.undated)
        facts.say(row, "heard_from.recorded", f"heard-{number}", known, fields, framework=framework)
