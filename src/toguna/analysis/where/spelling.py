"""Names as people write them, brought to keys that can be compared: without accents, by sound, with a letter wrong.

    fold("Bambara-Maoundé") == "bambara maounde"
    sound("tombouctou") == sound("tombuctu")

Arabic and Tifinagh letters stay what they are; vowel signs and the forms of alif are evened out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        **dict(zip("ɔɛŋɓɗƙœæßı", ("o", "e", "n", "b", "d", "k", "oe", "ae", "ss", "i"), strict=True)),
        "ɲ": "ny",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ə": "e",
        "ƴ": "y",
        "ð": "d",
        "ى": "ي",
        "ة": "ه",
        "ـ": "",
        "ٱ": "ا",
        "ک": "ك",
        "ی": "ي",
        **dict.fromkeys("’‘ʼʹ`´ʻ", "'"),
        **dict.fromkeys("‐‑‒–—−→⟶", "-"),
    }
)
_ELIDED: Final = re.compile(r"\b(d|l|qu|jusqu|n|s)'")
_BERBER: Final = re.compile(r"\b(i|t|ti|ta|wa)[ -]n[ -](?=[^\W\d_])")
"""`I-n-Tillit`, `Ti-n-Aïcha`: the particle is written apart, joined or with one hyphen only."""
_TYPED: Final = re.compile(r"[^\W_]+")
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[-/+,;:().&]")


def plain(text: str) -> str:
    """Small letters without accents, with the signs between words kept; every kind of dash and apostrophe is one."""
    low = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = low if low.isascii() else "".join(c for c in low if not unicodedata.combining(c)).translate(_LETTERS)
    if "'" in bare:
        bare = _ELIDED.sub(r"\1 ", bare).replace("'", "")
    return _BERBER.sub(r"\1n ", bare) if "n" in bare else bare


def tokens(text: str) -> list[str]:
    """Words, numbers and the signs that part them."""
    return _TOKEN.findall(plain(text))


def fold(text: str) -> str:
    """The words of a name, one space between them."""
    return " ".join(word for word in tokens(text) if word[0].isalnum())


def as_typed(text: str, said: str) -> str:
    """A name as it stands in the text that it was read from."""
    wanted = fold(said)
    words = list(_TYPED.finditer(text))
    for n, first in enumerate(words):
        for last in words[n : n + 5]:
            if fold(text[first.start() : last.end()]) == wanted:
                return text[first.start() : last.end()]
    return said


def compact(text: str) -> str:
    """The same without spaces: `Gourma Rharous`, `Gourma-Rharous` and `Gourmarharous` are one."""
    return fold(text).replace(" ", "")


_SOUNDS: Final = (
    (re.compile(r"ou|oo|w"), "u"),
    (re.compile(r"tch|sch|sh|ch"), "s"),
    (re.compile(r"dj|dg"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"qu|q|ck|c(?![eiy])"), "k"),
    (re.compile(r"[czx]"), "s"),
    (re.compile(r"y"), "i"),
    (re.compile(r"h"), ""),
    (re.compile(r"n(?=[bp])"), "m"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=...)(?:e|es|t|s)$"), ""),
)


def sound(key: str) -> str:
    """A key of how a compact name is said, the same for the usual French and English spellings."""
    for pattern, by in _SOUNDS:
        key = pattern.sub(by, key)
    return key


def shortened(key: str) -> Iterator[str]:
    """The key, and each key with one letter left out: two keys that differ by one letter share one of these."""
    yield key
    for n in range(len(key)):
        yield key[:n] + key[n + 1 :]


def one_apart(one: str, two: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes one of the other."""
    if abs(len(one) - len(two)) > 1:
        return False
    if len(one) > len(two):
        one, two = two, one
    at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(one))
    if len(one) < len(two):
        return one[at:] == two[at + 1 :]
    return one[at + 1 :] == two[at + 1 :] or swapped(one, two)


def swapped(one: str, two: str) -> bool:
    """Whether two neighbouring letters of one changed places in the other: a slip of the hand, hardly ever a name."""
    if one == two or len(one) != len(two):
        return False
    at = next(n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
    return one[at : at + 2] == two[at : at + 2][::-1] and one[at + 2 :] == two[at + 2 :]
