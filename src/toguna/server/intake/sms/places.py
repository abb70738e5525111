"""Where: roads and places by the numbers of the card or by their names; two possible places are left for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from toguna.server.intake.sms.book import Book, Numbered
from toguna.server.intake.sms.letters import Piece, Token, strange
from toguna.server.intake.sms.words import Sort

Where = tuple[str | None, str | None, bool]
_SPOTS: Final = ("road", "place")
_AT: Final = frozenset("a au aux de du des d en in at of near pres vers entre between axe route road".split())
"""What stands before the name of a place."""
_RELATIONS: Final = frozenset(
    "entre between vers toward towards direction nord sud est ouest north south east west sortie entree exit avant "
    "apres before after pk mi half hauteur level niveau depuis cercle commune".split()
)
_UNITS: Final = frozenset("km kilometre kilometres kilometer kilometers m metre metres meters pk".split())
_BESIDE: Final = frozenset(
    "le la les l et and the from to sur on dans piste troncon chemin cote way loin proche".split()
)
"""Words that may stand within what is said of a place, and say nothing of it by themselves."""


def read_places(tokens: Sequence[Token], book: Book) -> Where:
    """The road or place, the place it was near, and whether it is unclear."""
    numbered = list(_numbered(tokens, book))
    named = [token.spot for token in tokens if token.spot]
    sure = [one[0] for one in named if len(one) == 1]
    roads = list(dict.fromkeys(one.id for one in numbered if one.sort == "road"))
    if len(sure) < len(named) or len(roads) > 1:
        return None, None, True
    places = list(dict.fromkeys([*(one.id for one in numbered if one.sort == "place"), *sure]))
    if not roads and len(places) == 1:
        # "entre X et …": half of it was not understood; "route de X": of one road only.
        if any(token.meaning == (Sort.LINK, "between") for token in tokens):
            return None, None, True
        if _along(tokens):
            road = book.common_road(places)
            return (road.id, None, False) if road is not None else (None, None, True)
    return _where(roads, places, book)


def places_of(numbers: Sequence[int], book: Book) -> Where:
    """The same of numbers of the card alone, as a sealed message has them."""
    held = [book.by_number[one] for one in numbers if one in book.by_number]
    spots = {sort: list(dict.fromkeys(one.id for one in held if one.sort == sort)) for sort in _SPOTS}
    if len(held) < len(numbers) or len(spots["road"]) > 1:
        return None, None, True
    return _where(spots["road"], spots["place"], book)


def place_words(tokens: Sequence[Token], *, sure: bool) -> str:
    """The words about where, for whoever knows more names than the card; empty where the card's own say it all.

    `sure`: the card has told the road or place; then only what relates to it is of use, as `20 km au sud de`.
    """
    groups: list[list[int]] = [[]]
    for at in range(len(tokens)):
        if _of_place(tokens, at):
            groups[-1].append(at)
        elif groups[-1] and not _continues(tokens, at):
            groups.append([])
    told = [group for group in groups if any(_names_place(tokens, n) for n in group)]
    related = any(_relates(tokens, n) for group in told for n in group)
    return ", ".join(" ".join(tokens[n].text for n in group) for group in told) if related or not sure else ""


def _of_place(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.piece is Piece.NUMBER:
        return not token.number_word and _relates(tokens, at)
    named = token.spot or (token.meaning is not None and token.meaning[1].startswith("name:"))
    spoken = token.text in _AT | _RELATIONS | _UNITS | _BESIDE
    return token.piece is Piece.WORD and bool(named or strange(token) or spoken)


def _continues(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma stands between a distance and its road: `PK 35, axe …`."""
    if tokens[at].piece is not Piece.STOP or at + 1 >= len(tokens):
        return False
    return any(token.piece is Piece.NUMBER for token in tokens[max(0, at - 2) : at]) and _of_place(tokens, at + 1)


def _relates(tokens: Sequence[Token], at: int) -> bool:
    """Whether it says how a spot lies to a place: a direction, a distance, *entre*."""
    beside = {one.text for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    return bool(beside & _UNITS) if tokens[at].piece is Piece.NUMBER else tokens[at].text in _RELATIONS


def _names_place(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].spot:
        return True
    before = [one for one in tokens[max(0, at - 2) : at] if one.text not in ("l", "la", "le", "les")]
    return strange(tokens[at]) and bool(before) and before[-1].text in _AT | _RELATIONS


def all_places(tokens: Sequence[Token], book: Book) -> tuple[str, ...]:
    """Every road and place that is sure, for a week without anything."""
    numbered = [one.id for one in _numbered(tokens, book)]
    return tuple(dict.fromkeys([*numbered, *(token.spot[0] for token in tokens if len(token.spot) == 1)]))


def _where(roads: list[str], places: list[str], book: Book) -> Where:
    if roads:
        on = set(book.by_id[roads[0]].via)
        if not places:
            return roads[0], None, False
        beside = len(places) == 1 and not book.roads_with(places)
        if set(places) <= on or beside:
            return roads[0], places[0] if len(places) == 1 else None, False
        return None, None, True  # a place of another road: one of the two is wrong
    if len(places) == 1:
        return places[0], places[0], False
    if not places:
        return None, None, False
    road = book.common_road(places)
    return (road.id, None, False) if road is not None else (None, None, True)


def _along(tokens: Sequence[Token]) -> bool:
    """`axe Goundam`, `route de Goundam`."""
    for at, token in enumerate(tokens):
        before = [t for t in tokens[max(0, at - 2) : at] if not t.used]
        if token.spot and any(t.meaning is not None and t.meaning[0] is Sort.ROAD for t in before):
            return True
    return False


def _numbered(tokens: Sequence[Token], book: Book) -> Iterator[Numbered]:
    for at, token in enumerate(tokens):
        if token.piece is not Piece.NUMBER or token.used or token.number_word or len(token.text) > 3:
            continue
        held = book.by_number.get(token.value or 0)
        if held is None or held.sort == "measure" or _of_something(tokens, at):
            continue
        token.used = True
        yield held


def _of_something(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number counts kilometres, people or money."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.piece is not Piece.WORD:
        return False
    unit = following.meaning is not None and following.meaning[0].value in (
        *("thing", "person", "agent", "victim", "unclear"),
        *(() if tokens[at].glued is False else ("about",)),
    )
    before = tokens[at - 1] if at else None
    return unit or (before is not None and before.text in ("pk", "km"))
