"""The rules of a framework for reading: the default beside what was decided, since when, how often it is wrong. For the
members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.alert_clock import HOURS, LADDER
from toguna.domain.alert_figures import MEASURED_ON, SIGNS, false_alarms
from toguna.domain.alert_rules import Rule
from toguna.domain.alerts import Alert
from toguna.domain.parts import listed as in_a_row
from toguna.domain.rules import (
    SETTINGS,
    WEIGHTS,
    DecidedRule,
    alert_rule,
    case_of,
    hours,
    kind_of,
    ladder,
    verification_days,
)
from toguna.domain.visibility import level_visible
from toguna.server.queries.alerts import worth_of
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading
from toguna.server.queries.rules import Version, counts, versions
from toguna.server.queries.stories import Link
from toguna.server.queries.stories_case import links, told

__all__ = ["MEASURED_ON", "RuleLine", "Setting", "Wrong", "line", "lines"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be decided: what it is by default, and what it is here; None: without limit."""

    name: Text
    default: Text
    here: Text

    @property
    def differs(self) -> bool:
        """Whether the framework has decided another."""
        return self.default != self.here


@dataclass(frozen=True, slots=True)
class Wrong:
    """At most so many false alarms a year by this rule alone, where people report so many unfounded signs; None: looser
    than all that was measured.
    """

    signs: int
    default: float | None
    here: float | None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its default beside what was decided. `state` is `default`, `decided`, `off` or `contested`; `since` the
    first day on which that holds. `raised` and `followed` count its alerts of a year, for those who read every alert.
    """

    id: str
    subject: str
    kind: str
    name: Text
    state: str
    settings: tuple[Setting, ...]
    since: date | None
    decided: When | None
    meeting: Link | None
    why: Text | None
    entry: str | None
    wrong: tuple[Wrong, ...]
    raised: int | None
    followed: int | None


def lines(reading: Reading) -> list[RuleLine]:
    """Every rule that can be decided, those of alerts first; none for who is not a member."""
    return [_line(reading, subject) for subject in _subjects(reading)]


def line(reading: Reading, case: str) -> RuleLine | None:
    """One of them; None where there is none for this reader."""
    return next((_line(reading, subject) for subject in _subjects(reading) if case_of(subject) == case), None)


def _subjects(reading: Reading) -> Iterable[str]:
    return codes.RULE_SUBJECTS if level_visible(reading.reader, "framework") else ()


def _line(reading: Reading, subject: str) -> RuleLine:
    latest = next((one for one in reversed(versions(reading)) if one.held.subject == subject), None)
    held = latest.held if latest is not None and counts(latest) else None
    here = {subject: held} if held is not None else {}
    said = told(reading, "rule", case_of(subject)) if latest is not None else ()
    kind = kind_of(subject)
    shown = latest.held if latest is not None else None
    raised, followed = _here(reading, subject) if kind == "alert" else (None, None)
    return RuleLine(
        case_of(subject),
        subject,
        kind,
        codes.RULE_SUBJECTS.labels[subject],
        _state(latest, held, kind),
        tuple(_settings(subject, kind, here)),
        latest.known + timedelta(days=1) if latest is not None else None,
        shown.decided if shown else None,
        next(iter(links(reading, [shown.meeting])), None) if shown and shown.meeting else None,
        both(shown.why) if shown and shown.why else None,
        said[-1].entry if said else None,
        tuple(_wrong(subject, held)) if kind == "alert" else (),
        raised,
        followed,
    )


def _state(latest: Version | None, held: DecidedRule | None, kind: str) -> str:
    if latest is not None and latest.contested:
        return "contested"
    if held is None:
        return "default"
    return "off" if kind == "alert" and held.enabled is False else "decided"


def _settings(subject: str, kind: str, here: Mapping[str, DecidedRule]) -> Sequence[Setting]:
    if kind == "timers":
        steps = [
            Setting(SETTINGS[f"{step}_hours"], _number(usual), _number(hours(here)[step]))
            for step, usual in HOURS.items()
        ]
        return [*steps, Setting(_LADDER, _levels(LADDER), _levels(ladder(here)))]
    if kind == "verification":
        weight = WEIGHTS[subject]
        usual, now = verification_days({})[weight], verification_days(here)[weight]
        return [Setting(name, _days(usual[n]), _days(now[n])) for n, name in enumerate((_SCREEN, _SETTLE))]
    return _of_alert(alert_rule(subject, None), alert_rule(subject, here.get(subject)))


def _of_alert(default: Rule | None, here: Rule | None) -> Sequence[Setting]:
    assert default is not None
    now = here or default
    found = [Setting(_LEVEL, codes.ALERT_LEVELS.labels[default.level], codes.ALERT_LEVELS.labels[now.level])]
    if default.counts:
        found.append(Setting(SETTINGS["least"], _number(default.least), _number(now.least)))
    if default.days is not None:
        found.append(Setting(SETTINGS["days"], _number(default.days), _number(now.days or 0)))
    found.append(Setting(SETTINGS["sources"], _number(default.sources), _number(now.sources)))
    return found


def _wrong(subject: str, held: DecidedRule | None) -> Sequence[Wrong]:
    default, here = false_alarms(alert_rule(subject, None)), false_alarms(alert_rule(subject, held))
    if default is None or here is None:
        return []
    return [Wrong(signs, _told(default[n]), _told(here[n])) for n, signs in enumerate(SIGNS)]


def _told(number: float) -> float | None:
    return None if number == float("inf") else number


def _here(reading: Reading, subject: str) -> tuple[int | None, int | None]:
    """How many alerts this rule gave over a year, and how many of them were followed by a grave incident."""
    found = reading.once("worth of alerts", lambda: worth_of(reading))
    if found is None:
        return None, None
    judged = {*found.followed, *found.not_followed, *found.open}
    mine = {one.id for one in reading.all(Alert) if one.named_rule == subject and one.id in judged}
    return len(mine), len(mine & set(found.followed))


def _number(number: int) -> Text:
    return Text(fr=str(number), en=str(number))


def _days(number: int) -> Text:
    return Text(fr=f"{number} j", en=f"{number} d")


def _levels(found: Sequence[str]) -> Text:
    return in_a_row((codes.DECISION_LEVELS.labels[one] for one in found), " → ")


_LEVEL = Text(fr="Niveau", en="Level")
_LADDER = Text(fr="Échelons", en="Levels of decision")
_SCREEN = Text(fr="Pour examiner", en="To screen")
_SETTLE = Text(fr="Pour conclure", en="To settle")
