"""Who may see what: the one place that decides (DESIGN §7; domain notes §8.4, §9.1). Queries apply it; nothing else
may.

The functions below turn a rule of the `MATRIX` into an answer for one reader and one thing; each denies by default.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from toguna.domain.claims import Testimony, usable
from toguna.domain.codes import COARSE_KINDS
from toguna.domain.matrix import EVERYBODY, MATRIX, OUTSIDE, Reader, Role, Row, Rule, role_of

__all__ = ["EVERYBODY", "MATRIX", "OUTSIDE", "Reader", "Role", "Row", "Rule", "role_of"]

_DAY: Final = 24
INCIDENT_HOURS: Final = 72
"""How long an incident is kept from those who do not handle it."""
_HOURS: Final = {Rule.AFTER_48H: 48, Rule.AFTER_72H: 72, Rule.BY_WEEK: 7 * _DAY, Rule.BY_MONTH: 31 * _DAY}
_SHOWN_AS: Final = {
    Rule.FULL: "exact",
    Rule.AFTER_48H: "half_day",
    Rule.AFTER_72H: "half_day",
    Rule.BY_WEEK: "week",
    Rule.BY_MONTH: "month",
}
_REPORTED: Final = frozenset({"logged", "seen", "not_seen", "no_answer"})


def rule(reader: Reader, row: Row) -> Rule:
    """The rule of the matrix for a reader."""
    return MATRIX[row][reader.role]


def _named(reader: Reader, parties: Collection[str]) -> bool:
    """Whether the reader's party is among these; a bare text is one party, never a set of letters."""
    group = (parties,) if isinstance(parties, str) else parties
    return reader.party is not None and reader.party != "" and reader.party in group


def may_see_forward(reader: Reader, *, able_to_fill: Collection[str]) -> bool:
    """Future cover and gaps: the secretariat, and the parties that it named as able to fill that very gap."""
    held = rule(reader, Row.FORWARD_COVER)
    return held is Rule.FULL or (held is Rule.NAMED and _named(reader, able_to_fill))


def may_see_end(reader: Reader, by: Collection[str], able_to_fill: Collection[str]) -> bool:
    """When a measure ends: those who may see forward cover, and those whose measure it is."""
    held = rule(reader, Row.MEASURE_END)
    return held is Rule.FULL or (held is Rule.NAMED_OR_OWN and (_named(reader, able_to_fill) or _named(reader, by)))


def may_see_hand_over(
    reader: Reader, leaving: Collection[str], taking_over: Collection[str], able_to_fill: Collection[str]
) -> bool:
    """A hand-over: the secretariat, the two sides, and the parties named as able to fill the gap."""
    held = rule(reader, Row.HAND_OVER)
    sides = _named(reader, leaving) or _named(reader, taking_over)
    return held is Rule.FULL or (held is Rule.NAMED_OR_OWN and (sides or _named(reader, able_to_fill)))


def permit_visible(reader: Reader, *, issued: bool) -> bool:
    """What a measure is authorised to do, by whom, under which rules: those who authorise read what is proposed, the
    other forces what has been issued. The day on which it runs out is an end (`may_see_end`).
    """
    held = rule(reader, Row.PERMIT)
    return held is Rule.FULL or (held is Rule.ISSUED and issued)


def friendly_visible(reader: Reader, on_road: Collection[str]) -> bool:
    """That somebody else is on a road today, never when: `on_road` are the parties that are out on that road, and those
    named for a gap on it.
    """
    held = rule(reader, Row.FRIENDLY)
    return held is Rule.FULL or (held is Rule.ON_ROAD and _named(reader, on_road))


def plan_exists(reader: Reader, by: Collection[str]) -> bool:
    """Whether the reader may know that a patrol is planned at all."""
    return rule(reader, Row.PLAN_OTHERS) is Rule.EXISTS or outing_view(reader, by, "planned", 0) is not None


def outing_view(reader: Reader, by: Collection[str], state: str, age_hours: float) -> str | None:
    """How finely an outing is shown: `exact`, `half_day`, `week`, `month`, or None.

    A plan is seen by the party that goes out and by nobody else; so are a cancelled outing, which tells of a plan, and
    one whose half-day has not passed. What was reported is shown late and coarse (the release ladder of §6.3).
    """
    own = _named(reader, by)
    if state not in _REPORTED or age_hours < 0:
        return "exact" if own and rule(reader, Row.PLAN_OWN) is Rule.OWN else None
    if own and rule(reader, Row.DONE_OWN) is Rule.FULL:
        return "exact"
    held = rule(reader, Row.DONE_OTHERS)
    return _SHOWN_AS.get(held) if age_hours >= _HOURS.get(held, 0) else None


def office_visible(reader: Reader, sender: Collection[str]) -> bool:
    """To which office a request went: the sender and the secretariat; all others see the level and the days."""
    held = rule(reader, Row.REQUEST_OFFICE)
    return held is Rule.FULL or (held is Rule.OWN and _named(reader, sender))


def agreement_visible(reader: Reader, *, agreed_public: bool = False) -> bool:
    """The text of an agreement and what each undertaking says; the public's only where the parties agreed to it."""
    held = rule(reader, Row.AGREEMENT_TEXT)
    return held is Rule.FULL or (held is Rule.IF_OPEN and agreed_public)


def undertaking_status(reader: Reader) -> str | None:
    """How the state of undertakings is shown: `each` by itself, `counts` over all of them, or None."""
    return {Rule.FULL: "each", Rule.COUNTS: "counts"}.get(rule(reader, Row.UNDERTAKING_STATUS))


def rater_visible(reader: Reader, rater: str | None, *, neutral: bool) -> bool:
    """Whether it is shown who gave a rating: what those who count and no party say is named for all who see states;
    what a party says is named to itself and to the secretariat only. To the others it is part of the spread.
    """
    if undertaking_status(reader) != "each":
        return False
    return neutral or reader.role is Role.MEDIATOR or (rater is not None and _named(reader, (rater,)))


def keeps_notes(reader: Reader) -> bool:
    """Whether the reader's seat may keep notes of its own (§8.4, “own sealed”): nobody reads those of another."""
    return reader.seat is not None and rule(reader, Row.CAUCUS) is Rule.OWN


def coding_visible(reader: Reader, coder: str, *, complete: bool) -> bool:
    """Whether a coding is shown: until both of its round are in, to the seat that made it and to nobody else; then to
    all who see states.
    """
    if undertaking_status(reader) != "each":
        return False
    return complete or (reader.seat is not None and reader.seat == coder)


def caucus_visible(reader: Reader, present: Collection[str]) -> bool:
    """That a meeting apart was held, and what came of it: for those who were there."""
    return rule(reader, Row.CAUCUS) is Rule.OWN and _named(reader, present)


def incidents_each(reader: Reader) -> bool:
    """Whether incidents are told one by one; to donors and outside the framework they are numbers only."""
    return rule(reader, Row.INCIDENT) in {Rule.FULL, Rule.COARSE}


def incident_place(
    reader: Reader, handling: Collection[str], kind: str, age_hours: float, *, verifies: bool = False
) -> str | None:
    """How finely an incident is placed: `point`, `segment` (with the week), `cercle`, or None.

    The group that handles it sees the point at once, and so does a party of the team that verifies it (`verifies`);
    others see the segment and week after 72 hours. Reprisals and clashes
    between communities are placed in their cercle for everybody: a finer map of them is a map of communities.
    """
    held = rule(reader, Row.INCIDENT)
    handles = held is Rule.FULL or (held is Rule.COARSE and (verifies or _named(reader, handling)))
    if not handles and (held not in {Rule.COARSE, Rule.CERCLE} or age_hours < INCIDENT_HOURS):
        return None
    if kind in COARSE_KINDS or held is Rule.CERCLE:
        return "cercle"
    return "point" if handles else "segment"


def verification_view(reader: Reader, team: Collection[str], status: str) -> str | None:
    """How much of a joint verification is shown: `full` to its team, `result` once it is adopted, or None."""
    held = rule(reader, Row.VERIFICATION)
    if held is Rule.FULL or (held is Rule.OWN and _named(reader, team)):
        return "full"
    return "result" if held in {Rule.OWN, Rule.RESULT} and status == "adopted" else None


def alert_view(reader: Reader, concerned: Collection[str]) -> str | None:
    """How much of an alert is shown: `full`, `level`, or None.

    What an alert stands on may tell of a gap in cover: the secretariat and the parties that confirmed it or must answer
    it read that; others see its level, where it is raised and how it was answered.
    """
    held = rule(reader, Row.ALERT)
    own = _named(reader, concerned)
    if held is Rule.FULL:
        return "full" if own or reader.role is Role.MEDIATOR else "level"
    return "full" if held is Rule.OWN and own else None


def attribution_visible(reader: Reader, holders: Collection[str]) -> bool:
    """Attribution, and claims about it: only those who hold it under seal, and no verdict even then."""
    return rule(reader, Row.ATTRIBUTION) is Rule.OWN and _named(reader, holders)


def support_visible(reader: Reader) -> bool:
    """What support carries, in numbers: those who give it, those who study it, and the secretariat."""
    return reader.role in {Role.DONOR, Role.ANALYST, Role.MEDIATOR}


def claim_visible(reader: Reader, level: str) -> bool:
    """Whether the words of an announced result are for this reader: members read those of their level, everybody else
    what was let out (`open`).
    """
    held = rule(reader, Row.CLAIM)
    if held is Rule.FULL:
        return level_visible(reader, level)
    return held in {Rule.IF_OPEN, Rule.FIGURES} and level == "open"


def result_figures(reader: Reader, level: str) -> bool:
    """Whether an announced result that the reader may not read himself is told to him in figures."""
    return level == "framework" and rule(reader, Row.CLAIM) is Rule.FIGURES


def testimony_view(reader: Reader, testimony: Testimony, on: date) -> str | None:
    """`region` while a cleared testimony may be shown, else None: after twelve months nobody is shown it again."""
    return "region" if rule(reader, Row.TESTIMONY) is Rule.REGION and usable(testimony, on) else None


_MEMBERS: Final = frozenset(Role) - {Role.DONOR, Role.PUBLIC}


def level_visible(
    reader: Reader,
    level: str,
    *,
    group: Collection[str] = (),
    owner: Collection[str] = (),
    with_mediator: bool = False,
) -> bool:
    """Whether something of a level is for this reader.

    `open` is for all; `framework` for members; `group` for the parties named and the secretariat; `sealed` for the
    party that owns it, and for the secretariat only where it was sealed for the two of them.
    """
    match level:
        case "open":
            return True
        case "framework":
            return reader.role in _MEMBERS
        case "group":
            return reader.role is Role.MEDIATOR or (reader.role in _MEMBERS and _named(reader, group))
        case "sealed":
            return _named(reader, owner) or (with_mediator and reader.role is Role.MEDIATOR)
        case _:
            return False


DEFAULT_LEVELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "framework": "open",
        "party": "framework",
        "seat": "framework",
        "body": "open",
        "place": "open",
        "road": "open",
        "calendar_day": "open",
        "source": "framework",
        "measure": "framework",
        "measure.planned_end": "group",
        "measure.planned_start": "group",
        "measure.authorised": "framework",
        "measure.means": "group",
        "measure.relies_on": "group",
        "measure.may_fill": "group",
        "measure.end": "framework",
        "measure.notice": "group",
        "measure.to_justice": "group",
        "hand_over": "group",
        "outing": "sealed",
        "withdrawal": "framework",
        "agreement": "framework",
        "clause": "framework",
        "undertaking": "framework",
        "meeting": "framework",
        "meeting.present": "group",
        "decision": "framework",
        "report": "sealed",
        "report.external": "sealed",
        "report.revision": "sealed",
        "incident": "group",
        "incident.attribution": "sealed",
        "verification": "group",
        "distinction": "sealed",
        "heard_from": "framework",
        "heard_from.safety": "sealed",
        "heard_from.patrols": "group",
        "signal": "framework",
        "signal.said_by": "group",
        "indicator": "framework",
        "alert": "framework",
        "response": "framework",
        "dialogue": "framework",
        "rumour": "group",
        "committee": "framework",
        "dissemination": "group",
        "order": "framework",
        "request": "framework",
        "recommendation": "framework",
        "rule": "framework",
        "review": "framework",
        "request.through": "group",
        "request.through_text": "group",
        "request.to": "group",
        "request.to_text": "group",
        "claim": "framework",
        "claim.who_text": "sealed",
        "study": "framework",
        "testimony": "sealed",
        "advice": "framework",
        "countersigning": "group",
    }
)
"""The level at which a new case of a noun begins, and of the fields that differ from it (`noun.field`)."""


def default_level(noun: str, field: str | None = None) -> str:
    """The level of a noun or of one of its fields; what is not named is sealed."""
    return DEFAULT_LEVELS.get(f"{noun}.{field}", DEFAULT_LEVELS.get(noun, "sealed"))


@cache
def sealed_level(noun: str, field: str, level: str) -> str:
    """The level of a field inside a statement of a level: its own where that is stricter."""
    own = DEFAULT_LEVELS.get(f"{noun}.{field}", level)
    return max(own, level, key=_STRICTNESS.index)


def may_open(level: str, own: Collection[str], constituencies: Mapping[str, str]) -> frozenset[str]:
    """The parties for which something of a level is sealed. `own`: whose device writes it, and whose seat says it.

    What a group knows is coarsened for the other members by the rules above, at the hour they name; so all members
    hold the keys, donors and the public do not. What is sealed is its own parties' alone.
    """
    members = {party for party, constituency in constituencies.items() if role_of(constituency) in _MEMBERS}
    return frozenset(own) | (members if level == "group" else frozenset())


_STRICTNESS: Final = ("open", "framework", "group", "sealed")
