"""The facts of a scenario file as statements with the day each counts as known.

The replay rule (head of the documented scenario): starts, agreements and what was agreed with them on the first day
of their precision;
ends, reasons, incidents, signals and statuses on the last; a claim at the end of its window; `known` overrides. What
has no date at all
is known at the end of the year of the scenario's last dated fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from toguna.base.dates import EARLIEST, When
from toguna.base.errors import DateError, InputError
from toguna.base.text import Text
from toguna.domain.checking import check
from toguna.domain.wire import Payload
from toguna.server.intake.scenario.reading import Item, problem
from toguna.server.intake.scenario.rows import Ids, Row

REFERENCE: Final = EARLIEST
"""Places, parties, roads and sources are known from the start."""


_MISFIT = Text(fr="{why}", en="{why}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement to enter: for one framework, or (None) for every framework of the file."""

    payload: Payload
    framework: str | None
    level: str
    line: int


@dataclass
class Facts:
    """What the sections have found so far, and what they need to know of each other."""

    file: str
    ids: Ids
    french: Mapping[str, str]
    mode: str
    first_framework: str
    undated: date
    found: list[Fact] = field(default_factory=list)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    measure_by: dict[str, list[str]] = field(default_factory=dict)
    measure_framework: dict[str, str] = field(default_factory=dict)
    known_of: dict[str, date] = field(default_factory=dict)

    def say(
        self,
        row: Row,
        type_: str,
        case: str,
        known: date,
        fields: Mapping[str, Any],
        *,
        framework: str | None = None,
        level: str = "framework",
    ) -> None:
        """Note one statement; fields without a value are left out: an empty value means that the source does not
        say.
        """
        held = {name: value for name, value in fields.items() if value is not None and value != [] and value != {}}
        known = max(known, self.known_of.get(case, known))
        self.known_of[case] = known
        self.found.append(Fact(Payload(type_, case, held, known), framework, level, row.line()))

    def check(self, since: int = 0) -> None:
        """Hold the statements, from one on, against the domain while their lines are still known.

        Raises
        ------
        FileProblem
            A field is missing, or is not what the domain wants.
        """
        for fact in self.found[since:]:
            try:
                check(fact.payload.type, fact.payload.case, fact.payload.fields)
            except InputError as error:
                why = Text(fr=error.say("fr"), en=error.say("en"))
                raise problem(self.file, fact.line, _MISFIT, why=why) from None

    def announced(self, case: str) -> date:
        """The day on which the first statement about a case is known."""
        days = [fact.payload.known for fact in self.found if fact.payload.case == case and fact.payload.known]
        return min(days)

    def rows(self, top: Row, section: str) -> Iterator[Row]:
        """The items of a section; each is checked for unknown fields once it has been read."""
        for row in top.subs(section):
            row.section = section
            yield row
            row.finish()

    def framework_of(self, row: Row) -> str:
        """The framework an item names, else the first."""
        return row.ref("framework", "framework") or self.first_framework

    def names_of(self, ids: list[str]) -> dict[str, str] | None:
        """The names of places or parties, as one phrase in each language."""
        if not ids:
            return None
        held = [self.names[one] for one in ids]
        return {lang: ", ".join(n.get(lang) or next(iter(n.values())) for n in held) for lang in ("fr", "en")}


def iso(when: When | None) -> str | None:
    """A date as statements carry it."""
    return when.iso() if when else None


def last_day(when: When | None, otherwise: date) -> date:
    """The last day of a date's precision; of an unknown date, the day that stands for “undated”."""
    return when.last if when is not None and when.known else otherwise


DATED: Final = ("measures", "events", "incidents", "requests", "dialogues", "meetings", "outings")


def end_of_last_year(top: Item) -> date:
    """The last day of the year of the latest dated fact."""
    latest = REFERENCE
    for section in DATED:
        for item in top.get(section) or []:
            for value in item.values.values() if isinstance(item, Item) else ():
                try:
                    latest = max(latest, When.parse(value).first) if isinstance(value, str) else latest
                except DateError:
                    continue
    return date(latest.year, 12, 31)


Section = Callable[[Facts, Row], None]
