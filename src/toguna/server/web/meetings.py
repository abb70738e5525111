"""Rencontres: the next, those held and missed, the bodies, and each meeting as a story."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import meetings as met
from toguna.server.web.register import proof_of
from toguna.server.web.telling import told
from toguna.server.web.visits import begin, page


@require_safe
def meetings(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every meeting, the next first."""
    visit = begin(request, lang, framework)
    rows = met.listed(visit.reading)
    groups = [(group, [row for row in rows if row.group == group]) for group in met.GROUPS]
    data = {
        "shown": met.shown(visit.reading),
        "groups": [one for one in groups if one[1]],
        "rhythm": met.rhythm(visit.reading),
        "bodies": met.bodies(visit.reading),
    }
    return page(request, "meetings.html", visit, data)


@require_safe
def meeting(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One meeting; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = met.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {"story": story, "row": story.row, **told(visit, "met.step", story.steps), **proof_of(visit, "meeting", id)}
    return page(request, "meeting.html", visit, data)
