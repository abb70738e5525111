"""Telephone numbers and number plates, wherever somebody wrote one: they tell who somebody is, and are not kept."""

from __future__ import annotations

import re

_PHONE = re.compile(r"(?<![\w])(?:(?:\+|00)\s?\d[\d .-]{7,16}\d|\d{2}(?:[ .-]?\d{2}){3}|\d{9,15})(?!\w)")
_WHOLE_DAY = re.compile(r"[0-3]?\d[ ./-]?[01]?\d[ ./-]?20\d\d|20\d\d[01]\d[0-3]\d")
"""Eight figures that are a day, and no telephone number."""
_PLATE = re.compile(r"(?<!\w)(?:[a-z]{1,2}[ -]?\d{3,4}[ -]?(?:md|[a-z]{2})|\d{4}[ -]?[a-z]{1,2}\d?[ -]?md)(?!\w)")


def without_numbers(text: str) -> tuple[str, bool]:
    """The plain text without telephone numbers and number plates, and whether there were any."""
    kept, removed = [], False
    at = 0
    for hit in sorted((*_PHONE.finditer(text), *_PLATE.finditer(text)), key=lambda one: one.start()):
        if hit.start() < at or _WHOLE_DAY.fullmatch(hit.group()):
            continue
        kept.append(text[at : hit.start()] + " ")
        at, removed = hit.end(), True
    return "".join(kept) + text[at:], removed


def masked(text: str) -> str:
    """A message as it came, without the telephone numbers and plates in it."""
    for pattern in (_PHONE, _PLATE):
        found = re.compile(pattern.pattern, re.IGNORECASE)
        text = found.sub(lambda hit: hit.group() if _WHOLE_DAY.fullmatch(hit.group()) else "…", text)
    return text
