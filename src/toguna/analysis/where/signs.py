"""From words to signs: which words are names and which are grammar.

A phrase becomes a row of items with one-letter signs (`lexicon`), `N` where a name of the gazetteer stands:
`20 km après Tonka, axe Goundam–Niafunké` is `#kAN,rN-N`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from toguna.analysis.where import lexicon as lex
from toguna.analysis.where.gazetteer import Gazetteer, Match
from toguna.analysis.where.spelling import fold, tokens

MOST_TOKENS: Final = 60
_LONGEST_NAME: Final = 5
_REF: Final = frozenset("rn rr rl n".split())
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written and what it may stand for; None: it is not in the gazetteer.

    `rest` is a word right beside it that may belong to it and is not known; `feature` says that the phrase calls it a
    well, a lake, a camp, `common` that an unknown word is written small where names have capitals.
    """

    said: str
    match: Match | None
    rest: str = ""
    feature: bool = False
    common: bool = False


@dataclass(slots=True)
class Item:
    """One sign with what it carries: a `Name`, a number, a heading."""

    sign: str
    value: Name | float | str | None = None


def items(text: str, gazetteer: Gazetteer) -> list[Item]:
    """The items of a phrase."""
    scanner = _Scanner(text, gazetteer)
    scanner.scan()
    return scanner.items


class _Scanner:
    """Goes through the words once; unknown words wait until it is clear what stands beside them."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.words = tokens(text)[:MOST_TOKENS]
        self.items: list[Item] = []
        self.waiting: list[str] = []
        self.begun = 0
        self.name_ended = -1

    def scan(self) -> None:
        """Fill `items`."""
        n = 0
        while n < len(self.words):
            name, taken = _name(self.words, n, self.gazetteer)
            if name is not None:
                self._named(name, n, taken)
            else:
                taken = self._word(n)
            n += taken
        self._settle()

    def _word(self, n: int) -> int:
        """A word that is no name; how many tokens it takes."""
        word = self.words[n]
        sign, value, taken = _sign(self.words, n)
        if sign:
            self._settle()
            if word in lex.LOOSE or word in lex.FEW:
                self.items.append(Item(lex.ABOUT))
            if sign != lex.SKIP:
                self.items.append(Item(sign, value))
        elif word[0].isalpha():
            if not self.waiting:
                self.begun = n
            elif not self.words[n - 1][0].isalpha():
                self.waiting.append("-")
            self.waiting.append(word)
        elif word in ",;():" or (word == "." and len(self.words) > n + 1):
            self._settle()
            self.items.append(Item(lex.COMMA))
        elif word in "-/" and not (self.waiting and self._unknown_follows(n + 1)):
            self._settle()
            self.items.append(Item(lex.DASH))
        return taken

    def _unknown_follows(self, n: int) -> bool:
        """Whether the word there may belong to the unknown one before it."""
        if n >= len(self.words) or not self.words[n][0].isalpha() or self.words[n] in lex.SIGNS:
            return False
        return _name(self.words, n, self.gazetteer)[0] is None

    def _named(self, name: Name, n: int, taken: int) -> None:
        """A name; with unknown words right before it, a name of all of them where there is one."""
        before = [word for word in self.waiting if word != "-"]
        if before and self.words[n - 1] != "-":
            whole = self.gazetteer.spelt("".join([*before, *fold(name.said).split()]))
            if whole is not None:
                name, self.waiting = Name(f"{' '.join(before)} {name.said}", whole), []
            elif self._looks_a_name(before) and self.gazetteer.spelt("".join(before)) is None:
                name = replace(name, rest=" ".join(before))
        self._settle()
        self.items.append(Item(lex.NAME, replace(name, feature=self._feature_said())))
        self.name_ended = n + taken

    def _feature_said(self) -> bool:
        before = [one for one in self.items[-3:] if one.sign not in (lex.OF, lex.TO)]
        return bool(before) and before[-1].sign == lex.SORT and before[-1].value in lex.FEATURES

    def _settle(self) -> None:
        """What the unknown words that wait are: the rest of the name before them, a misspelt name, or unknown."""
        words, self.waiting = self.waiting, []
        if not words:
            return
        run = [word for word in words if word != "-"]
        last = self.items[-1].value if self.items and self.name_ended == self.begun else None
        if isinstance(last, Name):
            whole = self.gazetteer.spelt("".join([*fold(last.said).split(), *run]))
            if whole is not None:
                self.items[-1].value = replace(last, said=f"{last.said} {' '.join(run)}", match=whole)
                return
            if self._looks_a_name(run):
                self.items[-1].value = replace(last, rest=" ".join(run))
                return
        self._unknown(words, run)

    def _unknown(self, words: list[str], run: list[str]) -> None:
        """A run of unknown words: as one misspelt name, else each word by itself."""
        said = " ".join(run)
        match = self._spelt("".join(run), run) if len(run) <= _LONGEST_NAME else None
        if match is not None or len(run) == 1:
            common = match is None and not self._looks_a_name(run)
            name = Name(said, match, feature=match is not None and self._feature_said(), common=common)
            self.items.append(Item(lex.NAME if match else lex.UNKNOWN, name))
            return
        found = [(word, self._spelt(word, [word]) if word != "-" else None) for word in words]
        if not any(held for _, held in found):
            self.items.append(Item(lex.UNKNOWN, Name(said, None, common=not self._looks_a_name(run))))
            return
        for word, held in found:
            if word == "-":
                self.items.append(Item(lex.DASH))
            else:
                self.items.append(
                    Item(lex.NAME if held else lex.UNKNOWN, Name(word, held, common=not self._looks_a_name([word])))
                )

    def _spelt(self, key: str, run: list[str]) -> Match | None:
        """A name like this one; a word that is written small among capitals is only heard, not corrected."""
        match = self.gazetteer.spelt(key)
        if match is not None and match.how == "letter" and not self._looks_a_name(run):
            return None
        return match

    def _looks_a_name(self, run: list[str]) -> bool:
        """Whether a word of it has a capital, or nothing in the phrase tells: all is small, or all is large."""
        written = _WORD.findall(self.text)
        capitals = {fold(word) for word in written[1:] if word[0].isupper()}
        if not capitals or not any(c.islower() for c in self.text):
            return True
        if written[0][0].isupper():
            capitals.add(fold(written[0]))
        return any(word in capitals for word in run)


def _name(words: list[str], n: int, gazetteer: Gazetteer) -> tuple[Name | None, int]:
    """The longest name that begins here, and how many tokens it takes."""
    if not words[n][0].isalpha():
        return None, 1
    keys, best = gazetteer.keys, None
    joined: list[str] = []
    for at in range(n, min(len(words), n + 2 * _LONGEST_NAME - 1)):
        word = words[at]
        if word == "-":
            continue
        if not word[0].isalnum():
            break
        joined.append(word)
        if len(joined) > _LONGEST_NAME:
            break
        key = "".join(joined)
        if key in keys and _may_name(joined, gazetteer):
            best = (key, at + 1 - n)
    if best is None:
        return None, 1
    key, taken = best
    return Name(" ".join(words[n : n + taken]).replace(" - ", "-"), Match(keys[key], "name")), taken


def _may_name(joined: list[str], gazetteer: Gazetteer) -> bool:
    """Words of the grammar are not names, and may begin or end one only where the name is written so."""
    if len(joined) == 1:
        return joined[0] not in lex.SIGNS and len(joined[0]) > 1
    if joined[0] in lex.SIGNS or joined[-1] in lex.SIGNS:
        return " ".join(joined) in gazetteer.spaced
    return True


def _sign(words: list[str], n: int) -> tuple[str, float | str | None, int]:
    """The sign of a word of the grammar with what it carries, and how many tokens it takes; none: it is no such
    word.
    """
    word = words[n]
    for long in (3, 2):
        pair = " ".join(words[n : n + long])
        if pair in lex.PAIRS:
            return (*_road_number(words, n + long, long),) if lex.PAIRS[pair] == "rn" else (lex.PAIRS[pair], None, long)
    if word in lex.HEADINGS and (word != "est" or n == 0 or words[n - 1] in lex.BEFORE_EAST):
        return _heading(words, n)
    if word == "est":
        return lex.SKIP, None, 1
    if word[0].isdigit():
        return _number(words, n)
    if word in _REF and n + 1 < len(words) and words[n + 1].isdigit():
        return lex.UNKNOWN, f"{word}{words[n + 1]}", 2
    sign = lex.SIGNS.get(word, "")
    if sign == lex.NUMBER:
        return sign, lex.FEW.get(word) or float(lex.NUMBERS.get(word, 0)), 1
    return sign, word if sign == lex.NUMBER else None, 1


def _road_number(words: list[str], n: int, taken: int) -> tuple[str, str | None, int]:
    if n < len(words) and words[n].isdigit():
        return lex.UNKNOWN, f"rn{words[n]}", taken + 1
    return lex.ROAD, None, taken


def _heading(words: list[str], n: int) -> tuple[str, float, int]:
    """`nord`, `nord-est`, `nord nord-est`: the mean of what is said, the short way round."""
    said = [lex.HEADINGS[words[n]]]
    at = n + 1
    while at < len(words) and len(said) < 3:
        following = at + 1 if words[at] == "-" else at
        if following < len(words) and words[following] in lex.HEADINGS:
            said.append(lex.HEADINGS[words[following]])
            at = following + 1
        else:
            break
    found = said[-1]
    for heading in reversed(said[:-1]):
        found = (heading + ((found - heading + 180) % 360 - 180) / 2) % 360
    return lex.DIRECTION, found, at - n


def _number(words: list[str], n: int) -> tuple[str, float, int]:
    """`3,5`; `35+400` is a mark and metres after it; `15-20` is the middle."""
    value = float(words[n].replace(",", "."))
    if n + 2 < len(words) and words[n + 2][0].isdigit():
        more = float(words[n + 2].replace(",", "."))
        if words[n + 1] == "+" and len(words[n + 2]) == 3:
            return lex.NUMBER, value + more / 1000, 3
        if words[n + 1] in "-/" and value < more <= 2 * value:
            return lex.NUMBER, (value + more) / 2, 3
    return lex.NUMBER, value, 1
