"""What every part of the brief is made from: one reading, its situation, one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toguna.base.dates import Precision, When, say_day, say_number
from toguna.base.text import Text, sentence
from toguna.server.queries.reading import Reading
from toguna.server.queries.situation import Situation
from toguna.server.reports import words


@dataclass(frozen=True)
class Page:
    """A reading with its situation, said in one language."""

    reading: Reading
    found: Situation
    lang: str
    copy: int

    def say(self, text: Text, **data: object) -> str:
        """A text in the brief's language."""
        return text.say(self.lang, **data)

    def day(self, day: date) -> str:
        """A day in words."""
        return say_day(day, self.lang)

    def when(self, when: When | None) -> str:
        """A date with its precision; one that reaches beyond today is said by its beginning."""
        if when is None or not when.known:
            return self.say(words.NOT_KNOWN)
        if when.precision is Precision.WINDOW and when.first <= self.reading.today < when.last:
            return self.say(words.SINCE, first=self.day(when.first))
        return when.say(self.lang)

    def days(self, days: int) -> str:
        """A number of days."""
        return self.say(words.ONE_DAY if abs(days) == 1 else words.DAYS, days=say_number(days, self.lang))

    def heads(self, table: str) -> list[str]:
        """The heads of a table's columns."""
        return [self.say(head) for head in words.HEADS[table]]

    def names(self, names: tuple[Text, ...]) -> str:
        """Names in a row, or that they are not known."""
        return ", ".join(self.say(name) for name in names) or self.say(words.NOT_KNOWN)

    def listed(self, parts: list[str]) -> str:
        """Several remarks in one line."""
        return ("\u202f; " if self.lang == "fr" else "; ").join(parts)

    def sentence(self, text: str) -> str:
        """With a capital."""
        return sentence(text)


def capped(page: Page, rows: list[list[str]], most: int, note: Text = words.MORE) -> tuple[list[list[str]], str]:
    """The first rows, and how many more there are: never cut without saying so."""
    more = len(rows) - most
    return rows[:most], page.say(note, number=more) if more > 0 else ""
