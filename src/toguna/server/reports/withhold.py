"""The last net: no day to come in what circulates, whoever wrote the words (domain notes §9.1).

Queries give no such day to readers who may not see one. People's own words may hold one all the same (“until 3 May
2031”), so all that stands in the body of a copy passes here: a date after the day of the brief is replaced by a note
that it is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

_NAMES: Final[tuple[tuple[str, ...], ...]] = (
    ("janvier", "january", "janv", "jan"),
    ("février", "fevrier", "february", "févr", "fév", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("août", "aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("décembre", "decembre", "december", "déc", "dec"),
)
MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# French writes months small, English large: “1 may be” is no date.
_ENGLISH: Final = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep oct nov dec".split()
)
_CASED = "|".join(name.capitalize() if name in _ENGLISH else name for name in sorted(MONTHS, key=len, reverse=True))
_ORDINAL: Final = {"1er": 1, "2e": 2, "3e": 3, "4e": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_YEAR = r"(?:19|20|21)\d\d"
_GAP = r"[\s\u00a0\u202f]+"

DATES: Final = re.compile(
    rf"(?P<iso>(?P<iy>{_YEAR})-(?:Q(?P<iq>[1-4])|W(?P<iw>\d\d)|(?P<im>\d\d)(?:-(?P<id>\d\d))?)\b)"
    rf"|(?P<num>\b(?P<nd>\d\d?)[/.](?P<nm>\d\d?)[/.](?P<ny>{_YEAR})\b)"
    rf"|(?P<word>\b(?:(?P<wd>\d\d?)(?:er|st|nd|rd|th)?{_GAP})?(?P<wm>{_MONTH})\b\.?,?(?:{_GAP}(?P<wd2>\d\d?),)?{_GAP}(?P<wy>{_YEAR})\b)"
    rf"|(?P<quarter>\b(?P<q>1er|2e|3e|4e|first|second|third|fourth){_GAP}(?:trimestre|quarter{_GAP}of){_GAP}(?P<qy>{_YEAR})\b)"
    rf"|(?P<year>(?<![\d-])(?P<y>{_YEAR})(?![\d-]))"
    rf"|(?P<short>\b(?P<sd>\d\d?)(?:er|st|nd|rd|th)?{_GAP}(?-i:(?P<sm>{_CASED}))\b|\b(?-i:(?P<sm2>{_CASED})){_GAP}(?P<sd2>\d\d?)\b)",
    re.IGNORECASE,
)
"""A date as people write it, in French, English or figures: the day, the month, the quarter or the year alone, or a
day without its year.
"""


def first_day(found: re.Match[str], today: date) -> date | None:
    """The first day that a date may mean, None where it is no day of the calendar; a day without its year is the
    nearest such day.
    """
    part = found.groupdict()
    try:
        if part["short"]:
            month, day = MONTHS[(part["sm"] or part["sm2"]).lower()], int(part["sd"] or part["sd2"])
            years = (today.year - 1, today.year, today.year + 1)
            return min((date(year, month, day) for year in years), key=lambda one: abs((one - today).days))
        if part["iso"]:
            if part["iw"]:
                return date.fromisocalendar(int(part["iy"]), int(part["iw"]), 1)
            month = 3 * int(part["iq"]) - 2 if part["iq"] else int(part["im"])
            return date(int(part["iy"]), month, int(part["id"] or 1))
        if part["num"]:
            return date(int(part["ny"]), int(part["nm"]), int(part["nd"]))
        if part["word"]:
            return date(int(part["wy"]), MONTHS[part["wm"].lower()], int(part["wd"] or part["wd2"] or 1))
        if part["quarter"]:
            return date(int(part["qy"]), 3 * _ORDINAL[part["q"].lower()] - 2, 1)
        return date(int(part["y"]), 1, 1)
    except ValueError:
        return None


def days_to_come(text: str, today: date) -> list[str]:
    """The dates in a text that lie wholly after a day."""
    return [m.group() for m in DATES.finditer(text) if (day := first_day(m, today)) is not None and day > today]


def withheld(held: Any, today: date, note: str) -> Any:
    """The same data with `note` in place of every date after `today`, however deep it stands."""
    return _mapped(held, lambda text: DATES.sub(lambda m: _kept(m, today, note), text))


def _kept(found: re.Match[str], today: date, note: str) -> str:
    day = first_day(found, today)
    return note if day is not None and day > today else found.group()


def _mapped(held: Any, change: Callable[[str], str]) -> Any:
    if isinstance(held, str):
        return change(held)
    if isinstance(held, dict):
        return {key: _mapped(value, change) for key, value in held.items()}
    if isinstance(held, list):
        return [_mapped(value, change) for value in held]
    return held
