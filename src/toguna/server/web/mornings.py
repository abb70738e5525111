"""The *point du matin* and the outing, each on one page made for the thumb.

What was ticked is never lost: a refusal gives the form back as it was, and so does logging in again after a session has
ended (`resuming`).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from toguna.base.dates import When
from toguna.base.errors import InputError, RuleError
from toguna.domain import codes
from toguna.server.actions import serving
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.outings import CALLS
from toguna.server.acts.parsing import ActIncomplete
from toguna.server.acts.performing import perform
from toguna.server.queries import outings as carried
from toguna.server.queries.morning import morning
from toguna.server.web.resuming import given_back, resumable
from toguna.server.web.visits import Visit, begin, page


@resumable
@require_http_methods(["GET", "HEAD", "POST"])
def round_of_calls(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """One line an axis: seen, not seen, no answer. One form, sent once."""
    visit = begin(request, lang, framework)
    if visit.seat is None:
        return HttpResponseRedirect(visit.url("enter"))
    if not ACTS["morning.note"].may(visit.reading, None):
        raise Http404
    if visit.today != visit.present:
        return HttpResponseRedirect(visit.now_url("morning"))
    fault: Fault | None = None
    if _sent(request):
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
        "rows": [(row, request.POST.get(f"axe-{row.road}", "")) for row in morning(visit.reading)],
        "calls": [(code, CALLS.labels[code]) for code in CALLS],
        "halves": [(code, codes.HALVES.labels[code]) for code in codes.HALVES],
        "functions": [(code, codes.FUNCTIONS.labels[code]) for code in codes.FUNCTIONS],
        "sent": request.POST,
        "action": visit.now_url("morning"),
        **_form(request, fault),
    }
    return page(request, "morning.html", visit, data, status=400 if fault else 200)


@resumable
@require_http_methods(["GET", "HEAD", "POST"])
def outing(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """An outing done: the measure, the day, the half-day; its stretches are all ticked."""
    visit = begin(request, lang, framework)
    if visit.seat is None:
        return HttpResponseRedirect(visit.url("enter"))
    mine = carried.carried(visit.reading)
    if not ACTS["outing.log"].may(visit.reading, None):
        raise Http404
    if visit.today != visit.present:
        return HttpResponseRedirect(visit.now_url("outing"))
    chosen = next((one for one in mine if one.measure == request.GET.get("mesure")), mine[0] if mine else None)
    fault: Fault | None = None
    if _sent(request) and chosen is not None:
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
        "ticked": set(request.POST.getlist("troncon")) if request.method == "POST" else None,
        "action": _with(visit.now_url("outing"), chosen.measure) if chosen else "",
        **_form(request, fault),
    }
    return page(request, "outing.html", visit, data, status=400 if fault else 200)


def _with(url: str, measure: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'mesure': measure})}"


def _last_days(today: date) -> list[When]:
    return [When.on(today - timedelta(days=n)) for n in range(3)]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in words; `again`: the same form may be sent again once it is complete."""

    text: str
    again: bool


def _sent(request: HttpRequest) -> bool:
    """Whether the form was sent, rather than given back to somebody who logged in again."""
    return request.method == "POST" and not given_back(request)


def _form(request: HttpRequest, fault: Fault | None) -> dict[str, Any]:
    kept = request.POST.get("jeton") if fault is None or fault.again else None
    return {
        "token": kept or secrets.token_urlsafe(16),
        "fault": fault.text if fault is not None else "",
        "read_only": serving.held() is None,
    }


def _done(request: HttpRequest, visit: Visit, name: str, said: dict[str, Any]) -> HttpResponse | Fault:
    """The receipt's page, or what is wrong in words."""
    told = {key: value for key, value in said.items() if value}
    try:
        done = perform(visit.reading, serving.held(), name, told, token=request.POST.get("jeton", ""), lang=visit.lang)
    except (InputError, RuleError) as wrong:
        return Fault(wrong.say(visit.lang), isinstance(wrong, ActIncomplete))
    return HttpResponseRedirect(visit.now_url("receipt", done.number))
