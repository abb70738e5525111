"""Plaidoyers: the list with its silences, and each request as a story."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import requests as asked
from toguna.server.web.register import proof_of
from toguna.server.web.telling import told
from toguna.server.web.visits import begin, page


@require_safe
def requests(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every request, the silent ones first."""
    visit = begin(request, lang, framework)
    rows = asked.listed(visit.reading)
    groups = [(group, [row for row in rows if row.group == group]) for group in asked.GROUPS]
    data = {"shown": asked.shown(visit.reading), "groups": [one for one in groups if one[1]]}
    return page(request, "requests.html", visit, data)


@require_safe
def request(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One request; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = asked.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {
        "story": story,
        "row": story.item,
        **told(visit, "asks.step", story.steps),
        **proof_of(visit, "request", id),
    }
    return page(request, "request.html", visit, data)
