"""What a framework decides of its own rules: one subject at a time, in a meeting that was held, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.alert_clock import LADDER
from toguna.domain.entity import plain
from toguna.domain.meetings import Meeting, may_decide
from toguna.domain.rules import HOURS_OF, RULE, DecidedRule, case_of, check_alert, check_hours, kind_of
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import find, held
from toguna.server.actions.doing import do

_SET = {
    kind.name: tuple(name for name in kind.fields if name not in ("framework", "subject", "decided", "meeting", "why"))
    for kind in RULE.types
}
"""What each type sets that can be decided."""


_KIND = {
    "rule.alert_decided": "alert",
    "rule.timers_decided": "timers",
    "rule.verification_decided": "verification",
}


class MeetingDecidedNothing(RuleError):
    """A rule is decided in a meeting that was held with enough parties."""

    code = "meeting-decided-nothing"
    text = Text(
        fr="La rencontre « {id} » ne peut pas porter cette décision : elle n’est pas tenue, ou le quorum n’y était "
        "pas. Inscrire d’abord sa tenue, ou choisir celle où le cadre a décidé.",
        en="The meeting “{id}” cannot carry this decision: it was not held, or not quorate. Record first that it was "
        "held, or choose the one in which the framework decided.",
    )


class AnotherKindOfRule(RuleError):
    """Timers of a rule of alerts, or signs of a clock."""

    code = "another-kind-of-rule"
    text = Text(
        fr="« {rule} » ne se décide pas par cet acte. Voir sur la page des règles du cadre ce qui peut être décidé de "
        "chacune.",
        en="“{rule}” is not decided by this act. See on the page of rules what can be decided of each.",
    )


class NothingDecided(RuleError):
    """Every setting was left empty."""

    code = "nothing-decided"
    text = Text(
        fr="Aucun réglage n’est donné : rien n’a été inscrit. Donner ce que le cadre a décidé, ou revenir à la règle "
        "par défaut par l’acte prévu pour cela.",
        en="No setting is given: nothing was recorded. Give what the framework decided, or go back to the default by "
        "the act for that.",
    )


def decide(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    type_: str,
    rule: tuple[str, str],
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> bytes:
    """Record what the framework decided of a rule (framework and subject); the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, AnotherKindOfRule, MeetingDecidedNothing, NothingDecided, IllegalMove
        And what `domain.rules` refuses.
    """
    framework, subject = rule
    with transaction.atomic():
        if _KIND.get(type_, kind_of(subject)) != kind_of(subject):
            raise AnotherKindOfRule(rule=codes.RULE_SUBJECTS.labels[subject])
        meeting = held(register, Meeting, fields["meeting"])
        if not may_decide(meeting):
            raise MeetingDecidedNothing(id=meeting.id)
        if _SET[type_] and not set(_SET[type_]) & set(fields):
            raise NothingDecided
        if "ladder" in fields:
            fields = {**fields, "ladder": sorted(set(fields["ladder"]), key=LADDER.index)}
        if type_ == "rule.alert_decided":
            check_alert(subject, fields)
        elif type_ != "rule.default_restored":
            check_hours(fields, HOURS_OF[type_](subject))
        day, case = meeting.start or meeting.called_for, case_of(subject)
        before = find(register, DecidedRule, case)
        of = {} if type_ == "rule.default_restored" else {"framework": framework, "subject": subject}
        told = {**_taken_back(type_, before), **of, **fields, **({"decided": plain(day)} if day is not None else {})}
        return do(register, reader, key, (type_, case, told), opens=before is None, known=known)


def _taken_back(type_: str, before: DecidedRule | None) -> dict[str, Any]:
    """What was decided before and is not said again goes back to its default."""
    names = _SET[type_] if before is not None else ()
    return {name: [] if name == "ladder" else None for name in names if getattr(before, name) not in (None, ())}
