"""Where an SMS says that it was, with the framework's whole gazetteer (decision 0018): one spot, or which to ask for.

The card knows its roads and places by number and name; people also write `20 km au sud de Tonka`, or a village that is
on no card. One spot that is sure is entered with how far it may be off; where several are possible, or nothing is, the
message stays a draft and its sender is asked. Nothing is chosen for him.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from toguna.base.text import LANGUAGES, Text
from toguna.domain.places import Place
from toguna.server.intake.sms.parsing import REPORT, Parsed
from toguna.server.queries.naming import spot_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.where import Suggestion, Told, where_said

MOST_CHOICES: Final = 3
_BETWEEN: Final = Text(fr="entre {one} et {two}", en="between {one} and {two}")
_PLACED: Final = frozenset({"where", "near", "along_m", "within_m", "where_said", "gazetteer"})


def located(reading: Reading, read: Parsed) -> Parsed:
    """The message with its place read by the gazetteer, where its words say more than the card."""
    if read.intent != REPORT or not read.place:
        return read
    said = read.fields.get("date")
    told = where_said(reading, read.place, on=date.fromisoformat(said) if said else None)
    if not any(one.where for one in told.suggestions):
        return read  # none of them is a road or place of the framework: the card's own reading stands
    bare = {name: value for name, value in read.fields.items() if name not in _PLACED}
    if told.found is not None:
        missing = tuple(name for name in read.missing if name != "where")
        return replace(read, fields={**bare, **_placed(read, told, told.found)}, missing=missing)
    missing = tuple(dict.fromkeys((*read.missing, "where")))
    return replace(read, fields=bare, missing=missing, choices=_choices(reading, told))


def _choices(reading: Reading, told: Told) -> tuple[Text, ...]:
    """What is offered to choose from, short enough for an answer: stretches of road by their ends, else names."""
    on_road = [one for one in told.suggestions if one.along_m is not None]
    named = [_short(reading, one) for one in on_road or told.suggestions]
    return tuple(dict.fromkeys(named))[:MOST_CHOICES]


def _short(reading: Reading, one: Suggestion) -> Text:
    ends = one.candidate.segment
    if one.along_m is None or ends is None or not set(ends) <= set(reading.by_id(Place)):
        return one.name
    first, last = (spot_name(reading, end) for end in ends)
    fr, en = (_BETWEEN.say(lang, one=first, two=last) for lang in LANGUAGES)
    return Text(fr=fr, en=en)


def _placed(read: Parsed, told: Told, found: Suggestion) -> dict[str, Any]:
    fields: dict[str, Any] = {"where": list(found.where)}
    if found.near is not None:
        fields["near"] = found.near
    if found.along_m is not None:
        fields.update(along_m=found.along_m, within_m=found.within_m, gazetteer=told.gazetteer)
    if not told.unread:
        # Every word was read as a place or as what relates to one: no person is named there.
        fields["where_said"] = {read.lang: read.place}
    return fields
