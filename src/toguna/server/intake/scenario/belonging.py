"""Whose a party or a place of a scenario file is: each framework's register holds its own, and those its facts name.

A place bears no framework. It is a framework's where it lies on one of its roads, where the framework's name or one of
its facts names it, or where it lies in a region of those roads. What nothing ties to another framework either, such as
the capital, is everybody's. Facts that concern every framework, such as a national agreement, tie a place to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from toguna.server.intake.scenario.facts import Fact, Facts

_PARTY_FIELDS: Final = ("members", "asked_by", "by", "who", "may_fill", "awaited_from", "parties", "present")
_PLACE_FIELDS: Final = ("via", "where", "near", "about", "segment_from", "segment_to", "garrison")


def parties_of(facts: Facts, framework: str, entered_by: str) -> set[str]:
    """The parties of one framework: all of the file for the first; for another, those that its own facts name."""
    known = set(facts.ids.of("party"))
    if framework == facts.first_framework:
        return known
    found = {entered_by}
    for fact in _facts_of(facts, framework):
        fields = fact.payload.fields
        for key in _PARTY_FIELDS:
            found |= set(fields.get(key, ())) & known
        found |= {fields[key] for key in ("mediated_by", "party", "support") if fields.get(key) in known}
    return found


def places_of(facts: Facts, framework: str) -> set[str]:
    """The places that one framework's register holds."""
    places = {one.payload.case: one.payload.fields for one in facts.found if one.payload.type == "place.recorded"}
    region = {place: fields.get("adm1") for place, fields in places.items()}
    ground = {name: _ground(_facts_of(facts, name), places) for name in facts.ids.of("framework")}
    own = ground.pop(framework)
    theirs = set().union(*ground.values()) - own
    regions = {region[place] for place in own}
    elsewhere = {region[place] for place in theirs} - regions - {None}
    near = {place for place in region.keys() - theirs if region[place] not in elsewhere}
    return own | near | (_named(_facts_of(facts, framework)) & region.keys())


def _facts_of(facts: Facts, framework: str) -> list[Fact]:
    return [fact for fact in facts.found if fact.framework == framework]


def _ground(own: list[Fact], places: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """What lies on a framework's roads, and what its own name names: Gao, where no road is recorded yet."""
    called = [fact.payload.fields["name"] for fact in own if fact.payload.type == "framework.founded"]
    named = {place for place, fields in places.items() if any(_says(words, fields["name"]) for words in called)}
    return named | _named(fact for fact in own if fact.payload.type == "road.recorded")


def _says(words: Mapping[str, str], name: Mapping[str, str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said) for said in words.values() for one in name.values())


def _named(facts: Iterable[Fact]) -> set[str]:
    return {place for fact in facts for place in _ids(fact.payload.fields)}


def _ids(value: Any, key: str = "") -> Iterator[str]:
    """The ids under the fields that may name a place, however deep."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            yield from _ids(held, name)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _ids(held, key)
    elif isinstance(value, str) and key in _PLACE_FIELDS:
        yield value
