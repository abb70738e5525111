"""*Envois reçus*: what came from phones and awaits somebody, and each sending by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from toguna.base.dates import Precision, When
from toguna.base.errors import InputError, InstallationError, RuleError, TogunaError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.register.constitution import Mode
from toguna.server.actions import serving
from toguna.server.actions.arrivals import opened
from toguna.server.actions.completing import OPEN, complete, put_aside
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.parsing import ActIncomplete, parse
from toguna.server.queries import arrivals as held
from toguna.server.queries.phone_forms import published
from toguna.server.queries.phone_questions import answered
from toguna.server.queries.phones import ArrivedRow
from toguna.server.web.acting import boxes_of, told_in
from toguna.server.web.exchange import seated
from toguna.server.web.texts import TEXTS
from toguna.server.web.visits import Visit, begin, page

_WHERE: Final = Field(
    "where", Kind.SPOT, Text(fr="De quelles localités", en="From which places"), many=True, required=True
)
_WEEK: Final = Field("week", Kind.DAY, Text(fr="Un jour de cette semaine-là", en="A day of that week"), required=True)
_STATE: Final = Field(
    "state", Kind.CODE, Text(fr="Ce qu’on en sait", en="What is known of it"), codes=codes.OUTING_STATES, required=True
)
_TYPES: Final = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png"}


def _not_done(asking: Asking, case: str, said: Said) -> list[bytes]:
    raise NotImplementedError


def _form(kind: str) -> Act:
    """What is asked to complete a filled form: the fields of the act that says the same."""
    given = {
        "report": ACTS["report.give"].fields,
        "outings": (*ACTS["outing.log"].fields, _STATE),
        "heard": (_WEEK, _WHERE),
    }[kind]
    return Act("arrival.complete", "report", TEXTS["arrival.complete"], given, _not_done, ACTS["report.give"].roles)


@require_safe
def arrivals(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What came from phones: what awaits somebody first, then how many of each other kind."""
    visit = _visit(request, lang, framework)
    titles = {form.id: form.title for form in published(visit.reading.register)}
    return page(request, "arrivals.html", visit, {"door": held.door(visit.reading), "titles": titles})


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, lang: str, framework: str, number: str) -> HttpResponse:
    """One sending: what it says, to whom holds the key; to be completed or put aside where it awaits somebody."""
    visit = _visit(request, lang, framework)
    row = held.arrival(visit.reading, number)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _arrival(request, visit, row)
    key, known = serving.held(), visit.reading.today if visit.reading.mode is Mode.EXERCISE else None
    if key is None:
        return _arrival(request, visit, row, status=409)
    register, reader = visit.reading.register, visit.reading.reader
    try:
        if "motif" in request.POST:
            put_aside(register, reader, key, number, request.POST["motif"].strip()[:500])
        else:
            kind = request.POST.get("sorte", "")
            complete(register, reader, key, number, (kind, _understood(visit, kind, request)), known=known)
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


def _boxes(visit: Visit, number: str) -> list[tuple[Mapping[str, Any], dict[str, bytes]]]:
    key = serving.held()
    if key is None:
        return []
    try:
        return opened(visit.reading.register, key, number)
    except InstallationError:
        return []


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
    kind = "outings" if "measure" in fields else "heard" if "week" in fields else "report"
    data = {
        "row": row,
        "title": known.title if known else None,
        "said": said,
        "opens": bool(boxes),
        "why": boxes[-1][0].get("why", "") if boxes else "",
        "kind": kind,
        "fault": fault.say(visit.lang) if fault else "",
        "boxes": (),
    }
    if row.state in OPEN and boxes:
        asked = _form(kind)
        begun = told_in(asked.fields, request.POST) if "sorte" in request.POST else _begun(kind, fields)
        data["boxes"] = tuple(boxes_of(visit, asked.fields, begun, "", faults or {}, request))
    return page(request, "arrival.html", visit, data, status=status)


def _begun(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with: what was understood."""
    begun = {name: value for name, value in fields.items() if value not in (None, "", [])}
    if kind == "report" and "what" in begun:
        begun.setdefault("told", begun["what"])
    if kind == "outings":
        names = ("road", "segment_from", "segment_to")
        begun["stretches"] = [dict(zip(names, one, strict=True)) for one in fields.get("stretches", ())]
    if kind == "heard":
        begun.pop("week", None)
    return begun


def _understood(visit: Visit, kind: str, request: HttpRequest) -> dict[str, Any]:
    """What was completed, as it is to be entered.

    Raises
    ------
    ActIncomplete
    """
    if kind not in ("report", "outings", "heard"):
        raise Http404
    asked = _form(kind)
    said = dict(parse(asked, told_in(asked.fields, request.POST), visit.reading, visit.lang))
    if kind == "outings":
        said["stretches"] = [[one["road"], one["segment_from"], one["segment_to"]] for one in said["stretches"]]
    if kind == "heard":
        monday = date.fromisoformat(said["week"])
        monday -= timedelta(days=monday.weekday())
        said["week"] = When(monday, monday + timedelta(days=6), Precision.WEEK).iso()
    if kind == "report" and said.get("basis") == "seen" and "told" in said:
        said["what"] = said.pop("told")
    return said
