"""What a framework decides about its own rules: of alerts, of their timers, of the clock of verification.

The defaults are in code (`alert_rules`, `alert_clock`, `verifying`). A decision changes one subject, from the day on
which the register knows it: what rose before keeps the rule under which it rose. Who decides is the framework in a
meeting; the reason stands beside (domain notes §4: “default; each framework edits it”).
"""

from __future__ import annotations

from typing import ClassVar

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine


class DecidedRule(Entity):
    """What holds of one subject instead of the default; nothing where the default was kept or taken up again.

    `days` is how far the rule looks, `least` how many signs it needs, `sources` from how many constituencies. Hours are
    counted from the day on which an alert rises, or on which the register knows an incident.
    """

    CODES: ClassVar[dict[str, CodeList]] = {
        "subject": codes.RULE_SUBJECTS,
        "level": codes.ALERT_LEVELS,
        "ladder": codes.DECISION_LEVELS,
    }

    framework: str
    subject: str
    enabled: bool | None = None
    level: str | None = None
    least: int | None = None
    days: int | None = None
    sources: int | None = None
    acknowledge_hours: int | None = None
    decide_hours: int | None = None
    act_hours: int | None = None
    ladder: tuple[str, ...] = ()
    screen_hours: int | None = None
    settle_hours: int | None = None
    decided: When | None = None
    meeting: str | None = None
    why: Words | None = None
    status: str = "decided"


_OF = ("framework", "subject")
_LOOKS = ("enabled", "level", "least", "days", "sources")
_BY = ("decided", "meeting", "why")

RULE = Noun(
    "rule",
    DecidedRule,
    (
        EntryType(
            "rule.alert_decided", 390, (*_OF, "enabled", "level", "least", "days", "sources", *_BY), to="decided"
        ),
        EntryType(
            "rule.timers_decided",
            391,
            (*_OF, "acknowledge_hours", "decide_hours", "act_hours", "ladder", *_BY),
            to="decided",
        ),
        EntryType("rule.verification_decided", 392, (*_OF, "screen_hours", "settle_hours", *_BY), to="decided"),
        EntryType("rule.default_restored", 393, _BY, to="default"),
    ),
    Machine(
        labels={
            "decided": Text(fr="décidée par le cadre", en="decided by the framework"),
            "default": Text(fr="règle par défaut", en="default rule"),
        },
        first=frozenset({"decided"}),
        moves={"decided": frozenset({"decided", "default"}), "default": frozenset({"decided"})},
    ),
)


def case_of(subject: str) -> str:
    """The case of a subject: one in each register, so that a second decision stands on the first."""
    return f"rule-{subject}"


NOUNS = (RULE,)
