"""What stands before anything happens: places, roads, parties, frameworks, agreements and their clauses, bodies,
calendar, sources.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from toguna.base.dates import When
from toguna.domain import codes
from toguna.server.intake.scenario.facts import REFERENCE, Facts, iso, last_day
from toguna.server.intake.scenario.reading import Item
from toguna.server.intake.scenario.rows import REVERSED, Row


def places(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "places"):
        name = row.name()
        facts.names[row.id()] = name
        fields = {
            "name": name,
            "kind": row.code("kind", codes.PLACE_KINDS),
            "adm1": row.text("adm1"),
            "lat": row.thousandths("lat"),
            "lon": row.thousandths("lon"),
            "rough": True if row.text("coordinates") == "rough" else None,
            "note": row.words("note"),
        }
        facts.say(row, "place.recorded", row.id(), REFERENCE, fields)


def roads(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "roads"):
        length = row.sub("length_km")
        framework = facts.framework_of(row)
        fields = {
            "name": row.name(),
            "via": row.refs("via", "place"),
            "framework": framework,
            "length_km": length.integers("reported") if length else None,
        }
        if length:
            length.finish()
        facts.say(row, "road.recorded", row.id(), REFERENCE, fields, framework=framework)


def parties(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "parties"):
        name = row.name()
        facts.names[row.id(small=True)] = name
        fields = {
            "name": name,
            "constituency": row.code("constituency", codes.CONSTITUENCIES),
            "note": row.words("note"),
        }
        facts.say(row, "party.recorded", row.id(), REFERENCE, fields)


def frameworks(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "frameworks"):
        founded = row.when("founded")
        fields = {
            "name": row.name(),
            "founded": iso(founded),
            "asked_by": row.refs("asked_by", "party"),
            "mediated_by": row.ref("mediated_by", "party"),
            "members": row.refs("members", "party"),
            "note": row.words("note"),
        }
        known = founded.first if founded else REFERENCE
        facts.say(row, "framework.founded", row.id(small=True), known, fields, framework=row.id())


def agreements(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "agreements"):
        _agreement(facts, row)


def _agreement(facts: Facts, row: Row) -> None:
    case, level = row.id(), row.code("level", codes.AGREEMENT_LEVELS)
    # A national agreement concerns every framework of the file; a local one the framework that made it.
    framework = None if level == "national" and not row.has("framework") else facts.framework_of(row)
    signed, agreed = row.subs("signed"), row.sub("agreed")
    begun = _first_day(signed, agreed)
    text = {
        "name": row.name(),
        "level": level,
        "framework": framework,
        "parties": row.refs("parties", "party"),
        "missing_in_text": [_point(row, value) for value in row.items("missing_in_public_text")],
    }
    if agreed:
        fields = {**text, "agreed": iso(agreed.when("date")), "basis": agreed.code("basis", codes.BASIS)}
        facts.say(row, "agreement.agreed", case, begun, fields, framework=framework)
        agreed.finish()
    else:
        facts.say(row, "agreement.negotiated", case, begun, text, framework=framework)
    for part in signed:
        fields = {"date": iso(part.when("date")), "by": part.refs("by", "party"), "by_text": part.words("by_text")}
        facts.say(row, "agreement.signed", case, last_day(part.when("date"), begun), fields, framework=framework)
        part.finish()
    for clause in row.subs("clauses"):
        _clause(facts, clause, case, begun, framework)
        clause.finish()
    for undertaking in row.subs("undertakings"):
        _charter_undertaking(facts, undertaking, case, begun, framework or facts.first_framework)
        undertaking.finish()
    if ended := row.sub("ended"):
        when = ended.when("date")
        ending = {
            "date": iso(when),
            "how": ended.words("how"),
            "basis": ended.code("status", codes.BASIS),
            "source": ended.ref("source", "source"),
        }
        held = {k: v for k, v in ending.items() if v is not None}
        facts.say(row, "agreement.ended", case, last_day(when, facts.undated), {"ended": held}, framework=framework)
        ended.finish()


def _first_day(signed: list[Row], agreed: Row | None) -> date:
    dates = [part.when("date") for part in (*signed, *([agreed] if agreed else []))]
    return min((when.first for when in dates if when), default=REFERENCE)


def _point(row: Row, value: object) -> str:
    probe = Row(
        Item(row.line("missing_in_public_text"), {"missing_in_public_text": value}), row.section, row.file, row.ids, {}
    )
    found = probe.code("missing_in_public_text", codes.UNDERTAKING_POINTS)
    assert found is not None
    return found


def _clause(facts: Facts, row: Row, agreement: str, known: date, framework: str | None) -> None:
    case = row.id()
    fields = {"agreement": agreement, "ref": row.words("ref"), "theme": row.words("theme")}
    facts.say(row, "clause.recorded", case, known, fields, framework=framework)
    for part in row.subs("status_history"):
        when = part.when("date")
        status = {
            "date": iso(when),
            "status": part.code("status", codes.CLAUSE_STATUSES),
            "place": part.words("place_text") or facts.names_of(part.refs("where", "place")),
            "what": part.words("what"),
            "why": part.words("why"),
            "basis": part.code("basis", codes.BASIS),
            "source": part.ref("source", "source"),
            "beside": part.flag("beside"),
        }
        part.refs("where", "place")
        # Each status is known on its own last day, whatever the order of the list.
        facts.known_of[case] = min(facts.known_of[case], known)
        facts.say(part, "clause.status_recorded", case, last_day(when, facts.undated), status, framework=framework)
        part.finish()


def _charter_undertaking(facts: Facts, row: Row, agreement: str, known: date, framework: str) -> None:
    fields = {
        "framework": framework,
        "agreement": agreement,
        "what": row.words("what"),
        "who": row.refs("who", "party"),
        "who_text": row.words("who_text"),
        "committee_size": row.integer("committee_size"),
    }
    facts.say(row, "undertaking.agreed", row.id(), known, fields, framework=framework)


def bodies(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "bodies"):
        _body(facts, row)


def _body(facts: Facts, row: Row) -> None:
    case, level = row.id(), row.code("level", codes.DECISION_LEVELS)
    framework = row.ref("framework", "framework")
    base = {"kind": row.code("kind", codes.BODY_KINDS), "name": row.name(), "level": level, "framework": framework}
    facts.say(row, "body.recorded", case, REFERENCE, base, framework=framework)
    if blocked := row.sub("blocked"):
        since = blocked.when("since")
        blockage = {
            "reason": blocked.code("reason", codes.BLOCKAGE_REASONS),
            "level": blocked.code("level", codes.DECISION_LEVELS) or level,
            "since": iso(since),
            "why": blocked.words("why_text"),
            "over": blocked.ref("over", "clause"),
        }
        held = {k: v for k, v in blockage.items() if v is not None}
        facts.say(row, "body.blocked", case, last_day(since, facts.undated), {"blocked": held}, framework=framework)
        blocked.finish()
    if missed := row.sub("missed"):
        missed.need("last_four_months_of")
        year = last_day(missed.when("last_four_months_of"), facts.undated).year
        period = When.between(date(year, 9, 1), date(year, 12, 31))
        fields: dict[str, Any] = {"period": period.iso(), "source": missed.ref("source", "source")}
        facts.say(row, "body.missed", case, period.last, fields, framework=framework)
        missed.finish()
    if reported := row.words("reported"):
        fields = {**base, "reported": reported, "basis": row.code("basis", codes.BASIS)}
        facts.say(row, "body.recorded", case, facts.undated, fields, framework=framework)


def calendar(facts: Facts, top: Row) -> None:
    for number, row in enumerate(facts.rows(top, "calendar"), 1):
        day = row.when("date")
        start, end = day or row.when("from"), day or row.when("to")
        if start is not None and end is not None and start.first > end.last:
            raise row.fail("to", REVERSED)
        fields = {"name": row.words("name"), "start": iso(start), "end": iso(end), "months": row.integers("months")}
        known = start.first if start else REFERENCE
        facts.say(row, "calendar_day.recorded", f"calendar-{number}", known, fields)


def sources(facts: Facts, top: Row) -> None:
    row = top.sub("sources")
    if row is None:
        return
    row.section = "sources"
    for key in row.item.values:
        facts.say(row, "source.recorded", key, REFERENCE, {"name": row.words(key)})
