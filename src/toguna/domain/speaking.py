"""What may be read aloud before people: no word that brands a side (domain notes §9), no number that tells who.

Words are looked for in both languages, whatever the language of the text: people mix them.
"""

from __future__ import annotations

import re
from typing import Final

from toguna.domain.unnumbered import without_numbers

_BRANDING: Final = re.compile(
    r"\b(?:rebelles?|milices?|milicien(?:ne)?s?|terroristes?|ennemi(?:e)?s?|traîtres?|complices?|peaux blanches|"
    r"rebels?|militias?|terrorists?|enem(?:y|ies)|traitors?|accomplices?|white skins)\b",
    re.IGNORECASE,
)


def unfit(text: str) -> tuple[str, ...]:
    """The words of a text that brand somebody, each once, as they stand in it."""
    return tuple(dict.fromkeys(found.group().lower() for found in _BRANDING.finditer(text)))


def tells_who(text: str) -> bool:
    """Whether a telephone number or a number plate stands in it."""
    return without_numbers(text.lower())[1]
