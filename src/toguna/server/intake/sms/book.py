"""What the card of a framework holds: a number for each kind of incident, road, place and measure, and their names.

A number has one meaning, whatever stands beside it, so that order does not matter:

    1–30       a kind of incident         31–99, 801–899   a road
    101–499    a place                    501–799          a measure that is under way
    4000 on    a message that was answered
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from toguna.domain import codes
from toguna.server.intake.sms.letters import Dictionary, Piece, Token, one_slip, plain
from toguna.server.intake.sms.words import VOCABULARY, Sort

KIND_NUMBERS: Final = codes.INCIDENT_NUMBERS
FIRST_MESSAGE: Final = 4000
_SHORTEST_NAME: Final = 3
_SLIP_FROM: Final = 4


@dataclass(frozen=True, slots=True)
class Numbered:
    """A road, a place or a measure with its number and its names; `via` are the places of a road in order."""

    number: int
    id: str
    sort: str
    names: tuple[str, ...]
    via: tuple[str, ...] = ()


@dataclass
class Book:
    """Everything that the messages of a framework may name."""

    entries: Sequence[Numbered]
    by_number: Mapping[int, Numbered] = field(init=False)
    by_id: Mapping[str, Numbered] = field(init=False)
    words: Dictionary = field(init=False)
    _names: list[tuple[tuple[str, ...], Numbered]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_number = {one.number: one for one in self.entries}
        self.by_id = {one.id: one for one in self.entries if one.sort != "measure"}
        self._names = sorted(
            {
                (words, one.id): (words, one)
                for one in self.entries
                if one.sort == "place"
                for name in one.names
                if (words := tuple(_words(name))) and len("".join(words)) >= _SHORTEST_NAME
            }.values(),
            key=lambda held: (-len(held[0]), held[0]),
        )
        # A slip must not make a word of a name, nor a name of a word: both are looked for together.
        names = {word: (Sort.PLAIN, f"name:{word}") for words, _ in self._names for word in words}
        self.words = Dictionary({**names, **VOCABULARY})

    def mark_names(self, tokens: Sequence[Token]) -> None:
        """Put beside each token that begins a place's name the ids of the places that it may be."""
        at = 0
        while at < len(tokens):
            length = self._mark(tokens, at)
            at += max(1, length)

    def _mark(self, tokens: Sequence[Token], at: int) -> int:
        found: dict[str, int] = {}
        for words, one in self._names:
            if found and len(words) < max(found.values()):
                break
            if self._fits(tokens[at : at + len(words)], words):
                found[one.id] = len(words)
        if found:
            length = max(found.values())
            tokens[at].spot = tuple(sorted(found))
            for token in tokens[at : at + length]:
                token.used = True
            return length
        return 0

    def _fits(self, tokens: Sequence[Token], words: Sequence[str]) -> bool:
        return len(tokens) == len(words) and all(
            token.piece is Piece.WORD and not token.used and self._same(token, word)
            for token, word in zip(tokens, words, strict=True)
        )

    def _same(self, token: Token, word: str) -> bool:
        if token.text == word:
            return token.meaning is None or token.meaning[0] is Sort.PLAIN or len(word) >= _SLIP_FROM
        if len(word) < _SLIP_FROM or not one_slip(token.text, word):
            return False
        return token.meaning is not None and token.meaning[1] == f"name:{word}"

    def roads_with(self, places: Sequence[str]) -> list[Numbered]:
        """The roads that pass through all of these places."""
        return [one for one in self.entries if one.sort == "road" and set(places) <= set(one.via)]

    def common_road(self, places: Sequence[str]) -> Numbered | None:
        """The one road through all of them; None where there is none, or more than one."""
        found = self.roads_with(places)
        return found[0] if len(found) == 1 else None


def _words(name: str) -> Iterator[str]:
    for token in plain(name).replace("-", " ").replace("'", " ").split():
        if token.isalpha():
            yield token


def twins(book: Book) -> list[tuple[Numbered, Numbered]]:
    """Places that messages cannot tell apart by name: the card says so."""
    places = [one for one in book.entries if one.sort == "place"]
    return [(a, b) for a, b in combinations(places, 2) if {*map(plain, a.names)} & {*map(plain, b.names)}]
