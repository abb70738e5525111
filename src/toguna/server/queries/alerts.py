"""Alerts: their level, how far they have come, what was done in answer. A warning without an answer is the failure to
show (domain notes §4).
"""

from __future__ import annotations

import datetime as days
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from toguna.base.dates import EARLIEST, When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.alert_clock import LEAST_WEIGHT, Event, Timer, Warned, Worth, level_above, timers, worth
from toguna.domain.alerts import ALERT, Alert, Response
from toguna.domain.cover import Advice
from toguna.domain.rules import DecidedRule, alert_rule, hours, ladder
from toguna.domain.visibility import Row, Rule, alert_view, rule
from toguna.server.queries.alert_rules import level as stands_at
from toguna.server.queries.alert_rules import on_roads
from toguna.server.queries.incidents import coarse, in_brief, spots_shown
from toguna.server.queries.naming import both, joined, party_name, spot_names
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import last_release
from toguna.server.queries.releases import told as in_steps
from toguna.server.queries.rules import decided, decided_on
from toguna.server.queries.stories import Link, Step
from toguna.server.queries.stories_case import in_order, links, told

MOST_MISSED = 12
YEAR_DAYS: Final = 365
_NAMED = Text(fr="alerte : {level}, {where}", en="alert: {level}, {where}")
_LEVELS = tuple(reversed(tuple(codes.ALERT_LEVELS)))


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert as this reader may know it; `answered` says whether a decision is recorded.

    `raised_at` is the level at which it was raised, where it stands lower for want of a second constituency. `step` is
    the next one due (`acknowledge`, `decide`, `act`), `due` its last day for those who read the alert whole.
    """

    id: str
    level: str
    date: When
    where: Text
    status: Text
    open: bool
    answered: bool
    responses: int
    raised_at: str | None = None
    step: str | None = None
    due: days.date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """What its rule asked for when the alert rose: how many, over how many days, from how many constituencies; `own`:
    the framework had decided so.
    """

    least: int
    days: int | None
    sources: int
    own: bool


@dataclass(frozen=True)
class AlertStory:
    """An alert with what is known of it. `whole`: the reader is concerned, and reads what it stands on."""

    row: AlertRow
    whole: bool
    rule: Text | None
    named_rule: str | None
    looks: Looks | None
    timers: tuple[Timer, ...]
    next_level: str | None
    responder: Text | None
    decision: str | None
    feedback: Text | None
    because: tuple[Link, ...]
    steps: tuple[Step, ...]
    hours: Mapping[str, int]


def alert_seen(reading: Reading, alert: Alert) -> str | None:
    """How much of an alert this reader sees: `full`, `level`, or None."""
    answering = {party for one in _responses(reading, alert.id) for party in one.by}
    confirmed = {one.party for one in alert.confirmations}
    return alert_view(reading.reader, {*alert.confirmed_by, *confirmed, alert.responder or "", *answering})


def alert_name(reading: Reading, alert: Alert) -> Text:
    """What an alert is called: its level and where."""
    level, where = codes.ALERT_LEVELS.labels[stands_at(reading, alert)], spot_names(reading, alert.where)
    fr, en = (_NAMED.say(lang, level=level, where=where) for lang in ("fr", "en"))
    return Text(fr=fr, en=en)


def how(reading: Reading) -> str:
    """What of alerts this reader gets: `list`, `own` (those that concern its party), `counts`, or `advice` only."""
    held = rule(reading.reader, Row.ALERT)
    return {Rule.FULL: "list", Rule.OWN: "own", Rule.COUNTS: "counts"}.get(held, "advice")


def listed(reading: Reading) -> list[AlertRow]:
    """The alerts this reader may know of: those still open first, then by level, the latest first."""
    rows = [row for held in reading.all(Alert) if (row := _row(reading, held)) is not None]
    rows.sort(key=lambda row: (row.date.last, row.id), reverse=True)
    return sorted(rows, key=lambda row: (not row.open, _LEVELS.index(row.level)))


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many alerts of a level there were at least; None: too few to be told."""

    level: str
    number: int | None


def counts(reading: Reading) -> list[LevelCount]:
    """The alerts of each level until the end of last month, in steps, for who gets counts."""
    if rule(reading.reader, Row.ALERT) is not Rule.COUNTS:
        return []
    then = last_release(reading)
    found = Counter(stands_at(then, alert) for alert in then.all(Alert))
    return [LevelCount(level, in_steps(found[level])) for level in _LEVELS]


def advice(reading: Reading) -> list[tuple[Text, Text]]:
    """What the framework advises all, word for word the same with or without an alert: the roads, and the advice."""
    held = (one for one in reading.all(Advice) if one.status == "agreed" and one.framework == reading.framework)
    return [(spot_names(reading, one.roads), both(one.what)) for one in held]


def story(reading: Reading, id_: str) -> AlertStory | None:
    """One alert; None where there is none, or none that this reader may know of."""
    held = reading.by_id(Alert).get(id_)
    row = _row(reading, held) if held is not None else None
    if held is None or row is None:
        return None
    whole = alert_seen(reading, held) == "full"
    return AlertStory(
        row,
        whole,
        both(held.rule) if whole and held.rule else None,
        held.named_rule if whole else None,
        _looks(reading, held) if whole and held.named_rule else None,
        _timers(reading, held) if whole else (),
        next_level(reading, held) if row.overdue else None,
        party_name(reading, held.responder) if held.responder else None,
        held.decision,
        both(held.feedback) if held.feedback else None,
        links(reading, held.because) if whole else (),
        in_order(_steps(reading, held, row, whole)),
        hours(rules_then(reading, held)),
    )


def _responses(reading: Reading, alert: str) -> list[Response]:
    return [one for one in reading.all(Response) if one.alert == alert]


def _row(reading: Reading, held: Alert) -> AlertRow | None:
    view = alert_seen(reading, held)
    if view is None:
        return None
    assert ALERT.machine is not None
    whole = view == "full"
    level = stands_at(reading, held)
    waiting = next((one for one in _timers(reading, held) if one.done is None), None)
    return AlertRow(
        held.id,
        level,
        # An alert is often raised on the day of what it is raised for: others may date that by the week.
        held.date if whole else coarse(held.date, "segment"),
        spot_names(reading, held.where if whole else spots_shown(reading, held.where, "segment")),
        ALERT.machine.labels[held.status],
        held.status != "closed",
        held.decision is not None,
        len(_responses(reading, held.id)),
        held.level if level != held.level else None,
        waiting.step if waiting else None,
        waiting.due if waiting and whole else None,
        waiting is not None and waiting.overdue(reading.today),
    )


def _timers(reading: Reading, held: Alert) -> tuple[Timer, ...]:
    """What is due on an alert, as long as it is open."""
    if held.status == "closed":
        return ()
    said = [(one.kind, one.known) for one in told(reading, "alert", held.id)]
    raised = next((day for kind, day in said if kind == "raised"), reading.today)
    return timers(said, held.decision, hours(decided_on(reading, raised)))


def hours_now(reading: Reading) -> Mapping[str, int]:
    """The hours of each step of an alert that is raised today."""
    return hours(decided(reading))


def rules_then(reading: Reading, held: Alert) -> Mapping[str, DecidedRule]:
    """What held of the framework's rules on the day on which an alert was entered: it keeps the rule under which it
    rose.
    """
    raised = next((one.known for one in told(reading, "alert", held.id) if one.kind == "raised"), reading.today)
    return decided_on(reading, raised)


def _looks(reading: Reading, held: Alert) -> Looks | None:
    decision = rules_then(reading, held).get(held.named_rule or "")
    rule_then = alert_rule(held.named_rule or "", decision)
    return Looks(rule_then.least, rule_then.days, rule_then.sources, decision is not None) if rule_then else None


def next_level(reading: Reading, held: Alert) -> str:
    """The level to which an alert goes next, by the levels that were decided when it was raised."""
    return level_above(held.escalated_to, ladder(rules_then(reading, held)))


def worth_of(reading: Reading) -> Worth | None:
    """What alerts were followed by, and which grave incidents came without any, over the last year; for those who read
    every alert. Clashes and reprisals are left out: they are placed by their cercle only.
    """
    if how(reading) != "list":
        return None
    since = reading.today - timedelta(days=YEAR_DAYS)
    alerts = [
        Warned(one.id, one.date.first, on_roads(reading, one.where))
        for one in reading.all(Alert)
        if one.level != "green" and one.date.first >= since
    ]
    weighty = {kind for kind, one in codes.INCIDENT_NATURES.items() if one.weight >= LEAST_WEIGHT} - codes.COARSE_KINDS
    recent = in_brief(reading, kinds=weighty, since=since)
    felt = {where: on_roads(reading, where) for where in {one.where for one in recent}}
    events = [
        Event(one.case, one.first, one.last, felt[one.where]) for one in recent if one.where and one.first > EARLIEST
    ]
    return worth(alerts, events, reading.today)


def missed(reading: Reading, found: Worth) -> tuple[Link, ...]:
    """The latest grave incidents that came without any alert, as far as this reader may know each."""
    return links(reading, reversed(found.missed[-MOST_MISSED:]))


def _steps(reading: Reading, held: Alert, row: AlertRow, whole: bool) -> Iterator[Step]:
    """What was said about it, and each response with its outcome."""
    for said in told(reading, "alert", held.id):
        when = When.on(said.known) if whole else coarse(When.on(said.known), "segment")
        match said.kind:
            case "raised":
                confirmed = joined([party_name(reading, p) for p in held.confirmed_by]) if held.confirmed_by else None
                level = codes.ALERT_LEVELS.labels[row.raised_at or row.level]
                data = {"level": level, "where": row.where, "by": confirmed if whole else None}
                yield Step("raised", row.date, data, entry=said.entry)
            case "decided":
                decision = codes.ALERT_DECISIONS.labels[str(said.fields.get("decision"))]
                why = said.words("why") if whole else None
                yield Step("decided", when, {"decision": decision, "why": why}, entry=said.entry)
            case "confirmed":
                by = party_name(reading, str(said.fields.get("party"))) if whole else None
                yield Step("confirmed", when, {"by": by}, entry=said.entry)
            case "escalated":
                to = codes.DECISION_LEVELS.labels.get(str(said.fields.get("escalated_to")))
                yield Step("escalated", when, {"to": to}, entry=said.entry)
            case "outcome_known":
                yield Step("outcome_known", when, {"what": said.words("outcome") if whole else None}, entry=said.entry)
            case "feedback_given":
                yield Step("feedback_given", when, {"what": said.words("feedback")}, entry=said.entry)
            case "acknowledged" | "responded" | "closed" | "amended":
                yield Step(said.kind, when, {}, entry=said.entry)
    for one in _responses(reading, held.id):
        by = joined([party_name(reading, p) for p in one.by])
        known = one.date if whole or one.date is None else coarse(one.date, "segment")
        yield Step("response", known, {"by": by, "what": both(one.what) if whole else None})
