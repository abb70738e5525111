"""Long lists in pages: so many rows each, with links that keep the day and the choices made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest

if TYPE_CHECKING:
    from toguna.server.web.visits import Visit

T = TypeVar("T")
ROWS = 40


@dataclass(frozen=True)
class Paged(Generic[T]):
    """The rows of one page; `before` and `after` are addresses, None at the ends."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int
    before: str | None
    after: str | None


def address(visit: Visit, name: str, *args: str, **chosen: str | int | None) -> str:
    """The address of a page of this framework on the same day, with choices; empty ones are left out."""
    held = urlencode({key: value for key, value in chosen.items() if value not in (None, "")})
    base = visit.url(name, *args)
    if not held:
        return base
    return f"{base}{'&' if '?' in base else '?'}{held}"


def paged(request: HttpRequest, visit: Visit, rows: Sequence[T], name: str, **chosen: str | None) -> Paged[T]:
    """The page that the address asks for (`page=2`); one that does not exist is the nearest that does."""
    pages = max(1, -(-len(rows) // ROWS))
    asked = request.GET.get("page", "")
    number = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1, 1), pages)
    before = address(visit, name, page=number - 1, **chosen) if number > 1 else None
    after = address(visit, name, page=number + 1, **chosen) if number < pages else None
    return Paged(rows[ROWS * (number - 1) : ROWS * number], number, pages, len(rows), before, after)
