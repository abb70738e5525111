"""The *point du matin* and the outing, each on one page made for the thumb."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from toguna.base.dates import When
from toguna.base.errors import InputError, RuleError
from toguna.domain import codes
from toguna.server.actions import serving
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.outings import CALLS
from toguna.server.acts.performing import perform
from toguna.server.queries import outings as carried
from toguna.server.queries.morning import morning
from toguna.server.web.exchange import seated
from toguna.server.web.visits import Visit, begin, page


@require_http_methods(["GET", "HEAD", "POST"])
def round_of_calls(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """One line an axis: seen, not seen, no answer. One form, sent once."""
    visit = _now(request, lang, framework)
    if not ACTS["morning.note"].may(visit.reading, None):
        raise Http404
    if visit.today != visit.present:
        return HttpResponseRedirect(visit.now_url("morning"))
    fault = ""
    if request.method == "POST":
        lines = [
            {"road": name.removeprefix("axe-"), "state": value}
            for name, value in request.POST.items()
            if name.startswith("axe-") and value
        ]
        said = {"half": request.POST.get("demi", ""), "lines": lines, "asked": request.POST.get("fonction", "")}
        answer = _done(request, visit, "morning.note", said)
        if isinstance(answer, HttpResponse):
            return answer
        fault = answer
    data = {
        "rows": morning(visit.reading),
        "calls": [(code, CALLS.labels[code]) for code in CALLS],
        "halves": [(code, codes.HALVES.labels[code]) for code in codes.HALVES],
        "functions": [(code, codes.FUNCTIONS.labels[code]) for code in codes.FUNCTIONS],
        "sent": request.POST,
        **_form(request, fault),
    }
    return page(request, "morning.html", visit, data, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def outing(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """An outing done: the measure, the day, the half-day; its stretches are all ticked."""
    visit = _now(request, lang, framework)
    mine = carried.carried(visit.reading)
    if not ACTS["outing.log"].may(visit.reading, None):
        raise Http404
    if visit.today != visit.present:
        return HttpResponseRedirect(visit.now_url("outing"))
    chosen = next((one for one in mine if one.measure == request.GET.get("mesure")), mine[0] if mine else None)
    fault = ""
    if request.method == "POST" and chosen is not None:
        said = {
            "measure": chosen.measure,
            "stretches": request.POST.getlist("troncon"),
            "day": request.POST.get("jour", ""),
            "half": request.POST.get("demi", ""),
        }
        answer = _done(request, visit, "outing.log", said)
        if isinstance(answer, HttpResponse):
            return answer
        fault = answer
    data = {
        "mine": mine,
        "chosen": chosen,
        "days": _last_days(visit.present),
        "halves": [(code, codes.HALVES.labels[code]) for code in codes.HALVES],
        "sent": request.POST,
        **_form(request, fault),
    }
    return page(request, "outing.html", visit, data, status=400 if fault else 200)


def _now(request: HttpRequest, lang: str, framework: str) -> Visit:
    return seated(begin(request, lang, framework))


def _last_days(today: date) -> list[When]:
    return [When.on(today - timedelta(days=n)) for n in range(3)]


def _form(request: HttpRequest, fault: str) -> dict[str, Any]:
    token = request.POST.get("jeton") if fault else None
    return {"token": token or secrets.token_urlsafe(16), "fault": fault, "read_only": serving.held() is None}


def _done(request: HttpRequest, visit: Visit, name: str, said: dict[str, Any]) -> HttpResponse | str:
    """The receipt's page, or what is wrong in words."""
    told = {key: value for key, value in said.items() if value}
    try:
        done = perform(visit.reading, serving.held(), name, told, token=request.POST.get("jeton", ""), lang=visit.lang)
    except (InputError, RuleError) as wrong:
        return wrong.say(visit.lang)
    return HttpResponseRedirect(visit.now_url("receipt", done.number))
