"""*Envois reçus*: what came from phones and awaits somebody, and each sending by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from toguna.base.errors import InputError, InstallationError, RuleError, TogunaError
from toguna.domain.unnumbered import masked
from toguna.server.actions import serving
from toguna.server.actions.arrivals import opened
from toguna.server.actions.completing import OPEN, put_aside
from toguna.server.actions.drafts import words_of
from toguna.server.acts.act import Asking
from toguna.server.acts.arrivals import COMPLETIONS, begun, kind_of
from toguna.server.acts.parsing import ActIncomplete, parse
from toguna.server.queries import arrivals as held
from toguna.server.queries.phone_forms import published
from toguna.server.queries.phone_questions import answered
from toguna.server.queries.phones import ArrivedRow
from toguna.server.web.acting import boxes_of, told_in
from toguna.server.web.exchange import seated
from toguna.server.web.resuming import given_back, resumable
from toguna.server.web.visits import Visit, begin, page

_TYPES: Final = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png"}


@require_safe
def arrivals(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What came from phones: what awaits somebody first, then how many of each other kind."""
    visit = _visit(request, lang, framework)
    titles = {form.id: form.title for form in published(visit.reading.register)}
    data = {"door": held.door(visit.reading), "titles": titles, "keeping": held.keeping(visit.reading)}
    return page(request, "arrivals.html", visit, data)


@resumable
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, lang: str, framework: str, number: str) -> HttpResponse:
    """One sending: what it says, to whom holds the key; to be completed or put aside where it awaits somebody."""
    visit = _visit(request, lang, framework)
    row = held.arrival(visit.reading, number)
    if row is None:
        raise Http404
    if request.method != "POST" or given_back(request):
        return _arrival(request, visit, row)
    key, reading = serving.held(), visit.reading
    if key is None:
        return _arrival(request, visit, row, status=409)
    try:
        if "motif" in request.POST:
            put_aside(reading.register, reading.reader, key, number, request.POST["motif"].strip()[:500])
        else:
            act = COMPLETIONS.get(request.POST.get("sorte", ""))
            if act is None:
                raise Http404
            said = parse(act, told_in(act.fields, request.POST), reading, visit.lang)
            act.do(Asking(reading, key, ""), number, said)
    except ActIncomplete as wrong:
        faults = {one.path: one.say(visit.lang) for one in wrong.faults}
        return _arrival(request, visit, row, faults=faults, fault=wrong, status=400)
    except (InputError, RuleError) as wrong:
        status = 400 if isinstance(wrong, InputError) else 409
        return _arrival(request, visit, row, fault=wrong, status=status)
    return HttpResponseRedirect(visit.now_url("arrival", number))


@require_safe
def photo(request: HttpRequest, lang: str, framework: str, number: str, place: int) -> HttpResponse:
    """One photo of a sending, out of its box."""
    visit = _visit(request, lang, framework)
    key = serving.held()
    if held.arrival(visit.reading, number) is None or key is None:
        raise Http404
    photos = _boxes(visit, number)[-1][1]
    if place >= len(photos):
        raise Http404
    data = list(photos.values())[place]
    return HttpResponse(data, content_type=_TYPES.get(data[:2], "application/octet-stream"))


def _visit(request: HttpRequest, lang: str, framework: str) -> Visit:
    visit = seated(begin(request, lang, framework))
    if not visit.reports:
        raise Http404
    return visit


def _boxes(visit: Visit, number: str) -> Sequence[tuple[Mapping[str, Any], dict[str, bytes]]]:
    key = serving.held()
    if key is None:
        return []
    try:
        return opened(visit.reading.register, key, number)
    except InstallationError:
        return []


def _words(visit: Visit, row: ArrivedRow) -> list[str]:
    """An SMS as it came, without the numbers in it, for the seat for which it came."""
    key, seat = serving.held(), visit.reading.reader.seat
    if key is None or seat is None or not row.by_sms:
        return []
    return [masked(one) for one in words_of(visit.reading.register, seat, key, row.number)]


def _arrival(
    request: HttpRequest,
    visit: Visit,
    row: ArrivedRow,
    *,
    faults: Mapping[str, str] | None = None,
    fault: TogunaError | None = None,
    status: int = 200,
) -> HttpResponse:
    boxes = _boxes(visit, row.number)
    forms = {(form.id, form.version): form for form in published(visit.reading.register)}
    known = forms.get((row.form, row.version))
    said = [
        (answered(known.xml if known else b"", content.get("xml", ""), visit.lang), list(enumerate(photos)))
        for content, photos in reversed(boxes)
    ]
    fields = boxes[-1][0].get("fields", {}) if boxes else {}
    kind = kind_of(fields)
    data = {
        "row": row,
        "title": known.title if known else None,
        "said": said,
        "opens": bool(boxes),
        "why": boxes[-1][0].get("why", "") if boxes else "",
        "kind": kind,
        "fault": fault.say(visit.lang) if fault else "",
        "boxes": (),
        "action": visit.now_url("arrival", row.number),
        "motif": request.POST.get("motif", ""),
        "words": _words(visit, row),
    }
    if row.state in OPEN and boxes:
        asked = COMPLETIONS[kind]
        typed = told_in(asked.fields, request.POST) if "sorte" in request.POST else begun(kind, fields)
        data["boxes"] = tuple(boxes_of(visit, asked.fields, typed, "", faults or {}, request))
    return page(request, "arrival.html", visit, data, status=status)
