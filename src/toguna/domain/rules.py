"""What a framework decides about its own rules: of alerts, of their timers, of the clock of verification.

The defaults are in code (`alert_rules`, `alert_clock`, `verifying`). A decision changes one subject, from the day after
the one on which the register knows it: what rose before keeps the rule under which it rose. Who decides is the
framework in a meeting; the reason stands beside (domain notes §4: “default; each framework edits it”).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from toguna.base.dates import When
from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.alert_clock import HOURS, LADDER
from toguna.domain.alert_rules import DEFAULT_RULES, LEAST_SOURCES, Rule
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.verifying import DAYS


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


TIMERS: Final = "timers"
WEIGHTS: Final[Mapping[str, int]] = {f"verify-{weight}": weight for weight in DAYS}
"""The subjects of the clock of verification, and the gravity that each is for."""
_BY_CODE: Final = {rule.code: rule for rule in DEFAULT_RULES}
_LEVELS: Final = tuple(reversed(tuple(codes.ALERT_LEVELS)))
_MOST: Final[Mapping[str, int]] = {"least": 20, "days": 90, "sources": 8}
_MOST_HOURS: Final = 90 * 24

Decided = Mapping[str, DecidedRule]
"""What is decided now, by subject; a subject without a decision keeps its default."""


def subject_of(case: str) -> str | None:
    """The subject of a case; None where there is no such rule."""
    subject = case.removeprefix("rule-")
    return subject if case == case_of(subject) and subject in codes.RULE_SUBJECTS else None


def kind_of(subject: str) -> str:
    """Which of the three things that can be decided: `alert`, `timers` or `verification`."""
    return "timers" if subject == TIMERS else "verification" if subject in WEIGHTS else "alert"


def alert_rule(subject: str, held: DecidedRule | None) -> Rule | None:
    """A rule of alerts as it is; None where the framework has switched it off."""
    default = _BY_CODE[subject]
    if held is None or held.status != "decided":
        return default
    if held.enabled is False:
        return None
    return default.with_(
        level=held.level or default.level,
        least=held.least or default.least,
        days=held.days or default.days,
        sources=held.sources or default.sources,
    )


def table(decided: Decided) -> tuple[Rule, ...]:
    """The rules of alerts as the framework has them, the gravest first."""
    held = [rule for code in _BY_CODE if (rule := alert_rule(code, decided.get(code))) is not None]
    return tuple(sorted(held, key=lambda rule: _LEVELS.index(rule.level)))


def hours(decided: Decided) -> Mapping[str, int]:
    """The hours of each step of an alert, as `HOURS`."""
    held = decided.get(TIMERS)
    said = {step: getattr(held, f"{step}_hours", None) for step in HOURS}
    return {step: said[step] or HOURS[step] for step in HOURS}


def ladder(decided: Decided) -> tuple[str, ...]:
    """The levels through which an alert goes up."""
    held = decided.get(TIMERS)
    return held.ladder if held is not None and held.ladder else LADDER


def verification_days(decided: Decided) -> Mapping[int, tuple[int, int]]:
    """For each gravity the days until an incident is late to be screened, and to be settled, as `DAYS`: hours are
    rounded up to whole days, because the register knows days.
    """

    def days(subject: str, weight: int) -> tuple[int, int]:
        held = decided.get(subject)
        said = (held.screen_hours, held.settle_hours) if held is not None else (None, None)
        screen, settle = (-(-one // 24) if one else None for one in said)
        return screen or DAYS[weight][0], settle or DAYS[weight][1]

    return {weight: days(subject, weight) for subject, weight in WEIGHTS.items()}


class RuleOutOfRange(InputError):
    """A number that no rule can have."""

    code = "rule-out-of-range"
    text = Text(
        fr="« {field} » va de 1 à {most}. Rien n’a été inscrit : corriger ce nombre.",
        en="“{field}” goes from 1 to {most}. Nothing was recorded: correct this number.",
    )


class RuleCountsNothing(InputError):
    """Something was decided that this rule does not look at."""

    code = "rule-has-no-such-setting"
    text = Text(
        fr="La règle « {rule} » n’a pas de réglage « {field} ». Rien n’a été inscrit : retirer ce réglage.",
        en="The rule “{rule}” has no setting “{field}”. Nothing was recorded: take this setting out.",
    )


class RuleOfOneVoice(RuleError):
    """Orange and red need two constituencies, whatever a framework decides."""

    code = "rule-of-one-voice"
    text = Text(
        fr="Le niveau « {level} » demande au moins deux composantes : sinon une seule partie pourrait lancer l’alarme "
        "contre une autre. Indiquer deux composantes ou plus, ou le niveau « vigilance ».",
        en="The level “{level}” needs two constituencies at least: else one party alone could raise the alarm against "
        "another. Give two constituencies or more, or the level “watch”.",
    )


class StepsOutOfOrder(RuleError):
    """A later step has fewer hours than an earlier one, or levels do not go up."""

    code = "steps-out-of-order"
    text = Text(
        fr="Chaque étape a au moins le délai de celle d’avant. Rien n’a été inscrit : corriger les heures.",
        en="Each step has at least the hours of the one before. Nothing was recorded: correct the hours.",
    )


def check_alert(subject: str, said: Mapping[str, Any]) -> None:
    """Whether a framework can decide this of a rule of alerts.

    Raises
    ------
    RuleOutOfRange, RuleCountsNothing, RuleOfOneVoice
    """
    default = _BY_CODE[subject]
    for field, most in _MOST.items():
        if (number := said.get(field)) is None:
            continue
        if not 1 <= number <= most:
            raise RuleOutOfRange(field=SETTINGS[field], most=most)
        if (field == "least" and not default.counts) or (field == "days" and default.days is None):
            raise RuleCountsNothing(rule=codes.RULE_SUBJECTS.labels[subject], field=SETTINGS[field])
    level, sources = said.get("level") or default.level, said.get("sources") or default.sources
    if sources < LEAST_SOURCES.get(level, 1):
        raise RuleOfOneVoice(level=codes.ALERT_LEVELS.labels[level])


def check_hours(said: Mapping[str, Any], default: Mapping[str, int]) -> None:
    """Whether these hours can be decided, in the order of their steps; what is not said keeps its default.

    Raises
    ------
    RuleOutOfRange, StepsOutOfOrder
    """
    found = []
    for field, usual in default.items():
        number = said.get(field)
        if number is not None and not 1 <= number <= _MOST_HOURS:
            raise RuleOutOfRange(field=SETTINGS[field], most=_MOST_HOURS)
        found.append(number or usual)
    if found != sorted(found):
        raise StepsOutOfOrder


def _timer_hours(subject: str) -> Mapping[str, int]:
    return {f"{step}_hours": usual for step, usual in HOURS.items()}


def _verification_hours(subject: str) -> Mapping[str, int]:
    screen, settle = DAYS[WEIGHTS[subject]]
    return {"screen_hours": 24 * screen, "settle_hours": 24 * settle}


HOURS_OF: Final[Mapping[str, Callable[[str], Mapping[str, int]]]] = {
    "rule.timers_decided": _timer_hours,
    "rule.verification_decided": _verification_hours,
}
"""For each type that sets hours, the default of each in the order of their steps, by subject."""
SETTINGS: Final[Mapping[str, Text]] = {
    "least": Text(fr="Combien de signes au moins", en="How many signs at least"),
    "days": Text(fr="Sur combien de jours", en="Over how many days"),
    "sources": Text(fr="De combien de composantes différentes", en="From how many different constituencies"),
    "acknowledge_hours": Text(fr="Heures pour prendre en compte", en="Hours to acknowledge"),
    "decide_hours": Text(fr="Heures pour décider", en="Hours to decide"),
    "act_hours": Text(fr="Heures pour agir", en="Hours to act"),
    "screen_hours": Text(fr="Heures pour examiner", en="Hours to screen"),
    "settle_hours": Text(fr="Heures pour conclure", en="Hours to settle"),
}
"""What people call each number that can be decided."""

NOUNS = (RULE,)
