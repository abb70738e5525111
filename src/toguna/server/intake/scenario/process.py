"""What people agree and answer for: undertakings, meetings, decisions, requests, dialogues, committees, announced
results.
"""

from __future__ import annotations

from typing import Any, Final

from toguna.base.dates import When
from toguna.domain import codes
from toguna.server.intake.scenario.facts import Facts, iso, last_day
from toguna.server.intake.scenario.rows import Row
from toguna.server.intake.scenario.security import dated


def undertakings(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "undertakings"):
        _undertaking(facts, row)


def _undertaking(facts: Facts, row: Row) -> None:
    case, framework, agreed = row.id(), facts.framework_of(row), row.when("agreed")
    known = row.day("known") or (agreed.first if agreed else facts.undated)
    fields = {
        "framework": framework,
        "what": row.words("what"),
        "who": row.refs("by", "party"),
        "who_text": row.words("who_text"),
        "where": row.refs("where", "spot"),
        "agreed": iso(agreed),
        "start": iso(row.when("from")),
        "due": iso(row.when("due")),
        "every": row.code("every", codes.PERIODS),
        "means_text": row.words("means_text"),
        "proof": row.words("proof_text"),
        "verifier": facts.names_of(row.refs("verifier", "party")),
        "fallback": row.words("otherwise_text"),
        "clauses": row.refs("serves", "clause"),
        "same_as": row.refs("same_as", "any"),
        "delivered": row.flag("delivered") or None,
    }
    facts.say(row, "undertaking.agreed", case, known, fields, framework=framework)
    for value in row.whens("proofs"):
        facts.say(row, "undertaking.proved", case, value.last, {"date": value.iso()}, framework=framework)
    if blocked := row.sub("blocked"):
        _blocked(facts, row, blocked, case, framework)
    if fulfilled := row.when("fulfilled"):
        proof = {
            "date": fulfilled.iso(),
            "kind": row.code("evidence", codes.EVIDENCE_KINDS),
            "verified_by": row.refs("verified_by", "party"),
        }
        facts.say(row, "undertaking.proved", case, fulfilled.last, proof, framework=framework)
        facts.say(row, "undertaking.fulfilled", case, fulfilled.last, {"delivered": True}, framework=framework)
    if breached := row.sub("breached"):
        day = last_day(breached.when("date"), facts.undated)
        said = {"verified_by": breached.refs("verified_by", "party")}
        facts.say(row, "undertaking.breached", case, day, said, framework=framework)
        breached.finish()
    _coded(facts, row, case, framework)


def _coded(facts: Facts, row: Row, case: str, framework: str) -> None:
    """Codings of both scales, each known on its day, and what a third settled."""
    for key, type_, words in (
        ("codings", "undertaking.coded", "evidence"),
        ("settled", "undertaking.adjudicated", "why"),
    ):
        for part in row.subs(key):
            part.need("date")
            when = part.when("date")
            said = {
                "scale": part.code("scale", codes.SCALES),
                "step": part.integer("step"),
                "date": iso(when),
                "seat": part.seat("seat"),
                words: part.words(f"{words}_text"),
            }
            facts.say(row, type_, case, last_day(when, facts.undated), said, framework=framework)
            part.finish()


def _blocked(facts: Facts, row: Row, part: Row, case: str, framework: str) -> None:
    since = part.when("since")
    held = {
        "reason": part.code("reason", codes.BLOCKAGE_REASONS),
        "level": part.code("level", codes.DECISION_LEVELS),
        "since": iso(since),
        "why": part.words("why_text"),
    }
    said = {"blocked": {k: v for k, v in held.items() if v is not None}, "delivered": row.flag("delivered")}
    facts.say(row, "undertaking.blocked", case, last_day(since, facts.undated), said, framework=framework)
    part.finish()


def meetings(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "meetings"):
        _meeting(facts, row)


def _meeting(facts: Facts, row: Row) -> None:
    case, framework = row.id(), facts.framework_of(row)
    start, start_known = dated(row, "start")
    held = row.flag("held")
    called = row.day("known") or start_known or (start.first if start else facts.undated)
    to_come = held is None and start is not None and called < start.first
    call = {
        "framework": framework,
        "kind": row.code("kind", codes.MEETING_KINDS),
        "what": row.words("what"),
        "called_for" if held is False or to_come else "start": iso(start),
        "because": row.refs("because", "any"),
        "led_to": row.refs("led_to", "any"),
    }
    if held is False or to_come:
        facts.say(row, "meeting.called", case, called, call, framework=framework)
    else:
        facts.say(row, "meeting.observed", case, called, {**call, "held": True}, framework=framework)
    if held is False:
        missed = {"held": False, "why": row.words("why_text")}
        facts.say(row, "meeting.missed", case, last_day(start, facts.undated), missed, framework=framework)
    present, quorate = row.refs("present", "party"), row.flag("quorate")
    if quorate is not None:
        said = {"present": present, "held": True}
        type_ = "meeting.quorate" if quorate else "meeting.not_quorate"
        facts.say(row, type_, case, last_day(start, facts.undated), said, framework=framework)


def decisions(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "decisions"):
        case, framework, when = row.id(), facts.framework_of(row), row.when("date")
        known = row.day("known") or last_day(when, facts.undated)
        status = row.choice("status", ("adopted", "awaited", "deferred", "refused"))
        fields = {
            "framework": framework,
            "what": row.words("what"),
            "meeting": row.ref("meeting", "meeting"),
            "date": iso(when),
            "awaited_from": row.refs("awaited_from", "party"),
            "due": iso(row.when("due")),
            "otherwise": row.words("otherwise_text"),
            "led_to": row.refs("led_to", "any"),
        }
        first = "decision.adopted" if status == "adopted" else "decision.awaited"
        facts.say(row, first, case, known, fields, framework=framework)
        if status in ("deferred", "refused"):
            facts.say(row, f"decision.{status}", case, known, {"date": iso(when)}, framework=framework)
        for part in row.subs("reservations"):
            said = {"party": part.ref("party", "party"), "what": part.words("reservation_text")}
            facts.say(row, "decision.reserved", case, known, said, framework=framework)
            part.finish()


def requests(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "requests"):
        case, framework, sent, answered = row.id(), facts.framework_of(row), row.when("sent"), row.when("answered")
        led_to = row.refs("led_to", "any")
        ask = {
            "framework": framework,
            "level": row.code("level", codes.DECISION_LEVELS),
            "by_text": row.words("by_text"),
            "through_text": row.words("through_text"),
            "to_text": row.words("to_text"),
            "what": row.words("what"),
            "about": row.refs("about", "any"),
            "sent": iso(sent),
        }
        known = row.day("known") or last_day(sent, facts.undated)
        facts.say(row, "request.sent", case, known, ask, framework=framework)
        answer = {"answered": iso(answered), "answer": row.code("answer", codes.ANSWERS), "led_to": led_to}
        if answered is not None:
            facts.say(row, "request.answered", case, last_day(answered, facts.undated), answer, framework=framework)


def dialogues(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "dialogues"):
        framework, start = facts.framework_of(row), row.when("start")
        fields = {
            "framework": framework,
            "what": row.words("what"),
            "support": row.ref("support", "party"),
            "parties": row.refs("parties", "party"),
            "where": row.refs("where", "spot"),
            "start": iso(start),
            "because": row.refs("because", "any"),
            "led_to": row.refs("led_to", "any"),
        }
        known = row.day("known") or (start.first if start else facts.undated)
        facts.say(row, "dialogue.opened", row.id(), known, fields, framework=framework)


def committees(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "committees"):
        framework, start = facts.framework_of(row), row.when("start")
        fields = {
            "framework": framework,
            "what": row.words("what"),
            "members_count": row.integer("members_count"),
            "constituency": row.code("constituency", codes.CONSTITUENCIES),
            "start": iso(start),
        }
        known = row.day("known") or (start.first if start else facts.undated)
        facts.say(row, "committee.formed", row.id(), known, fields, framework=framework)


def claims(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "claims"):
        _claim(facts, row)


def _claim(facts: Facts, row: Row) -> None:
    case, framework, window = row.id(), facts.framework_of(row), row.between("window")
    level = row.code("level", codes.LEVELS) or "framework"
    known = row.day("known") or last_day(window, facts.undated)
    fields = {
        "framework": framework,
        "says": row.words("says"),
        "kind": row.code("kind", codes.CLAIM_KINDS),
        "about": row.refs("about", "any"),
        "window": iso(window),
        "who_text": row.words("who_text"),
        "testable": row.words("testable"),
        "never_a_number": row.flag("never_a_number"),
        "region": row.text("region"),
        "consent": _consent(row, window),
        "level": level,
    }
    facts.say(row, "claim.announced", case, known, fields, framework=framework, level=level)
    for side in ("for", "against", "context"):
        for item in row.items(side):
            _evidence(facts, row, case, framework, level, side, item)
    for ref in row.refs("confounders", "any"):
        _say_evidence(facts, row, case, framework, level, {"side": "confounder", "ref": ref}, facts.known_of.get(ref))
    for words in row.words_list("confounders_text"):
        _say_evidence(facts, row, case, framework, level, {"side": "confounder", "what": words}, None)
    for part in row.subs("replies"):
        when = part.when("date")
        said = {"what": part.words("reply_text"), "party": part.ref("party", "party"), "date": iso(when)}
        facts.say(row, "claim.replied", case, last_day(when, known), said, framework=framework, level=level)
        part.finish()


_UPTAKE: Final = {
    "taken_up": "recommendation.taken_up",
    "partly": "recommendation.partly_taken_up",
    "not_taken_up": "recommendation.not_taken_up",
}


def recommendations(facts: Facts, top: Row) -> None:
    for row in facts.rows(top, "recommendations"):
        case, framework, since = row.id(), facts.framework_of(row), row.when("since")
        source = row.ref("source", "source")
        fields = {
            "framework": framework,
            "what": row.words("what"),
            "level": row.code("level", codes.DECISION_LEVELS),
            "by": row.refs("by", "party"),
            "by_text": row.words("by_text"),
            "to": row.refs("to", "party"),
            "meeting": row.ref("meeting", "meeting"),
            "about": row.refs("about", "any"),
            "since": iso(since),
            "basis": row.code("basis", codes.BASIS) or ("press" if source else None),
            "source": source,
        }
        known = row.day("known") or (since.first if since and since.known else facts.undated)
        facts.say(row, "recommendation.made", case, known, fields, framework=framework)
        for part in row.subs("uptake"):
            when = part.when("date")
            said = {"date": iso(when), "evidence": part.words("evidence_text"), "why": part.words("why_text")}
            part.need("state")
            type_ = _UPTAKE[part.choice("state", tuple(_UPTAKE)) or ""]
            facts.say(row, type_, case, last_day(when, facts.undated), said, framework=framework)
            part.finish()


def _consent(row: Row, window: When | None) -> dict[str, Any] | None:
    part = row.sub("consent")
    if part is None:
        return None
    held = {"scope": part.code("scope", codes.CONSENT_SCOPES), "given": iso(window), "until": iso(part.when("until"))}
    part.finish()
    return {k: v for k, v in held.items() if v is not None}


def _evidence(facts: Facts, row: Row, case: str, framework: str, level: str, side: str, item: Any) -> None:
    """An item beside a claim: the id of a case, or `{date, what, source}`."""
    if isinstance(item, str):
        row.one_ref(side, item, "any")
        _say_evidence(facts, row, case, framework, level, {"side": side, "ref": item}, facts.known_of.get(item))
        return
    part = row.part(side, item)
    when = part.when("date")
    source = part.ref("source", "source")
    said = {
        "side": side,
        "what": part.words("what"),
        "date": iso(when),
        "source": source,
        "basis": part.code("basis", codes.BASIS) or ("press" if source else None),
    }
    _say_evidence(facts, row, case, framework, level, said, last_day(when, facts.undated))
    part.finish()


def _say_evidence(
    facts: Facts, row: Row, case: str, framework: str, level: str, said: dict[str, Any], known: Any
) -> None:
    """Evidence is known on its own day, but never before the claim itself."""
    announced = facts.announced(case)
    facts.known_of[case] = announced
    facts.say(
        row, "claim.evidence_added", case, max(announced, known or announced), said, framework=framework, level=level
    )
