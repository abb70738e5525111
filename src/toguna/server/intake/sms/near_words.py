"""Good words that two slips of the finger make of one another: 12 *mars* and 12 *morts*, 2 *motos* and 2 *morts*.

No dictionary finds such a slip. Where what stands around does not say which of the two it is, it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toguna.server.intake.sms.letters import Piece, Token, misspelt, strange, within_two_slips
from toguna.server.intake.sms.words import ACTIVE, LETTERS, MONTHS, NUMBERS, VICTIMS, Sort

_MONTHS: Final = frozenset(word for word in MONTHS if word.startswith("m"))
"""Months that begin as the dead do, with whom slips and telephones that correct words mix them up."""
_HARM: Final = (*(word for word in (*VICTIMS, *_MONTHS) if len(word) > 3),)
_HARMING: Final = (*(word for word in ACTIVE if word.isalpha()),)
_THINGS: Final = frozenset("moto motos tete tetes".split())
_OTHER_NUMBERS: Final = frozenset("dix treize trente quatorze quarante forty fifty".split())
_TAKING: Final = frozenset("pris prise prises taken left".split())
_TAKING_KINDS: Final = frozenset({"TAKE", "TAKEN", "THEFT", "BURN"})
_BEFORE_A_DAY: Final = frozenset("le du depuis on since date jour".split())
_BEFORE_THINGS: Final = frozenset("sur en a avec des de d on with by of".split())
_BEHIND_THINGS: Final = frozenset("de d of".split())


def perhaps_a_day(token: Token) -> bool:
    """Whether a month's word may have been meant for the dead."""
    return token.text in _MONTHS


def surely_a_day(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether what stands around the day and the month at these places tells that they are no dead.

    An article, a weekday, or a dead counted elsewhere does; so does the head of a message that goes on with what
    happened.
    """
    before = [t for t in tokens[:first] if t.text != ":"]
    if before and (before[-1].text in _BEFORE_A_DAY or _weekday(before[-1])):
        return True
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if not before and after is not None and (after.piece in (Piece.STOP, Piece.MARK) or _sort(after) is Sort.KIND):
        return True
    return _dead_elsewhere(tokens, first, last)


def perhaps_harm(token: Token) -> bool:
    """Whether a word that is not understood, or only mended, may be one of harm or a month."""
    odd = strange(token) or misspelt(token)
    return odd and len(token.text) > 2 and any(within_two_slips(token.text, one) for one in _HARM)


def perhaps_things(tokens: Sequence[Token], at: int) -> bool:
    """Whether the dead at this place may be things that were taken: `2 morts prises`."""
    following = _clause(tokens, at)[1:2]
    return _role(tokens[at]) == "killed" and any(t.text in _TAKING or _taking(t) for t in following)


def perhaps_the_dead(tokens: Sequence[Token]) -> bool:
    """Whether things that somebody counted may be the dead: `2 motos`, of which nothing is said."""
    return any(
        token.text in _THINGS
        and at > 0
        and tokens[at - 1].piece is Piece.NUMBER
        and not _surely_things(tokens, at)
        and not _dead_elsewhere(tokens, at, at)
        for at, token in enumerate(tokens)
    )


def perhaps_another_number(token: Token) -> bool:
    """Whether a number that is written out may be a commoner one: *dix* for *deux*, *quarante* for *quatre*."""
    return token.number_word and token.text in _OTHER_NUMBERS and token.value == NUMBERS[token.text]


def perhaps_harming(before: Token | None) -> bool:
    """Whether the word before people may say that they were harmed: `tout 1 personne`, for *tuant*."""
    if before is None or before.piece is not Piece.WORD or _sort(before) is Sort.VICTIM:
        return False
    return any(within_two_slips(before.text, one) for one in _HARMING)


def perhaps_a_death(after: Sequence[Token]) -> bool:
    """Whether what stands behind *un* may be *décès* with two letters lost: `un des`, and nothing more."""
    return bool(after) and after[0].text in ("des", "dec") and (len(after) < 2 or after[1].piece is Piece.STOP)


def perhaps_counted(token: Token, after: Token) -> bool:
    """Whether two strange words may be a number and what it counts: `deeelx eclopes`, `auuccnu mot`."""
    return strange(token) and strange(after) and ("s" in after.text[-2:] or perhaps_harm(after))


def _surely_things(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 2] if at > 1 else None
    behind = _clause(tokens, at)[1:4]
    if before is not None and (before.text in _BEFORE_THINGS or _taking(before)):
        return True
    if behind and (behind[0].text in _BEHIND_THINGS or misspelt(behind[0])):
        return True
    return any(t.text in _TAKING or _taking(t) or _sort(t) is Sort.ABOUT for t in behind)


def _dead_elsewhere(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the dead are told of elsewhere, in a word without a slip or by their letter."""
    for n, token in enumerate(tokens):
        if first <= n <= last or token.piece is not Piece.WORD:
            continue
        if _role(token) == "killed" and not misspelt(token):
            return True
        beside = tokens[n - 1] if n else None
        if LETTERS.get(token.text) == "killed" and beside is not None and beside.piece is Piece.NUMBER and beside.glued:
            return True
    return False


def _clause(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    end = next((n for n in range(at, len(tokens)) if tokens[n].piece is Piece.STOP), len(tokens))
    return tokens[at:end]


def _weekday(token: Token) -> bool:
    return _sort(token) is Sort.DAY and token.meaning is not None and not token.meaning[1].isdigit()


def _taking(token: Token) -> bool:
    return _sort(token) is Sort.KIND and token.meaning is not None and token.meaning[1] in _TAKING_KINDS


def _role(token: Token) -> str:
    return token.meaning[1] if token.meaning is not None and token.meaning[0] is Sort.VICTIM else ""


def _sort(token: Token) -> Sort | None:
    return token.meaning[0] if token.meaning is not None else None
