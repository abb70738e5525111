"""What is new since this browser was last here: a signed cookie holds how far its reader had read.

A visit lasts until half an hour has passed without a page; only then does the next one begin. The clock decides
nothing but which visit was the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import time
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries.changes import ChangeRow, changes
from toguna.server.queries.since import Read, news, read_now
from toguna.server.queries.situation import CHANGED_WITHIN
from toguna.server.web.pages_of import record_url
from toguna.server.web.visits import Visit, begin, page

_SALT = "toguna.since"
_YEAR = 365 * 24 * 3600
_VISIT_ENDS_AFTER = 30 * 60
SHOWN = 8


@dataclass(frozen=True)
class Marks:
    """How far this reader had read when the last visit ended (None: the first visit), and has read in this one."""

    last: Read | None
    now: Read
    at: int


def marks(request: HttpRequest, visit: Visit) -> Marks:
    """The marks of this request; another reader's are as good as none."""
    now, at = read_now(visit.reading), int(time())
    held = _held(request, visit)
    if held is None:
        return Marks(None, now, at)
    last, current, before = held
    return Marks(current if at - before > _VISIT_ENDS_AFTER else last, now, at)


def _held(request: HttpRequest, visit: Visit) -> tuple[Read | None, Read | None, int] | None:
    try:
        reader, last, current, at = signing.loads(request.COOKIES.get(_name(visit), ""), salt=_SALT)
        return (Read.unpacked(last), Read.unpacked(current), int(at)) if reader == _reader(visit) else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def remember(answer: HttpResponse, visit: Visit, held: Marks) -> HttpResponse:
    """Put the marks into the browser."""
    packed = [_reader(visit), held.last.packed() if held.last else None, held.now.packed(), held.at]
    signed = signing.dumps(packed, salt=_SALT, compress=True)
    answer.set_cookie(_name(visit), signed, max_age=_YEAR, httponly=True, samesite="Lax")
    return answer


def _name(visit: Visit) -> str:
    return f"toguna_vu_{visit.register.register.hex()[:8]}"


def _reader(visit: Visit) -> str:
    return visit.seat.code if visit.seat else ""


def section(visit: Visit, held: Marks) -> dict[str, Any]:
    """What the Point du jour shows: the first changes with their addresses, and how many more there are."""
    rows = _rows(visit, held)
    more = max(0, len(rows) - SHOWN)
    return {"read": held.last, "news": linked(visit, rows[:SHOWN]), "more": more, "count": len(rows)}


def _rows(visit: Visit, held: Marks) -> list[ChangeRow]:
    reading = visit.reading
    return news(reading, held.last) if held.last else changes(reading, reading.today - CHANGED_WITHIN)


def linked(visit: Visit, rows: list[ChangeRow]) -> list[tuple[ChangeRow, str]]:
    """Each change with the address of its record."""
    return [(row, record_url(visit, row.link.noun, row.link.id) if row.link else "") for row in rows]


@require_safe
def since(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Everything that changed since the last visit, or within thirty days."""
    visit = begin(request, lang, framework)
    held = marks(request, visit)
    rows = _rows(visit, held)
    data = {"read": held.last, "news": linked(visit, rows), "more": 0, "count": len(rows), "whole": True}
    return remember(page(request, "changes.html", visit, data), visit, held)
