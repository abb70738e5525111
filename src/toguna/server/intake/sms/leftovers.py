"""Whether something is left of a message that nothing explains and that may say how many were harmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toguna.server.intake.sms.letters import Piece, Token, may_be_number, misspelt, strange
from toguna.server.intake.sms.near_words import perhaps_a_death, perhaps_counted, perhaps_harming, perhaps_the_dead
from toguna.server.intake.sms.words import Sort

_ONES: Final = frozenset({"un", "une"})
_JOINING: Final = frozenset(
    "qui que dont dans sur sous avec de du des d en par pour aux au chez the of in on who".split()
)


def left_numbers(tokens: Sequence[Token], *, people: bool = True) -> bool:
    """Whether something stands there that nothing explains and that may say how many were harmed."""
    if perhaps_the_dead(tokens):
        return True
    for at, token in enumerate(tokens):
        behind = [t for t in tokens[max(0, at - 2) : at] if t.text not in ("de", "d", "of")]
        before, after = (behind[-1] if behind else None), tokens[at + 1 : at + 3]
        if (token.piece is Piece.MARK and token.text == "?") or (token.piece is Piece.DAY and not token.used):
            return True
        if strange(token) and may_be_number(token.text, slips=1):
            return True
        if after and perhaps_counted(token, after[0]):
            return True
        unread = strange(token) or (misspelt(token) and not token.used)
        if unread and after and _sort(after[0]) is Sort.PERSON:
            return True  # "ciiinq personnes", "tiros personnes"
        if after and _sort(after[0]) is Sort.PERSON and _stands_for_number(token):
            return True  # "tirs personnes"
        odd = bool(after) and (strange(after[0]) or (misspelt(after[0]) and not after[0].used))
        if odd and _perhaps_number(token):
            return True  # "deaze trepasses", "nuit trepasses"
        if _sort(token) in (Sort.NONE, Sort.HEDGE) and not token.used and odd:
            return True
        if token.piece is Piece.NUMBER and not token.used and not _explained(token, before, after, people):
            return True
    return False


def _perhaps_number(token: Token) -> bool:
    if token.piece is not Piece.WORD or token.spot or token.used:
        return False
    return may_be_number(token.text, slips=1) or (
        (strange(token) or misspelt(token)) and may_be_number(token.text, slips=2)
    )


def _stands_for_number(token: Token) -> bool:
    """Whether a good word, which says nothing before people, may be a number with two slips in it."""
    said = _sort(token) in (Sort.KIND, Sort.ABOUT, Sort.HALF, Sort.THING, Sort.DAY, Sort.MONTH)
    idle = _sort(token) is Sort.PLAIN and token.text not in _JOINING
    return len(token.text) > 3 and (said or idle) and not token.spot and may_be_number(token.text, slips=2)


def _explained(token: Token, before: Token | None, after: Sequence[Token], people: bool) -> bool:
    """Whether a number that no rule has read counts things, or people to whom nothing is said to have happened."""
    if before is not None and before.text in ("pk", "km"):
        return True
    if after and misspelt(after[0]) and _sort(after[0]) is not Sort.PERSON:
        return False  # "3 hert" is nearer to a herd than to what was meant, "un eclle" to a place
    sort = _sort(after[0]) if after and after[0].piece is Piece.WORD and not token.glued else None
    if sort is Sort.PERSON:
        beside = (*([before] if before else []), *after[1:])
        odd = any(_sort(one) is Sort.PLAIN and one.text not in _JOINING for one in after[1:])
        odd = odd or perhaps_harming(before)
        return people and not odd and not any(strange(one) or misspelt(one) for one in beside)
    if sort in (Sort.THING, Sort.AGENT, Sort.ABOUT):
        return True
    alone = sort is not None or not after or after[0].piece is not Piece.WORD
    return token.text in _ONES and alone and not perhaps_a_death(after)


def _sort(token: Token) -> Sort | None:
    return token.meaning[0] if token.meaning is not None else None
