"""§8.4 of the domain notes as data: for each kind of knowledge, what each role gets of it.

A row or a role that it does not name sees nothing. No role sees everything. The secretariat does not see a patrol plan,
and attribution is sealed to those who hold it. `toguna.domain.visibility` turns a rule into an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """As whom somebody reads."""

    MEDIATOR = "mediator"
    PREFECT = "prefect"
    MOVEMENT = "movement"
    ARMY = "army"
    CHIEF = "chief"
    YOUTH = "youth"
    ANALYST = "analyst"
    DONOR = "donor"
    MEMBERS = "members"
    """All members at once: what may stand in a copy that every one of them holds. Never more than any member sees."""
    PUBLIC = "public"
    """Anybody outside the framework."""


_ROLES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "state_administration": Role.PREFECT,
        "interim_authority": Role.PREFECT,
        "armed_forces": Role.ARMY,
        "internal_security": Role.ARMY,
        "signatory_movement": Role.MOVEMENT,
        "member_movement": Role.MOVEMENT,
        "faith": Role.CHIEF,
        "traditional_authority": Role.CHIEF,
        "women": Role.CHIEF,
        "business": Role.CHIEF,
        "youth": Role.YOUTH,
        "mediator": Role.MEDIATOR,
        "observer": Role.ANALYST,
        "donor": Role.DONOR,
    }
)


def role_of(constituency: str) -> Role:
    """The role in which a constituency's seats read; one that the matrix does not know reads as the public."""
    return _ROLES.get(constituency, Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: a party, in a role, through a seat."""

    party: str | None
    role: Role
    seat: str | None = None


EVERYBODY: Final = Reader(None, Role.MEMBERS, None)
"""The copy for all: it circulates among the members, so it carries only what every one of them may see."""
OUTSIDE: Final = Reader(None, Role.PUBLIC, None)
"""Anybody else."""


class Row(StrEnum):
    """The kinds of knowledge of domain notes §8.4, with those that §9.1 adds."""

    AGREEMENT_TEXT = "agreement-text"
    UNDERTAKING_STATUS = "undertaking-status"
    RAW_REPORT = "raw-report"
    INCIDENT = "incident"
    ATTRIBUTION = "attribution"
    PLAN_OWN = "plan-own"
    PLAN_OTHERS = "plan-others"
    FORWARD_COVER = "forward-cover"
    HAND_OVER = "hand-over"
    MEASURE_END = "measure-end"
    DONE_OWN = "done-own"
    DONE_OTHERS = "done-others"
    VERIFICATION = "verification"
    ALERT = "alert"
    CAUCUS = "caucus"
    CLAIM = "claim"
    TESTIMONY = "testimony"
    REQUEST_OFFICE = "request-office"
    EXPORT = "export"
    PERMIT = "permit"
    FRIENDLY = "friendly-presence"


class Rule(Enum):
    """What a role gets of a row."""

    NOTHING = "nothing"
    FULL = "full"
    EXISTS = "that it exists, without its time"
    NAMED = "where its party is named as able to fill the gap"
    NAMED_OR_OWN = "where its party is named as able to fill the gap, or the measure is its own"
    ADVICE = "the framework's agreed advice, the same with or without a gap"
    OWN = "where it is its own"
    AFTER_48H = "the half-day, after 48 hours"
    AFTER_72H = "the half-day, after 72 hours"
    BY_WEEK = "by week, when the week is over"
    BY_MONTH = "by month, when the month is over"
    COARSE = "segment and week, after 72 hours"
    CERCLE = "the cercle, after 72 hours"
    REGION = "the region only, while the consent lasts"
    COUNTS = "as counts only, never one by one"
    FIGURES = "the word, numbers and the interval, a month late, without words, days, places or names"
    RESULT = "the finding, once it is adopted"
    PRINTED = "a printed sheet"
    ISSUED = "once it is issued, without the day on which it runs out"
    ON_ROAD = "that somebody is there, on a road where it is out itself or is named for a gap"
    IF_OPEN = "where the parties have agreed that it be public"


_FULL, _NAMED_OR_OWN, _ADVICE, _OWN = Rule.FULL, Rule.NAMED_OR_OWN, Rule.ADVICE, Rule.OWN
_FORWARD: Final = {
    Role.MEDIATOR: _FULL,
    Role.PREFECT: Rule.NAMED,
    Role.MOVEMENT: Rule.NAMED,
    Role.ARMY: Rule.NAMED,
    Role.CHIEF: _ADVICE,
    Role.YOUTH: _ADVICE,
}
_ENDS: Final = {
    Role.MEDIATOR: _FULL,
    Role.PREFECT: _NAMED_OR_OWN,
    Role.MOVEMENT: _NAMED_OR_OWN,
    Role.ARMY: _NAMED_OR_OWN,
}

_ROWS: Final[dict[Row, dict[Role, Rule]]] = {
    Row.FORWARD_COVER: _FORWARD,
    Row.HAND_OVER: _ENDS,
    Row.MEASURE_END: _ENDS,
    Row.PLAN_OWN: {Role.MEDIATOR: Rule.EXISTS, Role.MOVEMENT: _OWN, Role.ARMY: _OWN},
    Row.PLAN_OTHERS: {Role.MEDIATOR: Rule.EXISTS},
    Row.DONE_OWN: {Role.MEDIATOR: _FULL, Role.MOVEMENT: _FULL, Role.ARMY: _FULL},
    Row.DONE_OTHERS: {
        Role.MEDIATOR: _FULL,
        Role.PREFECT: Rule.AFTER_48H,
        Role.MOVEMENT: Rule.AFTER_72H,
        Role.ARMY: Rule.AFTER_72H,
        Role.CHIEF: Rule.BY_WEEK,
        Role.YOUTH: Rule.BY_WEEK,
        Role.ANALYST: Rule.BY_WEEK,
        Role.MEMBERS: Rule.BY_WEEK,
        Role.DONOR: Rule.BY_MONTH,
    },
    Row.INCIDENT: {
        Role.MEDIATOR: _FULL,
        Role.PREFECT: Rule.COARSE,
        Role.MOVEMENT: Rule.COARSE,
        Role.ARMY: Rule.COARSE,
        Role.CHIEF: Rule.COARSE,
        Role.YOUTH: Rule.COARSE,
        Role.ANALYST: Rule.COARSE,
        Role.MEMBERS: Rule.COARSE,
        Role.DONOR: Rule.CERCLE,
        Role.PUBLIC: Rule.CERCLE,
    },
    # Sealed to the parties that hold it: §8.4 gives it to no other role, and none by its role alone.
    Row.ATTRIBUTION: {Role.MEDIATOR: _OWN},
    Row.REQUEST_OFFICE: {
        Role.MEDIATOR: _FULL,
        Role.PREFECT: _OWN,
        Role.MOVEMENT: _OWN,
        Role.ARMY: _OWN,
        Role.CHIEF: _OWN,
        Role.YOUTH: _OWN,
    },
    # Donors: “R with uncertainty”. The public reads what the framework has let out: a claim's words may name a day, a
    # place or a party, and are the members' until then.
    Row.CLAIM: {**dict.fromkeys(Role, _FULL), Role.DONOR: Rule.FIGURES, Role.PUBLIC: Rule.IF_OPEN},
    Row.AGREEMENT_TEXT: {**dict.fromkeys(Role, _FULL), Role.PUBLIC: Rule.IF_OPEN},
    Row.UNDERTAKING_STATUS: {**dict.fromkeys(Role, _FULL), Role.DONOR: Rule.COUNTS, Role.PUBLIC: Rule.COUNTS},
    # What was said apart belongs to those who were there, the secretariat included only where it was.
    Row.CAUCUS: dict.fromkeys(_FORWARD, _OWN),
    # A raw report can tell who spoke: the secretariat where it must, and whoever passed it on.
    Row.RAW_REPORT: {Role.MEDIATOR: _FULL, Role.CHIEF: _OWN, Role.YOUTH: _OWN},
    # Parties read a verification in whose team they stand; others what it found.
    Row.VERIFICATION: {
        Role.MEDIATOR: _FULL,
        Role.PREFECT: _OWN,
        Role.MOVEMENT: _OWN,
        Role.ARMY: _OWN,
        Role.CHIEF: _OWN,
        Role.ANALYST: Rule.RESULT,
    },
    # An alert may stand on a gap in cover, so those who get advice only see the alerts they raised themselves.
    Row.ALERT: {
        Role.MEDIATOR: _FULL,
        Role.PREFECT: _FULL,
        Role.MOVEMENT: _FULL,
        Role.ARMY: _FULL,
        Role.CHIEF: _OWN,
        Role.YOUTH: _OWN,
        Role.ANALYST: _FULL,
        Role.DONOR: Rule.COUNTS,
        Role.PUBLIC: _ADVICE,
    },
    Row.EXPORT: {
        **dict.fromkeys((Role.MEDIATOR, Role.PREFECT, Role.MOVEMENT, Role.ARMY), Rule.COUNTS),
        **dict.fromkeys((Role.ANALYST, Role.DONOR), Rule.COUNTS),
        **dict.fromkeys((Role.CHIEF, Role.YOUTH), Rule.PRINTED),
    },
    # Who may patrol where, so that nobody is dislodged for it (§10, story 9): those who authorise, and other forces.
    Row.PERMIT: {
        Role.MEDIATOR: _FULL,
        Role.PREFECT: _FULL,
        Role.MOVEMENT: Rule.ISSUED,
        Role.ARMY: Rule.ISSUED,
    },
    # Deconfliction (§10, story 14), the same for the State's forces and for movements.
    Row.FRIENDLY: {Role.MEDIATOR: _FULL, Role.MOVEMENT: Rule.ON_ROAD, Role.ARMY: Rule.ON_ROAD},
    Row.TESTIMONY: {role: Rule.REGION for role in Role if role not in {Role.DONOR, Role.PUBLIC}},
}

MATRIX: Final[Mapping[Row, Mapping[Role, Rule]]] = MappingProxyType(
    {row: MappingProxyType({role: _ROWS.get(row, {}).get(role, Rule.NOTHING) for role in Role}) for row in Row}
)
"""§8.4, every row and every role; a role that a row does not name gets nothing of it."""
