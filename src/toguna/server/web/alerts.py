"""Alerts: the list, and each one's story; to who may not read them, the framework's advice."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import alerts as raised
from toguna.server.web.telling import lines
from toguna.server.web.visits import begin, page


@require_safe
def alerts(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The alerts this reader may know of, those still open first."""
    visit = begin(request, lang, framework)
    how = raised.how(visit.reading)
    data = {
        "how": how,
        "rows": raised.listed(visit.reading),
        "counts": raised.counts(visit.reading),
        "advice": raised.advice(visit.reading),
        "fewest": raised.FEWEST,
    }
    return page(request, "alerts.html", visit, data)


@require_safe
def alert(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One alert; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = raised.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {"story": story, "row": story.row, "steps": lines("warn.step", story.steps)}
    return page(request, "alert.html", visit, data)
