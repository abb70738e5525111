"""*Mes notes scellées*: begun and opened with the seat's passphrase; shown once, to the seat that gave it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from toguna.base.errors import InputError, RuleError
from toguna.server.actions import notes as sealed
from toguna.server.actions.throttle import throttle
from toguna.server.queries.naming import both
from toguna.server.queries.stories_case import linked
from toguna.server.web.acting import act_url
from toguna.server.web.exchange import seated
from toguna.server.web.visits import Visit, begin, home_of, page


@sensitive_post_parameters("phrase")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Where a seat begins its notes, writes one, and reads them with its passphrase."""
    visit = seated(begin(request, lang, framework))
    reader, register = visit.reading.reader, visit.reading.register
    if not visit.keeps_notes:
        raise Http404
    if request.method != "POST":
        return _page(request, visit)
    address, whose = request.META.get("REMOTE_ADDR", ""), f"{framework}/{reader.seat}"
    if throttle.wait(address, whose):
        return _page(request, visit, fault=sealed.NotesClosed(), status=429)
    phrase = request.POST.get("phrase", "").strip()
    try:
        if not sealed.begun(register, reader.seat):
            sealed.begin_notes(home_of(lang), framework, register, reader, phrase)
            throttle.succeeded(address, whose)
            return HttpResponseRedirect(visit.url("notes"))
        held = sealed.open_notes(register, reader, phrase)
    except (InputError, RuleError) as wrong:
        throttle.failed(address, whose)
        return _page(request, visit, fault=wrong, status=403)
    throttle.succeeded(address, whose)
    shown = [_shown(visit, one) for one in held.notes]
    return _page(request, visit, opened=shown, unreadable=held.unreadable)


def _shown(visit: Visit, one: sealed.OpenNote) -> dict[str, Any]:
    about = [linked(visit.reading, case) for case in (one.meeting, one.dialogue) if case]
    return {
        "id": one.id,
        "day": one.day,
        "text": both(one.text).say(visit.lang),
        "about": [link for link in about if link is not None],
        "discard": act_url(visit, "note.discard", one.id),
    }


def _page(
    request: HttpRequest,
    visit: Visit,
    *,
    opened: list[dict[str, Any]] | None = None,
    unreadable: int = 0,
    fault: InputError | RuleError | None = None,
    status: int = 200,
) -> HttpResponse:
    data = {
        "begun": sealed.begun(visit.reading.register, visit.reading.reader.seat),
        "write": act_url(visit, "note.keep"),
        "opened": opened,
        "unreadable": unreadable,
        "fault": fault.say(visit.lang) if fault else "",
    }
    return page(request, "notes.html", visit, data, status=status)
