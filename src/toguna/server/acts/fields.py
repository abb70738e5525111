"""Fields that several acts ask for, with the words that people read."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.server.acts.act import Field, Kind


def words(name: str, fr: str, en: str, *, needed: bool = False, help: Text | None = None) -> Field:  # noqa: A002
    """One line of words."""
    return Field(name, Kind.WORDS, Text(fr=fr, en=en), help, required=needed)


def text(name: str, fr: str, en: str, *, needed: bool = False, help: Text | None = None) -> Field:  # noqa: A002
    """Several lines of words."""
    return Field(name, Kind.TEXT, Text(fr=fr, en=en), help, required=needed)


def when(name: str, fr: str, en: str, *, needed: bool = False, unknown: bool = False) -> Field:
    """A date with its precision."""
    return Field(name, Kind.WHEN, Text(fr=fr, en=en), required=needed, unknown=unknown)


def code(name: str, fr: str, en: str, codes: CodeList, *, needed: bool = False, many: bool = False) -> Field:
    """A code, or several, of a list."""
    return Field(name, Kind.CODE, Text(fr=fr, en=en), required=needed, many=many, codes=codes)


def count(name: str, fr: str, en: str, *, needed: bool = False) -> Field:
    """A whole number."""
    return Field(name, Kind.COUNT, Text(fr=fr, en=en), required=needed)


def party(name: str, fr: str, en: str, *, needed: bool = False, many: bool = False, past: bool = False) -> Field:
    """A party, or several; one that has left only where the field speaks of the past."""
    return Field(name, Kind.PARTY, Text(fr=fr, en=en), required=needed, many=many, past=past)


def spot(name: str, fr: str, en: str, *, needed: bool = False, many: bool = False) -> Field:
    """A road or a place, or several."""
    return Field(name, Kind.SPOT, Text(fr=fr, en=en), required=needed, many=many)


def case(name: str, fr: str, en: str, noun: str, *, needed: bool = False, many: bool = False) -> Field:
    """A case of a noun, or several."""
    return Field(name, Kind.CASE, Text(fr=fr, en=en), required=needed, many=many, noun=noun)


WHY: Final = text("why", "En quelques mots", "In a few words")
WHY_NEEDED: Final = text("why", "Pourquoi", "Why", needed=True)
DATE: Final = when("date", "Le", "On", needed=True)
WHERE: Final = spot("where", "Où", "Where", many=True)
BASIS: Final = code("basis", "D’après", "According to", codes.BASIS)
VOICE: Final = Field(
    "party",
    Kind.PARTY,
    Text(fr="Au nom de", en="For"),
    Text(fr="Vide : votre propre partie.", en="Empty: your own party."),
)
SAID_BY: Final = Field(
    "said_by",
    Kind.PARTY,
    Text(fr="Selon", en="As told by"),
    Text(
        fr="La partie qui le dit, jamais une personne. Vide : votre propre partie.",
        en="The party that says so, never a person. Empty: your own party.",
    ),
)
