"""Small tests of values that came from outside, where True must not pass for 1 nor a text for bytes."""

from __future__ import annotations

import re
from typing import Final

MAX_CODE: Final = 64
_CODE = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


def is_int(value: object, low: int, high: int) -> bool:
    """A whole number within bounds, both included."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def is_bytes(value: object, size: int) -> bool:
    """Exactly so many bytes."""
    return isinstance(value, bytes) and len(value) == size


def is_code(value: object) -> bool:
    """A code as in every list of the software: `state_administration`, `timbuktu-taoudeni`, at most 64 characters."""
    return isinstance(value, str) and len(value) <= MAX_CODE and _CODE.fullmatch(value) is not None


def is_text(value: object, limit: int) -> bool:
    """Some words, not only blanks, at most `limit` characters."""
    return isinstance(value, str) and 0 < len(value) <= limit and bool(value.strip())
