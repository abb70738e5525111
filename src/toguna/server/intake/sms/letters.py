"""A message cut into words, numbers, days and hours, whatever its case, accents, separators and small misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Final

from toguna.server.intake.sms.words import HEDGES, NONE, NUMBERS, VOCABULARY, Meaning, Sort

LONGEST: Final = 1_600
"""Ten messages of 160 characters: what is longer is cut there, and a person reads it."""
_NO_TYPO_BELOW: Final = 4
_HEARD_FROM: Final = 6
_SHORT: Final = 5
_PIECES = re.compile(
    r"(?P<day>(?<![\d./-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?P<sep>[/.-])\d{1,2}(?:(?P=sep)(?:\d{4}|\d{2}))?)(?![./-]?\d))"
    r"|(?P<hour>\d{1,2}\s?h(?:\d{2})?(?![a-z])|\d{1,2}:\d{2}(?!\d)|\d{1,2}\s?[ap]m\b)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>[:=?~+>])"
    r"|(?P<stop>[,;.\n*#/()!-])"
)
_PHRASES: Final = (
    "rien a signaler",
    "nothing to report",
    "ville morte",
    "villes mortes",
    "cessez le feu",
    "cease fire",
    "coup de feu",
    "coups de feu",
    "apres midi",
    "apres demain",
    "avant hier",
    "aujourd hui",
    "jusqu a",
    "peut etre",
    "hold up",
    "a main armee",
    "hommes armes",
    "armed men",
    "route coupee",
    "road blocked",
    "engin explosif",
    "check point",
    "pick up",
    "prise d otage",
    "no one",
    "coupeurs de route",
    "coupeur de route",
    "c est a dire",
)
"""Read as one word, and told as they are."""
_PHRASE = re.compile(r"\b(?:" + "|".join(k.replace(" ", r"[ '-]+") for k in _PHRASES) + r")\b")
_FIRST = re.compile(r"\b1 ?er\b")
_METRES = re.compile(r"\b(a|at) ?(\d{1,4}) ?m(?= (?:de|du|des|d|of|from)\b)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
SPOKEN: Final = {phrase.replace(" ", ""): phrase for phrase in _PHRASES}


@unique
class Piece(Enum):
    """What a token looks like."""

    WORD = "word"
    NUMBER = "number"
    DAY = "day"
    HOUR = "hour"
    MARK = "mark"
    STOP = "stop"


@dataclass(slots=True)
class Token:
    """A piece of a message. `glued`: nothing stands between it and the next one. `used`: some rule has read it."""

    piece: Piece
    text: str
    meaning: Meaning | None = None
    glued: bool = False
    used: bool = False
    value: int | None = None
    spot: tuple[str, ...] = ()
    number_word: bool = field(default=False)


def plain(text: str) -> str:
    """Small letters without accents; every kind of space, quote and dash the simplest one."""
    text = text.replace("’", "'").replace("`", "'").replace("œ", "oe").replace("Œ", "oe")
    split = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in split if not unicodedata.combining(c))
    bare = re.sub("[\u2010-\u2015\u2212]", "-", bare)
    return "".join(c if c == "\n" or (c.isprintable() and not c.isspace()) else " " for c in bare)


def cut(text: str) -> list[Token]:
    """The tokens of a plain text."""
    text = _PHRASE.sub(lambda hit: re.sub(r"[ '-]+", "", hit.group()), _FIRST.sub("1", text))
    text = _HYPHEN.sub(" ", _METRES.sub(r"\1 \2 metres", text))
    tokens: list[Token] = []
    end = -1
    for hit in _PIECES.finditer(text):
        piece = Piece(hit.lastgroup if hit.lastgroup != "sep" else "day")
        if tokens and hit.start() == end:
            tokens[-1].glued = True
        token = Token(piece, hit.group())
        if piece is Piece.NUMBER:
            token.value = int(token.text) if len(token.text) <= 8 else None
        tokens.append(token)
        end = hit.end()
    return tokens


def one_slip(one: str, other: str) -> bool:
    """Whether one letter left out, put in, changed, or two neighbours swapped make one word of the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]


class Dictionary:
    """Words with their meanings, found again with one slip in them where only one meaning is that near."""

    def __init__(self, words: Mapping[str, Meaning]) -> None:
        self._words = dict(words)
        self._near: dict[str, list[str]] = {}
        self._heard: dict[str, set[Meaning]] = {}
        for word in self._words:
            if len(word) >= _NO_TYPO_BELOW:
                for shorter in (word, *_shorter(word)):
                    self._near.setdefault(shorter, []).append(word)
            if len(word) >= _HEARD_FROM:
                self._heard.setdefault(heard(word), set()).add(self._words[word])

    def meaning(self, word: str) -> Meaning | None:
        """What a word means; None where nothing, or more than one thing, is near it."""
        exact = self._words.get(word)
        if exact is not None or len(word) < _NO_TYPO_BELOW:
            return exact
        found = {one for key in (word, *_shorter(word)) for one in self._near.get(key, ()) if one_slip(word, one)}
        near = {self._words[one] for one in found if not _too_near(word, one, self._words[one])}
        if len(near) < len({self._words[one] for one in found}):
            return None
        if not near and len(word) >= _HEARD_FROM:
            near = self._heard.get(heard(word), set())
        return next(iter(near)) if len(near) == 1 else None


def _too_near(word: str, other: str, meaning: Meaning) -> bool:
    """`pied` is not `died`: another letter in a short word makes another word, and here somebody would be dead.

    Nor is `9 mras` a day of March: it may be nine dead.
    """
    if meaning[0] is Sort.MONTH and len(other) <= _SHORT:
        return True
    swapped = sorted(word) == sorted(other)
    return meaning[0] is Sort.VICTIM and len(word) == len(other) <= _SHORT and not swapped


def heard(word: str) -> str:
    """How a French word sounds, roughly: `brakage` for `braquage`."""
    for spelt, said in (("qu", "k"), ("ph", "f"), ("eau", "o"), ("au", "o"), ("y", "i"), ("z", "s"), ("ss", "s")):
        word = word.replace(spelt, said)
    word = re.sub(r"c(?![eih])", "k", word).replace("q", "k").replace("ce", "se").replace("ci", "si")
    return re.sub(r"(.)\1", r"\1", word).rstrip("es")


def _shorter(word: str) -> Iterable[str]:
    return (word[:n] + word[n + 1 :] for n in range(len(word)))


WORDS: Final = Dictionary(VOCABULARY)


_COUNTING: Final = (*(word for word in (*NUMBERS, *NONE) if len(word) > 2),)
_HEDGING: Final = (*(word for word in HEDGES if len(word) > 3),)


def may_be_number(word: str, *, slips: int) -> bool:
    """Whether a word that is no number, nor *aucun*, may be one, misspelt by so many slips of the finger."""
    if word in NUMBERS or word in NONE or len(word) < 3:
        return False
    near = (one for one in _COUNTING if abs(len(one) - len(word)) <= slips)
    return any(one_slip(word, one) if slips == 1 else len(one) > 3 and within_two_slips(word, one) for one in near)


def may_be_hedge(word: str) -> bool:
    """Whether a word may be *environ*, *moins*, *plusieurs* with two slips in it."""
    return any(within_two_slips(word, one) for one in _HEDGING if abs(len(one) - len(word)) <= 2)


def within_two_slips(one: str, other: str) -> bool:
    """Whether two such slips make one word of the other; found by the first of them in either word."""
    around = {one, *_shorter(one), *(one[:n] + one[n + 1] + one[n] + one[n + 2 :] for n in range(len(one) - 1))}
    theirs = {other, *_shorter(other)}
    return (
        any(one_slip(a, b) for a in around for b in theirs)
        or sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other)) <= 2
    )


def misspelt(token: Token) -> bool:
    """Whether it was understood only as a word that is spelt otherwise: it may have been meant for a third one."""
    return (
        token.piece is Piece.WORD
        and token.meaning is not None
        and token.meaning[1] != f"name:{token.text}"
        and token.text not in VOCABULARY
    )


def strange(token: Token) -> bool:
    """Whether it is a word that nobody here understands."""
    return token.piece is Piece.WORD and token.meaning is None and not token.used and len(token.text) > 1
