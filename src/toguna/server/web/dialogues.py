"""Dialogues: the mediation cases and each one's story; rumours with the messages that answer them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import dialogues as talks
from toguna.server.queries import rumours as heard
from toguna.server.web.register import proof_of
from toguna.server.web.telling import told
from toguna.server.web.visits import begin, page


@require_safe
def dialogues(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The mediation cases, those still open first."""
    visit = begin(request, lang, framework)
    data = {"shown": talks.shown(visit.reading), "rows": talks.listed(visit.reading)}
    return page(request, "dialogues.html", visit, data)


@require_safe
def dialogue(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One mediation case."""
    visit = begin(request, lang, framework)
    story = talks.story(visit.reading, id)
    if story is None:
        raise Http404
    steps = told(visit, "talks.step", story.steps)
    data = {"story": story, "row": story.row, **steps, **proof_of(visit, "dialogue", id)}
    return page(request, "dialogue.html", visit, data)


@require_safe
def rumours(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The rumours this reader may know of, with the messages that answer them."""
    visit = begin(request, lang, framework)
    data = {
        "shown": heard.shown(visit.reading),
        "rows": heard.listed(visit.reading),
        "answered": heard.answered(visit.reading),
    }
    return page(request, "rumours.html", visit, data)


@require_safe
def rumour(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One rumour; the same answer for one whose words are hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = heard.story(visit.reading, id)
    if story is None:
        raise Http404
    steps = told(visit, "rumour.step", story.steps)
    data = {"story": story, "row": story.row, **steps, **proof_of(visit, "rumour", id)}
    return page(request, "rumour.html", visit, data)
