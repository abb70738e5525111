"""A whole scenario file, checked, as what must be entered: nothing is written before every line has been understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from toguna.base.text import Text
from toguna.domain.wire import Payload
from toguna.server.intake.scenario import process, security, standing
from toguna.server.intake.scenario.belonging import parties_of, places_of
from toguna.server.intake.scenario.facts import Fact, Facts, end_of_last_year
from toguna.server.intake.scenario.reading import Item, problem, read
from toguna.server.intake.scenario.rows import Ids, Row

MODES: Final = ("live", "exercise", "replay")
_KINDS: Final = {
    "places": "place",
    "roads": "road",
    "parties": "party",
    "agreements": "agreement",
    "frameworks": "framework",
    "bodies": "body",
    "signals": "signal",
    "undertakings": "undertaking",
    "meetings": "meeting",
    "decisions": "decision",
    "measures": "measure",
    "outings": "outing",
    "events": "event",
    "requests": "request",
    "dialogues": "dialogue",
    "committees": "committee",
    "incidents": "incident",
    "claims": "claim",
    "recommendations": "recommendation",
}
_SECTIONS: Final = (
    *(standing.places, standing.parties, standing.sources, standing.frameworks, standing.roads, standing.agreements),
    *(standing.bodies, standing.calendar),
    *(security.signals, process.undertakings, process.meetings, process.decisions),
    *(security.measures, security.outings, security.events, process.requests, process.dialogues, process.committees),
    *(security.incidents, security.heard_from, process.claims, process.recommendations),
)
_NEEDS = Text(
    fr="la section « {key} » manque ou est vide. L’ajouter.", en="the section “{key}” is missing or empty. Add it."
)
_MODE = Text(
    fr="le mode doit être live, exercise ou replay. Corriger « scenario: mode ».",
    en="the mode must be live, exercise or replay. Correct “scenario: mode”.",
)
_WHOLE_SECTION = Text(
    fr="la section « {key} » doit être une liste d’éléments. La corriger.",
    en="the section “{key}” must be a list of items. Correct it.",
)


@dataclass(frozen=True)
class Framework:
    """One framework of the file: its own register, with the parties it concerns and the statements to enter, oldest
    first.
    """

    id: str
    parties: tuple[tuple[str, Mapping[str, str], str], ...]
    statements: tuple[tuple[Payload, str], ...]


@dataclass(frozen=True)
class Scenario:
    """What a file holds: `frameworks` begins with the one that commands open by default."""

    id: str
    mode: str
    entered_by: str
    show_at: date | None
    frameworks: tuple[Framework, ...]


def load(path: Path) -> Scenario:
    """Read and check a scenario file; the French of its free words is taken from `NAME.fr.yaml` beside it, if there
    is one.

    Raises
    ------
    FileProblem
        Anything that is not as it should be, with file and line.
    """
    top, name = read(path), path.name
    beside = path.with_suffix(".fr.yaml")
    french = _french(beside) if beside.exists() else {}
    ids = _ids(top, name)
    row = Row(top, "", name, ids, french)
    head = row.sub("scenario")
    if head is None:
        raise problem(name, 1, _NEEDS, key="scenario")
    mode = head.choice("mode", MODES)
    if mode is None:
        raise problem(name, head.line("mode"), _MODE)
    entered_by, first = head.ref("entered_by", "party"), head.ref("first_framework", "framework")
    if entered_by is None or first is None:
        raise problem(name, head.line(), _NEEDS, key="entered_by, first_framework")
    facts = Facts(name, ids, french, mode, first, end_of_last_year(top))
    for section in _SECTIONS:
        section(facts, row)
    row.raw("replays")
    id_, show_at = head.id(), head.day("show_at")
    head.finish()
    row.finish()
    facts.check()
    return Scenario(id_, mode, entered_by, show_at, _frameworks(facts, entered_by))


def _french(path: Path) -> dict[str, str]:
    words = read(path).get("words")
    return {k: v for k, v in words.values.items() if isinstance(v, str)} if isinstance(words, Item) else {}


def _ids(top: Item, name: str) -> Ids:
    ids = Ids()
    for section, kind in _KINDS.items():
        for item in _items(top, section, name):
            _add(ids, kind, item, name)
            for inner, inner_kind in (("clauses", "clause"), ("undertakings", "undertaking")):
                for child in item.get(inner) or []:
                    if isinstance(child, Item):
                        _add(ids, inner_kind, child, name)
    sources = top.get("sources")
    if isinstance(sources, Item):
        for key, line in sources.lines.items():
            ids.add("source", key, line, name)
    return ids


def _items(top: Item, section: str, name: str) -> list[Item]:
    value = top.get(section)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, Item) for item in value):
        raise problem(name, top.lines[section], _WHOLE_SECTION, key=section)
    return value


def _add(ids: Ids, kind: str, item: Item, name: str) -> None:
    value = item.get("id")
    if isinstance(value, str):
        ids.add(kind, value, item.lines["id"], name)


def _frameworks(facts: Facts, entered_by: str) -> tuple[Framework, ...]:
    names = [facts.first_framework, *(f for f in facts.ids.of("framework") if f != facts.first_framework)]
    return tuple(_framework(facts, name, entered_by) for name in names)


def _framework(facts: Facts, name: str, entered_by: str) -> Framework:
    own = [fact for fact in facts.found if fact.framework in (None, name)]
    concerned, places = parties_of(facts, name, entered_by), places_of(facts, name)
    parties = []
    statements = []
    for fact in sorted(own, key=_known):
        payload = fact.payload
        if payload.type == "place.recorded" and payload.case not in places:
            continue
        if payload.type == "party.recorded":
            if payload.case not in concerned:
                continue
            parties.append((payload.case, payload.fields["name"], payload.fields["constituency"]))
        statements.append((payload, fact.level))
    return Framework(name, tuple(parties), tuple(statements))


def _known(fact: Fact) -> date:
    return fact.payload.known or date.max
