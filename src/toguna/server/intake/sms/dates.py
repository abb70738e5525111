"""On which day: a date, a weekday, *hier*. A day that is not one, or is still to come, is left for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from toguna.server.intake.sms.letters import Piece, Token, strange
from toguna.server.intake.sms.near_words import perhaps_a_day, perhaps_harm, surely_a_day
from toguna.server.intake.sms.words import LETTERS, Sort

OLDEST: Final = timedelta(days=400)
_WEEKDAYS: Final = {name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())}
_SPLIT: Final = re.compile(r"[/.-]")


class Days:
    """What a message says of the day: the day, that it is unclear, or that it may be the dead (`or_dead`); then
    `perhaps` is the day that it may be.
    """

    def __init__(self, tokens: Sequence[Token], today: date) -> None:
        self._tokens, self._today = tokens, today
        self.or_dead = False
        self.perhaps: date | None = None
        found = list(self._found())
        self.ahead = any(t.meaning is not None and t.meaning[0] is Sort.AHEAD for t in tokens) or any(
            day is not None and day > today for day in found
        )
        days = set(found)
        self.unclear = None in days or len(days) > 1 or self.ahead
        self.day = days.pop() if len(days) == 1 and not self.unclear else None

    def _found(self) -> Iterator[date | None]:
        for n, token in enumerate(self._tokens):
            if token.used:
                continue
            if token.piece is Piece.DAY and self._counts(n):
                continue  # "2-3 morts"
            if token.piece is Piece.DAY:
                token.used = True
                yield self._numbers(token.text)
            elif _is_compact(token) and self._compact(token) is not None:
                token.used = True
                yield self._compact(token)
            elif token.text == "le" and self._of_month(n) is not None:
                if n + 2 < len(self._tokens) and perhaps_harm(self._tokens[n + 2]):
                    self.or_dead = self._tokens[n + 1].used = True
                    continue
                yield self._of_month(n, use=True)
            elif token.text in ("ce", "this") and n + 1 < len(self._tokens) and self._sort(n + 1) is Sort.HALF:
                yield self._today
            elif token.meaning is None:
                continue
            elif token.meaning[0] is Sort.MONTH:
                yield from self._month(n, token)
            elif token.meaning[0] is Sort.DAY:
                yield from self._named(n, token)

    def _month(self, n: int, token: Token) -> Iterator[date | None]:
        """`9 avril 2031`, `april 9`."""
        tokens = self._tokens
        before = tokens[n - 1] if n else None
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        assert token.meaning is not None
        day = next(
            (t for t in (before, after) if t and t.piece is Piece.NUMBER and (t.value or 0) < 32 and not t.used), None
        )
        if day is None:
            return
        last = tokens[n + 1 if day is before else n + 2 :][:1]
        year = last[0] if last and last[0].piece is Piece.NUMBER and len(last[0].text) == 4 else None
        for one in (day, token, *([year] if year else [])):
            one.used = True
        assert day.value is not None
        begin, end = (n - 1, n) if day is before else (n, n + 1)
        found = self._day(day.value, int(token.meaning[1]), year.value if year else None)
        if perhaps_a_day(token) and year is None and not surely_a_day(tokens, begin, end):
            self.or_dead, self.perhaps = True, found
            return
        yield found

    def _named(self, n: int, token: Token) -> Iterator[date | None]:
        assert token.meaning is not None
        token.used = True
        said = token.meaning[1]
        if said.isdigit():
            yield self._today - timedelta(days=int(said))
            return
        following = self._tokens[n + 1 : n + 2]
        if following and (following[0].piece is Piece.DAY or following[0].piece is Piece.NUMBER):
            return  # "lundi 9/6": the number says it, and the weekday adds nothing
        yield self._today - timedelta(days=(self._today.weekday() - _WEEKDAYS[said]) % 7)

    def _counts(self, n: int) -> bool:
        following = self._tokens[n + 1] if n + 1 < len(self._tokens) else None
        if following is None:
            return False
        harmed = self._sort(n + 1) in (Sort.VICTIM, Sort.PERSON) or following.text in LETTERS
        return (harmed or strange(following) or perhaps_harm(following)) and len(self._tokens[n].text) <= len("10/12")

    def _of_month(self, n: int, *, use: bool = False) -> date | None:
        """`le 9`: of this month, or of the one before where that day is to come."""
        number = self._tokens[n + 1] if n + 1 < len(self._tokens) else None
        if number is None or number.piece is not Piece.NUMBER or number.used or not 0 < (number.value or 0) < 32:
            return None
        if n + 2 < len(self._tokens) and self._tokens[n + 2].piece is Piece.WORD:
            if self._sort(n + 2) not in (None, Sort.PLAIN, Sort.LINK, Sort.KIND, Sort.ROAD) or number.glued:
                return None
        number.used = use
        assert number.value is not None
        month = self._today.replace(day=1)
        for first in (month, (month - timedelta(days=1)).replace(day=1)):
            try:
                found = first.replace(day=number.value)
            except ValueError:
                continue
            if found <= self._today:
                return found
        return None

    def _sort(self, n: int) -> Sort | None:
        meaning = self._tokens[n].meaning
        return meaning[0] if meaning is not None else None

    def _numbers(self, text: str) -> date | None:
        parts = [int(one) for one in _SPLIT.split(text)]
        if parts[0] > 1000:
            return self._day(parts[2], parts[1], parts[0])
        year = None if len(parts) == 2 else parts[2] + (2000 if parts[2] < 100 else 0)
        return self._day(parts[0], parts[1], year)

    def _compact(self, token: Token) -> date | None:
        """`0904`, `090431`, `09042031`."""
        text = token.text
        year = {4: None, 6: 2000 + int(text[4:6] or 0), 8: int(text[4:8] or 0)}[len(text)]
        return self._day(int(text[:2]), int(text[2:4]), year)

    def _day(self, day: int, month: int, year: int | None) -> date | None:
        """The latest such day that is not to come, where the year is not said."""
        try:
            if year is not None:
                found = date(year, month, day)
                return found if self._today - found < OLDEST else None
            found = date(self._today.year, month, day)
            return found if found <= self._today else date(self._today.year - 1, month, day)
        except ValueError:
            return None


def _is_compact(token: Token) -> bool:
    return token.piece is Piece.NUMBER and not token.number_word and len(token.text) in (4, 6, 8)
