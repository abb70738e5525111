"""How many dead, wounded and taken: read only where one reading is possible, never guessed (spec/sms.md §4).

A number belongs to the word beside it. Where a word could take the number before it or the one after it, where a word
of harm stands without a number, where somebody writes "about" or "2 or 3", the number is left for a person: a count
that is not sure is not a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from toguna.server.intake.sms.letters import Piece, Token, may_be_hedge, misspelt, strange
from toguna.server.intake.sms.near_words import perhaps_another_number, perhaps_things
from toguna.server.intake.sms.words import LETTERS, Sort

ROLES: Final = ("killed", "injured", "abducted")
MOST: Final = 999
_DOUBTS: Final = frozenset({"?", "~", "+", "ou", "or", "no"})
_MANY_MENTIONS: Final = 6
_MOST_BY_LETTER: Final = 199
_FAR: Final = frozenset("a at de du d des of from le la les the to".split())
_UNSURE_AFTER: Final = frozenset("? ~ + ou or environ peutetre probablement about perhaps maybe plus".split())
_REACH: Final = 4
_PASSIVE: Final = frozenset("ete etait etaient sont est furent fut was were been are".split())
_ACTIVE: Final = frozenset("a ont avait avaient have has had".split())
_TAKEN: Final = frozenset({"TAKE", "TAKEN"})


def read_counts(tokens: Sequence[Token], *, coded: bool) -> tuple[dict[str, int], tuple[str, ...]]:
    """The counts that are sure, and the roles that are not.

    In a message that is not `coded`, one letter beside a number may be metres.
    """
    mentions = list(_mentions(tokens))
    if len(mentions) > _MANY_MENTIONS:
        return {}, tuple(dict.fromkeys(role for _, role in mentions))
    assigned = _assign(tokens, mentions, across=False) or _assign(tokens, mentions, across=True)
    unclear = {role for _, role in mentions if assigned is None}
    if any(_sort(token) is Sort.UNCLEAR for token in tokens):
        unclear.update(("killed", "injured"))
    counts: dict[str, int] = {}
    letters = sum(tokens[at].text in LETTERS for at, _ in mentions)
    for (at, role), number in zip(mentions, assigned or (), strict=False):
        tokens[at].used = True
        value = 0 if number < 0 else tokens[number].value
        tokens[number if number >= 0 else at].used = True
        letter = tokens[at].text in LETTERS
        if letter and (not (coded or letters > 1) or _measured(tokens, at, number)):
            unclear.add(role)
        if role in counts or value is None or value > MOST or _doubted(tokens, at, number):
            unclear.add(role)
        counts[role] = value or 0
    return {role: n for role, n in counts.items() if role not in unclear}, tuple(r for r in ROLES if r in unclear)


def _mentions(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    things = any(_about(token) in ("vehicle", "herd") for token in tokens)
    for n, token in enumerate(tokens):
        if token.used or token.piece is not Piece.WORD:
            continue
        if token.text in LETTERS and _beside_number(tokens, n):
            yield n, LETTERS[token.text]
        elif token.meaning is not None and token.meaning[0] is Sort.VICTIM:
            yield n, token.meaning[1]
        elif token.meaning is not None and token.meaning[0] is Sort.KIND and token.meaning[1] in _TAKEN:
            # People say that a car is abducted too: without a person beside it, nobody is counted.
            beside = [*_before(tokens, n, across=False), *_after(tokens, n, across=False)]
            person = any(_sort(t) is Sort.PERSON for t in tokens[max(0, n - _REACH) : n + _REACH])
            if beside and (person or not things):
                yield n, "abducted"


def _beside_number(tokens: Sequence[Token], n: int) -> bool:
    return any(0 <= m < len(tokens) and tokens[m].piece is Piece.NUMBER for m in (n - 1, n + 1))


def _assign(tokens: Sequence[Token], mentions: Sequence[tuple[int, str]], *, across: bool) -> tuple[int, ...] | None:
    """Which number each mention takes, where there is one way only; -1: none of them ("aucun mort")."""
    choices = [_candidates(tokens, at, across) for at, _ in mentions]
    ways = set()
    for way in product(*choices):
        numbers = [one for one in way if one >= 0]
        if len(set(numbers)) == len(numbers):
            ways.add(way)
    return ways.pop() if len(ways) == 1 else None


def _candidates(tokens: Sequence[Token], at: int, across: bool) -> tuple[int, ...]:
    if at and tokens[at - 1].piece is Piece.NUMBER and tokens[at - 1].glued:
        return (at - 1,)
    following = tokens[at + 1 : at + 3]
    if following and following[0].piece is Piece.NUMBER and tokens[at].glued and tokens[at].text in LETTERS:
        return (at + 1,)
    if len(following) == 2 and following[0].text in (":", "=", ">") and following[1].value is not None:
        return (at + 2,)
    return (*_before(tokens, at, across), *_after(tokens, at, across))


def _before(tokens: Sequence[Token], at: int, across: bool) -> Iterator[int]:
    """`2 morts`, `2 personnes ont été tuées`, `aucun mort`; not `2 hommes ont tué`: they are not the dead."""
    passive = False
    for n in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[n]
        if _free_number(token):
            yield n
            return
        if _sort(token) is Sort.NONE or (token.text in ("pas", "ni") and n == at - 1):
            yield -1
            return
        if token.text in ("de", "d") and n and tokens[n - 1].text in ("pas", "ni", "point"):
            yield -1
            return
        passive = passive or token.text in _PASSIVE
        light = _sort(token) is Sort.PERSON or token.text in _PASSIVE or (passive and token.text in _ACTIVE)
        if not light and not (across and token.piece is Piece.STOP):
            return


def _after(tokens: Sequence[Token], at: int, across: bool) -> Iterator[int]:
    """`morts 2`, `ont tué 2 personnes`; not the number of something else, as in `1 blessé, 3 véhicules`."""
    n = at + 1
    while n < len(tokens) and (tokens[n].text in ("de", "d", "of") or (across and tokens[n].piece is Piece.STOP)):
        n += 1
    if n >= len(tokens) or not _free_number(tokens[n]):
        return
    following = tokens[n + 1] if n + 1 < len(tokens) else None
    if following is not None and (_sort(following) is Sort.THING or _about(following) or strange(following)):
        return
    yield n


def _free_number(token: Token) -> bool:
    return token.piece is Piece.NUMBER and not token.used


def _doubted(tokens: Sequence[Token], at: int, number: int) -> bool:
    """Whether somebody was not sure, or corrected himself, close by."""
    low, high = (min(at, number), max(at, number)) if number >= 0 else (at, at)
    before = tuple(_clause(tokens[max(0, low - 2) : low][::-1]))
    after = tuple(_clause(tokens[high + 1 : high + 3]))
    if any(_sort(token) is Sort.HEDGE or token.text in _DOUBTS for token in before):
        return True
    if any(token.text in _UNSURE_AFTER for token in after) or perhaps_things(tokens, at):
        return True
    if before and (strange(before[0]) or (misspelt(before[0]) and may_be_hedge(before[0].text))):
        return True  # "mions 2 morts": it may be the word that makes it unsure
    if after and _sort(tokens[at]) is Sort.VICTIM and number < at:
        # "2 tués le chauffeur": who killed whom?
        people = [n for n, token in enumerate(after) if _sort(token) in (Sort.PERSON, Sort.AGENT)]
        if any(n == 0 or after[n - 1].piece is not Piece.NUMBER for n in people):
            return True
    if number < 0:
        return False
    return perhaps_another_number(tokens[number]) or any(_sort(token) in (Sort.NOT, Sort.NONE) for token in before)


def _measured(tokens: Sequence[Token], at: int, number: int) -> bool:
    """Whether a letter may be a unit or an ordinal: `à 50 m du camp`, `la 2e voiture`."""
    low, high = min(at, number), max(at, number)
    before = tokens[low - 1] if low else None
    after = tokens[high + 1] if high + 1 < len(tokens) else None
    wordy = after is not None and after.piece is Piece.WORD and not after.used and after.text not in LETTERS
    other = wordy and after is not None and (after.text in _FAR - {"a", "at", "le"} or _sort(after) is None)
    if tokens[at].text == "e" and wordy and after is not None:
        other = other or _sort(after) in (Sort.THING, Sort.ABOUT, Sort.PERSON, Sort.PLAIN)
    far = before is not None and before.text in _FAR and not (before.glued and before.text in "a")
    return other or far or (tokens[number].value or 0) > _MOST_BY_LETTER


def _clause(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens up to the next comma or stop."""
    for token in tokens:
        if token.piece is Piece.STOP:
            return
        yield token


def _sort(token: Token) -> Sort | None:
    return token.meaning[0] if token.meaning is not None else None


def _about(token: Token) -> str:
    return token.meaning[1] if token.meaning is not None and token.meaning[0] is Sort.ABOUT else ""
