"""How alike two texts are: the share of pieces of words that they have in common, whatever the accents, the order or a
letter typed wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import Final

_WORD: Final = re.compile(r"[a-z]{3,}|[0-9]+")
_PIECE: Final = 4
FEWEST: Final = 6
"""Pieces under which a text says too little to be compared."""
# The most frequent words of both languages, and those that every account of an incident uses.
_EMPTY: Final = frozenset(
    "les des une aux par pour dans sur avec est ont été ete sont qui que son ses leur leurs vers chez plus entre the "
    "and was were with from for that this had has have they their them who which their into near while other after "
    "before said says reported selon rapporte ont avait etait etaient lors apres avant".split()
)


def plain(text: str) -> str:
    """Small letters without accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def pieces(text: str) -> frozenset[str]:
    """The pieces of four letters of its words, each word with its beginning and end marked; numbers whole."""
    found: set[str] = set()
    for word in _WORD.findall(plain(text)):
        if word in _EMPTY:
            continue
        if word.isdigit():
            found.add(word)
            continue
        marked = f"_{word}_"
        found.update(marked[at : at + _PIECE] for at in range(max(1, len(marked) - _PIECE + 1)))
    return frozenset(found)


def rarities(texts: Iterable[frozenset[str]]) -> tuple[dict[str, float], float]:
    """How much each piece tells among these texts (the rarer the more), and how much one does that none of them has."""
    held = Counter[str]()
    number = 0
    for one in texts:
        held.update(one)
        number += 1
    return {piece: log((number + 1) / (count + 0.5)) for piece, count in held.items()}, log(2 * (number + 1))


def alike(one: frozenset[str], two: frozenset[str], rarity: Mapping[str, float], other: float) -> float | None:
    """0 to 1; None where either says too little."""
    if min(len(one), len(two)) < FEWEST:
        return None
    get = rarity.get
    first, second = (sum(get(piece, other) for piece in held) for held in (one, two))
    return float(sum(get(piece, other) for piece in one & two) / (first * second) ** 0.5) if first * second else None
