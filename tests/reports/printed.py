"""Briefs for tests: the document as data, and the printed text of each page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from pypdf import PdfReader

from toguna.domain.visibility import Reader
from toguna.server import reports
from toguna.server.home import Home
from toguna.server.queries.reading import Reading, read, read_for_all

TIMBUKTU, OSTRINE, HAUTEBRISE = "timbuktu-taoudeni", "ostrine", "hautebrise"
LANGUAGES = ("fr", "en")
ALL = ""
"""In place of a seat: the copy for all."""

_FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_EN = "January February March April May June July August September October November December".split()


def reading(home: Home, framework: str, day: str | date, seat: str = ALL) -> Reading:
    """A reading for the copy for all, or for a seat."""
    as_of = date.fromisoformat(day) if isinstance(day, str) else day
    if seat == ALL:
        return read_for_all(home, framework=framework, as_of=as_of)
    return read(home, framework=framework, seat=seat, as_of=as_of)


def pages(made: bytes) -> list[str]:
    """The words of each page, with every kind of space as one."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]


_MADE: dict[tuple[bytes, date, Reader, str], list[str]] = {}


def printed(held: Reading, lang: str) -> list[str]:
    """The brief of a reading, page by page; made once for all tests that ask for it."""
    key = (held.register, held.today, held.reader, lang)
    if key not in _MADE:
        _MADE[key] = pages(reports.pdf(held, lang))
    return _MADE[key]


def squeezed(text: str) -> str:
    """Any run of spaces, no-break ones and line ends included, as one space."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def strings(held: Any) -> Iterator[str]:
    """Every text in a document, drawings included."""
    if isinstance(held, str):
        yield squeezed(held)
    elif isinstance(held, dict):
        for value in held.values():
            yield from strings(value)
    elif isinstance(held, list | tuple):
        for value in held:
            yield from strings(value)


def to_come(text: str, today: date, days: int = 800) -> set[str]:
    """The days, months and years wholly after `today` in a text, in every form in which a brief could print them.

    Written out day by day on purpose: it shares nothing with the net in `toguna.server.reports.withhold`.
    """
    tokens = re.findall(r"[\w/-]+", re.sub(r"<[^>]*>", " ", text).lower())
    runs = {" ".join(tokens[n : n + length]) for n in range(len(tokens)) for length in (1, 2, 3)}
    return runs & _later(today, days)


@cache
def _later(today: date, days: int) -> frozenset[str]:
    forms: set[str] = set()
    for ahead in range(1, days):
        day = today + timedelta(days=ahead)
        fr, en = _FR[day.month - 1], _EN[day.month - 1].lower()
        number = "1er" if day.day == 1 else str(day.day)
        forms |= {f"{number} {fr} {day.year}", f"{day.day} {en} {day.year}", f"{en} {day.day} {day.year}"}
        forms |= {day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}"}
        if day.day == 1:
            forms |= {f"{fr} {day.year}", f"{en} {day.year}", f"{day:%Y-%m}"}
        if day.day == 1 and day.month == 1:
            forms.add(str(day.year))
    return frozenset(forms)
