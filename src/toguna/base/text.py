"""Texts in French and English, side by side (docs/decisions/0002).

Every sentence that a person reads is a `Text`: both languages stand in the code, so that none can be missing.
Words that people entered (`Words`) may exist in one language only, and then say which one it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter
from typing import Final

LANGUAGES: Final = ("fr", "en")
NBSP: Final = "\u00a0"
NNBSP: Final = "\u202f"

_SPACES = f"[ {NBSP}{NNBSP}]"
_COLON = re.compile(rf"{_SPACES}:(?=\s|$)")
_OPEN_QUOTE = re.compile(rf"«{_SPACES}*")
_CLOSE_QUOTE = re.compile(rf"{_SPACES}*»")
_HIGH = re.compile(rf"{_SPACES}([;!?])")


def french_typography(text: str) -> str:
    """Put the narrow and the plain no-break spaces where French print has them; doing it twice changes nothing."""
    text = _HIGH.sub(NNBSP + r"\1", text)
    text = _COLON.sub(NBSP + ":", text)
    text = _OPEN_QUOTE.sub("«" + NBSP, text)
    return _CLOSE_QUOTE.sub(NBSP + "»", text)


def placeholders(template: str) -> frozenset[str]:
    """The names between braces in a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label of the software, in both languages, with the same `{names}` in each."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        if placeholders(self.fr) != placeholders(self.en):
            raise ValueError(f"the two languages name different data: {self.fr!r} / {self.en!r}")

    def say(self, lang: str, **data: object) -> str:
        """The text in `lang`, filled with `data`; a `Text` or `Words` among the data is said in the same language."""
        said = {name: value.say(lang) if isinstance(value, Text | Words) else value for name, value in data.items()}
        template = self.fr if lang == "fr" else self.en
        filled = template.format(**said) if said or "{" in template else template
        return french_typography(filled) if lang == "fr" else filled


def phrase(text: Text) -> Text:
    """Words that somebody wrote as a sentence, to stand inside another: without the full stop at their end."""
    return Text(fr=text.fr.rstrip().removesuffix("."), en=text.en.rstrip().removesuffix("."))


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that somebody entered: in French, in English, or in both; never translated by the software."""

    fr: str | None = None
    en: str | None = None

    def __post_init__(self) -> None:
        if not (self.fr or self.en):
            raise ValueError("words in neither language")

    def language(self, lang: str) -> str:
        """The language in which `say(lang)` will answer."""
        if lang == "fr":
            return "fr" if self.fr else "en"
        return "en" if self.en else "fr"

    def say(self, lang: str) -> str:
        """The words in `lang`, else in the language they were entered in."""
        if self.language(lang) == "fr":
            return french_typography(self.fr or "")
        return self.en or ""
