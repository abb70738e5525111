"""What a framework has decided of its own rules, as known on a day.

A decision holds from the day after the one on which the register knew it: what rose before keeps the rule under which
it rose, to the day. Two decisions made without knowing of each other decide nothing: the default holds until the
framework decides again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toguna.domain.alert_rules import Rule
from toguna.domain.entity import typed
from toguna.domain.rules import DecidedRule, subject_of, table
from toguna.domain.visibility import level_visible
from toguna.server.queries.reading import Reading
from toguna.server.records.models import MODELS


@dataclass(frozen=True, slots=True)
class Version:
    """What stood of one subject from a day on; contested where two decisions did not know of each other."""

    known: date
    held: DecidedRule
    contested: bool


def versions(reading: Reading) -> tuple[Version, ...]:
    """Everything that was decided, in the order in which it became known."""

    def work() -> tuple[Version, ...]:
        rows = MODELS["rule"].objects.filter(
            register=reading.register.hex(), valid=True, known_from__lte=reading.as_of or date.max
        )
        return tuple(
            Version(row.known_from, typed(row.data, DecidedRule), bool(row.contests))
            for row in rows.order_by("known_from", "case")
        )

    return reading.recall(("rules", ("rule",)), work)


def decided_on(reading: Reading, day: date) -> Mapping[str, DecidedRule]:
    """What the framework had decided by the end of the day before, by subject: that is what holds on a day."""
    latest = {one.held.subject: one for one in versions(reading) if one.known < day}
    return {subject: one.held for subject, one in latest.items() if counts(one)}


def counts(one: Version) -> bool:
    """Whether it decides something: no default taken up again, and nothing that contradicts it."""
    return one.held.status == "decided" and not one.contested


def decided(reading: Reading) -> Mapping[str, DecidedRule]:
    """What holds on the day that is looked at."""
    return decided_on(reading, reading.today)


def rules_of_alerts(reading: Reading) -> tuple[Rule, ...]:
    """The rules of alerts as this framework has them."""
    return table(decided(reading))


def standing(reading: Reading, case: str) -> DecidedRule | None:
    """What can be decided of one subject, for acts on it: as it stands, the default where nothing was decided. None
    where there is no such subject, or none for this reader.
    """
    subject = subject_of(case)
    if subject is None or not level_visible(reading.reader, "framework"):
        return None
    latest = [one.held for one in versions(reading) if one.held.subject == subject]
    return (
        latest[-1] if latest else DecidedRule(id=case, framework=reading.framework, subject=subject, status="default")
    )
