"""What stands in which relation: regular expressions over the signs of a phrase (`signs`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from toguna.analysis.where import lexicon as lex
from toguna.analysis.where.gazetteer import Gazetteer
from toguna.analysis.where.signs import Item, Name, items


@dataclass(frozen=True, slots=True)
class Distance:
    """Metres as said; `loose` where the words say that it is about."""

    metres: float
    loose: bool


@dataclass(slots=True)
class Said:
    """The relations found in a phrase; names are indexes into `names`. `left`: a word that calls for a place was left
    without one.
    """

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
    left: bool = False


def read(text: str, gazetteer: Gazetteer) -> Said:
    """The relations of a phrase."""
    return _relations(items(text, gazetteer))


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
_MUST: Final = (lex.BETWEEN, lex.DIRECTION, lex.HEIGHT, lex.EXIT, lex.PK)
_SIDES: Final = (lex.AFTER, lex.BEFORE)
"""Words that call for a place: where one is left over, its place was not read."""
_FIRST: Final = re.compile(rf"(A|B|D)?{_G}{_N}[,tf~]*\.")
_ROAD: Final = re.compile(rf"r{_G}{_N}|{_N}r")
_AXIS: Final = tuple(re.compile(pattern) for pattern in _AXES)


class _Reader:
    """The signs of a phrase; what is read is blanked, so that nothing is read twice."""

    def __init__(self, row: list[Item]) -> None:
        self.items = row
        self.signs = "".join(item.sign for item in row)
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


def _relations(row: list[Item]) -> Said:
    reader = _Reader(row)
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
    said.left = any(sign in reader.signs for sign in _MUST) or (
        (said.distance is not None or said.pk is not None) and any(sign in reader.signs for sign in _SIDES)
    )
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
