"""What takes a file away asks for the passphrase again, once the last time is more than some minutes ago.

A machine left open on a table lets whoever comes by read what its seat reads, but take nothing along.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters

from toguna.server.actions.factors import WrongPassphrase
from toguna.server.actions.seats import proved
from toguna.server.actions.throttle import throttle
from toguna.server.web.visits import Visit, begin, home_of, just_proved, page, proved_at

MINUTES: Final = 10
View = Callable[..., HttpResponse]


def every(request: HttpRequest) -> bool:
    """Whatever is asked for."""
    return True


def own_copy(request: HttpRequest) -> bool:
    """The numbered copy of a seat, with its reserved sheet; the copy for all anybody may take."""
    return request.GET.get("exemplaire") == "titulaire"


def again(view: View, *, posted: bool = False, asked: Callable[[HttpRequest], bool] = every) -> View:
    """A view that a seat reaches only after it proved itself within the last minutes; others are not asked. `posted`:
    the view takes a form rather than an address. `asked`: for which requests the passphrase is asked at all.
    """

    @sensitive_post_parameters("phrase")
    @wraps(view)
    def answer(request: HttpRequest, lang: str, framework: str, **more: str) -> HttpResponse:
        visit = begin(request, lang, framework)
        if not asked(request) or visit.seat is None or time.time() - proved_at(request, framework) < MINUTES * 60:
            return view(request, lang, framework, **more)
        if request.method != "POST" or "phrase" not in request.POST:
            return _form(request, visit)
        seat, address = visit.seat.code, request.META.get("REMOTE_ADDR", "")
        whose = f"{framework}/{seat}"
        if throttle.wait(address, whose):
            return _form(request, visit, fault=True, status=429)
        if not proved(home_of(lang), framework, seat, request.POST.get("phrase", "").strip()):
            throttle.failed(address, whose)
            return _form(request, visit, fault=True, status=403)
        throttle.succeeded(address, whose)
        just_proved(request, framework)
        if posted:
            return view(request, lang, framework, **more)
        return HttpResponseRedirect(request.get_full_path())

    return answer


def _form(request: HttpRequest, visit: Visit, *, fault: bool = False, status: int = 200) -> HttpResponse:
    data = {"fault": WrongPassphrase().say(visit.lang) if fault else "", "to": request.get_full_path()}
    return page(request, "again.html", visit, data, status=status)
