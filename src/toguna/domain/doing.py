"""Who may do what: the write side of the matrix (domain notes §8.4), as data. What is not named here nobody may do.

`own` names fields of the case that hold the parties whose matter it is: of the roles that may, only these, and the
secretariat that records for them. `not_own` names fields whose parties may not do it: nobody verifies or rates alone
what concerns him. `speaks` names the field that holds whose words these are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.charters import may_attest
from toguna.domain.claims import may_say
from toguna.domain.entity import Entity
from toguna.domain.matrix import Role
from toguna.domain.parts import listed
from toguna.domain.ratings import CodedAlready, NothingToSettle, Round, rounds
from toguna.domain.verifying import AlreadyAdopted

_SHA256: Final = re.compile("[0-9a-f]{64}")
_M, _P, _V, _A, _C, _Y, _N = (
    Role.MEDIATOR,
    Role.PREFECT,
    Role.MOVEMENT,
    Role.ARMY,
    Role.CHIEF,
    Role.YOUTH,
    Role.ANALYST,
)
SECRETARIAT: Final = frozenset({_M})
MEMBERS: Final = frozenset({_M, _P, _V, _A, _C, _Y})
FORCES: Final = frozenset({_M, _P, _V, _A})
COUNTERS: Final = frozenset({_M, _N})


class NeedsReason(RuleError):
    """Something must be said with it."""

    code = "needs-reason"
    text = Text(
        fr="Il manque à cet acte : {missing}. Rien n’a été inscrit ; le donner, puis envoyer de nouveau.",
        en="This act lacks: {missing}. Nothing was recorded; give it, then send again.",
    )


class BadFingerprint(InputError):
    """Not the SHA-256 of a file."""

    code = "bad-fingerprint"
    text = Text(
        fr="« {value} » n’est pas une empreinte : il y faut 64 signes, chiffres et lettres de a à f. La recopier, ou "
        "la faire calculer de nouveau.",
        en="“{value}” is not a fingerprint: it has 64 characters, digits and letters a to f. Copy it again, or have it "
        "worked out again.",
    )


class PointsLeftOpen(RuleError):
    """An undertaking leaves points of §3.5 open without saying so."""

    code = "points-left-open"
    text = Text(
        fr="Il reste à dire : {points}. Rien n’a été inscrit : compléter l’engagement, ou cocher ce qui n’est pas "
        "convenu, puis envoyer de nouveau.",
        en="Still to be said: {points}. Nothing was recorded: complete the undertaking, or tick what is not agreed, "
        "then send again.",
    )


@dataclass(frozen=True, slots=True)
class Doing:
    """Who may say a thing of a case; `check(case, fields)` holds what the domain asks besides."""

    roles: frozenset[Role]
    own: tuple[str, ...] = ()
    not_own: tuple[str, ...] = ()
    speaks: str | None = None
    check: Callable[[Any, dict[str, Any]], None] | None = None


_WHY_NOTHING = Text(fr="la raison de ne rien faire", en="the reason for no action")
_OTHERS = Text(
    fr="au moins un vérificateur qui n’est pas celui qui s’est engagé",
    en="at least one verifier who is not the one who undertook it",
)
_PROOF = Text(fr="une preuve inscrite auparavant", en="a proof recorded before")
_OPEN_TEXT = Text(fr="un relevé en projet ou soumis au silence", en="conclusions drafted or under silence")
_TWO_SIDES = Text(fr="une équipe d’au moins deux parties", en="a team of at least two parties")


def _reason_for_nothing(alert: Any, fields: dict[str, Any]) -> None:
    if fields.get("decision") == "none" and not fields.get("why"):
        raise NeedsReason(missing=_WHY_NOTHING)


def _somebody_else(undertaking: Any, fields: dict[str, Any]) -> None:
    if not set(fields.get("verified_by", ())) - set(undertaking.who):
        raise NeedsReason(missing=_OTHERS)


def _proved(undertaking: Any, fields: dict[str, Any]) -> None:
    if not undertaking.proofs:
        raise NeedsReason(missing=_PROOF)


def _said_of_every_point(undertaking: Any, fields: dict[str, Any]) -> None:
    """Every point of §3.5 is filled, or said not to be agreed."""
    said = set(fields.get("not_agreed", undertaking.not_agreed))
    open_points = [point for point in undertaking.missing() if point not in said]
    if open_points:
        raise PointsLeftOpen(points=listed(codes.UNDERTAKING_POINTS.labels[point] for point in open_points))


def _round(undertaking: Any, fields: dict[str, Any]) -> Round | None:
    """The round of coding that a coding or what settles it belongs to; None where it opens one."""
    asked = (fields["scale"], fields["date"])
    held = rounds(undertaking.codings, undertaking.adjudications)
    return next((one for one in held if (one.scale, one.date.iso()) == asked), None)


def _coded_once(undertaking: Any, fields: dict[str, Any]) -> None:
    held = _round(undertaking, fields)
    if held is not None and (held.complete or held.coded_by(fields["seat"])):
        raise CodedAlready


def _third(undertaking: Any, fields: dict[str, Any]) -> None:
    held = _round(undertaking, fields)
    if held is None or not held.awaits_third(fields["seat"]):
        raise NothingToSettle


def _fingerprint(case: Any, fields: dict[str, Any]) -> None:
    digest = fields.get("paper", {}).get("sha256")
    if digest is not None and not _SHA256.fullmatch(digest):
        raise BadFingerprint(value=digest[:80])


def _text_still_open(meeting: Any, fields: dict[str, Any]) -> None:
    if meeting.status not in ("drafted", "silence"):
        raise NeedsReason(missing=_OPEN_TEXT)


def _not_adopted(verification: Any, fields: dict[str, Any]) -> None:
    if verification.status == "adopted":
        raise AlreadyAdopted()


def _parity(case: Any, fields: dict[str, Any]) -> None:
    if len(set(fields.get("team", ()))) < 2:
        raise NeedsReason(missing=_TWO_SIDES)


def _share(order: Any, fields: dict[str, Any]) -> None:
    may_attest(fields["reach_percent"])


def _words_allowed(case: Any, fields: dict[str, Any]) -> None:
    from toguna.base.text import Words

    may_say(Words(**fields["says"]), incidents=None, reporting_adequate=None)


DOING: Final[dict[str, Doing]] = {
    # meetings
    "meeting.called": Doing(SECRETARIAT),
    "meeting.amended": Doing(SECRETARIAT, check=_fingerprint),
    "meeting.observed": Doing(SECRETARIAT),
    "meeting.quorate": Doing(SECRETARIAT),
    "meeting.not_quorate": Doing(SECRETARIAT),
    "meeting.missed": Doing(SECRETARIAT),
    "meeting.conclusions_drafted": Doing(SECRETARIAT),
    "meeting.silence_begun": Doing(SECRETARIAT),
    "meeting.conclusions_adopted": Doing(SECRETARIAT, check=_fingerprint),
    "meeting.reserved": Doing(MEMBERS, speaks="party", check=_text_still_open),
    "decision.awaited": Doing(SECRETARIAT),
    "decision.adopted": Doing(SECRETARIAT),
    "decision.deferred": Doing(SECRETARIAT),
    "decision.refused": Doing(SECRETARIAT),
    "decision.carried_out": Doing(FORCES, own=("awaited_from",)),
    "decision.reserved": Doing(MEMBERS, speaks="party"),
    # agreements and undertakings
    "agreement.negotiated": Doing(SECRETARIAT),
    "agreement.signed": Doing(SECRETARIAT),
    "agreement.suspended": Doing(SECRETARIAT),
    "agreement.resumed": Doing(SECRETARIAT),
    "agreement.ended": Doing(SECRETARIAT),
    "agreement.amended": Doing(SECRETARIAT, check=_fingerprint),
    "clause.recorded": Doing(SECRETARIAT),
    "clause.status_recorded": Doing(COUNTERS),
    "undertaking.drafted": Doing(SECRETARIAT),
    "undertaking.agreed": Doing(SECRETARIAT, check=_said_of_every_point),
    "undertaking.amended": Doing(SECRETARIAT),
    "undertaking.waiting": Doing(MEMBERS, own=("who",)),
    "undertaking.started": Doing(MEMBERS, own=("who",)),
    "undertaking.partly_fulfilled": Doing(MEMBERS, own=("who",)),
    "undertaking.proved": Doing(MEMBERS, own=("who",), speaks="party"),
    "undertaking.fulfilled": Doing(SECRETARIAT, check=_proved),
    "undertaking.maintained": Doing(SECRETARIAT, check=_proved),
    "undertaking.blocked": Doing(MEMBERS, own=("who",)),
    "undertaking.resumed": Doing(MEMBERS, own=("who",)),
    "undertaking.breached": Doing(SECRETARIAT, check=_somebody_else),
    "undertaking.lapsed": Doing(SECRETARIAT),
    "undertaking.superseded": Doing(SECRETARIAT),
    "undertaking.withdrawn": Doing(SECRETARIAT),
    "undertaking.rated": Doing(MEMBERS | COUNTERS, speaks="party"),
    # coded blind by two who count and are no party to it; a third settles where they differ
    "undertaking.coded": Doing(COUNTERS, not_own=("who",), check=_coded_once),
    "undertaking.adjudicated": Doing(COUNTERS, not_own=("who",), check=_third),
    # recommendations: those who count say whether they were taken up
    "recommendation.made": Doing(MEMBERS | COUNTERS),
    "recommendation.taken_up": Doing(COUNTERS),
    "recommendation.partly_taken_up": Doing(COUNTERS),
    "recommendation.not_taken_up": Doing(COUNTERS),
    # requests
    "request.drafted": Doing(MEMBERS),
    "request.endorsed": Doing(FORCES | {_C}, own=("by",)),
    "request.sent": Doing(MEMBERS, own=("by", "through")),
    "request.received": Doing(MEMBERS, own=("by", "through")),
    "request.answered": Doing(MEMBERS, own=("by", "through")),
    "request.delivered": Doing(MEMBERS, own=("by", "through")),
    "request.dead": Doing(MEMBERS, own=("by",)),
    # what the framework decides of its own rules, and its reviews
    "rule.alert_decided": Doing(SECRETARIAT),
    "rule.timers_decided": Doing(SECRETARIAT),
    "rule.verification_decided": Doing(SECRETARIAT),
    "rule.default_restored": Doing(SECRETARIAT),
    "review.recorded": Doing(SECRETARIAT),
    "review.amended": Doing(SECRETARIAT),
    # alerts
    "signal.recorded": Doing(MEMBERS, speaks="said_by"),
    "indicator.noted": Doing(SECRETARIAT),
    "alert.raised": Doing(MEMBERS),
    "alert.confirmed": Doing(MEMBERS, speaks="party"),
    "alert.acknowledged": Doing(FORCES),
    "alert.decided": Doing(frozenset({_M, _P}), check=_reason_for_nothing),
    "alert.responded": Doing(FORCES),
    "alert.outcome_known": Doing(FORCES),
    "alert.feedback_given": Doing(SECRETARIAT),
    "alert.escalated": Doing(frozenset({_M, _P})),
    # incidents and their verification
    "report.received": Doing(MEMBERS),
    "report.screened": Doing(SECRETARIAT),
    "report.merged": Doing(SECRETARIAT),
    "report.set_aside": Doing(SECRETARIAT),
    "report.answered": Doing(SECRETARIAT),
    "report.detached": Doing(SECRETARIAT),
    "report.located": Doing(SECRETARIAT),
    "incident.reported": Doing(SECRETARIAT),
    "incident.screened": Doing(SECRETARIAT),
    "incident.needs_corroboration": Doing(SECRETARIAT),
    "incident.corroborated": Doing(SECRETARIAT),
    "incident.under_verification": Doing(SECRETARIAT),
    "incident.verified": Doing(SECRETARIAT),
    "incident.not_confirmed": Doing(SECRETARIAT),
    "incident.inconclusive": Doing(SECRETARIAT),
    "incident.access_denied": Doing(SECRETARIAT),
    "incident.closed": Doing(SECRETARIAT),
    "incident.retracted": Doing(SECRETARIAT),
    "incident.attribution_settled": Doing(SECRETARIAT),
    "incident.merged": Doing(SECRETARIAT),
    "incident.detached": Doing(SECRETARIAT),
    "incident.located": Doing(SECRETARIAT),
    "distinction.made": Doing(SECRETARIAT),
    "distinction.withdrawn": Doing(SECRETARIAT),
    "verification.named": Doing(SECRETARIAT, check=_parity),
    "verification.in_field": Doing(FORCES, own=("team",)),
    "verification.findings_exchanged": Doing(FORCES, own=("team",)),
    "verification.adopted": Doing(SECRETARIAT),
    "verification.not_adopted": Doing(SECRETARIAT),
    "verification.access_denied": Doing(FORCES, own=("team",)),
    "verification.dissented": Doing(FORCES | {_C}, own=("team",), speaks="party", check=_not_adopted),
    "heard_from.recorded": Doing(SECRETARIAT),
    # dialogues
    "dialogue.opened": Doing(frozenset({_M, _C})),
    "dialogue.settled": Doing(frozenset({_M, _C}), own=("mediators",)),
    "dialogue.moved": Doing(frozenset({_M, _C}), own=("mediators",)),
    "dialogue.relapsed": Doing(frozenset({_M, _C}), own=("mediators",)),
    "dialogue.suspended": Doing(frozenset({_M, _C}), own=("mediators",)),
    "dialogue.resumed": Doing(frozenset({_M, _C}), own=("mediators",)),
    "dialogue.closed": Doing(frozenset({_M, _C}), own=("mediators",)),
    "rumour.heard": Doing(MEMBERS, speaks="said_by"),
    "rumour.checked": Doing(SECRETARIAT),
    "rumour.answered": Doing(SECRETARIAT),
    "rumour.closed": Doing(SECRETARIAT),
    "committee.formed": Doing(SECRETARIAT),
    "committee.dissolved": Doing(SECRETARIAT),
    "dissemination.planned": Doing(MEMBERS),
    "dissemination.held": Doing(MEMBERS, own=("by",)),
    "dissemination.cancelled": Doing(MEMBERS, own=("by",)),
    "dissemination.amended": Doing(MEMBERS, own=("by",)),
    "order.issued": Doing(frozenset({_M, _V, _A})),
    "order.relayed": Doing(frozenset({_M, _V, _A}), own=("by",)),
    "order.reported": Doing(frozenset({_M, _V, _A}), own=("by",)),
    "order.attested": Doing(FORCES | {_C}, speaks="party", check=_share),
    "advice.agreed": Doing(SECRETARIAT),
    "advice.withdrawn": Doing(SECRETARIAT),
    # results, testimony
    "claim.announced": Doing(COUNTERS, check=_words_allowed),
    "claim.evidence_added": Doing(COUNTERS),
    "claim.replied": Doing(MEMBERS, speaks="party"),
    "claim.withdrawn": Doing(COUNTERS),
    "testimony.given": Doing(SECRETARIAT),
    "testimony.consent_recorded": Doing(SECRETARIAT),
    "testimony.cleared": Doing(SECRETARIAT),
    "testimony.withdrawn": Doing(SECRETARIAT),
    # what a measure may depend on
    "withdrawal.recorded": Doing(FORCES),
}


def concerned_in(doing: Doing, case: Entity | None, party: str | None, role: Role) -> bool:
    """Whether the party may do it on this case: of its own, and not of what it may not judge."""
    if role not in doing.roles or (party is None and role is not _M):
        return False
    if case is None:
        return True
    if party is not None and any(party in getattr(case, name) for name in doing.not_own):
        return False
    return not doing.own or role is _M or any(party in getattr(case, name) for name in doing.own)
