"""*Faire un signalement*: what happened, in a few taps, kept on the phone until the office has it.

With scripts, `static/report.js` keeps a report on the device until the number of its receipt is stored there; without
them this is a form like any other. Whoever has not logged in finds the same page: the service worker keeps that one, in
which there is nothing of any seat, for when there is no network.
"""

from __future__ import annotations

import json
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from toguna import __version__
from toguna.base.dates import When
from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.places import Road
from toguna.register.constitution import Mode
from toguna.server.actions import serving
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.choices import choices
from toguna.server.acts.incidents import NOT_HERE
from toguna.server.acts.performing import perform
from toguna.server.web.acting import told_in
from toguna.server.web.resuming import given_back, resumable
from toguna.server.web.visits import Visit, begin, page

ACT: Final = "report.give"
FIRST: Final = ("ROB-ROAD", "VEH-TAKE", "CHK-ILL", "FIR", "THR", "KIL-ROB")
"""What is shown before the rest is asked for: no more than six on a screen."""
_WORKER: Final = Path(__file__).resolve().parents[1] / "static" / "report-worker.js"


@resumable
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The form; sent, its receipt: as a page, or as JSON for the script of the page."""
    visit = begin(request, lang, framework)
    by_script = request.headers.get("Accept") == "application/json"
    if visit.seat is None and request.method == "POST":
        return _json({"state": "waiting"}, 401)
    if visit.seat is not None and (not ACTS[ACT].may(visit.reading, None) or visit.stamp == "replay"):
        raise Http404
    if visit.today != visit.present and request.method != "POST":
        return HttpResponseRedirect(visit.now_url("reporting"))
    if request.method == "POST" and not given_back(request):
        return _sent(request, visit, by_script=by_script)
    return _form(request, visit)


def _sent(request: HttpRequest, visit: Visit, *, by_script: bool) -> HttpResponse:
    token = request.POST.get("jeton", "")
    said = told_in(ACTS[ACT].fields, request.POST)
    try:
        done = perform(visit.reading, serving.held(), ACT, said, token=token, lang=visit.lang)
    except (InputError, RuleError) as wrong:
        status = 400 if isinstance(wrong, InputError) else 409
        if by_script:
            return _json({"state": "refused", "why": wrong.say(visit.lang)}, status)
        return _form(request, visit, fault=wrong.say(visit.lang), status=status)
    if by_script:
        return _json({"state": "sent", "number": done.number}, 200 if done.again else 201)
    return HttpResponseRedirect(visit.now_url("receipt", done.number))


def _form(request: HttpRequest, visit: Visit, *, fault: str = "", status: int = 200) -> HttpResponse:
    fields, sent = ACTS[ACT].by_name, request.POST
    spots = choices(visit.reading, fields["where"])
    roads = {one.id for one in visit.reading.all(Road)}
    data: dict[str, Any] = {
        "fault": fault,
        "note": NOT_HERE,
        "token": sent.get("jeton") or secrets.token_urlsafe(16),
        "action": visit.now_url("reporting"),
        "first": [(code, codes.INCIDENT_KINDS.labels[code]) for code in FIRST],
        "more": [(code, codes.INCIDENT_KINDS.labels[code]) for code in codes.INCIDENT_KINDS if code not in FIRST],
        "days": _days(visit.present),
        "roads": [one for one in spots if one.value in roads],
        "places": [one for one in spots if one.value not in roads],
        "harm": [fields[name] for name in ("killed", "injured", "abducted")],
        "sent": sent,
        "where": sent.getlist("where"),
        "live": visit.reading.mode is Mode.LIVE,
        "scope": reverse("reporting", args=[visit.lang, visit.framework]),
        "worker": reverse("reporting-worker", args=[visit.lang, visit.framework]),
        "enter": f"{visit.url('enter')}{'&' if visit.query else '?'}vers=compte-rendu",
        "read_only": serving.held() is None,
    }
    return page(request, "reporting.html", visit, data, status=status)


def _days(today: date) -> list[tuple[str, Text, When]]:
    back = (
        Text(fr="aujourd’hui", en="today"),
        Text(fr="hier", en="yesterday"),
        Text(fr="avant-hier", en="the day before"),
    )
    return [
        ((today - timedelta(days=n)).isoformat(), said, When.on(today - timedelta(days=n)))
        for n, said in enumerate(back)
    ]


@require_safe
def worker(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The service worker of this page and of no other: it lies beside it, so that its reach ends there."""
    begin(request, lang, framework)
    body = _WORKER.read_text(encoding="utf-8").replace('"__VERSION__"', json.dumps(__version__))
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


def _json(data: dict[str, str], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json", status=status)
