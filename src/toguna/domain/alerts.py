"""Signals of peace and tension, the alerts raised on them, and what was done in answer.

Warning without response is the classic failure: an alert cannot be closed without a recorded decision, even “no
action, because …”, and one that decides to act needs a response (domain notes §4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.measures import Stretch
from toguna.domain.parts import listed


class Signal(Entity):
    """Something seen that speaks for peace or for tension. No author, no account, no person.

    One that the watch computed says by which look (`method`), in how many incidents where so many (thousandths) were to
    be expected, and in how many days chance alone would show as much once; with the seed and the digest of its data it
    can be computed again.
    """

    CODES: ClassVar[dict[str, CodeList]] = {
        "kind": codes.SIGNAL_KINDS,
        "basis": codes.BASIS,
        "method": codes.WATCH_LOOKS,
    }

    date: When
    kind: str
    what: Words | None = None
    where: tuple[str, ...] = ()
    framework: str | None = None
    led_to: tuple[str, ...] = ()
    basis: str | None = None
    source: str | None = None
    method: str | None = None
    stretches: tuple[Stretch, ...] = ()
    count: int | None = None
    expected_milli: int | None = None
    recurrence_days: int | None = None
    cut_off: When | None = None
    seed: int | None = None
    data_digest: str | None = None
    said_by: str | None = None

    def polarity(self) -> int:
        """+1 peace, −1 tension, 0 neither by itself."""
        return codes.SIGNAL_POLARITY[self.kind]


_COMPUTED = (
    "date",
    "kind",
    "where",
    "framework",
    "method",
    "stretches",
    "count",
    "expected_milli",
    "recurrence_days",
    "cut_off",
    "seed",
    "data_digest",
)

SIGNAL = Noun(
    "signal",
    Signal,
    (
        EntryType(
            "signal.recorded",
            250,
            ("date", "kind", "what", "where", "framework", "led_to", "basis", "source", "said_by"),
        ),
        EntryType("signal.computed", 251, _COMPUTED),
    ),
)


class Confirmed(Part):
    """A party that says the same from its own knowledge, on a day."""

    party: str
    date: When | None = None


class Alert(Entity):
    """A level at a place by a rule, and how the framework dealt with it.

    `confirmed_by` are the parties that stood by it when it was raised, `confirmations` those that came later; which
    level it then stands at is for `toguna.domain.alert_rules`.
    """

    CODES: ClassVar[dict[str, CodeList]] = {
        "named_rule": codes.ALERT_RULES,
        "level": codes.ALERT_LEVELS,
        "decision": codes.ALERT_DECISIONS,
        "escalated_to": codes.DECISION_LEVELS,
    }

    framework: str
    level: str
    date: When
    where: tuple[str, ...] = ()
    rule: Words | None = None
    because: tuple[str, ...] = ()
    responder: str | None = None
    confirmed_by: tuple[str, ...] = ()
    decision: str | None = None
    decided: When | None = None
    why: Words | None = None
    outcome: Words | None = None
    feedback: Words | None = None
    escalated_to: str | None = None
    named_rule: str | None = None
    confirmations: tuple[Confirmed, ...] = ()
    status: str = "raised"


_RAISED = ("framework", "level", "date", "where", "rule", "because", "responder", "confirmed_by", "named_rule")

ALERT = Noun(
    "alert",
    Alert,
    (
        EntryType("alert.raised", 256, _RAISED, to="raised"),
        EntryType("alert.acknowledged", 257, ("responder",), to="acknowledged"),
        EntryType("alert.decided", 258, ("decision", "decided", "why"), to="decided"),
        EntryType("alert.responded", 259, (), to="responded"),
        EntryType("alert.outcome_known", 260, ("outcome",), to="outcome_known"),
        EntryType("alert.feedback_given", 261, ("feedback",), to="feedback_given"),
        EntryType("alert.closed", 262, (), to="closed"),
        EntryType("alert.escalated", 263, ("escalated_to", "why"), to="escalated"),
        EntryType("alert.amended", 264, _RAISED),
        EntryType("alert.confirmed", 265, ("party", "date"), appends="confirmations"),
    ),
    Machine(
        labels={
            "raised": Text(fr="lancée", en="raised"),
            "acknowledged": Text(fr="prise en compte", en="acknowledged"),
            "decided": Text(fr="décision prise", en="decided"),
            "responded": Text(fr="réponse engagée", en="responded"),
            "outcome_known": Text(fr="suite connue", en="outcome known"),
            "feedback_given": Text(fr="retour fait à ceux qui ont alerté", en="feedback given"),
            "escalated": Text(fr="portée à l’échelon supérieur", en="escalated"),
            "closed": Text(fr="close", en="closed"),
        },
        first=frozenset({"raised"}),
        moves={
            "raised": frozenset({"acknowledged", "decided", "escalated"}),
            "acknowledged": frozenset({"decided", "escalated"}),
            "decided": frozenset({"responded", "outcome_known", "feedback_given", "escalated"}),
            "responded": frozenset({"outcome_known", "escalated"}),
            "outcome_known": frozenset({"feedback_given", "closed"}),
            "feedback_given": frozenset({"closed"}),
            "escalated": frozenset({"acknowledged", "decided"}),
        },
    ),
)


class Response(Entity):
    """What was done about an alert, by whom, with what outcome."""

    alert: str
    by: tuple[str, ...]
    what: Words
    framework: str | None = None
    date: When | None = None
    outcome: Words | None = None


RESPONSE = Noun(
    "response",
    Response,
    (EntryType("response.recorded", 270, ("alert", "by", "what", "framework", "date", "outcome")),),
)


class CannotCloseAlert(RuleError):
    """An alert may not be closed yet."""

    code = "alert-cannot-close"
    text = Text(
        fr="L’alerte « {id} » ne peut pas être close : {missing}. Inscrire ces points d’abord.",
        en="The alert “{id}” cannot be closed: {missing}. Record these points first.",
    )


_NO_DECISION = Text(fr="aucune décision n’est inscrite", en="no decision is recorded")
_NO_REASON = Text(fr="la raison de ne rien faire n’est pas donnée", en="the reason for no action is not given")
_NO_RESPONSE = Text(fr="aucune réponse n’est inscrite", en="no response is recorded")


def may_close_alert(alert: Alert, responses: Sequence[Response]) -> None:
    """The invariant: a decision, with its reason where nothing is done, and a response where it is to act.

    Raises
    ------
    CannotCloseAlert
        Naming what is missing.
    """
    lacking = [
        (alert.decision is None, _NO_DECISION),
        (alert.decision == "none" and alert.why is None, _NO_REASON),
        (alert.decision == "act" and not any(r.alert == alert.id for r in responses), _NO_RESPONSE),
    ]
    missing = [text for is_lacking, text in lacking if is_lacking]
    if missing:
        raise CannotCloseAlert(id=alert.id, missing=listed(missing))


NOUNS = (SIGNAL, ALERT, RESPONSE)
