"""The parties, what follows where one leaves, and what two people do together."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import countersigning as by_two
from toguna.server.queries import parties as held
from toguna.server.web.acting import act_url
from toguna.server.web.pages_of import record_url
from toguna.server.web.visits import Visit, begin, page


@require_safe
def parties(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every party, and how it stands."""
    visit = begin(request, lang, framework)
    return page(
        request, "parties.html", visit, {"rows": held.listed(visit.reading), "shown": held.shown(visit.reading)}
    )


@require_safe
def party(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One party, and what follows where it leaves."""
    visit = begin(request, lang, framework)
    story = held.story(visit.reading, id)
    if story is None:
        raise Http404
    return page(request, "party.html", visit, {"story": story, "row": story.row, "left": story.row.state == "left"})


@require_safe
def countersignings(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What two people did together, and what awaits a second person."""
    visit = begin(request, lang, framework)
    return page(request, "countersignings.html", visit, {"rows": by_two.listed(visit.reading)})


@require_safe
def countersigning(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One of these acts."""
    visit = begin(request, lang, framework)
    story = by_two.story(visit.reading, id)
    if story is None:
        raise Http404
    about = [(named, record_url(visit, noun, one)) for noun, one, named in story.records]
    return page(request, "countersigning.html", visit, {"story": story, "row": story.row, "about": about})


def erasing_url(visit: Visit, entry: str) -> str:
    """The address of the form that proposes to erase what an entry says; empty for whom it is not."""
    if visit.stamp == "replay" or not by_two.may_propose_erasure(visit.reading, entry):
        return ""
    return act_url(visit, "erasure.propose", None, what=entry)
