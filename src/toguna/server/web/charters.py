"""What carries charters to people: committees, disseminations, internal orders; and the week's indicators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import charters as carried
from toguna.server.queries import indicators as asked
from toguna.server.queries.reading import Reading
from toguna.server.web.register import proof_of
from toguna.server.web.visits import begin, page


@require_safe
def charters(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Everything on one page."""
    visit = begin(request, lang, framework)
    return page(request, "charters.html", visit, {"held": carried.carried(visit.reading)})


def _one(
    request: HttpRequest, lang: str, framework: str, case: str, noun: str, query: Callable[[Reading, str], Any]
) -> HttpResponse:
    visit = begin(request, lang, framework)
    row = query(visit.reading, case)
    if row is None:
        raise Http404
    return page(request, f"{noun}.html", visit, {"row": row, **proof_of(visit, noun, case)})


@require_safe
def committee(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One committee."""
    return _one(request, lang, framework, id, "committee", carried.committee)


@require_safe
def dissemination(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One dissemination; the same answer for one that is hidden and one that does not exist."""
    return _one(request, lang, framework, id, "dissemination", carried.dissemination)


@require_safe
def order(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One internal order."""
    return _one(request, lang, framework, id, "order", carried.order)


@require_safe
def indicators(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The last weeks of what weapons and markets show."""
    visit = begin(request, lang, framework)
    data = {
        "rows": asked.lines(visit.reading),
        "asked_weeks": [asked.week_of(monday) for monday in asked.mondays(visit.reading)],
    }
    return page(request, "indicators.html", visit, data)
