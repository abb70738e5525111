"""Words where an id of a road or place is expected: what they may stand for is offered, and never filled in."""

from __future__ import annotations

from typing import Final

from toguna.base.text import LANGUAGES, Text
from toguna.server.queries.reading import Reading
from toguna.server.queries.where import Suggestion, where_said

MOST: Final = 3
_OFFER = Text(fr="{where} ({label})", en="{where} ({label})")
_NEAR = Text(fr="{where}, near {near} ({label})", en="{where}, near {near} ({label})")
_OR = Text(fr=" ; ou ", en="; or ")


def offers(reading: Reading, words: str) -> Text | None:
    """The ids of the framework that words may stand for, each with the spot; None where none does."""
    told = where_said(reading, words)
    held = [one for one in told.suggestions if one.where][:MOST]
    if not held:
        return None
    fr, en = (_OR.say(lang).join(_said(one, lang) for one in held) for lang in LANGUAGES)
    return Text(fr=fr, en=en)


def _said(one: Suggestion, lang: str) -> str:
    shape = _NEAR if one.near and one.near not in one.where else _OFFER
    return shape.say(lang, where=one.where[0], near=one.near, label=one.label)
