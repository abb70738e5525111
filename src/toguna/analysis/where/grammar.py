"""From words to signs: which words are names, which are grammar, and what stands in which relation.

A phrase becomes a string of one-letter signs (`lexicon`), `N` where a name of the gazetteer stands; relations are then
regular expressions over the signs. `20 km après Tonka, axe Goundam–Niafunké` is `#kAN,rN-N`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from toguna.analysis.where import lexicon as lex
from toguna.analysis.where.gazetteer import Gazetteer, Match
from toguna.analysis.where.spelling import tokens

MOST_TOKENS: Final = 60
_LONGEST_NAME: Final = 5
_REF: Final = frozenset("rn rr rl n".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written and what it may stand for; None: it is not in the gazetteer."""

    said: str
    match: Match | None


@dataclass(slots=True)
class Item:
    """One sign with what it carries: a `Name`, a number, a heading."""

    sign: str
    value: Name | float | str | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """Metres as said; `loose` where the words say that it is about."""

    metres: float
    loose: bool


@dataclass(slots=True)
class Said:
    """The relations found in a phrase; names are indexes into `names`."""

    names: list[Name] = field(default_factory=list)
    pk: Distance | None = None
    distance: Distance | None = None
    heading: float | None = None
    anchor: int | None = None
    relation: str = ""
    axis: tuple[int, int] | None = None
    road: int | None = None
    toward: int | None = None
    coming: int | None = None
    height: int | None = None
    edge: int | None = None
    near: int | None = None
    half: bool = False
    between: bool = False
    areas: list[tuple[int, str]] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)


def read(text: str, gazetteer: Gazetteer) -> Said:
    """The relations of a phrase."""
    return _relations(_items(tokens(text)[:MOST_TOKENS], gazetteer))


def _items(words: list[str], gazetteer: Gazetteer) -> list[Item]:
    items: list[Item] = []
    n = 0
    waiting: list[str] = []

    def settle() -> None:
        if waiting:
            items.extend(_unknown(waiting, gazetteer))
            waiting.clear()

    while n < len(words):
        name, taken = _name(words, n, gazetteer)
        if name is not None:
            settle()
            items.append(Item(lex.NAME, name))
            n += taken
            continue
        word = words[n]
        sign, value, taken = _sign(words, n)
        if sign:
            settle()
            if word in lex.LOOSE or word in lex.FEW:
                items.append(Item(lex.ABOUT))
            if sign != lex.SKIP:
                items.append(Item(sign, value))
        elif word[0].isalpha():
            if waiting and n and not words[n - 1][0].isalpha():
                waiting.append("-")
            waiting.append(word)
        elif word in ",;():" or (word == "." and len(words) > n + 1):
            settle()
            items.append(Item(lex.COMMA))
        elif word in "-/" and not (waiting and _unknown_follows(words, n + 1, gazetteer)):
            settle()
            items.append(Item(lex.DASH))
        n += taken
    settle()
    return items


def _unknown_follows(words: list[str], n: int, gazetteer: Gazetteer) -> bool:
    """Whether the word there may belong to the unknown one before it."""
    if n >= len(words) or not words[n][0].isalpha() or words[n] in lex.SIGNS:
        return False
    return _name(words, n, gazetteer)[0] is None


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
    if word in lex.HEADINGS:
        return _heading(words, n)
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


def _unknown(words: list[str], gazetteer: Gazetteer) -> Iterator[Item]:
    """A run of words that are neither names nor grammar: as one misspelt name, else each word by itself."""
    run = [word for word in words if word != "-"]
    said = " ".join(run)
    match = gazetteer.spelt("".join(run)) if len(run) <= _LONGEST_NAME else None
    if match is not None:
        yield Item(lex.NAME, Name(said, match))
    elif len(run) == 1:
        yield Item(lex.UNKNOWN, Name(said, None))
    else:
        found = [(word, gazetteer.spelt(word) if word != "-" else None) for word in words]
        if not any(held for _, held in found):
            yield Item(lex.UNKNOWN, Name(said, None))
            return
        for word, held in found:
            if word == "-":
                yield Item(lex.DASH)
            else:
                yield Item(lex.NAME if held else lex.UNKNOWN, Name(word, held))


_G: Final = "[ftV~]*"
_N: Final = "([Nu])"
_D: Final = "~*(#)[f~]*([km])~*"
_AXES: Final = (
    rf"E{_G}{_N},?[&t\-]{_G}{_N}",
    rf"r{_G}{_N}[\-&t]+{_G}{_N}",
    rf"rf{_N}v{_G}{_N}",
    rf"r{_G}{_N}{_N}(?![\-r])",
    rf"{_N}-{_N}r",
    rf"{_N}-{_N}",
    rf"f{_N}t{_N}r?",
)
_PK: Final = re.compile(r"Pf?(#)k?|(?<!#)(?<!#f)k(#)")
_DISTANCE: Final = re.compile(rf"{_D}(?:[tf~]*(D))?[tf]*(?:(A|B)[tf]*)?[V]*(?:(x)f*)?(?:{_N}|(w)f*{_N}|(v)[tf]*{_N})?")
_HALF: Final = re.compile("M")
_HEIGHT: Final = re.compile(rf"H{_G}{_N}")
_EDGE: Final = re.compile(rf"X{_G}(D)?{_G}{_N}|(D){_G}X{_G}{_N}")
_SIDE: Final = re.compile(rf"(D)[tf]+V*{_N}")
_NEAR: Final = re.compile(rf"x{_G}{_N}")
_TOWARD: Final = re.compile(rf"v{_G}{_N}")
_COMING: Final = re.compile(rf"w{_G}{_N}")
_AREAS: Final = (
    re.compile(rf"([cCR])(?:[&,t]*[cCR])*f+V*{_N}"),
    re.compile(rf"{_N}([cCR])(?:[&,]*[cCR])*"),
    re.compile(rf"([cCR]){_N}"),
)
_FIRST: Final = re.compile(rf"(A|B|D)?{_G}{_N}[,tf~]*\.")
_ROAD: Final = re.compile(rf"r{_G}{_N}|{_N}r")
_AXIS: Final = tuple(re.compile(pattern) for pattern in _AXES)


class _Reader:
    """The signs of a phrase; what is read is blanked, so that nothing is read twice."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.signs = "".join(item.sign for item in items)
        self.said = Said()
        self.index: dict[int, int] = {}

    def name(self, at: int) -> int:
        """The name at a place of the signs, as an index of `said.names`."""
        if at not in self.index:
            held = self.items[at].value
            self.index[at] = len(self.said.names)
            self.said.names.append(held if isinstance(held, Name) else Name(str(held), None))
        return self.index[at]

    def number(self, at: int) -> float:
        """The number at a place of the signs."""
        held = self.items[at].value
        return float(held) if isinstance(held, int | float) else 0.0

    def take(self, pattern: re.Pattern[str], *, keep: tuple[int, ...] = ()) -> re.Match[str] | None:
        """The first find, blanked except for the groups to keep."""
        found = pattern.search(self.signs)
        if found is not None:
            stay = {found.start(group) for group in keep if found.group(group)}
            self.signs = "".join(
                sign if n < found.start() or n >= found.end() or n in stay else "." for n, sign in enumerate(self.signs)
            )
        return found


def _relations(items: list[Item]) -> Said:
    reader = _Reader(items)
    said = reader.said
    if (found := reader.take(_PK)) is not None:
        at = found.start(1) if found.group(1) else found.start(2)
        said.pk = Distance(reader.number(at) * 1000, loose=False)
    said.half = reader.take(_HALF) is not None
    _area(reader)
    _axis(reader)
    far = _far(reader)
    for pattern, name in ((_HEIGHT, "height"), (_COMING, "coming"), (_TOWARD, "toward"), (_NEAR, "near")):
        if getattr(said, name) is None and (found := reader.take(pattern)) is not None:
            setattr(said, name, reader.name(found.start(1)))
    _edge(reader)
    if far and said.anchor is None and said.edge is None:
        _before_it(reader)
    if said.axis is None and (found := reader.take(_ROAD)) is not None:
        said.road = reader.name(found.start(1) if found.group(1) else found.start(2))
    for n, sign in enumerate(reader.signs):
        if sign in (lex.NAME, lex.UNKNOWN):
            said.plain.append(reader.name(n))
    return said


def _area(reader: _Reader) -> None:
    """Communes, cercles and regions, French before English: `cercle de Gao` and `Gao cercle`."""
    for n, pattern in enumerate(_AREAS):
        while (found := reader.take(pattern)) is not None:
            sign, at = (2, 1) if n == 1 else (1, 2)
            reader.said.areas.append((reader.name(found.start(at)), found.group(sign)))


def _axis(reader: _Reader) -> None:
    for n, pattern in enumerate(_AXIS):
        if (found := reader.take(pattern)) is not None:
            reader.said.axis = (reader.name(found.start(1)), reader.name(found.start(2)))
            reader.said.between = n == 0
            return


def _far(reader: _Reader) -> bool:
    """A distance, from what, and on which side of it; whether there is one."""
    said = reader.said
    found = reader.take(_DISTANCE)
    if found is None:
        return False
    metres = reader.number(found.start(1)) * (1000 if found.group(2) == lex.KM else 1)
    said.distance = Distance(metres, lex.ABOUT in found.group(0))
    if found.group(3):
        said.heading = reader.number(found.start(3))
    said.relation = {lex.AFTER: "after", lex.BEFORE: "before"}.get(found.group(4) or "", "")
    for group, name in ((6, "anchor"), (8, "coming"), (10, "toward")):
        if found.group(group):
            setattr(said, name, reader.name(found.start(group)))
    return True


def _before_it(reader: _Reader) -> None:
    """`après Tonka, à 20 km` and `Tonka, 20 km au nord`: the place stands before its distance."""
    said = reader.said
    found = reader.take(_FIRST)
    if found is None:
        return
    said.anchor = reader.name(found.start(2))
    if found.group(1) in (lex.AFTER, lex.BEFORE):
        said.relation = {lex.AFTER: "after", lex.BEFORE: "before"}[found.group(1)]
    elif found.group(1) == lex.DIRECTION and said.heading is None:
        said.heading = reader.number(found.start(1))


def _edge(reader: _Reader) -> None:
    said = reader.said
    if (found := reader.take(_EDGE)) is not None:
        heading, at = (1, 2) if found.group(2) else (3, 4)
        said.edge = reader.name(found.start(at))
        if found.group(heading):
            said.heading = reader.number(found.start(heading))
    elif said.heading is None and (found := reader.take(_SIDE)) is not None:
        said.heading = reader.number(found.start(1))
        said.anchor = reader.name(found.start(2))
