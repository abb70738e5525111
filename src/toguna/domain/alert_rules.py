"""Named rules of alerts: what must be known at one place for a level to be proposed, as data (domain notes §4).

A rule proposes; people raise, confirm and decide. Nothing here looks at a clock, and no rule names anybody: facts are
of roads and places. Clashes between communities and reprisals feed no rule: they are placed by their cercle only, and
an alert at a road would tell where they were.

*Sources.* Orange and red need two sources of different constituencies. What a party says counts for its constituency;
what the register itself shows (a gap in its calendar, a rise that the watch computed, an incident that others have
corroborated) counts once, for all of it together. The secretariat counts for nothing by itself: it writes down what
others say. With fewer, an alert stands at yellow, whatever level it was raised at.

*Signal and alarm.* A rule of level green tells of a signal: a line to verify, with no alarm and no timer. It becomes an
alarm when a party sees it for itself and the secretariat raises it with that party's word, at `VERIFIED`.

The table is a default: what a framework has decided instead is worked into it by `toguna.domain.rules`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from toguna.domain.codes import ALERT_LEVELS, ALERT_RULES

REGISTER: Final = "register"
"""The register as a source: all that it computes from what was signed is one voice."""
NO_SOURCE: Final = frozenset({"mediator", "donor", "observer"})
"""Constituencies that pass on or count what others say: their word is not a second source."""
LEAST_SOURCES: Final[Mapping[str, int]] = {"orange": 2, "red": 2}
VERIFIED: Final = "yellow"
"""The level of an alert that is raised on a line to verify, with the word of a party that sees it for itself."""
RESTS_DAYS: Final = 28
"""A rule that was raised at a place is not proposed there again for so long."""
VOICES: Final[Mapping[str, str]] = {
    "chief": "traditional_authority",
    "station": "business",
    "carrier": "business",
    "market": "business",
    "youth": "youth",
    "women": "women",
    "post": "armed_forces",
    "town_hall": "interim_authority",
}
"""The constituency that a function called by the secretariat speaks for."""


# A gap lies in the past as long as it is open; ten years stand for “whenever it began”.
_OPEN: Final = 3650


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the register holds, at roads and places: its kind, the day, who says so, and its record."""

    kind: str
    day: date
    spots: frozenset[str]
    sources: frozenset[str]
    case: str


@dataclass(frozen=True, slots=True)
class Need:
    """So many facts of a kind, from `back` days ago to `ahead` days from now."""

    kind: str
    back: int
    ahead: int = 0
    least: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A level is proposed at a place where every need is met, by so many sources of different constituencies."""

    code: str
    level: str
    needs: tuple[Need, ...]
    sources: int = 1

    def __post_init__(self) -> None:
        if self.code not in ALERT_RULES or self.level not in ALERT_LEVELS:
            raise ValueError(f"not a rule: {self.code}, {self.level}")
        if self.sources < LEAST_SOURCES.get(self.level, 1):
            raise ValueError(f"{self.code}: {self.level} needs two sources")

    @property
    def alarm(self) -> bool:
        """Whether it raises an alarm; otherwise it tells of a line to verify."""
        return self.level != "green"

    @property
    def counts(self) -> bool:
        """Whether it counts signs that people report: how many it takes can be decided."""
        return self.needs[-1].kind == "tension"

    @property
    def least(self) -> int:
        """How many of the last thing it needs."""
        return self.needs[-1].least

    @property
    def days(self) -> int | None:
        """How far it looks for the last thing it needs; None where that has no limit."""
        need = self.needs[-1]
        return None if need.back == _OPEN else need.ahead or need.back

    def with_(self, *, level: str, least: int, days: int | None, sources: int) -> Rule:
        """The same rule as a framework has decided it.

        Raises
        ------
        ValueError
            A level with fewer sources than it needs.
        """
        need = self.needs[-1]
        if days is not None and self.days is not None:
            need = replace(need, ahead=days) if need.ahead else replace(need, back=days)
        return Rule(self.code, level, (*self.needs[:-1], replace(need, least=least)), sources)


DEFAULT_RULES: Final[tuple[Rule, ...]] = (
    Rule("gap-and-incident", "red", (Need("gap", _OPEN), Need("incident-in-gap", 14)), sources=2),
    Rule("gap-open", "orange", (Need("gap", _OPEN),), sources=2),
    Rule("abrupt-stop", "orange", (Need("stop", 7),), sources=2),
    Rule("relief-missing", "orange", (Need("gap", -1, 7),), sources=2),
    Rule("gap-near", "yellow", (Need("gap", -1, 14),)),
    Rule("growth-and-signs", "orange", (Need("growth", 27), Need("tension", 14, least=2)), sources=3),
    Rule("after-violence", "orange", (Need("violence", 7), Need("tension", 7, least=3)), sources=3),
    Rule("signs-agree", "orange", (Need("tension", 7, least=4),), sources=3),
    Rule("growth", "green", (Need("growth", 27),)),
    Rule("signs", "green", (Need("tension", 7, least=3),), sources=3),
)
"""From the gravest; at one place the first that holds stands for those that it contains (`OVER`)."""
OVER: Final[Mapping[str, frozenset[str]]] = {
    "gap-and-incident": frozenset({"gap-open", "abrupt-stop"}),
    "gap-open": frozenset({"abrupt-stop"}),
    "relief-missing": frozenset({"gap-near"}),
    "growth-and-signs": frozenset({"growth", "signs", "signs-agree"}),
    "after-violence": frozenset({"signs", "signs-agree"}),
    "signs-agree": frozenset({"signs"}),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A rule that holds on a day: where, and on which records."""

    rule: Rule
    spots: frozenset[str]
    because: tuple[str, ...]
    sources: frozenset[str]

    @property
    def id(self) -> str:
        """The same as long as the rule holds at these places."""
        return "|".join((self.rule.code, *sorted(self.spots)))


def holding(facts: Iterable[Fact], on: date, rules: Sequence[Rule] = DEFAULT_RULES) -> tuple[Holding, ...]:
    """The rules that hold on a day, in the order of the table; one that holds at several places on the same facts is
    told once.
    """
    at: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for spot in fact.spots:
            at[spot].append(fact)
    found: dict[tuple[str, tuple[str, ...]], Holding] = {}
    order = {rule.code: n for n, rule in enumerate(rules)}
    for spot in sorted(at):
        hidden: set[str] = set()
        for rule in rules:
            used = _met(rule, at[spot], on)
            if used is None or rule.code in hidden:
                continue
            hidden |= OVER.get(rule.code, frozenset())
            because = tuple(sorted({fact.case for fact in used}))
            sources = frozenset().union(*(fact.sources for fact in used)) - NO_SOURCE
            before = found.get((rule.code, because))
            spots = before.spots if before else frozenset[str]()
            found[rule.code, because] = Holding(rule, spots | {spot}, because, sources)
    return tuple(sorted(found.values(), key=lambda one: (order[one.rule.code], one.id)))


def _met(rule: Rule, facts: Sequence[Fact], on: date) -> list[Fact] | None:
    used: list[Fact] = []
    for need in rule.needs:
        first, last = on - timedelta(days=need.back), on + timedelta(days=need.ahead)
        fit = [fact for fact in facts if fact.kind == need.kind and first <= fact.day <= last]
        if len({fact.case for fact in fit}) < need.least:
            return None
        used += fit
    sources = frozenset().union(*(fact.sources for fact in used)) - NO_SOURCE
    return used if len(sources) >= rule.sources else None


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert as far as rules look at it: its rule, the day, where."""

    rule: str | None
    day: date
    spots: frozenset[str]
    open: bool = False


def proposed(found: Iterable[Holding], raised: Collection[Raised], on: date) -> tuple[Holding, ...]:
    """Those not raised yet: an alert by the same rule, or by one that contains it, stands at the same place as long
    as it is open, and for `RESTS_DAYS` from the day on which it was raised.
    """

    def stands(one: Holding, alert: Raised) -> bool:
        covers = alert.rule == one.rule.code or one.rule.code in OVER.get(alert.rule or "", frozenset())
        lasts = alert.open or (on - alert.day).days < RESTS_DAYS
        return covers and lasts and bool(alert.spots & one.spots)

    return tuple(one for one in found if not any(stands(one, alert) for alert in raised))


def standing(level: str, constituencies: Iterable[str], *, register: bool = False) -> str:
    """The level at which an alert stands: orange and red fall back to yellow until two sources of different
    constituencies bear it. `register`: whether it rests on something that the register itself shows.
    """
    sources = set(constituencies) - NO_SOURCE | ({REGISTER} if register else set())
    return level if len(sources) >= LEAST_SOURCES.get(level, 0) else "yellow"
