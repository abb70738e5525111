"""Dates as people know them: to the hour, day, week, month, quarter or year, within a window, or not at all.

A `When` is the set of days on which something may have happened: `first` … `last`, both included. It never stands
for more
precision than its source had: `2019-04` is “some day of April 2019”.

    >>> When.parse("2019-Q1").first, When.parse("2019-Q1").last
    (datetime.date(2019, 1, 1), datetime.date(2019, 3, 31))
    >>> When.parse("2019-04-09").say("fr")
    '9\xa0avril\xa02019'
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Final

from toguna.base.errors import DateError
from toguna.base.text import NBSP, NNBSP

EPOCH: Final = date(2000, 1, 1)
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2200, 12, 31)


class Precision(IntEnum):
    """How exactly a date is known. The numbers are the wire codes of spec/entry-types.md and never change."""

    HOUR = 0
    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    YEAR = 5
    WINDOW = 6
    UNKNOWN = 7


_MONTHS_FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_MONTHS_EN = "January February March April May June July August September October November December".split()

_PATTERN = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|W(?P<week>\d{2})"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T(?P<hour>\d{2})(?::00)?)?)?))?"
)


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date with its precision; `When.unknown()` for something that happened on a day nobody has said."""

    first: date
    last: date
    precision: Precision
    hour: int | None = None

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise DateError(value=f"{self.first}/{self.last}")

    @classmethod
    def parse(cls, text: str) -> When:
        """Read ISO forms, quarters (`2019-Q2`), windows (`2019-04-02/2019-04-09`) and `unknown`.

        Raises
        ------
        DateError
            Not such a form, or not a day of the calendar.
        """
        return _parsed(text)

    @classmethod
    def on(cls, day: date) -> When:
        """Exactly that day."""
        return cls(day, day, Precision.DAY)

    @classmethod
    def between(cls, first: date, last: date) -> When:
        """Some day from `first` to `last`, both included; the same day twice is that day."""
        return cls.on(first) if first == last else cls(first, last, Precision.WINDOW)

    @classmethod
    def unknown(cls) -> When:
        """It happened; nobody has said when."""
        return cls(EARLIEST, LATEST, Precision.UNKNOWN)

    @property
    def known(self) -> bool:
        """Whether anything at all is known about the day."""
        return self.precision is not Precision.UNKNOWN

    @property
    def exact(self) -> bool:
        """Known to the day or better."""
        return self.first == self.last

    def within(self, other: When) -> When:
        """What both say together; `self` where they contradict each other."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if first > last or (first, last) == (self.first, self.last):
            return self
        return other if (first, last) == (other.first, other.last) else When.between(first, last)

    def iso(self) -> str:
        """The form that `parse` reads."""
        first = self.first
        match self.precision:
            case Precision.HOUR:
                return f"{first.isoformat()}T{self.hour:02d}"
            case Precision.DAY:
                return first.isoformat()
            case Precision.WEEK:
                year, week, _ = first.isocalendar()
                return f"{year}-W{week:02d}"
            case Precision.MONTH:
                return f"{first:%Y-%m}"
            case Precision.QUARTER:
                return f"{first.year}-Q{(first.month + 2) // 3}"
            case Precision.YEAR:
                return f"{first.year:04d}"
            case Precision.WINDOW:
                return f"{first.isoformat()}/{self.last.isoformat()}"
            case _:
                return "unknown"

    def say(self, lang: str) -> str:
        """The date in words, as French or English print has it."""
        first = self.first
        match self.precision:
            case Precision.HOUR:
                day = say_day(first, lang)
                return f"{day}, {self.hour}{NBSP}h" if lang == "fr" else f"{day}, {self.hour:02d}:00"
            case Precision.DAY:
                return say_day(first, lang)
            case Precision.WEEK:
                day = say_day(first, lang)
                return f"semaine du {day}" if lang == "fr" else f"week of {day}"
            case Precision.MONTH:
                return say_month(first, lang)
            case Precision.QUARTER:
                number = (first.month + 2) // 3
                if lang == "fr":
                    return f"{number}{'er' if number == 1 else 'e'} trimestre{NBSP}{first.year}"
                return f"{('first', 'second', 'third', 'fourth')[number - 1]} quarter of {first.year}"
            case Precision.YEAR:
                return f"{first.year}"
            case Precision.WINDOW:
                one, two = say_day(first, lang), say_day(self.last, lang)
                return f"entre le {one} et le {two}" if lang == "fr" else f"between {one} and {two}"
            case _:
                return "date non connue" if lang == "fr" else "date not known"


@lru_cache(maxsize=8192)
def _parsed(text: str) -> When:
    """Kept, since the days of a file are few and each is read once to be checked, written, read and shown."""
    if text == "unknown":
        return When.unknown()
    if "/" in text:
        one, _, two = text.partition("/")
        return When.between(_parsed(one).first, _parsed(two).last)
    found = _PATTERN.fullmatch(text.strip())
    if found is None:
        raise DateError(value=text)
    try:
        return _from_parts({k: int(v) for k, v in found.groupdict().items() if v})
    except ValueError:
        raise DateError(value=text) from None


def _from_parts(part: dict[str, int]) -> When:
    year = part["year"]
    if "quarter" in part:
        month = 3 * part["quarter"] - 2
        return When(date(year, month, 1), _month_end(year, month + 2), Precision.QUARTER)
    if "week" in part:
        monday = date.fromisocalendar(year, part["week"], 1)
        return When(monday, monday + timedelta(days=6), Precision.WEEK)
    if "day" in part:
        day = date(year, part["month"], part["day"])
        if "hour" in part:
            if part["hour"] > 23:
                raise ValueError
            return When(day, day, Precision.HOUR, part["hour"])
        return When.on(day)
    if "month" in part:
        return When(date(year, part["month"], 1), _month_end(year, part["month"]), Precision.MONTH)
    return When(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def say_day(day: date, lang: str) -> str:
    """`9 avril 2019`, `1er mai 2019`; `9 April 2019`."""
    if lang == "fr":
        number = "1er" if day.day == 1 else str(day.day)
        return f"{number}{NBSP}{_MONTHS_FR[day.month - 1]}{NBSP}{day.year}"
    return f"{day.day}{NBSP}{_MONTHS_EN[day.month - 1]}{NBSP}{day.year}"


def say_month(day: date, lang: str) -> str:
    """`avril 2019`; `April 2019`."""
    names = _MONTHS_FR if lang == "fr" else _MONTHS_EN
    return f"{names[day.month - 1]}{NBSP}{day.year}"


def say_number(number: int, lang: str) -> str:
    """`1 250` in French, `1,250` in English."""
    return f"{number:,}".replace(",", NNBSP) if lang == "fr" else f"{number:,}"


def say_left(seconds: float, lang: str) -> str:
    """How much longer something takes, as roughly as it is known: `encore 40 s`, `encore 3 min`."""
    if seconds < 90:
        told = f"{max(10, round(seconds, -1)):.0f}{NBSP}s"
    else:
        told = f"{seconds / 60:.0f}{NBSP}min"
    return f"encore {told}" if lang == "fr" else f"{told} left"
